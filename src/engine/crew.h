/* SPDX-License-Identifier: MIT
 * Who does what in this authority: the roles that steps name, replaced by those that it has.
 */
#ifndef PL_ENGINE_CREW_H
#define PL_ENGINE_CREW_H

#include "model/plan.h"

/* Fills plan->posts and plan->crews. The rules are valued and the steps in order. */
void pl_assign_roles(struct pl_plan *plan);

#endif
