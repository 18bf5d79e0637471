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

#endif
