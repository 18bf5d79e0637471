/* SPDX-License-Identifier: MIT
 * The loader of knowledge: one file of src/knowledge is replaced by the bytes, the others are read once. The first line
 * may name the file in a comment (`# rules/readiness.yaml`); else the size of the input chooses. Knowledge that is
 * accepted must plan and write a profile without a fault. Runs from the root of the repository; src/model/loader.c is
 * included for its parts.
 */
#include "model/loader.c"

#include "engine/planning.h"
#include "fuzz.h"
#include "report/report.h"

static const char folder[] = "src/knowledge";
static struct pl_loaded base; /* the files as they are */
static struct pl_diagnostics base_diagnostics = {.language = PL_EN};

static size_t choose_file(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < base.count; i++) {
        const char *name = base.files[i].source->name + sizeof folder;
        size_t length = strlen(name);
        if (size > length + 2 && memcmp(data, "# ", 2) == 0 && memcmp(data + 2, name, length) == 0 &&
            data[length + 2] == '\n') {
            return i;
        }
    }
    return size % base.count;
}

/* A profile that any knowledge can read, or not: both must pass. */
static void use(const struct pl_knowledge *k)
{
    static const char text[] = "name: Ville\nkind: commune\npopulation: 15200\ngoals: [visibility, dialogue]\n"
                               "internal: {letting_go: hesitant}\nvalidation_chain:\n  - {by: author, delay: 2h}\n  - "
                               "{by: cabinet, delay: 2d}\n";
    struct pl_arena arena = {0};
    struct pl_diagnostics diagnostics = {.language = PL_FR};
    struct pl_source source = {"town.yaml", {text, sizeof text - 1}, 0};
    struct pl_profile profile;
    struct pl_buffer messages = {0};
    bool ok = pl_profile_load(k, &source, 20780, &arena, &diagnostics, &profile);
    fuzz_print(&diagnostics, &messages);
    for (uint32_t edition = 0; ok && edition < k->editions_count; edition++) {
        const struct pl_plan *plan = pl_plan_make(&profile, edition, 20780, &arena);
        for (size_t i = 0; pl_formats[i].name != NULL; i++) {
            struct pl_report_options options = {
                .language = edition % 2 ? PL_FR : PL_EN, .heading_level = 1, .version = "0"};
            struct pl_buffer out = {0};
            pl_formats[i].write(plan, &options, &out);
            fuzz_check_text(pl_buffer_text(&out), out.length, pl_formats[i].name);
            pl_buffer_done(&out);
        }
    }
    pl_buffer_done(&messages);
    pl_diagnostics_done(&diagnostics);
    pl_arena_done(&arena);
}

/* As pl_knowledge_load() once the files are read. */
static bool load(struct pl_loaded *loaded)
{
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof parts / sizeof *parts; i++) {
        ok = load_part(loaded, folder, &parts[i]);
    }
    ok = ok && pl_build_resolve(&loaded->build) && pl_load_finish(&loaded->build);
    if (ok) {
        shorten_names(loaded, folder);
        set_hash(loaded, folder);
        pl_build_refresh(&loaded->build);
    }
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (base.count == 0) {
        fuzz_require(read_files(&base, folder, &base_diagnostics),
                     "src/knowledge can be read: run from the root of the repository");
    }
    struct pl_loaded *loaded = pl_must_alloc(sizeof *loaded);
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_buffer messages = {0};
    *loaded = (struct pl_loaded){.count = base.count};
    memcpy(loaded->files, base.files, sizeof base.files);
    pl_build_init(&loaded->build, &loaded->arena, &diagnostics);
    size_t chosen = choose_file(data, size);
    struct pl_source source = {
        base.files[chosen].source->name, {pl_arena_copy(&loaded->arena, (const char *)data, size), size}, 0};
    loaded->files[chosen] = (struct file){&source, pl_yaml_parse(&source, &loaded->arena, &diagnostics)};
    fuzz_require(loaded->files[chosen].root != NULL || diagnostics.errors > 0, "what cannot be read is said");
    bool ok = loaded->files[chosen].root != NULL && load(loaded);
    fuzz_require(ok == (diagnostics.errors == 0), "knowledge is refused if and only if there is an error");
    fuzz_print(&diagnostics, &messages);
    if (ok) {
        use(pl_loaded_knowledge(loaded));
    }
    pl_loaded_free(loaded);
    pl_diagnostics_done(&diagnostics);
    pl_buffer_done(&messages);
    return 0;
}
