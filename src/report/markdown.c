/* SPDX-License-Identifier: MIT
 * The blocks of a report in Markdown: CommonMark and pipe tables, nothing else. Draws no figure.
 */
#include "base/escape.h"
#include "report/doc.h"

static void text(struct pl_doc *doc, const char *words)
{
    if (pl_text_is_plain(doc->knowledge, words)) {
        pl_buffer_add_text(doc->out, words);
    } else {
        pl_escape_markdown(words, doc->out);
    }
}

static void heading(struct pl_doc *doc, int depth, const char *words)
{
    int level = doc->options->heading_level + depth;
    pl_doc_blank(doc);
    for (int i = 0; i < level && i < 6; i++) {
        pl_buffer_add_char(doc->out, '#');
    }
    pl_buffer_add_char(doc->out, ' ');
    text(doc, words);
    pl_doc_raw(doc, "\n\n");
}

static void paragraph(struct pl_doc *doc, enum pl_paragraph kind, bool start)
{
    (void)kind;
    if (start) {
        pl_doc_blank(doc);
    } else {
        pl_doc_raw(doc, "\n\n");
    }
}

static void item(struct pl_doc *doc, uint32_t number, bool start)
{
    if (!start) {
        pl_doc_line_end(doc);
    } else if (number == 0) {
        pl_doc_raw(doc, "- ");
    } else {
        pl_buffer_add_number(doc->out, number, "");
        pl_doc_raw(doc, ". ");
    }
}

static void table(struct pl_doc *doc, const char *caption, const enum pl_label *columns, uint32_t count)
{
    (void)caption; /* a pipe table has none; the sentence or heading before it says what it is */
    pl_doc_blank(doc);
    for (uint32_t i = 0; i < count; i++) {
        pl_doc_cell(doc, pl_doc_label(doc, columns[i]));
    }
    pl_doc_row_end(doc);
    for (uint32_t i = 0; i < count; i++) {
        pl_doc_raw(doc, "|---");
    }
    pl_doc_raw(doc, "|\n");
}

static void cell(struct pl_doc *doc, bool start)
{
    pl_doc_raw(doc, start ? "| " : " ");
}

static void row_end(struct pl_doc *doc)
{
    pl_doc_raw(doc, "|\n");
}

static void strong(struct pl_doc *doc, bool start)
{
    (void)start;
    pl_doc_raw(doc, "**");
}

static void emphasis(struct pl_doc *doc, bool start)
{
    (void)start;
    pl_doc_raw(doc, "*");
}

static void link(struct pl_doc *doc, const char *title, const char *url)
{
    pl_doc_raw(doc, "[");
    text(doc, title);
    pl_doc_raw(doc, "](<");
    pl_doc_raw(doc, url);
    pl_doc_raw(doc, ">)");
}

const struct pl_dialect pl_dialect_markdown = {
    .heading = heading,
    .paragraph = paragraph,
    .item = item,
    .table = table,
    .cell = cell,
    .row_end = row_end,
    .end = pl_doc_line_end,
    .text = text,
    .strong = strong,
    .emphasis = emphasis,
    .link = link,
};
