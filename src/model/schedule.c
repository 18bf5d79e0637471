/* SPDX-License-Identifier: MIT
 * See schedule.h.
 */
#include "model/schedule.h"

enum { WEEK = 7 };

/* 0 for Monday: 1970-01-01 was a Thursday. */
static int64_t weekday(int64_t day)
{
    return (day % WEEK + 3 + WEEK) % WEEK;
}

int64_t pl_monday_from(int64_t day)
{
    return day + (WEEK - weekday(day)) % WEEK;
}

bool pl_is_open_day(const struct pl_place_of_work *place, int64_t day)
{
    return weekday(day) < pl_open_days(place->knowledge) && pl_holiday_on(place, day) == PL_NONE;
}

int64_t pl_open_days(const struct pl_knowledge *k)
{
    for (uint32_t i = 0; i < k->hours_count; i++) {
        if (k->hours[i].hours == PL_HOURS_OFFICE && k->hours[i].days > 0) {
            return k->hours[i].days;
        }
    }
    return WEEK;
}

int64_t pl_last_open_day(const struct pl_plan *plan, int64_t day)
{
    struct pl_place_of_work place = pl_place_of_work(plan->knowledge, plan->cells);
    while (!pl_is_open_day(&place, day)) {
        day--;
    }
    return day;
}

uint32_t pl_plan_step_number(const struct pl_plan *plan, uint32_t rule)
{
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        if (plan->steps.items[i] == rule) {
            return i + 1;
        }
    }
    return 0;
}

struct pl_list pl_plan_numbers_before(const struct pl_plan *plan, uint32_t rule)
{
    struct pl_list list = pl_plan_prerequisites(plan, rule);
    for (uint32_t i = 0; i < list.count; i++) {
        uint32_t number = pl_plan_step_number(plan, list.items[i]);
        uint32_t at = i;
        for (; at > 0 && list.items[at - 1] > number; at--) {
            list.items[at] = list.items[at - 1];
        }
        list.items[at] = number;
    }
    return list;
}

struct pl_span pl_plan_phase_span(const struct pl_plan *plan, uint32_t first)
{
    const uint32_t *steps = plan->steps.items;
    const struct pl_rule *rules = plan->knowledge->rules;
    struct pl_span phase = {.first = INT64_MAX, .last = INT64_MIN, .put_off = true};
    for (uint32_t i = first; i < plan->steps.count && rules[steps[i]].phase == rules[steps[first]].phase; i++) {
        const struct pl_span *span = &plan->spans[i];
        if (!span->put_off) {
            phase.first = span->first < phase.first ? span->first : phase.first;
            phase.last = span->last > phase.last ? span->last : phase.last;
            phase.put_off = false;
        }
    }
    return phase;
}
