/* SPDX-License-Identifier: MIT
 * The validation circuit: the steps, what they make messages wait, sentences with a day and an hour in them, the smallest change, and who does
 * what for each sort of message; and the week drawn in text.
 */
#include "report/sections.h"

enum { HOUR_FRIDAY_16 = 4 * 24 + 16, HOUR_SATURDAY_10 = 5 * 24 + 10, WEEK_MINUTES = 10080, SOON_MINUTES = 24 * 60, THREE_DAYS = 3 * 24 * 60 };

static const struct pl_record *step_of(const struct pl_md *md, uint32_t index)
{
    return &pl_profile_cell(md->plan->profile, PL_FACT_CHAIN)->records[index];
}

/* ---- the steps ------------------------------------------------------------------------------------------- */

static void say_step_cell(struct pl_md *md, const struct pl_record *record, enum pl_fact fact)
{
    const struct pl_field *field = &md->knowledge->fields[md->knowledge->facts[fact]];
    const struct pl_cell *cell = pl_record_cell(md->plan->profile, record, fact);
    struct pl_buffer *text = pl_md_scratch(md);
    bool working = fact == PL_FACT_STEP_DELAY && cell->line != 0 && cell->unit != PL_MINUTES;
    if (working) { /* days of work: 1440 minutes would be a day and a night */
        pl_say_number(text, cell->unit == PL_DAYS ? cell->low / 1440 : cell->low / 10080, md->language);
        pl_buffer_add_text(text, "\xc2\xa0");
        pl_buffer_add_text(text, pl_md_label(md, cell->unit == PL_DAYS ? PL_L_UNIT_DAY : PL_L_UNIT_WEEK));
    } else {
        pl_say_cell(text, md->knowledge, field, cell, md->language);
    }
    pl_md_cell(md, pl_buffer_text(text));
}

static void say_steps(struct pl_md *md, const struct pl_cell *chain)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_RANK,  PL_L_COLUMN_STEP,     PL_L_COLUMN_ROLE,   PL_L_COLUMN_DELAY,
                                            PL_L_COLUMN_HOURS, PL_L_COLUMN_MESSAGES, PL_L_COLUMN_CONTROL};
    static const enum pl_fact cells[] = {PL_FACT_STEP_LABEL, PL_FACT_STEP_BY,  PL_FACT_STEP_DELAY,
                                         PL_FACT_STEP_HOURS, PL_FACT_STEP_FOR, PL_FACT_STEP_CONTROL};
    pl_md_table(md, columns, 7);
    for (uint32_t i = 0; i < chain->count; i++) {
        char number[40];
        pl_md_cell(md, pl_md_number(md, i + 1, number));
        for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
            say_step_cell(md, &chain->records[i], cells[c]);
        }
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
}

/* The name of a step: its label, else who holds it. */
static void say_step_name(const struct pl_md *md, uint32_t index, struct pl_buffer *out)
{
    const struct pl_knowledge *k = md->knowledge;
    const char *label = pl_record_cell(md->plan->profile, step_of(md, index), PL_FACT_STEP_LABEL)->text;
    if (label != NULL && *label != '\0') {
        pl_buffer_add_text(out, label);
        return;
    }
    pl_say_cell(out, k, &k->fields[k->facts[PL_FACT_STEP_BY]],
                pl_record_cell(md->plan->profile, step_of(md, index), PL_FACT_STEP_BY), md->language);
}

/* ---- what is waited -------------------------------------------------------------------------------------- */

static const char *class_name(const struct pl_md *md, uint32_t class)
{
    return pl_field_value_label(md->knowledge, &md->knowledge->fields[md->knowledge->facts[PL_FACT_STEP_FOR]], class, md->language);
}

static void say_minutes_cell(struct pl_md *md, int64_t minutes)
{
    pl_say_minutes(pl_md_scratch(md), minutes, md->knowledge, md->language);
    pl_md_cell(md, pl_buffer_text(&md->scratch));
}

static void say_percent_cell(struct pl_md *md, uint32_t percent)
{
    char number[40];
    const char *const arguments[3] = {pl_md_number(md, percent, number), NULL, NULL};
    pl_say_label(pl_md_scratch(md), md->knowledge, PL_L_PERCENT, md->language, arguments);
    pl_md_cell(md, pl_buffer_text(&md->scratch));
}

static void say_class_cell(struct pl_md *md, uint32_t class)
{
    pl_say_capitalised(pl_md_scratch(md), class_name(md, class));
    pl_md_cell(md, pl_buffer_text(&md->scratch));
}

static void say_times(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_CLASS, PL_L_COLUMN_TARGET, PL_L_COLUMN_MEDIAN,
                                            PL_L_COLUMN_WORST, PL_L_COLUMN_WITHIN, PL_L_COLUMN_SLOWEST};
    bool known = true;
    pl_md_say(md, PL_L_CIRCUIT_TIMES, NULL, NULL, NULL);
    pl_md_table(md, columns, 6);
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &md->plan->classes[i];
        known = known && class->known;
        say_class_cell(md, i);
        say_minutes_cell(md, class->target);
        say_minutes_cell(md, class->now.median);
        say_minutes_cell(md, class->now.worst);
        say_percent_cell(md, class->within_percent);
        struct pl_buffer *name = pl_md_scratch(md);
        if (class->bottleneck != PL_NONE) {
            say_step_name(md, class->bottleneck, name);
        }
        pl_md_cell(md, pl_buffer_text(name));
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
    if (!known) {
        pl_md_say(md, PL_L_CIRCUIT_LOWER, NULL, NULL, NULL);
    }
}

/* "lundi à 11 h 30" for a minute of the week. */
static void say_moment(const struct pl_md *md, int64_t minute, struct pl_buffer *out)
{
    int64_t of_week = minute % WEEK_MINUTES;
    struct pl_buffer time = {0};
    int64_t hour = of_week / 60 % 24;
    int64_t rest = of_week % 60;
    pl_buffer_add_number(&time, hour, "");
    pl_buffer_add_text(&time, md->language == PL_FR ? "\xc2\xa0h" : rest < 10 ? ":0" : ":");
    if (md->language == PL_EN || rest > 0) {
        pl_buffer_add_text(&time, md->language == PL_FR ? rest < 10 ? "\xc2\xa0" "0" : "\xc2\xa0" : "");
        pl_buffer_add_number(&time, rest, "");
    }
    const char *const arguments[3] = {pl_md_label(md, (enum pl_label)(PL_L_DAY_1 + of_week / 1440)), time.data, NULL};
    pl_say_label(out, md->knowledge, PL_L_AT_TIME, md->language, arguments);
    pl_buffer_done(&time);
}

/* "A message ready on Saturday at 10:00 would not appear until Monday at 11:30". */
static void say_example(struct pl_md *md, uint32_t class, uint32_t hour)
{
    int64_t wait = md->plan->classes[class].now.waits[hour];
    struct pl_buffer ready = {0};
    struct pl_buffer out = {0};
    struct pl_buffer later = {0};
    struct pl_buffer moment = {0};
    say_moment(md, (int64_t)hour * 60, &ready);
    pl_say_minutes(&later, wait, md->knowledge, md->language);
    say_moment(md, (int64_t)hour * 60 + wait, &moment);
    const char *const parts[3] = {pl_buffer_text(&moment), pl_buffer_text(&later), NULL};
    pl_say_label(&out, md->knowledge, PL_L_LATER_BY, md->language, parts);
    bool soon = wait < SOON_MINUTES;
    pl_md_say(md, soon ? PL_L_CIRCUIT_EXAMPLE_SOON : PL_L_CIRCUIT_EXAMPLE,
              pl_md_label(md, (enum pl_label)(PL_L_ONE_ROUTINE + class)), pl_buffer_text(&ready), soon ? later.data : out.data);
    pl_buffer_done(&ready);
    pl_buffer_done(&out);
    pl_buffer_done(&later);
    pl_buffer_done(&moment);
}

static void say_examples(struct pl_md *md)
{
    static const struct {
        uint32_t class, hour;
    } examples[] = {{PL_CLASS_URGENT, HOUR_SATURDAY_10}, {PL_CLASS_ROUTINE, HOUR_FRIDAY_16}};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const struct pl_class *class = &md->plan->classes[examples[i].class];
        if (class->known && class->now.waits[examples[i].hour] > class->target) {
            say_example(md, examples[i].class, examples[i].hour);
        }
    }
}

/* ---- the smallest change --------------------------------------------------------------------------------- */

/* The classes for which the same step changes in the same way, one bit each. */
static uint32_t classes_of(const struct pl_md *md, const struct pl_change *change)
{
    uint32_t classes = 0;
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &md->plan->classes[i];
        for (uint32_t c = 0; c < class->changes_count; c++) {
            bool same = class->changes[c].edit == change->edit && class->changes[c].step == change->step;
            classes |= same ? 1u << i : 0;
        }
    }
    return classes;
}

void pl_say_change(const struct pl_md *md, uint32_t classes, const struct pl_change *change, struct pl_buffer *out)
{
    struct pl_buffer name = {0};
    struct pl_buffer names = {0};
    say_step_name(md, change->step, &name);
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        if ((classes >> i & 1) != 0) {
            pl_buffer_add_text(&names, names.length > 0 ? ", " : "");
            pl_buffer_add_text(&names, class_name(md, i));
        }
    }
    const char *const arguments[3] = {pl_buffer_text(&name), pl_buffer_text(&names), NULL};
    pl_say_template(out, pl_text_in(md->knowledge, md->knowledge->edits[change->edit].text, md->language), arguments);
    pl_buffer_done(&name);
    pl_buffer_done(&names);
}

static void say_change(struct pl_md *md, uint32_t classes, const struct pl_change *change)
{
    struct pl_buffer text = {0};
    pl_say_change(md, classes, change, &text);
    pl_md_item(md, 0);
    pl_md_bold(md, pl_buffer_text(&text));
    pl_md_raw(md, " ");
    pl_md_text(md, pl_text_in(md->knowledge, md->knowledge->edits[change->edit].because, md->language));
    pl_md_line_end(md);
    pl_buffer_done(&text);
}

/* Each change once, with all the classes it is made for, in the order of the steps. */
static void say_changes(struct pl_md *md)
{
    uint32_t count = pl_profile_cell(md->plan->profile, PL_FACT_CHAIN)->count;
    for (uint32_t step = 0; step < count; step++) {
        for (uint32_t edit = 0; edit < md->knowledge->edits_count; edit++) {
            struct pl_change change = {edit, step};
            uint32_t classes = classes_of(md, &change);
            if (classes != 0) {
                say_change(md, classes, &change);
            }
        }
    }
    pl_md_line_end(md);
}

static void say_what_is_not_reached(struct pl_md *md)
{
    struct pl_buffer names = {0};
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &md->plan->classes[i];
        if (class->known && class->meets == PL_FALSE && !class->reaches) {
            pl_buffer_add_text(&names, names.length > 0 ? ", " : "");
            pl_buffer_add_text(&names, class_name(md, i));
        }
    }
    if (names.length > 0) {
        pl_md_say(md, PL_L_CIRCUIT_NEAREST, names.data, NULL, NULL);
    }
    pl_buffer_done(&names);
}

static void say_before_and_after(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_CLASS, PL_L_COLUMN_TARGET,      PL_L_COLUMN_MEDIAN, PL_L_COLUMN_MEDIAN_AFTER,
                                            PL_L_COLUMN_WORST, PL_L_COLUMN_WORST_AFTER, PL_L_COLUMN_WITHIN, PL_L_COLUMN_WITHIN_AFTER};
    pl_md_say(md, PL_L_CIRCUIT_AFTER, NULL, NULL, NULL);
    pl_md_table(md, columns, 8);
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &md->plan->classes[i];
        if (class->changes_count == 0) {
            continue;
        }
        say_class_cell(md, i);
        say_minutes_cell(md, class->target);
        say_minutes_cell(md, class->now.median);
        say_minutes_cell(md, class->after.median);
        say_minutes_cell(md, class->now.worst);
        say_minutes_cell(md, class->after.worst);
        say_percent_cell(md, class->within_percent);
        say_percent_cell(md, class->after_within_percent);
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
}

static void say_remedies(struct pl_md *md)
{
    uint32_t changes = 0;
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        changes += md->plan->classes[i].changes_count;
    }
    if (changes == 0) {
        return;
    }
    pl_md_heading(md, 2, PL_L_CIRCUIT_REMEDY);
    pl_md_say(md, PL_L_CIRCUIT_REMEDY_INTRO, NULL, NULL, NULL);
    say_changes(md);
    say_what_is_not_reached(md);
    say_before_and_after(md);
}

/* ---- who does what --------------------------------------------------------------------------------------- */

enum part { DRAFTS, VALIDATES, CHECKS_AFTER, REPLACED, PARTS };

static bool plays(const struct pl_md *md, uint32_t class, uint32_t index, enum part part)
{
    const struct pl_profile *profile = md->plan->profile;
    const struct pl_record *step = step_of(md, index);
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

static void say_who(struct pl_md *md, uint32_t count)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_CLASS, PL_L_COLUMN_DRAFTS, PL_L_COLUMN_VALIDATES, PL_L_COLUMN_CHECKS,
                                            PL_L_COLUMN_REPLACED};
    const struct pl_knowledge *k = md->knowledge;
    const struct pl_field *by = &k->fields[k->facts[PL_FACT_STEP_BY]];
    pl_md_heading(md, 2, PL_L_CIRCUIT_WHO);
    pl_md_table(md, columns, 5);
    for (uint32_t class = 0; class < PL_CLASSES; class++) {
        say_class_cell(md, class);
        for (int part = DRAFTS; part < PARTS; part++) {
            struct pl_buffer *text = pl_md_scratch(md);
            int64_t said = 0;
            for (uint32_t i = 0; i < count; i++) {
                const struct pl_cell *role = pl_record_cell(md->plan->profile, step_of(md, i), PL_FACT_STEP_BY);
                if (plays(md, class, i, (enum part)part) && (said & role->low) == 0) {
                    pl_buffer_add_text(text, text->length > 0 ? ", " : "");
                    pl_say_cell(text, k, by, role, md->language);
                    said |= role->low;
                }
            }
            pl_md_cell(md, pl_buffer_text(text));
        }
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
}

void pl_section_circuit(struct pl_md *md)
{
    const struct pl_cell *chain = pl_profile_cell(md->plan->profile, PL_FACT_CHAIN);
    if (chain->records == NULL) {
        return;
    }
    pl_md_heading(md, 1, PL_L_SECTION_CIRCUIT);
    if (chain->count == 0) {
        pl_md_say(md, PL_L_CIRCUIT_NONE, NULL, NULL, NULL);
        return;
    }
    pl_md_say(md, PL_L_CIRCUIT_INTRO, NULL, NULL, NULL);
    say_steps(md, chain);
    say_times(md);
    say_examples(md);
    say_remedies(md);
    say_who(md, chain->count);
}

/* ---- the week in text ------------------------------------------------------------------------------------ */

static char mark_of(const struct pl_class *class, int64_t wait)
{
    return wait <= class->target ? '.' : wait < SOON_MINUTES ? '+' : wait < THREE_DAYS ? 'o' : '#';
}

static void draw_week(struct pl_md *md, uint32_t index)
{
    const struct pl_class *class = &md->plan->classes[index];
    struct pl_buffer name = {0};
    pl_say_capitalised(&name, class_name(md, index));
    pl_md_say(md, PL_L_WEEK_TITLE, name.data, NULL, NULL);
    pl_buffer_done(&name);
    pl_md_raw(md, "              0     6     12    18\n");
    for (uint32_t day = 0; day < 7; day++) {
        const char *label = pl_md_label(md, (enum pl_label)(PL_L_DAY_1 + day));
        pl_md_raw(md, "    ");
        pl_md_raw(md, label);
        for (size_t width = pl_view_count(pl_view_of(label)); width < 10; width++) {
            pl_md_raw(md, " ");
        }
        for (uint32_t hour = 0; hour < 24; hour++) {
            pl_buffer_add_char(md->out, mark_of(class, class->now.waits[day * 24 + hour]));
        }
        pl_md_line_end(md);
    }
}

void pl_write_chain(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    struct pl_md md = {.out = out, .plan = plan, .knowledge = plan->knowledge, .options = options, .language = options->language};
    if (plan->classes == NULL) {
        pl_md_text(&md, pl_md_label(&md, PL_L_CHAIN_UNKNOWN));
        pl_md_line_end(&md);
        return;
    }
    struct pl_report_options inner = *options;
    inner.heading_level = options->heading_level - 1; /* the section's heading is the title here */
    md.options = &inner;
    pl_section_circuit(&md);
    for (uint32_t class = 0; class < PL_CLASSES && pl_profile_cell(plan->profile, PL_FACT_CHAIN)->count > 0; class++) {
        draw_week(&md, class);
    }
    if (pl_profile_cell(plan->profile, PL_FACT_CHAIN)->count > 0) {
        pl_md_raw(&md, "\n    ");
        pl_md_raw(&md, pl_md_label(&md, PL_L_WEEK_LEGEND));
        pl_md_line_end(&md);
    }
    pl_buffer_done(&md.scratch);
}
