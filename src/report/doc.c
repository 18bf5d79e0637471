/* SPDX-License-Identifier: MIT
 * See doc.h.
 */
#include "report/doc.h"

#include <string.h>

#include "model/register.h"
#include "base/escape.h"

void pl_doc_init_bare(struct pl_doc *doc, const struct pl_dialect *dialect, const struct pl_knowledge *knowledge,
                      int64_t today, const struct pl_report_options *options, struct pl_buffer *out)
{
    *doc = (struct pl_doc){.dialect = dialect,
                           .out = out,
                           .knowledge = knowledge,
                           .today = today,
                           .options = options,
                           .language = pl_report_language(options)};
    doc->arena = &doc->own;
    if (dialect->begin != NULL) {
        dialect->begin(doc);
    }
}

void pl_doc_init(struct pl_doc *doc, const struct pl_dialect *dialect, const struct pl_plan *plan,
                 const struct pl_report_options *options, struct pl_buffer *out)
{
    pl_doc_init_bare(doc, dialect, plan->knowledge, plan->today, options, out);
    doc->plan = plan;
}

void pl_doc_finish(struct pl_doc *doc)
{
    pl_doc_end(doc);
    if (doc->dialect->finish != NULL) {
        doc->dialect->finish(doc);
    }
    pl_doc_done(doc);
}

void pl_doc_done(struct pl_doc *doc)
{
    pl_buffer_done(&doc->scratch);
    pl_buffer_done(&doc->making);
    pl_buffer_done(&doc->cell);
    pl_arena_done(&doc->own);
}

/* ---- texts ------------------------------------------------------------------------------------------------- */

const char *pl_doc_label(const struct pl_doc *doc, enum pl_label label)
{
    return pl_text_in(doc->knowledge, doc->knowledge->labels[label], doc->language);
}

struct pl_buffer *pl_doc_scratch(struct pl_doc *doc)
{
    pl_buffer_clear(&doc->scratch);
    return &doc->scratch;
}

const char *pl_doc_kept(struct pl_doc *doc)
{
    return pl_arena_copy(doc->arena, pl_buffer_text(&doc->scratch), doc->scratch.length);
}

static struct pl_buffer *start_making(struct pl_doc *doc)
{
    pl_buffer_clear(&doc->making);
    return &doc->making;
}

static const char *made(struct pl_doc *doc)
{
    return pl_arena_copy(doc->arena, pl_buffer_text(&doc->making), doc->making.length);
}

const char *pl_doc_format(struct pl_doc *doc, enum pl_label label, const char *first, const char *second,
                          const char *third)
{
    const char *const arguments[3] = {first, second, third};
    pl_say_label(start_making(doc), doc->knowledge, label, doc->language, arguments);
    return made(doc);
}

const char *pl_doc_fill(struct pl_doc *doc, struct pl_text2 text)
{
    const char *whole = pl_text_in(doc->knowledge, text, doc->language);
    if (pl_text_is_plain(doc->knowledge, whole)) { /* then it holds no placeholder */
        return whole;
    }
    pl_say_text(start_making(doc), doc->plan, text, doc->language);
    return made(doc);
}

const char *pl_doc_capital(struct pl_doc *doc, const char *text)
{
    pl_say_capitalised(start_making(doc), text);
    return made(doc);
}

const char *pl_doc_number(struct pl_doc *doc, int64_t number)
{
    pl_say_number(start_making(doc), number, doc->language);
    return made(doc);
}

const char *pl_doc_date(struct pl_doc *doc, int64_t days)
{
    pl_say_date(start_making(doc), days, doc->knowledge, doc->language);
    return made(doc);
}

const char *pl_doc_minutes(struct pl_doc *doc, int64_t minutes)
{
    pl_say_minutes(start_making(doc), minutes, doc->knowledge, doc->language);
    return made(doc);
}

const char *pl_doc_digits(struct pl_doc *doc, int64_t number)
{
    pl_buffer_add_number(start_making(doc), number, "");
    return made(doc);
}

const char *pl_doc_department(struct pl_doc *doc, const char *code)
{
    const char *name = pl_register_department(code);
    return name == NULL ? code : pl_doc_format(doc, PL_L_DEPARTMENT_NAMED, name, code, NULL);
}

/* ---- blocks ------------------------------------------------------------------------------------------------ */

/* The table at hand is over where something else begins. */
static void end_table(struct pl_doc *doc)
{
    if (doc->table.columns != 0) {
        pl_doc_end(doc);
    }
}

/* Writes the headings that wait for something to head. */
static void open(struct pl_doc *doc)
{
    end_table(doc);
    for (int depth = 0; depth < PL_DEPTHS; depth++) {
        const char *text = doc->waiting[depth];
        const char *lead = doc->leads[depth];
        doc->waiting[depth] = doc->leads[depth] = NULL;
        if (text != NULL && doc->dialect->heading != NULL) {
            doc->dialect->heading(doc, depth, text);
        }
        if (lead != NULL && !doc->dialect->is_data) {
            doc->dialect->paragraph(doc, PL_PARAGRAPH, true);
            pl_doc_text(doc, lead);
            doc->dialect->paragraph(doc, PL_PARAGRAPH, false);
        }
    }
}

void pl_doc_lead(struct pl_doc *doc, int depth, const char *text)
{
    doc->leads[depth] = *text == '\0' ? NULL : text;
}

void pl_doc_heading_text(struct pl_doc *doc, int depth, const char *text)
{
    end_table(doc);
    for (int below = depth; below < PL_DEPTHS; below++) {
        doc->waiting[below] = doc->leads[below] = NULL;
    }
    doc->waiting[depth] = text;
    doc->coded[depth] = false;
}

void pl_doc_heading_code(struct pl_doc *doc, int depth, const char *text)
{
    pl_doc_heading_text(doc, depth, text);
    doc->coded[depth] = true;
}

void pl_doc_heading(struct pl_doc *doc, int depth, enum pl_label label)
{
    pl_doc_heading_text(doc, depth, pl_doc_label(doc, label));
}

void pl_doc_section(struct pl_doc *doc, const char *id, const char *title)
{
    end_table(doc); /* it belongs to the section before */
    doc->section = id;
    pl_doc_heading_text(doc, 1, title);
}

void pl_doc_paragraph_start(struct pl_doc *doc, enum pl_paragraph kind)
{
    open(doc);
    if (!doc->dialect->is_data) {
        doc->dialect->paragraph(doc, kind, true);
    }
}

void pl_doc_paragraph_end(struct pl_doc *doc, enum pl_paragraph kind)
{
    if (!doc->dialect->is_data) {
        doc->dialect->paragraph(doc, kind, false);
    }
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
    pl_doc_paragraph(doc, pl_doc_format(doc, label, first, second, third));
}

void pl_doc_item(struct pl_doc *doc, uint32_t number)
{
    open(doc);
    if (!doc->dialect->is_data) {
        doc->dialect->item(doc, number, true);
    }
}

void pl_doc_item_end(struct pl_doc *doc)
{
    if (!doc->dialect->is_data) {
        doc->dialect->item(doc, 0, false);
    }
}

void pl_doc_item_text(struct pl_doc *doc, uint32_t number, const char *text)
{
    pl_doc_item(doc, number);
    pl_doc_text(doc, text);
    pl_doc_item_end(doc);
}

void pl_doc_fold(struct pl_doc *doc, const char *summary)
{
    if (doc->dialect->fold != NULL) {
        open(doc);
        doc->dialect->fold(doc, summary);
    }
}

void pl_doc_fold_end(struct pl_doc *doc)
{
    if (doc->dialect->fold != NULL) {
        pl_doc_end(doc);
        doc->dialect->fold(doc, "");
    }
}

void pl_doc_figure(struct pl_doc *doc, enum pl_figure figure)
{
    if (doc->dialect->figure != NULL) {
        open(doc);
        doc->dialect->figure(doc, figure);
    }
}

/* ---- tables ------------------------------------------------------------------------------------------------ */

void pl_doc_table_titles(struct pl_doc *doc, const char *caption, const char *const *titles, uint32_t count)
{
    pl_doc_end(doc);
    doc->table = (struct pl_table){.id = "", .caption = caption, .columns = count};
    doc->table.titles = pl_arena_array(doc->arena, count, sizeof *doc->table.titles);
    memcpy(doc->table.titles, titles, count * sizeof *titles);
}

void pl_doc_table(struct pl_doc *doc, const char *caption, const enum pl_label *columns, uint32_t count)
{
    pl_doc_table_titles(doc, caption, (const char *const[]){""}, 0);
    doc->table.columns = count;
    doc->table.titles = pl_arena_array(doc->arena, count, sizeof *doc->table.titles);
    for (uint32_t i = 0; i < count; i++) {
        doc->table.titles[i] = pl_doc_label(doc, columns[i]);
    }
}

/* The table at hand, or the row of it that is whole. */
static void write_table(struct pl_doc *doc)
{
    struct pl_table table = doc->table;
    doc->table = (struct pl_table){0};
    open(doc);
    doc->dialect->table(doc, &table);
}

/* Characters of a cell, and of its longest word. */
static void measure(struct pl_value_cell *cell, const char *text)
{
    uint32_t word = 0;
    for (const char *p = text; *p != '\0'; p++) {
        bool starts = (*p & 0xc0) != 0x80;
        cell->width += starts;
        word = *p == ' ' ? 0 : word + starts;
        cell->longest = word > cell->longest ? word : cell->longest;
    }
}

void pl_doc_cell_start(struct pl_doc *doc)
{
    pl_buffer_clear(&doc->cell);
    doc->outside = doc->out;
    doc->out = &doc->cell;
}

void pl_doc_cell_end(struct pl_doc *doc)
{
    struct pl_table *table = &doc->table;
    doc->out = doc->outside;
    doc->outside = NULL;
    if (table->count == table->room) {
        struct pl_value_cell *before = table->cells;
        table->room = table->room == 0 ? 16 * table->columns : 2 * table->room;
        table->cells = pl_arena_array(doc->arena, table->room, sizeof *table->cells);
        if (before != NULL) {
            memcpy(table->cells, before, table->count * sizeof *before);
        }
    }
    doc->value.markup = pl_arena_copy(doc->arena, pl_buffer_text(&doc->cell), doc->cell.length);
    table->cells[table->count++] = doc->value;
    doc->value = (struct pl_value_cell){0};
    if (doc->streams && table->count == table->columns) {
        struct pl_table row = *table;
        write_table(doc);
        row.cells = NULL;
        row.count = row.room = 0;
        row.goes_on = true;
        *table = row;
    }
}

void pl_doc_cell(struct pl_doc *doc, const char *text)
{
    pl_doc_cell_start(doc);
    if (*text != '\0') {
        pl_doc_text(doc, text);
    } else if (!doc->dialect->is_data) {
        pl_doc_text(doc, "–");
    }
    pl_doc_cell_end(doc);
}

void pl_doc_cell_list(struct pl_doc *doc, const char *const *items, uint32_t count)
{
    doc->value.content = PL_OF_LIST;
    if (count == 0) {
        pl_doc_cell(doc, "");
        return;
    }
    pl_doc_cell_start(doc);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) {
            measure(&doc->value, doc->dialect->between);
            pl_doc_join(doc, doc->dialect->between);
        }
        pl_doc_text(doc, items[i]);
    }
    pl_doc_cell_end(doc);
}

void pl_doc_cell_code(struct pl_doc *doc, const char *text)
{
    doc->value.content = PL_OF_CODE;
    pl_doc_cell(doc, text);
}

/* A bare value is markup in no dialect. */
static void cell_of(struct pl_doc *doc, enum pl_content content, int64_t number, const char *words)
{
    doc->value = (struct pl_value_cell){.content = content, .known = true, .number = number};
    pl_doc_cell_start(doc);
    if (doc->dialect->is_data) {
        measure(&doc->value, words);
        pl_buffer_add_text(doc->out, words);
    } else {
        pl_doc_text(doc, words);
    }
    pl_doc_cell_end(doc);
}

void pl_doc_cell_number(struct pl_doc *doc, int64_t number)
{
    cell_of(doc, PL_OF_NUMBER, number, doc->dialect->is_data ? pl_doc_digits(doc, number) : pl_doc_number(doc, number));
}

void pl_doc_cell_tenths(struct pl_doc *doc, int64_t tenths)
{
    struct pl_buffer *words = start_making(doc);
    pl_buffer_add_number(words, tenths / 10, "");
    if (tenths % 10 != 0) {
        pl_buffer_add_char(words, doc->dialect->point != 0 ? doc->dialect->point : doc->language == PL_FR ? ',' : '.');
        pl_buffer_add_number(words, tenths % 10, "");
    }
    cell_of(doc, PL_OF_TENTHS, tenths, made(doc));
}

void pl_doc_cell_date(struct pl_doc *doc, int64_t days)
{
    if (!doc->dialect->is_data) {
        cell_of(doc, PL_OF_DATE, days, pl_doc_date(doc, days));
        return;
    }
    pl_write_date(start_making(doc), days);
    cell_of(doc, PL_OF_DATE, days, made(doc));
}

void pl_doc_cell_minutes(struct pl_doc *doc, int64_t minutes)
{
    cell_of(doc, PL_OF_MINUTES, minutes, pl_doc_minutes(doc, minutes));
}

void pl_doc_cell_percent(struct pl_doc *doc, int64_t percent)
{
    cell_of(doc, PL_OF_PERCENT, percent,
            doc->dialect->is_data ? pl_doc_digits(doc, percent)
                                  : pl_doc_format(doc, PL_L_PERCENT, pl_doc_number(doc, percent), NULL, NULL));
}

void pl_table_words(const struct pl_table *table, uint32_t *out_longest)
{
    enum { LONG_WORD = 30 };
    for (uint32_t column = 0; column < table->columns; column++) {
        struct pl_value_cell title = {0};
        measure(&title, table->titles[column]);
        uint32_t longest = title.longest;
        for (uint32_t i = column; i < table->count; i += table->columns) {
            longest = table->cells[i].longest > longest ? table->cells[i].longest : longest;
        }
        out_longest[column] = longest < LONG_WORD ? longest : LONG_WORD;
    }
}

void pl_table_needs(const struct pl_table *table, uint32_t *out_needs)
{
    enum { SHORT = 20 };
    pl_table_words(table, out_needs);
    for (uint32_t column = 0; column < table->columns; column++) {
        struct pl_value_cell title = {0};
        measure(&title, table->titles[column]);
        uint32_t widest = title.width;
        for (uint32_t i = column; i < table->count; i += table->columns) {
            widest = table->cells[i].width > widest ? table->cells[i].width : widest;
        }
        uint32_t wanted = widest < SHORT ? widest : SHORT + (widest - SHORT) / 3;
        out_needs[column] = wanted > out_needs[column] ? wanted : out_needs[column];
    }
}

void pl_doc_end(struct pl_doc *doc)
{
    if (doc->table.columns == 0) {
        if (!doc->dialect->is_data) {
            doc->dialect->end(doc);
        }
        return;
    }
    bool has_rows = doc->table.count > 0 ||
                    (doc->dialect->is_data && !doc->table.goes_on); /* data have their columns even without */
    if (has_rows) {
        write_table(doc);
    }
    doc->table = (struct pl_table){0};
}

/* ---- pieces ------------------------------------------------------------------------------------------------ */

/* Whether a piece is written: not outside the tables of data. */
static bool is_written(const struct pl_doc *doc)
{
    return doc->outside != NULL || !doc->dialect->is_data;
}

/* Whether the character that begins here is of a word: a letter or a digit; U+00A0 to U+00BF and U+2000 to U+2FFF are
 * marks. */
static bool is_word(const char *p)
{
    unsigned char c = (unsigned char)*p;
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c > 0xc2 && c != 0xe2);
}

/* A text that the profile states as the language of the document wants it; the knowledge is so already. An apostrophe
 * between letters; in French the space before a double sign that ends a word. Nothing else is touched, whatever it
 * looks like. */
static const char *set_text(struct pl_doc *doc, const char *text)
{
    const char *from = text;
    const char *marks = doc->language == PL_FR ? "';:!?" : "'";
    for (const char *p = strpbrk(text, marks); p != NULL; p = strpbrk(p + 1, marks)) {
        bool ends_word = *p != '\'' && p > text && p[-1] == ' ' && (p[1] == '\0' || p[1] == ' ');
        const char *at = ends_word ? p - 1 : p; /* what may be set otherwise */
        const char *before = at;                /* the character before it */
        if (at == text || (*p != '\'' && !ends_word)) {
            continue;
        }
        do {
            before--;
        } while (before > text && (*before & 0xc0) == 0x80);
        const char *set = !is_word(before) ? NULL
                          : *p == ':'      ? "\xc2\xa0"
                          : ends_word      ? "\xe2\x80\xaf"
                          : is_word(p + 1) ? "\xe2\x80\x99"
                                           : NULL;
        if (set != NULL) {
            struct pl_buffer *out = from == text ? start_making(doc) : &doc->making;
            pl_buffer_add(out, from, (size_t)(at - from));
            pl_buffer_add_text(out, set);
            from = at + 1;
        }
    }
    if (from == text) {
        return text;
    }
    pl_buffer_add_text(&doc->making, from);
    return made(doc);
}

void pl_doc_text(struct pl_doc *doc, const char *text)
{
    if (!doc->dialect->is_data && !pl_text_is_plain(doc->knowledge, text)) {
        text = set_text(doc, text);
    }
    if (doc->outside != NULL) {
        measure(&doc->value, text);
    }
    if (is_written(doc)) {
        doc->dialect->text(doc, text);
    }
}

static void marked(struct pl_doc *doc, bool *looks, const char *const markup[2], const char *text)
{
    *looks = true;
    pl_buffer_add_text(doc->out, markup[0] == NULL ? "" : markup[0]);
    pl_doc_text(doc, text);
    pl_buffer_add_text(doc->out, markup[1] == NULL ? "" : markup[1]);
    *looks = false;
}

void pl_doc_bold(struct pl_doc *doc, const char *text)
{
    marked(doc, &doc->bold, doc->dialect->strong, text);
}

void pl_doc_emphasis(struct pl_doc *doc, const char *text)
{
    marked(doc, &doc->italic, doc->dialect->emphasis, text);
}

void pl_doc_code(struct pl_doc *doc, const char *text)
{
    if (doc->dialect->code == NULL) {
        pl_doc_text(doc, text);
        return;
    }
    if (doc->outside != NULL) {
        measure(&doc->value, text);
    }
    doc->dialect->code(doc, text);
}

void pl_doc_link(struct pl_doc *doc, const char *title, const char *url)
{
    if (doc->dialect->link == NULL) {
        pl_doc_text(doc, title);
        return;
    }
    title = pl_text_is_plain(doc->knowledge, title) ? title : set_text(doc, title);
    if (doc->outside != NULL) {
        measure(&doc->value, title);
    }
    doc->dialect->link(doc, title, url);
}

void pl_doc_join(struct pl_doc *doc, const char *punctuation)
{
    if (is_written(doc)) {
        doc->dialect->join(doc, punctuation);
    }
}

void pl_doc_words(struct pl_doc *doc, const char *words)
{
    for (bool code = false; *words != '\0'; code = !code) {
        size_t length = strcspn(words, "`");
        const char *part = pl_arena_copy(doc->arena, words, length);
        (code ? pl_doc_code : pl_doc_join)(doc, part);
        words += length + (words[length] == '`');
    }
}

/* ---- markup ------------------------------------------------------------------------------------------------ */

void pl_markup_number(struct pl_buffer *out, const char *before, int64_t number, const char *after)
{
    pl_buffer_add_text(out, before);
    pl_buffer_add_number(out, number, "");
    pl_buffer_add_text(out, after);
}

void pl_markup_text(struct pl_buffer *out, const char *before, const char *text, const char *after)
{
    pl_buffer_add_text(out, before);
    pl_escape_html(text, out);
    pl_buffer_add_text(out, after);
}

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
