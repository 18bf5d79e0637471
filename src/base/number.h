/* SPDX-License-Identifier: MIT
 * Whole numbers as people write them. No floating point, no locale.
 */
#ifndef PL_BASE_NUMBER_H
#define PL_BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum pl_number_fault {
    PL_NUMBER_OK,
    PL_NUMBER_NOT_DIGITS,
    PL_NUMBER_DECIMAL,      /* a point or a comma: thousands or decimals, one cannot know */
    PL_NUMBER_LEADING_ZERO, /* 012: a code, or base eight for some programs */
    PL_NUMBER_TOO_LARGE     /* over int64 */
};

/* Digits with an optional minus sign; groups of three may be set off by a space, a no-break space (also narrow), an
 * apostrophe or '_'. `*out_number` is written only on PL_NUMBER_OK. */
enum pl_number_fault pl_number_parse(struct pl_view view, int64_t *out_number);

#endif
