/* SPDX-License-Identifier: MIT
 * A profile: what one collectivity states, with the place of each statement. A fact is an interval of what is possible,
 * so that "unknown" and "partly known" need no case of their own. Reasons about nothing.
 */
#ifndef PL_MODEL_PROFILE_H
#define PL_MODEL_PROFILE_H

#include "base/arena.h"
#include "model/duration.h"
#include "model/knowledge.h"

enum { PL_TEXT_MAX = 4096, PL_LIST_MAX = 200 };

struct pl_record;

/* What is known of a fact.
 * number, duration, date: it lies in low..high. choice: `high` holds the values still possible, `low` the value once it
 * is one; where a list is given of which one is enough, `high` holds those and `order` lists them. A platform that no
 * catalogue knows has no bit and the `text` that was written. set: `low` holds what it contains for certain, `high`
 * what it may contain. Known: low == high. text: `text`, NULL if unknown. records: `records`, NULL if unknown. */
struct pl_cell {
    int64_t low, high;
    const char *text;
    const uint8_t
        *order; /* of a set, or of a choice among several: positions of its values as listed, `count` of them */
    const struct pl_record *records;
    uint32_t count;        /* of values listed, or of records */
    uint32_t line, column; /* where it is stated; 0: nowhere */
    enum pl_unit unit;     /* of a duration: how it was written; low is in elapsed minutes */
};

struct pl_record {
    uint32_t line, column;
    struct pl_cell *cells; /* by position among the children of the field */
};

/* One step of the validation circuit, one account, hours stated for one platform, one exception: the cells of their
 * record by name. What the vocabulary has a default for (`hours`, `classes`, `control`, `if_silent`) is known, stated
 * or not: `line` tells. */
struct pl_step {
    const struct pl_record *record;
    const struct pl_cell *label, *by, *delay, *hours, *classes, *control, *if_silent, *timeout, *substitute, *people,
        *any;
};

struct pl_account {
    const struct pl_record *record;
    const struct pl_cell *platform, *name, *owner, *followers, *last_post, *admins, *two_factor, *state, *form, *since,
        *serves, *audiences, *posts, *comments;
};

struct pl_platform_hours {
    const struct pl_record *record;
    const struct pl_cell *platform, *hours;
};

struct pl_exception {
    const struct pl_record *record;
    const struct pl_cell *advice, *reason;
};

/* What became of a step: known are its step and its state. */
struct pl_progress {
    const struct pl_record *record;
    const struct pl_cell *step, *state, *date, *note;
};

struct pl_profile {
    const struct pl_knowledge *knowledge;
    const struct pl_source *source;
    struct pl_cell
        *cells; /* by field; those of records stay empty. As things stand: what a step that is done establishes holds */
    const struct pl_cell *stated; /* the same as they are written */
    const struct pl_step *steps;  /* NULL: the circuit is not stated */
    uint32_t steps_count;
    const struct pl_account *accounts; /* NULL: unknown, as below */
    uint32_t accounts_count;
    const struct pl_platform_hours *hours;
    uint32_t hours_count;
    const struct pl_exception *exceptions; /* steps that were dropped among them */
    uint32_t exceptions_count;
    const struct pl_progress
        *progress; /* how far steps have come, the newest state of each on the day of the profile */
    uint32_t progress_count;
    const struct pl_progress *lines; /* of `progress`, all of them as they are written */
    uint32_t lines_count;
};

/* Adds the exceptions of another to those of a profile, but for advice that it excepts itself. */
void pl_profile_except(struct pl_profile *profile, const struct pl_profile *common, struct pl_arena *arena);

/* A profile of cells that are at hand. */
struct pl_profile pl_profile_of(const struct pl_knowledge *knowledge, const struct pl_source *source,
                                struct pl_cell *cells, struct pl_arena *arena);
/* The words of yes and no, folded, with their bit; ends with a NULL. */
struct pl_yes_no_word {
    const char *word;
    int64_t bit;
};
extern const struct pl_yes_no_word pl_yes_no_words[];

/* Whether the words of a number's unit are these; `unit` is folded. */
bool pl_field_has_unit(const struct pl_knowledge *knowledge, const struct pl_field *field, const char *unit);

/* How far a step has come, NULL if nothing is said; whether it is done; the day on which it came to be so, -1: not
 * known. */
const struct pl_progress *pl_profile_progress(const struct pl_profile *profile, const char *step);
bool pl_progress_is_done(const struct pl_progress *progress);
int64_t pl_progress_day(const struct pl_progress *progress);

bool pl_cell_is_known(const struct pl_field *field, const struct pl_cell *cell);
/* The position of a choice's value, PL_NONE if it is not known. */
uint32_t pl_cell_choice(const struct pl_cell *cell);
/* A cell of which nothing is known. */
struct pl_cell pl_cell_unknown(const struct pl_knowledge *knowledge, const struct pl_field *field);

/* The cell of a fact that the program handles itself. */
const struct pl_cell *pl_profile_cell(const struct pl_profile *profile, enum pl_fact fact);
/* An account on a platform that no catalogue knows. */
enum { PL_OTHER_ID_MAX = 6 + PL_SLUG_MAX };
struct pl_other {
    char id[PL_OTHER_ID_MAX]; /* other-nextdoor; "other" if nothing names it */
    const char *name;
    const struct pl_account *account;
};
/* The platforms of such accounts, each once, in the order of the profile: an array in `arena`. Returns how many. */
uint32_t pl_profile_others(const struct pl_profile *profile, struct pl_arena *arena, struct pl_other **out_others);
/* The identifier of the platform of such an account; "" where a catalogue knows the platform, or nothing names it. */
void pl_account_other_id(const struct pl_account *account, char out_id[PL_OTHER_ID_MAX]);
/* The name of such a platform, where a record of an account has one: as it is written, or that of the account; else
 * NULL. */
const char *pl_account_other(const struct pl_account *account);

/* A text fact, "" if unknown. */
const char *pl_profile_text(const struct pl_profile *profile, enum pl_fact fact);

#endif
