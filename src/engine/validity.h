/* SPDX-License-Identifier: MIT
 * Until when a plan holds though nobody changes a fact: the first day on which something in it would be otherwise.
 */
#ifndef PL_ENGINE_VALIDITY_H
#define PL_ENGINE_VALIDITY_H

#include "model/plan.h"

/* Fills plan->validity, once all else is known. Only days on which something can change are looked at – a window of the
 * calendar opens or closes, so many months have passed since a post or an adoption, a figure grows old – and only those
 * before the plan is looked at again anyway: on each, what follows from the facts is concluded anew and compared. The
 * dates of steps, which move with the day, do not count. */
void pl_plan_validity(struct pl_plan *plan);

#endif
