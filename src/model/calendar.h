/* SPDX-License-Identifier: MIT
 * What the knowledge says of dates, seen from one day: which election comes next for a kind of authority and from when
 * its pre-election period runs; which ballots of others are near; which figures have grown old.
 */
#ifndef PL_MODEL_CALENDAR_H
#define PL_MODEL_CALENDAR_H

#include "model/knowledge.h"

struct pl_ballot {
    uint32_t election;   /* of knowledge->elections */
    int64_t window_from; /* days: the first day of the sixth month before the month of the election */
    int64_t last_day;    /* days: the last round; the end of its month while no day is set */
};

/* The window and the last day of an election of the table; false where its dates cannot be read. */
bool pl_ballot_read(const struct pl_knowledge *knowledge, uint32_t election, struct pl_ballot *out_ballot);

/* The next election of the council of a kind (a position of its values) on a day or after it. False where the table
 * does not tell: no election for that kind, a day before the table begins or after its last election. Source of the
 * window: article L. 52-1 of the French electoral code. */
bool pl_ballot_next(const struct pl_knowledge *knowledge, uint32_t kind, int64_t today, struct pl_ballot *out_ballot);

/* The ballot at or after position `from` of the table whose window is open on a day and that holds back a kind of
 * authority without renewing its council. False where there is none. */
bool pl_ballot_of_others(const struct pl_knowledge *knowledge, uint32_t kind, int64_t today, uint32_t from,
                         struct pl_ballot *out_ballot);

/* Whether the table tells all ballots of others that concern a kind on a day. */
bool pl_ballots_of_others_are_known(const struct pl_knowledge *knowledge, uint32_t kind, int64_t today);

/* The days of YYYY-MM-DD, YYYY-MM or YYYY: its first day and its last. False for anything else. */
bool pl_partial_date(const char *date, int64_t *out_first, int64_t *out_last);

#endif
