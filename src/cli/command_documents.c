/* SPDX-License-Identifier: MIT
 * documents: those there are. dossier: those that the plan of one authority calls for, one file each, with a page of contents.
 */
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/cli.h"
#include "engine/outline.h"

/* The title, an ellipsis where the name of the authority will stand. */
static void add_title(struct pl_buffer *text, const char *title)
{
    while (*title != '\0') {
        size_t length = strcspn(title, "{");
        pl_buffer_add(text, title, length);
        title += length;
        if (*title == '{') {
            pl_buffer_add_text(text, "…");
            title += strcspn(title, "}");
            title += *title == '}';
        }
    }
}

static void list_as_json(struct pl_cli *cli, enum pl_language language)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_json to = {.out = &cli->out};
    struct pl_buffer title = {0};
    pl_json_array(&to, NULL);
    for (uint32_t i = 0; i < k->documents_count; i++) {
        const struct pl_document *document = &k->documents[i];
        const char *const *ids = pl_cli_section_ids(cli, i, false);
        pl_buffer_clear(&title);
        add_title(&title, pl_text_in(k, document->title, language));
        pl_json_object(&to, NULL);
        pl_json_text(&to, "id", pl_text(k, document->id));
        pl_json_text(&to, "title", pl_buffer_text(&title));
        pl_json_text(&to, "reader", pl_text_in(k, document->reader, language));
        pl_json_known(&to, "words", document->words != 0, document->words);
        pl_json_array(&to, "sections");
        for (size_t s = 0; ids[s] != NULL; s++) {
            pl_json_text(&to, NULL, ids[s]);
        }
        pl_json_ends(&to, 2);
    }
    pl_json_end(&to);
    pl_buffer_done(&title);
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
    uint32_t counts[PL_PUT_CUT + 1]; /* by enum pl_put */
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

/* "planner: 6 documents written to dossier/, 1 unchanged" */
static void say_counts(const struct dossier *dossier)
{
    struct pl_buffer *line = &dossier->cli->closing;
    bool french = dossier->cli->language == PL_FR;
    uint32_t written = dossier->counts[PL_PUT_WRITTEN];
    uint32_t same = dossier->counts[PL_PUT_SAME];
    pl_buffer_add_text(line, "planner: ");
    pl_buffer_add_number(line, written, "");
    pl_buffer_add_text(line, !french        ? written == 1 ? " document written to " : " documents written to "
                             : written < 2 ? " document écrit dans "
                                           : " documents écrits dans ");
    pl_add_visible(line, pl_view_of(dossier->path), 4096);
    if (same > 0) {
        pl_buffer_add_text(line, ", ");
        pl_buffer_add_number(line, same, "");
        pl_buffer_add_text(line, !french ? " unchanged" : same == 1 ? " inchangé" : " inchangés");
    }
    pl_buffer_add_char(line, '\n');
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
        say_counts(&dossier);
    }
    return PL_EXIT_DONE;
}
