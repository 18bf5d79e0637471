/* SPDX-License-Identifier: MIT
 * documents: those there are. dossier: those that the plan of one authority calls for, one file each, with a page of
 * contents.
 */
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/cli.h"
#include "engine/outline.h"

/* A text, an ellipsis where what depends on the authority will stand. */
static void add_text(struct pl_json *to, const char *key, const char *said)
{
    struct pl_buffer text = {0};
    while (*said != '\0') {
        size_t length = strcspn(said, "{");
        pl_buffer_add(&text, said, length);
        said += length;
        if (*said == '{') {
            pl_buffer_add_text(&text, "…");
            said += strcspn(said, "}");
            said += *said == '}';
        }
    }
    pl_json_text(to, key, pl_buffer_text(&text));
    pl_buffer_done(&text);
}

/* The clauses of an act, with the rules and the citations that they rest on. */
static void add_clauses(struct pl_json *to, const struct pl_knowledge *k, const struct pl_document *document,
                        enum pl_language language)
{
    pl_json_array(to, "clauses");
    for (uint32_t i = document->blocks.first; i < document->blocks.first + document->blocks.count; i++) {
        const struct pl_block *block = &k->blocks[i];
        if (block->kind != PL_BLOCK_TEXT && block->kind != PL_BLOCK_ITEM) {
            continue;
        }
        pl_json_object(to, NULL);
        add_text(to, "text", pl_text_in(k, block->text, language));
        pl_json_array(to, "basis");
        for (uint32_t r = block->basis.first; r < block->basis.first + block->basis.count; r++) {
            pl_json_text(to, NULL, pl_text(k, k->rules[k->refs[r]].id));
        }
        pl_json_end(to);
        pl_json_array(to, "cite");
        for (uint32_t c = block->cite.first; c < block->cite.first + block->cite.count; c++) {
            pl_json_text(to, NULL, pl_citation_id(k, k->refs[c]));
        }
        pl_json_end(to);
        pl_json_text(to, "grade", pl_grade_words[block->grade]);
        pl_json_text(to, "if", block->premise.in[language] == 0 ? NULL : pl_text_in(k, block->premise, language));
        pl_json_bool(to, "conditional", block->terms.count > 0);
        pl_json_text(to, "shared", block->section == 0 ? NULL : pl_text(k, block->section));
        pl_json_end(to);
    }
    pl_json_end(to);
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
        struct pl_json to = {.out = &cli->out};
        pl_json_array(&to, NULL);
        for (uint32_t i = 0; i < k->documents_count; i++) {
            const struct pl_document *document = &k->documents[i];
            const char *const *ids = pl_cli_section_ids(cli, i, false);
            pl_json_object(&to, NULL);
            pl_json_text(&to, "id", pl_text(k, document->id));
            add_text(&to, "title", pl_text_in(k, document->title, language));
            pl_json_text(&to, "reader", pl_text_in(k, document->reader, language));
            pl_json_known(&to, "words", document->words != 0, document->words);
            pl_json_array(&to, "sections");
            for (size_t s = 0; ids[s] != NULL; s++) {
                pl_json_text(&to, NULL, ids[s]);
            }
            pl_json_end(&to);
            if (document->draft.in[language] != 0) {
                pl_json_text(&to, "draft", pl_text_in(k, document->draft, language));
                pl_json_bool(&to, "french", document->french != 0);
                add_clauses(&to, k, document, language);
            }
            pl_json_end(&to);
        }
        pl_json_end(&to);
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
    struct pl_draft *draft = pl_folder_draft(dossier->folder, name.data, pl_buffer_text(&text), text.length,
                                             cli->values[PL_OPTION_FORCE] != NULL);
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
    dossier.options = (struct pl_report_options){.heading_level = 1,
                                                 .version = PL_VERSION,
                                                 .design = design,
                                                 .language = pl_cli_language(cli, dossier.plan->profile),
                                                 .links = pl_cli_format(cli)->extension};
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
