/* SPDX-License-Identifier: MIT
 * See csv.h.
 */
#include "report/csv.h"

const struct pl_csv pl_csv_standard = {.mark = "", .separator = ',', .point = '.', .between = "; "};
const struct pl_csv pl_csv_french = {.mark = "\xef\xbb\xbf", .separator = ';', .point = ',', .between = ", "};

void pl_csv_separate(const struct pl_csv *csv, bool first, struct pl_buffer *out)
{
    if (!first) {
        pl_buffer_add_char(out, csv->separator);
    }
}

void pl_csv_row_end(struct pl_buffer *out)
{
    pl_buffer_add_text(out, "\r\n");
}
