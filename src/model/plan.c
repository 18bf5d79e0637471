/* SPDX-License-Identifier: MIT
 * Reading a plan; see plan.h.
 */
#include "model/plan.h"

#include <string.h>

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

static uint32_t add_once(uint32_t *items, uint32_t count, uint32_t max, uint32_t item)
{
    for (uint32_t i = 0; i < count; i++) {
        if (items[i] == item) {
            return count;
        }
    }
    if (count < max) {
        items[count++] = item;
    }
    return count;
}

/* Those of another rule: strata are few, this ends where rules refer to no other. */
static uint32_t add_facts_of(const struct pl_plan *plan, uint32_t rule, uint32_t *out_fields, uint32_t count, uint32_t max)
{
    uint32_t inner[16];
    uint32_t found = pl_plan_rule_facts(plan, rule, inner, 16);
    for (uint32_t i = 0; i < found; i++) {
        count = add_once(out_fields, count, max, inner[i]);
    }
    return count;
}

/* Terms that decide: of a conjunction that holds all, of one that fails those that fail; of a choice the other way
 * round; of what is unknown the unknown ones. Marks them from the root down, since children come after parents. */
uint32_t pl_plan_rule_facts(const struct pl_plan *plan, uint32_t rule, uint32_t *out_fields, uint32_t max)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_range terms = k->rules[rule].terms;
    uint32_t count = 0;
    uint64_t deciding[8] = {1}; /* by position in the rule; longer conditions are cut, and a test keeps them shorter */
    for (uint32_t i = 0; i < terms.count && i < 512; i++) {
        const struct pl_term *term = &k->terms[terms.first + i];
        if ((deciding[i / 64] >> (i % 64) & 1) == 0) {
            continue;
        }
        switch ((enum pl_operation)term->operation) {
        case PL_ALL:
        case PL_ANY:
        case PL_NOT:
            for (uint32_t c = term->children.first; c < term->children.first + term->children.count; c++) {
                bool decides = plan->terms[c] == plan->terms[terms.first + i] || term->operation == PL_NOT;
                uint32_t at = c - terms.first;
                deciding[at / 64] |= (uint64_t)decides << (at % 64);
            }
            break;
        case PL_HOLDS:
            count = add_facts_of(plan, term->subject, out_fields, count, max);
            break;
        case PL_ONE_OF:
        case PL_CONTAINS:
        case PL_CONTAINS_THIS:
        case PL_EMPTY:
        case PL_RANGE:
            count = add_once(out_fields, count, max, term->subject);
            break;
        }
    }
    for (uint32_t i = 0; i < k->rules[rule].yields_to.count && pl_plan_has_rule(plan, rule); i++) {
        uint32_t other = k->refs[k->rules[rule].yields_to.first + i];
        count = pl_plan_has_rule(plan, other) ? add_facts_of(plan, other, out_fields, count, max) : count;
    }
    return count;
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

enum pl_truth pl_step_stands(const struct pl_step *step, uint32_t class, enum pl_position control)
{
    int64_t when = (int64_t)1 << control;
    enum pl_truth concerned = (step->classes->low >> class & 1) != 0    ? PL_TRUE
                              : (step->classes->high >> class & 1) != 0 ? PL_UNKNOWN
                                                                        : PL_FALSE;
    enum pl_truth then = step->control->high == when ? PL_TRUE : (step->control->high & when) != 0 ? PL_UNKNOWN : PL_FALSE;
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

uint32_t pl_plan_prerequisites(const struct pl_plan *plan, uint32_t rule, uint32_t *out_rules, uint32_t max)
{
    const struct pl_knowledge *k = plan->knowledge;
    uint32_t pending[64];
    uint32_t pending_count = 0;
    uint32_t seen[64];
    uint32_t seen_count = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < k->rules[rule].after.count && pending_count < 64; i++) {
        pending[pending_count++] = k->refs[k->rules[rule].after.first + i];
    }
    while (pending_count > 0) {
        uint32_t before = pending[--pending_count];
        uint32_t known = seen_count;
        seen_count = add_once(seen, seen_count, 64, before);
        if (seen_count == known) {
            continue;
        }
        if (pl_list_has(&plan->steps, before)) {
            count = add_once(out_rules, count, max, before);
            continue;
        }
        for (uint32_t i = 0; i < k->rules[before].after.count && pending_count < 64; i++) {
            pending[pending_count++] = k->refs[k->rules[before].after.first + i];
        }
    }
    return count;
}

enum pl_truth pl_plan_truth(const struct pl_plan *plan, const struct pl_choice *choice, uint32_t rule)
{
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t i = 0; choice != NULL && i < k->common_rules_count; i++) {
        if (k->common_rules[i] == rule && (choice->common >> i & 1) != 0) {
            return PL_TRUE;
        }
    }
    return (enum pl_truth)plan->rules[rule];
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

bool pl_plan_ballot(const struct pl_plan *plan, struct pl_ballot *out_ballot)
{
    uint32_t kind = pl_cell_choice(pl_profile_cell(plan->profile, PL_FACT_KIND));
    return kind != PL_NONE && pl_ballot_next(plan->knowledge, kind, plan->today, out_ballot);
}

bool pl_decision_retains(enum pl_decision decision)
{
    return decision == PL_OPEN || decision == PL_KEEP || decision == PL_IMPROVE;
}

/* The rules of the needs that an entry serves, those of one truth; `needs` limits them. */
static uint32_t add_need_rules(const struct pl_plan *plan, const struct pl_entry *entry, uint64_t needs, enum pl_truth truth,
                               uint32_t *out_rules, uint32_t count, uint32_t max)
{
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t b = 0; b < entry->serves.count; b++) {
        uint32_t need = k->bindings[entry->serves.first + b].need;
        for (uint32_t i = 0; (needs >> need & 1) != 0 && i < k->need_rules_count; i++) {
            uint32_t rule = k->need_rules[i];
            if (k->rules[rule].need == need && plan->rules[rule] == truth && pl_plan_has_rule(plan, rule)) {
                count = add_once(out_rules, count, max, rule);
            }
        }
    }
    return count;
}

uint32_t pl_plan_choice_rules(const struct pl_plan *plan, const struct pl_choice *choice, uint32_t *out_rules, uint32_t max)
{
    uint32_t count = 0;
    if (choice->entry == PL_NONE) {
        return 0;
    }
    const struct pl_entry *entry = &plan->knowledge->entries[choice->entry];
    if (choice->rule != PL_NONE) {
        count = add_once(out_rules, count, max, choice->rule);
    }
    for (uint32_t i = 0; i < plan->knowledge->common_rules_count; i++) {
        if ((choice->common >> i & 1) != 0) {
            count = add_once(out_rules, count, max, plan->knowledge->common_rules[i]);
        }
    }
    if (pl_decision_retains(choice->decision)) {
        return add_need_rules(plan, entry, choice->needs, PL_TRUE, out_rules, count, max);
    }
    if (choice->decision == PL_UNDECIDED) {
        for (uint32_t i = entry->rules.first; i < entry->rules.first + entry->rules.count; i++) {
            if (plan->rules[i] == PL_UNKNOWN) {
                count = add_once(out_rules, count, max, i);
            }
        }
        return add_need_rules(plan, entry, UINT64_MAX, PL_UNKNOWN, out_rules, count, max);
    }
    if (count == 0) {
        count = add_need_rules(plan, entry, UINT64_MAX, PL_FALSE, out_rules, count, max);
    }
    if (count == 0) { /* needed, and served better elsewhere */
        count = add_need_rules(plan, entry, UINT64_MAX, PL_TRUE, out_rules, count, max);
        count = add_need_rules(plan, entry, UINT64_MAX, PL_UNKNOWN, out_rules, count, max);
    }
    return count;
}
