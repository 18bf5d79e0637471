/* SPDX-License-Identifier: MIT
 * The table of formats.
 */
#include <stddef.h>

#include "report/report.h"

const struct pl_format pl_formats[] = {
    {"md", pl_write_markdown},
    {"json", pl_write_json},
    {NULL, NULL},
};
