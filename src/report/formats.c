/* SPDX-License-Identifier: MIT
 * The table of formats.
 */
#include <stddef.h>

#include "report/report.h"

const struct pl_format pl_formats[] = {
    {"md", pl_write_markdown, "md", pl_section_ids, false},
    {"json", pl_write_json, "json", NULL, false},
    {"csv", pl_write_csv, "csv", pl_table_ids, true},
    {"csv-fr", pl_write_csv_french, "csv", pl_table_ids, true},
    {"ics", pl_write_ics, "ics", NULL, false},
    {NULL, NULL, NULL, NULL, false},
};
