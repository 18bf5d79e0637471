/* SPDX-License-Identifier: MIT
 * The steps of a plan on the calendar. Rests on what the knowledge assumes: the effort of a step, the weeks of a phase,
 * the days on which offices are open. Public holidays and leave are not known.
 */
#ifndef PL_MODEL_SCHEDULE_H
#define PL_MODEL_SCHEDULE_H

#include "base/arena.h"
#include "model/plan.h"

/* Days, the first and the last of the work. */
struct pl_span {
    int64_t first, last;
    bool set_aside; /* by an exception of the profile: it has no dates, and nothing waits for it */
};

/* The earliest dates of each step, by its rank in plan->steps. The first phase begins on the first Monday from the day
 * of the plan on, the next one a Monday on which the weeks of the one before are over and its steps done; a phase
 * without a step takes no time. A step waits for those that come first, and for its owner, who does one step at a time,
 * as many days as its effort. */
struct pl_span *pl_plan_schedule(const struct pl_plan *plan, struct pl_arena *arena);
/* From the first to the last of the steps of the phase that begins with the step of rank `first`; set aside if they all are. */
struct pl_span pl_plan_phase_span(const struct pl_plan *plan, const struct pl_span *spans, uint32_t first);
/* The day, or the last one before it on which offices are open. */
int64_t pl_last_open_day(const struct pl_knowledge *knowledge, int64_t day);
/* The number of a step of the plan, from 1; 0 if the rule is none of them. */
uint32_t pl_plan_step_number(const struct pl_plan *plan, uint32_t rule);
/* The numbers of the steps that come before a step, in order. */
struct pl_list pl_plan_numbers_before(const struct pl_plan *plan, uint32_t rule);

#endif
