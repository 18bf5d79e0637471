/* SPDX-License-Identifier: MIT
 * A profile to be filled in: what is known stands as YAML, the rest as commented lines with its question and its
 * values, in the words of one language.
 */
#ifndef PL_DRAFT_TEMPLATE_H
#define PL_DRAFT_TEMPLATE_H

#include "base/buffer.h"
#include "model/profile.h"

/* `cells` by field. `opening` is a comment put first, one line or several. */
void pl_write_template(const struct pl_knowledge *knowledge, const struct pl_cell *cells, enum pl_language language,
                       const char *opening, struct pl_buffer *out);
/* A text as a YAML scalar that reads back as the same text. */
void pl_write_yaml_text(struct pl_buffer *out, const char *text);

/* The same without its quotes, for between double quotes. */
void pl_add_yaml_quoted(struct pl_buffer *out, const char *text);
/* The value of a known cell as YAML on one line; a list of records as [{by: author}, {by: executive}]. */
void pl_write_yaml_value(struct pl_buffer *out, const struct pl_knowledge *knowledge, const struct pl_field *field,
                         const struct pl_cell *cell, enum pl_language language);
/* A list of records, a line for each field, every line after `indent` and ended by `line_end`. */
void pl_write_yaml_list(struct pl_buffer *out, const struct pl_knowledge *knowledge, const struct pl_field *field,
                        const struct pl_cell *cell, enum pl_language language, const char *indent,
                        const char *line_end);

#endif
