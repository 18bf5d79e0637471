/* SPDX-License-Identifier: MIT
 * Many plans: towns whose facts no rule tells apart share one. A plan is made once for a class of facts and handed out
 * again with the facts of each town in it; what a town says of its own (name, code, the number of its inhabitants, what
 * the register calls its grouping, the lines of its file) stays its own.
 *
 * Alike are profiles that state the same fields with the same values, but for texts, and for the population, which only
 * has to lie on the same side of every number that the knowledge compares it with; that keep the same public holidays;
 * and of which the register says the same, as far as a condition looks at it (alike.h). A profile that states a list
 * (circuit, accounts …) is planned by itself; a circuit like that of a town before it is gone through once.
 */
#ifndef PL_ENGINE_PLANS_H
#define PL_ENGINE_PLANS_H

#include "model/plan.h"

/* Of one knowledge, edition and day; used by one thread at a time, and outlives the plans that it made. */
struct pl_plans;
struct pl_plans *pl_plans_new(const struct pl_knowledge *knowledge, uint32_t edition, int64_t today);
void pl_plans_free(struct pl_plans *plans);

/* The plan of a profile, the same as pl_plan_make() makes. What is its own lives in `arena`. */
struct pl_plan *pl_plans_make(struct pl_plans *plans, const struct pl_profile *profile, struct pl_arena *arena);

#endif
