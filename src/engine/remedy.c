/* SPDX-License-Identifier: MIT
 * See remedy.h. The search adds edits in the order of the stages, with one more allowed at each round. A branch ends when even the fastest
 * form of all stages to come would miss the goal; that bound is sound because a stage that ends earlier never makes the whole later.
 */
#include "engine/remedy.h"

#include <string.h>

enum { NO_OPTION = PL_OPTIONS_MAX, TRIES_MAX = 60000, MEDIAN_RANK = PL_WEEK_HOURS / 2 };

/* What a circuit must reach. The worst hour counts only when `strict`. */
struct goal {
    int64_t median;
    int64_t worst;
    bool strict;
};

struct search {
    struct pl_remediable stages[PL_STAGES_MAX]; /* without the options that others make needless */
    uint32_t count;
    struct goal goal;
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
    return is_free(a) || (a->calendar == b->calendar && a->work <= b->work);
}

/* The circuit with the options chosen up to `until`. */
static void lay_out(const struct search *search, uint32_t until, struct pl_stage *out_stages)
{
    for (uint32_t i = 0; i < search->count; i++) {
        const struct pl_remediable *stage = &search->stages[i];
        out_stages[i] = stage->stage;
        if (i < until && search->chosen[i] != NO_OPTION) {
            out_stages[i] = stage->options[search->chosen[i]].stage;
        }
    }
    for (uint32_t i = 0; i < until; i++) { /* work taken over */
        if (search->chosen[i] == NO_OPTION) {
            continue;
        }
        const struct pl_option_of_stage *option = &search->stages[i].options[search->chosen[i]];
        if (option->grown != UINT32_MAX && search->stages[i].stage.work > out_stages[option->grown].work &&
            !is_free(&out_stages[option->grown])) {
            out_stages[option->grown].work = search->stages[i].stage.work;
        }
    }
}

static bool meets(const struct goal *goal, const struct pl_stage *stages, uint32_t count)
{
    int64_t worst = 0;
    uint32_t within = pl_circuit_within(stages, count, goal->median, &worst);
    return within >= MEDIAN_RANK && (!goal->strict || worst <= goal->worst);
}

/* The fastest form of each stage from `from` on, as far as forms compare. Calendars that differ are settled in favour of hope: an
 * option on a wider calendar is taken to be no slower when it asks for no more work. */
static void hope(const struct search *search, uint32_t from, struct pl_stage *stages)
{
    for (uint32_t i = from; i < search->count; i++) {
        const struct pl_remediable *stage = &search->stages[i];
        stages[i] = stage->stage;
        for (uint32_t o = 0; o < stage->options_count; o++) {
            const struct pl_stage *form = &stage->options[o].stage;
            if (is_no_slower(form, &stages[i])) {
                stages[i] = *form;
            } else if (!is_no_slower(&stages[i], form)) {
                stages[i].work = stages[i].work < form->work ? stages[i].work : form->work;
                stages[i].calendar = form->calendar->week_minutes > stages[i].calendar->week_minutes ? form->calendar : stages[i].calendar;
            }
        }
    }
}

static bool is_hopeless(struct search *search, uint32_t until)
{
    struct pl_stage stages[PL_STAGES_MAX];
    lay_out(search, until, stages);
    hope(search, until, stages);
    search->tries++;
    return !meets(&search->goal, stages, search->count);
}

static void keep_if_better(struct search *search, uint32_t weight)
{
    struct pl_stage stages[PL_STAGES_MAX];
    if (search->found && weight >= search->best_weight) {
        return;
    }
    lay_out(search, search->count, stages);
    search->tries++;
    if (meets(&search->goal, stages, search->count)) {
        search->found = true;
        search->best_weight = weight;
        memcpy(search->best, search->chosen, sizeof search->best);
    }
}

/* Chooses for the stages from `at` on, with exactly `left` edits to make. As deep as the circuit is long. */
static void choose(struct search *search, uint32_t at, uint32_t left, uint32_t weight)
{
    if (search->tries > TRIES_MAX || left > search->count - at) {
        return;
    }
    if (left == 0) {
        for (uint32_t i = at; i < search->count; i++) {
            search->chosen[i] = NO_OPTION;
        }
        keep_if_better(search, weight);
        return;
    }
    if (at == search->count || is_hopeless(search, at)) {
        return;
    }
    for (uint32_t o = 0; o < search->stages[at].options_count; o++) {
        search->chosen[at] = o;
        choose(search, at + 1, left - 1, weight + search->stages[at].options[o].weight);
    }
    search->chosen[at] = NO_OPTION;
    choose(search, at + 1, left, weight);
}

/* The fewest edits that meet the goal; false if none do. */
static bool search_fewest(struct search *search)
{
    search->found = false;
    if (is_hopeless(search, 0)) {
        return false;
    }
    for (uint32_t edits = 0; edits <= search->count && !search->found && search->tries <= TRIES_MAX; edits++) {
        choose(search, 0, edits, 0);
    }
    return search->found;
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

/* The least value of the goal that some choice reaches, by halving: a looser goal is never harder to reach. */
static int64_t least_reachable(struct search *search, int64_t *value, int64_t low, int64_t high)
{
    while (low < high && search->tries <= TRIES_MAX) {
        int64_t middle = low + (high - low) / 2;
        *value = middle;
        if (search_fewest(search)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    *value = high;
    return high;
}

static void find_nearest(struct search *search)
{
    struct pl_stage stages[PL_STAGES_MAX];
    struct pl_delays now;
    for (uint32_t i = 0; i < search->count; i++) {
        search->chosen[i] = NO_OPTION;
    }
    lay_out(search, search->count, stages);
    pl_circuit_simulate(stages, search->count, &now);
    search->goal.median = now.worst;
    search->goal.worst = now.worst;
    if (search->goal.strict) {
        least_reachable(search, &search->goal.worst, 0, now.worst);
    }
    least_reachable(search, &search->goal.median, 0, now.worst);
    search_fewest(search);
}

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
        *kept = (struct pl_remediable){.stage = stages[i].stage};
        for (uint32_t o = 0; o < stages[i].options_count && !is_free(&stages[i].stage); o++) {
            if (!is_needless(&stages[i], o)) {
                kept->options[kept->options_count++] = stages[i].options[o];
            }
        }
    }
}

void pl_remedy_find(const struct pl_remediable *stages, uint32_t count, int64_t target, bool strict, struct pl_remedy *out_remedy)
{
    struct search search = {.count = count, .goal = {target, target, strict}};
    take_stages(&search, stages);
    for (uint32_t i = 0; i < PL_STAGES_MAX; i++) {
        search.chosen[i] = NO_OPTION;
    }
    out_remedy->reaches = search_fewest(&search);
    if (!out_remedy->reaches) {
        find_nearest(&search);
    }
    out_remedy->exact = search.tries <= TRIES_MAX;
    report(&search, out_remedy);
}
