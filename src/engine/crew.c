/* SPDX-License-Identifier: MIT
 * See crew.h.
 */
#include "engine/crew.h"

#include "engine/evaluate.h"

/* What a role is named for in a step. */
enum part { ANSWERS, IS_ASKED };

/* Who answers for a role here or is asked for it, PL_NONE if nobody does. What falls to a role that is not held either
 * falls further; in a circle, nowhere. */
static uint32_t holder(const struct pl_plan *plan, uint32_t role, enum part part)
{
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t turns = 0; role != PL_NONE && turns < k->roles_count; turns++) {
        const struct pl_role_case *post = plan->posts[role] == PL_NONE ? NULL : &k->role_cases[plan->posts[role]];
        if (post == NULL || post->owner == PL_NONE) {
            return role;
        }
        uint32_t answers = post->accountable == PL_NONE ? post->owner : post->accountable;
        role = part == ANSWERS ? answers : post->asked;
    }
    return role;
}

/* The holders of some roles, but for those who already have another part in the step. */
static struct pl_list holders(const struct pl_plan *plan, struct pl_range roles, enum part part,
                              const struct pl_crew *others)
{
    struct pl_list list = {.items = pl_arena_array(plan->arena, (size_t)roles.count + 1, sizeof(uint32_t))};
    for (uint32_t i = 0; i < roles.count; i++) {
        uint32_t role = holder(plan, plan->knowledge->refs[roles.first + i], part);
        bool elsewhere = part == IS_ASKED && (role == others->owner || pl_list_has(&others->accountable, role) ||
                                              pl_list_has(&others->consulted, role));
        if (role != PL_NONE && !elsewhere && !pl_list_has(&list, role)) {
            list.items[list.count++] = role;
        }
    }
    return list;
}

void pl_assign_roles(struct pl_plan *plan)
{
    /* Of each role the first case that certainly holds; while a fact is missing, the role is held as it is called. */
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_evaluation evaluation = {k, plan->cells, plan->terms, plan->rules, plan->edition, PL_NONE};
    plan->posts = pl_arena_array(plan->arena, (size_t)k->roles_count + 1, sizeof *plan->posts);
    for (uint32_t role = 0; role < k->roles_count; role++) {
        struct pl_range cases = k->roles[role].cases;
        plan->posts[role] = PL_NONE;
        for (uint32_t i = cases.first; i < cases.first + cases.count && plan->posts[role] == PL_NONE; i++) {
            plan->posts[role] = pl_evaluate_terms(&evaluation, k->role_cases[i].terms) == PL_TRUE ? i : PL_NONE;
        }
    }
    plan->crews = pl_arena_array(plan->arena, (size_t)plan->steps.count + 1, sizeof *plan->crews);
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const struct pl_rule *step = &plan->knowledge->rules[plan->steps.items[i]];
        struct pl_crew *crew = &plan->crews[i];
        crew->owner = pl_plan_holder(plan, step->owner);
        crew->accountable = holders(plan, step->accountable, ANSWERS, crew);
        crew->consulted = holders(plan, step->consulted, IS_ASKED, crew);
        crew->informed = holders(plan, step->informed, IS_ASKED, crew);
    }
}
