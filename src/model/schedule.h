/* SPDX-License-Identifier: MIT
 * What is asked of the steps of a plan once they have dates (engine/roadmap.h gives them), and of the days on which
 * offices are open.
 */
#ifndef PL_MODEL_SCHEDULE_H
#define PL_MODEL_SCHEDULE_H

#include "model/holidays.h"
#include "model/plan.h"

/* From the first to the last of the steps of the phase that begins with the step of rank `first`; put off if they all
 * are. */
struct pl_span pl_plan_phase_span(const struct pl_plan *plan, uint32_t first);
/* The first Monday on a day or after it. */
int64_t pl_monday_from(int64_t day);
/* On how many days of the week, from Monday on, offices are open; whether they are on a day. */
int64_t pl_open_days(const struct pl_knowledge *k);
bool pl_is_open_day(const struct pl_place_of_work *place, int64_t day);
/* The day, or the last one before it on which offices are open. */
int64_t pl_last_open_day(const struct pl_plan *plan, int64_t day);
/* The number of a step of the plan, from 1; 0 if the rule is none of them. */
uint32_t pl_plan_step_number(const struct pl_plan *plan, uint32_t rule);
/* The numbers of the steps that come before a step, in order. */
struct pl_list pl_plan_numbers_before(const struct pl_plan *plan, uint32_t rule);

#endif
