/* SPDX-License-Identifier: MIT
 * The two dialects of CSV: that of RFC 4180, and the one that French spreadsheets open without a question. Knows nothing of what a table holds.
 */
#ifndef PL_REPORT_CSV_H
#define PL_REPORT_CSV_H

#include <stdbool.h>

#include "base/buffer.h"

struct pl_csv {
    const char *mark;    /* at the start of the file */
    char separator;
    char point;          /* of decimals */
    const char *between; /* the items of a list in one cell */
};
extern const struct pl_csv pl_csv_standard, pl_csv_french;

/* What comes before a cell, the first of its row or another. */
void pl_csv_separate(const struct pl_csv *csv, bool first, struct pl_buffer *out);
void pl_csv_row_end(struct pl_buffer *out);

#endif
