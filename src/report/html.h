/* SPDX-License-Identifier: MIT
 * What the blocks, the figures and the page of HTML share. Self-contained: no script, no remote resource.
 */
#ifndef PL_REPORT_HTML_H
#define PL_REPORT_HTML_H

#include "report/doc.h"

/* The page at hand. */
struct pl_page {
    const char *title, *heading; /* of the page; the newest one */
    struct pl_buffer contents;   /* items of the list of contents */
    struct pl_buffer
        body; /* what is written so far: the contents, which come before most of it, are known at the end */
    struct pl_buffer *outside; /* where the page goes */
    size_t lead, second;       /* where what introduces it ends, and where its second section begins, in the body */
    uint32_t sections;         /* so far */
    bool in_section;
    uint32_t tables; /* so far: each has an identifier */
    bool patterns;   /* of the marks are there: figures share them */
};

/* Text of whatever origin, escaped. */
void pl_html_text(struct pl_doc *doc, const char *text);
void pl_html_end_section(struct pl_doc *doc);
void pl_html_end_lead(struct pl_doc *doc);
void pl_html_begin(struct pl_doc *doc);
void pl_html_finish(struct pl_doc *doc);
void pl_html_figure(struct pl_doc *doc, enum pl_figure figure);

/* What figures are drawn with: a drawing of so many units, within a figure that its caller ends; shapes on it; the
 * fills of waits, which a page holds once: the mildest is 0. */
void pl_html_drawing(struct pl_doc *doc, const char *title, int64_t width, int64_t height);
void pl_html_drawing_end(struct pl_doc *doc);
void pl_html_attribute(struct pl_doc *doc, const char *name, int64_t number);
void pl_html_rectangle(struct pl_doc *doc, int64_t x, int64_t y, int64_t width, int64_t height);
void pl_html_words_at(struct pl_doc *doc, int64_t x, int64_t y, const char *words);
void pl_html_patterns(struct pl_doc *doc);
/* Ends a shape. */
void pl_html_fill(struct pl_doc *doc, int pattern);

/* The style sheet, from src/report/report.css. */
extern const char pl_html_style[];

#endif
