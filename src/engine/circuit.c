/* SPDX-License-Identifier: MIT
 * See circuit.h. Each stage is monotone: who comes later never leaves earlier. So the hours stay in order, those that leave together go
 * on as one group, and after a night's wait few groups are left.
 */
#include "engine/circuit.h"

#include <stdlib.h>

enum { MINUTES_PER_DAY = 1440, MEDIAN_RANK = PL_WEEK_HOURS / 2 };

void pl_calendar_init(struct pl_calendar *calendar, uint32_t days, const uint32_t *minutes, uint32_t count)
{
    *calendar = (struct pl_calendar){.intervals_count = 0};
    for (uint32_t day = 0; day < days; day++) {
        int32_t midnight = (int32_t)day * MINUTES_PER_DAY;
        for (uint32_t i = 0; i + 1 < count && calendar->intervals_count < PL_INTERVALS_MAX; i += 2) {
            int32_t from = midnight + (int32_t)minutes[i];
            int32_t to = midnight + (int32_t)minutes[i + 1];
            int32_t at = calendar->intervals_count++;
            calendar->intervals[at].from = from;
            calendar->intervals[at].to = to;
            calendar->intervals[at].before = calendar->week_minutes;
            calendar->week_minutes += to - from;
            calendar->day_minutes += day == 0 ? to - from : 0;
        }
    }
}

/* Minutes worked in the week before `minute`. */
static int64_t worked_before(const struct pl_calendar *calendar, int64_t minute)
{
    int64_t worked = 0;
    for (int32_t i = 0; i < calendar->intervals_count && minute > calendar->intervals[i].from; i++) {
        int64_t end = minute < calendar->intervals[i].to ? minute : calendar->intervals[i].to;
        worked = calendar->intervals[i].before + end - calendar->intervals[i].from;
    }
    return worked;
}

int64_t pl_calendar_advance(const struct pl_calendar *calendar, int64_t arrival, int64_t work)
{
    if (work <= 0 || calendar->week_minutes == 0) {
        return arrival;
    }
    int64_t week = arrival / PL_WEEK_MINUTES;
    int64_t last = worked_before(calendar, arrival % PL_WEEK_MINUTES) + work - 1; /* the last minute worked, counted from Monday */
    week += last / calendar->week_minutes;
    last %= calendar->week_minutes;
    int32_t i = calendar->intervals_count - 1;
    while (calendar->intervals[i].before > last) {
        i--;
    }
    return week * PL_WEEK_MINUTES + calendar->intervals[i].from + last - calendar->intervals[i].before + 1;
}

/* Hours of the week that leave together. */
struct group {
    int64_t minute; /* at which they leave */
    uint32_t first, count; /* hours */
};

static uint32_t start_groups(struct group groups[PL_WEEK_HOURS])
{
    for (uint32_t hour = 0; hour < PL_WEEK_HOURS; hour++) {
        groups[hour] = (struct group){(int64_t)hour * 60, hour, 1};
    }
    return PL_WEEK_HOURS;
}

static uint32_t pass(const struct pl_stage *stage, struct group *groups, uint32_t count)
{
    if (stage->work <= 0) {
        return count;
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        int64_t minute = pl_calendar_advance(stage->calendar, groups[i].minute, stage->work);
        if (kept > 0 && groups[kept - 1].minute == minute) {
            groups[kept - 1].count += groups[i].count;
        } else {
            groups[kept++] = (struct group){minute, groups[i].first, groups[i].count};
        }
    }
    return kept;
}

uint32_t pl_circuit_within(const struct pl_stage *stages, uint32_t count, int64_t target, int64_t *out_worst)
{
    struct group groups[PL_WEEK_HOURS];
    uint32_t groups_count = start_groups(groups);
    for (uint32_t i = 0; i < count; i++) {
        groups_count = pass(&stages[i], groups, groups_count);
    }
    uint32_t within = 0;
    *out_worst = 0;
    for (uint32_t i = 0; i < groups_count; i++) {
        int64_t longest = groups[i].minute - (int64_t)groups[i].first * 60;
        *out_worst = longest > *out_worst ? longest : *out_worst;
        /* hour h is within if minute - 60 h <= target */
        int64_t late = groups[i].minute - target;
        int64_t earliest = late <= 0 ? 0 : (late + 59) / 60;
        int64_t end = (int64_t)groups[i].first + groups[i].count;
        int64_t start = earliest > (int64_t)groups[i].first ? earliest : (int64_t)groups[i].first;
        within += start < end ? (uint32_t)(end - start) : 0;
    }
    return within;
}

static int compare_waits(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* Minutes that all 168 messages together have spent by now. */
static int64_t sum_of(const struct group *groups, uint32_t count)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        sum += groups[i].minute * groups[i].count;
    }
    return sum;
}

void pl_circuit_simulate(const struct pl_stage *stages, uint32_t count, struct pl_delays *out_delays)
{
    struct group groups[PL_WEEK_HOURS];
    uint32_t groups_count = start_groups(groups);
    int64_t spent = sum_of(groups, groups_count);
    int64_t largest = 0;
    *out_delays = (struct pl_delays){.best = INT64_MAX};
    for (uint32_t i = 0; i < count; i++) {
        groups_count = pass(&stages[i], groups, groups_count);
        int64_t now = sum_of(groups, groups_count);
        if (now - spent > largest) {
            largest = now - spent;
            out_delays->bottleneck = i;
        }
        spent = now;
    }
    for (uint32_t i = 0; i < groups_count; i++) {
        for (uint32_t hour = groups[i].first; hour < groups[i].first + groups[i].count; hour++) {
            int64_t wait = groups[i].minute - (int64_t)hour * 60;
            out_delays->waits[hour] = wait;
            out_delays->best = wait < out_delays->best ? wait : out_delays->best;
            if (wait > out_delays->worst) {
                out_delays->worst = wait;
                out_delays->worst_hour = hour;
            }
        }
    }
    int64_t sorted[PL_WEEK_HOURS];
    for (uint32_t hour = 0; hour < PL_WEEK_HOURS; hour++) {
        sorted[hour] = out_delays->waits[hour];
    }
    qsort(sorted, PL_WEEK_HOURS, sizeof *sorted, compare_waits);
    out_delays->median = sorted[MEDIAN_RANK - 1];
}
