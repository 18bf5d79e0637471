/* SPDX-License-Identifier: MIT
 * See editorial.h. Rates are counted over a year of 52 weeks, in whole minutes; an event is taken to come once a month.
 */
#include "engine/editorial.h"

#include <string.h>

#include "engine/crew.h"
#include "engine/evaluate.h"
#include "model/schedule.h"

enum { WEEKS_A_YEAR = 52, MONTHS = 12, HOUR = 60, RUBRICS_MAX = 7, VILLAGE_RUBRICS_MAX = 5, NEVER = INT32_MAX };

static const int64_t periods_a_year[] = {
    [PL_PER_WEEK] = WEEKS_A_YEAR, [PL_PER_MONTH] = MONTHS, [PL_PER_QUARTER] = 4, [PL_PER_YEAR] = 1,
    [PL_PER_EVENT] = MONTHS,      [PL_PER_ONCE] = 0};

static int64_t minutes_a_year(const struct pl_piece *piece)
{
    return (int64_t)piece->times * periods_a_year[piece->per] * piece->minutes;
}

static int64_t rounded_up(int64_t number, int64_t divisor)
{
    return (number + divisor - 1) / divisor;
}

/* What the pieces are judged by. */
struct editor {
    struct pl_plan *plan;
    const struct pl_knowledge *k;
    struct pl_editorial *editorial;
    struct pl_evaluation evaluation;
    int64_t hours; /* a week; -1: not known */
};

/* ---- what holds -------------------------------------------------------------------------------------------- */

static bool is_retained(const struct pl_choice *choice)
{
    return choice != NULL && pl_decision_retains(choice->decision) && !choice->put_off && !choice->set_aside;
}

/* The first platform of a piece that the plan retains, as its edition calls it, or PL_NONE. */
static uint32_t platform_of(const struct editor *editor, const struct pl_piece *piece)
{
    for (uint32_t i = piece->on.first; i < piece->on.first + piece->on.count; i++) {
        uint32_t platform = pl_platform_in_edition(editor->plan, editor->k->refs[i]);
        if (is_retained(pl_plan_choice(editor->plan, platform))) {
            return platform;
        }
    }
    return PL_NONE;
}

static bool holds(const struct editor *editor, const struct pl_piece *piece)
{
    return (piece->editions >> editor->plan->edition & 1) != 0 &&
           pl_evaluate_terms(&editor->evaluation, piece->terms) == PL_TRUE;
}

static struct pl_list *list_of(struct pl_editorial *editorial, enum pl_piece_kind kind)
{
    switch (kind) {
    case PL_PIECE_TONE:
        return &editorial->tone;
    case PL_PIECE_TRAINING:
        return &editorial->training;
    case PL_PIECE_BUDGET:
        return &editorial->budget;
    case PL_PIECE_MESSAGE:
        return &editorial->messages;
    case PL_PIECE_CRISIS:
        return &editorial->crisis;
    case PL_PIECE_CHANNEL:
        return &editorial->channels;
    case PL_PIECE_RUBRIC:
    case PL_PIECE_KINDS:
        break;
    }
    return NULL;
}

/* ---- rubrics ----------------------------------------------------------------------------------------------- */

struct candidate {
    uint32_t piece, platform;
    bool called_for, usual, gone;
    uint32_t rank; /* of its goal among those of the profile; PL_NONE: none of them */
};

static uint32_t list_candidates(const struct editor *editor, struct candidate *candidates)
{
    const struct pl_cell *goals = pl_plan_cell(editor->plan, PL_FACT_GOALS);
    uint32_t count = 0;
    for (uint32_t i = 0; i < editor->k->pieces_count; i++) {
        const struct pl_piece *piece = &editor->k->pieces[i];
        if (piece->kind != PL_PIECE_RUBRIC || (piece->editions >> editor->plan->edition & 1) == 0) {
            continue;
        }
        struct candidate found = {.piece = i, .rank = PL_NONE};
        for (uint32_t g = goals->order != NULL && piece->goal != PL_NONE ? goals->count : 0; g-- > 0;) {
            found.rank = goals->order[g] == piece->goal ? g : found.rank;
        }
        found.platform = platform_of(editor, piece);
        found.called_for = found.platform != PL_NONE && holds(editor, piece);
        found.usual = found.platform != PL_NONE && piece->usual.count > 0 &&
                      pl_evaluate_terms(&editor->evaluation, piece->usual) == PL_TRUE;
        if (found.called_for || found.usual) {
            candidates[count++] = found;
        }
    }
    return count;
}

/* Goals served and platforms fed by the rubrics so far. */
struct fed {
    int64_t goals, platforms;
};

/* Whether the hours allow so many minutes of publishing and answering, and the share for planning, over so many weeks.
 */
static bool fits(const struct editor *editor, int64_t minutes, int64_t weeks)
{
    return editor->hours < 0 || minutes * (100 + PL_PLANNING_PERCENT) <= editor->hours * HOUR * weeks * 100;
}

static void choose_rubrics(struct editor *editor)
{
    struct pl_editorial *editorial = editor->editorial;
    struct candidate *candidates =
        pl_arena_array(editor->plan->arena, (size_t)editor->k->pieces_count + 1, sizeof *candidates);
    uint32_t count = list_candidates(editor, candidates);
    const struct pl_cell *village = pl_plan_cell(editor->plan, PL_FACT_VILLAGE);
    uint32_t most = village->high == PL_YES_BIT ? VILLAGE_RUBRICS_MAX : RUBRICS_MAX;
    struct fed fed = {0, 0};
    int64_t yearly = 0;
    editorial->rubrics = pl_arena_array(editor->plan->arena, RUBRICS_MAX, sizeof *editorial->rubrics);
    int64_t hours = 0;
    for (uint32_t i = 0; i < editor->plan->choices_count; i++) {
        hours += is_retained(&editor->plan->choices[i]) ? editor->plan->choices[i].answering : 0;
    }
    editorial->answering_minutes = hours * HOUR;
    for (uint32_t tried = 0; tried < count && editorial->rubrics_count < most; tried++) {
        struct candidate *best = NULL;
        uint32_t best_score = 0;
        for (uint32_t i = 0; i < count; i++) {
            struct candidate *candidate = &candidates[i];
            if (candidate->gone) {
                continue;
            }
            uint32_t goal = editor->k->pieces[candidate->piece].goal;
            bool serves = candidate->rank != PL_NONE && (fed.goals >> goal & 1) == 0;
            bool feeds = (fed.platforms >> candidate->platform & 1) == 0;
            uint32_t score =
                (serves ? 8u : 0) | (feeds ? 4u : 0) | (candidate->called_for ? 2u : 0) | (candidate->usual ? 1u : 0);
            if (best == NULL || score > best_score || (score == best_score && candidate->rank < best->rank)) {
                best = candidate;
                best_score = score;
            }
        }
        if (best == NULL) {
            break;
        }
        const struct pl_piece *piece = &editor->k->pieces[best->piece];
        best->gone = true;
        if (!fits(editor, yearly + minutes_a_year(piece) + editorial->answering_minutes * WEEKS_A_YEAR, WEEKS_A_YEAR)) {
            editorial->left_out++;
            continue;
        }
        yearly += minutes_a_year(piece);
        fed.goals |= piece->goal == PL_NONE ? 0 : (int64_t)1 << piece->goal;
        fed.platforms |= (int64_t)1 << best->platform;
        editorial->rubrics[editorial->rubrics_count++] =
            (struct pl_rubric){best->piece, best->platform, rounded_up(minutes_a_year(piece), WEEKS_A_YEAR)};
    }
    editorial->rubric_minutes = rounded_up(yearly, WEEKS_A_YEAR);
    int64_t whole = yearly + editorial->answering_minutes * WEEKS_A_YEAR;
    editorial->planning_minutes = editorial->rubrics_count == 0 ? 0 : whole * PL_PLANNING_PERCENT / 100 / WEEKS_A_YEAR;
}

/* ---- the typical week, and four dated ones ----------------------------------------------------------------- */

static const struct pl_piece *piece_of(const struct editor *editor, uint32_t rubric)
{
    return &editor->k->pieces[editor->editorial->rubrics[rubric].piece];
}

static void sort_posts(struct pl_post *posts, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        struct pl_post post = posts[i];
        uint32_t at = i;
        for (; at > 0 && posts[at - 1].day > post.day; at--) {
            posts[at] = posts[at - 1];
        }
        posts[at] = post;
    }
}

static void lay_out_week(struct editor *editor)
{
    struct pl_editorial *editorial = editor->editorial;
    int64_t loads[PL_EDITORIAL_DAYS] = {0};
    editorial->week =
        pl_arena_array(editor->plan->arena, (size_t)RUBRICS_MAX * PL_EDITORIAL_DAYS, sizeof *editorial->week);
    for (uint32_t i = 0; i < editorial->rubrics_count; i++) {
        const struct pl_piece *piece = piece_of(editor, i);
        uint32_t times = piece->per == PL_PER_WEEK ? piece->times : piece->per == PL_PER_MONTH ? 1 : 0;
        uint32_t taken = 0;
        for (uint32_t n = 0; n < times && n < PL_EDITORIAL_DAYS; n++) {
            uint32_t day = 0;
            for (uint32_t other = 1; other < PL_EDITORIAL_DAYS; other++) {
                bool best_taken = (taken >> day & 1) != 0;
                bool day_taken = (taken >> other & 1) != 0;
                day = day_taken < best_taken || (day_taken == best_taken && loads[other] < loads[day]) ? other : day;
            }
            taken |= 1u << day;
            loads[day] += editorial->rubrics[i].minutes / times + 1;
            editorial->week[editorial->week_count++] = (struct pl_post){day, i};
        }
    }
    sort_posts(editorial->week, editorial->week_count);
}

/* The day from which a platform can be fed: today where an account or a service is there, else the day after the step
 * that opens or mends it. */
static int64_t fed_from(const struct pl_plan *plan, uint32_t platform)
{
    const struct pl_choice *choice = pl_plan_choice(plan, platform);
    bool lives = choice->decision == PL_KEEP || (pl_plan_cell(plan, PL_FACT_LIVING)->high >> platform & 1) != 0;
    int64_t day = NEVER;
    for (uint32_t i = 0; i < plan->steps.count && (choice->decision == PL_OPEN || !lives); i++) {
        const struct pl_rule *step = &plan->knowledge->rules[plan->steps.items[i]];
        bool opens = step->launches && pl_plan_carries(plan, plan->steps.items[i], choice) && !plan->spans[i].put_off;
        day = opens && plan->spans[i].last + 1 < day ? plan->spans[i].last + 1 : day;
    }
    return choice->decision != PL_OPEN && lives ? plan->today : day;
}

/* What the dated weeks are made with. */
struct diary {
    const struct editor *editor;
    struct pl_place_of_work place;
    int64_t from[RUBRICS_MAX];           /* by rubric: the day from which its platform can be fed */
    int64_t minutes[PL_EDITORIAL_WEEKS]; /* by week, with answering */
    bool restrained;
    struct pl_ballot ballot; /* where restrained may be: the next one of the authority itself */
};

/* Dates a post on its day of a week, or the next one of that week that is free, or an earlier one; false where none is,
 * or hours lack. */
static bool date_post(struct diary *diary, uint32_t week, const struct pl_post *post)
{
    struct pl_editorial *editorial = diary->editor->editorial;
    int64_t monday = editorial->from + 7 * (int64_t)week;
    uint32_t minutes = piece_of(diary->editor, post->rubric)->minutes;
    if (!fits(diary->editor, diary->minutes[week] + minutes, 1)) {
        return false;
    }
    for (uint32_t shift = 0; shift < PL_EDITORIAL_DAYS; shift++) {
        int64_t at = post->day + shift < PL_EDITORIAL_DAYS ? post->day + shift : PL_EDITORIAL_DAYS - 1 - shift;
        int64_t date = monday + at;
        bool silent = diary->restrained && date >= diary->ballot.window_from && date <= diary->ballot.last_day;
        if (date >= diary->from[post->rubric] && pl_holiday_on(&diary->place, date) == PL_NONE &&
            (!silent || piece_of(diary->editor, post->rubric)->service != 0)) {
            editorial->posts[editorial->posts_count++] = (struct pl_post){monday + at, post->rubric};
            diary->minutes[week] += minutes;
            return true;
        }
    }
    return false;
}

static void date_monthly(struct diary *diary, const struct pl_post *post)
{
    uint32_t times = piece_of(diary->editor, post->rubric)->times;
    times = times < PL_EDITORIAL_WEEKS ? times : PL_EDITORIAL_WEEKS;
    uint32_t taken = 0;
    for (uint32_t n = 0; n < times; n++) {
        uint32_t week = (post->rubric + n * PL_EDITORIAL_WEEKS / times) % PL_EDITORIAL_WEEKS;
        for (uint32_t shift = 0; shift < PL_EDITORIAL_WEEKS; shift++, week = (week + 1) % PL_EDITORIAL_WEEKS) {
            if ((taken >> week & 1) == 0 && date_post(diary, week, post)) {
                taken |= 1u << week;
                break;
            }
        }
    }
}

static void date_posts(struct editor *editor)
{
    struct pl_plan *plan = editor->plan;
    struct pl_editorial *editorial = editor->editorial;
    struct diary diary = {.editor = editor, .place = pl_place_of_work(editor->k, plan->cells)};
    int64_t earliest = NEVER;
    for (uint32_t i = 0; i < editorial->rubrics_count; i++) {
        diary.from[i] = fed_from(plan, editorial->rubrics[i].platform);
        earliest = diary.from[i] < earliest ? diary.from[i] : earliest;
    }
    editorial->from = -1;
    if (earliest == NEVER) {
        return;
    }
    editorial->from = pl_monday_from(earliest > plan->today ? earliest : plan->today);
    uint32_t kind = pl_cell_choice(pl_plan_cell(plan, PL_FACT_KIND));
    diary.restrained = pl_plan_french_law(plan) == PL_TRUE && kind != PL_NONE &&
                       pl_ballot_next(editor->k, kind, editorial->from, &diary.ballot);
    editorial->posts =
        pl_arena_array(plan->arena, (size_t)editorial->week_count * PL_EDITORIAL_WEEKS + 1, sizeof *editorial->posts);
    for (uint32_t week = 0; week < PL_EDITORIAL_WEEKS; week++) {
        diary.minutes[week] = editorial->answering_minutes;
        for (uint32_t i = 0; i < editorial->week_count; i++) {
            if (piece_of(editor, editorial->week[i].rubric)->per == PL_PER_WEEK) {
                date_post(&diary, week, &editorial->week[i]);
            }
        }
    }
    for (uint32_t i = 0; i < editorial->week_count; i++) {
        if (piece_of(editor, editorial->week[i].rubric)->per == PL_PER_MONTH) {
            date_monthly(&diary, &editorial->week[i]);
        }
    }
    sort_posts(editorial->posts, editorial->posts_count);
}

/* ---- training, budget, options ------------------------------------------------------------------------------ */

static void name_trainees(struct editor *editor)
{
    struct pl_editorial *editorial = editor->editorial;
    editorial->who = pl_arena_array(editor->plan->arena, (size_t)editorial->training.count + 1, sizeof *editorial->who);
    for (uint32_t i = 0; i < editorial->training.count; i++) {
        struct pl_range who = editor->k->pieces[editorial->training.items[i]].who;
        for (uint32_t r = who.first; r < who.first + who.count; r++) {
            uint32_t role = pl_plan_holder(editor->plan, editor->k->refs[r]);
            if (role != PL_NONE && !pl_list_has(&editorial->who[i], role)) {
                pl_list_add(&editorial->who[i], editor->plan->arena, role);
            }
        }
    }
}

static void add_cost(struct pl_costs *costs, const struct pl_piece *piece)
{
    bool known = piece->low != PL_NONE;
    costs->low += known ? piece->low : 0;
    costs->high += known ? piece->high : 0;
    costs->unknown += !known;
}

static void sum_budget(struct editor *editor)
{
    struct pl_editorial *editorial = editor->editorial;
    for (uint32_t i = 0; i < editorial->budget.count; i++) {
        const struct pl_piece *piece = &editor->k->pieces[editorial->budget.items[i]];
        bool once = piece->per == PL_PER_ONCE;
        add_cost(once ? &editorial->once : &editorial->yearly, piece);
        if (piece->minimum) {
            struct pl_option *minimum = &editorial->options[PL_OPTION_MINIMUM];
            add_cost(once ? &minimum->once : &minimum->yearly, piece);
        }
    }
    const struct pl_cell *budget = pl_plan_cell(editor->plan, PL_FACT_BUDGET);
    uint32_t unknown = editorial->once.unknown + editorial->yearly.unknown;
    int64_t low = editorial->once.low + editorial->yearly.low;
    int64_t high = editorial->once.high + editorial->yearly.high;
    editorial->fits = low > budget->high ? PL_FALSE : unknown == 0 && high <= budget->low ? PL_TRUE : PL_UNKNOWN;
    editorial->options[PL_OPTION_PROPOSED].once = editorial->once;
    editorial->options[PL_OPTION_PROPOSED].yearly = editorial->yearly;
}

/* The hours of the accounts as they live today, and of a channel that is none: -1 while it is not known which do. */
static int64_t hours_today(const struct pl_plan *plan)
{
    const struct pl_cell *living = pl_plan_cell(plan, PL_FACT_LIVING);
    int64_t hours = 0;
    if (living->low != living->high) {
        return -1;
    }
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        const struct pl_choice *choice = &plan->choices[i];
        bool lives =
            (living->low >> choice->platform & 1) != 0 || (choice->decision == PL_KEEP && !choice->has_account);
        hours += lives ? choice->hours : 0;
    }
    return hours;
}

static int64_t hours_kept(const struct pl_plan *plan)
{
    int64_t hours = 0;
    if (plan->profile->accounts == NULL) {
        return -1;
    }
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        hours += is_retained(&plan->choices[i]) && plan->choices[i].decision != PL_OPEN ? plan->choices[i].hours : 0;
    }
    return hours;
}

static void weigh_options(struct editor *editor)
{
    const struct pl_plan *plan = editor->plan;
    struct pl_option *options = editor->editorial->options;
    bool open = plan->means.needed == 0 && plan->means.most > 0;
    options[PL_OPTION_NOTHING].hours = hours_today(plan);
    options[PL_OPTION_MINIMUM].hours = open ? -1 : hours_kept(plan);
    options[PL_OPTION_PROPOSED].hours = open ? -1 : plan->means.spent;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        int64_t effort = plan->spans[i].put_off ? 0 : plan->knowledge->rules[plan->steps.items[i]].effort;
        options[PL_OPTION_PROPOSED].days += effort;
        /* Whether a step is part of the minimum: it answers what hinders or what the law demands, and opens nothing. */
        const struct pl_rule *rules = plan->knowledge->rules;
        struct pl_list answered = pl_plan_answers(plan, plan->steps.items[i]);
        bool needed = false;
        for (uint32_t j = 0; j < answered.count; j++) {
            const struct pl_rule *rule = &rules[answered.items[j]];
            needed = needed || rule->concludes == PL_BLOCKER || rule->concludes == PL_OBSTACLE ||
                     (rule->concludes == PL_DUTY && rule->grade == PL_BINDING);
        }
        options[PL_OPTION_MINIMUM].days +=
            needed && (rules[plan->steps.items[i]].carries >> PL_ACT_OPEN & 1) == 0 ? effort : 0;
    }
}

void pl_plan_editorial(struct pl_plan *plan)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_cell *hours = pl_plan_cell(plan, PL_FACT_HOURS_PER_WEEK);
    struct pl_editorial *editorial = pl_arena_alloc(plan->arena, sizeof *editorial);
    *editorial = (struct pl_editorial){.from = -1};
    plan->editorial = editorial;
    struct editor editor = {.plan = plan,
                            .k = k,
                            .editorial = editorial,
                            .evaluation = {k, plan->cells, plan->terms, plan->rules, plan->edition, PL_NONE},
                            .hours = hours->low == hours->high ? hours->low : -1};
    for (uint32_t i = 0; i < editor.k->pieces_count; i++) {
        const struct pl_piece *piece = &editor.k->pieces[i];
        struct pl_list *list = list_of(editor.editorial, (enum pl_piece_kind)piece->kind);
        if (list != NULL && holds(&editor, piece) && (piece->on.count == 0 || platform_of(&editor, piece) != PL_NONE)) {
            pl_list_add(list, editor.plan->arena, i);
        }
    }
    choose_rubrics(&editor);
    lay_out_week(&editor);
    date_posts(&editor);
    name_trainees(&editor);
    sum_budget(&editor);
    weigh_options(&editor);
}
