/* SPDX-License-Identifier: MIT
 * documents: those there are. dossier: those that the plan of one authority calls for, one file each, with a page of contents.
 */
#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "engine/outline.h"
#include "report/json.h"

/* A text, an ellipsis where what depends on the authority will stand. */
static void set_text(json_t *object, const char *key, const char *title)
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
    pl_json_set(object, key, json_string(pl_buffer_text(&text)));
    pl_buffer_done(&text);
}

/* The clauses of an act, with the rules and the citations that they rest on. */
static json_t *clauses_of(const struct pl_knowledge *k, const struct pl_document *document, enum pl_language language)
{
    json_t *list = json_array();
    for (uint32_t i = document->blocks.first; i < document->blocks.first + document->blocks.count; i++) {
        const struct pl_block *block = &k->blocks[i];
        if (block->kind != PL_BLOCK_TEXT && block->kind != PL_BLOCK_ITEM) {
            continue;
        }
        json_t *object = json_object();
        json_t *basis = json_array();
        json_t *cite = json_array();
        for (uint32_t r = block->basis.first; r < block->basis.first + block->basis.count; r++) {
            pl_json_append(basis, json_string(pl_text(k, k->rules[k->refs[r]].id)));
        }
        for (uint32_t c = block->cite.first; c < block->cite.first + block->cite.count; c++) {
            pl_json_append(cite, json_string(pl_citation_id(k, k->refs[c])));
        }
        set_text(object, "text", pl_text_in(k, block->text, language));
        pl_json_set(object, "basis", basis);
        pl_json_set(object, "cite", cite);
        pl_json_set(object, "grade", json_string(pl_grade_words[block->grade]));
        pl_json_set(object, "if", block->premise.in[language] == 0 ? json_null() : json_string(pl_text_in(k, block->premise, language)));
        pl_json_set(object, "conditional", json_boolean(block->terms.count > 0));
        pl_json_set(object, "shared", block->section == 0 ? json_null() : json_string(pl_text(k, block->section)));
        pl_json_append(list, object);
    }
    return list;
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
        set_text(object, "title", pl_text_in(k, document->title, language));
        pl_json_set(object, "reader", json_string(pl_text_in(k, document->reader, language)));
        pl_json_set(object, "words", document->words == 0 ? json_null() : json_integer(document->words));
        pl_json_set(object, "sections", sections);
        if (document->draft.in[language] != 0) {
            pl_json_set(object, "draft", json_string(pl_text_in(k, document->draft, language)));
            pl_json_set(object, "french", json_boolean(document->french));
            pl_json_set(object, "clauses", clauses_of(k, document, language));
        }
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
    enum { READER = 24, WORDS = 68 };
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
