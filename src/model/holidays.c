/* SPDX-License-Identifier: MIT
 * See holidays.h.
 */
#include "model/holidays.h"

#include <string.h>

#include "base/date.h"

int64_t pl_easter(int year)
{
    int century = year / 100;
    int golden = year % 19;
    int moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    int week = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - moon - year % 4) % 7;
    int late = (golden + 11 * moon + 22 * week) / 451;
    int sum = moon + week - 7 * late + 114;
    return pl_date_to_days((struct pl_date){year, sum / 31, sum % 31 + 1});
}

/* 2A004 → 2A, 97411 → 974. What is no code of a commune says nothing. */
static void department_of_code(const char *code, char out[4])
{
    size_t length = strlen(code) == 5 ? strncmp(code, "97", 2) == 0 ? 3 : 2 : 0;
    memcpy(out, code, length);
    out[length] = '\0';
}

/* 57 for 057 and 57; what is longer than any code is none. */
static void department_of_text(const char *text, char out[4])
{
    text += *text == '0' && strlen(text) == 3;
    size_t length = strlen(text) < 4 ? strlen(text) : 0;
    memcpy(out, text, length);
    out[length] = '\0';
}

struct pl_place_of_work pl_place_of_work(const struct pl_knowledge *k, const struct pl_cell *cells)
{
    const char *department = cells[k->facts[PL_FACT_DEPARTMENT]].text;
    const char *code = cells[k->facts[PL_FACT_CODE]].text;
    struct pl_place_of_work place = {.knowledge = k};
    place.in_france = cells[k->facts[PL_FACT_FRENCH_LAW]].low == PL_YES_BIT;
    if (department != NULL) {
        department_of_text(department, place.department);
    } else if (code != NULL && pl_cell_choice(&cells[k->facts[PL_FACT_KIND]]) == PL_KIND_COMMUNE) {
        department_of_code(code, place.department);
    }
    return place;
}

static bool is_kept(const struct pl_place_of_work *place, const struct pl_holiday *holiday)
{
    const struct pl_knowledge *k = place->knowledge;
    bool kept = holiday->departments.count == 0;
    for (uint32_t i = 0; i < holiday->departments.count && !kept; i++) {
        kept = strcmp(pl_text(k, k->refs[holiday->departments.first + i]), place->department) == 0;
    }
    return kept;
}

uint64_t pl_holidays_kept(const struct pl_place_of_work *place)
{
    uint64_t kept = 0;
    for (uint32_t i = 0; i < place->knowledge->holidays_count; i++) {
        kept |= (uint64_t)is_kept(place, &place->knowledge->holidays[i]) << i;
    }
    return kept;
}

/* The day of a holiday in a year. */
static int64_t day_in(const struct pl_holiday *holiday, int year)
{
    return holiday->month == 0 ? pl_easter(year) + (int64_t)holiday->day - PL_EASTER
                               : pl_date_to_days((struct pl_date){year, (int)holiday->month, (int)holiday->day});
}

uint32_t pl_holiday_on(const struct pl_place_of_work *place, int64_t day)
{
    const struct pl_knowledge *k = place->knowledge;
    struct pl_date date = pl_date_of_days(day);
    for (uint32_t i = 0; place->in_france && i < k->holidays_count; i++) {
        bool may = k->holidays[i].month == 0 ||
                   (k->holidays[i].month == (uint32_t)date.month && k->holidays[i].day == (uint32_t)date.day);
        if (may && day_in(&k->holidays[i], date.year) == day && is_kept(place, &k->holidays[i])) {
            return i;
        }
    }
    return PL_NONE;
}

void pl_holidays_mark(const struct pl_place_of_work *place, int64_t from, uint32_t count, bool *out_marks)
{
    const struct pl_knowledge *k = place->knowledge;
    int last = pl_date_of_days(from + count - 1).year;
    for (uint32_t i = 0; place->in_france && i < k->holidays_count; i++) {
        for (int year = pl_date_of_days(from).year; year <= last && is_kept(place, &k->holidays[i]); year++) {
            int64_t day = day_in(&k->holidays[i], year) - from;
            if (day >= 0 && day < count) {
                out_marks[day] = true;
            }
        }
    }
}
