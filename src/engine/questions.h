/* SPDX-License-Identifier: MIT
 * Which missing answer settles most, and which change of facts flips a conclusion: both by setting facts and concluding
 * again as a plan does (pl_conclude), so they say what would happen. A question is asked if and only if some answer to
 * it alone settles a conclusion. Worth trying are: of a choice each value; of a set none, each one, and all, or one
 * more or less than is stated; of a number those around which some rule changes, also through what is derived from it;
 * of a list none, and each fact that is derived from it.
 */
#ifndef PL_ENGINE_QUESTIONS_H
#define PL_ENGINE_QUESTIONS_H

#include "model/plan.h"

/* Fills plan->questions: for each unknown fact the number of conclusions (findings, steps, conduct, indicators, duties,
 * decisions on platforms; whether a duty is done) that are unknown and that one of its answers alone would settle.
 * Those that settle a blocker first, then by number. */
void pl_rank_questions(struct pl_plan *plan, struct pl_arena *arena);

/* Fills the effects of one question: each answer worth trying that settles something, in the order of the values. */
void pl_weigh_answers(struct pl_plan *plan, struct pl_question *question, struct pl_arena *arena);

/* How far one is with the questions of a plan; `done`, by field: those that were put, answered or not. What the others
 * would settle, each alone; how many of them, the best first, leave others that would settle `most` at most; and what
 * that is: a third of what a profile leaves open that states only what it must, as `cells` do. */
uint32_t pl_questions_weight(const struct pl_plan *plan, const uint8_t *done);
uint32_t pl_questions_until(const struct pl_plan *plan, const uint8_t *done, uint32_t most);
uint32_t pl_questions_most(const struct pl_knowledge *knowledge, const struct pl_cell *cells, uint32_t edition,
                           int64_t today, struct pl_arena *arena);

/* One changed fact. */
struct pl_edit {
    uint32_t field;
    struct pl_cell value;
};
enum { PL_EDITS_MAX = 3 };

/* The smallest change of facts after which an item is no longer what it is. */
struct pl_change_found {
    struct pl_edit edits[PL_EDITS_MAX]; /* a fact each */
    uint32_t count;                     /* 0: none was found */
    uint32_t searched;                  /* if none: values changed at once, at most, of which every choice was tried */
    enum pl_truth truth;       /* of the rule once they are made: the opposite where there is one, else unknown */
    enum pl_decision decision; /* on the platform: undecided where nothing turns it into the opposite */
};

/* Tries each value of one fact, then two values, then three (not among more than 80), then sets emptied or filled: the
 * first change after which a rule that did not hold holds, a platform that was not retained is, or the reverse; for
 * want of one, the first after which that is open. Facts one can act on come first; kind, population and other facts
 * that are what they are never change, unless they are unknown. `platform` or `rule` is PL_NONE. Each change was
 * concluded from again, facts of the plan included. */
void pl_smallest_change(const struct pl_plan *plan, uint32_t rule, uint32_t platform, struct pl_arena *arena,
                        struct pl_change_found *out_found);

#endif
