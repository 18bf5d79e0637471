/* SPDX-License-Identifier: MIT
 * Steps gathered into actions, one a matter, and what weighs most among them and among the findings: for documents that
 * show a dozen actions and a few findings. Ranked by what it blocks, what it serves, what it costs.
 */
#ifndef PL_ENGINE_ACTIONS_H
#define PL_ENGINE_ACTIONS_H

#include "model/plan.h"

/* Fills plan->actions, weighty, weighed and chosen; steps, findings, conduct, crews, spans and what is done are known.
 */
void pl_plan_actions(struct pl_plan *plan);

#endif
