/* SPDX-License-Identifier: MIT
 * Choices: goals and audiences, then every platform of the edition with its decision.
 */
#include "model/schedule.h"
#include "report/sections.h"

const enum pl_label pl_decision_labels[] = {
    [PL_OPEN] = PL_L_DECISION_OPEN,
    [PL_IMPROVE] = PL_L_DECISION_IMPROVE,
    [PL_RESERVE] = PL_L_DECISION_RESERVE,
    [PL_WATCH] = PL_L_DECISION_WATCH,
    [PL_DO_NOT_OPEN] = PL_L_DECISION_DO_NOT_OPEN,
    [PL_KEEP] = PL_L_DECISION_KEEP,
    [PL_LEAVE] = PL_L_DECISION_LEAVE,
    [PL_UNDECIDED] = PL_L_DECISION_UNDECIDED,
};
const enum pl_label pl_timing_labels[] = {
    [PL_NOW] = PL_L_TIMING_NOW,
    [PL_AFTER_PREREQUISITES] = PL_L_TIMING_AFTER,
    [PL_LATER] = PL_L_TIMING_LATER,
};
const enum pl_label pl_degree_labels[] = {
    [PL_STRONG] = PL_L_DEGREE_STRONG, [PL_MEDIUM] = PL_L_DEGREE_MEDIUM, [PL_WEAK] = PL_L_DEGREE_WEAK};

/* ---- goals and audiences --------------------------------------------------------------------------------- */

/* "Objectifs, le plus important d'abord : …", when the profile states some. */
static void say_listed(struct pl_doc *doc, enum pl_fact fact, enum pl_label some, enum pl_label none)
{
    const struct pl_cell *cell = pl_plan_cell(doc->plan, fact);
    const struct pl_field *field = &doc->knowledge->fields[doc->knowledge->facts[fact]];
    if (!pl_cell_is_known(field, cell)) {
        return;
    }
    if (cell->low == 0) {
        pl_doc_say(doc, none, NULL, NULL, NULL);
        return;
    }
    struct pl_buffer names = {0};
    pl_say_cell(&names, doc->knowledge, field, cell, doc->language);
    pl_doc_say(doc, some, names.data, NULL, NULL);
    pl_buffer_done(&names);
}

void pl_view_needs(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_NEED, PL_L_COLUMN_STRENGTH, PL_L_COLUMN_WHY};
    const struct pl_knowledge *k = doc->knowledge;
    (void)block;
    if (doc->plan->need_list.count == 0) {
        pl_doc_say(doc, PL_L_NO_NEED, NULL, NULL, NULL);
        return;
    }
    pl_doc_say(doc, PL_L_NEEDS_INTRO, NULL, NULL, NULL);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_NEEDS), columns, 3);
    for (uint32_t i = 0; i < doc->plan->need_list.count; i++) {
        uint32_t need = doc->plan->need_list.items[i];
        pl_doc_cell(doc, pl_doc_capital(doc, pl_text_in(k, k->needs[need].label, doc->language)));
        pl_doc_cell(doc, pl_doc_label(doc, pl_degree_labels[doc->plan->degrees[need]]));
        for (uint32_t r = 0; r < k->rules_count; r++) { /* the strongest reason; the annex has them all */
            const struct pl_rule *rule = &k->rules[r];
            if (rule->concludes == PL_NEED && rule->need == need && doc->plan->rules[r] == PL_TRUE &&
                rule->degree == doc->plan->degrees[need]) {
                pl_doc_cell(doc, pl_doc_fill(doc, rule->because));
                break;
            }
        }
    }
    pl_doc_end(doc);
}

void pl_view_goals(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    say_listed(doc, PL_FACT_GOALS, PL_L_GOALS_ARE, PL_L_GOALS_NONE);
    say_listed(doc, PL_FACT_AUDIENCES, PL_L_AUDIENCES_ARE, PL_L_AUDIENCES_NONE);
}

/* ---- platforms ------------------------------------------------------------------------------------------- */

/* "recruter, toucher la presse": the needs of an entry; `bits` limits them. */
static uint32_t say_need_labels(const struct pl_doc *doc, const struct pl_entry *entry, uint64_t bits,
                                struct pl_buffer *out)
{
    const struct pl_knowledge *k = doc->knowledge;
    uint32_t count = 0;
    for (uint32_t b = 0; b < entry->serves.count; b++) {
        uint32_t need = k->bindings[entry->serves.first + b].need;
        if ((bits >> need & 1) != 0) {
            pl_buffer_add_text(out, count++ > 0 ? ", " : "");
            pl_buffer_add_text(out, pl_text_in(k, k->needs[need].label, doc->language));
        }
    }
    return count;
}

void pl_say_short_reason(const struct pl_doc *doc, const struct pl_choice *choice, struct pl_buffer *out)
{
    const struct pl_knowledge *k = doc->knowledge;
    enum pl_label label = PL_L_WHY_SERVES;
    struct pl_buffer needs = {0};
    if (choice->entry == PL_NONE && choice->decision == PL_KEEP) {
        pl_buffer_add_text(out, pl_doc_label(doc, PL_L_WHY_LIVES));
        return;
    }
    if (choice->entry == PL_NONE) {
        pl_buffer_add_text(out, choice->fate == PL_NONE ? pl_doc_label(doc, PL_L_WHY_NOT_IN_EDITION)
                                                        : pl_text_in(k, k->became[choice->fate].text, doc->language));
        return;
    }
    const struct pl_entry *entry = &k->entries[choice->entry];
    bool retained = pl_decision_retains(choice->decision);
    say_need_labels(doc, entry, retained ? choice->needs : UINT64_MAX, &needs);
    if (choice->rule != PL_NONE && (!retained || needs.length == 0)) {
        pl_buffer_clear(&needs);
        say_need_labels(doc, entry, UINT64_MAX, &needs);
        label = PL_L_WHY_RULE;
    } else if (!retained && choice->decision == PL_UNDECIDED) {
        label = PL_L_WHY_UNKNOWN;
    } else if (!retained) {
        uint64_t elsewhere = choice->shared ? choice->needs : 0; /* the needs that others serve, as bits */
        for (uint32_t b = 0; !choice->shared && b < entry->serves.count; b++) {
            const struct pl_binding *binding = &k->bindings[entry->serves.first + b];
            bool met = binding->alternative && doc->plan->needs[binding->need] != PL_FALSE;
            elsewhere |= met ? UINT64_C(1) << binding->need : 0;
        }
        label = elsewhere != 0 ? PL_L_WHY_ELSEWHERE : PL_L_WHY_NO_NEED;
        pl_buffer_clear(&needs);
        say_need_labels(doc, entry, elsewhere != 0 ? elsewhere : UINT64_MAX, &needs);
    } else if (needs.length == 0) {
        label = PL_L_WHY_LIVES;
    }
    const char *const arguments[3] = {pl_buffer_text(&needs), NULL, NULL};
    pl_say_label(out, k, label, doc->language, arguments);
    pl_buffer_done(&needs);
}

bool pl_decision_acts(enum pl_decision decision)
{
    return decision != PL_DO_NOT_OPEN && decision != PL_UNDECIDED && decision != PL_WATCH;
}

void pl_say_when(const struct pl_doc *doc, const struct pl_choice *choice, struct pl_buffer *out)
{
    const struct pl_plan *plan = doc->plan;
    bool closes = choice->has_account && (choice->decision == PL_RESERVE || choice->decision == PL_LEAVE);
    bool begins = choice->timing == PL_NOW && !choice->put_off && pl_decision_acts(choice->decision);
    enum pl_label when = choice->put_off ? PL_L_TIMING_PUT_OFF : pl_timing_labels[choice->timing];
    uint32_t rank = 0; /* of the first step that does it and has its dates */
    while ((closes || begins) && rank < plan->steps.count &&
           (plan->spans[rank].put_off || !pl_plan_carries(plan, plan->steps.items[rank], choice))) {
        rank++;
    }
    if (closes && rank < plan->steps.count) {
        pl_say_date(out, plan->spans[rank].first, doc->knowledge, doc->language);
    } else if (begins && rank < plan->steps.count && plan->spans[rank].first > pl_monday_from(plan->today)) {
        struct pl_buffer date = {0};
        pl_say_date(&date, plan->spans[rank].first, doc->knowledge, doc->language);
        const char *const arguments[3] = {pl_buffer_text(&date), NULL, NULL};
        pl_say_label(out, doc->knowledge, PL_L_TIMING_FROM, doc->language, arguments);
        pl_buffer_done(&date);
    } else if (pl_decision_acts(choice->decision)) {
        pl_buffer_add_text(out, pl_doc_label(doc, when));
    }
}

void pl_view_platform_table(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    static const enum pl_label columns[] = {PL_L_COLUMN_PLATFORM, PL_L_COLUMN_DECISION, PL_L_COLUMN_WHEN,
                                            PL_L_COLUMN_WHY};
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_PLATFORMS), columns, 4);
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        const struct pl_choice *choice = &doc->plan->choices[i];
        pl_doc_cell(doc, pl_doc_platform_name(doc, choice->platform));
        pl_doc_cell(
            doc, pl_doc_label(doc, choice->set_aside ? PL_L_DECISION_SET_ASIDE : pl_decision_labels[choice->decision]));
        pl_say_when(doc, choice, pl_doc_scratch(doc));
        pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        pl_say_short_reason(doc, choice, pl_doc_scratch(doc));
        pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
    }
    struct pl_arena arena = {0};
    struct pl_other *others = NULL;
    uint32_t others_count = pl_profile_others(doc->plan->profile, &arena, &others);
    for (uint32_t i = 0; i < others_count; i++) {
        pl_doc_cell(doc, *others[i].name != '\0' ? others[i].name : pl_doc_label(doc, PL_L_OTHER_PLATFORM));
        const struct pl_account_plan *account =
            &doc->plan->account_plans[others[i].account - doc->plan->profile->accounts];
        bool kept = account->decided && account->decision == PL_KEEP;
        pl_doc_cell(doc, pl_doc_label(doc, kept ? PL_L_DECISION_KEEP : PL_L_DECISION_UNDECIDED));
        pl_doc_cell(doc, kept ? pl_doc_label(doc, PL_L_TIMING_NOW) : "");
        pl_doc_cell(doc, pl_doc_label(doc, kept ? PL_L_WHY_LIVES : PL_L_WHY_UNKNOWN_PLATFORM));
    }
    pl_arena_done(&arena);
    pl_doc_end(doc);
}

/* Adds the name of a fact to "a, b, c" unless it is there. */
static void say_once(struct pl_buffer *names, const struct pl_plan *plan, uint32_t field, enum pl_language language,
                     struct pl_list *said)
{
    if (!pl_list_has(said, field)) {
        pl_list_add(said, plan->arena, field);
        pl_buffer_add_text(names, said->count > 1 ? ", " : "");
        pl_buffer_add_text(names, pl_text_in(plan->knowledge, plan->knowledge->fields[field].label, language));
    }
}

/* Adds the unknown facts that an unknown rule rests on, each once. */
static void say_missing(struct pl_buffer *names, const struct pl_plan *plan, uint32_t rule, enum pl_language language,
                        struct pl_list *said)
{
    struct pl_list facts = plan->rules[rule] == PL_UNKNOWN ? pl_plan_rule_facts(plan, rule) : (struct pl_list){0};
    for (uint32_t i = 0; i < facts.count; i++) {
        if (!pl_cell_is_known(&plan->knowledge->fields[facts.items[i]], &plan->cells[facts.items[i]])) {
            say_once(names, plan, facts.items[i], language, said);
        }
    }
}

/* The rules of the platform, of this platform those on every one; else the needs that it serves. */
void pl_say_reservation(struct pl_buffer *out, const struct pl_plan *plan, const struct pl_choice *choice,
                        enum pl_language language)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_entry *entry = &k->entries[choice->entry];
    struct pl_buffer names = {0};
    struct pl_list said = {0};
    for (uint32_t i = entry->rules.first; i < entry->rules.first + entry->rules.count; i++) {
        say_missing(&names, plan, i, language, &said);
    }
    for (uint32_t i = 0; choice->has_account && i < k->common_rules_count; i++) {
        struct pl_range terms = k->rules[k->common_rules[i]].terms;
        for (uint32_t t = terms.first; t < terms.first + terms.count; t++) {
            const struct pl_cell *cell = &plan->cells[k->terms[t].subject];
            if (pl_operations[k->terms[t].operation].bits == PL_BITS_THIS &&
                ((cell->high & ~cell->low) >> choice->platform & 1) != 0) {
                say_once(&names, plan, k->terms[t].subject, language, &said);
            }
        }
    }
    for (uint32_t i = 0; names.length == 0 && i < k->need_rules_count; i++) {
        for (uint32_t b = entry->serves.first; b < entry->serves.first + entry->serves.count; b++) {
            if (k->bindings[b].need == k->rules[k->need_rules[i]].need) {
                say_missing(&names, plan, k->need_rules[i], language, &said);
            }
        }
    }
    if (names.length > 0) {
        const char *const arguments[3] = {names.data, NULL, NULL};
        pl_say_label(out, k, PL_L_PROVISIONAL, language, arguments);
    }
    pl_buffer_done(&names);
}

/* Those not retained by a rule of their own: why, in a paragraph each. */
void pl_view_against(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        const struct pl_choice *choice = &doc->plan->choices[i];
        if (choice->rule == PL_NONE || pl_decision_retains(choice->decision)) {
            continue;
        }
        pl_doc_item(doc, 0);
        pl_doc_bold(doc, pl_doc_platform_name(doc, choice->platform));
        pl_doc_join(doc, " – ");
        pl_doc_text(doc, pl_doc_fill(doc, doc->knowledge->rules[choice->rule].because));
        pl_doc_item_end(doc);
    }
}

void pl_view_peers(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    for (uint32_t i = 0; i < doc->plan->peers.count; i++) {
        const struct pl_rule *rule = &doc->knowledge->rules[doc->plan->peers.items[i]];
        pl_doc_item(doc, 0);
        pl_doc_text(doc, pl_doc_fill(doc, rule->text));
        pl_doc_join(doc, " ");
        pl_doc_emphasis(doc, pl_doc_fill(doc, rule->because));
        pl_doc_item_end(doc);
    }
    pl_doc_end(doc);
    for (uint32_t i = 0; i < doc->plan->peers.count; i++) {
        pl_doc_old_figures(doc, doc->knowledge->rules[doc->plan->peers.items[i]].cite);
    }
}

void pl_view_fates(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    static const enum pl_label columns[] = {PL_L_COLUMN_PLATFORM, PL_L_COLUMN_BECAME};
    const struct pl_knowledge *k = doc->knowledge;
    struct pl_range fates = k->editions[doc->plan->edition].became;
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_FATES), columns, 2);
    for (uint32_t i = fates.first; i < fates.first + fates.count; i++) {
        pl_doc_cell(doc, pl_doc_platform_name(doc, k->became[i].platform));
        pl_doc_cell(doc, pl_text_in(k, k->became[i].text, doc->language));
    }
    pl_doc_end(doc);
}

void pl_view_platforms(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        const struct pl_choice *choice = &doc->plan->choices[i];
        if (pl_decision_retains(choice->decision) && !choice->set_aside && choice->entry != PL_NONE) {
            const struct pl_knowledge *k = doc->knowledge;
            const struct pl_entry *entry = &k->entries[choice->entry];
            pl_doc_heading_text(doc, 2, pl_doc_platform_name(doc, choice->platform));
            struct pl_buffer role = {0};
            pl_say_capitalised(&role, pl_text_in(k, entry->role, doc->language));
            pl_buffer_add_char(&role, '.');
            pl_doc_paragraph(doc, role.data);
            pl_buffer_done(&role);
            if (choice->rule != PL_NONE) {
                pl_doc_paragraph(doc, pl_doc_fill(doc, k->rules[choice->rule].because));
            }
            for (uint32_t j = 0; j < k->common_rules_count; j++) {
                if ((choice->common >> j & 1) != 0 && k->common_rules[j] != choice->rule) {
                    pl_doc_paragraph(doc, pl_doc_fill(doc, k->rules[k->common_rules[j]].because));
                }
            }
            if (entry->note.in[doc->language] != 0) {
                pl_doc_paragraph(doc, pl_text_in(k, entry->note, doc->language));
                pl_doc_old_figures(doc, entry->cite);
            }
            if (choice->put_off) {
                pl_doc_say(doc, PL_L_PLATFORM_PUT_OFF, NULL, NULL, NULL);
            }
            if (choice->provisional) {
                pl_say_reservation(pl_doc_scratch(doc), doc->plan, choice, doc->language);
                if (doc->scratch.length > 0) {
                    pl_doc_paragraph(doc, pl_buffer_text(&doc->scratch));
                }
            }
        }
    }
}
