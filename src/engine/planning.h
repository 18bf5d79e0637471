/* SPDX-License-Identifier: MIT
 * From a profile to its plan. Formats nothing, reads no clock.
 */
#ifndef PL_ENGINE_PLANNING_H
#define PL_ENGINE_PLANNING_H

#include "model/plan.h"

/* Plans for a profile under one edition (an index) on one day (days since 1970-01-01). Everything the plan holds comes
 * from `arena`. */
struct pl_plan *pl_plan_make(const struct pl_profile *profile, uint32_t edition, int64_t today, struct pl_arena *arena);
/* The same plan; circuits that others have found out about (engine/chain.h) are not gone through again. They are to
 * outlive the plan. */
struct pl_plan *pl_plan_make_sharing(const struct pl_profile *profile, uint32_t edition, int64_t today,
                                     struct pl_circuits *circuits, struct pl_arena *arena);

#endif
