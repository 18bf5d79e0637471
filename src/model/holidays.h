/* SPDX-License-Identifier: MIT
 * The public holidays of an authority, from where it lies. Knows nothing of plans; a table says which days they are.
 */
#ifndef PL_MODEL_HOLIDAYS_H
#define PL_MODEL_HOLIDAYS_H

#include "model/profile.h"

/* Easter Sunday of a year of the Gregorian calendar, in days.
 * Source of the computation: the anonymous algorithm that Nature published in 1876, as in J. Meeus, Astronomical
 * Algorithms, chapter 8. */
int64_t pl_easter(int year);

/* Where holidays are kept. */
struct pl_place_of_work {
    const struct pl_knowledge *knowledge;
    bool in_france;     /* else no holiday is known */
    char department[4]; /* "" where it is not known */
};

/* From the cells of a plan, whose derived facts are there: the country and `department`; where the profile leaves the
 * latter out, from the INSEE code of a commune. */
struct pl_place_of_work pl_place_of_work(const struct pl_knowledge *knowledge, const struct pl_cell *cells);
/* The holidays that a department of France keeps, a bit each by its index in the table of holidays, wherever the place
 * is. */
uint64_t pl_holidays_kept(const struct pl_place_of_work *place);
/* Marks the holidays among `count` days from one on. */
void pl_holidays_mark(const struct pl_place_of_work *place, int64_t from, uint32_t count, bool *out_marks);
/* The holiday that a day is there, as its index in the table of holidays; PL_NONE if it is none. */
uint32_t pl_holiday_on(const struct pl_place_of_work *place, int64_t day);

#endif
