/* SPDX-License-Identifier: MIT
 * One question of the questionnaire: how it is put, why, and what an answer to it says. Which one comes when is not
 * known here.
 */
#ifndef PL_CLI_QUESTION_H
#define PL_CLI_QUESTION_H

#include "draft/answers.h"
#include "cli/journal.h"
#include "cli/talk.h"
#include "model/plan.h"

enum pl_move { PL_MOVE_ON, PL_MOVE_BACK, PL_MOVE_STOP, PL_MOVE_END };

/* Whom one talks to, about what, and what is known of it so far. */
struct pl_inquiry {
    struct pl_talk talk;
    struct pl_answers *answers;
    struct pl_journal journal;
    struct pl_plan *plan;  /* made anew after every question */
    struct pl_arena arena; /* of the plan */
    struct pl_arena circuits_arena;
    struct pl_circuits *circuits; /* gone through so far: most answers leave them as they are; NULL: none */
    const char
        *corrected; /* what "yes" answers: the newest answer with what a misspelt word may have meant; NULL: nothing */
};

/* The question, its values and how to answer; and the answer that there is already (NULL: none). */
void pl_question_put(struct pl_inquiry *inquiry, uint32_t field, const struct pl_cell *earlier);
/* Why it is asked, and what its answers settle. */
void pl_question_explain(struct pl_inquiry *inquiry, uint32_t field);
/* What the text answers, as YAML and as a cell; false after having said what is wrong. */
bool pl_question_take(struct pl_inquiry *inquiry, uint32_t field, struct pl_view text, struct pl_buffer *out_yaml,
                      struct pl_cell *out_cell);

/* A list, record by record: goes on with what the answers have of it, and leaves there what it has at the end. */
enum pl_move pl_question_list(struct pl_inquiry *inquiry, uint32_t field, bool is_first);

#endif
