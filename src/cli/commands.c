/* SPDX-License-Identifier: MIT
 * The tables of commands and options: parsing, help and completion all read them.
 */
#include "cli/cli.h"
#include "report/summary.h"

#define BIT(option) (UINT64_C(1) << PL_OPTION_##option)
#define FOR_PROFILES (BIT(KNOWLEDGE) | BIT(EDITION) | BIT(DATE) | BIT(STRICT))
#define FOR_REPORTS (BIT(OUTPUT) | BIT(FORMAT) | BIT(LANG))

static const char *const kind_words[] = {"commune", "intercommunality", "department", "region", NULL};
static const char *const language_words[] = {"fr", "en", NULL};
static const char *const colour_words[] = {"auto", "always", "never", NULL};
static const char *const level_words[] = {"1", "2", "3", "4", NULL};

const struct pl_command pl_commands[] = {
#define PL_COMMAND(name, ...) {#name, pl_command_##name, __VA_ARGS__},
#include "cli/commands.def"
#undef PL_COMMAND
    {NULL, NULL, 0, 0, 0, {NULL, NULL}, {NULL, NULL}, {NULL, NULL}, {NULL, NULL}},
};

const uint64_t pl_repeated_options = BIT(SET);

const struct pl_option_info pl_option_infos[PL_OPTIONS] = {
#define PL_OPTION(name, ...) [PL_OPTION_##name] = {__VA_ARGS__},
#include "cli/options.def"
#undef PL_OPTION
};
