/* SPDX-License-Identifier: MIT
 * What became of the steps, as a profile tells it: which state of each stands on a day, and what then holds.
 */
#ifndef PL_MODEL_PROGRESS_H
#define PL_MODEL_PROGRESS_H

#include "model/profile.h"

/* Checks the lines of `progress`, keeps the newest state of each step on a day, sets dropped steps aside, and lets hold
 * what those that are done establish. False if a state or a day goes back. */
bool pl_progress_apply(struct pl_profile *profile, int64_t today, struct pl_arena *arena,
                       struct pl_diagnostics *diagnostics);
/* The same of one state more, which is yet to be written; `today` is its day. */
bool pl_progress_may_add(const struct pl_profile *profile, const char *step, uint32_t state, int64_t today,
                         struct pl_diagnostics *diagnostics);

#endif
