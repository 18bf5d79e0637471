/* SPDX-License-Identifier: MIT
 * plan: the strategy of one collectivity. chain: its validation circuit. next: the questions that would settle
 * most.
 */
#include <string.h>

#include "cli/cli.h"
#include "engine/planning.h"
#include "engine/questions.h"
#include "report/answers.h"
#include "report/values.h"

enum { REPORT_USUAL = 160 * 1024 }; /* bytes: most reports need no more */

struct pl_plan *pl_cli_plan(struct pl_cli *cli, const char *path)
{
    struct pl_profile *profile = pl_cli_load(cli, path);
    return profile == NULL ? NULL : pl_plan_make(profile, cli->edition, cli->today, &cli->hands[0].arena);
}

const struct pl_format *pl_cli_format(const struct pl_cli *cli)
{
    const char *name = cli->values[PL_OPTION_FORMAT];
    const struct pl_format *format = pl_formats;
    while (name != NULL && format->name != NULL && strcmp(format->name, name) != 0) {
        format++;
    }
    return format->name != NULL ? format : pl_formats; /* the parser has refused other words */
}

/* A word that is no section of the format; the titles of sections lead to them too, in both languages. */
static bool refuse_section(struct pl_cli *cli, enum pl_code code, const char *first, const char *word)
{
    const struct pl_format *format = pl_cli_format(cli);
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(word));
    for (uint32_t i = 0; format->sections == pl_section_ids && pl_section_ids[i] != NULL; i++) {
        for (int language = 0; language < PL_LANGUAGES; language++) {
            const char *title = pl_text_in(cli->knowledge, cli->knowledge->labels[pl_section_titles[i]], (enum pl_language)language);
            pl_nearest_offer(&nearest, title, pl_section_ids[i]);
        }
    }
    pl_cli_refuse_word(cli, code, first, word, format->sections, &nearest);
    return false;
}

bool pl_cli_sections(struct pl_cli *cli, uint32_t *out_bits)
{
    const struct pl_format *format = pl_cli_format(cli);
    const char *given = cli->values[PL_OPTION_SECTIONS];
    uint32_t bits = 0;
    if (given != NULL && format->sections == NULL) {
        pl_cli_usage(cli, PL_C026, "--sections", format->name);
        return false;
    }
    for (const char *rest = given; rest != NULL;) {
        struct pl_view word = {rest, strcspn(rest, ",")};
        uint32_t section = 0;
        while (format->sections[section] != NULL && !pl_view_is(word, format->sections[section])) {
            section++;
        }
        if (format->sections[section] == NULL) {
            return refuse_section(cli, PL_C004, "--sections", pl_arena_copy(&cli->arguments, word.text, word.length));
        }
        bits |= 1u << section;
        rest = rest[word.length] == ',' ? rest + word.length + 1 : NULL;
    }
    if (format->one_section && (bits & (bits - 1)) != 0) {
        return refuse_section(cli, PL_C027, format->name, given);
    }
    *out_bits = bits;
    return true;
}

int pl_command_plan(struct pl_cli *cli)
{
    struct pl_report_options options = {.heading_level = 1, .version = PL_VERSION};
    if (!pl_cli_sections(cli, &options.sections)) {
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
    pl_buffer_reserve(&cli->out, REPORT_USUAL);
    pl_cli_format(cli)->write(plan, &options, &cli->out);
    return PL_EXIT_DONE;
}

static void say_question(struct pl_cli *cli, const struct pl_plan *plan, uint32_t rank, enum pl_language language)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_field *field = pl_plan_asked(plan, plan->questions[rank].field);
    pl_buffer_add_number(&cli->out, rank + 1, "");
    pl_buffer_add_text(&cli->out, ". ");
    pl_say_question(&cli->out, plan, plan->questions[rank].field, language);
    pl_buffer_add_text(&cli->out, "\n   ");
    pl_buffer_add_text(&cli->out, pl_text_in(k, field->why, language));
    pl_buffer_add_text(&cli->out, language == PL_FR ? "\n   Dans le profil : " : "\n   In the profile: ");
    pl_write_field(&cli->out, k, field, language);
    pl_buffer_add_text(&cli->out, language == PL_FR ? ". Points tranchés : " : ". Points settled: ");
    pl_buffer_add_number(&cli->out, plan->questions[rank].settles, "");
    pl_buffer_add_text(&cli->out, ".\n");
    pl_say_answers(&cli->out, plan, &plan->questions[rank], language, "   - ");
    pl_buffer_add_char(&cli->out, '\n');
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
    for (uint32_t i = 0; i < plan->questions_count; i++) {
        say_question(cli, plan, i, language);
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
    (pl_cli_wants_json(cli) ? pl_write_chain_json : pl_write_chain)(plan, &options, &cli->out);
    return PL_EXIT_DONE;
}
