/* SPDX-License-Identifier: MIT
 * Lines as people write them, `field: value`: spaces where none should be or none where one should, which libyaml only
 * notices lines later, if at all. Knows no field.
 */
#ifndef PL_YAML_LINE_H
#define PL_YAML_LINE_H

#include "base/arena.h"
#include "base/diagnostic.h"

enum { PL_YAML_MAX_DEPTH = 32 };

struct pl_line {
    struct pl_view key; /* "": the line starts no field */
    uint32_t column;    /* of the key, or of what stands there instead, after the dashes of a list */
    uint32_t first;     /* column of the first character that is no space */
    uint32_t colon;     /* column of the ':' */
    bool is_item;       /* it starts with a dash */
    bool is_glued;      /* no space follows the ':' */
    bool has_value;     /* something stands after the ':' */
};

/* Takes the next line off a text, without its end. */
struct pl_view pl_line_next(struct pl_view *text);
/* What a line holds; false if it is blank or a comment. */
bool pl_line_read(struct pl_view line, struct pl_line *out_line);
/* Adds the error of a line that an error of structure was noticed at, if spaces explain it; false if they do not. */
bool pl_line_explain(const struct pl_source *source, uint32_t number, struct pl_diagnostics *diagnostics);
/* The text with ordinary spaces for the no-break spaces that fields are indented with, each such line said; the text
 * itself if there is none. Columns stay. */
struct pl_view pl_lines_indented(const struct pl_source *source, struct pl_view text, struct pl_arena *arena,
                                 struct pl_diagnostics *diagnostics);

#endif
