/* SPDX-License-Identifier: MIT
 * Schedules the instances of standard input, numbers between spaces, for tests/suites/roadmap.py: nodes; days and their ticks;
 * workers with hours and later hours; windows with their days; tasks with worker, minutes, first day, days that they last, urgent,
 * opens, launches, and those before it; blockers with their tasks. Each list after its count. Prints a line each:
 * whether it is proven, the aims, their bounds, and first, worked and last day of each task.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/schedule.h"

static bool read_number(uint32_t *out_number)
{
    return scanf("%" SCNu32, out_number) == 1;
}

static uint32_t next(void)
{
    uint32_t number = 0;
    if (!read_number(&number)) {
        exit(1);
    }
    return number;
}

static struct pl_list next_list(struct pl_arena *arena)
{
    struct pl_list list = {.count = next()};
    list.items = pl_arena_array(arena, (size_t)list.count + 1, sizeof *list.items);
    for (uint32_t i = 0; i < list.count; i++) {
        list.items[i] = next();
    }
    return list;
}

static void solve(uint32_t nodes, struct pl_arena *arena)
{
    struct pl_list days = next_list(arena);
    uint16_t *ticks = pl_arena_array(arena, (size_t)days.count + 1, sizeof *ticks);
    for (uint32_t i = 0; i < days.count; i++) {
        ticks[i] = (uint16_t)days.items[i];
    }
    struct pl_instance in = {.days = pl_workdays(ticks, days.count, 5, arena)};
    in.workers_count = next();
    struct pl_worker *workers = pl_arena_array(arena, (size_t)in.workers_count + 1, sizeof *workers);
    for (uint32_t i = 0; i < in.workers_count; i++) {
        workers[i].hours = next();
        workers[i].later = next();
    }
    in.windows_count = next();
    struct pl_window *windows = pl_arena_array(arena, (size_t)in.windows_count + 1, sizeof *windows);
    for (uint32_t i = 0; i < in.windows_count; i++) {
        windows[i].from = next();
        windows[i].to = next();
    }
    in.count = next();
    struct pl_task *tasks = pl_arena_array(arena, (size_t)in.count + 1, sizeof *tasks);
    for (uint32_t i = 0; i < in.count; i++) {
        tasks[i].worker = next();
        tasks[i].minutes = next();
        tasks[i].from = next();
        tasks[i].lasts = next();
        tasks[i].urgent = next() != 0;
        tasks[i].opens = next() != 0;
        tasks[i].launches = next() != 0;
        tasks[i].before = next_list(arena);
    }
    in.blockers_count = next();
    struct pl_list *blockers = pl_arena_array(arena, (size_t)in.blockers_count + 1, sizeof *blockers);
    for (uint32_t i = 0; i < in.blockers_count; i++) {
        blockers[i] = next_list(arena);
    }
    in.tasks = tasks;
    in.workers = workers;
    in.windows = windows;
    in.blockers = blockers;
    struct pl_outcome outcome = pl_schedule(&in, nodes, arena);
    printf("%d", outcome.exact);
    for (uint32_t aim = 0; aim < PL_AIMS; aim++) {
        printf(" %" PRIu32 " %" PRIu32, outcome.aims[aim], outcome.bounds[aim]);
    }
    for (uint32_t i = 0; i < in.count; i++) {
        const struct pl_slot *slot = &outcome.slots[i];
        printf(" %" PRIu32 " %" PRIu32 " %" PRIu32, slot->first, slot->worked, slot->last);
    }
    printf("\n");
}

int main(void)
{
    struct pl_arena arena = {0};
    uint32_t nodes = 0;
    while (read_number(&nodes)) {
        solve(nodes, &arena);
        pl_arena_reset(&arena);
    }
    pl_arena_done(&arena);
    return 0;
}
