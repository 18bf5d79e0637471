/* SPDX-License-Identifier: MIT
 * Runs the cases that stand beside the rules: what each rule says of the facts given, and which of the three values
 * each term of its condition took over all of its cases. Prints nothing.
 */
#ifndef PL_PROOF_CASES_H
#define PL_PROOF_CASES_H

#include "base/arena.h"
#include "model/plan.h"

enum { PL_TRUTHS = 3 };

struct pl_cases_run {
    uint8_t *found;           /* by case: enum pl_truth */
    uint8_t *taken;           /* by term: bit 1 << enum pl_truth for each value that it took */
    bool *tested;             /* by rule: it has a case */
    uint32_t rules;           /* those with a condition of their own */
    uint32_t untested;        /* those of them without a case */
    uint32_t failed;          /* cases */
    uint32_t values, covered; /* of terms: three each, and those taken */
};

/* Whether a rule needs cases: it has a condition, and one of its own. */
bool pl_cases_are_due(const struct pl_rule *rule);

/* Runs every case in the latest edition of its rule. Memory comes from `arena`. */
void pl_cases_run(const struct pl_knowledge *knowledge, struct pl_arena *arena, struct pl_cases_run *out_run);

#endif
