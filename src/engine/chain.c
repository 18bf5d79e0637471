/* SPDX-License-Identifier: MIT
 * From the steps of a profile to stages and back; circuit.c, circuit_year.c and remedy.c do the counting.
 */
#include "engine/chain.h"

#include <string.h>

#include "engine/circuit_year.h"
#include "engine/remedy.h"
#include "model/holidays.h"
#include "model/schedule.h"

enum { CALENDARS_MAX = PL_CALENDARS_MAX, PL_PEOPLE_MAX = 50 };
_Static_assert((int)PL_STEPS_MAX <= (int)PL_STAGES_MAX, "every step may be a stage");
_Static_assert(4 * ((int)PL_EDIT_KINDS + CALENDARS_MAX) <= (int)PL_OPTIONS_MAX,
               "each edit is an option once, wider hours once for each calendar, with "
               "a deputy, one more holder, both or neither");
_Static_assert((int)PL_PEOPLE_MAX + 3 <= (int)PL_HOLDERS_MAX, "as many as a profile may say, a deputy and one more");

/* Years that have been made, the newest first. */
struct made {
    struct made *next;
    struct pl_year *year;
};

struct pl_circuits {
    struct pl_arena *arena;
    struct pl_calendar calendars[CALENDARS_MAX]; /* by position of validation_chain.hours */
    struct made *made;
    struct pl_place_of_work place; /* of these holidays */
    int64_t monday;
    bool holidays[PL_YEAR_KNOWN];
};

struct pl_circuits *pl_circuits_new(const struct pl_knowledge *k, struct pl_arena *arena)
{
    struct pl_circuits *circuits = pl_arena_alloc(arena, sizeof *circuits);
    circuits->arena = arena;
    for (uint32_t i = 0; i < k->hours_count; i++) {
        const struct pl_hours *hours = &k->hours[i];
        if (hours->hours < CALENDARS_MAX) {
            pl_calendar_init(&circuits->calendars[hours->hours], hours->days, k->refs + hours->open.first,
                             hours->open.count);
            circuits->calendars[hours->hours].keeps_holidays = hours->closed_on_holidays != 0;
        }
    }
    return circuits;
}

bool pl_circuits_is_full(const struct pl_circuits *circuits)
{
    enum { YEARS_MAX = 8, ANSWERS_MAX = 4000 }; /* some tens of megabytes */
    uint32_t years = 0;
    uint32_t answers = 0;
    for (const struct made *made = circuits->made; made != NULL; made = made->next) {
        years++;
        answers += pl_year_known(made->year);
    }
    return years > YEARS_MAX || answers > ANSWERS_MAX;
}

/* How one class goes. */
struct way {
    struct pl_stage stages[PL_STEPS_MAX];
    struct pl_messages messages;
    struct pl_traffic traffic; /* of all classes that go this way, and of this one alone */
    struct pl_traffic alone;
    uint32_t place; /* among those */
};

struct chain {
    const struct pl_plan *plan;
    const struct pl_knowledge *k;
    struct pl_arena *arena;
    const struct pl_calendar *calendars; /* by position of validation_chain.hours */
    struct pl_year *year;                /* NULL where there is no step */
    const struct pl_step *steps;         /* of the circuit */
    uint32_t steps_count;
};

/* What the profile says, or what is assumed. */
static int64_t absence_of(const struct chain *chain, enum pl_fact fact, enum pl_absence_kind kind)
{
    const struct pl_cell *cell = pl_plan_cell(chain->plan, fact);
    return cell->low == cell->high ? cell->low : chain->k->absences[kind].number;
}

static struct pl_year *year_of(const struct chain *chain, struct pl_circuits *circuits)
{
    struct pl_place_of_work place = pl_place_of_work(chain->k, chain->plan->cells);
    int64_t monday = pl_monday_from(chain->plan->today);
    place.in_france = pl_plan_french_law(chain->plan) == PL_TRUE; /* nothing is derived yet */
    bool marked = circuits->place.knowledge != NULL && circuits->monday == monday &&
                  circuits->place.in_france == place.in_france &&
                  strcmp(circuits->place.department, place.department) == 0;
    if (!marked) {
        memset(circuits->holidays, 0, sizeof circuits->holidays);
        pl_holidays_mark(&place, monday, PL_YEAR_KNOWN, circuits->holidays);
    }
    circuits->place = place;
    circuits->monday = monday;
    int64_t percent = absence_of(chain, PL_FACT_ABSENCE_PERCENT, PL_ABSENCE_PERCENT);
    int64_t days = absence_of(chain, PL_FACT_ABSENCE_DAYS, PL_ABSENCE_DAYS);
    struct made *made = circuits->made;
    while (made != NULL && !pl_year_is(made->year, circuits->holidays, percent, days)) {
        made = made->next;
    }
    if (made == NULL) {
        made = pl_arena_alloc(circuits->arena, sizeof *made);
        *made = (struct made){circuits->made, pl_year_new(circuits->holidays, percent, days, circuits->arena)};
        circuits->made = made;
    }
    return made->year;
}

static struct chain chain_of(const struct pl_plan *plan, struct pl_arena *arena)
{
    struct chain chain = {.plan = plan,
                          .k = plan->knowledge,
                          .arena = arena,
                          .calendars = plan->circuits->calendars,
                          .steps = plan->profile->steps,
                          .steps_count = plan->profile->steps_count};
    chain.year = chain.steps_count == 0 ? NULL : year_of(&chain, plan->circuits);
    return chain;
}

/* A duration in minutes of a calendar: a day and a week are those of whoever works. */
static int64_t in_calendar(const struct pl_cell *duration, const struct pl_calendar *calendar)
{
    switch (duration->unit) {
    case PL_MINUTES:
        return duration->low;
    case PL_DAYS:
        return duration->low * calendar->day_minutes / 1440;
    case PL_WEEKS:
        return duration->low * calendar->week_minutes / 10080;
    }
    return duration->low;
}

/* The work of a step and when silence ends it; where that is not known, the least that either may be. Returns whether
 * it is. A duration is at most ten years. */
static bool take_delay(const struct pl_step *step, struct pl_stage *stage)
{
    const int64_t waiting = (int64_t)1 << PL_SILENT_WAIT;
    bool known = step->delay->low == step->delay->high;
    stage->work = known ? (int32_t)in_calendar(step->delay, stage->calendar) : 0;
    stage->limit = PL_NO_LIMIT;
    if (step->if_silent->high == waiting) {
        return known;
    }
    bool limited = step->timeout->low == step->timeout->high;
    stage->limit = limited ? (int32_t)in_calendar(step->timeout, stage->calendar) : 0;
    return known && limited && (step->if_silent->high & waiting) == 0;
}

/* How many people a role has where the profile does not say of a step: an assumption. */
static uint32_t people_of_role(const struct chain *chain, uint32_t by)
{
    const struct pl_cell *team = pl_plan_cell(chain->plan, PL_FACT_TEAM);
    if (by == PL_BY_COMMUNICATION && team->low == team->high) {
        return team->low < 1 ? 1 : team->low > PL_PEOPLE_MAX ? (uint32_t)PL_PEOPLE_MAX : (uint32_t)team->low;
    }
    for (uint32_t i = 0; i < chain->k->role_weights_count; i++) {
        if (chain->k->role_weights[i].by == by && chain->k->role_weights[i].people > 0) {
            return chain->k->role_weights[i].people;
        }
    }
    return 1;
}

static bool may_be_by(const struct pl_step *step, int64_t roles)
{
    return (step->by->high & roles) != 0;
}

/* Any of whom can do a step; 0: somebody is always there. Of a list one is enough, so that all those named hold it.
 * What is not said of a substitute counts as none, an assumption. */
static uint32_t holders_of(const struct chain *chain, const struct pl_step *step)
{
    bool named = pl_cell_choice(step->by) != PL_NONE || step->by->order != NULL;
    bool counted = step->people->low == step->people->high;
    uint32_t people = counted ? (uint32_t)step->people->low : 0;
    if (!counted && named && may_be_by(step, (int64_t)1 << PL_BY_AUTHOR)) {
        return 0;
    }
    for (uint32_t by = 0; !counted && named && step->by->high >> by != 0; by++) {
        people += may_be_by(step, (int64_t)1 << by) ? people_of_role(chain, by) : 0;
    }
    people = people < 1 ? 1 : people > PL_PEOPLE_MAX ? (uint32_t)PL_PEOPLE_MAX : people;
    return people + (step->substitute->high == PL_YES_BIT);
}

/* By the weightiest of the roles that may hold the step. */
static uint32_t weight_of(const struct pl_knowledge *k, const struct pl_step *step)
{
    uint32_t weight = 1;
    for (uint32_t i = 0; i < k->role_weights_count; i++) {
        bool may_hold = (step->by->high >> k->role_weights[i].by & 1) != 0;
        weight = may_hold && k->role_weights[i].weight > weight ? k->role_weights[i].weight : weight;
    }
    return weight;
}

/* ---- what may be changed --------------------------------------------------------------------------------- */

/* One stage of one class while its options are listed. */
struct place {
    const struct chain *chain;
    const struct pl_class *class;
    uint32_t number; /* of the class */
    uint32_t stage;
    const struct pl_step *step;
    bool is_last_check; /* nobody else would be left to check the class */
    struct pl_remediable *remediable;
};

static void add_option(struct place *place, uint32_t edit, uint32_t weight, struct pl_stage stage, uint32_t grown)
{
    struct pl_remediable *remediable = place->remediable;
    remediable->options[remediable->options_count++] =
        (struct pl_option_of_stage){{edit}, 1, weight * weight_of(place->chain->k, place->step), stage, grown};
}

/* Widening keeps the minutes. */
static void add_wider_hours(struct place *place, uint32_t edit, uint32_t weight)
{
    uint32_t hours = pl_cell_choice(place->step->hours);
    for (uint32_t i = 0; i < place->chain->k->hours_count; i++) {
        uint32_t wider = place->chain->k->hours[i].hours;
        if (wider > hours && wider < CALENDARS_MAX) {
            struct pl_stage stage = place->remediable->stage;
            stage.calendar = &place->chain->calendars[wider];
            add_option(place, edit, weight * (wider - hours), stage, UINT32_MAX);
        }
    }
}

/* Those who write and put into shape; those who answer for a sensitive word before it is out. */
enum {
    MAKERS = 1 << PL_BY_AUTHOR | 1 << PL_BY_COMMUNITY_MANAGER,
    WRITERS = MAKERS | 1 << PL_BY_COMMUNICATION,
    GUARDIANS = 1 << PL_BY_LEGAL | 1 << PL_BY_MAYORS_OFFICE | 1 << PL_BY_EXECUTIVE | 1 << PL_BY_ELECTED_OFFICIAL
};

/* Control is loosened, never lost: somebody must write, so the first step stays where it is, and so do those of
 * writers; what is sensitive is seen before it is out. A role that is not stated, or one of several, may be any of
 * them. */
static bool may_be_relieved(uint32_t number, uint32_t stage, const struct pl_step *step)
{
    return stage > 0 && !may_be_by(step, WRITERS) && !(number == PL_CLASS_SENSITIVE && may_be_by(step, GUARDIANS));
}

/* The stage that nobody but the last of those who check could check in place of: PL_NONE if one of them cannot be
 * relieved anyway. */
static uint32_t find_last_check(const struct chain *chain, const struct pl_class *class, uint32_t number)
{
    uint32_t last = PL_NONE;
    for (uint32_t i = 1; i < class->steps_count; i++) {
        const struct pl_step *step = &chain->steps[class->steps[i]];
        bool checks = (step->by->high & ~(int64_t)MAKERS) != 0 && !may_be_by(step, MAKERS);
        if (checks && !may_be_relieved(number, i, step)) {
            return PL_NONE;
        }
        last = checks ? i : last;
    }
    return last;
}

/* The stage before or after that the same role holds, and that may change. */
static uint32_t neighbour_of(const struct place *place)
{
    const struct pl_class *class = place->class;
    uint32_t by = pl_cell_choice(place->step->by);
    for (int step = -1; step <= 1 && by != PL_NONE; step += 2) {
        uint32_t other = place->stage + (uint32_t)step;
        if (other > 0 && other < class->steps_count &&
            pl_cell_choice(place->chain->steps[class->steps[other]].by) == by) {
            return other;
        }
    }
    return UINT32_MAX;
}

static void add_edit(struct place *place, uint32_t index)
{
    const struct pl_circuit_edit *edit = &place->chain->k->edits[index];
    const struct pl_stage now = place->remediable->stage;
    const struct pl_stage nothing = {now.calendar, 0, PL_NO_LIMIT, now.holders};
    struct pl_stage limited = now;
    limited.limit = (int32_t)edit->minutes;
    bool waits = pl_cell_choice(place->step->if_silent) == PL_SILENT_WAIT;
    bool eased = may_be_relieved(place->number, place->stage, place->step);
    bool given_up = eased && !place->is_last_check;
    switch ((enum pl_edit_kind)edit->kind) {
    case PL_CHECK_AFTER:
        if (eased) {
            add_option(place, index, edit->weight, nothing, UINT32_MAX);
        }
        break;
    case PL_DROP:
        if (given_up) {
            add_option(place, index, edit->weight, nothing, UINT32_MAX);
        }
        break;
    case PL_DELEGATE:
        if (given_up && edit->hours < CALENDARS_MAX) {
            struct pl_stage delegated = {&place->chain->calendars[edit->hours], (int32_t)edit->minutes, PL_NO_LIMIT,
                                         people_of_role(place->chain, PL_BY_COMMUNITY_MANAGER)};
            add_option(place, index, edit->weight, delegated, UINT32_MAX);
        }
        break;
    case PL_TIME_OUT_ESCALATE:
    case PL_TIME_OUT_PUBLISH:
        if (eased && waits) {
            add_option(place, index, edit->weight, limited, UINT32_MAX);
        }
        break;
    case PL_WIDEN_HOURS:
        if (place->number == PL_CLASS_URGENT || (place->stage > 0 && !may_be_by(place->step, WRITERS | GUARDIANS))) {
            add_wider_hours(place, index, edit->weight);
        }
        break;
    case PL_MERGE:
        if (given_up && neighbour_of(place) != UINT32_MAX) {
            add_option(place, index, edit->weight, nothing, neighbour_of(place));
        }
        break;
    case PL_ADD_SUBSTITUTE: /* these three go with the others, or stand for a whole class */
    case PL_ADD_HOLDER:
    case PL_PRE_APPROVE:
    case PL_EDIT_KINDS:
        break;
    }
}

/* The edit of a kind, PL_NONE if the knowledge has none. */
static uint32_t edit_of_kind(const struct pl_knowledge *k, enum pl_edit_kind kind)
{
    for (uint32_t i = 0; i < k->edits_count; i++) {
        if (k->edits[i].kind == (uint32_t)kind) {
            return i;
        }
    }
    return PL_NONE;
}

/* Whether one more person can be named for a stage, and makes a difference. */
static bool may_have_more_people(const struct pl_stage *stage)
{
    return stage->holders > 0 && stage->holders < PL_HOLDERS_MAX && stage->work > 0 && stage->limit > stage->work;
}

static bool lacks_substitute(const struct pl_step *step)
{
    return step->substitute->high != PL_YES_BIT;
}

/* The stage as it is, and each of its other forms, with a deputy, with one more holder, with both. */
static void add_people(struct place *place)
{
    static const enum pl_edit_kind kinds[] = {PL_ADD_SUBSTITUTE, PL_ADD_HOLDER};
    const struct pl_knowledge *k = place->chain->k;
    struct pl_remediable *remediable = place->remediable;
    for (int kind = 0; kind < 2; kind++) {
        uint32_t edit = edit_of_kind(k, kinds[kind]);
        uint32_t count = remediable->options_count;
        bool open = edit != PL_NONE && (kinds[kind] == PL_ADD_HOLDER || lacks_substitute(place->step));
        for (uint32_t i = 0; i <= count && open; i++) {
            struct pl_option_of_stage option = {.stage = remediable->stage, .grown = UINT32_MAX};
            option = i < count ? remediable->options[i] : option;
            if (may_have_more_people(&option.stage) && remediable->options_count < PL_OPTIONS_MAX) {
                option.edits[option.edits_count++] = edit;
                option.weight += k->edits[edit].weight;
                option.stage.holders++;
                remediable->options[remediable->options_count++] = option;
            }
        }
    }
}

/* Whether texts approved in advance spare a stage: that of somebody who only approves. */
static bool is_approval(uint32_t stage, const struct pl_step *step)
{
    return stage > 0 && !may_be_by(step, WRITERS);
}

/* Fewer edits go first, then less control given up; where nothing reaches the target, what comes nearest before. */
static bool is_better(const struct pl_remedy *a, uint32_t edits, uint32_t weight, const struct pl_remedy *b)
{
    if (a->reaches != b->reaches) {
        return a->reaches;
    }
    if (a->at_target != b->at_target) {
        return a->at_target < b->at_target;
    }
    edits += a->edits_count;
    return edits < b->edits_count || (edits == b->edits_count && a->weight + weight < b->weight);
}

/* What stages become by the smallest change. */
static void propose(const struct chain *chain, struct pl_class *class, uint32_t number, const struct way *way,
                    struct pl_stage *out_stages)
{
    const struct pl_stage *stages = way->stages;
    const struct pl_messages *messages = &way->messages;
    int64_t no_more = way->alone.no_more;
    struct pl_remediable *remediables = pl_arena_array(chain->arena, class->steps_count, sizeof *remediables);
    struct pl_remedy *remedy = pl_arena_alloc(chain->arena, sizeof *remedy);
    struct pl_remedy *other = pl_arena_alloc(chain->arena, sizeof *other);
    uint32_t last_check = find_last_check(chain, class, number);
    uint32_t approved = PL_NONE; /* the first stage that texts approved in advance would spare */
    for (uint32_t i = 0; i < class->steps_count; i++) {
        const struct pl_step *step = &chain->steps[class->steps[i]];
        remediables[i].stage = stages[i];
        struct place place = {chain, class, number, i, step, i == last_check, &remediables[i]};
        for (uint32_t e = 0; e < chain->k->edits_count && pl_stage_work(&stages[i]) > 0; e++) {
            add_edit(&place, e);
        }
        add_people(&place);
        bool spared = number == PL_CLASS_URGENT && is_approval(i, step) && pl_stage_work(&stages[i]) > 0;
        approved = spared && approved == PL_NONE ? i : approved;
    }
    pl_remedy_find(chain->year, remediables, class->steps_count, messages, no_more, remedy);
    uint32_t edit = approved == PL_NONE ? PL_NONE : edit_of_kind(chain->k, PL_PRE_APPROVE);
    struct pl_change in_advance = {edit, edit == PL_NONE ? 0 : class->steps[approved]};
    bool advance = false;
    if (edit != PL_NONE) {
        for (uint32_t i = approved; i < class->steps_count; i++) {
            if (is_approval(i, &chain->steps[class->steps[i]])) {
                remediables[i].stage.work = 0;
                remediables[i].options_count = 0;
            }
        }
        pl_remedy_find(chain->year, remediables, class->steps_count, messages, no_more, other);
        advance = is_better(other, 1, chain->k->edits[edit].weight, remedy);
    }
    const struct pl_remedy *best = advance ? other : remedy;
    class->changes = pl_arena_array(chain->arena, (size_t)best->edits_count + 1, sizeof *class->changes);
    class->changes_count = 0;
    if (advance) {
        class->changes[class->changes_count++] = in_advance;
    }
    for (uint32_t i = 0; i < best->edits_count; i++) {
        class->changes[class->changes_count++] =
            (struct pl_change){best->edits[i].edit, class->steps[best->edits[i].stage]};
    }
    class->weight = best->weight + (advance ? chain->k->edits[edit].weight : 0);
    class->reaches = best->reaches;
    class->exact = remedy->exact && (edit == PL_NONE || other->exact);
    memcpy(out_stages, best->stages, class->steps_count * sizeof *out_stages);
}

/* ---- deputies, and other ways ------------------------------------------------------------------------------ */

/* A circuit that takes months is not gone through for every deputy. */
static bool is_worn_out(const struct chain *chain)
{
    enum { EFFORT_MAX = 12000000 };
    return pl_year_effort(chain->year) > EFFORT_MAX;
}

/* What the wait is made of, in a circuit that messages of a class pass. */
static void explain(const struct chain *chain, const struct pl_class *class, const struct pl_stage *stages,
                    const struct pl_messages *messages, struct pl_figures *figures)
{
    struct pl_means_of_year means;
    int64_t work = 0;
    for (uint32_t i = 0; i < class->steps_count; i++) {
        work += pl_stage_work(&stages[i]);
    }
    if (work == 0 || !class->known) {
        return;
    }
    pl_year_means(chain->year, stages, class->steps_count, messages, figures->p95, &means);
    const double parts[PL_WAIT_PARTS] = {(double)work, means.bare - (double)work, means.present - means.bare,
                                         means.real - means.present};
    figures->bottleneck = class->steps[means.bottleneck];
    /* Shares of the mean wait in whole percents that add up to 100, by the largest remainder; equal ones in their
     * order. */
    double left[PL_WAIT_PARTS];
    uint32_t sum = 0;
    for (int i = 0; i < PL_WAIT_PARTS; i++) {
        double percent = parts[i] > 0 ? parts[i] * 100 / means.real : 0;
        figures->waits[i] = (uint32_t)(percent + 1e-9);
        left[i] = percent - figures->waits[i];
        sum += figures->waits[i];
    }
    for (; sum < 100; sum++) {
        int most = 0;
        for (int i = 1; i < PL_WAIT_PARTS; i++) {
            most = left[i] > left[most] + 1e-9 ? i : most;
        }
        figures->waits[most]++;
        left[most] -= 1;
    }
}

static struct pl_figures figures_of(const struct pl_percentiles *found)
{
    return (struct pl_figures){
        found->p50, found->p90, found->p95, found->at_target, (uint32_t)(found->within * 100 + 1e-7), {0}, PL_NONE};
}

/* A candidate for the front: the changes of the class (or none), then deputies for the first `count` of its list that
 * they leave as they are. */
static void try_other_way(const struct chain *chain, struct pl_class *class, const struct pl_stage *stages,
                          const struct way *way, bool changed, uint32_t count)
{
    struct pl_stage tried[PL_STEPS_MAX];
    uint32_t edit = edit_of_kind(chain->k, PL_ADD_SUBSTITUTE);
    uint32_t room = (changed ? class->changes_count : 0) + class->deputies_count;
    struct pl_alternative other = {.changes = pl_arena_array(chain->arena, (size_t)room + 1, sizeof *other.changes),
                                   .weight = changed ? class->weight : 0};
    memcpy(tried, stages, class->steps_count * sizeof *tried);
    for (uint32_t i = 0; changed && i < class->changes_count; i++) {
        other.changes[other.changes_count++] = class->changes[i];
    }
    for (uint32_t d = 0; d < count && d < class->deputies_count && edit != PL_NONE && class->deputies[d].saves > 0;
         d++) {
        uint32_t stage = 0;
        while (class->steps[stage] != class->deputies[d].step) {
            stage++;
        }
        bool touched = false;
        for (uint32_t i = 0; changed && i < class->changes_count; i++) {
            touched = touched || class->changes[i].step == class->deputies[d].step;
        }
        if (!touched && may_have_more_people(&tried[stage])) {
            tried[stage].holders++;
            other.changes[other.changes_count++] = (struct pl_change){edit, class->deputies[d].step};
            other.weight += chain->k->edits[edit].weight;
        }
    }
    for (uint32_t i = 0; i < class->alternatives_count; i++) {
        if (class->alternatives[i].weight == other.weight &&
            class->alternatives[i].changes_count == other.changes_count) {
            return; /* the same, or as dear */
        }
    }
    if (other.changes_count > 0 && !is_worn_out(chain)) {
        const struct pl_traffic *traffic = changed ? &way->alone : &way->traffic;
        other.after =
            figures_of(&pl_year_percentiles(chain->year, tried, class->steps_count, traffic)[changed ? 0 : way->place]);
        class->alternatives[class->alternatives_count++] = other;
    }
}

/* Control given up against time: what is worse in both than another way, or no better than today, is none; those left
 * by weight. */
static void keep_front(struct pl_class *class)
{
    struct pl_alternative *ways = class->alternatives;
    uint32_t kept = 0;
    for (uint32_t i = 1; i < class->alternatives_count; i++) {
        struct pl_alternative way = ways[i];
        uint32_t at = i;
        for (; at > 0 && (ways[at - 1].weight > way.weight ||
                          (ways[at - 1].weight == way.weight && ways[at - 1].after.p90 > way.after.p90));
             at--) {
            ways[at] = ways[at - 1];
        }
        ways[at] = way;
    }
    for (uint32_t i = 0; i < class->alternatives_count; i++) {
        if (ways[i].after.p90 < (kept == 0 ? class->now.p90 : ways[kept - 1].after.p90)) {
            ways[kept++] = ways[i];
        }
    }
    class->alternatives_count = kept < 2 ? 0 : kept;
}

/* ---- one class ------------------------------------------------------------------------------------------- */

uint32_t pl_chain_target_field(const struct pl_knowledge *k, uint32_t class)
{
    const struct pl_field *classes = &k->fields[k->facts[PL_FACT_STEP_FOR]];
    const struct pl_field *targets = &k->fields[k->facts[PL_FACT_TARGETS]];
    for (uint32_t i = targets->children.first; i < targets->children.first + targets->children.count; i++) {
        if (strcmp(pl_text(k, k->fields[i].key), pl_field_value_id(k, classes, class)) == 0) {
            return i;
        }
    }
    return PL_NONE;
}

/* The target that the profile states for a class, or the assumption. */
static int64_t target_of(const struct pl_plan *plan, uint32_t class)
{
    const struct pl_knowledge *k = plan->knowledge;
    uint32_t index = pl_chain_target_field(k, class);
    if (index == PL_NONE) {
        return 0;
    }
    const struct pl_cell *cell = &plan->cells[index];
    bool stated = pl_cell_is_known(&k->fields[index], cell);
    return stated ? cell->low : k->fields[index].fallback == PL_NONE ? 0 : k->numbers[k->fields[index].fallback];
}

static uint32_t percent_within(const struct pl_delays *delays, int64_t target)
{
    uint32_t within = 0;
    for (uint32_t hour = 0; hour < PL_WEEK_HOURS; hour++) {
        within += delays->waits[hour] <= target;
    }
    return within * 100 / PL_WEEK_HOURS;
}

/* Whether a step waits for one person who has no substitute; what is not said of the substitute is neither yes nor no.
 */
static enum pl_truth waits_for_one(const struct pl_step *step)
{
    const int64_t waiting = (int64_t)1 << PL_SILENT_WAIT;
    bool several = step->people->low > 1 || step->by->order != NULL;
    if ((step->if_silent->high & waiting) == 0 || step->substitute->high == PL_YES_BIT || several) {
        return PL_FALSE;
    }
    return step->if_silent->high == waiting && step->substitute->high == PL_NO_BIT ? PL_TRUE : PL_UNKNOWN;
}

/* The steps that a class meets before publication, as stages. */
static void take_steps(const struct chain *chain, uint32_t number, struct pl_class *class, struct pl_stage *out_stages)
{
    class->known = true;
    for (uint32_t i = 0; i < chain->steps_count && class->steps_count < PL_STEPS_MAX; i++) {
        const struct pl_step *step = &chain->steps[i];
        enum pl_truth stands = pl_step_stands(step, number, PL_CONTROL_BEFORE);
        enum pl_truth alone = stands == PL_FALSE ? PL_FALSE : waits_for_one(step);
        class->perhaps_irreplaceable |= alone != PL_FALSE ? UINT64_C(1) << i : 0;
        class->irreplaceable |= alone == PL_TRUE && stands == PL_TRUE ? UINT64_C(1) << i : 0;
        if (stands != PL_TRUE) {
            class->known = class->known && stands == PL_FALSE;
            continue;
        }
        uint32_t hours = pl_cell_choice(step->hours);
        struct pl_stage *stage = &out_stages[class->steps_count];
        *stage = (struct pl_stage){&chain->calendars[hours < CALENDARS_MAX ? hours : 0], 0, PL_NO_LIMIT,
                                   holders_of(chain, step)};
        class->known = hours < CALENDARS_MAX && take_delay(step, stage) && class->known;
        class->work += pl_stage_work(stage);
        class->steps[class->steps_count++] = i;
    }
}

/* When there are messages of a class, and what is wanted of them. */
static struct pl_messages messages_of(const struct chain *chain, uint32_t number)
{
    const struct pl_cell *percent = pl_plan_cell(chain->plan, PL_FACT_TARGET_PERCENT);
    const struct pl_message_class *found = chain->k->message_classes;
    while (found->class != number) { /* each class has its row */
        found++;
    }
    uint32_t wanted = percent->low == percent->high ? (uint32_t)percent->low : found->percent;
    return (struct pl_messages){&chain->calendars[found->hours < CALENDARS_MAX ? found->hours : 0],
                                target_of(chain->plan, number),
                                (int32_t)(wanted < 1    ? 1
                                          : wanted > 99 ? 99
                                                        : wanted)};
}

static bool go_the_same_way(const struct way *a, const struct way *b, uint32_t count)
{
    bool same = true;
    for (uint32_t i = 0; i < count && same; i++) {
        same = a->stages[i].calendar == b->stages[i].calendar && a->stages[i].work == b->stages[i].work &&
               a->stages[i].limit == b->stages[i].limit && a->stages[i].holders == b->stages[i].holders;
    }
    return same;
}

/* Which classes each goes with. */
static void gather_traffic(const struct pl_class *classes, struct way *ways)
{
    for (uint32_t class = 0; class < PL_CLASSES; class ++) {
        struct way *way = &ways[class];
        way->traffic = (struct pl_traffic){.by_hour = true};
        way->alone = (struct pl_traffic){.of = {way->messages}, .count = 1};
        for (uint32_t other = 0; other < PL_CLASSES; other++) {
            bool together = classes[other].steps_count == classes[class].steps_count &&
                            go_the_same_way(way, &ways[other], classes[class].steps_count);
            way->place = other == class ? way->traffic.count : way->place;
            if (together) {
                way->traffic.of[way->traffic.count++] = ways[other].messages;
            }
        }
    }
}

/* What could be changed. */
static void find_changes(const struct chain *chain, uint32_t number, struct pl_class *class, const struct way *way)
{
    struct pl_stage changed[PL_STEPS_MAX];
    memcpy(changed, way->stages, class->steps_count * sizeof *changed);
    if (class->known) {
        struct pl_stage tried[PL_STEPS_MAX];
        class->deputies = pl_arena_array(chain->arena, class->steps_count, sizeof *class->deputies);
        memcpy(tried, way->stages, class->steps_count * sizeof *tried);
        for (uint32_t i = 0; i < class->steps_count && !is_worn_out(chain); i++) {
            if (!may_have_more_people(&tried[i]) || !lacks_substitute(&chain->steps[class->steps[i]])) {
                continue;
            }
            tried[i].holders++;
            const struct pl_percentiles with =
                pl_year_percentiles(chain->year, tried, class->steps_count, &way->traffic)[way->place];
            tried[i].holders--;
            struct pl_deputy deputy = {class->steps[i], with.p50, with.p90, with.p95, class->now.p90 - with.p90};
            uint32_t at = class->deputies_count++;
            for (; at > 0 &&
                   (class->deputies[at - 1].saves < deputy.saves ||
                    (class->deputies[at - 1].saves == deputy.saves && class->deputies[at - 1].p95 > deputy.p95));
                 at--) {
                class->deputies[at] = class->deputies[at - 1];
            }
            class->deputies[at] = deputy;
        }
    }
    class->after = class->now;
    if (class->known && class->meets == PL_FALSE) {
        propose(chain, class, number, way, changed);
        if (class->changes_count > 0) {
            class->after = figures_of(pl_year_percentiles(chain->year, changed, class->steps_count, &way->alone));
            explain(chain, class, changed, &way->messages, &class->after);
        }
        class->alternatives = pl_arena_array(chain->arena, PL_ALTERNATIVES_MAX, sizeof *class->alternatives);
        try_other_way(chain, class, way->stages, way, false, 1);
        try_other_way(chain, class, way->stages, way, false, PL_STEPS_MAX);
        try_other_way(chain, class, changed, way, true, 0);
        try_other_way(chain, class, changed, way, true, PL_STEPS_MAX);
        keep_front(class);
    }
    pl_circuit_simulate(changed, class->steps_count, &class->bare_after);
    class->bare_after_within_percent = percent_within(&class->bare_after, class->target);
}

bool pl_chain_looks_at(const struct pl_knowledge *k, uint32_t field)
{
    static const enum pl_fact facts[] = {
        PL_FACT_CHAIN,          PL_FACT_TEAM,    PL_FACT_ABSENCE_PERCENT, PL_FACT_ABSENCE_DAYS,
        PL_FACT_TARGET_PERCENT, PL_FACT_COUNTRY, PL_FACT_DEPARTMENT,      PL_FACT_CODE};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (k->facts[facts[i]] == field) {
            return true;
        }
    }
    return false;
}

void pl_chain_compute(struct pl_plan *plan, bool whole, struct pl_arena *arena)
{
    struct way ways[PL_CLASSES];
    if (plan->profile->steps == NULL) {
        return;
    }
    plan->circuits = plan->circuits == NULL ? pl_circuits_new(plan->knowledge, arena) : plan->circuits;
    const struct chain chain = chain_of(plan, arena);
    plan->classes = pl_arena_array(arena, PL_CLASSES, sizeof *plan->classes); /* a trial shares those of its plan */
    for (uint32_t number = 0; number < PL_CLASSES; number++) {
        struct pl_class *class = &plan->classes[number];
        ways[number].messages = messages_of(&chain, number);
        class->target = ways[number].messages.target;
        class->target_percent = (uint32_t)ways[number].messages.percent;
        take_steps(&chain, number, class, ways[number].stages);
        pl_circuit_simulate(ways[number].stages, class->steps_count, &class->bare);
        class->bare_within_percent = percent_within(&class->bare, class->target);
        class->timed = chain.year == NULL;
        class->now = class->after = (struct pl_figures){.within_percent = 100, .bottleneck = PL_NONE};
    }
    if (chain.year == NULL || !whole) {
        for (uint32_t number = 0; number < PL_CLASSES && chain.year == NULL; number++) {
            plan->classes[number].meets = pl_chain_meets(plan, number);
        }
        return;
    }
    pl_year_begin(chain.year);
    gather_traffic(plan->classes, ways);
    for (uint32_t number = 0; number < PL_CLASSES; number++) {
        struct pl_class *class = &plan->classes[number];
        const struct pl_percentiles *found =
            pl_year_percentiles(chain.year, ways[number].stages, class->steps_count, &ways[number].traffic);
        int64_t most = 0;
        for (uint32_t i = 0; i < ways[number].traffic.count; i++) {
            most = found[i].p95 > most ? found[i].p95 : most;
        }
        class->now = figures_of(&found[ways[number].place]);
        memcpy(class->week, found[ways[number].place].week, sizeof class->week);
        explain(&chain, class, ways[number].stages, &ways[number].messages, &class->now);
        ways[number].traffic.by_hour = false;
        ways[number].traffic.no_more = most;
        ways[number].alone.no_more = class->now.p95;
        class->timed = true;
        class->meets = pl_chain_meets(plan, number);
    }
    for (uint32_t number = 0; number < PL_CLASSES; number++) {
        find_changes(&chain, number, &plan->classes[number], &ways[number]);
    }
}

/* ---- what rules look at ------------------------------------------------------------------------------------ */

/* A class again as steps. */
static struct chain retake(const struct pl_plan *plan, uint32_t number, struct way *out_way)
{
    struct pl_class again = {0};
    const struct chain chain = chain_of(plan, NULL);
    out_way->messages = messages_of(&chain, number);
    take_steps(&chain, number, &again, out_way->stages);
    return chain;
}

int64_t pl_chain_median(const struct pl_plan *plan, uint32_t number)
{
    struct pl_class *class = &plan->classes[number];
    if (!class->timed) {
        struct way way;
        const struct chain chain = retake(plan, number, &way);
        const struct pl_traffic traffic = {.of = {way.messages}, .count = 1};
        class->now = figures_of(pl_year_percentiles(chain.year, way.stages, class->steps_count, &traffic));
        class->timed = true;
    }
    return class->now.p50;
}

enum pl_truth pl_chain_meets(const struct pl_plan *plan, uint32_t number)
{
    const struct pl_class *class = &plan->classes[number];
    bool in_time = class->now.at_target <= target_of(plan, number);
    if (!class->timed) {
        struct way way;
        const struct chain chain = retake(plan, number, &way);
        in_time = pl_year_meets(chain.year, way.stages, class->steps_count, &way.messages);
    }
    return !in_time ? PL_FALSE : class->known ? PL_TRUE : PL_UNKNOWN;
}

void pl_chain_year(struct pl_plan *plan)
{
    enum { NINE_IN_TEN = 90 };
    for (uint32_t number = 0; plan->classes != NULL && plan->profile->steps_count > 0 && number < PL_CLASSES;
         number++) {
        struct way way;
        struct pl_class *class = &plan->classes[number];
        const struct chain chain = retake(plan, number, &way);
        class->year = pl_arena_array(plan->arena, PL_YEAR_WEEKS, sizeof *class->year);
        pl_year_by_week(chain.year, way.stages, class->steps_count, &way.messages, NINE_IN_TEN, class->year);
    }
}
