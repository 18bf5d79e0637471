/* SPDX-License-Identifier: MIT
 * Who does what in this authority: the roles that steps name, replaced by those that it has.
 */
#ifndef PL_ENGINE_CREW_H
#define PL_ENGINE_CREW_H

#include "model/plan.h"

/* Fills plan->posts and plan->crews. The rules are valued and the steps in order. */
void pl_assign_roles(struct pl_plan *plan);
/* Who does the work of a role here, PL_NONE if nobody does; the roles are assigned. */
uint32_t pl_role_holder(const struct pl_plan *plan, uint32_t role);

#endif
