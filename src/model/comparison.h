/* SPDX-License-Identifier: MIT
 * Two plans side by side: what differs, and what each difference comes from. Items are numbers of the knowledge; their
 * states are read in the plans. Writers read it; only the engine fills it. Holds no text.
 */
#ifndef PL_MODEL_COMPARISON_H
#define PL_MODEL_COMPARISON_H

#include "model/plan.h"

enum { PL_BEFORE, PL_AFTER, PL_SIDES };

/* In the order of the list of differences. */
enum pl_difference_kind {
    PL_DIFFERENT_VERDICT,
    PL_DIFFERENT_PLATFORM,
    PL_DIFFERENT_FINDING,
    PL_DIFFERENT_NEED,
    PL_DIFFERENT_STEP,
    PL_DIFFERENT_CONDUCT,
    PL_DIFFERENT_INDICATOR,
    PL_DIFFERENT_DUTY,
    PL_DIFFERENT_DELAY,
    PL_DIFFERENT_HOURS,
    PL_DIFFERENCES
};

enum pl_cause_kind { PL_CAUSE_FACT, PL_CAUSE_RULE, PL_CAUSE_CATALOGUE, PL_CAUSE_DATE, PL_CAUSE_CONSEQUENCE };

/* How the catalogue of an edition binds a platform to a need. */
enum pl_tie { PL_TIE_NONE, PL_TIE_ALTERNATIVE, PL_TIE_MAIN };

struct pl_cause {
    enum pl_cause_kind kind;
    enum pl_difference_kind of; /* consequence: of a platform, a need or the verdict */
    uint32_t
        item; /* fact, date: the field; rule: the rule; catalogue: the platform; consequence: what it follows from */
    uint32_t side;    /* rule: the side whose edition has it */
    uint32_t related; /* rule: the one of the other edition that it amends or confirms, or that does so to it, or
                       * PL_NONE; catalogue: the became entry of the platform, or PL_NONE */
    uint32_t need;    /* catalogue: the need bound to the platform, or PL_NONE: the platform itself */
};

struct pl_difference {
    enum pl_difference_kind kind;
    uint32_t items[PL_SIDES]; /* rule, need, platform or class of messages; PL_NONE: not on this side */
    struct pl_cause *causes;  /* at least one */
    uint32_t causes_count;
};

struct pl_comparison {
    const struct pl_plan *plans[PL_SIDES];
    struct pl_difference *differences; /* by kind */
    uint32_t differences_count;
    uint32_t unchanged[PL_DIFFERENCES]; /* items found on both sides in the same state, by kind */
    uint32_t questions[PL_SIDES];       /* open on this side only */
};

extern const char *const pl_difference_words[];
extern const char *const pl_cause_words[];
extern const char *const pl_tie_words[];

/* What a plan says of a rule. */
enum pl_standing { PL_ABSENT, PL_STANDS_NOT, PL_STANDS_UNKNOWN, PL_STANDS, PL_STANDS_ASIDE };
extern const char *const pl_standing_words[]; /* PL_ABSENT has none */
enum pl_standing pl_plan_standing(const struct pl_plan *plan, uint32_t rule);

/* The tie between a platform and a need in the plan's edition. */
enum pl_tie pl_plan_tie(const struct pl_plan *plan, uint32_t platform, uint32_t need);
/* Hours a week that a platform takes in this plan, the profile's figure or the catalogue's, none if it is set aside;
 * PL_NONE for the platform: all of them. */
int64_t pl_plan_hours(const struct pl_plan *plan, uint32_t platform);
/* A platform as a side calls it: of its row of differences; itself if it has none. */
uint32_t pl_comparison_platform(const struct pl_comparison *comparison, uint32_t platform, uint32_t side);
/* How a rule stands to one that it amends or confirms, or that does so to it. */
enum pl_relation { PL_UNRELATED, PL_AMENDS, PL_CONFIRMS, PL_AMENDED_BY, PL_CONFIRMED_BY };
extern const char *const pl_relation_words[]; /* PL_UNRELATED has none */
enum pl_relation pl_rule_relation(const struct pl_knowledge *knowledge, uint32_t rule, uint32_t related);
/* The rule whose arbitration decides between two that amend or confirm one another. */
uint32_t pl_rule_arbiter(const struct pl_knowledge *knowledge, uint32_t rule, uint32_t related);

#endif
