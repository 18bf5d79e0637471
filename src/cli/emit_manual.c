/* SPDX-License-Identifier: MIT
 * A host program of the build: prints the manual pages and the completions of shells from the tables of commands,
 * options and knowledge. usage: print-manual fr|en DATE < TEMPLATE > PAGE         each @NAME@ of the template is
 * replaced (docs/manual/) print-manual bash|zsh|fish > COMPLETION
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "cli/emit.h"

enum { TEMPLATE_MAX = 1 << 20, CHOICE_COLUMN = 10 };

static void emit_date(struct pl_page *page)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    int64_t days = 0;
    if (page->language != PL_EN || !pl_date_parse(pl_view_of(page->date), &days)) {
        pl_buffer_add_text(page->out, page->date);
        return;
    }
    struct pl_date date = pl_date_of_days(days);
    pl_buffer_add_text(page->out, months[date.month - 1]);
    pl_buffer_add_char(page->out, ' ');
    pl_buffer_add_number(page->out, date.day, "");
    pl_buffer_add_text(page->out, ", ");
    pl_buffer_add_number(page->out, date.year, "");
}

static void emit_version(struct pl_page *page)
{
    pl_buffer_add_text(page->out, PL_VERSION);
}

static void emit_schema(struct pl_page *page)
{
    pl_buffer_add_text(page->out, PL_SCHEMA);
}

static size_t line_length(const char *text)
{
    return strcspn(text, "\n");
}

/* Lines of `word     what it does`. */
static void emit_choices(struct pl_page *page, const char *text)
{
    pl_roff_list(page, PL_COMPACT);
    for (size_t length = 0; *text != '\0'; text += length + (text[length] == '\n')) {
        length = line_length(text);
        size_t word = length < CHOICE_COLUMN ? length : CHOICE_COLUMN;
        struct pl_buffer parts[2] = {{0}, {0}};
        pl_buffer_add(&parts[1], text + word, length - word);
        while (word > 0 && text[word - 1] == ' ') {
            word--;
        }
        pl_buffer_add(&parts[0], text, word);
        pl_roff_term(page);
        pl_roff_term_word(page, PL_MARK_COMMAND, pl_buffer_text(&parts[0]));
        pl_roff_term_end(page);
        pl_roff_sentence(page, pl_buffer_text(&parts[1]));
        pl_buffer_done(&parts[0]);
        pl_buffer_done(&parts[1]);
    }
    pl_roff_list_end(page, PL_COMPACT);
}

static void emit_option_names(struct pl_page *page, const struct pl_command *command)
{
    int last = 0;
    for (int option = 0; option < PL_OPTION_QUIET; option++) {
        last = (command->options >> option & 1) != 0 ? option : last;
    }
    if ((command->options & ((1u << PL_OPTION_QUIET) - 1)) == 0) {
        return;
    }
    pl_roff_paragraph(page);
    pl_buffer_add_text(page->out, page->language == PL_FR ? "Options\\~:\n" : "Options:\n");
    for (int option = 0; option <= last; option++) {
        if ((command->options >> option & 1) != 0) {
            struct pl_buffer name = {0};
            pl_buffer_add_char(&name, '-');
            pl_buffer_add_text(&name, pl_option_infos[option].name);
            pl_roff_word(page, PL_MARK_OPTION, pl_buffer_text(&name), option == last ? "." : ",");
            pl_buffer_done(&name);
        }
    }
}

static void emit_commands(struct pl_page *page)
{
    pl_roff_list(page, PL_LOOSE);
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        const char *operands = command->operands[page->language];
        const char *details = command->details[page->language];
        bool choices = pl_command_has_choices(command);
        pl_roff_term(page);
        pl_roff_term_word(page, PL_MARK_COMMAND, command->name);
        if (*operands != '\0') {
            pl_roff_term_word(page, choices ? PL_MARK_COMMAND : PL_MARK_ARGUMENT, operands);
        }
        pl_roff_term_end(page);
        pl_roff_sentence(page, command->summary[page->language]);
        if (choices) {
            emit_choices(page, details);
        } else {
            pl_roff_text(page, details);
        }
        emit_option_names(page, command);
        pl_roff_paragraph(page);
        pl_roff_literal(page, command->examples[page->language], strlen(command->examples[page->language]));
    }
    pl_roff_list_end(page, PL_LOOSE);
}

static void emit_option(struct pl_page *page, const struct pl_option_info *info)
{
    char letter[2] = {info->letter, '\0'};
    struct pl_buffer name = {0};
    pl_buffer_add_char(&name, '-');
    pl_buffer_add_text(&name, info->name);
    pl_roff_term(page);
    if (info->letter != 0) {
        pl_roff_term_word(page, PL_MARK_OPTION, letter);
        pl_roff_term_comma(page);
    }
    pl_roff_term_word(page, PL_MARK_OPTION, pl_buffer_text(&name));
    if (info->value[page->language] != NULL) {
        pl_roff_term_word(page, PL_MARK_ARGUMENT, info->value[page->language]);
    }
    pl_roff_term_end(page);
    pl_roff_sentence(page, info->help[page->language]);
    pl_buffer_done(&name);
}

static void emit_options(struct pl_page *page)
{
    pl_roff_list(page, PL_LOOSE);
    for (int option = 0; option < PL_OPTIONS; option++) {
        emit_option(page, &pl_option_infos[option]);
    }
    pl_roff_list_end(page, PL_LOOSE);
}

static void emit_sections(struct pl_page *page)
{
    struct pl_cli cli = {.knowledge = &pl_builtin_knowledge};
    const char *const *ids = pl_cli_section_ids(&cli, pl_position(cli.knowledge, PL_TO_DOCUMENT, "strategy"), true);
    for (size_t i = 0; ids[i] != NULL; i++) {
        pl_roff_word(page, PL_MARK_NAME, ids[i], ids[i + 1] != NULL ? "," : ".");
    }
    pl_arena_done(&cli.arguments);
}

static const struct {
    const char *name;
    void (*emit)(struct pl_page *page);
} parts[] = {
    {"DATE", emit_date},         {"VERSION", emit_version},      {"SCHEMA", emit_schema},
    {"COMMANDS", emit_commands}, {"OPTIONS", emit_options},      {"SECTIONS", emit_sections},
    {"FIELDS", pl_emit_fields},  {"DERIVED", pl_emit_derived},   {"NEEDS", pl_emit_needs},
    {"ROLES", pl_emit_roles},    {"EDITIONS", pl_emit_editions}, {"PHASES", pl_emit_phases},
};

/* The part named at `@NAME@`; NULL if there is none. The length is that of the whole mark. */
static void (*find_part(const char *text, size_t *out_length))(struct pl_page *page)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t length = strlen(parts[i].name);
        if (strncmp(text + 1, parts[i].name, length) == 0 && text[length + 1] == '@') {
            *out_length = length + 2;
            return parts[i].emit;
        }
    }
    return NULL;
}

static void expand(struct pl_page *page, const char *template)
{
    while (*template != '\0') {
        size_t plain = strcspn(template, "@");
        size_t mark = 1;
        pl_buffer_add(page->out, template, plain);
        template += plain;
        if (*template == '\0') {
            break;
        }
        void (*emit)(struct pl_page * page) = find_part(template, &mark);
        if (emit == NULL) {
            pl_buffer_add_char(page->out, '@');
        } else {
            emit(page);
        }
        template += mark;
        /* A part made of lines ends the template's line itself. */
        template += emit != NULL &&*template == '\n' && page->out->data[page->out->length - 1] == '\n';
    }
}

static bool print_page(const char *language, const char *date, struct pl_buffer *out)
{
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_buffer template = {0};
    struct pl_page page = {&pl_builtin_knowledge, strcmp(language, "fr") == 0 ? PL_FR : PL_EN, date, 0, out};
    bool ok = pl_file_read("-", TEMPLATE_MAX, &template, &diagnostics);
    expand(&page, pl_buffer_text(&template));
    pl_buffer_done(&template);
    pl_diagnostics_done(&diagnostics);
    return ok;
}

int main(int argc, char **argv)
{
    struct pl_buffer out = {0};
    bool ok = argc == 3   ? print_page(argv[1], argv[2], &out)
              : argc == 2 ? pl_emit_completion(argv[1], &pl_builtin_knowledge, &out)
                          : false;
    if (!ok) {
        fputs("usage: print-manual fr|en DATE < TEMPLATE\n       print-manual bash|zsh|fish\n", stderr);
    }
    ok = ok && pl_write_all(STDOUT_FILENO, pl_buffer_text(&out), out.length);
    pl_buffer_done(&out);
    return ok ? PL_EXIT_DONE : PL_EXIT_SYSTEM;
}
