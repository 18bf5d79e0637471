/* SPDX-License-Identifier: MIT
 * The validation circuit: the steps, what they make messages wait, sentences with a day and an hour in them, the
 * smallest change, and who does what for each sort of message; and the week drawn in text.
 */
#include "report/sections.h"

enum {
    HOUR_FRIDAY_16 = 4 * 24 + 16,
    HOUR_SATURDAY_10 = 5 * 24 + 10,
    DAY_MINUTES = 1440,
    WEEK_MINUTES = 10080,
    SOON_MINUTES = 24 * 60,
    THREE_DAYS = 3 * 24 * 60
};

static const struct pl_step *step_of(const struct pl_doc *doc, uint32_t index)
{
    return &doc->plan->profile->steps[index];
}

/* ---- the steps ------------------------------------------------------------------------------------------- */

static void say_role(const struct pl_doc *doc, const struct pl_step *step, struct pl_buffer *out)
{
    const struct pl_knowledge *k = doc->knowledge;
    const struct pl_field *by = &k->fields[k->facts[PL_FACT_STEP_BY]];
    uint32_t position = pl_cell_choice(step->by);
    struct pl_buffer name = {0};
    pl_buffer_add_text(&name, "role.");
    pl_buffer_add_text(&name, position == PL_NONE ? "" : pl_field_value_id(k, by, position));
    uint32_t role = pl_knowledge_role_named(k, pl_view_of(name.data)); /* as this authority calls it, where it is one role */
    if (role != PL_NONE) {
        pl_buffer_add_text(out, pl_doc_role(doc, role));
    } else if (step->by->line != 0) {
        pl_say_cell(out, k, by, step->by, doc->language);
    } else {
        pl_buffer_add_text(out, pl_doc_label(doc, PL_L_IS_UNKNOWN));
    }
    pl_buffer_done(&name);
}

static void say_delay(const struct pl_doc *doc, const struct pl_cell *delay, struct pl_buffer *out)
{
    if (delay->low != delay->high) {
        pl_buffer_add_text(out, pl_doc_label(doc, PL_L_IS_UNKNOWN));
    } else if (delay->unit == PL_MINUTES) {
        pl_say_minutes(out, delay->low, doc->knowledge, doc->language);
    } else { /* days of work: 1440 minutes would be a day and a night */
        pl_say_duration(out, delay->low, delay->unit == PL_DAYS ? 1440 : 10080, doc->language);
        pl_buffer_add_text(out, "\xc2\xa0");
        pl_buffer_add_text(out, pl_doc_label(doc, delay->unit == PL_DAYS ? PL_L_UNIT_DAY : PL_L_UNIT_WEEK));
    }
}

/* "11 h 30", "11:30": a minute of the day. */
static void say_time(const struct pl_doc *doc, int64_t minute, struct pl_buffer *out)
{
    int64_t rest = minute % 60;
    bool french = doc->language == PL_FR;
    pl_buffer_add_number(out, minute / 60, "");
    pl_buffer_add_text(out, french ? "\xc2\xa0h" : ":");
    if (!french || rest > 0) {
        pl_buffer_add_text(out, french ? "\xc2\xa0" : "");
        pl_buffer_add_text(out, rest < 10 ? "0" : "");
        pl_buffer_add_number(out, rest, "");
    }
}

/* "9:00 to 12:00 and 14:00 to 17:00" */
static void say_opening(const struct pl_doc *doc, const struct pl_hours *hours, struct pl_buffer *out)
{
    for (uint32_t i = 0; i + 1 < hours->open.count; i += 2) {
        struct pl_buffer ends[2] = {{0}, {0}};
        for (uint32_t e = 0; e < 2; e++) {
            say_time(doc, doc->knowledge->refs[hours->open.first + i + e], &ends[e]);
        }
        const char *const arguments[3] = {pl_buffer_text(&ends[0]), pl_buffer_text(&ends[1]), NULL};
        pl_buffer_add_text(out, i > 0 ? pl_doc_label(doc, PL_L_AND) : "");
        pl_say_label(out, doc->knowledge, PL_L_FROM_TO, doc->language, arguments);
        pl_buffer_done(&ends[0]);
        pl_buffer_done(&ends[1]);
    }
}

/* What the hours that steps keep are taken to mean; a working day has as many hours. */
static void say_hours_kept(struct pl_doc *doc)
{
    const struct pl_knowledge *k = doc->knowledge;
    const struct pl_field *names = &k->fields[k->facts[PL_FACT_STEP_HOURS]];
    for (uint32_t i = 0; i < k->hours_count; i++) {
        const struct pl_hours *hours = &k->hours[i];
        bool kept = false;
        for (uint32_t s = 0; s < doc->plan->profile->steps_count; s++) {
            kept = kept || pl_cell_choice(step_of(doc, s)->hours) == hours->hours;
        }
        int64_t minutes = 0;
        for (uint32_t o = 0; o + 1 < hours->open.count; o += 2) {
            minutes += (int64_t)k->refs[hours->open.first + o + 1] - k->refs[hours->open.first + o];
        }
        if (!kept || minutes >= DAY_MINUTES) {
            continue;
        }
        struct pl_buffer name = {0};
        struct pl_buffer opening = {0};
        struct pl_buffer day = {0};
        pl_say_capitalised(&name, pl_field_value_label(k, names, hours->hours, doc->language));
        say_opening(doc, hours, &opening);
        pl_say_minutes(&day, minutes, k, doc->language);
        pl_doc_say(doc, hours->days == 7 ? PL_L_HOURS_EVERY_DAY : PL_L_HOURS_ON_WEEKDAYS, pl_buffer_text(&name), pl_buffer_text(&opening),
                   pl_buffer_text(&day));
        pl_buffer_done(&name);
        pl_buffer_done(&opening);
        pl_buffer_done(&day);
    }
}

static void say_fact_cell(struct pl_doc *doc, enum pl_fact fact, const struct pl_cell *cell)
{
    const struct pl_field *field = &doc->knowledge->fields[doc->knowledge->facts[fact]];
    pl_say_cell(pl_doc_scratch(doc), doc->knowledge, field, cell, doc->language);
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
}

static void say_steps(struct pl_doc *doc)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_RANK,   PL_L_COLUMN_STEP,  PL_L_COLUMN_ROLE,
                                            PL_L_COLUMN_DELAY,  PL_L_COLUMN_HOURS, PL_L_COLUMN_MESSAGES,
                                            PL_L_COLUMN_CONTROL};
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_STEPS), columns, 7);
    for (uint32_t i = 0; i < doc->plan->profile->steps_count; i++) {
        const struct pl_step *step = step_of(doc, i);
        pl_doc_cell(doc, pl_doc_number(doc, i + 1));
        say_fact_cell(doc, PL_FACT_STEP_LABEL, step->label);
        say_role(doc, step, pl_doc_scratch(doc));
        pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        say_delay(doc, step->delay, pl_doc_scratch(doc));
        pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        say_fact_cell(doc, PL_FACT_STEP_HOURS, step->hours);
        say_fact_cell(doc, PL_FACT_STEP_FOR, step->classes);
        say_fact_cell(doc, PL_FACT_STEP_CONTROL, step->control);
    }
    pl_doc_end(doc);
}

/* The name of a step: its label, else who holds it. */
void pl_say_step_name(const struct pl_doc *doc, uint32_t index, struct pl_buffer *out)
{
    const char *label = step_of(doc, index)->label->text;
    if (label != NULL && *label != '\0') {
        pl_buffer_add_text(out, label);
    } else {
        say_role(doc, step_of(doc, index), out);
    }
}

/* ---- what is waited -------------------------------------------------------------------------------------- */

const char *pl_doc_class_name(const struct pl_doc *doc, uint32_t class)
{
    return pl_field_value_label(doc->knowledge, &doc->knowledge->fields[doc->knowledge->facts[PL_FACT_STEP_FOR]], class,
                                doc->language);
}

void pl_say_wait(const struct pl_doc *doc, const struct pl_class *class, int64_t minutes, struct pl_buffer *out)
{
    if (class->known) {
        pl_say_minutes(out, minutes, doc->knowledge, doc->language);
    } else if (minutes == 0) {
        pl_buffer_add_text(out, pl_doc_label(doc, PL_L_IS_UNKNOWN));
    } else {
        struct pl_buffer least = {0};
        pl_say_minutes(&least, minutes, doc->knowledge, doc->language);
        pl_say_label(out, doc->knowledge, PL_L_UNKNOWN_AT_LEAST, doc->language, (const char *const[3]){least.data, NULL, NULL});
        pl_buffer_done(&least);
    }
}

static void say_wait_cell(struct pl_doc *doc, const struct pl_class *class, int64_t minutes)
{
    pl_say_wait(doc, class, minutes, pl_doc_scratch(doc));
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
}

static void say_target_cell(struct pl_doc *doc, const struct pl_class *class)
{
    pl_say_minutes(pl_doc_scratch(doc), class->target, doc->knowledge, doc->language);
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
}

/* Where delays are missing, messages wait longer than is known: the share is at most what is counted. */
static void say_percent_cell(struct pl_doc *doc, const struct pl_class *class, uint32_t percent)
{
    const char *const arguments[3] = {pl_doc_number(doc, percent), NULL, NULL};
    enum pl_label label = class->known ? PL_L_PERCENT : percent < 100 ? PL_L_UNKNOWN_AT_MOST_PERCENT : PL_L_IS_UNKNOWN_F;
    pl_say_label(pl_doc_scratch(doc), doc->knowledge, label, doc->language, arguments);
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
        say_target_cell(doc, class);
        say_wait_cell(doc, class, class->now.p50);
        say_wait_cell(doc, class, class->now.p90);
        say_percent_cell(doc, class, class->now.within_percent);
        struct pl_buffer *name = pl_doc_scratch(doc);
        if (!class->known) {
            pl_buffer_add_text(name, pl_doc_label(doc, PL_L_IS_UNKNOWN_F));
        } else if (class->now.bottleneck != PL_NONE) {
            pl_say_step_name(doc, class->now.bottleneck, name);
        }
        pl_doc_cell(doc, pl_buffer_text(name));
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
    say_time(doc, of_week % DAY_MINUTES, &time);
    const char *const arguments[3] = {pl_doc_label(doc, (enum pl_label)(PL_L_DAY_1 + of_week / DAY_MINUTES)), time.data, NULL};
    pl_say_label(out, doc->knowledge, PL_L_AT_TIME, doc->language, arguments);
    pl_buffer_done(&time);
}

/* "A message ready on Saturday at 10:00 would not appear until Monday at 11:30". */
static void say_example(struct pl_doc *doc, uint32_t class, uint32_t hour)
{
    int64_t wait = doc->plan->classes[class].bare.waits[hour];
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

static void say_example_if_late(struct pl_doc *doc, uint32_t class, uint32_t hour)
{
    const struct pl_class *found = doc->plan->classes == NULL ? NULL : &doc->plan->classes[class];
    if (found != NULL && found->known && found->bare.waits[hour] > found->target) {
        say_example(doc, class, hour);
    }
}

void pl_doc_saturday(struct pl_doc *doc)
{
    say_example_if_late(doc, PL_CLASS_URGENT, HOUR_SATURDAY_10);
}

/* ---- the smallest change --------------------------------------------------------------------------------- */

uint32_t pl_classes_of_change(const struct pl_doc *doc, const struct pl_change *change)
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
    pl_say_step_name(doc, change->step, &name);
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
    for (uint32_t step = 0; step < doc->plan->profile->steps_count; step++) {
        for (uint32_t edit = 0; edit < doc->knowledge->edits_count; edit++) {
            struct pl_change change = {edit, step};
            uint32_t classes = pl_classes_of_change(doc, &change);
            if (classes != 0) {
                say_change(doc, classes, &change);
            }
        }
    }
    pl_doc_end(doc);
}

static bool is_out_of_reach(const struct pl_class *class)
{
    return class->known && class->meets == PL_FALSE && !class->reaches;
}

void pl_doc_not_reached(struct pl_doc *doc, bool changed)
{
    uint32_t far = 0; /* bits by class */
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        if (!is_out_of_reach(class)) {
            continue;
        }
        if (far == 0) {
            pl_doc_say(doc, changed ? PL_L_CIRCUIT_NEAREST : PL_L_CIRCUIT_NO_REMEDY, NULL, NULL, NULL);
        }
        far |= 1u << i;
        struct pl_buffer name = {0};
        struct pl_buffer left = {0};
        struct pl_buffer target = {0};
        pl_say_capitalised(&name, pl_doc_class_name(doc, i));
        pl_say_minutes(&left, class->after.at_target, doc->knowledge, doc->language);
        pl_say_minutes(&target, class->target, doc->knowledge, doc->language);
        const char *const arguments[3] = {pl_buffer_text(&name), pl_buffer_text(&left), pl_buffer_text(&target)};
        pl_say_label(pl_doc_scratch(doc), doc->knowledge, PL_L_CIRCUIT_NEAREST_WORST, doc->language, arguments);
        pl_doc_item(doc, 0);
        pl_doc_text(doc, pl_buffer_text(&doc->scratch));
        pl_doc_item_end(doc);
        pl_buffer_done(&name);
        pl_buffer_done(&left);
        pl_buffer_done(&target);
    }
    if (far != 0) {
        pl_doc_end(doc);
    }
    if ((far & ~(1u << PL_CLASS_URGENT)) != 0) {
        pl_doc_say(doc, PL_L_CIRCUIT_OTHER_WAY, NULL, NULL, NULL);
    }
    if ((far >> PL_CLASS_URGENT & 1) != 0) {
        pl_doc_say(doc, PL_L_CIRCUIT_WRITE_BEFORE, NULL, NULL, NULL);
    }
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
        say_target_cell(doc, class);
        say_wait_cell(doc, class, class->now.p50);
        say_wait_cell(doc, class, class->after.p50);
        say_wait_cell(doc, class, class->now.p90);
        say_wait_cell(doc, class, class->after.p90);
        say_percent_cell(doc, class, class->now.within_percent);
        say_percent_cell(doc, class, class->after.within_percent);
    }
    pl_doc_end(doc);
}

static void say_remedies(struct pl_doc *doc)
{
    uint32_t changes = 0;
    bool far = false;
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        changes += doc->plan->classes[i].changes_count;
        far = far || is_out_of_reach(&doc->plan->classes[i]);
    }
    if (changes == 0 && !far) {
        return;
    }
    pl_doc_heading(doc, 2, PL_L_CIRCUIT_REMEDY);
    if (changes > 0) {
        pl_doc_say(doc, PL_L_CIRCUIT_REMEDY_INTRO, NULL, NULL, NULL);
        say_changes(doc);
    }
    pl_doc_not_reached(doc, changes > 0);
    if (changes > 0) {
        say_before_and_after(doc);
    }
}

/* ---- who does what --------------------------------------------------------------------------------------- */

/* What the proposal does to a step of a class; PL_EDIT_KINDS: nothing. */
static uint32_t kind_of_change(const struct pl_doc *doc, uint32_t class, uint32_t step)
{
    const struct pl_class *found = &doc->plan->classes[class];
    for (uint32_t i = 0; i < found->changes_count; i++) {
        if (found->changes[i].step == step) {
            return doc->knowledge->edits[found->changes[i].edit].kind;
        }
    }
    return PL_EDIT_KINDS;
}

/* Whether a step plays a part for a class of messages, as things stand or once the proposal is made; what is not said of a substitute is
 * neither yes nor no. Where nobody writes by role, the first step does. */
static enum pl_truth plays(const struct pl_doc *doc, uint32_t index, uint32_t class, enum pl_part part, bool changed)
{
    const struct pl_step *step = step_of(doc, index);
    const struct pl_class *found = &doc->plan->classes[class];
    uint32_t by = pl_cell_choice(step->by);
    uint32_t kind = changed ? kind_of_change(doc, class, index) : PL_EDIT_KINDS;
    bool makes = by == PL_BY_AUTHOR || by == PL_BY_COMMUNITY_MANAGER || (found->steps_count > 0 && found->steps[0] == index);
    enum pl_truth before = pl_step_stands(step, class, PL_CONTROL_BEFORE);
    enum pl_truth after = pl_step_stands(step, class, PL_CONTROL_AFTER);
    after = kind == PL_CHECK_AFTER ? before : after;
    before = kind == PL_CHECK_AFTER || kind == PL_DROP || kind == PL_MERGE || kind == PL_DELEGATE ? PL_FALSE : before;
    switch (part) {
    case PL_DRAFTS:
        return makes ? before : PL_FALSE;
    case PL_VALIDATES:
        return makes ? PL_FALSE : before;
    case PL_CHECKS_AFTER:
        return after;
    case PL_REPLACED:
        if ((before == PL_FALSE && after == PL_FALSE) || step->substitute->high == PL_NO_BIT) {
            return PL_FALSE;
        }
        return step->substitute->low == PL_YES_BIT ? PL_TRUE : PL_UNKNOWN;
    case PL_PARTS:
        break;
    }
    return PL_FALSE;
}

/* Each role once, "(unknown)" behind those of which it is not known; that alone if it is not known of any. */
void pl_say_players(const struct pl_doc *doc, uint32_t class, enum pl_part part, bool changed, struct pl_buffer *out)
{
    const char *unknown = pl_doc_label(doc, PL_L_IS_UNKNOWN);
    int64_t said = 0;
    enum pl_truth best = PL_FALSE;
    for (uint32_t i = 0; i < doc->plan->profile->steps_count; i++) {
        enum pl_truth truth = plays(doc, i, class, part, changed);
        best = truth > best ? truth : best;
    }
    for (uint32_t i = 0; best == PL_TRUE && i < doc->plan->profile->steps_count; i++) {
        const struct pl_step *step = step_of(doc, i);
        enum pl_truth truth = plays(doc, i, class, part, changed);
        if (truth != PL_FALSE && (said & step->by->low) == 0) {
            pl_buffer_add_text(out, out->length > 0 ? ", " : "");
            say_role(doc, step, out);
            pl_buffer_add_text(out, truth == PL_UNKNOWN ? " (" : "");
            pl_buffer_add_text(out, truth == PL_UNKNOWN ? unknown : "");
            pl_buffer_add_text(out, truth == PL_UNKNOWN ? ")" : "");
            said |= step->by->low;
        }
    }
    pl_buffer_add_text(out, best == PL_UNKNOWN ? unknown : "");
    pl_buffer_add_text(out, best == PL_FALSE && part == PL_DRAFTS ? pl_doc_label(doc, PL_L_NOBODY_NAMED) : "");
}

static void say_players(struct pl_doc *doc, uint32_t class, enum pl_part part, bool changed)
{
    pl_say_players(doc, class, part, changed, pl_doc_scratch(doc));
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
}

/* Whether somebody other than who writes and puts in shape certainly sees such messages before, or after. */
static bool sees(const struct pl_doc *doc, uint32_t class, enum pl_part part)
{
    const int64_t shapes = (int64_t)1 << PL_BY_COMMUNICATION | (int64_t)1 << PL_BY_COMMUNITY_MANAGER | (int64_t)1 << PL_BY_AUTHOR;
    bool found = false;
    for (uint32_t i = 0; i < doc->plan->profile->steps_count; i++) {
        found = found || ((step_of(doc, i)->by->high & ~shapes) != 0 && plays(doc, i, class, part, true) == PL_TRUE);
    }
    return found;
}

enum pl_level pl_level_of(const struct pl_doc *doc, uint32_t class)
{
    return sees(doc, class, PL_VALIDATES) ? PL_LEVEL_BEFORE : sees(doc, class, PL_CHECKS_AFTER) ? PL_LEVEL_AFTER : PL_LEVEL_ALONE;
}

static void say_who_table(struct pl_doc *doc, enum pl_label caption, bool changed)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_CLASS, PL_L_COLUMN_DRAFTS, PL_L_COLUMN_VALIDATES,
                                            PL_L_COLUMN_CHECKS, PL_L_COLUMN_REPLACED};
    pl_doc_table(doc, pl_doc_label(doc, caption), columns, 5);
    for (uint32_t class = 0; class < PL_CLASSES; class++) {
        say_class_cell(doc, class);
        for (int part = PL_DRAFTS; part < PL_PARTS; part++) {
            say_players(doc, class, (enum pl_part)part, changed);
        }
    }
    pl_doc_end(doc);
}

/* As it is and, where a change is proposed, as it would be. */
static void say_who(struct pl_doc *doc)
{
    uint32_t changes = 0;
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        changes += doc->plan->classes[i].changes_count;
    }
    pl_doc_heading(doc, 2, PL_L_CIRCUIT_WHO);
    if (changes > 0) {
        pl_doc_say(doc, PL_L_WHO_TODAY, NULL, NULL, NULL);
    }
    say_who_table(doc, PL_L_CAPTION_WHO, false);
    if (changes > 0) {
        pl_doc_say(doc, PL_L_WHO_AFTER, NULL, NULL, NULL);
        say_who_table(doc, PL_L_CAPTION_WHO_AFTER, true);
    }
}

void pl_view_circuit(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    if (doc->plan->profile->steps == NULL) {
        return;
    }
    if (doc->plan->profile->steps_count == 0) {
        pl_doc_say(doc, PL_L_CIRCUIT_NONE, NULL, NULL, NULL);
        return;
    }
    pl_doc_say(doc, PL_L_CIRCUIT_INTRO, NULL, NULL, NULL);
    say_steps(doc);
    say_hours_kept(doc);
    say_times(doc);
    pl_doc_saturday(doc);
    say_example_if_late(doc, PL_CLASS_ROUTINE, HOUR_FRIDAY_16);
    pl_doc_figure(doc, PL_FIGURE_WEEK);
    say_remedies(doc);
    say_who(doc);
}

/* ---- the week in text ------------------------------------------------------------------------------------ */

const enum pl_label pl_wait_labels[PL_WAITS] = {PL_L_WAIT_MET, PL_L_WAIT_HOURS, PL_L_WAIT_DAYS, PL_L_WAIT_LONG,
                                                PL_L_WAIT_UNKNOWN};

enum pl_wait pl_wait_of(const struct pl_class *class, uint32_t hour)
{
    int64_t wait = class->bare.waits[hour];
    return !class->known           ? PL_WAIT_UNKNOWN
           : wait <= class->target ? PL_WAIT_MET : wait < SOON_MINUTES ? PL_WAIT_HOURS : wait < THREE_DAYS ? PL_WAIT_DAYS : PL_WAIT_LONG;
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
            pl_buffer_add_char(doc->out, ".+o#?"[pl_wait_of(class, day * 24 + hour)]);
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
    pl_doc_section(&doc, "circuit", pl_doc_label(&doc, PL_L_SECTION_CIRCUIT));
    pl_view_circuit(&doc, NULL);
    bool known = true;
    for (uint32_t class = 0; class < PL_CLASSES && plan->profile->steps_count > 0; class++) {
        draw_week(&doc, class);
        known = known && plan->classes[class].known;
    }
    for (int line = 0; line < (known ? 1 : 2) && plan->profile->steps_count > 0; line++) {
        pl_doc_raw(&doc, line == 0 ? "\n    " : "    ");
        pl_doc_raw(&doc, pl_doc_label(&doc, line == 0 ? PL_L_WEEK_LEGEND : PL_L_WEEK_LEGEND_UNKNOWN));
        pl_doc_line_end(&doc);
    }
    pl_doc_done(&doc);
}
