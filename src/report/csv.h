/* SPDX-License-Identifier: MIT
 * The two dialects of CSV: that of RFC 4180, and the one that French spreadsheets open without a question. Knows
 * nothing of what a table holds.
 */
#ifndef PL_REPORT_CSV_H
#define PL_REPORT_CSV_H

#include <stdbool.h>

#include "base/buffer.h"

struct pl_csv {
    const char *mark; /* at the start of the file */
    char separator;
    char point;          /* of decimals */
    const char *between; /* the items of a list in one cell */
    bool for_people;     /* a spreadsheet opens it: texts stay texts, identifiers come last */
};
extern const struct pl_csv pl_csv_standard, pl_csv_french;

/* What comes before a cell, the first of its row or another. */
void pl_csv_separate(const struct pl_csv *csv, bool first, struct pl_buffer *out);
/* A cell that is a text. For people one that a spreadsheet would take for a number, a date or a truth value begins with
 * a tab, which it does not show: 01004 keeps its zero. (="01004" would do in Excel alone: LibreOffice shows it as it
 * stands unless told to evaluate formulas.) */
void pl_csv_text(const struct pl_csv *csv, const char *text, struct pl_buffer *out);
void pl_csv_row_end(struct pl_buffer *out);

#endif
