/* SPDX-License-Identifier: MIT
 * The validation circuit: the steps, what they make messages wait, sentences with a day and an hour in them, the
 * smallest change, and who does what for each sort of message; and the week drawn in text.
 */
#include "report/sections.h"

enum {
    HOUR_FRIDAY_16 = 4 * 24 + 16,
    HOUR_SATURDAY_10 = 5 * 24 + 10,
    WEEK_MINUTES = 10080,
    SOON_MINUTES = 24 * 60,
    THREE_DAYS = 3 * 24 * 60
};

static const struct pl_record *step_of(const struct pl_doc *doc, uint32_t index)
{
    return &pl_plan_cell(doc->plan, PL_FACT_CHAIN)->records[index];
}

/* ---- the steps ------------------------------------------------------------------------------------------- */

static void say_step_cell(struct pl_doc *doc, const struct pl_record *record, enum pl_fact fact)
{
    const struct pl_field *field = &doc->knowledge->fields[doc->knowledge->facts[fact]];
    const struct pl_cell *cell = pl_record_cell(doc->plan->profile, record, fact);
    struct pl_buffer *text = pl_doc_scratch(doc);
    bool working = fact == PL_FACT_STEP_DELAY && cell->line != 0 && cell->unit != PL_MINUTES;
    if (working) { /* days of work: 1440 minutes would be a day and a night */
        pl_say_number(text, cell->unit == PL_DAYS ? cell->low / 1440 : cell->low / 10080, doc->language);
        pl_buffer_add_text(text, "\xc2\xa0");
        pl_buffer_add_text(text, pl_doc_label(doc, cell->unit == PL_DAYS ? PL_L_UNIT_DAY : PL_L_UNIT_WEEK));
    } else {
        pl_say_cell(text, doc->knowledge, field, cell, doc->language);
    }
    pl_doc_cell(doc, pl_buffer_text(text));
}

static void say_steps(struct pl_doc *doc, const struct pl_cell *chain)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_RANK,   PL_L_COLUMN_STEP,  PL_L_COLUMN_ROLE,
                                            PL_L_COLUMN_DELAY,  PL_L_COLUMN_HOURS, PL_L_COLUMN_MESSAGES,
                                            PL_L_COLUMN_CONTROL};
    static const enum pl_fact cells[] = {PL_FACT_STEP_LABEL, PL_FACT_STEP_BY,  PL_FACT_STEP_DELAY,
                                         PL_FACT_STEP_HOURS, PL_FACT_STEP_FOR, PL_FACT_STEP_CONTROL};
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_STEPS), columns, 7);
    for (uint32_t i = 0; i < chain->count; i++) {
        char number[40];
        pl_doc_cell(doc, pl_doc_number(doc, i + 1, number));
        for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
            say_step_cell(doc, &chain->records[i], cells[c]);
        }
        pl_doc_row_end(doc);
    }
    pl_doc_end(doc);
}

/* The name of a step: its label, else who holds it. */
static void say_step_name(const struct pl_doc *doc, uint32_t index, struct pl_buffer *out)
{
    const struct pl_knowledge *k = doc->knowledge;
    const char *label = pl_record_cell(doc->plan->profile, step_of(doc, index), PL_FACT_STEP_LABEL)->text;
    if (label != NULL && *label != '\0') {
        pl_buffer_add_text(out, label);
        return;
    }
    pl_say_cell(out, k, &k->fields[k->facts[PL_FACT_STEP_BY]],
                pl_record_cell(doc->plan->profile, step_of(doc, index), PL_FACT_STEP_BY), doc->language);
}

/* ---- what is waited -------------------------------------------------------------------------------------- */

const char *pl_doc_class_name(const struct pl_doc *doc, uint32_t class)
{
    return pl_field_value_label(doc->knowledge, &doc->knowledge->fields[doc->knowledge->facts[PL_FACT_STEP_FOR]], class,
                                doc->language);
}

static void say_minutes_cell(struct pl_doc *doc, int64_t minutes)
{
    pl_say_minutes(pl_doc_scratch(doc), minutes, doc->knowledge, doc->language);
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
}

static void say_percent_cell(struct pl_doc *doc, uint32_t percent)
{
    char number[40];
    const char *const arguments[3] = {pl_doc_number(doc, percent, number), NULL, NULL};
    pl_say_label(pl_doc_scratch(doc), doc->knowledge, PL_L_PERCENT, doc->language, arguments);
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
}

static void say_class_cell(struct pl_doc *doc, uint32_t class)
{
    pl_say_capitalised(pl_doc_scratch(doc), pl_doc_class_name(doc, class));
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
}

static void say_times(struct pl_doc *doc)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_CLASS, PL_L_COLUMN_TARGET, PL_L_COLUMN_MEDIAN,
                                            PL_L_COLUMN_WORST, PL_L_COLUMN_WITHIN, PL_L_COLUMN_SLOWEST};
    bool known = true;
    pl_doc_say(doc, PL_L_CIRCUIT_TIMES, NULL, NULL, NULL);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_TIMES), columns, 6);
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        known = known && class->known;
        say_class_cell(doc, i);
        say_minutes_cell(doc, class->target);
        say_minutes_cell(doc, class->now.median);
        say_minutes_cell(doc, class->now.worst);
        say_percent_cell(doc, class->within_percent);
        struct pl_buffer *name = pl_doc_scratch(doc);
        if (class->bottleneck != PL_NONE) {
            say_step_name(doc, class->bottleneck, name);
        }
        pl_doc_cell(doc, pl_buffer_text(name));
        pl_doc_row_end(doc);
    }
    pl_doc_end(doc);
    if (!known) {
        pl_doc_say(doc, PL_L_CIRCUIT_LOWER, NULL, NULL, NULL);
    }
}

/* "lundi à 11 h 30" for a minute of the week. */
static void say_moment(const struct pl_doc *doc, int64_t minute, struct pl_buffer *out)
{
    int64_t of_week = minute % WEEK_MINUTES;
    struct pl_buffer time = {0};
    int64_t hour = of_week / 60 % 24;
    int64_t rest = of_week % 60;
    pl_buffer_add_number(&time, hour, "");
    pl_buffer_add_text(&time, doc->language == PL_FR ? "\xc2\xa0h" : rest < 10 ? ":0" : ":");
    if (doc->language == PL_EN || rest > 0) {
        pl_buffer_add_text(&time, doc->language == PL_FR ? rest < 10 ? "\xc2\xa0"
                                                                       "0"
                                                                     : "\xc2\xa0"
                                                         : "");
        pl_buffer_add_number(&time, rest, "");
    }
    const char *const arguments[3] = {pl_doc_label(doc, (enum pl_label)(PL_L_DAY_1 + of_week / 1440)), time.data, NULL};
    pl_say_label(out, doc->knowledge, PL_L_AT_TIME, doc->language, arguments);
    pl_buffer_done(&time);
}

/* "A message ready on Saturday at 10:00 would not appear until Monday at 11:30". */
static void say_example(struct pl_doc *doc, uint32_t class, uint32_t hour)
{
    int64_t wait = doc->plan->classes[class].now.waits[hour];
    struct pl_buffer ready = {0};
    struct pl_buffer out = {0};
    struct pl_buffer later = {0};
    struct pl_buffer moment = {0};
    say_moment(doc, (int64_t)hour * 60, &ready);
    pl_say_minutes(&later, wait, doc->knowledge, doc->language);
    say_moment(doc, (int64_t)hour * 60 + wait, &moment);
    const char *const parts[3] = {pl_buffer_text(&moment), pl_buffer_text(&later), NULL};
    pl_say_label(&out, doc->knowledge, PL_L_LATER_BY, doc->language, parts);
    bool soon = wait < SOON_MINUTES;
    pl_doc_say(doc, soon ? PL_L_CIRCUIT_EXAMPLE_SOON : PL_L_CIRCUIT_EXAMPLE,
               pl_doc_label(doc, (enum pl_label)(PL_L_ONE_ROUTINE + class)), pl_buffer_text(&ready),
               soon ? later.data : out.data);
    pl_buffer_done(&ready);
    pl_buffer_done(&out);
    pl_buffer_done(&later);
    pl_buffer_done(&moment);
}

static void say_examples(struct pl_doc *doc)
{
    static const struct {
        uint32_t class, hour;
    } examples[] = {{PL_CLASS_URGENT, HOUR_SATURDAY_10}, {PL_CLASS_ROUTINE, HOUR_FRIDAY_16}};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const struct pl_class *class = &doc->plan->classes[examples[i].class];
        if (class->known && class->now.waits[examples[i].hour] > class->target) {
            say_example(doc, examples[i].class, examples[i].hour);
        }
    }
}

/* ---- the smallest change --------------------------------------------------------------------------------- */

/* The classes for which the same step changes in the same way, one bit each. */
static uint32_t classes_of(const struct pl_doc *doc, const struct pl_change *change)
{
    uint32_t classes = 0;
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        for (uint32_t c = 0; c < class->changes_count; c++) {
            bool same = class->changes[c].edit == change->edit && class->changes[c].step == change->step;
            classes |= same ? 1u << i : 0;
        }
    }
    return classes;
}

void pl_say_change(const struct pl_doc *doc, uint32_t classes, const struct pl_change *change, struct pl_buffer *out)
{
    struct pl_buffer name = {0};
    struct pl_buffer names = {0};
    say_step_name(doc, change->step, &name);
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        if ((classes >> i & 1) != 0) {
            pl_buffer_add_text(&names, names.length > 0 ? ", " : "");
            pl_buffer_add_text(&names, pl_doc_class_name(doc, i));
        }
    }
    const char *const arguments[3] = {pl_buffer_text(&name), pl_buffer_text(&names), NULL};
    pl_say_template(out, pl_text_in(doc->knowledge, doc->knowledge->edits[change->edit].text, doc->language),
                    arguments);
    pl_buffer_done(&name);
    pl_buffer_done(&names);
}

static void say_change(struct pl_doc *doc, uint32_t classes, const struct pl_change *change)
{
    struct pl_buffer text = {0};
    pl_say_change(doc, classes, change, &text);
    pl_doc_item(doc, 0);
    pl_doc_bold(doc, pl_buffer_text(&text));
    pl_doc_join(doc, " ");
    pl_doc_text(doc, pl_text_in(doc->knowledge, doc->knowledge->edits[change->edit].because, doc->language));
    pl_doc_item_end(doc);
    pl_buffer_done(&text);
}

/* Each change once, with all the classes it is made for, in the order of the steps. */
static void say_changes(struct pl_doc *doc)
{
    uint32_t count = pl_plan_cell(doc->plan, PL_FACT_CHAIN)->count;
    for (uint32_t step = 0; step < count; step++) {
        for (uint32_t edit = 0; edit < doc->knowledge->edits_count; edit++) {
            struct pl_change change = {edit, step};
            uint32_t classes = classes_of(doc, &change);
            if (classes != 0) {
                say_change(doc, classes, &change);
            }
        }
    }
    pl_doc_end(doc);
}

static void say_what_is_not_reached(struct pl_doc *doc)
{
    struct pl_buffer names = {0};
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        if (class->known && class->meets == PL_FALSE && !class->reaches) {
            pl_buffer_add_text(&names, names.length > 0 ? ", " : "");
            pl_buffer_add_text(&names, pl_doc_class_name(doc, i));
        }
    }
    if (names.length > 0) {
        pl_doc_say(doc, PL_L_CIRCUIT_NEAREST, names.data, NULL, NULL);
    }
    pl_buffer_done(&names);
}

static void say_before_and_after(struct pl_doc *doc)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_CLASS,        PL_L_COLUMN_TARGET,      PL_L_COLUMN_MEDIAN,
                                            PL_L_COLUMN_MEDIAN_AFTER, PL_L_COLUMN_WORST,       PL_L_COLUMN_WORST_AFTER,
                                            PL_L_COLUMN_WITHIN,       PL_L_COLUMN_WITHIN_AFTER};
    pl_doc_say(doc, PL_L_CIRCUIT_AFTER, NULL, NULL, NULL);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_AFTER_CHANGE), columns, 8);
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        if (class->changes_count == 0) {
            continue;
        }
        say_class_cell(doc, i);
        say_minutes_cell(doc, class->target);
        say_minutes_cell(doc, class->now.median);
        say_minutes_cell(doc, class->after.median);
        say_minutes_cell(doc, class->now.worst);
        say_minutes_cell(doc, class->after.worst);
        say_percent_cell(doc, class->within_percent);
        say_percent_cell(doc, class->after_within_percent);
        pl_doc_row_end(doc);
    }
    pl_doc_end(doc);
}

static void say_remedies(struct pl_doc *doc)
{
    uint32_t changes = 0;
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        changes += doc->plan->classes[i].changes_count;
    }
    if (changes == 0) {
        return;
    }
    pl_doc_heading(doc, 2, PL_L_CIRCUIT_REMEDY);
    pl_doc_say(doc, PL_L_CIRCUIT_REMEDY_INTRO, NULL, NULL, NULL);
    say_changes(doc);
    say_what_is_not_reached(doc);
    say_before_and_after(doc);
}

/* ---- who does what --------------------------------------------------------------------------------------- */

enum part { DRAFTS, VALIDATES, CHECKS_AFTER, REPLACED, PARTS };

static bool plays(const struct pl_doc *doc, uint32_t class, uint32_t index, enum part part)
{
    const struct pl_profile *profile = doc->plan->profile;
    const struct pl_record *step = step_of(doc, index);
    bool applies = (pl_record_cell(profile, step, PL_FACT_STEP_FOR)->high >> class & 1) != 0;
    bool before = pl_cell_choice(pl_record_cell(profile, step, PL_FACT_STEP_CONTROL)) == PL_CONTROL_BEFORE;
    uint32_t by = pl_cell_choice(pl_record_cell(profile, step, PL_FACT_STEP_BY));
    bool makes = by == PL_BY_AUTHOR || by == PL_BY_COMMUNITY_MANAGER;
    switch (part) {
    case DRAFTS:
        return applies && before && makes;
    case VALIDATES:
        return applies && before && !makes;
    case CHECKS_AFTER:
        return applies && !before;
    case REPLACED:
        return applies && pl_record_cell(profile, step, PL_FACT_STEP_SUBSTITUTE)->low == PL_YES_BIT;
    case PARTS:
        break;
    }
    return false;
}

static void say_who(struct pl_doc *doc, uint32_t count)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_CLASS, PL_L_COLUMN_DRAFTS, PL_L_COLUMN_VALIDATES,
                                            PL_L_COLUMN_CHECKS, PL_L_COLUMN_REPLACED};
    const struct pl_knowledge *k = doc->knowledge;
    const struct pl_field *by = &k->fields[k->facts[PL_FACT_STEP_BY]];
    pl_doc_heading(doc, 2, PL_L_CIRCUIT_WHO);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_WHO), columns, 5);
    for (uint32_t class = 0; class < PL_CLASSES; class++) {
        say_class_cell(doc, class);
        for (int part = DRAFTS; part < PARTS; part++) {
            struct pl_buffer *text = pl_doc_scratch(doc);
            int64_t said = 0;
            for (uint32_t i = 0; i < count; i++) {
                const struct pl_cell *role = pl_record_cell(doc->plan->profile, step_of(doc, i), PL_FACT_STEP_BY);
                if (plays(doc, class, i, (enum part)part) && (said & role->low) == 0) {
                    pl_buffer_add_text(text, text->length > 0 ? ", " : "");
                    pl_say_cell(text, k, by, role, doc->language);
                    said |= role->low;
                }
            }
            pl_doc_cell(doc, pl_buffer_text(text));
        }
        pl_doc_row_end(doc);
    }
    pl_doc_end(doc);
}

void pl_section_circuit(struct pl_doc *doc)
{
    const struct pl_cell *chain = pl_plan_cell(doc->plan, PL_FACT_CHAIN);
    if (chain->records == NULL) {
        return;
    }
    pl_doc_heading(doc, 1, PL_L_SECTION_CIRCUIT);
    if (chain->count == 0) {
        pl_doc_say(doc, PL_L_CIRCUIT_NONE, NULL, NULL, NULL);
        return;
    }
    pl_doc_say(doc, PL_L_CIRCUIT_INTRO, NULL, NULL, NULL);
    say_steps(doc, chain);
    say_times(doc);
    say_examples(doc);
    pl_doc_figure(doc, PL_FIGURE_WEEK);
    say_remedies(doc);
    say_who(doc, chain->count);
}

/* ---- the week in text ------------------------------------------------------------------------------------ */

const enum pl_label pl_wait_labels[PL_WAITS] = {PL_L_WAIT_MET, PL_L_WAIT_HOURS, PL_L_WAIT_DAYS, PL_L_WAIT_LONG};

enum pl_wait pl_wait_of(const struct pl_class *class, uint32_t hour)
{
    int64_t wait = class->now.waits[hour];
    return wait <= class->target ? PL_WAIT_MET : wait < SOON_MINUTES ? PL_WAIT_HOURS : wait < THREE_DAYS ? PL_WAIT_DAYS : PL_WAIT_LONG;
}

static void draw_week(struct pl_doc *doc, uint32_t index)
{
    const struct pl_class *class = &doc->plan->classes[index];
    struct pl_buffer name = {0};
    pl_say_capitalised(&name, pl_doc_class_name(doc, index));
    pl_doc_say(doc, PL_L_WEEK_TITLE, name.data, NULL, NULL);
    pl_buffer_done(&name);
    pl_doc_raw(doc, "              0     6     12    18\n");
    for (uint32_t day = 0; day < 7; day++) {
        const char *label = pl_doc_label(doc, (enum pl_label)(PL_L_DAY_1 + day));
        pl_doc_raw(doc, "    ");
        pl_doc_raw(doc, label);
        for (size_t width = pl_view_count(pl_view_of(label)); width < 10; width++) {
            pl_doc_raw(doc, " ");
        }
        for (uint32_t hour = 0; hour < 24; hour++) {
            pl_buffer_add_char(doc->out, ".+o#"[pl_wait_of(class, day * 24 + hour)]);
        }
        pl_doc_line_end(doc);
    }
}

void pl_write_chain(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    struct pl_doc doc;
    pl_doc_init(&doc, &pl_dialect_markdown, plan, options, out);
    if (plan->classes == NULL) {
        pl_doc_text(&doc, pl_doc_label(&doc, PL_L_CHAIN_UNKNOWN));
        pl_doc_line_end(&doc);
        return;
    }
    struct pl_report_options inner = *options;
    inner.heading_level = options->heading_level - 1; /* the section's heading is the title here */
    doc.options = &inner;
    pl_section_circuit(&doc);
    for (uint32_t class = 0; class < PL_CLASSES && pl_plan_cell(plan, PL_FACT_CHAIN)->count > 0; class++) {
        draw_week(&doc, class);
    }
    if (pl_plan_cell(plan, PL_FACT_CHAIN)->count > 0) {
        pl_doc_raw(&doc, "\n    ");
        pl_doc_raw(&doc, pl_doc_label(&doc, PL_L_WEEK_LEGEND));
        pl_doc_line_end(&doc);
    }
    pl_doc_done(&doc);
}
