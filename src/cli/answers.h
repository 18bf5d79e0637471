/* SPDX-License-Identifier: MIT
 * Answers on the way to a profile. An answer is checked by loading a profile that holds it and nothing else, so what is
 * accepted here is what a profile accepts, and the messages are the same. Asks nothing and prints nothing.
 */
#ifndef PL_CLI_ANSWERS_H
#define PL_CLI_ANSWERS_H

#include "model/profile.h"

enum { PL_ANSWER_MAX = 64 * 1024, PL_OPTIONS_MAX = 64 };

/* Whether a fact was answered here, and how. */
enum pl_given { PL_NOT_GIVEN, PL_GIVEN_IN_LINE, PL_GIVEN_AS_OPTION };

struct pl_answers {
    const struct pl_knowledge *knowledge;
    uint32_t edition;
    enum pl_language language; /* of the names in messages */
    int64_t today;
    struct pl_arena arena;
    struct pl_cell *cells; /* by field: what is known so far */
    uint8_t *given;        /* by field: enum pl_given */
    uint32_t *lines;       /* by field: of the file of answers, 0 for what comes from elsewhere */
};

/* Nothing is known yet, or what `start` states. */
void pl_answers_init(struct pl_answers *answers, const struct pl_knowledge *knowledge, const struct pl_profile *start);
void pl_answers_done(struct pl_answers *answers);

/* The values of a choice or set that are put forward, in order, as positions; numbers in answers count these from 1.
 * Returns how many. */
uint32_t pl_answer_options(const struct pl_answers *answers, uint32_t field, uint32_t out_positions[PL_OPTIONS_MAX]);

/* What somebody wrote, as the YAML of a profile: numbers and labels become names, `0`, `none` or `aucun` the empty
 * list. Errors are left to pl_answer_load(). */
void pl_answer_yaml(const struct pl_answers *answers, uint32_t field, struct pl_view written,
                    struct pl_buffer *out_yaml);
/* The cell that this YAML states. False after a diagnostic. */
bool pl_answer_load(struct pl_answers *answers, uint32_t field, const char *yaml, struct pl_diagnostics *diagnostics,
                    struct pl_cell *out_cell);

/* Takes `fact = value` or `fact: value`, of an option where `place` has no source. The fact's name may be French or
 * English, with its section: internal.letting_go. No text here holds NUL. */
bool pl_answers_take(struct pl_answers *answers, struct pl_view line, struct pl_place place,
                     struct pl_diagnostics *diagnostics);
/* Takes a file of such lines; blank ones and those that start with '#' are passed over. */
bool pl_answers_take_file(struct pl_answers *answers, const struct pl_source *source,
                          struct pl_diagnostics *diagnostics);
/* The answers given, a line each, as they are taken. */
void pl_answers_write(const struct pl_answers *answers, enum pl_language language, struct pl_buffer *out);

/* Without spaces and tabs around. */
struct pl_view pl_trimmed(struct pl_view view);

#endif
