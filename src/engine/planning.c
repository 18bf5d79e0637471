/* SPDX-License-Identifier: MIT
 * See planning.h. The order: what follows from the facts (conclude.h); then means, timing, lists.
 */
#include "engine/planning.h"

#include <string.h>

#include "base/date.h"
#include "engine/accounts.h"
#include "engine/actions.h"
#include "engine/afford.h"
#include "engine/chain.h"
#include "engine/choose.h"
#include "engine/conclude.h"
#include "engine/crew.h"
#include "engine/derive.h"
#include "engine/outline.h"
#include "engine/editorial.h"
#include "engine/questions.h"
#include "engine/roadmap.h"
#include "engine/validity.h"
#include "model/schedule.h"

static struct pl_list new_list(struct pl_arena *arena, uint32_t max)
{
    return (struct pl_list){.items = pl_arena_array(arena, max + 1, sizeof(uint32_t))};
}

static bool takes_hours(const struct pl_choice *choice)
{
    return pl_decision_retains(choice->decision) && !choice->set_aside;
}

/* Puts off what the hours do not allow. Whether they suffice is known once no decision that is open could change it. */
static void fit_means(struct pl_plan *plan)
{
    _Static_assert((int)PL_PLATFORMS_MAX <= (int)PL_OFFERS_MAX, "every platform may be offered");
    const struct pl_cell *hours = pl_plan_cell(plan, PL_FACT_HOURS_PER_WEEK);
    struct pl_offer offers[PL_PLATFORMS_MAX]; /* only platforms of the edition are retained */
    struct pl_choice *offered[PL_PLATFORMS_MAX];
    uint32_t count = 0;
    uint64_t tiers[PL_TIERS] = {0};
    for (uint32_t i = 0; i < plan->knowledge->needs_count; i++) {
        tiers[plan->degrees[i]] |= UINT64_C(1) << i;
    }
    const struct pl_cell *needed = pl_plan_cell(plan, PL_FACT_HOURS_NEEDED);
    struct pl_means means = {
        .available = hours->low, .known = hours->low == hours->high, .least = needed->low, .most = needed->high};
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        struct pl_choice *choice = &plan->choices[i];
        if (takes_hours(choice)) {
            offers[count] = (struct pl_offer){choice->hours, choice->needs, choice->has_account};
            offered[count++] = choice;
            means.needed += choice->hours;
        }
    }
    means.fits = means.most <= hours->low ? PL_TRUE : means.least > hours->high ? PL_FALSE : PL_UNKNOWN;
    bool suffice = !means.known || means.needed <= means.available;
    uint64_t chosen = suffice ? UINT64_MAX : pl_afford(offers, count, means.available, tiers);
    uint32_t harm = PL_NONE;
    for (uint32_t i = 0; i < plan->knowledge->gate_rules_count; i++) {
        if (plan->knowledge->rules[plan->knowledge->gate_rules[i]].harm) {
            harm = plan->knowledge->gate_rules[i];
            break;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        offered[i]->put_off = (chosen >> i & 1) == 0;
        offered[i]->harm = offered[i]->put_off && offered[i]->has_account ? harm : offered[i]->harm;
        means.spent += offered[i]->put_off ? 0 : offers[i].hours;
    }
    plan->means = means;
}

static bool only_weak(const struct pl_plan *plan, uint64_t needs)
{
    for (uint32_t i = 0; i < plan->knowledge->needs_count; i++) {
        if ((needs >> i & 1) != 0 && plan->degrees[i] != PL_WEAK) {
            return false;
        }
    }
    return true;
}

static enum pl_timing time_of(const struct pl_plan *plan, const struct pl_choice *choice)
{
    switch (choice->decision) {
    case PL_OPEN:
        if (plan->verdict == PL_NOT_YET || choice->put_off || only_weak(plan, choice->needs)) {
            return PL_LATER;
        }
        return plan->verdict == PL_READY && !choice->provisional ? PL_NOW : PL_AFTER_PREREQUISITES;
    case PL_IMPROVE:
        return plan->verdict == PL_NOT_YET ? PL_LATER : PL_NOW;
    case PL_KEEP:
    case PL_LEAVE:
    case PL_RESERVE:
        return PL_NOW;
    case PL_WATCH:
    case PL_DO_NOT_OPEN:
    case PL_UNDECIDED:
    case PL_DECISIONS:
        break;
    }
    return PL_LATER;
}

static struct pl_list collect(const struct pl_plan *plan, enum pl_conclusion concludes, enum pl_truth least,
                              struct pl_arena *arena)
{
    struct pl_list list = new_list(arena, plan->knowledge->rules_count);
    for (uint32_t i = 0; i < plan->knowledge->rules_count; i++) {
        if (plan->knowledge->rules[i].concludes == (uint32_t)concludes && pl_plan_has_rule(plan, i) &&
            plan->rules[i] >= least) {
            list.items[list.count++] = i;
        }
    }
    return list;
}

/* Steps are due where their rule holds; and where it may, if they carry out a decision that is advised while facts are
 * missing. */
static struct pl_list collect_steps(const struct pl_plan *plan, struct pl_arena *arena)
{
    struct pl_list list = collect(plan, PL_STEP, PL_UNKNOWN, arena);
    uint32_t count = list.count;
    list.count = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool due = plan->rules[list.items[i]] == PL_TRUE;
        for (uint32_t c = 0; !due && c < plan->choices_count; c++) {
            due = pl_plan_carries(plan, list.items[i], &plan->choices[c]);
        }
        if (due) {
            list.items[list.count++] = list.items[i];
        }
    }
    return list;
}

static void append(struct pl_list *list, struct pl_list more)
{
    for (uint32_t i = 0; i < more.count; i++) {
        list->items[list->count++] = more.items[i];
    }
}

static bool waits_for(const struct pl_list *before, const uint8_t *placed)
{
    for (uint32_t i = 0; i < before->count; i++) {
        if (!placed[before->items[i]]) {
            return true;
        }
    }
    return false;
}

/* By phase, and within a phase each step after those it needs. The loader has refused backward phases. */
static void order_steps(struct pl_plan *plan, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    const uint32_t *steps = plan->steps.items;
    struct pl_list sorted = new_list(arena, plan->steps.count);
    struct pl_list *before = pl_arena_array(arena, plan->steps.count + 1, sizeof *before);
    uint8_t *placed = pl_arena_array(arena, k->rules_count + 1, 1);
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        before[i] = pl_plan_prerequisites(plan, steps[i]);
    }
    while (sorted.count < plan->steps.count) {
        uint32_t best = PL_NONE;
        for (uint32_t i = 0; i < plan->steps.count; i++) {
            bool earlier = best == PL_NONE || k->rules[steps[i]].phase < k->rules[best].phase;
            if (earlier && !placed[steps[i]] && !waits_for(&before[i], placed)) {
                best = steps[i];
            }
        }
        if (best == PL_NONE) {
            return; /* a circle among `after`: kept in the order of the files */
        }
        placed[best] = 1;
        sorted.items[sorted.count++] = best;
    }
    plan->steps = sorted;
}

static void list_needs(struct pl_plan *plan, struct pl_arena *arena)
{
    plan->need_list = new_list(arena, plan->knowledge->needs_count);
    for (uint32_t degree = PL_STRONG; degree <= PL_WEAK; degree++) {
        for (uint32_t i = 0; i < plan->knowledge->needs_count; i++) {
            if (plan->needs[i] == PL_TRUE && plan->degrees[i] == degree) {
                plan->need_list.items[plan->need_list.count++] = i;
            }
        }
    }
}

static void list_voices(struct pl_plan *plan, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    plan->voices = new_list(arena, k->rules_count);
    for (uint32_t i = 0; i < k->rules_count; i++) {
        bool speaks = k->rules[i].amends != PL_NONE || k->rules[i].confirms != PL_NONE;
        if (speaks && pl_plan_truth(plan, NULL, i) == PL_TRUE) {
            plan->voices.items[plan->voices.count++] = i;
        }
    }
}

/* A quarter from now; a month after the first opening if that comes later, for there would be nothing to look at
 * before; the last open day before a pre-election period opens if that comes first, and something is open by then. */
static void set_review(struct pl_plan *plan)
{
    enum { REVIEW_MONTHS = 3 };
    struct pl_ballot ballot;
    /* the day on which the first account is opened; the day of the plan where none is */
    int64_t first = INT64_MAX;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const struct pl_rule *step = &plan->knowledge->rules[plan->steps.items[i]];
        bool opens = step->launches && (step->carries >> PL_ACT_OPEN & 1) != 0 && !plan->spans[i].put_off;
        first = opens && plan->spans[i].last < first ? plan->spans[i].last : first;
    }
    int64_t opening = first == INT64_MAX ? plan->today : first;
    int64_t day = pl_date_add_months(plan->today, REVIEW_MONTHS);
    int64_t seen = opening == plan->today ? opening : pl_date_add_months(opening, 1);
    day = pl_last_open_day(plan, seen > day ? seen : day);
    if (pl_plan_ballot(plan, &ballot) && ballot.window_from > plan->today && ballot.window_from <= day) {
        int64_t before = pl_last_open_day(plan, ballot.window_from - 1);
        day = before > opening ? before : opening == plan->today ? plan->today : day;
    }
    plan->review_by = day;
}

/* Whether a fact with an assumption is left out: by the profile, or by one of the records it is a field of. */
static bool is_left_out(const struct pl_plan *plan, uint32_t index)
{
    const struct pl_field *field = &plan->knowledge->fields[index];
    if (index == plan->knowledge->facts[PL_FACT_PLATFORM_HOURS]) {
        uint32_t assumed = 0;
        for (uint32_t i = 0; i < plan->choices_count; i++) {
            assumed += takes_hours(&plan->choices[i]) && !plan->choices[i].hours_stated;
        }
        return assumed > 0;
    }
    if (field->parent == plan->knowledge->facts[PL_FACT_PROJECT_HOURS]) {
        return false; /* the section says it once */
    }
    if (index == plan->knowledge->facts[PL_FACT_PROJECT_HOURS]) {
        uint32_t assumed = 0;
        for (uint32_t i = 0; i < plan->roadmap->owners_count; i++) {
            assumed += !plan->roadmap->owners[i].stated;
        }
        return assumed > 0;
    }
    if ((field->flags & PL_FIELD_IN_RECORD) == 0) {
        const uint32_t *facts = plan->knowledge->facts;
        bool of_circuit = index == facts[PL_FACT_TARGET_PERCENT] || index == facts[PL_FACT_ABSENCE_PERCENT] ||
                          index == facts[PL_FACT_ABSENCE_DAYS];
        return plan->profile->cells[index].line == 0 && (!of_circuit || plan->profile->steps_count > 0);
    }
    const struct pl_cell *list = &plan->profile->cells[field->parent];
    uint32_t position = index - plan->knowledge->fields[field->parent].children.first;
    uint32_t stated = 0;
    while (stated < list->count && list->records[stated].cells[position].line != 0) {
        stated++;
    }
    return stated < list->count;
}

struct pl_plan *pl_plan_make(const struct pl_profile *profile, uint32_t edition, int64_t today, struct pl_arena *arena)
{
    return pl_plan_make_sharing(profile, edition, today, NULL, arena);
}

struct pl_plan *pl_plan_make_sharing(const struct pl_profile *profile, uint32_t edition, int64_t today,
                                     struct pl_circuits *circuits, struct pl_arena *arena)
{
    const struct pl_knowledge *k = profile->knowledge;
    struct pl_plan *plan = pl_arena_alloc(arena, sizeof *plan);
    *plan = (struct pl_plan){
        .knowledge = k, .profile = profile, .edition = edition, .today = today, .circuits = circuits, .arena = arena};
    plan->marks = pl_arena_array(arena, (size_t)k->rules_count + k->fields_count + k->terms_count + 1, 1);
    pl_conclude_room(plan, profile->cells, arena);
    pl_conclude(plan, NULL, arena);
    /* An account that the profile lists and does not call closed is taken to run. */
    plan->running = profile->accounts == NULL ? PL_UNKNOWN : PL_FALSE;
    for (uint32_t i = 0; profile->accounts != NULL && i < profile->accounts_count; i++) {
        enum pl_truth official = pl_account_is_official(&profile->accounts[i]);
        plan->running = official > plan->running ? official : plan->running;
    }
    fit_means(plan);
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        plan->choices[i].timing = time_of(plan, &plan->choices[i]);
    }
    list_needs(plan, arena);
    plan->findings = collect(plan, PL_BLOCKER, PL_TRUE, arena);
    append(&plan->findings, collect(plan, PL_OBSTACLE, PL_TRUE, arena));
    append(&plan->findings, collect(plan, PL_STRENGTH, PL_TRUE, arena));
    plan->steps = collect_steps(plan, arena);
    order_steps(plan, arena);
    pl_plan_accounts(plan, arena);
    pl_assign_roles(plan);
    pl_plan_roadmap(plan);
    plan->conduct = collect(plan, PL_CONDUCT, PL_TRUE, arena);
    plan->indicators = collect(plan, PL_INDICATOR, PL_TRUE, arena);
    plan->duties = collect(plan, PL_DUTY, PL_FALSE, arena);
    const struct pl_evaluation evaluation = {k, plan->cells, plan->terms, plan->rules, plan->edition, PL_NONE};
    plan->done = pl_arena_array(arena, k->rules_count + 1, 1);
    for (uint32_t i = 0; i < k->rules_count; i++) {
        struct pl_range done = k->rules[i].done;
        plan->done[i] = done.count == 0 ? PL_FALSE : (uint8_t)pl_evaluate_terms(&evaluation, done);
    }
    pl_plan_actions(plan);
    plan->peers = collect(plan, PL_PEER, PL_TRUE, arena);
    list_voices(plan, arena);
    plan->assumptions = new_list(arena, k->fields_count);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (k->fields[i].assumption.in[PL_FR] != 0 && is_left_out(plan, i)) {
            plan->assumptions.items[plan->assumptions.count++] = i;
        }
    }
    set_review(plan);
    pl_outline_facts(plan);
    pl_plan_editorial(plan);
    pl_plan_validity(plan);
    pl_rank_questions(plan, arena);
    return plan;
}
