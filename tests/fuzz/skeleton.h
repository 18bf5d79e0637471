/* SPDX-License-Identifier: MIT
 * What is left of a report without its words: the marks that make its structure. Text that is escaped leaves no trace
 * in it.
 */
#ifndef PL_FUZZ_SKELETON_H
#define PL_FUZZ_SKELETON_H

#include "base/buffer.h"

/* Nothing for a format that has no skeleton here. */
void fuzz_skeleton(const char *format, const struct pl_buffer *report, struct pl_buffer *out);

#endif
