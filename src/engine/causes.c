/* SPDX-License-Identifier: MIT
 * See causes.h. A rule that both editions have is explained by its facts; one that a single edition has, by that
 * edition.
 */
#include "engine/causes.h"

#include <string.h>

#include "engine/derive.h"

static const struct pl_knowledge *knowledge_of(const struct pl_inquiry *inquiry)
{
    return inquiry->plans[PL_BEFORE]->knowledge;
}

static void add(struct pl_inquiry *inquiry, struct pl_cause cause)
{
    for (uint32_t i = 0; i < inquiry->count; i++) {
        const struct pl_cause *known = &inquiry->causes[i];
        if (known->kind == cause.kind && known->of == cause.of && known->item == cause.item &&
            known->need == cause.need) {
            return;
        }
    }
    if (inquiry->count == inquiry->room) {
        const struct pl_cause *before = inquiry->causes;
        inquiry->room = inquiry->room == 0 ? 16 : 2 * inquiry->room;
        inquiry->causes = pl_arena_array(inquiry->arena, inquiry->room, sizeof cause);
        if (inquiry->count > 0) {
            memcpy(inquiry->causes, before, inquiry->count * sizeof cause);
        }
    }
    inquiry->causes[inquiry->count++] = cause;
}

static void add_consequence(struct pl_inquiry *inquiry, enum pl_difference_kind of, uint32_t item)
{
    add(inquiry,
        (struct pl_cause){.kind = PL_CAUSE_CONSEQUENCE, .of = of, .item = item, .related = PL_NONE, .need = PL_NONE});
}

/* ---- catalogues ------------------------------------------------------------------------------------------ */

uint32_t pl_counterpart(const struct pl_plan *const plans[PL_SIDES], uint32_t platform, uint32_t from_side)
{
    return pl_platform_in_edition(plans[1 - from_side], platform);
}

/* What became of a platform, or of the one that it was: told by whichever edition says it. */
static uint32_t fate_of(const struct pl_inquiry *inquiry, uint32_t before, uint32_t after)
{
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        uint32_t fate = before == PL_NONE ? PL_NONE : pl_edition_fate(inquiry->plans[side], before);
        fate = fate == PL_NONE && after != PL_NONE ? pl_edition_fate(inquiry->plans[side], after) : fate;
        if (fate != PL_NONE) {
            return fate;
        }
    }
    return PL_NONE;
}

static void add_platform(struct pl_inquiry *inquiry, const uint32_t platforms[PL_SIDES])
{
    uint32_t item = platforms[PL_AFTER] != PL_NONE ? platforms[PL_AFTER] : platforms[PL_BEFORE];
    add(inquiry, (struct pl_cause){.kind = PL_CAUSE_CATALOGUE,
                                   .item = item,
                                   .related = fate_of(inquiry, platforms[PL_BEFORE], platforms[PL_AFTER]),
                                   .need = PL_NONE});
}

static bool may_be_raised(const struct pl_inquiry *inquiry, uint32_t need)
{
    return inquiry->plans[PL_BEFORE]->needs[need] != PL_FALSE || inquiry->plans[PL_AFTER]->needs[need] != PL_FALSE;
}

/* ---- facts ----------------------------------------------------------------------------------------------- */

bool pl_cells_agree(const struct pl_knowledge *k, uint32_t field, const struct pl_cell *left,
                    const struct pl_cell *right)
{
    if (k->fields[field].type == PL_TYPE_RECORDS) {
        struct pl_range children = k->fields[field].children;
        if (left->records == NULL || right->records == NULL) {
            return left->records == right->records;
        }
        if (left->count != right->count) {
            return false;
        }
        for (uint32_t i = 0; i < left->count; i++) {
            for (uint32_t c = 0; c < children.count; c++) { /* children of records hold no records */
                if (!pl_cells_agree(k, children.first + c, &left->records[i].cells[c], &right->records[i].cells[c])) {
                    return false;
                }
            }
        }
        return true;
    }
    if (k->fields[field].type == PL_TYPE_TEXT) {
        return left->text == right->text ||
               (left->text != NULL && right->text != NULL && strcmp(left->text, right->text) == 0);
    }
    return left->low == right->low && left->high == right->high;
}

/* Where two plans say the same of a platform and its hours differ, the profile states other hours. */
static bool ask_stated_hours(struct pl_inquiry *inquiry, const struct pl_choice *here, const struct pl_choice *there)
{
    bool stated = there != NULL && (here->hours_stated || there->hours_stated) && here->decision == there->decision &&
                  here->provisional == there->provisional && here->set_aside == there->set_aside;
    return stated && pl_ask_fact(inquiry, knowledge_of(inquiry)->facts[PL_FACT_PLATFORM_HOURS]);
}

/* Platforms retained or undecided on one side and decided otherwise, or taking other hours, on the other. */
static void add_platforms_counted(struct pl_inquiry *inquiry)
{
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        const struct pl_plan *plan = inquiry->plans[side];
        const struct pl_plan *other = inquiry->plans[1 - side];
        for (uint32_t i = 0; i < plan->choices_count; i++) {
            const struct pl_choice *here = &plan->choices[i];
            const struct pl_choice *there = pl_plan_choice(other, pl_counterpart(inquiry->plans, here->platform, side));
            bool same = there != NULL && there->decision == here->decision && there->provisional == here->provisional &&
                        pl_plan_hours(plan, here->platform) == pl_plan_hours(other, there->platform);
            bool counted = pl_decision_retains(here->decision) || here->decision == PL_UNDECIDED;
            if (!same && counted && !ask_stated_hours(inquiry, here, there)) {
                add_consequence(inquiry, PL_DIFFERENT_PLATFORM, here->platform);
            }
        }
    }
}

/* Two days, and a fact derived from what both profiles say alike, or from the day alone. */
static bool moved_by_day(const struct pl_inquiry *inquiry, uint32_t field)
{
    const struct pl_knowledge *k = knowledge_of(inquiry);
    const struct pl_plan *before = inquiry->plans[PL_BEFORE];
    const struct pl_plan *after = inquiry->plans[PL_AFTER];
    uint32_t from = k->fields[field].from;
    return before->today != after->today && (k->fields[field].flags & PL_FIELD_DERIVED) != 0 &&
           (from == PL_NONE || pl_cells_agree(k, from, &before->cells[from], &after->cells[from]));
}

bool pl_ask_fact(struct pl_inquiry *inquiry, uint32_t field)
{
    const struct pl_knowledge *k = knowledge_of(inquiry);
    const struct pl_plan *before = inquiry->plans[PL_BEFORE];
    const struct pl_plan *after = inquiry->plans[PL_AFTER];
    bool late = (k->fields[field].flags & PL_FIELD_LATE) != 0;
    if (pl_cells_agree(k, field, &before->cells[field], &after->cells[field])) {
        return false;
    }
    if (late) {
        add_platforms_counted(inquiry);
        pl_ask_fact(inquiry, k->fields[field].from); /* of the hours missing: those available */
    } else if (before->profile != after->profile && !moved_by_day(inquiry, field)) {
        add(inquiry, (struct pl_cause){.kind = PL_CAUSE_FACT, .item = field, .related = PL_NONE, .need = PL_NONE});
    } else if (before->today != after->today) {
        add(inquiry, (struct pl_cause){.kind = PL_CAUSE_DATE, .item = field, .related = PL_NONE, .need = PL_NONE});
    } else {
        /* One profile, two editions: a set of platforms differs by those that changed their name. */
        for (uint32_t i = 0; k->fields[field].values_of_platforms && i < k->platforms_count; i++) {
            const uint32_t names[PL_SIDES] = {i, pl_counterpart(inquiry->plans, i, PL_BEFORE)};
            if ((inquiry->plans[PL_BEFORE]->cells[field].high >> i & 1) != 0 && names[PL_AFTER] != i) {
                add_platform(inquiry, names);
            }
        }
    }
    return true;
}

/* ---- rules ----------------------------------------------------------------------------------------------- */

/* The rule of the other edition that this one amends or confirms, or that amends or confirms it. */
static uint32_t related_rule(const struct pl_knowledge *k, const struct pl_plan *other, uint32_t rule)
{
    const uint32_t named[] = {k->rules[rule].amends, k->rules[rule].confirms};
    for (size_t i = 0; i < 2; i++) {
        if (named[i] != PL_NONE && pl_plan_has_rule(other, named[i])) {
            return named[i];
        }
    }
    for (uint32_t i = 0; i < k->rules_count; i++) {
        if ((k->rules[i].amends == rule || k->rules[i].confirms == rule) && pl_plan_has_rule(other, i)) {
            return i;
        }
    }
    return PL_NONE;
}

static bool truth_changed(const struct pl_inquiry *inquiry, uint32_t rule)
{
    return inquiry->plans[PL_BEFORE]->rules[rule] != inquiry->plans[PL_AFTER]->rules[rule];
}

void pl_ask_rule(struct pl_inquiry *inquiry, uint32_t rule)
{
    const struct pl_knowledge *k = knowledge_of(inquiry);
    bool before = pl_plan_has_rule(inquiry->plans[PL_BEFORE], rule);
    bool after = pl_plan_has_rule(inquiry->plans[PL_AFTER], rule);
    bool found = false;
    if (inquiry->asked[rule]) {
        return; /* and so each rule is followed once, however many rest on it */
    }
    inquiry->asked[rule] = 1;
    if (before != after) {
        uint32_t side = before ? PL_BEFORE : PL_AFTER;
        uint32_t related = related_rule(k, inquiry->plans[1 - side], rule);
        add(inquiry,
            (struct pl_cause){.kind = PL_CAUSE_RULE, .item = rule, .side = side, .related = related, .need = PL_NONE});
        return;
    }
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        struct pl_list facts = pl_plan_rule_facts(inquiry->plans[side], rule);
        for (uint32_t i = 0; i < facts.count; i++) {
            found = pl_ask_fact(inquiry, facts.items[i]) || found;
        }
    }
    struct pl_range terms = k->rules[rule].terms;
    struct pl_range amenders = k->rules[rule].yields_to;
    for (uint32_t i = terms.first; i < terms.first + terms.count; i++) {
        uint32_t held = k->terms[i].subject;
        if (pl_term_looks_at(&k->terms[i]) == PL_AT_RULE && truth_changed(inquiry, held)) {
            pl_ask_rule(inquiry, held); /* ends: the loader has refused circles */
            found = true;
        }
    }
    /* The rules that make this one give way on one side only. */
    for (uint32_t i = amenders.first; i < amenders.first + amenders.count; i++) {
        if (truth_changed(inquiry, k->refs[i])) {
            pl_ask_rule(inquiry, k->refs[i]);
            found = true;
        }
    }
    if (!found) {
        /* Every fact of a condition: what decided was valued for one platform after another. */
        for (uint32_t i = terms.first; i < terms.first + terms.count; i++) {
            uint32_t field = pl_term_field(&k->terms[i]);
            if (field != PL_NONE) {
                pl_ask_fact(inquiry, field);
            }
        }
    }
}

static bool some_blocker_is(const struct pl_plan *plan, uint8_t truth)
{
    for (uint32_t i = 0; i < plan->knowledge->rules_count; i++) {
        if (plan->knowledge->rules[i].concludes == PL_BLOCKER && plan->rules[i] == truth) {
            return true;
        }
    }
    return false;
}

/* Whether the verdict rests on this rule. */
static bool decides_verdict(const struct pl_plan *plan, uint32_t rule)
{
    uint32_t concludes = plan->knowledge->rules[rule].concludes;
    uint8_t truth = plan->rules[rule];
    if (concludes != PL_BLOCKER && concludes != PL_OBSTACLE) {
        return false;
    }
    switch (plan->verdict) {
    case PL_NOT_YET:
        return concludes == PL_BLOCKER && truth == PL_TRUE;
    case PL_CONDITIONAL:
        return truth == PL_TRUE;
    case PL_VERDICT_UNKNOWN:
        return truth == PL_UNKNOWN && (concludes == PL_BLOCKER || !some_blocker_is(plan, PL_UNKNOWN));
    case PL_READY:
        break;
    }
    return true;
}

void pl_ask_verdict(struct pl_inquiry *inquiry)
{
    for (uint32_t i = 0; i < knowledge_of(inquiry)->rules_count; i++) {
        bool decides = decides_verdict(inquiry->plans[PL_BEFORE], i) || decides_verdict(inquiry->plans[PL_AFTER], i);
        if (decides && truth_changed(inquiry, i)) {
            pl_ask_rule(inquiry, i);
        }
    }
}

bool pl_needs_agree(const struct pl_plan *const plans[PL_SIDES], uint32_t need)
{
    bool same = plans[PL_BEFORE]->needs[need] == plans[PL_AFTER]->needs[need];
    bool raised = plans[PL_BEFORE]->needs[need] == PL_TRUE;
    return same && (!raised || plans[PL_BEFORE]->degrees[need] == plans[PL_AFTER]->degrees[need]);
}

void pl_ask_need(struct pl_inquiry *inquiry, uint32_t need)
{
    const struct pl_knowledge *k = knowledge_of(inquiry);
    for (uint32_t i = 0; i < k->need_rules_count; i++) {
        if (k->rules[k->need_rules[i]].need == need && truth_changed(inquiry, k->need_rules[i])) {
            pl_ask_rule(inquiry, k->need_rules[i]);
        }
    }
}

/* ---- platforms ------------------------------------------------------------------------------------------- */

bool pl_choices_agree(const struct pl_choice *before, const struct pl_choice *after)
{
    bool retained = pl_decision_retains(before->decision);
    return before->platform == after->platform && before->decision == after->decision &&
           before->timing == after->timing && before->set_aside == after->set_aside &&
           (before->entry == PL_NONE) == (after->entry == PL_NONE) &&
           (!retained || (before->needs == after->needs && before->provisional == after->provisional));
}

/* Needs whose tie to the platform differs, where that could matter. */
static void ask_ties(struct pl_inquiry *inquiry, const struct pl_choice *before, const struct pl_choice *after)
{
    for (uint32_t need = 0; need < knowledge_of(inquiry)->needs_count; need++) {
        bool same = pl_plan_tie(inquiry->plans[PL_BEFORE], before->platform, need) ==
                    pl_plan_tie(inquiry->plans[PL_AFTER], after->platform, need);
        if (!same && may_be_raised(inquiry, need) && before->entry != PL_NONE && after->entry != PL_NONE) {
            add(inquiry, (struct pl_cause){
                             .kind = PL_CAUSE_CATALOGUE, .item = after->platform, .related = PL_NONE, .need = need});
        }
    }
}

/* The entry's own rules, also those that left the decision to the prerequisites; its needs, with their weight. */
static void ask_entry(struct pl_inquiry *inquiry, const struct pl_choice *choice)
{
    const struct pl_knowledge *k = knowledge_of(inquiry);
    if (choice->entry == PL_NONE) {
        return;
    }
    const struct pl_entry *entry = &k->entries[choice->entry];
    for (uint32_t i = entry->rules.first; i < entry->rules.first + entry->rules.count; i++) {
        if (truth_changed(inquiry, i) && pl_plan_has_rule(inquiry->plans[PL_BEFORE], i) &&
            pl_plan_has_rule(inquiry->plans[PL_AFTER], i)) {
            pl_ask_rule(inquiry, i);
        }
    }
    for (uint32_t b = entry->serves.first; b < entry->serves.first + entry->serves.count; b++) {
        if (!pl_needs_agree(inquiry->plans, k->bindings[b].need)) {
            pl_ask_need(inquiry, k->bindings[b].need);
        }
    }
}

/* A platform that is only an alternative follows those that serve the need first. */
static void ask_rivals(struct pl_inquiry *inquiry, const struct pl_choice *const choices[PL_SIDES])
{
    for (uint32_t need = 0; need < knowledge_of(inquiry)->needs_count; need++) {
        bool second = false;
        for (uint32_t side = 0; side < PL_SIDES; side++) {
            second = second || pl_plan_tie(inquiry->plans[side], choices[side]->platform, need) == PL_TIE_ALTERNATIVE;
        }
        for (uint32_t side = 0; second && may_be_raised(inquiry, need) && side < PL_SIDES; side++) {
            const struct pl_plan *plan = inquiry->plans[side];
            const struct pl_plan *other = inquiry->plans[1 - side];
            for (uint32_t i = 0; i < plan->choices_count; i++) {
                uint32_t platform = plan->choices[i].platform;
                const struct pl_choice *there = pl_plan_choice(other, pl_counterpart(inquiry->plans, platform, side));
                bool same = there != NULL && there->decision == plan->choices[i].decision &&
                            pl_plan_tie(other, there->platform, need) == PL_TIE_MAIN;
                if (platform != choices[side]->platform && !same && pl_plan_tie(plan, platform, need) == PL_TIE_MAIN) {
                    add_consequence(inquiry, PL_DIFFERENT_PLATFORM, platform);
                }
            }
        }
    }
}

static void ask_advice(struct pl_inquiry *inquiry, const struct pl_choice *const choices[PL_SIDES])
{
    const struct pl_choice *before = choices[PL_BEFORE];
    const struct pl_choice *after = choices[PL_AFTER];
    bool ruled = before->rule != PL_NONE && after->rule != PL_NONE && !pl_decision_retains(before->decision) &&
                 !pl_decision_retains(after->decision); /* then bindings decide nothing */
    if (!ruled) {
        ask_ties(inquiry, before, after);
    }
    /* The rules behind a decision that changed: those that only one edition has, and those whose answer differs. */
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        const struct pl_plan *plan = inquiry->plans[side];
        struct pl_list rules = pl_plan_choice_rules(plan, choices[side]);
        for (uint32_t i = 0; i < rules.count; i++) {
            uint32_t rule = rules.items[i];
            bool shared = pl_plan_has_rule(inquiry->plans[1 - side], rule);
            bool decides = !shared && (rule == choices[side]->rule || plan->rules[rule] == PL_UNKNOWN);
            bool common = shared && plan->knowledge->rules[rule].concludes == PL_DECIDES;
            if (decides || common || (shared && truth_changed(inquiry, rule))) {
                pl_ask_rule(inquiry, rule);
            }
        }
    }
    ask_entry(inquiry, before);
    ask_entry(inquiry, after);
    if (inquiry->count == 0) {
        ask_rivals(inquiry, choices);
    }
}

void pl_ask_platform(struct pl_inquiry *inquiry, const uint32_t platforms[PL_SIDES])
{
    const struct pl_choice *choices[PL_SIDES] = {NULL, NULL};
    bool listed[PL_SIDES];
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        choices[side] = platforms[side] == PL_NONE ? NULL : pl_plan_choice(inquiry->plans[side], platforms[side]);
        listed[side] = choices[side] != NULL && choices[side]->entry != PL_NONE;
    }
    if (listed[PL_BEFORE] != listed[PL_AFTER] || platforms[PL_BEFORE] != platforms[PL_AFTER]) {
        add_platform(inquiry, platforms);
    }
    if (choices[PL_BEFORE] == NULL || choices[PL_AFTER] == NULL) {
        pl_ask_fact(inquiry,
                    knowledge_of(inquiry)->facts[PL_FACT_ACCOUNTS]); /* of a platform that no catalogue needs to hold */
    } else {
        const struct pl_knowledge *k = knowledge_of(inquiry);
        const struct pl_choice *before = choices[PL_BEFORE];
        const struct pl_choice *after = choices[PL_AFTER];
        if (before->set_aside != after->set_aside) {
            pl_ask_fact(inquiry, k->facts[PL_FACT_EXCEPTIONS]);
        }
        if (before->has_account != after->has_account) {
            pl_ask_fact(inquiry, k->facts[PL_FACT_OFFICIAL]);
        }
        bool other_terms = before->needs != after->needs || before->provisional != after->provisional;
        if (before->decision != after->decision || (pl_decision_retains(before->decision) && other_terms)) {
            ask_advice(inquiry, choices);
        }
        if (before->timing != after->timing) {
            /* The time follows the verdict, else the weight of the needs and what is left to the prerequisites. */
            if (inquiry->plans[PL_BEFORE]->verdict != inquiry->plans[PL_AFTER]->verdict) {
                add_consequence(inquiry, PL_DIFFERENT_VERDICT, PL_NONE);
            } else if (inquiry->count == 0) {
                ask_ties(inquiry, before, after);
                ask_entry(inquiry, before);
                ask_entry(inquiry, after);
            }
        }
    }
}

/* ---- hours and delays ------------------------------------------------------------------------------------ */

void pl_ask_hours(struct pl_inquiry *inquiry)
{
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        const struct pl_plan *plan = inquiry->plans[side];
        const struct pl_plan *other = inquiry->plans[1 - side];
        for (uint32_t i = 0; i < plan->choices_count; i++) {
            const struct pl_choice *here = &plan->choices[i];
            uint32_t there = pl_counterpart(inquiry->plans, here->platform, side);
            int64_t hours = pl_plan_hours(plan, here->platform);
            if (hours > 0 && hours != pl_plan_hours(other, there) &&
                !ask_stated_hours(inquiry, here, pl_plan_choice(other, there))) {
                add_consequence(inquiry, PL_DIFFERENT_PLATFORM,
                                side == PL_BEFORE && pl_plan_hours(other, there) > 0 ? there : here->platform);
            }
        }
    }
}

void pl_ask_delay(struct pl_inquiry *inquiry, uint32_t class)
{
    const struct pl_knowledge *k = knowledge_of(inquiry);
    const struct pl_field *targets = &k->fields[k->facts[PL_FACT_TARGETS]];
    const char *name = pl_field_value_id(k, &k->fields[k->facts[PL_FACT_STEP_FOR]], class);
    const struct pl_class *before = inquiry->plans[PL_BEFORE]->classes;
    const struct pl_class *after = inquiry->plans[PL_AFTER]->classes;
    bool other_target = before != NULL && after != NULL && before[class].target != after[class].target;
    pl_ask_fact(inquiry, k->facts[PL_FACT_CHAIN]);
    for (uint32_t i = 0; i < targets->children.count; i++) {
        if (other_target && strcmp(pl_text(k, k->fields[targets->children.first + i].key), name) == 0) {
            pl_ask_fact(inquiry, targets->children.first + i);
        }
    }
}

void pl_ask_at_last(struct pl_inquiry *inquiry)
{
    if (inquiry->count > 0) {
        return;
    }
    for (uint32_t need = 0; need < knowledge_of(inquiry)->needs_count; need++) {
        if (!pl_needs_agree(inquiry->plans, need)) {
            add_consequence(inquiry, PL_DIFFERENT_NEED, need);
        }
    }
    add_platforms_counted(inquiry);
    if (inquiry->count == 0) {
        add_consequence(inquiry, PL_DIFFERENT_VERDICT, PL_NONE);
    }
}
