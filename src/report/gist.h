/* SPDX-License-Identifier: MIT
 * What a summary says of a plan, as numbers: so little that it can be kept when the plan goes, and written beside the
 * reports. Positions are those of one knowledge.
 */
#ifndef PL_REPORT_GIST_H
#define PL_REPORT_GIST_H

#include "model/plan.h"

/* Numbers; PL_UNSAID where there is none. */
enum pl_gist_number {
    PL_GIST_KIND,      /* position among the values of the fact */
    PL_GIST_VERDICT,   /* enum pl_verdict */
    PL_GIST_ROUTINE,   /* minutes that the slowest message waits, everybody at the desk */
    PL_GIST_URGENT,    /* the same of urgent ones */
    PL_GIST_NEEDED,    /* hours a week */
    PL_GIST_AVAILABLE, /* hours a week */
    PL_GIST_QUESTION,  /* the field of the first question */
    PL_GIST_ASKED,     /* the field whose words ask it */
    PL_GIST_UNTIL,     /* day: the first on which something is otherwise */
    PL_GIST_NUMBERS
};
enum { PL_UNSAID = -1 };

enum pl_gist_list {
    PL_GIST_FINDINGS, /* rules */
    PL_GIST_STEPS,    /* rules, in reading order */
    PL_GIST_CHOICES,  /* struct pl_gist_choice in one number each */
    PL_GIST_PROGRESS, /* struct pl_gist_progress in one number each */
    PL_GIST_LISTS
};

struct pl_gist {
    int64_t numbers[PL_GIST_NUMBERS];
    struct pl_list lists[PL_GIST_LISTS];
};

struct pl_gist_choice {
    uint32_t platform;
    enum pl_decision decision;
    bool now, later; /* retained, and not set aside: at once, or later */
};
struct pl_gist_choice pl_gist_choice(uint32_t number);

struct pl_gist_progress {
    uint32_t step;  /* rule */
    uint32_t state; /* position among the values of the fact */
};
struct pl_gist_progress pl_gist_progress(uint32_t number);

/* It lives in the arena. */
struct pl_gist *pl_gist_make(const struct pl_plan *plan, struct pl_arena *arena);
/* Whether every position is one of that knowledge. */
bool pl_gist_is_sound(const struct pl_gist *gist, const struct pl_knowledge *knowledge);

#endif
