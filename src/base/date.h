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

/* The days that advice may hold for: 1900-01-01 to 9899-12-31. Whatever is counted from them stays in years of four
 * digits. */
enum { PL_TODAY_MIN = -25567, PL_TODAY_MAX = 2896372 };

enum pl_date_fault {
    PL_DATE_OK,
    PL_DATE_NOT_DIGITS,  /* no date at all */
    PL_DATE_NO_SUCH_DAY, /* 30 February, or one of the ten days that October 1582 leaves out */
    PL_DATE_TOO_FAR      /* before 1900 or after 9999 */
};

/* Exactly YYYY-MM-DD. Written only on PL_DATE_OK. */
enum pl_date_fault pl_date_read(struct pl_view view, int64_t *out_days);
/* The same, and as people write it: 15/11/2026 (the day first), 15 novembre 2026, 1er mars 2026, November 15, 2026. */
enum pl_date_fault pl_date_read_written(struct pl_view view, int64_t *out_days);
/* Whether pl_date_read() finds a day. */
bool pl_date_parse(struct pl_view view, int64_t *out_days);

/* Names of months, folded, French and English, and short forms, which a point may follow. The last has month 0. */
struct pl_month_name {
    const char *name;
    int month;
};
extern const struct pl_month_name pl_month_names[];

struct pl_date pl_date_of_days(int64_t days);
int64_t pl_date_to_days(struct pl_date date);
/* The same day some months later, or the last one of that month. */
int64_t pl_date_add_months(int64_t days, int months);
/* Whole months from one day to a later one; 0 if it is not later. */
int64_t pl_date_months_between(int64_t from_days, int64_t to_days);

#endif
