/* SPDX-License-Identifier: MIT
 * See remedy.h. What a stage could be at its fastest bounds every search: a stage that ends earlier never makes the whole later. With all
 * others at their fastest, an option that still misses the goal can belong to no solution, and a stage that misses it unedited must be
 * edited. After that little is left to search.
 */
#include "engine/remedy.h"

#include <string.h>

enum { NO_OPTION = PL_OPTIONS_MAX, TRIES_MAX = 60000 };

struct search {
    struct pl_remediable stages[PL_STAGES_MAX]; /* without the options that others make needless */
    struct pl_stage fastest[PL_STAGES_MAX];     /* as fast as each can be, or faster */
    bool fastest_is_real; /* each of them is a form that the stage can take */
    uint32_t count;
    int64_t median, worst; /* the goal, in minutes */
    bool forced[PL_STAGES_MAX];
    uint32_t forced_from[PL_STAGES_MAX + 1]; /* how many are, from a stage on */
    uint32_t least_from[PL_STAGES_MAX + 1];  /* the least weight that those cost */
    int32_t good_work[PL_STAGES_MAX]; /* that much work in the calendar of a stage, alone, meets the goal */
    int32_t bad_work[PL_STAGES_MAX];  /* and that much does not */
    uint32_t chosen[PL_STAGES_MAX]; /* option by stage, or NO_OPTION */
    uint32_t best[PL_STAGES_MAX];
    uint32_t best_weight;
    bool found;
    uint32_t tries;
};

static bool is_free(const struct pl_stage *stage)
{
    return stage->work <= 0;
}

/* Whether `a` ends no later than `b` wherever both start. */
static bool is_no_slower(const struct pl_stage *a, const struct pl_stage *b)
{
    return is_free(a) || (a->work <= b->work && (a->calendar == b->calendar || pl_calendar_covers(a->calendar, b->calendar)));
}

/* ---- preparing ------------------------------------------------------------------------------------------- */

/* Another option of the stage is no slower, no dearer, and moves no work elsewhere; among equals the first stays. */
static bool is_needless(const struct pl_remediable *stage, uint32_t option)
{
    const struct pl_option_of_stage *this = &stage->options[option];
    for (uint32_t o = 0; o < stage->options_count; o++) {
        const struct pl_option_of_stage *other = &stage->options[o];
        bool better = o != option && other->grown == UINT32_MAX && other->weight <= this->weight &&
                      is_no_slower(&other->stage, &this->stage);
        bool equal = better && other->weight == this->weight && is_no_slower(&this->stage, &other->stage) &&
                     this->grown == UINT32_MAX;
        if (better && (!equal || o < option)) {
            return true;
        }
    }
    return false;
}

static void take_stages(struct search *search, const struct pl_remediable *stages)
{
    for (uint32_t i = 0; i < search->count; i++) {
        struct pl_remediable *kept = &search->stages[i];
        kept->stage = stages[i].stage;
        kept->options_count = 0;
        for (uint32_t o = 0; o < stages[i].options_count && !is_free(&stages[i].stage); o++) {
            if (!is_needless(&stages[i], o)) {
                kept->options[kept->options_count++] = stages[i].options[o];
            }
        }
    }
}

/* Forms that do not compare (less work, other hours) are bounded by what is best in each. */
static void find_fastest(struct search *search)
{
    search->fastest_is_real = true;
    for (uint32_t i = 0; i < search->count; i++) {
        struct pl_stage *fastest = &search->fastest[i];
        *fastest = search->stages[i].stage;
        for (uint32_t o = 0; o < search->stages[i].options_count; o++) {
            const struct pl_option_of_stage *option = &search->stages[i].options[o];
            bool grows = option->grown != UINT32_MAX;
            if (is_no_slower(&option->stage, fastest) && !grows) {
                *fastest = option->stage;
            } else if (!is_no_slower(fastest, &option->stage) || (grows && !is_free(fastest))) {
                search->fastest_is_real = false;
                fastest->work = fastest->work < option->stage.work ? fastest->work : option->stage.work;
                bool covers = pl_calendar_covers(option->stage.calendar, fastest->calendar);
                fastest->calendar = covers ? option->stage.calendar : fastest->calendar;
            }
        }
    }
}

static bool meets(struct search *search, const struct pl_stage *stages)
{
    search->tries++;
    return pl_circuit_meets(stages, search->count, search->median, search->worst);
}

/* The option of a stage stays only if it can meet the goal with all others at their fastest; the stage is forced if it cannot meet it as
 * it is. A calendar that covers neither the other nor is covered makes `fastest` a mere hope, which keeps too much and never too little. */
static void narrow(struct search *search)
{
    struct pl_stage stages[PL_STAGES_MAX];
    memcpy(stages, search->fastest, search->count * sizeof *stages);
    for (uint32_t i = 0; i < search->count; i++) {
        struct pl_remediable *stage = &search->stages[i];
        stages[i] = stage->stage;
        search->forced[i] = stage->options_count > 0 && !meets(search, stages);
        uint32_t kept = 0;
        for (uint32_t o = 0; o < stage->options_count; o++) {
            stages[i] = stage->options[o].stage;
            if (is_free(&stages[i]) || meets(search, stages)) {
                stage->options[kept++] = stage->options[o];
            }
        }
        stage->options_count = kept;
        stages[i] = search->fastest[i];
    }
    search->forced_from[search->count] = 0;
    search->least_from[search->count] = 0;
    for (uint32_t i = search->count; i-- > 0;) {
        uint32_t least = UINT32_MAX;
        for (uint32_t o = 0; o < search->stages[i].options_count; o++) {
            least = search->stages[i].options[o].weight < least ? search->stages[i].options[o].weight : least;
        }
        search->forced_from[i] = search->forced_from[i + 1] + search->forced[i];
        search->least_from[i] = search->least_from[i + 1] + (search->forced[i] && least != UINT32_MAX ? least : 0);
    }
}

/* ---- searching ------------------------------------------------------------------------------------------- */

/* The circuit with the options chosen up to `until`, and the stages as they are after it. */
static void lay_out(const struct search *search, uint32_t until, struct pl_stage *out_stages)
{
    for (uint32_t i = 0; i < search->count; i++) {
        const struct pl_remediable *stage = &search->stages[i];
        bool edited = i < until && search->chosen[i] != NO_OPTION;
        out_stages[i] = edited ? stage->options[search->chosen[i]].stage : stage->stage;
    }
    for (uint32_t i = 0; i < until; i++) { /* work taken over */
        uint32_t grown = search->chosen[i] == NO_OPTION ? UINT32_MAX : search->stages[i].options[search->chosen[i]].grown;
        if (grown != UINT32_MAX && search->stages[i].stage.work > out_stages[grown].work && !is_free(&out_stages[grown])) {
            out_stages[grown].work = search->stages[i].stage.work;
        }
    }
}

/* Whether a stage, as chosen, is what the bound takes it for. */
static bool is_at_fastest(const struct search *search, uint32_t stage)
{
    uint32_t option = search->chosen[stage];
    const struct pl_stage *form = option == NO_OPTION ? &search->stages[stage].stage : &search->stages[stage].options[option].stage;
    bool grows = option != NO_OPTION && search->stages[stage].options[option].grown != UINT32_MAX;
    return !grows && form->work == search->fastest[stage].work && (is_free(form) || form->calendar == search->fastest[stage].calendar);
}

static bool is_hopeless(struct search *search, uint32_t until)
{
    struct pl_stage stages[PL_STAGES_MAX];
    lay_out(search, until, stages);
    uint32_t slower = 0;
    for (uint32_t i = 0; i < until; i++) {
        slower += !is_at_fastest(search, i);
    }
    if (slower <= 1) { /* narrowing has tried each form with all others at their fastest */
        return false;
    }
    memcpy(stages + until, search->fastest + until, (search->count - until) * sizeof *stages);
    return !meets(search, stages);
}

static void keep_if_better(struct search *search, uint32_t weight)
{
    struct pl_stage stages[PL_STAGES_MAX];
    lay_out(search, search->count, stages);
    if (meets(search, stages)) {
        search->found = true;
        search->best_weight = weight;
        memcpy(search->best, search->chosen, sizeof search->best);
    }
}

/* The work that is left in one calendar once the `left` longest stages still to come are gone. */
static int32_t least_work(const struct search *search, const struct pl_calendar *calendar, uint32_t at, uint32_t left)
{
    int32_t longest[PL_STAGES_MAX]; /* of the stages to come that may be edited, the longest first */
    uint32_t count = 0;
    int32_t sum = 0;
    for (uint32_t i = 0; i < search->count; i++) {
        const struct pl_remediable *stage = &search->stages[i];
        if (stage->stage.calendar != calendar || (i < at && search->chosen[i] != NO_OPTION)) {
            continue;
        }
        sum += stage->stage.work;
        if (i < at || stage->options_count == 0) {
            continue;
        }
        uint32_t place = count < left ? count++ : left;
        for (; place > 0 && longest[place - 1] < stage->stage.work; place--) {
            if (place < left) {
                longest[place] = longest[place - 1];
            }
        }
        if (place < left) {
            longest[place] = stage->stage.work;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        sum -= longest[i];
    }
    return sum;
}

/* Whether so much work in the calendar of a stage, and nothing else, would meet the goal. More work never does better, so two limits answer
 * nearly every question. */
static bool may_last(struct search *search, uint32_t stage, int32_t work)
{
    if (work <= search->good_work[stage]) {
        return true;
    }
    if (work >= search->bad_work[stage]) {
        return false;
    }
    struct pl_stage alone = {search->stages[stage].stage.calendar, work};
    bool good = pl_circuit_meets(&alone, 1, search->median, search->worst);
    *(good ? &search->good_work[stage] : &search->bad_work[stage]) = work;
    return good;
}

/* Whether the work that no edit can take away is too long already, calendar by calendar. */
static bool is_too_long(struct search *search, uint32_t at, uint32_t left)
{
    for (uint32_t i = 0; i < search->count; i++) {
        const struct pl_calendar *calendar = search->stages[i].stage.calendar;
        uint32_t first = 0;
        while (search->stages[first].stage.calendar != calendar) {
            first++;
        }
        if (first == i && !may_last(search, i, least_work(search, calendar, at, left))) {
            return true;
        }
    }
    return false;
}

/* Chooses for the stages from `at` on, with exactly `left` edits to make. As deep as the circuit is long. */
static void choose(struct search *search, uint32_t at, uint32_t left, uint32_t weight)
{
    bool dear = search->found && weight + search->least_from[at] >= search->best_weight;
    if (search->tries > TRIES_MAX || dear || left > search->count - at || left < search->forced_from[at] ||
        is_too_long(search, at, left)) {
        return;
    }
    if (left == 0) {
        for (uint32_t i = at; i < search->count; i++) {
            search->chosen[i] = NO_OPTION;
        }
        keep_if_better(search, weight);
        return;
    }
    if (at > 0 && !is_at_fastest(search, at - 1) && is_hopeless(search, at)) {
        return; /* a stage left at its fastest leaves the bound where it was */
    }
    for (uint32_t o = 0; o < search->stages[at].options_count; o++) {
        search->chosen[at] = o;
        choose(search, at + 1, left - 1, weight + search->stages[at].options[o].weight);
    }
    search->chosen[at] = NO_OPTION;
    if (!search->forced[at]) {
        choose(search, at + 1, left, weight);
    }
}

/* The fewest edits that meet the goal; false if none do. `stages` are those of the caller: narrowing is for one goal. */
static bool search_fewest(struct search *search, const struct pl_remediable *stages)
{
    search->found = false;
    take_stages(search, stages);
    if (!meets(search, search->fastest)) {
        return false;
    }
    narrow(search);
    for (uint32_t i = 0; i < search->count; i++) {
        search->good_work[i] = 0;
        search->bad_work[i] = INT32_MAX;
    }
    for (uint32_t edits = search->forced_from[0]; edits <= search->count && !search->found && search->tries <= TRIES_MAX; edits++) {
        choose(search, 0, edits, 0);
    }
    return search->found;
}

/* The least value of the goal that some choice reaches, by halving: a looser goal is never harder to reach. */
static void find_least(struct search *search, const struct pl_remediable *stages, int64_t *value, int64_t high)
{
    int64_t low = 0;
    while (low < high && search->tries <= TRIES_MAX) {
        *value = low + (high - low) / 2;
        if (search_fewest(search, stages)) {
            high = *value;
        } else {
            low = *value + 1;
        }
    }
    *value = high;
}

static void aim_at_nearest(struct search *search, const struct pl_remediable *stages, bool strict)
{
    struct pl_delays delays;
    if (search->fastest_is_real) {
        pl_circuit_simulate(search->fastest, search->count, &delays);
        search->median = delays.median;
        search->worst = strict ? delays.worst : INT64_MAX;
        return;
    }
    struct pl_stage now[PL_STAGES_MAX];
    for (uint32_t i = 0; i < search->count; i++) {
        now[i] = stages[i].stage;
    }
    pl_circuit_simulate(now, search->count, &delays);
    search->median = delays.worst;
    search->worst = strict ? delays.worst : INT64_MAX;
    if (strict) {
        find_least(search, stages, &search->worst, delays.worst);
    }
    find_least(search, stages, &search->median, delays.worst);
}

static void report(struct search *search, struct pl_remedy *out_remedy)
{
    struct pl_stage stages[PL_STAGES_MAX];
    out_remedy->edits_count = 0;
    out_remedy->weight = 0;
    for (uint32_t i = 0; i < search->count; i++) {
        search->chosen[i] = search->found ? search->best[i] : NO_OPTION;
        if (search->chosen[i] != NO_OPTION) {
            const struct pl_option_of_stage *option = &search->stages[i].options[search->chosen[i]];
            out_remedy->edits[out_remedy->edits_count].stage = i;
            out_remedy->edits[out_remedy->edits_count++].edit = option->edit;
            out_remedy->weight += option->weight;
        }
    }
    lay_out(search, search->count, stages);
    pl_circuit_simulate(stages, search->count, &out_remedy->after);
}

void pl_remedy_find(const struct pl_remediable *stages, uint32_t count, int64_t target, bool strict, struct pl_remedy *out_remedy)
{
    struct search search = {.count = count, .median = target, .worst = strict ? target : INT64_MAX};
    for (uint32_t i = 0; i < PL_STAGES_MAX; i++) {
        search.chosen[i] = NO_OPTION;
    }
    take_stages(&search, stages);
    find_fastest(&search);
    out_remedy->reaches = search_fewest(&search, stages);
    if (!out_remedy->reaches) {
        aim_at_nearest(&search, stages, strict);
        search_fewest(&search, stages);
    }
    out_remedy->exact = search.tries <= TRIES_MAX;
    report(&search, out_remedy);
}
