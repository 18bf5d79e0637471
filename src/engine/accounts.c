/* SPDX-License-Identifier: MIT
 * See accounts.h.
 */
#include "engine/accounts.h"

#include "engine/derive.h"

enum pl_decision pl_decide_unjudged(enum pl_truth lives)
{
    return lives == PL_FALSE ? PL_UNDECIDED : PL_KEEP;
}

/* Whether the step rests on a list of platforms that certainly holds this one: accounts with one administrator, run by staff, outgrown… */
static bool is_about(const struct pl_plan *plan, uint32_t step, uint32_t platform)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_list facts = pl_plan_rule_facts(plan, step);
    for (uint32_t i = 0; i < facts.count; i++) {
        const struct pl_field *field = &k->fields[facts.items[i]];
        bool singles_out = field->type == PL_TYPE_SET && field->from == k->facts[PL_FACT_ACCOUNTS] &&
                           facts.items[i] != k->facts[PL_FACT_OFFICIAL] && facts.items[i] != k->facts[PL_FACT_LIVING];
        if (singles_out && (plan->cells[facts.items[i]].low >> platform & 1) != 0) {
            return true;
        }
    }
    return false;
}

/* The first step that carries the decision out, or is about such accounts on the platform. */
static uint32_t next_step(const struct pl_plan *plan, const struct pl_choice *choice, bool official)
{
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        uint32_t step = plan->steps.items[i];
        bool mine = official && pl_plan_carries(plan, step, choice);
        if (plan->rules[step] != PL_FALSE && (mine || is_about(plan, step, choice->platform))) {
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

void pl_plan_accounts(struct pl_plan *plan, struct pl_arena *arena)
{
    plan->account_plans = pl_arena_array(arena, (size_t)plan->profile->accounts_count + 1, sizeof *plan->account_plans);
    for (uint32_t i = 0; i < plan->profile->accounts_count; i++) {
        const struct pl_account *account = &plan->profile->accounts[i];
        uint32_t platform = pl_cell_choice(account->platform);
        const struct pl_choice *choice = platform == PL_NONE ? NULL : pl_plan_choice(plan, pl_platform_in_edition(plan, platform));
        bool official = account->owner->high == (int64_t)1 << PL_OWNER_OFFICIAL;
        bool closed = account->state->high == (int64_t)1 << PL_STATE_CLOSED;
        struct pl_account_plan *account_plan = &plan->account_plans[i];
        *account_plan = (struct pl_account_plan){
            .lives = pl_account_lives(plan, account), .days_silent = days_silent(plan, account), .decision = PL_UNDECIDED, .next = PL_NONE};
        account_plan->decided = official && !closed;
        if (account_plan->decided) {
            account_plan->decision = choice == NULL ? pl_decide_unjudged(account_plan->lives) : choice->decision;
        }
        if (choice != NULL && !closed) {
            account_plan->next = next_step(plan, choice, official);
        }
    }
}
