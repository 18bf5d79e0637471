/* SPDX-License-Identifier: MIT
 * See validity.h.
 */
#include "engine/validity.h"

#include <string.h>

#include "base/date.h"
#include "engine/choose.h"
#include "engine/derive.h"
#include "engine/evaluate.h"
#include "engine/conclude.h"

/* What may change with the day alone. */
enum dated { ACCOUNTS, ADOPTION, BALLOTS, DATED, FIGURES = DATED };
static const enum pl_fact dated_facts[DATED] = {PL_FACT_ACCOUNTS, PL_FACT_ADOPTED_DATE, PL_FACT_KIND};

/* Days that may change something, from the day after that of the plan to the one before the review, in order and each
 * once, with the bits of what they may change. */
struct day {
    int64_t day;
    unsigned what;
};
struct days {
    const struct pl_plan *plan;
    struct day *items;
    uint32_t count, room;
};

static void add_day(struct days *days, int64_t day, enum dated what)
{
    uint32_t at = days->count;
    if (day <= days->plan->today || day >= days->plan->review_by) {
        return;
    }
    while (at > 0 && days->items[at - 1].day > day) {
        at--;
    }
    if (at > 0 && days->items[at - 1].day == day) {
        days->items[at - 1].what |= 1u << what;
        return;
    }
    if (days->count == days->room) {
        struct day *more = pl_arena_array(days->plan->arena, (size_t)days->room * 2 + 8, sizeof *more);
        if (days->count > 0) {
            memcpy(more, days->items, days->count * sizeof *more);
        }
        days->items = more;
        days->room = days->room * 2 + 8;
    }
    memmove(days->items + at + 1, days->items + at, (days->count - at) * sizeof *days->items);
    days->items[at] = (struct day){day, 1u << what};
    days->count++;
}

/* A number of months has passed on the day of the month on which they began, or on the first after it where that month
 * is shorter. */
static void add_months(struct days *days, int64_t from, int64_t months, enum dated what)
{
    if (from >= PL_TODAY_MIN && from <= PL_TODAY_MAX && months >= -1200 && months <= 1200) {
        int64_t day = pl_date_add_months(from, (int)months);
        add_day(days, day, what);
        add_day(days, day + 1, what);
    }
}

/* The numbers of months around which some condition on a fact changes. */
static void add_thresholds(struct days *days, const char *id, int64_t from, int sign, enum dated what)
{
    const struct pl_knowledge *k = days->plan->knowledge;
    uint32_t field = pl_position(k, PL_TO_FIELD, id);
    struct pl_range thresholds = field == PL_NONE ? (struct pl_range){0, 0} : k->fields[field].thresholds;
    for (uint32_t i = thresholds.first; i < thresholds.first + thresholds.count; i++) {
        add_months(days, from, sign * k->numbers[k->refs[i]], what);
    }
}

static void add_accounts(struct days *days)
{
    const struct pl_plan *plan = days->plan;
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t a = 0; a < plan->profile->accounts_count; a++) {
        const struct pl_cell *const dates[] = {plan->profile->accounts[a].last_post, plan->profile->accounts[a].since};
        for (uint32_t f = 0; f < k->fields_count; f++) {
            bool months = k->fields[f].from == k->facts[PL_FACT_ACCOUNTS] && k->fields[f].type == PL_TYPE_SET &&
                          k->fields[f].parameter != PL_NONE;
            for (size_t d = 0; months && d < 2; d++) {
                if (dates[d]->low == dates[d]->high) {
                    add_months(days, dates[d]->low, k->numbers[k->fields[f].parameter], ACCOUNTS);
                }
            }
        }
    }
}

static void add_partial(struct days *days, pl_str date, bool after)
{
    int64_t first = 0;
    int64_t last = 0;
    if (pl_partial_date(pl_text(days->plan->knowledge, date), &first, &last)) {
        add_day(days, after ? last + 1 : first, BALLOTS);
    }
}

static void add_calendar(struct days *days)
{
    const struct pl_plan *plan = days->plan;
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_ballot ballot;
    for (uint32_t i = 0; i < k->elections_count; i++) {
        if (pl_ballot_read(k, i, &ballot)) {
            add_day(days, ballot.window_from, BALLOTS);
            add_day(days, ballot.last_day + 1, BALLOTS);
            add_thresholds(days, "calendar.months_to_election", ballot.last_day, -1, BALLOTS);
        }
    }
    add_partial(days, k->elections_from, false);
    add_partial(days, k->others_from, false);
    add_partial(days, k->others_until, true);
}

/* ---- what is otherwise ------------------------------------------------------------------------------------- */

struct changes {
    struct pl_plan *plan;
    struct pl_validity *validity;
    int64_t first_old; /* the first day on which figures grow old that something in the plan rests on */
};

static void note(struct changes *changes, const char *id)
{
    struct pl_validity *validity = changes->validity;
    for (uint32_t i = 0; i < validity->changes_count; i++) {
        if (strcmp(validity->changes[i], id) == 0) {
            return;
        }
    }
    validity->changes[validity->changes_count++] = id;
}

/* From which day on what is cited gives old figures; PL_NONE, which no day reaches, where it gives none. */
static int64_t old_from_of(const struct pl_knowledge *k, uint32_t cited)
{
    return cited < k->claims_count ? PL_NONE : k->origins[cited - k->claims_count].old_from;
}

/* The figures of a source that something in the plan rests on are old from that day on. */
static void compare_figures(struct changes *changes, const struct pl_rule *rule, int64_t day)
{
    const struct pl_plan *plan = changes->plan;
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t i = rule->cite.first; i < rule->cite.first + rule->cite.count; i++) {
        int64_t old_from = old_from_of(k, k->refs[i]);
        if (plan->today < old_from && day >= old_from) {
            note(changes, pl_text(k, k->origins[k->refs[i] - k->claims_count].id));
        }
    }
}

static bool cites(const struct pl_plan *plan, uint32_t rule)
{
    uint32_t concludes = plan->knowledge->rules[rule].concludes;
    return pl_plan_has_rule(plan, rule) &&
           (plan->rules[rule] == PL_TRUE || (concludes == PL_DUTY && plan->rules[rule] == PL_UNKNOWN));
}

static void compare(struct changes *changes, const struct pl_plan *then)
{
    const struct pl_plan *plan = changes->plan;
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t i = 0; i < k->rules_count; i++) {
        enum pl_truth before = (enum pl_truth)plan->rules[i];
        enum pl_truth after = (enum pl_truth)then->rules[i];
        bool own = k->rules[i].concludes != PL_NEED && k->rules[i].concludes != PL_DECIDES;
        /* a duty stands even as long as it is not known whether it applies */
        if (own && before != after && (before == PL_TRUE || after == PL_TRUE || k->rules[i].concludes == PL_DUTY)) {
            note(changes, pl_text(k, k->rules[i].id));
        }
        if (then->today >= changes->first_old && cites(plan, i)) {
            compare_figures(changes, &k->rules[i], then->today);
        }
    }
    for (uint32_t i = 0; i < k->needs_count; i++) {
        if (plan->needs[i] != then->needs[i] || (plan->needs[i] == PL_TRUE && plan->degrees[i] != then->degrees[i])) {
            note(changes, pl_text(k, k->needs[i].id));
        }
    }
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        const struct pl_choice *now = &plan->choices[i];
        const struct pl_choice *later = pl_plan_choice(then, now->platform);
        if (later == NULL || later->decision != now->decision || later->provisional != now->provisional) {
            note(changes, pl_text(k, k->platforms[now->platform].id));
        }
    }
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        uint32_t platform = pl_cell_choice(account->platform);
        enum pl_truth now = plan->account_plans[i].lives;
        enum pl_truth later = pl_account_lives(then, account);
        const struct pl_choice *choice = pl_plan_choice_of(then, account);
        bool kept = choice != NULL && choice->decision == PL_KEEP; /* else the decision on the platform says it */
        bool shows =
            choice == NULL ? now == PL_FALSE || later == PL_FALSE : kept && (now == PL_UNKNOWN || later == PL_UNKNOWN);
        if (plan->account_plans[i].decided && now != later && shows) {
            char other[PL_OTHER_ID_MAX];
            pl_account_other_id(account, other);
            note(changes, platform != PL_NONE ? pl_text(k, k->platforms[platform].id)
                                              : pl_arena_copy(plan->arena, other, strlen(other)));
        }
    }
}

void pl_plan_validity(struct pl_plan *plan)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_validity *validity = plan->validity = pl_arena_alloc(plan->arena, sizeof *validity);
    struct changes changes = {plan, validity, PL_NONE};
    struct days days = {.plan = plan};
    *validity = (struct pl_validity){.day = plan->review_by};
    validity->changes = pl_arena_array(plan->arena,
                                       (size_t)k->rules_count + k->needs_count + k->platforms_count + k->origins_count +
                                           plan->profile->accounts_count + 1,
                                       sizeof *validity->changes);
    const struct pl_cell *adopted = pl_plan_cell(plan, PL_FACT_ADOPTED_DATE);
    if (adopted->low == adopted->high) {
        add_thresholds(&days, "adopted.months", adopted->low, 1, ADOPTION);
    }
    add_accounts(&days);
    add_calendar(&days);
    for (uint32_t i = 0; i < k->rules_count; i++) {
        struct pl_range cite = k->rules[i].cite;
        bool cited = cites(plan, i);
        for (uint32_t c = cite.first; cited && c < cite.first + cite.count; c++) {
            int64_t day = old_from_of(k, k->refs[c]);
            changes.first_old = day > plan->today && day < changes.first_old ? day : changes.first_old;
            add_day(&days, day, FIGURES);
        }
    }
    struct pl_list changed = {.items = pl_arena_array(plan->arena, (size_t)k->fields_count + DATED, sizeof(uint32_t))};
    struct pl_plan then = *plan;
    if (days.count > 0) {
        pl_conclude_room(&then, plan->cells, plan->arena);
    }
    unsigned what = 0; /* that day or one before it */
    for (uint32_t d = 0; d < days.count && validity->changes_count == 0; d++) {
        memcpy(then.cells, plan->cells, k->fields_count * sizeof *then.cells);
        memcpy(then.rules, plan->rules, k->rules_count);
        memcpy(then.terms, plan->terms, k->terms_count);
        memcpy(then.common, plan->common, pl_chooser_common_size(plan));
        memcpy(then.needs, plan->needs, k->needs_count);
        memcpy(then.degrees, plan->degrees, k->needs_count);
        memcpy(then.choices, plan->choices, plan->choices_count * sizeof *then.choices);
        then.choices_count = plan->choices_count;
        then.today = days.items[d].day;
        changed.count = 0;
        what |= days.items[d].what;
        for (size_t i = 0; i < DATED; i++) {
            if ((what >> i & 1) != 0) {
                changed.items[changed.count++] = k->facts[dated_facts[i]];
            }
        }
        pl_conclude(&then, &changed, plan->arena);
        compare(&changes, &then);
        validity->day = validity->changes_count > 0 ? days.items[d].day : validity->day;
    }
    if (validity->changes_count == 0) {
        note(&changes, "review");
    }
}
