/* SPDX-License-Identifier: MIT
 * Arguments against the tables: no abbreviations, options before or after operands, `--` ends them.
 */
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

enum { FORMATS_MAX = 16, ENDING_MAX = 5 };

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

bool pl_command_takes(const struct pl_command *command, enum pl_option option)
{
    const uint64_t common = UINT64_C(15) << PL_OPTION_QUIET; /* quiet, color, help, version: the last ones */
    _Static_assert(PL_OPTIONS - PL_OPTION_QUIET == 4, "those are four");
    return ((command->options | common) >> option & 1) != 0;
}

bool pl_command_has_choices(const struct pl_command *command)
{
    return strstr(command->operands[PL_EN], " | ") != NULL;
}

void pl_cli_command_names(struct pl_cli *cli, pl_cli_visit *visit, void *state)
{
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        visit(state, command->name, command->summary[cli->language]);
    }
}

uint32_t pl_cli_position(const char *const *words, const char *word)
{
    uint32_t position = 0;
    while (words[position] != NULL && strcmp(words[position], word) != 0) {
        position++;
    }
    return position;
}

static void offer_name(void *state, const char *name, const char *about)
{
    (void)about;
    pl_nearest_offer(state, name, name);
}

int pl_cli_refuse_name(struct pl_cli *cli, enum pl_code code, const char *word, pl_cli_names *names,
                       const struct pl_nearest *nearest)
{
    struct pl_nearest near = nearest != NULL ? *nearest : pl_nearest_to(pl_view_of(word));
    if (names != NULL) {
        names(cli, offer_name, &near);
    }
    pl_cli_usage(cli, code, word, NULL);
    pl_diagnostics_suggest(&cli->diagnostics, &near);
    return PL_EXIT_USAGE;
}

int pl_cli_refuse_word(struct pl_cli *cli, enum pl_code code, const char *first, const char *word,
                       const char *const *words, const struct pl_nearest *nearest)
{
    struct pl_nearest near = nearest != NULL ? *nearest : pl_nearest_to(pl_view_of(word));
    struct pl_buffer list = {0};
    for (size_t i = 0; words[i] != NULL; i++) {
        pl_nearest_offer(&near, words[i], words[i]);
        pl_buffer_add_text(&list, i > 0 ? ", " : "");
        pl_buffer_add_text(&list, words[i]);
    }
    pl_diagnose(&cli->diagnostics, code, (struct pl_place){0}, first, word, "", pl_buffer_text(&list),
                (const char *)NULL);
    if (near.best != NULL) {
        pl_diagnostics_help(&cli->diagnostics, PL_H017, near.best, "", "", pl_buffer_text(&list), (const char *)NULL);
    }
    pl_buffer_done(&list);
    return PL_EXIT_USAGE;
}

static bool unknown_option(struct pl_cli *cli, const char *argument)
{
    bool is_long = argument[1] == '-';
    struct pl_nearest nearest = pl_nearest_to((struct pl_view){argument + 2, is_long ? strcspn(argument + 2, "=") : 0});
    for (int i = 0; i < PL_OPTIONS && is_long; i++) {
        struct pl_buffer shown = {0};
        pl_buffer_add_text(&shown, "--");
        pl_buffer_add_text(&shown, pl_option_infos[i].name);
        pl_nearest_offer(&nearest, pl_option_infos[i].name, pl_arena_copy(&cli->arguments, shown.data, shown.length));
        pl_buffer_done(&shown);
    }
    pl_cli_refuse_name(cli, PL_C002, argument, NULL, &nearest);
    return false;
}

static bool set_option(struct pl_cli *cli, enum pl_option option, const char *shown, const char *value)
{
    const char *const *words = pl_option_infos[option].words;
    if ((pl_repeated_options >> option & 1) != 0) {
        cli->repeated[cli->repeated_count++] = value;
    } else if (cli->values[option] != NULL) {
        pl_cli_usage(cli, PL_C009, shown, NULL);
        return false;
    }
    cli->values[option] = value == NULL ? "" : value;
    if (value == NULL || words == NULL || words[pl_cli_position(words, value)] != NULL) {
        return true;
    }
    pl_cli_refuse_word(cli, PL_C004, shown, value, words, NULL);
    return false;
}

/* One option at words[*at], or several letters of which the last may take a value; `*at` moves over a value that stands
 * apart. */
static bool parse_option(struct pl_cli *cli, int count, const char *const *words, int *at)
{
    const char *argument = words[*at];
    bool is_long = argument[1] == '-';
    const char *equals = is_long ? strchr(argument, '=') : NULL;
    size_t length = equals != NULL ? (size_t)(equals - argument) : strlen(argument);
    bool ok = true;
    for (const char *letter = argument + 1; *letter != '\0'; letter++) {
        struct pl_view long_name = {argument + 2, is_long ? length - 2 : 0};
        int at_option = 0;
        while (at_option < PL_OPTIONS && (long_name.length > 0 ? !pl_view_is(long_name, pl_option_infos[at_option].name)
                                                               : pl_option_infos[at_option].letter != *letter)) {
            at_option++;
        }
        enum pl_option option = (enum pl_option)at_option;
        const char name[] = {'-', *letter, '\0'};
        const char *shown =
            is_long ? pl_arena_copy(&cli->arguments, argument, length) : pl_arena_copy(&cli->arguments, name, 2);
        if (option == PL_OPTIONS) {
            return unknown_option(cli, is_long || letter == argument + 1 ? argument : shown);
        }
        const char *value = equals != NULL ? equals + 1 : !is_long && letter[1] != '\0' ? letter + 1 : NULL;
        if (pl_option_infos[option].value[PL_EN] == NULL) { /* a switch */
            if (equals != NULL) {
                pl_cli_usage(cli, PL_C008, shown, NULL);
                return false;
            }
            ok = set_option(cli, option, shown, NULL) && ok;
        } else {
            if (value == NULL && *at + 1 < count) {
                value = words[++*at];
            }
            if (value == NULL) {
                pl_cli_usage(cli, PL_C003, shown, NULL);
                return false;
            }
            return set_option(cli, option, shown, value) && ok;
        }
        if (is_long) {
            break;
        }
    }
    return ok;
}

static bool is_file(const char *word)
{
    return strcmp(word, "-") == 0 || strpbrk(word, "/.") != NULL;
}

void pl_cli_help_folder(struct pl_cli *cli, const char *path)
{
    if (pl_file_identify(path).kind == PL_FOLDER) {
        pl_diagnostics_help(&cli->diagnostics, PL_H019, path, (const char *)NULL);
    }
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
        pl_cli_refuse_name(cli, PL_C001, cli->operands[0], pl_cli_command_names, NULL);
        pl_cli_help_folder(cli, cli->operands[0]); /* one that is there is what was meant */
        return false;
    }
    cli->command = pl_commands;
    return true;
}

/* What ends the name of a file of a format. */
static const char *extension_of(const char *name)
{
    const struct pl_format *format = pl_format_named(name);
    return format == NULL ? name : format->extension;
}

const char *pl_command_format(const struct pl_command *command, uint32_t position)
{
    static const char *const usual[] = {"md", "json", NULL};
    static const char *const checks[] = {"json", "sarif", NULL};
    if ((command->options & PL_WRITES_DOCUMENTS) != 0) {
        const struct pl_format *format = pl_formats;
        for (uint32_t left = position; format->name != NULL && (!format->is_document || left > 0); format++) {
            left -= format->is_document;
        }
        return format->name;
    }
    return (command->options & PL_WRITES_PLANS) != 0    ? pl_formats[position].name
           : (command->options & PL_TAKES_PAIRS) != 0   ? pl_comparison_formats[position].name
           : (command->options & PL_WRITES_CHECKS) != 0 ? checks[position]
                                                        : usual[position];
}

const char *const *pl_cli_formats(struct pl_cli *cli, const struct pl_command *command, bool endings)
{
    const char **words = pl_arena_array(&cli->arguments, FORMATS_MAX + 1, sizeof *words);
    uint32_t count = 0;
    for (uint32_t i = 0; pl_command_format(command, i) != NULL && count < FORMATS_MAX; i++) {
        const char *format = pl_command_format(command, i);
        words[count] = endings ? extension_of(format) : format;
        count += count == 0 || strcmp(words[count], words[count - 1]) != 0;
    }
    words[count] = NULL;
    return words;
}

/* What other programs make of what this one writes. */
static const struct {
    const char *format;
    enum pl_code code;
} foreign[] = {{"odt", PL_C061}, {"pdf", PL_C061},  {"epub", PL_C061}, {"doc", PL_C061}, {"rtf", PL_C061},
               {"tex", PL_C061}, {"pptx", PL_C061}, {"xls", PL_C062},  {"ods", PL_C062}};

static size_t find_foreign(const char *word)
{
    size_t i = 0;
    while (i < sizeof foreign / sizeof *foreign && strcasecmp(foreign[i].format, word) != 0) {
        i++;
    }
    return i;
}

/* False: it is no such format. */
static bool refuse_foreign(struct pl_cli *cli, const char *word)
{
    size_t found = find_foreign(word);
    if (found == sizeof foreign / sizeof *foreign) {
        return false;
    }
    pl_cli_usage(cli, foreign[found].code, foreign[found].format, NULL);
    return true;
}

static bool check_format(struct pl_cli *cli)
{
    const char *given = cli->values[PL_OPTION_FORMAT];
    const char *const *words = pl_cli_formats(cli, cli->command, false);
    if (given == NULL || words[pl_cli_position(words, given)] != NULL) {
        return true;
    }
    if (!refuse_foreign(cli, given)) {
        pl_cli_refuse_word(cli, PL_C004, "--format", given, words, NULL);
    }
    return false;
}

/* What follows the last point of a file's name, if it can stand for a format: one to five letters and digits, not
 * digits alone. */
static const char *ending_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    const char *point = strrchr(name, '.');
    if (point == NULL || point == name) {
        return NULL;
    }
    size_t length = strspn(point + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    bool digits = strspn(point + 1, "0123456789") == length;
    return point[1 + length] == '\0' && length >= 1 && length <= ENDING_MAX && !digits ? point + 1 : NULL;
}

/* Whether the ending announces a format, of ours or another. */
static bool is_known_ending(const char *ending)
{
    bool known = find_foreign(ending) < sizeof foreign / sizeof *foreign || strcasecmp(ending, "sarif") == 0;
    for (const struct pl_format *format = pl_formats; format->name != NULL; format++) {
        known = known || strcasecmp(format->extension, ending) == 0;
    }
    return known;
}

/* Whether the ending of an output says nothing: a pipe or a device has any name, and a file that is read is refused for
 * that, and not for its name. */
static bool has_any_name(const struct pl_cli *cli, const char *path)
{
    struct pl_identity identity = pl_file_identify(path);
    bool any = identity.kind == PL_PIPE || identity.kind == PL_DEVICE ||
               pl_identity_is(identity, pl_stream_identify(STDIN_FILENO));
    for (int i = 0; i < cli->operands_count && !any; i++) {
        any = pl_identity_is(identity, pl_file_identify(cli->operands[i]));
    }
    return any;
}

/* The format that the name of the file says, where --format does not; where both speak and differ, that is said. */
static bool check_ending(struct pl_cli *cli)
{
    const char *path = cli->values[PL_OPTION_OUTPUT];
    const char *given = cli->values[PL_OPTION_FORMAT];
    if (path == NULL || strcmp(path, "-") == 0 || !pl_command_takes(cli->command, PL_OPTION_FORMAT)) {
        return true;
    }
    const char *ending = ending_of(path);
    bool must_know = (cli->command->options & PL_WRITES_CHECKS) != 0; /* without a format there is nothing to write */
    if (given != NULL) {
        if (ending != NULL && strcasecmp(ending, extension_of(given)) != 0 && is_known_ending(ending)) {
            pl_cli_usage(cli, PL_C063, path, given);
        }
        return true;
    }
    for (uint32_t i = 0; ending != NULL && pl_command_format(cli->command, i) != NULL; i++) {
        if (strcasecmp(extension_of(pl_command_format(cli->command, i)), ending) == 0) {
            cli->values[PL_OPTION_FORMAT] = pl_command_format(cli->command, i);
            return true;
        }
    }
    if ((ending == NULL && !must_know) || has_any_name(cli, path)) {
        return true;
    }
    if (ending == NULL || !refuse_foreign(cli, ending)) {
        struct pl_nearest nearest = pl_nearest_to(pl_view_of(ending == NULL ? "" : ending));
        pl_cli_refuse_word(cli, PL_C060, cli->command->name, path, pl_cli_formats(cli, cli->command, true), &nearest);
    }
    return false;
}

static bool takes_profiles(const struct pl_command *command)
{
    return strncmp(command->operands[PL_EN], "PROFILE", strlen("PROFILE")) == 0;
}

/* Something waits on standard input: a pipe, or a file; no terminal and no device. */
static bool is_fed(void)
{
    struct stat status;
    return fstat(STDIN_FILENO, &status) == 0 &&
           (S_ISFIFO(status.st_mode) || S_ISREG(status.st_mode) || S_ISSOCK(status.st_mode));
}

bool pl_cli_check(struct pl_cli *cli)
{
    const struct pl_command *command = cli->command;
    bool ok = true;
    if (cli->operands_count > command->operands_max) {
        const char *extra = cli->operands[command->operands_max];
        pl_cli_usage(cli, takes_profiles(command) && is_file(extra) ? PL_C064 : PL_C006, extra, command->name);
        ok = false;
    } else if (cli->operands_count < command->operands_min) {
        bool fed = is_fed() && takes_profiles(command);
        pl_cli_usage(cli, fed ? PL_C067 : PL_C005, command->name, fed ? " " : command->operands[cli->language]);
        ok = false;
    }
    for (int option = 0; option < PL_OPTIONS; option++) {
        if (cli->values[option] != NULL && !pl_command_takes(command, (enum pl_option)option)) {
            pl_cli_usage(cli, PL_C007, pl_option_infos[option].name, command->name);
            ok = false;
        }
    }
    return ok && check_format(cli) && check_ending(cli);
}

bool pl_cli_scan(struct pl_cli *cli, int count, const char *const *words)
{
    cli->operands = pl_arena_array(&cli->arguments, (size_t)count + 1, sizeof *cli->operands);
    cli->repeated = pl_arena_array(&cli->arguments, (size_t)count + 1, sizeof *cli->repeated);
    bool options = true;
    bool ok = true;
    for (int i = 0; i < count; i++) {
        if (options && strcmp(words[i], "--") == 0) {
            options = false;
        } else if (options && words[i][0] == '-' && words[i][1] != '\0') {
            ok = parse_option(cli, count, words, &i) && ok;
        } else {
            cli->operands[cli->operands_count++] = words[i];
        }
    }
    return ok;
}

bool pl_cli_parse(struct pl_cli *cli, int argc, char **argv)
{
    bool ok = pl_cli_scan(cli, argc - 1, (const char *const *)(argv + 1)) && choose_command(cli);
    bool asks_help = cli->values[PL_OPTION_HELP] != NULL || cli->values[PL_OPTION_VERSION] != NULL;
    if (ok && cli->command == NULL && !asks_help) {
        pl_cli_usage(cli, is_fed() ? PL_C067 : PL_C010, "", "");
        return false;
    }
    return ok && (asks_help || pl_cli_check(cli));
}

bool pl_cli_wants_json(const struct pl_cli *cli)
{
    return cli->values[PL_OPTION_FORMAT] != NULL && strcmp(cli->values[PL_OPTION_FORMAT], "json") == 0;
}
