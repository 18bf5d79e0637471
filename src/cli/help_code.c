/* SPDX-License-Identifier: MIT
 * help CODE: what a message means, with an example of the fault – judged by the loader itself – and one of the remedy.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/codes.h"
#include "load/example.h"
#include "report/values.h"
#include "yaml/node.h"

enum { EXAMPLE_COLUMNS = 100, EXAMPLE_LINES = 12, VERDICT_ITEMS = 5 };

static int compare_codes(const void *left, const void *right)
{
    return strcmp(pl_code_name(*(const enum pl_code *)left), pl_code_name(*(const enum pl_code *)right));
}

size_t pl_codes_sorted(enum pl_code out_codes[PL_CODES])
{
    size_t count = 0;
    for (int code = 0; code < PL_CODES; code++) {
        if (pl_code_severity((enum pl_code)code) != PL_HELP) {
            out_codes[count++] = (enum pl_code)code;
        }
    }
    qsort(out_codes, count, sizeof *out_codes, compare_codes);
    return count;
}

void pl_code_add_example(struct pl_cli *cli, const char *example, enum pl_language language, const char *indent)
{
    struct pl_buffer bytes = {0};
    pl_example_expand(example, &bytes);
    struct pl_view rest = {pl_buffer_text(&bytes), bytes.length};
    for (int line = 0; line < EXAMPLE_LINES && rest.length > 0; line++) {
        struct pl_view shown = pl_view_take(&rest, "\n");
        size_t columns = pl_view_count(shown);
        pl_cli_add(cli, shown.length == 0 ? "" : indent);
        pl_add_visible(&cli->out, shown, EXAMPLE_COLUMNS);
        if (columns > EXAMPLE_COLUMNS) {
            pl_cli_add(cli, " (");
            pl_buffer_add_number(&cli->out, (int64_t)columns, language == PL_FR ? "\xe2\x80\xaf" : ",");
            pl_cli_add(cli, language == PL_FR ? "\u00a0caractères)" : " characters)");
        }
        pl_cli_add(cli, "\n");
    }
    if (rest.length > 0) {
        pl_cli_add(cli, indent);
        pl_cli_add(cli, "…\n");
    }
    pl_buffer_done(&bytes);
}

void pl_code_add_verdict(struct pl_cli *cli, const char *example, enum pl_language language, const char *indent)
{
    static const char *const names[PL_LANGUAGES] = {"profil.yaml", "profile.yaml"};
    struct pl_diagnostics diagnostics = {.language = language};
    struct pl_arena arena = {0};
    struct pl_buffer bytes = {0};
    struct pl_buffer said = {0};
    struct pl_profile profile;
    pl_example_expand(example, &bytes);
    struct pl_source source = {.name = names[language], .text = {pl_buffer_text(&bytes), bytes.length}};
    if (bytes.length > PL_YAML_MAX_BYTES) { /* the reader of files refuses it, before the loader of profiles */
        pl_diagnose(&diagnostics, PL_P001, (struct pl_place){0}, source.name, (const char *)NULL);
    } else {
        pl_profile_load(cli->knowledge, &source, cli->today, &arena, &diagnostics, &profile);
    }
    const struct pl_diagnostic *shown[VERDICT_ITEMS];
    size_t count = pl_diagnostics_select(&diagnostics, shown, VERDICT_ITEMS);
    for (size_t i = 0; i < count; i++) {
        pl_diagnostic_print(shown[i], language, false, &said);
    }
    struct pl_view rest = {pl_buffer_text(&said), said.length};
    while (rest.length > 0) {
        struct pl_view line = pl_view_take(&rest, "\n");
        pl_cli_add(cli, indent);
        pl_buffer_add(&cli->out, line.text, line.length);
        pl_cli_add(cli, "\n");
    }
    pl_buffer_done(&said);
    pl_buffer_done(&bytes);
    pl_arena_done(&arena);
    pl_diagnostics_done(&diagnostics);
}

static void add_head(struct pl_cli *cli, enum pl_code code)
{
    pl_cli_add(cli, pl_code_name(code));
    pl_cli_add(cli, "  ");
    pl_cli_add(cli, pl_severity_word(pl_code_severity(code), cli->language));
    pl_cli_add(cli, pl_colon(cli->language));
    pl_code_add_message(code, cli->language, &cli->out);
    pl_cli_add(cli, "\n");
}

const char *pl_code_title(const struct pl_explanation *explanation, bool right, enum pl_language language)
{
    static const char *const titles[PL_LANGUAGES][2][2] = {
        [PL_FR] = {{"Fautif", "Juste"}, {"La situation", "Que faire"}},
        [PL_EN] = {{"Wrong", "Right"}, {"The situation", "What to do"}},
    };
    return titles[language][explanation->example == PL_EXAMPLE_SITUATION][right];
}

static void add_part(struct pl_cli *cli, const struct pl_explanation *explanation, bool right)
{
    const char *text = pl_text_in(cli->knowledge, right ? explanation->right : explanation->wrong, cli->language);
    pl_cli_add(cli, "\n");
    pl_cli_add(cli, pl_code_title(explanation, right, cli->language));
    if (explanation->example == PL_EXAMPLE_KNOWLEDGE) {
        pl_cli_add(cli, cli->language == PL_FR ? ", dans " : ", in ");
        pl_cli_add(cli, pl_text(cli->knowledge, explanation->file));
    }
    pl_cli_add(cli, cli->language == PL_FR ? "\u00a0:\n\n" : ":\n\n");
    if (explanation->example == PL_EXAMPLE_SITUATION) {
        pl_cli_add(cli, "    ");
        pl_help_text(cli, text, 4, 4);
    } else {
        pl_code_add_example(cli, text, cli->language, "    ");
    }
}

int pl_help_code(struct pl_cli *cli, const char *name)
{
    enum pl_code code = pl_code_find(name);
    if (code == PL_CODES) {
        return pl_cli_refuse_name(cli, PL_C030, name, pl_cli_topic_names, NULL);
    }
    if (pl_code_severity(code) == PL_HELP) { /* no message shows it by itself */
        return pl_cli_usage(cli, PL_C030, name, NULL);
    }
    const struct pl_explanation *explanation = &cli->knowledge->explanations[code];
    add_head(cli, code);
    struct pl_buffer help = {0};
    pl_buffer_add_text(&help, pl_severity_word(PL_HELP, cli->language));
    pl_buffer_add_text(&help, pl_colon(cli->language));
    if (explanation->example != PL_EXAMPLE_PROFILE &&
        pl_code_add_help(code, cli->language, &help)) { /* else the loader says it */
        pl_cli_add(cli, "      ");
        pl_help_text(cli, help.data, 6, 6);
    }
    pl_buffer_done(&help);
    pl_cli_add(cli, "\n");
    pl_help_text(cli, pl_text_in(cli->knowledge, explanation->meaning, cli->language), 0, 0);
    add_part(cli, explanation, false);
    if (explanation->example == PL_EXAMPLE_PROFILE) {
        pl_cli_add(cli,
                   cli->language == PL_FR ? "\nCe qu’en dit planner\u00a0:\n\n" : "\nWhat planner says of it:\n\n");
        pl_code_add_verdict(cli, pl_text_in(cli->knowledge, explanation->wrong, cli->language), cli->language, "    ");
    }
    add_part(cli, explanation, true);
    return PL_EXIT_DONE;
}

int pl_help_codes(struct pl_cli *cli)
{
    enum pl_code codes[PL_CODES] = {0};
    size_t count = pl_codes_sorted(codes);
    for (size_t i = 0; i < count; i++) {
        bool new_group = i > 0 && *pl_code_name(codes[i]) != *pl_code_name(codes[i - 1]);
        pl_cli_add(cli, new_group ? "\n" : "");
        add_head(cli, codes[i]);
    }
    pl_cli_add(cli, cli->language == PL_FR ? "\n«\u00a0planner help P012\u00a0» explique le code P012.\n"
                                           : "\n`planner help P012` explains the code P012.\n");
    return PL_EXIT_DONE;
}
