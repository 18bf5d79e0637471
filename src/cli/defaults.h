/* SPDX-License-Identifier: MIT
 * `planner.yaml` in a folder of profiles: what holds for all of them where the command line says nothing else.
 */
#ifndef PL_CLI_DEFAULTS_H
#define PL_CLI_DEFAULTS_H

#include "cli/cli.h"

extern const char pl_defaults_name[];

/* The folder of a path that is one of these files, NULL: it is none. */
const char *pl_defaults_folder(struct pl_cli *cli, const char *path);
/* Reads that of a folder, if it has one: options that are not given get their values, and `out_common` the exceptions
 * (none: NULL) common to all towns. What it points into lives as long as the arguments. False after diagnostics. */
bool pl_defaults_read(struct pl_cli *cli, const char *folder, const struct pl_profile **out_common,
                      struct pl_view *out_text);

#endif
