/* SPDX-License-Identifier: MIT
 * The profile with another answer: its text as it was, but for what the answer changes.
 */
#include <string.h>

#include "page/session.h"
#include "draft/amend.h"

/* Names of fields are written in the language of the profile's own: that in which it calls its name. */
static enum pl_language language_of(struct pl_offline *offline)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    uint32_t name = k->facts[PL_FACT_NAME];
    struct pl_view line = pl_source_line(&offline->source, offline->profile.stated[name].line);
    return strstr(pl_arena_copy(&offline->scratch, line.text, line.length), pl_text(k, k->fields[name].key)) != NULL
               ? PL_EN
               : PL_FR;
}

static struct pl_answers answers_of(const struct pl_offline *offline)
{
    struct pl_answers answers = {
        .edition = pl_builtin_knowledge.editions_count - 1, .language = offline->language, .today = offline->today};
    pl_answers_init(&answers, &pl_builtin_knowledge, NULL);
    return answers;
}

/* A fact that is not stated, as reading a profile finds it: in a record what the vocabulary supposes. */
static struct pl_cell unstated(uint32_t index)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    const struct pl_field *field = &k->fields[index];
    struct pl_cell cell = pl_cell_unknown(k, field);
    if ((field->flags & PL_FIELD_IN_RECORD) != 0 && field->fallback != PL_NONE) {
        cell.low = cell.high = k->numbers[field->fallback];
    }
    return cell;
}

/* The result: the new text, or what is wrong. */
static void finish(struct pl_offline *offline, bool placed, const struct pl_buffer *text,
                   const struct pl_diagnostics *diagnostics)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    struct pl_buffer problem = {0};
    for (size_t i = 0; i < diagnostics->count; i++) {
        const struct pl_diagnostic *item = &diagnostics->items[i];
        if (item->severity == PL_ERROR) {
            pl_buffer_add_text(&problem, problem.length > 0 ? " " : "");
            pl_say_capitalised(&problem, item->message);
            pl_buffer_add_text(&problem, ".");
            if (item->help != NULL) {
                pl_buffer_add_text(&problem, " ");
                pl_say_capitalised(&problem, item->help);
            }
        }
    }
    struct pl_json json = {.out = &offline->out};
    pl_buffer_clear(&offline->out);
    pl_json_object(&json, NULL);
    if (placed) {
        pl_json_text(&json, "text", pl_buffer_text(text));
    } else {
        pl_json_text(&json, "problem",
                     problem.length > 0 ? problem.data
                                        : pl_text_in(k, k->labels[PL_L_PAGE_NO_PLACE], offline->language));
    }
    pl_json_end(&json);
    pl_buffer_done(&problem);
}

/* What the text of the room answers; a fact that is not stated where it is empty. False after a diagnostic. */
static bool take_answer(struct pl_offline *offline, struct pl_answers *answers, uint32_t field,
                        struct pl_diagnostics *diagnostics, struct pl_cell *out_cell)
{
    struct pl_view written = pl_view_trimmed(pl_offline_text(offline));
    struct pl_buffer yaml = {0};
    struct pl_view unknown; /* loading says what is wrong with it */
    bool ok = true;
    *out_cell = unstated(field);
    if (written.length > 0) {
        pl_answer_yaml(answers, field, written, &yaml, &unknown);
        ok = pl_answer_load(answers, field, pl_buffer_text(&yaml), diagnostics, out_cell);
    }
    pl_buffer_done(&yaml);
    return ok;
}

void pl_offline_answer(struct pl_offline *offline, int32_t index, int32_t record)
{
    uint32_t field = (uint32_t)index;
    struct pl_answers answers = answers_of(offline);
    struct pl_diagnostics diagnostics = {.language = offline->language};
    struct pl_buffer text = {0};
    struct pl_cell cell;
    pl_offline_begin(offline);
    bool ok = take_answer(offline, &answers, field, &diagnostics, &cell);
    ok = ok &&
         (record < 0 ? pl_amend_profile(&offline->profile, field, &cell, language_of(offline), offline->today, &text)
                     : pl_amend_record(&offline->profile, field, (uint32_t)record, &cell, language_of(offline),
                                       offline->today, &text));
    finish(offline, ok, &text, &diagnostics);
    pl_buffer_done(&text);
    pl_diagnostics_done(&diagnostics);
    pl_answers_done(&answers);
}

void pl_offline_add(struct pl_offline *offline, int32_t index)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    uint32_t list = k->fields[index].parent;
    struct pl_range children = k->fields[list].children;
    const struct pl_cell *old = &offline->profile.stated[list];
    struct pl_answers answers = answers_of(offline);
    struct pl_diagnostics diagnostics = {.language = offline->language};
    struct pl_buffer text = {0};
    pl_offline_begin(offline);
    struct pl_record *records = pl_arena_array(&offline->scratch, (size_t)old->count + 1, sizeof *records);
    struct pl_cell *cells = pl_arena_array(&offline->scratch, children.count, sizeof *cells);
    struct pl_cell cell = {.records = records, .count = old->count + 1, .line = 1};
    for (uint32_t i = 0; i < children.count; i++) {
        cells[i] = unstated(children.first + i);
    }
    bool ok = take_answer(offline, &answers, (uint32_t)index, &diagnostics, &cells[(uint32_t)index - children.first]);
    for (uint32_t i = 0; i < old->count; i++) {
        records[i] = old->records[i];
    }
    records[old->count] = (struct pl_record){.line = 1, .cells = cells};
    ok = ok && pl_amend_profile(&offline->profile, list, &cell, language_of(offline), offline->today, &text);
    finish(offline, ok, &text, &diagnostics);
    pl_buffer_done(&text);
    pl_diagnostics_done(&diagnostics);
    pl_answers_done(&answers);
}

void pl_offline_move(struct pl_offline *offline, int32_t index, int32_t record, int32_t to)
{
    const struct pl_cell *old = &offline->profile.stated[index];
    struct pl_diagnostics diagnostics = {.language = offline->language};
    struct pl_buffer text = {0};
    pl_offline_begin(offline);
    struct pl_record *records = pl_arena_array(&offline->scratch, (size_t)old->count + 1, sizeof *records);
    struct pl_cell cell = {.records = records, .line = 1};
    for (uint32_t i = 0; i < old->count; i++) {
        if ((int32_t)cell.count == to) {
            records[cell.count++] = old->records[record];
        }
        if ((int32_t)i != record) {
            records[cell.count++] = old->records[i];
        }
    }
    if (to >= 0 && cell.count < old->count) {
        records[cell.count++] = old->records[record];
    }
    struct pl_cell none =
        unstated((uint32_t)index); /* the last one gone, nothing is said; that there is none is an answer of its own */
    bool ok = pl_amend_profile(&offline->profile, (uint32_t)index, cell.count > 0 ? &cell : &none, language_of(offline),
                               offline->today, &text);
    finish(offline, ok, &text, &diagnostics);
    pl_buffer_done(&text);
    pl_diagnostics_done(&diagnostics);
}
