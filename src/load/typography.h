/* SPDX-License-Identifier: MIT
 * Typography of each language, set once when the knowledge is loaded, so that its authors type plain spaces and
 * straight apostrophes. French follows the usage of the Imprimerie nationale (no-break spaces before double
 * punctuation and inside « »).
 */
#ifndef PL_LOAD_TYPOGRAPHY_H
#define PL_LOAD_TYPOGRAPHY_H

#include "base/buffer.h"
#include "base/diagnostic.h"

/* Appends `text` as it should be printed. Text that is already so comes out unchanged. */
void pl_typography(const char *text, enum pl_language language, struct pl_buffer *out);

#endif
