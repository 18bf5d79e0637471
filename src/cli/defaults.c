/* SPDX-License-Identifier: MIT
 * See defaults.h.
 */
#include "cli/defaults.h"

#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "yaml/node.h"

const char pl_defaults_name[] = "planner.yaml";

struct reader {
    struct pl_cli *cli;
    const char *folder;
    struct pl_source *source;
    const struct pl_profile *common;
};

/* A word that is none of those it could be. */
static bool refuse(const struct reader *reader, const struct pl_node *node, const char *const *words)
{
    struct pl_nearest nearest = pl_nearest_to(node->text);
    struct pl_buffer list = {0};
    for (size_t i = 0; words[i] != NULL; i++) {
        pl_nearest_offer(&nearest, words[i], words[i]);
        pl_buffer_add_text(&list, i > 0 ? ", " : "");
        pl_buffer_add_text(&list, words[i]);
    }
    pl_diagnose(&reader->cli->diagnostics, PL_P013, pl_node_place(reader->source, node), node->text.text,
                node->key == NULL ? "documents" : node->key->text.text, "", pl_buffer_text(&list), (const char *)NULL);
    pl_diagnostics_suggest(&reader->cli->diagnostics, &nearest);
    pl_buffer_done(&list);
    return false;
}

static bool wants_text(const struct reader *reader, const struct pl_node *node, const struct pl_node *key)
{
    enum pl_language language = reader->cli->diagnostics.language;
    return node->kind == PL_NODE_TEXT ||
           pl_diagnose(&reader->cli->diagnostics, PL_P014, pl_node_place(reader->source, node), key->text.text,
                       pl_node_single_words[language], pl_node_kind_words[node->kind][language], (const char *)NULL);
}

static bool is_among(const struct reader *reader, const struct pl_node *node, const char *const *words)
{
    return words[pl_cli_position(words, node->text.text)] != NULL || refuse(reader, node, words);
}

static bool read_edition(struct reader *reader, const struct pl_node *node, const char **out_value)
{
    *out_value = node->text.text;
    return is_among(reader, node, pl_cli_editions(reader->cli));
}

static bool read_date(struct reader *reader, const struct pl_node *node, const char **out_value)
{
    int64_t day;
    *out_value = node->text.text;
    return pl_date_read(node->text, &day) == PL_DATE_OK ||
           pl_diagnose(&reader->cli->diagnostics, PL_P022, pl_node_place(reader->source, node), node->text.text,
                       (const char *)NULL);
}

static bool read_language(struct reader *reader, const struct pl_node *node, const char **out_value)
{
    *out_value = node->text.text;
    return is_among(reader, node, pl_option_infos[PL_OPTION_LANG].words);
}

/* One, or a list, which becomes words with commas between them. */
static bool read_documents(struct reader *reader, const struct pl_node *node, const char **out_value)
{
    const char *const *ids = pl_cli_document_ids(reader->cli);
    struct pl_buffer words = {0};
    bool ok = true;
    const struct pl_node *item = node->kind == PL_NODE_LIST ? node->first : node;
    for (bool first = true; ok && item != NULL; first = false) {
        ok = wants_text(reader, item, node->key) && is_among(reader, item, ids);
        pl_buffer_add_text(&words, first ? "" : ",");
        pl_buffer_add_text(&words, ok ? item->text.text : "");
        item = node->kind == PL_NODE_LIST ? item->next : NULL;
    }
    *out_value = pl_arena_copy(&reader->cli->arguments, pl_buffer_text(&words), words.length);
    pl_buffer_done(&words);
    return ok;
}

/* From where the file is. */
static bool read_template(struct reader *reader, const struct pl_node *node, const char **out_value)
{
    struct pl_buffer path = {0};
    if (node->text.text[0] != '/') {
        pl_path_add(&path, reader->folder, "");
    }
    pl_buffer_add_text(&path, node->text.text);
    *out_value = pl_arena_copy(&reader->cli->arguments, path.data, path.length);
    pl_buffer_done(&path);
    return true;
}

static bool read_exceptions(struct reader *reader, const struct pl_node *node, const char **out_value)
{
    struct pl_cli *cli = reader->cli;
    struct pl_profile *common = pl_arena_alloc(&cli->arguments, sizeof *common);
    struct pl_node *alone = pl_arena_alloc(&cli->arguments, sizeof *alone);
    *alone = *node;
    alone->next = NULL;
    *out_value = NULL;
    reader->common = common;
    return pl_profile_read_part(cli->knowledge, reader->source,
                                &(struct pl_node){.kind = PL_NODE_MAPPING, .first = alone, .count = 1}, cli->today,
                                &cli->arguments, &cli->diagnostics, common);
}

static const struct key {
    const char *names[3];
    enum pl_option option;
    bool is_text;
    bool (*read)(struct reader *reader, const struct pl_node *node, const char **out_value);
} keys[] = {
    {{"edition", "edition"}, PL_OPTION_EDITION, true, read_edition},
    {{"date", "date"}, PL_OPTION_DATE, true, read_date},
    {{"langue", "lang", "language"}, PL_OPTION_LANG, true, read_language},
    {{"documents", "documents"}, PL_OPTION_DOCUMENT, false, read_documents},
    {{"document", "document"}, PL_OPTION_DOCUMENT, true, read_documents},
    {{"modele", "template"}, PL_OPTION_TEMPLATE, true, read_template},
    {{"exceptions", "exceptions"}, PL_OPTIONS, false, read_exceptions},
};
enum { KEYS = sizeof keys / sizeof *keys };

static bool read_entry(struct reader *reader, const struct pl_node *node)
{
    struct pl_cli *cli = reader->cli;
    struct pl_nearest nearest = pl_nearest_to(node->key->text);
    for (size_t i = 0; i < KEYS; i++) {
        for (size_t n = 0; n < sizeof keys[i].names / sizeof *keys[i].names && keys[i].names[n] != NULL; n++) {
            pl_nearest_offer(&nearest, keys[i].names[n], keys[i].names[n]);
            if (!pl_view_is(node->key->text, keys[i].names[n])) {
                continue;
            }
            const char *value = NULL;
            if ((keys[i].is_text && !wants_text(reader, node, node->key)) || !keys[i].read(reader, node, &value)) {
                return false;
            }
            if (keys[i].option != PL_OPTIONS && cli->values[keys[i].option] == NULL) {
                cli->values[keys[i].option] = value; /* the command line wins */
            }
            return true;
        }
    }
    pl_diagnose(&cli->diagnostics, PL_P012, pl_node_place(reader->source, node->key), node->key->text.text,
                (const char *)NULL);
    pl_diagnostics_suggest(&cli->diagnostics, &nearest);
    return false;
}

const char *pl_defaults_folder(struct pl_cli *cli, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    return strcmp(name, pl_defaults_name) != 0 ? NULL
           : slash == NULL                     ? "."
                                               : pl_arena_copy(&cli->arguments, path, (size_t)(slash - path) + 1);
}

bool pl_defaults_read(struct pl_cli *cli, const char *folder, const struct pl_profile **out_common,
                      struct pl_view *out_text)
{
    struct pl_buffer path = {0};
    struct pl_buffer text = {0};
    pl_path_add(&path, folder, pl_defaults_name);
    const char *name = pl_arena_copy(&cli->arguments, path.data, path.length);
    bool there = pl_file_identify(name).kind != PL_NOTHING;
    bool ok = !there || (pl_cli_reads(cli, name) && pl_file_read(name, PL_YAML_MAX_BYTES, &text, &cli->diagnostics));
    if (there && ok) {
        struct pl_source *source = pl_arena_alloc(&cli->arguments, sizeof *source);
        struct reader reader = {.cli = cli, .folder = folder, .source = source};
        source->name = pl_cli_shown(name, &cli->arguments);
        source->text =
            (struct pl_view){pl_arena_copy(&cli->arguments, pl_buffer_text(&text), text.length), text.length};
        const struct pl_node *root = pl_yaml_parse(source, &cli->arguments, &cli->diagnostics);
        ok = root != NULL &&
             (root->kind == PL_NODE_MAPPING ||
              pl_diagnose(&cli->diagnostics, PL_P040, pl_node_place(source, root),
                          cli->diagnostics.language == PL_FR ? "un texte ou une liste" : "a text or a list",
                          (const char *)NULL));
        for (const struct pl_node *node = ok ? root->first : NULL; node != NULL; node = node->next) {
            ok = read_entry(&reader, node) && ok;
        }
        *out_common = reader.common;
        *out_text = source->text;
    }
    pl_buffer_done(&path);
    pl_buffer_done(&text);
    return ok;
}
