/* SPDX-License-Identifier: MIT
 * See circuit_year.h, whose head says what is meant and how it is counted.
 */
#include "engine/circuit_year.h"

#include <stdlib.h>
#include <string.h>

/* `NOTHING_LEFT` of a message is none; a share is reached within `CLOSE`; a mean leaves `FEW` of the messages out. */
#define NOTHING_LEFT 1e-8
#define CLOSE 1e-9
#define FEW 1e-6

/* ---- the people of one step ------------------------------------------------------------------------------ */

/* How a stretch of days on which somebody was there began: as any day does, or after a day on which nobody was. */
enum beginning { AS_ANY, AFTER_NOBODY, BEGINNINGS };
enum {
    RUNS_MAX = 16
}; /* days in a row after which the chance that all are away has settled, to a ten-thousandth of a message and less */

struct law {
    double nobody;                     /* on a day of which nothing is known */
    double nobody_again;               /* tomorrow, if there is nobody today */
    double next[BEGINNINGS][RUNS_MAX]; /* nobody tomorrow, after [i + 1] days in a row with somebody */
    bool remembers;                    /* those differ */
};

/* Shifts a binomial law by one more trial. */
static void add_trial(double *chances, uint32_t trials, double chance)
{
    for (uint32_t i = trials + 1; i > 0; i--) {
        chances[i] = chances[i] * (1 - chance) + chances[i - 1] * chance;
    }
    chances[0] *= 1 - chance;
}

/* How many are absent tomorrow, by how many are today. */
struct turnover {
    double from[PL_HOLDERS_MAX + 1][PL_HOLDERS_MAX + 1];
};

/* `absent` has `people` + 1 entries. */
static void next_day(double *absent, uint32_t people, const struct turnover *turnover)
{
    double tomorrow[PL_HOLDERS_MAX + 1] = {0};
    for (uint32_t today = 0; today <= people; today++) {
        for (uint32_t i = 0; i <= people; i++) {
            tomorrow[i] += absent[today] * turnover->from[today][i];
        }
    }
    memcpy(absent, tomorrow, (people + 1) * sizeof *absent);
}

/* Goes on for as many days as somebody is there. */
static void follow(double *absent, uint32_t people, const struct turnover *turnover, double *out_next)
{
    for (uint32_t run = 0; run < RUNS_MAX; run++) {
        double somebody = 0;
        for (uint32_t i = 0; i < people; i++) {
            somebody += absent[i];
        }
        for (uint32_t i = 0; i < people; i++) {
            absent[i] = somebody > 0 ? absent[i] / somebody : 0;
        }
        absent[people] = 0;
        next_day(absent, people, turnover);
        out_next[run] = absent[people];
    }
}

static struct law *law_of(uint32_t people, double share, double back, struct pl_arena *arena)
{
    struct law *law = pl_arena_alloc(arena, sizeof *law);
    double stay = 1 - back;
    double fall = share * back / (1 - share);
    law->nobody = 1;
    law->nobody_again = 1;
    for (uint32_t i = 0; i < people; i++) {
        law->nobody *= share;
        law->nobody_again *= stay;
    }
    law->remembers = people > 1;
    double any_day[PL_HOLDERS_MAX + 1] = {1};
    double after_nobody[PL_HOLDERS_MAX + 1] = {[0] = 0};
    after_nobody[people] = 1;
    for (uint32_t i = 0; i < people; i++) {
        add_trial(any_day, i, share);
    }
    if (law->remembers) {
        struct turnover turnover = {{{0}}};
        for (uint32_t today = 0; today <= people; today++) {
            double *tomorrow = turnover.from[today];
            memset(tomorrow, 0, sizeof turnover.from[today]);
            tomorrow[0] = 1;
            for (uint32_t i = 0; i < people; i++) {
                add_trial(tomorrow, i, i < today ? stay : fall);
            }
        }
        next_day(after_nobody, people, &turnover);
        follow(any_day, people, &turnover, law->next[AS_ANY]);
        follow(after_nobody, people, &turnover, law->next[AFTER_NOBODY]);
    } else {
        law->next[AS_ANY][0] = law->next[AFTER_NOBODY][0] = fall;
    }
    return law;
}

/* ---- the year -------------------------------------------------------------------------------------------- */

/* Messages at one place: what is left to do there, and how much of the messages of each label (hours that fare alike)
 * is. */
enum door { NOT_SEEN, NOBODY, SOMEBODY }; /* its holders, on the last open day since it came */
struct place {
    int32_t left, limit; /* minutes */
    int32_t minute;      /* of the day, of those that arrive or leave */
    uint8_t door;        /* enum door */
    uint8_t beginning;   /* enum beginning */
    uint8_t run;         /* days in a row with somebody */
    uint8_t unused;
};
struct load {
    struct place at;
    uint32_t first, end; /* labels that have any */
    double mass[PL_DAY_HOURS];
};
struct loads {
    struct load *items;
    uint32_t count, room;
    uint32_t *slots;  /* by place: the number of an item, from 1; twice as many as there is room */
    uint32_t indexed; /* how many items stand there, if it is all of them; else it means nothing */
};

/* Some days of the start, of which the first stands for all. */
struct lane {
    int32_t day;
    uint32_t weight;
};
struct lanes {
    struct lane *items;
    uint32_t count;
};

/* How many messages take how many elapsed minutes, by day elapsed. */
struct bucket {
    struct cell {
        int32_t minute; /* of the day, from 1; 0: free */
        double mass;
    } * cells;
    uint32_t room, count;
    double mass;
};
struct spread {
    struct bucket *days;
    int32_t days_end, room;
};

/* Where messages wait for more than so many days the hour at which they were ready tells little, and so does the week:
 * one hour in the middle of the day stands for all, and every thirteenth week, then one, for the year. */
enum { FAR = 120, VERY_FAR = 360, QUARTER_WEEKS = 13 };
enum { WINDOWS = 7, FIRST_WINDOW = 2 }; /* 2, 4, … 64 days, all */

/* Where messages stand that come to the steps `later` days after the start: on an open day, on it but too late, or on a
 * closed one. */
enum arrival { IN_TIME, TOO_LATE, CLOSED, ARRIVALS };
struct gap_table {
    struct gaps *of[FAR * ARRIVALS]; /* by `later`, then arrival */
};

/* Calendars that are open on the same days: which those are, counted from the first. */
enum {
    OPENINGS_MAX = 4,
    STARTS_MAX = OPENINGS_MAX,
    WEEKDAYS = 8,
    REACHES = 7,
    SETS = 1 << PL_TRAFFIC_MAX,
    MEMO_LISTS = 128
};
/* So often a day lies so many days after the start. */
struct gap {
    uint16_t days, count;
};
/* Those of some days, in order: positions in `gaps` of a year. */
struct row {
    uint32_t first; /* 0: not counted yet */
    uint32_t count;
};
struct gaps {
    int16_t starts[PL_YEAR_WEEKS], firsts[PL_YEAR_WEEKS]; /* days, and the open day from which the others are counted */
    uint32_t count;
    struct row *rows; /* by number of open days that pass before */
};
struct opening {
    int32_t days;
    bool keeps_holidays;
    int32_t before[PL_YEAR_KNOWN + 1]; /* open days before a day */
    int32_t dates[PL_YEAR_KNOWN];      /* the day of an open day */
    int32_t count;
    struct gap_table *gaps[STARTS_MAX][WEEKDAYS]; /* see gaps_of(); starts are numbered as openings are */
};

struct pl_year {
    struct pl_arena *arena;
    bool holidays[PL_YEAR_KNOWN];
    int64_t absent, spell;
    double share, back; /* q, 1/m */
    struct law *laws[PL_HOLDERS_MAX + 1];
    struct lanes lanes[WINDOWS];
    struct loads waiting[PL_STAGES_MAX]; /* between two days, by stage; empty between two simulations, as is the rest */
    struct loads arriving, leaving, next;
    struct loads flows[4][FAR]; /* by day: see flow_through() */
    uint16_t so_often[FAR];     /* see row_of(); all 0 between two of them */
    struct gap *gaps;
    uint32_t gaps_count, gaps_room;
    double *through; /* see flow_into() */
    size_t through_room;
    struct opening *openings[OPENINGS_MAX];
    bool opens_every_day;                  /* days are counted by those that are open */
    struct spread spreads[PL_TRAFFIC_MAX]; /* by view */
    struct spread *left[SETS]; /* by the views that it counts for, then by label: minutes from the start of the day */
    struct spread gathered;
    struct memo *memos[MEMO_LISTS];
    uint32_t memos_count;
    int64_t effort;
    uint32_t turn;
};

/* What has been found out once. */
enum question { PERCENTILES, MEETS, MEAN };
struct memo {
    struct memo *next;
    enum question question;
    struct pl_traffic traffic;
    struct pl_stage *stages; /* those that take time, as they count */
    uint32_t stages_count;
    int64_t effort;
    uint32_t turn; /* in which that was counted */
    struct pl_percentiles percentiles[PL_TRAFFIC_MAX];
    double mean;
    uint32_t slowest;
    bool meets;
};

struct pl_year *pl_year_new(const bool *holidays, int64_t absent, int64_t spell, struct pl_arena *arena)
{
    struct pl_year *year = pl_arena_alloc(arena, sizeof *year);
    year->arena = arena;
    memcpy(year->holidays, holidays, sizeof year->holidays);
    year->absent = absent;
    year->spell = spell;
    year->turn = 1;
    year->share = (double)absent / 100;
    double least = year->share / (1 - year->share);
    double days = (double)spell > least ? (double)spell : least;
    year->back = days > 1 ? 1 / days : 1;
    return year;
}

bool pl_year_is(const struct pl_year *year, const bool *holidays, int64_t absent, int64_t spell)
{
    return year->absent == absent && year->spell == spell &&
           memcmp(year->holidays, holidays, sizeof year->holidays) == 0;
}

uint32_t pl_year_known(const struct pl_year *year)
{
    return year->memos_count;
}

void pl_year_begin(struct pl_year *year)
{
    year->effort = 0;
    year->turn++;
}

int64_t pl_year_effort(const struct pl_year *year)
{
    return year->effort;
}

/* The days that look alike for `window` days from each on. */
static const struct lanes *lanes_of(struct pl_year *year, uint32_t window)
{
    struct lanes *lanes = &year->lanes[window];
    if (lanes->items != NULL) {
        return lanes;
    }
    bool whole = window == WINDOWS - 1;
    int32_t length = FIRST_WINDOW << window;
    uint64_t ahead[PL_YEAR_DAYS] = {0};
    lanes->items = pl_arena_array(year->arena, PL_YEAR_DAYS, sizeof *lanes->items);
    for (int32_t day = 0; day < PL_YEAR_DAYS; day++) {
        uint64_t bits = 0;
        for (int32_t i = 0; i < length && !whole; i++) {
            bits |= (uint64_t)year->holidays[day + i] << i;
        }
        uint32_t at = 0;
        while (at < lanes->count && (whole || lanes->items[at].day % 7 != day % 7 || ahead[at] != bits)) {
            at++;
        }
        if (at == lanes->count) {
            ahead[at] = bits;
            lanes->items[lanes->count++] = (struct lane){day, 0};
        }
        lanes->items[at].weight++;
    }
    return lanes;
}

/* ---- the spread of what is waited ------------------------------------------------------------------------ */

static void clear_spread(struct spread *spread)
{
    for (int32_t day = 0; day < spread->days_end; day++) {
        struct bucket *bucket = &spread->days[day];
        if (bucket->count > 0) {
            memset(bucket->cells, 0, bucket->room * sizeof *bucket->cells);
        }
        bucket->count = 0;
        bucket->mass = 0;
    }
    spread->days_end = 0;
}

static struct cell *cell_of(const struct bucket *bucket, int32_t minute)
{
    uint32_t at = (uint32_t)minute * 2654435761u >> 20 &
                  (bucket->room - 1); /* D. E. Knuth, The Art of Computer Programming 3, 6.4 */
    while (bucket->cells[at].minute != 0 && bucket->cells[at].minute != minute) {
        at = (at + 1) & (bucket->room - 1);
    }
    return &bucket->cells[at];
}

static void widen(struct bucket *bucket, struct pl_arena *arena)
{
    struct bucket wider = *bucket;
    wider.room = bucket->room == 0 ? 16 : 4 * bucket->room;
    wider.cells = pl_arena_array(arena, wider.room, sizeof *wider.cells);
    for (uint32_t i = 0; i < bucket->room; i++) {
        if (bucket->cells[i].minute != 0) {
            *cell_of(&wider, bucket->cells[i].minute) = bucket->cells[i];
        }
    }
    *bucket = wider;
}

static void add_wait(struct spread *spread, int32_t minutes, double mass, struct pl_arena *arena)
{
    int32_t day = minutes / PL_DAY_MINUTES;
    int32_t minute = minutes - day * PL_DAY_MINUTES + 1;
    if (day >= spread->room) {
        int32_t room = day < 24 ? 48 : 2 * day;
        struct bucket *days = pl_arena_array(arena, (size_t)room, sizeof *days);
        if (spread->room > 0) {
            memcpy(days, spread->days, (size_t)spread->room * sizeof *days);
        }
        spread->days = days;
        spread->room = room;
    }
    struct bucket *bucket = &spread->days[day];
    if (2 * bucket->count >= bucket->room) {
        widen(bucket, arena);
    }
    struct cell *cell = cell_of(bucket, minute);
    bucket->count += cell->minute == 0;
    cell->minute = minute;
    cell->mass += mass;
    bucket->mass += mass;
    spread->days_end = day >= spread->days_end ? day + 1 : spread->days_end;
}

static int compare_cells(const void *left, const void *right)
{
    return ((const struct cell *)left)->minute - ((const struct cell *)right)->minute;
}

/* What is waited between one and two days, say, in order. Returns how many; there is room for all minutes of a day. */
static uint32_t cells_of_day(const struct spread *spread, int32_t day, struct cell *cells)
{
    const struct bucket *bucket = &spread->days[day];
    uint32_t count = 0;
    for (uint32_t i = 0; i < bucket->room; i++) {
        if (bucket->cells[i].minute != 0) {
            cells[count++] = bucket->cells[i];
        }
    }
    qsort(cells, count, sizeof *cells, compare_cells);
    return count;
}

static int64_t percentile(const struct spread *spread, double total, int32_t percent)
{
    struct cell cells[PL_DAY_MINUTES];
    double wanted = total * (double)percent / 100 - total * CLOSE;
    double sum = 0;
    int32_t day = 0;
    while (day < spread->days_end && sum + spread->days[day].mass < wanted) {
        sum += spread->days[day++].mass;
    }
    if (day == spread->days_end) {
        enum { QUARTER = 91 };
        double before = 0;
        double after = 0;
        for (int32_t d = 0; d < spread->days_end; d++) {
            before += d < spread->days_end - QUARTER ? spread->days[d].mass : 0;
            after += spread->days[d].mass;
        }
        double left = total - after;
        double ratio = total - before > 0 ? left / (total - before) : 1;
        int64_t at = spread->days_end;
        for (; ratio < 1 && left > total - wanted && at < (int64_t)1 << 20; at += QUARTER) {
            left *= ratio;
        }
        return at * PL_DAY_MINUTES;
    }
    uint32_t count = cells_of_day(spread, day, cells);
    uint32_t i = 0;
    while (i + 1 < count && sum + cells[i].mass < wanted) {
        sum += cells[i++].mass;
    }
    return (int64_t)day * PL_DAY_MINUTES + (count == 0 ? 0 : cells[i].minute - 1);
}

static double share_within(const struct spread *spread, double total, int64_t target)
{
    struct cell cells[PL_DAY_MINUTES];
    double sum = 0;
    int64_t last = target / PL_DAY_MINUTES;
    for (int32_t day = 0; day < spread->days_end && day < last; day++) {
        sum += spread->days[day].mass;
    }
    uint32_t count = last < spread->days_end ? cells_of_day(spread, (int32_t)last, cells) : 0;
    for (uint32_t i = 0; i < count && last * PL_DAY_MINUTES + cells[i].minute - 1 <= target; i++) {
        sum += cells[i].mass;
    }
    return sum / total;
}

/* ---- one step, one day ----------------------------------------------------------------------------------- */

struct step {
    const struct pl_calendar *calendar;
    const struct law *law; /* NULL: somebody is always there */
    struct loads *waiting;
    int32_t work, limit;
};

enum { FEW_LOADS = 16 }; /* more are indexed */

static struct load *room_for_one(struct loads *loads, struct pl_arena *arena)
{
    if (loads->count == loads->room) {
        struct load *items = pl_arena_array(arena, loads->room == 0 ? 4 : 2 * (size_t)loads->room, sizeof *items);
        if (loads->count > 0) {
            memcpy(items, loads->items, loads->count * sizeof *items);
        }
        loads->items = items;
        loads->room = loads->room == 0 ? 4 : 2 * loads->room;
        loads->slots =
            loads->room < FEW_LOADS ? NULL : pl_arena_array(arena, 2 * (size_t)loads->room, sizeof *loads->slots);
    }
    loads->indexed = 0;
    return &loads->items[loads->count++];
}

static bool is_same(const struct place *a, const struct place *b)
{
    return memcmp(a, b, sizeof *a) == 0; /* no padding */
}

/* The slot of a place, or the free one where it would go. */
static uint32_t slot_of(const struct loads *loads, const struct place *place)
{
    uint32_t last = 2 * loads->room - 1;
    uint32_t mixed = (uint32_t)place->left + (uint32_t)place->limit * 31 + (uint32_t)place->minute * 4099 +
                     ((uint32_t)place->door + 4u * place->beginning + 8u * place->run) * 65537;
    mixed = (mixed ^ mixed >> 15) * 2246822519u; /* A. Appleby, MurmurHash3 */
    uint32_t at = (mixed ^ mixed >> 13) & last;
    while (loads->slots[at] != 0 && !is_same(&loads->items[loads->slots[at] - 1].at, place)) {
        at = (at + 1) & last;
    }
    return at;
}

/* The load at a place, NULL if there is none: few are looked through, many are indexed. */
static struct load *find(struct loads *loads, const struct place *place)
{
    uint32_t i = loads->count;
    if (i < FEW_LOADS) {
        while (i > 0 && !is_same(&loads->items[i - 1].at, place)) {
            i--;
        }
        return i == 0 ? NULL : &loads->items[i - 1];
    }
    if (loads->indexed != loads->count) {
        memset(loads->slots, 0, 2 * (size_t)loads->room * sizeof *loads->slots);
        for (i = 0; i < loads->count; i++) {
            loads->slots[slot_of(loads, &loads->items[i].at)] = i + 1;
        }
        loads->indexed = loads->count;
    }
    uint32_t slot = loads->slots[slot_of(loads, place)];
    return slot == 0 ? NULL : &loads->items[slot - 1];
}

static void add_mass(struct load *to, const struct load *from, double share)
{
    if (to->first >= to->end) {
        to->first = to->end = from->first;
    }
    for (; to->first > from->first; to->first--) {
        to->mass[to->first - 1] = 0;
    }
    for (; to->end < from->end; to->end++) {
        to->mass[to->end] = 0;
    }
    for (uint32_t hour = from->first; hour < from->end; hour++) {
        to->mass[hour] += share * from->mass[hour];
    }
}

/* Adds a share of a load at another place; those at one place are one load. */
static void put(struct loads *loads, struct place place, const struct load *from, double share, struct pl_arena *arena)
{
    struct load *to = find(loads, &place);
    if (to == NULL) {
        bool indexed = loads->indexed == loads->count && loads->count >= FEW_LOADS && loads->count < loads->room;
        to = room_for_one(loads, arena);
        to->at = place;
        if (indexed) {
            uint32_t slot = slot_of(loads, &place);
            loads->slots[slot] = loads->count;
            loads->indexed = loads->count;
        }
        to->first = from->first;
        to->end = from->end;
        for (uint32_t hour = from->first; hour < from->end; hour++) {
            to->mass[hour] = share * from->mass[hour];
        }
        return;
    }
    add_mass(to, from, share);
}

static double chance_of_nobody(const struct law *law, const struct place *at)
{
    switch ((enum door)at->door) {
    case NOT_SEEN:
        return law->nobody;
    case NOBODY:
        return law->nobody_again;
    case SOMEBODY:
        return law->next[at->beginning][at->run - 1];
    }
    return 0;
}

/* Where the messages of a load leave, or what is left of them, after an open day of which `worked` minutes are over. */
static void work_on(struct pl_year *year, const struct step *step, const struct load *load, struct place at,
                    int32_t worked)
{
    int32_t today = step->calendar->day_minutes - worked;
    int32_t limit = at.limit == PL_NO_LIMIT ? PL_NO_LIMIT : at.limit - today; /* tomorrow */
    double nobody = step->law == NULL ? 0 : chance_of_nobody(step->law, &at);
    int32_t ends = at.left < at.limit ? at.left : at.limit;
    if (ends <= today) {
        struct place left = {.minute = pl_calendar_minute_after(step->calendar, worked + ends)};
        put(&year->leaving, left, load, 1 - nobody, year->arena);
    } else {
        bool remembers = step->law != NULL && step->law->remembers;
        struct place next = {.left = at.left - today, .limit = limit, .door = SOMEBODY, .run = 1};
        next.beginning = !remembers || at.door == NOT_SEEN ? AS_ANY : at.door == NOBODY ? AFTER_NOBODY : at.beginning;
        next.run = !remembers || at.door != SOMEBODY ? 1 : at.run < RUNS_MAX ? (uint8_t)(at.run + 1) : RUNS_MAX;
        next.beginning = next.run == RUNS_MAX ? AS_ANY : next.beginning; /* how it began is forgotten by then */
        put(&year->next, next, load, 1 - nobody, year->arena);
    }
    if (nobody > 0 && at.limit <= today) {
        struct place left = {.minute = pl_calendar_minute_after(step->calendar, worked + at.limit)};
        put(&year->leaving, left, load, nobody, year->arena);
    } else if (nobody > 0) {
        put(&year->next, (struct place){.left = at.left, .limit = limit, .door = NOBODY}, load, nobody, year->arena);
    }
}

static void swap(struct loads *a, struct loads *b)
{
    struct loads kept = *a;
    *a = *b;
    *b = kept;
}

static bool is_open(const struct pl_year *year, const struct pl_calendar *calendar, int32_t day)
{
    return day % 7 < calendar->days && !(calendar->keeps_holidays && year->holidays[day]);
}

/* What arrives at a step on a day, and what waits there, leaves or waits on. Then what has left is what arrives at the
 * next step. */
static void pass_day(struct pl_year *year, struct step *step, int32_t day)
{
    year->leaving.count = 0;
    year->effort += step->waiting->count + year->arriving.count;
    if (step->waiting->count + year->arriving.count == 0) {
        return;
    }
    bool open = year->opens_every_day || is_open(year, step->calendar, day);
    if (open) {
        year->next.count = 0;
        for (uint32_t i = 0; i < step->waiting->count; i++) {
            work_on(year, step, &step->waiting->items[i], step->waiting->items[i].at, 0);
        }
        swap(&year->next, step->waiting);
    }
    for (uint32_t i = 0; i < year->arriving.count; i++) {
        const struct load *load = &year->arriving.items[i];
        int32_t worked = open ? pl_calendar_worked_by(step->calendar, load->at.minute) : step->calendar->day_minutes;
        struct place arrived = {.left = step->work, .limit = step->limit, .door = NOT_SEEN};
        if (worked == step->calendar->day_minutes) {
            put(step->waiting, arrived, load, 1, year->arena);
        } else {
            swap(&year->next, step->waiting); /* what is left of it waits with the others */
            work_on(year, step, load, arrived, worked);
            swap(&year->next, step->waiting);
        }
    }
    swap(&year->arriving, &year->leaving);
}

/* Stages as normalise() gives them, as steps. */
static uint32_t take_steps(struct pl_year *year, const struct pl_stage *stages, uint32_t count, struct step *steps)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_stage *stage = &stages[i];
        struct law **law = &year->laws[stage->holders];
        if (stage->holders > 0 && *law == NULL) {
            *law = law_of(stage->holders, year->share, year->back, year->arena);
        }
        steps[i] = (struct step){stage->calendar, *law, &year->waiting[i], stage->work, stage->limit};
        steps[i].waiting->count = 0;
    }
    return count;
}

/* The hours of a day at which there are messages. */
static uint32_t hours_of(const struct pl_calendar *alive, int32_t out_hours[PL_DAY_HOURS])
{
    uint32_t count = 0;
    for (int32_t hour = 0; hour < PL_DAY_HOURS; hour++) {
        bool open = pl_calendar_worked_by(alive, hour * 60 + 1) > pl_calendar_worked_by(alive, hour * 60);
        if (open) {
            out_hours[count++] = hour;
        }
    }
    return count;
}

/* ---- days counted by those that are open --------------------------------------------------------------------
 * As long as all steps in a row open on the same days, the rest of the calendar tells nothing of how many open days
 * they take: they are gone through once, for each minute at which messages come to them. Which days those are is put in
 * afterwards: so often does so many open days from a day of the start end so many days later. Steps that open every day
 * go before and after; other mixtures go day by day, below. */

static const int32_t reaches[REACHES] = {4, 8, 16, 32, 64, FAR, PL_YEAR_AHEAD}; /* days looked ahead */

/* The number of the opening of a calendar, OPENINGS_MAX if there are too many. */
static uint32_t opening_of(struct pl_year *year, const struct pl_calendar *calendar)
{
    uint32_t at = 0;
    while (at < OPENINGS_MAX && year->openings[at] != NULL) {
        if (year->openings[at]->days == calendar->days &&
            year->openings[at]->keeps_holidays == calendar->keeps_holidays) {
            return at;
        }
        at++;
    }
    if (at == OPENINGS_MAX) {
        return at;
    }
    struct opening *opening = year->openings[at] = pl_arena_alloc(year->arena, sizeof *opening);
    opening->days = calendar->days;
    opening->keeps_holidays = calendar->keeps_holidays;
    for (int32_t day = 0; day < PL_YEAR_KNOWN; day++) {
        opening->before[day] = opening->count;
        if (is_open(year, calendar, day)) {
            opening->dates[opening->count++] = day;
        }
    }
    opening->before[PL_YEAR_KNOWN] = opening->count;
    return at;
}

/* How far the open days lie that follow the days of the start, those of a weekday, if messages come to the steps so
 * much later. */
static struct gaps *gaps_of(struct pl_year *year, struct opening *opening, uint32_t start, int32_t weekday,
                            int32_t later, enum arrival arrival)
{
    const struct opening *starts = year->openings[start];
    struct gap_table **table = &opening->gaps[start][weekday];
    size_t at = (size_t)later * ARRIVALS + arrival;
    if (*table == NULL) {
        *table = pl_arena_alloc(year->arena, sizeof **table);
    }
    if ((*table)->of[at] != NULL) {
        return (*table)->of[at];
    }
    struct gaps *gaps = (*table)->of[at] = pl_arena_alloc(year->arena, sizeof *gaps);
    gaps->rows = pl_arena_array(year->arena, (size_t)(FAR - later), sizeof *gaps->rows);
    for (int32_t day = weekday; day < PL_YEAR_DAYS; day += 7) {
        int32_t then = day + later;
        bool open = opening->before[then + 1] > opening->before[then];
        if (starts->before[day + 1] > starts->before[day] && open == (arrival != CLOSED)) {
            gaps->firsts[gaps->count] = (int16_t)(opening->before[then] + (arrival == TOO_LATE));
            gaps->starts[gaps->count++] = (int16_t)day;
        }
    }
    return gaps;
}

/* The gaps that were counted, in order. */
static struct row take_row(struct pl_year *year, int32_t least, int32_t most)
{
    if (year->gaps_count + FAR > year->gaps_room) {
        uint32_t room = 2 * year->gaps_room + 4096;
        struct gap *wider = pl_arena_array(year->arena, room, sizeof *wider);
        if (year->gaps_count > 0) {
            memcpy(wider, year->gaps, year->gaps_count * sizeof *wider);
        }
        year->gaps_count += year->gaps_count == 0; /* 0 is none */
        year->gaps = wider;
        year->gaps_room = room;
    }
    struct row row = {year->gaps_count, 0};
    for (int32_t gap = least; gap <= most; gap++) {
        if (year->so_often[gap] > 0) {
            year->gaps[row.first + row.count++] = (struct gap){(uint16_t)gap, year->so_often[gap]};
            year->so_often[gap] = 0;
        }
    }
    year->gaps_count += row.count;
    return row;
}

/* After so many open days more; of all weekdays (7) it is what those of each are together. */
static struct row row_of(struct pl_year *year, struct opening *opening, uint32_t start, int32_t weekday, int32_t later,
                         enum arrival arrival, int32_t open)
{
    struct gaps *gaps = gaps_of(year, opening, start, weekday, later, arrival);
    struct row parts[7];
    if (gaps->rows[open].first > 0) {
        return gaps->rows[open];
    }
    for (int32_t day = 0; day < 7 && weekday == 7; day++) {
        parts[day] = row_of(year, opening, start, day, later, arrival, open);
    }
    int32_t least = FAR;
    int32_t most = -1;
    for (uint32_t i = 0; i < gaps->count && weekday < 7; i++) {
        int32_t index = gaps->firsts[i] + open;
        int32_t gap = index < opening->count ? opening->dates[index] - gaps->starts[i] : FAR;
        if (gap < FAR) {
            year->so_often[gap]++;
            least = gap < least ? gap : least;
            most = gap > most ? gap : most;
        }
    }
    for (int32_t day = 0; day < 7 && weekday == 7; day++) {
        for (uint32_t i = parts[day].first; i < parts[day].first + parts[day].count; i++) {
            int32_t gap = year->gaps[i].days;
            year->so_often[gap] = (uint16_t)(year->so_often[gap] + year->gaps[i].count);
            least = gap < least ? gap : least;
            most = gap > most ? gap : most;
        }
    }
    gaps->rows[open] = take_row(year, least, most);
    return gaps->rows[open];
}

static void clear_flow(struct loads *flow, int32_t days)
{
    for (int32_t day = 0; day < days; day++) {
        flow[day].count = 0;
    }
}

/* Messages that arrive day after day at steps that are open every day, or whose open days are those counted: when they
 * leave them. */
static void flow_through(struct pl_year *year, struct step *steps, uint32_t count, const struct loads *in,
                         struct loads *out, int32_t days)
{
    int32_t last = -1; /* on which some arrive */
    for (int32_t day = 0; day < days; day++) {
        last = in[day].count > 0 ? day : last;
    }
    for (uint32_t i = 0; i < count; i++) {
        steps[i].waiting->count = 0;
    }
    year->opens_every_day = true;
    double waiting = 1;
    for (int32_t day = 0; day < days && (day <= last || waiting > NOTHING_LEFT); day++) {
        year->arriving.count = 0;
        for (uint32_t i = 0; i < in[day].count; i++) {
            *room_for_one(&year->arriving, year->arena) = in[day].items[i];
        }
        waiting = 0;
        for (uint32_t i = 0; i < count; i++) {
            pass_day(year, &steps[i], day);
            for (uint32_t j = 0; j < steps[i].waiting->count; j++) {
                const struct load *load = &steps[i].waiting->items[j];
                for (uint32_t hour = load->first; hour < load->end; hour++) {
                    waiting += load->mass[hour];
                }
            }
        }
        for (uint32_t i = 0; i < year->arriving.count; i++) {
            put(&out[day], (struct place){.minute = year->arriving.items[i].at.minute}, &year->arriving.items[i], 1,
                year->arena);
        }
    }
    year->opens_every_day = false;
}

/* By minute of arrival, on its first day: the response of steps to a message. At most as many minutes as a load has
 * hours. */
struct response {
    int32_t minutes[PL_DAY_HOURS];
    uint32_t count;
    struct loads *days;                 /* by open day; the labels of a load are positions among the minutes */
    uint16_t exits[PL_DAY_MINUTES + 1]; /* by minute at which messages leave the last step: its number, from 1 */
    uint32_t exits_count;
};

static uint32_t minute_of_response(struct response *response, int32_t minute)
{
    uint32_t at = 0;
    while (at < response->count && response->minutes[at] != minute) {
        at++;
    }
    if (at == response->count && at < PL_DAY_HOURS) {
        response->minutes[response->count++] = minute;
    }
    return at;
}

/* Adds a share of a load to the messages of the days that follow, as often as the gaps say; those are by day, then by
 * label. */
static void spread_out(const struct pl_year *year, struct row row, const struct load *load, double share,
                       uint32_t labels, double *days, int32_t days_end)
{
    for (uint32_t i = row.first; i < row.first + row.count && year->gaps[i].days < days_end; i++) {
        double *to = days + (size_t)year->gaps[i].days * labels;
        double times = year->gaps[i].count * share;
        for (uint32_t label = load->first; label < load->end; label++) {
            to[label] += times * load->mass[label];
        }
    }
}

/* Messages that arrive on one day, by the response that they meet; [0]: at the opening, or as if they came at the next.
 */
struct arrivals {
    struct load in_time[PL_DAY_HOURS];
    struct load too_late, all;
};

static void sort_arrivals(const struct loads *loads, const struct step *first, struct response *response,
                          struct arrivals *arrivals)
{
    for (uint32_t i = 0; i < response->count; i++) {
        arrivals->in_time[i].first = arrivals->in_time[i].end = 0;
    }
    arrivals->too_late.first = arrivals->too_late.end = arrivals->all.first = arrivals->all.end = 0;
    for (uint32_t i = 0; i < loads->count; i++) {
        const struct load *load = &loads->items[i];
        int32_t worked = pl_calendar_worked_by(first->calendar, load->at.minute);
        bool late = worked == first->calendar->day_minutes;
        add_mass(late ? &arrivals->too_late : &arrivals->in_time[minute_of_response(response, worked)], load, 1);
        add_mass(&arrivals->all, load, 1);
    }
}

/* Lets what arrives day after day, counted from the start, into steps that open on some days only. */
static void flow_into(struct pl_year *year, uint32_t start, int32_t weekday, struct opening *opening,
                      const struct step *first, uint32_t labels, const struct loads *in, struct response *response,
                      struct loads *out, uint32_t reach)
{
    struct arrivals arrivals;
    int32_t days = reaches[reach];
    size_t row = (size_t)days * labels; /* by day and label */
    size_t room = row * response->exits_count;
    if (room > year->through_room) {
        year->through = pl_arena_array(year->arena, room, sizeof *year->through);
        year->through_room = room;
    }
    if (room > 0) {
        memset(year->through, 0, room * sizeof *year->through);
    }
    for (int32_t later = 0; later < days; later++) {
        double some = 0;
        for (uint32_t i = 0; i < in[later].count; i++) {
            for (uint32_t label = in[later].items[i].first; label < in[later].items[i].end; label++) {
                some += in[later].items[i].mass[label];
            }
        }
        if (some <= NOTHING_LEFT) {
            continue;
        }
        sort_arrivals(&in[later], first, response, &arrivals);
        bool some_late = arrivals.too_late.first < arrivals.too_late.end;
        for (int32_t open = 0; open + later < days; open++) {
            if (response->days[open].count == 0) {
                continue;
            }
            struct row closed = row_of(year, opening, start, weekday, later, CLOSED, open);
            struct row late =
                some_late ? row_of(year, opening, start, weekday, later, TOO_LATE, open) : (struct row){0};
            struct row in_time = row_of(year, opening, start, weekday, later, IN_TIME, open);
            for (uint32_t j = 0; j < response->days[open].count; j++) {
                const struct load *answer = &response->days[open].items[j];
                double *leaving = year->through + row * (response->exits[answer->at.minute] - 1u);
                for (uint32_t at = answer->first; at < answer->end; at++) {
                    if (arrivals.in_time[at].end > 0) {
                        spread_out(year, in_time, &arrivals.in_time[at], answer->mass[at], labels, leaving, days);
                    }
                }
                if (answer->first == 0 && answer->end > 0) {
                    spread_out(year, late, &arrivals.too_late, answer->mass[0], labels, leaving, days);
                    spread_out(year, closed, &arrivals.all, answer->mass[0], labels, leaving, days);
                }
            }
        }
    }
    for (int32_t minute = 0; minute <= PL_DAY_MINUTES; minute++) {
        const double *leaving = year->through + row * (response->exits[minute] - 1u);
        for (int32_t day = 0; day < days && response->exits[minute] > 0; day++, leaving += labels) {
            uint32_t end = labels;
            while (end > 0 && leaving[end - 1] <= 0) {
                end--;
            }
            if (end > 0) {
                struct load *load = room_for_one(&out[day], year->arena);
                load->at = (struct place){.minute = minute};
                load->first = 0;
                load->end = end;
                memcpy(load->mass, leaving, end * sizeof *leaving);
            }
        }
    }
}

/* Steps in three parts: those that open every day, those that open on the same days, those that open every day again.
 */
struct parts {
    uint32_t before, some; /* how many of the first and of the second */
    struct opening *opening;
};

static bool opens_daily(const struct pl_calendar *calendar)
{
    return calendar->days == 7 && !calendar->keeps_holidays;
}

static bool take_parts(struct pl_year *year, const struct step *steps, uint32_t count, struct parts *out_parts)
{
    uint32_t i = 0;
    while (i < count && opens_daily(steps[i].calendar)) {
        i++;
    }
    *out_parts = (struct parts){.before = i};
    uint32_t opening = i < count ? opening_of(year, steps[i].calendar) : OPENINGS_MAX;
    uint32_t first = i;
    while (i < count && !opens_daily(steps[i].calendar) && opening_of(year, steps[i].calendar) == opening) {
        i++;
    }
    out_parts->some = i - first;
    while (i < count && opens_daily(steps[i].calendar)) {
        i++;
    }
    out_parts->opening = opening < OPENINGS_MAX ? year->openings[opening] : NULL;
    return i == count && (out_parts->some == 0 || out_parts->opening != NULL);
}

/* ---- what has been found out ------------------------------------------------------------------------------- */

/* The stages that take time, as they count. `present`: people are never away. */
static uint32_t normalise(const struct pl_year *year, const struct pl_stage *stages, uint32_t count, bool present,
                          struct pl_stage *out_stages)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct pl_stage stage = stages[i];
        if (pl_stage_work(&stage) <= 0 || stage.calendar->week_minutes == 0) {
            continue;
        }
        if (stage.limit <= stage.work) { /* silence ends it whoever is there */
            stage.work = stage.limit;
            stage.holders = 0;
        }
        stage.holders = present || year->share <= 0 ? 0 : stage.holders;
        stage.limit = stage.holders == 0 ? PL_NO_LIMIT : stage.limit;
        out_stages[taken++] = stage;
    }
    return taken;
}

static bool asks_the_same(const struct memo *memo, enum question question, const struct pl_stage *stages,
                          uint32_t count, const struct pl_traffic *traffic)
{
    bool same = memo->question == question && memo->stages_count == count && memo->traffic.count == traffic->count &&
                memo->traffic.no_more == traffic->no_more && memo->traffic.by_hour == traffic->by_hour;
    for (uint32_t i = 0; i < count && same; i++) {
        same = memo->stages[i].calendar == stages[i].calendar && memo->stages[i].work == stages[i].work &&
               memo->stages[i].limit == stages[i].limit && memo->stages[i].holders == stages[i].holders;
    }
    for (uint32_t i = 0; i < traffic->count && same; i++) {
        same = memo->traffic.of[i].alive == traffic->of[i].alive &&
               memo->traffic.of[i].target == traffic->of[i].target &&
               memo->traffic.of[i].percent == traffic->of[i].percent;
    }
    return same;
}

/* The place of an answer; `out_known`: it is there. What it cost counts once a turn, whether it was there or not. */
static struct memo *recall(struct pl_year *year, enum question question, const struct pl_stage *stages, uint32_t count,
                           const struct pl_traffic *traffic, bool *out_known)
{
    uint32_t mixed = (uint32_t)question + (uint32_t)traffic->of[0].target * 31;
    for (uint32_t i = 0; i < count; i++) {
        mixed = mixed * 2654435761u + (uint32_t)stages[i].work + ((uint32_t)stages[i].limit << 3) +
                (stages[i].holders << 20) + (uint32_t)stages[i].calendar->week_minutes;
    }
    struct memo **list = &year->memos[(mixed ^ mixed >> 16) % MEMO_LISTS];
    struct memo *memo = *list;
    while (memo != NULL && !asks_the_same(memo, question, stages, count, traffic)) {
        memo = memo->next;
    }
    *out_known = memo != NULL;
    if (memo == NULL) {
        memo = pl_arena_alloc(year->arena, sizeof *memo);
        memo->stages = pl_arena_array(year->arena, (size_t)count + 1, sizeof *stages);
        memo->next = *list;
        memo->question = question;
        memo->traffic = *traffic;
        memo->stages_count = count;
        memo->effort = year->effort; /* until it is answered */
        memcpy(memo->stages, stages, count * sizeof *stages);
        *list = memo;
        year->memos_count++;
    } else if (memo->turn != year->turn) {
        year->effort += memo->effort;
    }
    memo->turn = year->turn;
    return memo;
}

/* ---- percentiles ----------------------------------------------------------------------------------------- */

/* Classes of messages that are alive at the same hours. */
struct view {
    const struct pl_calendar *alive;
    uint32_t start;     /* the number of its opening */
    uint32_t hours;     /* of the day, bits */
    uint32_t looked_at; /* those of them gone through: all, or one that counts `times` */
    double times;
    double total; /* messages */
};

/* One simulation: which starts, and what way they go. */
struct run {
    struct pl_year *year;
    struct step steps[PL_STAGES_MAX];
    uint32_t steps_count;
    struct view views[PL_TRAFFIC_MAX];
    uint32_t views_count;
    uint32_t labels[PL_DAY_HOURS]; /* hours that fare alike, bits */
    uint32_t labels_count;
    int64_t target; /* not negative: only how many of the first view are within it is wanted */
    double within;
    bool in_parts; /* see flow_through() */
    struct parts parts;
    struct response response;
};

static uint32_t count_bits(uint32_t bits)
{
    uint32_t count = 0;
    for (; bits != 0; bits &= bits - 1) {
        count++;
    }
    return count;
}

static int32_t first_hour(uint32_t hours)
{
    int32_t hour = 0;
    while ((hours >> hour & 1) == 0) {
        hour++;
    }
    return hour;
}

static uint32_t view_of(const struct run *run, const struct pl_calendar *alive)
{
    uint32_t at = 0;
    while (at < run->views_count && run->views[at].alive != alive) {
        at++;
    }
    return at;
}

static struct run new_run(struct pl_year *year, const struct pl_stage *stages, uint32_t count,
                          const struct pl_traffic *traffic)
{
    struct run run = {.year = year, .target = -1};
    run.steps_count = take_steps(year, stages, count, run.steps);
    run.in_parts = take_parts(year, run.steps, run.steps_count, &run.parts);
    for (uint32_t i = 0; i < traffic->count; i++) {
        const struct pl_calendar *alive = traffic->of[i].alive;
        if (alive == NULL || view_of(&run, alive) < run.views_count) {
            continue;
        }
        int32_t hours[PL_DAY_HOURS];
        struct view *view = &run.views[run.views_count++];
        *view = (struct view){.alive = alive, .start = opening_of(year, alive)};
        for (uint32_t hour = hours_of(alive, hours); hour-- > 0;) {
            view->hours |= 1u << hours[hour];
        }
        run.in_parts = run.in_parts && view->start < OPENINGS_MAX;
    }
    return run;
}

/* Where a message of an hour stands when its first day with somebody's work left undone is over, or might be: from
 * there on those that stand together fare alike. On a day on which a step before is closed they wait together there. */
static int32_t standing_of(const struct run *run, int32_t hour)
{
    int32_t minute = 60 * hour;
    for (uint32_t i = 0; i < run->steps_count; i++) {
        const struct step *step = &run->steps[i];
        int32_t worked = pl_calendar_worked_by(step->calendar, minute);
        if (step->law != NULL || step->work > step->calendar->day_minutes - worked) {
            return (int32_t)i * (PL_DAY_MINUTES + 1) + worked;
        }
        minute = pl_calendar_minute_after(step->calendar, worked + step->work);
    }
    return (int32_t)run->steps_count * (PL_DAY_MINUTES + 1) + minute;
}

/* `far`: one hour in the middle of the day stands for all. */
static void set_labels(struct run *run, bool far)
{
    int32_t standing[PL_DAY_HOURS];
    uint32_t wanted = 0;
    for (uint32_t v = 0; v < run->views_count; v++) {
        struct view *view = &run->views[v];
        view->looked_at = view->hours;
        for (uint32_t left_out = count_bits(view->hours) / 2; far && left_out > 0; left_out--) {
            view->looked_at &= view->looked_at - 1;
        }
        view->looked_at = far ? view->looked_at & ~(view->looked_at - 1) : view->looked_at;
        view->times = view->hours == 0 ? 1 : (double)count_bits(view->hours) / count_bits(view->looked_at);
        wanted |= view->looked_at;
    }
    run->labels_count = 0;
    for (int32_t hour = 0; hour < PL_DAY_HOURS; hour++) {
        if ((wanted >> hour & 1) != 0) {
            int32_t stands = standing_of(run, hour);
            uint32_t at = 0;
            while (at < run->labels_count && standing[at] != stands) {
                at++;
            }
            run->labels[at] = at < run->labels_count ? run->labels[at] | 1u << hour : 1u << hour;
            standing[at] = stands;
            run->labels_count += at == run->labels_count;
        }
    }
}

static void add_messages(struct run *run, uint32_t view, double starts)
{
    run->views[view].total += starts * count_bits(run->views[view].hours);
}

static double hours_in_time(const struct run *run, uint32_t label, int32_t minutes)
{
    double count = 0;
    for (uint32_t hours = run->labels[label] & run->views[0].looked_at; hours != 0; hours &= hours - 1) {
        count += minutes - 60 * first_hour(hours) <= run->target;
    }
    return count * run->views[0].times;
}

/* Messages that are through; `views`: bits of those whose messages they are. */
static void take_leave(struct run *run, const struct loads *loads, int32_t days, double weight, uint32_t views,
                       double *left)
{
    struct pl_year *year = run->year;
    if (year->left[views] == NULL) {
        year->left[views] = pl_arena_array(year->arena, PL_DAY_HOURS, sizeof **year->left);
    }
    for (uint32_t i = 0; i < loads->count; i++) {
        const struct load *load = &loads->items[i];
        int32_t minutes = days * PL_DAY_MINUTES + load->at.minute;
        for (uint32_t label = load->first; label < load->end; label++) {
            *left -= load->mass[label];
            if (load->mass[label] <= 0) {
                continue;
            }
            if (run->target >= 0) {
                run->within += weight * load->mass[label] * hours_in_time(run, label, minutes);
            } else {
                add_wait(&year->left[views][label], minutes, weight * load->mass[label], year->arena);
            }
        }
    }
}

/* Messages ready on one day, for so many days, or until hardly more than a share of them is left. */
static void run_lane(struct run *run, const struct lane *lane, int32_t days, double share)
{
    struct pl_year *year = run->year;
    uint32_t views = 0;
    uint32_t hours = 0;
    double left = 0;
    for (uint32_t v = 0; v < run->views_count; v++) {
        if (is_open(year, run->views[v].alive, lane->day)) {
            views |= 1u << v;
            hours |= run->views[v].looked_at;
            add_messages(run, v, lane->weight);
        }
    }
    year->arriving.count = 0;
    for (uint32_t i = 0; i < run->steps_count; i++) {
        run->steps[i].waiting->count = 0;
    }
    for (uint32_t label = 0; label < run->labels_count; label++) {
        if ((run->labels[label] & hours) != 0) {
            struct load *load = room_for_one(&year->arriving, year->arena);
            load->at = (struct place){.minute = 60 * first_hour(run->labels[label])};
            load->first = label;
            load->end = label + 1;
            load->mass[label] = 1;
            left++;
        }
    }
    double enough = left * share;
    for (int32_t day = 0; day < days && left > enough; day++) {
        for (uint32_t i = 0; i < run->steps_count; i++) {
            pass_day(year, &run->steps[i], lane->day + day);
        }
        take_leave(run, &year->arriving, day, lane->weight, views, &left);
        year->arriving.count = 0;
    }
}

static bool keeps_holidays(const struct run *run)
{
    bool keeps = false;
    for (uint32_t v = 0; v < run->views_count; v++) {
        keeps = keeps || run->views[v].alive->keeps_holidays;
    }
    for (uint32_t i = 0; i < run->steps_count; i++) {
        keeps = keeps || run->steps[i].calendar->keeps_holidays;
    }
    return keeps;
}

/* Day by day, for all starts (7) or those of one day of the week. */
static void run_lanes(struct run *run, int32_t days, int32_t weekday)
{
    uint32_t window = 0;
    while (window < WINDOWS - 1 && FIRST_WINDOW << window < days) {
        window++;
    }
    const struct lanes *lanes = lanes_of(run->year, window);
    for (int32_t day = 0; day < 7 && !keeps_holidays(run); day++) { /* every week is the same */
        if (weekday == 7 || day == weekday) {
            run_lane(run, &(struct lane){day, PL_YEAR_WEEKS}, days, CLOSE);
        }
    }
    int32_t weeks = days > VERY_FAR ? PL_YEAR_WEEKS : QUARTER_WEEKS;
    for (int32_t day = 0; day < PL_YEAR_DAYS && keeps_holidays(run) && days > FAR; day++) {
        if (day / 7 % weeks == 0 && (weekday == 7 || day % 7 == weekday)) {
            run_lane(run, &(struct lane){day, (uint32_t)weeks}, days, CLOSE);
        }
    }
    for (uint32_t i = 0; i < lanes->count && keeps_holidays(run) && days <= FAR; i++) {
        if (weekday == 7 || lanes->items[i].day % 7 == weekday) {
            run_lane(run, &lanes->items[i], days, CLOSE);
        }
    }
}

/* In parts: what does not depend on the days of the start. False where there are too many minutes of arrival. Leaves
 * what comes to the second part in flows[0]. */
static bool prepare_parts(struct run *run, int32_t days)
{
    struct pl_year *year = run->year;
    struct loads *in = year->flows[0];
    struct loads *out = year->flows[1];
    clear_flow(out, days);
    for (uint32_t label = 0; label < run->labels_count; label++) {
        struct load one = {.first = label, .end = label + 1};
        one.mass[label] = 1;
        put(&out[0], (struct place){.minute = 60 * first_hour(run->labels[label])}, &one, 1, year->arena);
    }
    clear_flow(in, days);
    flow_through(year, run->steps, run->parts.before, out, in, days);
    run->response = (struct response){.days = year->flows[2]};
    if (run->parts.some == 0) {
        return true;
    }
    const struct step *first = &run->steps[run->parts.before];
    minute_of_response(&run->response, 0);
    for (int32_t day = 0; day < days; day++) {
        for (uint32_t i = 0; i < in[day].count; i++) {
            int32_t worked = pl_calendar_worked_by(first->calendar, in[day].items[i].at.minute);
            if (worked < first->calendar->day_minutes && minute_of_response(&run->response, worked) == PL_DAY_HOURS) {
                return false;
            }
        }
    }
    clear_flow(out, days);
    for (uint32_t i = 0; i < run->response.count; i++) {
        int32_t worked = run->response.minutes[i];
        struct load one = {.first = i, .end = i + 1};
        one.mass[i] = 1;
        put(&out[0], (struct place){.minute = worked == 0 ? 0 : pl_calendar_minute_after(first->calendar, worked)},
            &one, 1, year->arena);
    }
    clear_flow(run->response.days, days);
    flow_through(year, run->steps + run->parts.before, run->parts.some, out, run->response.days, days);
    for (int32_t day = 0; day < days; day++) {
        for (uint32_t i = 0; i < run->response.days[day].count; i++) {
            uint16_t *number = &run->response.exits[run->response.days[day].items[i].at.minute];
            *number = *number == 0 ? (uint16_t)++run->response.exits_count : *number;
        }
    }
    return true;
}

/* Then for all starts (7) or those of one day of the week; views of the same days together. */
static void run_parts(struct run *run, uint32_t reach, int32_t weekday)
{
    struct pl_year *year = run->year;
    int32_t days = reaches[reach];
    double left = 0;
    for (uint32_t done = 0; done < (1u << run->views_count) - 1;) {
        uint32_t first = (uint32_t)first_hour(~done);
        uint32_t start = run->views[first].start;
        uint32_t views = 0;
        double starts = 0;
        for (int32_t day = 0; day < PL_YEAR_DAYS; day++) {
            starts += (weekday == 7 || day % 7 == weekday) && is_open(year, run->views[first].alive, day);
        }
        for (uint32_t v = 0; v < run->views_count; v++) {
            if (run->views[v].start == start) {
                views |= 1u << v;
                add_messages(run, v, starts);
            }
        }
        done |= views;
        struct loads *out = year->flows[0];
        if (run->parts.some > 0) {
            out = year->flows[1];
            clear_flow(out, days);
            flow_into(year, start, weekday, run->parts.opening, &run->steps[run->parts.before], run->labels_count,
                      year->flows[0], &run->response, out, reach);
            uint32_t gone = run->parts.before + run->parts.some;
            if (gone < run->steps_count) {
                clear_flow(year->flows[3], days);
                flow_through(year, run->steps + gone, run->steps_count - gone, out, year->flows[3], days);
                out = year->flows[3];
            }
        }
        for (int32_t day = 0; day < days; day++) {
            take_leave(run, &out[day], day, run->parts.some > 0 ? 1 : starts, views, &left);
        }
    }
}

/* Adds what some have waited from the start of the day to what is waited from so many minutes after. */
static void add_spread(struct pl_year *year, const struct spread *from, int32_t after, double times, struct spread *to)
{
    for (int32_t day = 0; day < from->days_end; day++) {
        const struct bucket *bucket = &from->days[day];
        for (uint32_t i = 0; i < bucket->room && bucket->count > 0; i++) {
            if (bucket->cells[i].minute != 0) {
                add_wait(to, day * PL_DAY_MINUTES + bucket->cells[i].minute - 1 - after, times * bucket->cells[i].mass,
                         year->arena);
            }
        }
    }
}

/* What the messages of a view wait, from when they are ready. */
static void gather(const struct run *run, uint32_t view)
{
    for (uint32_t views = 0; views < SETS; views++) {
        for (uint32_t label = 0;
             label < run->labels_count && run->year->left[views] != NULL && (views >> view & 1) != 0; label++) {
            for (uint32_t hours = run->labels[label] & run->views[view].looked_at; hours != 0; hours &= hours - 1) {
                add_spread(run->year, &run->year->left[views][label], 60 * first_hour(hours), run->views[view].times,
                           &run->year->spreads[view]);
            }
        }
    }
}

static void clear_left(struct pl_year *year)
{
    for (uint32_t views = 0; views < SETS; views++) {
        for (uint32_t label = 0; label < PL_DAY_HOURS && year->left[views] != NULL; label++) {
            clear_spread(&year->left[views][label]);
        }
    }
}

static void clear_views(struct run *run)
{
    clear_left(run->year);
    for (uint32_t v = 0; v < run->views_count; v++) {
        clear_spread(&run->year->spreads[v]);
        run->views[v].total = 0;
    }
}

/* Whether so many days told enough of a spread to know a percentile: those of the last day may not all be there. */
static bool tells(const struct spread *spread, double total, int32_t percent, int32_t days)
{
    double sum = 0;
    for (int32_t day = 0; day < spread->days_end && day < days - 1; day++) {
        sum += spread->days[day].mass;
    }
    return sum >= total * (double)percent / 100;
}

static double mass_of(const struct spread *spread)
{
    double sum = 0;
    for (int32_t day = 0; day < spread->days_end; day++) {
        sum += spread->days[day].mass;
    }
    return sum;
}

/* By hour, what nine in ten messages of a view that are ready on a day of the week do not exceed. Returns whether that
 * is told. */
static bool take_hours(const struct run *run, uint32_t view, double starts, int32_t days, int64_t *out_day)
{
    enum { NINE_IN_TEN = 90 };
    struct pl_year *year = run->year;
    uint32_t all = run->views[view].hours;
    bool told = true;
    for (uint32_t label = 0; label < run->labels_count; label++) {
        uint32_t hours = run->labels[label] & run->views[view].looked_at;
        if (hours == 0) {
            continue;
        }
        clear_spread(&year->gathered);
        for (uint32_t views = 0; views < SETS; views++) {
            if ((views >> view & 1) != 0 && year->left[views] != NULL) {
                add_spread(year, &year->left[views][label], 0, 1, &year->gathered);
            }
        }
        told = told && tells(&year->gathered, starts, NINE_IN_TEN, days);
        int64_t through = percentile(&year->gathered, starts, NINE_IN_TEN);
        bool for_all = run->views[view].looked_at != all;
        for (uint32_t left = for_all ? all : hours; left != 0; left &= left - 1) {
            out_day[first_hour(left)] = through - INT64_C(60) * first_hour(for_all ? hours : left);
        }
    }
    return told;
}

/* So far the waits of all starts are looked at in a go, or those of a day of the week after another, with what nine in
 * ten do not exceed by hour. Returns whether that is told. */
static bool run_days(struct run *run, uint32_t reach, int32_t days, int64_t *const *weeks)
{
    bool told = true;
    clear_views(run);
    for (int32_t weekday = weeks[0] == NULL ? 7 : 0; weekday <= (weeks[0] == NULL ? 7 : 6); weekday++) {
        double before[PL_TRAFFIC_MAX] = {0};
        for (uint32_t v = 0; v < run->views_count; v++) {
            before[v] = run->views[v].total;
        }
        clear_left(run->year);
        if (run->in_parts) {
            run_parts(run, reach, weekday);
        } else {
            run_lanes(run, days, weekday);
        }
        for (uint32_t v = 0; v < run->views_count; v++) {
            gather(run, v);
            double starts =
                run->views[v].hours == 0 ? 0 : (run->views[v].total - before[v]) / count_bits(run->views[v].hours);
            told = (weeks[v] == NULL || starts <= 0 ||
                    take_hours(run, v, starts, days, weeks[v] + (ptrdiff_t)weekday * PL_DAY_HOURS)) &&
                   told;
        }
    }
    return told;
}

/* About the days after which so many in a hundred messages are through, by some of the starts; more than FAR if it is
 * not within. */
static int32_t guess_days(struct run *run, int32_t percent)
{
    int32_t days = 0;
    set_labels(run, true);
    clear_views(run);
    for (int32_t day = 0; day < 7; day++) {
        run_lane(run, &(struct lane){day * 50 + 21, 1}, FAR, (100 - percent) * 0.005);
    }
    for (uint32_t v = 0; v < run->views_count; v++) {
        gather(run, v);
        const struct spread *spread = &run->year->spreads[v];
        bool told = tells(spread, run->views[v].total, percent, FAR);
        int32_t through = told ? (int32_t)(percentile(spread, run->views[v].total, percent) / PL_DAY_MINUTES) : FAR;
        days = through > days ? through : days;
    }
    return days + days / 8 + 3;
}

const struct pl_percentiles *pl_year_percentiles(struct pl_year *year, const struct pl_stage *stages, uint32_t count,
                                                 const struct pl_traffic *traffic)
{
    struct pl_stage counted[PL_STAGES_MAX];
    int64_t *weeks[PL_TRAFFIC_MAX] = {NULL};
    bool known = false;
    count = normalise(year, stages, count, false, counted);
    struct memo *memo = recall(year, PERCENTILES, counted, count, traffic, &known);
    if (known) {
        return memo->percentiles;
    }
    struct run run = new_run(year, counted, count, traffic);
    int32_t most = 95;
    int64_t target = 0;
    for (uint32_t i = 0; i < traffic->count; i++) {
        most = traffic->of[i].percent > most ? traffic->of[i].percent : most;
        target = traffic->of[i].target > target ? traffic->of[i].target : target;
    }
    for (uint32_t v = 0; v < run.views_count && traffic->by_hour; v++) {
        weeks[v] = pl_arena_array(year->arena, PL_WEEK_HOURS, sizeof *weeks[v]);
        for (uint32_t i = 0; i < PL_WEEK_HOURS; i++) {
            weeks[v][i] = -1;
        }
    }
    int64_t expected = traffic->no_more / PL_DAY_MINUTES + 3; /* days */
    int32_t more = expected < reaches[0] ? reaches[0] : expected < PL_YEAR_AHEAD ? (int32_t)expected : PL_YEAR_AHEAD;
    int32_t days = guess_days(&run, most);
    days = target / PL_DAY_MINUTES + 2 > days
               ? (int32_t)(target / PL_DAY_MINUTES < FAR ? target / PL_DAY_MINUTES + 2 : FAR)
               : days;
    while (days > FAR && traffic->no_more == 0 && more <= FAR) {
        more *= 2;
    }
    days = days > FAR ? more : days;
    for (;;) {
        uint32_t reach = 0;
        while (reaches[reach] < days) {
            reach++;
        }
        set_labels(&run, days > FAR);
        run.in_parts = run.in_parts && days <= FAR && prepare_parts(&run, reaches[reach]);
        days = run.in_parts ? reaches[reach] : days;
        bool told = run_days(&run, reach, days, weeks);
        bool all = true;
        bool enough = target < (int64_t)(days - 1) * PL_DAY_MINUTES;
        for (uint32_t v = 0; v < run.views_count; v++) {
            all = all && mass_of(&year->spreads[v]) >= run.views[v].total * (1 - CLOSE);
            enough = enough && tells(&year->spreads[v], run.views[v].total, most, days);
        }
        if (all || (told && enough) || days == PL_YEAR_AHEAD) {
            break;
        }
        while (more <= days) {
            more = 2 * more < PL_YEAR_AHEAD ? 2 * more : PL_YEAR_AHEAD;
        }
        days = more;
    }
    for (uint32_t i = 0; i < traffic->count; i++) {
        uint32_t v = view_of(&run, traffic->of[i].alive);
        const struct spread *spread = &year->spreads[v];
        double total = run.views[v].total > 0 ? run.views[v].total : 1;
        memo->percentiles[i] = (struct pl_percentiles){percentile(spread, total, 50),
                                                       percentile(spread, total, 90),
                                                       percentile(spread, total, 95),
                                                       percentile(spread, total, traffic->of[i].percent),
                                                       share_within(spread, total, traffic->of[i].target),
                                                       weeks[v]};
    }
    memo->effort = year->effort - memo->effort;
    return memo->percentiles;
}

bool pl_year_meets(struct pl_year *year, const struct pl_stage *stages, uint32_t count,
                   const struct pl_messages *messages)
{
    struct pl_stage counted[PL_STAGES_MAX];
    const struct pl_traffic traffic = {.of = {*messages}, .count = 1};
    bool known = false;
    count = normalise(year, stages, count, false, counted);
    struct memo *memo = recall(year, MEETS, counted, count, &traffic, &known);
    if (known) {
        return memo->meets;
    }
    struct run run = new_run(year, counted, count, &traffic);
    int64_t needed = messages->target / PL_DAY_MINUTES + 2;
    int32_t days = needed < PL_YEAR_AHEAD ? (int32_t)needed : PL_YEAR_AHEAD;
    uint32_t reach = 0;
    while (reaches[reach] < days) {
        reach++;
    }
    run.target = messages->target;
    set_labels(&run, days > FAR);
    if (run.in_parts && days <= FAR && prepare_parts(&run, reaches[reach])) {
        run_parts(&run, reach, 7);
    } else {
        run_lanes(&run, days, 7);
    }
    memo->meets = run.within >= run.views[0].total * (double)messages->percent / 100 - run.views[0].total * CLOSE;
    memo->effort = year->effort - memo->effort;
    return memo->meets;
}

void pl_year_by_week(struct pl_year *year, const struct pl_stage *stages, uint32_t count,
                     const struct pl_messages *messages, int32_t percent, int64_t out_minutes[PL_YEAR_WEEKS])
{
    struct pl_stage counted[PL_STAGES_MAX];
    const struct pl_traffic traffic = {.of = {*messages}, .count = 1};
    count = normalise(year, stages, count, false, counted);
    struct run run = new_run(year, counted, count, &traffic);
    for (int32_t week = 0; week < PL_YEAR_WEEKS; week++) {
        bool enough = false;
        for (int32_t days = reaches[0]; !enough; days = 2 * days < PL_YEAR_AHEAD ? 2 * days : PL_YEAR_AHEAD) {
            set_labels(&run, days > FAR);
            clear_views(&run);
            for (int32_t day = 0; day < 7; day++) {
                run_lane(&run, &(struct lane){week * 7 + day, 1}, days, CLOSE);
            }
            gather(&run, 0);
            enough = days == PL_YEAR_AHEAD || tells(&year->spreads[0], run.views[0].total, percent, days);
        }
        out_minutes[week] = run.views[0].total > 0 ? percentile(&year->spreads[0], run.views[0].total, percent) : -1;
    }
}

/* ---- means ----------------------------------------------------------------------------------------------- */

/* All messages of the year in one go, from its first day on. Returns the mean wait; `out_bottleneck`: the step that
 * takes most of it. */
static double mean_of(struct pl_year *year, struct step *steps, uint32_t count, const struct pl_traffic *traffic,
                      uint32_t *out_bottleneck)
{
    const struct pl_calendar *alive = traffic->of[0].alive;
    int32_t hours[PL_DAY_HOURS];
    uint32_t hours_count = hours_of(alive, hours);
    if (traffic->no_more > (int64_t)FAR * PL_DAY_MINUTES) {
        hours[0] = hours[hours_count / 2];
        hours_count = 1;
    }
    double spent[PL_STAGES_MAX + 1] = {
        0}; /* the sum of when messages leave a step, minutes of the year; [0]: of when they are ready */
    double left = 0;
    double total = 0;
    int32_t day = 0;
    for (; day < PL_YEAR_DAYS || (day < PL_YEAR_KNOWN && left > total * FEW); day++) {
        bool ready = day < PL_YEAR_DAYS && is_open(year, alive, day);
        year->arriving.count = 0;
        for (uint32_t hour = 0; ready && hour < hours_count; hour++) {
            struct load *load = room_for_one(&year->arriving, year->arena);
            load->at = (struct place){.minute = 60 * hours[hour]};
            load->first = 0;
            load->end = 1;
            load->mass[0] = 1;
            spent[0] += (double)day * PL_DAY_MINUTES + load->at.minute;
            left++;
            total++;
        }
        for (uint32_t i = 0; i < count; i++) {
            pass_day(year, &steps[i], day);
            for (uint32_t j = 0; j < year->arriving.count; j++) {
                spent[i + 1] += year->arriving.items[j].mass[0] *
                                ((double)day * PL_DAY_MINUTES + year->arriving.items[j].at.minute);
            }
        }
        for (uint32_t j = 0; j < year->arriving.count; j++) {
            left -= year->arriving.items[j].mass[0];
        }
    }
    double most = 0;
    double waiting = 0;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < steps[i].waiting->count; j++) { /* the few that are left */
            waiting += steps[i].waiting->items[j].mass[0];
        }
        spent[i + 1] += waiting * (double)day * PL_DAY_MINUTES;
        steps[i].waiting->count = 0;
        if (spent[i + 1] - spent[i] > most + CLOSE * spent[i + 1]) {
            most = spent[i + 1] - spent[i];
            *out_bottleneck = i;
        }
    }
    return total > 0 ? (spent[count] - spent[0]) / total : 0;
}

/* The mean wait, and by position among the stages that take time the one that takes most of it. */
static double recall_mean(struct pl_year *year, const struct pl_stage *stages, uint32_t count, bool present,
                          const struct pl_traffic *traffic, uint32_t *out_slowest)
{
    struct pl_stage counted[PL_STAGES_MAX];
    struct step steps[PL_STAGES_MAX];
    bool known = false;
    count = normalise(year, stages, count, present, counted);
    struct memo *memo = recall(year, MEAN, counted, count, traffic, &known);
    if (!known) {
        memo->mean = mean_of(year, steps, take_steps(year, counted, count, steps), traffic, &memo->slowest);
        memo->effort = year->effort - memo->effort;
    }
    *out_slowest = memo->slowest;
    return memo->mean;
}

void pl_year_means(struct pl_year *year, const struct pl_stage *stages, uint32_t count,
                   const struct pl_messages *messages, int64_t no_more, struct pl_means_of_year *out_means)
{
    const struct pl_traffic traffic = {.of = {{messages->alive, 0, 0}}, .count = 1, .no_more = no_more};
    uint32_t slowest = 0;
    uint32_t unused = 0;
    out_means->real = recall_mean(year, stages, count, false, &traffic, &slowest);
    out_means->present = recall_mean(year, stages, count, true, &traffic, &unused);
    /* The mean of the bare circuit, over the starts of the year. */
    struct pl_delays bare;
    int32_t hours[PL_DAY_HOURS];
    uint32_t hours_count = hours_of(messages->alive, hours);
    double sum = 0;
    double total = 0;
    pl_circuit_simulate(stages, count, &bare);
    for (int32_t day = 0; day < PL_YEAR_DAYS; day++) {
        for (uint32_t hour = 0; is_open(year, messages->alive, day) && hour < hours_count; hour++) {
            sum += (double)bare.waits[day % 7 * PL_DAY_HOURS + hours[hour]];
            total++;
        }
    }
    out_means->bare = total > 0 ? sum / total : 0;
    out_means->bottleneck = 0;
    for (uint32_t i = 0, taken = 0; i < count; i++) {
        if (pl_stage_work(&stages[i]) > 0 && stages[i].calendar->week_minutes > 0 && taken++ == slowest) {
            out_means->bottleneck = i;
        }
    }
}
