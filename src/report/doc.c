/* SPDX-License-Identifier: MIT
 * See markdown.h.
 */
#include "report/doc.h"

#include <string.h>

#include "base/escape.h"

const char *pl_doc_label(const struct pl_doc *doc, enum pl_label label)
{
    return pl_text_in(doc->knowledge, doc->knowledge->labels[label], doc->language);
}

struct pl_buffer *pl_doc_scratch(struct pl_doc *doc)
{
    pl_buffer_clear(&doc->scratch);
    return &doc->scratch;
}

const char *pl_doc_fill(struct pl_doc *doc, struct pl_text2 text)
{
    const char *whole = pl_text_in(doc->knowledge, text, doc->language);
    if (pl_text_is_plain(doc->knowledge, whole)) { /* then it holds no placeholder */
        return whole;
    }
    pl_say_text(pl_doc_scratch(doc), doc->plan, text, doc->language);
    return pl_buffer_text(&doc->scratch);
}

const char *pl_doc_number(const struct pl_doc *doc, int64_t number, char out_text[40])
{
    struct pl_buffer text = {0};
    pl_say_number(&text, number, doc->language);
    memcpy(out_text, text.data, text.length + 1);
    pl_buffer_done(&text);
    return out_text;
}

void pl_doc_raw(struct pl_doc *doc, const char *markup)
{
    pl_buffer_add_text(doc->out, markup);
}

void pl_doc_text(struct pl_doc *doc, const char *text)
{
    if (pl_text_is_plain(doc->knowledge, text)) {
        pl_buffer_add_text(doc->out, text);
    } else {
        pl_escape_markdown(text, doc->out);
    }
}

void pl_doc_bold(struct pl_doc *doc, const char *text)
{
    pl_doc_raw(doc, "**");
    pl_doc_text(doc, text);
    pl_doc_raw(doc, "**");
}

void pl_doc_line_end(struct pl_doc *doc)
{
    pl_buffer_add_char(doc->out, '\n');
}

void pl_doc_blank(struct pl_doc *doc)
{
    size_t length = doc->out->length;
    if (length >= 2 && memcmp(doc->out->data + length - 2, "\n\n", 2) != 0) {
        pl_doc_line_end(doc);
    }
}

void pl_doc_heading_text(struct pl_doc *doc, int depth, const char *text)
{
    int level = doc->options->heading_level + depth;
    pl_doc_blank(doc);
    for (int i = 0; i < level && i < 6; i++) {
        pl_buffer_add_char(doc->out, '#');
    }
    pl_buffer_add_char(doc->out, ' ');
    pl_doc_text(doc, text);
    pl_doc_raw(doc, "\n\n");
}

void pl_doc_heading(struct pl_doc *doc, int depth, enum pl_label label)
{
    pl_doc_heading_text(doc, depth, pl_doc_label(doc, label));
}

void pl_doc_paragraph(struct pl_doc *doc, const char *text)
{
    if (*text == '\0') {
        return;
    }
    pl_doc_blank(doc);
    pl_doc_text(doc, text);
    pl_doc_raw(doc, "\n\n");
}

void pl_doc_say(struct pl_doc *doc, enum pl_label label, const char *first, const char *second, const char *third)
{
    const char *const arguments[3] = {first, second, third};
    struct pl_buffer text = {0};
    pl_say_label(&text, doc->knowledge, label, doc->language, arguments);
    pl_doc_paragraph(doc, pl_buffer_text(&text));
    pl_buffer_done(&text);
}

void pl_doc_item(struct pl_doc *doc, uint32_t number)
{
    if (number == 0) {
        pl_doc_raw(doc, "- ");
        return;
    }
    pl_buffer_add_number(doc->out, number, "");
    pl_doc_raw(doc, ". ");
}

void pl_doc_table(struct pl_doc *doc, const enum pl_label *columns, uint32_t count)
{
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

void pl_doc_cell(struct pl_doc *doc, const char *text)
{
    pl_doc_cell_start(doc);
    pl_doc_text(doc, *text == '\0' ? "–" : text);
    pl_doc_cell_end(doc);
}

void pl_doc_cell_start(struct pl_doc *doc)
{
    pl_doc_raw(doc, "| ");
}

void pl_doc_cell_end(struct pl_doc *doc)
{
    pl_doc_raw(doc, " ");
}

void pl_doc_row_end(struct pl_doc *doc)
{
    pl_doc_raw(doc, "|\n");
}
