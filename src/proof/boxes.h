/* SPDX-License-Identifier: MIT
 * What makes a condition true, as a choice among boxes: each box says of some facts what they may be, and nothing of
 * the others. A condition can hold if and only if it has a box; two can hold together if and only if two of their boxes
 * meet. The facts are taken as independent of one another. Knows no profile.
 */
#ifndef PL_PROOF_BOXES_H
#define PL_PROOF_BOXES_H

#include "base/arena.h"
#include "model/knowledge.h"

enum { PL_BOXES_MAX = 4096 };

/* What one fact may be, as in a cell: a number lies in low..high; a choice is one of the bits of `high`; a set contains
 * at least `low` and at most `high`. */
struct pl_side {
    uint32_t field;
    int64_t low, high;
};

struct pl_box {
    const struct pl_side *sides; /* by field */
    uint32_t count;
};

struct pl_boxes {
    struct pl_box *items;
    uint32_t count;
    bool too_many; /* more than PL_BOXES_MAX, or than the work allowed: nothing can be said */
};

/* Where a rule is looked at: only rules of the edition hold. */
struct pl_world {
    uint32_t edition;
    uint32_t platform; /* what `this` stands for, or PL_NONE */
    uint64_t *left;    /* comparisons that may still be made; beyond them all is too many. NULL: as many as it takes */
};

/* The boxes in which the condition of a rule is true, or those in which it is false. Memory comes from `arena`. */
struct pl_boxes pl_boxes_of_condition(const struct pl_knowledge *knowledge, uint32_t rule, struct pl_world world,
                                      bool truth, struct pl_arena *arena);
/* Those in which the rule holds: its condition is true, it is of the edition, and no rule that amends it takes its
 * place. */
struct pl_boxes pl_boxes_of_rule(const struct pl_knowledge *knowledge, uint32_t rule, struct pl_world world,
                                 struct pl_arena *arena);
/* Those in which a duty is not done: the profile does not say that it is. */
struct pl_boxes pl_boxes_undone(const struct pl_knowledge *knowledge, uint32_t rule, struct pl_world world,
                                struct pl_arena *arena);
/* Those in which both hold. */
struct pl_boxes pl_boxes_both(const struct pl_knowledge *knowledge, const struct pl_boxes *a, const struct pl_boxes *b,
                              struct pl_world world, struct pl_arena *arena);
/* Whether some box of `a` meets some box of `b`; the first common part. */
bool pl_boxes_meet(const struct pl_knowledge *knowledge, const struct pl_boxes *a, const struct pl_boxes *b,
                   struct pl_arena *arena, struct pl_box *out_box);
/* A fact's value within a side, of those allowed the first or fewest. */
int64_t pl_side_witness(const struct pl_knowledge *knowledge, const struct pl_side *side);

#endif
