/* SPDX-License-Identifier: MIT
 * The command line: one argument a line. Whatever parses without asking to write files is run as a whole, in a
 * temporary folder that holds `town.yaml`, with both streams caught. FUZZ_SHOW=1 lets standard error through, to see
 * what a sanitizer says.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"
#include "fuzz.h"


enum { ARGUMENTS_MAX = 24 };

struct arguments {
    struct pl_buffer text;
    char *argv[ARGUMENTS_MAX + 1];
    int argc;
};

static char folder[256];
static int home = -1;

static void remove_folder(void)
{
    if (fchdir(home) == 0) {
        char path[300] = "";
        strcat(strcpy(path, folder), "/town.yaml");
        unlink(path);
        rmdir(folder);
    }
}

static void enter_folder(void)
{
    static const char town[] = "name: Ville\nkind: commune\npopulation: 15200\ngoals: "
                               "[visibility]\nvalidation_chain:\n  - {by: author, delay: 2h}\n";
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    if (home < 0) {
        const char *base = getenv("TMPDIR");
        strcat(strncpy(folder, base != NULL && strlen(base) < 200 ? base : "/tmp", 200), "/planner-fuzz.XXXXXX");
        home = open(".", O_RDONLY | O_DIRECTORY);
        fuzz_require(home >= 0 && mkdtemp(folder) != NULL && chdir(folder) == 0, "there is a temporary folder");
        fuzz_require(pl_file_write("town.yaml", town, strlen(town), &diagnostics) == PL_PUT_WRITTEN, "a profile can be written");
        atexit(remove_folder);
        setenv("SOURCE_DATE_EPOCH", "1795392000", 1);
        setenv("NO_COLOR", "1", 1);
    }
    fuzz_require(chdir(folder) == 0, "the temporary folder is there");
    pl_diagnostics_done(&diagnostics);
}

static void split(struct arguments *arguments, const uint8_t *data, size_t size)
{
    static char program[] = "planner";
    *arguments = (struct arguments){.argc = 1};
    arguments->argv[0] = program;
    pl_buffer_add(&arguments->text, (const char *)data, size);
    pl_buffer_add_char(&arguments->text, '\0');
    char *text = arguments->text.data;
    for (size_t at = 0; at < size && arguments->argc < ARGUMENTS_MAX;) {
        arguments->argv[arguments->argc++] = text + at;
        at += strcspn(text + at, "\n");
        text[at++] = '\0';
    }
    arguments->argv[arguments->argc] = NULL;
}

/* Nothing is written but to the streams, and nothing outside the folder is read. */
static bool may_run(const struct arguments *arguments, const struct pl_cli *cli)
{
    bool writes = cli->command == pl_cli_find_command("batch");
    for (int i = 1; i < arguments->argc; i++) {
        writes = writes || strchr(arguments->argv[i], '/') != NULL || strstr(arguments->argv[i], "..") != NULL;
    }
    return !writes && cli->values[PL_OPTION_OUTPUT] == NULL && cli->values[PL_OPTION_DIRECTORY] == NULL &&
           cli->values[PL_OPTION_SUMMARY] == NULL && cli->values[PL_OPTION_KNOWLEDGE] == NULL;
}

static bool parse(const struct arguments *arguments, enum pl_language language, struct pl_buffer *messages)
{
    struct pl_cli cli = {.language = language};
    char *argv[ARGUMENTS_MAX + 1];
    memcpy(argv, arguments->argv, sizeof argv);
    cli.diagnostics.language = language;
    bool ok = pl_cli_parse(&cli, arguments->argc, argv);
    fuzz_require(ok == (cli.diagnostics.errors == 0), "arguments are refused if and only if there is an error");
    fuzz_print(&cli.diagnostics, messages);
    bool help = cli.values[PL_OPTION_HELP] != NULL || cli.values[PL_OPTION_VERSION] != NULL;
    if (ok && !help) {
        fuzz_require(cli.command != NULL && cli.operands_count >= cli.command->operands_min &&
                         cli.operands_count <= cli.command->operands_max,
                     "a command gets as many operands as it takes");
    }
    ok = ok && may_run(arguments, &cli);
    pl_diagnostics_done(&cli.diagnostics);
    pl_arena_done(&cli.arguments);
    return ok;
}

/* ---- a whole run ------------------------------------------------------------------------------------------- */

static int open_unnamed(void)
{
    char name[] = "caught.XXXXXX";
    int descriptor = mkstemp(name);
    fuzz_require(descriptor >= 0 && unlink(name) == 0, "a stream can be caught");
    return descriptor;
}

static void take_back(int descriptor, struct pl_buffer *out)
{
    char chunk[4096];
    fuzz_require(lseek(descriptor, 0, SEEK_SET) == 0, "a stream can be read back");
    for (ssize_t got = 0; (got = read(descriptor, chunk, sizeof chunk)) > 0;) {
        pl_buffer_add(out, chunk, (size_t)got);
    }
    close(descriptor);
}

/* `streams`: standard output and error. */
static int run(const struct arguments *arguments, struct pl_buffer streams[2])
{
    char *argv[ARGUMENTS_MAX + 1];
    int kept[3];
    int caught[2] = {open_unnamed(), open_unnamed()};
    int nothing = open("/dev/null", O_RDONLY);
    memcpy(argv, arguments->argv, sizeof argv);
    for (int i = 0; i < 3; i++) {
        kept[i] = fcntl(i, F_DUPFD_CLOEXEC, 10);
    }
    dup2(nothing, 0);
    dup2(caught[0], 1);
    if (getenv("FUZZ_SHOW") == NULL) {
        dup2(caught[1], 2);
    }
    int status = pl_cli_main(arguments->argc, argv);
    for (int i = 0; i < 3; i++) {
        if (kept[i] >= 0) {
            dup2(kept[i], i);
            close(kept[i]);
        }
    }
    close(nothing);
    take_back(caught[0], &streams[0]);
    take_back(caught[1], &streams[1]);
    return status;
}

static void run_twice(const struct arguments *arguments)
{
    struct pl_buffer streams[2][2] = {{{0}, {0}}, {{0}, {0}}};
    int status = run(arguments, streams[0]);
    fuzz_require(run(arguments, streams[1]) == status, "two runs end with the same status");
    fuzz_require(status >= 0 && status <= 3, "the status is one of four");
    fuzz_require(status == 0 || streams[0][1].length > 0 || getenv("FUZZ_SHOW") != NULL, "a failure is said");
    for (int i = 0; i < 2; i++) {
        fuzz_check_text(pl_buffer_text(&streams[0][i]), streams[0][i].length,
                        i == 0 ? "standard output" : "standard error");
        fuzz_same(&streams[0][i], &streams[1][i], "two runs print the same");
        pl_buffer_done(&streams[0][i]);
        pl_buffer_done(&streams[1][i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arguments arguments;
    struct pl_buffer messages[2] = {{0}, {0}};
    uint32_t hash = fuzz_hash(data, size);
    split(&arguments, data, size);
    bool may = parse(&arguments, hash % 2 ? PL_FR : PL_EN, &messages[0]);
    parse(&arguments, hash % 2 ? PL_FR : PL_EN, &messages[1]);
    fuzz_same(&messages[0], &messages[1], "two runs give the same messages");
    if (may) {
        enter_folder();
        setenv("LC_ALL", hash % 2 ? "fr_FR.UTF-8" : "C.UTF-8", 1);
        run_twice(&arguments);
        fuzz_require(fchdir(home) == 0, "there is a way back");
    }
    pl_buffer_done(&messages[0]);
    pl_buffer_done(&messages[1]);
    pl_buffer_done(&arguments.text);
    return 0;
}
