/* SPDX-License-Identifier: MIT
 * Decision and certainty: the page for elected members, what is known and what is not, and what to prepare in the house.
 */
#include "report/sections.h"


enum { ACTIONS_MAX = 6, QUESTIONS_FIRST = 3 };

const char *pl_md_role(const struct pl_md *md, uint32_t role)
{
    const struct pl_knowledge *k = md->knowledge;
    bool small = md->plan->cells[k->facts[PL_FACT_SMALL_COMMUNE]].low == PL_YES_BIT;
    bool renamed = role != PL_NONE && small && k->roles[role].in_small_commune.in[md->language] != 0;
    return role == PL_NONE ? "" : pl_text_in(k, renamed ? k->roles[role].in_small_commune : k->roles[role].label, md->language);
}

void pl_say_roles(const struct pl_md *md, struct pl_range roles, struct pl_buffer *out)
{
    const char *said[16]; /* equal texts of the knowledge are one */
    uint32_t count = 0;
    for (uint32_t i = 0; i < roles.count && count < 16; i++) {
        const char *role = pl_md_role(md, md->knowledge->refs[roles.first + i]);
        bool again = false;
        for (uint32_t s = 0; s < count; s++) {
            again = again || said[s] == role;
        }
        if (!again) {
            said[count++] = role;
            pl_buffer_add_text(out, count > 1 ? ", " : "");
            pl_buffer_add_text(out, role);
        }
    }
}

const char *pl_md_platform_name(struct pl_md *md, uint32_t platform)
{
    const struct pl_platform *entry = &md->knowledge->platforms[platform];
    pl_say_capitalised(pl_md_scratch(md), pl_text_in(md->knowledge, entry->name, md->language));
    return pl_buffer_text(&md->scratch);
}

enum { ANY_TIME = 7 }; /* bits of enum pl_timing */

/* "Facebook, LinkedIn": the platforms with these decisions (bits) at these times (bits). */
static uint32_t say_platforms(struct pl_md *md, uint32_t decisions, uint32_t times, struct pl_buffer *out)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < md->plan->choices_count; i++) {
        const struct pl_choice *choice = &md->plan->choices[i];
        if ((decisions >> choice->decision & 1) != 0 && (times >> choice->timing & 1) != 0 && !choice->set_aside &&
            !choice->put_off) {
            const struct pl_platform *platform = &md->knowledge->platforms[choice->platform];
            pl_buffer_add_text(out, count > 0 ? ", " : "");
            pl_buffer_add_text(out, pl_text_in(md->knowledge, platform->name, md->language));
            count++;
        }
    }
    return count;
}

static void say_verdict(struct pl_md *md)
{
    static const enum pl_label labels[] = {
        [PL_NOT_YET] = PL_L_VERDICT_NOT_YET,
        [PL_CONDITIONAL] = PL_L_VERDICT_CONDITIONAL,
        [PL_READY] = PL_L_VERDICT_READY,
        [PL_VERDICT_UNKNOWN] = PL_L_VERDICT_UNKNOWN,
    };
    static const enum pl_label sentences[] = {
        [PL_NOT_YET] = PL_L_VERDICT_NOT_YET_TEXT,
        [PL_CONDITIONAL] = PL_L_VERDICT_CONDITIONAL_TEXT,
        [PL_READY] = PL_L_VERDICT_READY_TEXT,
        [PL_VERDICT_UNKNOWN] = PL_L_VERDICT_UNKNOWN_TEXT,
    };
    pl_md_blank(md);
    pl_md_bold(md, pl_md_label(md, labels[md->plan->verdict]));
    pl_md_raw(md, " ");
    pl_md_text(md, pl_md_label(md, sentences[md->plan->verdict]));
    pl_md_raw(md, "\n\n");
}

/* The sentence for a group of platforms, when it is not empty. */
static void say_group(struct pl_md *md, enum pl_label label, uint32_t decisions, uint32_t times)
{
    struct pl_buffer names = {0};
    if (say_platforms(md, decisions, times, &names) > 0) {
        const char *const arguments[3] = {names.data, NULL, NULL};
        struct pl_buffer text = {0};
        pl_say_label(&text, md->knowledge, label, md->language, arguments);
        pl_md_item(md, 0);
        pl_md_text(md, text.data);
        pl_md_line_end(md);
        pl_buffer_done(&text);
    }
    pl_buffer_done(&names);
}

static void say_platform_choices(struct pl_md *md)
{
    pl_md_blank(md);
    say_group(md, PL_L_TO_OPEN, 1u << PL_OPEN, 1u << PL_NOW);
    say_group(md, PL_L_TO_OPEN_AFTER, 1u << PL_OPEN, 1u << PL_AFTER_PREREQUISITES);
    say_group(md, PL_L_TO_OPEN_LATER, 1u << PL_OPEN, 1u << PL_LATER);
    say_group(md, PL_L_TO_IMPROVE, 1u << PL_IMPROVE, ANY_TIME);
    say_group(md, PL_L_TO_KEEP, 1u << PL_KEEP, ANY_TIME);
    say_group(md, PL_L_TO_LEAVE, 1u << PL_LEAVE, ANY_TIME);
    say_group(md, PL_L_TO_SETTLE, 1u << PL_UNDECIDED, ANY_TIME);
    pl_md_line_end(md);
}

void pl_md_set_aside(struct pl_md *md, const struct pl_rule *rule)
{
    const struct pl_record *exception = pl_plan_exception(md->plan, pl_text(md->knowledge, rule->id));
    if (exception == NULL) {
        return;
    }
    const char *reason = pl_record_cell(md->plan->profile, exception, PL_FACT_EXCEPTION_REASON)->text;
    const char *const arguments[3] = {reason == NULL ? pl_md_label(md, PL_L_NO_REASON) : reason, NULL, NULL};
    pl_say_label(pl_md_scratch(md), md->knowledge, PL_L_SET_ASIDE_MARK, md->language, arguments);
    pl_md_raw(md, " ");
    pl_md_text(md, pl_buffer_text(&md->scratch));
}

static bool is_set_aside(const struct pl_md *md, uint32_t rule)
{
    return pl_plan_exception(md->plan, pl_text(md->knowledge, md->knowledge->rules[rule].id)) != NULL;
}

static void say_actions(struct pl_md *md)
{
    const struct pl_list *steps = &md->plan->steps;
    if (steps->count == 0) {
        return;
    }
    pl_md_say(md, PL_L_FIRST_ACTIONS, NULL, NULL, NULL);
    uint32_t shown = 0;
    for (uint32_t i = 0; i < steps->count && shown < ACTIONS_MAX; i++) {
        const struct pl_rule *rule = &md->knowledge->rules[steps->items[i]];
        if (is_set_aside(md, steps->items[i])) {
            continue;
        }
        pl_md_item(md, ++shown);
        pl_md_bold(md, pl_md_fill(md, rule->title));
        pl_md_raw(md, " – ");
        pl_md_text(md, pl_md_role(md, rule->owner));
        pl_md_line_end(md);
    }
    pl_md_line_end(md);
}

static void say_hours(struct pl_md *md)
{
    const struct pl_means *means = &md->plan->means;
    char needed[40];
    char available[40];
    if (means->needed == 0) {
        return;
    }
    pl_md_number(md, means->needed, needed);
    if (!means->known) {
        pl_md_say(md, PL_L_HOURS_UNKNOWN, needed, NULL, NULL);
        return;
    }
    pl_md_number(md, means->available, available);
    pl_md_say(md, means->fits ? PL_L_HOURS_ENOUGH : PL_L_HOURS_SHORT, needed, available, NULL);
    pl_md_affordable(md);
}

static const char *question_text(const struct pl_md *md, uint32_t rank)
{
    return pl_text_in(md->knowledge, md->knowledge->fields[md->plan->questions[rank].field].question, md->language);
}

/* The one question that would settle most; the first three while no conclusion can be drawn. */
static void say_next_questions(struct pl_md *md)
{
    uint32_t count = md->plan->questions_count;
    if (count == 0) {
        return;
    }
    if (count < QUESTIONS_FIRST || md->plan->verdict != PL_VERDICT_UNKNOWN) {
        pl_md_say(md, PL_L_NEXT_QUESTION, question_text(md, 0), NULL, NULL);
        return;
    }
    pl_md_say(md, PL_L_NEXT_QUESTIONS, NULL, NULL, NULL);
    for (uint32_t i = 0; i < QUESTIONS_FIRST; i++) {
        pl_md_item(md, i + 1);
        pl_md_text(md, question_text(md, i));
        pl_md_line_end(md);
    }
    pl_md_line_end(md);
}

static void say_review(struct pl_md *md)
{
    struct pl_buffer date = {0};
    pl_say_date(&date, md->plan->review_by, md->knowledge, md->language);
    pl_md_say(md, PL_L_REVIEW_BY, date.data, NULL, NULL);
    pl_buffer_done(&date);
}

void pl_section_decision(struct pl_md *md)
{
    pl_md_heading(md, 1, PL_L_SECTION_DECISION);
    say_verdict(md);
    say_platform_choices(md);
    say_actions(md);
    say_hours(md);
    say_next_questions(md);
    say_review(md);
}

/* ---- known, assumed, unknown ----------------------------------------------------------------------------- */

static bool is_shown_fact(const struct pl_field *field)
{
    return (field->flags & (PL_FIELD_DERIVED | PL_FIELD_IN_RECORD)) == 0 && field->type != PL_TYPE_SECTION;
}

static bool is_special(const struct pl_md *md, uint32_t field)
{
    static const enum pl_fact special[] = {PL_FACT_NAME, PL_FACT_NOTES, PL_FACT_LANGUAGE, PL_FACT_EXCEPTIONS};
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        if (md->knowledge->facts[special[i]] == field) {
            return true;
        }
    }
    return false;
}

static void say_known_facts(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_FACT, PL_L_COLUMN_VALUE};
    const struct pl_knowledge *k = md->knowledge;
    pl_md_table(md, columns, 2);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        const struct pl_cell *cell = &md->plan->profile->cells[i];
        if (!is_shown_fact(field) || is_special(md, i) || cell->line == 0 || !pl_cell_is_known(field, cell)) {
            continue;
        }
        pl_say_capitalised(pl_md_scratch(md), pl_text_in(k, field->label, md->language));
        pl_md_cell(md, pl_buffer_text(&md->scratch));
        pl_say_cell(pl_md_scratch(md), k, field, cell, md->language);
        pl_md_cell(md, pl_buffer_text(&md->scratch));
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
}

static void say_assumptions(struct pl_md *md)
{
    if (md->plan->assumptions.count == 0) {
        return;
    }
    pl_md_say(md, PL_L_ASSUMED, NULL, NULL, NULL);
    for (uint32_t i = 0; i < md->plan->assumptions.count; i++) {
        const struct pl_field *field = &md->knowledge->fields[md->plan->assumptions.items[i]];
        pl_md_item(md, 0);
        pl_md_text(md, pl_text_in(md->knowledge, field->assumption, md->language));
        pl_md_line_end(md);
    }
    pl_md_line_end(md);
}

static void say_unknown(struct pl_md *md)
{
    const struct pl_knowledge *k = md->knowledge;
    struct pl_buffer names = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        bool asked = is_shown_fact(field) && !is_special(md, i) && field->assumption.in[PL_FR] == 0;
        if (asked && !pl_cell_is_known(field, &md->plan->profile->cells[i])) {
            pl_buffer_add_text(&names, count++ > 0 ? ", " : "");
            pl_buffer_add_text(&names, pl_text_in(k, field->label, md->language));
        }
    }
    if (count > 0) {
        pl_md_say(md, PL_L_UNKNOWN, names.data, NULL, NULL);
    }
    pl_buffer_done(&names);
}

void pl_section_known(struct pl_md *md)
{
    pl_md_heading(md, 1, PL_L_SECTION_KNOWN);
    pl_md_say(md, PL_L_KNOWN_INTRO, NULL, NULL, NULL);
    say_known_facts(md);
    say_assumptions(md);
    say_unknown(md);
    const char *notes = pl_profile_text(md->plan->profile, PL_FACT_NOTES);
    if (*notes != '\0') {
        pl_md_say(md, PL_L_NOTES, notes, NULL, NULL);
    }
}

/* ---- readiness ------------------------------------------------------------------------------------------- */

static void say_findings(struct pl_md *md, enum pl_conclusion concludes, enum pl_label heading)
{
    bool some = false;
    for (uint32_t i = 0; i < md->plan->findings.count; i++) {
        const struct pl_rule *rule = &md->knowledge->rules[md->plan->findings.items[i]];
        if (rule->concludes != (uint32_t)concludes) {
            continue;
        }
        if (!some) {
            pl_md_heading(md, 2, heading);
            some = true;
        }
        pl_md_item(md, 0);
        pl_md_bold(md, pl_md_fill(md, rule->text));
        pl_md_raw(md, " ");
        pl_md_text(md, pl_md_fill(md, rule->because));
        pl_md_set_aside(md, rule);
        pl_md_line_end(md);
    }
}

void pl_section_readiness(struct pl_md *md)
{
    if (md->plan->findings.count == 0) {
        return;
    }
    pl_md_heading(md, 1, PL_L_SECTION_READINESS);
    pl_md_say(md, PL_L_READINESS_INTRO, NULL, NULL, NULL);
    say_findings(md, PL_BLOCKER, PL_L_BLOCKERS);
    say_findings(md, PL_OBSTACLE, PL_L_OBSTACLES);
    say_findings(md, PL_STRENGTH, PL_L_STRENGTHS);
}
