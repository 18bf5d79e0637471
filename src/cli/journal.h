/* SPDX-License-Identifier: MIT
 * Answers on the disk as they are given: a file of answers beside the product, a line each, the newest of a fact being
 * the one that holds. So whatever ends the program, none is lost.
 */
#ifndef PL_CLI_JOURNAL_H
#define PL_CLI_JOURNAL_H

#include "draft/answers.h"

struct pl_journal {
    const char *path; /* NULL: there is none, and all this does nothing */
    int descriptor;
    int error; /* errno of what failed; from then on nothing is written */
};

/* Takes what the file holds, if it is there, and opens it to go on; a new one begins with `head`. False after a
 * diagnostic. */
bool pl_journal_open(struct pl_journal *journal, const char *path, const char *head, struct pl_answers *answers,
                     struct pl_diagnostics *diagnostics);
/* The newest word about these facts: answered, or left open. Once it fails it says so by `error`. */
void pl_journal_note(struct pl_journal *journal, const struct pl_answers *answers, const uint32_t *fields,
                     uint32_t count);
void pl_journal_close(struct pl_journal *journal);

#endif
