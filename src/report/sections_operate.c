/* SPDX-License-Identifier: MIT
 * Operation: who does what, conduct, law, means, indicators, the roadmap.
 */
#include "report/sections.h"

/* ---- roles ----------------------------------------------------------------------------------------------- */

void pl_section_roles(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_ACTION, PL_L_COLUMN_RESPONSIBLE, PL_L_COLUMN_ACCOUNTABLE,
                                            PL_L_COLUMN_CONSULTED, PL_L_COLUMN_INFORMED};
    const struct pl_list *steps = &md->plan->steps;
    if (steps->count == 0) {
        return;
    }
    pl_md_heading(md, 1, PL_L_SECTION_ROLES);
    pl_md_say(md, PL_L_ROLES_INTRO, NULL, NULL, NULL);
    pl_md_table(md, columns, 5);
    for (uint32_t i = 0; i < steps->count; i++) {
        const struct pl_rule *rule = &md->knowledge->rules[steps->items[i]];
        pl_md_cell(md, pl_md_fill(md, rule->title));
        pl_md_cell(md, pl_text_in(md->knowledge, md->knowledge->roles[rule->owner].label, md->language));
        const struct pl_range ranges[] = {rule->accountable, rule->consulted, rule->informed};
        for (size_t r = 0; r < 3; r++) {
            pl_say_roles(md, ranges[r], pl_md_scratch(md));
            pl_md_cell(md, pl_buffer_text(&md->scratch));
        }
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
}

/* ---- conduct --------------------------------------------------------------------------------------------- */

void pl_section_conduct(struct pl_md *md)
{
    static const enum pl_label topics[] = {[PL_LISTENING] = PL_L_TOPIC_LISTENING,
                                           [PL_EDITORIAL] = PL_L_TOPIC_EDITORIAL,
                                           [PL_RHYTHM] = PL_L_TOPIC_RHYTHM,
                                           [PL_MODERATION] = PL_L_TOPIC_MODERATION,
                                           [PL_PROMOTION] = PL_L_TOPIC_PROMOTION};
    if (md->plan->conduct.count == 0) {
        return;
    }
    pl_md_heading(md, 1, PL_L_SECTION_CONDUCT);
    for (uint32_t topic = 0; topic < PL_TOPICS; topic++) {
        bool some = false;
        for (uint32_t i = 0; i < md->plan->conduct.count; i++) {
            const struct pl_rule *rule = &md->knowledge->rules[md->plan->conduct.items[i]];
            if (rule->topic != topic) {
                continue;
            }
            if (!some) {
                pl_md_heading(md, 2, topics[topic]);
                some = true;
            }
            pl_md_item(md, 0);
            pl_md_text(md, pl_md_fill(md, rule->text));
            pl_md_raw(md, " *");
            pl_md_text(md, pl_md_fill(md, rule->because));
            pl_md_raw(md, "*\n");
        }
    }
}

/* ---- law ------------------------------------------------------------------------------------------------- */

void pl_section_law(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_DUTY, PL_L_COLUMN_APPLIES, PL_L_COLUMN_WHY};
    static const enum pl_label truths[] = {[PL_FALSE] = PL_L_NO, [PL_UNKNOWN] = PL_L_TO_CHECK, [PL_TRUE] = PL_L_YES};
    if (md->plan->duties.count == 0) {
        return;
    }
    pl_md_heading(md, 1, PL_L_SECTION_LAW);
    pl_md_say(md, PL_L_LAW_INTRO, NULL, NULL, NULL);
    pl_md_table(md, columns, 3);
    for (uint32_t i = 0; i < md->plan->duties.count; i++) {
        uint32_t index = md->plan->duties.items[i];
        pl_md_cell(md, pl_md_fill(md, md->knowledge->rules[index].text));
        pl_md_cell(md, pl_md_label(md, truths[md->plan->rules[index]]));
        pl_md_cell(md, pl_md_fill(md, md->knowledge->rules[index].because));
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
}

/* ---- means ----------------------------------------------------------------------------------------------- */

int64_t pl_md_hours_of(const struct pl_md *md, const struct pl_choice *choice)
{
    return choice->entry == PL_NONE ? 0 : md->knowledge->entries[choice->entry].hours;
}

int64_t pl_md_hours(const struct pl_md *md)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < md->plan->choices_count; i++) {
        const struct pl_choice *choice = &md->plan->choices[i];
        sum += pl_decision_retains(choice->decision) ? pl_md_hours_of(md, choice) : 0;
    }
    return sum;
}

void pl_section_means(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_PLATFORM, PL_L_COLUMN_HOURS_PER_WEEK};
    int64_t sum = pl_md_hours(md);
    char number[40];
    if (sum == 0) {
        return;
    }
    pl_md_heading(md, 1, PL_L_SECTION_MEANS);
    pl_md_say(md, PL_L_MEANS_INTRO, NULL, NULL, NULL);
    pl_md_table(md, columns, 2);
    for (uint32_t i = 0; i < md->plan->choices_count; i++) {
        const struct pl_choice *choice = &md->plan->choices[i];
        if (pl_decision_retains(choice->decision)) {
            pl_md_cell(md, pl_md_platform_name(md, choice->platform));
            pl_md_cell(md, pl_md_number(md, pl_md_hours_of(md, choice), number));
            pl_md_row_end(md);
        }
    }
    pl_md_cell(md, pl_md_label(md, PL_L_TOTAL));
    pl_md_cell(md, pl_md_number(md, sum, number));
    pl_md_row_end(md);
    const struct pl_cell *stated = pl_profile_cell(md->plan->profile, PL_FACT_HOURS_PER_WEEK);
    if (stated->line != 0) {
        pl_md_cell(md, pl_md_label(md, PL_L_AVAILABLE));
        pl_md_cell(md, pl_md_number(md, stated->low, number));
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
}

/* ---- indicators ------------------------------------------------------------------------------------------ */

void pl_section_indicators(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_GOAL, PL_L_COLUMN_INDICATOR, PL_L_COLUMN_WHY};
    const struct pl_knowledge *k = md->knowledge;
    if (md->plan->indicators.count == 0) {
        return;
    }
    pl_md_heading(md, 1, PL_L_SECTION_INDICATORS);
    pl_md_table(md, columns, 3);
    for (uint32_t i = 0; i < md->plan->indicators.count; i++) {
        const struct pl_rule *rule = &k->rules[md->plan->indicators.items[i]];
        bool general = rule->goal == PL_NONE || rule->terms.count == 0;
        const struct pl_field *goals = &k->fields[k->facts[PL_FACT_GOALS]];
        pl_say_capitalised(pl_md_scratch(md), general ? pl_md_label(md, PL_L_ALL_GOALS)
                                                      : pl_field_value_label(k, goals, rule->goal, md->language));
        pl_md_cell(md, pl_buffer_text(&md->scratch));
        pl_md_cell(md, pl_md_fill(md, rule->text));
        pl_md_cell(md, pl_md_fill(md, rule->because));
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
}

/* ---- roadmap --------------------------------------------------------------------------------------------- */

static uint32_t rank_of(const struct pl_md *md, uint32_t rule)
{
    for (uint32_t i = 0; i < md->plan->steps.count; i++) {
        if (md->plan->steps.items[i] == rule) {
            return i + 1;
        }
    }
    return 0;
}

/* "1, 4": the ranks of the steps that come first. */
static void say_prerequisites(struct pl_md *md, uint32_t rule, struct pl_buffer *out)
{
    uint32_t before[32];
    uint32_t count = pl_plan_prerequisites(md->plan, rule, before, 32);
    bool some = false;
    for (uint32_t rank = 1; rank <= md->plan->steps.count; rank++) {
        for (uint32_t i = 0; i < count; i++) {
            if (rank_of(md, before[i]) == rank) {
                pl_buffer_add_text(out, some ? ", " : "");
                pl_buffer_add_number(out, rank, "");
                some = true;
            }
        }
    }
}

static void say_roadmap_table(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_RANK,  PL_L_COLUMN_ACTION, PL_L_COLUMN_RESPONSIBLE,
                                            PL_L_COLUMN_AFTER, PL_L_COLUMN_EFFORT, PL_L_COLUMN_DONE_WHEN};
    const struct pl_knowledge *k = md->knowledge;
    uint32_t phase = 0;
    for (uint32_t i = 0; i < md->plan->steps.count; i++) {
        uint32_t index = md->plan->steps.items[i];
        const struct pl_rule *rule = &k->rules[index];
        char number[40];
        if (rule->phase != phase) {
            phase = rule->phase;
            for (uint32_t p = 0; p < k->phases_count; p++) {
                if (k->phases[p].number == phase) {
                    pl_md_heading_text(md, 2, pl_text_in(k, k->phases[p].label, md->language));
                }
            }
            pl_md_table(md, columns, 6);
        }
        pl_md_cell(md, pl_md_number(md, i + 1, number));
        pl_md_cell(md, pl_md_fill(md, rule->title));
        pl_md_cell(md, pl_text_in(k, k->roles[rule->owner].label, md->language));
        say_prerequisites(md, index, pl_md_scratch(md));
        pl_md_cell(md, pl_buffer_text(&md->scratch));
        pl_md_cell(md, pl_md_number(md, rule->effort, number));
        pl_md_cell(md, pl_md_fill(md, rule->done_when));
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
}

void pl_section_roadmap(struct pl_md *md)
{
    if (md->plan->steps.count == 0) {
        return;
    }
    pl_md_heading(md, 1, PL_L_SECTION_ROADMAP);
    pl_md_say(md, PL_L_ROADMAP_INTRO, NULL, NULL, NULL);
    say_roadmap_table(md);
    pl_md_heading(md, 2, PL_L_STEPS_IN_DETAIL);
    for (uint32_t i = 0; i < md->plan->steps.count; i++) {
        const struct pl_rule *rule = &md->knowledge->rules[md->plan->steps.items[i]];
        pl_md_item(md, i + 1);
        pl_md_bold(md, pl_md_fill(md, rule->title));
        pl_md_raw(md, ". ");
        pl_md_text(md, pl_md_fill(md, rule->text));
        pl_md_raw(md, " *");
        pl_md_text(md, pl_md_fill(md, rule->because));
        pl_md_raw(md, "*\n");
    }
    pl_md_line_end(md);
}
