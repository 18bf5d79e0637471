/* SPDX-License-Identifier: MIT
 * help: printed from the tables of commands and options.
 */
#include <string.h>

#include "cli/codes.h"

static void add(struct pl_cli *cli, const char *text)
{
    pl_buffer_add_text(&cli->out, text);
}

/* Text padded to a width of columns, with a space at least. */
static void add_padded(struct pl_cli *cli, const char *text, size_t width)
{
    add(cli, text);
    size_t used = pl_view_count(pl_view_of(text));
    if (used + 1 >= width) { /* what follows stands on a line of its own */
        add(cli, "\n  ");
        used = 0;
    }
    for (; used < width; used++) {
        pl_buffer_add_char(&cli->out, ' ');
    }
}

static void add_option(struct pl_cli *cli, const struct pl_option_info *info)
{
    struct pl_buffer name = {0};
    if (info->letter != 0) {
        pl_buffer_add_char(&name, '-');
        pl_buffer_add_char(&name, info->letter);
        pl_buffer_add_text(&name, ", ");
    }
    pl_buffer_add_text(&name, "--");
    pl_buffer_add_text(&name, info->name);
    if (info->value[cli->language] != NULL) {
        pl_buffer_add_char(&name, ' ');
        pl_buffer_add_text(&name, info->value[cli->language]);
    }
    add(cli, "  ");
    add_padded(cli, name.data, 30);
    add(cli, info->help[cli->language]);
    add(cli, "\n");
    pl_buffer_done(&name);
}

static void print_formats(struct pl_cli *cli, const struct pl_command *command)
{
    add(cli, cli->language == PL_FR ? "\nformats :" : "\nformats:");
    for (uint32_t i = 0; pl_command_format(command, i) != NULL; i++) {
        add(cli, " ");
        add(cli, pl_command_format(command, i));
    }
    add(cli, "\n");
}

/* The first format with the same sections. */
static const struct pl_format *first_alike(const struct pl_format *format)
{
    const struct pl_format *first = pl_formats;
    while (first->sections != format->sections) {
        first++;
    }
    return first;
}

/* A line for each list of sections, with the formats that share it. */
static void print_sections(struct pl_cli *cli)
{
    for (const struct pl_format *format = pl_formats; format->name != NULL; format++) {
        if (format->sections == NULL || first_alike(format) != format) {
            continue;
        }
        add(cli, "sections (");
        for (const struct pl_format *other = format; other->name != NULL; other++) {
            if (other->sections == format->sections) {
                add(cli, other == format ? "" : ", ");
                add(cli, other->name);
            }
        }
        add(cli, cli->language == PL_FR ? ") :" : "):");
        for (const char *const *id = format->sections; *id != NULL; id++) {
            add(cli, " ");
            add(cli, *id);
        }
        add(cli, "\n");
    }
}

static void print_command(struct pl_cli *cli, const struct pl_command *command)
{
    enum pl_language language = cli->language;
    add(cli, "planner ");
    add(cli, command->name);
    add(cli, *command->operands[language] == '\0' ? "" : " ");
    add(cli, command->operands[language]);
    add(cli, "\n\n");
    add(cli, command->details[language]);
    add(cli, "\n\n");
    for (int option = 0; option < PL_OPTIONS; option++) {
        if ((command->options >> option & 1) != 0 || option >= PL_OPTION_QUIET) {
            add_option(cli, &pl_option_infos[option]);
        }
    }
    if ((command->options >> PL_OPTION_FORMAT & 1) != 0) {
        print_formats(cli, command);
    }
    if ((command->options >> PL_OPTION_SECTIONS & 1) != 0) {
        print_sections(cli);
    }
}

static void print_all(struct pl_cli *cli)
{
    enum pl_language language = cli->language;
    add(cli, language == PL_FR
                 ? "planner : du profil d’une collectivité à sa stratégie sur les réseaux sociaux\n\n  planner PROFIL\n  planner COMMANDE "
                   "[OPTIONS] …\n\ncommandes :\n"
                 : "planner: from the profile of a local authority to its social media strategy\n\n  planner PROFILE\n  planner COMMAND "
                   "[OPTIONS] ...\n\ncommands:\n");
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        add(cli, "  ");
        add_padded(cli, command->name, 12);
        add(cli, command->summary[language]);
        add(cli, "\n");
    }
    add(cli, language == PL_FR ? "\noptions :\n" : "\noptions:\n");
    for (int option = 0; option < PL_OPTIONS; option++) {
        add_option(cli, &pl_option_infos[option]);
    }
    print_formats(cli, pl_commands);
    add(cli, language == PL_FR ? "\n« planner help P012 » explique le message de code P012, « planner help codes » donne la liste des codes, et\n"
                                 "« planner help profile » montre un profil d’exemple.\n"
                               : "\n`planner help P012` explains the message whose code is P012, `planner help codes` lists the codes, and\n"
                                 "`planner help profile` shows an example of a profile.\n");
    add(cli, language == PL_FR ? "\nCode de retour : 0 fait, 1 le profil a des erreurs, 2 ligne de commande fautive,\n3 lecture ou écriture "
                                 "impossible, ou connaissances fautives.\n"
                               : "\nExit status: 0 done, 1 the profile has errors, 2 wrong command line,\n3 cannot read or write, or a "
                                 "bad knowledge base.\n");
}

static void print_profile(struct pl_cli *cli)
{
    static const char *const examples[PL_LANGUAGES] = {
        [PL_FR] = "# Un profil : seuls le nom et le type sont obligatoires. Ce qui manque est inconnu, et le plan le dit.\n"
                  "nom: Ville-Exemple\ntype: commune\nhabitants: 15200\npublics: [habitants, jeunes]\n"
                  "objectifs: [visibilité, dialogue]\ninterne:\n  lacher_prise: hésitante\n  acces_reseau: bloqué\n"
                  "circuit_validation:\n  - {par: rédacteur, delai: 2h}\n  - {par: cabinet, delai: 2j}\n"
                  "moyens: {animateur: partagé, heures_par_semaine: 10}\n",
        [PL_EN] = "# A profile: only name and kind are required. What is missing is unknown, and the plan says so.\n"
                  "name: Ville-Exemple\nkind: commune\npopulation: 15200\naudiences: [residents, youth]\n"
                  "goals: [visibility, dialogue]\ninternal:\n  letting_go: hesitant\n  network_access: blocked\n"
                  "validation_chain:\n  - {by: author, delay: 2h}\n  - {by: mayors-office, delay: 2d}\n"
                  "means: {community_manager: shared, hours_per_week: 10}\n",
    };
    add(cli, examples[cli->language]);
}

void pl_help_print(struct pl_cli *cli, const struct pl_command *command)
{
    if (command == NULL || strcmp(command->name, "help") == 0) {
        print_all(cli);
    } else {
        print_command(cli, command);
    }
}

static int unknown_topic(struct pl_cli *cli, const char *topic)
{
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(topic));
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        pl_nearest_offer(&nearest, command->name, command->name);
    }
    pl_nearest_offer(&nearest, "profile", "profile");
    pl_nearest_offer(&nearest, "codes", "codes");
    pl_cli_usage(cli, PL_C065, topic, NULL);
    pl_diagnostics_suggest(&cli->diagnostics, &nearest);
    return PL_EXIT_USAGE;
}

int pl_command_help(struct pl_cli *cli)
{
    if (cli->operands_count == 0) {
        print_all(cli);
        return PL_EXIT_DONE;
    }
    if (strcmp(cli->operands[0], "profile") == 0) {
        print_profile(cli);
        return PL_EXIT_DONE;
    }
    if (strcmp(cli->operands[0], "codes") == 0) {
        return pl_help_codes(cli);
    }
    const struct pl_command *command = pl_cli_find_command(cli->operands[0]);
    if (command == NULL && strpbrk(cli->operands[0], "0123456789") != NULL) {
        return pl_help_code(cli, cli->operands[0]);
    }
    if (command == NULL) {
        return unknown_topic(cli, cli->operands[0]);
    }
    pl_help_print(cli, command);
    return PL_EXIT_DONE;
}
