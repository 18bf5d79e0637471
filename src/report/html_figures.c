/* SPDX-License-Identifier: MIT
 * The figures of HTML: platforms as cards, the validation week as a heat map, the roadmap as a time line. Each says in
 * text or in a table what it draws, and no colour says anything alone: the map has patterns, the bars have numbers.
 */
#include "model/schedule.h"
#include "report/html.h"
#include "report/sections.h"

void pl_html_attribute(struct pl_doc *doc, const char *name, int64_t number)
{
    pl_doc_raw(doc, " ");
    pl_doc_raw(doc, name);
    pl_doc_raw(doc, "=\"");
    pl_markup_number(doc->out, "", number, "");
    pl_doc_raw(doc, "\"");
}

void pl_html_rectangle(struct pl_doc *doc, int64_t x, int64_t y, int64_t width, int64_t height)
{
    pl_doc_raw(doc, "<rect");
    pl_html_attribute(doc, "x", x);
    pl_html_attribute(doc, "y", y);
    pl_html_attribute(doc, "width", width);
    pl_html_attribute(doc, "height", height);
}

void pl_html_words_at(struct pl_doc *doc, int64_t x, int64_t y, const char *words)
{
    pl_doc_raw(doc, "<text");
    pl_html_attribute(doc, "x", x);
    pl_html_attribute(doc, "y", y);
    pl_doc_raw(doc, ">");
    pl_html_text(doc, words);
    pl_doc_raw(doc, "</text>\n");
}

void pl_html_drawing(struct pl_doc *doc, const char *title, int64_t width, int64_t height)
{
    pl_doc_raw(doc, "<figure>\n<figcaption>");
    pl_html_text(doc, title);
    pl_doc_raw(doc, "</figcaption>\n<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
    pl_html_text(doc, title);
    pl_doc_raw(doc, "\"><svg role=\"img\" aria-label=\"");
    pl_html_text(doc, title);
    pl_doc_raw(doc, "\" viewBox=\"0 0 ");
    pl_markup_number(doc->out, "", width, "");
    pl_doc_raw(doc, " ");
    pl_markup_number(doc->out, "", height, "");
    pl_doc_raw(doc, "\">\n");
}

/* The data of a drawing as a table, which follows. */
static void start_details(struct pl_doc *doc)
{
    pl_doc_raw(doc, "<details><summary>");
    pl_html_text(doc, pl_doc_label(doc, PL_L_SAME_AS_TABLE));
    pl_doc_raw(doc, "</summary>\n");
}

void pl_html_drawing_end(struct pl_doc *doc)
{
    pl_doc_raw(doc, "</svg></div>\n");
}

/* ---- platforms --------------------------------------------------------------------------------------------- */

static void add_fact(struct pl_doc *doc, const char *name, const char *value)
{
    if (*value == '\0') {
        return;
    }
    pl_doc_raw(doc, "<dt>");
    pl_html_text(doc, name);
    pl_doc_raw(doc, "</dt><dd>");
    pl_html_text(doc, value);
    pl_doc_raw(doc, "</dd>\n");
}

static void add_card(struct pl_doc *doc, const struct pl_choice *choice)
{
    struct pl_buffer reason = {0};
    bool retained = pl_decision_retains(choice->decision) && !choice->set_aside;
    pl_doc_raw(doc, retained ? "<li class=\"retained\"><strong>" : "<li><strong>");
    pl_html_text(doc, pl_doc_platform_name(doc, choice->platform));
    pl_doc_raw(doc, "</strong>\n<dl>\n");
    add_fact(doc, pl_doc_label(doc, PL_L_COLUMN_DECISION),
             pl_doc_label(doc, choice->set_aside ? PL_L_DECISION_SET_ASIDE : pl_decision_labels[choice->decision]));
    pl_say_when(doc, choice, pl_doc_scratch(doc));
    add_fact(doc, pl_doc_label(doc, PL_L_COLUMN_WHEN), pl_buffer_text(&doc->scratch));
    if (retained) {
        add_fact(doc, pl_doc_label(doc, PL_L_COLUMN_HOURS_PER_WEEK), pl_doc_number(doc, choice->hours));
    }
    pl_say_short_reason(doc, choice, &reason);
    add_fact(doc, pl_doc_label(doc, PL_L_COLUMN_WHY), pl_buffer_text(&reason));
    pl_doc_raw(doc, "</dl></li>\n");
    pl_buffer_done(&reason);
}

/* Those that ask for something to be done or settled. */
static void draw_cards(struct pl_doc *doc)
{
    bool some = false;
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        const struct pl_choice *choice = &doc->plan->choices[i];
        if (!pl_decision_acts(choice->decision) && choice->decision != PL_UNDECIDED) {
            continue;
        }
        pl_doc_raw(doc, some ? "" : "<ul class=\"cards\">\n");
        add_card(doc, choice);
        some = true;
    }
    pl_doc_raw(doc, some ? "</ul>\n" : "");
}

/* ---- the week ---------------------------------------------------------------------------------------------- */

enum { CELL = 20, LEFT = 84, TOP = 18, DAYS = 7, HOURS = 24, LEGEND = 26 };

void pl_html_patterns(struct pl_doc *doc)
{
    static const char *const marks[PL_WAITS] = {"",
                                                "<circle cx=\"5\" cy=\"5\" r=\"1.6\"/>",
                                                "<path d=\"M0 10 10 0\"/>",
                                                "<path d=\"M0 10 10 0M0 0 10 10\"/>",
                                                "",
                                                ""};
    if (doc->page->patterns) {
        return;
    }
    doc->page->patterns = true;
    pl_doc_raw(doc, "<svg class=\"patterns\" aria-hidden=\"true\" width=\"0\" height=\"0\"><defs>\n");
    for (int i = 0; i < PL_WAITS; i++) {
        pl_doc_raw(doc, "<pattern id=\"wait-");
        pl_markup_number(doc->out, "", i, "");
        pl_doc_raw(doc,
                   "\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\"><rect width=\"10\" height=\"10\"/>");
        pl_doc_raw(doc, marks[i]);
        pl_doc_raw(doc, "</pattern>\n");
    }
    pl_doc_raw(doc, "</defs></svg>\n");
}

void pl_html_fill(struct pl_doc *doc, int pattern)
{
    pl_doc_raw(doc, " fill=\"url(#wait-");
    pl_markup_number(doc->out, "", pattern, "");
    pl_doc_raw(doc, ")\"/>\n");
}

/* One rectangle for each run of hours that wait alike. */
static void draw_day(struct pl_doc *doc, const struct pl_class *class, uint32_t day)
{
    pl_html_words_at(doc, 0, TOP + day * CELL + 14, pl_doc_label(doc, (enum pl_label)(PL_L_DAY_1 + day)));
    for (uint32_t hour = 0; hour < HOURS;) {
        uint32_t first = hour;
        enum pl_wait wait = pl_wait_of(class, day * HOURS + first);
        while (hour < HOURS && pl_wait_of(class, day * HOURS + hour) == wait) {
            hour++;
        }
        if (wait != PL_WAIT_NONE) {
            pl_html_rectangle(doc, LEFT + first * CELL, TOP + day * CELL + 1, (int64_t)(hour - first) * CELL, CELL - 2);
            pl_html_fill(doc, (int)wait);
        }
    }
}

static void draw_legend(struct pl_doc *doc, const struct pl_class *class)
{
    enum { PLACE = 150, Y = TOP + DAYS * CELL + 8 };
    int first = class->known ? PL_WAIT_MET : PL_WAIT_UNKNOWN;
    int end = class->known ? PL_WAIT_UNKNOWN : PL_WAIT_NONE;
    for (int i = first; i < end; i++) {
        int64_t x = (int64_t)(i - first) * PLACE;
        pl_html_rectangle(doc, x, Y, CELL, CELL - 4);
        pl_html_fill(doc, i);
        pl_html_words_at(doc, x + CELL + 6, Y + 13, pl_doc_label(doc, pl_wait_labels[i]));
    }
}

static void add_week_table(struct pl_doc *doc, const struct pl_class *class, const char *title)
{
    start_details(doc);
    const char *titles[1 + DAYS] = {pl_doc_label(doc, PL_L_COLUMN_READY_AT)};
    for (uint32_t day = 0; day < DAYS; day++) {
        titles[1 + day] = pl_doc_label(doc, (enum pl_label)(PL_L_DAY_1 + day));
    }
    pl_doc_table_titles(doc, title, titles, 1 + DAYS);
    for (uint32_t hour = 0; hour < HOURS; hour++) {
        struct pl_buffer *text = pl_doc_scratch(doc);
        pl_buffer_add_number(text, hour, "");
        pl_buffer_add_text(text, doc->language == PL_FR ? "\xc2\xa0h" : ":00");
        pl_doc_cell(doc, pl_buffer_text(text));
        for (uint32_t day = 0; day < DAYS; day++) {
            int64_t wait = class->week[day * HOURS + hour];
            pl_doc_cell(doc, wait < 0 ? "" : pl_doc_about(doc, class, wait));
        }
    }
    pl_doc_end(doc);
    pl_doc_raw(doc, "</details>\n");
}

static void draw_week(struct pl_doc *doc, uint32_t index)
{
    const struct pl_class *class = &doc->plan->classes[index];
    struct pl_buffer name = {0};
    struct pl_buffer title = {0};
    pl_say_capitalised(&name, pl_doc_class_name(doc, index));
    const char *const arguments[3] = {pl_buffer_text(&name), NULL, NULL};
    pl_say_label(&title, doc->knowledge, PL_L_WEEK_FIGURE, doc->language, arguments);
    pl_html_drawing(doc, pl_buffer_text(&title), LEFT + HOURS * CELL + 40, TOP + DAYS * CELL + LEGEND + 6);
    for (uint32_t hour = 0; hour < HOURS; hour += 3) {
        pl_html_words_at(doc, LEFT + hour * CELL, TOP - 5, pl_doc_digits(doc, hour));
    }
    for (uint32_t day = 0; day < DAYS; day++) {
        draw_day(doc, class, day);
    }
    draw_legend(doc, class);
    pl_html_drawing_end(doc);
    add_week_table(doc, class, pl_buffer_text(&title));
    pl_doc_raw(doc, "</figure>\n");
    pl_buffer_done(&name);
    pl_buffer_done(&title);
}

static void draw_weeks(struct pl_doc *doc)
{
    pl_doc_raw(doc, "<h3>");
    pl_html_text(doc, pl_doc_label(doc, PL_L_WEEK_HEADING));
    pl_doc_raw(doc, "</h3>\n");
    pl_html_patterns(doc);
    for (uint32_t class = 0; class < PL_CLASSES; class ++) {
        draw_week(doc, class);
    }
}

/* ---- what waits are made of -------------------------------------------------------------------------------- */

static void add_waits_table(struct pl_doc *doc)
{
    const char *titles[1 + PL_WAIT_PARTS] = {pl_doc_label(doc, PL_L_COLUMN_CLASS)};
    start_details(doc);
    for (int part = 0; part < PL_WAIT_PARTS; part++) {
        titles[1 + part] = pl_doc_capital(doc, pl_doc_label(doc, pl_wait_part_labels[part]));
    }
    pl_doc_table_titles(doc, pl_doc_label(doc, PL_L_CAPTION_WAITS), titles, 1 + PL_WAIT_PARTS);
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        if (!pl_class_waits(class)) {
            continue;
        }
        pl_doc_cell(doc, pl_doc_capital(doc, pl_doc_class_name(doc, i)));
        for (int part = 0; part < PL_WAIT_PARTS; part++) {
            pl_doc_cell(doc, pl_doc_format(doc, PL_L_PERCENT, pl_doc_number(doc, class->now.waits[part]), NULL, NULL));
        }
    }
    pl_doc_end(doc);
    pl_doc_raw(doc, "</details>\n");
}

/* A bar a class, cut as its wait is; the marks go from light to dark as those of the week do. */
static void draw_waits(struct pl_doc *doc)
{
    enum { NAMES = 190, WIDTH = 560, ROWS = 24, KEY = 188 };
    uint32_t count = 0;
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        count += pl_class_waits(&doc->plan->classes[i]);
    }
    pl_html_patterns(doc);
    pl_html_drawing(doc, pl_doc_label(doc, PL_L_CAPTION_WAITS), NAMES + WIDTH, (int64_t)count * ROWS + LEGEND);
    int64_t y = 0;
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        uint32_t before = 0;
        if (!pl_class_waits(class)) {
            continue;
        }
        pl_html_words_at(doc, 0, y + 15, pl_doc_capital(doc, pl_doc_class_name(doc, i)));
        for (int part = 0; part < PL_WAIT_PARTS; part++) {
            if (class->now.waits[part] > 0) {
                pl_html_rectangle(doc, NAMES + (int64_t)before * WIDTH / 100, y + 2,
                                  (int64_t) class->now.waits[part] * WIDTH / 100, ROWS - 6);
                pl_html_fill(doc, (int)(enum pl_wait)part);
            }
            before += class->now.waits[part];
        }
        y += ROWS;
    }
    for (int part = 0; part < PL_WAIT_PARTS; part++) {
        pl_html_rectangle(doc, (int64_t)part * KEY, y + 4, CELL, CELL - 4);
        pl_html_fill(doc, (int)(enum pl_wait)part);
        pl_html_words_at(doc, (int64_t)part * KEY + CELL + 6, y + 17, pl_doc_label(doc, pl_wait_part_labels[part]));
    }
    pl_html_drawing_end(doc);
    add_waits_table(doc);
    pl_doc_raw(doc, "</figure>\n");
}

/* ---- the roadmap ------------------------------------------------------------------------------------------- */

enum { LINE_WIDTH = 700, ROW = 36, BAR = 14, TICKS = 5 };

/* The drawing's x for a day. */
static int64_t x_of(int64_t day, int64_t from, int64_t days)
{
    return (day - from) * LINE_WIDTH / days;
}

static void draw_axis(struct pl_doc *doc, int64_t from, int64_t days, int64_t height)
{
    for (int64_t i = 0; i < TICKS; i++) {
        int64_t day = from + days * i / TICKS;
        struct pl_buffer *text = pl_doc_scratch(doc);
        pl_say_date(text, day, doc->knowledge, doc->language);
        pl_html_words_at(doc, x_of(day, from, days), 12, pl_buffer_text(text));
        pl_html_rectangle(doc, x_of(day, from, days), 16, 1, height - 16);
        pl_doc_raw(doc, " class=\"tick\"/>\n");
    }
}

static void draw_step(struct pl_doc *doc, uint32_t index, const struct pl_span *span, int64_t from, int64_t days,
                      int64_t y)
{
    struct pl_buffer title = {0};
    pl_buffer_add_text(&title, pl_doc_digits(doc, (int64_t)index + 1));
    pl_buffer_add_text(&title, ". ");
    pl_buffer_add_text(&title, pl_doc_fill(doc, doc->knowledge->rules[doc->plan->steps.items[index]].title));
    pl_html_words_at(doc, 0, y + 13, pl_buffer_text(&title));
    int64_t x = x_of(span->first, from, days);
    int64_t width = x_of(span->last + 1, from, days) - x;
    pl_html_rectangle(doc, x, y + 17, width < 3 ? 3 : width, BAR);
    pl_doc_raw(doc, " class=\"bar\"/>\n");
    pl_buffer_done(&title);
}

static void add_dates_table(struct pl_doc *doc)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_RANK, PL_L_COLUMN_ACTION, PL_L_COLUMN_FIRST_DAY,
                                            PL_L_COLUMN_LAST_DAY};
    const struct pl_span *spans = doc->plan->spans;
    start_details(doc);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_TIME_LINE), columns, 4);
    for (uint32_t i = 0; i < doc->plan->steps.count; i++) {
        const int64_t days[] = {spans[i].first, spans[i].last};
        pl_doc_cell(doc, pl_doc_digits(doc, (int64_t)i + 1));
        pl_doc_cell(doc, pl_doc_fill(doc, doc->knowledge->rules[doc->plan->steps.items[i]].title));
        for (size_t d = 0; d < 2; d++) {
            struct pl_buffer *text = pl_doc_scratch(doc);
            if (!spans[i].put_off) {
                pl_say_date(text, days[d], doc->knowledge, doc->language);
            }
            pl_doc_cell(doc, pl_buffer_text(text));
        }
    }
    pl_doc_end(doc);
    pl_doc_raw(doc, "</details>\n");
}

static void draw_time_line(struct pl_doc *doc)
{
    const struct pl_span *spans = doc->plan->spans;
    uint32_t count = 0;
    int64_t from = INT64_MAX;
    int64_t to = INT64_MIN;
    for (uint32_t i = 0; i < doc->plan->steps.count; i++) {
        if (!spans[i].put_off) {
            from = spans[i].first < from ? spans[i].first : from;
            to = spans[i].last >= to ? spans[i].last + 1 : to;
            count++;
        }
    }
    if (count > 0) {
        int64_t height = 24 + (int64_t)count * ROW;
        int64_t y = 22;
        pl_html_drawing(doc, pl_doc_label(doc, PL_L_TIME_LINE), LINE_WIDTH + 100, height);
        draw_axis(doc, from, to - from, height);
        for (uint32_t i = 0; i < doc->plan->steps.count; i++) {
            if (!spans[i].put_off) {
                draw_step(doc, i, &spans[i], from, to - from, y);
                y += ROW;
            }
        }
        pl_html_drawing_end(doc);
        add_dates_table(doc);
        pl_doc_raw(doc, "</figure>\n");
    }
}

static void draw_own(struct pl_doc *doc)
{
    doc->draw(doc);
}

void pl_html_figure(struct pl_doc *doc, enum pl_figure figure)
{
    static void (*const draw[PL_FIGURES])(struct pl_doc * doc) = {
        [PL_FIGURE_CARDS] = draw_cards, [PL_FIGURE_MATRIX] = pl_doc_matrix,     [PL_FIGURE_WEEK] = draw_weeks,
        [PL_FIGURE_WAITS] = draw_waits, [PL_FIGURE_TIME_LINE] = draw_time_line, [PL_FIGURE_OWN] = draw_own};
    pl_doc_end(doc);
    draw[figure](doc);
}
