/* SPDX-License-Identifier: MIT
 * Building blocks of a Markdown report: CommonMark and pipe tables, nothing else. Every text passes the escape here, so
 * that a section never writes a raw one. Knows nothing of what it says.
 */
#ifndef PL_REPORT_DOC_H
#define PL_REPORT_DOC_H

#include "report/report.h"
#include "report/values.h"

struct pl_doc {
    struct pl_buffer *out;
    const struct pl_plan *plan;
    const struct pl_knowledge *knowledge;
    const struct pl_report_options *options;
    enum pl_language language;
    struct pl_buffer scratch; /* free for the section at hand */
};

/* A heading `depth` levels below the title. */
void pl_doc_heading(struct pl_doc *doc, int depth, enum pl_label label);
void pl_doc_heading_text(struct pl_doc *doc, int depth, const char *text);
/* A paragraph of its own from a plain text, or from a label with its arguments. */
void pl_doc_paragraph(struct pl_doc *doc, const char *text);
void pl_doc_say(struct pl_doc *doc, enum pl_label label, const char *first, const char *second, const char *third);
/* Pieces of a line. */
void pl_doc_text(struct pl_doc *doc, const char *text);
void pl_doc_bold(struct pl_doc *doc, const char *text);
void pl_doc_raw(struct pl_doc *doc, const char *markup);
/* A list item from its start to its end: `- ` or `N. `. */
void pl_doc_item(struct pl_doc *doc, uint32_t number);
void pl_doc_line_end(struct pl_doc *doc);
void pl_doc_blank(struct pl_doc *doc);
/* A table: its columns, then cells row by row; the row ends with the last column. */
void pl_doc_table(struct pl_doc *doc, const enum pl_label *columns, uint32_t count);
void pl_doc_cell(struct pl_doc *doc, const char *text);
/* The same in pieces: pl_doc_text() and pl_doc_raw() in between. */
void pl_doc_cell_start(struct pl_doc *doc);
void pl_doc_cell_end(struct pl_doc *doc);
void pl_doc_row_end(struct pl_doc *doc);

/* A label as plain text. */
const char *pl_doc_label(const struct pl_doc *doc, enum pl_label label);
/* Empties the scratch buffer and returns it. */
struct pl_buffer *pl_doc_scratch(struct pl_doc *doc);
/* The text of a rule or of any entry, placeholders filled; valid until the scratch buffer is used again. */
const char *pl_doc_fill(struct pl_doc *doc, struct pl_text2 text);
/* A number as the reader writes it, in `out_text`. */
const char *pl_doc_number(const struct pl_doc *doc, int64_t number, char out_text[40]);

#endif
