/* SPDX-License-Identifier: MIT
 * See schedule.h.
 */
#include "model/schedule.h"

enum { WEEK = 7 };

/* 0 for Monday: 1970-01-01 was a Thursday. */
static int64_t weekday(int64_t day)
{
    return (day % WEEK + 3 + WEEK) % WEEK;
}

int64_t pl_monday_from(int64_t day)
{
    return day + (WEEK - weekday(day)) % WEEK;
}

/* On how many days of the week, from Monday on, offices are open. */
static int64_t open_days(const struct pl_knowledge *k)
{
    for (uint32_t i = 0; i < k->hours_count; i++) {
        if (k->hours[i].hours == PL_HOURS_OFFICE && k->hours[i].days > 0) {
            return k->hours[i].days;
        }
    }
    return WEEK;
}

static bool is_open(const struct pl_place_of_work *place, int64_t day)
{
    return weekday(day) < open_days(place->knowledge) && pl_holiday_on(place, day) == PL_NONE;
}

static int64_t next_open_day(const struct pl_place_of_work *place, int64_t day)
{
    while (!is_open(place, day)) {
        day++;
    }
    return day;
}

int64_t pl_last_open_day(const struct pl_plan *plan, int64_t day)
{
    struct pl_place_of_work place = pl_place_of_work(plan->knowledge, plan->cells);
    while (!is_open(&place, day)) {
        day--;
    }
    return day;
}

/* The last of `effort` days of work that begin on an open day. */
static int64_t last_day_of_work(const struct pl_place_of_work *place, int64_t first, uint32_t effort)
{
    for (; effort > 1; effort--) {
        first = next_open_day(place, first + 1);
    }
    return first;
}

uint32_t pl_plan_step_number(const struct pl_plan *plan, uint32_t rule)
{
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        if (plan->steps.items[i] == rule) {
            return i + 1;
        }
    }
    return 0;
}

struct pl_list pl_plan_numbers_before(const struct pl_plan *plan, uint32_t rule)
{
    struct pl_list list = pl_plan_prerequisites(plan, rule);
    for (uint32_t i = 0; i < list.count; i++) {
        uint32_t number = pl_plan_step_number(plan, list.items[i]);
        uint32_t at = i;
        for (; at > 0 && list.items[at - 1] > number; at--) {
            list.items[at] = list.items[at - 1];
        }
        list.items[at] = number;
    }
    return list;
}

/* What the dates of a plan are worked out with. */
struct agenda {
    const struct pl_plan *plan;
    struct pl_place_of_work place;
    struct pl_span *spans;  /* by rank: the dates, or those that the step would have as things stand */
    struct pl_list *before; /* by rank: the ranks of the steps that come first */
    enum { STALE, FRESH, PLACED } *states; /* by rank: whether its span is to be worked out again */
    int64_t *free_from;     /* by role: the day from which its holder has time for another step */
    int64_t start;
};

/* A step with an act that the law restrains keeps out of the months before the authority's own renewal: from its first day to its last. */
static bool meets_ballot(const struct agenda *agenda, const struct pl_span *span, int64_t *out_after)
{
    struct pl_ballot ballot;
    uint32_t kind = pl_cell_choice(pl_plan_cell(agenda->plan, PL_FACT_KIND));
    bool meets = agenda->place.in_france && kind != PL_NONE &&
                 pl_ballot_next(agenda->plan->knowledge, kind, span->first, &ballot) && span->last >= ballot.window_from;
    *out_after = meets ? ballot.last_day + 1 : span->first;
    return meets;
}

/* When a step would be done that begins on a day or after it. */
static struct pl_span span_from(const struct agenda *agenda, const struct pl_rule *step, int64_t day)
{
    struct pl_span span;
    do {
        span.first = next_open_day(&agenda->place, day);
        span.worked = last_day_of_work(&agenda->place, span.first, step->effort);
        int64_t whole = span.first + (int64_t)step->lasts;
        span.last = next_open_day(&agenda->place, whole > span.worked ? whole : span.worked);
        span.put_off = false;
    } while (step->launches && meets_ballot(agenda, &span, &day));
    return span;
}

/* The earliest dates of a step; none while something that comes first has none. */
static struct pl_span earliest(const struct agenda *agenda, uint32_t rank)
{
    const struct pl_plan *plan = agenda->plan;
    const struct pl_list *before = &agenda->before[rank];
    uint32_t owner = plan->crews[rank].owner;
    int64_t day = owner == PL_NONE ? agenda->start : agenda->free_from[owner];
    for (uint32_t i = 0; i < before->count; i++) {
        const struct pl_span *first = &agenda->spans[before->items[i]];
        if (agenda->states[before->items[i]] != PLACED) {
            return (struct pl_span){.put_off = true};
        }
        day = !first->put_off && first->last >= day ? first->last + 1 : day;
    }
    return span_from(agenda, &plan->knowledge->rules[plan->steps.items[rank]], day);
}

/* A day of work that waits for nothing: a second administrator, a second factor. */
static bool is_small(const struct agenda *agenda, uint32_t rank)
{
    const struct pl_rule *step = &agenda->plan->knowledge->rules[agenda->plan->steps.items[rank]];
    return step->effort <= 1 && agenda->before[rank].count == 0;
}

/* Of two steps that could begin on one day the small one does, then the one that stands first. */
static bool goes_first(const struct agenda *agenda, uint32_t rank, uint32_t other)
{
    if (other == PL_NONE || agenda->spans[rank].first != agenda->spans[other].first) {
        return other == PL_NONE || agenda->spans[rank].first < agenda->spans[other].first;
    }
    return is_small(agenda, rank) && !is_small(agenda, other);
}

static void place(struct agenda *agenda, uint32_t rank)
{
    const struct pl_crew *crews = agenda->plan->crews;
    agenda->states[rank] = PLACED;
    if (crews[rank].owner != PL_NONE) {
        agenda->free_from[crews[rank].owner] = agenda->spans[rank].worked + 1;
    }
    for (uint32_t i = 0; i < agenda->plan->steps.count; i++) {
        bool moves = crews[i].owner == crews[rank].owner || pl_list_has(&agenda->before[i], rank);
        agenda->states[i] = moves && agenda->states[i] == FRESH ? STALE : agenda->states[i];
    }
}

/* One step after another gets its dates, always the one that can begin first: nobody waits who could work. */
static void place_steps(struct agenda *agenda)
{
    for (uint32_t next = 0; next != PL_NONE;) {
        next = PL_NONE;
        for (uint32_t i = 0; i < agenda->plan->steps.count; i++) {
            if (agenda->states[i] == STALE) {
                agenda->spans[i] = earliest(agenda, i);
                agenda->states[i] = FRESH;
            }
            bool ready = agenda->states[i] == FRESH && !agenda->spans[i].put_off;
            next = ready && goes_first(agenda, i, next) ? i : next;
        }
        if (next != PL_NONE) {
            place(agenda, next);
        }
    }
}

void pl_plan_schedule(struct pl_plan *plan)
{
    const struct pl_knowledge *k = plan->knowledge;
    size_t count = plan->steps.count;
    struct agenda agenda = {.plan = plan, .place = pl_place_of_work(k, plan->cells), .start = pl_monday_from(plan->today)};
    agenda.spans = plan->spans = pl_arena_array(plan->arena, count + 1, sizeof *agenda.spans);
    agenda.before = pl_arena_array(plan->arena, count + 1, sizeof *agenda.before);
    agenda.states = pl_arena_array(plan->arena, count + 1, sizeof *agenda.states);
    agenda.free_from = pl_arena_array(plan->arena, (size_t)k->roles_count + 1, sizeof *agenda.free_from);
    for (uint32_t i = 0; i < k->roles_count; i++) {
        agenda.free_from[i] = agenda.start;
    }
    for (uint32_t i = 0; i < count; i++) {
        agenda.before[i] = pl_plan_numbers_before(plan, plan->steps.items[i]);
        for (uint32_t b = 0; b < agenda.before[i].count; b++) {
            agenda.before[i].items[b]--;
        }
        agenda.spans[i].put_off = pl_plan_exception(plan, pl_text(k, k->rules[plan->steps.items[i]].id)) != NULL;
        agenda.states[i] = agenda.spans[i].put_off ? PLACED : STALE;
    }
    place_steps(&agenda);
}

struct pl_span pl_plan_phase_span(const struct pl_plan *plan, uint32_t first)
{
    const uint32_t *steps = plan->steps.items;
    const struct pl_rule *rules = plan->knowledge->rules;
    struct pl_span phase = {.first = INT64_MAX, .last = INT64_MIN, .put_off = true};
    for (uint32_t i = first; i < plan->steps.count && rules[steps[i]].phase == rules[steps[first]].phase; i++) {
        const struct pl_span *span = &plan->spans[i];
        if (!span->put_off) {
            phase.first = span->first < phase.first ? span->first : phase.first;
            phase.last = span->last > phase.last ? span->last : phase.last;
            phase.put_off = false;
        }
    }
    return phase;
}
