/* SPDX-License-Identifier: MIT
 * Answers on the way to a profile. An answer is checked by loading a profile that holds it and nothing else, so what is
 * accepted here is what a profile accepts, and the messages are the same. Asks nothing and prints nothing.
 */
#ifndef PL_DRAFT_ANSWERS_H
#define PL_DRAFT_ANSWERS_H

#include "model/profile.h"
#include "model/register.h"

enum { PL_OPTIONS_MAX = 64 };

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
    bool revises;          /* a line may answer again what was answered, or withdraw it */
    uint32_t *order;       /* fields in the order in which lines named them first */
    uint32_t order_count;
    uint32_t newest; /* the one that the last line named */
};

/* Nothing is known yet, or what `start` states. */
void pl_answers_init(struct pl_answers *answers, const struct pl_knowledge *knowledge, const struct pl_profile *start);
void pl_answers_done(struct pl_answers *answers);

/* The values of a choice or set that are put forward, in order, as positions; numbers in answers count these from 1.
 * Returns how many. */
uint32_t pl_answer_options(const struct pl_answers *answers, uint32_t field, uint32_t out_positions[PL_OPTIONS_MAX]);

/* What somebody wrote, as the YAML of a profile: numbers and labels become names, `0`, `none` or `aucun` the empty
 * list, `tous` or `all` all values. Errors are left to pl_answer_load(); the first word that is none of the values is
 * in `out_unknown`, which is empty if there is none. */
void pl_answer_yaml(const struct pl_answers *answers, uint32_t field, struct pl_view written,
                    struct pl_buffer *out_yaml, struct pl_view *out_unknown);
/* The label of the value that a word may have meant; NULL: none is near. */
const char *pl_answer_nearest(const struct pl_answers *answers, uint32_t field, struct pl_view word);
/* The cell that this YAML states. False after a diagnostic. */
bool pl_answer_load(struct pl_answers *answers, uint32_t field, const char *yaml, struct pl_diagnostics *diagnostics,
                    struct pl_cell *out_cell);

/* A fact that is answered; or no longer. */
void pl_answers_set(struct pl_answers *answers, uint32_t field, const struct pl_cell *cell);
void pl_answers_withdraw(struct pl_answers *answers, uint32_t field);
/* What the official register says of an authority. */
void pl_answers_register(struct pl_answers *answers, const struct pl_registered *registered);
/* Whether the register said who the authority is. */
bool pl_answers_are_registered(const struct pl_answers *answers);

/* Takes `fact = value` or `fact: value`, of an option where `place` has no source. The fact's name may be French or
 * English, with its section: internal.letting_go. No text here holds NUL. */
bool pl_answers_take(struct pl_answers *answers, struct pl_view line, struct pl_place place,
                     struct pl_diagnostics *diagnostics);
/* Takes a file of such lines; blank ones and those that start with '#' are passed over. */
bool pl_answers_take_file(struct pl_answers *answers, const struct pl_source *source,
                          struct pl_diagnostics *diagnostics);
/* The line that answers a fact, or leaves it open; of all that are answered. */
void pl_answers_write(const struct pl_answers *answers, uint32_t field, struct pl_buffer *out);
void pl_answers_write_all(const struct pl_answers *answers, struct pl_buffer *out);

#endif
