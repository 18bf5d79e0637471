/* SPDX-License-Identifier: MIT
 * The validation circuit of a profile: what each class of messages waits, and the smallest change that would bring it within its target.
 */
#ifndef PL_ENGINE_CHAIN_H
#define PL_ENGINE_CHAIN_H

#include "model/plan.h"

/* Fills plan->classes, if the profile states its circuit. */
void pl_chain_compute(struct pl_plan *plan, struct pl_arena *arena);

#endif
