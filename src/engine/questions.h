/* SPDX-License-Identifier: MIT
 * Which missing answer settles most, and which change of facts flips a conclusion: both by trying answers and evaluating
 * again, so they are exact. A question is asked if and only if some answer to it alone changes a conclusion.
 */
#ifndef PL_ENGINE_QUESTIONS_H
#define PL_ENGINE_QUESTIONS_H

#include "model/plan.h"

/* Fills plan->questions: for each unknown fact the number of conclusions (findings, steps, conduct, indicators, duties,
 * decisions on platforms) that are unknown and that one of its answers alone would settle. Those that settle a blocker first, then by number. */
void pl_rank_questions(struct pl_plan *plan, struct pl_arena *arena);

/* Fills the effects of one question: each answer worth trying that settles something, in the order of the values. */
void pl_weigh_answers(struct pl_plan *plan, struct pl_question *question, struct pl_arena *arena);

/* The values worth trying for a fact: of a choice each one possible; of a set none, each one, or one more or less than is
 * stated; of a number those around which some rule changes. Writes up to `max` cells, returns how many. */
uint32_t pl_candidate_values(const struct pl_plan *plan, uint32_t field, struct pl_cell *out_cells, uint32_t max);

/* One changed fact. */
struct pl_edit {
    uint32_t field;
    struct pl_cell value;
};
enum { PL_EDITS_MAX = 3 };

/* The smallest change of facts after which the item is no longer what it is: a rule that does not hold would hold, a
 * platform that is not retained would be (or the reverse). Facts one can act on come first; kind, population and other facts
 * that are what they are never change, unless they are unknown. `platform` or `rule` is PL_NONE. Returns the number of
 * edits, 0 if none of up to three was found. The result has been proven by evaluating the changed facts. */
uint32_t pl_smallest_change(const struct pl_plan *plan, uint32_t rule, uint32_t platform, struct pl_arena *arena,
                            struct pl_edit out_edits[PL_EDITS_MAX]);

#endif
