/* SPDX-License-Identifier: MIT
 * The smallest change of a circuit that meets its target in the year as it is: fewest edits, and among those the one
 * that gives up least control. Every proposal has been simulated. Knows no profile; what may be done to a stage, and at
 * what price, is given.
 */
#ifndef PL_ENGINE_REMEDY_H
#define PL_ENGINE_REMEDY_H

#include "engine/circuit_year.h"

enum { PL_OPTIONS_MAX = 80, PL_EDITS_OF_OPTION = 3, PL_REMEDY_EDITS_MAX = PL_EDITS_OF_OPTION * PL_STAGES_MAX };

/* What a stage becomes by some edits, of which the caller knows the numbers. */
struct pl_option_of_stage {
    uint32_t edits[PL_EDITS_OF_OPTION];
    uint32_t edits_count;
    uint32_t weight; /* control given up */
    struct pl_stage stage;
    uint32_t grown; /* another stage that takes over its work, or UINT32_MAX: that stage then lasts as long as the
                       longer of the two */
};

struct pl_remediable {
    struct pl_stage stage;
    struct pl_option_of_stage options[PL_OPTIONS_MAX];
    uint32_t options_count;
};

struct pl_remedy {
    bool reaches; /* the target is met; else it is the nearest that can be had */
    bool exact;   /* false: the circuit is too long to try everything, and this is the best found */
    uint32_t edits_count;
    uint32_t weight;
    struct {
        uint32_t stage, edit;
    } edits[PL_REMEDY_EDITS_MAX];
    int64_t at_target;                     /* what as many messages as the target asks for do not exceed */
    struct pl_stage stages[PL_STAGES_MAX]; /* as changed */
};

/* `count` is at most PL_STAGES_MAX. When nothing reaches the target, the nearest: the least time that as many messages
 * as it asks for do not exceed, by the fewest edits, by the least weight. `no_more`: as in struct pl_traffic. */
void pl_remedy_find(struct pl_year *year, const struct pl_remediable *stages, uint32_t count,
                    const struct pl_messages *messages, int64_t no_more, struct pl_remedy *out_remedy);

#endif
