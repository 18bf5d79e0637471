/* SPDX-License-Identifier: MIT
 * See duration.h.
 */
#include "model/duration.h"

#include <string.h>

static const struct {
    const char *word; /* folded */
    enum pl_unit unit;
    int64_t minutes;
} units[] = {
    {"min", PL_MINUTES, 1}, {"mn", PL_MINUTES, 1},  {"h", PL_MINUTES, 60},    {"d", PL_DAYS, 1440},
    {"j", PL_DAYS, 1440},   {"w", PL_WEEKS, 10080}, {"sem", PL_WEEKS, 10080},
};

enum { AMOUNT_MAX = 5256000 }; /* minutes of ten years */

static size_t take_digits(const char *text, int64_t *out_number)
{
    size_t i = 0;
    int64_t number = 0;
    for (; text[i] >= '0' && text[i] <= '9' && number <= AMOUNT_MAX; i++) {
        number = number * 10 + (text[i] - '0');
    }
    *out_number = number;
    return number <= AMOUNT_MAX ? i : 0;
}

bool pl_duration_parse(struct pl_view view, struct pl_duration *out_duration)
{
    char text[PL_FOLD_MAX];
    int64_t amount = 0;
    if (pl_fold(view, text) == 0) {
        return false;
    }
    size_t at = take_digits(text, &amount);
    if (at == 0) {
        return false;
    }
    if (text[at] == '\0' && amount == 0) {
        *out_duration = (struct pl_duration){0, PL_MINUTES};
        return true;
    }
    const char *word = text + at + (text[at] == '_'); /* "2 h" */
    if (word[0] == 'h' && word[1] >= '0' && word[1] <= '9') { /* 1h30 */
        int64_t minutes = 0;
        size_t digits = take_digits(word + 1, &minutes);
        if (digits != 2 || minutes > 59 || (word[3] != '\0' && strcmp(word + 3, "min") != 0)) {
            return false;
        }
        *out_duration = (struct pl_duration){amount * 60 + minutes, PL_MINUTES};
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(word, units[i].word) == 0 && amount <= AMOUNT_MAX / units[i].minutes) {
            bool minutes = units[i].unit == PL_MINUTES;
            *out_duration = (struct pl_duration){minutes ? amount * units[i].minutes : amount, units[i].unit};
            return true;
        }
    }
    return false;
}

int64_t pl_duration_minutes(struct pl_duration duration)
{
    switch (duration.unit) {
    case PL_MINUTES:
        return duration.amount;
    case PL_DAYS:
        return duration.amount * 1440;
    case PL_WEEKS:
        return duration.amount * 10080;
    }
    return duration.amount;
}
