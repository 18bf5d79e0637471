/* SPDX-License-Identifier: MIT
 * documents: those there are. dossier: those that the plan of one authority calls for, one file each, with a page of contents.
 */
#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "engine/outline.h"
#include "report/json.h"

/* The title, an ellipsis where the name of the authority will stand. */
static void set_title(json_t *object, const char *title)
{
    struct pl_buffer text = {0};
    while (*title != '\0') {
        size_t length = strcspn(title, "{");
        pl_buffer_add(&text, title, length);
        title += length;
        if (*title == '{') {
            pl_buffer_add_text(&text, "…");
            title += strcspn(title, "}");
            title += *title == '}';
        }
    }
    pl_json_set(object, "title", json_string(pl_buffer_text(&text)));
    pl_buffer_done(&text);
}

static void list_as_json(struct pl_cli *cli, enum pl_language language)
{
    const struct pl_knowledge *k = cli->knowledge;
    json_t *list = json_array();
    for (uint32_t i = 0; i < k->documents_count; i++) {
        const struct pl_document *document = &k->documents[i];
        json_t *object = json_object();
        json_t *sections = json_array();
        const char *const *ids = pl_cli_section_ids(cli, i, false);
        for (size_t s = 0; ids[s] != NULL; s++) {
            pl_json_append(sections, json_string(ids[s]));
        }
        pl_json_set(object, "id", json_string(pl_text(k, document->id)));
        set_title(object, pl_text_in(k, document->title, language));
        pl_json_set(object, "reader", json_string(pl_text_in(k, document->reader, language)));
        pl_json_set(object, "words", document->words == 0 ? json_null() : json_integer(document->words));
        pl_json_set(object, "sections", sections);
        pl_json_append(list, object);
    }
    pl_json_dump(list, &cli->out);
}

/* Spaces up to a column. */
static void pad(struct pl_buffer *out, size_t start, size_t width)
{
    size_t length = pl_view_count((struct pl_view){out->data + start, out->length - start});
    for (size_t i = length; i < width; i++) {
        pl_buffer_add_char(out, ' ');
    }
}

int pl_command_documents(struct pl_cli *cli)
{
    enum { READER = 14, WORDS = 58 };
    const struct pl_knowledge *k = cli->knowledge;
    enum pl_language language = pl_cli_language(cli, NULL);
    if (pl_cli_wants_json(cli)) {
        list_as_json(cli, language);
        return PL_EXIT_DONE;
    }
    for (uint32_t i = 0; i < k->documents_count; i++) {
        const struct pl_document *document = &k->documents[i];
        size_t start = cli->out.length;
        pl_buffer_add_text(&cli->out, pl_text(k, document->id));
        pad(&cli->out, start, READER);
        pl_buffer_add_text(&cli->out, pl_text_in(k, document->reader, language));
        if (document->words > 0) {
            pad(&cli->out, start, WORDS);
            pl_buffer_add_text(&cli->out, "  ");
            pl_buffer_add_number(&cli->out, document->words, "");
            pl_buffer_add_text(&cli->out, language == PL_FR ? " mots au plus" : " words at most");
        }
        pl_buffer_add_char(&cli->out, '\n');
    }
    return PL_EXIT_DONE;
}

struct dossier {
    struct pl_cli *cli;
    const struct pl_plan *plan;
    struct pl_folder *folder;
    const char *path;
    struct pl_report_options options;
    int64_t counts[PL_PUTS]; /* by enum pl_put */
};

static void write_one(struct dossier *dossier, uint32_t document)
{
    struct pl_cli *cli = dossier->cli;
    const struct pl_format *format = pl_cli_format(cli);
    struct pl_outline outline = pl_outline_make(dossier->plan, document, NULL);
    struct pl_buffer text = {0};
    struct pl_buffer name = {0};
    dossier->options.outline = &outline;
    format->write(dossier->plan, &dossier->options, &text);
    pl_buffer_add_text(&name, pl_text(cli->knowledge, outline.document->id));
    pl_buffer_add_char(&name, '.');
    pl_buffer_add_text(&name, format->extension);
    struct pl_draft *draft =
        pl_folder_draft(dossier->folder, name.data, pl_buffer_text(&text), text.length, cli->values[PL_OPTION_FORCE] != NULL);
    enum pl_put put = pl_draft_close(draft, true, &cli->diagnostics);
    dossier->counts[put]++;
    pl_buffer_done(&text);
    pl_buffer_done(&name);
}

int pl_command_dossier(struct pl_cli *cli)
{
    struct dossier dossier = {.cli = cli, .path = cli->values[PL_OPTION_DIRECTORY]};
    if (dossier.path == NULL) {
        return pl_cli_usage(cli, PL_C024, "dossier", NULL);
    }
    const struct pl_docx_design *design;
    if (!pl_cli_design(cli, &design)) {
        return PL_EXIT_USAGE;
    }
    dossier.plan = pl_cli_plan(cli, cli->operands[0]);
    if (dossier.plan == NULL) {
        return PL_EXIT_DONE;
    }
    dossier.options = (struct pl_report_options){
        .heading_level = 1, .version = PL_VERSION, .design = design, .language = pl_cli_language(cli, dossier.plan->profile), .links = pl_cli_format(cli)->extension};
    pl_reads_settle(&cli->reads);
    dossier.folder = pl_folder_open(dossier.path, &cli->reads, NULL, &cli->diagnostics);
    for (uint32_t i = 0; dossier.folder != NULL && i < dossier.plan->documents.count; i++) {
        write_one(&dossier, dossier.plan->documents.items[i]);
    }
    if (dossier.folder != NULL && pl_folder_close(dossier.folder, &cli->diagnostics)) {
        pl_cli_add_written(&cli->closing, cli->language, "document", dossier.path, dossier.counts);
    }
    return PL_EXIT_DONE;
}
