/* SPDX-License-Identifier: MIT
 * The questionnaire as a conversation in plain lines: no redraw, no cursor, no colour, so that a pipe or a screen
 * reader follows it.
 */
#ifndef PL_CLI_INTERVIEW_H
#define PL_CLI_INTERVIEW_H

#include "base/buffer.h"
#include "cli/answers.h"
#include "model/plan.h"

/* What the questionnaire says. */
enum pl_word {
#define PL_WORD(name, french, english) PL_W_##name,
#include "cli/words.def"
#undef PL_WORD
    PL_WORDS
};
extern const char *const pl_words[PL_WORDS][PL_LANGUAGES];

enum pl_ending { PL_ENDED_WELL, PL_ENDED_BY_INPUT };

struct pl_visit; /* a question that was put, to go back to */

struct pl_interview {
    struct pl_answers *answers;
    enum pl_language language;
    int descriptor;        /* where the conversation goes */
    bool echoes;           /* what is read does not show there by itself */
    struct pl_plan *plan;  /* made anew after every answer */
    struct pl_arena arena; /* of the plan */
    struct pl_buffer line; /* the newest one read */
    struct pl_buffer said; /* not yet written */
    struct pl_visit *visits;
    uint32_t visits_count;
    uint8_t *done;  /* by field: answered or passed over */
    uint32_t again; /* the field that one went back to, or PL_NONE */
};

/* Asks until no question would change the plan, an empty line or the end of the input. `answers` is filled. */
enum pl_ending pl_interview_run(struct pl_interview *interview);
/* Questions that are left. */
uint32_t pl_interview_open(const struct pl_interview *interview);
void pl_interview_done(struct pl_interview *interview);

/* ---- what its two files share ---- */

enum pl_reply { PL_REPLY_TEXT, PL_REPLY_EMPTY, PL_REPLY_WHY, PL_REPLY_BACK, PL_REPLY_SKIP, PL_REPLY_END };
enum pl_move { PL_MOVE_ON, PL_MOVE_BACK, PL_MOVE_STOP, PL_MOVE_END };

void pl_interview_say(struct pl_interview *interview, enum pl_word word, const char *first, const char *second);
/* Writes what was said, prompts and reads a line; a text is in `interview->line`, trimmed and without NUL. */
enum pl_reply pl_interview_read(struct pl_interview *interview, struct pl_view *out_text);
/* The question of a field, its values and how to answer. */
void pl_interview_put(struct pl_interview *interview, uint32_t field);
void pl_interview_explain(struct pl_interview *interview, uint32_t field);
/* What the text answers to a field, as YAML; false after having said what is wrong. */
bool pl_interview_take(struct pl_interview *interview, uint32_t field, struct pl_view text, struct pl_buffer *out_yaml,
                       struct pl_cell *out_cell);
/* A list, record by record. */
enum pl_move pl_interview_list(struct pl_interview *interview, uint32_t field, struct pl_cell *out_cell);

#endif
