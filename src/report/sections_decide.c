/* SPDX-License-Identifier: MIT
 * Decision and certainty: the page for elected members, what is known and what is not, and what to prepare in the
 * house.
 */
#include "report/sections.h"

enum { ACTIONS_MAX = 6, QUESTIONS_FIRST = 3, SETTLES_MIN = 2 };

const char *pl_doc_role(const struct pl_doc *doc, uint32_t role)
{
    return pl_plan_role_name(doc->plan, role, doc->language);
}

void pl_say_roles(const struct pl_doc *doc, struct pl_list roles, struct pl_buffer *out)
{
    for (uint32_t i = 0; i < roles.count; i++) {
        const char *role = pl_doc_role(doc, roles.items[i]);
        bool again = false;
        for (uint32_t s = 0; s < i && !again; s++) {
            again = pl_doc_role(doc, roles.items[s]) == role; /* equal texts of the knowledge are one */
        }
        if (!again) {
            pl_buffer_add_text(out, i > 0 ? ", " : "");
            pl_buffer_add_text(out, role);
        }
    }
}

const char *pl_doc_platform_name(struct pl_doc *doc, uint32_t platform)
{
    return pl_doc_capital(doc, pl_text_in(doc->knowledge, doc->knowledge->platforms[platform].name, doc->language));
}

enum { ANY_TIME = 7 }; /* bits of enum pl_timing */

static bool is_set_aside(const struct pl_doc *doc, uint32_t rule)
{
    return pl_plan_exception(doc->plan, pl_text(doc->knowledge, doc->knowledge->rules[rule].id)) != NULL;
}

/* What the first fact that decides a rule comes from: findings on one thing are told by it. */
static uint32_t subject_of(const struct pl_doc *doc, uint32_t rule)
{
    struct pl_list facts = pl_plan_rule_facts(doc->plan, rule);
    uint32_t from = facts.count == 0 ? PL_NONE : doc->knowledge->fields[facts.items[0]].from;
    return facts.count == 0 || from != PL_NONE ? from : facts.items[0];
}

/* The findings of one sort that nobody set aside: the first on each thing, then the rest; returns how many there are in
 * all. */
static uint32_t pick_findings(struct pl_doc *doc, enum pl_conclusion concludes, uint32_t most, struct pl_list *picked)
{
    struct pl_list subjects = {0};
    struct pl_list rest = {0};
    for (uint32_t i = 0; i < doc->plan->findings.count; i++) {
        uint32_t rule = doc->plan->findings.items[i];
        if (doc->knowledge->rules[rule].concludes != (uint32_t)concludes || is_set_aside(doc, rule)) {
            continue;
        }
        bool again = pl_list_has(&subjects, subject_of(doc, rule));
        pl_list_add(again ? &rest : picked, doc->plan->arena, rule);
        pl_list_add(&subjects, doc->plan->arena, subject_of(doc, rule));
    }
    uint32_t count = picked->count + rest.count;
    for (uint32_t i = 0; i < rest.count && picked->count < most; i++) {
        pl_list_add(picked, doc->plan->arena, rest.items[i]);
    }
    picked->count = picked->count < most ? picked->count : most;
    return count;
}

/* "a, b": the facts on which the findings that are not known depend; of blockers alone where one is among them. */
static void say_open_points(struct pl_doc *doc, struct pl_buffer *out)
{
    enum { POINTS_MAX = 2 };
    const struct pl_knowledge *k = doc->knowledge;
    struct pl_list facts = {0};
    struct pl_buffer names = {0};
    bool gate = doc->plan->lowest == PL_NOT_YET;
    for (uint32_t i = 0; i < k->gate_rules_count; i++) {
        uint32_t rule = k->gate_rules[i];
        bool counts = doc->plan->rules[rule] == PL_UNKNOWN && (k->rules[rule].concludes == PL_BLOCKER) == gate;
        struct pl_list of_rule = counts ? pl_plan_rule_facts(doc->plan, rule) : (struct pl_list){0};
        for (uint32_t f = 0; f < of_rule.count; f++) {
            uint32_t from = k->fields[of_rule.items[f]].from;
            uint32_t asked = from == PL_NONE ? of_rule.items[f] : from;
            bool known = pl_cell_is_known(&k->fields[of_rule.items[f]], &doc->plan->cells[of_rule.items[f]]);
            if (!known && !pl_list_has(&facts, asked)) {
                pl_list_add(&facts, doc->plan->arena, asked);
            }
        }
    }
    uint32_t shown = facts.count <= POINTS_MAX + 1 ? facts.count : POINTS_MAX;
    for (uint32_t i = 0; i < shown; i++) {
        pl_buffer_add_text(&names, i > 0 ? ", " : "");
        pl_buffer_add_text(&names, pl_text_in(k, k->fields[facts.items[i]].label, doc->language));
    }
    const char *const arguments[3] = {pl_buffer_text(&names), pl_doc_number(doc, facts.count - shown), NULL};
    if (shown < facts.count) {
        pl_say_label(out, k, PL_L_AND_OTHERS, doc->language, arguments);
    } else {
        pl_buffer_add_text(out, pl_buffer_text(&names));
    }
    pl_buffer_done(&names);
}

/* What is certain of the verdict, by its range: what is excluded and what is left. Of each, for an authority that opens
 * its first account and for one that goes on. */
void pl_view_verdict(struct pl_doc *doc, const struct pl_block *block)
{
    static const struct words {
        enum pl_label head[2], text[2];
    } certain[] =
        {
            [PL_NOT_YET] = {{PL_L_VERDICT_NOT_YET, PL_L_GOING_NOT_YET},
                            {PL_L_VERDICT_NOT_YET_TEXT, PL_L_GOING_NOT_YET_TEXT}},
            [PL_CONDITIONAL] = {{PL_L_VERDICT_CONDITIONAL, PL_L_GOING_CONDITIONAL},
                                {PL_L_VERDICT_CONDITIONAL_TEXT, PL_L_GOING_CONDITIONAL_TEXT}},
            [PL_READY] = {{PL_L_VERDICT_READY, PL_L_GOING_READY}, {PL_L_VERDICT_READY_TEXT, PL_L_GOING_READY_TEXT}},
        },
      open = {{PL_L_VERDICT_ANSWERS_FIRST, PL_L_GOING_UNKNOWN}, {PL_L_VERDICT_UNKNOWN_TEXT, PL_L_GOING_UNKNOWN_TEXT}},
      not_blocked = {{PL_L_VERDICT_NOTHING_BLOCKS, PL_L_VERDICT_NOTHING_BLOCKS},
                     {PL_L_VERDICT_NOTHING_BLOCKS_TEXT, PL_L_GOING_NOTHING_BLOCKS_TEXT}},
      hindered = {{PL_L_VERDICT_AT_BEST, PL_L_GOING_AT_BEST}, {PL_L_VERDICT_AT_BEST_TEXT, PL_L_GOING_AT_BEST_TEXT}};
    (void)block;
    const struct pl_plan *plan = doc->plan;
    bool runs = plan->running == PL_TRUE;
    const struct words *words = plan->verdict != PL_VERDICT_UNKNOWN ? &certain[plan->verdict]
                                : plan->lowest == PL_CONDITIONAL    ? &not_blocked
                                : plan->highest == PL_CONDITIONAL   ? &hindered
                                                                    : &open;
    struct pl_buffer points = {0};
    struct pl_buffer text = {0};
    struct pl_list blockers = {0};
    say_open_points(doc, &points);
    const char *const arguments[3] = {pl_buffer_text(&points), NULL, NULL};
    pl_say_label(&text, doc->knowledge, words->text[runs], doc->language, arguments);
    pl_doc_paragraph_start(doc, PL_PARAGRAPH_VERDICT);
    pl_doc_bold(doc, pl_doc_label(doc, words->head[runs]));
    pick_findings(doc, PL_BLOCKER, UINT32_MAX, &blockers);
    for (uint32_t i = 0; i < blockers.count; i++) {
        pl_doc_join(doc, " ");
        pl_doc_text(doc, pl_doc_fill(doc, doc->knowledge->rules[blockers.items[i]].text));
    }
    pl_doc_join(doc, " ");
    pl_doc_text(doc, pl_buffer_text(&text));
    pl_doc_paragraph_end(doc, PL_PARAGRAPH_VERDICT);
    pl_buffer_done(&points);
    pl_buffer_done(&text);
}

/* The obstacles, the first few by their names; and what Saturday shows, unless one of them has said it. */
static void say_obstacles(struct pl_doc *doc)
{
    enum { OBSTACLES_MAX = 3 };
    struct pl_list picked = {0};
    bool saturday = false;
    uint32_t count = pick_findings(doc, PL_OBSTACLE, OBSTACLES_MAX, &picked);
    if (count == 0) {
        return;
    }
    enum pl_label lead = count == 1               ? PL_L_VERDICT_ONE_OBSTACLE
                         : count <= OBSTACLES_MAX ? PL_L_VERDICT_SOME_OBSTACLES
                                                  : PL_L_VERDICT_MANY_OBSTACLES;
    pl_doc_say(doc, lead, pl_doc_number(doc, count), NULL, NULL);
    for (uint32_t i = 0; i < picked.count; i++) {
        pl_doc_item(doc, 0);
        pl_doc_text(doc, pl_doc_fill(doc, doc->knowledge->rules[picked.items[i]].text));
        pl_doc_item_end(doc);
        struct pl_list facts = pl_plan_rule_facts(doc->plan, picked.items[i]);
        saturday = saturday || pl_list_has(&facts, doc->knowledge->facts[PL_FACT_URGENT_SATURDAY]);
    }
    pl_doc_end(doc);
    if (!saturday) {
        pl_view_saturday(doc, NULL);
    }
}

bool pl_doc_rival(const struct pl_doc *doc, const struct pl_account **out_other, const struct pl_account **out_own)
{
    const struct pl_profile *profile = doc->plan->profile;
    const struct pl_account *most = NULL;
    for (uint32_t i = 0; i < profile->accounts_count; i++) {
        const struct pl_account *other = &profile->accounts[i];
        const struct pl_account *best = NULL;
        for (uint32_t o = 0; o < profile->accounts_count && pl_cell_choice(other->owner) == PL_OWNER_UNOFFICIAL; o++) {
            const struct pl_account *account = &profile->accounts[o];
            bool beside = pl_cell_choice(account->owner) == PL_OWNER_OFFICIAL &&
                          pl_cell_choice(other->platform) != PL_NONE &&
                          account->platform->high == other->platform->high;
            best = beside && (best == NULL || account->followers->high > best->followers->high) ? account : best;
        }
        bool told = best != NULL && best->followers->low == best->followers->high &&
                    other->followers->low == other->followers->high;
        if (told && other->followers->low > best->followers->low &&
            (most == NULL || other->followers->low > most->followers->low)) {
            most = *out_other = other;
            *out_own = best;
        }
    }
    return most != NULL;
}

/* The sentence for a group of platforms, when it is not empty; those that wait for answers are counted where they are
 * many. */
static void say_group(struct pl_doc *doc, enum pl_label label, uint32_t decisions, uint32_t times, bool for_now)
{
    enum { NAMED_MAX = 5 };
    struct pl_buffer names = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        const struct pl_choice *choice = &doc->plan->choices[i];
        bool told =
            (choice->provisional && (choice->decision == PL_KEEP || choice->decision == PL_IMPROVE)) == for_now &&
            (choice->decision != PL_RESERVE || choice->has_account);
        if (told && (decisions >> choice->decision & 1) != 0 && (times >> choice->timing & 1) != 0 &&
            !choice->set_aside && !choice->put_off) {
            const struct pl_platform *platform = &doc->knowledge->platforms[choice->platform];
            pl_buffer_add_text(&names, count > 0 ? ", " : "");
            pl_buffer_add_text(&names, pl_text_in(doc->knowledge, platform->name, doc->language));
            count++;
        }
    }
    if (count > 0) {
        bool many = label == PL_L_TO_SETTLE && count > NAMED_MAX && doc->plan->verdict == PL_VERDICT_UNKNOWN;
        const char *const arguments[3] = {many ? pl_doc_number(doc, count) : names.data, NULL, NULL};
        struct pl_buffer text = {0};
        pl_say_label(&text, doc->knowledge, many ? PL_L_TO_SETTLE_MANY : label, doc->language, arguments);
        pl_doc_item(doc, 0);
        pl_doc_text(doc, text.data);
        pl_doc_item_end(doc);
        pl_buffer_done(&text);
    }
    pl_buffer_done(&names);
}

void pl_doc_set_aside(struct pl_doc *doc, const struct pl_rule *rule)
{
    const struct pl_exception *exception = pl_plan_exception(doc->plan, pl_text(doc->knowledge, rule->id));
    if (exception == NULL) {
        return;
    }
    const char *reason = exception->reason->text;
    const char *const arguments[3] = {reason == NULL ? pl_doc_label(doc, PL_L_NO_REASON) : reason, NULL, NULL};
    pl_say_label(pl_doc_scratch(doc), doc->knowledge, PL_L_SET_ASIDE_MARK, doc->language, arguments);
    pl_doc_join(doc, " ");
    pl_doc_text(doc, pl_buffer_text(&doc->scratch));
}

/* What runs and reviews accounts comes first only where there are some, or where they may open. */
static void say_actions(struct pl_doc *doc)
{
    const struct pl_list *steps = &doc->plan->steps;
    bool early = doc->plan->verdict == PL_VERDICT_UNKNOWN && doc->plan->running != PL_TRUE;
    uint32_t shown = 0;
    for (uint32_t i = 0; i < steps->count && shown < ACTIONS_MAX; i++) {
        const struct pl_rule *rule = &doc->knowledge->rules[steps->items[i]];
        if (is_set_aside(doc, steps->items[i]) || (early && rule->phase >= doc->knowledge->phases_count)) {
            continue;
        }
        if (shown == 0) {
            bool asked = doc->plan->verdict == PL_VERDICT_UNKNOWN && doc->plan->questions_count > 0;
            pl_doc_say(doc, asked ? PL_L_NEXT_ACTIONS : PL_L_FIRST_ACTIONS, NULL, NULL, NULL);
        }
        pl_doc_item(doc, ++shown);
        pl_doc_bold(doc, pl_doc_fill(doc, rule->title));
        pl_doc_join(doc, " – ");
        pl_doc_text(doc, pl_doc_role(doc, doc->plan->crews[i].owner));
        pl_doc_item_end(doc);
    }
    if (shown > 0) {
        pl_doc_end(doc);
    }
}

static void say_hours(struct pl_doc *doc)
{
    const struct pl_means *means = &doc->plan->means;
    const char *needed = pl_doc_number(doc, means->needed);
    const char *available = pl_doc_number(doc, means->available);
    const char *most = pl_doc_number(doc, means->most);
    if (means->needed == 0) { /* nothing is retained; that asks for no hour, but what is open may */
        if (means->most > 0) {
            pl_doc_say(doc, PL_L_HOURS_OPEN_ONLY, most, NULL, NULL);
        }
        return;
    }
    enum pl_label label = !means->known                       ? PL_L_HOURS_UNKNOWN
                          : means->needed <= means->available ? PL_L_HOURS_ENOUGH
                                                              : PL_L_HOURS_SHORT;
    pl_doc_say(doc, label, needed, available, NULL);
    if (means->most > means->needed) {
        pl_doc_say(doc, PL_L_HOURS_OPEN, most, NULL, NULL);
    }
    pl_doc_affordable(doc);
}

static const char *question_text(struct pl_doc *doc, uint32_t rank)
{
    pl_say_question(pl_doc_scratch(doc), doc->plan, doc->plan->questions[rank].field, doc->language);
    return pl_buffer_text(&doc->scratch);
}

/* While no conclusion can be drawn, the first questions come before any action; later the one that would settle most,
 * if it settles more than a detail. */
static void say_next_questions(struct pl_doc *doc, bool before)
{
    uint32_t count = doc->plan->questions_count;
    bool unknown = doc->plan->verdict == PL_VERDICT_UNKNOWN;
    if (count == 0 || before != unknown || (!unknown && doc->plan->questions[0].settles < SETTLES_MIN)) {
        return;
    }
    if (count == 1 || !unknown) {
        pl_doc_say(doc, PL_L_NEXT_QUESTION, question_text(doc, 0), NULL, NULL);
        return;
    }
    pl_doc_say(doc, PL_L_NEXT_QUESTIONS, NULL, NULL, NULL);
    for (uint32_t i = 0; i < QUESTIONS_FIRST && i < count; i++) {
        pl_doc_item(doc, i + 1);
        pl_doc_text(doc, question_text(doc, i));
        pl_doc_item_end(doc);
    }
    pl_doc_end(doc);
}

void pl_view_decision(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    pl_view_verdict(doc, NULL);
    say_next_questions(doc, true);
    say_obstacles(doc);
    const struct pl_account *most = NULL;
    const struct pl_account *own = NULL;
    if (pl_doc_rival(doc, &most, &own)) {
        pl_doc_say(doc, PL_L_VERDICT_FOLLOWERS, pl_doc_number(doc, most->followers->low),
                   pl_doc_number(doc, own->followers->low), NULL);
    }
    say_group(doc, PL_L_TO_OPEN, 1u << PL_OPEN, 1u << PL_NOW, false);
    say_group(doc, PL_L_TO_OPEN_AFTER, 1u << PL_OPEN, 1u << PL_AFTER_PREREQUISITES, false);
    say_group(doc, PL_L_TO_OPEN_LATER, 1u << PL_OPEN, 1u << PL_LATER, false);
    say_group(doc, PL_L_TO_IMPROVE, 1u << PL_IMPROVE, ANY_TIME, false);
    say_group(doc, PL_L_TO_KEEP, 1u << PL_KEEP, ANY_TIME, false);
    say_group(doc, PL_L_TO_KEEP_FOR_NOW, 1u << PL_KEEP | 1u << PL_IMPROVE, ANY_TIME, true);
    say_group(doc, PL_L_TO_REST, 1u << PL_RESERVE, ANY_TIME, false);
    say_group(doc, PL_L_TO_LEAVE, 1u << PL_LEAVE, ANY_TIME, false);
    say_group(doc, PL_L_TO_SETTLE, 1u << PL_UNDECIDED, ANY_TIME, false);
    pl_doc_end(doc);
    say_actions(doc);
    say_hours(doc);
    say_next_questions(doc, false);
    pl_view_validity(doc, NULL);
}

/* ---- known, assumed, unknown ----------------------------------------------------------------------------- */

static bool is_shown_fact(const struct pl_field *field)
{
    return (field->flags & (PL_FIELD_DERIVED | PL_FIELD_IN_RECORD)) == 0 && field->type != PL_TYPE_SECTION;
}

static bool is_special(const struct pl_doc *doc, uint32_t field)
{
    static const enum pl_fact special[] = {PL_FACT_NAME, PL_FACT_NOTES, PL_FACT_LANGUAGE, PL_FACT_EXCEPTIONS,
                                           PL_FACT_FORMAT_VERSION};
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        if (doc->knowledge->facts[special[i]] == field) {
            return true;
        }
    }
    return false;
}

void pl_view_known(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_FACT, PL_L_COLUMN_VALUE};
    const struct pl_knowledge *k = doc->knowledge;
    (void)block;
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_KNOWN), columns, 2);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        const struct pl_cell *cell = &doc->plan->cells[i];
        if (!is_shown_fact(field) || is_special(doc, i) || cell->line == 0 || !pl_cell_is_known(field, cell)) {
            continue;
        }
        pl_doc_cell(doc, pl_doc_capital(doc, pl_text_in(k, field->label, doc->language)));
        pl_say_cell(pl_doc_scratch(doc), k, field, cell, doc->language);
        pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
    }
    pl_doc_end(doc);
}

void pl_view_assumptions(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    for (uint32_t i = 0; i < doc->plan->assumptions.count; i++) {
        const struct pl_field *field = &doc->knowledge->fields[doc->plan->assumptions.items[i]];
        pl_doc_item(doc, 0);
        pl_doc_text(doc, pl_text_in(doc->knowledge, field->assumption, doc->language));
        pl_doc_item_end(doc);
    }
    pl_doc_end(doc);
}

void pl_view_unknown(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_knowledge *k = doc->knowledge;
    (void)block;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        bool asked = is_shown_fact(field) && !is_special(doc, i) && field->assumption.in[PL_FR] == 0 &&
                     (field->flags & PL_FIELD_IDLE) == 0;
        if (asked && !pl_cell_is_known(field, &doc->plan->cells[i])) {
            pl_doc_item_text(doc, 0, pl_doc_capital(doc, pl_text_in(k, field->label, doc->language)));
        }
    }
    pl_doc_end(doc);
}

void pl_view_remarks(struct pl_doc *doc, const struct pl_block *block)
{
    const char *notes = pl_plan_text(doc->plan, PL_FACT_NOTES);
    (void)block;
    if (*notes != '\0') {
        pl_doc_say(doc, PL_L_NOTES, notes, NULL, NULL);
    }
}

/* ---- readiness ------------------------------------------------------------------------------------------- */

void pl_view_findings(struct pl_doc *doc, const struct pl_block *block)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < doc->plan->findings.count; i++) {
        const struct pl_rule *rule = &doc->knowledge->rules[doc->plan->findings.items[i]];
        if (!pl_block_wants(doc, block, pl_conclusion_words[rule->concludes])) {
            continue;
        }
        if (!pl_block_takes(block, count++)) {
            continue;
        }
        pl_doc_item(doc, 0);
        pl_doc_bold(doc, pl_doc_fill(doc, rule->text));
        pl_doc_join(doc, " ");
        pl_doc_text(doc, pl_doc_fill(doc, rule->because));
        pl_doc_set_aside(doc, rule);
        pl_doc_item_end(doc);
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, count - pl_block_shows(block, count));
}
