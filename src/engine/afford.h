/* SPDX-License-Identifier: MIT
 * Which platforms fit into the hours there are: the subset that serves most strong needs, then most medium ones, then
 * most weak ones, then keeps most existing accounts, then costs least. Exact as long as a million subsets tell, which
 * some forty offers take at worst; beyond them the best found. Knows no profile.
 */
#ifndef PL_ENGINE_AFFORD_H
#define PL_ENGINE_AFFORD_H

#include <stdbool.h>
#include <stdint.h>

enum { PL_OFFERS_MAX = 64, PL_TIERS = 3 };

struct pl_offer {
    int64_t hours;  /* a week, not negative */
    uint64_t needs; /* bits: those it serves */
    bool exists;    /* an account to be kept */
};

/* The chosen offers as bits; `tiers` hold the needs by strength, the strongest first. Among equals the first in order.
 * `count` is at most PL_OFFERS_MAX. */
uint64_t pl_afford(const struct pl_offer *offers, uint32_t count, int64_t available, const uint64_t tiers[PL_TIERS]);
/* How good a choice is: greater is better; -1 if it does not fit. What pl_afford() maximises. */
int64_t pl_afford_score(const struct pl_offer *offers, uint32_t count, uint64_t chosen, int64_t available,
                        const uint64_t tiers[PL_TIERS]);

#endif
