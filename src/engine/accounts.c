/* SPDX-License-Identifier: MIT
 * See accounts.h.
 */
#include "engine/accounts.h"

#include "engine/derive.h"

/* The lists of platforms that are about the accounts of such an owner alone. */
static bool is_theirs(const struct pl_knowledge *k, uint32_t field, uint32_t owner)
{
    static const struct {
        enum pl_fact fact;
        enum pl_position owner;
    } lists[] = {{PL_FACT_OUTGROWN, PL_OWNER_UNOFFICIAL},
                 {PL_FACT_UNOFFICIAL, PL_OWNER_UNOFFICIAL},
                 {PL_FACT_STAFF_RUN, PL_OWNER_STAFF},
                 {PL_FACT_ELECTED_RUN, PL_OWNER_ELECTED}};
    bool some = false;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        bool is = k->facts[lists[i].fact] == field;
        some = some || is;
        if (is && (uint32_t)lists[i].owner == owner) {
            return true;
        }
    }
    return !some && owner == PL_OWNER_OFFICIAL;
}

/* The first step that carries the decision out, or is about such accounts on the platform. */
static uint32_t next_step(const struct pl_plan *plan, const struct pl_choice *choice, bool official, uint32_t owner)
{
    bool closes = official && (choice->decision == PL_LEAVE ||
                               choice->decision == PL_RESERVE); /* what is closed is not put in order first */
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        uint32_t step = plan->steps.items[i];
        bool mine = official && pl_plan_carries(plan, step, choice);
        /* Whether the step rests on a list of platforms that certainly holds this one: accounts with one administrator,
         * run by staff, outgrown… The authority's own account is concerned by a larger one beside it too. */
        bool about = false;
        const struct pl_knowledge *k = plan->knowledge;
        struct pl_list facts = pl_plan_rule_facts(plan, step);
        for (uint32_t j = 0; j < facts.count; j++) {
            const struct pl_field *field = &k->fields[facts.items[j]];
            bool singles_out = field->type == PL_TYPE_SET && field->from == k->facts[PL_FACT_ACCOUNTS] &&
                               facts.items[j] != k->facts[PL_FACT_OFFICIAL] &&
                               facts.items[j] != k->facts[PL_FACT_LIVING];
            bool beside = owner == PL_OWNER_OFFICIAL && (facts.items[j] == k->facts[PL_FACT_OUTGROWN] ||
                                                         facts.items[j] == k->facts[PL_FACT_UNOFFICIAL]);
            if (singles_out && (beside || is_theirs(k, facts.items[j], owner)) &&
                (plan->cells[facts.items[j]].low >> choice->platform & 1) != 0) {
                about = true;
                break;
            }
        }
        if (plan->rules[step] != PL_FALSE && (mine || (!closes && about))) {
            return step;
        }
    }
    return PL_NONE;
}

static int64_t days_silent(const struct pl_plan *plan, const struct pl_account *account)
{
    bool known = account->last_post->low == account->last_post->high && account->last_post->low <= plan->today;
    return known ? plan->today - account->last_post->low : -1;
}

/* Followers per thousand inhabitants, rounded; -1: not known. */
static int64_t per_thousand(const struct pl_plan *plan, const struct pl_account *account)
{
    const struct pl_cell *followers = account->followers;
    const struct pl_cell *population = pl_plan_cell(plan, PL_FACT_POPULATION);
    bool known = followers->low == followers->high && population->low == population->high && population->low > 0;
    return known ? (followers->low * 1000 + population->low / 2) / population->low : -1;
}

void pl_plan_accounts(struct pl_plan *plan, struct pl_arena *arena)
{
    plan->account_plans = pl_arena_array(arena, (size_t)plan->profile->accounts_count + 1, sizeof *plan->account_plans);
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        const struct pl_choice *choice = pl_plan_choice_of(plan, account);
        enum pl_truth lives = pl_account_lives(plan, account);
        bool official = pl_account_is_official(account) == PL_TRUE;
        bool closed = account->state->high == (int64_t)1 << PL_STATE_CLOSED;
        /* What lives on a platform that no catalogue judges is kept. */
        enum pl_decision decision = !official || (choice == NULL && lives == PL_FALSE) ? PL_UNDECIDED
                                    : choice == NULL                                   ? PL_KEEP
                                                                                       : choice->decision;
        plan->account_plans[i] = (struct pl_account_plan){
            .lives = lives,
            .days_silent = days_silent(plan, account),
            .per_thousand = per_thousand(plan, account),
            .decided = official,
            .decision = decision,
            .provisional =
                official && ((decision == PL_KEEP && lives == PL_UNKNOWN) || (choice != NULL && choice->provisional)),
            .next =
                choice != NULL && !closed ? next_step(plan, choice, official, pl_cell_choice(account->owner)) : PL_NONE,
        };
    }
}
