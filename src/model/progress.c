/* SPDX-License-Identifier: MIT
 * See progress.h. A step that is done outweighs a fact that says it is not: its line is dated, and newer.
 */
#include "model/progress.h"

#include <string.h>

#include "base/buffer.h"
#include "model/plan.h"

/* Bits of the states that may come after each. */
static const uint8_t next_states[] = {
    [PL_STEP_PLANNED] = 1u << PL_STEP_STARTED | 1u << PL_STEP_DONE | 1u << PL_STEP_VERIFIED | 1u << PL_STEP_DROPPED,
    [PL_STEP_STARTED] = 1u << PL_STEP_DONE | 1u << PL_STEP_VERIFIED | 1u << PL_STEP_DROPPED,
    [PL_STEP_DONE] = 1u << PL_STEP_VERIFIED,
    [PL_STEP_VERIFIED] = 0,
    [PL_STEP_DROPPED] = 0,
};

static bool refuse(const struct pl_profile *profile, struct pl_diagnostics *diagnostics, enum pl_code code,
                   const struct pl_cell *at, const char *first, const char *second, uint32_t line)
{
    struct pl_buffer number = {0};
    pl_buffer_add_number(&number, line, "");
    struct pl_place place = {profile->source, at->line, at->column,
                             at->line == 0 ? 0 : 1}; /* 0: it is not written yet */
    bool ok = first == NULL ? pl_diagnose(diagnostics, code, place, number.data, (const char *)NULL)
                            : pl_diagnose(diagnostics, code, place, first, second, number.data, (const char *)NULL);
    pl_buffer_done(&number);
    return ok;
}

/* Both of what makes a line: which step, and how far it has come. */
static bool is_whole(const struct pl_profile *profile, const struct pl_progress *item,
                     struct pl_diagnostics *diagnostics)
{
    static const char *const keys[][PL_LANGUAGES] = {{"action", "step"}, {"état", "state"}};
    static const char *const examples[][PL_LANGUAGES] = {{"action: write-strategy", "step: write-strategy"},
                                                         {"état: fait", "state: done"}};
    size_t missing = item->step->text == NULL ? 0 : pl_cell_choice(item->state) == PL_NONE ? 1 : 2;
    struct pl_place place = {profile->source, item->record->line, item->record->column, 1};
    return missing == 2 || pl_diagnose(diagnostics, PL_P010, place, keys[missing][diagnostics->language],
                                       examples[missing][diagnostics->language], (const char *)NULL);
}

/* Whether a state may come after the first `count` of the lines. */
static bool is_in_order(const struct pl_profile *profile, const struct pl_progress *lines, uint32_t count,
                        const struct pl_progress *item, struct pl_diagnostics *diagnostics)
{
    const struct pl_knowledge *k = profile->knowledge;
    while (count > 0 && strcmp(lines[count - 1].step->text, item->step->text) != 0) {
        count--;
    }
    if (count == 0) {
        return true;
    }
    const struct pl_progress *earlier = &lines[count - 1];
    uint32_t state = pl_cell_choice(earlier->state);
    if ((next_states[state] >> pl_cell_choice(item->state) & 1) == 0) {
        return refuse(
            profile, diagnostics, PL_P058, item->state, item->step->text,
            pl_field_value_label(k, &k->fields[k->facts[PL_FACT_PROGRESS_STATE]], state, diagnostics->language),
            earlier->state->line);
    }
    return pl_progress_day(item) < 0 || pl_progress_day(item) >= pl_progress_day(earlier) ||
           refuse(profile, diagnostics, PL_P059, item->date, NULL, NULL, earlier->date->line);
}

bool pl_progress_may_add(const struct pl_profile *profile, const char *step, uint32_t state, int64_t today,
                         struct pl_diagnostics *diagnostics)
{
    const struct pl_cell cells[] = {
        {.text = step}, {.low = INT64_C(1) << state, .high = INT64_C(1) << state}, {.low = today, .high = today}};
    const struct pl_progress item = {.step = &cells[0], .state = &cells[1], .date = &cells[2]};
    return is_in_order(profile, profile->lines, profile->lines_count, &item, diagnostics);
}

/* The fact holds from the line on that says that the step is done; `stated`: as the profile has it. */
static void hold(const struct pl_profile *profile, const struct pl_case_fact *fact, const struct pl_progress *item,
                 struct pl_cell *cell, struct pl_diagnostics *diagnostics)
{
    const struct pl_knowledge *k = profile->knowledge;
    const struct pl_field *field = &k->fields[fact->field];
    int64_t value = k->numbers[fact->number];
    bool is_number = field->type == PL_TYPE_NUMBER;
    if (is_number ? cell->low >= value : cell->low == value && cell->high == value) {
        return;
    }
    if (cell->line != 0 && (is_number ? cell->high < value : (cell->high & value) == 0)) {
        const char *key = pl_text(
            k, diagnostics->language == PL_FR && field->aliases.count > 0 ? k->refs[field->aliases.first] : field->key);
        refuse(profile, diagnostics, PL_P065, item->step, item->step->text, key, cell->line);
    }
    *cell = (struct pl_cell){.low = value,
                             .high = is_number ? k->numbers[field->maximum] : value,
                             .line = item->step->line,
                             .column = item->step->column};
}

static struct pl_cell *copy_of(const struct pl_cell *cells, size_t count, struct pl_arena *arena)
{
    struct pl_cell *copy = pl_arena_array(arena, count + 1, sizeof *copy);
    memcpy(copy, cells, count * sizeof *copy);
    return copy;
}

static void establish(const struct pl_profile *profile, const struct pl_progress *item, struct pl_cell *cells,
                      struct pl_arena *arena, struct pl_diagnostics *diagnostics)
{
    const struct pl_knowledge *k = profile->knowledge;
    struct pl_range facts = k->rules[pl_position(k, PL_TO_RULE, item->step->text)].establishes;
    for (uint32_t i = facts.first; i < facts.first + facts.count; i++) {
        const struct pl_case_fact *fact = &k->case_facts[i];
        uint32_t list = k->fields[fact->field].parent;
        if (list == PL_NONE || k->fields[list].type != PL_TYPE_RECORDS) {
            hold(profile, fact, item, &cells[fact->field], diagnostics);
            continue;
        }
        struct pl_range children = k->fields[list].children;
        struct pl_record *records = pl_arena_array(arena, (size_t)cells[list].count + 1, sizeof *records);
        for (uint32_t r = 0; r < cells[list].count; r++) {
            records[r] = cells[list].records[r];
            records[r].cells = copy_of(records[r].cells, children.count, arena);
            if (list != k->facts[PL_FACT_ACCOUNTS] || pl_account_is_official(&profile->accounts[r]) != 0) {
                hold(profile, fact, item, &records[r].cells[fact->field - children.first], diagnostics);
            }
        }
        cells[list].records = cells[list].records == NULL ? NULL : records;
    }
}

bool pl_progress_apply(struct pl_profile *profile, int64_t today, struct pl_arena *arena,
                       struct pl_diagnostics *diagnostics)
{
    const struct pl_knowledge *k = profile->knowledge;
    uint32_t count = profile->lines_count;
    bool ok = true;
    for (uint32_t i = 0; i < count; i++) {
        ok = is_whole(profile, &profile->lines[i], diagnostics) && ok;
    }
    for (uint32_t i = 0; ok && i < count; i++) {
        ok = is_in_order(profile, profile->lines, i, &profile->lines[i], diagnostics) && ok;
    }
    if (!ok || count == 0) {
        return ok;
    }
    struct pl_progress *standing = pl_arena_array(arena, count, sizeof *standing);
    uint32_t stand = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_progress *item = &profile->lines[i];
        uint32_t same = 0;
        while (same < stand && strcmp(standing[same].step->text, item->step->text) != 0) {
            same++;
        }
        if (pl_progress_day(item) <= today ||
            pl_cell_choice(item->state) == PL_STEP_PLANNED) { /* a plan may be for a day to come */
            standing[same] = *item;
            stand += same == stand;
        }
    }
    struct pl_cell *cells = copy_of(profile->cells, k->fields_count, arena);
    for (uint32_t i = 0; i < stand; i++) {
        if (pl_progress_is_done(&standing[i])) {
            establish(profile, &standing[i], cells, arena, diagnostics);
        }
    }
    const struct pl_cell *stated = profile->stated;
    *profile = pl_profile_of(k, profile->source, cells, arena);
    profile->stated = stated;
    profile->progress = standing;
    profile->progress_count = stand;
    struct pl_exception *exceptions =
        pl_arena_array(arena, (size_t)profile->exceptions_count + stand, sizeof *exceptions);
    if (profile->exceptions_count > 0) {
        memcpy(exceptions, profile->exceptions, profile->exceptions_count * sizeof *exceptions);
    }
    profile->exceptions = exceptions;
    for (uint32_t i = 0; i < stand; i++) {
        if (pl_cell_choice(standing[i].state) == PL_STEP_DROPPED) {
            exceptions[profile->exceptions_count++] =
                (struct pl_exception){standing[i].record, standing[i].step, standing[i].note};
        }
    }
    return true;
}

const struct pl_progress *pl_profile_progress(const struct pl_profile *profile, const char *step)
{
    for (uint32_t i = 0; i < profile->progress_count; i++) {
        if (strcmp(profile->progress[i].step->text, step) == 0) {
            return &profile->progress[i];
        }
    }
    return NULL;
}

bool pl_progress_is_done(const struct pl_progress *progress)
{
    uint32_t state = progress == NULL ? PL_NONE : pl_cell_choice(progress->state);
    return state == PL_STEP_DONE || state == PL_STEP_VERIFIED;
}

int64_t pl_progress_day(const struct pl_progress *progress)
{
    return progress->date->low == progress->date->high ? progress->date->low : -1;
}
