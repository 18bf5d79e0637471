/* SPDX-License-Identifier: MIT
 * See derive.h. model/derived.def has a row for each fact; here is what the rows name.
 */
#include "engine/derive.h"

#include <stddef.h>
#include <string.h>

#include "base/date.h"
#include "engine/chain.h"
#include "model/register.h"

/* ---- accounts -------------------------------------------------------------------------------------------- */

/* One account as this edition sees it. */
struct account {
    const struct pl_account *stated;
    int64_t platform_bits; /* the platform, or every one that it may be */
    bool platform_known;
};

static struct account read_account(const struct pl_plan *plan, const struct pl_account *stated)
{
    uint32_t platform = pl_cell_choice(stated->platform);
    struct account account = {stated, stated->platform->high, platform != PL_NONE};
    if (account.platform_known) {
        account.platform_bits = (int64_t)1 << pl_platform_in_edition(plan, platform);
    }
    return account;
}

static enum pl_truth both(enum pl_truth a, enum pl_truth b)
{
    return a < b ? a : b;
}

static enum pl_truth is_value(const struct pl_cell *choice, int64_t value)
{
    int64_t bit = (int64_t)1 << value;
    return choice->high == bit ? PL_TRUE : (choice->high & bit) == 0 ? PL_FALSE : PL_UNKNOWN;
}

/* One sort of owner has it, and it is open: an account that is closed is none. */
static enum pl_truth is_run_by(const struct account *account, enum pl_position owner)
{
    enum pl_truth closed = is_value(account->stated->state, PL_STATE_CLOSED);
    return both(is_value(account->stated->owner, owner), (enum pl_truth)(PL_TRUE - closed));
}

static enum pl_truth is_under(const struct pl_cell *cell, int64_t limit)
{
    return cell->high < limit ? PL_TRUE : cell->low >= limit ? PL_FALSE : PL_UNKNOWN;
}

static enum pl_truth is_dormant(const struct pl_plan *plan, const struct account *account, int64_t months)
{
    const struct pl_cell *last = account->stated->last_post;
    if (last->low != last->high) {
        return PL_UNKNOWN;
    }
    return pl_date_months_between(last->low, plan->today) >= months ? PL_TRUE : PL_FALSE;
}

/* Silent without having been put to rest, or taken down. */
static enum pl_truth is_forgotten(const struct pl_plan *plan, const struct account *account, int64_t months)
{
    const struct pl_cell *state = account->stated->state;
    bool told = is_value(state, PL_STATE_DORMANT) == PL_TRUE || is_value(state, PL_STATE_SUSPENDED) == PL_TRUE;
    return told ? PL_FALSE : is_dormant(plan, account, months);
}

static enum pl_truth is_recent(const struct pl_plan *plan, const struct account *account, int64_t months)
{
    const struct pl_cell *since = account->stated->since;
    if (since->low != since->high) {
        return PL_UNKNOWN;
    }
    return pl_date_months_between(since->low, plan->today) < months ? PL_TRUE : PL_FALSE;
}

static enum pl_truth has_many_admins(const struct pl_plan *plan, const struct account *account, int64_t most)
{
    (void)plan;
    const struct pl_cell *admins = account->stated->admins;
    return admins->low > most ? PL_TRUE : admins->high <= most ? PL_FALSE : PL_UNKNOWN;
}

/* Active, as far as is said, and not silent for so many months; an account of which it is not said when it last posted
 * may be either. */
static enum pl_truth lives(const struct pl_plan *plan, const struct account *account, int64_t months)
{
    const int64_t active = (int64_t)1 << PL_STATE_ACTIVE;
    const struct pl_cell *state = account->stated->state;
    enum pl_truth dormant = is_dormant(plan, account, months);
    if (dormant == PL_TRUE || (state->high & active) == 0) {
        return PL_FALSE;
    }
    return dormant == PL_FALSE && state->high == active ? PL_TRUE : PL_UNKNOWN;
}

static enum pl_truth has_few_admins(const struct pl_plan *plan, const struct account *account, int64_t least)
{
    (void)plan;
    bool taken_down = is_value(account->stated->state, PL_STATE_SUSPENDED) == PL_TRUE; /* nobody can be added there */
    return taken_down ? PL_FALSE : is_under(account->stated->admins, least);
}

typedef enum pl_truth account_test(const struct pl_plan *plan, const struct account *account, int64_t parameter);

/* Adds what an account brings to a set of platforms, given whether it belongs there. */
static void add_account(struct pl_cell *cell, const struct account *account, enum pl_truth belongs)
{
    cell->low |= belongs == PL_TRUE && account->platform_known ? account->platform_bits : 0;
    cell->high |= belongs != PL_FALSE ? account->platform_bits : 0;
}

static void derive_run_by(const struct pl_plan *plan, int64_t owner, struct pl_cell *cell)
{
    cell->low = cell->high = 0;
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        struct account account = read_account(plan, &plan->profile->accounts[i]);
        add_account(cell, &account, is_run_by(&account, (enum pl_position)owner));
    }
}

/* ---- several accounts on one platform ---------------------------------------------------------------------- */

/* On a platform, as far as it is known on which. */
static enum pl_truth is_official_on(const struct account *account, uint32_t platform)
{
    bool possible = (account->platform_bits >> platform & 1) != 0;
    return !possible ? PL_FALSE
                     : both(pl_account_is_official(account->stated), account->platform_known ? PL_TRUE : PL_UNKNOWN);
}

/* Whether two sets are known to be the same, and not empty. */
static enum pl_truth is_same(const struct pl_cell *a, const struct pl_cell *b)
{
    if (a->low == a->high && b->low == b->high) {
        return a->low == b->low && a->low != 0 ? PL_TRUE : PL_FALSE;
    }
    bool apart = (a->low & ~b->high) != 0 || (b->low & ~a->high) != 0;
    return apart ? PL_FALSE : PL_UNKNOWN;
}

/* Platforms with two official accounts; `same`: for the same goals and the same audiences. */
static void derive_several(const struct pl_plan *plan, int64_t same, struct pl_cell *cell)
{
    cell->low = cell->high = 0;
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        struct account a = read_account(plan, &plan->profile->accounts[i]);
        for (uint32_t j = 0; j < i; j++) {
            struct account b = read_account(plan, &plan->profile->accounts[j]);
            enum pl_truth pair = PL_TRUE;
            if (same != 0) {
                pair = both(is_same(a.stated->serves, b.stated->serves),
                            is_same(a.stated->audiences, b.stated->audiences));
            }
            int64_t platforms = a.platform_bits & b.platform_bits;
            for (uint32_t p = 0; platforms >> p != 0; p++) {
                enum pl_truth belongs = both(pair, both(is_official_on(&a, p), is_official_on(&b, p)));
                cell->low |= (int64_t)(belongs == PL_TRUE) << p;
                cell->high |= (int64_t)(belongs != PL_FALSE) << p;
            }
        }
    }
}

/* The time that the hours of a week leave for one post, over all official accounts. */
struct pl_cell pl_posts_a_week(const struct pl_plan *plan)
{
    struct pl_cell sum = {0};
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        sum.low += pl_account_is_official(account) == PL_TRUE ? account->posts->low : 0;
        sum.high += pl_account_is_official(account) != PL_FALSE ? account->posts->high : 0;
    }
    return sum;
}

static void derive_minutes_per_post(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    (void)unused;
    const struct pl_cell *hours = pl_plan_cell(plan, PL_FACT_HOURS_PER_WEEK);
    struct pl_cell posts = pl_posts_a_week(plan);
    cell->low =
        posts.high > 0 ? hours->low * 60 / posts.high : cell->high; /* where nothing is posted, time is not wanting */
    if (posts.low > 0) {
        cell->high = hours->high * 60 / posts.low;
    }
}

/* ---- followers --------------------------------------------------------------------------------------------- */

/* The followers of the largest account of one sort of owner; `platform` PL_NONE: on any. */
static struct pl_cell largest(const struct pl_plan *plan, enum pl_position owner, uint32_t platform)
{
    struct pl_cell result = {0};
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        struct account account = read_account(plan, &plan->profile->accounts[i]);
        const struct pl_cell *followers = account.stated->followers;
        enum pl_truth belongs = is_run_by(&account, owner);
        if (platform != PL_NONE && (account.platform_bits >> platform & 1) == 0) {
            belongs = PL_FALSE;
        }
        if (platform != PL_NONE && !account.platform_known) {
            belongs = both(belongs, PL_UNKNOWN);
        }
        result.low = belongs == PL_TRUE && followers->low > result.low ? followers->low : result.low;
        result.high = belongs != PL_FALSE && followers->high > result.high ? followers->high : result.high;
    }
    return result;
}

static void derive_outgrown(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    (void)unused;
    struct pl_cell unofficial = {0};
    derive_run_by(plan, PL_OWNER_UNOFFICIAL, &unofficial);
    cell->low = cell->high = 0;
    for (uint32_t i = 0; i < plan->knowledge->platforms_count; i++) {
        if ((unofficial.high >> i & 1) == 0) {
            continue;
        }
        struct pl_cell theirs = largest(plan, PL_OWNER_UNOFFICIAL, i);
        struct pl_cell ours = largest(plan, PL_OWNER_OFFICIAL, i);
        bool certain = (unofficial.low >> i & 1) != 0 && theirs.low > ours.high;
        bool possible = theirs.high > ours.low;
        cell->low |= (int64_t)certain << i;
        cell->high |= (int64_t)possible << i;
    }
}

static void derive_followers(const struct pl_plan *plan, int64_t owner, struct pl_cell *cell)
{
    struct pl_cell found = largest(plan, (enum pl_position)owner, PL_NONE);
    cell->low = found.low;
    cell->high = found.high;
}

/* Since the latest post on any account of the authority; a day that lies ahead is today. */
static void derive_days_silent(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    (void)unused;
    int64_t least = cell->high;
    int64_t most = cell->high;
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        enum pl_truth official = pl_account_is_official(account);
        int64_t shortest = plan->today - account->last_post->high;
        int64_t longest = plan->today - account->last_post->low;
        least = official != PL_FALSE && shortest < least ? (shortest > 0 ? shortest : 0) : least;
        most = official == PL_TRUE && longest < most ? (longest > 0 ? longest : 0) : most;
    }
    if (least < cell->high) { /* else there may be none at all */
        cell->low = least < most ? least : most;
        cell->high = most;
    }
}

/* ---- validation circuit ---------------------------------------------------------------------------------- */

static void derive_steps(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    (void)unused;
    cell->low = cell->high = plan->profile->steps_count;
}

static void count_approvers(const struct pl_plan *plan, int64_t class, struct pl_cell *cell)
{
    const int64_t makers = (int64_t)1 << PL_BY_AUTHOR | (int64_t)1 << PL_BY_COMMUNITY_MANAGER;
    cell->low = cell->high = 0;
    for (uint32_t i = 0; i < plan->profile->steps_count; i++) {
        const struct pl_step *step = &plan->profile->steps[i];
        int64_t by = step->by->high;
        enum pl_truth approves = (by & ~makers) == 0 ? PL_FALSE : (by & makers) == 0 ? PL_TRUE : PL_UNKNOWN;
        enum pl_truth counts = both(approves, pl_step_stands(step, (uint32_t) class, PL_CONTROL_BEFORE));
        cell->low += counts == PL_TRUE;
        cell->high += counts != PL_FALSE;
    }
}

static void collect_roles(const struct pl_plan *plan, int64_t class, struct pl_cell *cell)
{
    cell->low = cell->high = 0;
    for (uint32_t i = 0; i < plan->profile->steps_count; i++) {
        const struct pl_step *step = &plan->profile->steps[i];
        enum pl_truth counts = pl_step_stands(step, (uint32_t) class, PL_CONTROL_BEFORE);
        cell->low |= counts == PL_TRUE ? step->by->low : 0;
        cell->high |= counts != PL_FALSE ? step->by->high : 0;
    }
}

static void set_number(struct pl_cell *cell, bool known, int64_t number)
{
    cell->low = number;
    cell->high = known ? number : cell->high;
}

static void derive_minutes(const struct pl_plan *plan, int64_t class, struct pl_cell *cell)
{
    set_number(cell, plan->classes[class].known, plan->classes[class].work);
}

static void derive_median(const struct pl_plan *plan, int64_t class, struct pl_cell *cell)
{
    set_number(cell, plan->classes[class].known, pl_chain_median(plan, (uint32_t) class));
}

static void derive_worst(const struct pl_plan *plan, int64_t class, struct pl_cell *cell)
{
    set_number(cell, plan->classes[class].known, plan->classes[class].bare.worst);
}

static void derive_meets(const struct pl_plan *plan, int64_t class, struct pl_cell *cell)
{
    static const int64_t bits[] = {
        [PL_FALSE] = PL_NO_BIT, [PL_UNKNOWN] = PL_YES_BIT | PL_NO_BIT, [PL_TRUE] = PL_YES_BIT};
    enum pl_truth meets = pl_chain_meets(plan, (uint32_t) class);
    cell->high = bits[meets];
    cell->low = meets == PL_UNKNOWN ? 0 : bits[meets];
}

/* The wait of a message that is ready on Saturday at 10:00. */
static void derive_saturday(const struct pl_plan *plan, int64_t class, struct pl_cell *cell)
{
    enum { SATURDAY_10 = 5 * 24 + 10 };
    set_number(cell, plan->classes[class].known, plan->classes[class].bare.waits[SATURDAY_10]);
}

/* Steps that wait for one person, over all classes. */
static void derive_irreplaceable(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    (void)unused;
    uint64_t certain = 0;
    uint64_t possible = 0;
    for (uint32_t class = 0; class < PL_CLASSES; class ++) {
        certain |= plan->classes[class].irreplaceable;
        possible |= plan->classes[class].perhaps_irreplaceable;
    }
    cell->low = __builtin_popcountll(certain);
    cell->high = __builtin_popcountll(possible);
}

static void set_truth(struct pl_cell *cell, enum pl_truth truth)
{
    if (truth != PL_UNKNOWN) {
        cell->low = cell->high = truth == PL_TRUE ? PL_YES_BIT : PL_NO_BIT;
    }
}

/* ---- size ------------------------------------------------------------------------------------------------ */

static void derive_small_commune(const struct pl_plan *plan, int64_t limit, struct pl_cell *cell)
{
    const struct pl_cell *population = pl_plan_cell(plan, PL_FACT_POPULATION);
    bool commune = pl_cell_choice(pl_plan_cell(plan, PL_FACT_KIND)) == PL_KIND_COMMUNE;
    set_truth(cell, commune ? is_under(population, limit) : PL_FALSE);
}

/* ---- what the register says of where a commune stands ------------------------------------------------------ */

static bool find_territory(const struct pl_plan *plan, struct pl_territory *out_territory)
{
    const char *code = pl_plan_cell(plan, PL_FACT_CODE)->text;
    return code != NULL && pl_cell_choice(pl_plan_cell(plan, PL_FACT_KIND)) == PL_KIND_COMMUNE &&
           pl_register_territory(code, out_territory);
}

/* What the register says, which is no where it does not have the code, or there is none: nobody is asked for it. */
static void derive_mark(const struct pl_plan *plan, int64_t mark, struct pl_cell *cell)
{
    struct pl_territory territory;
    set_truth(cell, find_territory(plan, &territory) && (territory.marks & (unsigned)mark) != 0 ? PL_TRUE : PL_FALSE);
}

static void derive_grouping(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    struct pl_territory territory;
    (void)unused;
    cell->text = find_territory(plan, &territory) ? territory.grouping.name : NULL;
}

static void derive_grouping_population(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    struct pl_territory territory;
    (void)unused;
    if (find_territory(plan, &territory) && territory.grouping.code != NULL) {
        cell->low = cell->high = territory.grouping.population;
    }
}

static void derive_share(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    struct pl_territory territory;
    (void)unused;
    if (find_territory(plan, &territory) && pl_territory_share(&territory) >= 0) {
        cell->low = cell->high = pl_territory_share(&territory);
    }
}

static void derive_nearest(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    struct pl_territory territory;
    struct pl_registered nearest = {0};
    (void)unused;
    bool found = find_territory(plan, &territory) && pl_register_neighbours(&territory, &nearest, 1) > 0;
    cell->text = found ? nearest.name : NULL;
}

/* ---- the calendar ---------------------------------------------------------------------------------------- */

static void derive_french_law(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    (void)unused;
    set_truth(cell, pl_plan_french_law(plan));
}

/* Under another law no period of French law is open, nor for those that no ballot renews. */
static void derive_pre_election(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    (void)unused;
    struct pl_ballot ballot;
    uint32_t kind = pl_cell_choice(pl_plan_cell(plan, PL_FACT_KIND));
    uint32_t renewed = 0; /* kinds of authority that some election renews */
    for (uint32_t i = 0; i < plan->knowledge->elections_count; i++) {
        renewed |= plan->knowledge->elections[i].kinds;
    }
    if (pl_plan_french_law(plan) == PL_FALSE || (kind != PL_NONE && (renewed >> kind & 1) == 0)) {
        set_truth(cell, PL_FALSE);
    } else if (pl_plan_ballot(plan, &ballot)) {
        set_truth(cell, plan->today >= ballot.window_from ? PL_TRUE : PL_FALSE);
    }
}

static void derive_other_ballot(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    (void)unused;
    struct pl_ballot ballot;
    uint32_t kind = pl_cell_choice(pl_plan_cell(plan, PL_FACT_KIND));
    if (pl_plan_other_ballot(plan, 0, &ballot)) {
        set_truth(cell, PL_TRUE);
    } else if (pl_plan_french_law(plan) == PL_FALSE ||
               (kind != PL_NONE && pl_ballots_of_others_are_known(plan->knowledge, kind, plan->today))) {
        set_truth(cell, PL_FALSE);
    }
}

static void derive_months_to_election(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    (void)unused;
    struct pl_ballot ballot;
    if (pl_plan_ballot(plan, &ballot)) {
        cell->low = cell->high = pl_date_months_between(plan->today, ballot.last_day);
    }
}

/* A day that lies ahead is nought months ago. */
static void derive_months_since_adoption(const struct pl_plan *plan, int64_t unused, struct pl_cell *cell)
{
    (void)unused;
    const struct pl_cell *day = pl_plan_cell(plan, PL_FACT_ADOPTED_DATE);
    if (day->low == day->high) {
        int64_t months = pl_date_months_between(day->low, plan->today);
        cell->low = cell->high = months > 0 ? months : 0;
    }
}

/* ---- the table ------------------------------------------------------------------------------------------- */

enum { NO = 1 }; /* the position of the bit PL_NO_BIT */

static const struct derivation {
    int64_t parameter; /* the vocabulary's goes before it */
    enum pl_fact also; /* PL_FACTS: nothing */
    void (*derive)(const struct pl_plan *plan, int64_t parameter, struct pl_cell *cell);
    account_test *test; /* where there is no function */
    size_t choice;      /* in the account, where there is no test either */
} derivations[] = {
#define BY(function) .derive = (function)
#define PASSING(account_test) .test = (account_test)
#define OF(name) .choice = offsetof(struct pl_account, name)
#define LATE .derive = NULL
#define PL_DERIVED(id, type, from, takes_parameter, also, parameter, how) {parameter, PL_##also, how},
#include "model/derived.def"
#undef PL_DERIVED
};

/* A list that is not stated leaves what comes from it unknown. */
static void derive_one(struct pl_plan *plan, uint32_t index)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_field *field = &k->fields[index];
    const struct pl_cell *from = field->from == PL_NONE ? NULL : &plan->cells[field->from];
    const struct derivation *derivation = &derivations[field->derivation];
    bool listed = from != NULL && k->fields[field->from].type == PL_TYPE_RECORDS;
    if (listed && from->records == NULL) {
        return; /* unknown, as it was initialised */
    }
    int64_t parameter = field->parameter == PL_NONE ? derivation->parameter : k->numbers[field->parameter];
    if (derivation->derive != NULL) {
        derivation->derive(plan, parameter, &plan->cells[index]);
    } else {
        plan->cells[index].low = plan->cells[index].high = 0;
        for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
            struct account account = read_account(plan, &plan->profile->accounts[i]);
            enum pl_truth belongs = is_run_by(&account, PL_OWNER_OFFICIAL);
            if (belongs != PL_FALSE && derivation->test != NULL) {
                belongs = both(belongs, derivation->test(plan, &account, parameter));
            } else if (belongs != PL_FALSE) {
                const char *choice = (const char *)account.stated + derivation->choice;
                belongs = both(belongs, is_value(*(const struct pl_cell *const *)(const void *)choice, parameter));
            }
            add_account(&plan->cells[index], &account, belongs);
        }
    }
    plan->cells[index].line = from != NULL ? from->line : 0;
    plan->cells[index].column = from != NULL ? from->column : 0;
}

static bool is_early(const struct pl_field *field)
{
    return (field->flags & PL_FIELD_DERIVED) != 0 && (field->flags & PL_FIELD_LATE) == 0;
}

void pl_derive(struct pl_plan *plan)
{
    for (uint32_t i = 0; i < plan->knowledge->fields_count; i++) {
        if (is_early(&plan->knowledge->fields[i])) {
            derive_one(plan, i);
        }
    }
}

unsigned pl_derive_mark_of(const struct pl_knowledge *k, uint32_t field)
{
    const struct derivation *derivation = &derivations[k->fields[field].derivation];
    bool derived = (k->fields[field].flags & PL_FIELD_DERIVED) != 0;
    return derived && derivation->derive == derive_mark ? (unsigned)derivation->parameter : 0;
}

void pl_derive_territory(struct pl_plan *plan)
{
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (is_early(&k->fields[i]) && k->fields[i].from == k->facts[PL_FACT_CODE]) {
            derive_one(plan, i);
        }
    }
}

bool pl_derive_looks_at(const struct pl_knowledge *k, uint32_t derived, uint32_t field)
{
    const struct pl_field *fact = &k->fields[derived];
    if (!is_early(fact) || fact->from == field) {
        return is_early(fact);
    }
    enum pl_fact among = derivations[fact->derivation].also;
    uint32_t also = among == PL_FACTS ? PL_NONE : k->facts[among];
    bool rests_on_people = among == PL_FACT_TARGETS && pl_chain_looks_at(k, field);
    return also != PL_NONE && (field == also || k->fields[field].parent == also || rests_on_people);
}

static void derive_again(struct pl_plan *plan, uint32_t derived, struct pl_list *changed)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_cell before = plan->cells[derived];
    plan->cells[derived] = pl_cell_unknown(k, &k->fields[derived]);
    derive_one(plan, derived);
    if (plan->cells[derived].low != before.low || plan->cells[derived].high != before.high) {
        changed->items[changed->count++] = derived;
    }
}

/* Whether something follows from a derived fact. */
static bool matters(const struct pl_knowledge *k, uint32_t derived)
{
    return k->fields[derived].dependents.count > 0 || pl_field_follows(k, derived) != PL_FOLLOWS_NOTHING;
}

void pl_derive_from(struct pl_plan *plan, uint32_t field, struct pl_list *changed)
{
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (pl_derive_looks_at(k, i, field) && matters(k, i)) {
            derive_again(plan, i, changed);
        }
    }
}

enum pl_truth pl_account_lives(const struct pl_plan *plan, const struct pl_account *stated)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_field *living = &k->fields[k->facts[PL_FACT_LIVING]];
    struct account account = read_account(plan, stated);
    return lives(plan, &account, living->parameter == PL_NONE ? 0 : k->numbers[living->parameter]);
}
