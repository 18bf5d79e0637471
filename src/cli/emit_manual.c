/* SPDX-License-Identifier: MIT
 * A host program of the build: prints a page of the manual from the tables of commands, options and knowledge.
 * usage: print-manual fr|en DATE < TEMPLATE > PAGE; each @NAME@ of the template (docs/manual/) is replaced.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"
#include "report/doc.h"

enum { TEMPLATE_MAX = 1 << 20 };

static void add_sentence(struct pl_doc *doc, const char *text)
{
    pl_doc_words(doc, pl_doc_capital(doc, text));
    pl_doc_join(doc, strchr(".?!", text[strlen(text) - 1]) == NULL ? "." : "");
}

/* A term and what it is. */
static void add_entry(struct pl_doc *doc, const char *term, const char *text)
{
    pl_doc_cell_start(doc);
    pl_doc_code(doc, term);
    pl_doc_cell_end(doc);
    pl_doc_cell_start(doc);
    add_sentence(doc, text);
    pl_doc_cell_end(doc);
}

static void start_entries(struct pl_doc *doc)
{
    static const char *const titles[] = {"", ""};
    pl_doc_table_titles(doc, "", titles, 2);
}

static void emit_commands(struct pl_doc *doc)
{
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        const char *operands = command->operands[doc->language];
        struct pl_buffer *usage = pl_doc_scratch(doc);
        pl_buffer_add_text(usage, command->name);
        pl_buffer_add_text(usage, *operands == '\0' ? "" : " ");
        pl_buffer_add_text(usage, operands);
        pl_doc_heading_code(doc, 1, pl_doc_kept(doc));
        pl_doc_paragraph_start(doc, PL_PARAGRAPH);
        add_sentence(doc, command->summary[doc->language]);
        pl_doc_paragraph_end(doc, PL_PARAGRAPH);
        bool choices = pl_command_has_choices(command);
        if (choices) {
            start_entries(doc);
        }
        for (const char *text = command->details[doc->language]; *text != '\0'; text += strspn(text, "\n")) {
            size_t length = strcspn(text, "\n");
            const char *part = pl_arena_copy(doc->arena, text, length);
            const char *gap = choices ? strstr(part, "  ") : NULL;
            if (gap != NULL) {
                add_entry(doc, pl_arena_copy(doc->arena, part, (size_t)(gap - part)), gap + strspn(gap, " "));
            } else {
                pl_doc_paragraph_start(doc, PL_PARAGRAPH);
                pl_doc_words(doc, part);
                pl_doc_paragraph_end(doc, PL_PARAGRAPH);
            }
            text += length;
        }
        pl_doc_end(doc);
        bool any = false;
        for (int option = 0; option < PL_OPTION_QUIET; option++) {
            if (!pl_command_takes(command, (enum pl_option)option)) {
                continue;
            }
            if (!any) {
                pl_doc_paragraph_start(doc, PL_PARAGRAPH);
                pl_doc_join(doc, "Options");
            }
            pl_doc_join(doc, any ? ", " : pl_colon(doc->language));
            pl_buffer_add_text(pl_doc_scratch(doc), "--");
            pl_buffer_add_text(&doc->scratch, pl_option_infos[option].name);
            pl_doc_code(doc, pl_doc_kept(doc));
            any = true;
        }
        if (any) {
            pl_doc_join(doc, ".");
            pl_doc_paragraph_end(doc, PL_PARAGRAPH);
        }
        pl_doc_raw(doc, ".PP\n.EX\n");
        pl_doc_code(doc, command->examples[doc->language]);
        pl_doc_raw(doc, "\n.EE\n");
    }
}

static void emit_options(struct pl_doc *doc)
{
    start_entries(doc);
    for (int option = 0; option < PL_OPTIONS; option++) {
        const struct pl_option_info *info = &pl_option_infos[option];
        const char *value = info->value[doc->language];
        struct pl_buffer *term = pl_doc_scratch(doc);
        if (info->letter != 0) {
            pl_buffer_add_char(term, '-');
            pl_buffer_add_char(term, info->letter);
            pl_buffer_add_text(term, ", ");
        }
        pl_buffer_add_text(term, "--");
        pl_buffer_add_text(term, info->name);
        pl_buffer_add_text(term, value == NULL ? "" : " ");
        pl_buffer_add_text(term, value == NULL ? "" : value);
        add_entry(doc, pl_doc_kept(doc), info->help[doc->language]);
    }
    pl_doc_end(doc);
}

static void emit_sections(struct pl_doc *doc)
{
    struct pl_cli cli = {.knowledge = doc->knowledge};
    const char *const *ids = pl_cli_section_ids(&cli, pl_position(cli.knowledge, PL_TO_DOCUMENT, "strategy"), true);
    for (size_t i = 0; ids[i] != NULL; i++) {
        pl_doc_join(doc, i > 0 ? ", " : "");
        pl_doc_code(doc, ids[i]);
    }
    pl_doc_join(doc, ".\n");
    pl_arena_done(&cli.arguments);
}

/* A list of the knowledge: what term i is, and what it is about. */
#define DEFINE_LIST(table, term, about)                                                                                \
    static void emit_##table(struct pl_doc *doc)                                                                       \
    {                                                                                                                  \
        const struct pl_knowledge *k = doc->knowledge;                                                                 \
        start_entries(doc);                                                                                            \
        for (uint32_t i = 0; i < k->table##_count; i++) {                                                              \
            add_entry(doc, term, pl_text_in(k, k->table[i].about, doc->language));                                     \
        }                                                                                                              \
        pl_doc_end(doc);                                                                                               \
    }
DEFINE_LIST(needs, pl_text(k, k->needs[i].id), label)
DEFINE_LIST(roles, pl_text(k, k->roles[i].id), label)
DEFINE_LIST(platforms, pl_text(k, k->platforms[i].id), name)
DEFINE_LIST(phases, pl_doc_digits(doc, k->phases[i].number), label)
DEFINE_LIST(editions, pl_doc_digits(doc, k->editions[i].year), title)

static const struct {
    const char *name;
    void (*emit)(struct pl_doc *doc);
    const char *text; /* of a part that is one word */
} parts[] = {
    {"VERSION", NULL, PL_VERSION},   {"SCHEMA", NULL, PL_SCHEMA},           {"COMMANDS", emit_commands, ""},
    {"OPTIONS", emit_options, ""},   {"SECTIONS", emit_sections, ""},       {"NEEDS", emit_needs, ""},
    {"ROLES", emit_roles, ""},       {"PLATFORMS", emit_platforms, ""},     {"PHASES", emit_phases, ""},
    {"EDITIONS", emit_editions, ""}, {"REFERENCE", pl_write_reference, ""},
};

/* The template with its parts in place; one made of lines ends the template's line itself. */
static void expand(struct pl_doc *doc, const char *template, const char *date)
{
    while (*template != '\0') {
        size_t plain = strcspn(template, "@");
        size_t mark = strcspn(template + plain + (template[plain] == '@'), "@") + 2;
        struct pl_view name = {template + plain + 1, mark - 2};
        size_t i = 0;
        pl_buffer_add(doc->out, template, plain);
        template += plain;
        if (*template == '\0') {
            break;
        }
        while (i < sizeof parts / sizeof *parts && !pl_view_is(name, parts[i].name)) {
            i++;
        }
        if (pl_view_is(name, "DATE")) {
            pl_doc_raw(doc, date);
        } else if (i < sizeof parts / sizeof *parts) {
            if (parts[i].emit != NULL) {
                parts[i].emit(doc);
            }
            pl_doc_raw(doc, parts[i].text);
            mark += template[mark] == '\n' && doc->out->data[doc->out->length - 1] == '\n';
        } else {
            pl_doc_raw(doc, "@");
            mark = 1;
        }
        template += mark;
    }
}

int main(int argc, char **argv)
{
    struct pl_buffer template = {0};
    struct pl_buffer out = {0};
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    bool ok = argc == 3 && pl_file_read("-", TEMPLATE_MAX, &template, &diagnostics);
    if (ok) {
        const struct pl_report_options options = {.language = strcmp(argv[1], "fr") == 0 ? PL_FR : PL_EN};
        struct pl_doc doc;
        pl_doc_init_bare(&doc, &pl_dialect_man, &pl_builtin_knowledge, 0, &options, &out);
        expand(&doc, pl_buffer_text(&template), argv[2]);
        pl_doc_finish(&doc);
        ok = pl_write_all(STDOUT_FILENO, pl_buffer_text(&out), out.length);
    } else {
        fputs("usage: print-manual fr|en DATE < TEMPLATE\n", stderr);
    }
    pl_buffer_done(&template);
    pl_buffer_done(&out);
    pl_diagnostics_done(&diagnostics);
    return ok ? PL_EXIT_DONE : PL_EXIT_SYSTEM;
}
