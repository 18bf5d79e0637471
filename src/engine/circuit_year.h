/* SPDX-License-Identifier: MIT
 * The real circuit: the bare one (engine/circuit.h) over a year with its public holidays, and with people who are away
 * now and then. Knows no profile, no rule and no place; the only floating point of the program is here.
 *
 * What is meant (the contract of the figures)
 * - Messages: one at each whole hour of 364 days from a Monday on at which the calendar of their class is open,
 * holidays left out if it keeps them. All count alike.
 * - Days: a calendar opens on the first days of the week, not on holidays if it keeps them. A step works in the ranges
 * of its open days only.
 * - People: a step has `holders`, any of whom can do it, and none of whom any other step knows of. On each day on which
 * its calendar opens a holder is present or absent, all day. Absent goes on to the next open day with probability 1 -
 * 1/m; present turns absent with q/(m(1-q)), which keeps the share q. When a message comes to the step, the state of
 * the open day on which it could first be worked on - today if the day is not over - has the stationary law: each
 * holder is absent with probability q. (A chain that is stationary one day is so on every other, so that it makes no
 * difference on which day one looks first.) On a day on which all are absent nothing is done; work done stays done.
 * - A time-out counts minutes of the calendar from arrival, whoever is there; work and time-out, whichever ends first.
 * - What takes no time passes at once, open or not, whoever is there.
 *
 * How it is counted
 * - A step is left by one of few doors: all absent today (it then goes on being so with (1 - 1/m)^holders: the wait is
 * geometric), or somebody there. For work of several days the chance that all are away tomorrow depends on for how many
 * days in a row somebody has been there and on how that began; those chances are worked out once for a number of
 * holders. So the distribution is carried from day to day exactly, as masses by what is left to do, one for each hour
 * at which messages were ready.
 * - Days of the start with the same holidays ahead, as far as one looks, are one. One looks as far as the percentiles
 * asked for lie, which some of the starts tell beforehand. Hours of the start that meet the first unfinished step
 * together are one.
 * - Means need no hours of the start: one pass over the year carries all messages together, until less than a millionth
 * of one is left.
 */
#ifndef PL_ENGINE_CIRCUIT_YEAR_H
#define PL_ENGINE_CIRCUIT_YEAR_H

#include "base/arena.h"
#include "engine/circuit.h"

enum {
    PL_YEAR_DAYS = 364,
    PL_YEAR_AHEAD = 1092,
    PL_YEAR_KNOWN = PL_YEAR_DAYS + PL_YEAR_AHEAD,
    PL_DAY_HOURS = 24,
    PL_HOLDERS_MAX = 53
};

/* Where and when, and how often people are away; made once for many simulations, each of which it remembers. Calendars
 * are told apart by their address. */
struct pl_year;
/* `holidays`: by day from a Monday on, PL_YEAR_KNOWN of them, whether it is a public holiday. `absent` of a hundred
 * days a holder is away, `spell` days at a time on average, and no less than goes with that share. Memory comes from
 * `arena`. */
struct pl_year *pl_year_new(const bool *holidays, int64_t absent, int64_t spell, struct pl_arena *arena);
/* Whether a year was made of these. */
bool pl_year_is(const struct pl_year *year, const bool *holidays, int64_t absent, int64_t spell);

/* Messages of a class and what is wanted of them. */
struct pl_messages {
    const struct pl_calendar *alive;
    int64_t target;  /* minutes */
    int32_t percent; /* that must be in time, 1 to 99 */
};
/* Messages that go the same way: one run tells of all. */
enum { PL_TRAFFIC_MAX = 4 };
struct pl_traffic {
    struct pl_messages of[PL_TRAFFIC_MAX];
    uint32_t count;
    int64_t no_more; /* minutes: about what is to be expected of p95 at most, 0 if that is not known; a hint, only time
                        depends on it */
    bool by_hour;    /* what nine in ten wait by the hour of the week is wanted too */
};

struct pl_percentiles {
    int64_t p50, p90, p95, at_target; /* minutes */
    double within;                    /* the share within the target */
    const int64_t *week; /* by the hour of the week at which they are ready, what nine in ten do not exceed; -1: there
                            are none then; or NULL */
};

/* The percentiles of the circuit, for each of the messages. What lies more than PL_YEAR_AHEAD days ahead is drawn out
 * from the last quarter before. They stay with the year. */
const struct pl_percentiles *pl_year_percentiles(struct pl_year *year, const struct pl_stage *stages, uint32_t count,
                                                 const struct pl_traffic *traffic);
/* Whether enough messages are in time: what a search asks. */
bool pl_year_meets(struct pl_year *year, const struct pl_stage *stages, uint32_t count,
                   const struct pl_messages *messages);
/* The minutes that `percent` of a hundred messages do not exceed, by the week at which they are ready; -1: there are
 * none then. */
void pl_year_by_week(struct pl_year *year, const struct pl_stage *stages, uint32_t count,
                     const struct pl_messages *messages, int32_t percent, int64_t out_minutes[PL_YEAR_WEEKS]);
/* The mean wait in minutes, and what it would be if nobody were away, then if there were no holidays either; the stage
 * that takes most of it. */
struct pl_means_of_year {
    double real, present, bare;
    uint32_t bottleneck;
};
void pl_year_means(struct pl_year *year, const struct pl_stage *stages, uint32_t count,
                   const struct pl_messages *messages, int64_t no_more, struct pl_means_of_year *out_means);
/* How many answers it remembers. */
uint32_t pl_year_known(const struct pl_year *year);
/* Days that steps have been gone through for since the beginning of a turn, by all simulations: a measure of the cost
 * of a search, so that what was known before counts as much as what was not. */
void pl_year_begin(struct pl_year *year);
int64_t pl_year_effort(const struct pl_year *year);

#endif
