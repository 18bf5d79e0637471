/* SPDX-License-Identifier: MIT
 * Civil calendar by whole 400-year eras, years starting in March so that the leap day comes last.
 */
#include "base/date.h"

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int64_t pl_date_to_days(struct pl_date date)
{
    int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month = (date.month + 9) % 12; /* March is 0 */
    int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

struct pl_date pl_date_of_days(int64_t days)
{
    int64_t shifted = days + 719468;
    int64_t era = floor_div(shifted, 146097);
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    struct pl_date date;
    date.day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    date.month = (int)(month < 10 ? month + 3 : month - 9);
    date.year = (int)(year_of_era + era * 400 + (date.month <= 2));
    return date;
}

static bool digits(const char *text, int count, int *out_number)
{
    int number = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        number = number * 10 + (text[i] - '0');
    }
    *out_number = number;
    return true;
}

bool pl_date_parse(struct pl_view view, int64_t *out_days)
{
    struct pl_date date;
    if (view.length != 10 || view.text[4] != '-' || view.text[7] != '-' || !digits(view.text, 4, &date.year) ||
        !digits(view.text + 5, 2, &date.month) || !digits(view.text + 8, 2, &date.day) || date.year < 1900 ||
        date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) {
        return false;
    }
    int64_t days = pl_date_to_days(date);
    if (pl_date_of_days(days).day != date.day) {
        return false; /* 30 February turned into March */
    }
    *out_days = days;
    return true;
}

int64_t pl_date_add_months(int64_t days, int months)
{
    struct pl_date date = pl_date_of_days(days);
    int month = date.year * 12 + date.month - 1 + months;
    struct pl_date shifted = {month / 12, month % 12 + 1, date.day};
    while (pl_date_of_days(pl_date_to_days(shifted)).month != shifted.month) {
        shifted.day--;
    }
    return pl_date_to_days(shifted);
}

int64_t pl_date_months_between(int64_t from_days, int64_t to_days)
{
    if (to_days <= from_days) {
        return 0;
    }
    struct pl_date from = pl_date_of_days(from_days);
    struct pl_date to = pl_date_of_days(to_days);
    return (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day);
}
