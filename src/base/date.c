/* SPDX-License-Identifier: MIT
 * Civil calendar by whole 400-year eras, years starting in March so that the leap day comes last.
 */
#include "base/date.h"

#include <string.h>

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
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    struct pl_date date;
    date.day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    date.month = (int)(month < 10 ? month + 3 : month - 9);
    date.year = (int)(year_of_era + era * 400 + (date.month <= 2));
    return date;
}

const struct pl_month_name pl_month_names[] = {
    {"janvier", 1}, {"fevrier", 2},  {"mars", 3},      {"avril", 4},    {"mai", 5},       {"juin", 6},
    {"juillet", 7}, {"aout", 8},     {"septembre", 9}, {"octobre", 10}, {"novembre", 11}, {"decembre", 12},
    {"january", 1}, {"february", 2}, {"march", 3},     {"april", 4},    {"may", 5},       {"june", 6},
    {"july", 7},    {"august", 8},   {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12},
    {"janv", 1},    {"fevr", 2},     {"avr", 4},       {"juil", 7},     {"sept", 9},      {"oct", 10},
    {"nov", 11},    {"dec", 12},     {"jan", 1},       {"feb", 2},      {"mar", 3},       {"apr", 4},
    {"jun", 6},     {"jul", 7},      {"aug", 8},       {"sep", 9},      {NULL, 0},
};

/* Takes between `least` and `most` digits off the text; false if they are not there. */
static bool take_digits(const char **text, int least, int most, int *out_number)
{
    int number = 0;
    int count = 0;
    for (; count < most && (*text)[count] >= '0' && (*text)[count] <= '9'; count++) {
        number = number * 10 + ((*text)[count] - '0');
    }
    *text += count;
    *out_number = number;
    return count >= least && !(**text >= '0' && **text <= '9');
}

static bool take(const char **text, const char *word)
{
    size_t length = strlen(word);
    bool there = strncmp(*text, word, length) == 0;
    *text += there ? length : 0;
    return there;
}

/* The longest name that the text starts with; 0 if none. What follows is no letter. */
static int take_month(const char **text)
{
    size_t length = strspn(*text, "abcdefghijklmnopqrstuvwxyz");
    for (const struct pl_month_name *name = pl_month_names; name->month != 0; name++) {
        if (strlen(name->name) == length && strncmp(*text, name->name, length) == 0) {
            *text += length;
            (void)(length < 5 && take(text, "."));
            return name->month;
        }
    }
    return 0;
}

/* 15/11/2026, 15.11.2026 */
static bool take_figures(const char *text, struct pl_date *out_date)
{
    return take_digits(&text, 1, 2, &out_date->day) && (*text == '/' || *text == '.') && text++ != NULL &&
           take_digits(&text, 1, 2, &out_date->month) && (*text == '/' || *text == '.') && text++ != NULL &&
           take_digits(&text, 4, 4, &out_date->year) && *text == '\0';
}

/* 15_novembre_2026, 1er_mars_2026, november_15,_2026: the spaces are folded */
static bool take_words(const char *text, struct pl_date *out_date)
{
    if (*text >= '0' && *text <= '9') {
        if (!take_digits(&text, 1, 2, &out_date->day)) {
            return false;
        }
        (void)((out_date->day == 1 && take(&text, "er")) || take(&text, "st") || take(&text, "nd") ||
               take(&text, "rd") || take(&text, "th"));
        if (!take(&text, "_") || (out_date->month = take_month(&text)) == 0) {
            return false;
        }
    } else {
        out_date->month = take_month(&text);
        if (out_date->month == 0 || !take(&text, "_") || !take_digits(&text, 1, 2, &out_date->day)) {
            return false;
        }
        (void)take(&text, ",");
    }
    return take(&text, "_") && take_digits(&text, 4, 4, &out_date->year) && *text == '\0';
}

static enum pl_date_fault days_of(struct pl_date date, int64_t *out_days)
{
    bool left_out =
        date.year == 1582 && date.month == 10 && date.day > 4 && date.day < 15; /* by the reform of the calendar */
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31 || left_out) {
        return PL_DATE_NO_SUCH_DAY;
    }
    int64_t days = pl_date_to_days(date);
    if (pl_date_of_days(days).day != date.day) {
        return PL_DATE_NO_SUCH_DAY; /* 30 February turned into March */
    }
    if (date.year < 1900) {
        return PL_DATE_TOO_FAR;
    }
    *out_days = days;
    return PL_DATE_OK;
}

enum pl_date_fault pl_date_read(struct pl_view view, int64_t *out_days)
{
    char iso[16];
    const char *text = iso;
    struct pl_date date = {0};
    if (view.length != 10) {
        return PL_DATE_NOT_DIGITS;
    }
    memcpy(iso, view.text, view.length);
    iso[view.length] = '\0';
    bool read = take_digits(&text, 4, 4, &date.year) && take(&text, "-") && take_digits(&text, 2, 2, &date.month) &&
                take(&text, "-") && take_digits(&text, 2, 2, &date.day) && *text == '\0';
    return read ? days_of(date, out_days) : PL_DATE_NOT_DIGITS;
}

enum pl_date_fault pl_date_read_written(struct pl_view view, int64_t *out_days)
{
    char text[PL_FOLD_MAX];
    struct pl_date date = {0};
    if (view.length == 10 && pl_date_read(view, out_days) != PL_DATE_NOT_DIGITS) {
        return pl_date_read(view, out_days);
    }
    if (pl_fold(view, text) == 0) {
        return PL_DATE_NOT_DIGITS;
    }
    return take_figures(text, &date) || take_words(text, &date) ? days_of(date, out_days) : PL_DATE_NOT_DIGITS;
}

bool pl_date_parse(struct pl_view view, int64_t *out_days)
{
    return pl_date_read(view, out_days) == PL_DATE_OK;
}

int64_t pl_date_add_months(int64_t days, int months)
{
    struct pl_date date = pl_date_of_days(days);
    int month = date.year * 12 + date.month - 1 + months;
    struct pl_date shifted = {month / 12, month % 12 + 1, date.day};
    while (shifted.day > 28 && pl_date_of_days(pl_date_to_days(shifted)).month != shifted.month) {
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
