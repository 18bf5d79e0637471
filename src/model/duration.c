/* SPDX-License-Identifier: MIT
 * See duration.h.
 */
#include "model/duration.h"

#include <string.h>

const struct pl_unit_word pl_unit_words[] = {
    {"min", PL_MINUTES, 1, false},
    {"mn", PL_MINUTES, 1, false},
    {"minute", PL_MINUTES, 1, false},
    {"minutes", PL_MINUTES, 1, false},
    {"h", PL_MINUTES, 60, false},
    {"heure", PL_MINUTES, 60, false},
    {"heures", PL_MINUTES, 60, false},
    {"hour", PL_MINUTES, 60, false},
    {"hours", PL_MINUTES, 60, false},
    {"d", PL_DAYS, 1440, false},
    {"j", PL_DAYS, 1440, false},
    {"jour", PL_DAYS, 1440, false},
    {"jours", PL_DAYS, 1440, false},
    {"journee", PL_DAYS, 1440, false},
    {"journees", PL_DAYS, 1440, false},
    {"jour_ouvre", PL_DAYS, 1440, false},
    {"jours_ouvres", PL_DAYS, 1440, false},
    {"day", PL_DAYS, 1440, false},
    {"days", PL_DAYS, 1440, false},
    {"working_day", PL_DAYS, 1440, false},
    {"working_days", PL_DAYS, 1440, false},
    {"w", PL_WEEKS, 10080, false},
    {"sem", PL_WEEKS, 10080, false},
    {"semaine", PL_WEEKS, 10080, false},
    {"semaines", PL_WEEKS, 10080, false},
    {"week", PL_WEEKS, 10080, false},
    {"weeks", PL_WEEKS, 10080, false},
    {"quart_d'heure", PL_MINUTES, 15, false},
    {"quarts_d'heure", PL_MINUTES, 15, false},
    {"demi_heure", PL_MINUTES, 30, true},
    {"demi_heures", PL_MINUTES, 30, false},
    {"half_an_hour", PL_MINUTES, 30, true},
    {"half_hour", PL_MINUTES, 30, true},
    {"demi_journee", PL_DAYS, 720, true},
    {"demi_journees", PL_DAYS, 720, false},
    {"half_a_day", PL_DAYS, 720, true},
    {"half_day", PL_DAYS, 720, true},
    {"half_days", PL_DAYS, 720, false},
    {NULL, PL_MINUTES, 0, false},
};
const struct pl_amount_word pl_amount_words[] = {
    {"un", 1},    {"une", 1},    {"a", 1},    {"an", 1},   {"one", 1},  {"deux", 2}, {"two", 2},  {"trois", 3},
    {"three", 3}, {"quatre", 4}, {"four", 4}, {"cinq", 5}, {"five", 5}, {"six", 6},  {"sept", 7}, {"seven", 7},
    {"huit", 8},  {"eight", 8},  {"neuf", 9}, {"nine", 9}, {"dix", 10}, {"ten", 10}, {NULL, 0},
};

/* The number that a text starts with, in hundredths: digits, and up to two decimals after a comma or a point. Returns
 * the bytes taken, 0 if there is none. */
static size_t take_number(const char *text, int64_t *out_hundredths)
{
    size_t at = 0;
    int64_t number = 0;
    for (; text[at] >= '0' && text[at] <= '9'; at++) {
        number = number > PL_DURATION_MAX ? number : number * 10 + (text[at] - '0');
    }
    number *= 100;
    if (at > 0 && (text[at] == ',' || text[at] == '.')) {
        int64_t part = 10;
        size_t decimals = 1;
        for (; text[at + decimals] >= '0' && text[at + decimals] <= '9'; decimals++, part /= 10) {
            number += (text[at + decimals] - '0') * part;
        }
        at = decimals == 2 || decimals == 3 ? at + decimals : 0;
    }
    *out_hundredths = number;
    return at;
}

/* The same in words: "une_", "two_". */
static size_t take_word(const char *text, int64_t *out_hundredths)
{
    for (const struct pl_amount_word *amount = pl_amount_words; amount->word != NULL; amount++) {
        size_t length = strlen(amount->word);
        if (strncmp(text, amount->word, length) == 0 && text[length] == '_') {
            *out_hundredths = amount->amount * 100;
            return length + 1;
        }
    }
    return 0;
}

/* What may follow hours: 30, 30 min, et demie. */
static bool take_tail(const char *text, const struct pl_unit_word *unit, int64_t *out_minutes)
{
    *out_minutes = 0;
    if (*text == '\0') {
        return true;
    }
    if ((strcmp(text, "_et_demie") == 0 || strcmp(text, "_et_demi") == 0) &&
        (unit->minutes == 60 || unit->minutes == 1440)) {
        *out_minutes = unit->minutes / 2;
        return true;
    }
    text += *text == '_';
    bool digits = text[0] >= '0' && text[0] <= '5' && text[1] >= '0' && text[1] <= '9';
    if (!digits || unit->minutes != 60) {
        return false;
    }
    *out_minutes = (text[0] - '0') * 10 + (text[1] - '0');
    text += 2;
    text += *text == '_';
    return *text == '\0' || strcmp(text, "min") == 0 || strcmp(text, "mn") == 0 || strcmp(text, "minutes") == 0;
}

bool pl_duration_parse(struct pl_view view, struct pl_duration *out_duration)
{
    char text[PL_FOLD_MAX];
    int64_t hundredths = 0;
    if (pl_fold(view, text) == 0) {
        return false;
    }
    size_t at = take_number(text, &hundredths);
    if (at > 0 && text[at] == '\0' && hundredths == 0) {
        *out_duration = (struct pl_duration){0, PL_MINUTES};
        return true;
    }
    at = at > 0 ? at + (text[at] == '_') : take_word(text, &hundredths); /* "2 h" */
    bool whole = hundredths % 100 == 0;
    bool given = at > 0;
    for (const struct pl_unit_word *unit = pl_unit_words; unit->word != NULL; unit++) {
        size_t length = strlen(unit->word);
        int64_t tail = 0;
        int64_t amount = given ? hundredths : 100;
        if ((given || unit->alone) && strncmp(text + at, unit->word, length) == 0 &&
            take_tail(text + at + length, unit, &tail) && (whole || tail == 0) &&
            amount / 100 <= PL_DURATION_MAX / unit->minutes) {
            *out_duration = (struct pl_duration){(amount * unit->minutes + 50) / 100 + tail, unit->unit};
            return true;
        }
    }
    return false;
}
