/* SPDX-License-Identifier: MIT
 * An adopted plan looked at again: what became of it, what changed, and why. Writers read it; only the engine fills it.
 */
#ifndef PL_MODEL_REVIEW_H
#define PL_MODEL_REVIEW_H

#include "model/comparison.h"

/* In the order in which they are told. */
enum pl_review_kind {
    PL_REVIEW_DONE, /* since the plan was adopted */
    PL_REVIEW_LATE, /* it was to be done before today, and is not */
    PL_REVIEW_UNDER_WAY,
    PL_REVIEW_NEW,     /* no part of the plan that was adopted */
    PL_REVIEW_GONE,    /* no longer called for, and not done */
    PL_REVIEW_DROPPED, /* the authority gave it up */
    PL_REVIEW_MOVED,   /* another decision on a platform */
    PL_REVIEW_KINDS
};
extern const char *const pl_review_words[];

/* What an adopted plan in JSON says that a plan made anew may not: the knowledge may have changed since. */
struct pl_adopted {
    bool same_knowledge;
    const char *knowledge; /* its SHA-256 */
    const char *seal;
    uint8_t *called;    /* by rule: 1: its step was part of it */
    int64_t *ends;      /* by rule: the day on which it was to end; -1: none */
    uint8_t *decisions; /* by platform: enum pl_decision; PL_DECISIONS: none */
};

struct pl_review_item {
    enum pl_review_kind kind;
    struct pl_difference
        difference; /* of a step or a platform; without causes where what became of it, or the day, is the cause */
    enum pl_decision decisions[PL_SIDES]; /* on a platform; PL_DECISIONS: none */
    bool set_aside[PL_SIDES];
    const struct pl_other *other;       /* a platform that no catalogue knows; else NULL */
    int64_t due;                        /* day: it was to end; -1: not told */
    int64_t day;                        /* it is done, dropped, or under way since; or it now ends; -1: not told */
    int64_t late;                       /* days; 0: it is not */
    bool by_knowledge;                  /* the knowledge differs, not the facts */
    const struct pl_progress *progress; /* NULL: nothing is said */
};

struct pl_review {
    const struct pl_comparison *comparison; /* of the plan adopted and that of today */
    const struct pl_adopted *adopted;       /* NULL: the first is made anew from the profile of today */
    struct pl_review_item *items;           /* by kind, the latest first */
    uint32_t count;
    uint32_t counts[PL_REVIEW_KINDS];
    uint32_t to_come; /* steps of both, as they were planned */
};

#endif
