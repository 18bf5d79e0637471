/* SPDX-License-Identifier: MIT
 * Building blocks of a Markdown report: CommonMark and pipe tables, nothing else. Every text passes the escape here, so that
 * a section never writes a raw one. Knows nothing of what it says.
 */
#ifndef PL_REPORT_MARKDOWN_H
#define PL_REPORT_MARKDOWN_H

#include "report/report.h"
#include "report/values.h"

struct pl_md {
    struct pl_buffer *out;
    const struct pl_plan *plan;
    const struct pl_knowledge *knowledge;
    const struct pl_report_options *options;
    enum pl_language language;
    struct pl_buffer scratch; /* free for the section at hand */
};

/* A heading `depth` levels below the title. */
void pl_md_heading(struct pl_md *md, int depth, enum pl_label label);
void pl_md_heading_text(struct pl_md *md, int depth, const char *text);
/* A paragraph of its own from a plain text, or from a label with its arguments. */
void pl_md_paragraph(struct pl_md *md, const char *text);
void pl_md_say(struct pl_md *md, enum pl_label label, const char *first, const char *second, const char *third);
/* Pieces of a line. */
void pl_md_text(struct pl_md *md, const char *text);
void pl_md_bold(struct pl_md *md, const char *text);
void pl_md_raw(struct pl_md *md, const char *markup);
/* A list item from its start to its end: `- ` or `N. `. */
void pl_md_item(struct pl_md *md, uint32_t number);
void pl_md_line_end(struct pl_md *md);
void pl_md_blank(struct pl_md *md);
/* A table: its columns, then cells row by row; the row ends with the last column. */
void pl_md_table(struct pl_md *md, const enum pl_label *columns, uint32_t count);
void pl_md_cell(struct pl_md *md, const char *text);
/* The same in pieces: pl_md_text() and pl_md_raw() in between. */
void pl_md_cell_start(struct pl_md *md);
void pl_md_cell_end(struct pl_md *md);
void pl_md_row_end(struct pl_md *md);

/* A label as plain text. */
const char *pl_md_label(const struct pl_md *md, enum pl_label label);
/* Empties the scratch buffer and returns it. */
struct pl_buffer *pl_md_scratch(struct pl_md *md);
/* The text of a rule or of any entry, placeholders filled; valid until the scratch buffer is used again. */
const char *pl_md_fill(struct pl_md *md, struct pl_text2 text);
/* A number as the reader writes it, in `out_text`. */
const char *pl_md_number(const struct pl_md *md, int64_t number, char out_text[40]);

#endif
