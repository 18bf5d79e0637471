/* SPDX-License-Identifier: MIT
 * The simulation of the circuit against values worked out by hand and against a slow one that goes minute by minute; the smallest change
 * against brute force.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/circuit_year.h"
#include "engine/remedy.h"

#define DRAW_SEED 20111014
#include "draw.h"

static struct pl_calendar office, extended, always;
static int set_up(void **state)
{
    static const uint32_t office_day[] = {540, 720, 840, 1020};
    static const uint32_t extended_day[] = {480, 1260};
    static const uint32_t whole_day[] = {0, 1440};
    (void)state;
    pl_calendar_init(&office, 5, office_day, 4);
    pl_calendar_init(&extended, 7, extended_day, 2);
    pl_calendar_init(&always, 7, whole_day, 2);
    return 0;
}

enum { DAY = 1440, MONDAY = 0, FRIDAY = 4 * DAY, SATURDAY = 5 * DAY, NEXT_MONDAY = 7 * DAY };

static void calendars_have_their_days(void **state)
{
    (void)state;
    assert_int_equal(office.day_minutes, 360);
    assert_int_equal(office.week_minutes, 5 * 360);
    assert_int_equal(extended.day_minutes, 780);
    assert_int_equal(extended.week_minutes, 7 * 780);
    assert_int_equal(always.day_minutes, 1440);
    assert_int_equal(always.week_minutes, PL_WEEK_MINUTES);
}

static void work_ends_when_its_last_minute_has_passed(void **state)
{
    static const struct {
        int64_t arrival, work, end;
    } cases[] = {
        {MONDAY + 540, 60, MONDAY + 600},            /* at 9:00, an hour: 10:00 */
        {MONDAY + 0, 60, MONDAY + 600},              /* at night: from the opening on */
        {MONDAY + 690, 30, MONDAY + 720},            /* the last half hour of the morning */
        {MONDAY + 690, 31, MONDAY + 841},            /* one minute more: after lunch */
        {MONDAY + 720, 60, MONDAY + 900},            /* 12:00 is closed */
        {MONDAY + 719, 1, MONDAY + 720},             /* 11:59 starts inside */
        {MONDAY + 540, 360, MONDAY + 1020},          /* a day */
        {MONDAY + 541, 360, DAY + 541},              /* a day from 9:01 */
        {FRIDAY + 1019, 2, NEXT_MONDAY + 541},       /* over the weekend */
        {SATURDAY + 600, 90, NEXT_MONDAY + 630},     /* ready on Saturday at 10:00, out on Monday at 10:30 */
        {MONDAY + 540, 1800, FRIDAY + 1020},         /* a week */
        {MONDAY + 540, 1801, NEXT_MONDAY + 541},
        {MONDAY + 3, 0, MONDAY + 3},                 /* no work passes at once, open or not */
        {FRIDAY + 1020, 1, NEXT_MONDAY + 541},       /* 17:00 is closed */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(pl_calendar_advance(&office, cases[i].arrival, (int32_t)cases[i].work), cases[i].end);
    }
    assert_int_equal(pl_calendar_advance(&always, 12345, 100000), 112345);
    assert_int_equal(pl_calendar_advance(&extended, 1260, 1), DAY + 481);
}

static void one_office_hour(void **state)
{
    struct pl_stage stage = {&office, 60, PL_NO_LIMIT, 0};
    struct pl_delays delays;
    (void)state;
    pl_circuit_simulate(&stage, 1, &delays);
    assert_int_equal(delays.best, 60);
    /* Friday at 17:00 waits until Monday at 10:00: 65 hours */
    assert_int_equal(delays.worst, 65 * 60);
    assert_int_equal(delays.worst_hour, 4 * 24 + 17);
    assert_int_equal(delays.waits[5 * 24 + 10], (38 + 10) * 60);
    assert_int_equal(delays.bottleneck, 0);
}

static void nothing_to_wait_for(void **state)
{
    struct pl_delays delays;
    (void)state;
    pl_circuit_simulate(NULL, 0, &delays);
    assert_int_equal(delays.best, 0);
    assert_int_equal(delays.median, 0);
    assert_int_equal(delays.worst, 0);
}

/* Nobody is ever there: the step cannot be simulated and holds nothing up; without a wait the first step is named. */
static void nobody_is_ever_there(void **state)
{
    static const uint32_t office_day[] = {540, 720};
    struct pl_calendar never;
    struct pl_delays delays;
    (void)state;
    pl_calendar_init(&never, 0, office_day, 2);
    assert_int_equal(never.week_minutes, 0);
    const struct pl_stage stages[] = {{&never, 60, PL_NO_LIMIT, 0}, {&always, 0, PL_NO_LIMIT, 0}};
    delays.bottleneck = 9;
    pl_circuit_simulate(stages, 2, &delays);
    assert_int_equal(delays.worst, 0);
    assert_int_equal(delays.bottleneck, 0);
}

/* The calendars once more, in plain words. */
static bool is_open(const struct pl_calendar *calendar, int64_t minute)
{
    int64_t day = minute / DAY % 7;
    int64_t of_day = minute % DAY;
    if (calendar == &office) {
        return day < 5 && ((of_day >= 9 * 60 && of_day < 12 * 60) || (of_day >= 14 * 60 && of_day < 17 * 60));
    }
    return calendar == &always || (of_day >= 8 * 60 && of_day < 21 * 60);
}

static int64_t slow_advance(const struct pl_calendar *calendar, int64_t minute, int64_t work)
{
    for (; work > 0; minute++) {
        work -= is_open(calendar, minute);
    }
    return minute;
}

static const struct pl_calendar *draw_calendar(void)
{
    static const struct pl_calendar *const all[] = {&office, &office, &extended, &always};
    return all[draw(4)];
}

static struct pl_stage draw_stage(void)
{
    static const uint32_t sizes[] = {30, 300, 2000, 9000};
    return (struct pl_stage){draw_calendar(), draw(5) == 0 ? 0 : (int32_t)draw(sizes[draw(4)]), PL_NO_LIMIT, draw(3)};
}

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static void the_slow_simulator_agrees(void **state)
{
    (void)state;
    for (int round = 0; round < 150; round++) {
        struct pl_stage stages[5];
        uint32_t count = draw(5) + 1;
        for (uint32_t i = 0; i < count; i++) {
            stages[i] = draw_stage();
        }
        struct pl_delays fast;
        int64_t waits[PL_WEEK_HOURS];
        int64_t spent[5] = {0};
        pl_circuit_simulate(stages, count, &fast);
        for (uint32_t hour = 0; hour < PL_WEEK_HOURS; hour++) {
            int64_t minute = hour * 60;
            for (uint32_t i = 0; i < count; i++) {
                int64_t end = slow_advance(stages[i].calendar, minute, stages[i].work);
                spent[i] += end - minute;
                minute = end;
            }
            waits[hour] = minute - hour * 60;
            assert_int_equal(fast.waits[hour], waits[hour]);
        }
        for (uint32_t i = 0; i < count; i++) {
            assert_true(spent[i] <= spent[fast.bottleneck]);
        }
        qsort(waits, PL_WEEK_HOURS, sizeof *waits, compare);
        assert_int_equal(fast.best, waits[0]);
        assert_int_equal(fast.median, waits[83]);
        assert_int_equal(fast.worst, waits[167]);
    }
}

/* ---- a year ---------------------------------------------------------------------------------------------- */

static struct pl_arena arena;

static struct pl_year *draw_year(int64_t absent, int64_t spell)
{
    bool holidays[PL_YEAR_KNOWN] = {false};
    for (int32_t day = 0; day < PL_YEAR_KNOWN; day++) {
        holidays[day] = draw(30) == 0;
    }
    return pl_year_new(holidays, absent, spell, &arena);
}

/* Nobody is away and there is no holiday: the year is the bare circuit, an hour of the week as often as another. */
static void without_absence_the_year_is_bare(void **state)
{
    static const bool none[PL_YEAR_KNOWN];
    (void)state;
    struct pl_year *year = pl_year_new(none, 0, 1, &arena);
    for (int round = 0; round < 100; round++) {
        struct pl_stage stages[4];
        struct pl_delays bare;
        struct pl_means_of_year means;
        int64_t sum = 0;
        for (uint32_t i = 0; i < 4; i++) {
            stages[i] = draw_stage();
        }
        const struct pl_messages messages = {&always, draw(6000), 50};
        const struct pl_traffic traffic = {.of = {messages}, .count = 1, .by_hour = true};
        pl_circuit_simulate(stages, 4, &bare);
        const struct pl_percentiles real = *pl_year_percentiles(year, stages, 4, &traffic);
        pl_year_means(year, stages, 4, &messages, 0, &means);
        uint32_t within = 0;
        for (uint32_t hour = 0; hour < PL_WEEK_HOURS; hour++) {
            assert_int_equal(real.week[hour], bare.waits[hour]);
            within += bare.waits[hour] <= messages.target;
            sum += bare.waits[hour];
        }
        assert_int_equal(real.p50, bare.median);
        assert_int_equal(real.at_target, bare.median);
        assert_true(real.within * PL_WEEK_HOURS > within - 1e-6 && real.within * PL_WEEK_HOURS < within + 1e-6);
        assert_true(means.real * PL_WEEK_HOURS - (double)sum < 1 && (double)sum - means.real * PL_WEEK_HOURS < 1);
        assert_true(means.bare * PL_WEEK_HOURS - (double)sum < 1 && (double)sum - means.bare * PL_WEEK_HOURS < 1);
    }
}

/* One person, away a fifth of the days, a week of five on average: 80 % are out the same day; of the others one in five comes through on each
 * further day. */
static void one_person_who_is_away(void **state)
{
    static const bool none[PL_YEAR_KNOWN];
    (void)state;
    struct pl_year *year = pl_year_new(none, 20, 5, &arena);
    struct pl_stage stage = {&always, 60, PL_NO_LIMIT, 1};
    struct pl_percentiles real;
    const struct pl_traffic traffic = {.of = {{&extended, 60, 79}}, .count = 1};
    real = *pl_year_percentiles(year, &stage, 1, &traffic);
    assert_int_equal(real.p50, 60);
    assert_true(real.within > 0.8 - 1e-9 && real.within < 0.8 + 1e-9);
    assert_int_equal(real.at_target, 60);
    /* 0.2 x 0.8^k are left after k days more: under 5 % after seven; the day after that night begins at 0:00, and 13 hours share the lump */
    assert_true(real.p95 > 6 * DAY && real.p95 < 7 * DAY);
    stage.holders = 2;
    real = *pl_year_percentiles(year, &stage, 1, &traffic);
    assert_true(real.within > 0.96 - 1e-9 && real.within < 0.96 + 1e-9);
    stage.holders = 0;
    real = *pl_year_percentiles(year, &stage, 1, &traffic);
    assert_int_equal(real.p95, 60);
    stage = (struct pl_stage){&always, 60, 120, 1};
    real = *pl_year_percentiles(year, &stage, 1, &traffic);
    assert_int_equal(real.p95, 120);
}

/* ---- the smallest change --------------------------------------------------------------------------------- */

struct found {
    bool reaches;
    int64_t time; /* what counts when nothing reaches */
    uint32_t edits, weight;
};

static bool is_better(const struct found *a, const struct found *b)
{
    if (a->reaches != b->reaches) {
        return a->reaches;
    }
    if (!a->reaches && a->time != b->time) {
        return a->time < b->time;
    }
    return a->edits != b->edits ? a->edits < b->edits : a->weight < b->weight;
}

enum { TRIED = 4 };

static struct found try_all(struct pl_year *year, const struct pl_remediable *stages, uint32_t count, const struct pl_messages *messages)
{
    struct found best = {.reaches = false, .time = INT64_MAX, .edits = UINT32_MAX};
    uint32_t choice[TRIED] = {0}; /* 0: no edit */
    for (;;) {
        struct pl_stage form[TRIED];
        struct found now = {.reaches = false};
        for (uint32_t i = 0; i < count; i++) {
            const struct pl_option_of_stage *option = choice[i] == 0 ? NULL : &stages[i].options[choice[i] - 1];
            form[i] = option == NULL ? stages[i].stage : option->stage;
            now.edits += option == NULL ? 0 : option->edits_count;
            now.weight += option == NULL ? 0 : option->weight;
        }
        for (uint32_t i = 0; i < count; i++) {
            uint32_t grown = choice[i] == 0 ? UINT32_MAX : stages[i].options[choice[i] - 1].grown;
            if (grown != UINT32_MAX && form[grown].work > 0 && stages[i].stage.work > form[grown].work) {
                form[grown].work = stages[i].stage.work;
            }
        }
        const struct pl_traffic traffic = {.of = {*messages}, .count = 1};
        now.time = pl_year_percentiles(year, form, count, &traffic)->at_target;
        now.reaches = now.time <= messages->target;
        if (is_better(&now, &best)) {
            best = now;
        }
        uint32_t at = 0;
        while (at < count && ++choice[at] > stages[at].options_count) {
            choice[at++] = 0;
        }
        if (at == count) {
            return best;
        }
    }
}

static void draw_options(struct pl_remediable *stage, uint32_t index, uint32_t count)
{
    uint32_t wanted = stage->stage.work > 0 ? draw(4) : 0;
    for (uint32_t i = 0; i < wanted; i++) {
        struct pl_option_of_stage *option = &stage->options[stage->options_count++];
        *option = (struct pl_option_of_stage){{i}, 1 + draw(2), draw(6) + 1, stage->stage, UINT32_MAX};
        switch (draw(6)) {
        case 0: /* dropped, or checked after */
            option->stage.work = 0;
            break;
        case 1: /* other hours, the same work */
            option->stage.calendar = draw_calendar();
            break;
        case 2: /* less work */
            option->stage.work = stage->stage.work / 2;
            break;
        case 3: /* one more person */
            option->stage.holders += option->stage.holders > 0;
            break;
        case 4: /* silence ends it */
            option->stage.limit = 120;
            break;
        default: /* merged with a neighbour */
            option->grown = index > 0 ? index - 1 : index + 1 < count ? index + 1 : UINT32_MAX;
            option->stage.work = option->grown == UINT32_MAX ? option->stage.work : 0;
            break;
        }
    }
}

static struct pl_stage draw_short_stage(void)
{
    struct pl_stage stage = draw_stage();
    stage.work %= 500;
    return stage;
}

static void brute_force_agrees(void **state)
{
    (void)state;
    uint32_t reached = 0;
    uint32_t not_reached = 0;
    for (int round = 0; round < 600; round++) {
        struct pl_remediable stages[TRIED] = {{.options_count = 0}};
        uint32_t count = draw(TRIED) + 1;
        struct pl_year *year = draw_year(5 + draw(30), 1 + draw(8));
        for (uint32_t i = 0; i < count; i++) {
            stages[i].stage = draw_short_stage();
        }
        for (uint32_t i = 0; i < count; i++) {
            draw_options(&stages[i], i, count);
        }
        const struct pl_messages messages = {draw(2) == 0 ? &office : &extended, draw(2) == 0 ? draw(600) : draw(4000),
                                             draw(2) == 0 ? 90 : (int32_t)(50 + draw(49))};
        struct pl_remedy remedy;
        pl_remedy_find(year, stages, count, &messages, 0, &remedy);
        struct found best = try_all(year, stages, count, &messages);
        const struct pl_traffic traffic = {.of = {messages}, .count = 1};
        const struct pl_percentiles after = *pl_year_percentiles(year, remedy.stages, count, &traffic);
        assert_true(remedy.exact);
        assert_int_equal(remedy.reaches, best.reaches);
        assert_int_equal(after.at_target <= messages.target, best.reaches);
        assert_int_equal(remedy.edits_count, best.edits);
        assert_int_equal(remedy.weight, best.weight);
        assert_true(best.reaches || after.at_target == best.time);
        reached += best.reaches && best.edits > 0;
        not_reached += !best.reaches;
        pl_arena_reset(&arena);
    }
    assert_true(reached > 20);
    assert_true(not_reached > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendars_have_their_days),
        cmocka_unit_test(work_ends_when_its_last_minute_has_passed),
        cmocka_unit_test(one_office_hour),
        cmocka_unit_test(nothing_to_wait_for),
        cmocka_unit_test(nobody_is_ever_there),
        cmocka_unit_test(the_slow_simulator_agrees),
        cmocka_unit_test(without_absence_the_year_is_bare),
        cmocka_unit_test(one_person_who_is_away),
        cmocka_unit_test(brute_force_agrees),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, NULL);
}
