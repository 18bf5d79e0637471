/* SPDX-License-Identifier: MIT
 * See planning.h. The order: facts, early rules, needs, platforms, facts of the plan, late rules, verdict; then means,
 * timing, lists.
 */
#include "engine/planning.h"

#include <string.h>

#include "base/date.h"
#include "engine/accounts.h"
#include "engine/actions.h"
#include "engine/afford.h"
#include "engine/chain.h"
#include "engine/choose.h"
#include "engine/crew.h"
#include "engine/derive.h"
#include "engine/outline.h"
#include "engine/editorial.h"
#include "engine/questions.h"
#include "engine/roadmap.h"
#include "engine/validity.h"
#include "model/schedule.h"

void pl_conclude_room(struct pl_plan *plan, const struct pl_cell *cells, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    plan->cells = pl_arena_array(arena, k->fields_count, sizeof *plan->cells);
    memcpy(plan->cells, cells, k->fields_count * sizeof *plan->cells);
    plan->terms = pl_arena_array(arena, k->terms_count + 1, 1);
    plan->rules = pl_arena_array(arena, k->rules_count + 1, 1);
    plan->common = pl_arena_array(arena, pl_chooser_common_size(plan), 1);
    plan->needs = pl_arena_array(arena, k->needs_count + 1, 1);
    plan->degrees = pl_arena_array(arena, k->needs_count + 1, 1);
    plan->choices = pl_arena_array(arena, pl_plan_choices_max(plan), sizeof *plan->choices);
}

size_t pl_plan_choices_max(const struct pl_plan *plan)
{
    return (size_t)plan->knowledge->editions[plan->edition].entries.count + plan->knowledge->platforms_count;
}

static struct pl_list new_list(struct pl_arena *arena, uint32_t max)
{
    return (struct pl_list){.items = pl_arena_array(arena, max + 1, sizeof(uint32_t))};
}

/* A platform that the edition does not judge. One that has closed is left; an account that lives elsewhere is kept. */
static struct pl_choice judge_other(const struct pl_plan *plan, uint32_t platform)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_cell *official = &plan->cells[k->facts[PL_FACT_OFFICIAL]];
    const struct pl_cell *living = &plan->cells[k->facts[PL_FACT_LIVING]];
    struct pl_choice choice = {.platform = platform, .entry = PL_NONE, .rule = PL_NONE, .harm = PL_NONE};
    choice.fate = pl_edition_fate(plan, platform);
    choice.ground = choice.fate == PL_NONE ? PL_GROUND_NOT_IN_EDITION : PL_GROUND_FATE;
    choice.has_account = (official->low >> platform & 1) != 0;
    bool closed = choice.fate != PL_NONE && k->became[choice.fate].status == PL_CLOSED;
    bool may_live = !closed && (living->high >> platform & 1) != 0;
    bool surely_lives = !closed && (living->low >> platform & 1) != 0;
    bool may_have = (official->high >> platform & 1) != 0;
    uint32_t without = 1u << (choice.fate == PL_NONE ? PL_UNDECIDED : PL_DO_NOT_OPEN);
    uint32_t asleep = 1u << (choice.fate == PL_NONE ? PL_UNDECIDED : PL_LEAVE);
    choice.possible =
        (choice.has_account ? 0 : without) | (may_have && !surely_lives ? asleep : 0) | (may_live ? 1u << PL_KEEP : 0);
    choice.decision = !choice.has_account      ? (choice.fate == PL_NONE ? PL_UNDECIDED : PL_DO_NOT_OPEN)
                      : may_live               ? PL_KEEP
                      : choice.fate == PL_NONE ? PL_UNDECIDED
                                               : PL_LEAVE;
    choice.provisional = choice.decision != PL_UNDECIDED && choice.possible != 1u << choice.decision;
    return choice;
}

/* Platforms that the edition does not hold and the profile has an account on. */
static void add_other_accounts(struct pl_plan *plan)
{
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        uint32_t stated = pl_cell_choice(plan->profile->accounts[i].platform);
        uint32_t platform = stated == PL_NONE ? PL_NONE : pl_platform_in_edition(plan, stated);
        if (platform == PL_NONE || pl_plan_choice(plan, platform) != NULL) {
            continue;
        }
        plan->choices[plan->choices_count++] = judge_other(plan, platform);
    }
}

static int64_t at_least_zero(int64_t number)
{
    return number < 0 ? 0 : number;
}

/* Accounts that the authority has on a platform beyond the first: for certain, or perhaps. */
static int64_t count_further_accounts(const struct pl_plan *plan, uint32_t platform, bool certain)
{
    int64_t count = 0;
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        uint32_t stated = pl_cell_choice(account->platform);
        enum pl_truth theirs = pl_account_is_official(account);
        bool there = stated != PL_NONE ? pl_platform_in_edition(plan, stated) == platform
                                       : !certain && account->platform->high != 0;
        count += there && theirs >= (certain ? PL_TRUE : PL_UNKNOWN);
    }
    return count > 1 ? count - 1 : 0;
}

/* The hours of so many accounts on a platform beyond the first: the share of its own that the vocabulary says, rounded
 * up. */
static int64_t further_hours(const struct pl_knowledge *k, int64_t accounts, int64_t hours)
{
    uint32_t percent = k->fields[k->facts[PL_FACT_HOURS_NEEDED]].parameter;
    return percent == PL_NONE ? 0 : accounts * ((hours * k->numbers[percent] + 99) / 100);
}

/* The hours of a platform: stated by the profile, else the catalogue's, with those for answering where the public can
 * comment and for each further account. */
static void set_hours(const struct pl_plan *plan, struct pl_choice *choice)
{
    const int64_t closed = (int64_t)1 << PL_COMMENTS_ALL_CLOSED;
    const struct pl_entry *entry = choice->entry == PL_NONE ? NULL : &plan->knowledge->entries[choice->entry];
    int64_t comments = pl_plan_cell(plan, PL_FACT_COMMENTS)->high;
    choice->hours = choice->hours_least = entry == NULL ? 0 : entry->hours;
    if (entry != NULL) {
        choice->answering = comments == closed ? 0 : entry->answers;
        choice->hours += choice->answering;
        choice->hours_least += (comments & closed) != 0 ? 0 : entry->answers;
        choice->hours +=
            further_hours(plan->knowledge, count_further_accounts(plan, choice->platform, false), choice->hours);
        choice->hours_least +=
            further_hours(plan->knowledge, count_further_accounts(plan, choice->platform, true), choice->hours_least);
    }
    for (uint32_t i = 0; i < plan->profile->hours_count; i++) {
        const struct pl_platform_hours *stated = &plan->profile->hours[i];
        uint32_t platform = pl_cell_choice(stated->platform);
        if (platform != PL_NONE && stated->hours->line != 0 &&
            pl_platform_in_edition(plan, platform) == choice->platform) {
            choice->hours = choice->hours_least = stated->hours->low;
            choice->answering = 0;
            choice->hours_stated = true;
            return; /* the first entry counts: the loader has said so of a second one */
        }
    }
}

/* Bits of the decisions that make a platform part of the strategy. */
enum { RETAINED = 1u << PL_OPEN | 1u << PL_KEEP | 1u << PL_IMPROVE };

/* Whether the decision, once all is known, is certainly one of these, and whether it may be. */
static bool must_be(const struct pl_choice *choice, uint32_t decisions)
{
    return (choice->possible & ~decisions) == 0;
}

static bool may_be(const struct pl_choice *choice, uint32_t decisions)
{
    return (choice->possible & decisions) != 0;
}

static bool takes_hours(const struct pl_choice *choice)
{
    return pl_decision_retains(choice->decision) && !choice->set_aside;
}

/* The finding for which accounts are put off, or PL_NONE. */
static uint32_t harm_of_hours(const struct pl_knowledge *k)
{
    for (uint32_t i = 0; i < k->gate_rules_count; i++) {
        if (k->rules[k->gate_rules[i]].harm) {
            return k->gate_rules[i];
        }
    }
    return PL_NONE;
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
    uint32_t harm = harm_of_hours(plan->knowledge);
    for (uint32_t i = 0; i < count; i++) {
        offered[i]->put_off = (chosen >> i & 1) == 0;
        offered[i]->harm = offered[i]->put_off && offered[i]->has_account ? harm : offered[i]->harm;
        means.spent += offered[i]->put_off ? 0 : offers[i].hours;
    }
    plan->means = means;
}

/* Accounts on an unknown platform that may turn out to be official, and one to leave. */
static int64_t count_unplaced(const struct pl_plan *plan)
{
    int64_t count = 0;
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        count += pl_cell_choice(account->platform) == PL_NONE && (account->owner->high >> PL_OWNER_OFFICIAL & 1) != 0;
    }
    return count;
}

/* What an exception sets aside asks for nothing. */
static void count_acts(const struct pl_choice *choice, enum pl_decision decision, struct pl_cell *cell)
{
    cell->low += must_be(choice, 1u << decision) && !choice->set_aside;
    cell->high += may_be(choice, 1u << decision) && !choice->set_aside;
}

/* Facts of the plan, as intervals, since a platform may come or go with what is not known. Those that are others now
 * are added to `changed`, unless it is NULL. */
static void derive_late(struct pl_plan *plan, struct pl_list *changed)
{
    struct pl_cell to_open = {0};
    struct pl_cell kept = {0};
    struct pl_cell improve = {0};
    struct pl_cell rest = {.high = count_unplaced(plan)};
    struct pl_cell leave = {.high = count_unplaced(plan)};
    struct pl_cell hours = {0};
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        const struct pl_choice *choice = &plan->choices[i];
        kept.low += must_be(choice, RETAINED);
        kept.high += may_be(choice, RETAINED);
        count_acts(choice, PL_OPEN, &to_open);
        count_acts(choice, PL_IMPROVE, &improve);
        count_acts(choice, PL_RESERVE, &rest);
        count_acts(choice, PL_LEAVE, &leave);
        hours.low += must_be(choice, RETAINED) && !choice->set_aside ? choice->hours_least : 0;
        hours.high += may_be(choice, RETAINED) && !choice->set_aside ? choice->hours : 0;
    }
    const struct pl_cell *available = pl_plan_cell(plan, PL_FACT_HOURS_PER_WEEK);
    struct pl_cell missing = {.low = at_least_zero(hours.low - available->high),
                              .high = at_least_zero(hours.high - available->low)};
    const struct {
        enum pl_fact fact;
        struct pl_cell value;
    } facts[] = {{PL_FACT_TO_OPEN, to_open},      {PL_FACT_RETAINED, kept},  {PL_FACT_TO_IMPROVE, improve},
                 {PL_FACT_TO_REST, rest},         {PL_FACT_TO_LEAVE, leave}, {PL_FACT_HOURS_NEEDED, hours},
                 {PL_FACT_HOURS_MISSING, missing}};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        uint32_t field = plan->knowledge->facts[facts[i].fact];
        struct pl_cell *cell = &plan->cells[field];
        bool same = cell->low == facts[i].value.low && cell->high == facts[i].value.high;
        cell->low = facts[i].value.low;
        cell->high = facts[i].value.high;
        if (changed != NULL && !same) {
            changed->items[changed->count++] = field;
        }
    }
}

/* Let go or do not go: a blocker decides alone. What is unknown leaves a range, and a verdict where both ends are one.
 */
static void judge(struct pl_plan *plan)
{
    uint8_t blocked = PL_FALSE;
    uint8_t hindered = PL_FALSE;
    for (uint32_t i = 0; i < plan->knowledge->gate_rules_count; i++) {
        uint32_t rule = plan->knowledge->gate_rules[i];
        uint8_t *worst = plan->knowledge->rules[rule].concludes == PL_BLOCKER ? &blocked : &hindered;
        *worst = plan->rules[rule] > *worst ? plan->rules[rule] : *worst;
    }
    plan->lowest = blocked != PL_FALSE ? PL_NOT_YET : hindered != PL_FALSE ? PL_CONDITIONAL : PL_READY;
    plan->highest = blocked == PL_TRUE ? PL_NOT_YET : hindered == PL_TRUE ? PL_CONDITIONAL : PL_READY;
    plan->verdict = plan->lowest == plan->highest ? plan->lowest : PL_VERDICT_UNKNOWN;
}

/* Whether the authority already runs an account of its own. One that the profile lists and does not call closed is
 * taken to run. */
static enum pl_truth is_running(const struct pl_profile *profile)
{
    enum pl_truth runs = PL_FALSE;
    if (profile->accounts == NULL) {
        return PL_UNKNOWN;
    }
    for (uint32_t i = 0; i < profile->accounts_count; i++) {
        enum pl_truth official = pl_account_is_official(&profile->accounts[i]);
        runs = official > runs ? official : runs;
    }
    return runs;
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

/* The day on which the first account is opened; the day of the plan where none is. */
static int64_t first_opening(const struct pl_plan *plan)
{
    int64_t day = INT64_MAX;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const struct pl_rule *step = &plan->knowledge->rules[plan->steps.items[i]];
        bool opens = step->launches && (step->carries >> PL_ACT_OPEN & 1) != 0 && !plan->spans[i].put_off;
        day = opens && plan->spans[i].last < day ? plan->spans[i].last : day;
    }
    return day == INT64_MAX ? plan->today : day;
}

/* A quarter from now; a month after the first opening if that comes later, for there would be nothing to look at
 * before; the last open day before a pre-election period opens if that comes first, and something is open by then. */
static void set_review(struct pl_plan *plan)
{
    enum { REVIEW_MONTHS = 3 };
    struct pl_ballot ballot;
    int64_t opening = first_opening(plan);
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

static void list_assumptions(struct pl_plan *plan, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    plan->assumptions = new_list(arena, k->fields_count);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (k->fields[i].assumption.in[PL_FR] != 0 && is_left_out(plan, i)) {
            plan->assumptions.items[plan->assumptions.count++] = i;
        }
    }
}

/* ---- what follows from the facts --------------------------------------------------------------------------- */

static void choose(const struct pl_chooser *chooser, struct pl_plan *plan)
{
    bool excepted = pl_plan_cell(plan, PL_FACT_EXCEPTIONS)->count > 0;
    plan->choices_count = pl_choose_platforms(chooser, plan->choices);
    add_other_accounts(plan);
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        struct pl_choice *choice = &plan->choices[i];
        const char *id = pl_text(plan->knowledge, plan->knowledge->platforms[choice->platform].id);
        choice->set_aside = excepted && pl_plan_exception(plan, id) != NULL;
        set_hours(plan, choice);
    }
}

/* What has to be concluded again. */
enum { NEEDS = 1, CHOICES = 2, LATE = 4, VERDICT = 8 };

/* Evaluates the rules that look at a fact; returns what else follows, and adds to `common` the rules on every platform
 * among them. */
static unsigned evaluate_seeing(const struct pl_evaluation *e, uint32_t field, uint64_t *common)
{
    static const uint8_t follows[PL_CONCLUSIONS] = {
        [PL_NEED] = NEEDS, [PL_DECIDES] = CHOICES, [PL_BLOCKER] = VERDICT, [PL_OBSTACLE] = VERDICT};
    const struct pl_knowledge *k = e->knowledge;
    struct pl_range dependents = k->fields[field].dependents;
    static const uint8_t moves[] = {[PL_FOLLOWS_HOURS] = LATE, [PL_FOLLOWS_CHOICES] = CHOICES};
    unsigned moved = moves[pl_field_follows(k, field)];
    for (uint32_t i = dependents.first; i < dependents.first + dependents.count; i++) {
        uint32_t rule = k->refs[i];
        uint8_t before = e->rules[rule];
        bool on_every_platform = k->rules[rule].concludes == PL_DECIDES && k->rules[rule].platform == PL_NONE;
        bool changed = pl_evaluate_rule(e, rule) != before;
        moved |= changed && !on_every_platform ? follows[k->rules[rule].concludes] : 0;
        for (uint32_t c = 0; on_every_platform && c < k->common_rules_count; c++) {
            *common |= (uint64_t)(k->common_rules[c] == rule) << c;
        }
    }
    return moved;
}

bool pl_conclude(struct pl_plan *plan, struct pl_list *changed, struct pl_arena *arena)
{
    struct pl_chooser chooser = {
        .plan = plan,
        .evaluation = {plan->knowledge, plan->cells, plan->terms, plan->rules, plan->edition, PL_NONE},
        .needs = plan->needs,
        .degrees = plan->degrees,
        .common = plan->common,
    };
    unsigned moved = NEEDS | CHOICES | LATE | VERDICT;
    uint64_t common = ~UINT64_C(0);
    uint32_t seen = 0;
    if (changed == NULL) {
        pl_chain_compute(plan, true, arena);
        pl_derive(plan);
        pl_evaluate_all(&chooser.evaluation, false);
    } else {
        moved = 0;
        common = 0;
        for (uint32_t stated = changed->count, i = 0; i < stated; i++) {
            if (pl_chain_looks_at(plan->knowledge, changed->items[i])) {
                pl_chain_compute(plan, false, arena);
            }
            pl_derive_from(plan, changed->items[i], changed);
        }
        for (; seen < changed->count; seen++) {
            moved |= evaluate_seeing(&chooser.evaluation, changed->items[seen], &common);
        }
    }
    if (common != 0 && pl_choose_common(&chooser, common)) {
        moved |= CHOICES;
    }
    bool chooses = (moved & (NEEDS | CHOICES)) != 0;
    if ((moved & NEEDS) != 0) {
        pl_choose_needs(&chooser);
    }
    if (chooses) {
        choose(&chooser, plan);
    }
    if (chooses || (moved & LATE) != 0) {
        derive_late(plan, changed);
    }
    if (changed == NULL) {
        pl_evaluate_all(&chooser.evaluation, true);
    }
    for (; changed != NULL && seen < changed->count; seen++) {
        moved |= evaluate_seeing(&chooser.evaluation, changed->items[seen], &common);
    }
    if ((moved & VERDICT) != 0) {
        judge(plan);
    }
    return chooses;
}

static void see_what_is_done(struct pl_plan *plan, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_evaluation evaluation = {k, plan->cells, plan->terms, plan->rules, plan->edition, PL_NONE};
    plan->done = pl_arena_array(arena, k->rules_count + 1, 1);
    for (uint32_t i = 0; i < k->rules_count; i++) {
        struct pl_range done = k->rules[i].done;
        plan->done[i] = done.count == 0 ? PL_FALSE : (uint8_t)pl_evaluate_terms(&evaluation, done);
    }
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
    plan->running = is_running(profile);
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
    see_what_is_done(plan, arena);
    pl_plan_actions(plan);
    plan->peers = collect(plan, PL_PEER, PL_TRUE, arena);
    list_voices(plan, arena);
    list_assumptions(plan, arena);
    set_review(plan);
    pl_outline_facts(plan);
    pl_plan_editorial(plan);
    pl_plan_validity(plan);
    pl_rank_questions(plan, arena);
    return plan;
}
