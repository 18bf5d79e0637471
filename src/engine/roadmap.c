/* SPDX-License-Identifier: MIT
 * See roadmap.h. Turns steps into tasks and roles into workers (engine/schedule.h), and back.
 */
#include "engine/roadmap.h"

#include <string.h>

#include "base/date.h"
#include "engine/evaluate.h"
#include "engine/schedule.h"
#include "model/schedule.h"

/* Days looked at, so that the table can say how long it takes where a year is too short; nodes for the plan, and for
 * each row of the table. */
enum { DAYS = 3 * 366, NODES = 200, ROW_NODES = 100, MINUTES = 60, WINDOWS = 2 };

struct draft {
    struct pl_plan *plan;
    const struct pl_pace *pace;
    int64_t start;
    uint32_t *ranks; /* by task: its step */
    struct pl_task *tasks;
    uint32_t *roles; /* by worker */
    struct pl_worker *workers;
    struct pl_instance instance;
};

/* ---- days -------------------------------------------------------------------------------------------------- */

static struct pl_workdays work_days(const struct pl_plan *plan, int64_t start)
{
    const struct pl_knowledge *k = plan->knowledge;
    uint8_t percents[DAYS];
    bool holidays[DAYS] = {false};
    uint16_t ticks[DAYS];
    struct pl_place_of_work place = pl_place_of_work(k, plan->cells);
    int64_t open = pl_open_days(k);
    memset(percents, 100, DAYS);
    int last = pl_date_of_days(start + DAYS - 1).year;
    for (uint32_t i = 0; i < k->seasons_count; i++) {
        const struct pl_season *season = &k->seasons[i];
        for (int year = pl_date_of_days(start).year - 1; year <= last; year++) {
            int ends = season->to < season->from ? year + 1 : year;
            int64_t from =
                pl_date_to_days((struct pl_date){year, (int)season->from / 100, (int)season->from % 100}) - start;
            int64_t to = pl_date_to_days((struct pl_date){ends, (int)season->to / 100, (int)season->to % 100}) - start;
            for (int64_t day = from < 0 ? 0 : from; day <= to && day < DAYS; day++) {
                percents[day] = (uint8_t)season->percent;
            }
        }
    }
    pl_holidays_mark(&place, start, DAYS, holidays);
    for (int64_t day = 0; day < DAYS; day++) { /* the first is a Monday */
        ticks[day] = day % 7 < open && !holidays[day] ? (uint16_t)(PL_TICKS * percents[day] / 100) : 0;
    }
    return pl_workdays(ticks, DAYS, (uint32_t)open, plan->arena);
}

/* ---- hours ------------------------------------------------------------------------------------------------- */

/* What a role is taken to give to the steps, NULL where nothing is said of it. */
static const struct pl_role_hours *assumed_hours(const struct pl_plan *plan, uint32_t role)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_evaluation evaluation = {k, plan->cells, plan->terms, plan->rules, plan->edition, PL_NONE};
    for (uint32_t i = 0; i < k->role_hours_count; i++) {
        const struct pl_role_hours *hours = &k->role_hours[i];
        for (uint32_t r = 0; r < hours->roles.count; r++) {
            bool named = k->refs[hours->roles.first + r] == role;
            if (named && (hours->terms.count == 0 || pl_evaluate_terms(&evaluation, hours->terms) == PL_TRUE)) {
                return hours;
            }
        }
    }
    return NULL;
}

/* What running the accounts takes a week: those there are, and those to be opened too. */
static int64_t running_hours(const struct pl_plan *plan, bool opened)
{
    int64_t hours = 0;
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        const struct pl_choice *choice = &plan->choices[i];
        bool counts = pl_decision_retains(choice->decision) && !choice->set_aside && !choice->put_off;
        hours += counts && (opened || choice->decision != PL_OPEN) ? choice->hours : 0;
    }
    return hours;
}

static uint32_t at_most(int64_t hours, int64_t most)
{
    return (uint32_t)(hours < 0 ? 0 : hours > most ? most : hours);
}

/* ---- tasks ------------------------------------------------------------------------------------------------- */

static uint32_t worker_of(struct draft *draft, uint32_t role, uint32_t runner)
{
    struct pl_roadmap *roadmap = draft->plan->roadmap;
    uint32_t worker = 0;
    while (worker < roadmap->owners_count && roadmap->owners[worker].role != role) {
        worker++;
    }
    if (worker == roadmap->owners_count) {
        /* Nobody works longer than a day, at one step at a time. Whose work it is to run the accounts has what they
         * leave, but some hours whatever they take. */
        const struct pl_plan *plan = draft->plan;
        /* the cell of means.project_hours for a role, NULL where the vocabulary has none */
        const struct pl_cell *stated = NULL;
        const struct pl_knowledge *k = plan->knowledge;
        struct pl_range children = k->fields[k->facts[PL_FACT_PROJECT_HOURS]].children;
        for (uint32_t i = children.first; i < children.first + children.count; i++) {
            const struct pl_cell *cell = &plan->cells[i];
            if (strcmp(pl_text(k, k->fields[i].key), pl_text(k, k->roles[role].id)) == 0 && cell->low == cell->high) {
                stated = cell;
                break;
            }
        }
        int64_t most = (int64_t)draft->pace->day_hours * pl_open_days(plan->knowledge);
        const struct pl_role_hours *assumed = assumed_hours(plan, role);
        int64_t least = draft->pace->least_hours;
        int64_t hours = stated != NULL ? stated->low : assumed != NULL ? assumed->hours : least;
        int64_t later = hours;
        if (stated == NULL && role == runner && assumed != NULL && assumed->beside_accounts && plan->means.known) {
            int64_t now = plan->means.available - running_hours(plan, false);
            int64_t then = plan->means.available - running_hours(plan, true);
            hours = now > least ? now : least;
            later = then > least ? then : least;
        }
        struct pl_owner owner = {
            .role = role, .hours = at_most(hours, most), .later = at_most(later, most), .stated = stated != NULL};
        roadmap->owners[roadmap->owners_count++] = owner;
        draft->workers[worker] = (struct pl_worker){owner.hours, owner.later};
    }
    return worker;
}

static bool is_under_way(const struct pl_progress *progress)
{
    return progress != NULL && pl_cell_choice(progress->state) == PL_STEP_STARTED;
}

/* A little work that the law asks for: it is not kept waiting for months of other work. */
static bool is_short_duty(const struct pl_plan *plan, const struct pl_pace *pace, const struct pl_rule *step)
{
    const struct pl_knowledge *k = plan->knowledge;
    bool binds = false;
    for (uint32_t i = step->answers.first; i < step->answers.first + step->answers.count; i++) {
        const struct pl_rule *answered = &k->rules[k->refs[i]];
        binds = binds ||
                (answered->concludes == PL_DUTY && answered->grade == PL_BINDING && plan->rules[k->refs[i]] == PL_TRUE);
    }
    return binds && step->effort <= pace->duty_days;
}

static void draft_tasks(struct draft *draft)
{
    struct pl_plan *plan = draft->plan;
    const struct pl_knowledge *k = plan->knowledge;
    uint32_t *numbers =
        pl_arena_array(plan->arena, (size_t)plan->steps.count + 1, sizeof *numbers); /* by rank: the task, from 1 */
    uint32_t manager = pl_position(k, PL_TO_ROLE, "community-manager");
    uint32_t runner = manager == PL_NONE ? PL_NONE : pl_plan_holder(plan, manager);
    for (uint32_t rank = 0; rank < plan->steps.count; rank++) {
        const struct pl_rule *rule = &k->rules[plan->steps.items[rank]];
        const struct pl_progress *progress = pl_profile_progress(plan->profile, pl_text(k, rule->id));
        plan->spans[rank].put_off = true;
        if (pl_progress_is_done(progress)) {
            plan->spans[rank] = (struct pl_span){pl_progress_day(progress), pl_progress_day(progress),
                                                 pl_progress_day(progress), true, true};
        } else if (plan->crews[rank].owner != PL_NONE && pl_plan_exception(plan, pl_text(k, rule->id)) == NULL) {
            draft->ranks[draft->instance.count] = rank;
            draft->tasks[draft->instance.count] =
                (struct pl_task){.worker = worker_of(draft, plan->crews[rank].owner, runner),
                                 .minutes = rule->effort * draft->pace->day_hours * MINUTES,
                                 .lasts = rule->lasts,
                                 .urgent = rule->urgent != 0 || is_short_duty(plan, draft->pace, rule),
                                 .opens = rule->launches != 0 && (rule->carries >> PL_ACT_OPEN & 1) != 0,
                                 .launches = rule->launches != 0};
            /* What is said of a step is kept: under way, it waits for nothing, and a part of it is left; planned, it
             * does not begin before its day. */
            struct pl_task *task = &draft->tasks[draft->instance.count];
            int64_t day = progress == NULL ? -1 : pl_progress_day(progress);
            int64_t ahead = day < 0 ? 0 : day - draft->start;
            if (is_under_way(progress)) {
                task->urgent = true;
                task->minutes = task->minutes * draft->pace->left_percent / 100;
                task->lasts = (int64_t)task->lasts > -ahead ? (uint32_t)(task->lasts + ahead) : 0;
            } else if (ahead > 0) {
                task->from = at_most(ahead, DAYS);
                task->urgent = false; /* its owner has something else to do until then */
            }
            numbers[rank] = ++draft->instance.count;
        }
    }
    for (uint32_t i = 0; i < draft->instance.count; i++) {
        uint32_t step = plan->steps.items[draft->ranks[i]];
        struct pl_list before = pl_plan_numbers_before(plan, step);
        bool waits = !is_under_way(pl_profile_progress(plan->profile, pl_text(k, k->rules[step].id)));
        for (uint32_t b = 0; waits && b < before.count; b++) {
            uint32_t number = numbers[before.items[b] - 1];
            if (number > 0) {
                before.items[draft->tasks[i].before.count++] = number - 1;
            }
        }
        draft->tasks[i].before.items = before.items;
    }
}

/* The tasks that answer each blocker. */
static void draft_blockers(struct draft *draft)
{
    const struct pl_plan *plan = draft->plan;
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_list *blockers = pl_arena_array(plan->arena, (size_t)plan->findings.count + 1, sizeof *blockers);
    draft->instance.blockers = blockers;
    for (uint32_t f = 0; f < plan->findings.count; f++) {
        struct pl_list *blocker = &blockers[draft->instance.blockers_count];
        for (uint32_t i = 0; k->rules[plan->findings.items[f]].concludes == PL_BLOCKER && i < draft->instance.count;
             i++) {
            struct pl_range answers = k->rules[plan->steps.items[draft->ranks[i]]].answers;
            for (uint32_t a = answers.first; a < answers.first + answers.count; a++) {
                if (k->refs[a] == plan->findings.items[f]) {
                    pl_list_add(blocker, plan->arena, i);
                }
            }
        }
        draft->instance.blockers_count += blocker->count > 0;
    }
}

/* ---- what comes of it -------------------------------------------------------------------------------------- */

/* Of the minutes of a task those done by a tick. */
static int64_t minutes_by(const struct pl_task *task, const struct pl_slot *slot, uint32_t tick)
{
    return tick <= slot->tick                 ? 0
           : tick - slot->tick >= slot->ticks ? task->minutes
                                              : (int64_t)task->minutes * (tick - slot->tick) / slot->ticks;
}

static int64_t month_after(int64_t day)
{
    return pl_date_add_months(day - (pl_date_of_days(day).day - 1), 1);
}

/* The months from the first day to the last of which a step takes hours. */
static void add_up_months(struct draft *draft, const struct pl_outcome *outcome)
{
    struct pl_plan *plan = draft->plan;
    struct pl_roadmap *roadmap = plan->roadmap;
    const struct pl_workdays *days = &draft->instance.days;
    for (uint32_t w = 0; w < roadmap->owners_count; w++) {
        struct pl_owner *owner = &roadmap->owners[w];
        owner->months = pl_arena_array(plan->arena, DAYS / 28 + 2, sizeof *owner->months);
        int64_t worked = -1;
        uint32_t opened = UINT32_MAX;
        for (uint32_t i = 0; i < draft->instance.count; i++) {
            const struct pl_slot *slot = &outcome->slots[i];
            bool counts = draft->tasks[i].worker == w && !plan->spans[draft->ranks[i]].put_off;
            worked = counts && (int64_t)slot->worked > worked ? slot->worked : worked;
            opened = counts && draft->tasks[i].opens && slot->tick + slot->ticks < opened ? slot->tick + slot->ticks
                                                                                          : opened;
        }
        for (int64_t from = 0; from <= worked;) {
            int64_t to = month_after(draft->start + from) - draft->start;
            uint32_t ticks[] = {days->ticks[from], days->ticks[to < DAYS ? to : DAYS]};
            struct pl_month_hours *month = &owner->months[owner->months_count++];
            month->month = draft->start + from;
            for (uint32_t i = 0; i < draft->instance.count; i++) {
                bool counts = draft->tasks[i].worker == w && !plan->spans[draft->ranks[i]].put_off;
                month->minutes += !counts ? 0
                                          : minutes_by(&draft->tasks[i], &outcome->slots[i], ticks[1]) -
                                                minutes_by(&draft->tasks[i], &outcome->slots[i], ticks[0]);
            }
            uint32_t turn = opened < ticks[0] ? ticks[0] : opened > ticks[1] ? ticks[1] : opened;
            int64_t hours = (int64_t)(turn - ticks[0]) * owner->hours + (int64_t)(ticks[1] - turn) * owner->later;
            month->available = hours * MINUTES / (PL_TICKS * (int64_t)days->per_week);
            from = to;
        }
    }
}

/* Whose work takes longest of that which the first opening waits for, or of all where nothing is to be opened. */
static uint32_t slowest(const struct draft *draft, struct pl_arena *arena)
{
    const struct pl_instance *in = &draft->instance;
    uint8_t *counts = pl_arena_array(arena, (size_t)in->count + 1, 1);
    uint64_t *minutes = pl_arena_array(arena, (size_t)in->workers_count + 1, sizeof *minutes);
    bool opens = false;
    for (uint32_t i = 0; i < in->count; i++) {
        counts[i] = in->tasks[i].opens;
        opens = opens || in->tasks[i].opens;
    }
    for (bool more = opens; more;) {
        more = false;
        for (uint32_t i = 0; i < in->count; i++) {
            for (uint32_t b = 0; counts[i] && b < in->tasks[i].before.count; b++) {
                more = more || !counts[in->tasks[i].before.items[b]];
                counts[in->tasks[i].before.items[b]] = 1;
            }
        }
    }
    uint32_t slow = 0;
    for (uint32_t i = 0; i < in->count; i++) {
        minutes[in->tasks[i].worker] += !opens || counts[i] ? in->tasks[i].minutes : 0;
    }
    for (uint32_t w = 1; w < in->workers_count; w++) { /* minutes / hours, and no hours at all is slowest */
        slow = minutes[w] * in->workers[slow].hours > minutes[slow] * in->workers[w].hours ? w : slow;
    }
    return slow;
}

static struct pl_pace_row row_of(const struct draft *draft, uint32_t hours, const struct pl_outcome *outcome)
{
    struct pl_pace_row row = {.hours = hours, .opening = -1};
    bool opens = false;
    for (uint32_t i = 0; i < draft->instance.count; i++) {
        opens = opens || draft->tasks[i].opens;
    }
    row.opening = !opens ? -1 : outcome->aims[1] == DAYS ? PL_NEVER : draft->start + outcome->aims[1];
    row.end = outcome->aims[2] == DAYS ? PL_NEVER : draft->start + outcome->aims[2];
    return row;
}

/* Today's hours of whoever is slowest, two and five more, and twice as many. */
static void set_rows(struct draft *draft, const struct pl_outcome *outcome)
{
    struct pl_roadmap *roadmap = draft->plan->roadmap;
    uint32_t slow = slowest(draft, draft->plan->arena);
    struct pl_worker worker = draft->workers[slow];
    uint32_t most = draft->pace->day_hours * draft->instance.days.per_week;
    uint32_t more[] = {2, 5, worker.hours};
    if (worker.hours < 5) { /* in order */
        uint32_t at = worker.hours < 2 ? 0 : 1;
        memmove(more + at + 1, more + at, (2 - at) * sizeof *more);
        more[at] = worker.hours;
    }
    roadmap->held_up_by = roadmap->owners[slow].role;
    roadmap->rows[roadmap->rows_count++] = row_of(draft, worker.hours, outcome);
    for (uint32_t i = 0; i < PL_PACE_ROWS - 1; i++) {
        uint32_t hours = worker.hours + more[i];
        if (hours > most || hours == roadmap->rows[roadmap->rows_count - 1].hours) {
            continue;
        }
        draft->workers[slow] = (struct pl_worker){hours, worker.later + more[i]};
        struct pl_outcome other = pl_schedule(&draft->instance, ROW_NODES, draft->plan->arena);
        roadmap->rows[roadmap->rows_count++] = row_of(draft, hours, &other);
    }
    draft->workers[slow] = worker;
}

void pl_plan_roadmap(struct pl_plan *plan)
{
    const struct pl_knowledge *k = plan->knowledge;
    size_t count = (size_t)plan->steps.count + 1;
    struct draft draft = {.plan = plan, .pace = &k->paces[0], .start = pl_monday_from(plan->today)};
    struct pl_roadmap *roadmap = plan->roadmap = pl_arena_alloc(plan->arena, sizeof *roadmap);
    *roadmap = (struct pl_roadmap){.held_up_by = PL_NONE, .exact = true};
    roadmap->owners = pl_arena_array(plan->arena, (size_t)k->roles_count + 1, sizeof *roadmap->owners);
    roadmap->until = pl_date_add_months(draft.start, (int)draft.pace->months) - 1;
    plan->spans = pl_arena_array(plan->arena, count, sizeof *plan->spans);
    draft.ranks = pl_arena_array(plan->arena, count, sizeof *draft.ranks);
    draft.tasks = pl_arena_array(plan->arena, count, sizeof *draft.tasks);
    draft.workers = pl_arena_array(plan->arena, (size_t)k->roles_count + 1, sizeof *draft.workers);
    draft_tasks(&draft);
    if (draft.instance.count == 0) {
        return;
    }
    draft_blockers(&draft);
    /* The periods before the ballots that renew the authority itself. */
    struct pl_window *windows = pl_arena_array(plan->arena, WINDOWS, sizeof *windows);
    struct pl_ballot ballot;
    uint32_t kind = pl_cell_choice(pl_plan_cell(plan, PL_FACT_KIND));
    bool bound = kind != PL_NONE && pl_place_of_work(plan->knowledge, plan->cells).in_france;
    int64_t day = draft.start;
    draft.instance.windows = windows;
    while (bound && draft.instance.windows_count < WINDOWS && pl_ballot_next(plan->knowledge, kind, day, &ballot) &&
           ballot.window_from < draft.start + DAYS) {
        int64_t from = ballot.window_from - draft.start;
        windows[draft.instance.windows_count++] =
            (struct pl_window){from < 0 ? 0 : (uint32_t)from, (uint32_t)(ballot.last_day - draft.start)};
        day = ballot.last_day + 1;
    }
    draft.instance.days = work_days(plan, draft.start);
    draft.instance.tasks = draft.tasks;
    draft.instance.workers = draft.workers;
    draft.instance.workers_count = roadmap->owners_count;
    struct pl_outcome outcome = pl_schedule(&draft.instance, NODES, plan->arena);
    for (uint32_t i = 0; i < draft.instance.count; i++) {
        const struct pl_slot *slot = &outcome.slots[i];
        const struct pl_progress *progress =
            pl_profile_progress(plan->profile, pl_text(k, k->rules[plan->steps.items[draft.ranks[i]]].id));
        bool began = is_under_way(progress) && pl_progress_day(progress) >= 0;
        struct pl_span span = {draft.start + slot->first, draft.start + slot->last, draft.start + slot->worked, false,
                               false};
        span.first = began ? pl_progress_day(progress) : span.first;
        span.put_off = slot->last == DAYS || span.last > roadmap->until;
        roadmap->hours_put_off += span.put_off ? draft.tasks[i].minutes / MINUTES : 0;
        plan->spans[draft.ranks[i]] = span;
    }
    roadmap->exact = outcome.exact;
    for (uint32_t aim = 0; aim < PL_AIMS && roadmap->gap == 0; aim++) {
        roadmap->gap = outcome.aims[aim] - outcome.bounds[aim];
    }
    add_up_months(&draft, &outcome);
    set_rows(&draft, &outcome);
}
