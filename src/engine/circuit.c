/* SPDX-License-Identifier: MIT
 * See circuit.h. Each stage is monotone: who comes later never leaves earlier. So the hours stay in order, those that
 * leave together go on as one group, and after a night's wait few groups are left.
 */
#include "engine/circuit.h"

enum { DAY_MINUTES = PL_DAY_MINUTES, MEDIAN_RANK = PL_WEEK_HOURS / 2 };

void pl_calendar_init(struct pl_calendar *calendar, uint32_t days, const uint32_t *minutes, uint32_t count)
{
    *calendar = (struct pl_calendar){.days = (int32_t)days};
    for (uint32_t i = 0; i + 1 < count && i / 2 < PL_RANGES_MAX; i += 2) {
        int32_t at = calendar->ranges_count++;
        calendar->ranges[at].from = (int32_t)minutes[i];
        calendar->ranges[at].to = (int32_t)minutes[i + 1];
        calendar->ranges[at].before = calendar->day_minutes;
        calendar->day_minutes += calendar->ranges[at].to - calendar->ranges[at].from;
    }
    calendar->week_minutes = calendar->day_minutes * calendar->days;
}

bool pl_calendar_covers(const struct pl_calendar *wide, const struct pl_calendar *narrow)
{
    for (int32_t i = 0; i < narrow->ranges_count; i++) {
        int32_t j = 0;
        while (j < wide->ranges_count &&
               (narrow->ranges[i].from < wide->ranges[j].from || narrow->ranges[i].to > wide->ranges[j].to)) {
            j++;
        }
        if (j == wide->ranges_count) {
            return false;
        }
    }
    return wide->days >= narrow->days && (narrow->keeps_holidays || !wide->keeps_holidays);
}

int32_t pl_calendar_worked_by(const struct pl_calendar *calendar, int32_t minute)
{
    int32_t i = calendar->ranges_count - 1;
    while (i >= 0 && calendar->ranges[i].from > minute) {
        i--;
    }
    if (i < 0) {
        return 0;
    }
    int32_t end = minute < calendar->ranges[i].to ? minute : calendar->ranges[i].to;
    return calendar->ranges[i].before + end - calendar->ranges[i].from;
}

int32_t pl_calendar_minute_after(const struct pl_calendar *calendar, int32_t worked)
{
    int32_t i = calendar->ranges_count - 1;
    while (i > 0 && calendar->ranges[i].before >= worked) {
        i--;
    }
    return calendar->ranges[i].from + worked - calendar->ranges[i].before;
}

/* Where somebody who may start at a minute stands: the first open minute from then on, and the minutes of work that the
 * week has seen by then. */
struct start {
    int64_t week, opening;
    int32_t worked;
};

static struct start start_at(const struct pl_calendar *calendar, int64_t arrival)
{
    struct start start = {.week = arrival / PL_WEEK_MINUTES};
    int32_t minute = (int32_t)(arrival - start.week * PL_WEEK_MINUTES);
    int32_t day = minute / DAY_MINUTES;
    int64_t midnight = arrival - minute + (int64_t)day * DAY_MINUTES;
    int32_t of_day = minute - day * DAY_MINUTES;
    for (int32_t i = 0; day < calendar->days && i < calendar->ranges_count; i++) {
        if (of_day < calendar->ranges[i].to) {
            int32_t late = of_day > calendar->ranges[i].from ? of_day - calendar->ranges[i].from : 0;
            start.opening = midnight + calendar->ranges[i].from + late;
            start.worked = day * calendar->day_minutes + calendar->ranges[i].before + late;
            return start;
        }
    }
    bool tomorrow = day + 1 < calendar->days;
    start.opening = midnight + (int64_t)(tomorrow ? 1 : 7 - day) * DAY_MINUTES + calendar->ranges[0].from;
    start.worked = tomorrow ? (day + 1) * calendar->day_minutes : calendar->week_minutes;
    return start;
}

/* The end of the last of `work` minutes. */
static int64_t end_of(const struct pl_calendar *calendar, const struct start *start, int32_t work)
{
    int64_t week = start->week;
    int32_t last = start->worked + work - 1; /* counted from Monday in minutes of work */
    if (last >= calendar->week_minutes) {
        week += last / calendar->week_minutes;
        last %= calendar->week_minutes;
    }
    int32_t day = 0;
    for (; last >= calendar->day_minutes; day++) { /* six times at most: cheaper than a division */
        last -= calendar->day_minutes;
    }
    int32_t i = calendar->ranges_count - 1;
    while (calendar->ranges[i].before > last) {
        i--;
    }
    return week * PL_WEEK_MINUTES + (int64_t)day * DAY_MINUTES + calendar->ranges[i].from + last -
           calendar->ranges[i].before + 1;
}

int64_t pl_calendar_advance(const struct pl_calendar *calendar, int64_t arrival, int32_t work)
{
    if (work <= 0 || calendar->week_minutes == 0) {
        return arrival;
    }
    struct start start = start_at(calendar, arrival);
    return end_of(calendar, &start, work);
}

/* Hours of the week that leave together. */
struct group {
    int64_t minute;       /* at which they leave */
    int32_t first, count; /* hours */
};

static uint32_t pass(const struct pl_stage *stage, struct group *groups, uint32_t count)
{
    const struct pl_calendar *calendar = stage->calendar;
    bool always = calendar->week_minutes == PL_WEEK_MINUTES;
    int32_t work = pl_stage_work(stage);
    if (work <= 0 || calendar->week_minutes == 0) {
        return count;
    }
    for (uint32_t i = 0; always && i < count; i++) {
        groups[i].minute += work;
    }
    uint32_t kept = always ? count : 0;
    for (uint32_t i = 0; !always && i < count;) {
        struct start start = start_at(calendar, groups[i].minute);
        struct group leaving = {end_of(calendar, &start, work), groups[i].first, groups[i].count};
        for (i++; i < count && groups[i].minute <= start.opening; i++) { /* they have waited for the same opening */
            leaving.count += groups[i].count;
        }
        groups[kept++] = leaving;
    }
    return kept;
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

/* The value that `rank` others stand before once sorted; reorders. C. A. R. Hoare, Algorithm 65: Find (1961). */
static int64_t select_rank(int64_t *values, int32_t count, int32_t rank)
{
    int32_t low = 0;
    int32_t high = count - 1;
    while (low < high) {
        int64_t pivot = values[rank];
        int32_t i = low;
        int32_t j = high;
        while (i <= j) {
            while (values[i] < pivot) {
                i++;
            }
            while (pivot < values[j]) {
                j--;
            }
            if (i <= j) {
                int64_t swapped = values[i];
                values[i++] = values[j];
                values[j--] = swapped;
            }
        }
        low = j < rank ? i : low;
        high = rank < i ? j : high;
    }
    return values[rank];
}

void pl_circuit_simulate(const struct pl_stage *stages, uint32_t count, struct pl_delays *out_delays)
{
    struct group groups[PL_WEEK_HOURS];
    if (count == 0) {
        *out_delays = (struct pl_delays){0}; /* nothing waits */
        return;
    }
    for (int32_t hour = 0; hour < PL_WEEK_HOURS; hour++) {
        groups[hour] = (struct group){(int64_t)hour * 60, hour, 1};
    }
    uint32_t groups_count = PL_WEEK_HOURS;
    int64_t spent = sum_of(groups, groups_count);
    int64_t largest = 0;
    out_delays->best = INT64_MAX;
    out_delays->worst = 0;
    out_delays->worst_hour = 0;
    out_delays->bottleneck = 0;
    for (uint32_t i = 0; i < count; i++) {
        groups_count = pass(&stages[i], groups, groups_count);
        int64_t now = sum_of(groups, groups_count);
        if (now - spent > largest) {
            largest = now - spent;
            out_delays->bottleneck = i;
        }
        spent = now;
    }
    int64_t waits[PL_WEEK_HOURS] = {0};
    for (uint32_t i = 0; i < groups_count; i++) {
        for (int32_t hour = groups[i].first; hour < groups[i].first + groups[i].count; hour++) {
            int64_t wait = groups[i].minute - (int64_t)hour * 60;
            waits[hour] = wait;
            out_delays->waits[hour] = wait;
            out_delays->best = wait < out_delays->best ? wait : out_delays->best;
            if (wait > out_delays->worst) {
                out_delays->worst = wait;
                out_delays->worst_hour = (uint32_t)hour;
            }
        }
    }
    out_delays->median = select_rank(waits, PL_WEEK_HOURS, MEDIAN_RANK - 1);
}
