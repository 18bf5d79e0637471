/* SPDX-License-Identifier: MIT
 * See schedule.h.
 */
#include "engine/schedule.h"

#include <string.h>

enum { MINUTES = 60, AIM_BITS = 20 };

/* ---- days -------------------------------------------------------------------------------------------------- */

struct pl_workdays pl_workdays(const uint16_t *ticks, uint32_t count, uint32_t per_week, struct pl_arena *arena)
{
    uint32_t *sums = pl_arena_array(arena, (size_t)count + 1, sizeof *sums);
    for (uint32_t day = 0; day < count; day++) {
        sums[day + 1] = sums[day] + ticks[day];
    }
    uint32_t *at = pl_arena_array(arena, (size_t)sums[count] / PL_TICKS + 1, sizeof *at);
    for (uint32_t day = 0, i = 0; day < count; day++) {
        for (; i * PL_TICKS < sums[day + 1]; i++) {
            at[i] = day;
        }
    }
    return (struct pl_workdays){count, per_week, sums, at};
}

/* The day that holds a tick. */
static uint32_t day_of(const struct pl_workdays *days, uint64_t tick)
{
    if (tick >= days->ticks[days->count]) {
        return days->count;
    }
    uint32_t day = days->at[tick / PL_TICKS];
    while (days->ticks[day + 1] <= tick) {
        day++;
    }
    return day;
}

uint32_t pl_workday_from(const struct pl_workdays *days, uint32_t day)
{
    return day >= days->count ? days->count : day_of(days, days->ticks[day]);
}

/* ---- the search -------------------------------------------------------------------------------------------- */

/* One decision on the way down: a task is placed, or the opening of an account waits until its worker has done
 * something else. */
struct move {
    uint32_t position; /* of the task in `order`; `count`: the opening waits */
    uint32_t worker;
    uint32_t free; /* of the worker, before it */
    bool opened, waits;
};

/* How far it is at least from the end of each task to an aim. */
struct way {
    int32_t *days;   /* by task; -1: the aim does not wait for it */
    uint32_t *order; /* tasks by worker, the longest way first */
    bool some;
};

struct search {
    const struct pl_instance *in;
    uint32_t *order;          /* tasks, what presses most first */
    uint32_t *chain;          /* tasks, each after those before it */
    uint32_t chained;         /* fewer than all where tasks wait for one another in a circle: those are never done */
    struct pl_list *after;    /* by task: those that wait for it */
    struct pl_slot *slots;    /* by task: placed, else the earliest that can be hoped for */
    uint32_t *waits_for;      /* by task: those before it that are not placed */
    bool *placed;             /* or left out of this search */
    bool *counts;             /* by task: not left out of this search */
    uint32_t *follows;        /* by task: one of the same worker that goes first, PL_NONE if none has to */
    uint32_t *ticks;          /* by task: what it takes; more if it need not come after an account is open, and does */
    uint64_t *first;          /* by task, then worker: ticks that the worker has yet to give before it */
    struct pl_list *later;    /* by task: those that come after it, at some remove, or for the sake of its urgency */
    struct pl_list *givers;   /* by task: the workers of those before it, its own apart */
    uint32_t *free;           /* by worker: the first tick not taken */
    uint32_t *urgent;         /* by worker: urgent tasks not placed */
    bool *opened;             /* by worker: an account */
    bool *waits;              /* by worker: what opens an account is not next */
    struct way ways[PL_AIMS]; /* to an account that is open, to the end; none to the first of several */
    struct move *moves;
    struct pl_outcome best;
    uint32_t to_place;     /* tasks that count, and are in no circle */
    uint32_t aim;          /* the last one that counts in this search */
    uint64_t value, bound; /* of the best, and of all */
};

static bool is_urgent(const struct pl_task *task)
{
    return task->urgent && task->before.count == 0;
}

static uint32_t never(const struct search *search)
{
    return search->in->days.ticks[search->in->days.count];
}

/* What a task takes at so many hours a week, rounded up. */
static uint32_t ticks_of(const struct search *search, uint32_t minutes, uint32_t hours)
{
    uint64_t per_hour = (uint64_t)MINUTES * hours;
    uint64_t ticks = hours == 0 ? never(search)
                                : ((uint64_t)minutes * PL_TICKS * search->in->days.per_week + per_hour - 1) / per_hour;
    return ticks == 0 ? 1 : ticks > never(search) ? never(search) : (uint32_t)ticks;
}

/* The earliest that a task can be done, after those before it and once its worker is free. */
static struct pl_slot slot_of(const struct search *search, uint32_t index)
{
    const struct pl_instance *in = search->in;
    const struct pl_workdays *days = &in->days;
    const struct pl_task *task = &in->tasks[index];
    struct pl_slot slot = {days->count, days->count, days->count, never(search), 0};
    uint64_t tick = search->free[task->worker] + search->first[index * in->workers_count + task->worker];
    uint32_t ready = task->from;
    for (uint32_t i = 0; i < task->before.count; i++) {
        uint32_t last = search->slots[task->before.items[i]].last;
        ready = last + 1 > ready ? last + 1 : ready;
    }
    for (uint32_t g = 0; g < search->givers[index].count; g++) {
        uint32_t giver = search->givers[index].items[g];
        uint64_t load = search->first[index * in->workers_count + giver];
        uint32_t day = load == 0 ? 0 : day_of(days, search->free[giver] + load - 1) + 1;
        ready = day > ready ? day : ready;
    }
    if (ready >= days->count) {
        return slot;
    }
    slot.ticks = search->opened[task->worker] ? ticks_of(search, task->minutes, in->workers[task->worker].later)
                                              : search->ticks[index];
    tick = tick < days->ticks[ready] ? days->ticks[ready] : tick;
    for (uint32_t w = 0; w <= in->windows_count && tick + slot.ticks <= never(search); w++) {
        slot.tick = (uint32_t)tick;
        slot.first = day_of(days, tick);
        slot.worked = day_of(days, tick + slot.ticks - 1);
        uint32_t whole = slot.first + task->lasts;
        slot.last = pl_workday_from(days, whole > slot.worked ? whole : slot.worked);
        if (!task->launches || w == in->windows_count) {
            return slot;
        }
        const struct pl_window *window = &in->windows[w];
        bool meets = slot.first <= window->to && slot.last >= window->from;
        tick = meets ? days->ticks[window->to + 1 < days->count ? window->to + 1 : days->count] : tick;
    }
    return (struct pl_slot){days->count, days->count, days->count, never(search), slot.ticks};
}

/* The day on which the first of some tasks is done, or all of them are: those that fell one blocker. */
static uint32_t day_of_fall(const struct search *search, const struct pl_list *blocker)
{
    uint32_t day = 0;
    for (uint32_t i = 0; i < blocker->count; i++) {
        uint32_t last = search->slots[blocker->items[i]].last;
        day = last > day ? last : day;
    }
    return day;
}

/* What there is of each aim as the tasks stand, the last day that counts included; 0 for what is no aim of this search.
 */
static void measure(const struct search *search, uint32_t aims[PL_AIMS])
{
    const struct pl_instance *in = search->in;
    uint32_t never_falls = in->days.count;
    uint32_t opening = UINT32_MAX;
    aims[0] = in->blockers_count == 0 ? 0 : never_falls;
    aims[2] = 0;
    for (uint32_t b = 0; b < in->blockers_count; b++) {
        uint32_t day = day_of_fall(search, &in->blockers[b]);
        aims[0] = day < aims[0] ? day : aims[0];
    }
    for (uint32_t i = 0; i < in->count && search->aim > 0; i++) {
        uint32_t last = search->slots[i].last;
        aims[2] = search->aim == 2 && last > aims[2] ? last : aims[2];
        opening = in->tasks[i].opens && last < opening ? last : opening;
    }
    aims[1] = opening == UINT32_MAX ? 0 : opening;
}

/* The aims as one number, the first in front. */
static uint64_t value_of(const uint32_t aims[PL_AIMS])
{
    return (uint64_t)aims[0] << 2 * AIM_BITS | (uint64_t)aims[1] << AIM_BITS | aims[2];
}

/* The earliest day of an aim, seen from each worker: who has yet to do some tasks has done them all at a certain tick
 * whatever the order, and from the last of them it is still some way. Seen so are those with the longest ways, one more
 * at a time; and all, whichever comes last. */
static uint32_t day_by_workers(const struct search *search, const struct way *way)
{
    const struct pl_instance *in = search->in;
    uint32_t day = 0;
    for (uint32_t p = 0; p < in->count;) {
        uint32_t start = p;
        uint32_t worker = in->tasks[way->order[p]].worker;
        uint64_t head = UINT64_MAX;
        uint64_t load = 0;
        for (; p < in->count && in->tasks[way->order[p]].worker == worker; p++) {
            uint32_t index = way->order[p];
            if (!search->placed[index] && way->days[index] >= 0) {
                head = search->slots[index].tick < head ? search->slots[index].tick : head;
                load += search->ticks[index];
                uint32_t done = day_of(&in->days, head + load - 1) + (uint32_t)way->days[index];
                day = done > day ? done : day;
            }
        }
        uint32_t least = load == 0 ? 0 : UINT32_MAX;
        for (uint32_t q = start; q < p && load > 0; q++) {
            uint32_t index = way->order[q];
            if (!search->placed[index] && way->days[index] >= 0) {
                uint32_t whole = day_of(&in->days, head + load - search->ticks[index]) + in->tasks[index].lasts;
                uint32_t worked = day_of(&in->days, head + load - 1);
                uint32_t last = (whole > worked ? whole : worked) + (uint32_t)way->days[index];
                least = last < least ? last : least;
            }
        }
        day = least > day ? least : day;
    }
    return pl_workday_from(&in->days, day);
}

/* No schedule below this node is better: what is not placed is where it would be if nothing else were in its way, all
 * that a worker has to do takes its time, and what was proven of the first aims stands. */
static uint64_t bound_of(struct search *search, uint32_t aims[PL_AIMS])
{
    for (uint32_t i = 0; i < search->chained; i++) {
        uint32_t task = search->chain[i];
        if (!search->placed[task]) {
            search->slots[task] = slot_of(search, task);
        }
    }
    measure(search, aims);
    bool enough = value_of(aims) >= search->value; /* nothing better than the best is below */
    for (uint32_t aim = 1; !enough && aim <= search->aim && aim < PL_AIMS; aim++) {
        uint32_t day = search->ways[aim].some ? day_by_workers(search, &search->ways[aim]) : 0;
        aims[aim] = day > aims[aim] ? day : aims[aim];
    }
    for (uint32_t aim = 0; aim < search->aim && aim < PL_AIMS; aim++) {
        aims[aim] = search->best.bounds[aim] > aims[aim] ? search->best.bounds[aim] : aims[aim];
    }
    return value_of(aims);
}

/* The ticks of a task no longer stand, or stand again, before those that come after it. */
static void move_load(struct search *search, uint32_t task, bool away)
{
    uint32_t workers = search->in->workers_count;
    uint64_t ticks = away ? 0 - (uint64_t)search->ticks[task] : search->ticks[task];
    const struct pl_list *later = &search->later[task];
    for (uint32_t i = 0; i < later->count; i++) {
        search->first[later->items[i] * workers + search->in->tasks[task].worker] += ticks;
    }
}

static void place(struct search *search, struct move *move, bool back)
{
    const struct pl_instance *in = search->in;
    uint32_t index = search->order[move->position];
    const struct pl_task *task = &in->tasks[index];
    const struct pl_slot *slot = &search->slots[index];
    search->placed[index] = !back;
    move_load(search, index, !back);
    for (uint32_t i = 0; i < search->after[index].count; i++) {
        search->waits_for[search->after[index].items[i]] += back ? 1 : UINT32_MAX;
    }
    search->urgent[move->worker] += !is_urgent(task) ? 0 : back ? 1 : UINT32_MAX;
    search->free[move->worker] = back                                       ? move->free
                                 : slot->tick + slot->ticks > never(search) ? never(search)
                                                                            : slot->tick + slot->ticks;
    search->opened[move->worker] = back ? move->opened : move->opened || task->opens;
    search->waits[move->worker] = back && move->waits;
}

static bool is_eligible(const struct search *search, uint32_t index)
{
    const struct pl_task *task = &search->in->tasks[index];
    return !search->placed[index] && search->waits_for[index] == 0 &&
           (search->urgent[task->worker] == 0 || is_urgent(task)) && !(task->opens && search->waits[task->worker]) &&
           (search->follows[index] == PL_NONE || search->placed[search->follows[index]]);
}

/* Whether it may pay to put the opening of an account off: a blocker still waits for who has fewer hours afterwards. */
static bool may_wait(const struct search *search, uint32_t worker)
{
    const struct pl_instance *in = search->in;
    bool may = false;
    for (uint32_t b = 0; b < in->blockers_count && in->workers[worker].later < in->workers[worker].hours; b++) {
        for (uint32_t i = 0; i < in->blockers[b].count; i++) {
            uint32_t task = in->blockers[b].items[i];
            may = may || (!search->placed[task] && in->tasks[task].worker == worker);
        }
    }
    return may && !search->opened[worker];
}

/* The next move of a node from a position in `order` on; false if there is none. Of the task that could be done first,
 * whoever does it takes that one next or one that begins before it would be done: any other would leave it room, and
 * come no earlier. `known`: the slots of this node are. */
static bool next_move(struct search *search, uint32_t from, bool known, struct move *out_move)
{
    const struct pl_instance *in = search->in;
    uint32_t soonest = PL_NONE;
    uint32_t done = 0;
    for (uint32_t p = 0; p < in->count; p++) {
        uint32_t index = search->order[p];
        if (is_eligible(search, index)) {
            if (!known) {
                search->slots[index] = slot_of(search, index);
            }
            uint32_t end = search->slots[index].tick + search->slots[index].ticks;
            end = search->slots[index].last == in->days.count ? UINT32_MAX : end;
            bool sooner = soonest == PL_NONE || end < done;
            done = sooner ? end : done;
            soonest = sooner ? p : soonest;
        }
    }
    if (soonest == PL_NONE) {
        return false;
    }
    uint32_t first = search->order[soonest];
    uint32_t worker = in->tasks[first].worker;
    *out_move = (struct move){0, worker, search->free[worker], search->opened[worker], search->waits[worker]};
    for (uint32_t p = from; p < in->count; p++) {
        uint32_t index = search->order[p];
        bool rival = done != UINT32_MAX && in->tasks[index].worker == worker && is_eligible(search, index) &&
                     search->slots[index].tick < done;
        if (p == soonest || rival) {
            out_move->position = p;
            return true;
        }
    }
    out_move->position = in->count;
    return from <= in->count && in->tasks[first].opens && may_wait(search, worker);
}

static void keep(struct search *search)
{
    uint32_t aims[PL_AIMS];
    measure(search, aims);
    if (value_of(aims) < search->value) {
        search->value = value_of(aims);
        memcpy(search->best.aims, aims, sizeof aims);
        memcpy(search->best.slots, search->slots, search->in->count * sizeof *search->slots);
    }
}

/* Depth first, the most pressing first, until the nodes are used up; `once`: as far down as the first schedule. */
static void explore(struct search *search, uint32_t nodes_most, bool once)
{
    const struct pl_instance *in = search->in;
    uint32_t depth = 0;
    uint32_t placed = 0; /* in this search */
    uint32_t from = 0;
    bool found = false;
    search->best.exact = true;
    for (;;) {
        struct move *move = &search->moves[depth];
        uint32_t aims[PL_AIMS];
        bool fresh = from == 0;
        bool whole = placed == search->to_place;
        if (whole) {
            keep(search);
            found = true;
        }
        bool cut = whole || (fresh && !once && bound_of(search, aims) >= search->value);
        bool spent = (once && found) || search->best.nodes >= nodes_most || search->value <= search->bound;
        search->best.exact = !(spent && search->value > search->bound);
        if (!spent && !cut && next_move(search, from, fresh && !once, move)) {
            search->best.nodes++;
            if (move->position == in->count) {
                search->waits[move->worker] = true;
            } else {
                place(search, move, false);
                placed++;
            }
            depth++;
            from = 0;
            continue;
        }
        if (depth == 0) {
            return;
        }
        depth--;
        if (search->moves[depth].position == search->in->count) {
            search->waits[search->moves[depth].worker] = search->moves[depth].waits;
        } else {
            place(search, &search->moves[depth], true);
        }
        placed -= search->moves[depth].position != in->count;
        from = search->moves[depth].position + 1;
        if (spent) {
            from = in->count + 1; /* only back up */
        }
    }
}

/* ---- preparing --------------------------------------------------------------------------------------------- */

/* Puts tasks into an order in which each comes after those before it, and finds out which precede which. */
static void chain_tasks(struct search *search, struct pl_arena *arena)
{
    const struct pl_instance *in = search->in;
    uint32_t *open = pl_arena_array(arena, (size_t)in->count + 1, sizeof *open);
    for (uint32_t i = 0; i < in->count; i++) {
        open[i] = in->tasks[i].before.count;
        for (uint32_t b = 0; b < in->tasks[i].before.count; b++) {
            pl_list_add(&search->after[in->tasks[i].before.items[b]], arena, i);
        }
        if (open[i] == 0) {
            search->chain[search->chained++] = i;
        }
    }
    for (uint32_t c = 0; c < search->chained; c++) {
        uint32_t index = search->chain[c];
        for (uint32_t a = 0; a < search->after[index].count; a++) {
            uint32_t next = search->after[index].items[a];
            if (--open[next] == 0) {
                search->chain[search->chained++] = next;
            }
        }
    }
    for (uint32_t c = 0; c < search->chained; c++) {
        uint32_t index = search->chain[c];
        const struct pl_task *task = &in->tasks[index];
        bool after = false; /* an opening by the same worker */
        for (uint32_t other = 0; other < in->count; other++) {
            bool own = in->tasks[other].worker == task->worker;
            bool precedes = is_urgent(&in->tasks[other]) && own && !is_urgent(task);
            for (uint32_t b = 0; b < task->before.count && !precedes; b++) {
                uint32_t before = task->before.items[b];
                precedes = before == other || pl_list_has(&search->later[other], before);
            }
            if (precedes) {
                pl_list_add(&search->later[other], arena, index);
                if (!own && !pl_list_has(&search->givers[index], in->tasks[other].worker)) {
                    pl_list_add(&search->givers[index], arena, in->tasks[other].worker);
                }
                after = after || (in->tasks[other].opens && own);
            }
        }
        search->ticks[index] =
            ticks_of(search, task->minutes, after ? in->workers[task->worker].later : in->workers[task->worker].hours);
    }
}

/* A task and all that comes before it count. */
static void count_in(struct search *search, uint32_t task)
{
    for (uint32_t i = 0; i < search->in->count; i++) {
        search->counts[i] = search->counts[i] || i == task || pl_list_has(&search->later[i], task);
    }
}

/* Which tasks count for the aims up to one: those that come before a blocker falls, or an account is open; all of them
 * for the last. False where there is no such aim. */
static bool choose_tasks(struct search *search, uint32_t aim)
{
    const struct pl_instance *in = search->in;
    bool some = aim == 2;
    for (uint32_t b = 0; b < in->blockers_count && aim == 0; b++) {
        for (uint32_t i = 0; i < in->blockers[b].count; i++) {
            count_in(search, in->blockers[b].items[i]);
            some = true;
        }
    }
    for (uint32_t i = 0; i < in->count; i++) {
        bool opens = aim == 1 && in->tasks[i].opens;
        some = some || opens;
        if (opens || aim == 2) {
            count_in(search, i);
        }
    }
    return some;
}

/* Nothing is placed, and each worker is to do what counts. */
static void begin(struct search *search, uint32_t aim)
{
    const struct pl_instance *in = search->in;
    search->aim = aim;
    search->value = UINT64_MAX;
    memset(search->first, 0, (size_t)in->count * in->workers_count * sizeof *search->first);
    for (uint32_t w = 0; w < in->workers_count; w++) {
        search->free[w] = search->urgent[w] = 0;
        search->opened[w] = search->waits[w] = false;
    }
    for (uint32_t i = 0; i < in->count; i++) {
        search->waits_for[i] = in->tasks[i].before.count;
        search->slots[i] = (struct pl_slot){in->days.count, in->days.count, in->days.count, never(search), 0};
        search->placed[i] = !search->counts[i];
        search->follows[i] = PL_NONE;
    }
    search->to_place = 0;
    for (uint32_t c = 0; c < search->chained; c++) {
        uint32_t index = search->chain[c];
        if (search->counts[index]) {
            search->to_place++;
            search->urgent[in->tasks[index].worker] += is_urgent(&in->tasks[index]);
            move_load(search, index, false);
        }
    }
}

static void sort_by(uint32_t *order, const uint64_t *keys, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = i;
        for (; at > 0 && keys[order[at - 1]] > keys[i]; at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

/* The ways to one aim: to the only task that opens an account, where there is only one, or to the end. A task that
 * takes so many open days spans weekends. */
static void measure_ways(struct search *search, uint32_t aim, struct pl_arena *arena)
{
    const struct pl_instance *in = search->in;
    struct way *way = &search->ways[aim];
    uint64_t *keys = pl_arena_array(arena, (size_t)in->count + 1, sizeof *keys);
    uint32_t openings = 0;
    way->days = pl_arena_array(arena, (size_t)in->count + 1, sizeof *way->days);
    way->order = pl_arena_array(arena, (size_t)in->count + 1, sizeof *way->order);
    for (uint32_t i = 0; i < in->count; i++) {
        openings += in->tasks[i].opens;
        way->days[i] = aim == 2 || in->tasks[i].opens ? 0 : -1;
    }
    way->some = aim == 2 || openings == 1;
    for (uint32_t c = search->chained; c-- > 0;) {
        uint32_t index = search->chain[c];
        for (uint32_t a = 0; a < search->after[index].count; a++) {
            uint32_t next = search->after[index].items[a];
            uint32_t open = (search->ticks[next] - 1) / PL_TICKS; /* days after the first */
            uint32_t span = open + open / in->days.per_week * (7 - in->days.per_week);
            span = in->tasks[next].lasts > span ? in->tasks[next].lasts : span;
            int32_t days = way->days[next] < 0 ? -1 : way->days[next] + 1 + (int32_t)span;
            way->days[index] = days > way->days[index] ? days : way->days[index];
        }
    }
    for (uint32_t i = 0; i < in->count; i++) {
        keys[i] = (uint64_t)in->tasks[i].worker << 32 | (uint32_t)((int64_t)INT32_MAX - way->days[i]);
    }
    sort_by(way->order, keys, in->count);
}

/* Where to look first: urgent tasks, then those with the longest way to go. */
static void sort_tasks(struct search *search, struct pl_arena *arena)
{
    const struct pl_instance *in = search->in;
    uint64_t *keys = pl_arena_array(arena, (size_t)in->count + 1, sizeof *keys);
    uint32_t *ways = pl_arena_array(arena, (size_t)in->count + 1, sizeof *ways);
    for (uint32_t c = search->chained; c-- > 0;) {
        uint32_t index = search->chain[c];
        const struct pl_task *task = &in->tasks[index];
        uint32_t days = search->ticks[index] / PL_TICKS + 1;
        for (uint32_t a = 0; a < search->after[index].count; a++) {
            uint32_t next = search->after[index].items[a];
            ways[index] = search->counts[next] && ways[next] > ways[index] ? ways[next] : ways[index];
        }
        ways[index] += days > task->lasts ? days : task->lasts;
        keys[index] = (uint64_t)!is_urgent(task) << 32 | (UINT32_MAX - ways[index]);
    }
    sort_by(search->order, keys, in->count);
}

/* The same with what the last search found in front, in its order: those tasks follow one another as they did. False
 * where there was none. */
static bool follow_best(struct search *search, const bool *had, struct pl_arena *arena)
{
    bool some = false;
    const struct pl_instance *in = search->in;
    uint64_t *keys = pl_arena_array(arena, (size_t)in->count + 1, sizeof *keys);
    uint32_t *lasts =
        pl_arena_array(arena, (size_t)in->workers_count + 1, sizeof *lasts); /* by worker: the task, from 1 */
    for (uint32_t p = 0; p < in->count; p++) {
        uint32_t index = search->order[p];
        some = some || had[index];
        keys[index] = had[index] ? search->best.slots[index].tick : (uint64_t)1 << 32 | p;
    }
    sort_by(search->order, keys, in->count);
    for (uint32_t p = 0; p < in->count && had[search->order[p]]; p++) {
        uint32_t *last = &lasts[in->tasks[search->order[p]].worker];
        search->follows[search->order[p]] = *last == 0 ? PL_NONE : *last - 1;
        *last = search->order[p] + 1;
    }
    return some;
}

struct pl_outcome pl_schedule(const struct pl_instance *in, uint32_t nodes_most, struct pl_arena *arena)
{
    size_t tasks = (size_t)in->count + 1;
    size_t workers = (size_t)in->workers_count + 1;
    struct search search = {
        .in = in,
        .order = pl_arena_array(arena, tasks, sizeof(uint32_t)),
        .chain = pl_arena_array(arena, tasks, sizeof(uint32_t)),
        .after = pl_arena_array(arena, tasks, sizeof(struct pl_list)),
        .slots = pl_arena_array(arena, tasks, sizeof(struct pl_slot)),
        .waits_for = pl_arena_array(arena, tasks, sizeof(uint32_t)),
        .placed = pl_arena_array(arena, tasks, sizeof(bool)),
        .counts = pl_arena_array(arena, tasks, sizeof(bool)),
        .follows = pl_arena_array(arena, tasks, sizeof(uint32_t)),
        .ticks = pl_arena_array(arena, tasks, sizeof(uint32_t)),
        .first = pl_arena_array(arena, tasks * workers, sizeof(uint64_t)),
        .later = pl_arena_array(arena, tasks, sizeof(struct pl_list)),
        .givers = pl_arena_array(arena, tasks, sizeof(struct pl_list)),
        .free = pl_arena_array(arena, workers, sizeof(uint32_t)),
        .urgent = pl_arena_array(arena, workers, sizeof(uint32_t)),
        .opened = pl_arena_array(arena, workers, sizeof(bool)),
        .waits = pl_arena_array(arena, workers, sizeof(bool)),
        .moves = pl_arena_array(arena, 2 * tasks,
                                sizeof(struct move)), /* before a task is placed at most one opening waits */
        .best = {.slots = pl_arena_array(arena, tasks, sizeof(struct pl_slot)), .exact = true},
    };
    bool *had = pl_arena_array(arena, tasks, sizeof *had);
    uint32_t *plain = pl_arena_array(arena, tasks, sizeof *plain);
    chain_tasks(&search, arena);
    measure_ways(&search, 1, arena);
    measure_ways(&search, 2, arena);
    for (uint32_t aim = 0; aim < PL_AIMS; aim++) { /* one aim after the other, with the tasks that count for it */
        uint32_t bounds[PL_AIMS];
        if (!choose_tasks(&search, aim)) {
            continue;
        }
        begin(&search, aim);
        search.bound = bound_of(&search, bounds);
        sort_tasks(&search, arena);
        memcpy(plain, search.order, in->count * sizeof *plain);
        if (follow_best(&search, had, arena)) {
            explore(&search, UINT32_MAX, true);
            memset(search.follows, 0xff, tasks * sizeof *search.follows);
        }
        uint64_t followed = search.value;
        for (uint32_t i = 0; i < in->count; i++) { /* the orders change places: what is better leads the search */
            uint32_t task = search.order[i];
            search.order[i] = plain[i];
            plain[i] = task;
        }
        explore(&search, UINT32_MAX, true);
        if (followed < UINT64_MAX && search.value == followed) {
            memcpy(search.order, plain, in->count * sizeof *plain);
        }
        explore(&search, search.best.nodes + nodes_most, false);
        search.best.exact = search.best.exact || search.value <= search.bound;
        memcpy(search.best.bounds, search.best.exact ? search.best.aims : bounds, sizeof bounds);
        memcpy(had, search.counts, tasks * sizeof *had);
    }
    return search.best;
}
