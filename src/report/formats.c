/* SPDX-License-Identifier: MIT
 * The table of formats.
 */
#include <string.h>

#include "report/report.h"

const struct pl_format pl_formats[] = {
    {"md", pl_write_markdown, "md", NULL, true, PL_ONE_AFTER_THE_OTHER, false},
    {"html", pl_write_html, "html", NULL, true, PL_NEVER_TOGETHER, false},
    {"docx", pl_write_docx, "docx", NULL, true, PL_NEVER_TOGETHER, true},
    {"json", pl_write_json, "json", NULL, false, PL_ONE_AFTER_THE_OTHER, false},
    {"csv", pl_write_csv, "csv", pl_table_ids, false, PL_UNDER_ONE_HEADER, false},
    {"csv-fr", pl_write_csv_french, "csv", pl_table_ids, false, PL_UNDER_ONE_HEADER, false},
    {"ics", pl_write_ics, "ics", NULL, false, PL_ONE_AFTER_THE_OTHER, false},
    {"xlsx", pl_write_xlsx, "xlsx", pl_table_ids, false, PL_NEVER_TOGETHER, true},
    {NULL, NULL, NULL, NULL, false, PL_NEVER_TOGETHER, false},
};

const struct pl_format *pl_format_named(const char *name)
{
    const struct pl_format *format = pl_formats;
    while (format->name != NULL && strcmp(format->name, name) != 0) {
        format++;
    }
    return format->name == NULL ? NULL : format;
}
