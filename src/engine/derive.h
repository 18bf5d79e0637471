/* SPDX-License-Identifier: MIT
 * Facts derived from what a profile lists (accounts, steps of the circuit): computed once, by name, and then facts like any
 * other. What is partly known gives an interval.
 */
#ifndef PL_ENGINE_DERIVE_H
#define PL_ENGINE_DERIVE_H

#include "model/plan.h"

/* Fills the derived cells of `plan`, all but the late ones. */
void pl_derive(struct pl_plan *plan);
/* Whether the program can compute the derived fact of this id. */
bool pl_derive_knows(const char *id);
/* The platform as the plan's edition calls it: a renamed one becomes its successor, or the other way round. */
uint32_t pl_platform_in_edition(const struct pl_plan *plan, uint32_t platform);
/* The entry of the edition's catalogue, PL_NONE if it has none; what became of a platform, PL_NONE if nothing is said. */
uint32_t pl_edition_entry(const struct pl_plan *plan, uint32_t platform);
uint32_t pl_edition_fate(const struct pl_plan *plan, uint32_t platform);

#endif
