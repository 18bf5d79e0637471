/* SPDX-License-Identifier: MIT
 * Reading two plans side by side; see comparison.h.
 */
#include "model/comparison.h"

const char *const pl_difference_words[] = {"verdict",   "platform", "finding", "need",  "step", "conduct",
                                           "indicator", "duty",     "delay",   "hours", NULL};
const char *const pl_cause_words[] = {"fact", "rule", "catalogue", "date", "consequence", NULL};
const char *const pl_tie_words[] = {"none", "alternative", "main", NULL};
const char *const pl_standing_words[] = {NULL, "no", "unknown", "yes", "set-aside", NULL};

const char *const pl_relation_words[] = {NULL, "amends", "confirms", "amended-by", "confirmed-by", NULL};

enum pl_standing pl_plan_standing(const struct pl_plan *plan, uint32_t rule)
{
    static const enum pl_standing standings[] = {
        [PL_FALSE] = PL_STANDS_NOT, [PL_UNKNOWN] = PL_STANDS_UNKNOWN, [PL_TRUE] = PL_STANDS};
    if (!pl_plan_has_rule(plan, rule)) {
        return PL_ABSENT;
    }
    bool aside = plan->rules[rule] == PL_TRUE &&
                 pl_plan_exception(plan, pl_text(plan->knowledge, plan->knowledge->rules[rule].id)) != NULL;
    return aside ? PL_STANDS_ASIDE : standings[plan->rules[rule]];
}

enum pl_tie pl_plan_tie(const struct pl_plan *plan, uint32_t platform, uint32_t need)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_range entries = k->editions[plan->edition].entries;
    for (uint32_t e = entries.first; e < entries.first + entries.count; e++) {
        struct pl_range serves = k->entries[e].serves;
        for (uint32_t b = serves.first; k->entries[e].platform == platform && b < serves.first + serves.count; b++) {
            if (k->bindings[b].need == need) {
                return k->bindings[b].alternative ? PL_TIE_ALTERNATIVE : PL_TIE_MAIN;
            }
        }
    }
    return PL_TIE_NONE;
}

int64_t pl_plan_hours(const struct pl_plan *plan, uint32_t platform)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        const struct pl_choice *choice = &plan->choices[i];
        bool counts = pl_decision_retains(choice->decision) && !choice->set_aside &&
                      (platform == PL_NONE || choice->platform == platform);
        sum += counts ? choice->hours : 0;
    }
    return sum;
}

uint32_t pl_comparison_platform(const struct pl_comparison *comparison, uint32_t platform, uint32_t side)
{
    for (uint32_t i = 0; i < comparison->differences_count; i++) {
        const struct pl_difference *row = &comparison->differences[i];
        bool named = row->items[PL_BEFORE] == platform || row->items[PL_AFTER] == platform;
        if (row->kind == PL_DIFFERENT_PLATFORM && named && row->items[side] != PL_NONE) {
            return row->items[side];
        }
    }
    return platform;
}

enum pl_relation pl_rule_relation(const struct pl_knowledge *k, uint32_t rule, uint32_t related)
{
    if (related == PL_NONE) {
        return PL_UNRELATED;
    }
    return k->rules[rule].amends == related     ? PL_AMENDS
           : k->rules[rule].confirms == related ? PL_CONFIRMS
           : k->rules[related].amends == rule   ? PL_AMENDED_BY
                                                : PL_CONFIRMED_BY;
}

uint32_t pl_rule_arbiter(const struct pl_knowledge *k, uint32_t rule, uint32_t related)
{
    enum pl_relation relation = pl_rule_relation(k, rule, related);
    return relation == PL_AMENDED_BY || relation == PL_CONFIRMED_BY ? related : rule;
}
