/* SPDX-License-Identifier: MIT
 * What a simulation of the validation circuit says: elapsed minutes by the hour of the week at which a message is
 * ready.
 */
#ifndef PL_MODEL_DELAYS_H
#define PL_MODEL_DELAYS_H

#include <stdint.h>

enum { PL_WEEK_HOURS = 168, PL_YEAR_WEEKS = 52 };

struct pl_delays {
    int64_t best;
    int64_t median; /* the lower one: the 84th of 168 */
    int64_t worst;
    uint32_t worst_hour; /* the first hour of the week, 0 to 167 from Monday 0:00, that waits longest */
    int64_t waits[PL_WEEK_HOURS];
    uint32_t bottleneck; /* the stage with the largest share of all time, the first among equals; 0 if there is none */
};

#endif
