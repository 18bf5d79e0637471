/* SPDX-License-Identifier: MIT
 * The steps of a plan on the calendar, by the hours of those who own them. Rests on src/knowledge/schedule.yaml and on
 * what the rules say of a step: its effort, how long it lasts, what comes first, whether it is urgent or launches
 * something.
 */
#ifndef PL_ENGINE_ROADMAP_H
#define PL_ENGINE_ROADMAP_H

#include "model/plan.h"

/* Fills plan->spans and plan->roadmap; who owns the steps is known, and what the hours of the accounts allow. No step
 * begins before the first Monday from the day of the plan on, and none begins or ends on a day on which offices are
 * closed. One that launches something keeps out of the months before the ballot that renews the authority itself. What
 * does not end within the months of schedule.yaml is put off, and what waits for it too. */
void pl_plan_roadmap(struct pl_plan *plan);

#endif
