/* SPDX-License-Identifier: MIT
 * From the records of a profile to stages and back; circuit.c and remedy.c do the counting.
 */
#include "engine/chain.h"

#include <string.h>

#include "engine/circuit.h"
#include "engine/remedy.h"

enum { CALENDARS_MAX = 8 };

struct chain {
    struct pl_plan *plan;
    const struct pl_knowledge *k;
    const struct pl_cell *records; /* of the circuit */
    struct pl_calendar calendars[CALENDARS_MAX]; /* by position of validation_chain.hours */
};

static const struct pl_cell *cell_of(const struct pl_plan *plan, const struct pl_record *step, enum pl_fact fact)
{
    return pl_record_cell(plan->profile, step, fact);
}

static uint32_t choice_of(const struct pl_plan *plan, const struct pl_record *step, enum pl_fact fact)
{
    return pl_cell_choice(cell_of(plan, step, fact));
}

static void set_calendars(struct chain *chain)
{
    for (uint32_t i = 0; i < chain->k->hours_count; i++) {
        const struct pl_hours *hours = &chain->k->hours[i];
        if (hours->hours < CALENDARS_MAX) {
            pl_calendar_init(&chain->calendars[hours->hours], hours->days, chain->k->refs + hours->open.first, hours->open.count);
        }
    }
}

/* A duration in minutes of a calendar: a day and a week are those of whoever works. */
static int64_t in_calendar(const struct pl_cell *duration, const struct pl_calendar *calendar)
{
    switch (duration->unit) {
    case PL_MINUTES:
        return duration->low;
    case PL_DAYS:
        return duration->low / 1440 * calendar->day_minutes;
    case PL_WEEKS:
        return duration->low / 10080 * calendar->week_minutes;
    }
    return duration->low;
}

static const struct pl_calendar *calendar_of(const struct chain *chain, const struct pl_record *step)
{
    uint32_t hours = choice_of(chain->plan, step, PL_FACT_STEP_HOURS);
    return &chain->calendars[hours < CALENDARS_MAX ? hours : 0];
}

/* What a step costs: its delay, or less if silence ends it sooner. */
static int32_t work_in(const struct chain *chain, const struct pl_record *step, const struct pl_calendar *calendar)
{
    const struct pl_cell *delay = cell_of(chain->plan, step, PL_FACT_STEP_DELAY);
    const struct pl_cell *timeout = cell_of(chain->plan, step, PL_FACT_STEP_TIMEOUT);
    int64_t work = delay->line == 0 ? 0 : in_calendar(delay, calendar);
    uint32_t silent = choice_of(chain->plan, step, PL_FACT_STEP_IF_SILENT);
    if (silent != PL_NONE && silent != PL_SILENT_WAIT && timeout->line != 0) {
        int64_t limit = in_calendar(timeout, calendar);
        work = limit < work ? limit : work;
    }
    return (int32_t)work; /* a duration is at most ten years */
}

int64_t pl_chain_step_work(const struct pl_plan *plan, const struct pl_record *step)
{
    struct chain chain = {.plan = NULL, .k = plan->knowledge};
    uint32_t hours = choice_of(plan, step, PL_FACT_STEP_HOURS);
    set_calendars(&chain);
    return in_calendar(cell_of(plan, step, PL_FACT_STEP_DELAY), &chain.calendars[hours < CALENDARS_MAX ? hours : 0]);
}

/* Whether a step stands between a class and its publication. */
static bool stands_before(const struct pl_plan *plan, const struct pl_record *step, uint32_t class)
{
    return (cell_of(plan, step, PL_FACT_STEP_FOR)->high >> class & 1) != 0 &&
           choice_of(plan, step, PL_FACT_STEP_CONTROL) == PL_CONTROL_BEFORE;
}

static uint32_t weight_of(const struct pl_knowledge *k, uint32_t by)
{
    for (uint32_t i = 0; i < k->role_weights_count; i++) {
        if (k->role_weights[i].by == by) {
            return k->role_weights[i].weight;
        }
    }
    return 1;
}

/* ---- what may be changed --------------------------------------------------------------------------------- */

/* One stage of one class while its options are listed. */
struct place {
    const struct chain *chain;
    const struct pl_class *class;
    uint32_t number; /* of the class */
    uint32_t stage;
    const struct pl_record *step;
    uint32_t by;
    struct pl_remediable *remediable;
};

static void add_option(struct place *place, uint32_t edit, uint32_t weight, struct pl_stage stage, uint32_t grown)
{
    struct pl_remediable *remediable = place->remediable;
    if (remediable->options_count < PL_OPTIONS_MAX) {
        remediable->options[remediable->options_count++] =
            (struct pl_option_of_stage){edit, weight * weight_of(place->chain->k, place->by), stage, grown};
    }
}

static void add_wider_hours(struct place *place, uint32_t edit, uint32_t weight)
{
    uint32_t hours = choice_of(place->chain->plan, place->step, PL_FACT_STEP_HOURS);
    for (uint32_t i = 0; i < place->chain->k->hours_count; i++) {
        uint32_t wider = place->chain->k->hours[i].hours;
        if (wider > hours && wider < CALENDARS_MAX) {
            const struct pl_calendar *calendar = &place->chain->calendars[wider];
            struct pl_stage stage = {calendar, work_in(place->chain, place->step, calendar)};
            add_option(place, edit, weight * (wider - hours), stage, UINT32_MAX);
        }
    }
}

/* The stage before or after that the same role holds. */
static uint32_t neighbour_of(const struct place *place)
{
    const struct pl_class *class = place->class;
    for (int step = -1; step <= 1; step += 2) {
        uint32_t other = place->stage + (uint32_t)step;
        if (other < class->steps_count && choice_of(place->chain->plan, &place->chain->records->records[class->steps[other]],
                                                    PL_FACT_STEP_BY) == place->by) {
            return other;
        }
    }
    return UINT32_MAX;
}

/* Somebody must write: neither the first step nor those of the author and the community manager are relieved. The legal review of what is
 * sensitive is neither dropped, put after, delegated nor timed out; a role that is not stated may be either. */
static bool may_be_relieved(const struct place *place)
{
    bool legal_review = place->by == PL_BY_LEGAL && place->number == PL_CLASS_SENSITIVE;
    bool writes = place->stage == 0 || place->by == PL_BY_AUTHOR || place->by == PL_BY_COMMUNITY_MANAGER;
    return place->by != PL_NONE && !writes && !legal_review;
}

static void add_edit(struct place *place, uint32_t index)
{
    const struct pl_circuit_edit *edit = &place->chain->k->edits[index];
    struct pl_stage stage = place->remediable->stage;
    bool waits = choice_of(place->chain->plan, place->step, PL_FACT_STEP_IF_SILENT) == PL_SILENT_WAIT;
    switch ((enum pl_edit_kind)edit->kind) {
    case PL_CHECK_AFTER:
    case PL_DROP:
        if (may_be_relieved(place)) {
            add_option(place, index, edit->weight, (struct pl_stage){stage.calendar, 0}, UINT32_MAX);
        }
        break;
    case PL_DELEGATE:
        if (may_be_relieved(place) && edit->hours < CALENDARS_MAX) {
            add_option(place, index, edit->weight,
                       (struct pl_stage){&place->chain->calendars[edit->hours], (int32_t)edit->minutes}, UINT32_MAX);
        }
        break;
    case PL_TIME_OUT_ESCALATE:
    case PL_TIME_OUT_PUBLISH:
        if (may_be_relieved(place) && waits && stage.work > (int32_t)edit->minutes) {
            add_option(place, index, edit->weight, (struct pl_stage){stage.calendar, (int32_t)edit->minutes}, UINT32_MAX);
        }
        break;
    case PL_WIDEN_HOURS:
        add_wider_hours(place, index, edit->weight);
        break;
    case PL_MERGE:
        if (may_be_relieved(place) && neighbour_of(place) != UINT32_MAX) {
            add_option(place, index, edit->weight, (struct pl_stage){stage.calendar, 0}, neighbour_of(place));
        }
        break;
    case PL_ADD_SUBSTITUTE: /* saves no time, so a search for time never proposes it: a rule advises it */
    case PL_EDIT_KINDS:
        break;
    }
}

static void propose(const struct chain *chain, struct pl_class *class, uint32_t number, const struct pl_stage *stages)
{
    struct pl_remediable remediables[PL_STEPS_MAX];
    struct pl_remedy remedy = {.reaches = false};
    for (uint32_t i = 0; i < class->steps_count; i++) {
        const struct pl_record *step = &chain->records->records[class->steps[i]];
        remediables[i] = (struct pl_remediable){.stage = stages[i]};
        struct place place = {chain, class, number, i, step, choice_of(chain->plan, step, PL_FACT_STEP_BY), &remediables[i]};
        for (uint32_t e = 0; e < chain->k->edits_count; e++) {
            add_edit(&place, e);
        }
    }
    pl_remedy_find(remediables, class->steps_count, class->target, class->strict, &remedy);
    class->reaches = remedy.reaches;
    class->exact = remedy.exact;
    class->after = remedy.after;
    class->changes_count = remedy.edits_count;
    for (uint32_t i = 0; i < remedy.edits_count; i++) {
        class->changes[i] = (struct pl_change){remedy.edits[i].edit, class->steps[remedy.edits[i].stage]};
    }
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

static enum pl_truth meets_target(const struct pl_class *class, int64_t target)
{
    bool over = class->now.median > target || (class->strict && class->now.worst > target);
    return over ? PL_FALSE : class->known ? PL_TRUE : PL_UNKNOWN;
}

enum pl_truth pl_chain_meets(const struct pl_plan *plan, uint32_t class)
{
    return meets_target(&plan->classes[class], target_of(plan, class));
}

/* Another class that meets the same stages and wants the same: what was found for it holds. Legal review is guarded for sensitive messages
 * only, so they stand alone. */
static const struct pl_class *find_twin(const struct chain *chain, uint32_t number)
{
    const struct pl_class *class = &chain->plan->classes[number];
    for (uint32_t i = 0; i < number && number != PL_CLASS_SENSITIVE; i++) {
        const struct pl_class *other = &chain->plan->classes[i];
        if (i != PL_CLASS_SENSITIVE && other->target == class->target && other->strict == class->strict &&
            other->steps_count == class->steps_count &&
            memcmp(other->steps, class->steps, class->steps_count * sizeof *class->steps) == 0) {
            return other;
        }
    }
    return NULL;
}

static void compute_class(const struct chain *chain, uint32_t number, struct pl_class *class)
{
    struct pl_stage stages[PL_STEPS_MAX];
    class->known = true;
    for (uint32_t i = 0; i < chain->records->count && class->steps_count < PL_STEPS_MAX; i++) {
        const struct pl_record *step = &chain->records->records[i];
        if (!stands_before(chain->plan, step, number)) {
            continue;
        }
        const struct pl_calendar *calendar = calendar_of(chain, step);
        class->known = class->known && cell_of(chain->plan, step, PL_FACT_STEP_DELAY)->line != 0;
        bool waits = choice_of(chain->plan, step, PL_FACT_STEP_IF_SILENT) == PL_SILENT_WAIT;
        bool alone = cell_of(chain->plan, step, PL_FACT_STEP_SUBSTITUTE)->high == PL_NO_BIT; /* unknown is not no */
        class->irreplaceable |= waits && alone ? UINT64_C(1) << i : 0;
        stages[class->steps_count] = (struct pl_stage){calendar, work_in(chain, step, calendar)};
        class->steps[class->steps_count++] = i;
    }
    class->target = target_of(chain->plan, number);
    class->strict = number == PL_CLASS_URGENT;
    const struct pl_class *twin = find_twin(chain, number);
    if (twin != NULL) {
        *class = *twin;
        return;
    }
    pl_circuit_simulate(stages, class->steps_count, &class->now);
    class->bottleneck = class->now.worst > 0 && class->steps_count > 0 ? class->steps[class->now.bottleneck] : PL_NONE;
    class->meets = meets_target(class, class->target);
    class->within_percent = percent_within(&class->now, class->target);
    if (class->known && class->meets == PL_FALSE) {
        propose(chain, class, number, stages);
        class->after_within_percent = percent_within(&class->after, class->target);
    }
}

void pl_chain_compute(struct pl_plan *plan, struct pl_arena *arena)
{
    struct chain chain = {.plan = plan, .k = plan->knowledge, .records = pl_plan_cell(plan, PL_FACT_CHAIN)};
    if (chain.records->records == NULL) {
        return;
    }
    set_calendars(&chain);
    if (plan->classes == NULL) { /* else of an earlier trial */
        plan->classes = pl_arena_array(arena, PL_CLASSES, sizeof *plan->classes);
    }
    memset(plan->classes, 0, PL_CLASSES * sizeof *plan->classes);
    for (uint32_t class = 0; class < PL_CLASSES; class++) {
        compute_class(&chain, class, &plan->classes[class]);
    }
}
