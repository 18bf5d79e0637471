/* SPDX-License-Identifier: MIT
 * The questionnaire: who the authority is, by the official register, and then the questions of the plan, the weightiest
 * first.
 */
#ifndef PL_CLI_INTERVIEW_H
#define PL_CLI_INTERVIEW_H

#include "cli/question.h"

enum pl_ending { PL_ENDED_WELL, PL_ENDED_BY_INPUT };

struct pl_interview {
    struct pl_inquiry inquiry;
    const char *resumes; /* the command that takes the answers up again */
    uint32_t *visits;    /* fields that were put, in order */
    uint32_t visits_count;
    uint32_t at;         /* the one of them that is put now; their number: a new one */
    uint8_t *done;       /* by field: answered or passed over */
    uint32_t unfinished; /* a list that was left in its middle, or PL_NONE */
    bool warned;         /* that the draft cannot be written */
    uint32_t most;       /* of what a bare profile leaves open, so much may be left: the rest is most */
};

/* Asks until no question would change the plan, a full stop or the end of the input. `inquiry` has its talk, answers
 * and journal. */
enum pl_ending pl_interview_run(struct pl_interview *interview);
/* Says where the answers are: in the draft, or here. */
void pl_interview_give_up(struct pl_interview *interview);
/* Questions that are left. */
uint32_t pl_interview_open(const struct pl_interview *interview);
void pl_interview_done(struct pl_interview *interview);

#endif
