/* SPDX-License-Identifier: MIT
 * Durations as people write them: 30min, 2h, 1h30, 1d (1j), 1w (1sem). A day of work differs from one calendar to
 * another, so the unit is kept.
 */
#ifndef PL_MODEL_DURATION_H
#define PL_MODEL_DURATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum pl_unit { PL_MINUTES, PL_DAYS, PL_WEEKS };

struct pl_duration {
    int64_t amount; /* of units */
    enum pl_unit unit;
};

/* At most ten years. Written only on success. */
bool pl_duration_parse(struct pl_view view, struct pl_duration *out_duration);
/* Elapsed minutes: a day has 1440, a week seven days. */
int64_t pl_duration_minutes(struct pl_duration duration);

#endif
