/* SPDX-License-Identifier: MIT
 * The editorial part of a plan, from the pieces of the knowledge that certainly hold.
 */
#ifndef PL_ENGINE_EDITORIAL_H
#define PL_ENGINE_EDITORIAL_H

#include "model/editorial.h"

/* Fills plan->editorial. All else of the plan is concluded, its steps have dates. Where the edition has no pieces all
 * lists are empty.
 * - Rubrics: one after another the best of those that hold, or are usual, and have a retained platform: first one for a
 * goal of the profile that none serves yet, then one for an account without a rubric, then what the profile calls for
 * before what is only usual, then by rank of the goal, then in the order of the knowledge; seven at most, in a village
 * five. Where the hours are known, what would not fit is passed over: the yearly minutes of the rubrics and of
 * answering, and a share for planning and measuring, stay within them.
 * - Dates: each rubric keeps its day of the week, lightest day first. Holidays, accounts not open yet and hours move a
 * post within its week, or a monthly one to another week, else it falls out; before the authority's own ballot only
 * plain information is dated. */
void pl_plan_editorial(struct pl_plan *plan);

#endif
