/* SPDX-License-Identifier: MIT
 * The bare circuit: how long a message takes by the hour of the week at which it is ready, everybody at the desk, no
 * holiday. Pure integers: minutes, and calendars. Knows no profile and no rule; engine/circuit_year.h puts people and a
 * year into it.
 */
#ifndef PL_ENGINE_CIRCUIT_H
#define PL_ENGINE_CIRCUIT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/delays.h"

enum { PL_WEEK_MINUTES = 10080, PL_DAY_MINUTES = 1440, PL_RANGES_MAX = 4, PL_STAGES_MAX = 50 };

/* When somebody works: the same ranges on each of the first days of the week, which starts on Monday at 0:00. A minute
 * belongs to the calendar if it starts inside a range. */
struct pl_calendar {
    struct {
        int32_t from, to; /* minutes of the day */
        int32_t before;   /* minutes worked in the day before `from` */
    } ranges[PL_RANGES_MAX];
    int32_t ranges_count;
    int32_t days;
    int32_t day_minutes;  /* of work in one day: `1d` */
    int32_t week_minutes; /* of work in one week: `1w`; 0: never open */
    bool keeps_holidays;  /* closed on public holidays; the bare circuit knows none */
};

/* `minutes` are pairs of minutes of the day, in order; at most PL_RANGES_MAX pairs count. */
void pl_calendar_init(struct pl_calendar *calendar, uint32_t days, const uint32_t *minutes, uint32_t count);
/* Whether whoever keeps `wide` is there whenever `narrow` is. */
bool pl_calendar_covers(const struct pl_calendar *wide, const struct pl_calendar *narrow);
/* The minutes of work that a day has seen by a minute of the day, and the minute at which so many have passed. */
int32_t pl_calendar_worked_by(const struct pl_calendar *calendar, int32_t minute);
int32_t pl_calendar_minute_after(const struct pl_calendar *calendar, int32_t worked);

/* The minute (from any Monday 0:00) at which `work` minutes are done for somebody who may start at `arrival`: the end
 * of the last minute worked. No work: at once, open or not. `work` is at most some ten years, so that 32 bits hold
 * fifty of them; a calendar of a minute a week makes ten thousand times as much of it. */
int64_t pl_calendar_advance(const struct pl_calendar *calendar, int64_t arrival, int32_t work);

/* One step as one class of messages meets it. */
enum { PL_NO_LIMIT = INT32_MAX };
struct pl_stage {
    const struct pl_calendar *calendar;
    int32_t work;     /* minutes of the calendar */
    int32_t limit;    /* minutes of the calendar after which silence ends it; PL_NO_LIMIT: never */
    uint32_t holders; /* any of whom can do it; 0: somebody is always there */
};

/* What it takes while everybody is there. */
static inline int32_t pl_stage_work(const struct pl_stage *stage)
{
    return stage->work < stage->limit ? stage->work : stage->limit;
}

void pl_circuit_simulate(const struct pl_stage *stages, uint32_t count, struct pl_delays *out_delays);

#endif
