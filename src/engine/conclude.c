/* SPDX-License-Identifier: MIT
 * See conclude.h. The order: facts, early rules, needs, platforms, facts of the plan, late rules, verdict.
 */
#include "engine/conclude.h"

#include <string.h>

#include "engine/accounts.h"
#include "engine/chain.h"
#include "engine/choose.h"
#include "engine/derive.h"
#include "engine/evaluate.h"

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

static int64_t at_least_zero(int64_t number)
{
    return number < 0 ? 0 : number;
}

/* Accounts that the authority has on a platform beyond the first: for certain, and at most. */
static struct pl_cell count_further_accounts(const struct pl_plan *plan, uint32_t platform)
{
    struct pl_cell count = {.low = -1, .high = -1};
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        uint32_t stated = pl_cell_choice(account->platform);
        enum pl_truth theirs = pl_account_is_official(account);
        bool there = theirs != PL_FALSE && stated != PL_NONE && pl_platform_in_edition(plan, stated) == platform;
        count.low += there && theirs == PL_TRUE;
        count.high += there || (theirs != PL_FALSE && stated == PL_NONE && account->platform->high != 0);
    }
    return (struct pl_cell){.low = at_least_zero(count.low), .high = at_least_zero(count.high)};
}

/* The hours of so many accounts on a platform beyond the first: the share of its own that the vocabulary says, rounded
 * up. */
static int64_t further_hours(const struct pl_knowledge *k, int64_t accounts, int64_t hours)
{
    uint32_t percent = k->fields[k->facts[PL_FACT_HOURS_NEEDED]].parameter;
    return percent == PL_NONE ? 0 : accounts * ((hours * k->numbers[percent] + 99) / 100);
}

/* The hours that the catalogue says of an account, or of answering, as they are in a village or elsewhere. */
static int64_t hours_in(const struct pl_plan *plan, bool village, uint32_t hours)
{
    uint32_t percent = plan->knowledge->editions[plan->edition].village_percent;
    return village && percent != 0 ? ((int64_t)hours * percent + 99) / 100 : hours;
}

/* The hours of a platform: stated by the profile, else the catalogue's, with those for answering where the public can
 * comment and for each further account. */
static void set_hours(const struct pl_plan *plan, struct pl_choice *choice)
{
    const int64_t closed = (int64_t)1 << PL_COMMENTS_ALL_CLOSED;
    const struct pl_entry *entry = choice->entry == PL_NONE ? NULL : &plan->knowledge->entries[choice->entry];
    int64_t comments = pl_plan_cell(plan, PL_FACT_COMMENTS)->high;
    const struct pl_cell *village = pl_plan_cell(plan, PL_FACT_VILLAGE);
    choice->hours = choice->hours_least = 0;
    if (entry != NULL) {
        bool surely = village->low == PL_YES_BIT;
        bool perhaps = (village->high & PL_YES_BIT) != 0;
        choice->answering = comments == closed ? 0 : hours_in(plan, surely, entry->answers);
        choice->hours = hours_in(plan, surely, entry->hours) + choice->answering;
        choice->hours_least = hours_in(plan, perhaps, entry->hours) +
                              ((comments & closed) != 0 ? 0 : hours_in(plan, perhaps, entry->answers));
        struct pl_cell further = count_further_accounts(plan, choice->platform);
        choice->hours += further_hours(plan->knowledge, further.high, choice->hours);
        choice->hours_least += further_hours(plan->knowledge, further.low, choice->hours_least);
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

/* ---- what follows from the facts --------------------------------------------------------------------------- */

static void choose(const struct pl_chooser *chooser, struct pl_plan *plan)
{
    bool excepted = pl_plan_cell(plan, PL_FACT_EXCEPTIONS)->count > 0;
    plan->choices_count = pl_choose_platforms(chooser, plan->choices);
    /* Platforms that the edition does not hold and the profile has an account on. */
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        uint32_t stated = pl_cell_choice(plan->profile->accounts[i].platform);
        uint32_t platform = stated == PL_NONE ? PL_NONE : pl_platform_in_edition(plan, stated);
        if (platform == PL_NONE || pl_plan_choice(plan, platform) != NULL) {
            continue;
        }
        /* A platform that the edition does not judge. One that has closed is left; an account that lives elsewhere is
         * kept. */
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
        choice.possible = (choice.has_account ? 0 : without) | (may_have && !surely_lives ? asleep : 0) |
                          (may_live ? 1u << PL_KEEP : 0);
        choice.decision = !choice.has_account      ? (choice.fate == PL_NONE ? PL_UNDECIDED : PL_DO_NOT_OPEN)
                          : may_live               ? PL_KEEP
                          : choice.fate == PL_NONE ? PL_UNDECIDED
                                                   : PL_LEAVE;
        choice.provisional = choice.decision != PL_UNDECIDED && choice.possible != 1u << choice.decision;
        plan->choices[plan->choices_count++] = choice;
    }
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
