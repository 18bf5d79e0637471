/* SPDX-License-Identifier: MIT
 * See questions.h.
 */
#include "engine/questions.h"

#include <string.h>

#include "engine/choose.h"
#include "engine/planning.h"

#define OPEN_END (INT64_C(1) << 60) /* "any number above": it says nothing to a reader */

/* A copy of what evaluation writes, on which answers are tried. */
struct trial {
    const struct pl_plan *plan;
    struct pl_cell *cells;
    struct pl_chooser chooser;
    struct pl_choice choices[PL_CHOICES_MAX];
    uint32_t choices_count;
    bool common_moved; /* the rules on every platform were evaluated over changed facts */
    struct pl_cell *candidates; /* room for those of any field */
    uint32_t candidates_max;
};

/* At most so many values of a field are worth trying. */
static uint32_t room_for(const struct pl_field *field)
{
    uint32_t thresholds = field->thresholds.count;
    return thresholds > PL_VALUES_MAX + 1 ? thresholds : PL_VALUES_MAX + 1;
}

static void start_trial(struct trial *trial, const struct pl_plan *plan, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    trial->plan = plan;
    trial->cells = pl_arena_array(arena, k->fields_count, sizeof *trial->cells);
    memcpy(trial->cells, plan->cells, k->fields_count * sizeof *trial->cells);
    trial->chooser = (struct pl_chooser){
        .plan = plan,
        .evaluation = {k, trial->cells, pl_arena_array(arena, k->terms_count + 1, 1),
                       pl_arena_array(arena, k->rules_count + 1, 1), plan->edition, PL_NONE},
        .needs = pl_arena_array(arena, k->needs_count + 1, 1),
        .degrees = pl_arena_array(arena, k->needs_count + 1, 1),
        .common = pl_arena_array(arena, pl_chooser_common_size(plan), 1),
    };
    memcpy(trial->chooser.evaluation.terms, plan->terms, k->terms_count);
    memcpy(trial->chooser.evaluation.rules, plan->rules, k->rules_count);
    pl_choose_common(&trial->chooser);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        uint32_t room = room_for(&k->fields[i]);
        trial->candidates_max = room > trial->candidates_max ? room : trial->candidates_max;
    }
    trial->candidates = pl_arena_array(arena, trial->candidates_max, sizeof *trial->candidates);
}

static bool is_common(const struct pl_knowledge *k, uint32_t rule)
{
    return k->rules[rule].concludes == PL_DECIDES && k->rules[rule].platform == PL_NONE;
}

/* Evaluates again the rules that a fact can change. Returns whether a need or a decision may have changed with them. */
static bool run_dependents(struct trial *trial, uint32_t field)
{
    const struct pl_knowledge *k = trial->plan->knowledge;
    struct pl_range dependents = k->fields[field].dependents;
    bool moved = false;
    for (uint32_t i = 0; i < dependents.count; i++) {
        uint32_t rule = k->refs[dependents.first + i];
        if (is_common(k, rule)) {
            trial->common_moved = trial->common_moved || k->rules[rule].decision != PL_IMPROVE;
            continue; /* to improve an account that is kept anyway settles nothing */
        }
        pl_evaluate_rule(&trial->chooser.evaluation, rule);
        bool decides = k->rules[rule].concludes == PL_NEED || k->rules[rule].concludes == PL_DECIDES;
        moved = moved || (decides && trial->chooser.evaluation.rules[rule] != trial->plan->rules[rule]);
    }
    if (trial->common_moved) {
        pl_choose_common(&trial->chooser);
    }
    return moved || trial->common_moved;
}

static void undo_dependents(struct trial *trial, uint32_t field)
{
    const struct pl_knowledge *k = trial->plan->knowledge;
    struct pl_range dependents = k->fields[field].dependents;
    for (uint32_t i = 0; i < dependents.count; i++) {
        uint32_t rule = k->refs[dependents.first + i];
        trial->chooser.evaluation.rules[rule] = trial->plan->rules[rule];
    }
    if (trial->common_moved) { /* the facts are those of the plan again */
        pl_choose_common(&trial->chooser);
        trial->common_moved = false;
    }
}

static void choose_again(struct trial *trial)
{
    pl_choose_needs(&trial->chooser);
    trial->choices_count = pl_choose_platforms(&trial->chooser, trial->choices);
}

static uint32_t bit_candidates(const struct pl_plan *plan, uint32_t field, const struct pl_cell *cell,
                               struct pl_cell *out_cells, uint32_t max)
{
    const struct pl_field *fact = &plan->knowledge->fields[field];
    uint32_t values = pl_field_value_count(plan->knowledge, fact);
    bool set = fact->type == PL_TYPE_SET;
    bool known = pl_cell_is_known(fact, cell);
    uint32_t count = 0;
    if (set && !known && max > 0) {
        out_cells[count++] = (struct pl_cell){.low = cell->low, .high = cell->low};
    }
    for (uint32_t i = 0; i < values && count < max; i++) {
        int64_t bit = (int64_t)1 << i;
        int64_t bits = !set ? bit : known ? cell->low ^ bit : cell->low | bit;
        bool possible = known || (cell->high & bit) != 0;
        if (possible && bits != cell->low) {
            out_cells[count++] = (struct pl_cell){.low = bits, .high = bits};
        }
    }
    return count;
}

static uint32_t number_candidates(const struct pl_plan *plan, uint32_t field, const struct pl_cell *cell,
                                  struct pl_cell *out_cells, uint32_t max)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_range thresholds = k->fields[field].thresholds;
    bool known = cell->low == cell->high;
    uint32_t count = 0;
    for (uint32_t i = 0; i < thresholds.count && count < max; i++) {
        int64_t number = k->numbers[k->refs[thresholds.first + i]];
        if (known ? number != cell->low : number >= cell->low && number <= cell->high) {
            out_cells[count++] = (struct pl_cell){.low = number, .high = number};
        }
    }
    return count;
}

uint32_t pl_candidate_values(const struct pl_plan *plan, uint32_t field, struct pl_cell *out_cells, uint32_t max)
{
    const struct pl_cell *cell = &plan->cells[field];
    switch ((enum pl_type)plan->knowledge->fields[field].type) {
    case PL_TYPE_CHOICE:
    case PL_TYPE_SET:
    case PL_TYPE_YES_NO:
    case PL_TYPE_PLATFORM:
        return bit_candidates(plan, field, cell, out_cells, max);
    case PL_TYPE_NUMBER:
    case PL_TYPE_DURATION:
    case PL_TYPE_DATE:
        return number_candidates(plan, field, cell, out_cells, max);
    case PL_TYPE_TEXT:
    case PL_TYPE_SECTION:
    case PL_TYPE_RECORDS:
        break;
    }
    return 0;
}

/* ---- questions ------------------------------------------------------------------------------------------- */

/* Conclusions that some answer settled, one flag each: rules, then choices. */
struct tally {
    uint8_t *rules;
    uint8_t choices[PL_CHOICES_MAX];
    uint32_t settled;
    bool opens_gate; /* one of them is a blocker */
};

static void note_settled(const struct trial *trial, uint32_t field, bool moved, struct tally *tally)
{
    const struct pl_plan *plan = trial->plan;
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_range dependents = k->fields[field].dependents;
    for (uint32_t i = 0; i < dependents.count; i++) {
        uint32_t rule = k->refs[dependents.first + i];
        uint32_t concludes = k->rules[rule].concludes;
        bool counts = concludes != PL_NEED && concludes != PL_DECIDES;
        if (counts && plan->rules[rule] == PL_UNKNOWN && trial->chooser.evaluation.rules[rule] != PL_UNKNOWN &&
            !tally->rules[rule]) {
            tally->rules[rule] = 1;
            tally->opens_gate = tally->opens_gate || concludes == PL_BLOCKER;
            tally->settled++;
        }
    }
    for (uint32_t i = 0; moved && i < trial->choices_count; i++) {
        bool open = plan->choices[i].decision == PL_UNDECIDED || plan->choices[i].provisional;
        bool settled = trial->choices[i].decision != PL_UNDECIDED && !trial->choices[i].provisional;
        if (open && settled && !tally->choices[i]) {
            tally->choices[i] = 1;
            tally->settled++;
        }
    }
}

static void try_answer(struct trial *trial, uint32_t field, const struct pl_cell *answer, struct tally *tally)
{
    trial->cells[field] = *answer;
    bool moved = run_dependents(trial, field);
    if (moved) {
        choose_again(trial);
    }
    note_settled(trial, field, moved, tally);
}

static void try_answers(struct trial *trial, uint32_t field, struct tally *tally)
{
    struct pl_cell *candidates = trial->candidates;
    uint32_t count = pl_candidate_values(trial->plan, field, candidates, trial->candidates_max);
    struct pl_cell kept = trial->cells[field];
    for (uint32_t i = 0; i < count; i++) {
        try_answer(trial, field, &candidates[i], tally);
    }
    trial->cells[field] = kept;
    undo_dependents(trial, field);
}

/* Whether a fact is derived from the list asked about, and unknown. */
static bool is_open_derived(const struct pl_plan *plan, uint32_t derived, uint32_t list)
{
    const struct pl_field *field = &plan->knowledge->fields[derived];
    return field->from == list && (field->flags & PL_FIELD_LATE) == 0 && !pl_cell_is_known(field, &plan->cells[derived]);
}

/* A question is put for a fact of the profile, or for the list from which unknown facts are derived. */
static struct tally count_settled(struct trial *trial, uint32_t field, uint8_t *rules)
{
    const struct pl_knowledge *k = trial->plan->knowledge;
    struct tally tally = {.rules = rules};
    memset(rules, 0, k->rules_count);
    if (!pl_cell_is_known(&k->fields[field], &trial->plan->cells[field])) {
        try_answers(trial, field, &tally);
    }
    for (uint32_t i = 0; i < k->fields_count && k->fields[field].type == PL_TYPE_RECORDS; i++) {
        if (is_open_derived(trial->plan, i, field)) {
            try_answers(trial, i, &tally);
        }
    }
    return tally;
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
    struct trial trial = {0};
    uint8_t *rules = pl_arena_array(arena, k->rules_count + 1, 1);
    start_trial(&trial, plan, arena);
    plan->questions = pl_arena_array(arena, k->fields_count + 1, sizeof *plan->questions);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        struct tally tally = {.settled = 0};
        if (is_asked(&k->fields[i])) {
            tally = count_settled(&trial, i, rules);
        }
        if (tally.settled == 0) {
            continue;
        }
        struct pl_question question = {.field = i, .settles = tally.settled, .opens_gate = tally.opens_gate};
        uint32_t at = plan->questions_count++;
        for (; at > 0 && is_better(&question, &plan->questions[at - 1]); at--) {
            plan->questions[at] = plan->questions[at - 1];
        }
        plan->questions[at] = question;
    }
}

/* What the tally of one answer holds, copied out of it. */
static struct pl_effect take_effect(const struct trial *trial, const struct tally *tally, uint32_t field, struct pl_cell answer,
                                    struct pl_arena *arena)
{
    const struct pl_plan *plan = trial->plan;
    struct pl_effect effect = {.field = field, .answer = answer, .settles = tally->settled};
    effect.rules.items = pl_arena_array(arena, tally->settled + 1, sizeof *effect.rules.items);
    effect.truths = pl_arena_array(arena, tally->settled + 1, 1);
    effect.platforms.items = pl_arena_array(arena, tally->settled + 1, sizeof *effect.platforms.items);
    effect.decisions = pl_arena_array(arena, tally->settled + 1, 1);
    for (uint32_t i = 0; i < plan->knowledge->rules_count; i++) {
        if (tally->rules[i]) {
            effect.truths[effect.rules.count] = trial->chooser.evaluation.rules[i];
            effect.rules.items[effect.rules.count++] = i;
        }
    }
    for (uint32_t i = 0; i < trial->choices_count; i++) {
        if (tally->choices[i]) {
            effect.decisions[effect.platforms.count] = (uint8_t)trial->choices[i].decision;
            effect.platforms.items[effect.platforms.count++] = i;
        }
    }
    effect.verdict = pl_plan_judge(plan, trial->chooser.evaluation.rules);
    return effect;
}

static void weigh_values(struct trial *trial, uint32_t field, uint8_t *rules, struct pl_question *question, struct pl_arena *arena)
{
    struct pl_cell *candidates = trial->candidates;
    uint32_t count = pl_candidate_values(trial->plan, field, candidates, trial->candidates_max);
    struct pl_effect *effects = pl_arena_array(arena, (size_t)question->effects_count + count + 1, sizeof *effects);
    if (question->effects_count > 0) {
        memcpy(effects, question->effects, question->effects_count * sizeof *effects);
    }
    question->effects = effects;
    struct pl_cell kept = trial->cells[field];
    for (uint32_t i = 0; i < count; i++) {
        if (trial->plan->knowledge->fields[field].type == PL_TYPE_NUMBER && candidates[i].low >= OPEN_END) {
            continue;
        }
        struct tally tally = {.rules = rules};
        memset(rules, 0, trial->plan->knowledge->rules_count);
        try_answer(trial, field, &candidates[i], &tally);
        if (tally.settled > 0) {
            effects[question->effects_count++] = take_effect(trial, &tally, field, candidates[i], arena);
        }
        trial->cells[field] = kept;
        undo_dependents(trial, field);
    }
}

void pl_weigh_answers(struct pl_plan *plan, struct pl_question *question, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct trial trial = {0};
    uint8_t *rules = pl_arena_array(arena, k->rules_count + 1, 1);
    start_trial(&trial, plan, arena);
    question->effects_count = 0;
    if (!pl_cell_is_known(&k->fields[question->field], &plan->cells[question->field])) {
        weigh_values(&trial, question->field, rules, question, arena);
    }
    for (uint32_t i = 0; i < k->fields_count && k->fields[question->field].type == PL_TYPE_RECORDS; i++) {
        if (is_open_derived(plan, i, question->field)) {
            weigh_values(&trial, i, rules, question, arena);
        }
    }
}

/* ---- the smallest change --------------------------------------------------------------------------------- */

struct search {
    struct trial trial;
    uint32_t rule, platform;
    bool now; /* what the item is before any change */
    struct pl_edit *edits; /* every single change that could matter */
    uint32_t count;
};

static bool item_holds(struct search *search)
{
    if (search->rule != PL_NONE) {
        return search->trial.chooser.evaluation.rules[search->rule] == PL_TRUE;
    }
    choose_again(&search->trial);
    for (uint32_t i = 0; i < search->trial.choices_count; i++) {
        if (search->trial.choices[i].platform == search->platform) {
            return pl_decision_retains(search->trial.choices[i].decision);
        }
    }
    return false;
}

/* Whether the item is other than it was once these edits are made. Late rules are evaluated over the platforms as they
 * stand, so an item that depends on them is tried against the plan's own choice. */
static bool flips(struct search *search, const struct pl_edit *const *edits, uint32_t count)
{
    struct trial *trial = &search->trial;
    for (uint32_t i = 0; i < count; i++) {
        trial->cells[edits[i]->field] = edits[i]->value;
    }
    for (uint32_t i = 0; i < count; i++) {
        run_dependents(trial, edits[i]->field);
    }
    if (count > 1) { /* rules that depend on both were first seen with one edit only */
        for (uint32_t i = 0; i < count; i++) {
            run_dependents(trial, edits[i]->field);
        }
    }
    bool flipped = item_holds(search) != search->now;
    for (uint32_t i = 0; i < count; i++) {
        trial->cells[edits[i]->field] = trial->plan->cells[edits[i]->field];
        undo_dependents(trial, edits[i]->field);
    }
    return flipped;
}

static void list_edits(struct search *search, struct pl_arena *arena)
{
    const struct pl_plan *plan = search->trial.plan;
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_cell *candidates = search->trial.candidates;
    size_t most = 0;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        most += room_for(&k->fields[i]);
    }
    search->edits = pl_arena_array(arena, most, sizeof *search->edits);
    for (int pass = 0; pass < 2; pass++) { /* first what one can act on, then what is only unknown */
        for (uint32_t i = 0; i < k->fields_count; i++) {
            bool actionable = (k->fields[i].flags & PL_FIELD_ACTIONABLE) != 0;
            bool known = pl_cell_is_known(&k->fields[i], &plan->cells[i]);
            if (!is_asked(&k->fields[i]) || actionable != (pass == 0) || (!actionable && known)) {
                continue;
            }
            uint32_t count = pl_candidate_values(plan, i, candidates, search->trial.candidates_max);
            for (uint32_t c = 0; c < count; c++) {
                search->edits[search->count++] = (struct pl_edit){i, candidates[c]};
            }
        }
    }
}

/* Only facts that some rule of the item's own reach looks at; for platforms every need and decision is in reach. */
static bool can_matter(const struct search *search, const struct pl_edit *edit)
{
    const struct pl_knowledge *k = search->trial.plan->knowledge;
    struct pl_range dependents = k->fields[edit->field].dependents;
    for (uint32_t i = 0; i < dependents.count; i++) {
        uint32_t rule = k->refs[dependents.first + i];
        bool decides = k->rules[rule].concludes == PL_NEED || k->rules[rule].concludes == PL_DECIDES;
        if (search->rule == PL_NONE ? decides : rule == search->rule) {
            return true;
        }
    }
    return false;
}

static uint32_t search_changes(struct search *search, struct pl_edit out_edits[PL_EDITS_MAX])
{
    const struct pl_edit *tried[PL_EDITS_MAX];
    for (uint32_t i = 0; i < search->count; i++) {
        tried[0] = &search->edits[i];
        if (flips(search, tried, 1)) {
            out_edits[0] = *tried[0];
            return 1;
        }
    }
    for (uint32_t i = 0; i < search->count; i++) {
        for (uint32_t j = i + 1; j < search->count; j++) {
            tried[0] = &search->edits[i];
            tried[1] = &search->edits[j];
            if (tried[0]->field != tried[1]->field && flips(search, tried, 2)) {
                out_edits[0] = *tried[0];
                out_edits[1] = *tried[1];
                return 2;
            }
        }
    }
    if (search->count > 80) {
        return 0; /* triples would be felt: half a million evaluations */
    }
    for (uint32_t i = 0; i < search->count; i++) {
        for (uint32_t j = i + 1; j < search->count; j++) {
            for (uint32_t l = j + 1; l < search->count; l++) {
                tried[0] = &search->edits[i];
                tried[1] = &search->edits[j];
                tried[2] = &search->edits[l];
                bool distinct = tried[0]->field != tried[1]->field && tried[1]->field != tried[2]->field &&
                                tried[0]->field != tried[2]->field;
                if (distinct && flips(search, tried, 3)) {
                    for (int e = 0; e < 3; e++) {
                        out_edits[e] = *tried[e];
                    }
                    return 3;
                }
            }
        }
    }
    return 0;
}

uint32_t pl_smallest_change(const struct pl_plan *plan, uint32_t rule, uint32_t platform, struct pl_arena *arena,
                            struct pl_edit out_edits[PL_EDITS_MAX])
{
    struct search search = {.rule = rule, .platform = platform};
    start_trial(&search.trial, plan, arena);
    search.now = item_holds(&search);
    list_edits(&search, arena);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < search.count; i++) {
        if (can_matter(&search, &search.edits[i])) {
            search.edits[kept++] = search.edits[i];
        }
    }
    search.count = kept;
    return search_changes(&search, out_edits);
}
