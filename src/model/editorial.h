/* SPDX-License-Identifier: MIT
 * The editorial part of a plan: the rubrics that fit the hours, four dated weeks, training, budget, three options, and
 * what a crisis needs. Only engine/editorial.c fills it; minutes are of work, pieces those of knowledge->pieces.
 */
#ifndef PL_MODEL_EDITORIAL_H
#define PL_MODEL_EDITORIAL_H

#include "model/plan.h"

struct pl_rubric {
    uint32_t piece;
    uint32_t platform;
    int64_t minutes; /* a week, on average, rounded up */
};

/* A rubric on a day. */
struct pl_post {
    int64_t day;     /* days since 1970-01-01; of the typical week 0, Monday, to 4 */
    uint32_t rubric; /* of the editorial's rubrics */
};

/* Euros; what is to be costed is not in the sums. */
struct pl_costs {
    int64_t low, high;
    uint32_t unknown; /* lines without an amount */
};

enum pl_option_id { PL_OPTION_NOTHING, PL_OPTION_MINIMUM, PL_OPTION_PROPOSED, PL_OPTIONS };
struct pl_option {
    int64_t hours; /* a week; -1: not known */
    int64_t days;  /* of project work */
    struct pl_costs once, yearly;
};

struct pl_editorial {
    struct pl_rubric *rubrics;
    uint32_t rubrics_count;
    uint32_t left_out;         /* rubrics that would go before the last of them, for which the hours do not suffice */
    int64_t rubric_minutes;    /* a week, all of them */
    int64_t answering_minutes; /* a week, of the accounts retained */
    int64_t planning_minutes;  /* a week, to plan and to measure */
    struct pl_post *week;      /* the typical one: weekly and monthly rubrics by day */
    uint32_t week_count;
    struct pl_post *posts; /* of four weeks, by day */
    uint32_t posts_count;
    int64_t from; /* the Monday on which they begin; -1: no account can be fed */
    struct pl_list tone, training, budget, messages, crisis, channels; /* pieces */
    struct pl_list *who;                                               /* by training: the roles of this authority */
    struct pl_costs once, yearly;
    enum pl_truth fits; /* the costs of the first year in the budget */
    struct pl_option options[PL_OPTIONS];
};

enum { PL_EDITORIAL_DAYS = 5, PL_EDITORIAL_WEEKS = 4, PL_PLANNING_PERCENT = 15 };

/* What answering takes a working day, in minutes, rounded up. */
static inline int64_t pl_answering_a_day(const struct pl_editorial *editorial)
{
    return (editorial->answering_minutes + PL_EDITORIAL_DAYS - 1) / PL_EDITORIAL_DAYS;
}

/* All of it a week, in minutes. */
static inline int64_t pl_editorial_minutes(const struct pl_editorial *editorial)
{
    return editorial->rubric_minutes + editorial->answering_minutes + editorial->planning_minutes;
}

#endif
