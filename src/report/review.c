/* SPDX-License-Identifier: MIT
 * See review.h. First what a page holds: how many of each kind, and the first of them by name; then a table of all,
 * with its causes.
 */
#include "report/review.h"

#include <string.h>

#include "model/schedule.h"
#include "report/compare_causes.h"
#include "report/sections.h"

enum { NAMED = 3 }; /* of a kind, before the table */

static const struct {
    enum pl_label head, word;
} kinds[] = {
    [PL_REVIEW_DONE] = {PL_L_REVIEW_KIND_DONE, PL_L_REVIEW_DONE},
    [PL_REVIEW_LATE] = {PL_L_REVIEW_KIND_LATE, PL_L_REVIEW_LATE},
    [PL_REVIEW_UNDER_WAY] = {PL_L_REVIEW_KIND_UNDER_WAY, PL_L_REVIEW_UNDER_WAY},
    [PL_REVIEW_NEW] = {PL_L_REVIEW_KIND_NEW, PL_L_REVIEW_NEW},
    [PL_REVIEW_GONE] = {PL_L_REVIEW_KIND_GONE, PL_L_REVIEW_GONE},
    [PL_REVIEW_DROPPED] = {PL_L_REVIEW_KIND_DROPPED, PL_L_REVIEW_DROPPED},
    [PL_REVIEW_MOVED] = {PL_L_REVIEW_KIND_MOVED, PL_L_REVIEW_MOVED},
};

struct reviewed {
    struct pl_collation collation;
    const struct pl_review *review;
};

static uint32_t item_of(const struct pl_review_item *item)
{
    return item->difference.items[item->difference.items[PL_AFTER] == PL_NONE ? PL_BEFORE : PL_AFTER];
}

static const char *decision_on(struct reviewed *reviewed, const struct pl_review_item *item, uint32_t side)
{
    return pl_doc_label(&reviewed->collation.doc, item->set_aside[side] ? PL_L_DECISION_SET_ASIDE
                                                  : item->decisions[side] == PL_DECISIONS
                                                      ? PL_L_REVIEW_NO_DECISION
                                                      : pl_decision_labels[item->decisions[side]]);
}

/* A step by its title; a platform with both decisions. */
static const char *name_of(struct reviewed *reviewed, const struct pl_review_item *item)
{
    struct pl_doc *doc = &reviewed->collation.doc;
    if (item->difference.kind == PL_DIFFERENT_STEP) {
        uint32_t step = item->progress != NULL ? pl_position(doc->knowledge, PL_TO_RULE, item->progress->step->text)
                                               : item_of(item);
        return pl_doc_fill(doc, doc->knowledge->rules[step].title);
    }
    const char *name = item->other != NULL ? item->other->name : pl_doc_platform_name(doc, item_of(item));
    return pl_doc_format(doc, PL_L_REVIEW_FROM_TO, name, decision_on(reviewed, item, PL_BEFORE),
                         decision_on(reviewed, item, PL_AFTER));
}

/* The step that a late one still waits for, as today's plan has it; NULL: none. */
static const char *awaited(struct reviewed *reviewed, const struct pl_review_item *item)
{
    struct pl_doc *doc = &reviewed->collation.doc;
    const struct pl_plan *plan = doc->plan;
    struct pl_list numbers = pl_plan_numbers_before(plan, item_of(item));
    for (uint32_t i = 0; i < numbers.count; i++) {
        uint32_t rank = numbers.items[i] - 1;
        if (!plan->spans[rank].put_off) {
            return pl_doc_fill(doc, doc->knowledge->rules[plan->steps.items[rank]].title);
        }
    }
    return NULL;
}

static const char *cause_of(struct reviewed *reviewed, const struct pl_review_item *item)
{
    struct pl_doc *doc = &reviewed->collation.doc;
    bool started = item->progress != NULL && pl_cell_choice(item->progress->state) == PL_STEP_STARTED;
    enum pl_label label = PL_L_REVIEW_WHY_KNOWLEDGE;
    switch (item->kind) {
    case PL_REVIEW_DONE:
        label = PL_L_REVIEW_WHY_DONE;
        break;
    case PL_REVIEW_LATE:
        if (!started && awaited(reviewed, item) != NULL) {
            return pl_doc_format(doc, PL_L_REVIEW_WHY_WAITS, awaited(reviewed, item), NULL, NULL);
        }
        label = started ? PL_L_REVIEW_WHY_LATE_STARTED : PL_L_REVIEW_WHY_LATE;
        break;
    case PL_REVIEW_UNDER_WAY:
        label = PL_L_REVIEW_WHY_STARTED;
        break;
    case PL_REVIEW_DROPPED:
        label = PL_L_REVIEW_WHY_DROPPED;
        break;
    case PL_REVIEW_NEW:
    case PL_REVIEW_GONE:
    case PL_REVIEW_MOVED:
    case PL_REVIEW_KINDS:
        if (item->difference.causes_count > 0) {
            return pl_doc_causes(&reviewed->collation, &item->difference);
        }
        label = item->by_knowledge ? label : PL_L_REVIEW_WHY_DAY;
        break;
    }
    const char *note = item->progress == NULL ? NULL : item->progress->note->text;
    return note == NULL ? pl_doc_label(doc, label)
                        : pl_doc_format(doc, PL_L_REVIEW_WHY_NOTE, pl_doc_label(doc, label), note, NULL);
}

/* "**Late (2)** – Write the strategy (by 24 days); …" */
static void say_kind(struct reviewed *reviewed, enum pl_review_kind kind)
{
    struct pl_doc *doc = &reviewed->collation.doc;
    const struct pl_review *review = reviewed->review;
    struct pl_buffer names = {0};
    uint32_t named = 0;
    for (uint32_t i = 0; i < review->count && named < NAMED; i++) {
        const struct pl_review_item *item = &review->items[i];
        if (item->kind == kind) {
            const char *name = name_of(reviewed, item);
            const char *days = pl_doc_number(doc, item->late);
            pl_buffer_add_text(&names, named++ > 0 ? (doc->language == PL_FR ? " ; " : "; ") : "");
            pl_buffer_add_text(
                &names, item->late == 0 ? name
                                        : pl_doc_format(doc, item->late == 1 ? PL_L_REVIEW_BY_DAY : PL_L_REVIEW_BY_DAYS,
                                                        name, days, NULL));
        }
    }
    if (review->counts[kind] > named) {
        pl_buffer_add_text(&names, ", ");
        pl_buffer_add_text(&names, pl_doc_format(doc, PL_L_REVIEW_OTHERS,
                                                 pl_doc_number(doc, review->counts[kind] - named), NULL, NULL));
    }
    pl_doc_item(doc, 0);
    pl_doc_bold(doc, pl_doc_format(doc, kinds[kind].head, pl_doc_number(doc, review->counts[kind]), NULL, NULL));
    pl_doc_join(doc, " – ");
    pl_doc_text(doc, pl_buffer_text(&names));
    pl_doc_item_end(doc);
    pl_buffer_done(&names);
}

static void say_page(struct reviewed *reviewed)
{
    static const enum pl_label verdicts[] = {[PL_NOT_YET] = PL_L_VERDICT_NOT_YET,
                                             [PL_CONDITIONAL] = PL_L_VERDICT_CONDITIONAL,
                                             [PL_READY] = PL_L_VERDICT_READY,
                                             [PL_VERDICT_UNKNOWN] = PL_L_VERDICT_UNKNOWN};
    struct pl_doc *doc = &reviewed->collation.doc;
    const struct pl_review *review = reviewed->review;
    const struct pl_plan *const *plans = review->comparison->plans;
    pl_doc_heading_text(doc, 0,
                        pl_doc_format(doc, PL_L_REVIEW_TITLE, pl_plan_text(plans[PL_AFTER], PL_FACT_NAME),
                                      pl_doc_date(doc, plans[PL_AFTER]->today),
                                      pl_doc_date(doc, plans[PL_BEFORE]->today)));
    if (review->count == 0) {
        pl_doc_say(doc, PL_L_REVIEW_NOTHING, NULL, NULL, NULL);
    }
    for (uint32_t kind = 0; kind < PL_REVIEW_KINDS; kind++) {
        if (review->counts[kind] > 0) {
            say_kind(reviewed, (enum pl_review_kind)kind);
        }
    }
    pl_doc_end(doc);
    if (review->to_come > 0) {
        pl_doc_say(doc, PL_L_REVIEW_TO_COME, pl_doc_number(doc, review->to_come), NULL, NULL);
    }
    if (plans[PL_BEFORE]->verdict != plans[PL_AFTER]->verdict) {
        pl_doc_say(doc, PL_L_REVIEW_VERDICT, pl_doc_label(doc, verdicts[plans[PL_BEFORE]->verdict]),
                   pl_doc_label(doc, verdicts[plans[PL_AFTER]->verdict]), NULL);
    }
    if (review->adopted != NULL && !review->adopted->same_knowledge) {
        pl_doc_say(doc, PL_L_REVIEW_KNOWLEDGE, NULL, NULL, NULL);
    }
}

static void cell_day(struct pl_doc *doc, int64_t day)
{
    if (day < 0) {
        pl_doc_cell(doc, "");
    } else {
        pl_doc_cell_date(doc, day);
    }
}

static void say_table(struct reviewed *reviewed)
{
    static const enum pl_label columns[] = {PL_L_REVIEW_COLUMN_KIND, PL_L_REVIEW_COLUMN_WHAT, PL_L_REVIEW_COLUMN_DUE,
                                            PL_L_REVIEW_COLUMN_DAY,  PL_L_REVIEW_COLUMN_LATE, PL_L_COLUMN_WHY};
    struct pl_doc *doc = &reviewed->collation.doc;
    pl_doc_table(doc, pl_doc_label(doc, PL_L_REVIEW_TABLE), columns, sizeof columns / sizeof *columns);
    doc->table.id = "review";
    for (uint32_t i = 0; i < reviewed->review->count; i++) {
        const struct pl_review_item *item = &reviewed->review->items[i];
        pl_doc_cell(doc, pl_doc_label(doc, kinds[item->kind].word));
        pl_doc_cell(doc, name_of(reviewed, item));
        cell_day(doc, item->due);
        cell_day(doc, item->day);
        if (item->late > 0) {
            pl_doc_cell_number(doc, item->late);
        } else {
            pl_doc_cell(doc, "");
        }
        pl_doc_cell(doc, cause_of(reviewed, item));
    }
    pl_doc_end(doc);
}

void pl_write_review(const struct pl_review_format *format, const struct pl_review *review,
                     const struct pl_report_options *options, struct pl_buffer *out)
{
    if (format->write != NULL) {
        format->write(review, options, out);
        return;
    }
    struct reviewed reviewed = {.review = review};
    struct pl_doc *doc = &reviewed.collation.doc;
    pl_collation_init(&reviewed.collation, format->dialect, review->comparison, options, out);
    reviewed.collation.mode = PL_BY_REVIEW;
    doc->plan = review->comparison->plans[PL_AFTER];
    doc->today = doc->plan->today;
    if (!format->dialect->is_data) {
        say_page(&reviewed);
    }
    say_table(&reviewed);
    pl_doc_finish(doc);
}

const struct pl_review_format pl_review_formats[] = {
    {"md", &pl_dialect_markdown, NULL},   {"html", &pl_dialect_html, NULL}, {"docx", &pl_dialect_docx, NULL},
    {"json", NULL, pl_write_review_json}, {"csv", &pl_dialect_csv, NULL},   {"csv-fr", &pl_dialect_csv_french, NULL},
    {"ics", NULL, pl_write_review_ics},   {"xlsx", &pl_dialect_xlsx, NULL}, {NULL, NULL, NULL},
};

/* ---- how far the steps have come -------------------------------------------------------------------------------- */

static void say_step(struct pl_doc *doc, uint32_t rule, uint32_t rank)
{
    const struct pl_knowledge *k = doc->knowledge;
    const struct pl_plan *plan = doc->plan;
    const struct pl_progress *progress = pl_profile_progress(plan->profile, pl_text(k, k->rules[rule].id));
    const struct pl_field *states = &k->fields[k->facts[PL_FACT_PROGRESS_STATE]];
    pl_doc_cell_code(doc, pl_text(k, k->rules[rule].id));
    pl_doc_cell(doc, pl_doc_fill(doc, k->rules[rule].title));
    pl_doc_cell(doc, progress == NULL
                         ? pl_doc_label(doc, PL_L_PROGRESS_NONE)
                         : pl_field_value_label(k, states, pl_cell_choice(progress->state), doc->language));
    cell_day(doc, progress == NULL ? -1 : pl_progress_day(progress));
    cell_day(doc, rank != PL_NONE && pl_span_is_dated(&plan->spans[rank]) ? plan->spans[rank].last : -1);
}

void pl_write_progress(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_IDENTIFIER, PL_L_COLUMN_ACTION, PL_L_PROGRESS_STATE,
                                            PL_L_REVIEW_COLUMN_SINCE, PL_L_COLUMN_LAST_DAY};
    struct pl_doc doc;
    pl_doc_init(&doc, &pl_dialect_markdown, plan, options, out);
    pl_doc_heading_text(&doc, 0,
                        pl_doc_format(&doc, PL_L_PROGRESS_TITLE, pl_plan_text(plan, PL_FACT_NAME),
                                      pl_doc_date(&doc, plan->today), NULL));
    pl_doc_table(&doc, pl_doc_label(&doc, PL_L_PROGRESS_TABLE), columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        say_step(&doc, plan->steps.items[i], i);
    }
    for (uint32_t i = 0; i < plan->profile->progress_count; i++) { /* those that the plan no longer has */
        uint32_t rule = pl_position(plan->knowledge, PL_TO_RULE, plan->profile->progress[i].step->text);
        if (!pl_list_has(&plan->steps, rule)) {
            say_step(&doc, rule, PL_NONE);
        }
    }
    pl_doc_end(&doc);
    pl_doc_finish(&doc);
}
