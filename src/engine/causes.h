/* SPDX-License-Identifier: MIT
 * What a difference between two plans comes from: facts, rules and bindings of one edition only, the day, or another
 * difference.
 */
#ifndef PL_ENGINE_CAUSES_H
#define PL_ENGINE_CAUSES_H

#include "model/comparison.h"

/* Gathers the causes of one difference; each only once. */
struct pl_inquiry {
    const struct pl_plan *const *plans;
    struct pl_cause *causes;
    uint32_t count, room;
    struct pl_arena *arena;
};

/* The platform as the other side calls it. */
uint32_t pl_counterpart(const struct pl_plan *const plans[PL_SIDES], uint32_t platform, uint32_t from_side);
/* Whether two cells of a field say the same; the order of lists apart. */
bool pl_cells_agree(const struct pl_knowledge *knowledge, uint32_t field, const struct pl_cell *left,
                    const struct pl_cell *right);

/* True if the fact differs. */
bool pl_ask_fact(struct pl_inquiry *inquiry, uint32_t field);
void pl_ask_rule(struct pl_inquiry *inquiry, uint32_t rule);
void pl_ask_verdict(struct pl_inquiry *inquiry);
void pl_ask_need(struct pl_inquiry *inquiry, uint32_t need);
/* A platform under its names on both sides, PL_NONE where the plan has none. */
void pl_ask_platform(struct pl_inquiry *inquiry, const uint32_t platforms[PL_SIDES]);
void pl_ask_hours(struct pl_inquiry *inquiry);
void pl_ask_delay(struct pl_inquiry *inquiry, uint32_t class);
/* The platforms and needs that changed, when nothing nearer was found. */
void pl_ask_at_last(struct pl_inquiry *inquiry);

/* Whether two decisions on a platform are the same advice. */
bool pl_choices_agree(const struct pl_choice *before, const struct pl_choice *after);
bool pl_needs_agree(const struct pl_plan *const plans[PL_SIDES], uint32_t need);

#endif
