/* SPDX-License-Identifier: MIT
 * What follows from the facts of a plan. Plans, questions, smallest changes and days to come share it.
 */
#ifndef PL_ENGINE_CONCLUDE_H
#define PL_ENGINE_CONCLUDE_H

#include "model/plan.h"

/* What follows from the facts of a plan: derived facts, rules, needs, decisions, the facts of the plan and the rules
 * over them, the verdict. The one place where that is said. `changed`
 * NULL: all of it. Else everything was concluded before and these facts were set since: only what can follow from them
 * is done again, and the facts that changed with them, derived ones, are added to the list (which has room for every
 * field). Returns whether the decisions were taken again. The timing and what the hours allow are left out. */
bool pl_conclude(struct pl_plan *plan, struct pl_list *changed, struct pl_arena *arena);

/* Room of a plan's own for what pl_conclude() writes, with these facts; questions and smallest changes conclude in a
 * copy of a plan. */
void pl_conclude_room(struct pl_plan *plan, const struct pl_cell *cells, struct pl_arena *arena);

/* Room for the choices of a plan. */
size_t pl_plan_choices_max(const struct pl_plan *plan);

#endif
