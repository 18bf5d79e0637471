/* SPDX-License-Identifier: MIT
 * Facts stated, changed or taken out in a profile that somebody wrote: every byte that need not change stays, comments
 * and order with it.
 */
#ifndef PL_DRAFT_AMEND_H
#define PL_DRAFT_AMEND_H

#include "base/buffer.h"
#include "model/profile.h"

/* Gives one fact the value `cell`, one of which nothing is known where it is to be taken out, and writes the whole text
 * to `out`. A new fact goes where the profile has the field without a value, else in place of its commented line, else
 * at the end of its section or of the file; a list of records keeps the lines of those that stay. Whatever was written
 * has been read again and says what it should; false if no way does. Names are written in `language`. `today` as in
 * pl_profile_load(). */
bool pl_amend_profile(const struct pl_profile *profile, uint32_t field, const struct pl_cell *cell,
                      enum pl_language language, int64_t today, struct pl_buffer *out);
/* The same of one fact, `field`, of a record of its list. */
bool pl_amend_record(const struct pl_profile *profile, uint32_t field, uint32_t record, const struct pl_cell *cell,
                     enum pl_language language, int64_t today, struct pl_buffer *out);

#endif
