/* SPDX-License-Identifier: MIT
 * What the two halves of proof.h share: the list of faults while it grows, and what is known of each rule.
 */
#ifndef PL_PROOF_PROVER_H
#define PL_PROOF_PROVER_H

#include "proof/proof.h"

struct pl_prover {
    const struct pl_knowledge *knowledge;
    struct pl_arena *arena;
    struct pl_proof *proof;
    uint8_t *facts;          /* by rule and field: it depends on it, also through rules it refers to */
    bool *on_edition;        /* by rule: it refers to another */
    bool *on_this;           /* by rule: it depends on the platform at hand */
    struct pl_boxes **boxes; /* by rule that depends on neither: its boxes, once they are wanted */
    uint64_t left;           /* comparisons that may still be made */
    uint32_t tired_at;       /* the rule at which there were none left, or PL_NONE */
    bool *unsound;           /* by rule: a step that cannot hold, or not together with what it comes after */
};

/* A fault of a check, to be filled in. */
struct pl_fault *pl_prover_fault(struct pl_prover *prover, enum pl_check check);
/* Counts one subject of a check, and one more that is proved. */
void pl_prover_count(struct pl_prover *prover, enum pl_check check, bool proved);

/* Values, facts, citations, identifiers and texts. */
void pl_prover_take_census(struct pl_prover *prover);

#endif
