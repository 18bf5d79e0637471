/* SPDX-License-Identifier: MIT
 * The validation circuit: the steps, what they make messages wait, sentences with a day and an hour in them, the
 * smallest change, and who does what for each sort of message; and the week drawn in text.
 */
#include "model/schedule.h"
#include "report/sections.h"

enum {
    YEAR_WORST = 10, /* weeks that are listed */
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
    uint32_t role = pl_knowledge_placeholder(
        k, PL_TO_ROLE, pl_view_of(name.data)); /* as this authority calls it, where it is one role */
    if (role != PL_NONE) {
        pl_buffer_add_text(out, pl_doc_role(doc, role));
    } else if (step->by->line != 0) {
        pl_say_cell(out, k, by, step->by, doc->language);
    } else {
        pl_buffer_add_text(out, pl_doc_label(doc, PL_L_IS_UNKNOWN));
    }
    pl_buffer_done(&name);
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
        for (uint32_t o = 0; o + 1 < hours->open.count; o += 2) {
            struct pl_buffer ends[2] = {{0}, {0}};
            for (uint32_t e = 0; e < 2; e++) {
                say_time(doc, doc->knowledge->refs[hours->open.first + o + e], &ends[e]);
            }
            const char *const arguments[3] = {pl_buffer_text(&ends[0]), pl_buffer_text(&ends[1]), NULL};
            pl_buffer_add_text(&opening, o > 0 ? pl_doc_label(doc, PL_L_AND) : "");
            pl_say_label(&opening, doc->knowledge, PL_L_FROM_TO, doc->language, arguments);
            pl_buffer_done(&ends[0]);
            pl_buffer_done(&ends[1]);
        }
        pl_say_minutes(&day, minutes, k, doc->language);
        pl_doc_say(doc, hours->days == 7 ? PL_L_HOURS_EVERY_DAY : PL_L_HOURS_ON_WEEKDAYS, pl_buffer_text(&name),
                   pl_buffer_text(&opening), pl_buffer_text(&day));
        pl_buffer_done(&name);
        pl_buffer_done(&opening);
        pl_buffer_done(&day);
    }
}

/* Who is taken to be there, where the profile does not say. */
static void say_people(struct pl_doc *doc)
{
    static const enum pl_fact facts[PL_ABSENCE_KINDS] = {
        [PL_ABSENCE_PERCENT] = PL_FACT_ABSENCE_PERCENT, [PL_ABSENCE_DAYS] = PL_FACT_ABSENCE_DAYS};
    const struct pl_knowledge *k = doc->knowledge;
    const struct pl_cell *team = pl_plan_cell(doc->plan, PL_FACT_TEAM);
    bool counted = true;
    bool team_takes_part = false;
    for (uint32_t i = 0; i < doc->plan->profile->steps_count; i++) {
        team_takes_part = team_takes_part || (step_of(doc, i)->by->high >> PL_BY_COMMUNICATION & 1) != 0;
        counted = counted && step_of(doc, i)->people->low == step_of(doc, i)->people->high;
    }
    if (!counted && !team_takes_part) {
        pl_doc_say(doc, PL_L_CIRCUIT_PEOPLE_ONE, NULL, NULL, NULL);
    }
    for (uint32_t i = 0; !counted && team_takes_part && i < k->role_weights_count; i++) {
        if (k->role_weights[i].by == PL_BY_COMMUNICATION) {
            int64_t people = team->low == team->high && team->low > 0 ? team->low : k->role_weights[i].people;
            pl_doc_say(doc, PL_L_CIRCUIT_PEOPLE, pl_doc_number(doc, people), NULL, NULL);
        }
    }
    for (uint32_t i = 0; i < k->absences_count; i++) {
        if (pl_plan_cell(doc->plan, facts[k->absences[i].kind])->line == 0) {
            pl_doc_paragraph(doc, pl_text_in(k, k->absences[i].text, doc->language));
        }
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
        const struct pl_cell *delay = step->delay;
        struct pl_buffer *out = pl_doc_scratch(doc);
        if (delay->low != delay->high) {
            pl_buffer_add_text(out, pl_doc_label(doc, PL_L_IS_UNKNOWN));
        } else if (delay->unit == PL_MINUTES) {
            pl_say_minutes(out, delay->low, doc->knowledge, doc->language);
        } else { /* days of work: 1440 minutes would be a day and a night */
            pl_say_duration(out, delay->low, delay->unit == PL_DAYS ? 1440 : 10080, doc->language);
            pl_buffer_add_text(out, "\xc2\xa0");
            pl_buffer_add_text(out, pl_doc_label(doc, delay->unit == PL_DAYS ? PL_L_UNIT_DAY : PL_L_UNIT_WEEK));
        }
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
        pl_say_label(out, doc->knowledge, PL_L_UNKNOWN_AT_LEAST, doc->language,
                     (const char *const[3]){least.data, NULL, NULL});
        pl_buffer_done(&least);
    }
}

/* Hours below a day, half days beyond: nobody plans by the minute. */
static const char *roughly(struct pl_doc *doc, int64_t minutes)
{
    enum { HALF = DAY_MINUTES / 2 };
    int64_t halves = (minutes + HALF / 2) / HALF;
    enum pl_label label = halves % 2 != 0 ? (halves == 3 ? PL_L_DAY_AND_A_HALF : PL_L_DAYS_AND_A_HALF)
                          : halves == 2   ? PL_L_ONE_DAY
                                          : PL_L_SO_MANY_DAYS;
    return minutes < DAY_MINUTES ? pl_doc_minutes(doc, minutes)
                                 : pl_doc_format(doc, label, pl_doc_number(doc, halves / 2), NULL, NULL);
}

const char *pl_doc_about(struct pl_doc *doc, const struct pl_class *class, int64_t minutes)
{
    const char *text = roughly(doc, minutes);
    return class->known && minutes == 0 ? pl_doc_label(doc, PL_L_AT_ONCE)
           : class->known               ? text
           : minutes == 0               ? pl_doc_label(doc, PL_L_IS_UNKNOWN)
                                        : pl_doc_format(doc, PL_L_AT_LEAST, text, NULL, NULL);
}

/* Where delays are missing, messages wait longer than is known: the share is at most what is counted. */
static void say_percent_cell(struct pl_doc *doc, const struct pl_class *class, uint32_t percent)
{
    const char *const arguments[3] = {pl_doc_number(doc, percent), NULL, NULL};
    enum pl_label label = class->known    ? PL_L_PERCENT
                          : percent < 100 ? PL_L_UNKNOWN_AT_MOST_PERCENT
                                          : PL_L_IS_UNKNOWN_F;
    pl_say_label(pl_doc_scratch(doc), doc->knowledge, label, doc->language, arguments);
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
}

static void say_step_cell(struct pl_doc *doc, const struct pl_class *class, uint32_t step)
{
    struct pl_buffer *name = pl_doc_scratch(doc);
    if (!class->known) {
        pl_buffer_add_text(name, pl_doc_label(doc, PL_L_IS_UNKNOWN_F));
    } else if (step != PL_NONE) {
        pl_say_step_name(doc, step, name);
    }
    pl_doc_cell(doc, pl_buffer_text(name));
}

void pl_doc_delays(struct pl_doc *doc, bool with_rare)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_CLASS,       PL_L_COLUMN_TARGET, PL_L_COLUMN_HALF,
                                            PL_L_COLUMN_NINE_IN_TEN, PL_L_COLUMN_RARE,   PL_L_COLUMN_WITHIN,
                                            PL_L_COLUMN_SLOWEST};
    enum { RARE = 4 };
    enum pl_label kept[sizeof columns / sizeof *columns];
    uint32_t count = 0;
    for (uint32_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (with_rare || i != RARE) {
            kept[count++] = columns[i];
        }
    }
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_TIMES), kept, count);
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        pl_doc_cell(doc, pl_doc_capital(doc, pl_doc_class_name(doc, i)));
        pl_say_minutes(pl_doc_scratch(doc), class->target, doc->knowledge, doc->language);
        pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        pl_doc_cell(doc, pl_doc_about(doc, class, class->now.p50));
        pl_doc_cell(doc, pl_doc_about(doc, class, class->now.p90));
        if (with_rare) {
            pl_doc_cell(doc, pl_doc_about(doc, class, class->now.p95));
        }
        say_percent_cell(doc, class, class->now.within_percent);
        say_step_cell(doc, class, class->now.bottleneck);
    }
    pl_doc_end(doc);
}

const enum pl_label pl_wait_part_labels[PL_WAIT_PARTS] = {[PL_WAITS_WORK] = PL_L_PART_WORK,
                                                          [PL_WAITS_CLOSED] = PL_L_PART_CLOSED,
                                                          [PL_WAITS_HOLIDAYS] = PL_L_PART_HOLIDAYS,
                                                          [PL_WAITS_ABSENCE] = PL_L_PART_ABSENCE};

bool pl_class_waits(const struct pl_class *class)
{
    uint32_t sum = 0;
    for (int part = 0; part < PL_WAIT_PARTS; part++) {
        sum += class->now.waits[part];
    }
    return class->known && sum > 0;
}

/* "Messages courants : travail 8 %, bureaux fermés 34 %, jours fériés 2 %, absences 56 %." */
void pl_view_waits(struct pl_doc *doc, const struct pl_block *block)
{
    bool some = false;
    (void)block;
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        if (!pl_class_waits(class)) {
            continue;
        }
        struct pl_buffer parts = {0};
        for (int part = 0; part < PL_WAIT_PARTS; part++) {
            if (class->now.waits[part] > 0) {
                const char *share =
                    pl_doc_format(doc, PL_L_PERCENT, pl_doc_number(doc, class->now.waits[part]), NULL, NULL);
                pl_buffer_add_text(&parts, parts.length > 0 ? ", " : "");
                pl_buffer_add_text(&parts, pl_doc_format(doc, PL_L_PART_OF_WAIT,
                                                         pl_doc_label(doc, pl_wait_part_labels[part]), share, NULL));
            }
        }
        if (!some) {
            pl_doc_say(doc, PL_L_WAITS_INTRO, NULL, NULL, NULL);
        }
        some = true;
        pl_doc_item_text(doc, 0,
                         pl_doc_format(doc, PL_L_WAITS_LINE, pl_doc_capital(doc, pl_doc_class_name(doc, i)),
                                       pl_buffer_text(&parts), NULL));
        pl_buffer_done(&parts);
    }
    pl_doc_end(doc);
    if (some) {
        pl_doc_figure(doc, PL_FIGURE_WAITS);
    }
}

static void say_times(struct pl_doc *doc)
{
    bool known = true;
    pl_doc_say(doc, PL_L_CIRCUIT_TIMES, NULL, NULL, NULL);
    pl_doc_delays(doc, true);
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        known = known && doc->plan->classes[i].known;
    }
    if (!known) {
        pl_doc_say(doc, PL_L_CIRCUIT_LOWER, NULL, NULL, NULL);
    }
    pl_view_waits(doc, NULL);
    static const enum pl_label columns[] = {PL_L_COLUMN_CLASS, PL_L_COLUMN_HALF, PL_L_COLUMN_LONGEST,
                                            PL_L_COLUMN_WITHIN};
    pl_doc_say(doc, PL_L_CIRCUIT_BARE, NULL, NULL, NULL);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_BARE), columns, 4);
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        pl_doc_cell(doc, pl_doc_capital(doc, pl_doc_class_name(doc, i)));
        pl_doc_cell(doc, pl_doc_about(doc, class, class->bare.median));
        pl_doc_cell(doc, pl_doc_about(doc, class, class->bare.worst));
        say_percent_cell(doc, class, class->bare_within_percent);
    }
    pl_doc_end(doc);
}

/* "lundi à 11 h 30" for a minute of the week. */
static void say_moment(const struct pl_doc *doc, int64_t minute, struct pl_buffer *out)
{
    int64_t of_week = minute % WEEK_MINUTES;
    struct pl_buffer time = {0};
    say_time(doc, of_week % DAY_MINUTES, &time);
    const char *const arguments[3] = {pl_doc_label(doc, (enum pl_label)(PL_L_DAY_1 + of_week / DAY_MINUTES)), time.data,
                                      NULL};
    pl_say_label(out, doc->knowledge, PL_L_AT_TIME, doc->language, arguments);
    pl_buffer_done(&time);
}

static void say_example_if_late(struct pl_doc *doc, uint32_t class, uint32_t hour)
{
    const struct pl_class *found = doc->plan->classes == NULL ? NULL : &doc->plan->classes[class];
    if (found != NULL && found->known && found->bare.waits[hour] > found->target) {
        int64_t wait = found->bare.waits[hour];
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
        const char *sentence = pl_doc_format(doc, soon ? PL_L_CIRCUIT_EXAMPLE_SOON : PL_L_CIRCUIT_EXAMPLE,
                                             pl_doc_label(doc, (enum pl_label)(PL_L_ONE_ROUTINE + class)),
                                             pl_buffer_text(&ready), soon ? later.data : out.data);
        pl_doc_paragraph_start(doc, PL_PARAGRAPH);
        pl_doc_text(doc, sentence);
        if (found->changes_count > 0 && found->bare_after.waits[hour] < wait) {
            struct pl_buffer *then = pl_doc_scratch(doc);
            say_moment(doc, (int64_t)hour * 60 + found->bare_after.waits[hour], then);
            pl_doc_join(doc, " ");
            pl_doc_text(doc, pl_doc_format(doc, PL_L_CIRCUIT_EXAMPLE_THEN, pl_buffer_text(then), NULL, NULL));
        }
        pl_doc_paragraph_end(doc, PL_PARAGRAPH);
        pl_buffer_done(&ready);
        pl_buffer_done(&out);
        pl_buffer_done(&later);
        pl_buffer_done(&moment);
    }
}

void pl_view_saturday(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    say_example_if_late(doc, PL_CLASS_URGENT, HOUR_SATURDAY_10);
}

/* ---- the smallest change --------------------------------------------------------------------------------- */

uint32_t pl_change_groups(struct pl_doc *doc, struct pl_change_group **out_groups)
{
    uint32_t count = 0;
    *out_groups = pl_arena_array(doc->arena, (size_t)doc->plan->profile->steps_count * doc->knowledge->edits_count + 1,
                                 sizeof **out_groups);
    for (uint32_t step = 0; step < doc->plan->profile->steps_count; step++) {
        for (uint32_t edit = 0; edit < doc->knowledge->edits_count; edit++) {
            uint32_t classes = 0;
            for (uint32_t i = 0; i < PL_CLASSES; i++) {
                const struct pl_class *class = &doc->plan->classes[i];
                for (uint32_t c = 0; c < class->changes_count; c++) {
                    classes |= class->changes[c].edit == edit && class->changes[c].step == step ? 1u << i : 0;
                }
            }
            bool some = classes != 0;
            uint32_t at = 0;
            classes = doc->knowledge->edits[edit].kind == PL_ADD_SUBSTITUTE
                          ? 0
                          : classes; /* a deputy is one for whatever comes */
            while (some && at < count && ((*out_groups)[at].edit != edit || (*out_groups)[at].classes != classes)) {
                at++;
            }
            if (some && at == count) {
                (*out_groups)[count++] = (struct pl_change_group){edit, classes, 0};
            }
            if (some) {
                (*out_groups)[at].steps |= UINT64_C(1) << step;
            }
        }
    }
    return count;
}

void pl_say_change(struct pl_doc *doc, const struct pl_change_group *group, struct pl_buffer *out)
{
    struct pl_buffer steps = {0};
    struct pl_buffer classes = {0};
    bool several = (group->steps & (group->steps - 1)) != 0;
    const char *last = "";
    for (uint32_t i = 0; i < doc->plan->profile->steps_count; i++) {
        struct pl_buffer name = {0};
        if ((group->steps >> i & 1) != 0) {
            pl_say_step_name(doc, i, &name);
        }
        const char *quoted = pl_doc_format(doc, PL_L_QUOTED, pl_buffer_text(&name), NULL, NULL);
        if (name.length > 0 && strcmp(quoted, last) != 0) { /* two steps of one name may change in the same way */
            pl_buffer_add_text(&steps, steps.length > 0 ? ", " : "");
            pl_buffer_add_text(&steps, quoted);
            last = quoted;
        }
        pl_buffer_done(&name);
    }
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        if ((group->classes >> i & 1) != 0) {
            pl_buffer_add_text(&classes, classes.length > 0 ? ", " : "");
            pl_buffer_add_text(&classes, pl_doc_class_name(doc, i));
        }
    }
    const char *const arguments[3] = {
        pl_doc_format(doc, several ? PL_L_STEPS_NAMED : PL_L_STEP_NAMED, pl_buffer_text(&steps), NULL, NULL), NULL,
        NULL};
    pl_say_template(out, pl_text_in(doc->knowledge, doc->knowledge->edits[group->edit].text, doc->language), arguments);
    if (classes.length > 0) {
        pl_buffer_add_text(out, pl_doc_format(doc, PL_L_CHANGE_CONCERNS, classes.data, NULL, NULL));
    }
    pl_buffer_add_text(out, ".");
    pl_buffer_done(&steps);
    pl_buffer_done(&classes);
}

/* ---- deputies and other ways ------------------------------------------------------------------------------- */

/* The steps for which a deputy saves time, the most useful first; returns how many. */
static uint32_t rank_deputies(const struct pl_doc *doc, struct pl_deputy *out_deputies, uint32_t *out_classes)
{
    uint32_t count = 0;
    for (uint32_t step = 0; step < doc->plan->profile->steps_count; step++) {
        struct pl_deputy deputy = {.step = step};
        uint32_t class = 0;
        for (uint32_t i = 0; i < PL_CLASSES; i++) { /* what a deputy saves most, over the classes */
            const struct pl_class *found = &doc->plan->classes[i];
            for (uint32_t d = 0; found->known && d < found->deputies_count; d++) {
                if (found->deputies[d].step == step && found->deputies[d].saves > deputy.saves) {
                    deputy = found->deputies[d];
                    class = i;
                }
            }
        }
        if (deputy.saves == 0) {
            continue;
        }
        uint32_t at = count++;
        for (; at > 0 && out_deputies[at - 1].saves < deputy.saves; at--) {
            out_deputies[at] = out_deputies[at - 1];
            out_classes[at] = out_classes[at - 1];
        }
        out_deputies[at] = deputy;
        out_classes[at] = class;
    }
    return count;
}

void pl_doc_best_deputy(struct pl_doc *doc)
{
    struct pl_deputy deputies[PL_STEPS_MAX];
    uint32_t classes[PL_STEPS_MAX];
    if (rank_deputies(doc, deputies, classes) > 0) {
        const struct pl_class *class = &doc->plan->classes[classes[0]];
        pl_say_step_name(doc, deputies[0].step, pl_doc_scratch(doc));
        const char *name = pl_doc_kept(doc);
        const char *messages = pl_doc_format(doc, PL_L_NINE_IN_TEN_OF, pl_doc_class_name(doc, classes[0]), NULL, NULL);
        pl_doc_paragraph_start(doc, PL_PARAGRAPH);
        pl_doc_text(doc, pl_doc_format(doc, PL_L_HANGS_ON, name, NULL, NULL));
        pl_doc_join(doc, " ");
        pl_doc_text(doc, pl_doc_format(doc, PL_L_DEPUTY_SAVES, messages, pl_doc_about(doc, class, class->now.p90),
                                       pl_doc_about(doc, class, deputies[0].p90)));
        pl_doc_paragraph_end(doc, PL_PARAGRAPH);
    }
}

static void say_deputies(struct pl_doc *doc)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_STEP,        PL_L_COLUMN_ROLE,        PL_L_COLUMN_CLASS,
                                            PL_L_COLUMN_NINE_IN_TEN, PL_L_COLUMN_WITH_DEPUTY, PL_L_COLUMN_SAVES};
    struct pl_deputy deputies[PL_STEPS_MAX];
    uint32_t classes[PL_STEPS_MAX];
    uint32_t count = rank_deputies(doc, deputies, classes);
    if (count == 0) {
        return;
    }
    pl_doc_heading(doc, 2, PL_L_CIRCUIT_DEPUTIES);
    pl_doc_best_deputy(doc);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_DEPUTIES), columns, 6);
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_class *class = &doc->plan->classes[classes[i]];
        say_step_cell(doc, class, deputies[i].step);
        say_role(doc, step_of(doc, deputies[i].step), pl_doc_scratch(doc));
        pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        pl_doc_cell(doc, pl_doc_capital(doc, pl_doc_class_name(doc, classes[i])));
        pl_doc_cell(doc, pl_doc_about(doc, class, class->now.p90));
        pl_doc_cell(doc, pl_doc_about(doc, class, deputies[i].p90));
        pl_doc_cell(doc, roughly(doc, deputies[i].saves));
    }
    pl_doc_end(doc);
}

static void say_alternatives(struct pl_doc *doc)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_CHANGES, PL_L_COLUMN_GIVEN_UP, PL_L_COLUMN_HALF,
                                            PL_L_COLUMN_NINE_IN_TEN, PL_L_COLUMN_WITHIN};
    bool some = false;
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        const struct pl_class *class = &doc->plan->classes[i];
        if (class->alternatives_count < 2) {
            continue;
        }
        if (!some) {
            pl_doc_heading(doc, 2, PL_L_CIRCUIT_WAYS);
            pl_doc_say(doc, PL_L_CIRCUIT_WAYS_INTRO, NULL, NULL, NULL);
        }
        some = true;
        pl_doc_paragraph(doc,
                         pl_doc_format(doc, PL_L_WAYS_FOR, pl_doc_capital(doc, pl_doc_class_name(doc, i)), NULL, NULL));
        pl_doc_table(doc, pl_doc_format(doc, PL_L_CAPTION_WAYS, pl_doc_class_name(doc, i), NULL, NULL), columns, 5);
        for (uint32_t w = 0; w < class->alternatives_count; w++) {
            const struct pl_alternative *way = &class->alternatives[w];
            struct pl_buffer text = {0};
            for (uint32_t c = 0; c < way->changes_count; c++) {
                struct pl_change_group group = {way->changes[c].edit, 0, UINT64_C(1) << way->changes[c].step};
                for (; c + 1 < way->changes_count && way->changes[c + 1].edit == group.edit; c++) {
                    group.steps |= UINT64_C(1) << way->changes[c + 1].step;
                }
                pl_buffer_add_text(&text, text.length > 0 ? " " : "");
                pl_say_change(doc, &group, &text);
            }
            pl_doc_cell(doc, pl_buffer_text(&text));
            pl_buffer_done(&text);
            pl_doc_cell_number(doc, way->weight);
            pl_doc_cell(doc, pl_doc_about(doc, class, way->after.p50));
            pl_doc_cell(doc, pl_doc_about(doc, class, way->after.p90));
            say_percent_cell(doc, class, way->after.within_percent);
        }
        pl_doc_end(doc);
    }
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
        pl_doc_item_text(doc, 0,
                         pl_doc_format(doc, PL_L_CIRCUIT_NEAREST_WORST, pl_doc_capital(doc, pl_doc_class_name(doc, i)),
                                       roughly(doc, class->after.at_target), pl_doc_minutes(doc, class->target)));
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
        struct pl_change_group *groups = NULL;
        uint32_t count = pl_change_groups(doc, &groups);
        for (uint32_t i = 0; i < count; i++) {
            struct pl_buffer text = {0};
            pl_say_change(doc, &groups[i], &text);
            pl_doc_item(doc, 0);
            pl_doc_bold(doc, pl_buffer_text(&text));
            pl_doc_join(doc, " ");
            pl_doc_text(doc, pl_text_in(doc->knowledge, doc->knowledge->edits[groups[i].edit].because, doc->language));
            pl_doc_item_end(doc);
            pl_buffer_done(&text);
        }
        pl_doc_end(doc);
    }
    pl_doc_not_reached(doc, changes > 0);
    if (changes > 0) {
        static const enum pl_label columns[] = {PL_L_COLUMN_CLASS,       PL_L_COLUMN_HALF,       PL_L_COLUMN_HALF_AFTER,
                                                PL_L_COLUMN_NINE_IN_TEN, PL_L_COLUMN_NINE_AFTER, PL_L_COLUMN_WITHIN,
                                                PL_L_COLUMN_WITHIN_AFTER};
        pl_doc_say(doc, PL_L_CIRCUIT_AFTER, NULL, NULL, NULL);
        pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_AFTER_CHANGE), columns, 7);
        for (uint32_t i = 0; i < PL_CLASSES; i++) {
            const struct pl_class *class = &doc->plan->classes[i];
            if (class->changes_count == 0) {
                continue;
            }
            pl_doc_cell(doc, pl_doc_capital(doc, pl_doc_class_name(doc, i)));
            pl_doc_cell(doc, pl_doc_about(doc, class, class->now.p50));
            pl_doc_cell(doc, pl_doc_about(doc, class, class->after.p50));
            pl_doc_cell(doc, pl_doc_about(doc, class, class->now.p90));
            pl_doc_cell(doc, pl_doc_about(doc, class, class->after.p90));
            say_percent_cell(doc, class, class->now.within_percent);
            say_percent_cell(doc, class, class->after.within_percent);
        }
        pl_doc_end(doc);
    }
}

/* ---- the year ---------------------------------------------------------------------------------------------- */

static int64_t wait_of_week(const struct pl_class *class, uint32_t week)
{
    return class->known && class->year[week] > 0 ? class->year[week] : 0;
}

/* The slowest weeks for all classes together, in their order on the calendar. */
static void say_year(struct pl_doc *doc)
{
    const char *titles[PL_CLASSES + 2] = {pl_doc_label(doc, PL_L_COLUMN_WEEK_OF)};
    int64_t waits[PL_YEAR_WEEKS] = {0};
    if (doc->plan->classes[0].year == NULL) {
        return;
    }
    for (uint32_t i = 0; i < PL_CLASSES; i++) {
        titles[1 + i] = pl_doc_capital(doc, pl_doc_class_name(doc, i));
        for (uint32_t week = 0; week < PL_YEAR_WEEKS; week++) {
            waits[week] += wait_of_week(&doc->plan->classes[i], week);
        }
    }
    titles[PL_CLASSES + 1] = pl_doc_label(doc, PL_L_COLUMN_HOLIDAYS);
    pl_doc_heading(doc, 2, PL_L_CIRCUIT_YEAR);
    pl_doc_say(doc, PL_L_CIRCUIT_YEAR_INTRO, NULL, NULL, NULL);
    pl_doc_table_titles(doc, pl_doc_label(doc, PL_L_CAPTION_WEEKS), titles, PL_CLASSES + 2);
    for (uint32_t week = 0; week < PL_YEAR_WEEKS; week++) {
        int64_t monday = pl_monday_from(doc->plan->today) + (int64_t)week * 7;
        int64_t longest = 0;
        uint32_t slower = 0;
        for (uint32_t other = 0; other < PL_YEAR_WEEKS; other++) { /* of two alike the first */
            slower += other < week ? waits[other] >= waits[week] : waits[other] > waits[week];
        }
        if (slower >= YEAR_WORST || waits[week] == 0) {
            continue;
        }
        pl_doc_cell_date(doc, monday);
        for (uint32_t i = 0; i < PL_CLASSES; i++) {
            int64_t wait = wait_of_week(&doc->plan->classes[i], week);
            longest = wait > longest ? wait : longest;
            pl_doc_cell(doc, pl_doc_about(doc, &doc->plan->classes[i], wait));
        }
        const struct pl_place_of_work place = pl_place_of_work(doc->knowledge, doc->plan->cells);
        struct pl_buffer *names = pl_doc_scratch(doc);
        for (int64_t day = monday; day < monday + 7 + longest / DAY_MINUTES; day++) {
            uint32_t holiday = pl_holiday_on(&place, day);
            if (holiday != PL_NONE) {
                pl_buffer_add_text(names, names->length > 0 ? ", " : "");
                pl_buffer_add_text(names,
                                   pl_text_in(doc->knowledge, doc->knowledge->holidays[holiday].label, doc->language));
            }
        }
        pl_doc_cell(doc, pl_buffer_text(names));
    }
    pl_doc_end(doc);
}

/* ---- who does what --------------------------------------------------------------------------------------- */

/* Who writes and puts in shape: whom no approval in advance replaces. */
static const int64_t shapes =
    (int64_t)1 << PL_BY_COMMUNICATION | (int64_t)1 << PL_BY_COMMUNITY_MANAGER | (int64_t)1 << PL_BY_AUTHOR;

/* Whether a step plays a part for a class of messages, as things stand or once the proposal is made; what is not said
 * of a substitute is neither yes nor no. Where nobody writes by role, the first step does. */
static enum pl_truth plays(const struct pl_doc *doc, uint32_t index, uint32_t class, enum pl_part part, bool changed)
{
    enum {
        AFTER = 1u << PL_CHECK_AFTER,
        GONE = AFTER | 1u << PL_DROP | 1u << PL_MERGE | 1u << PL_DELEGATE | 1u << PL_PRE_APPROVE
    };
    const struct pl_step *step = step_of(doc, index);
    const struct pl_class *found = &doc->plan->classes[class];
    uint32_t by = pl_cell_choice(step->by);
    uint32_t kinds = 0; /* bits; texts approved in advance stand for every approval */
    for (uint32_t i = 0; changed && i < found->changes_count; i++) {
        uint32_t kind = doc->knowledge->edits[found->changes[i].edit].kind;
        bool approves = kind == PL_PRE_APPROVE && index != found->steps[0] && (step->by->high & ~shapes) != 0;
        kinds |= found->changes[i].step == index || approves ? 1u << kind : 0;
    }
    bool makes =
        by == PL_BY_AUTHOR || by == PL_BY_COMMUNITY_MANAGER || (found->steps_count > 0 && found->steps[0] == index);
    enum pl_truth before = pl_step_stands(step, class, PL_CONTROL_BEFORE);
    enum pl_truth after = pl_step_stands(step, class, PL_CONTROL_AFTER);
    after = (kinds & AFTER) != 0 ? before : after;
    before = (kinds & GONE) != 0 ? PL_FALSE : before;
    switch (part) {
    case PL_DRAFTS:
        return makes ? before : PL_FALSE;
    case PL_VALIDATES:
        return makes ? PL_FALSE : before;
    case PL_CHECKS_AFTER:
        return after;
    case PL_REPLACED:
        if ((before == PL_FALSE && after == PL_FALSE) ||
            (step->substitute->high == PL_NO_BIT && (kinds >> PL_ADD_SUBSTITUTE & 1) == 0)) {
            return PL_FALSE;
        }
        return step->substitute->low == PL_YES_BIT || (kinds >> PL_ADD_SUBSTITUTE & 1) != 0 ? PL_TRUE : PL_UNKNOWN;
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

/* Whether somebody other than who writes and puts in shape certainly sees such messages before, or after. */
static bool sees(const struct pl_doc *doc, uint32_t class, enum pl_part part)
{
    bool found = false;
    for (uint32_t i = 0; i < doc->plan->profile->steps_count; i++) {
        found = found || ((step_of(doc, i)->by->high & ~shapes) != 0 && plays(doc, i, class, part, true) == PL_TRUE);
    }
    return found;
}

enum pl_level pl_level_of(const struct pl_doc *doc, uint32_t class)
{
    const struct pl_class *found = &doc->plan->classes[class];
    bool advance = false;
    for (uint32_t i = 0; i < found->changes_count; i++) {
        advance = advance || doc->knowledge->edits[found->changes[i].edit].kind == PL_PRE_APPROVE;
    }
    return sees(doc, class, PL_VALIDATES)      ? PL_LEVEL_BEFORE
           : advance                           ? PL_LEVEL_ADVANCE
           : sees(doc, class, PL_CHECKS_AFTER) ? PL_LEVEL_AFTER
                                               : PL_LEVEL_ALONE;
}

static void say_who_table(struct pl_doc *doc, enum pl_label caption, bool changed)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_CLASS, PL_L_COLUMN_DRAFTS, PL_L_COLUMN_VALIDATES,
                                            PL_L_COLUMN_CHECKS, PL_L_COLUMN_REPLACED};
    pl_doc_table(doc, pl_doc_label(doc, caption), columns, 5);
    for (uint32_t class = 0; class < PL_CLASSES; class ++) {
        pl_doc_cell(doc, pl_doc_capital(doc, pl_doc_class_name(doc, class)));
        for (int part = PL_DRAFTS; part < PL_PARTS; part++) {
            pl_say_players(doc, class, (enum pl_part)part, changed, pl_doc_scratch(doc));
            pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        }
    }
    pl_doc_end(doc);
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
    say_people(doc);
    say_times(doc);
    pl_view_saturday(doc, NULL);
    say_example_if_late(doc, PL_CLASS_ROUTINE, HOUR_FRIDAY_16);
    pl_doc_figure(doc, PL_FIGURE_WEEK);
    say_year(doc);
    say_deputies(doc);
    say_remedies(doc);
    say_alternatives(doc);
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

/* ---- the week in text ------------------------------------------------------------------------------------ */

const enum pl_label pl_wait_labels[PL_WAITS] = {PL_L_WAIT_MET,  PL_L_WAIT_HOURS,   PL_L_WAIT_DAYS,
                                                PL_L_WAIT_LONG, PL_L_WAIT_UNKNOWN, PL_L_WAIT_NONE};

enum pl_wait pl_wait_of(const struct pl_class *class, uint32_t hour)
{
    int64_t wait = class->week[hour];
    return !class->known           ? PL_WAIT_UNKNOWN
           : wait < 0              ? PL_WAIT_NONE
           : wait <= class->target ? PL_WAIT_MET
           : wait < SOON_MINUTES   ? PL_WAIT_HOURS
           : wait < THREE_DAYS     ? PL_WAIT_DAYS
                                   : PL_WAIT_LONG;
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
        uint32_t blanks = 10 - (uint32_t)pl_view_count(pl_view_of(label)); /* none at the end of a line */
        for (uint32_t hour = 0; hour < 24; hour++) {
            enum pl_wait wait = pl_wait_of(class, day * 24 + hour);
            for (blanks += wait == PL_WAIT_NONE; wait != PL_WAIT_NONE && blanks > 0; blanks--) {
                pl_doc_raw(doc, " ");
            }
            if (wait != PL_WAIT_NONE) {
                pl_buffer_add_char(doc->out, ".+o#?"[wait]);
            }
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
    for (uint32_t class = 0; class < PL_CLASSES && plan->profile->steps_count > 0; class ++) {
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
