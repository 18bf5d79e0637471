/* SPDX-License-Identifier: MIT
 * The files of a folder in the order in which they build on each other; see loader.h.
 */
#include "load/loader.h"

#include <stdlib.h>
#include <string.h>

#include <sha2.h>

#include "base/file.h"
#include "base/number.h"
#include "load/load.h"

/* What each file holds, in reading order. A folder's files are read in the order of their names. */
static const struct part {
    const char *name; /* a file, or a folder when it ends with '/' */
    enum pl_form_id form;
    bool beside; /* no conclusion rests on its conditions */
} parts[] = {
    {"vocabulary.yaml", PL_FORM_VOCABULARY, false},
    {"catalogues/", PL_FORM_EDITION, false},
    {NULL, PL_FORMS, false}, /* here the names are settled */
    {"roles.yaml", PL_FORM_ROLES, false},
    {"claims.yaml", PL_FORM_CLAIMS, false},
    {"sources.yaml", PL_FORM_SOURCES, false},
    {"needs.yaml", PL_FORM_NEEDS, false},
    {"rules/", PL_FORM_RULES, false},
    {"catalogues/", PL_FORM_CATALOGUE, false},
    {"calendar.yaml", PL_FORM_CALENDAR, false},
    {"holidays.yaml", PL_FORM_HOLIDAYS, false},
    {"schedule.yaml", PL_FORM_PACE, false},
    {"circuit.yaml", PL_FORM_CIRCUIT, false},
    {"editorial/", PL_FORM_EDITORIAL, true},
    {"labels.yaml", PL_FORM_LABELS, false},
    {"clauses.yaml", PL_FORM_CLAUSES, true},
    {"documents/", PL_FORM_DOCUMENT, true},
    {"diagnostics/", PL_FORM_MESSAGES, false},
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

/* The year of a catalogue; 0 where it tells none, which is refused later. */
static int64_t year_of(const struct file *file)
{
    const struct pl_node *node =
        file->root != NULL && file->root->kind == PL_NODE_MAPPING ? pl_node_get(file->root, "edition") : NULL;
    int64_t year = 0;
    return node != NULL && node->kind == PL_NODE_TEXT && pl_number_parse(node->text, &year) == PL_NUMBER_OK ? year : 0;
}

static bool load_file(struct pl_build *build, const struct part *part, const struct file *file)
{
    if (file == NULL) { /* a part without its file has been said */
        return false;
    }
    uint32_t index = 0;
    enum pl_array array = pl_forms[part->form].array;
    build->source = file->source;
    build->platforms = 0;
    if (part->form == PL_FORM_CATALOGUE) {
        index = pl_knowledge_edition(&build->knowledge, (uint32_t)year_of(file));
    } else if (array != PL_ARRAYS) {
        index = pl_build_grow(build, array, part->form == PL_FORM_LABELS ? PL_LABELS : 1);
    }
    uint32_t first = build->knowledge.terms_count;
    const struct pl_node *french = file->root->kind == PL_NODE_MAPPING && part->form == PL_FORM_DOCUMENT
                                       ? pl_node_get(file->root, "french")
                                       : NULL;
    build->in_document = part->form == PL_FORM_DOCUMENT || part->form == PL_FORM_CLAUSES;
    build->in_french = french != NULL && pl_view_is(french->text, "yes");
    bool ok = pl_read_record(build, file->root, part->form, index, PL_NONE, 0);
    if (part->beside) { /* such parts follow one another */
        build->beside.first = build->beside.count == 0 ? first : build->beside.first;
        build->beside.count = build->knowledge.terms_count - build->beside.first;
    }
    return ok;
}

static bool is_in(const struct pl_source *source, const char *folder, const char *part)
{
    return strncmp(source->name + strlen(folder) + 1, part, strlen(part)) == 0;
}

static bool load_part(struct pl_loaded *loaded, const char *folder, const struct part *part)
{
    if (part->name == NULL && loaded->build.knowledge.editions_count == 0) {
        return pl_diagnose(loaded->build.diagnostics, PL_K001, (struct pl_place){0}, "catalogues/", folder,
                           (const char *)NULL);
    }
    if (part->name == NULL) {
        return pl_load_names(&loaded->build);
    }
    bool is_folder = part->name[strlen(part->name) - 1] == '/';
    if (!is_folder) {
        return load_file(&loaded->build, part, find_file(loaded, folder, part->name));
    }
    bool ok = true;
    for (size_t i = 0; i < loaded->count; i++) {
        if (is_in(loaded->files[i].source, folder, part->name)) {
            ok = load_file(&loaded->build, part, &loaded->files[i]) && ok;
        }
    }
    return ok;
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
    return ok;
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
    qsort(pl_build_documents(&loaded->build, 0), loaded->build.knowledge.documents_count, sizeof(struct pl_document),
          compare_ranks);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        bool found = pl_position(&loaded->build.knowledge, PL_TO_DOCUMENT, asked[i]) != PL_NONE;
        ok = (found || pl_diagnose(loaded->build.diagnostics, PL_K001, (struct pl_place){0}, asked[i], folder,
                                   (const char *)NULL)) &&
             ok;
    }
    return ok;
}

/* From files that have been read to tables that are whole. */
static bool settle(struct pl_loaded *loaded, const char *folder)
{
    bool ok = true;
    /* Editions are the oldest first whatever their files are called. */
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
    for (size_t i = 0; ok && i < sizeof parts / sizeof *parts; i++) {
        ok = load_part(loaded, folder, &parts[i]);
    }
    ok = ok && has_documents(loaded, folder) && pl_check_messages(&loaded->build) && pl_build_resolve(&loaded->build) &&
         pl_load_finish(&loaded->build);
    if (!ok) {
        return false;
    }
    for (const struct pl_form *form = pl_forms; form < pl_forms + PL_FORMS; form++) {
        for (const struct pl_key *key = form->keys; key < form->keys + form->count; key++) {
            uint32_t count =
                key->shape == PL_SHAPE_FILE && !form->loose ? pl_array_count(&loaded->build.knowledge, form->array) : 0;
            for (uint32_t i = 0; i < count; i++) {
                char *entry = pl_build_at(&loaded->build, form->array, i);
                pl_str *file = (pl_str *)(void *)(entry + key->offset);
                /* A name in the tables is relative to the folder, and UTF-8 whatever the names of files are. */
                struct pl_buffer shown = {0};
                pl_add_visible(&shown, pl_view_of(loaded->build.pool.data + (*file) + strlen(folder) + 1), SIZE_MAX);
                pl_str name = pl_build_text(&loaded->build, pl_view_of(pl_buffer_text(&shown)));
                pl_buffer_done(&shown);
                *file = name;
            }
        }
    }
    /* One hash over names and contents, so that any change of the knowledge shows. */
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
    return true;
}

struct pl_loaded *pl_knowledge_load(const char *folder, struct pl_diagnostics *diagnostics)
{
    struct pl_loaded *loaded = pl_must_alloc(sizeof *loaded);
    *loaded = (struct pl_loaded){.count = 0};
    pl_build_init(&loaded->build, &loaded->arena, diagnostics);
    bool ok = read_files(loaded, folder, diagnostics) && settle(loaded, folder);
    if (!ok) {
        pl_loaded_free(loaded);
        return NULL;
    }
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
