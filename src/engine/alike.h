/* SPDX-License-Identifier: MIT
 * Which authorities no condition tells apart by what the official register states: the population, which only has to
 * lie on the same side of every number that the knowledge compares it with; the public holidays; the marks of the
 * register that some condition looks at. Knows nothing of what a profile adds to that.
 */
#ifndef PL_ENGINE_ALIKE_H
#define PL_ENGINE_ALIKE_H

#include "model/plan.h"
#include "model/register.h"

/* The numbers that the knowledge compares the population with; memory comes from `arena`. */
struct pl_bounds {
    int64_t *numbers;
    uint32_t count;
};
struct pl_bounds pl_population_bounds(const struct pl_knowledge *knowledge, struct pl_arena *arena);
/* The numbers around this one, it included, that lie on the same side of every bound. */
struct pl_interval {
    int64_t low, high;
};
struct pl_interval pl_bounds_around(const struct pl_bounds *bounds, int64_t number);

/* The authority of these facts in the register, by its kind and code; false if the register does not have it. */
bool pl_find_registered(const struct pl_knowledge *knowledge, const struct pl_cell *cells,
                        struct pl_registered *out_registered);

/* Whether a condition looks at this very fact. */
bool pl_is_told(const struct pl_knowledge *knowledge, uint32_t field);

/* How many authorities of its kind the register has that would be given this plan, but for names and numbers; 0 if the
 * profile states more than the register does, or the register does not have it. */
int64_t pl_alike_count(const struct pl_plan *plan);

#endif
