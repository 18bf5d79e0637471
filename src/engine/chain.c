/* SPDX-License-Identifier: MIT
 * From the steps of a profile to stages and back; circuit.c and remedy.c do the counting.
 */
#include "engine/chain.h"

#include <string.h>

#include "engine/circuit.h"
#include "engine/remedy.h"

enum { CALENDARS_MAX = PL_CALENDARS_MAX };
_Static_assert((int)PL_STEPS_MAX <= (int)PL_STAGES_MAX, "every step may be a stage");
_Static_assert((int)PL_EDIT_KINDS + CALENDARS_MAX <= (int)PL_OPTIONS_MAX, "each edit is an option once, wider hours once for each calendar");

struct chain {
    struct pl_plan *plan;
    const struct pl_knowledge *k;
    const struct pl_step *steps; /* of the circuit */
    uint32_t steps_count;
    struct pl_calendar calendars[CALENDARS_MAX]; /* by position of validation_chain.hours */
};

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
        return duration->low * calendar->day_minutes / 1440;
    case PL_WEEKS:
        return duration->low * calendar->week_minutes / 10080;
    }
    return duration->low;
}

/* What a step costs at least in minutes of a calendar: its delay, or less if silence ends it sooner. Returns whether that is exact. */
static bool work_in(const struct pl_step *step, const struct pl_calendar *calendar, int32_t *out_work)
{
    const int64_t waiting = (int64_t)1 << PL_SILENT_WAIT;
    bool known = step->delay->low == step->delay->high;
    int64_t work = known ? in_calendar(step->delay, calendar) : 0;
    if (step->if_silent->high != waiting) { /* silence may end it */
        bool limited = step->timeout->low == step->timeout->high;
        int64_t limit = limited ? in_calendar(step->timeout, calendar) : 0;
        known = known && limited && (limit >= work || (step->if_silent->high & waiting) == 0);
        work = limit < work ? limit : work;
    }
    *out_work = (int32_t)work; /* a duration is at most ten years */
    return known;
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
        (struct pl_option_of_stage){edit, weight * weight_of(place->chain->k, place->step), stage, grown};
}

static void add_wider_hours(struct place *place, uint32_t edit, uint32_t weight)
{
    uint32_t hours = pl_cell_choice(place->step->hours);
    for (uint32_t i = 0; i < place->chain->k->hours_count; i++) {
        uint32_t wider = place->chain->k->hours[i].hours;
        if (wider > hours && wider < CALENDARS_MAX) {
            struct pl_stage stage = {&place->chain->calendars[wider], 0};
            work_in(place->step, stage.calendar, &stage.work);
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

static bool may_be_by(const struct pl_step *step, int64_t roles)
{
    return (step->by->high & roles) != 0;
}

/* Control is loosened, never lost: somebody must write, so the first step stays where it is, and so do those of writers; what is sensitive is
 * seen before it is out. A role that is not stated, or one of several, may be any of them. */
static bool may_be_relieved(uint32_t number, uint32_t stage, const struct pl_step *step)
{
    return stage > 0 && !may_be_by(step, WRITERS) && !(number == PL_CLASS_SENSITIVE && may_be_by(step, GUARDIANS));
}

/* Whoever writes, leads or gives legal advice is not put on duty in the evening and at weekends for a message that can wait. */
static bool may_work_longer(const struct place *place)
{
    return place->number == PL_CLASS_URGENT || (place->stage > 0 && !may_be_by(place->step, WRITERS | GUARDIANS));
}

/* The stage that nobody but the last of those who check could check in place of: PL_NONE if one of them cannot be relieved anyway. */
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
        if (other > 0 && other < class->steps_count && pl_cell_choice(place->chain->steps[class->steps[other]].by) == by) {
            return other;
        }
    }
    return UINT32_MAX;
}

static void add_edit(struct place *place, uint32_t index)
{
    const struct pl_circuit_edit *edit = &place->chain->k->edits[index];
    struct pl_stage stage = place->remediable->stage;
    bool waits = pl_cell_choice(place->step->if_silent) == PL_SILENT_WAIT;
    bool eased = may_be_relieved(place->number, place->stage, place->step);
    bool given_up = eased && !place->is_last_check;
    switch ((enum pl_edit_kind)edit->kind) {
    case PL_CHECK_AFTER:
        if (eased) {
            add_option(place, index, edit->weight, (struct pl_stage){stage.calendar, 0}, UINT32_MAX);
        }
        break;
    case PL_DROP:
        if (given_up) {
            add_option(place, index, edit->weight, (struct pl_stage){stage.calendar, 0}, UINT32_MAX);
        }
        break;
    case PL_DELEGATE:
        if (given_up && edit->hours < CALENDARS_MAX) {
            add_option(place, index, edit->weight,
                       (struct pl_stage){&place->chain->calendars[edit->hours], (int32_t)edit->minutes}, UINT32_MAX);
        }
        break;
    case PL_TIME_OUT_ESCALATE:
    case PL_TIME_OUT_PUBLISH:
        if (eased && waits && stage.work > (int32_t)edit->minutes) {
            add_option(place, index, edit->weight, (struct pl_stage){stage.calendar, (int32_t)edit->minutes}, UINT32_MAX);
        }
        break;
    case PL_WIDEN_HOURS:
        if (may_work_longer(place)) {
            add_wider_hours(place, index, edit->weight);
        }
        break;
    case PL_MERGE:
        if (given_up && neighbour_of(place) != UINT32_MAX) {
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
    uint32_t last_check = find_last_check(chain, class, number);
    for (uint32_t i = 0; i < class->steps_count; i++) {
        const struct pl_step *step = &chain->steps[class->steps[i]];
        remediables[i] = (struct pl_remediable){.stage = stages[i]};
        struct place place = {chain, class, number, i, step, i == last_check, &remediables[i]};
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

/* Another class that meets the same stages and wants the same: what was found for it holds. What is sensitive is guarded otherwise, so it
 * stands alone; what is urgent is strict, and so does it. */
static const struct pl_class *find_twin(const struct chain *chain, uint32_t number)
{
    const struct pl_class *class = &chain->plan->classes[number];
    for (uint32_t i = 0; class->known && i < number && number != PL_CLASS_SENSITIVE; i++) {
        const struct pl_class *other = &chain->plan->classes[i];
        if (i != PL_CLASS_SENSITIVE && other->known && other->target == class->target && other->strict == class->strict &&
            other->steps_count == class->steps_count &&
            memcmp(other->steps, class->steps, class->steps_count * sizeof *class->steps) == 0) {
            return other;
        }
    }
    return NULL;
}

/* Whether a step waits for one person who has no substitute; what is not said of the substitute is neither yes nor no. */
static enum pl_truth waits_for_one(const struct pl_step *step)
{
    const int64_t waiting = (int64_t)1 << PL_SILENT_WAIT;
    if ((step->if_silent->high & waiting) == 0 || step->substitute->high == PL_YES_BIT) {
        return PL_FALSE;
    }
    return step->if_silent->high == waiting && step->substitute->high == PL_NO_BIT ? PL_TRUE : PL_UNKNOWN;
}

static void compute_class(const struct chain *chain, uint32_t number, struct pl_class *class)
{
    struct pl_stage stages[PL_STEPS_MAX];
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
        struct pl_stage *stage = &stages[class->steps_count];
        *stage = (struct pl_stage){&chain->calendars[hours < CALENDARS_MAX ? hours : 0], 0};
        class->known = hours < CALENDARS_MAX && work_in(step, stage->calendar, &stage->work) && class->known;
        class->work += stage->work;
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
    struct chain chain = {
        .plan = plan, .k = plan->knowledge, .steps = plan->profile->steps, .steps_count = plan->profile->steps_count};
    if (chain.steps == NULL) {
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
