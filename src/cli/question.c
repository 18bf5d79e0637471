/* SPDX-License-Identifier: MIT
 * See question.h.
 */
#include "cli/question.h"

#include <string.h>

#include "engine/questions.h"
#include "report/stakes.h"
#include "report/values.h"

enum { VALUES_ON_LINES = 24 }; /* more than that follow one another on one line */

static struct pl_buffer *said(struct pl_inquiry *inquiry)
{
    return &inquiry->talk.said;
}

static const struct pl_field *field_of(const struct pl_inquiry *inquiry, uint32_t index)
{
    return &inquiry->answers->knowledge->fields[index];
}

/* The answer as one would say it; a list by how its records begin. */
static void add_answer(const struct pl_inquiry *inquiry, uint32_t index, const struct pl_cell *cell,
                       struct pl_buffer *out)
{
    const struct pl_knowledge *k = inquiry->answers->knowledge;
    const struct pl_field *field = field_of(inquiry, index);
    enum pl_language language = inquiry->talk.language;
    if (cell->text != NULL) {
        pl_add_visible(out, pl_view_of(cell->text), 200);
    } else if (field->type == PL_TYPE_DURATION) {
        pl_write_value(out, k, field, cell, language);
    } else if (field->type == PL_TYPE_SET && cell->low == 0) {
        pl_buffer_add_text(out, language == PL_FR ? "aucune" : "none");
    } else {
        pl_say_cell(out, k, field, cell, language);
    }
}

void pl_question_put(struct pl_inquiry *inquiry, uint32_t index, const struct pl_cell *earlier)
{
    const struct pl_knowledge *k = inquiry->answers->knowledge;
    const struct pl_field *field = field_of(inquiry, index);
    struct pl_talk *talk = &inquiry->talk;
    inquiry->corrected = NULL;
    pl_buffer_add_text(said(inquiry), pl_text_in(k, field->question, talk->language));
    pl_buffer_add_char(said(inquiry), '\n');
    uint32_t options[PL_OPTIONS_MAX];
    uint32_t count = pl_answer_options(inquiry->answers, index, options);
    bool on_lines = count <= VALUES_ON_LINES;
    for (uint32_t i = 0; i < count; i++) {
        pl_buffer_add_text(said(inquiry), on_lines || i == 0 ? "   " : ", ");
        pl_buffer_add_number(said(inquiry), i + 1, "");
        pl_buffer_add_char(said(inquiry), ' ');
        pl_buffer_add_text(said(inquiry), pl_field_value_label(inquiry->answers->knowledge, field_of(inquiry, index),
                                                               options[i], inquiry->talk.language));
        pl_buffer_add_text(said(inquiry), on_lines || i + 1 == count ? "\n" : "");
    }
    const char *unit = pl_text_in(k, field->unit, talk->language);
    if (field->type == PL_TYPE_SET) {
        pl_talk_say(talk, PL_W_SEVERAL, NULL, NULL);
    } else if (field->type == PL_TYPE_NUMBER) {
        pl_talk_say(talk, *unit != '\0' ? PL_W_NUMBER_OF : PL_W_NUMBER, unit, NULL);
    } else if (field->type == PL_TYPE_DURATION) {
        pl_talk_say(talk, PL_W_DURATION, NULL, NULL);
    } else if (field->type == PL_TYPE_DATE) {
        pl_talk_say(talk, PL_W_DATE, NULL, NULL);
    } else if (field->type == PL_TYPE_RECORDS) {
        pl_talk_say(talk, PL_W_LIST, NULL, NULL);
    }
    if (earlier != NULL && field->type != PL_TYPE_RECORDS) {
        struct pl_buffer answer = {0};
        add_answer(inquiry, index, earlier, &answer);
        pl_talk_say(talk, (field->flags & PL_FIELD_REQUIRED) != 0 ? PL_W_EARLIER_NEEDED : PL_W_EARLIER,
                    pl_buffer_text(&answer), NULL);
        pl_buffer_done(&answer);
    }
}

void pl_question_explain(struct pl_inquiry *inquiry, uint32_t index)
{
    enum pl_language language = inquiry->talk.language;
    pl_buffer_add_text(said(inquiry), "   ");
    pl_buffer_add_text(said(inquiry), pl_text_in(inquiry->answers->knowledge, field_of(inquiry, index)->why, language));
    pl_buffer_add_char(said(inquiry), '\n');
    for (uint32_t i = 0; i < inquiry->plan->questions_count; i++) {
        struct pl_question *question = &inquiry->plan->questions[i];
        if (question->field == index) {
            struct pl_buffer number = {0};
            pl_buffer_add_number(&number, question->settles, "");
            pl_talk_say(&inquiry->talk, PL_W_SETTLES, number.data, NULL);
            pl_buffer_done(&number);
            pl_weigh_answers(inquiry->plan, question, &inquiry->arena);
            pl_say_answers(said(inquiry), inquiry->plan, question, language, "   - ");
        }
    }
}

/* A word that is none of the values: what may have been meant, else how to answer. */
static void say_unknown(struct pl_inquiry *inquiry, uint32_t index, struct pl_view word, const char *meant)
{
    uint32_t options[PL_OPTIONS_MAX];
    struct pl_buffer text = {0};
    pl_add_visible(&text, word, 80);
    pl_talk_say(&inquiry->talk, PL_W_UNKNOWN, pl_buffer_text(&text), NULL);
    if (meant != NULL) {
        pl_talk_say(&inquiry->talk, PL_W_MEANT, meant, NULL);
    } else if (field_of(inquiry, index)->type == PL_TYPE_YES_NO) {
        pl_talk_say(&inquiry->talk, PL_W_CHOOSE_YES_NO, NULL, NULL);
    } else {
        pl_buffer_clear(&text);
        pl_buffer_add_number(&text, pl_answer_options(inquiry->answers, index, options), "");
        pl_talk_say(&inquiry->talk, PL_W_CHOOSE, text.data, NULL);
    }
    pl_buffer_done(&text);
}

/* The answer with another word in place of one of its own. */
static const char *correct(struct pl_inquiry *inquiry, struct pl_view text, struct pl_view word, const char *meant)
{
    struct pl_buffer corrected = {0};
    bool alone = word.length == text.length;
    size_t before = (size_t)(word.text - text.text);
    pl_buffer_add(&corrected, text.text, before);
    pl_buffer_add_text(&corrected, alone ? "" : ", ");
    pl_buffer_add_text(&corrected, meant);
    pl_buffer_add_text(&corrected, alone ? "" : ", ");
    pl_buffer_add(&corrected, word.text + word.length, text.length - before - word.length);
    const char *copy = pl_arena_copy(&inquiry->answers->arena, corrected.data, corrected.length);
    pl_buffer_done(&corrected);
    return copy;
}

bool pl_question_take(struct pl_inquiry *inquiry, uint32_t index, struct pl_view text, struct pl_buffer *out_yaml,
                      struct pl_cell *out_cell)
{
    static const char *const agreed[] = {"oui", "o", "yes", "y"};
    const struct pl_field *field = field_of(inquiry, index);
    struct pl_view unknown;
    for (size_t i = 0; inquiry->corrected != NULL && i < sizeof agreed / sizeof *agreed; i++) {
        char folded[PL_FOLD_MAX];
        text = pl_fold(text, folded) > 0 && strcmp(folded, agreed[i]) == 0 ? pl_view_of(inquiry->corrected) : text;
    }
    pl_answer_yaml(inquiry->answers, index, text, out_yaml, &unknown);
    const char *meant = unknown.length == 0 ? NULL : pl_answer_nearest(inquiry->answers, index, unknown);
    inquiry->corrected = meant == NULL ? NULL : correct(inquiry, text, unknown, meant);
    if (unknown.length > 0 && (meant != NULL || field->type != PL_TYPE_PLATFORM)) { /* a platform may be any other */
        say_unknown(inquiry, index, unknown, meant);
        return false;
    }
    struct pl_diagnostics diagnostics = {.language = inquiry->talk.language};
    bool ok = pl_answer_load(inquiry->answers, index, pl_buffer_text(out_yaml), &diagnostics, out_cell) &&
              pl_cell_is_known(field, out_cell);
    if (ok) {
        uint32_t type = field_of(inquiry, index)->type;
        char folded[2][PL_FOLD_MAX];
        struct pl_buffer answer = {0};
        add_answer(inquiry, index, out_cell, &answer);
        bool reworded =
            type != PL_TYPE_TEXT && type != PL_TYPE_NUMBER && type != PL_TYPE_DURATION && type != PL_TYPE_RECORDS &&
            (pl_fold(text, folded[0]) == 0 || pl_fold(pl_view_of(pl_buffer_text(&answer)), folded[1]) == 0 ||
             strcmp(folded[0], folded[1]) != 0);
        if (reworded || (diagnostics.count > 0)) {
            pl_talk_say(&inquiry->talk, PL_W_NOTED, pl_buffer_text(&answer), NULL);
        }
        pl_buffer_done(&answer);
    }
    for (size_t i = 0; i < diagnostics.count; i++) {
        const struct pl_diagnostic *item = &diagnostics.items[i];
        if (item->code == PL_P016) { /* it would name the field as a profile does */
            struct pl_buffer bounds[2] = {{0}, {0}};
            pl_say_number(&bounds[0], inquiry->answers->knowledge->numbers[field->minimum], inquiry->talk.language);
            pl_say_number(&bounds[1], inquiry->answers->knowledge->numbers[field->maximum], inquiry->talk.language);
            pl_talk_say(&inquiry->talk, PL_W_RANGE, bounds[0].data, bounds[1].data);
            pl_buffer_done(&bounds[0]);
            pl_buffer_done(&bounds[1]);
            continue;
        }
        bool helps = item->help != NULL && item->code != PL_P002; /* its help speaks of saving a file */
        pl_buffer_add_text(said(inquiry), "   ");
        pl_say_capitalised(said(inquiry), item->message);
        pl_buffer_add_text(said(inquiry), helps ? ". " : ".\n");
        if (helps) {
            pl_say_capitalised(said(inquiry), item->help);
            pl_buffer_add_text(said(inquiry), strchr(".?!", item->help[strlen(item->help) - 1]) == NULL ? ".\n" : "\n");
        }
    }
    pl_diagnostics_done(&diagnostics);
    return ok;
}
