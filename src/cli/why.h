/* SPDX-License-Identifier: MIT
 * why as JSON.
 */
#ifndef PL_CLI_WHY_H
#define PL_CLI_WHY_H

#include "cli/cli.h"

void pl_why_list_json(struct pl_cli *cli, const struct pl_plan *plan, const struct pl_report_options *options);
/* A platform, or where `choice` is NULL a rule. */
void pl_why_item_json(struct pl_cli *cli, const struct pl_plan *plan, const struct pl_report_options *options,
                      const struct pl_choice *choice, uint32_t rule);

#endif
