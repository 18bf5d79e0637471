/* SPDX-License-Identifier: MIT
 * plan: the strategy of one collectivity. chain: its validation circuit. next: the questions that would settle
 * most.
 */
#include <string.h>

#include "cli/cli.h"
#include "engine/chain.h"
#include "engine/outline.h"
#include "engine/planning.h"
#include "engine/questions.h"
#include "report/stakes.h"
#include "report/values.h"

enum {
    REPORT_USUAL = 160 * 1024,
    TEMPLATE_MAX = 16 * 1024 * 1024
}; /* bytes: most reports need no more; what a template may have */

struct pl_plan *pl_cli_plan(struct pl_cli *cli, const char *path)
{
    struct pl_profile *profile = pl_cli_load(cli, path);
    return profile == NULL ? NULL : pl_plan_make(profile, cli->edition, cli->today, &cli->hands[0].arena);
}

const struct pl_format *pl_cli_format(const struct pl_cli *cli)
{
    const char *name = cli->values[PL_OPTION_FORMAT];
    const struct pl_format *format = name == NULL ? NULL : pl_format_named(name);
    return format == NULL ? pl_formats : format; /* the parser has refused other words */
}

const char *const *pl_cli_document_ids(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    const char **ids = pl_arena_array(&cli->arguments, (size_t)k->documents_count + 1, sizeof *ids);
    for (uint32_t i = 0; i < k->documents_count; i++) {
        ids[i] = pl_text(k, k->documents[i].id);
    }
    return ids;
}

const char *const *pl_cli_section_ids(struct pl_cli *cli, uint32_t document, bool and_full)
{
    const struct pl_knowledge *k = cli->knowledge;
    const char **ids = pl_arena_array(&cli->arguments, (size_t)k->blocks_count + 1, sizeof *ids);
    size_t count = 0;
    for (uint32_t turn = 0; turn < (and_full ? 2 : 1); turn++) {
        struct pl_range blocks = k->documents[turn == 0 ? document : pl_position(k, PL_TO_DOCUMENT, "full")].blocks;
        for (uint32_t i = blocks.first; i < blocks.first + blocks.count; i++) {
            const char *id = k->blocks[i].kind == PL_BLOCK_SECTION ? pl_text(k, k->blocks[i].section) : "";
            bool is_new = *id != '\0';
            for (size_t s = 0; s < count && is_new; s++) {
                is_new = strcmp(ids[s], id) != 0;
            }
            if (is_new) {
                ids[count++] = id;
            }
        }
    }
    return ids;
}

/* A word that is no section of the document; the titles of sections lead to them too, in both languages. */
static bool refuse_section(struct pl_cli *cli, uint32_t document, const char *word)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(word));
    for (uint32_t i = 0; i < k->blocks_count; i++) {
        for (int language = 0; language < PL_LANGUAGES && k->blocks[i].kind == PL_BLOCK_SECTION; language++) {
            const char *id = pl_text(k, k->blocks[i].section);
            if (pl_document_has(k, document, id)) {
                pl_nearest_offer(&nearest, pl_text_in(k, k->blocks[i].text, (enum pl_language)language), id);
            }
        }
    }
    pl_cli_refuse_word(cli, PL_C004, "--sections", word, pl_cli_section_ids(cli, document, true), &nearest);
    return false;
}

/* Words separated by commas. */
static const char *const *split(struct pl_cli *cli, const char *given)
{
    const char **words = pl_arena_array(&cli->arguments, strlen(given) + 2, sizeof *words);
    size_t count = 0;
    for (const char *rest = given; rest != NULL;) {
        size_t length = strcspn(rest, ",");
        words[count++] = pl_arena_copy(&cli->arguments, rest, length);
        rest = rest[length] == ',' ? rest + length + 1 : NULL;
    }
    return words;
}

/* The one table that is named. */
static bool find_table(struct pl_cli *cli, const char *const *words, struct pl_wanted *wanted)
{
    const char *const *tables = wanted->format->tables;
    uint32_t at = pl_cli_position(tables, words[0]);
    bool several = words[1] != NULL && tables[at] != NULL;
    if (tables[at] == NULL || several) {
        pl_cli_refuse_word(cli, several ? PL_C027 : PL_C004, several ? wanted->format->name : "--sections",
                           several ? cli->values[PL_OPTION_SECTIONS] : words[0], tables, NULL);
        return false;
    }
    wanted->table = 1u << at;
    return true;
}

bool pl_cli_design(struct pl_cli *cli, const struct pl_docx_design **out_design)
{
    static const char *const faults[][PL_LANGUAGES] = {
        [PL_DOCX_DAMAGED] = {"ce n’est pas un fichier .docx, ou il est abîmé", "it is no .docx, or it is damaged"},
        [PL_DOCX_NO_DOCUMENT] = {"aucun document Word ne s’y trouve", "there is no Word document in it"},
        [PL_DOCX_NO_STYLES] = {"ses styles ne se lisent pas", "its styles cannot be read"},
    };
    const char *path = cli->values[PL_OPTION_TEMPLATE];
    enum pl_docx_fault fault;
    const char *format = pl_cli_format(cli)->name;
    *out_design = NULL;
    if (path == NULL) {
        return true;
    }
    if (strcmp(format, "docx") != 0) {
        pl_cli_usage(cli, PL_C069, format, NULL);
        return false;
    }
    if (!pl_cli_reads(cli, path) || !pl_file_read(path, TEMPLATE_MAX, &cli->template, &cli->diagnostics)) {
        return false;
    }
    *out_design = pl_docx_template((struct pl_view){pl_buffer_text(&cli->template), cli->template.length},
                                   &cli->arguments, &fault);
    if (*out_design == NULL) {
        pl_cli_usage(cli, PL_C068, path, faults[fault][cli->language]);
    }
    return *out_design != NULL;
}

/* Those that --document names, none of them twice. */
static bool find_documents(struct pl_cli *cli, struct pl_list *out_documents)
{
    const struct pl_knowledge *k = cli->knowledge;
    const char *given = cli->values[PL_OPTION_DOCUMENT];
    const char *const one[] = {given == NULL ? "strategy" : given, NULL};
    bool several = given != NULL && (cli->command->options & PL_TAKES_DOCUMENTS) != 0;
    const char *const *words = several ? split(cli, given) : one;
    uint8_t *found = pl_arena_array(&cli->arguments, k->documents_count, sizeof *found);
    for (size_t i = 0; words[i] != NULL; i++) {
        uint32_t document = pl_position(k, PL_TO_DOCUMENT, words[i]);
        if (document == PL_NONE) {
            pl_cli_refuse_word(cli, PL_C004, "--document", words[i], pl_cli_document_ids(cli), NULL);
            return false;
        }
        if (found[document]++ == 0) {
            pl_list_add(out_documents, &cli->arguments, document);
        }
    }
    return true;
}

bool pl_cli_wanted(struct pl_cli *cli, struct pl_wanted *out_wanted)
{
    const char *given = cli->values[PL_OPTION_SECTIONS];
    const char *const *words = given == NULL ? NULL : split(cli, given);
    const struct pl_format *format = pl_cli_format(cli);
    *out_wanted = (struct pl_wanted){.format = format, .sections = words};
    if (cli->values[PL_OPTION_DOCUMENT] != NULL && !format->is_document) {
        pl_cli_usage(cli, PL_C026, "--document", format->name);
        return false;
    }
    if (words != NULL && !format->is_document && format->tables == NULL) {
        pl_cli_usage(cli, PL_C026, "--sections", format->name);
        return false;
    }
    if (!pl_cli_design(cli, &out_wanted->design)) {
        return false;
    }
    if (!format->is_document) {
        return words == NULL || find_table(cli, words, out_wanted);
    }
    if (!find_documents(cli, &out_wanted->documents)) {
        return false;
    }
    for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
        for (uint32_t d = 0; d < out_wanted->documents.count; d++) {
            if (!pl_document_has(cli->knowledge, out_wanted->documents.items[d], words[i])) {
                return refuse_section(cli, out_wanted->documents.items[d], words[i]);
            }
        }
    }
    return true;
}

/* Which sections came from the full report: whoever named them may have meant another document. */
static void say_from_full(struct pl_cli *cli, const struct pl_wanted *wanted, const struct pl_outline *outline)
{
    struct pl_buffer names = {0};
    for (uint32_t i = 0; wanted->sections != NULL && i < outline->from_full.count; i++) {
        pl_buffer_add_text(&names, i > 0 ? ", " : "");
        pl_buffer_add_text(&names, wanted->sections[outline->from_full.items[i]]);
    }
    if (names.length > 0) {
        pl_buffer_add_text(&cli->closing, cli->language == PL_FR ? "planner: du document « full » : "
                                                                 : "planner: from the document `full`: ");
        pl_buffer_add_text(&cli->closing, names.data);
        pl_buffer_add_char(&cli->closing, '\n');
    }
    pl_buffer_done(&names);
}

int pl_command_plan(struct pl_cli *cli)
{
    struct pl_report_options options = {.heading_level = 1, .version = PL_VERSION};
    struct pl_wanted wanted;
    if (!pl_cli_wanted(cli, &wanted)) {
        return PL_EXIT_USAGE;
    }
    struct pl_plan *plan = pl_cli_plan(cli, cli->operands[0]);
    if (plan == NULL) {
        return PL_EXIT_DONE; /* the diagnostics raise it */
    }
    const char *level = cli->values[PL_OPTION_HEADING_LEVEL];
    options.heading_level = level == NULL ? 1 : level[0] - '0';
    options.front_matter = cli->values[PL_OPTION_FRONT_MATTER] != NULL;
    options.language = pl_cli_language(cli, plan->profile);
    struct pl_outline outline = {0};
    if (wanted.documents.count > 0) { /* the format is a document's */
        outline = pl_outline_make(plan, wanted.documents.items[0], wanted.sections);
        say_from_full(cli, &wanted, &outline);
    }
    options.outline = &outline;
    options.sections = wanted.table;
    options.design = wanted.design;
    pl_buffer_reserve(&cli->out, REPORT_USUAL);
    wanted.format->write(plan, &options, &cli->out);
    return PL_EXIT_DONE;
}

int pl_command_next(struct pl_cli *cli)
{
    struct pl_plan *plan = pl_cli_plan(cli, cli->operands[0]);
    if (plan == NULL) {
        return PL_EXIT_DONE;
    }
    enum pl_language language = pl_cli_language(cli, plan->profile);
    for (uint32_t i = 0; i < plan->questions_count; i++) {
        pl_weigh_answers(plan, &plan->questions[i], &cli->hands[0].arena);
    }
    if (pl_cli_wants_json(cli)) {
        struct pl_report_options options = {.language = language, .heading_level = 1, .version = PL_VERSION};
        pl_write_questions_json(plan, &options, &cli->out);
        return PL_EXIT_DONE;
    }
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_buffer *out = &cli->out;
    for (uint32_t i = 0; i < plan->questions_count; i++) {
        const struct pl_field *field = pl_plan_asked(plan, plan->questions[i].field);
        pl_buffer_add_number(out, i + 1, "");
        pl_buffer_add_text(out, ". ");
        pl_say_question(out, plan, plan->questions[i].field, language);
        pl_buffer_add_text(out, "\n   ");
        pl_buffer_add_text(out, pl_text_in(k, field->why, language));
        pl_buffer_add_text(out, language == PL_FR ? "\n   Dans le profil\u00a0: " : "\n   In the profile: ");
        pl_write_field(out, k, field, language);
        pl_buffer_add_text(out, language == PL_FR ? ". Points tranchés\u00a0: " : ". Points settled: ");
        pl_buffer_add_number(out, plan->questions[i].settles, "");
        pl_buffer_add_text(out, ".\n");
        pl_say_answers(out, plan, &plan->questions[i], language, "   - ");
        pl_buffer_add_char(out, '\n');
    }
    if (plan->questions_count == 0) {
        pl_buffer_add_text(&cli->out, language == PL_FR
                                          ? "Aucune question : le profil dit tout ce dont le plan dépend.\n"
                                          : "No question: the profile says all that the plan depends on.\n");
    }
    return PL_EXIT_DONE;
}

int pl_command_chain(struct pl_cli *cli)
{
    struct pl_plan *plan = pl_cli_plan(cli, cli->operands[0]);
    if (plan == NULL) {
        return PL_EXIT_DONE;
    }
    struct pl_report_options options = {.heading_level = 1, .version = PL_VERSION};
    options.language = pl_cli_language(cli, plan->profile);
    if (cli->values[PL_OPTION_YEAR] != NULL) {
        pl_chain_year(plan);
    }
    (pl_cli_wants_json(cli) ? pl_write_chain_json : pl_write_chain)(plan, &options, &cli->out);
    return PL_EXIT_DONE;
}
