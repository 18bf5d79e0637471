/* SPDX-License-Identifier: MIT
 * Two plans compared, as a short article: the verdicts, what changes and why, what stays. The table `parts` is its
 * outline; a part without a difference says nothing, not even its heading. Written with the blocks of doc.h alone, so
 * in every format that has them.
 */
#include <string.h>

#include "report/compare_causes.h"
#include "report/sections.h"

/* The next difference of a kind, or NULL after the last; the first for NULL. */
static const struct pl_difference *next(const struct pl_collation *collation, enum pl_difference_kind kind,
                                        const struct pl_difference *after)
{
    const struct pl_difference *all = collation->comparison->differences;
    const struct pl_difference *end = all + collation->comparison->differences_count;
    for (const struct pl_difference *found = after == NULL ? all : after + 1; found < end; found++) {
        if (found->kind == kind) {
            return found;
        }
    }
    return NULL;
}

/* The name of a side at the head of a line; files and towns are written as they are. */
static const char *head_of(struct pl_collation *collation, uint32_t side)
{
    return collation->mode == PL_BY_EDITION ? pl_doc_capital(&collation->doc, collation->names[side])
                                            : collation->names[side];
}

/* A table of both sides and why they differ, called as its section is. */
static void begin_table(struct pl_collation *collation, enum pl_label caption, enum pl_label first)
{
    struct pl_doc *doc = &collation->doc;
    const char *const titles[] = {pl_doc_label(doc, first), head_of(collation, PL_BEFORE), head_of(collation, PL_AFTER),
                                  pl_doc_label(doc, PL_L_COLUMN_WHY)};
    pl_doc_table_titles(doc, pl_doc_label(doc, caption), titles, sizeof titles / sizeof *titles);
}

/* Adds to "a, b". */
static void add_name(struct pl_buffer *names, const char *name)
{
    pl_buffer_add_text(names, names->length > 0 ? ", " : "");
    pl_buffer_add_text(names, name);
}

/* ---- platforms ------------------------------------------------------------------------------------------- */

static const struct pl_choice *choice_on(const struct pl_collation *collation, const struct pl_difference *difference,
                                         uint32_t side)
{
    uint32_t platform = difference->items[side];
    return platform == PL_NONE ? NULL : pl_plan_choice(collation->comparison->plans[side], platform);
}

/* A decision; `in_full`: with what it serves and its condition, since that is what differs. */
static void say_choice(struct pl_collation *collation, const struct pl_plan *plan, const struct pl_choice *choice,
                       bool in_full)
{
    struct pl_doc *doc = &collation->doc;
    const struct pl_knowledge *k = doc->knowledge;
    if (choice == NULL || choice->entry == PL_NONE || choice->set_aside) {
        pl_doc_cell(doc, pl_doc_label(doc, choice != NULL && choice->entry != PL_NONE ? PL_L_DECISION_SET_ASIDE
                                                                                      : PL_L_COMPARE_NOT_LISTED));
        return;
    }
    struct pl_buffer text = {0};
    add_name(&text, pl_doc_label(doc, pl_decision_labels[choice->decision]));
    if (pl_decision_acts(choice->decision)) {
        add_name(&text, pl_doc_label(doc, pl_timing_labels[choice->timing]));
    }
    if (in_full) {
        struct pl_buffer needs = {0};
        for (uint32_t i = 0; i < k->needs_count; i++) {
            if ((choice->needs >> i & 1) != 0) {
                add_name(&needs, pl_text_in(k, k->needs[i].label, doc->language));
            }
        }
        pl_buffer_add_text(&text, ". ");
        pl_buffer_add_text(&text,
                           pl_doc_format(doc, PL_L_WHY_SERVES,
                                         needs.length > 0 ? needs.data : pl_doc_label(doc, PL_L_NONE), NULL, NULL));
        pl_buffer_done(&needs);
        if (choice->provisional) {
            pl_buffer_add_text(&text, ". ");
            pl_say_reservation(&text, plan, choice, doc->language);
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

/* "Only in the catalogue of the 2011 edition …: Viadeo, Picasa." */
static void say_minor_platforms(struct pl_collation *collation, uint32_t side)
{
    struct pl_doc *doc = &collation->doc;
    struct pl_buffer names = {0};
    for (const struct pl_difference *at = NULL; (at = next(collation, PL_DIFFERENT_PLATFORM, at)) != NULL;) {
        if (is_minor(collation, at) && at->items[side] != PL_NONE) {
            add_name(&names,
                     pl_text_in(doc->knowledge, doc->knowledge->platforms[at->items[side]].name, doc->language));
        }
    }
    if (names.length > 0) {
        pl_doc_say(doc, PL_L_COMPARE_ONLY_LISTED, collation->years[side], names.data, NULL);
    }
    pl_buffer_done(&names);
}

static void say_platforms(struct pl_collation *collation, enum pl_difference_kind kind)
{
    begin_table(collation, PL_L_SECTION_PLATFORMS, PL_L_COLUMN_PLATFORM);
    for (const struct pl_difference *at = NULL; (at = next(collation, kind, at)) != NULL;) {
        if (!is_minor(collation, at)) {
            struct pl_doc *doc = &collation->doc;
            struct pl_buffer name = {0};
            for (uint32_t side = 0; side < PL_SIDES; side++) { /* both names where it changed */
                uint32_t platform = at->items[side];
                if (platform != PL_NONE && (side == PL_BEFORE || platform != at->items[PL_BEFORE])) {
                    add_name(&name, pl_doc_platform_name(doc, platform));
                }
            }
            pl_doc_cell(doc, pl_buffer_text(&name));
            pl_buffer_done(&name);
            const struct pl_choice *before = choice_on(collation, at, PL_BEFORE);
            const struct pl_choice *after = choice_on(collation, at, PL_AFTER);
            bool both = before != NULL && after != NULL && pl_decision_retains(before->decision) &&
                        pl_decision_retains(after->decision);
            bool in_full = both && (before->needs != after->needs || before->provisional != after->provisional);
            say_choice(collation, collation->comparison->plans[PL_BEFORE], before, in_full);
            say_choice(collation, collation->comparison->plans[PL_AFTER], after, in_full);
            pl_doc_cell(doc, pl_doc_causes(collation, at));
        }
    }
    pl_doc_end(&collation->doc);
    say_minor_platforms(collation, PL_AFTER);
    say_minor_platforms(collation, PL_BEFORE);
    struct pl_doc *doc = &collation->doc;
    bool some = false;
    for (const struct pl_difference *at = NULL; (at = next(collation, PL_DIFFERENT_PLATFORM, at)) != NULL;) {
        if (at->causes[0].kind != PL_CAUSE_CATALOGUE || at->causes[0].related == PL_NONE || !is_minor(collation, at)) {
            continue;
        }
        if (!some) {
            pl_doc_say(doc, PL_L_COMPARE_FATES, NULL, NULL, NULL);
            some = true;
        }
        const struct pl_became *became = &doc->knowledge->became[at->causes[0].related];
        pl_doc_item(doc, 0);
        pl_doc_bold(doc, pl_doc_platform_name(doc, became->platform));
        pl_doc_join(doc, " – ");
        pl_doc_text(doc, pl_text_in(doc->knowledge, became->text, doc->language));
        pl_doc_item_end(doc);
    }
}

/* ---- rules ----------------------------------------------------------------------------------------------- */

static void say_rules(struct pl_collation *collation, enum pl_difference_kind kind)
{
    struct pl_doc *doc = &collation->doc;
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        bool some = false;
        for (const struct pl_difference *at = NULL; (at = next(collation, kind, at)) != NULL;) {
            /* On which side the plan says more of it: one that is followed goes before one set aside, that before none.
             */
            static const uint32_t weights[] = {
                [PL_ABSENT] = 0, [PL_STANDS_NOT] = 0, [PL_STANDS_UNKNOWN] = 0, [PL_STANDS] = 2, [PL_STANDS_ASIDE] = 1};
            uint32_t weight[PL_SIDES];
            for (uint32_t of = 0; of < PL_SIDES; of++) {
                uint32_t rule = at->items[of];
                weight[of] = rule == PL_NONE ? 0 : weights[pl_plan_standing(collation->comparison->plans[of], rule)];
            }
            if ((weight[PL_AFTER] > weight[PL_BEFORE] ? PL_AFTER : PL_BEFORE) != side) {
                continue;
            }
            if (!some) {
                pl_doc_say(doc, pl_only_labels[collation->mode], pl_only_name(collation, side), NULL, NULL);
                some = true;
            }
            const struct pl_rule *rule = &doc->knowledge->rules[at->items[side]];
            struct pl_buffer *text = pl_doc_scratch(doc);
            pl_say_text(text, collation->comparison->plans[side], rule->title.in[PL_FR] != 0 ? rule->title : rule->text,
                        doc->language);
            bool ended = text->length > 0 && strchr(".!?", text->data[text->length - 1]) != NULL;
            pl_buffer_add_text(text, ended ? "" : ".");
            pl_doc_item(doc, 0);
            pl_doc_bold(doc, pl_buffer_text(text));
            pl_doc_join(doc, " ");
            pl_doc_text(doc, pl_doc_causes(collation, at));
            pl_doc_item_end(doc);
        }
    }
}

/* ---- tables of states ------------------------------------------------------------------------------------ */

static void say_need_cells(struct pl_collation *collation, const struct pl_difference *difference)
{
    struct pl_doc *doc = &collation->doc;
    uint32_t need = difference->items[PL_AFTER];
    pl_doc_cell(doc, pl_doc_capital(doc, pl_text_in(doc->knowledge, doc->knowledge->needs[need].label, doc->language)));
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
    uint32_t class = difference->items[difference->items[PL_AFTER] == PL_NONE ? PL_BEFORE : PL_AFTER];
    pl_doc_cell(doc, pl_doc_capital(doc, pl_field_value_label(doc->knowledge, classes, class, doc->language)));
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        if (difference->items[side] == PL_NONE) {
            pl_doc_cell(doc, "");
            continue;
        }
        const struct pl_class *state = &collation->comparison->plans[side]->classes[class];
        pl_say_wait(doc, state, state->now.p50, pl_doc_scratch(doc));
        const char *median = pl_doc_kept(doc);
        pl_say_wait(doc, state, state->now.p90, pl_doc_scratch(doc));
        pl_doc_cell(doc, pl_doc_format(doc, PL_L_COMPARE_DELAY, median, pl_buffer_text(&doc->scratch), NULL));
    }
}

static const struct table {
    enum pl_difference_kind kind;
    enum pl_label caption, column;
    void (*say_cells)(struct pl_collation *collation, const struct pl_difference *difference);
} tables[] = {
    {PL_DIFFERENT_NEED, PL_L_COMPARE_NEEDS, PL_L_COLUMN_NEED, say_need_cells},
    {PL_DIFFERENT_DUTY, PL_L_SECTION_LAW, PL_L_COLUMN_DUTY, say_duty_cells},
    {PL_DIFFERENT_DELAY, PL_L_SECTION_CIRCUIT, PL_L_COLUMN_CLASS, say_delay_cells},
};

static void say_table(struct pl_collation *collation, enum pl_difference_kind kind)
{
    const struct table *table = tables;
    while (table->kind != kind) {
        table++;
    }
    begin_table(collation, table->caption, table->column);
    for (const struct pl_difference *at = NULL; (at = next(collation, kind, at)) != NULL;) {
        table->say_cells(collation, at);
        pl_doc_cell(&collation->doc, pl_doc_causes(collation, at));
    }
    pl_doc_end(&collation->doc);
}

static void say_hours(struct pl_collation *collation, enum pl_difference_kind kind)
{
    struct pl_doc *doc = &collation->doc;
    const char *hours[PL_SIDES];
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        int64_t number = pl_plan_hours(collation->comparison->plans[side], PL_NONE);
        hours[side] =
            pl_doc_format(doc, PL_L_COMPARE_HOURS_OF, pl_doc_number(doc, number), collation->names[side], NULL);
    }
    pl_doc_say(doc, PL_L_COMPARE_HOURS, hours[PL_BEFORE], hours[PL_AFTER], NULL);
    pl_doc_paragraph(doc, pl_doc_causes(collation, next(collation, kind, NULL))); /* there is one */
}

/* ---- the article ----------------------------------------------------------------------------------------- */

static const struct part {
    enum pl_difference_kind kind;
    const char *id;              /* of its section */
    enum pl_label heading, same; /* `same`: how what stays of it is called */
    void (*say)(struct pl_collation *collation, enum pl_difference_kind kind);
} parts[] = {
    {PL_DIFFERENT_PLATFORM, "platforms", PL_L_SECTION_PLATFORMS, PL_L_SAME_PLATFORMS, say_platforms},
    {PL_DIFFERENT_FINDING, "readiness", PL_L_SECTION_READINESS, PL_L_SAME_FINDINGS, say_rules},
    {PL_DIFFERENT_NEED, "needs", PL_L_COMPARE_NEEDS, PL_L_SAME_NEEDS, say_table},
    {PL_DIFFERENT_STEP, "roadmap", PL_L_SECTION_ROADMAP, PL_L_SAME_STEPS, say_rules},
    {PL_DIFFERENT_CONDUCT, "conduct", PL_L_SECTION_CONDUCT, PL_L_SAME_CONDUCT, say_rules},
    {PL_DIFFERENT_INDICATOR, "indicators", PL_L_SECTION_INDICATORS, PL_L_SAME_INDICATORS, say_rules},
    {PL_DIFFERENT_DUTY, "law", PL_L_SECTION_LAW, PL_L_SAME_DUTIES, say_table},
    {PL_DIFFERENT_DELAY, "circuit", PL_L_SECTION_CIRCUIT, PL_L_SAME_DELAYS, say_table},
    {PL_DIFFERENT_HOURS, "means", PL_L_SECTION_MEANS, PL_LABELS, say_hours},
};

static const char *verdict_on(const struct pl_collation *collation, uint32_t side)
{
    static const enum pl_label labels[] = {[PL_NOT_YET] = PL_L_VERDICT_NOT_YET,
                                           [PL_CONDITIONAL] = PL_L_VERDICT_CONDITIONAL,
                                           [PL_READY] = PL_L_VERDICT_READY,
                                           [PL_VERDICT_UNKNOWN] = PL_L_VERDICT_UNKNOWN};
    return pl_doc_label(&collation->doc, labels[collation->comparison->plans[side]->verdict]);
}

/* The verdict, or both, and how many points differ. */
static void say_verdicts(struct pl_collation *collation)
{
    struct pl_doc *doc = &collation->doc;
    const struct pl_difference *first = next(collation, PL_DIFFERENT_VERDICT, NULL);
    uint32_t count = collation->comparison->differences_count;
    if (first != NULL) {
        pl_doc_say(doc, PL_L_COMPARE_VERDICT_DIFFERS, NULL, NULL, NULL);
        for (uint32_t side = 0; side < PL_SIDES; side++) { /* "2011 edition – **Not yet.**" */
            pl_doc_item(doc, 0);
            pl_doc_text(doc, head_of(collation, side));
            pl_doc_join(doc, " – ");
            pl_doc_bold(doc, verdict_on(collation, side));
            pl_doc_item_end(doc);
        }
        pl_doc_say(doc, PL_L_COMPARE_VERDICT_WHY, pl_doc_causes(collation, first), NULL, NULL);
    }
    pl_doc_paragraph_start(doc, PL_PARAGRAPH);
    if (first == NULL) {
        pl_doc_text(doc, pl_doc_label(doc, PL_L_COMPARE_VERDICT_SAME));
        pl_doc_join(doc, " ");
        pl_doc_bold(doc, verdict_on(collation, PL_BEFORE));
        pl_doc_join(doc, " ");
    }
    pl_doc_text(doc, pl_doc_format(doc, count == 1 ? PL_L_COMPARE_ONE_POINT : PL_L_COMPARE_POINTS,
                                   pl_doc_number(doc, count), NULL, NULL));
    pl_doc_paragraph_end(doc, PL_PARAGRAPH);
}

void pl_write_comparison(const struct pl_comparison_format *format, const struct pl_comparison *comparison,
                         const struct pl_report_options *options, struct pl_buffer *out)
{
    if (format->write != NULL) {
        format->write(comparison, options, out);
        return;
    }
    struct pl_collation collation;
    struct pl_doc *doc = &collation.doc;
    pl_collation_init(&collation, format->dialect, comparison, options, out);
    static const enum pl_label frames[] = {[PL_BY_PROFILE] = PL_L_COMPARE_FRAME_PROFILES,
                                           [PL_BY_EDITION] = PL_L_COMPARE_FRAME_EDITIONS,
                                           [PL_BY_DATE] = PL_L_COMPARE_FRAME_DATES};
    const char *before = collation.names[PL_BEFORE];
    const char *after = collation.names[PL_AFTER];
    const char *name = pl_plan_text(doc->plan, PL_FACT_NAME);
    bool towns = collation.mode == PL_BY_PROFILE && strcmp(name, before) == 0;
    pl_doc_heading_text(doc, 0,
                        towns ? pl_doc_format(doc, PL_L_COMPARE_TITLE_TOWNS, before, after, after)
                              : pl_doc_format(doc, PL_L_COMPARE_TITLE, name, before, after));
    pl_doc_say(doc, frames[collation.mode], pl_doc_date(doc, doc->today), collation.years[PL_BEFORE], NULL);
    bool some = comparison->differences_count > 0;
    if (some) {
        say_verdicts(&collation);
    } else {
        pl_doc_say(doc, PL_L_COMPARE_NOTHING, NULL, NULL, NULL);
    }
    if (comparison->questions[PL_BEFORE] + comparison->questions[PL_AFTER] > 0) {
        pl_doc_say(doc, PL_L_COMPARE_QUESTIONS, pl_doc_number(doc, comparison->questions[PL_AFTER]),
                   pl_doc_number(doc, comparison->questions[PL_BEFORE]), NULL);
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (next(&collation, parts[i].kind, NULL) != NULL) {
            pl_doc_section(doc, parts[i].id, pl_doc_label(doc, parts[i].heading));
            parts[i].say(&collation, parts[i].kind);
        }
    }
    if (some) {
        struct pl_buffer list = {0};
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            uint32_t count = collation.comparison->unchanged[parts[i].kind];
            if (count > 0 && parts[i].same != PL_LABELS) {
                add_name(&list, pl_doc_format(doc, parts[i].same, pl_doc_number(doc, count), NULL, NULL));
            }
        }
        if (list.length > 0) {
            pl_doc_section(doc, "same", pl_doc_label(doc, PL_L_COMPARE_SAME));
            pl_doc_say(doc, PL_L_COMPARE_SAME_LIST, list.data, NULL, NULL);
        }
        pl_buffer_done(&list);
    }
    pl_doc_finish(doc);
}

const struct pl_comparison_format pl_comparison_formats[] = {
    {"md", &pl_dialect_markdown, NULL},
    {"html", &pl_dialect_html, NULL},
    {"docx", &pl_dialect_docx, NULL},
    {"json", NULL, pl_write_comparison_json},
    {NULL, NULL, NULL},
};
