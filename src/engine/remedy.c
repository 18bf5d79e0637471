/* SPDX-License-Identifier: MIT
 * See remedy.h. What a stage could be at its fastest bounds every search: a stage that ends earlier never makes the
 * whole later, nor does one with more people. With all others at their fastest, an option that still misses the goal
 * can belong to no solution, and a stage that misses it unedited must be edited. After that little is left to search.
 */
#include "engine/remedy.h"

#include <string.h>

enum { NO_OPTION = PL_OPTIONS_MAX, EFFORT_MAX = 3000000 }; /* a few tenths of a second */

struct search {
    struct pl_year *year;
    struct pl_messages goal;
    int64_t no_more;                        /* see struct pl_traffic */
    struct pl_remediable *stages;           /* without the options that others make needless */
    struct pl_stage fastest[PL_STAGES_MAX]; /* as fast as each can be, or faster */
    bool fastest_is_real;                   /* each of them is a form that the stage can take */
    uint32_t count;
    uint32_t forced[PL_STAGES_MAX];          /* edits that a stage certainly needs */
    uint32_t forced_from[PL_STAGES_MAX + 1]; /* from a stage on */
    uint32_t least_from[PL_STAGES_MAX + 1];  /* the least weight that those cost */
    uint32_t most_from[PL_STAGES_MAX + 1];   /* edits that can be made at all */
    uint32_t chosen[PL_STAGES_MAX];          /* option by stage, or NO_OPTION */
    uint32_t best[PL_STAGES_MAX];
    uint32_t best_edits, best_weight;
    bool found;
    int64_t effort_until;
};

static bool is_free(const struct pl_stage *stage)
{
    return pl_stage_work(stage) <= 0;
}

static uint32_t edits_of(const struct search *search, uint32_t stage, uint32_t option)
{
    return option == NO_OPTION ? 0 : search->stages[stage].options[option].edits_count;
}

/* As many or more; with 0 somebody is always there. */
static bool has_more_people(uint32_t a, uint32_t b)
{
    return a == 0 || (b != 0 && a >= b);
}

/* Whether `a` ends no later than `b` wherever both start. */
static bool is_no_slower(const struct pl_stage *a, const struct pl_stage *b)
{
    return is_free(a) || (a->work <= b->work && a->limit <= b->limit && has_more_people(a->holders, b->holders) &&
                          (a->calendar == b->calendar || pl_calendar_covers(a->calendar, b->calendar)));
}

/* ---- preparing ------------------------------------------------------------------------------------------- */

/* Another option of the stage is no slower, no dearer, and moves no work elsewhere; among equals the first stays. */
static bool is_needless(const struct pl_remediable *stage, uint32_t option)
{
    const struct pl_option_of_stage *this = &stage->options[option];
    for (uint32_t o = 0; o < stage->options_count; o++) {
        const struct pl_option_of_stage *other = &stage->options[o];
        bool better = o != option && other->grown == UINT32_MAX && other->weight <= this->weight &&
                      other->edits_count <= this->edits_count && is_no_slower(&other->stage, &this->stage);
        bool equal = better && other->weight == this->weight && other->edits_count == this->edits_count &&
                     is_no_slower(&this->stage, &other->stage) && this->grown == UINT32_MAX;
        if (better && (!equal || o < option)) {
            return true;
        }
    }
    return this->grown == UINT32_MAX && is_no_slower(&stage->stage, &this->stage);
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
                fastest->work = fastest->work < option->stage.work ? fastest->work : option->stage.work;
                fastest->limit = fastest->limit < option->stage.limit ? fastest->limit : option->stage.limit;
                bool covers = pl_calendar_covers(option->stage.calendar, fastest->calendar);
                fastest->calendar = covers ? option->stage.calendar : fastest->calendar;
                fastest->holders =
                    has_more_people(fastest->holders, option->stage.holders) ? fastest->holders : option->stage.holders;
            }
        }
        bool real = is_no_slower(&search->stages[i].stage, fastest);
        for (uint32_t o = 0; o < search->stages[i].options_count && !real; o++) {
            real = search->stages[i].options[o].grown == UINT32_MAX &&
                   is_no_slower(&search->stages[i].options[o].stage, fastest);
        }
        search->fastest_is_real = search->fastest_is_real && real;
    }
}

static bool is_tired(const struct search *search)
{
    return pl_year_effort(search->year) > search->effort_until;
}

static bool meets(struct search *search, const struct pl_stage *stages)
{
    int64_t work = 0;
    for (uint32_t i = 0; i < search->count; i++) {
        work += pl_stage_work(&stages[i]);
    }
    return work <= search->goal.target && pl_year_meets(search->year, stages, search->count, &search->goal);
}

/* The option of a stage stays only if it can meet the goal with all others at their fastest; the stage is forced if it
 * cannot meet it as it is. */
static void narrow(struct search *search)
{
    struct pl_stage stages[PL_STAGES_MAX];
    memcpy(stages, search->fastest, search->count * sizeof *stages);
    for (uint32_t i = 0; i < search->count; i++) {
        struct pl_remediable *stage = &search->stages[i];
        stages[i] = stage->stage;
        bool forced = stage->options_count > 0 && !meets(search, stages);
        uint32_t kept = 0;
        for (uint32_t o = 0; o < stage->options_count; o++) {
            stages[i] = stage->options[o].stage;
            if (is_free(&stages[i]) || meets(search, stages)) {
                stage->options[kept++] = stage->options[o];
            }
        }
        stage->options_count = kept;
        search->forced[i] = forced ? PL_EDITS_OF_OPTION : 0;
        for (uint32_t o = 0; o < kept && forced; o++) {
            search->forced[i] =
                stage->options[o].edits_count < search->forced[i] ? stage->options[o].edits_count : search->forced[i];
        }
        stages[i] = search->fastest[i];
    }
    search->forced_from[search->count] = search->least_from[search->count] = search->most_from[search->count] = 0;
    for (uint32_t i = search->count; i-- > 0;) {
        uint32_t least = UINT32_MAX;
        uint32_t most = 0;
        for (uint32_t o = 0; o < search->stages[i].options_count; o++) {
            const struct pl_option_of_stage *option = &search->stages[i].options[o];
            least = option->weight < least ? option->weight : least;
            most = option->edits_count > most ? option->edits_count : most;
        }
        search->forced_from[i] = search->forced_from[i + 1] + search->forced[i];
        search->least_from[i] = search->least_from[i + 1] + (search->forced[i] > 0 && least != UINT32_MAX ? least : 0);
        search->most_from[i] = search->most_from[i + 1] + most;
    }
}

/* ---- searching ------------------------------------------------------------------------------------------- */

/* The circuit with the options chosen up to `until`, and the stages as they are after it. */
static void lay_out(const struct search *search, uint32_t until, struct pl_stage *out_stages)
{
    if (search->stages == NULL) {
        return;
    }
    for (uint32_t i = 0; i < search->count; i++) {
        const struct pl_remediable *stage = &search->stages[i];
        bool edited = i < until && search->chosen[i] != NO_OPTION;
        out_stages[i] = edited ? stage->options[search->chosen[i]].stage : stage->stage;
    }
    for (uint32_t i = 0; i < until; i++) { /* work taken over */
        uint32_t grown =
            search->chosen[i] == NO_OPTION ? UINT32_MAX : search->stages[i].options[search->chosen[i]].grown;
        if (grown != UINT32_MAX && search->stages[i].stage.work > out_stages[grown].work &&
            !is_free(&out_stages[grown])) {
            out_stages[grown].work = search->stages[i].stage.work;
        }
    }
}

/* Whether a stage, as chosen, is what the bound takes it for. */
static bool is_at_fastest(const struct search *search, uint32_t stage)
{
    uint32_t option = search->chosen[stage];
    const struct pl_stage *form =
        option == NO_OPTION ? &search->stages[stage].stage : &search->stages[stage].options[option].stage;
    bool grows = option != NO_OPTION && search->stages[stage].options[option].grown != UINT32_MAX;
    return !grows && is_no_slower(form, &search->fastest[stage]);
}

static bool is_hopeless(struct search *search, uint32_t until)
{
    struct pl_stage stages[PL_STAGES_MAX];
    uint32_t slower = 0;
    for (uint32_t i = 0; i < until; i++) {
        slower += !is_at_fastest(search, i);
    }
    if (slower <= 1) { /* narrowing has tried each form with all others at their fastest */
        return false;
    }
    lay_out(search, until, stages);
    memcpy(stages + until, search->fastest + until, (search->count - until) * sizeof *stages);
    return !meets(search, stages);
}

/* Whether the minutes of work that `left` more edits cannot take away are too many already. */
static bool is_too_long(const struct search *search, uint32_t at, uint32_t left)
{
    int64_t saved[PL_STAGES_MAX]; /* the most that an edit of a stage to come saves, the largest first */
    uint32_t count = 0;
    int64_t work = 0;
    for (uint32_t i = 0; i < search->count; i++) {
        const struct pl_stage *stage = &search->stages[i].stage;
        bool edited = i < at && search->chosen[i] != NO_OPTION;
        work += pl_stage_work(edited ? &search->stages[i].options[search->chosen[i]].stage : stage);
        int64_t saves = i < at ? 0 : pl_stage_work(stage) - pl_stage_work(&search->fastest[i]);
        uint32_t place = saves > 0 ? count++ : 0;
        for (; saves > 0 && place > 0 && saved[place - 1] < saves; place--) {
            saved[place] = saved[place - 1];
        }
        if (saves > 0) {
            saved[place] = saves;
        }
    }
    for (uint32_t i = 0; i < count && i < left; i++) {
        work -= saved[i];
    }
    return work > search->goal.target;
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

/* Chooses for the stages from `at` on, with exactly `left` edits to make. As deep as the circuit is long. */
static void choose(struct search *search, uint32_t at, uint32_t left, uint32_t weight)
{
    bool dear = search->found && weight + search->least_from[at] >= search->best_weight;
    if (dear || left > search->most_from[at] || left < search->forced_from[at] || is_tired(search) ||
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
    const struct pl_remediable *stage = &search->stages[at];
    for (uint32_t o = 0; o < stage->options_count && o < PL_OPTIONS_MAX; o++) {
        if (stage->options[o].edits_count <= left) {
            search->chosen[at] = o;
            choose(search, at + 1, left - stage->options[o].edits_count, weight + stage->options[o].weight);
        }
    }
    search->chosen[at] = NO_OPTION;
    if (search->forced[at] == 0) {
        choose(search, at + 1, left, weight);
    }
}

/* Where a search would take too long: everything at its fastest, then stage after stage what can be spared. */
static void spare(struct search *search)
{
    struct pl_stage stages[PL_STAGES_MAX];
    for (uint32_t i = 0; i < search->count; i++) {
        /* A stage at its fastest, by the fewest edits and the least weight. */
        uint32_t best = NO_OPTION;
        for (uint32_t o = 0;
             o < search->stages[i].options_count && !is_no_slower(&search->stages[i].stage, &search->fastest[i]); o++) {
            const struct pl_option_of_stage *option = &search->stages[i].options[o];
            const struct pl_option_of_stage *other = best == NO_OPTION ? NULL : &search->stages[i].options[best];
            bool better = other == NULL || option->edits_count < other->edits_count ||
                          (option->edits_count == other->edits_count && option->weight < other->weight);
            best =
                better && option->grown == UINT32_MAX && is_no_slower(&option->stage, &search->fastest[i]) ? o : best;
        }
        search->chosen[i] = best;
    }
    for (uint32_t i = 0; i < search->count; i++) {
        uint32_t kept = search->chosen[i];
        uint32_t best = kept;
        for (uint32_t o = 0; o <= search->stages[i].options_count && kept != NO_OPTION; o++) {
            uint32_t option = o == search->stages[i].options_count ? NO_OPTION : o;
            search->chosen[i] = option;
            lay_out(search, search->count, stages);
            if (edits_of(search, i, option) < edits_of(search, i, best) && meets(search, stages)) {
                best = option;
            }
        }
        search->chosen[i] = best;
    }
    memcpy(search->best, search->chosen, sizeof search->best);
}

/* The fewest edits that meet the goal; false if none do. `stages` are those of the caller: narrowing is for one goal.
 */
static bool search_fewest(struct search *search, const struct pl_remediable *stages)
{
    search->found = false;
    take_stages(search, stages);
    if (!meets(search, search->fastest)) {
        return false;
    }
    narrow(search);
    for (uint32_t edits = search->forced_from[0]; edits <= search->most_from[0] && !search->found && !is_tired(search);
         edits++) {
        choose(search, 0, edits, 0);
    }
    if (!search->found && search->fastest_is_real) {
        spare(search);
        search->found = true;
    }
    return search->found;
}

/* The least value of the goal that some choice reaches, by halving: a looser goal is never harder to reach. */
static void find_least(struct search *search, const struct pl_remediable *stages, int64_t high)
{
    int64_t low = 0;
    while (low < high && !is_tired(search)) {
        search->goal.target = low + (high - low) / 2;
        if (search_fewest(search, stages)) {
            high = search->goal.target;
        } else {
            low = search->goal.target + 1;
        }
    }
    search->goal.target = high;
}

static int64_t time_of(struct search *search, const struct pl_stage *stages)
{
    const struct pl_traffic traffic = {.of = {search->goal}, .count = 1, .no_more = search->no_more};
    return pl_year_percentiles(search->year, stages, search->count, &traffic)->at_target;
}

static void report(struct search *search, struct pl_remedy *out_remedy)
{
    out_remedy->edits_count = 0;
    out_remedy->weight = 0;
    for (uint32_t i = 0; i < search->count; i++) {
        search->chosen[i] = search->found ? search->best[i] : NO_OPTION;
        const struct pl_option_of_stage *option =
            search->chosen[i] == NO_OPTION ? NULL : &search->stages[i].options[search->chosen[i]];
        for (uint32_t e = 0; option != NULL && e < option->edits_count; e++) {
            out_remedy->edits[out_remedy->edits_count].stage = i;
            out_remedy->edits[out_remedy->edits_count++].edit = option->edits[e];
        }
        out_remedy->weight += option == NULL ? 0 : option->weight;
    }
    lay_out(search, search->count, out_remedy->stages);
}

void pl_remedy_find(struct pl_year *year, const struct pl_remediable *stages, uint32_t count,
                    const struct pl_messages *messages, int64_t no_more, struct pl_remedy *out_remedy)
{
    struct search search = {.year = year, .goal = *messages, .no_more = no_more, .count = count};
    struct pl_remediable kept[PL_STAGES_MAX];
    struct pl_stage now[PL_STAGES_MAX];
    search.stages = kept;
    search.effort_until = pl_year_effort(year) + EFFORT_MAX;
    for (uint32_t i = 0; i < PL_STAGES_MAX; i++) {
        search.chosen[i] = NO_OPTION;
    }
    take_stages(&search, stages);
    find_fastest(&search);
    out_remedy->reaches = search_fewest(&search, stages);
    out_remedy->at_target = messages->target;
    if (!out_remedy->reaches) {
        for (uint32_t i = 0; i < count; i++) {
            now[i] = stages[i].stage;
        }
        if (search.fastest_is_real) {
            search.goal.target = time_of(&search, search.fastest);
            for (int i = 0; i < 8 && !meets(&search, search.fastest);
                 i++) { /* what lies months ahead is known to some hundredths */
                search.goal.target += search.goal.target / 64 + 1;
            }
        } else {
            find_least(&search, stages, time_of(&search, now));
        }
        search_fewest(&search, stages);
        out_remedy->at_target = search.goal.target;
    }
    out_remedy->exact = !is_tired(&search);
    report(&search, out_remedy);
}
