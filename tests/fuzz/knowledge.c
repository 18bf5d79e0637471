/* SPDX-License-Identifier: MIT
 * The loader of knowledge, and all that reads what it accepts. An input is several files of a folder: a line
 * `# rules/readiness.yaml` begins a file that takes the place of the one of that name in src/knowledge or comes beside
 * it,
 * `# without rules/duties.yaml` takes one away; what stands before the first such line goes where the size of the input
 * chooses. Knowledge that is accepted must plan profiles, write them in every format, compare editions and days,
 * explain any item and answer `knowledge …` without a fault. Runs from the root of the repository; src/load/loader.c is
 * included for its parts.
 */
#include "load/loader.c"

#include "cli/cli.h"
#include "engine/compare.h"
#include "engine/planning.h"
#include "fuzz.h"
#include "report/report.h"

static const char folder[] = "src/knowledge";
static struct pl_loaded base; /* the files as they are */
static struct pl_diagnostics base_diagnostics = {.language = PL_EN};

/* ---- files of a folder ------------------------------------------------------------------------------------- */

static bool is_of_some_part(struct pl_view name)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t length = parts[i].name == NULL ? 0 : strlen(parts[i].name);
        bool fits = length > 0 && (parts[i].name[length - 1] == '/' ? pl_view_starts(name, parts[i].name) && name.length > length + 5
                                                                      : pl_view_is(name, parts[i].name));
        if (fits) {
            return true;
        }
    }
    return false;
}

/* The name in a line that begins a file; empty in any other. */
static struct pl_view name_in(struct pl_view line, bool *out_without)
{
    static const char marks[][12] = {"# without ", "# "};
    for (size_t i = 0; i < 2; i++) {
        size_t length = strlen(marks[i]);
        struct pl_view name = {line.text + length, line.length - length};
        if (pl_view_starts(line, marks[i]) && name.length > 5 && memcmp(name.text + name.length - 5, ".yaml", 5) == 0 &&
            memchr(name.text, '\0', name.length) == NULL && is_of_some_part(name)) {
            *out_without = i == 0;
            return name;
        }
    }
    return (struct pl_view){"", 0};
}

static size_t position_of(const struct pl_loaded *loaded, struct pl_view name)
{
    size_t i = 0;
    while (i < loaded->count && !pl_view_is(name, loaded->files[i].source->name + sizeof folder)) {
        i++;
    }
    return i;
}

/* Puts a file into the folder as read_file() does; false if it cannot be read or is one too many. */
static bool put(struct pl_loaded *loaded, struct pl_view name, struct pl_view text, struct pl_diagnostics *diagnostics)
{
    size_t at = position_of(loaded, name);
    if (at == loaded->count && !pl_build_within_at(&loaded->build, (struct pl_place){0}, PL_LIMIT_FILES, loaded->count + 1)) {
        return false;
    }
    struct pl_buffer path = {0};
    pl_buffer_add_text(&path, folder);
    pl_buffer_add_char(&path, '/');
    pl_buffer_add(&path, name.text, name.length);
    struct pl_source *source = pl_arena_alloc(&diagnostics->arena, sizeof *source);
    *source = (struct pl_source){pl_arena_copy(&diagnostics->arena, path.data, path.length),
                                 {pl_arena_copy(&diagnostics->arena, text.text, text.length), text.length},
                                 0};
    pl_buffer_done(&path);
    const struct pl_node *root = pl_yaml_parse(source, &loaded->arena, diagnostics);
    fuzz_require(root != NULL || diagnostics->errors > 0, "what cannot be read is said");
    loaded->files[at] = (struct file){source, root};
    loaded->count += at == loaded->count;
    return root != NULL;
}

/* A file that is taken away: one that must be there is missing as if it could not be read. */
static bool take_away(struct pl_loaded *loaded, struct pl_view name)
{
    size_t at = position_of(loaded, name);
    if (at == loaded->count) {
        return true;
    }
    bool in_folder = memchr(name.text, '/', name.length) != NULL;
    memmove(&loaded->files[at], &loaded->files[at + 1], (loaded->count - at - 1) * sizeof *loaded->files);
    loaded->count--;
    return in_folder;
}

/* The files of an input in the place of those that are there. */
static bool read_input(struct pl_loaded *loaded, struct pl_view input, struct pl_diagnostics *diagnostics, bool *out_missing)
{
    const char *chosen = base.files[input.length % base.count].source->name + sizeof folder;
    struct pl_view name = pl_view_of(chosen);
    struct pl_view text = {input.text, 0};
    bool begun = false;
    bool without = false;
    bool ok = true;
    while (ok && input.length > 0) {
        const char *end = memchr(input.text, '\n', input.length);
        struct pl_view line = {input.text, end == NULL ? input.length : (size_t)(end - input.text)};
        bool next_without = false;
        struct pl_view next = name_in(line, &next_without);
        size_t taken = line.length + (end != NULL);
        input = (struct pl_view){input.text + taken, input.length - taken};
        if (next.length == 0) {
            text.length += taken;
            continue;
        }
        ok = (!begun && text.length == 0) || without || put(loaded, name, text, diagnostics);
        if (next_without && !take_away(loaded, next)) {
            *out_missing = true;
        }
        name = next;
        text = (struct pl_view){input.text, 0};
        begun = true;
        without = next_without;
    }
    return ok && (without || put(loaded, name, text, diagnostics));
}

/* ---- what reads the knowledge ------------------------------------------------------------------------------ */

/* A command as it is typed, over this knowledge. */
static void run_command(const struct pl_knowledge *k, enum pl_language language, uint32_t edition, const char *const *words)
{
    struct pl_cli cli = {.language = language, .knowledge = k, .today = 20780, .other_today = 20780};
    struct pl_buffer messages = {0};
    char *argv[8] = {NULL};
    int argc = 0;
    argv[argc++] = pl_arena_copy(&cli.arguments, "planner", 7);
    for (; *words != NULL; words++) {
        argv[argc++] = pl_arena_copy(&cli.arguments, *words, strlen(*words));
    }
    cli.diagnostics.language = language;
    cli.edition = edition;
    cli.other_edition = k->editions_count - 1;
    if (pl_cli_parse(&cli, argc, argv)) {
        cli.pairs = strcmp(cli.command->name, "compare") == 0 && cli.operands_count == 1 ? 1u << PL_OPTION_EDITION : 0;
        int status = cli.command->run(&cli);
        fuzz_require(status >= PL_EXIT_DONE && status <= PL_EXIT_SYSTEM, "the status is one of four");
        fuzz_require(!cli.out.failed, "the result is not too long");
        fuzz_check_text(pl_buffer_text(&cli.out), cli.out.length, argv[1]);
    }
    fuzz_print(&cli.diagnostics, &messages);
    pl_buffer_done(&messages);
    pl_diagnostics_done(&cli.diagnostics);
    pl_arena_done(&cli.arguments);
    for (size_t i = 0; i < sizeof cli.hands / sizeof *cli.hands; i++) {
        pl_arena_done(&cli.hands[i].arena);
        pl_buffer_done(&cli.hands[i].text);
    }
    pl_buffer_done(&cli.out);
}

/* Some identifier of any sort. */
static const char *draw_id(const struct pl_knowledge *k, uint32_t number)
{
    uint32_t citations = k->claims_count + k->origins_count;
    uint32_t rank = number / 4;
    switch (number % 4) {
    case 0:
        return k->rules_count == 0 ? "no-rule" : pl_text(k, k->rules[k->rules_count - 1 - rank % k->rules_count].id);
    case 1:
        return k->platforms_count == 0 ? "no-platform" : pl_text(k, k->platforms[rank % k->platforms_count].id);
    case 2:
        return pl_text(k, k->fields[rank % k->fields_count].id);
    default:
        return citations == 0 ? "no-citation" : pl_citation_id(k, rank % citations);
    }
}

static void run_commands(const struct pl_knowledge *k, uint32_t hash)
{
    static const char *const towns[] = {"examples/ville.yaml", "examples/minimal.yaml", "tests/data/eight-steps.yaml"};
    const char *town = towns[hash / 64 % 3];
    const char *format = hash & 1 ? "json" : "md";
    const char *id = draw_id(k, hash / 256);
    const char *commands[][6] = {
        {"why", town, id},          {"next", "-f", format, town},  {"compare", "-f", format, town},
        {"compare", town, towns[hash / 8 % 3]}, {"chain", "-f", format, town}, {"knowledge", "check"},
        {"knowledge", "show", id, "-f", format}, {"knowledge", "list", "-f", format}, {"knowledge", "test"},
        {"knowledge", "coverage"},  {"knowledge", "sources", "-f", format}, {"knowledge", "reference"},
        {"knowledge", "messages"},  {"why", town},                 {"schema"},
    };
    size_t count = sizeof commands / sizeof *commands;
    for (size_t i = 0; i < count; i++) {
        if (fuzz_thorough || i == hash % count || i == hash / 16 % count) {
            run_command(k, hash / 2 % 2 ? PL_FR : PL_EN, hash / 4 % k->editions_count, commands[i]);
        }
    }
}

/* A profile that any knowledge can read, or not: both must pass. */
static void use(const struct pl_knowledge *k, uint32_t hash)
{
    static const char text[] = "name: Ville\nkind: commune\npopulation: 15200\ngoals: [visibility, dialogue]\n"
                               "internal: {letting_go: hesitant}\nmeans: {hours_per_week: 6}\nvalidation_chain:\n"
                               "  - {by: author, delay: 2h}\n  - {by: cabinet, delay: 2d}\n"
                               "presence: {accounts: [{platform: facebook, owner: official, followers: 2000000000}]}\n";
    struct pl_arena arena = {0};
    struct pl_diagnostics diagnostics = {.language = PL_FR};
    struct pl_source source = {"town.yaml", {text, sizeof text - 1}, 0};
    struct pl_profile profile;
    struct pl_buffer messages = {0};
    bool ok = pl_profile_load(k, &source, 20780, &arena, &diagnostics, &profile);
    fuzz_print(&diagnostics, &messages);
    for (uint32_t edition = 0; ok && edition < k->editions_count; edition++) {
        if (!fuzz_thorough && edition != hash % k->editions_count) {
            continue;
        }
        const struct pl_plan *plan = pl_plan_make(&profile, edition, 20780, &arena);
        for (size_t i = 0; pl_formats[i].name != NULL; i++) {
            struct pl_buffer out = {0};
            fuzz_write(plan, &pl_formats[i], (edition + hash) % 2 ? PL_FR : PL_EN, &out);
            pl_buffer_done(&out);
        }
    }
    pl_buffer_done(&messages);
    pl_diagnostics_done(&diagnostics);
    pl_arena_done(&arena);
    run_commands(k, hash);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (base.count == 0) {
        fuzz_require(read_files(&base, folder, &base_diagnostics),
                     "src/knowledge can be read: run from the root of the repository");
    }
    struct pl_loaded *loaded = pl_must_alloc(sizeof *loaded);
    struct pl_diagnostics diagnostics = {.language = fuzz_hash(data, size) % 2 ? PL_FR : PL_EN};
    struct pl_buffer messages = {0};
    *loaded = (struct pl_loaded){.count = base.count};
    memcpy(loaded->files, base.files, sizeof base.files);
    pl_build_init(&loaded->build, &loaded->arena, &diagnostics);
    bool missing = false;
    bool ok = read_input(loaded, (struct pl_view){(const char *)data, size}, &diagnostics, &missing);
    ok = ok && !missing && settle(loaded, folder);
    fuzz_require(missing || ok == (diagnostics.errors == 0), "knowledge is refused if and only if there is an error");
    fuzz_print(&diagnostics, &messages);
    if (ok) {
        use(pl_loaded_knowledge(loaded), fuzz_hash(data, size));
    }
    pl_loaded_free(loaded);
    pl_diagnostics_done(&diagnostics);
    pl_buffer_done(&messages);
    return 0;
}
