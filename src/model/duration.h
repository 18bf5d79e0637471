/* SPDX-License-Identifier: MIT
 * Durations as people write them: 30min, 2h, 1h30, 1d (1j), 1w (1sem), 2 heures, une demi-journée, 1,5 jour. A day of
 * work differs from one calendar to another, so the unit is kept.
 */
#ifndef PL_MODEL_DURATION_H
#define PL_MODEL_DURATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum pl_unit { PL_MINUTES, PL_DAYS, PL_WEEKS };
enum { PL_DURATION_MAX = 5256000 }; /* minutes of ten years */

struct pl_duration {
    int64_t minutes; /* elapsed: a day has 1440, a week seven days */
    enum pl_unit unit;
};

/* The words that durations are made of, folded; each table ends with a NULL. */
struct pl_unit_word {
    const char *word;
    enum pl_unit unit;
    int64_t minutes;
    bool alone; /* it needs no amount: half an hour */
};
struct pl_amount_word {
    const char *word;
    int64_t amount;
};
extern const struct pl_unit_word pl_unit_words[];
extern const struct pl_amount_word pl_amount_words[];

/* At most ten years. Written only on success. */
bool pl_duration_parse(struct pl_view view, struct pl_duration *out_duration);

#endif
