/* SPDX-License-Identifier: MIT
 * When each of some tasks is done by whom, so that what matters comes as early as it can. Knows no profile: days are
 * numbered from the first one of a calendar, people are hours a week.
 *
 * Work is measured in ticks, of which an ordinary day on which offices are open has PL_TICKS, and one of a slack season
 * fewer: what a task takes of them depends on the hours of who does it. One who has eight hours a week needs them from
 * Monday to Friday.
 */
#ifndef PL_ENGINE_SCHEDULE_H
#define PL_ENGINE_SCHEDULE_H

#include "model/plan.h"

enum { PL_TICKS = 2400 };

/* The days on which people work. Nothing is done on day `count`: it stands for never. */
struct pl_workdays {
    uint32_t count;
    uint32_t per_week;     /* open days of an ordinary week */
    const uint32_t *ticks; /* by day, and for `count`: the ticks of all days before it */
    const uint32_t *at;    /* by so many PL_TICKS: the day that holds that tick */
};
/* From the ticks that each day has; memory comes from `arena`. */
struct pl_workdays pl_workdays(const uint16_t *ticks, uint32_t count, uint32_t per_week, struct pl_arena *arena);
/* The first day from a day on that has ticks, `count` where none has. */
uint32_t pl_workday_from(const struct pl_workdays *days, uint32_t day);

struct pl_worker {
    uint32_t hours; /* a week */
    uint32_t later; /* for what comes after a task that opens an account, which has to be run; not more than `hours` */
};
struct pl_task {
    uint32_t worker, minutes;
    uint32_t from;         /* the day before which it does not begin; 0 if it is urgent */
    uint32_t lasts;        /* days of the calendar from its first to its last, at least */
    struct pl_list before; /* tasks that are done the day before it begins, at the latest */
    bool urgent;           /* where nothing comes before it: it goes before what is not urgent of its worker */
    bool opens, launches;  /* an account; something that no day between `from` and `to` of a window may see */
};
struct pl_window {
    uint32_t from, to;
};
struct pl_instance {
    struct pl_workdays days;
    const struct pl_task *tasks;
    const struct pl_worker *workers;
    const struct pl_window *windows; /* in order */
    const struct pl_list *blockers;  /* of each the tasks with which it falls */
    uint32_t count, workers_count, windows_count, blockers_count;
};

/* The first day of a task, the last on which somebody works at it, its last. */
struct pl_slot {
    uint32_t first, worked, last;
    uint32_t tick, ticks; /* when work begins, and what it takes */
};

/* What is made as small as can be, the first before the second before the third: the day on which the first blocker
 * falls, that on which the first account is open, that on which all is done; 0 where there is none. */
enum { PL_AIMS = 3 };
struct pl_outcome {
    struct pl_slot *slots; /* by task */
    uint32_t aims[PL_AIMS];
    uint32_t bounds[PL_AIMS]; /* no schedule is better than these */
    uint32_t nodes;
    bool exact; /* none is better than this one */
};

/* Branch and bound over the active schedules, in which nobody could do a task earlier without putting another one off
 * (Giffler and Thompson 1960): the serial scheme, one task after another at its earliest. Bounds are critical paths
 * with, before each task, all that its owners have to do first. Beyond `nodes_most` nodes the best found stands, and
 * `bounds` say how far from the best it can be. */
struct pl_outcome pl_schedule(const struct pl_instance *instance, uint32_t nodes_most, struct pl_arena *arena);

#endif
