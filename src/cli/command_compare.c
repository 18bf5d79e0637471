/* SPDX-License-Identifier: MIT
 * compare: what changes from one plan to another. One thing differs: the profile, the edition or the day.
 */
#include <string.h>

#include "cli/cli.h"
#include "engine/compare.h"
#include "engine/planning.h"

/* Whether the operands and the pairs make one comparison; else says why not. */
static bool check_usage(struct pl_cli *cli)
{
    const uint32_t both = 1u << PL_OPTION_EDITION | 1u << PL_OPTION_DATE;
    bool two = cli->operands_count == 2;
    if (cli->pairs == both || (two && cli->pairs != 0)) {
        pl_cli_usage(cli, PL_C017, NULL, NULL);
    } else if (!two && cli->pairs == 0) {
        pl_cli_usage(cli, PL_C016, cli->operands[0], NULL);
    } else if (two && strcmp(cli->operands[0], "-") == 0 && strcmp(cli->operands[1], "-") == 0) {
        pl_cli_usage(cli, PL_C018, NULL, NULL);
    } else {
        return true;
    }
    return false;
}

/* One profile or two, each in a hand of its own; both are diagnosed. */
static bool load(struct pl_cli *cli, const struct pl_profile *out_profiles[2])
{
    out_profiles[0] = pl_cli_load(cli, cli->operands[0]);
    out_profiles[1] =
        cli->operands_count == 2 ? pl_cli_load_in(cli, cli->operands[1], &cli->hands[1]) : out_profiles[0];
    return out_profiles[0] != NULL && out_profiles[1] != NULL;
}

int pl_command_compare(struct pl_cli *cli)
{
    const struct pl_profile *profiles[2];
    if (!check_usage(cli)) {
        return PL_EXIT_USAGE;
    }
    if (!load(cli, profiles)) {
        return PL_EXIT_DONE; /* the diagnostics raise it */
    }
    struct pl_arena *arena = &cli->hands[1].arena;
    const struct pl_plan *before = pl_plan_make(profiles[0], cli->edition, cli->today, &cli->hands[0].arena);
    const struct pl_plan *after = pl_plan_make(profiles[1], cli->other_edition, cli->other_today, arena);
    struct pl_report_options options = {.heading_level = 1, .version = PL_VERSION};
    options.language = pl_cli_language(cli, profiles[0]);
    const char *name = cli->values[PL_OPTION_FORMAT];
    const struct pl_comparison_format *format = pl_comparison_formats;
    while (name != NULL && strcmp(format->name, name) != 0) { /* the parser has refused other words */
        format++;
    }
    pl_write_comparison(format, pl_compare(before, after, arena), &options, &cli->out);
    return PL_EXIT_DONE;
}
