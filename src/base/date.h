/* SPDX-License-Identifier: MIT
 * Days of the proleptic Gregorian calendar, counted from 1970-01-01. No time zone, no clock.
 */
#ifndef PL_BASE_DATE_H
#define PL_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

struct pl_date {
    int year, month, day;
};

/* Exactly YYYY-MM-DD, years 1900 to 9999, a day that exists. Written only on success. */
bool pl_date_parse(struct pl_view view, int64_t *out_days);
struct pl_date pl_date_of_days(int64_t days);
int64_t pl_date_to_days(struct pl_date date);
/* The same day some months later, or the last one of that month. */
int64_t pl_date_add_months(int64_t days, int months);
/* Whole months from one day to a later one; 0 if it is not later. */
int64_t pl_date_months_between(int64_t from_days, int64_t to_days);

#endif
