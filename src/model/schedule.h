/* SPDX-License-Identifier: MIT
 * The steps of a plan on the calendar. Rests on what the knowledge assumes: the effort of a step, how long it lasts, the days on which
 * offices are open, public holidays. Leave, and the hours that people have, are not known.
 */
#ifndef PL_MODEL_SCHEDULE_H
#define PL_MODEL_SCHEDULE_H

#include "model/holidays.h"
#include "model/plan.h"

/* Fills plan->spans, the earliest dates of each step; who owns them is known. None is before the first Monday from the day of the plan on; none begins or
 * ends on a day on which offices are closed, public holidays included. A step waits for those that come first, and for its owner, who works
 * at one step at a time, as many open days as its effort; it lasts as many days of the calendar as its rule says at least. Among those that
 * can begin on a day, first what takes a day and waits for nothing, then in the order of the plan. A step that launches something
 * neither begins nor ends in the period before the ballot that renews the authority itself. */
void pl_plan_schedule(struct pl_plan *plan);
/* From the first to the last of the steps of the phase that begins with the step of rank `first`; put off if they all are. */
struct pl_span pl_plan_phase_span(const struct pl_plan *plan, uint32_t first);
/* The first Monday on a day or after it. */
int64_t pl_monday_from(int64_t day);
/* The day, or the last one before it on which offices are open. */
int64_t pl_last_open_day(const struct pl_plan *plan, int64_t day);
/* The number of a step of the plan, from 1; 0 if the rule is none of them. */
uint32_t pl_plan_step_number(const struct pl_plan *plan, uint32_t rule);
/* The numbers of the steps that come before a step, in order. */
struct pl_list pl_plan_numbers_before(const struct pl_plan *plan, uint32_t rule);

#endif
