/* SPDX-License-Identifier: MIT
 * See markdown.h.
 */
#include "report/markdown.h"

#include <string.h>

#include "base/escape.h"

const char *pl_md_label(const struct pl_md *md, enum pl_label label)
{
    return pl_text_in(md->knowledge, md->knowledge->labels[label], md->language);
}

struct pl_buffer *pl_md_scratch(struct pl_md *md)
{
    pl_buffer_clear(&md->scratch);
    return &md->scratch;
}

const char *pl_md_fill(struct pl_md *md, struct pl_text2 text)
{
    const char *whole = pl_text_in(md->knowledge, text, md->language);
    if (pl_text_is_plain(md->knowledge, whole)) { /* then it holds no placeholder */
        return whole;
    }
    pl_say_text(pl_md_scratch(md), md->plan, text, md->language);
    return pl_buffer_text(&md->scratch);
}

const char *pl_md_number(const struct pl_md *md, int64_t number, char out_text[40])
{
    struct pl_buffer text = {0};
    pl_say_number(&text, number, md->language);
    memcpy(out_text, text.data, text.length + 1);
    pl_buffer_done(&text);
    return out_text;
}

void pl_md_raw(struct pl_md *md, const char *markup)
{
    pl_buffer_add_text(md->out, markup);
}

void pl_md_text(struct pl_md *md, const char *text)
{
    if (pl_text_is_plain(md->knowledge, text)) {
        pl_buffer_add_text(md->out, text);
    } else {
        pl_escape_markdown(text, md->out);
    }
}

void pl_md_bold(struct pl_md *md, const char *text)
{
    pl_md_raw(md, "**");
    pl_md_text(md, text);
    pl_md_raw(md, "**");
}

void pl_md_line_end(struct pl_md *md)
{
    pl_buffer_add_char(md->out, '\n');
}

void pl_md_blank(struct pl_md *md)
{
    size_t length = md->out->length;
    if (length >= 2 && memcmp(md->out->data + length - 2, "\n\n", 2) != 0) {
        pl_md_line_end(md);
    }
}

void pl_md_heading_text(struct pl_md *md, int depth, const char *text)
{
    int level = md->options->heading_level + depth;
    pl_md_blank(md);
    for (int i = 0; i < level && i < 6; i++) {
        pl_buffer_add_char(md->out, '#');
    }
    pl_buffer_add_char(md->out, ' ');
    pl_md_text(md, text);
    pl_md_raw(md, "\n\n");
}

void pl_md_heading(struct pl_md *md, int depth, enum pl_label label)
{
    pl_md_heading_text(md, depth, pl_md_label(md, label));
}

void pl_md_paragraph(struct pl_md *md, const char *text)
{
    if (*text == '\0') {
        return;
    }
    pl_md_blank(md);
    pl_md_text(md, text);
    pl_md_raw(md, "\n\n");
}

void pl_md_say(struct pl_md *md, enum pl_label label, const char *first, const char *second, const char *third)
{
    const char *const arguments[3] = {first, second, third};
    struct pl_buffer text = {0};
    pl_say_label(&text, md->knowledge, label, md->language, arguments);
    pl_md_paragraph(md, pl_buffer_text(&text));
    pl_buffer_done(&text);
}

void pl_md_item(struct pl_md *md, uint32_t number)
{
    if (number == 0) {
        pl_md_raw(md, "- ");
        return;
    }
    pl_buffer_add_number(md->out, number, "");
    pl_md_raw(md, ". ");
}

void pl_md_table(struct pl_md *md, const enum pl_label *columns, uint32_t count)
{
    pl_md_blank(md);
    for (uint32_t i = 0; i < count; i++) {
        pl_md_cell(md, pl_md_label(md, columns[i]));
    }
    pl_md_row_end(md);
    for (uint32_t i = 0; i < count; i++) {
        pl_md_raw(md, "|---");
    }
    pl_md_raw(md, "|\n");
}

void pl_md_cell(struct pl_md *md, const char *text)
{
    pl_md_cell_start(md);
    pl_md_text(md, *text == '\0' ? "–" : text);
    pl_md_cell_end(md);
}

void pl_md_cell_start(struct pl_md *md)
{
    pl_md_raw(md, "| ");
}

void pl_md_cell_end(struct pl_md *md)
{
    pl_md_raw(md, " ");
}

void pl_md_row_end(struct pl_md *md)
{
    pl_md_raw(md, "|\n");
}
