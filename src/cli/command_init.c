/* SPDX-License-Identifier: MIT
 * init: a commented profile, with what the official register says already filled in; else the questionnaire.
 */
#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/questionnaire.h"
#include "model/register.h"
#include "report/template.h"

static enum pl_language language_of(const struct pl_cli *cli)
{
    const char *given = cli->values[PL_OPTION_LANG];
    return given == NULL ? PL_FR : strcmp(given, "en") == 0 ? PL_EN : PL_FR;
}

static void state_text(struct pl_cell *cells, uint32_t field, const char *text)
{
    cells[field] = (struct pl_cell){.text = text, .line = 1};
}

static void state_number(struct pl_cell *cells, uint32_t field, int64_t number)
{
    cells[field] = (struct pl_cell){.low = number, .high = number, .line = 1};
}

/* The profile of one authority of the register. */
static void write_registered(const struct pl_cli *cli, const struct pl_registered *registered, struct pl_buffer *out)
{
    static const enum pl_position kinds[PL_REGISTER_KINDS] = {PL_KIND_COMMUNE, PL_KIND_INTERCOMMUNALITY};
    static const char *const openings[PL_LANGUAGES] = {
        "Profil à compléter. Retirez le « # » d'une ligne et donnez la réponse ; ce que vous ne savez pas reste en commentaire et sera tenu pour "
        "inconnu.\nNom, type, population, code et département : répertoire officiel, ",
        "A profile to be filled in. Remove the '#' of a line and give the answer; what you do not know stays a comment and counts as unknown.\n"
        "Name, kind, population, code and department: official register, "};
    const struct pl_knowledge *k = cli->knowledge;
    enum pl_language language = language_of(cli);
    struct pl_arena arena = {0};
    struct pl_buffer opening = {0};
    struct pl_cell *cells = pl_arena_array(&arena, k->fields_count, sizeof *cells);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        cells[i] = pl_cell_unknown(k, &k->fields[i]);
    }
    state_text(cells, k->facts[PL_FACT_NAME], registered->name);
    state_number(cells, k->facts[PL_FACT_KIND], INT64_C(1) << kinds[registered->kind]);
    if (registered->population >= 0) {
        state_number(cells, k->facts[PL_FACT_POPULATION], registered->population);
    }
    state_text(cells, k->facts[PL_FACT_CODE], registered->code);
    state_text(cells, k->facts[PL_FACT_DEPARTMENT], registered->department);
    state_number(cells, k->facts[PL_FACT_LANGUAGE], INT64_C(1) << (language == PL_FR ? PL_LANGUAGE_FRENCH : PL_LANGUAGE_ENGLISH));
    pl_buffer_add_text(&opening, openings[language]);
    pl_buffer_add_text(&opening, pl_register_version);
    pl_write_template(k, cells, language, opening.data, out);
    pl_buffer_done(&opening);
    pl_arena_done(&arena);
}

/* "Beaulieu (Ardèche, 07028), …": the communes of a name. */
static int refuse_homonyms(struct pl_cli *cli, const char *name, uint32_t first, uint32_t count)
{
    struct pl_buffer list = {0};
    for (uint32_t i = 0; i < count; i++) {
        struct pl_registered registered;
        pl_register_get_named(first + i, &registered);
        const char *department = pl_register_department(registered.department);
        pl_buffer_add_text(&list, i > 0 ? ", " : "");
        pl_buffer_add_text(&list, registered.code);
        pl_buffer_add_text(&list, " (");
        pl_buffer_add_text(&list, department == NULL ? registered.department : department);
        pl_buffer_add_char(&list, ')');
    }
    pl_diagnose(&cli->diagnostics, PL_C022, (struct pl_place){0}, name, "", "", list.data, (const char *)NULL);
    pl_buffer_done(&list);
    return PL_EXIT_USAGE;
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
    if (pl_init_refuses_output(cli)) {
        return PL_EXIT_SYSTEM;
    }
    write_registered(cli, registered, &cli->out);
    return PL_EXIT_DONE;
}

static int init_commune(struct pl_cli *cli, const char *name)
{
    uint32_t first = 0;
    uint32_t count = pl_register_named(name, &first);
    struct pl_registered registered;
    if (count == 0) {
        return not_registered(cli, name, pl_register_nearest(name));
    }
    if (count > 1) {
        return refuse_homonyms(cli, name, first, count);
    }
    pl_register_get_named(first, &registered);
    return init_one(cli, &registered);
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
    const char *given = cli->values[PL_OPTION_KIND];
    enum pl_register_kind kind = given != NULL && strcmp(given, "intercommunality") == 0 ? PL_REGISTER_INTERCOMMUNALITIES
                                                                                         : PL_REGISTER_COMMUNES;
    const char *path = cli->values[PL_OPTION_DIRECTORY];
    bool all = strcmp(department, "all") == 0;
    if (!all && pl_register_department(department) == NULL) {
        return not_registered(cli, department, NULL);
    }
    if (path == NULL) {
        return pl_cli_usage(cli, PL_C024, "", NULL);
    }
    struct pl_folder *folder = pl_folder_open(path, &cli->diagnostics);
    struct pl_buffer text = {0};
    struct pl_buffer name = {0};
    for (uint32_t i = 0; folder != NULL && i < pl_register_count(kind); i++) {
        struct pl_registered registered;
        pl_register_get(kind, i, &registered);
        if (!all && strcmp(registered.department, department) != 0) {
            continue;
        }
        pl_buffer_clear(&text);
        write_registered(cli, &registered, &text);
        file_name(&registered, &name);
        enum pl_put put = pl_folder_put(folder, name.data, text.data, text.length, cli->values[PL_OPTION_FORCE] != NULL);
        if (put == PL_PUT_EXISTS) {
            pl_diagnose(&cli->diagnostics, PL_E003, (struct pl_place){0}, name.data, (const char *)NULL);
        } else if (put == PL_PUT_FAILED) {
            pl_diagnose(&cli->diagnostics, PL_E002, (struct pl_place){0}, name.data, pl_system_fault(errno, cli->language), (const char *)NULL);
            break;
        }
    }
    if (folder != NULL) {
        pl_folder_close(folder, &cli->diagnostics);
    }
    pl_buffer_done(&text);
    pl_buffer_done(&name);
    return PL_EXIT_DONE;
}

/* What belongs to the questionnaire does not go with the register. */
static bool refuse_questionnaire(struct pl_cli *cli, enum pl_option way)
{
    static const enum pl_option others[] = {PL_OPTION_ANSWERS, PL_OPTION_SET, PL_OPTION_NO_INPUT, PL_OPTION_PARTIAL};
    bool refused = cli->operands_count > 0;
    if (refused) {
        pl_cli_usage(cli, PL_C006, cli->operands[0], NULL);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (cli->values[others[i]] != NULL) {
            pl_cli_usage(cli, PL_C007, pl_option_infos[others[i]].name, pl_option_infos[way].name);
            refused = true;
        }
    }
    return refused;
}

int pl_command_init(struct pl_cli *cli)
{
    static const struct {
        enum pl_option option;
        int (*run)(struct pl_cli *cli, const char *value);
    } ways[] = {{PL_OPTION_COMMUNE, init_commune}, {PL_OPTION_CODE, init_code}, {PL_OPTION_DEPARTMENT, init_department}};
    int chosen = -1;
    for (int i = 0; i < 3; i++) {
        if (cli->values[ways[i].option] != NULL) {
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
    return refuse_questionnaire(cli, ways[chosen].option) ? PL_EXIT_USAGE : ways[chosen].run(cli, cli->values[ways[chosen].option]);
}
