/* SPDX-License-Identifier: MIT
 * What became of an adopted plan, item by item, each with its cause.
 */
#ifndef PL_ENGINE_REVIEW_H
#define PL_ENGINE_REVIEW_H

#include "model/review.h"

/* `before`: the plan as it was adopted, or made anew for that day; `adopted`: what is on file of it, or NULL. All comes
 * from `arena`. */
struct pl_review *pl_review_make(const struct pl_plan *before, const struct pl_plan *after,
                                 const struct pl_adopted *adopted, struct pl_arena *arena);

#endif
