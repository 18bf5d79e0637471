/* SPDX-License-Identifier: MIT
 * Regular expressions of what the loader reads, for the JSON Schema: built from the tables that the loader itself reads
 * by. No anchors.
 */
#ifndef PL_CLI_PATTERN_H
#define PL_CLI_PATTERN_H

#include "base/buffer.h"
#include "model/profile.h"

/* Something to see, as a name must have. */
extern const char pl_pattern_seen[];

/* Every spelling that folds to a name. */
void pl_pattern_add_name(const char *folded, struct pl_buffer *out);
/* A number of the field's range, in groups or not, with its unit or without. */
void pl_pattern_add_number(const struct pl_knowledge *knowledge, const struct pl_field *field, struct pl_buffer *out);
void pl_pattern_add_duration(struct pl_buffer *out);
/* A day that exists, from 1900 to 9999. */
void pl_pattern_add_date(struct pl_buffer *out);

#endif
