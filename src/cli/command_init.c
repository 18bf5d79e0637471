/* SPDX-License-Identifier: MIT
 * init: a commented profile, with what the official register says already filled in; else the questionnaire.
 */
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/questionnaire.h"
#include "model/register.h"

enum { HOMONYMS_MAX = 64 };

/* The profile of one authority of the register. */
static void write_registered(const struct pl_cli *cli, const struct pl_registered *registered, struct pl_buffer *out)
{
    static const char *const openings[PL_LANGUAGES] = {
        "Profil à compléter. Retirez le « # » d'une ligne et donnez la réponse ; ce que vous ne savez pas reste en "
        "commentaire et sera tenu pour "
        "inconnu.\nNom, type, population, code et département : répertoire officiel, ",
        "A profile to be filled in. Remove the '#' of a line and give the answer; what you do not know stays a comment "
        "and counts as unknown.\n"
        "Name, kind, population, code and department: official register, "};
    struct pl_answers answers = {.language = pl_cli_language(cli, NULL)};
    struct pl_buffer opening = {0};
    pl_answers_init(&answers, cli->knowledge, NULL);
    pl_answers_register(&answers, registered);
    pl_buffer_add_text(&opening, openings[answers.language]);
    pl_buffer_add_text(&opening, pl_register_version);
    pl_init_write(&answers, opening.data, out);
    pl_buffer_done(&opening);
    pl_answers_done(&answers);
}

/* "42186 (Loire)" */
static void add_registered(struct pl_buffer *out, const struct pl_registered *registered, enum pl_language language)
{
    static const char *const words[PL_LANGUAGES] = {
        [PL_FR] = "intercommunalité, ", [PL_EN] = "intercommunal authority, "};
    const char *department = pl_register_department(registered->department);
    pl_buffer_add_text(out, registered->code);
    pl_buffer_add_text(out, " (");
    pl_buffer_add_text(out, registered->kind == PL_REGISTER_INTERCOMMUNALITIES ? words[language] : "");
    pl_buffer_add_text(out, department == NULL ? registered->department : department);
    pl_buffer_add_char(out, ')');
}

static int not_registered(struct pl_cli *cli, const char *what, const char *meant)
{
    pl_cli_usage(cli, PL_C023, what, NULL);
    if (meant != NULL) {
        pl_diagnostics_help(&cli->diagnostics, PL_H001, meant, (const char *)NULL);
    }
    return PL_EXIT_USAGE;
}

static int init_one(struct pl_cli *cli, const struct pl_registered *registered)
{
    const char *path = cli->values[PL_OPTION_OUTPUT];
    if (pl_init_refuses_output(cli)) {
        return PL_EXIT_SYSTEM;
    }
    write_registered(cli, registered, &cli->out);
    pl_buffer_add_text(&cli->closing, "planner: ");
    if (path != NULL && strcmp(path, "-") != 0) {
        pl_add_visible(&cli->closing, pl_view_of(path), 4096);
        pl_buffer_add_text(&cli->closing, ": ");
    }
    pl_buffer_add_text(&cli->closing, registered->name);
    pl_buffer_add_text(&cli->closing, ", ");
    add_registered(&cli->closing, registered, cli->language);
    pl_buffer_add_char(&cli->closing, '\n');
    return PL_EXIT_DONE;
}

enum pl_register_kind pl_cli_register_kind(const struct pl_cli *cli)
{
    const char *given = cli->values[PL_OPTION_KIND];
    return given == NULL ? PL_REGISTER_KINDS
                         : (enum pl_register_kind)pl_cli_position(pl_option_infos[PL_OPTION_KIND].words, given);
}

/* By its name: a commune; an intercommunal authority if --kind says so, or if no commune is called so. */
static int init_named(struct pl_cli *cli, const char *name)
{
    struct pl_registered found[HOMONYMS_MAX];
    const char *department = cli->values[PL_OPTION_DEPARTMENT];
    enum pl_register_kind kind = pl_cli_register_kind(cli);
    if (department != NULL && pl_register_department(department) == NULL) {
        return not_registered(cli, department, pl_register_nearest_department(department));
    }
    uint32_t count = pl_register_named(name, kind == PL_REGISTER_KINDS ? PL_REGISTER_COMMUNES : kind, department, found,
                                       HOMONYMS_MAX);
    if (count == 0 && kind == PL_REGISTER_KINDS) {
        count = pl_register_named(name, PL_REGISTER_INTERCOMMUNALITIES, department, found, HOMONYMS_MAX);
    }
    if (count == 0) {
        return not_registered(cli, name, pl_register_nearest(name, kind, department, SIZE_MAX));
    }
    if (count == 1) {
        return init_one(cli, &found[0]);
    }
    struct pl_buffer list = {0}; /* of homonyms */
    for (uint32_t i = 0; i < count && i < HOMONYMS_MAX; i++) {
        pl_buffer_add_text(&list, i > 0 ? ", " : "");
        add_registered(&list, &found[i], cli->language);
    }
    pl_diagnose(&cli->diagnostics, PL_C022, (struct pl_place){0}, name, "", "", list.data, (const char *)NULL);
    pl_buffer_done(&list);
    return PL_EXIT_USAGE;
}

static int init_code(struct pl_cli *cli, const char *code)
{
    struct pl_registered registered;
    return pl_register_find_code(code, &registered) ? init_one(cli, &registered) : not_registered(cli, code, NULL);
}

static void file_name(const struct pl_registered *registered, struct pl_buffer *out)
{
    char slug[PL_SLUG_MAX];
    pl_buffer_clear(out);
    pl_slug(pl_view_of(registered->name), slug);
    pl_buffer_add_text(out, slug);
    pl_buffer_add_char(out, '-');
    pl_slug(pl_view_of(registered->code), slug);
    pl_buffer_add_text(out, slug);
    pl_buffer_add_text(out, ".yaml");
}

/* One profile for each commune, or intercommunal authority, of a department; `all`: of France. */
static int init_department(struct pl_cli *cli, const char *department)
{
    enum pl_register_kind kind = pl_cli_register_kind(cli) == PL_REGISTER_INTERCOMMUNALITIES
                                     ? PL_REGISTER_INTERCOMMUNALITIES
                                     : PL_REGISTER_COMMUNES;
    const char *path = cli->values[PL_OPTION_DIRECTORY];
    bool all = strcmp(department, "all") == 0;
    if (!all && pl_register_department(department) == NULL) {
        return not_registered(cli, department, pl_register_nearest_department(department));
    }
    if (path == NULL) {
        return pl_cli_usage(cli, PL_C024, "--department", NULL);
    }
    pl_reads_settle(&cli->reads);
    struct pl_folder *folder = pl_folder_open(path, &cli->reads, NULL, &cli->diagnostics);
    struct pl_buffer text = {0};
    struct pl_buffer name = {0};
    struct pl_buffer shown = {0}; /* with its folder */
    int64_t counts[PL_PUTS] = {0};
    for (uint32_t i = 0; folder != NULL && i < pl_register_count(kind) && counts[PL_PUT_FAILED] == 0; i++) {
        struct pl_registered registered;
        pl_register_get(kind, i, &registered);
        if (!all && strcmp(registered.department, department) != 0) {
            continue;
        }
        pl_buffer_clear(&text);
        write_registered(cli, &registered, &text);
        file_name(&registered, &name);
        struct pl_draft *draft =
            pl_folder_draft(folder, name.data, text.data, text.length, cli->values[PL_OPTION_FORCE] != NULL);
        enum pl_put put = pl_draft_close(draft, true, &cli->diagnostics);
        counts[put]++;
        if (put == PL_PUT_REFUSED) {
            pl_buffer_clear(&shown);
            pl_path_add(&shown, path, name.data);
            pl_diagnostics_help(&cli->diagnostics, PL_H018, shown.data, (const char *)NULL);
        }
    }
    if (folder != NULL) {
        pl_folder_close(folder, &cli->diagnostics);
        pl_cli_flush_diagnostics(cli);
        if (cli->values[PL_OPTION_QUIET] == NULL) {
            pl_buffer_clear(&text);
            pl_cli_add_written(&text, cli->language, cli->language == PL_FR ? "profil" : "profile", path, counts);
            (void)pl_write_all(STDERR_FILENO, text.data, text.length);
        }
    }
    pl_buffer_done(&text);
    pl_buffer_done(&name);
    pl_buffer_done(&shown);
    return PL_EXIT_DONE;
}

enum { COMMUNE, CODE, DEPARTMENT, WAYS };
static const struct {
    enum pl_option option;
    int (*run)(struct pl_cli *cli, const char *value);
} ways[WAYS] = {[COMMUNE] = {PL_OPTION_COMMUNE, init_named},
                [CODE] = {PL_OPTION_CODE, init_code},
                [DEPARTMENT] = {PL_OPTION_DEPARTMENT, init_department}};

/* What belongs to the questionnaire does not go with the register, nor a folder with one authority, nor a file with a
 * department. */
static bool refuse_others(struct pl_cli *cli, int way)
{
    static const struct {
        enum pl_option option;
        unsigned ways; /* bits: those that it does not go with */
    } others[] = {
        {PL_OPTION_ANSWERS, 1u << COMMUNE | 1u << CODE | 1u << DEPARTMENT},
        {PL_OPTION_SET, 1u << COMMUNE | 1u << CODE | 1u << DEPARTMENT},
        {PL_OPTION_NO_INPUT, 1u << COMMUNE | 1u << CODE | 1u << DEPARTMENT},
        {PL_OPTION_PARTIAL, 1u << COMMUNE | 1u << CODE | 1u << DEPARTMENT},
        {PL_OPTION_DIRECTORY, 1u << COMMUNE | 1u << CODE},
        {PL_OPTION_KIND, 1u << CODE},
        {PL_OPTION_OUTPUT, 1u << DEPARTMENT},
    };
    bool refused = cli->operands_count > 0;
    if (refused) {
        pl_cli_usage(cli, PL_C006, cli->operands[0], "init");
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (cli->values[others[i].option] != NULL && (others[i].ways >> way & 1) != 0) {
            pl_cli_usage(cli, PL_C052, pl_option_infos[ways[way].option].name, pl_option_infos[others[i].option].name);
            refused = true;
        }
    }
    return refused;
}

int pl_command_init(struct pl_cli *cli)
{
    int chosen = -1;
    for (int i = 0; i < WAYS; i++) {
        if (cli->values[ways[i].option] != NULL &&
            !(chosen == COMMUNE && i == DEPARTMENT)) { /* it tells homonyms apart */
            if (chosen >= 0) {
                return pl_cli_usage(cli, PL_C025, "", NULL);
            }
            chosen = i;
        }
    }
    if (chosen < 0) {
        bool of_register = cli->values[PL_OPTION_KIND] != NULL || cli->values[PL_OPTION_DIRECTORY] != NULL;
        return of_register ? pl_cli_usage(cli, PL_C025, "", NULL) : pl_init_questionnaire(cli);
    }
    return refuse_others(cli, chosen) ? PL_EXIT_USAGE : ways[chosen].run(cli, cli->values[ways[chosen].option]);
}
