/* SPDX-License-Identifier: MIT
 * See doc.h.
 */
#include "report/doc.h"

#include <string.h>

void pl_doc_init(struct pl_doc *doc, const struct pl_dialect *dialect, const struct pl_plan *plan,
                 const struct pl_report_options *options, struct pl_buffer *out)
{
    *doc = (struct pl_doc){.dialect = dialect,
                           .out = out,
                           .plan = plan,
                           .knowledge = plan->knowledge,
                           .options = options,
                           .language = options->language};
}

void pl_doc_done(struct pl_doc *doc)
{
    pl_buffer_done(&doc->scratch);
}

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

static const char *keep_number(struct pl_buffer *text, char out_text[40])
{
    memcpy(out_text, text->data, text->length + 1);
    pl_buffer_done(text);
    return out_text;
}

const char *pl_doc_number(const struct pl_doc *doc, int64_t number, char out_text[40])
{
    struct pl_buffer text = {0};
    pl_say_number(&text, number, doc->language);
    return keep_number(&text, out_text);
}

const char *pl_doc_digits(int64_t number, char out_text[40])
{
    struct pl_buffer text = {0};
    pl_buffer_add_number(&text, number, "");
    return keep_number(&text, out_text);
}

/* ---- blocks ------------------------------------------------------------------------------------------------ */

void pl_doc_heading_text(struct pl_doc *doc, int depth, const char *text)
{
    doc->dialect->heading(doc, depth, text);
}

void pl_doc_heading(struct pl_doc *doc, int depth, enum pl_label label)
{
    doc->dialect->heading(doc, depth, pl_doc_label(doc, label));
}

void pl_doc_paragraph_start(struct pl_doc *doc, enum pl_paragraph kind)
{
    doc->dialect->paragraph(doc, kind, true);
}

void pl_doc_paragraph_end(struct pl_doc *doc, enum pl_paragraph kind)
{
    doc->dialect->paragraph(doc, kind, false);
}

void pl_doc_paragraph(struct pl_doc *doc, const char *text)
{
    if (*text == '\0') {
        return;
    }
    pl_doc_paragraph_start(doc, PL_PARAGRAPH);
    pl_doc_text(doc, text);
    pl_doc_paragraph_end(doc, PL_PARAGRAPH);
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
    doc->dialect->item(doc, number, true);
}

void pl_doc_item_end(struct pl_doc *doc)
{
    doc->dialect->item(doc, 0, false);
}

void pl_doc_table(struct pl_doc *doc, const char *caption, const enum pl_label *columns, uint32_t count)
{
    doc->dialect->table(doc, caption, columns, count);
}

void pl_doc_cell(struct pl_doc *doc, const char *text)
{
    pl_doc_cell_start(doc);
    pl_doc_text(doc, *text == '\0' ? "–" : text);
    pl_doc_cell_end(doc);
}

void pl_doc_cell_start(struct pl_doc *doc)
{
    doc->dialect->cell(doc, true);
}

void pl_doc_cell_end(struct pl_doc *doc)
{
    doc->dialect->cell(doc, false);
}

void pl_doc_row_end(struct pl_doc *doc)
{
    doc->dialect->row_end(doc);
}

void pl_doc_end(struct pl_doc *doc)
{
    doc->dialect->end(doc);
}

void pl_doc_figure(struct pl_doc *doc, enum pl_figure figure)
{
    if (doc->dialect->figure != NULL) {
        doc->dialect->figure(doc, figure);
    }
}

/* ---- pieces ------------------------------------------------------------------------------------------------ */

void pl_doc_text(struct pl_doc *doc, const char *text)
{
    doc->dialect->text(doc, text);
}

void pl_doc_bold(struct pl_doc *doc, const char *text)
{
    doc->dialect->strong(doc, true);
    pl_doc_text(doc, text);
    doc->dialect->strong(doc, false);
}

void pl_doc_emphasis(struct pl_doc *doc, const char *text)
{
    doc->dialect->emphasis(doc, true);
    pl_doc_text(doc, text);
    doc->dialect->emphasis(doc, false);
}

void pl_doc_link(struct pl_doc *doc, const char *title, const char *url)
{
    doc->dialect->link(doc, title, url);
}

void pl_doc_join(struct pl_doc *doc, const char *punctuation)
{
    pl_buffer_add_text(doc->out, punctuation);
}

/* ---- Markdown alone ---------------------------------------------------------------------------------------- */

void pl_doc_raw(struct pl_doc *doc, const char *markup)
{
    pl_buffer_add_text(doc->out, markup);
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
