/* SPDX-License-Identifier: MIT
 * Drawn numbers, the same in every run (xorshift: Marsaglia, 2003). DRAW_SEED is defined before this is included.
 */
#ifndef PL_TESTS_DRAW_H
#define PL_TESTS_DRAW_H

#include <stdint.h>

/* Slow builds draw one in so many of the profiles. */
#ifndef DRAW_PART
#define DRAW_PART 1
#endif

static uint32_t seed = DRAW_SEED;

/* One of 0 to below - 1. */
static inline uint32_t draw(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % below;
}

#endif
