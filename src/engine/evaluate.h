/* SPDX-License-Identifier: MIT
 * Three-valued evaluation of conditions. Every term of a condition is valued, none is skipped: the values are the
 * explanation. Source of the logic: S. C. Kleene, Introduction to Metamathematics (1952), § 64.
 */
#ifndef PL_ENGINE_EVALUATE_H
#define PL_ENGINE_EVALUATE_H

#include "model/plan.h"

/* What rules are evaluated over, and where their values go. */
struct pl_evaluation {
    const struct pl_knowledge *knowledge;
    const struct pl_cell *cells; /* by field */
    uint8_t *terms;              /* out: by term */
    uint8_t *rules;              /* in and out: by rule */
    uint32_t edition;
    uint32_t platform; /* what `this` stands for, or PL_NONE */
};

/* The truth of a condition, also stored with that of each of its terms; PL_TRUE of none. Rules it refers to must have
 * been evaluated. */
enum pl_truth pl_evaluate_terms(const struct pl_evaluation *evaluation, struct pl_range terms);
/* The truth of one rule, also stored with that of its terms. Rules it refers to or yields to must have been evaluated.
 * A rule of another edition is false, and one that a rule that holds amends gives way. */
enum pl_truth pl_evaluate_rule(const struct pl_evaluation *evaluation, uint32_t rule);
/* All rules that are late, or all that are not, in order. */
void pl_evaluate_all(const struct pl_evaluation *evaluation, bool late);

#endif
