/* SPDX-License-Identifier: MIT
 * batch: several towns, one report each, and a summary.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"
#include "cli/batch.h"
#include "cli/defaults.h"

enum { FOLDER_MAX = 200000, JOBS_MAX = 64 };

struct inputs {
    struct pl_batch_input *items;
    size_t count, capacity;
};

static void add_input(struct inputs *inputs, const char *path, struct pl_identity identity)
{
    if (inputs->count == inputs->capacity) {
        inputs->capacity = inputs->capacity == 0 ? 64 : inputs->capacity * 2;
        inputs->items = pl_must_realloc(inputs->items, inputs->capacity * sizeof *inputs->items);
    }
    inputs->items[inputs->count++] = (struct pl_batch_input){path, identity};
}

/* The folder whose planner.yaml an operand stands for: it, or the file itself; NULL: none. */
static const char *defaults_of(struct pl_cli *cli, const char *operand)
{
    const char *folder = pl_defaults_folder(cli, operand);
    bool is_folder = strcmp(operand, "-") != 0 && pl_file_identify(operand).kind == PL_FOLDER;
    return folder == NULL && is_folder ? operand : folder;
}

/* The *.yaml and *.yml of a folder, sorted. */
static void add_folder(struct pl_cli *cli, struct inputs *inputs, const char *folder)
{
    static const char *const suffixes[] = {".yaml", ".yml", NULL};
    const char **names = pl_arena_array(&cli->arguments, FOLDER_MAX, sizeof *names);
    struct pl_identity *identities = NULL;
    size_t count = 0;
    bool listed =
        pl_file_list(folder, "", suffixes, &cli->arguments, names, &identities, FOLDER_MAX, &count, &cli->diagnostics);
    if (listed && (count == 0 || count > FOLDER_MAX)) {
        pl_diagnose(&cli->diagnostics, count == 0 ? PL_P064 : PL_E007, (struct pl_place){0}, folder,
                    (const char *)NULL);
        count = 0;
    }
    bool alone = count == 1 && strcmp(names[0], pl_defaults_name) == 0;
    if (alone) {
        pl_diagnose(&cli->diagnostics, PL_P064, (struct pl_place){0}, folder, (const char *)NULL);
    }
    for (size_t i = 0; i < count; i++) {
        struct pl_buffer path = {0};
        if (strcmp(names[i], pl_defaults_name) == 0) {
            continue; /* it is no profile */
        }
        pl_path_add(&path, folder, names[i]);
        add_input(inputs, pl_arena_copy(&cli->arguments, path.data, path.length), identities[i]);
        pl_buffer_done(&path);
    }
}

/* A file that was given before, under whatever name, counts once. */
static void drop_doubles(struct pl_cli *cli, struct inputs *inputs)
{
    size_t kept = 0;
    pl_reads_settle(&cli->reads);
    for (size_t i = 0; i < inputs->count; i++) {
        const char *path = inputs->items[i].path;
        struct pl_identity identity = inputs->items[i].identity;
        const struct pl_read *first = pl_reads_find(&cli->reads, identity);
        if (first != NULL && first->path != path && (identity.kind == PL_FILE || identity.kind == PL_PIPE)) {
            pl_diagnose(&cli->diagnostics, PL_P063, (struct pl_place){0}, path, first->path, (const char *)NULL);
        } else {
            inputs->items[kept++] = inputs->items[i];
        }
    }
    inputs->count = kept;
}

/* False if an output would replace one of them. */
static bool list_inputs(struct pl_cli *cli, struct inputs *inputs)
{
    bool spared = true;
    for (int i = 0; i < cli->operands_count; i++) {
        const char *operand = cli->operands[i];
        struct pl_identity identity = pl_file_identify(operand);
        if (strcmp(operand, "-") != 0 && identity.kind == PL_FOLDER) {
            add_folder(cli, inputs, operand);
        } else if (defaults_of(cli, operand) == NULL) {
            add_input(inputs, operand, identity);
        }
    }
    for (size_t i = 0; spared && i < inputs->count; i++) {
        spared = pl_cli_reads_file(cli, inputs->items[i].path, inputs->items[i].identity);
    }
    drop_doubles(cli, inputs);
    return spared;
}

/* The format of the summary: --summary-format, else what the end of its name says. */
static bool find_summary_format(struct pl_cli *cli, struct pl_batch_options *options)
{
    const char *given = cli->values[PL_OPTION_SUMMARY_FORMAT];
    const char *dot = options->summary == NULL ? NULL : strrchr(options->summary, '.');
    const char *word = given != NULL ? given : dot == NULL ? "" : dot + 1;
    options->summary_format = (enum pl_summary_format)pl_cli_position(pl_summary_words, word);
    if (options->summary != NULL && options->summary_format == PL_SUMMARY_FORMATS) {
        pl_cli_usage(cli, PL_C020, options->summary, NULL);
        return false;
    }
    return true;
}

static bool find_jobs(struct pl_cli *cli, struct pl_batch_options *options)
{
    const char *given = cli->values[PL_OPTION_JOBS];
    int64_t jobs = sysconf(_SC_NPROCESSORS_ONLN);
    if (given != NULL && (pl_number_parse(pl_view_of(given), &jobs) != PL_NUMBER_OK || jobs < 1 || jobs > JOBS_MAX)) {
        pl_cli_usage(cli, PL_C021, given, NULL);
        return false;
    }
    options->jobs = (unsigned)(jobs < 1 ? 1 : jobs > JOBS_MAX ? JOBS_MAX : jobs);
    return true;
}

static void say_counts(struct pl_cli *cli, const struct pl_batch_counts *counts)
{
    bool french = cli->language == PL_FR;
    static const char *const words[PL_OUTCOMES][3] = {
        [PL_OUTCOME_DONE] = {"done", "fait", "faits"},
        [PL_OUTCOME_UNCHANGED] = {"unchanged", "inchangé", "inchangés"},
        [PL_OUTCOME_ERRORS] = {"with errors", "en erreur", "en erreur"},
        [PL_OUTCOME_UNREADABLE] = {"unreadable", "illisible", "illisibles"},
        [PL_OUTCOME_NOT_WRITTEN] = {"not written", "non écrit", "non écrits"},
    };
    struct pl_buffer line = {0};
    pl_buffer_add_text(&line, "planner: ");
    for (size_t i = 0; i < PL_OUTCOMES; i++) {
        uint32_t towns = counts->towns[i];
        if (i == 0 || towns > 0) {
            pl_buffer_add_text(&line, i > 0 ? ", " : "");
            pl_buffer_add_number(&line, towns, "");
            pl_buffer_add_char(&line, ' ');
            pl_buffer_add_text(&line, words[i][!french ? 0 : towns > 1 ? 2 : 1]);
        }
    }
    pl_buffer_add_text(&line, !counts->interrupted ? "\n" : french ? " (interrompu)\n" : " (interrupted)\n");
    (void)pl_write_all(STDERR_FILENO, line.data, line.length);
    pl_buffer_done(&line);
}

/* What the folders say that holds for all; false after diagnostics. One of them may say it. */
static bool read_defaults(struct pl_cli *cli, struct pl_batch_options *options)
{
    const char *said = NULL;
    bool ok = true;
    for (int i = 0; i < cli->operands_count && ok; i++) {
        const char *folder = defaults_of(cli, cli->operands[i]);
        struct pl_view text = {NULL, 0};
        if (folder != NULL) {
            ok = pl_defaults_read(cli, folder, &options->common, &text);
        }
        if (text.text != NULL && said != NULL) {
            pl_cli_usage(cli, PL_C078, said, folder);
            ok = false;
        }
        said = text.text != NULL ? folder : said;
        options->defaults = text.text != NULL ? text : options->defaults;
    }
    return ok && (said == NULL || pl_cli_settle(cli));
}

int pl_command_batch(struct pl_cli *cli)
{
    struct inputs inputs = {0};
    struct pl_batch_options options = {
        .folder = cli->values[PL_OPTION_DIRECTORY],
        .archive = cli->values[PL_OPTION_ARCHIVE],
        .force = cli->values[PL_OPTION_FORCE] != NULL,
        .summary = cli->values[PL_OPTION_SUMMARY],
        .progress = cli->values[PL_OPTION_QUIET] == NULL && isatty(STDERR_FILENO),
    };
    if (!read_defaults(cli, &options)) {
        return PL_EXIT_DONE; /* the diagnostics raise it */
    }
    options.language = pl_cli_language(cli, NULL);
    if (!pl_cli_wanted(cli, &options.wanted)) {
        return PL_EXIT_USAGE;
    }
    if (options.folder != NULL && options.archive != NULL) {
        return pl_cli_usage(cli, PL_C052, "directory", "archive");
    }
    if (options.archive != NULL && options.wanted.format->is_binary) {
        return pl_cli_usage(cli, PL_C026, "--archive", options.wanted.format->name);
    }
    if (options.folder == NULL && options.archive == NULL && options.wanted.format->sequence == PL_NEVER_TOGETHER) {
        return pl_cli_usage(cli, PL_C028, options.wanted.format->name, NULL);
    }
    if (!find_summary_format(cli, &options) || !find_jobs(cli, &options)) {
        return PL_EXIT_USAGE;
    }
    if (!list_inputs(cli, &inputs)) {
        free(inputs.items);
        return PL_EXIT_USAGE;
    }
    pl_cli_flush_diagnostics(cli);
    struct pl_batch_counts counts = pl_batch_run(cli, inputs.items, inputs.count, &options);
    pl_cli_flush_diagnostics(cli);
    free(inputs.items);
    if (counts.cut) {
        return PL_EXIT_CUT;
    }
    if (cli->values[PL_OPTION_QUIET] == NULL) {
        say_counts(cli, &counts);
    }
    return counts.interrupted ? PL_EXIT_SYSTEM : cli->status;
}
