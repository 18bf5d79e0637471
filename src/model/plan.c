/* SPDX-License-Identifier: MIT
 * Reading a plan; see plan.h.
 */
#include "model/plan.h"

#include <string.h>

#include "base/text.h"

const char *const pl_truth_words[] = {"no", "unknown", "yes", NULL};
const char *const pl_verdict_words[] = {"not-yet", "conditional", "ready", "unknown", NULL};
const char *const pl_timing_words[] = {"now", "after-prerequisites", "later", NULL};

bool pl_plan_has_rule(const struct pl_plan *plan, uint32_t rule)
{
    return (plan->knowledge->rules[rule].editions >> plan->edition & 1) != 0;
}

bool pl_list_has(const struct pl_list *list, uint32_t item)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i] == item) {
            return true;
        }
    }
    return false;
}

void pl_list_add(struct pl_list *list, struct pl_arena *arena, uint32_t item)
{
    if (list->count == list->room) {
        list->room = list->room == 0 ? 8 : 2 * list->room;
        uint32_t *grown = pl_arena_array(arena, list->room, sizeof *grown);
        if (list->count > 0) {
            memcpy(grown, list->items, list->count * sizeof *grown);
        }
        list->items = grown;
    }
    list->items[list->count++] = item;
}

/* ---- lists without repetition: the marks tell what is there already ---------------------------------------- */

static bool add_new(const struct pl_plan *plan, struct pl_list *list, uint8_t *marks, uint32_t item)
{
    if (marks[item] != 0) {
        return false;
    }
    marks[item] = 1;
    pl_list_add(list, plan->arena, item);
    return true;
}

static struct pl_list unmarked(struct pl_list list, uint8_t *marks)
{
    for (uint32_t i = 0; i < list.count; i++) {
        marks[list.items[i]] = 0;
    }
    return list;
}

static uint8_t *field_marks(const struct pl_plan *plan)
{
    return plan->marks + plan->knowledge->rules_count;
}

/* Terms that decide: of a conjunction that holds all, of one that fails those that fail; of a choice the other way
 * round; of what is unknown the unknown ones. Marks them from the root down, since children come after parents. Calls
 * itself for the rules below, PL_NESTED_MAX deep at most, and for each rule once. */
static void add_facts(const struct pl_plan *plan, uint32_t rule, struct pl_list *rules, struct pl_list *facts)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_range range = k->rules[rule].terms;
    uint8_t *deciding = field_marks(plan) + k->fields_count;
    if (!add_new(plan, rules, plan->marks, rule)) {
        return;
    }
    for (uint32_t i = range.first; i < range.first + range.count; i++) {
        const struct pl_term *term = &k->terms[i];
        if (i != range.first && deciding[i] == 0) {
            continue;
        }
        deciding[i] = 0;
        switch (pl_term_looks_at(term)) {
        case PL_AT_TERMS:
            for (uint32_t c = term->children.first; c < term->children.first + term->children.count; c++) {
                deciding[c] = plan->terms[c] == plan->terms[i] || term->operation == PL_NOT;
            }
            break;
        case PL_AT_RULE:
            add_facts(plan, term->subject, rules, facts);
            break;
        case PL_AT_CHOICE:
        case PL_AT_SET:
        case PL_AT_NUMBER:
            add_new(plan, facts, field_marks(plan), term->subject);
            break;
        }
    }
    for (uint32_t i = 0; i < k->rules[rule].yields_to.count && pl_plan_has_rule(plan, rule); i++) {
        uint32_t other = k->refs[k->rules[rule].yields_to.first + i];
        if (pl_plan_has_rule(plan, other)) {
            add_facts(plan, other, rules, facts);
        }
    }
}

struct pl_list pl_plan_rule_facts(const struct pl_plan *plan, uint32_t rule)
{
    struct pl_list rules = {0};
    struct pl_list facts = {0};
    add_facts(plan, rule, &rules, &facts);
    unmarked(rules, plan->marks);
    return unmarked(facts, field_marks(plan));
}

const struct pl_field *pl_plan_asked(const struct pl_plan *plan, uint32_t index)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_field *field = &k->fields[index];
    const struct pl_cell *list = &plan->cells[index];
    for (uint32_t c = 0; field->type == PL_TYPE_RECORDS && list->records != NULL && c < field->children.count; c++) {
        uint32_t child = field->children.first + c;
        bool counts = child != k->facts[PL_FACT_STEP_TIMEOUT]; /* which is stated wherever it does */
        bool asked = (k->fields[child].flags & PL_FIELD_INFORMATIVE) == 0 && counts;
        for (uint32_t i = 0; asked && i < list->count; i++) {
            if (!pl_cell_is_known(&k->fields[child], &list->records[i].cells[c])) {
                return &k->fields[child];
            }
        }
    }
    return field;
}

const char *pl_plan_role_name(const struct pl_plan *plan, uint32_t role, enum pl_language language)
{
    const struct pl_knowledge *k = plan->knowledge;
    if (role == PL_NONE) {
        return "";
    }
    uint32_t post = plan->posts[role];
    bool renamed = post != PL_NONE && k->role_cases[post].label.in[language] != 0;
    return pl_text_in(k, renamed ? k->role_cases[post].label : k->roles[role].label, language);
}

enum pl_truth pl_step_stands(const struct pl_step *step, uint32_t class, enum pl_position control)
{
    int64_t when = (int64_t)1 << control;
    enum pl_truth concerned = (step->classes->low >> class & 1) != 0    ? PL_TRUE
                              : (step->classes->high >> class & 1) != 0 ? PL_UNKNOWN
                                                                        : PL_FALSE;
    enum pl_truth then = step->control->high == when         ? PL_TRUE
                         : (step->control->high & when) != 0 ? PL_UNKNOWN
                                                             : PL_FALSE;
    return concerned < then ? concerned : then;
}

const struct pl_choice *pl_plan_choice(const struct pl_plan *plan, uint32_t platform)
{
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        if (plan->choices[i].platform == platform) {
            return &plan->choices[i];
        }
    }
    return NULL;
}

const struct pl_exception *pl_plan_exception(const struct pl_plan *plan, const char *id)
{
    for (uint32_t i = 0; i < plan->profile->exceptions_count; i++) {
        const struct pl_exception *exception = &plan->profile->exceptions[i];
        if (exception->advice->text != NULL && strcmp(exception->advice->text, id) == 0) {
            return exception;
        }
    }
    return NULL;
}

uint32_t pl_edition_entry(const struct pl_plan *plan, uint32_t platform)
{
    struct pl_range entries = plan->knowledge->editions[plan->edition].entries;
    for (uint32_t i = entries.first; i < entries.first + entries.count; i++) {
        if (plan->knowledge->entries[i].platform == platform) {
            return i;
        }
    }
    return PL_NONE;
}

uint32_t pl_edition_fate(const struct pl_plan *plan, uint32_t platform)
{
    struct pl_range fates = plan->knowledge->editions[plan->edition].became;
    for (uint32_t i = fates.first; i < fates.first + fates.count; i++) {
        if (plan->knowledge->became[i].platform == platform) {
            return i;
        }
    }
    return PL_NONE;
}

const struct pl_choice *pl_plan_choice_of(const struct pl_plan *plan, const struct pl_account *account)
{
    uint32_t platform = pl_cell_choice(account->platform);
    return platform == PL_NONE ? NULL : pl_plan_choice(plan, pl_platform_in_edition(plan, platform));
}

bool pl_plan_serves_better(const struct pl_plan *plan, const struct pl_choice *main, const struct pl_choice *other)
{
    const struct pl_knowledge *k = plan->knowledge;
    bool better = false;
    if (main->entry == PL_NONE || other->entry == PL_NONE || !pl_decision_retains(main->decision)) {
        return false;
    }
    struct pl_range first = k->entries[main->entry].serves;
    struct pl_range second = k->entries[other->entry].serves;
    for (uint32_t i = first.first; i < first.first + first.count && !better; i++) {
        for (uint32_t o = second.first; o < second.first + second.count; o++) {
            const struct pl_binding *own = &k->bindings[i], *its = &k->bindings[o];
            better = better || (!own->alternative && its->alternative && own->need == its->need &&
                                plan->needs[own->need] == PL_TRUE);
        }
    }
    return better;
}

bool pl_plan_awaits_answers(const struct pl_plan *plan, const struct pl_action *action)
{
    bool opens = plan->verdict == PL_VERDICT_UNKNOWN;
    for (uint32_t i = 0; i < action->ranks.count; i++) {
        const struct pl_rule *step = &plan->knowledge->rules[plan->steps.items[action->ranks.items[i]]];
        opens = opens && step->launches != 0 && (step->carries >> PL_ACT_OPEN & 1) != 0;
    }
    return opens;
}

uint32_t pl_platform_in_edition(const struct pl_plan *plan, uint32_t platform)
{
    const struct pl_knowledge *k = plan->knowledge;
    if (pl_edition_entry(plan, platform) != PL_NONE) {
        return platform;
    }
    for (uint32_t i = 0; i < k->became_count; i++) {
        const struct pl_became *became = &k->became[i];
        if (became->status != PL_RENAMED || became->successors.count != 1) {
            continue;
        }
        uint32_t successor = k->refs[became->successors.first];
        uint32_t other = became->platform == platform ? successor : successor == platform ? became->platform : PL_NONE;
        if (other != PL_NONE && pl_edition_entry(plan, other) != PL_NONE) {
            return other;
        }
    }
    return platform;
}

struct pl_list pl_plan_prerequisites(const struct pl_plan *plan, uint32_t rule)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_list pending = {0};
    struct pl_list seen = {0};
    struct pl_list found = {0};
    struct pl_range after = k->rules[rule].after;
    for (;;) {
        for (uint32_t i = after.first; i < after.first + after.count; i++) {
            pl_list_add(&pending, plan->arena, k->refs[i]);
        }
        after.count = 0;
        if (pending.count == 0) {
            break;
        }
        uint32_t before = pending.items[--pending.count];
        if (!add_new(plan, &seen, plan->marks, before)) {
            continue;
        }
        if (pl_list_has(&plan->steps, before)) {
            pl_list_add(&found, plan->arena, before);
        } else {
            after = k->rules[before].after;
        }
    }
    unmarked(seen, plan->marks);
    return found;
}

enum pl_truth pl_plan_truth(const struct pl_plan *plan, const struct pl_choice *choice, uint32_t rule)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_range entries = k->editions[plan->edition].entries;
    uint32_t at = 0;
    while (at < k->common_rules_count && k->common_rules[at] != rule) {
        at++;
    }
    if (at == k->common_rules_count) {
        return (enum pl_truth)plan->rules[rule];
    }
    uint8_t greatest = PL_FALSE;
    for (uint32_t e = 0; e < entries.count; e++) {
        uint8_t truth = plan->common[e * k->common_rules_count + at];
        if (choice != NULL && choice->entry == entries.first + e) {
            return (enum pl_truth)truth;
        }
        greatest = truth > greatest ? truth : greatest;
    }
    return choice == NULL ? (enum pl_truth)greatest : PL_FALSE;
}

struct pl_list pl_plan_answers(const struct pl_plan *plan, uint32_t step)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_list held = {0};
    for (uint32_t i = 0; i < k->rules[step].answers.count; i++) {
        uint32_t rule = k->refs[k->rules[step].answers.first + i];
        if (plan->rules[rule] == PL_TRUE && plan->done[rule] != PL_TRUE && pl_plan_has_rule(plan, rule)) {
            pl_list_add(&held, plan->arena, rule);
        }
    }
    return held;
}

bool pl_plan_carries(const struct pl_plan *plan, uint32_t step, const struct pl_choice *choice)
{
    static const uint32_t acts[PL_DECISIONS] = {[PL_OPEN] = 1u << PL_ACT_OPEN,
                                                [PL_IMPROVE] = 1u << PL_ACT_IMPROVE,
                                                [PL_RESERVE] = 1u << PL_ACT_REST,
                                                [PL_LEAVE] = 1u << PL_ACT_LEAVE};
    bool awaits = choice->rule != PL_NONE && plan->knowledge->rules[choice->rule].provisional;
    uint32_t asked =
        choice->put_off ? 1u << PL_ACT_PUT_OFF : acts[choice->decision] | (awaits ? 1u << PL_ACT_DECIDE : 0);
    bool is_act = choice->decision != PL_RESERVE || choice->has_account;
    return is_act && !choice->set_aside && (plan->knowledge->rules[step].carries & asked) != 0;
}

uint32_t pl_plan_action_of(const struct pl_plan *plan, uint32_t step)
{
    for (uint32_t i = 0; i < plan->actions_count; i++) {
        for (uint32_t r = 0; r < plan->actions[i].ranks.count; r++) {
            if (plan->steps.items[plan->actions[i].ranks.items[r]] == step) {
                return i;
            }
        }
    }
    return PL_NONE;
}

uint32_t pl_plan_rank_for(const struct pl_plan *plan, uint32_t rule, bool put_off)
{
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        struct pl_range answers = plan->knowledge->rules[plan->steps.items[i]].answers;
        bool counts = plan->spans[i].put_off == put_off && !(put_off && plan->spans[i].done);
        for (uint32_t a = answers.first; counts && a < answers.first + answers.count; a++) {
            if (plan->knowledge->refs[a] == rule) {
                return i;
            }
        }
    }
    return PL_NONE;
}

uint32_t pl_plan_action_for(const struct pl_plan *plan, uint32_t rule)
{
    uint32_t rank = pl_plan_rank_for(plan, rule, false);
    return rank == PL_NONE ? PL_NONE : pl_plan_action_of(plan, plan->steps.items[rank]);
}

uint32_t pl_plan_action_on(const struct pl_plan *plan, const struct pl_choice *choice)
{
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        uint32_t action = pl_plan_carries(plan, plan->steps.items[i], choice)
                              ? pl_plan_action_of(plan, plan->steps.items[i])
                              : PL_NONE;
        if (action != PL_NONE) {
            return action;
        }
    }
    return PL_NONE;
}

uint32_t pl_plan_draft(const struct pl_plan *plan, uint32_t rank)
{
    const struct pl_knowledge *k = plan->knowledge;
    pl_str draft = k->rules[plan->steps.items[rank]].draft;
    for (uint32_t i = 0; draft != 0 && !plan->spans[rank].put_off && i < plan->documents.count; i++) {
        if (k->documents[plan->documents.items[i]].id == draft) {
            return plan->documents.items[i];
        }
    }
    return PL_NONE;
}

bool pl_plan_fills(const struct pl_plan *plan, uint32_t blank)
{
    uint32_t field = plan->knowledge->blanks[blank].field;
    return field != PL_NONE && pl_cell_is_known(&plan->knowledge->fields[field], &plan->cells[field]);
}

uint32_t pl_plan_holder(const struct pl_plan *plan, uint32_t role)
{
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t turns = 0; role != PL_NONE && turns < k->roles_count; turns++) {
        const struct pl_role_case *post = plan->posts[role] == PL_NONE ? NULL : &k->role_cases[plan->posts[role]];
        if (post == NULL || post->owner == PL_NONE) {
            break;
        }
        role = post->owner;
    }
    return role;
}

bool pl_plan_rule_decides(const struct pl_plan *plan, uint32_t rule)
{
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        if (plan->choices[i].rule == rule) {
            return true;
        }
    }
    return false;
}

enum pl_truth pl_account_is_official(const struct pl_account *account)
{
    const int64_t official = (int64_t)1 << PL_OWNER_OFFICIAL;
    const int64_t closed = (int64_t)1 << PL_STATE_CLOSED;
    if ((account->owner->high & official) == 0 || account->state->high == closed) {
        return PL_FALSE;
    }
    return account->owner->high == official && (account->state->high & closed) == 0 ? PL_TRUE : PL_UNKNOWN;
}

enum pl_truth pl_plan_french_law(const struct pl_plan *plan)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_cell *cell = pl_plan_cell(plan, PL_FACT_COUNTRY);
    uint32_t fallback = k->fields[k->facts[PL_FACT_COUNTRY]].fallback;
    char folded[PL_FOLD_MAX];
    const char *country = cell->text;
    if (country == NULL && fallback == PL_NONE) {
        return PL_UNKNOWN;
    }
    country = country != NULL ? country : pl_text(k, (pl_str)k->numbers[fallback]);
    size_t length = pl_fold(pl_view_of(country), folded);
    for (uint32_t i = 0; i < k->countries.count; i++) {
        const char *code = pl_text(k, k->refs[k->countries.first + i]);
        if (length == strlen(code) && memcmp(folded, code, length) == 0) {
            return PL_TRUE;
        }
    }
    return PL_FALSE;
}

bool pl_plan_ballot(const struct pl_plan *plan, struct pl_ballot *out_ballot)
{
    uint32_t kind = pl_cell_choice(pl_plan_cell(plan, PL_FACT_KIND));
    return kind != PL_NONE && pl_plan_french_law(plan) == PL_TRUE &&
           pl_ballot_next(plan->knowledge, kind, plan->today, out_ballot);
}

bool pl_plan_other_ballot(const struct pl_plan *plan, uint32_t from, struct pl_ballot *out_ballot)
{
    uint32_t kind = pl_cell_choice(pl_plan_cell(plan, PL_FACT_KIND));
    return kind != PL_NONE && pl_plan_french_law(plan) == PL_TRUE &&
           pl_ballot_of_others(plan->knowledge, kind, plan->today, from, out_ballot);
}

bool pl_decision_retains(enum pl_decision decision)
{
    return decision == PL_OPEN || decision == PL_KEEP || decision == PL_IMPROVE;
}

/* The rules of the needs that an entry serves, those of one truth; `needs` limits them. */
static void add_need_rules(const struct pl_plan *plan, const struct pl_entry *entry, uint64_t needs,
                           enum pl_truth truth, struct pl_list *rules)
{
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t b = 0; b < entry->serves.count; b++) {
        uint32_t need = k->bindings[entry->serves.first + b].need;
        for (uint32_t i = 0; (needs >> need & 1) != 0 && i < k->need_rules_count; i++) {
            uint32_t rule = k->need_rules[i];
            if (k->rules[rule].need == need && plan->rules[rule] == truth && pl_plan_has_rule(plan, rule)) {
                add_new(plan, rules, plan->marks, rule);
            }
        }
    }
}

struct pl_list pl_plan_choice_rules(const struct pl_plan *plan, const struct pl_choice *choice)
{
    struct pl_list rules = {0};
    if (choice->entry == PL_NONE) {
        return rules;
    }
    const struct pl_entry *entry = &plan->knowledge->entries[choice->entry];
    if (choice->rule != PL_NONE) {
        add_new(plan, &rules, plan->marks, choice->rule);
    }
    for (uint32_t i = 0; i < plan->knowledge->common_rules_count; i++) {
        if ((choice->common >> i & 1) != 0) {
            add_new(plan, &rules, plan->marks, plan->knowledge->common_rules[i]);
        }
    }
    if (pl_decision_retains(choice->decision)) {
        add_need_rules(plan, entry, choice->needs, PL_TRUE, &rules);
        return unmarked(rules, plan->marks);
    }
    for (uint32_t i = entry->rules.first;
         choice->decision == PL_UNDECIDED && i < entry->rules.first + entry->rules.count; i++) {
        if (plan->rules[i] == PL_UNKNOWN) {
            add_new(plan, &rules, plan->marks, i);
        }
    }
    if (choice->decision == PL_UNDECIDED) {
        add_need_rules(plan, entry, UINT64_MAX, PL_UNKNOWN, &rules);
        return unmarked(rules, plan->marks);
    }
    if (rules.count == 0) {
        add_need_rules(plan, entry, UINT64_MAX, PL_FALSE, &rules);
    }
    if (rules.count == 0) { /* needed, and served better elsewhere */
        add_need_rules(plan, entry, UINT64_MAX, PL_TRUE, &rules);
        add_need_rules(plan, entry, UINT64_MAX, PL_UNKNOWN, &rules);
    }
    return unmarked(rules, plan->marks);
}
