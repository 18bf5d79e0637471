/* SPDX-License-Identifier: MIT
 * See interview.h.
 */
#include "cli/interview.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "engine/planning.h"
#include "engine/questions.h"
#include "report/answers.h"
#include "report/values.h"

enum { VALUES_ON_LINES = 24 }; /* more than that follow one another on one line */

const char *const pl_words[PL_WORDS][PL_LANGUAGES] = {
#define PL_WORD(name, french, english) [PL_W_##name] = {[PL_FR] = french, [PL_EN] = english},
#include "cli/words.def"
#undef PL_WORD
};

/* ---- lines out and in ---------------------------------------------------------------------------------------- */

static void add_words(struct pl_interview *interview, enum pl_word word, const char *first, const char *second)
{
    const char *const arguments[3] = {first, second, NULL};
    pl_say_template(&interview->said, pl_words[word][interview->language], arguments);
}

void pl_interview_say(struct pl_interview *interview, enum pl_word word, const char *first, const char *second)
{
    add_words(interview, word, first, second);
    pl_buffer_add_char(&interview->said, '\n');
}

static void flush(struct pl_interview *interview)
{
    (void)pl_write_all(interview->descriptor, pl_buffer_text(&interview->said), interview->said.length);
    pl_buffer_clear(&interview->said);
}

enum pl_reply pl_interview_read(struct pl_interview *interview, struct pl_view *out_text)
{
    add_words(interview, PL_W_PROMPT, NULL, NULL);
    flush(interview);
    pl_buffer_clear(&interview->line);
    int c = getc(stdin);
    bool read = c != EOF;
    for (; c != EOF && c != '\n'; c = getc(stdin)) { /* what is beyond the maximum is dropped: the rest is too long for any answer */
        if (interview->line.length < PL_ANSWER_MAX) {
            pl_buffer_add_char(&interview->line, c == 0 ? '\1' : (char)c); /* refused like any other control character */
        }
    }
    *out_text = pl_trimmed((struct pl_view){pl_buffer_text(&interview->line), interview->line.length});
    if (interview->echoes) {
        pl_add_visible(&interview->said, *out_text, 200);
    }
    if (interview->echoes || !read) {
        pl_buffer_add_char(&interview->said, '\n');
    }
    return !read                        ? PL_REPLY_END
           : out_text->length == 0      ? PL_REPLY_EMPTY
           : pl_view_is(*out_text, "?") ? PL_REPLY_WHY
           : pl_view_is(*out_text, "<") ? PL_REPLY_BACK
           : pl_view_is(*out_text, "-") ? PL_REPLY_SKIP
                                        : PL_REPLY_TEXT;
}

/* ---- a question ---------------------------------------------------------------------------------------------- */

/* "   1 secured (ready)": the number, the label, and the name where it is another word. */
static void put_values(struct pl_interview *interview, uint32_t index)
{
    const struct pl_knowledge *k = interview->answers->knowledge;
    const struct pl_field *field = &k->fields[index];
    uint32_t options[PL_OPTIONS_MAX];
    uint32_t count = pl_answer_options(interview->answers, index, options);
    bool on_lines = count <= VALUES_ON_LINES;
    struct pl_field one = *field; /* value of a set is a choice */
    one.type = field->type == PL_TYPE_SET ? PL_TYPE_CHOICE : field->type;
    struct pl_buffer name = {0};
    for (uint32_t i = 0; i < count; i++) {
        char folded[2][PL_FOLD_MAX];
        const char *label = pl_field_value_label(k, field, options[i], interview->language);
        struct pl_cell cell = {.low = (int64_t)1 << options[i], .high = (int64_t)1 << options[i]};
        pl_buffer_clear(&name);
        pl_write_value(&name, k, &one, &cell, interview->language);
        pl_buffer_add_text(&interview->said, on_lines || i == 0 ? "   " : ", ");
        pl_buffer_add_number(&interview->said, i + 1, "");
        pl_buffer_add_char(&interview->said, ' ');
        pl_buffer_add_text(&interview->said, label);
        bool same = pl_fold(pl_view_of(label), folded[0]) > 0 &&
                    pl_fold(pl_view_of(pl_buffer_text(&name)), folded[1]) > 0 && strcmp(folded[0], folded[1]) == 0;
        if (!same && !field->values_of_platforms) {
            pl_buffer_add_text(&interview->said, " (");
            pl_buffer_add_text(&interview->said, pl_buffer_text(&name));
            pl_buffer_add_char(&interview->said, ')');
        }
        pl_buffer_add_text(&interview->said, on_lines || i + 1 == count ? "\n" : "");
    }
    pl_buffer_done(&name);
}

void pl_interview_put(struct pl_interview *interview, uint32_t index)
{
    const struct pl_knowledge *k = interview->answers->knowledge;
    const struct pl_field *field = &k->fields[index];
    pl_buffer_add_text(&interview->said, pl_text_in(k, field->question, interview->language));
    pl_buffer_add_char(&interview->said, '\n');
    put_values(interview, index);
    static const enum pl_word hints[] = {[PL_TYPE_SET] = PL_W_SEVERAL,
                                         [PL_TYPE_NUMBER] = PL_W_NUMBER,
                                         [PL_TYPE_DURATION] = PL_W_DURATION,
                                         [PL_TYPE_DATE] = PL_W_DATE,
                                         [PL_TYPE_RECORDS] = PL_W_LIST};
    const char *unit = pl_text_in(k, field->unit, interview->language);
    enum pl_word hint = *unit != '\0' && field->type == PL_TYPE_NUMBER ? PL_W_NUMBER_OF : hints[field->type];
    if (hint != PL_W_OPENING) { /* the first word: none */
        pl_interview_say(interview, hint, unit, NULL);
    }
}

void pl_interview_explain(struct pl_interview *interview, uint32_t index)
{
    const struct pl_knowledge *k = interview->answers->knowledge;
    pl_buffer_add_text(&interview->said, "   ");
    pl_buffer_add_text(&interview->said, pl_text_in(k, k->fields[index].why, interview->language));
    pl_buffer_add_char(&interview->said, '\n');
    for (uint32_t i = 0; i < interview->plan->questions_count; i++) {
        struct pl_question *question = &interview->plan->questions[i];
        if (question->field == index) {
            struct pl_buffer number = {0};
            pl_buffer_add_number(&number, question->settles, "");
            pl_interview_say(interview, PL_W_SETTLES, number.data, NULL);
            pl_buffer_done(&number);
            pl_weigh_answers(interview->plan, question, &interview->arena);
            pl_say_answers(&interview->said, interview->plan, question, interview->language, "   - ");
        }
    }
}

bool pl_interview_take(struct pl_interview *interview, uint32_t index, struct pl_view text, struct pl_buffer *out_yaml,
                       struct pl_cell *out_cell)
{
    struct pl_diagnostics diagnostics = {.language = interview->language};
    pl_answer_yaml(interview->answers, index, text, out_yaml);
    bool ok = pl_answer_load(interview->answers, index, pl_buffer_text(out_yaml), &diagnostics, out_cell);
    for (size_t i = 0; i < diagnostics.count; i++) {
        const struct pl_diagnostic *item = &diagnostics.items[i];
        bool about_files = item->code == PL_P002; /* its help speaks of saving a file */
        pl_buffer_add_text(&interview->said, "   ");
        pl_say_capitalised(&interview->said, item->message);
        pl_buffer_add_text(&interview->said, ".\n");
        if (item->help != NULL && !about_files && item->severity == PL_ERROR) {
            pl_buffer_add_text(&interview->said, "   ");
            pl_say_capitalised(&interview->said, item->help);
            pl_buffer_add_text(&interview->said, "\n");
        }
    }
    pl_diagnostics_done(&diagnostics);
    return ok && pl_cell_is_known(&interview->answers->knowledge->fields[index], out_cell);
}

/* ---- the order of questions ------------------------------------------------------------------------------------ */

/* What was known before a question was put. */
struct pl_visit {
    uint32_t field;
    struct pl_cell cell;
    uint8_t given;
};

static void make_plan(struct pl_interview *interview)
{
    static const struct pl_source nowhere = {.name = "", .text = {"", 0}};
    struct pl_answers *answers = interview->answers;
    pl_arena_reset(&interview->arena);
    struct pl_profile *profile = pl_arena_alloc(&interview->arena, sizeof *profile);
    *profile = pl_profile_of(answers->knowledge, &nowhere, answers->cells, &interview->arena);
    interview->plan = pl_plan_make(profile, answers->edition, answers->today, &interview->arena);
}

static bool is_required(const struct pl_interview *interview, uint32_t field)
{
    return (interview->answers->knowledge->fields[field].flags & PL_FIELD_REQUIRED) != 0;
}

static uint32_t next_question(struct pl_interview *interview)
{
    const struct pl_knowledge *k = interview->answers->knowledge;
    uint32_t again = interview->again;
    interview->again = PL_NONE;
    if (again != PL_NONE) {
        return again;
    }
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (is_required(interview, i) && k->fields[i].parent == PL_NONE &&
            !pl_cell_is_known(&k->fields[i], &interview->answers->cells[i])) {
            return i;
        }
    }
    for (uint32_t i = 0; i < interview->plan->questions_count; i++) {
        if (!interview->done[interview->plan->questions[i].field]) {
            return interview->plan->questions[i].field;
        }
    }
    return PL_NONE;
}

uint32_t pl_interview_open(const struct pl_interview *interview)
{
    const struct pl_answers *answers = interview->answers;
    uint32_t open = 0;
    for (uint32_t i = 0; i < interview->plan->questions_count; i++) {
        uint32_t field = interview->plan->questions[i].field;
        open += !pl_cell_is_known(&answers->knowledge->fields[field], &answers->cells[field]);
    }
    return open;
}

/* One question that is no list, until it is answered or left. */
static enum pl_move ask(struct pl_interview *interview, uint32_t field, struct pl_cell *out_cell)
{
    for (;;) {
        struct pl_view text;
        switch (pl_interview_read(interview, &text)) {
        case PL_REPLY_TEXT: {
            struct pl_buffer yaml = {0};
            bool taken = pl_interview_take(interview, field, text, &yaml, out_cell);
            pl_buffer_done(&yaml);
            if (taken) {
                return PL_MOVE_ON;
            }
            break;
        }
        case PL_REPLY_WHY:
            pl_interview_explain(interview, field);
            break;
        case PL_REPLY_BACK:
            if (interview->visits_count > 0) {
                return PL_MOVE_BACK;
            }
            pl_interview_say(interview, PL_W_NO_PREVIOUS, NULL, NULL);
            break;
        case PL_REPLY_SKIP:
        case PL_REPLY_EMPTY:
            if (!is_required(interview, field)) {
                return text.length == 0 ? PL_MOVE_STOP : PL_MOVE_ON;
            }
            pl_interview_say(interview, PL_W_NEEDED, NULL, NULL);
            break;
        case PL_REPLY_END:
            return PL_MOVE_END;
        }
    }
}

enum pl_ending pl_interview_run(struct pl_interview *interview)
{
    struct pl_answers *answers = interview->answers;
    const struct pl_knowledge *k = answers->knowledge;
    interview->visits = pl_arena_array(&answers->arena, k->fields_count + 1, sizeof *interview->visits);
    interview->done = pl_arena_array(&answers->arena, k->fields_count, 1);
    for (uint32_t i = 0; i < k->fields_count; i++) { /* a list that is stated may leave something open: an editor mends that */
        interview->done[i] = pl_cell_is_known(&k->fields[i], &answers->cells[i]);
    }
    interview->again = PL_NONE;
    pl_interview_say(interview, PL_W_OPENING, NULL, NULL);
    pl_buffer_cut(&interview->said, interview->said.length - 1);
    make_plan(interview);
    enum pl_move move = PL_MOVE_ON;
    uint32_t field = next_question(interview);
    while (field != PL_NONE && (move == PL_MOVE_ON || move == PL_MOVE_BACK)) {
        struct pl_cell cell = pl_cell_unknown(k, &k->fields[field]);
        bool list = k->fields[field].type == PL_TYPE_RECORDS;
        pl_buffer_add_char(&interview->said, '\n');
        pl_buffer_add_number(&interview->said, interview->visits_count + 1, "");
        pl_buffer_add_text(&interview->said, ". ");
        pl_interview_put(interview, field);
        move = list ? pl_interview_list(interview, field, &cell) : ask(interview, field, &cell);
        bool known = pl_cell_is_known(&k->fields[field], &cell);
        if (move == PL_MOVE_BACK) {
            const struct pl_visit *visit = &interview->visits[--interview->visits_count];
            answers->cells[visit->field] = visit->cell;
            answers->given[visit->field] = visit->given;
            interview->done[visit->field] = 0;
            interview->again = visit->field;
            pl_interview_say(interview, PL_W_BACK, NULL, NULL);
        } else if (move == PL_MOVE_ON || known) {
            interview->visits[interview->visits_count++] = (struct pl_visit){field, answers->cells[field], answers->given[field]};
            interview->done[field] = 1;
        }
        if (move != PL_MOVE_BACK && known) {
            answers->cells[field] = cell;
            answers->given[field] = PL_GIVEN_IN_LINE;
        }
        make_plan(interview);
        field = next_question(interview);
    }
    if (move == PL_MOVE_ON) {
        pl_buffer_add_char(&interview->said, '\n');
        pl_interview_say(interview, PL_W_NO_MORE, NULL, NULL);
    }
    flush(interview);
    return move == PL_MOVE_END ? PL_ENDED_BY_INPUT : PL_ENDED_WELL;
}

void pl_interview_done(struct pl_interview *interview)
{
    flush(interview);
    pl_arena_done(&interview->arena);
    pl_buffer_done(&interview->line);
    pl_buffer_done(&interview->said);
}
