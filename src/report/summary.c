/* SPDX-License-Identifier: MIT
 * See summary.h. One table says the columns; each format says how a value is written.
 */
#include "report/summary.h"

#include <string.h>

#include "base/escape.h"
#include "report/csv.h"
#include "report/values.h"

const char *const pl_outcome_words[] = {[PL_OUTCOME_DONE] = "done",
                                        [PL_OUTCOME_UNCHANGED] = "unchanged",
                                        [PL_OUTCOME_ERRORS] = "errors",
                                        [PL_OUTCOME_UNREADABLE] = "unreadable",
                                        [PL_OUTCOME_NOT_WRITTEN] = "not-written"};
const char *const pl_summary_words[] = {"csv", "csv-fr", "jsonl", "md", NULL};

enum value_kind { NO_VALUE, TEXT, LIST, NUMBER, TENTHS };

/* What stands in one cell. A list borrows its texts, a text may live in the buffer. */
struct value {
    enum value_kind kind;
    const char *text;
    int64_t number; /* tenths: ten times the value */
    const char **items;
    uint32_t count;
};

/* One row on its way: the words are those of a reader, or the canonical ones. */
struct row {
    const struct pl_knowledge *k;
    const struct pl_summary_town *town;
    const struct pl_plan *plan; /* NULL: only the first columns have a value */
    bool in_words;
    enum pl_language language;
    struct pl_buffer text;
};

static const char *pick(const struct row *row, pl_str id, struct pl_text2 words)
{
    return row->in_words ? pl_text_in(row->k, words, row->language) : pl_text(row->k, id);
}

static struct value text_value(const char *text)
{
    return (struct value){.kind = text == NULL || *text == '\0' ? NO_VALUE : TEXT, .text = text};
}

static struct value fact_text(const struct row *row, enum pl_fact fact)
{
    return text_value(pl_plan_text(row->plan, fact));
}

static struct value of_source(struct row *row)
{
    return text_value(row->town->source);
}
static struct value of_report(struct row *row)
{
    return text_value(row->town->report);
}
static struct value of_outcome(struct row *row)
{
    static const enum pl_label labels[] = {[PL_OUTCOME_DONE] = PL_L_OUTCOME_DONE,
                                           [PL_OUTCOME_UNCHANGED] = PL_L_OUTCOME_UNCHANGED,
                                           [PL_OUTCOME_ERRORS] = PL_L_OUTCOME_ERRORS,
                                           [PL_OUTCOME_UNREADABLE] = PL_L_OUTCOME_UNREADABLE,
                                           [PL_OUTCOME_NOT_WRITTEN] = PL_L_OUTCOME_NOT_WRITTEN};
    return text_value(row->in_words ? pl_text_in(row->k, row->k->labels[labels[row->town->outcome]], row->language)
                                    : pl_outcome_words[row->town->outcome]);
}
static struct value of_name(struct row *row)
{
    return fact_text(row, PL_FACT_NAME);
}
static struct value of_code(struct row *row)
{
    return fact_text(row, PL_FACT_CODE);
}
static struct value of_department(struct row *row)
{
    return fact_text(row, PL_FACT_DEPARTMENT);
}

static struct value of_kind(struct row *row)
{
    const struct pl_field *field = &row->k->fields[row->k->facts[PL_FACT_KIND]];
    uint32_t position = pl_cell_choice(pl_plan_cell(row->plan, PL_FACT_KIND));
    if (position == PL_NONE) {
        return (struct value){.kind = NO_VALUE};
    }
    return text_value(row->in_words ? pl_field_value_label(row->k, field, position, row->language)
                                    : pl_field_value_id(row->k, field, position));
}

static struct value known_number(const struct pl_cell *cell)
{
    return (struct value){.kind = cell->line != 0 ? NUMBER : NO_VALUE, .number = cell->low};
}

static struct value of_population(struct row *row)
{
    return known_number(pl_plan_cell(row->plan, PL_FACT_POPULATION));
}

static struct value of_verdict(struct row *row)
{
    static const enum pl_label labels[] = {[PL_NOT_YET] = PL_L_VERDICT_NOT_YET,
                                           [PL_CONDITIONAL] = PL_L_VERDICT_CONDITIONAL,
                                           [PL_READY] = PL_L_VERDICT_READY,
                                           [PL_VERDICT_UNKNOWN] = PL_L_VERDICT_UNKNOWN};
    return text_value(row->in_words ? pl_text_in(row->k, row->k->labels[labels[row->plan->verdict]], row->language)
                                    : pl_verdict_words[row->plan->verdict]);
}

/* An empty list with room for so many texts. */
static struct value list_value(const struct row *row, uint32_t room)
{
    return (struct value){.kind = LIST, .items = pl_arena_array(row->plan->arena, (size_t)room + 1, sizeof(const char *))};
}

static struct value of_blockers(struct row *row)
{
    struct value value = list_value(row, row->plan->findings.count);
    for (uint32_t i = 0; i < row->plan->findings.count; i++) {
        const struct pl_rule *rule = &row->k->rules[row->plan->findings.items[i]];
        if (rule->concludes == PL_BLOCKER) {
            value.items[value.count++] = pick(row, rule->id, rule->text);
        }
    }
    return value;
}

static struct value platforms_when(const struct row *row, bool now)
{
    struct value value = list_value(row, row->plan->choices_count);
    for (uint32_t i = 0; i < row->plan->choices_count; i++) {
        const struct pl_choice *choice = &row->plan->choices[i];
        bool at_once = choice->timing == PL_NOW && !choice->put_off;
        if (pl_decision_retains(choice->decision) && !choice->set_aside && at_once == now) {
            const struct pl_platform *platform = &row->k->platforms[choice->platform];
            value.items[value.count++] = pick(row, platform->id, platform->name);
        }
    }
    return value;
}

static struct value of_platforms_now(struct row *row)
{
    return platforms_when(row, true);
}
static struct value of_platforms_later(struct row *row)
{
    return platforms_when(row, false);
}

/* Hours, to the tenth, that the slowest message of a class waits; nothing if some delay is not known. */
static struct value worst_hours(const struct row *row, enum pl_position class)
{
    const struct pl_class *classes = row->plan->classes;
    bool known = classes != NULL && classes[class].known;
    return (struct value){.kind = known ? TENTHS : NO_VALUE, .number = known ? (classes[class].now.worst + 3) / 6 : 0};
}

static struct value of_worst_routine(struct row *row)
{
    return worst_hours(row, PL_CLASS_ROUTINE);
}
static struct value of_worst_urgent(struct row *row)
{
    return worst_hours(row, PL_CLASS_URGENT);
}

static struct value of_hours_needed(struct row *row)
{
    const struct pl_means *means = &row->plan->means;
    bool known = means->needed > 0 || means->most == 0; /* nothing is retained yet: that is not to say that no hour is needed */
    return (struct value){.kind = known ? NUMBER : NO_VALUE, .number = means->needed};
}
static struct value of_hours_available(struct row *row)
{
    return (struct value){.kind = row->plan->means.known ? NUMBER : NO_VALUE, .number = row->plan->means.available};
}

static struct value of_first_step(struct row *row)
{
    if (row->plan->steps.count == 0) {
        return (struct value){.kind = NO_VALUE};
    }
    const struct pl_rule *rule = &row->k->rules[row->plan->steps.items[0]];
    return text_value(pick(row, rule->id, rule->title));
}

static struct value of_first_question(struct row *row)
{
    if (row->plan->questions_count == 0) {
        return (struct value){.kind = NO_VALUE};
    }
    uint32_t field = row->plan->questions[0].field;
    pl_buffer_clear(&row->text);
    pl_say_question(&row->text, row->plan, field, row->language);
    return text_value(row->in_words ? pl_buffer_text(&row->text) : pl_text(row->k, row->k->fields[field].id));
}

static const struct column {
    const char *id;
    struct value (*value)(struct row *row);
    enum pl_label label;
    bool without_plan; /* it has a value even for a town that could not be planned */
} columns[] = {
    {"source", of_source, PL_L_SUMMARY_SOURCE, true},
    {"report", of_report, PL_L_SUMMARY_REPORT, true},
    {"outcome", of_outcome, PL_L_SUMMARY_OUTCOME, true},
    {"name", of_name, PL_L_SUMMARY_NAME, false},
    {"code", of_code, PL_L_SUMMARY_CODE, false},
    {"department", of_department, PL_L_SUMMARY_DEPARTMENT, false},
    {"kind", of_kind, PL_L_SUMMARY_KIND, false},
    {"population", of_population, PL_L_SUMMARY_POPULATION, false},
    {"verdict", of_verdict, PL_L_SUMMARY_VERDICT, false},
    {"blockers", of_blockers, PL_L_SUMMARY_BLOCKERS, false},
    {"platforms_now", of_platforms_now, PL_L_SUMMARY_NOW, false},
    {"platforms_later", of_platforms_later, PL_L_SUMMARY_LATER, false},
    {"routine_worst_hours", of_worst_routine, PL_L_SUMMARY_ROUTINE, false},
    {"urgent_worst_hours", of_worst_urgent, PL_L_SUMMARY_URGENT, false},
    {"hours_needed", of_hours_needed, PL_L_SUMMARY_NEEDED, false},
    {"hours_available", of_hours_available, PL_L_SUMMARY_AVAILABLE, false},
    {"first_step", of_first_step, PL_L_SUMMARY_STEP, false},
    {"first_question", of_first_question, PL_L_SUMMARY_QUESTION, false},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* ---- CSV ------------------------------------------------------------------------------------------------- */

static void add_joined(const struct value *value, const char *between, struct pl_buffer *out)
{
    for (uint32_t i = 0; i < value->count; i++) {
        pl_buffer_add_text(out, i > 0 ? between : "");
        pl_buffer_add_text(out, value->items[i]);
    }
}

static void add_tenths(struct pl_buffer *out, int64_t tenths, char point)
{
    pl_buffer_add_number(out, tenths / 10, "");
    if (tenths % 10 != 0) {
        pl_buffer_add_char(out, point);
        pl_buffer_add_number(out, tenths % 10, "");
    }
}

static void add_csv_value(const struct value *value, const struct pl_csv *csv, struct pl_buffer *out)
{
    struct pl_buffer joined = {0};
    switch (value->kind) {
    case NO_VALUE:
        break;
    case TEXT:
        pl_csv_text(csv, value->text, out);
        break;
    case LIST:
        add_joined(value, csv->between, &joined);
        pl_csv_text(csv, pl_buffer_text(&joined), out);
        break;
    case NUMBER:
        pl_buffer_add_number(out, value->number, "");
        break;
    case TENTHS:
        add_tenths(out, value->number, csv->point);
        break;
    }
    pl_buffer_done(&joined);
}

/* ---- JSON Lines and Markdown ------------------------------------------------------------------------------ */

static void add_json_value(const struct value *value, struct pl_buffer *out)
{
    switch (value->kind) {
    case NO_VALUE:
        pl_buffer_add_text(out, "null");
        break;
    case TEXT:
        pl_escape_json(value->text, out);
        break;
    case LIST:
        for (uint32_t i = 0; i < value->count; i++) {
            pl_buffer_add_char(out, i == 0 ? '[' : ',');
            pl_escape_json(value->items[i], out);
        }
        pl_buffer_add_text(out, value->count == 0 ? "[]" : "]");
        break;
    case NUMBER:
        pl_buffer_add_number(out, value->number, "");
        break;
    case TENTHS:
        add_tenths(out, value->number, '.');
        break;
    }
}

static void add_markdown_value(const struct value *value, enum pl_language language, struct pl_buffer *out)
{
    struct pl_buffer text = {0};
    switch (value->kind) {
    case NO_VALUE:
        break;
    case TEXT:
        pl_buffer_add_text(&text, value->text);
        break;
    case LIST:
        add_joined(value, ", ", &text);
        break;
    case NUMBER:
        pl_say_number(&text, value->number, language);
        break;
    case TENTHS:
        add_tenths(&text, value->number, language == PL_FR ? ',' : '.');
        break;
    }
    pl_buffer_add_text(out, "| ");
    pl_escape_markdown(text.length == 0 ? "–" : text.data, out);
    pl_buffer_add_char(out, ' ');
    pl_buffer_done(&text);
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

static void add_label(const struct pl_knowledge *k, enum pl_label label, enum pl_language language,
                      struct pl_buffer *out)
{
    pl_buffer_add_text(out, pl_text_in(k, k->labels[label], language));
}

void pl_summary_start(const struct pl_knowledge *k, enum pl_summary_format format, enum pl_language language,
                      struct pl_buffer *out)
{
    if (format == PL_SUMMARY_JSONL) {
        return;
    }
    bool french = format == PL_SUMMARY_CSV_FRENCH;
    bool markdown = format == PL_SUMMARY_MARKDOWN;
    const struct pl_csv *csv = french ? &pl_csv_french : &pl_csv_standard;
    if (markdown) {
        pl_buffer_add_text(out, "# ");
        add_label(k, PL_L_SUMMARY_TITLE, language, out);
        pl_buffer_add_text(out, "\n\n");
    }
    pl_buffer_add_text(out, markdown ? "" : csv->mark);
    for (size_t i = 0; i < COLUMNS; i++) {
        struct value head = text_value(french || markdown ? pl_text_in(k, k->labels[columns[i].label], language)
                                                          : columns[i].id);
        if (markdown) {
            add_markdown_value(&head, language, out);
        } else {
            pl_csv_separate(csv, i == 0, out);
            add_csv_value(&head, csv, out);
        }
    }
    pl_buffer_add_text(out, markdown ? "|\n" : "\r\n");
    for (size_t i = 0; markdown && i < COLUMNS; i++) {
        pl_buffer_add_text(out, i + 1 < COLUMNS ? "|---" : "|---|\n");
    }
}

void pl_summary_row(const struct pl_knowledge *k, const struct pl_summary_town *town, enum pl_summary_format format,
                    enum pl_language language, struct pl_buffer *out)
{
    bool french = format == PL_SUMMARY_CSV_FRENCH;
    const struct pl_csv *csv = french ? &pl_csv_french : &pl_csv_standard;
    struct row row = {.k = k, .town = town, .plan = town->plan, .language = language};
    row.in_words = french || format == PL_SUMMARY_MARKDOWN;
    for (size_t i = 0; i < COLUMNS; i++) {
        bool told = town->plan != NULL || columns[i].without_plan;
        struct value value = told ? columns[i].value(&row) : (struct value){.kind = NO_VALUE};
        if (format == PL_SUMMARY_JSONL) {
            pl_buffer_add_char(out, i == 0 ? '{' : ',');
            pl_escape_json(columns[i].id, out);
            pl_buffer_add_char(out, ':');
            add_json_value(&value, out);
        } else if (format == PL_SUMMARY_MARKDOWN) {
            add_markdown_value(&value, language, out);
        } else {
            pl_csv_separate(csv, i == 0, out);
            add_csv_value(&value, csv, out);
        }
    }
    pl_buffer_add_text(out, format == PL_SUMMARY_MARKDOWN ? "|\n" : format == PL_SUMMARY_JSONL ? "}\n" : "\r\n");
    pl_buffer_done(&row.text);
}
