/* SPDX-License-Identifier: MIT
 * Two plans compared, as a short article in Markdown: the verdicts, what changes and why, what stays. The table `parts`
 * is its outline; a part without a difference says nothing, not even its heading.
 */
#include <string.h>

#include "report/compare_causes.h"
#include "report/sections.h"

static bool has(const struct pl_collation *collation, enum pl_difference_kind kind)
{
    for (uint32_t i = 0; i < collation->comparison->differences_count; i++) {
        if (collation->comparison->differences[i].kind == kind) {
            return true;
        }
    }
    return false;
}

/* The name of a side at the head of a line; files and towns are written as they are. */
static const char *head_of(struct pl_collation *collation, uint32_t side)
{
    const char *name = pl_buffer_text(&collation->names[side]);
    if (collation->mode != PL_BY_EDITION) {
        return name;
    }
    return pl_doc_capital(&collation->doc, name);
}

static void say_row_head(struct pl_collation *collation, enum pl_label first)
{
    struct pl_doc *doc = &collation->doc;
    const char *titles[PL_SIDES + 2] = {pl_doc_label(doc, first)};
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        titles[1 + side] = head_of(collation, side);
    }
    titles[PL_SIDES + 1] = pl_doc_label(doc, PL_L_COLUMN_WHY);
    pl_doc_table_titles(doc, "", titles, PL_SIDES + 2);
}

static void say_cause_cell(struct pl_collation *collation, const struct pl_difference *difference)
{
    struct pl_buffer causes = {0};
    pl_say_causes(collation, difference, &causes);
    pl_doc_cell(&collation->doc, pl_buffer_text(&causes));
    pl_buffer_done(&causes);
}

/* ---- platforms ------------------------------------------------------------------------------------------- */

static const struct pl_choice *choice_on(const struct pl_collation *collation, const struct pl_difference *difference,
                                         uint32_t side)
{
    uint32_t platform = difference->items[side];
    return platform == PL_NONE ? NULL : pl_plan_choice(collation->comparison->plans[side], platform);
}

static void say_needs_served(struct pl_collation *collation, uint64_t needs, struct pl_buffer *out)
{
    const struct pl_knowledge *k = collation->doc.knowledge;
    struct pl_buffer names = {0};
    for (uint32_t i = 0; i < k->needs_count; i++) {
        if ((needs >> i & 1) != 0) {
            pl_buffer_add_text(&names, names.length > 0 ? ", " : "");
            pl_buffer_add_text(&names, pl_text_in(k, k->needs[i].label, collation->doc.language));
        }
    }
    const char *const arguments[3] = {names.length > 0 ? names.data : pl_doc_label(&collation->doc, PL_L_NONE)};
    pl_buffer_add_text(out, ". ");
    pl_say_label(out, k, PL_L_WHY_SERVES, collation->doc.language, arguments);
    pl_buffer_done(&names);
}

/* A decision; `in_full`: with what it serves and its condition, since that is what differs. */
static void say_choice(struct pl_collation *collation, const struct pl_plan *plan, const struct pl_choice *choice, bool in_full)
{
    struct pl_doc *doc = &collation->doc;
    struct pl_buffer text = {0};
    if (choice == NULL || choice->entry == PL_NONE) {
        pl_buffer_add_text(&text, pl_doc_label(doc, PL_L_COMPARE_NOT_LISTED));
    } else if (choice->set_aside) {
        pl_buffer_add_text(&text, pl_doc_label(doc, PL_L_DECISION_SET_ASIDE));
    } else {
        pl_buffer_add_text(&text, pl_doc_label(doc, pl_decision_labels[choice->decision]));
        if (pl_decision_acts(choice->decision)) {
            pl_buffer_add_text(&text, ", ");
            pl_buffer_add_text(&text, pl_doc_label(doc, pl_timing_labels[choice->timing]));
        }
        if (in_full) {
            say_needs_served(collation, choice->needs, &text);
            pl_buffer_add_text(&text, choice->provisional ? ". " : "");
            if (choice->provisional) {
                pl_say_reservation(&text, plan, choice, doc->language);
            }
        }
    }
    pl_doc_cell(doc, pl_buffer_text(&text));
    pl_buffer_done(&text);
}

/* Listed on one side only, where nothing called for it: worth a name, not a row. */
static bool is_minor(const struct pl_collation *collation, const struct pl_difference *difference)
{
    const struct pl_choice *before = choice_on(collation, difference, PL_BEFORE);
    const struct pl_choice *after = choice_on(collation, difference, PL_AFTER);
    const struct pl_choice *only = before == NULL ? after : before;
    return (before == NULL) != (after == NULL) && only->entry != PL_NONE && only->decision == PL_DO_NOT_OPEN &&
           only->rule == PL_NONE;
}

static void say_platform_name(struct pl_collation *collation, const struct pl_difference *difference)
{
    struct pl_doc *doc = &collation->doc;
    uint32_t before = difference->items[PL_BEFORE];
    uint32_t after = difference->items[PL_AFTER];
    struct pl_buffer name = {0};
    pl_buffer_add_text(&name, pl_doc_platform_name(doc, before == PL_NONE ? after : before));
    if (before != PL_NONE && after != PL_NONE && before != after) {
        pl_buffer_add_text(&name, ", ");
        pl_buffer_add_text(&name, pl_doc_platform_name(doc, after));
    }
    pl_doc_cell(doc, pl_buffer_text(&name));
    pl_buffer_done(&name);
}

static void say_platform_row(struct pl_collation *collation, const struct pl_difference *difference)
{
    const struct pl_choice *before = choice_on(collation, difference, PL_BEFORE);
    const struct pl_choice *after = choice_on(collation, difference, PL_AFTER);
    bool both = before != NULL && after != NULL && pl_decision_retains(before->decision) &&
                pl_decision_retains(after->decision);
    bool in_full = both && (before->needs != after->needs || before->provisional != after->provisional);
    say_platform_name(collation, difference);
    say_choice(collation, collation->comparison->plans[PL_BEFORE], before, in_full);
    say_choice(collation, collation->comparison->plans[PL_AFTER], after, in_full);
    say_cause_cell(collation, difference);
}

static void say_platform_rows(struct pl_collation *collation)
{
    bool some = false;
    for (uint32_t i = 0; i < collation->comparison->differences_count; i++) {
        const struct pl_difference *difference = &collation->comparison->differences[i];
        if (difference->kind == PL_DIFFERENT_PLATFORM && !is_minor(collation, difference)) {
            if (!some) {
                say_row_head(collation, PL_L_COLUMN_PLATFORM);
            }
            say_platform_row(collation, difference);
            some = true;
        }
    }
}

/* "Only in the catalogue of the 2011 edition …: Viadeo, Picasa." */
static void say_minor_platforms(struct pl_collation *collation, uint32_t side)
{
    struct pl_doc *doc = &collation->doc;
    struct pl_buffer names = {0};
    for (uint32_t i = 0; i < collation->comparison->differences_count; i++) {
        const struct pl_difference *difference = &collation->comparison->differences[i];
        if (difference->kind == PL_DIFFERENT_PLATFORM && is_minor(collation, difference) &&
            difference->items[side] != PL_NONE) {
            const struct pl_platform *platform = &doc->knowledge->platforms[difference->items[side]];
            pl_buffer_add_text(&names, names.length > 0 ? ", " : "");
            pl_buffer_add_text(&names, pl_text_in(doc->knowledge, platform->name, doc->language));
        }
    }
    if (names.length > 0) {
        pl_doc_say(doc, PL_L_COMPARE_ONLY_LISTED, pl_buffer_text(&collation->years[side]), names.data, NULL);
    }
    pl_buffer_done(&names);
}

static void say_minor_fates(struct pl_collation *collation)
{
    struct pl_doc *doc = &collation->doc;
    bool some = false;
    for (uint32_t i = 0; i < collation->comparison->differences_count; i++) {
        const struct pl_difference *difference = &collation->comparison->differences[i];
        bool told = difference->kind == PL_DIFFERENT_PLATFORM && difference->causes[0].kind == PL_CAUSE_CATALOGUE &&
                    difference->causes[0].related != PL_NONE;
        if (!told || !is_minor(collation, difference)) {
            continue;
        }
        if (!some) {
            pl_doc_say(doc, PL_L_COMPARE_FATES, NULL, NULL, NULL);
            some = true;
        }
        const struct pl_became *became = &doc->knowledge->became[difference->causes[0].related];
        pl_doc_item(doc, 0);
        pl_doc_bold(doc, pl_doc_platform_name(doc, became->platform));
        pl_doc_raw(doc, " – ");
        pl_doc_text(doc, pl_text_in(doc->knowledge, became->text, doc->language));
        pl_doc_line_end(doc);
    }
}

static void say_platforms(struct pl_collation *collation, enum pl_difference_kind kind)
{
    (void)kind;
    say_platform_rows(collation);
    say_minor_platforms(collation, PL_AFTER);
    say_minor_platforms(collation, PL_BEFORE);
    say_minor_fates(collation);
}

/* ---- rules ----------------------------------------------------------------------------------------------- */

/* On which side the plan says more of a rule: one that is followed goes before one set aside, that before none. */
static uint32_t side_of(const struct pl_collation *collation, const struct pl_difference *difference)
{
    static const uint32_t weights[] = {
        [PL_ABSENT] = 0, [PL_STANDS_NOT] = 0, [PL_STANDS_UNKNOWN] = 0, [PL_STANDS] = 2, [PL_STANDS_ASIDE] = 1};
    uint32_t weight[PL_SIDES];
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        uint32_t rule = difference->items[side];
        weight[side] = rule == PL_NONE ? 0 : weights[pl_plan_standing(collation->comparison->plans[side], rule)];
    }
    return weight[PL_AFTER] > weight[PL_BEFORE] ? PL_AFTER : PL_BEFORE;
}

static void say_rule(struct pl_collation *collation, const struct pl_difference *difference, uint32_t side)
{
    struct pl_doc *doc = &collation->doc;
    const struct pl_rule *rule = &doc->knowledge->rules[difference->items[side]];
    struct pl_buffer text = {0};
    pl_say_text(&text, collation->comparison->plans[side], rule->title.in[PL_FR] != 0 ? rule->title : rule->text,
                doc->language);
    size_t length = text.length;
    bool ended = length > 0 && strchr(".!?", text.data[length - 1]) != NULL;
    pl_buffer_add_text(&text, ended ? "" : ".");
    pl_doc_item(doc, 0);
    pl_doc_bold(doc, pl_buffer_text(&text));
    pl_buffer_clear(&text);
    pl_say_causes(collation, difference, &text);
    pl_doc_raw(doc, " ");
    pl_doc_text(doc, pl_buffer_text(&text));
    pl_doc_line_end(doc);
    pl_buffer_done(&text);
}

static void say_rules(struct pl_collation *collation, enum pl_difference_kind kind)
{
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        bool some = false;
        for (uint32_t i = 0; i < collation->comparison->differences_count; i++) {
            const struct pl_difference *difference = &collation->comparison->differences[i];
            if (difference->kind != kind || side_of(collation, difference) != side) {
                continue;
            }
            if (!some) {
                pl_doc_say(&collation->doc, pl_only_labels[collation->mode], pl_only_name(collation, side), NULL, NULL);
                some = true;
            }
            say_rule(collation, difference, side);
        }
    }
}

/* ---- tables of states ------------------------------------------------------------------------------------ */

static void say_need_cells(struct pl_collation *collation, const struct pl_difference *difference)
{
    struct pl_doc *doc = &collation->doc;
    uint32_t need = difference->items[PL_AFTER];
    pl_say_capitalised(pl_doc_scratch(doc),
                       pl_text_in(doc->knowledge, doc->knowledge->needs[need].label, doc->language));
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        const struct pl_plan *plan = collation->comparison->plans[side];
        enum pl_label label = plan->needs[need] == PL_TRUE      ? pl_degree_labels[plan->degrees[need]]
                              : plan->needs[need] == PL_UNKNOWN ? PL_L_IS_UNKNOWN
                                                                : PL_L_NONE;
        pl_doc_cell(doc, pl_doc_label(doc, label));
    }
}

static void say_duty_cells(struct pl_collation *collation, const struct pl_difference *difference)
{
    static const enum pl_label labels[] = {[PL_ABSENT] = PL_L_NOTHING,
                                           [PL_STANDS_NOT] = PL_L_NO,
                                           [PL_STANDS_UNKNOWN] = PL_L_TO_CHECK,
                                           [PL_STANDS] = PL_L_YES,
                                           [PL_STANDS_ASIDE] = PL_L_DECISION_SET_ASIDE};
    struct pl_doc *doc = &collation->doc;
    uint32_t side_said = difference->items[PL_AFTER] == PL_NONE ? PL_BEFORE : PL_AFTER;
    uint32_t rule = difference->items[side_said];
    pl_say_text(pl_doc_scratch(doc), collation->comparison->plans[side_said], doc->knowledge->rules[rule].title,
                doc->language);
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        pl_doc_cell(doc, pl_doc_label(doc, labels[pl_plan_standing(collation->comparison->plans[side], rule)]));
    }
}

static void say_delay_cells(struct pl_collation *collation, const struct pl_difference *difference)
{
    struct pl_doc *doc = &collation->doc;
    const struct pl_field *classes = &doc->knowledge->fields[doc->knowledge->facts[PL_FACT_STEP_FOR]];
    uint32_t class =
        difference->items[PL_AFTER] == PL_NONE ? difference->items[PL_BEFORE] : difference->items[PL_AFTER];
    pl_say_capitalised(pl_doc_scratch(doc), pl_field_value_label(doc->knowledge, classes, class, doc->language));
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        const struct pl_class *state =
            difference->items[side] == PL_NONE ? NULL : &collation->comparison->plans[side]->classes[class];
        struct pl_buffer median = {0};
        struct pl_buffer worst = {0};
        pl_buffer_clear(&doc->scratch);
        if (state != NULL) {
            pl_say_wait(doc, state, state->now.median, &median);
            pl_say_wait(doc, state, state->now.worst, &worst);
            const char *const arguments[3] = {pl_buffer_text(&median), pl_buffer_text(&worst), NULL};
            pl_say_label(pl_doc_scratch(doc), doc->knowledge, PL_L_COMPARE_DELAY, doc->language, arguments);
        }
        pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        pl_buffer_done(&median);
        pl_buffer_done(&worst);
    }
}

static const struct table {
    enum pl_difference_kind kind;
    enum pl_label column;
    void (*say_cells)(struct pl_collation *collation, const struct pl_difference *difference);
} tables[] = {
    {PL_DIFFERENT_NEED, PL_L_COLUMN_NEED, say_need_cells},
    {PL_DIFFERENT_DUTY, PL_L_COLUMN_DUTY, say_duty_cells},
    {PL_DIFFERENT_DELAY, PL_L_COLUMN_CLASS, say_delay_cells},
};

static void say_table(struct pl_collation *collation, enum pl_difference_kind kind)
{
    const struct table *table = tables;
    while (table->kind != kind) {
        table++;
    }
    say_row_head(collation, table->column);
    for (uint32_t i = 0; i < collation->comparison->differences_count; i++) {
        if (collation->comparison->differences[i].kind == kind) {
            table->say_cells(collation, &collation->comparison->differences[i]);
            say_cause_cell(collation, &collation->comparison->differences[i]);
        }
    }
}

static void say_hours_of(struct pl_collation *collation, uint32_t side, struct pl_buffer *out)
{
    struct pl_doc *doc = &collation->doc;
    const char *const arguments[3] = {
        pl_doc_number(doc, pl_plan_hours(collation->comparison->plans[side], PL_NONE)),
        pl_buffer_text(&collation->names[side]), NULL};
    pl_say_label(out, doc->knowledge, PL_L_COMPARE_HOURS_OF, doc->language, arguments);
}

static void say_hours(struct pl_collation *collation, enum pl_difference_kind kind)
{
    struct pl_buffer hours[PL_SIDES] = {{0}, {0}};
    struct pl_buffer causes = {0};
    say_hours_of(collation, PL_BEFORE, &hours[PL_BEFORE]);
    say_hours_of(collation, PL_AFTER, &hours[PL_AFTER]);
    pl_doc_say(&collation->doc, PL_L_COMPARE_HOURS, pl_buffer_text(&hours[PL_BEFORE]), pl_buffer_text(&hours[PL_AFTER]),
               NULL);
    for (uint32_t i = 0; i < collation->comparison->differences_count; i++) {
        if (collation->comparison->differences[i].kind == kind) {
            pl_say_causes(collation, &collation->comparison->differences[i], &causes);
        }
    }
    pl_doc_paragraph(&collation->doc, pl_buffer_text(&causes));
    pl_buffer_done(&hours[PL_BEFORE]);
    pl_buffer_done(&hours[PL_AFTER]);
    pl_buffer_done(&causes);
}

/* ---- the article ----------------------------------------------------------------------------------------- */

static const struct part {
    enum pl_difference_kind kind;
    enum pl_label heading, same; /* `same`: how what stays of it is called */
    void (*say)(struct pl_collation *collation, enum pl_difference_kind kind);
} parts[] = {
    {PL_DIFFERENT_PLATFORM, PL_L_SECTION_PLATFORMS, PL_L_SAME_PLATFORMS, say_platforms},
    {PL_DIFFERENT_FINDING, PL_L_SECTION_READINESS, PL_L_SAME_FINDINGS, say_rules},
    {PL_DIFFERENT_NEED, PL_L_COMPARE_NEEDS, PL_L_SAME_NEEDS, say_table},
    {PL_DIFFERENT_STEP, PL_L_SECTION_ROADMAP, PL_L_SAME_STEPS, say_rules},
    {PL_DIFFERENT_CONDUCT, PL_L_SECTION_CONDUCT, PL_L_SAME_CONDUCT, say_rules},
    {PL_DIFFERENT_INDICATOR, PL_L_SECTION_INDICATORS, PL_L_SAME_INDICATORS, say_rules},
    {PL_DIFFERENT_DUTY, PL_L_SECTION_LAW, PL_L_SAME_DUTIES, say_table},
    {PL_DIFFERENT_DELAY, PL_L_SECTION_CIRCUIT, PL_L_SAME_DELAYS, say_table},
    {PL_DIFFERENT_HOURS, PL_L_SECTION_MEANS, PL_LABELS, say_hours},
};

static void say_title(struct pl_collation *collation)
{
    struct pl_doc *doc = &collation->doc;
    struct pl_buffer title = {0};
    const char *before = pl_buffer_text(&collation->names[PL_BEFORE]);
    const char *after = pl_buffer_text(&collation->names[PL_AFTER]);
    const char *name = pl_plan_text(collation->comparison->plans[PL_BEFORE], PL_FACT_NAME);
    bool towns = collation->mode == PL_BY_PROFILE && strcmp(name, before) == 0;
    const char *const arguments[3] = {towns ? before : name, towns ? after : before, after};
    pl_say_label(&title, doc->knowledge, towns ? PL_L_COMPARE_TITLE_TOWNS : PL_L_COMPARE_TITLE, doc->language,
                 arguments);
    pl_doc_heading_text(doc, 0, pl_buffer_text(&title));
    pl_buffer_done(&title);
}

static void say_frame(struct pl_collation *collation)
{
    static const enum pl_label labels[] = {[PL_BY_PROFILE] = PL_L_COMPARE_FRAME_PROFILES,
                                           [PL_BY_EDITION] = PL_L_COMPARE_FRAME_EDITIONS,
                                           [PL_BY_DATE] = PL_L_COMPARE_FRAME_DATES};
    struct pl_doc *doc = &collation->doc;
    struct pl_buffer date = {0};
    pl_say_date(&date, collation->comparison->plans[PL_BEFORE]->today, doc->knowledge, doc->language);
    pl_doc_say(doc, labels[collation->mode], date.data, pl_buffer_text(&collation->years[PL_BEFORE]), NULL);
    pl_buffer_done(&date);
}

static enum pl_label verdict_on(const struct pl_collation *collation, uint32_t side)
{
    static const enum pl_label labels[] = {[PL_NOT_YET] = PL_L_VERDICT_NOT_YET,
                                           [PL_CONDITIONAL] = PL_L_VERDICT_CONDITIONAL,
                                           [PL_READY] = PL_L_VERDICT_READY,
                                           [PL_VERDICT_UNKNOWN] = PL_L_VERDICT_UNKNOWN};
    return labels[collation->comparison->plans[side]->verdict];
}

/* "2011 edition – **Not yet.**" */
static void say_verdict(struct pl_collation *collation, uint32_t side)
{
    struct pl_doc *doc = &collation->doc;
    pl_doc_item(doc, 0);
    pl_doc_text(doc, head_of(collation, side));
    pl_doc_raw(doc, " – ");
    pl_doc_bold(doc, pl_doc_label(doc, verdict_on(collation, side)));
    pl_doc_line_end(doc);
}

static void say_verdicts(struct pl_collation *collation)
{
    struct pl_doc *doc = &collation->doc;
    const struct pl_difference *first = collation->comparison->differences;
    if (first->kind != PL_DIFFERENT_VERDICT) {
        pl_doc_text(doc, pl_doc_label(doc, PL_L_COMPARE_VERDICT_SAME));
        pl_doc_raw(doc, " ");
        pl_doc_bold(doc, pl_doc_label(doc, verdict_on(collation, PL_BEFORE)));
        pl_doc_raw(doc, " ");
        return;
    }
    pl_doc_say(doc, PL_L_COMPARE_VERDICT_DIFFERS, NULL, NULL, NULL);
    say_verdict(collation, PL_BEFORE);
    say_verdict(collation, PL_AFTER);
    struct pl_buffer causes = {0};
    pl_say_causes(collation, first, &causes);
    pl_doc_blank(doc);
    pl_doc_say(doc, PL_L_COMPARE_VERDICT_WHY, pl_buffer_text(&causes), NULL, NULL);
    pl_buffer_done(&causes);
}

static void say_count(struct pl_collation *collation)
{
    struct pl_doc *doc = &collation->doc;
    uint32_t count = collation->comparison->differences_count;
    const char *const arguments[3] = {pl_doc_number(doc, count), NULL, NULL};
    pl_say_label(pl_doc_scratch(doc), doc->knowledge, count == 1 ? PL_L_COMPARE_ONE_POINT : PL_L_COMPARE_POINTS,
                 doc->language, arguments);
    pl_doc_text(doc, pl_buffer_text(&doc->scratch)); /* ends the paragraph of the verdict, where there is one */
    pl_doc_raw(doc, "\n\n");
}

static void say_questions(struct pl_collation *collation)
{
    struct pl_doc *doc = &collation->doc;
    const uint32_t *questions = collation->comparison->questions;
    if (questions[PL_BEFORE] + questions[PL_AFTER] > 0) {
        pl_doc_say(doc, PL_L_COMPARE_QUESTIONS, pl_doc_number(doc, questions[PL_AFTER]),
                   pl_doc_number(doc, questions[PL_BEFORE]), NULL);
    }
}

static void say_what_stays(struct pl_collation *collation)
{
    struct pl_doc *doc = &collation->doc;
    struct pl_buffer list = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        uint32_t count = collation->comparison->unchanged[parts[i].kind];
        if (count > 0 && parts[i].same != PL_LABELS) {
            const char *const arguments[3] = {pl_doc_number(doc, count), NULL, NULL};
            pl_buffer_add_text(&list, list.length > 0 ? ", " : "");
            pl_say_label(&list, doc->knowledge, parts[i].same, doc->language, arguments);
        }
    }
    if (list.length > 0) {
        pl_doc_heading(doc, 1, PL_L_COMPARE_SAME);
        pl_doc_say(doc, PL_L_COMPARE_SAME_LIST, list.data, NULL, NULL);
    }
    pl_buffer_done(&list);
}

static void say_differences(struct pl_collation *collation)
{
    say_verdicts(collation);
    say_count(collation);
    say_questions(collation);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (has(collation, parts[i].kind)) {
            pl_doc_heading(&collation->doc, 1, parts[i].heading);
            parts[i].say(collation, parts[i].kind);
        }
    }
    say_what_stays(collation);
}

void pl_write_comparison(const struct pl_comparison *comparison, const struct pl_report_options *options,
                         struct pl_buffer *out)
{
    struct pl_collation collation;
    pl_collation_init(&collation, comparison, options, out);
    say_title(&collation);
    say_frame(&collation);
    if (comparison->differences_count == 0) {
        pl_doc_say(&collation.doc, PL_L_COMPARE_NOTHING, NULL, NULL, NULL);
        say_questions(&collation);
    } else {
        say_differences(&collation);
    }
    while (out->length >= 2 && memcmp(out->data + out->length - 2, "\n\n", 2) == 0) { /* one line end at the end */
        out->data[--out->length] = '\0';
    }
    pl_collation_done(&collation);
}
