/* SPDX-License-Identifier: MIT
 * How long a message takes through the validation circuit, by the hour of the week at which it is ready. Pure integers: minutes, and
 * calendars as intervals of the week. Knows no profile and no rule.
 */
#ifndef PL_ENGINE_CIRCUIT_H
#define PL_ENGINE_CIRCUIT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/delays.h"

enum { PL_WEEK_MINUTES = 10080, PL_INTERVALS_MAX = 28, PL_STAGES_MAX = 50 };

/* When somebody works. Minutes of the week from Monday 0:00; a minute belongs to the calendar if it starts inside an interval. */
struct pl_calendar {
    struct {
        int32_t from, to;
        int32_t before; /* minutes worked in the week before `from` */
    } intervals[PL_INTERVALS_MAX];
    int32_t intervals_count;
    int32_t day_minutes;  /* of work in one day: `1d` */
    int32_t week_minutes; /* of work in one week: `1w`; 0: never open */
};

/* A calendar open on the first `days` days of the week, between pairs of minutes of the day. */
void pl_calendar_init(struct pl_calendar *calendar, uint32_t days, const uint32_t *minutes, uint32_t count);

/* The minute (from any Monday 0:00) at which `work` minutes are done for somebody who may start at `arrival`: the end of the last minute
 * worked. No work: at once, open or not. */
int64_t pl_calendar_advance(const struct pl_calendar *calendar, int64_t arrival, int64_t work);

/* One step as one class of messages meets it. */
struct pl_stage {
    const struct pl_calendar *calendar;
    int64_t work; /* minutes of the calendar */
};

void pl_circuit_simulate(const struct pl_stage *stages, uint32_t count, struct pl_delays *out_delays);
/* How many of the 168 hours are out within `target` minutes, and the longest wait, without the rest: what a search asks. */
uint32_t pl_circuit_within(const struct pl_stage *stages, uint32_t count, int64_t target, int64_t *out_worst);

#endif
