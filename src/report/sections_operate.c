/* SPDX-License-Identifier: MIT
 * Operation: who does what, conduct, law, means, indicators, the roadmap.
 */
#include <string.h>

#include "model/schedule.h"
#include "report/sections.h"

/* ---- conduct --------------------------------------------------------------------------------------------- */

void pl_view_conduct(struct pl_doc *doc, const struct pl_block *block)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < doc->plan->conduct.count; i++) {
        const struct pl_rule *rule = &doc->knowledge->rules[doc->plan->conduct.items[i]];
        if (!pl_block_wants(doc, block, pl_topic_words[rule->topic])) {
            continue;
        }
        if (!pl_block_takes(block, count++)) {
            continue;
        }
        pl_doc_item(doc, 0);
        pl_doc_text(doc, pl_doc_fill(doc, rule->text));
        pl_doc_join(doc, " ");
        pl_doc_emphasis(doc, pl_doc_fill(doc, rule->because));
        pl_doc_set_aside(doc, rule);
        pl_doc_item_end(doc);
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, count - pl_block_shows(block, count));
}

/* ---- law ------------------------------------------------------------------------------------------------- */

/* What must be known before it can be told whether a duty applies: in place of what is derived, what it is derived
 * from. */
static void say_what_is_missing(struct pl_doc *doc, uint32_t rule, struct pl_buffer *out)
{
    const struct pl_knowledge *k = doc->knowledge;
    struct pl_list facts = pl_plan_rule_facts(doc->plan, rule);
    struct pl_list said = {0};
    for (uint32_t i = 0; i < facts.count; i++) {
        uint32_t field = facts.items[i];
        uint32_t from = k->fields[field].from;
        uint32_t asked = from == PL_NONE || pl_cell_is_known(&k->fields[from], &doc->plan->cells[from]) ? field : from;
        if (!pl_cell_is_known(&k->fields[field], &doc->plan->cells[field]) && !pl_list_has(&said, asked)) {
            pl_list_add(&said, doc->plan->arena, asked);
            pl_buffer_add_text(out, said.count > 1 ? ", " : "");
            pl_buffer_add_text(out, pl_text_in(k, k->fields[asked].label, doc->language));
        }
    }
}

/* By what is missing. */
void pl_view_duties_unknown(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_list *duties = &doc->plan->duties;
    (void)block;
    for (uint32_t i = 0; i < duties->count; i++) {
        struct pl_buffer missing = {0};
        bool is_first = doc->plan->rules[duties->items[i]] == PL_UNKNOWN;
        if (is_first) {
            say_what_is_missing(doc, duties->items[i], &missing);
        }
        for (uint32_t before = 0; before < i && is_first; before++) {
            struct pl_buffer other = {0};
            if (doc->plan->rules[duties->items[before]] == PL_UNKNOWN) {
                say_what_is_missing(doc, duties->items[before], &other);
            }
            is_first = strcmp(pl_buffer_text(&other), pl_buffer_text(&missing)) != 0;
            pl_buffer_done(&other);
        }
        if (is_first) {
            pl_doc_lead(doc, PL_DEPTHS - 1, pl_doc_format(doc, PL_L_LAW_MISSING, pl_buffer_text(&missing), NULL, NULL));
            for (uint32_t j = i; j < duties->count; j++) {
                struct pl_buffer other = {0};
                if (doc->plan->rules[duties->items[j]] == PL_UNKNOWN) {
                    say_what_is_missing(doc, duties->items[j], &other);
                }
                if (strcmp(pl_buffer_text(&other), pl_buffer_text(&missing)) == 0) {
                    pl_doc_item_text(doc, 0, pl_doc_fill(doc, doc->knowledge->rules[duties->items[j]].title));
                }
                pl_buffer_done(&other);
            }
            pl_doc_end(doc);
        }
        pl_buffer_done(&missing);
    }
}

/* Those that apply, of one grade. */
void pl_view_duties(struct pl_doc *doc, const struct pl_block *block)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < doc->plan->duties.count; i++) {
        uint32_t index = doc->plan->duties.items[i];
        bool told = doc->plan->rules[index] == PL_TRUE &&
                    pl_block_wants(doc, block, pl_grade_words[doc->knowledge->rules[index].grade]);
        if (told && pl_block_takes(block, count++)) {
            const struct pl_rule *rule = &doc->knowledge->rules[index];
            pl_doc_item(doc, 0);
            pl_doc_bold(doc, pl_doc_fill(doc, rule->title));
            pl_doc_join(doc, ". ");
            pl_doc_text(doc, doc->plan->done[index] == PL_TRUE ? pl_doc_label(doc, PL_L_LAW_DONE)
                                                               : pl_doc_fill(doc, rule->text));
            pl_doc_join(doc, " ");
            pl_doc_emphasis(doc, pl_doc_fill(doc, rule->because));
            if (doc->plan->done[index] == PL_UNKNOWN) {
                pl_doc_join(doc, " ");
                pl_doc_text(doc, pl_doc_label(doc, PL_L_LAW_PERHAPS_DONE));
            }
            pl_doc_set_aside(doc, rule);
            pl_doc_item_end(doc);
        }
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, count - pl_block_shows(block, count));
}

/* The ballot to come and its pre-election period, or that the table of elections does not tell; the ballots of others
 * whose window is open: whom they hold back, and how far. */
void pl_view_ballots(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label labels[] = {
        [PL_REACH_CONTENT] = PL_L_BALLOT_CONTENT, [PL_REACH_CANDIDATE] = PL_L_BALLOT_CANDIDATE};
    const struct pl_knowledge *k = doc->knowledge;
    struct pl_ballot ballot;
    (void)block;
    if (doc->plan->duties.count == 0) { /* an edition without law has no ballots either */
        return;
    }
    if (!pl_plan_ballot(doc->plan, &ballot)) {
        pl_doc_say(doc, PL_L_BALLOT_UNKNOWN, NULL, NULL, NULL);
    } else {
        const struct pl_election *election = &k->elections[ballot.election];
        bool open = doc->plan->today >= ballot.window_from;
        pl_doc_say(doc, open ? PL_L_BALLOT_OPEN : PL_L_BALLOT_NEXT, pl_text_in(k, election->label, doc->language),
                   pl_doc_date(doc, ballot.window_from), pl_text_in(k, election->note, doc->language));
    }
    for (uint32_t i = 0; pl_plan_other_ballot(doc->plan, i, &ballot); i = ballot.election + 1) {
        const struct pl_election *election = &k->elections[ballot.election];
        pl_doc_say(doc, labels[election->reach], pl_text_in(k, election->label, doc->language),
                   pl_doc_date(doc, ballot.window_from), pl_text_in(k, election->note, doc->language));
    }
}

/* ---- means ----------------------------------------------------------------------------------------------- */

static void say_hours_row(struct pl_doc *doc, const char *name, int64_t hours, enum pl_label remark)
{
    pl_doc_cell(doc, name);
    pl_doc_cell_number(doc, hours);
    pl_doc_cell(doc, pl_doc_label(doc, remark));
}

/* "Facebook (4 h), WhatsApp (1 h)": the platforms retained that are put off, or those that are not. */
static void say_offers(struct pl_doc *doc, bool put_off, struct pl_buffer *out)
{
    bool some = false;
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        const struct pl_choice *choice = &doc->plan->choices[i];
        if (!pl_decision_retains(choice->decision) || choice->set_aside || choice->put_off != put_off) {
            continue;
        }
        const struct pl_platform *platform = &doc->knowledge->platforms[choice->platform];
        pl_buffer_add_text(out, some ? ", " : "");
        pl_buffer_add_text(out, pl_text_in(doc->knowledge, platform->name, doc->language));
        pl_buffer_add_text(out, " (");
        pl_say_number(out, choice->hours, doc->language);
        pl_buffer_add_text(out, "\xc2\xa0");
        pl_buffer_add_text(out, pl_doc_label(doc, PL_L_UNIT_HOUR));
        pl_buffer_add_char(out, ')');
        some = true;
    }
}

void pl_doc_affordable(struct pl_doc *doc)
{
    const struct pl_means *means = &doc->plan->means;
    if (!means->known || means->needed <= means->available) {
        return;
    }
    struct pl_buffer first = {0};
    struct pl_buffer later = {0};
    say_offers(doc, false, &first);
    say_offers(doc, true, &later);
    const char *missing = pl_doc_number(doc, means->needed - means->available);
    pl_doc_say(doc, first.length > 0 ? PL_L_AFFORDABLE : PL_L_AFFORDABLE_NONE,
               first.length > 0 ? first.data : later.data, first.length > 0 ? later.data : missing, missing);
    pl_buffer_done(&first);
    pl_buffer_done(&later);
}

void pl_view_hours(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    if (doc->plan->means.needed == 0) {
        return;
    }
    static const enum pl_label columns[] = {PL_L_COLUMN_PLATFORM, PL_L_COLUMN_HOURS_PER_WEEK, PL_L_COLUMN_REMARK};
    const struct pl_means *means = &doc->plan->means;
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_MEANS), columns, 3);
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        const struct pl_choice *choice = &doc->plan->choices[i];
        if (pl_decision_retains(choice->decision) && !choice->set_aside) {
            enum pl_label origin = choice->hours_stated ? PL_L_HOURS_STATED : PL_L_HOURS_ASSUMED;
            say_hours_row(doc, pl_doc_platform_name(doc, choice->platform), choice->hours,
                          choice->put_off ? PL_L_HOURS_PUT_OFF : origin);
        }
    }
    say_hours_row(doc, pl_doc_label(doc, PL_L_TOTAL), means->needed, PL_L_NOTHING);
    if (means->known) {
        say_hours_row(doc, pl_doc_label(doc, PL_L_AVAILABLE), means->available, PL_L_NOTHING);
    }
    pl_doc_end(doc);
    pl_doc_affordable(doc);
}

/* ---- indicators ------------------------------------------------------------------------------------------ */

void pl_view_measures(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_GOAL, PL_L_COLUMN_INDICATOR, PL_L_COLUMN_WHY};
    const struct pl_knowledge *k = doc->knowledge;
    (void)block;
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_INDICATORS), columns, 3);
    for (uint32_t i = 0; i < doc->plan->indicators.count; i++) {
        const struct pl_rule *rule = &k->rules[doc->plan->indicators.items[i]];
        bool general = rule->goal == PL_NONE || rule->terms.count == 0;
        const struct pl_field *goals = &k->fields[k->facts[PL_FACT_GOALS]];
        pl_doc_cell(doc, pl_doc_capital(doc, general ? pl_doc_label(doc, PL_L_ALL_GOALS)
                                                     : pl_field_value_label(k, goals, rule->goal, doc->language)));
        pl_doc_cell(doc, pl_doc_fill(doc, rule->text));
        pl_doc_cell(doc, pl_doc_fill(doc, rule->because));
    }
    pl_doc_end(doc);
}

/* ---- roadmap --------------------------------------------------------------------------------------------- */

void pl_view_phases(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    static const enum pl_label columns[] = {PL_L_COLUMN_RANK,      PL_L_COLUMN_ACTION,   PL_L_COLUMN_RESPONSIBLE,
                                            PL_L_COLUMN_FIRST_DAY, PL_L_COLUMN_LAST_DAY, PL_L_COLUMN_AFTER,
                                            PL_L_COLUMN_EFFORT,    PL_L_COLUMN_DONE_WHEN};
    const struct pl_knowledge *k = doc->knowledge;
    uint32_t phase = 0;
    for (uint32_t i = 0; i < doc->plan->steps.count; i++) {
        const struct pl_rule *rule = &k->rules[doc->plan->steps.items[i]];
        if (rule->phase != phase) {
            phase = rule->phase;
            const char *phase_name = pl_doc_phase_name(doc, phase);
            pl_doc_heading_text(doc, 2, phase_name);
            struct pl_span span = pl_plan_phase_span(doc->plan, i);
            if (!span.put_off) {
                pl_doc_say(doc, PL_L_PHASE_DATES, pl_doc_date(doc, span.first), pl_doc_date(doc, span.last), NULL);
            }
            pl_doc_table(doc, phase_name, columns, sizeof columns / sizeof *columns);
        }
        pl_doc_cell_number(doc, i + 1);
        pl_doc_cell(doc, pl_doc_fill(doc, rule->title));
        pl_doc_cell(doc, pl_doc_role(doc, doc->plan->crews[i].owner));
        pl_doc_cells_dates(doc, i);
        pl_doc_cells_after(doc, i);
        pl_doc_cell_number(doc, rule->effort);
        pl_doc_cell(doc, pl_doc_fill(doc, rule->done_when));
    }
    pl_doc_end(doc);
}

void pl_view_steps(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    for (uint32_t i = 0; i < doc->plan->steps.count; i++) {
        const struct pl_rule *rule = &doc->knowledge->rules[doc->plan->steps.items[i]];
        pl_doc_item(doc, i + 1);
        pl_doc_bold(doc, pl_doc_fill(doc, rule->title));
        pl_doc_join(doc, ". ");
        pl_doc_text(doc, pl_doc_fill(doc, rule->text));
        pl_doc_join(doc, " ");
        pl_doc_emphasis(doc, pl_doc_fill(doc, rule->because));
        pl_doc_set_aside(doc, rule);
        pl_doc_item_end(doc);
    }
    pl_doc_end(doc);
}
