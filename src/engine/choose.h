/* SPDX-License-Identifier: MIT
 * From needs to platforms: the decision on each platform of the edition. The order of the tests is the precedence:
 * rules of the catalogue, then needs served as the main platform, then as an alternative.
 */
#ifndef PL_ENGINE_CHOOSE_H
#define PL_ENGINE_CHOOSE_H

#include "engine/evaluate.h"

enum { PL_CHOICES_MAX = PL_PLATFORMS_MAX };

/* What decisions rest on; the cells, rules and needs may be those of a changed profile. */
struct pl_chooser {
    const struct pl_plan *plan;
    struct pl_evaluation evaluation;
    uint8_t *needs;   /* enum pl_truth by need */
    uint8_t *degrees; /* enum pl_degree of needs that are true */
    uint8_t *common;  /* enum pl_truth of the rules on every platform: by entry of the edition, then by common rule */
};

/* Room for `common`: besides what pl_plan keeps there, the rules without a platform. */
size_t pl_chooser_common_size(const struct pl_plan *plan);
/* The truth of the rules on every platform, for each platform, of `which` (bits by place among those rules): those that
 * look at a fact that has changed. Returns whether any is another. */
bool pl_choose_common(struct pl_chooser *chooser, uint64_t which);
/* The truth and degree of every need from the truth of its rules. */
void pl_choose_needs(struct pl_chooser *chooser);
/* The decision on every platform of the edition, in the catalogue's order, into `out_choices` (PL_CHOICES_MAX); returns
 * how many. Timing is left out: it depends on the verdict. */
uint32_t pl_choose_platforms(const struct pl_chooser *chooser, struct pl_choice *out_choices);

#endif
