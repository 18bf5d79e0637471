/* SPDX-License-Identifier: MIT
 * See compare.h. One function a sort of item; each item found on both sides is counted or becomes a difference with its
 * causes.
 */
#include "engine/compare.h"

#include <string.h>

#include "engine/causes.h"

struct comparer {
    struct pl_comparison *result;
    const struct pl_plan *plans[PL_SIDES];
    struct pl_inquiry inquiry; /* into the difference at hand */
    struct pl_arena *arena;
};

/* Ends the inquiry into an item: a difference with the causes that were found. */
static void conclude(struct comparer *comparer, enum pl_difference_kind kind, uint32_t before, uint32_t after)
{
    struct pl_inquiry *inquiry = &comparer->inquiry;
    pl_ask_at_last(inquiry);
    struct pl_difference *difference = &comparer->result->differences[comparer->result->differences_count++];
    *difference = (struct pl_difference){.kind = kind, .items = {before, after}, .causes_count = inquiry->count};
    difference->causes = pl_arena_array(comparer->arena, inquiry->count, sizeof *difference->causes);
    if (inquiry->count > 0) {
        memcpy(difference->causes, inquiry->causes, inquiry->count * sizeof *difference->causes);
    }
    inquiry->count = 0;
    memset(inquiry->asked, 0, comparer->plans[PL_BEFORE]->knowledge->rules_count);
}

static void compare_platform(struct comparer *comparer, const uint32_t platforms[PL_SIDES])
{
    const struct pl_choice *before =
        platforms[PL_BEFORE] == PL_NONE ? NULL : pl_plan_choice(comparer->plans[PL_BEFORE], platforms[PL_BEFORE]);
    const struct pl_choice *after =
        platforms[PL_AFTER] == PL_NONE ? NULL : pl_plan_choice(comparer->plans[PL_AFTER], platforms[PL_AFTER]);
    if (before != NULL && after != NULL && pl_choices_agree(before, after)) {
        comparer->result->unchanged[PL_DIFFERENT_PLATFORM]++;
        return;
    }
    pl_ask_platform(&comparer->inquiry, platforms);
    conclude(comparer, PL_DIFFERENT_PLATFORM, platforms[PL_BEFORE], platforms[PL_AFTER]);
}

/* A rule is part of a plan if it holds, set aside or not. A duty counts in every state. */
static bool is_listed(enum pl_standing standing, bool duty)
{
    return standing >= PL_STANDS || (duty && standing == PL_STANDS_UNKNOWN);
}

static void compare_rule(struct comparer *comparer, uint32_t rule, enum pl_difference_kind kind)
{
    bool duty = kind == PL_DIFFERENT_DUTY;
    enum pl_standing before = pl_plan_standing(comparer->plans[PL_BEFORE], rule);
    enum pl_standing after = pl_plan_standing(comparer->plans[PL_AFTER], rule);
    if (!is_listed(before, duty) && !is_listed(after, duty)) {
        return;
    }
    if (before == after) {
        comparer->result->unchanged[kind]++;
        return;
    }
    if (before >= PL_STANDS && after >= PL_STANDS) {
        const uint32_t *facts = comparer->plans[PL_BEFORE]->knowledge->facts;
        if (!pl_ask_fact(&comparer->inquiry, facts[PL_FACT_EXCEPTIONS])) {
            pl_ask_fact(&comparer->inquiry, facts[PL_FACT_PROGRESS]); /* it was dropped */
        }
    } else {
        pl_ask_rule(&comparer->inquiry, rule);
    }
    conclude(comparer, kind, before == PL_ABSENT ? PL_NONE : rule, after == PL_ABSENT ? PL_NONE : rule);
}

/* The rules of one conclusion, in the order of the knowledge. */
static void compare_rules(struct comparer *comparer, enum pl_conclusion concludes, enum pl_difference_kind kind)
{
    const struct pl_knowledge *k = comparer->plans[PL_BEFORE]->knowledge;
    for (uint32_t i = 0; i < k->rules_count; i++) {
        if (k->rules[i].concludes == (uint32_t)concludes) {
            compare_rule(comparer, i, kind);
        }
    }
}

static bool delays_agree(const struct pl_class *before, const struct pl_class *after)
{
    return before->known == after->known && before->now.p50 == after->now.p50 && before->now.p90 == after->now.p90 &&
           before->now.p95 == after->now.p95 && before->target == after->target && before->meets == after->meets;
}

static bool asks(const struct pl_plan *plan, uint32_t field)
{
    for (uint32_t i = 0; i < plan->questions_count; i++) {
        if (plan->questions[i].field == field) {
            return true;
        }
    }
    return false;
}

static void count_questions(struct comparer *comparer)
{
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        const struct pl_plan *plan = comparer->plans[side];
        for (uint32_t i = 0; i < plan->questions_count; i++) {
            comparer->result->questions[side] += !asks(comparer->plans[1 - side], plan->questions[i].field);
        }
    }
}

/* Something of which a plan has one. */
static void compare_single(struct comparer *comparer, enum pl_difference_kind kind, bool same,
                           void (*ask)(struct pl_inquiry *inquiry))
{
    if (same) {
        comparer->result->unchanged[kind]++;
        return;
    }
    ask(&comparer->inquiry);
    conclude(comparer, kind, 0, 0);
}

struct pl_comparison *pl_compare(const struct pl_plan *before, const struct pl_plan *after, struct pl_arena *arena)
{
    const struct pl_knowledge *k = before->knowledge;
    struct pl_comparison *result = pl_arena_alloc(arena, sizeof *result);
    *result = (struct pl_comparison){.plans = {before, after}};
    size_t most =
        (size_t)k->rules_count + k->needs_count + before->choices_count + after->choices_count + PL_CLASSES + 2;
    result->differences = pl_arena_array(arena, most, sizeof *result->differences);
    struct comparer comparer = {.result = result, .plans = {before, after}, .arena = arena};
    comparer.inquiry = (struct pl_inquiry){
        .plans = comparer.plans, .arena = arena, .asked = pl_arena_array(arena, k->rules_count + 1, 1)};
    compare_single(&comparer, PL_DIFFERENT_VERDICT, before->verdict == after->verdict, pl_ask_verdict);
    /* The platforms of the second plan in their order, then those that only the first has. */
    const struct pl_plan *const *plans = comparer.plans;
    for (uint32_t i = 0; i < plans[PL_AFTER]->choices_count; i++) {
        uint32_t platform = plans[PL_AFTER]->choices[i].platform;
        uint32_t other = pl_counterpart(plans, platform, PL_AFTER);
        const uint32_t pair[PL_SIDES] = {pl_plan_choice(plans[PL_BEFORE], other) == NULL ? PL_NONE : other, platform};
        compare_platform(&comparer, pair);
    }
    for (uint32_t i = 0; i < plans[PL_BEFORE]->choices_count; i++) {
        uint32_t platform = plans[PL_BEFORE]->choices[i].platform;
        const uint32_t pair[PL_SIDES] = {platform, PL_NONE};
        if (pl_plan_choice(plans[PL_AFTER], pl_counterpart(plans, platform, PL_BEFORE)) == NULL) {
            compare_platform(&comparer, pair);
        }
    }
    compare_rules(&comparer, PL_BLOCKER, PL_DIFFERENT_FINDING);
    compare_rules(&comparer, PL_OBSTACLE, PL_DIFFERENT_FINDING);
    compare_rules(&comparer, PL_STRENGTH, PL_DIFFERENT_FINDING);
    for (uint32_t need = 0; need < comparer.plans[PL_BEFORE]->knowledge->needs_count; need++) {
        bool raised = comparer.plans[PL_BEFORE]->needs[need] == PL_TRUE;
        if (pl_needs_agree(comparer.plans, need)) {
            comparer.result->unchanged[PL_DIFFERENT_NEED] += raised;
            continue;
        }
        pl_ask_need(&comparer.inquiry, need);
        conclude(&comparer, PL_DIFFERENT_NEED, need, need);
    }
    compare_rules(&comparer, PL_STEP, PL_DIFFERENT_STEP);
    compare_rules(&comparer, PL_CONDUCT, PL_DIFFERENT_CONDUCT);
    compare_rules(&comparer, PL_INDICATOR, PL_DIFFERENT_INDICATOR);
    compare_rules(&comparer, PL_DUTY, PL_DIFFERENT_DUTY);
    const struct pl_class *old = comparer.plans[PL_BEFORE]->classes;
    const struct pl_class *new = comparer.plans[PL_AFTER]->classes;
    for (uint32_t i = 0; (old != NULL || new != NULL) && i < PL_CLASSES; i++) {
        if (old != NULL && new != NULL && delays_agree(&old[i], &new[i])) {
            comparer.result->unchanged[PL_DIFFERENT_DELAY]++;
            continue;
        }
        pl_ask_delay(&comparer.inquiry, i);
        conclude(&comparer, PL_DIFFERENT_DELAY, old == NULL ? PL_NONE : i, new == NULL ? PL_NONE : i);
    }
    compare_single(&comparer, PL_DIFFERENT_HOURS, pl_plan_hours(before, PL_NONE) == pl_plan_hours(after, PL_NONE),
                   pl_ask_hours);
    count_questions(&comparer);
    return result;
}
