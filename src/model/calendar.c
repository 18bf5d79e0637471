/* SPDX-License-Identifier: MIT
 * See calendar.h.
 */
#include "model/calendar.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"

enum { MONTHS_BEFORE = 6 };

/* The first day of the month that lies `shift` months after that of a day. */
static int64_t month_start(int64_t days, int shift)
{
    return pl_date_add_months(days - (pl_date_of_days(days).day - 1), shift);
}

bool pl_partial_date(const char *date, int64_t *out_first, int64_t *out_last)
{
    size_t length = strlen(date);
    int months = length == 4 ? 12 : length == 7 ? 1 : 0;
    char whole[] = "0000-01-01"; /* what is not said begins it */
    if (months == 0 && length != sizeof whole - 1) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        whole[i] = date[i];
    }
    if (!pl_date_parse(pl_view_of(whole), out_first)) {
        return false;
    }
    *out_last = months == 0 ? *out_first : month_start(*out_first, months) - 1;
    return true;
}

bool pl_ballot_read(const struct pl_knowledge *k, uint32_t index, struct pl_ballot *out_ballot)
{
    int64_t first = 0;
    int64_t last = 0;
    int64_t unused = 0;
    if (!pl_partial_date(pl_text(k, k->elections[index].first), &first, &unused) ||
        !pl_partial_date(pl_text(k, k->elections[index].last), &unused, &last)) {
        return false;
    }
    *out_ballot = (struct pl_ballot){index, month_start(first, -MONTHS_BEFORE), last};
    return true;
}

bool pl_ballot_next(const struct pl_knowledge *k, uint32_t kind, int64_t today, struct pl_ballot *out_ballot)
{
    int64_t from = 0;
    int64_t unused = 0;
    if (!pl_partial_date(pl_text(k, k->elections_from), &from, &unused) || today < from) {
        return false;
    }
    for (uint32_t i = 0; i < k->elections_count; i++) {
        bool renews = (k->elections[i].kinds >> kind & 1) != 0;
        if (renews && pl_ballot_read(k, i, out_ballot) && out_ballot->last_day >= today) {
            return true;
        }
    }
    return false;
}

bool pl_ballot_of_others(const struct pl_knowledge *k, uint32_t kind, int64_t today, uint32_t from,
                         struct pl_ballot *out_ballot)
{
    for (uint32_t i = from; i < k->elections_count; i++) {
        bool concerned = (k->elections[i].concerns >> kind & 1) != 0;
        if (concerned && pl_ballot_read(k, i, out_ballot) && out_ballot->window_from <= today &&
            out_ballot->last_day >= today) {
            return true;
        }
    }
    return false;
}

bool pl_ballots_of_others_are_known(const struct pl_knowledge *k, uint32_t kind, int64_t today)
{
    int64_t from = 0;
    int64_t until = 0;
    int64_t unused = 0;
    uint32_t concerned = 0;
    for (uint32_t i = 0; i < k->elections_count; i++) {
        concerned |= k->elections[i].concerns >> kind & 1;
    }
    return concerned != 0 && pl_partial_date(pl_text(k, k->others_from), &from, &unused) &&
           pl_partial_date(pl_text(k, k->others_until), &unused, &until) && from <= today && today <= until;
}
