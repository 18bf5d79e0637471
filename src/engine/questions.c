/* SPDX-License-Identifier: MIT
 * See questions.h.
 */
#include "engine/questions.h"

#include <string.h>

#include "base/date.h"
#include "engine/chain.h"
#include "engine/choose.h"
#include "engine/derive.h"
#include "engine/evaluate.h"
#include "engine/conclude.h"

#define OPEN_END (INT64_C(1) << 60) /* "any number above": it says nothing to a reader */

/* ---- trying ---------------------------------------------------------------------------------------------- */

/* A plan whose facts are set and concluded from again; what it does not write it shares with the plan it stands for. */
struct trial {
    const struct pl_plan *plan;
    struct pl_plan now;
    struct pl_profile profile; /* of `now` where a list was set */
    struct pl_list changed;    /* fields: those set, and those that changed with them */
    struct pl_list open;       /* rules: duties that apply and of which it is open whether they are met */
    bool chose;                /* the decisions were taken again */
    struct pl_arena *arena;
};

static void start_trial(struct trial *trial, const struct pl_plan *plan, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    *trial = (struct trial){.plan = plan, .now = *plan, .arena = arena};
    pl_conclude_room(&trial->now, plan->cells, arena);
    trial->changed.items = pl_arena_array(arena, (size_t)k->fields_count * (PL_EDITS_MAX + 1), sizeof(uint32_t));
    trial->open.items = pl_arena_array(arena, k->rules_count + 1, sizeof(uint32_t));
    for (uint32_t i = 0; i < k->rules_count; i++) {
        if (plan->done[i] == PL_UNKNOWN &&
            plan->rules[i] == PL_TRUE) { /* without a condition it is never done, for certain */
            trial->open.items[trial->open.count++] = i;
        }
    }
    trial->chose = true;
}

/* Everything is as in the plan again. */
static void restore(struct trial *trial)
{
    const struct pl_knowledge *k = trial->plan->knowledge;
    for (uint32_t i = 0; i < trial->changed.count; i++) {
        trial->now.cells[trial->changed.items[i]] = trial->plan->cells[trial->changed.items[i]];
    }
    memcpy(trial->now.rules, trial->plan->rules, k->rules_count);
    if (trial->chose) {
        memcpy(trial->now.common, trial->plan->common, pl_chooser_common_size(trial->plan));
        memcpy(trial->now.needs, trial->plan->needs, k->needs_count);
        memcpy(trial->now.degrees, trial->plan->degrees, k->needs_count);
        memcpy(trial->now.choices, trial->plan->choices, trial->plan->choices_count * sizeof *trial->plan->choices);
        trial->now.choices_count = trial->plan->choices_count;
    }
    trial->now.classes = trial->plan->classes;
    trial->now.verdict = trial->plan->verdict;
    trial->now.lowest = trial->plan->lowest;
    trial->now.highest = trial->plan->highest;
    trial->now.profile = trial->plan->profile;
    trial->changed.count = 0;
    trial->chose = false;
}

static void set_fact(struct trial *trial, uint32_t field, const struct pl_cell *value)
{
    const struct pl_knowledge *k = trial->plan->knowledge;
    trial->now.cells[field] = *value;
    if (k->fields[field].type == PL_TYPE_RECORDS) {
        trial->profile = pl_profile_of(k, trial->plan->profile->source, trial->now.cells, trial->arena);
        trial->now.profile = &trial->profile;
    }
    trial->changed.items[trial->changed.count++] = field;
}

static void conclude(struct trial *trial)
{
    trial->chose = pl_conclude(&trial->now, &trial->changed, trial->arena);
}

/* ---- values worth trying --------------------------------------------------------------------------------- */

struct values {
    struct pl_cell *cells;
    uint32_t count;
};

/* Each value of a choice; of a set not known none more, one more, and all; of one that is known one more or less.
 * `briefly`: of the values that no condition tells apart the first stands for all, since rules see no difference and
 * each decision is one of those taken with none or with all of them. */
static void add_bits(const struct pl_plan *plan, uint32_t field, bool briefly, struct values *values)
{
    const struct pl_cell *cell = &plan->cells[field];
    const struct pl_field *fact = &plan->knowledge->fields[field];
    bool set = fact->type == PL_TYPE_SET;
    bool known = pl_cell_is_known(fact, cell);
    int64_t open = cell->high & ~cell->low;
    int64_t alike =
        set && briefly ? open & ~plan->knowledge->numbers[plan->knowledge->refs[fact->thresholds.first]] : 0;
    bool chosen_by =
        field == plan->knowledge->facts[PL_FACT_OFFICIAL] || field == plan->knowledge->facts[PL_FACT_LIVING];
    struct pl_range entries = plan->knowledge->editions[plan->edition].entries;
    for (uint32_t i = entries.first; chosen_by && i < entries.first + entries.count; i++) {
        /* an account on a platform of the edition may decide of another, which would do the same */
        alike &= ~((int64_t)1 << plan->knowledge->entries[i].platform);
    }
    int64_t left_out = alike & (alike - 1);
    if (set && !known) {
        values->cells[values->count++] = (struct pl_cell){.low = cell->low, .high = cell->low};
    }
    for (uint32_t i = 0; i < pl_field_value_count(plan->knowledge, fact); i++) {
        int64_t bit = (int64_t)1 << i;
        int64_t bits = !set ? bit : known ? cell->low ^ bit : cell->low | bit;
        bool possible = known || (cell->high & bit) != 0;
        if (possible && bits != cell->low && (left_out & bit) == 0) {
            values->cells[values->count++] = (struct pl_cell){.low = bits, .high = bits};
        }
    }
    if (set && (open & (open - 1)) != 0) {
        values->cells[values->count++] = (struct pl_cell){.low = cell->high, .high = cell->high};
    }
}

/* In order, each once, if the fact may have it. */
static void add_number(const struct pl_plan *plan, uint32_t field, int64_t number, struct values *values)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_cell *cell = &plan->cells[field];
    bool known = cell->low == cell->high;
    int64_t low = known ? k->numbers[k->fields[field].minimum] : cell->low;
    int64_t high = known ? k->numbers[k->fields[field].maximum] : cell->high;
    uint32_t at = values->count;
    while (at > 0 && values->cells[at - 1].low >= number) {
        at--;
    }
    bool there = at < values->count && values->cells[at].low == number;
    if (number >= low && number <= high && !there && !(known && number == cell->low)) {
        memmove(&values->cells[at + 1], &values->cells[at], (values->count - at) * sizeof *values->cells);
        values->cells[at] = (struct pl_cell){.low = number, .high = number};
        values->count++;
    }
}

/* Numbers around which a condition changes: on the fact itself, or on one that is derived from it. */
static void add_numbers(const struct pl_plan *plan, uint32_t field, struct values *values)
{
    enum { MONTHS_MAX = 600, HOUR = 60 };
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_range thresholds = k->fields[field].thresholds;
    for (uint32_t i = 0; i < thresholds.count; i++) {
        add_number(plan, field, k->numbers[k->refs[thresholds.first + i]], values);
    }
    for (uint32_t i = 0; (k->fields[field].flags & PL_FIELD_SOURCE) != 0 && i < k->fields_count; i++) {
        if (k->fields[i].from == field && k->fields[i].parameter != PL_NONE) {
            add_number(plan, field, k->numbers[k->fields[i].parameter] - 1, values);
            add_number(plan, field, k->numbers[k->fields[i].parameter], values);
        }
    }
    for (uint32_t i = 0; k->fields[field].type == PL_TYPE_DATE && i < k->fields_count; i++) {
        thresholds =
            k->fields[i].from == field ? k->fields[i].thresholds : (struct pl_range){0, 0}; /* in months before today */
        for (uint32_t t = 0; t < thresholds.count; t++) {
            int64_t months = k->numbers[k->refs[thresholds.first + t]];
            add_number(plan, field,
                       months > MONTHS_MAX ? k->numbers[k->fields[field].minimum]
                                           : pl_date_add_months(plan->today, -(int)months),
                       values);
        }
    }
    const struct pl_cell *needed = pl_plan_cell(plan, PL_FACT_HOURS_NEEDED);
    thresholds = k->fields[k->facts[PL_FACT_HOURS_MISSING]].thresholds;
    for (uint32_t i = 0; field == k->facts[PL_FACT_HOURS_PER_WEEK] && i < thresholds.count; i++) {
        add_number(plan, field, needed->low - k->numbers[k->refs[thresholds.first + i]], values);
        add_number(plan, field, needed->high - k->numbers[k->refs[thresholds.first + i]], values);
    }
    struct pl_cell posts = pl_posts_a_week(plan);
    thresholds = k->fields[k->facts[PL_FACT_MINUTES_PER_POST]].thresholds;
    for (uint32_t i = 0; field == k->facts[PL_FACT_HOURS_PER_WEEK] && i < thresholds.count;
         i++) { /* just so many minutes, and just less */
        int64_t minutes = k->numbers[k->refs[thresholds.first + i]];
        add_number(plan, field, (minutes * posts.low + 59) / 60, values);
        add_number(plan, field, (minutes * posts.low + 59) / 60 - 1, values);
        add_number(plan, field, (minutes * posts.high + 59) / 60, values);
        add_number(plan, field, (minutes * posts.high + 59) / 60 - 1, values);
    }
    for (uint32_t class = 0; plan->classes != NULL && class < PL_CLASSES; class ++) {
        if (pl_chain_target_field(k, class) == field) {
            /* a target that the delay just meets, and one that it just misses, in whole hours where there are some */
            int64_t delay = plan->classes[class].now.at_target;
            int64_t less = delay - 1;
            add_number(plan, field, delay > HOUR ? (delay + HOUR - 1) / HOUR * HOUR : delay, values);
            add_number(plan, field, less > HOUR ? less / HOUR * HOUR : less, values);
        }
    }
}

/* The values worth trying for a fact, into `cells`, which has room for those of any field. `briefly`: without those
 * that settle nothing that others do not settle together. */
static struct values values_of(const struct pl_plan *plan, uint32_t field, bool briefly, struct pl_cell *cells)
{
    static const struct pl_record none;
    struct values values = {cells, 0};
    switch ((enum pl_type)plan->knowledge->fields[field].type) {
    case PL_TYPE_CHOICE:
    case PL_TYPE_SET:
    case PL_TYPE_YES_NO:
    case PL_TYPE_PLATFORM:
        add_bits(plan, field, briefly, &values);
        break;
    case PL_TYPE_NUMBER:
    case PL_TYPE_DURATION:
    case PL_TYPE_DATE:
        add_numbers(plan, field, &values);
        break;
    case PL_TYPE_RECORDS:
        if (plan->cells[field].records == NULL) {
            cells[values.count++] = (struct pl_cell){.records = &none};
        }
        break;
    case PL_TYPE_TEXT:
    case PL_TYPE_SECTION:
        break;
    }
    return values;
}

static struct pl_cell *room_for_values(const struct pl_knowledge *k, struct pl_arena *arena)
{
    size_t most = 0;
    size_t through = (size_t)k->fields[k->facts[PL_FACT_HOURS_MISSING]].thresholds.count + PL_CLASSES;
    through += 2 * (size_t)k->fields[k->facts[PL_FACT_MINUTES_PER_POST]].thresholds.count;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        size_t count = k->fields[i].thresholds.count + pl_field_value_count(k, &k->fields[i]);
        most = count > most ? count : most;
        through += k->fields[i].parameter != PL_NONE;
        through += k->fields[i].from != PL_NONE && k->fields[k->fields[i].from].type == PL_TYPE_DATE
                       ? k->fields[i].thresholds.count
                       : 0;
    }
    return pl_arena_array(arena, most + 2 * through + 2, sizeof(struct pl_cell));
}

/* ---- questions ------------------------------------------------------------------------------------------- */

/* Conclusions that some answer settled, a flag each. */
struct tally {
    uint8_t *rules, *dones, *choices;
    uint32_t settled;
    bool opens_gate; /* one of them is a blocker */
};

static void clear_tally(struct tally *tally, const struct pl_plan *plan)
{
    memset(tally->rules, 0, plan->knowledge->rules_count);
    memset(tally->dones, 0, plan->knowledge->rules_count);
    memset(tally->choices, 0, plan->choices_count);
    tally->settled = 0;
    tally->opens_gate = false;
}

static struct tally new_tally(const struct pl_plan *plan, struct pl_arena *arena)
{
    return (struct tally){.rules = pl_arena_array(arena, plan->knowledge->rules_count + 1, 1),
                          .dones = pl_arena_array(arena, plan->knowledge->rules_count + 1, 1),
                          .choices = pl_arena_array(arena, pl_plan_choices_max(plan), 1)};
}

static enum pl_truth done_now(const struct trial *trial, uint32_t rule)
{
    const struct pl_plan *now = &trial->now;
    const struct pl_evaluation evaluation = {now->knowledge, now->cells, now->terms, now->rules, now->edition, PL_NONE};
    return pl_evaluate_terms(&evaluation, now->knowledge->rules[rule].done);
}

static void try_answer(struct trial *trial, uint32_t field, const struct pl_cell *answer, struct tally *tally)
{
    restore(trial);
    set_fact(trial, field, answer);
    conclude(trial);
    const struct pl_plan *plan = trial->plan;
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t f = 0; f < trial->changed.count; f++) {
        struct pl_range dependents = k->fields[trial->changed.items[f]].dependents;
        for (uint32_t i = dependents.first; i < dependents.first + dependents.count; i++) {
            uint32_t rule = k->refs[i];
            uint32_t concludes = k->rules[rule].concludes;
            if (plan->rules[rule] == PL_UNKNOWN && trial->now.rules[rule] != PL_UNKNOWN && concludes != PL_NEED &&
                concludes != PL_DECIDES && !tally->rules[rule]) {
                tally->rules[rule] = 1;
                tally->opens_gate = tally->opens_gate || concludes == PL_BLOCKER;
                tally->settled++;
            }
        }
    }
    for (uint32_t i = 0; i < trial->open.count; i++) {
        uint32_t rule = trial->open.items[i];
        if (!tally->dones[rule] && done_now(trial, rule) != PL_UNKNOWN) {
            tally->dones[rule] = 1;
            tally->settled++;
        }
    }
    for (uint32_t i = 0; trial->chose && i < plan->choices_count; i++) {
        bool open = plan->choices[i].decision == PL_UNDECIDED || plan->choices[i].provisional;
        bool settled = trial->now.choices[i].decision != PL_UNDECIDED && !trial->now.choices[i].provisional;
        if (open && settled && !tally->choices[i]) {
            tally->choices[i] = 1;
            tally->settled++;
        }
    }
}

/* Whether further answers about a fact could settle more: rules that look at it are still open, or decisions follow. */
static bool may_settle_more(const struct trial *trial, uint32_t field, const struct tally *tally)
{
    const struct pl_plan *plan = trial->plan;
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_range dependents = k->fields[field].dependents;
    bool more = (k->fields[field].flags & PL_FIELD_SOURCE) != 0 || pl_field_follows(k, field) != PL_FOLLOWS_NOTHING ||
                k->fields[field].parent == k->facts[PL_FACT_TARGETS];
    for (uint32_t i = dependents.first; !more && i < dependents.first + dependents.count; i++) {
        uint32_t concludes = k->rules[k->refs[i]].concludes;
        bool decides = concludes == PL_NEED || concludes == PL_DECIDES;
        more = decides ? pl_plan_has_rule(plan, k->refs[i])
                       : plan->rules[k->refs[i]] == PL_UNKNOWN && !tally->rules[k->refs[i]];
    }
    for (uint32_t i = 0; !more && i < trial->open.count; i++) {
        uint32_t rule = trial->open.items[i];
        struct pl_range done = k->rules[rule].done;
        for (uint32_t t = done.first; !tally->dones[rule] && t < done.first + done.count; t++) {
            more = more || pl_term_field(&k->terms[t]) == field;
        }
    }
    return more;
}

/* A question is put for a fact of the profile, and for a list also for each fact that is derived from it: what one of
 * them alone would settle. */
static bool is_answered_by(const struct pl_plan *plan, uint32_t asked, uint32_t field)
{
    const struct pl_field *fact = &plan->knowledge->fields[field];
    bool derived = plan->knowledge->fields[asked].type == PL_TYPE_RECORDS && fact->from == asked &&
                   (fact->flags & PL_FIELD_LATE) == 0;
    return (field == asked || derived) && !pl_cell_is_known(fact, &plan->cells[field]);
}

static bool is_asked(const struct pl_field *field)
{
    return (field->flags & (PL_FIELD_DERIVED | PL_FIELD_IN_RECORD | PL_FIELD_INFORMATIVE)) == 0 &&
           field->type != PL_TYPE_SECTION;
}

/* Let go or do not go: the gate is asked about first. */
static bool is_better(const struct pl_question *a, const struct pl_question *b)
{
    return a->opens_gate != b->opens_gate ? a->opens_gate : a->settles > b->settles;
}

void pl_rank_questions(struct pl_plan *plan, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct trial trial;
    struct tally tally = new_tally(plan, arena);
    struct pl_cell *room = room_for_values(k, arena);
    start_trial(&trial, plan, arena);
    plan->questions = pl_arena_array(arena, k->fields_count + 1, sizeof *plan->questions);
    for (uint32_t asked = 0; asked < k->fields_count; asked++) {
        clear_tally(&tally, plan);
        bool list = k->fields[asked].type == PL_TYPE_RECORDS;
        for (uint32_t i = list ? 0 : asked; is_asked(&k->fields[asked]) && i < (list ? k->fields_count : asked + 1);
             i++) {
            struct values values = {0};
            if (is_answered_by(plan, asked, i)) {
                values = values_of(plan, i, true, room);
            }
            for (uint32_t v = 0; v < values.count && may_settle_more(&trial, i, &tally); v++) {
                try_answer(&trial, i, &values.cells[v], &tally);
            }
        }
        if (tally.settled == 0) {
            continue;
        }
        struct pl_question question = {.field = asked, .settles = tally.settled, .opens_gate = tally.opens_gate};
        uint32_t at = plan->questions_count++;
        for (; at > 0 && is_better(&question, &plan->questions[at - 1]); at--) {
            plan->questions[at] = plan->questions[at - 1];
        }
        plan->questions[at] = question;
    }
}

/* What the tally of one answer holds, copied out of it. */
static struct pl_effect take_effect(const struct trial *trial, const struct tally *tally, uint32_t field,
                                    struct pl_cell answer)
{
    const struct pl_plan *plan = trial->plan;
    struct pl_effect effect = {
        .field = field, .answer = answer, .settles = tally->settled, .verdict = trial->now.verdict};
    effect.rules.items = pl_arena_array(trial->arena, tally->settled + 1, sizeof *effect.rules.items);
    effect.truths = pl_arena_array(trial->arena, tally->settled + 1, 1);
    effect.duties.items = pl_arena_array(trial->arena, tally->settled + 1, sizeof *effect.duties.items);
    effect.dones = pl_arena_array(trial->arena, tally->settled + 1, 1);
    effect.platforms.items = pl_arena_array(trial->arena, tally->settled + 1, sizeof *effect.platforms.items);
    effect.decisions = pl_arena_array(trial->arena, tally->settled + 1, 1);
    for (uint32_t i = 0; i < plan->knowledge->rules_count; i++) {
        if (tally->rules[i]) {
            effect.truths[effect.rules.count] = trial->now.rules[i];
            effect.rules.items[effect.rules.count++] = i;
        }
        if (tally->dones[i]) {
            effect.dones[effect.duties.count] = (uint8_t)done_now(trial, i);
            effect.duties.items[effect.duties.count++] = i;
        }
    }
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        if (tally->choices[i]) {
            effect.decisions[effect.platforms.count] = (uint8_t)trial->now.choices[i].decision;
            effect.platforms.items[effect.platforms.count++] = i;
        }
    }
    return effect;
}

void pl_weigh_answers(struct pl_plan *plan, struct pl_question *question, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct trial trial;
    struct tally tally = new_tally(plan, arena);
    struct pl_cell *room = room_for_values(k, arena);
    start_trial(&trial, plan, arena);
    question->effects = NULL;
    question->effects_count = 0;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (!is_answered_by(plan, question->field, i)) {
            continue;
        }
        struct values values = values_of(plan, i, false, room);
        struct pl_effect *effects =
            pl_arena_array(arena, (size_t)question->effects_count + values.count + 1, sizeof *effects);
        if (question->effects_count > 0) {
            memcpy(effects, question->effects, question->effects_count * sizeof *effects);
        }
        question->effects = effects;
        for (uint32_t v = 0; v < values.count; v++) {
            if (k->fields[i].type == PL_TYPE_NUMBER && values.cells[v].low >= OPEN_END) {
                continue;
            }
            clear_tally(&tally, plan);
            try_answer(&trial, i, &values.cells[v], &tally);
            if (tally.settled > 0) {
                effects[question->effects_count++] = take_effect(&trial, &tally, i, values.cells[v]);
            }
        }
    }
}

/* ---- the smallest change --------------------------------------------------------------------------------- */

struct search {
    struct trial trial;
    uint32_t rule, platform;
    struct pl_edit *edits; /* every single change that could matter */
    uint32_t count;
    struct pl_change_found found; /* what leaves the item open, until something flips it */
};

/* How far an item is from what it is in the plan. */
enum outcome { SAME, OPEN, FLIPPED };

static enum outcome outcome_of(const struct search *search)
{
    const struct pl_plan *plans[] = {search->trial.plan, &search->trial.now};
    bool holds[2] = {false, false};
    bool open = false;
    for (int i = 0; i < 2; i++) {
        if (search->rule != PL_NONE) {
            enum pl_truth truth = pl_plan_truth(plans[i], NULL, search->rule);
            holds[i] = truth == PL_TRUE;
            open = truth == PL_UNKNOWN;
        } else {
            enum pl_decision decision = pl_plan_choice(plans[i], search->platform)->decision;
            holds[i] = pl_decision_retains(decision);
            open = decision == PL_UNDECIDED;
        }
    }
    return holds[0] == holds[1] ? SAME : open ? OPEN : FLIPPED;
}

/* Sets the facts of some edits; false if two of them contradict one another. Two values of a set may change together.
 */
static bool set_edits(struct trial *trial, const struct pl_edit *edits, const uint32_t *at, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_edit *edit = &edits[at[i]];
        int64_t before = trial->plan->cells[edit->field].low;
        struct pl_cell value = edit->value;
        if (pl_list_has(&trial->changed, edit->field)) {
            if (trial->plan->knowledge->fields[edit->field].type != PL_TYPE_SET || value.low == before) {
                return false;
            }
            trial->now.cells[edit->field].low ^= value.low ^ before;
            trial->now.cells[edit->field].high = trial->now.cells[edit->field].low;
        } else {
            set_fact(trial, edit->field, &value);
        }
    }
    return true;
}

static enum outcome try_edits(struct search *search, const uint32_t *at, uint32_t count)
{
    struct trial *trial = &search->trial;
    restore(trial);
    if (!set_edits(trial, search->edits, at, count)) {
        return SAME;
    }
    uint32_t fields = trial->changed.count;
    conclude(trial);
    enum outcome outcome = outcome_of(search);
    if (outcome == FLIPPED || (outcome == OPEN && search->found.count == 0)) {
        search->found.count = fields;
        for (uint32_t i = 0; i < fields; i++) {
            uint32_t field = trial->changed.items[i];
            search->found.edits[i] = (struct pl_edit){field, trial->now.cells[field]};
        }
        search->found.truth = search->rule == PL_NONE ? PL_UNKNOWN : pl_plan_truth(&trial->now, NULL, search->rule);
        search->found.decision =
            search->rule != PL_NONE ? PL_UNDECIDED : pl_plan_choice(&trial->now, search->platform)->decision;
    }
    return outcome;
}

/* Every choice of `size` edits in order, until one flips the item; else the first that leaves it open is kept. */
static bool search_changes(struct search *search, uint32_t size)
{
    uint32_t at[PL_EDITS_MAX] = {0, 1, 2};
    uint32_t moving = search->count < size ? 0 : size;
    while (moving > 0) {
        if (try_edits(search, at, size) == FLIPPED) {
            return true;
        }
        for (moving = size; moving > 0 && at[moving - 1] == search->count - size + moving - 1; moving--) {
        }
        if (moving > 0) {
            at[moving - 1]++;
            for (uint32_t i = moving; i < size; i++) {
                at[i] = at[i - 1] + 1;
            }
        }
    }
    search->found.searched = size;
    return search->found.count > 0;
}

/* Changes of one value each; or, if `whole`, sets that become empty or full at once. */
static void list_edits(struct search *search, bool whole, struct pl_cell *room)
{
    const struct pl_plan *plan = search->trial.plan;
    const struct pl_knowledge *k = plan->knowledge;
    search->count = 0;
    for (int pass = 0; pass < 2; pass++) { /* first what one can act on, then what is only unknown */
        for (uint32_t i = 0; i < k->fields_count; i++) {
            bool actionable = (k->fields[i].flags & PL_FIELD_ACTIONABLE) != 0;
            bool known = pl_cell_is_known(&k->fields[i], &plan->cells[i]);
            bool set = k->fields[i].type == PL_TYPE_SET;
            if (!is_asked(&k->fields[i]) || actionable != (pass == 0) || (!actionable && known) || (whole && !set)) {
                continue;
            }
            struct values values = values_of(plan, i, false, room);
            if (whole) {
                int64_t all = pl_field_all_bits(k, &k->fields[i]);
                values = (struct values){room, 2};
                room[0] = (struct pl_cell){.low = 0, .high = 0};
                room[1] = (struct pl_cell){.low = all, .high = all};
            }
            for (uint32_t v = 0; v < values.count; v++) {
                int64_t moved = values.cells[v].low ^ plan->cells[i].low;
                if (whole || !set || (moved & (moved - 1)) == 0) {
                    search->edits[search->count++] = (struct pl_edit){i, values.cells[v]};
                }
            }
        }
    }
}

/* Whether what follows from a fact reaches the item. Late rules follow the decisions, and the hours. */
static bool can_matter(const struct search *search, uint32_t field)
{
    const struct pl_knowledge *k = search->trial.plan->knowledge;
    bool late = search->rule != PL_NONE && k->rules[search->rule].late != 0;
    for (uint32_t f = 0; f < k->fields_count; f++) {
        bool follows = f == field || pl_derive_looks_at(k, f, field);
        struct pl_range dependents = k->fields[f].dependents;
        for (uint32_t i = dependents.first; follows && i < dependents.first + dependents.count; i++) {
            const struct pl_rule *rule = &k->rules[k->refs[i]];
            bool decides = rule->concludes == PL_NEED || rule->concludes == PL_DECIDES;
            if (k->refs[i] == search->rule || (decides && (late || search->rule == PL_NONE))) {
                return true;
            }
        }
    }
    enum pl_follows follows = pl_field_follows(k, field);
    return follows == PL_FOLLOWS_HOURS ? late : follows == PL_FOLLOWS_CHOICES && (late || search->rule == PL_NONE);
}

void pl_smallest_change(const struct pl_plan *plan, uint32_t rule, uint32_t platform, struct pl_arena *arena,
                        struct pl_change_found *out_found)
{
    enum { TRIPLES_UP_TO = 80 }; /* edits: more would be felt, half a million evaluations */
    const struct pl_knowledge *k = plan->knowledge;
    struct search search = {.rule = rule, .platform = platform};
    struct pl_cell *room = room_for_values(k, arena);
    size_t most = 0;
    start_trial(&search.trial, plan, arena);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        most += values_of(plan, i, false, room).count + 2;
    }
    search.edits = pl_arena_array(arena, most, sizeof *search.edits);
    list_edits(&search, false, room);
    bool found = search_changes(&search, 1);
    uint32_t kept = 0;
    for (uint32_t i = 0; !found && i < search.count; i++) {
        if (can_matter(&search, search.edits[i].field)) {
            search.edits[kept++] = search.edits[i];
        }
    }
    search.count = found ? search.count : kept;
    for (uint32_t size = 2; !found && size <= (search.count > TRIPLES_UP_TO ? 2 : PL_EDITS_MAX); size++) {
        found = search_changes(&search, size);
    }
    if (!found) {
        uint32_t searched = search.found.searched;
        list_edits(&search, true, room);
        search_changes(&search, 1);
        search.found.searched = searched;
    }
    *out_found = search.found;
}
