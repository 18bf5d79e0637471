/* SPDX-License-Identifier: MIT
 * More facts stated in a profile that somebody wrote: every byte that need not change stays, comments and order with
 * it.
 */
#ifndef PL_REPORT_AMEND_H
#define PL_REPORT_AMEND_H

#include "base/buffer.h"
#include "model/profile.h"

/* States one fact, `cell`, that the profile leaves unknown, and writes the whole text to `out`. It goes where the
 * profile has the field without a value, else in place of its commented line, else at the end of its section or of the
 * file. Whatever was written has been read again and says what it should; false if no place does. Names are written in
 * `language`. `today` as in pl_profile_load(). */
bool pl_amend_profile(const struct pl_profile *profile, uint32_t field, const struct pl_cell *cell,
                      enum pl_language language, int64_t today, struct pl_buffer *out);

#endif
