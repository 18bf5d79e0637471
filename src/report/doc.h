/* SPDX-License-Identifier: MIT
 * Building blocks of a report: headings, paragraphs, lists, tables, figures. Sections call these and know no format; a dialect says how each
 * block is written. Every text passes the escape of the dialect here, so that a section never writes a raw one. Knows nothing of what it says.
 */
#ifndef PL_REPORT_DOC_H
#define PL_REPORT_DOC_H

#include "report/report.h"
#include "report/values.h"

/* What a figure shows: a dialect that draws has one, and the sections say in text and tables what it says. */
enum pl_figure { PL_FIGURE_CARDS, PL_FIGURE_MATRIX, PL_FIGURE_WEEK, PL_FIGURE_TIME_LINE };

/* A paragraph that a dialect may set apart. */
enum pl_paragraph { PL_PARAGRAPH, PL_PARAGRAPH_VERDICT };

struct pl_doc;

/* How the blocks are written. `start` tells whether a piece begins or ends. */
struct pl_dialect {
    void (*heading)(struct pl_doc *doc, int depth, const char *text);
    void (*paragraph)(struct pl_doc *doc, enum pl_paragraph kind, bool start);
    void (*item)(struct pl_doc *doc, uint32_t number, bool start);
    void (*table)(struct pl_doc *doc, const char *caption, const enum pl_label *columns, uint32_t count);
    void (*cell)(struct pl_doc *doc, bool start);
    void (*row_end)(struct pl_doc *doc);
    void (*end)(struct pl_doc *doc);
    void (*text)(struct pl_doc *doc, const char *text);
    void (*strong)(struct pl_doc *doc, bool start);
    void (*emphasis)(struct pl_doc *doc, bool start);
    void (*link)(struct pl_doc *doc, const char *title, const char *url);
    void (*figure)(struct pl_doc *doc, enum pl_figure figure); /* NULL: it draws none */
};
extern const struct pl_dialect pl_dialect_markdown, pl_dialect_html;

enum pl_flow { PL_BLOCK_NONE, PL_BLOCK_BULLETS, PL_BLOCK_NUMBERS, PL_BLOCK_TABLE };

struct pl_page;
struct pl_doc {
    const struct pl_dialect *dialect;
    struct pl_buffer *out;
    const struct pl_plan *plan;
    const struct pl_knowledge *knowledge;
    const struct pl_report_options *options;
    enum pl_language language;
    struct pl_buffer scratch; /* free for the section at hand */
    const char *section;      /* its id */
    /* The dialect's own: */
    enum pl_flow block;   /* the list or table at hand */
    uint32_t column;       /* of the cell to come */
    struct pl_page *page;  /* of HTML */
};

/* A document about a plan. */
void pl_doc_init(struct pl_doc *doc, const struct pl_dialect *dialect, const struct pl_plan *plan,
                 const struct pl_report_options *options, struct pl_buffer *out);
void pl_doc_done(struct pl_doc *doc);

/* A heading `depth` levels below the title. */
void pl_doc_heading(struct pl_doc *doc, int depth, enum pl_label label);
void pl_doc_heading_text(struct pl_doc *doc, int depth, const char *text);
/* A paragraph of its own from a plain text, or from a label with its arguments; or in pieces. */
void pl_doc_paragraph(struct pl_doc *doc, const char *text);
void pl_doc_say(struct pl_doc *doc, enum pl_label label, const char *first, const char *second, const char *third);
void pl_doc_paragraph_start(struct pl_doc *doc, enum pl_paragraph kind);
void pl_doc_paragraph_end(struct pl_doc *doc, enum pl_paragraph kind);
/* Pieces of a paragraph, an item or a cell. */
void pl_doc_text(struct pl_doc *doc, const char *text);
void pl_doc_bold(struct pl_doc *doc, const char *text);
void pl_doc_emphasis(struct pl_doc *doc, const char *text);
void pl_doc_link(struct pl_doc *doc, const char *title, const char *url);
/* Spaces and punctuation between pieces: words of the program that are markup in no dialect. */
void pl_doc_join(struct pl_doc *doc, const char *punctuation);
/* An item of a list, bulleted (`number` 0) or numbered. */
void pl_doc_item(struct pl_doc *doc, uint32_t number);
void pl_doc_item_end(struct pl_doc *doc);
/* A table: its columns, then cells row by row. */
void pl_doc_table(struct pl_doc *doc, const char *caption, const enum pl_label *columns, uint32_t count);
void pl_doc_cell(struct pl_doc *doc, const char *text);
/* The same in pieces. */
void pl_doc_cell_start(struct pl_doc *doc);
void pl_doc_cell_end(struct pl_doc *doc);
void pl_doc_row_end(struct pl_doc *doc);
/* Ends the list or table at hand. */
void pl_doc_end(struct pl_doc *doc);
/* A figure, where the dialect draws. */
void pl_doc_figure(struct pl_doc *doc, enum pl_figure figure);

/* For writers that know only Markdown: markup as it is, a line end, an empty line unless there is one. */
void pl_doc_raw(struct pl_doc *doc, const char *markup);
void pl_doc_line_end(struct pl_doc *doc);
void pl_doc_blank(struct pl_doc *doc);

/* A label as plain text. */
const char *pl_doc_label(const struct pl_doc *doc, enum pl_label label);
/* Empties the scratch buffer and returns it. */
struct pl_buffer *pl_doc_scratch(struct pl_doc *doc);
/* The text of a rule or of any entry, placeholders filled; valid until the scratch buffer is used again. */
const char *pl_doc_fill(struct pl_doc *doc, struct pl_text2 text);
/* A number as the reader writes it, in `out_text`. */
const char *pl_doc_number(const struct pl_doc *doc, int64_t number, char out_text[40]);
/* The same without separators. */
const char *pl_doc_digits(int64_t number, char out_text[40]);

#endif
