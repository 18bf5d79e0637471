/* SPDX-License-Identifier: MIT
 * See number.h.
 */
#include "base/number.h"

#include <stddef.h>

enum pl_number_fault pl_number_parse(struct pl_view view, int64_t *out_number)
{
    bool negative = view.length > 1 && *view.text == '-';
    if (negative) {
        pl_view_next(&view);
    }
    if (view.length > 1 && view.text[0] == '0' && view.text[1] >= '0' && view.text[1] <= '9') {
        return PL_NUMBER_LEADING_ZERO;
    }
    int64_t number = 0;
    bool large = false;
    int in_group = 0; /* digits since the last mark */
    bool grouped = false;
    if (view.length == 0) {
        return PL_NUMBER_NOT_DIGITS;
    }
    while (view.length > 0) {
        int32_t c = pl_view_next(&view);
        if (c >= '0' && c <= '9') {
            in_group++;
            large = large || number > (INT64_MAX - (c - '0')) / 10;
            number = large ? number : number * 10 + (c - '0');
        } else if ((c == ' ' || c == 0xa0 || c == 0x202f || c == 0x2009 || c == '_' || c == '\'' || c == 0x2019) &&
                   in_group > 0 && in_group <= 3 && (!grouped || in_group == 3)) {
            grouped = true;
            in_group = 0;
        } else {
            bool decimal = (c == '.' || c == ',') && in_group > 0 && view.length > 0;
            for (struct pl_view rest = view; decimal && rest.length > 0;) {
                int32_t d = pl_view_next(&rest);
                decimal = d >= '0' && d <= '9';
            }
            return decimal ? PL_NUMBER_DECIMAL : PL_NUMBER_NOT_DIGITS;
        }
    }
    if (in_group == 0 || (grouped && in_group != 3)) {
        return PL_NUMBER_NOT_DIGITS;
    }
    if (large) {
        return PL_NUMBER_TOO_LARGE;
    }
    *out_number = negative ? -number : number;
    return PL_NUMBER_OK;
}
