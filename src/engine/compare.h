/* SPDX-License-Identifier: MIT
 * Two plans compared: what differs and why. Formats nothing.
 */
#ifndef PL_ENGINE_COMPARE_H
#define PL_ENGINE_COMPARE_H

#include "model/comparison.h"

/* Compares two plans of one knowledge; they may differ in their profile, in their edition or in their day. Everything
 * the comparison holds comes from `arena`; it points into both plans. */
struct pl_comparison *pl_compare(const struct pl_plan *before, const struct pl_plan *after, struct pl_arena *arena);

#endif
