/* SPDX-License-Identifier: MIT
 * See actions.h.
 */
#include "engine/actions.h"

#include <stdlib.h>

#include "model/schedule.h"

static uint32_t matter_of(const struct pl_knowledge *k, uint32_t step)
{
    for (uint32_t m = 0; m < k->matters_count; m++) {
        struct pl_range steps = k->matters[m].steps;
        for (uint32_t i = steps.first; i < steps.first + steps.count; i++) {
            if (k->refs[i] == step) {
                return m;
            }
        }
    }
    return PL_NONE;
}

/* The action on a matter, a new one where there is none yet. */
static struct pl_action *action_on(struct pl_plan *plan, uint32_t matter)
{
    for (uint32_t i = 0; i < plan->actions_count && matter != PL_NONE; i++) {
        if (plan->actions[i].matter == matter) {
            return &plan->actions[i];
        }
    }
    struct pl_action *action = &plan->actions[plan->actions_count++];
    *action = (struct pl_action){.matter = matter, .first = INT64_MAX, .last = INT64_MIN};
    return action;
}

/* Who has most days in it first. */
static void list_owners(const struct pl_plan *plan, struct pl_action *action)
{
    uint32_t *days = pl_arena_array(plan->arena, (size_t)plan->knowledge->roles_count + 1, sizeof *days);
    for (uint32_t i = 0; i < action->ranks.count; i++) {
        uint32_t owner = plan->crews[action->ranks.items[i]].owner;
        if (owner != PL_NONE && !pl_list_has(&action->owners, owner)) {
            pl_list_add(&action->owners, plan->arena, owner);
        }
        days[owner == PL_NONE ? plan->knowledge->roles_count : owner] +=
            plan->knowledge->rules[plan->steps.items[action->ranks.items[i]]].effort;
    }
    for (uint32_t i = 1; i < action->owners.count; i++) { /* by insertion: as they come where days are equal */
        uint32_t *items = action->owners.items;
        for (uint32_t p = i; p > 0 && days[items[p]] > days[items[p - 1]]; p--) {
            uint32_t owner = items[p];
            items[p] = items[p - 1];
            items[p - 1] = owner;
        }
    }
}

/* What it answers that hinders or binds, and the decisions that it carries out. */
static uint32_t count_served(const struct pl_plan *plan, uint32_t step)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_list answered = pl_plan_answers(plan, step);
    uint32_t served = 0;
    for (uint32_t i = 0; i < answered.count; i++) {
        const struct pl_rule *rule = &k->rules[answered.items[i]];
        served += rule->concludes == PL_BLOCKER || rule->concludes == PL_OBSTACLE ||
                  (rule->concludes == PL_DUTY && rule->grade == PL_BINDING);
    }
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        served += pl_plan_carries(plan, step, &plan->choices[i]);
    }
    return served;
}

/* The steps that wait for one of these, in the end, and are none of them; `before` gives by rank the numbers of those
 * that a step waits for. */
static uint32_t count_blocked(const struct pl_plan *plan, const struct pl_list *before, const struct pl_list *ranks)
{
    uint8_t *waits = pl_arena_array(plan->arena, (size_t)plan->steps.count + 1, 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < plan->steps.count; i++) { /* a step comes after those that it waits for */
        for (uint32_t b = 0; b < before[i].count && waits[i] == 0; b++) {
            uint32_t rank = before[i].items[b] - 1;
            waits[i] = waits[rank] != 0 || pl_list_has(ranks, rank);
        }
        count += waits[i] != 0 && !pl_list_has(ranks, i);
    }
    return count;
}

static int compare_ends(const void *left, const void *right)
{
    const struct pl_action *a = left, *b = right;
    if (a->last != b->last) {
        return a->last < b->last ? -1 : 1;
    }
    return (a->ranks.items[0] > b->ranks.items[0]) - (a->ranks.items[0] < b->ranks.items[0]);
}

/* Whether one action weighs more than another. */
static bool weighs_more(const struct pl_action *a, const struct pl_action *b)
{
    return a->blocks != b->blocks   ? a->blocks > b->blocks
           : a->serves != b->serves ? a->serves > b->serves
                                    : a->effort < b->effort;
}

/* Those that documents show and that begin within a month, the weightiest first; then the others. */
static void list_soonest(struct pl_plan *plan)
{
    enum { SOON_DAYS = 31 };
    uint32_t soon = 0;
    plan->soonest = (struct pl_list){0};
    for (int later = 0; later < 2; later++) {
        for (uint32_t i = 0; i < plan->weighty.count; i++) {
            const struct pl_action *action = &plan->actions[plan->weighty.items[i]];
            if (action->number > 0 && (action->first > plan->today + SOON_DAYS) == (later == 1)) {
                pl_list_add(&plan->soonest, plan->arena, plan->weighty.items[i]);
                soon += later == 0;
            }
        }
    }
    for (uint32_t i = 1; i < soon; i++) { /* those that begin soon by the day on which they do */
        uint32_t moved = plan->soonest.items[i];
        uint32_t at = i;
        for (; at > 0 && plan->actions[plan->soonest.items[at - 1]].first > plan->actions[moved].first; at--) {
            plan->soonest.items[at] = plan->soonest.items[at - 1];
        }
        plan->soonest.items[at] = moved;
    }
}

/* The next rule of a topic that is not chosen yet, PL_NONE. */
static uint32_t next_of_topic(const struct pl_plan *plan, uint32_t topic, bool always)
{
    for (uint32_t i = 0; i < plan->conduct.count; i++) {
        const struct pl_rule *rule = &plan->knowledge->rules[plan->conduct.items[i]];
        if (rule->topic == topic && (rule->terms.count == 0) == always &&
            !pl_list_has(&plan->chosen, plan->conduct.items[i])) {
            return plan->conduct.items[i];
        }
    }
    return PL_NONE;
}

static void choose_conduct(struct pl_plan *plan)
{
    plan->chosen = (struct pl_list){0};
    for (int always = 0; always < 2; always++) {
        for (uint32_t turn = 0; turn < plan->conduct.count; turn++) {
            for (uint32_t topic = 0; topic < PL_TOPICS; topic++) {
                uint32_t rule = next_of_topic(plan, topic, always == 1);
                if (rule != PL_NONE) {
                    pl_list_add(&plan->chosen, plan->arena, rule);
                }
            }
        }
    }
}

/* Blockers first; then, action by action, the obstacles it answers; then those that no action answers. */
static void weigh_findings(struct pl_plan *plan)
{
    const struct pl_knowledge *k = plan->knowledge;
    uint32_t *answered = pl_arena_array(plan->arena, (size_t)plan->findings.count + 1, sizeof *answered); /* by whom */
    for (uint32_t i = 0; i < plan->findings.count; i++) {
        answered[i] = pl_plan_action_for(plan, plan->findings.items[i]);
    }
    plan->weighed = (struct pl_list){0};
    for (int concludes = PL_BLOCKER; concludes <= PL_OBSTACLE; concludes++) {
        for (uint32_t w = 0; w <= plan->weighty.count; w++) {
            uint32_t wanted = w < plan->weighty.count ? plan->weighty.items[w] : PL_NONE;
            for (uint32_t i = 0; i < plan->findings.count; i++) {
                uint32_t rule = plan->findings.items[i];
                if (k->rules[rule].concludes == (uint32_t)concludes && answered[i] == wanted &&
                    pl_plan_exception(plan, pl_text(k, k->rules[rule].id)) == NULL) {
                    pl_list_add(&plan->weighed, plan->arena, rule);
                }
            }
        }
    }
}

void pl_plan_actions(struct pl_plan *plan)
{
    const struct pl_knowledge *k = plan->knowledge;
    plan->actions = pl_arena_array(plan->arena, (size_t)plan->steps.count + 1, sizeof *plan->actions);
    plan->actions_count = 0;
    struct pl_list *before = pl_arena_array(plan->arena, (size_t)plan->steps.count + 1, sizeof *before);
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        uint32_t step = plan->steps.items[i];
        before[i] = pl_plan_numbers_before(plan, step);
        const struct pl_span *span = &plan->spans[i];
        if (span->put_off) {
            continue;
        }
        struct pl_action *action = action_on(plan, matter_of(k, step));
        pl_list_add(&action->ranks, plan->arena, i);
        action->effort += k->rules[step].effort;
        action->serves += count_served(plan, step);
        action->first = span->first < action->first ? span->first : action->first;
        action->last = span->last > action->last ? span->last : action->last;
    }
    for (uint32_t i = 0; i < plan->actions_count; i++) {
        list_owners(plan, &plan->actions[i]);
        plan->actions[i].blocks = count_blocked(plan, before, &plan->actions[i].ranks);
    }
    qsort(plan->actions, plan->actions_count, sizeof *plan->actions, compare_ends);
    plan->weighty = (struct pl_list){0};
    for (uint32_t i = 0; i < plan->actions_count; i++) {
        pl_list_add(&plan->weighty, plan->arena, i);
        uint32_t *items = plan->weighty.items;
        for (uint32_t p = i; p > 0 && weighs_more(&plan->actions[items[p]], &plan->actions[items[p - 1]]); p--) {
            uint32_t action = items[p];
            items[p] = items[p - 1];
            items[p - 1] = action;
        }
    }
    /* In the order in which they end. */
    uint32_t number = 0;
    for (uint32_t i = 0; i < plan->weighty.count; i++) {
        plan->actions[plan->weighty.items[i]].number = i < PL_ACTIONS_SHOWN;
    }
    for (uint32_t i = 0; i < plan->actions_count; i++) {
        plan->actions[i].number = plan->actions[i].number > 0 ? ++number : 0;
    }
    list_soonest(plan);
    weigh_findings(plan);
    choose_conduct(plan);
}
