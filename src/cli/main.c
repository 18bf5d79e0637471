/* SPDX-License-Identifier: MIT
 * The runner: it alone reads the environment and the clock, prints, and decides the exit status.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/number.h"
#include "cli/cli.h"
#include "yaml/node.h"

extern char **environ;

enum { SHOWN_MAX = 20, SECONDS_PER_DAY = 86400 };

static enum pl_language message_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0') {
            return strncmp(value, "fr", 2) == 0 ? PL_FR : PL_EN;
        }
    }
    return PL_EN;
}

static bool wants_colour(const struct pl_cli *cli)
{
    const char *choice = cli->values[PL_OPTION_COLOR];
    if (choice != NULL && strcmp(choice, "auto") != 0) {
        return strcmp(choice, "always") == 0;
    }
    const char *no_colour = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    bool dumb = terminal != NULL && strcmp(terminal, "dumb") == 0;
    return (no_colour == NULL || *no_colour == '\0') && !dumb && isatty(STDERR_FILENO);
}

void pl_cli_raise_status(struct pl_cli *cli, const struct pl_diagnostics *list)
{
    for (size_t i = 0; i < list->count; i++) {
        char group = *pl_code_name(list->items[i].code);
        bool error = list->items[i].severity == PL_ERROR || (group == 'P' && cli->values[PL_OPTION_STRICT] != NULL);
        int status = PL_EXIT_SYSTEM;
        if (group == 'P' || group == 'C') {
            status = !error ? PL_EXIT_DONE : group == 'P' ? PL_EXIT_PROFILE : PL_EXIT_USAGE;
        }
        cli->status = status > cli->status ? status : cli->status;
    }
}

void pl_cli_say_diagnostics(struct pl_cli *cli, const struct pl_diagnostics *list, struct pl_buffer *out)
{
    const struct pl_diagnostic *shown[SHOWN_MAX];
    bool quiet = cli->values[PL_OPTION_QUIET] != NULL;
    size_t all = list->errors + (quiet ? 0 : list->warnings);
    size_t count = pl_diagnostics_select(list, shown, SHOWN_MAX);
    pl_cli_raise_status(cli, list);
    for (size_t i = 0; i < count; i++) {
        if (shown[i]->severity == PL_ERROR || !quiet) {
            pl_diagnostic_print(shown[i], cli->language, cli->colour, out);
        }
    }
    if (all > count) {
        pl_buffer_add_text(out, "planner: ");
        pl_buffer_add_number(out, (int64_t)(all - count), "");
        pl_buffer_add_text(out, cli->language == PL_FR ? " autres messages ne sont pas affichés\n"
                                                       : " more messages are not shown\n");
    }
}

void pl_cli_flush_diagnostics(struct pl_cli *cli)
{
    struct pl_buffer text = {0};
    pl_cli_say_diagnostics(cli, &cli->diagnostics, &text);
    (void)pl_write_all(STDERR_FILENO, pl_buffer_text(&text), text.length);
    pl_buffer_done(&text);
    pl_diagnostics_reset(&cli->diagnostics);
}

/* The value of an option, in two parts where the command takes a pair and one is given; without a comma the second part
 * is NULL. False after a list that is no pair. */
static bool split_pair(struct pl_cli *cli, enum pl_option option, const char *out_parts[2])
{
    const char *given = cli->values[option];
    const char *comma = given == NULL || (cli->command->options & PL_TAKES_PAIRS) == 0 ? NULL : strchr(given, ',');
    out_parts[0] = given;
    out_parts[1] = NULL;
    if (comma == NULL) {
        return true;
    }
    if (comma == given || comma[1] == '\0' || strchr(comma + 1, ',') != NULL) {
        pl_diagnose(&cli->diagnostics, PL_C015, (struct pl_place){0}, pl_option_infos[option].name, given,
                    (const char *)NULL);
        return false;
    }
    out_parts[0] = pl_arena_copy(&cli->arguments, given, (size_t)(comma - given));
    out_parts[1] = comma + 1;
    cli->pairs |= 1u << option;
    return true;
}

/* Whether advice may hold for that day, as it was given. */
static bool check_day(struct pl_cli *cli, const char *given, int64_t days)
{
    if (days >= PL_TODAY_MIN && days <= PL_TODAY_MAX) {
        return true;
    }
    pl_cli_usage(cli, PL_C045, given, NULL);
    return false;
}

static bool parse_day(struct pl_cli *cli, const char *given, int64_t *out_days)
{
    switch (pl_date_read(pl_view_of(given), out_days)) {
    case PL_DATE_OK:
        return check_day(cli, given, *out_days);
    case PL_DATE_NOT_DIGITS:
        pl_cli_usage(cli, PL_C013, given, NULL);
        break;
    case PL_DATE_NO_SUCH_DAY:
        pl_cli_usage(cli, PL_C044, given, NULL);
        break;
    case PL_DATE_TOO_FAR:
        pl_cli_usage(cli, PL_C045, given, NULL);
        break;
    }
    return false;
}

static bool set_today(struct pl_cli *cli)
{
    const char *given[2];
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (!split_pair(cli, PL_OPTION_DATE, given)) {
        return false;
    }
    if (given[0] != NULL) {
        return parse_day(cli, given[0], &cli->today) &&
               parse_day(cli, given[1] != NULL ? given[1] : given[0], &cli->other_today);
    }
    if (epoch == NULL || *epoch == '\0') {
        time_t now = time(NULL); /* the day it is where the user is (TZ) */
        struct tm local = {0};
        tzset();
        bool told = localtime_r(&now, &local) != NULL; /* a clock beyond all calendars: like any day out of range */
        struct pl_date date = {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
        cli->today = cli->other_today = told ? pl_date_to_days(date) : INT64_MAX;
        return check_day(cli, "today", cli->today);
    }
    int64_t seconds = 0;
    if (pl_number_parse(pl_view_of(epoch), &seconds) != PL_NUMBER_OK || seconds < 0) {
        pl_cli_usage(cli, PL_C014, epoch, NULL);
        return false;
    }
    cli->today = cli->other_today = seconds / SECONDS_PER_DAY;
    return check_day(cli, epoch, cli->today);
}

const char *const *pl_cli_editions(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    const char **years = pl_arena_array(&cli->arguments, (size_t)k->editions_count + 1, sizeof *years);
    for (uint32_t i = 0; i < k->editions_count; i++) {
        struct pl_buffer year = {0};
        pl_buffer_add_number(&year, k->editions[i].year, "");
        years[i] = pl_arena_copy(&cli->arguments, year.data, year.length);
        pl_buffer_done(&year);
    }
    return years;
}

static bool parse_edition(struct pl_cli *cli, const char *given, uint32_t *out_edition)
{
    const char *const *years = pl_cli_editions(cli);
    uint32_t position = pl_cli_position(years, given);
    if (years[position] == NULL) {
        pl_cli_refuse_word(cli, PL_C004, "--edition", given, years, NULL);
        return false;
    }
    *out_edition = position;
    return true;
}

static bool set_edition(struct pl_cli *cli)
{
    const char *given[2];
    cli->edition = cli->other_edition = cli->knowledge->editions_count - 1;
    if (!split_pair(cli, PL_OPTION_EDITION, given)) {
        return false;
    }
    return given[0] == NULL || (parse_edition(cli, given[0], &cli->edition) &&
                                parse_edition(cli, given[1] != NULL ? given[1] : given[0], &cli->other_edition));
}

bool pl_cli_prepare(struct pl_cli *cli)
{
    const char *folder = cli->values[PL_OPTION_KNOWLEDGE];
    bool ok = true;
    cli->knowledge = &pl_builtin_knowledge;
    if (folder != NULL) {
        cli->loaded = pl_knowledge_load(folder, &cli->diagnostics);
        if (cli->loaded == NULL) {
            cli->status = PL_EXIT_SYSTEM; /* it is a part of the program, whichever code its fault has */
            return false;
        }
        cli->knowledge = pl_loaded_knowledge(cli->loaded);
        for (size_t i = 0; ok && pl_loaded_file(cli->loaded, i) != NULL; i++) { /* its files are read too */
            ok = pl_cli_reads(cli, pl_loaded_file(cli->loaded, i));
        }
    }
    return ok && pl_cli_settle(cli);
}

bool pl_cli_settle(struct pl_cli *cli)
{
    return set_today(cli) && set_edition(cli);
}

/* ---- what is read, and what is written ------------------------------------------------------------------------ */

static void add_output(struct pl_cli *cli, const char *path)
{
    bool standard = strcmp(path, "-") == 0;
    cli->outputs[cli->outputs_count++] =
        (struct pl_output){path, standard ? pl_stream_identify(STDOUT_FILENO) : pl_file_identify(path)};
}

/* Finds the outputs; false if two of them are one. */
static bool set_outputs(struct pl_cli *cli)
{
    const char *given = cli->values[PL_OPTION_OUTPUT];
    bool writes = (cli->command->options & (1u << PL_OPTION_OUTPUT | 1u << PL_OPTION_SUMMARY)) != 0;
    if (writes && cli->values[PL_OPTION_DIRECTORY] == NULL) {
        const char *archive = cli->values[PL_OPTION_ARCHIVE];
        add_output(cli, archive != NULL ? archive : given == NULL ? "-" : given);
    }
    if (cli->values[PL_OPTION_SUMMARY] != NULL) {
        add_output(cli, cli->values[PL_OPTION_SUMMARY]);
    }
    const struct pl_output *one = &cli->outputs[0];
    const struct pl_output *other = &cli->outputs[1];
    bool same = cli->outputs_count == 2 &&
                (strcmp(one->path, other->path) == 0 ||
                 (one->identity.kind != PL_DEVICE && pl_identity_is(one->identity, other->identity)));
    if (same) {
        pl_cli_usage(cli, PL_C051, one->path, other->path);
    }
    return !same;
}

bool pl_cli_reads(struct pl_cli *cli, const char *path)
{
    return pl_cli_reads_file(cli, path, pl_file_identify(path));
}

bool pl_cli_reads_file(struct pl_cli *cli, const char *path, struct pl_identity identity)
{
    pl_reads_add(&cli->reads, identity, path);
    for (size_t i = 0; i < cli->outputs_count && identity.kind == PL_FILE && path != cli->amended; i++) {
        if (pl_identity_is(identity, cli->outputs[i].identity)) {
            pl_cli_usage(cli, PL_C050, strcmp(path, "-") == 0 ? "<stdin>" : path, NULL);
            return false;
        }
    }
    return true;
}

const char *pl_cli_shown(const char *path, struct pl_arena *arena)
{
    if (strcmp(path, "-") == 0) {
        return "<stdin>";
    }
    struct pl_buffer shown = {0};
    pl_add_visible(&shown, pl_view_of(path), SIZE_MAX);
    const char *text = pl_arena_copy(arena, pl_buffer_text(&shown), shown.length);
    pl_buffer_done(&shown);
    return text;
}

void pl_cli_add_written(struct pl_buffer *out, enum pl_language language, const char *noun, const char *path,
                        const int64_t counts[PL_PUTS])
{
    bool french = language == PL_FR;
    const char *plural = french ? counts[PL_PUT_WRITTEN] < 2 ? "" : "s" : counts[PL_PUT_WRITTEN] == 1 ? "" : "s";
    pl_buffer_add_text(out, "planner: ");
    pl_buffer_add_number(out, counts[PL_PUT_WRITTEN], "");
    pl_buffer_add_char(out, ' ');
    pl_buffer_add_text(out, noun);
    pl_buffer_add_text(out, plural);
    pl_buffer_add_text(out, french ? " écrit" : " written");
    pl_buffer_add_text(out, french ? plural : "");
    pl_buffer_add_text(out, french ? " dans " : " to ");
    pl_add_visible(out, pl_view_of(path), 4096);
    if (counts[PL_PUT_SAME] > 0) {
        pl_buffer_add_text(out, ", ");
        pl_buffer_add_number(out, counts[PL_PUT_SAME], "");
        pl_buffer_add_text(out, !french ? " unchanged" : counts[PL_PUT_SAME] == 1 ? " inchangé" : " inchangés");
    }
    pl_buffer_add_char(out, '\n');
}

struct pl_profile *pl_cli_read(struct pl_cli *cli, const char *path, struct pl_hand *hand)
{
    pl_arena_reset(&hand->arena);
    pl_buffer_clear(&hand->text);
    if (!pl_cli_reads(cli, path) || !pl_file_read(path, PL_YAML_MAX_BYTES, &hand->text, &cli->diagnostics)) {
        pl_cli_help_folder(cli, path);
        return NULL;
    }
    struct pl_source *source = pl_arena_alloc(&hand->arena, sizeof *source);
    source->name = pl_cli_shown(path, &hand->arena);
    source->text = (struct pl_view){pl_buffer_text(&hand->text), hand->text.length};
    struct pl_profile *profile = pl_arena_alloc(&hand->arena, sizeof *profile);
    int64_t latest = cli->other_today > cli->today ? cli->other_today : cli->today;
    return pl_profile_load(cli->knowledge, source, latest, &hand->arena, &cli->diagnostics, profile) ? profile : NULL;
}

struct pl_profile *pl_cli_load_in(struct pl_cli *cli, const char *path, struct pl_hand *hand)
{
    struct pl_profile *profile = pl_cli_read(cli, path, hand);
    bool refused = cli->values[PL_OPTION_STRICT] != NULL && cli->diagnostics.warnings > 0;
    return refused ? NULL : profile;
}

struct pl_profile *pl_cli_load(struct pl_cli *cli, const char *path)
{
    return pl_cli_load_in(cli, path, &cli->hands[0]);
}

enum pl_language pl_cli_language(const struct pl_cli *cli, const struct pl_profile *profile)
{
    const char *given = cli->values[PL_OPTION_LANG];
    if (given == NULL && profile != NULL) {
        const struct pl_field *field = &cli->knowledge->fields[cli->knowledge->facts[PL_FACT_LANGUAGE]];
        uint32_t choice = pl_cell_choice(pl_profile_cell(profile, PL_FACT_LANGUAGE));
        given = choice == PL_NONE ? NULL : pl_field_value_id(cli->knowledge, field, choice);
    }
    return given != NULL && strcmp(given, "en") == 0 ? PL_EN : PL_FR;
}

/* Hands a file to the desktop, and does not wait for it: the one program that this one ever runs. */
static void open_page(struct pl_cli *cli, const char *path)
{
    struct pl_buffer whole = {0}; /* a name that starts with a dash is no option then */
    pl_buffer_add_text(&whole, *path == '/' ? "" : "./");
    pl_buffer_add_text(&whole, path);
    char opener[] = "xdg-open";
    char *arguments[] = {opener, whole.data, NULL};
    posix_spawn_file_actions_t quiet;
    pid_t child = 0;
    int fault = posix_spawn_file_actions_init(&quiet);
    for (int i = STDIN_FILENO; fault == 0 && i <= STDERR_FILENO; i++) {
        fault = posix_spawn_file_actions_addopen(&quiet, i, "/dev/null", O_RDWR, 0);
    }
    fault = fault == 0 ? posix_spawnp(&child, opener, &quiet, NULL, arguments, environ) : fault;
    if (fault != 0) {
        pl_diagnose(&cli->diagnostics, PL_E011, (struct pl_place){0}, path, pl_system_fault(fault, cli->language),
                    (const char *)NULL);
        pl_cli_raise_status(cli, &cli->diagnostics);
    }
    posix_spawn_file_actions_destroy(&quiet);
    pl_buffer_done(&whole);
}

/* Whether --open has a page to open: a file, in HTML. */
static bool can_open(struct pl_cli *cli)
{
    const char *path = cli->values[PL_OPTION_OUTPUT];
    const char *format = cli->values[PL_OPTION_FORMAT];
    bool writes_page =
        (cli->command->options >> PL_OPTION_FORMAT & 1) == 0 || (format != NULL && strcmp(format, "html") == 0);
    if (cli->values[PL_OPTION_OPEN] == NULL || (path != NULL && strcmp(path, "-") != 0 && writes_page)) {
        return true;
    }
    pl_cli_usage(cli, PL_C070, NULL, NULL);
    return false;
}

/* Writes the product: to --output whole or not at all, else to standard output. Without a product nothing is touched.
 */
static void deliver(struct pl_cli *cli)
{
    const char *path = cli->values[PL_OPTION_OUTPUT];
    if (cli->out.failed) {
        pl_diagnose(&cli->diagnostics, PL_E004, (struct pl_place){0}, (const char *)NULL);
        return;
    }
    if (cli->out.length == 0) {
        return;
    }
    enum pl_put put =
        pl_file_write(path == NULL ? "-" : path, pl_buffer_text(&cli->out), cli->out.length, &cli->diagnostics);
    cli->status = put == PL_PUT_CUT ? PL_EXIT_CUT : cli->status;
    if (cli->values[PL_OPTION_OPEN] != NULL && path != NULL && (put == PL_PUT_WRITTEN || put == PL_PUT_SAME)) {
        open_page(cli, path);
    }
}

void pl_cli_add(struct pl_cli *cli, const char *text)
{
    pl_buffer_add_text(&cli->out, text);
}

int pl_command_version(struct pl_cli *cli)
{
    pl_cli_add(cli, "planner " PL_VERSION "\n");
    return PL_EXIT_DONE;
}

static int run(struct pl_cli *cli)
{
    if (cli->values[PL_OPTION_VERSION] != NULL) {
        return pl_command_version(cli);
    }
    if (cli->values[PL_OPTION_HELP] != NULL) {
        pl_help_print(cli, cli->command);
        return PL_EXIT_DONE;
    }
    return can_open(cli) && set_outputs(cli) && pl_cli_prepare(cli) ? cli->command->run(cli)
                                                                    : PL_EXIT_DONE; /* the diagnostics raise it */
}

void pl_cli_done(struct pl_cli *cli)
{
    pl_loaded_free(cli->loaded);
    pl_diagnostics_done(&cli->diagnostics);
    pl_reads_done(&cli->reads);
    pl_arena_done(&cli->arguments);
    for (size_t i = 0; i < sizeof cli->hands / sizeof *cli->hands; i++) {
        pl_arena_done(&cli->hands[i].arena);
        pl_buffer_done(&cli->hands[i].text);
    }
    pl_buffer_done(&cli->template);
    pl_buffer_done(&cli->out);
    pl_buffer_done(&cli->closing);
}

int pl_cli_main(int argc, char **argv)
{
    /* A stream that was closed before would lend its number to the next file opened, and messages would end up in it.
     * What stands in for it can neither be read nor written. */
    for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++) {
        if (fcntl(i, F_GETFD) < 0) {
            (void)open("/dev/null",
                       i == STDIN_FILENO ? O_WRONLY : O_RDONLY); /* takes the lowest number free: this one */
        }
    }
    struct pl_cli cli = {.language = message_language()};
    cli.diagnostics.language = cli.language;
    signal(SIGPIPE,
           SIG_IGN); /* a reader that goes away ends the run in order, with the status that a shell would show */
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of writing like any other */
    bool parsed = pl_cli_parse(&cli, argc, argv);
    cli.colour = wants_colour(&cli);
    int status = parsed ? run(&cli) : PL_EXIT_USAGE;
    cli.status = status > cli.status ? status : cli.status;
    pl_cli_raise_status(&cli, &cli.diagnostics);
    if (parsed && (cli.status == PL_EXIT_DONE || cli.out.length > 0)) {
        deliver(&cli);
    }
    pl_cli_raise_status(&cli, &cli.diagnostics);
    if (cli.draft != NULL && cli.status == PL_EXIT_DONE) {
        (void)unlink(cli.draft);
    }
    pl_cli_flush_diagnostics(&cli);
    status = cli.status;
    if (status == PL_EXIT_DONE && cli.values[PL_OPTION_QUIET] == NULL) {
        (void)pl_write_all(STDERR_FILENO, pl_buffer_text(&cli.closing), cli.closing.length);
    }
    pl_cli_done(&cli);
    return status;
}
