/* SPDX-License-Identifier: MIT
 * How far one is with the questions of a plan.
 */
#ifndef PL_ENGINE_INQUIRY_H
#define PL_ENGINE_INQUIRY_H

#include "model/plan.h"

/* How far one is with the questions of a plan; `done`, by field: those that were put, answered or not. What the others
 * would settle, each alone; how many of them, the best first, leave others that would settle `most` at most; and what
 * that is: a third of what a profile leaves open that states only what it must, as `cells` do. */
uint32_t pl_questions_weight(const struct pl_plan *plan, const uint8_t *done);
uint32_t pl_questions_until(const struct pl_plan *plan, const uint8_t *done, uint32_t most);
uint32_t pl_questions_most(const struct pl_knowledge *knowledge, const struct pl_cell *cells, uint32_t edition,
                           int64_t today, struct pl_arena *arena);

#endif
