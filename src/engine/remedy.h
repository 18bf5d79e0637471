/* SPDX-License-Identifier: MIT
 * The smallest change of a circuit that meets its target: fewest edits, and among those the one that gives up least control. At most one
 * edit a stage. Every proposal has been simulated. Knows no profile; what may be done to a stage, and at what price, is given.
 */
#ifndef PL_ENGINE_REMEDY_H
#define PL_ENGINE_REMEDY_H

#include "engine/circuit.h"

enum { PL_OPTIONS_MAX = 16 };

/* What a stage becomes by one edit. */
struct pl_option_of_stage {
    uint32_t edit;   /* the caller's number for it */
    uint32_t weight; /* control given up */
    struct pl_stage stage;
    uint32_t grown;  /* another stage that takes over its work, or UINT32_MAX: that stage then lasts as long as the longer of the two */
};

struct pl_remediable {
    struct pl_stage stage;
    struct pl_option_of_stage options[PL_OPTIONS_MAX];
    uint32_t options_count;
};

struct pl_remedy {
    bool reaches;        /* the target is met; else it is the nearest that can be had */
    bool exact;          /* false: the circuit is too long to try everything, and this is the best found */
    uint32_t edits_count;
    uint32_t weight;
    struct {
        uint32_t stage, edit;
    } edits[PL_STAGES_MAX];
    struct pl_delays after;
};

/* `strict`: the worst hour must meet the target too, and not only the median. `count` is at most PL_STAGES_MAX. When nothing reaches the
 * target, the nearest: the least median (strict: the least worst hour, then median), by the fewest edits, by the least weight. */
void pl_remedy_find(const struct pl_remediable *stages, uint32_t count, int64_t target, bool strict, struct pl_remedy *out_remedy);

#endif
