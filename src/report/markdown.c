/* SPDX-License-Identifier: MIT
 * The blocks of a report in Markdown: CommonMark and pipe tables, nothing else. Draws no figure.
 */
#include <string.h>

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

static void code(struct pl_doc *doc, const char *words)
{
    pl_doc_raw(doc, "`");
    pl_doc_raw(doc, words);
    pl_doc_raw(doc, "`");
}

/* The list at hand is over, and an empty line follows what there is. */
static void end(struct pl_doc *doc)
{
    doc->flow = PL_FLOW_NONE;
    pl_doc_blank(doc);
}

static void heading(struct pl_doc *doc, int depth, const char *words)
{
    int level = doc->options->heading_level + depth;
    end(doc);
    for (int i = 0; i < level && i < 6; i++) {
        pl_buffer_add_char(doc->out, '#');
    }
    pl_buffer_add_char(doc->out, ' ');
    (doc->coded[depth] ? code : text)(doc, words);
    pl_doc_raw(doc, "\n\n");
}

static void paragraph(struct pl_doc *doc, enum pl_paragraph kind, bool start)
{
    (void)kind;
    if (start) {
        end(doc);
    } else {
        pl_doc_raw(doc, "\n\n");
    }
}

static void item(struct pl_doc *doc, uint32_t number, bool start)
{
    enum pl_flow flow = number == 0 ? PL_FLOW_BULLETS : PL_FLOW_NUMBERS;
    if (!start) {
        pl_doc_line_end(doc);
        return;
    }
    if (doc->flow != flow) {
        end(doc);
    }
    doc->flow = flow;
    if (number == 0) {
        pl_doc_raw(doc, "- ");
    } else {
        pl_buffer_add_number(doc->out, number, "");
        pl_doc_raw(doc, ". ");
    }
}

static void table(struct pl_doc *doc, const struct pl_table *table)
{
    if (!table->goes_on) {
        end(doc); /* a pipe table has no caption; the sentence or heading before it says what it is */
        for (uint32_t i = 0; i < table->columns; i++) {
            pl_doc_raw(doc, "| ");
            text(doc, table->titles[i]);
            pl_doc_raw(doc, " ");
        }
        pl_doc_raw(doc, "|\n");
        /* Dashes in proportion to what the columns need: some readers make columns as wide. Where rows are written
         * before all are known, as many for each. */
        enum { DASHES = 80, DASHES_MIN = 3 };
        uint32_t *needs = pl_arena_array(doc->arena, table->columns, sizeof *needs);
        uint64_t sum = 1;
        pl_table_needs(table, needs);
        for (uint32_t i = 0; i < table->columns; i++) {
            sum += needs[i];
        }
        for (uint32_t i = 0; i < table->columns; i++) {
            uint64_t dashes = (uint64_t)needs[i] * DASHES / (sum < DASHES ? (uint64_t)DASHES : sum);
            pl_buffer_add_char(doc->out, '|');
            for (uint64_t d = 0; d < DASHES_MIN || (d < dashes && !doc->streams); d++) {
                pl_buffer_add_char(doc->out, '-');
            }
        }
        pl_doc_raw(doc, "|\n");
    }
    for (uint32_t i = 0; i < table->count; i++) {
        pl_doc_raw(doc, "| ");
        pl_doc_raw(doc, table->cells[i].markup);
        pl_doc_raw(doc, pl_table_column(table, i + 1) == 0 ? " |\n" : " ");
    }
    if (!doc->streams) {
        pl_doc_line_end(doc);
    }
}

/* One line end at the end. */
static void finish(struct pl_doc *doc)
{
    struct pl_buffer *out = doc->out;
    while (out->length >= 2 && memcmp(out->data + out->length - 2, "\n\n", 2) == 0) {
        out->data[--out->length] = '\0';
    }
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
    .finish = finish,
    .heading = heading,
    .paragraph = paragraph,
    .item = item,
    .end = end,
    .table = table,
    .text = text,
    .join = pl_doc_raw,
    .strong = {"**", "**"},
    .emphasis = {"*", "*"},
    .code = code,
    .link = link,
    .between = ", ",
};
