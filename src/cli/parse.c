/* SPDX-License-Identifier: MIT
 * Arguments against the tables: no abbreviations, options before or after operands, `--` ends them.
 */
#include <string.h>

#include "cli/cli.h"

enum { COMMON = 1u << PL_OPTION_QUIET | 1u << PL_OPTION_COLOR | 1u << PL_OPTION_HELP | 1u << PL_OPTION_VERSION };

int pl_cli_usage(struct pl_cli *cli, enum pl_code code, const char *first, const char *second)
{
    pl_diagnose(&cli->diagnostics, code, (struct pl_place){0}, first, second, (const char *)NULL);
    return PL_EXIT_USAGE;
}

const struct pl_command *pl_cli_find_command(const char *name)
{
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        if (strcmp(command->name, name) == 0) {
            return command;
        }
    }
    return NULL;
}

static enum pl_option find_option(struct pl_view name)
{
    int option = 0;
    while (option < PL_OPTIONS && !pl_view_is(name, pl_option_infos[option].name)) {
        option++;
    }
    return (enum pl_option)option;
}

static enum pl_option find_letter(char letter)
{
    int option = 0;
    while (option < PL_OPTIONS && pl_option_infos[option].letter != letter) {
        option++;
    }
    return (enum pl_option)option;
}

static bool unknown_option(struct pl_cli *cli, const char *argument)
{
    pl_cli_usage(cli, PL_C002, argument, NULL);
    char folded[PL_FOLD_MAX];
    size_t length = strcspn(argument, "=");
    if (argument[1] == '-' && pl_fold((struct pl_view){argument + 2, length - 2}, folded) > 0) {
        struct pl_nearest nearest = {.word = folded};
        for (int i = 0; i < PL_OPTIONS; i++) {
            pl_nearest_offer(&nearest, pl_option_infos[i].name, pl_option_infos[i].name);
        }
        if (nearest.best != NULL) {
            struct pl_buffer shown = {0};
            pl_buffer_add_text(&shown, "--");
            pl_buffer_add_text(&shown, nearest.best);
            pl_diagnostics_help(&cli->diagnostics, PL_H001, shown.data, (const char *)NULL);
            pl_buffer_done(&shown);
        }
    }
    return false;
}

static bool check_word(struct pl_cli *cli, const char *shown, const struct pl_option_info *info, const char *value)
{
    struct pl_buffer list = {0};
    for (const char *const *word = info->words; word != NULL && *word != NULL; word++) {
        if (strcmp(*word, value) == 0) {
            pl_buffer_done(&list);
            return true;
        }
        pl_buffer_add_text(&list, list.length > 0 ? ", " : "");
        pl_buffer_add_text(&list, *word);
    }
    if (info->words != NULL) {
        pl_diagnose(&cli->diagnostics, PL_C004, (struct pl_place){0}, shown, value, "", list.data, (const char *)NULL);
    }
    pl_buffer_done(&list);
    return info->words == NULL;
}

static bool set_option(struct pl_cli *cli, enum pl_option option, const char *shown, const char *value)
{
    const struct pl_option_info *info = &pl_option_infos[option];
    if ((pl_repeated_options >> option & 1) != 0) {
        cli->repeated[cli->repeated_count++] = value;
    } else if (cli->values[option] != NULL) {
        pl_cli_usage(cli, PL_C009, shown, NULL);
        return false;
    }
    cli->values[option] = value == NULL ? "" : value;
    return value == NULL || check_word(cli, shown, info, value);
}

/* One option at argv[*at]; `*at` moves over a value that stands apart. */
static bool parse_option(struct pl_cli *cli, int argc, char **argv, int *at)
{
    const char *argument = argv[*at];
    bool is_long = argument[1] == '-';
    const char *equals = is_long ? strchr(argument, '=') : NULL;
    size_t length = equals != NULL ? (size_t)(equals - argument) : strlen(argument);
    enum pl_option option = is_long ? find_option((struct pl_view){argument + 2, length - 2}) : find_letter(argument[1]);
    if (option == PL_OPTIONS) {
        return unknown_option(cli, argument);
    }
    const char *value = equals != NULL ? equals + 1 : !is_long && argument[2] != '\0' ? argument + 2 : NULL;
    char *shown = pl_arena_copy(&cli->arguments, argument, is_long ? length : 2);
    if (pl_option_infos[option].value[PL_EN] == NULL) {
        if (value != NULL) {
            pl_cli_usage(cli, is_long ? PL_C008 : PL_C002, is_long ? shown : argument, NULL);
            return false;
        }
        return set_option(cli, option, shown, NULL);
    }
    if (value == NULL && *at + 1 < argc) {
        value = argv[++*at];
    }
    if (value == NULL) {
        pl_cli_usage(cli, PL_C003, shown, NULL);
        return false;
    }
    return set_option(cli, option, shown, value);
}

static bool is_file(const char *word)
{
    return strcmp(word, "-") == 0 || strpbrk(word, "/.") != NULL;
}

static bool unknown_command(struct pl_cli *cli, const char *word)
{
    char folded[PL_FOLD_MAX];
    pl_cli_usage(cli, PL_C001, word, NULL);
    if (pl_fold(pl_view_of(word), folded) > 0) {
        struct pl_nearest nearest = {.word = folded};
        for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
            pl_nearest_offer(&nearest, command->name, command->name);
        }
        if (nearest.best != NULL) {
            pl_diagnostics_help(&cli->diagnostics, PL_H001, nearest.best, (const char *)NULL);
        }
    }
    return false;
}

/* The first operand is a command, or the profile of the default one. */
static bool choose_command(struct pl_cli *cli)
{
    if (cli->operands_count == 0) {
        return true;
    }
    cli->command = pl_cli_find_command(cli->operands[0]);
    if (cli->command != NULL) {
        cli->operands++;
        cli->operands_count--;
        return true;
    }
    if (!is_file(cli->operands[0])) {
        return unknown_command(cli, cli->operands[0]);
    }
    cli->command = pl_commands;
    return true;
}

const char *pl_command_format(const struct pl_command *command, uint32_t position)
{
    static const char *const usual[] = {"md", "json", NULL};
    return (command->options & PL_WRITES_PLANS) != 0 ? pl_formats[position].name : usual[position];
}

static bool check_format(struct pl_cli *cli)
{
    const char *given = cli->values[PL_OPTION_FORMAT];
    struct pl_buffer list = {0};
    bool known = given == NULL;
    for (uint32_t i = 0; !known && pl_command_format(cli->command, i) != NULL; i++) {
        known = strcmp(pl_command_format(cli->command, i), given) == 0;
        pl_buffer_add_text(&list, i > 0 ? ", " : "");
        pl_buffer_add_text(&list, pl_command_format(cli->command, i));
    }
    if (!known) {
        pl_diagnose(&cli->diagnostics, PL_C004, (struct pl_place){0}, "--format", given, "", list.data, (const char *)NULL);
    }
    pl_buffer_done(&list);
    return known;
}

static bool check_command(struct pl_cli *cli)
{
    const struct pl_command *command = cli->command;
    bool ok = true;
    if (cli->operands_count > command->operands_max) {
        pl_cli_usage(cli, PL_C006, cli->operands[command->operands_max], NULL);
        ok = false;
    } else if (cli->operands_count < command->operands_min) {
        pl_cli_usage(cli, PL_C005, command->name, command->operands[cli->language]);
        ok = false;
    }
    for (int option = 0; option < PL_OPTIONS; option++) {
        if (cli->values[option] != NULL && ((command->options | COMMON) >> option & 1) == 0) {
            pl_cli_usage(cli, PL_C007, pl_option_infos[option].name, command->name);
            ok = false;
        }
    }
    return ok && check_format(cli);
}

bool pl_cli_parse(struct pl_cli *cli, int argc, char **argv)
{
    cli->operands = pl_arena_array(&cli->arguments, (size_t)argc + 1, sizeof *cli->operands);
    cli->repeated = pl_arena_array(&cli->arguments, (size_t)argc + 1, sizeof *cli->repeated);
    bool options = true;
    bool ok = true;
    for (int i = 1; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (options && argv[i][0] == '-' && argv[i][1] != '\0') {
            ok = parse_option(cli, argc, argv, &i) && ok;
        } else {
            cli->operands[cli->operands_count++] = argv[i];
        }
    }
    ok = choose_command(cli) && ok;
    bool asks_help = cli->values[PL_OPTION_HELP] != NULL || cli->values[PL_OPTION_VERSION] != NULL;
    if (ok && cli->command == NULL && !asks_help) {
        pl_cli_usage(cli, PL_C010, "", NULL);
        return false;
    }
    return ok && (asks_help || check_command(cli));
}

bool pl_cli_wants_json(const struct pl_cli *cli)
{
    return cli->values[PL_OPTION_FORMAT] != NULL && strcmp(cli->values[PL_OPTION_FORMAT], "json") == 0;
}
