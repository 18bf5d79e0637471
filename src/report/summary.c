/* SPDX-License-Identifier: MIT
 * See summary.h. One table says the columns; a dialect says how they are written.
 */
#include "report/summary.h"

#include <stdlib.h>

#include "report/overview.h"
#include "report/sections.h"

const char *const pl_outcome_words[] = {[PL_OUTCOME_DONE] = "done",
                                        [PL_OUTCOME_UNCHANGED] = "unchanged",
                                        [PL_OUTCOME_ERRORS] = "errors",
                                        [PL_OUTCOME_UNREADABLE] = "unreadable",
                                        [PL_OUTCOME_NOT_WRITTEN] = "not-written"};
const char *const pl_summary_words[] = {"csv", "csv-fr", "jsonl", "md", "html", "xlsx", NULL};

/* By enum pl_summary_format. Those that stream hold one row at a time. */
static const struct {
    const struct pl_dialect *dialect;
    bool streams, has_overview;
} formats[PL_SUMMARY_FORMATS] = {
    [PL_SUMMARY_CSV] = {&pl_dialect_csv, true, false},
    [PL_SUMMARY_CSV_FRENCH] = {&pl_dialect_csv_french, true, false},
    [PL_SUMMARY_JSONL] = {&pl_dialect_jsonl, true, false},
    [PL_SUMMARY_MARKDOWN] = {&pl_dialect_markdown, true, true},
    [PL_SUMMARY_HTML] = {&pl_dialect_html, false, true},
    [PL_SUMMARY_XLSX] = {&pl_dialect_xlsx, false, true},
};

/* Rows with all columns on one page; where there are more towns, they have a few columns each. */
enum { ROWS_MAX = 500 };

struct pl_summary {
    struct pl_doc doc;
    struct pl_report_options options;
    const char *folder;
    struct pl_overview *overview; /* NULL: none */
    bool is_page;                 /* the rows come last */
    struct pl_arena row;          /* of the row at hand, where rows stream */
};

/* ---- the cells of a town, one function each ----------------------------------------------------------------- */

/* Identifiers for programs, words for people. */
static const char *pick(const struct pl_doc *doc, const char *id, struct pl_text2 words)
{
    return doc->dialect->is_canonical ? id : pl_text_in(doc->knowledge, words, doc->language);
}

static const char *id_of(const struct pl_doc *doc, pl_str id)
{
    return pl_text(doc->knowledge, id);
}

static void say_source(struct pl_doc *doc, const struct pl_summary_town *town)
{
    pl_doc_cell(doc, town->source);
}
static void say_outcome(struct pl_doc *doc, const struct pl_summary_town *town)
{
    static const enum pl_label labels[] = {[PL_OUTCOME_DONE] = PL_L_OUTCOME_DONE,
                                           [PL_OUTCOME_UNCHANGED] = PL_L_OUTCOME_UNCHANGED,
                                           [PL_OUTCOME_ERRORS] = PL_L_OUTCOME_ERRORS,
                                           [PL_OUTCOME_UNREADABLE] = PL_L_OUTCOME_UNREADABLE,
                                           [PL_OUTCOME_NOT_WRITTEN] = PL_L_OUTCOME_NOT_WRITTEN};
    pl_doc_cell(doc, pick(doc, pl_outcome_words[town->outcome], doc->knowledge->labels[labels[town->outcome]]));
}
static void say_name(struct pl_doc *doc, const struct pl_summary_town *town)
{
    pl_doc_cell(doc, town->name);
}
static void say_code(struct pl_doc *doc, const struct pl_summary_town *town)
{
    pl_doc_cell(doc, town->code);
}
static void say_department(struct pl_doc *doc, const struct pl_summary_town *town)
{
    pl_doc_cell(doc, town->department);
}

static void say_kind(struct pl_doc *doc, const struct pl_summary_town *town)
{
    const struct pl_field *field = &doc->knowledge->fields[doc->knowledge->facts[PL_FACT_KIND]];
    int64_t said = town->gist->numbers[PL_GIST_KIND];
    uint32_t position = (uint32_t)said;
    pl_doc_cell(doc, said == PL_UNSAID ? ""
                     : doc->dialect->is_canonical
                         ? pl_field_value_id(doc->knowledge, field, position)
                         : pl_field_value_label(doc->knowledge, field, position, doc->language));
}

static void say_number(struct pl_doc *doc, int64_t number)
{
    if (number != PL_UNSAID) {
        pl_doc_cell_number(doc, number);
    } else {
        pl_doc_cell(doc, "");
    }
}

static void say_population(struct pl_doc *doc, const struct pl_summary_town *town)
{
    say_number(doc, town->population);
}

static void say_verdict(struct pl_doc *doc, const struct pl_summary_town *town)
{
    int64_t verdict = town->gist->numbers[PL_GIST_VERDICT];
    pl_doc_cell(doc, pick(doc, pl_verdict_words[verdict], doc->knowledge->labels[pl_verdict_labels[verdict]]));
}

static void say_blockers(struct pl_doc *doc, const struct pl_summary_town *town)
{
    const struct pl_list *findings = &town->gist->lists[PL_GIST_FINDINGS];
    const char **items = pl_arena_array(doc->arena, (size_t)findings->count + 1, sizeof *items);
    uint32_t count = 0;
    for (uint32_t i = 0; i < findings->count; i++) {
        const struct pl_rule *rule = &doc->knowledge->rules[findings->items[i]];
        if (rule->concludes == PL_BLOCKER) {
            items[count++] = pick(doc, id_of(doc, rule->id), rule->text);
        }
    }
    pl_doc_cell_list(doc, items, count);
}

static void say_platforms(struct pl_doc *doc, const struct pl_gist *gist, bool now)
{
    const struct pl_list *choices = &gist->lists[PL_GIST_CHOICES];
    const char **items = pl_arena_array(doc->arena, (size_t)choices->count + 1, sizeof *items);
    uint32_t count = 0;
    for (uint32_t i = 0; i < choices->count; i++) {
        struct pl_gist_choice choice = pl_gist_choice(choices->items[i]);
        if (now ? choice.now : choice.later) {
            const struct pl_platform *platform = &doc->knowledge->platforms[choice.platform];
            items[count++] = pick(doc, id_of(doc, platform->id), platform->name);
        }
    }
    pl_doc_cell_list(doc, items, count);
}
static void say_platforms_now(struct pl_doc *doc, const struct pl_summary_town *town)
{
    say_platforms(doc, town->gist, true);
}
static void say_platforms_later(struct pl_doc *doc, const struct pl_summary_town *town)
{
    say_platforms(doc, town->gist, false);
}

/* Hours, to the tenth, that the slowest message of a class waits; nothing if some delay is not known. */
static void say_worst(struct pl_doc *doc, int64_t minutes)
{
    if (minutes != PL_UNSAID) {
        pl_doc_cell_tenths(doc, (minutes + 3) / 6);
    } else {
        pl_doc_cell(doc, "");
    }
}
static void say_worst_routine(struct pl_doc *doc, const struct pl_summary_town *town)
{
    say_worst(doc, town->gist->numbers[PL_GIST_ROUTINE]);
}
static void say_worst_urgent(struct pl_doc *doc, const struct pl_summary_town *town)
{
    say_worst(doc, town->gist->numbers[PL_GIST_URGENT]);
}

static void say_hours_needed(struct pl_doc *doc, const struct pl_summary_town *town)
{
    say_number(doc, town->gist->numbers[PL_GIST_NEEDED]);
}
static void say_hours_available(struct pl_doc *doc, const struct pl_summary_town *town)
{
    say_number(doc, town->gist->numbers[PL_GIST_AVAILABLE]);
}

static void say_missing(struct pl_doc *doc, const struct pl_summary_town *town)
{
    say_number(doc, pl_gist_missing(town->gist));
}

/* Done or verified. */
static void say_steps_done(struct pl_doc *doc, const struct pl_summary_town *town)
{
    const struct pl_list *progress = &town->gist->lists[PL_GIST_PROGRESS];
    int64_t done = 0;
    for (uint32_t i = 0; i < progress->count; i++) {
        uint32_t state = pl_gist_progress(progress->items[i]).state;
        done += state == PL_STEP_DONE || state == PL_STEP_VERIFIED;
    }
    pl_doc_cell_number(doc, done);
}

static void say_until(struct pl_doc *doc, const struct pl_summary_town *town)
{
    pl_doc_cell_date(doc, town->gist->numbers[PL_GIST_UNTIL]);
}

static void say_first_step(struct pl_doc *doc, const struct pl_summary_town *town)
{
    const struct pl_list *steps = &town->gist->lists[PL_GIST_STEPS];
    const struct pl_rule *rule = steps->count == 0 ? NULL : &doc->knowledge->rules[steps->items[0]];
    pl_doc_cell(doc, rule == NULL ? "" : pick(doc, id_of(doc, rule->id), rule->title));
}

static void say_first_question(struct pl_doc *doc, const struct pl_summary_town *town)
{
    const struct pl_knowledge *k = doc->knowledge;
    int64_t question = town->gist->numbers[PL_GIST_QUESTION];
    struct pl_buffer *text = pl_doc_scratch(doc);
    if (question != PL_UNSAID && doc->dialect->is_canonical) {
        pl_buffer_add_text(text, id_of(doc, k->fields[question].id));
    } else if (question != PL_UNSAID) {
        pl_say_asked(text, k, (uint32_t)question, &k->fields[town->gist->numbers[PL_GIST_ASKED]], doc->language);
    }
    pl_doc_cell(doc, pl_buffer_text(text));
}

static const struct column {
    const char *id;
    void (*say)(struct pl_doc *doc, const struct pl_summary_town *town); /* writes one cell; NULL: the reports */
    enum pl_label label;
    bool without_plan; /* it has a value even for a town that could not be planned */
} columns[] = {
    {"source", say_source, PL_L_SUMMARY_SOURCE, true},
    {"report", NULL, PL_L_SUMMARY_REPORT, true}, /* which knows the folder */
    {"outcome", say_outcome, PL_L_SUMMARY_OUTCOME, true},
    {"name", say_name, PL_L_SUMMARY_NAME, false},
    {"code", say_code, PL_L_SUMMARY_CODE, false},
    {"department", say_department, PL_L_SUMMARY_DEPARTMENT, false},
    {"kind", say_kind, PL_L_SUMMARY_KIND, false},
    {"population", say_population, PL_L_SUMMARY_POPULATION, false},
    {"verdict", say_verdict, PL_L_SUMMARY_VERDICT, false},
    {"blockers", say_blockers, PL_L_SUMMARY_BLOCKERS, false},
    {"platforms_now", say_platforms_now, PL_L_SUMMARY_NOW, false},
    {"platforms_later", say_platforms_later, PL_L_SUMMARY_LATER, false},
    {"routine_worst_hours", say_worst_routine, PL_L_SUMMARY_ROUTINE, false},
    {"urgent_worst_hours", say_worst_urgent, PL_L_SUMMARY_URGENT, false},
    {"hours_needed", say_hours_needed, PL_L_SUMMARY_NEEDED, false},
    {"hours_available", say_hours_available, PL_L_SUMMARY_AVAILABLE, false},
    {"first_step", say_first_step, PL_L_SUMMARY_STEP, false},
    {"first_question", say_first_question, PL_L_SUMMARY_QUESTION, false},
    {"hours_missing", say_missing, PL_L_SUMMARY_MISSING, false},
    {"steps_done", say_steps_done, PL_L_SUMMARY_STEPS_DONE, false},
    {"valid_until", say_until, PL_L_SUMMARY_UNTIL, false},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* ---- rows ------------------------------------------------------------------------------------------------ */

static void start_rows(struct pl_summary *summary)
{
    struct pl_doc *doc = &summary->doc;
    const char *titles[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++) {
        titles[i] = pick(doc, columns[i].id, doc->knowledge->labels[columns[i].label]);
    }
    pl_doc_table_titles(doc, pl_doc_label(doc, PL_L_SUMMARY_TITLE), titles, COLUMNS);
}

static void add_row(struct pl_summary *summary, const struct pl_summary_town *town)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        if (columns[i].say == NULL) {
            pl_say_reports(&summary->doc, town, summary->folder);
        } else if (town->gist != NULL || columns[i].without_plan) {
            columns[i].say(&summary->doc, town);
        } else {
            pl_doc_cell(&summary->doc, "");
        }
    }
}

struct pl_summary *pl_summary_new(const struct pl_knowledge *k, enum pl_summary_format format, int64_t today,
                                  const struct pl_report_options *options, const char *folder, struct pl_buffer *out)
{
    struct pl_summary *summary = pl_must_alloc(sizeof *summary);
    *summary = (struct pl_summary){.options = *options,
                                   .folder = folder,
                                   .overview = formats[format].has_overview ? pl_overview_new(k, folder) : NULL,
                                   .is_page = format == PL_SUMMARY_HTML};
    struct pl_doc *doc = &summary->doc;
    pl_doc_init_bare(doc, formats[format].dialect, k, today, &summary->options, out);
    pl_doc_heading(doc, 0, PL_L_SUMMARY_TITLE);
    if (!summary->is_page) {
        start_rows(summary);
    }
    if (formats[format].streams) {
        doc->streams = true;
        doc->arena = &summary->row;
    }
    return summary;
}

void pl_summary_add(struct pl_summary *summary, const struct pl_summary_town *town)
{
    if (!summary->is_page) {
        add_row(summary, town);
    }
    pl_arena_reset(&summary->row);
    if (summary->overview != NULL) {
        pl_overview_add(summary->overview, town);
    }
}

/* A page begins with what is common, and ends with its towns. */
static void write_page(struct pl_summary *summary)
{
    struct pl_doc *doc = &summary->doc;
    const struct pl_overview *overview = summary->overview;
    uint32_t count = pl_overview_count(overview);
    uint32_t planned = 0;
    for (uint32_t i = 0; i < count; i++) {
        planned += pl_overview_town(overview, i)->gist != NULL;
    }
    pl_doc_say(doc, PL_L_OVERVIEW_LEAD, pl_doc_number(doc, count), pl_doc_number(doc, planned), NULL);
    pl_overview_write(overview, doc);
    if (count > ROWS_MAX) {
        pl_overview_write_towns(overview, doc);
        pl_doc_section(doc, "faults", pl_doc_label(doc, PL_L_OVERVIEW_FAULTS));
    } else {
        pl_doc_section(doc, "towns", pl_doc_label(doc, PL_L_OVERVIEW_TOWNS));
    }
    start_rows(summary);
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_summary_town *town = pl_overview_town(overview, i);
        if (count <= ROWS_MAX || town->gist == NULL) {
            add_row(summary, town);
        }
    }
    pl_doc_end(doc);
}

void pl_summary_end(struct pl_summary *summary)
{
    struct pl_doc *doc = &summary->doc;
    pl_doc_end(doc);
    doc->arena = &doc->own; /* what comes now is held until it is written */
    if (summary->is_page) {
        write_page(summary);
    } else if (summary->overview != NULL) {
        pl_buffer_add_text(doc->out, doc->streams && doc->out->length < 2
                                         ? "\n"
                                         : ""); /* the rows before have gone: a heading cannot see them */
        doc->streams = false;
        pl_overview_write(summary->overview, doc);
    }
    pl_overview_free(summary->overview);
    pl_doc_finish(doc);
    pl_arena_done(&summary->row);
    free(summary);
}
