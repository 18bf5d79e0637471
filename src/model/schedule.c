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

static int64_t monday_from(int64_t day)
{
    return day + (WEEK - weekday(day)) % WEEK;
}

/* On how many days of the week, from Monday on, offices are open. */
static int64_t open_days(const struct pl_knowledge *k)
{
    for (uint32_t i = 0; i < k->hours_count; i++) {
        if (k->hours[i].hours == PL_HOURS_OFFICE && k->hours[i].days > 0) {
            return k->hours[i].days;
        }
    }
    return WEEK;
}

static int64_t next_open_day(const struct pl_knowledge *k, int64_t day)
{
    return weekday(day) < open_days(k) ? day : monday_from(day);
}

int64_t pl_last_open_day(const struct pl_knowledge *k, int64_t day)
{
    int64_t over = weekday(day) - (open_days(k) - 1);
    return over > 0 ? day - over : day;
}

/* The last of `effort` days of work that begin on an open day. */
static int64_t last_day(const struct pl_knowledge *k, int64_t first, int64_t effort)
{
    int64_t open = open_days(k);
    int64_t worked = weekday(first) + (effort > 0 ? effort - 1 : 0); /* counted in open days from the Monday before */
    return first - weekday(first) + worked / open * WEEK + worked % open;
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

/* The day from which the step may begin: its phase has, its owner is free, what comes first is done. The steps before
 * it have their dates. */
static int64_t earliest(const struct pl_plan *plan, const struct pl_span *spans, uint32_t at, int64_t phase_start)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_rule *step = &k->rules[plan->steps.items[at]];
    struct pl_list before = pl_plan_numbers_before(plan, plan->steps.items[at]);
    int64_t day = phase_start;
    for (uint32_t i = 0; i < at; i++) {
        bool busy =
            !spans[i].set_aside && step->owner != PL_NONE && k->rules[plan->steps.items[i]].owner == step->owner;
        day = busy && spans[i].last >= day ? spans[i].last + 1 : day;
    }
    for (uint32_t i = 0; i < before.count; i++) {
        const struct pl_span *first = &spans[before.items[i] - 1];
        day = !first->set_aside && first->last >= day ? first->last + 1 : day;
    }
    return next_open_day(k, day);
}

static uint32_t weeks_of(const struct pl_knowledge *k, uint32_t phase)
{
    for (uint32_t i = 0; i < k->phases_count; i++) {
        if (k->phases[i].number == phase) {
            return k->phases[i].weeks;
        }
    }
    return 0;
}

struct pl_span *pl_plan_schedule(const struct pl_plan *plan, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_span *spans = pl_arena_array(arena, (size_t)plan->steps.count + 1, sizeof *spans);
    int64_t start = monday_from(plan->today);
    int64_t over = start; /* the day from which the next phase may begin */
    uint32_t phase = PL_NONE;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const struct pl_rule *step = &k->rules[plan->steps.items[i]];
        spans[i].set_aside = pl_plan_exception(plan, pl_text(k, step->id)) != NULL;
        if (spans[i].set_aside) {
            continue;
        }
        if (step->phase != phase) {
            phase = step->phase;
            start = monday_from(over);
            over = start + (int64_t)weeks_of(k, phase) * WEEK;
        }
        spans[i].first = earliest(plan, spans, i, start);
        spans[i].last = last_day(k, spans[i].first, step->effort);
        over = spans[i].last >= over ? spans[i].last + 1 : over;
    }
    return spans;
}

struct pl_span pl_plan_phase_span(const struct pl_plan *plan, const struct pl_span *spans, uint32_t first)
{
    const uint32_t *steps = plan->steps.items;
    const struct pl_rule *rules = plan->knowledge->rules;
    struct pl_span phase = {INT64_MAX, INT64_MIN, true};
    for (uint32_t i = first; i < plan->steps.count && rules[steps[i]].phase == rules[steps[first]].phase; i++) {
        if (!spans[i].set_aside) {
            phase.first = spans[i].first < phase.first ? spans[i].first : phase.first;
            phase.last = spans[i].last > phase.last ? spans[i].last : phase.last;
            phase.set_aside = false;
        }
    }
    return phase;
}
