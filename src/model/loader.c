/* SPDX-License-Identifier: MIT
 * The files of a folder in the order in which they build on each other; see loader.h.
 */
#include "model/loader.h"

#include <stdlib.h>
#include <string.h>

#include <sha2.h>

#include "base/file.h"
#include "base/number.h"
#include "model/load.h"

enum { KEYS = 8 };

/* What each file holds, in reading order. A folder's files are read in the order of their names. */
static const struct part {
    const char *name; /* a file, or a folder when it ends with '/' */
    bool (*load)(struct pl_build *build, const struct pl_node *root);
    const char *keys[KEYS]; /* the keys a file may hold; none: any */
} parts[] = {
    {"vocabulary.yaml", pl_load_vocabulary, {"fields", "derived"}},
    {"catalogues/", pl_load_platforms, {NULL}},
    {NULL, NULL, {NULL}}, /* here the names are settled */
    {"roles.yaml", pl_load_roles, {"roles"}},
    {"claims.yaml", pl_load_claims, {"source", "claims"}},
    {"sources.yaml", pl_load_sources, {"sources"}},
    {"needs.yaml", pl_load_needs, {"needs", "rules"}},
    {"needs.yaml", pl_load_rules, {NULL}},
    {"rules/", pl_load_rules, {"phases", "matters", "rules"}},
    {"catalogues/", pl_load_catalogue, {NULL}},
    {"calendar.yaml", pl_load_calendar, {"complete_from", "others_from", "others_until", "elections"}},
    {"holidays.yaml", pl_load_holidays, {"countries", "holidays"}},
    {"schedule.yaml", pl_load_schedule, {"day_hours", "months", "least_hours", "left_percent", "seasons", "hours"}},
    {"circuit.yaml", pl_load_circuit, {"calendars", "classes", "absences", "edits", "roles"}},
    {"editorial/",
     pl_load_editorial,
     {"edition", "rubrics", "tone", "training", "budget", "messages", "crisis", "channels"}},
    {"labels.yaml", pl_load_labels, {NULL}},
    {"clauses.yaml", pl_load_clauses, {"blanks", "clauses"}},
    {"documents/", pl_load_document, {NULL}},
    {"diagnostics/", pl_load_explanations, {"messages"}},
};

struct file {
    const struct pl_source *source;
    const struct pl_node *root;
};

struct pl_loaded {
    struct pl_build build;
    struct pl_arena arena;
    struct file files[PL_FILES_MAX];
    size_t count, bytes;
};

static struct file *find_file(struct pl_loaded *loaded, const char *folder, const char *name)
{
    size_t skip = strlen(folder) + 1;
    for (size_t i = 0; i < loaded->count; i++) {
        if (strcmp(loaded->files[i].source->name + skip, name) == 0) {
            return &loaded->files[i];
        }
    }
    return NULL;
}

static bool read_file(struct pl_loaded *loaded, const char *folder, const char *name,
                      struct pl_diagnostics *diagnostics)
{
    struct pl_buffer path = {0};
    struct pl_buffer text = {0};
    pl_buffer_add_text(&path, folder);
    pl_buffer_add_char(&path, '/');
    pl_buffer_add_text(&path, name);
    /* Diagnostics may outlive the knowledge that failed to load, so the text is in their arena. */
    char *kept_path = pl_arena_copy(&diagnostics->arena, path.data, path.length);
    bool ok = pl_file_read(kept_path, PL_YAML_MAX_BYTES, &text, diagnostics);
    ok = ok && pl_build_within_at(&loaded->build, (struct pl_place){0}, PL_LIMIT_FILES, loaded->count + 1) &&
         pl_build_within_at(&loaded->build, (struct pl_place){0}, PL_LIMIT_BYTES, loaded->bytes + text.length);
    if (ok) {
        struct file *file = &loaded->files[loaded->count++];
        loaded->bytes += text.length;
        struct pl_source *source = pl_arena_alloc(&diagnostics->arena, sizeof *source);
        *source = (struct pl_source){
            kept_path, {pl_arena_copy(&diagnostics->arena, pl_buffer_text(&text), text.length), text.length}, 0};
        file->source = source;
        file->root = pl_yaml_parse(source, &loaded->arena, diagnostics);
        ok = file->root != NULL;
    }
    pl_buffer_done(&path);
    pl_buffer_done(&text);
    return ok;
}

static bool check_keys(struct pl_loaded *loaded, const struct file *file, const char *const keys[KEYS])
{
    if (file->root->kind != PL_NODE_MAPPING) {
        return pl_build_fail(&loaded->build, file->root, PL_K003, file->source->name, "a mapping");
    }
    bool ok = true;
    for (const struct pl_node *node = file->root->first; keys[0] != NULL && node != NULL; node = node->next) {
        bool known = false;
        for (size_t i = 0; i < KEYS && keys[i] != NULL && !known; i++) {
            known = pl_view_is(node->key->text, keys[i]);
        }
        if (known && pl_node_get(file->root, node->key->text.text) != node) {
            ok = pl_build_fail(&loaded->build, node->key, PL_K005, node->key->text.text, NULL);
        } else if (!known) {
            ok = pl_build_fail(&loaded->build, node->key, PL_K002, node->key->text.text, file->source->name);
        }
    }
    return ok;
}

static bool load_file(struct pl_loaded *loaded, const struct part *part, struct file *file)
{
    if (file == NULL) { /* a part without its file has been said */
        return false;
    }
    loaded->build.source = file->source;
    return check_keys(loaded, file, part->keys) && part->load(&loaded->build, file->root);
}

static bool is_in(const struct pl_source *source, const char *folder, const char *part)
{
    return strncmp(source->name + strlen(folder) + 1, part, strlen(part)) == 0;
}

static bool load_part(struct pl_loaded *loaded, const char *folder, const struct part *part)
{
    if (part->name == NULL && loaded->build.editions.count == 0) {
        return pl_diagnose(loaded->build.diagnostics, PL_K001, (struct pl_place){0}, "catalogues/", folder,
                           (const char *)NULL);
    }
    if (part->name == NULL) {
        return pl_load_names(&loaded->build);
    }
    bool is_folder = part->name[strlen(part->name) - 1] == '/';
    if (!is_folder) {
        return load_file(loaded, part, find_file(loaded, folder, part->name));
    }
    bool ok = true;
    for (size_t i = 0; i < loaded->count; i++) {
        if (is_in(loaded->files[i].source, folder, part->name)) {
            ok = load_file(loaded, part, &loaded->files[i]) && ok;
        }
    }
    return ok;
}

/* The year of a catalogue; 0 where it tells none, which is refused later. */
static int64_t year_of(const struct file *file)
{
    const struct pl_node *node =
        file->root != NULL && file->root->kind == PL_NODE_MAPPING ? pl_node_get(file->root, "edition") : NULL;
    int64_t year = 0;
    return node != NULL && node->kind == PL_NODE_TEXT && pl_number_parse(node->text, &year) == PL_NUMBER_OK ? year : 0;
}

/* Editions are the oldest first whatever their files are called. */
static void sort_catalogues(struct pl_loaded *loaded, const char *folder)
{
    for (size_t i = 1; i < loaded->count; i++) {
        struct file file = loaded->files[i];
        size_t at = i;
        while (at > 0 && is_in(file.source, folder, "catalogues/") &&
               is_in(loaded->files[at - 1].source, folder, "catalogues/") &&
               year_of(&file) < year_of(&loaded->files[at - 1])) {
            loaded->files[at] = loaded->files[at - 1];
            at--;
        }
        loaded->files[at] = file;
    }
}

/* Reads every file that the parts name, each once. */
static bool read_files(struct pl_loaded *loaded, const char *folder, struct pl_diagnostics *diagnostics)
{
    bool ok = true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *name = parts[i].name;
        if (name == NULL || find_file(loaded, folder, name) != NULL) {
            continue;
        }
        if (name[strlen(name) - 1] != '/') {
            ok = read_file(loaded, folder, name, diagnostics) && ok;
            continue;
        }
        static const char *const suffixes[] = {".yaml", NULL};
        const char *names[PL_FILES_MAX];
        size_t count = 0;
        ok = pl_file_list(folder, name, suffixes, &loaded->arena, names, NULL, PL_FILES_MAX, &count, diagnostics) && ok;
        if (!pl_build_within_at(&loaded->build, (struct pl_place){0}, PL_LIMIT_FILES, count)) {
            ok = false;
            count = 0;
        }
        for (size_t n = 0; n < count; n++) {
            if (find_file(loaded, folder, names[n]) == NULL) {
                ok = read_file(loaded, folder, names[n], diagnostics) && ok;
            }
        }
    }
    sort_catalogues(loaded, folder);
    return ok;
}

/* One hash over names and contents, so that any change of the knowledge shows. */
static void set_hash(struct pl_loaded *loaded, const char *folder)
{
    SHA2_CTX context;
    char hexadecimal[SHA256_DIGEST_STRING_LENGTH];
    SHA256Init(&context);
    for (size_t i = 0; i < loaded->count; i++) {
        const struct pl_source *source = loaded->files[i].source;
        const char *name = source->name + strlen(folder) + 1;
        SHA256Update(&context, (const uint8_t *)name, strlen(name) + 1);
        SHA256Update(&context, (const uint8_t *)source->text.text, source->text.length);
    }
    SHA256End(&context, hexadecimal);
    loaded->build.knowledge.sha256 = pl_build_text(&loaded->build, pl_view_of(hexadecimal));
}

/* A name in the tables is relative to the folder, and UTF-8 whatever the names of files are. */
static pl_str shorten(struct pl_loaded *loaded, const char *folder, pl_str file)
{
    struct pl_buffer shown = {0};
    pl_add_visible(&shown, pl_view_of(loaded->build.pool.data + file + strlen(folder) + 1), SIZE_MAX);
    pl_str name = pl_build_text(&loaded->build, pl_view_of(pl_buffer_text(&shown)));
    pl_buffer_done(&shown);
    return name;
}

static void shorten_names(struct pl_loaded *loaded, const char *folder)
{
    for (uint32_t i = 0; i < loaded->build.rules.count; i++) {
        struct pl_rule *rule = pl_vector_at(&loaded->build.rules, i);
        rule->file = shorten(loaded, folder, rule->file);
    }
    for (uint32_t i = 0; i < loaded->build.pieces.count; i++) {
        struct pl_piece *piece = pl_vector_at(&loaded->build.pieces, i);
        piece->file = shorten(loaded, folder, piece->file);
    }
    for (uint32_t i = 0; i < loaded->build.documents.count; i++) {
        struct pl_document *document = pl_vector_at(&loaded->build.documents, i);
        document->file = shorten(loaded, folder, document->file);
    }
}

static int compare_ranks(const void *left, const void *right)
{
    const struct pl_document *a = left;
    const struct pl_document *b = right;
    return a->rank != b->rank ? (a->rank > b->rank) - (a->rank < b->rank) : (a->id > b->id) - (a->id < b->id);
}

/* Sorts the documents by their rank, and looks for those that the program asks for by name. */
static bool has_documents(struct pl_loaded *loaded, const char *folder)
{
    static const char *const asked[] = {"strategy", "full"};
    bool ok = true;
    qsort(loaded->build.documents.data, loaded->build.documents.count, sizeof(struct pl_document), compare_ranks);
    pl_build_refresh(&loaded->build);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        bool found = pl_knowledge_document(&loaded->build.knowledge, asked[i]) != PL_NONE;
        ok = (found || pl_diagnose(loaded->build.diagnostics, PL_K001, (struct pl_place){0}, asked[i], folder,
                                   (const char *)NULL)) &&
             ok;
    }
    return ok;
}

struct pl_loaded *pl_knowledge_load(const char *folder, struct pl_diagnostics *diagnostics)
{
    struct pl_loaded *loaded = pl_must_alloc(sizeof *loaded);
    *loaded = (struct pl_loaded){.count = 0};
    pl_build_init(&loaded->build, &loaded->arena, diagnostics);
    bool ok = read_files(loaded, folder, diagnostics);
    for (size_t i = 0; ok && i < sizeof parts / sizeof *parts; i++) {
        ok = load_part(loaded, folder, &parts[i]);
    }
    ok = ok && has_documents(loaded, folder) && pl_load_explanations_end(&loaded->build) &&
         pl_build_resolve(&loaded->build) && pl_load_finish(&loaded->build);
    if (!ok) {
        pl_loaded_free(loaded);
        return NULL;
    }
    shorten_names(loaded, folder);
    set_hash(loaded, folder);
    pl_build_refresh(&loaded->build);
    return loaded;
}

const struct pl_knowledge *pl_loaded_knowledge(const struct pl_loaded *loaded)
{
    return &loaded->build.knowledge;
}

const char *pl_loaded_file(const struct pl_loaded *loaded, size_t position)
{
    return position < loaded->count ? loaded->files[position].source->name : NULL;
}

void pl_loaded_free(struct pl_loaded *loaded)
{
    if (loaded != NULL) {
        pl_build_done(&loaded->build);
        pl_arena_done(&loaded->arena);
        free(loaded);
    }
}
