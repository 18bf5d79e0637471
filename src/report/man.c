/* SPDX-License-Identifier: MIT
 * The blocks of a document in man(7), for pages of the manual. Of headings there are two depths. A table is a list of
 * terms: the first cell, those between in parentheses with their titles, and what the last one says.
 */
#include <string.h>

#include "report/doc.h"

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Where a line begins, a full stop or an apostrophe would be a request. All dashes of code can be copied, and those of
 * an option. */
static void add(struct pl_doc *doc, const char *text, bool code)
{
    struct pl_buffer *out = doc->out;
    bool option = false;
    for (const char *p = text; *p != '\0'; p++) {
        option = *p == '-' ? option || p == text || !is_plain(p[-1]) : option && is_plain(*p);
        if ((out->length == 0 || out->data[out->length - 1] == '\n') && strchr(".'", *p) != NULL) {
            pl_buffer_add_text(out, "\\&");
        }
        if (*p == '\\') {
            pl_buffer_add_text(out, "\\e");
        } else if (*p == '-' && (code || option)) {
            pl_buffer_add_text(out, "\\-");
        } else if (strncmp(p, "\u00a0", 2) == 0 || strncmp(p, "\u202f", 3) == 0) {
            pl_buffer_add_text(out, "\\~");
            p += *p == '\xc2' ? 1 : 2;
        } else {
            pl_buffer_add_char(out, *p);
        }
    }
}

static void text(struct pl_doc *doc, const char *words)
{
    add(doc, words, false);
}

static void code(struct pl_doc *doc, const char *words)
{
    pl_doc_raw(doc, "\\fB");
    add(doc, words, true);
    pl_doc_raw(doc, "\\fR");
}

static void end(struct pl_doc *doc)
{
    doc->flow = PL_FLOW_NONE;
}

static void heading(struct pl_doc *doc, int depth, const char *words)
{
    end(doc);
    pl_doc_raw(doc, depth == 0 ? ".SH " : ".SS ");
    add(doc, words, true);
    pl_doc_line_end(doc);
}

/* A heading is no part of a paragraph, and none is between it and the first. */
static void paragraph(struct pl_doc *doc, enum pl_paragraph kind, bool start)
{
    (void)kind;
    const struct pl_buffer *out = doc->out;
    size_t line = out->length;
    if (!start) {
        pl_doc_line_end(doc);
        return;
    }
    end(doc);
    while (line > 0 && (line == out->length || out->data[line - 1] != '\n')) {
        line--;
    }
    pl_doc_raw(doc, out->length > 0 && strncmp(out->data + line, ".S", 2) == 0 ? "" : ".PP\n");
}

static void item(struct pl_doc *doc, uint32_t number, bool start)
{
    if (!start) {
        pl_doc_line_end(doc);
    } else if (number == 0) {
        pl_doc_raw(doc, ".IP \\(bu 2\n");
    } else {
        pl_doc_raw(doc, ".IP ");
        pl_buffer_add_number(doc->out, number, "");
        pl_doc_raw(doc, ". 4\n");
    }
}

/* Entries of a line each are set without space between them. */
static void table(struct pl_doc *doc, const struct pl_table *table)
{
    enum { ONE_LINE = 60 };
    uint32_t last = table->columns - 1;
    bool compact = true;
    end(doc);
    for (uint32_t i = 0; i < table->count; i++) {
        compact = compact && (pl_table_column(table, i) != last || table->cells[i].width <= ONE_LINE);
    }
    for (uint32_t i = 0; i < table->count; i++) {
        uint32_t column = pl_table_column(table, i);
        if (column == 0) {
            pl_doc_raw(doc, ".TP\n");
            pl_doc_raw(doc, compact && i == 0 ? ".PD 0\n" : "");
        } else if (column == last) {
            pl_doc_line_end(doc);
        } else {
            pl_doc_raw(doc, column == 1 ? " (" : ", ");
            text(doc, table->titles[column]);
            text(doc, pl_colon(doc->language));
        }
        pl_doc_raw(doc, table->cells[i].markup);
        pl_doc_raw(doc, column + 1 == last && column > 0 ? ")" : "");
        pl_doc_raw(doc, column == last ? "\n" : "");
    }
    pl_doc_raw(doc, compact && table->count > 0 ? ".PD\n" : "");
}

const struct pl_dialect pl_dialect_man = {
    .heading = heading,
    .paragraph = paragraph,
    .item = item,
    .end = end,
    .table = table,
    .text = text,
    .join = text,
    .strong = {"\\fB", "\\fR"},
    .emphasis = {"\\fI", "\\fR"},
    .code = code,
    .between = ", ",
};
