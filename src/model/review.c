/* SPDX-License-Identifier: MIT
 * The words of review.h.
 */
#include "model/review.h"

const char *const pl_review_words[] = {"done", "late", "under-way", "new", "no-longer", "dropped", "moved", NULL};
