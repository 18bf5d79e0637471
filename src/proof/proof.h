/* SPDX-License-Identifier: MIT
 * What can be proved of a knowledge without any profile: exact checks of its conditions by boxes, and censuses of what
 * nothing uses. The facts are taken as independent of one another, derived ones too. Prints nothing.
 */
#ifndef PL_PROOF_PROOF_H
#define PL_PROOF_PROOF_H

#include "proof/boxes.h"

/* What is proved. Its subjects, and what else is counted, stand behind. */
enum pl_check {
    PL_CHECK_CAN_HOLD,   /* rules with a condition; boxes */
    PL_CHECK_CAN_FAIL,   /* the same; boxes of what makes them false */
    PL_CHECK_CAN_FOLLOW, /* links of `after`: both steps can hold together; steps */
    PL_CHECK_FINDINGS, /* pairs of findings of opposite sense about the same facts; those that declare which goes before
                        */
    PL_CHECK_DECISIONS, /* pairs of different decisions on one platform that can hold together: which goes before; rules
                         */
    PL_CHECK_ANSWERED,  /* blockers, obstacles and duties: wherever one holds and is not done, a step that answers it
                           holds; acts too; steps */
    PL_CHECK_VALUES,    /* values of choices and sets, named by a condition; of how many facts */
    PL_CHECK_FACTS,     /* facts, used by a condition or by the program; those that are informative */
    PL_CHECK_CITED,     /* claims and sources; citations */
    PL_CHECK_REACHED,   /* steps, with all that they come after; the longest chain */
    PL_CHECK_COMPLETE,  /* identifiers, unique; texts in both languages */
    PL_CHECKS
};

struct pl_proved {
    uint32_t subjects, proved, extra;
};

struct pl_fault {
    enum pl_check check;
    bool too_many;         /* no proof: its condition falls into too many boxes */
    uint32_t rule, other;  /* PL_NONE: none */
    uint32_t field, value; /* `value`: its position */
    uint32_t citation;
    const char *id; /* of what is defined twice or lacks a language */
    bool has_witness;
    struct pl_box witness; /* facts under which both rules hold */
};

struct pl_proof {
    struct pl_proved checks[PL_CHECKS];
    struct pl_fault *faults;
    uint32_t faults_count;
};

/* Memory comes from `arena`. */
void pl_proof_make(const struct pl_knowledge *knowledge, struct pl_arena *arena, struct pl_proof *out_proof);

#endif
