/* SPDX-License-Identifier: MIT
 * The figures of docx: the week as a table of days and hours, each hour with the sign that the week in text has, and
 * shaded; audiences against platforms. What cards and time line show stands in the tables beside them, and is not drawn
 * a second time.
 */
#include "report/docx.h"
#include "report/sections.h"

enum { DAYS = 7, HOURS = 24, NAME = 1240 };

/* The signs of the week in text; colours darken with the wait, so that they hold in grey as well. */
static const struct {
    const char *sign, *colour;
} marks[PL_WAITS] = {
    [PL_WAIT_MET] = {".", "EAF5EC"},  [PL_WAIT_HOURS] = {"+", "FFF0B8"},   [PL_WAIT_DAYS] = {"o", "F6C893"},
    [PL_WAIT_LONG] = {"#", "E39A8D"}, [PL_WAIT_UNKNOWN] = {"?", "E2E2E2"}, [PL_WAIT_NONE] = {"", ""},
};

/* ". within target, + under a day …": of what can occur. */
static const char *legend(struct pl_doc *doc)
{
    struct pl_buffer *text = pl_doc_scratch(doc);
    bool some[2] = {false, false}; /* weeks that are not known, and that are */
    for (uint32_t class = 0; class < PL_CLASSES; class ++) {
        some[doc->plan->classes[class].known] = true;
    }
    for (int wait = 0; wait < PL_WAIT_NONE; wait++) {
        if (some[wait != PL_WAIT_UNKNOWN]) {
            pl_buffer_add_text(text, text->length > 0 ? doc->language == PL_FR ? "\xe2\x80\xaf; " : "; " : "");
            pl_buffer_add_text(text, marks[wait].sign);
            pl_buffer_add_text(text, "\xc2\xa0");
            pl_buffer_add_text(text, pl_doc_label(doc, pl_wait_labels[wait]));
        }
    }
    return pl_doc_kept(doc);
}

static void draw_week(struct pl_doc *doc, uint32_t index, const char *description)
{
    const struct pl_class *class = &doc->plan->classes[index];
    uint32_t widths[1 + HOURS] = {NAME};
    for (uint32_t hour = 0; hour < HOURS; hour++) {
        widths[1 + hour] = (pl_docx_of(doc)->design->width - NAME) / HOURS;
    }
    const char *name = pl_doc_capital(doc, pl_doc_class_name(doc, index));
    pl_docx_table_start(doc, pl_doc_format(doc, PL_L_WEEK_FIGURE, name, NULL, NULL), description, 0, widths, 1 + HOURS);
    pl_docx_of(doc)->keeps = true;
    pl_docx_row(doc, true);
    for (uint32_t column = 0; column < 1 + HOURS; column++) {
        pl_docx_cell(doc, widths[column], "", PL_DOCX_HOUR, false);
        pl_docx_run(doc, column == 0 ? pl_doc_label(doc, PL_L_COLUMN_READY_AT) : pl_doc_digits(doc, column - 1));
        pl_docx_cell_end(doc);
    }
    for (uint32_t day = 0; day < DAYS; day++) {
        pl_docx_of(doc)->keeps = day + 1 < DAYS;
        pl_docx_row(doc, false);
        pl_docx_cell(doc, NAME, "", PL_DOCX_HOUR, false);
        pl_docx_run(doc, pl_doc_label(doc, (enum pl_label)(PL_L_DAY_1 + day)));
        pl_docx_cell_end(doc);
        for (uint32_t hour = 0; hour < HOURS; hour++) {
            enum pl_wait wait = pl_wait_of(class, day * HOURS + hour);
            pl_docx_cell(doc, widths[1], marks[wait].colour, PL_DOCX_HOUR, false);
            pl_docx_run(doc, marks[wait].sign);
            pl_docx_cell_end(doc);
        }
    }
    pl_docx_table_end(doc);
}

static void draw_weeks(struct pl_doc *doc)
{
    const char *signs = legend(doc);
    pl_doc_paragraph(doc, signs);
    for (uint32_t class = 0; class < PL_CLASSES; class ++) {
        draw_week(doc, class, signs);
    }
}

/* A row a class, cut as its wait is, in twentieths; the signs and colours of the week, and the list above has the
 * numbers. */
static void draw_waits(struct pl_doc *doc)
{
    enum { CUTS = 20, WIDE = 2400 };
    uint32_t widths[1 + CUTS] = {WIDE};
    for (int i = 1; i <= CUTS; i++) {
        widths[i] = (pl_docx_of(doc)->design->width - WIDE) / CUTS;
    }
    struct pl_buffer *text = pl_doc_scratch(doc);
    for (int part = 0; part < PL_WAIT_PARTS; part++) {
        pl_buffer_add_text(text, part == 0 ? "" : doc->language == PL_FR ? "\xe2\x80\xaf; " : "; ");
        pl_buffer_add_text(text, marks[part].sign);
        pl_buffer_add_text(text, "\xc2\xa0");
        pl_buffer_add_text(text, pl_doc_label(doc, pl_wait_part_labels[part]));
    }
    const char *legend = pl_doc_kept(doc);
    pl_doc_paragraph(doc, legend);
    pl_docx_table_start(doc, pl_doc_label(doc, PL_L_CAPTION_WAITS), legend, 0, widths, 1 + CUTS);
    pl_docx_row(doc, true);
    for (uint32_t column = 0; column < 1 + CUTS; column++) { /* percents that the cuts end at */
        pl_docx_cell(doc, widths[column], "", PL_DOCX_HOUR, false);
        pl_docx_run(doc, column == 0 ? "%" : pl_doc_digits(doc, column * 100 / CUTS));
        pl_docx_cell_end(doc);
    }
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        if (!pl_class_waits(class)) {
            continue;
        }
        pl_docx_row(doc, false);
        pl_docx_cell(doc, WIDE, "", PL_DOCX_HOUR, false);
        pl_docx_run(doc, pl_doc_capital(doc, pl_doc_class_name(doc, i)));
        pl_docx_cell_end(doc);
        uint32_t end = class->now.waits[0]; /* percents up to the end of the part */
        for (uint32_t cut = 0, part = 0; cut < CUTS; cut++) {
            while (part + 1 < PL_WAIT_PARTS && cut * 100 + 50 >= end * CUTS) {
                end += class->now.waits[++part];
            }
            pl_docx_cell(doc, widths[1], marks[part].colour, PL_DOCX_HOUR, false);
            pl_docx_run(doc, marks[part].sign);
            pl_docx_cell_end(doc);
        }
    }
    pl_docx_table_end(doc);
}

void pl_docx_figure(struct pl_doc *doc, enum pl_figure figure)
{
    static void (*const draw[PL_FIGURES])(struct pl_doc * doc) = {
        [PL_FIGURE_MATRIX] = pl_doc_matrix, [PL_FIGURE_WEEK] = draw_weeks, [PL_FIGURE_WAITS] = draw_waits};
    pl_doc_end(doc);
    if (draw[figure] != NULL) {
        draw[figure](doc);
    }
}
