/* SPDX-License-Identifier: MIT
 * help: printed from the tables of commands and options.
 */
#include <string.h>

#include "cli/codes.h"

enum { COLUMNS = 79, OPTION_COLUMN = 32, COMMAND_COLUMN = 14, TOPIC_COLUMN = 26 };

void pl_help_text(struct pl_cli *cli, const char *text, size_t column, size_t indent)
{
    for (bool first = true; *text != '\0'; first = false) {
        struct pl_view word = {text, strcspn(text, " \n")};
        size_t columns = pl_view_count(word);
        bool paragraph = !first && strncmp(text - 1, "\n\n", 2) == 0;
        if (paragraph || (!first && column + 1 + columns > COLUMNS)) {
            pl_cli_add(cli, paragraph ? "\n\n" : "\n");
            for (column = 0; column < indent; column++) {
                pl_buffer_add_char(&cli->out, ' ');
            }
        } else if (!first) {
            pl_buffer_add_char(&cli->out, ' ');
            column++;
        }
        text += paragraph ? 1 : 0; /* the second line end */
        word = (struct pl_view){text, strcspn(text, " \n")};
        pl_buffer_add(&cli->out, word.text, word.length);
        column += pl_view_count(word);
        text += word.length + (text[word.length] != '\0');
    }
    pl_cli_add(cli, "\n");
}

/* A word and what it is about, in two columns; a long word has a line of its own. */
static void add_row(struct pl_cli *cli, const char *word, const char *text, size_t indent)
{
    size_t used = 2 + pl_view_count(pl_view_of(word));
    pl_cli_add(cli, "  ");
    pl_cli_add(cli, word);
    if (used + 1 >= indent) {
        pl_cli_add(cli, "\n");
        used = 0;
    }
    for (; used < indent; used++) {
        pl_buffer_add_char(&cli->out, ' ');
    }
    pl_help_text(cli, text, indent, indent);
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
    add_row(cli, name.data, info->help[cli->language], OPTION_COLUMN);
    pl_buffer_done(&name);
}

static void add_heading(struct pl_cli *cli, const char *french, const char *english)
{
    pl_cli_add(cli, "\n");
    pl_cli_add(cli, cli->language == PL_FR ? french : english);
    pl_cli_add(cli, "\n");
}

/* "label: a b c", after a list of formats. */
static void print_words(struct pl_cli *cli, const char *label, const char *const *words)
{
    struct pl_buffer text = {0};
    pl_buffer_add_text(&text, label);
    pl_buffer_add_text(&text, cli->language == PL_FR ? " :" : ":");
    for (const char *const *word = words; *word != NULL; word++) {
        pl_buffer_add_char(&text, ' ');
        pl_buffer_add_text(&text, *word);
    }
    pl_help_text(cli, text.data, 0, 2);
    pl_buffer_done(&text);
}

/* The lines of a text, each after two spaces. */
static void add_lines(struct pl_cli *cli, const char *text)
{
    for (struct pl_view rest = pl_view_of(text); rest.length > 0;) {
        struct pl_view line = pl_view_take(&rest, "\n");
        pl_cli_add(cli, "  ");
        pl_buffer_add(&cli->out, line.text, line.length);
        pl_cli_add(cli, "\n");
    }
}

static void print_general_options(struct pl_cli *cli)
{
    add_heading(cli, "options de toutes les commandes :", "options of every command:");
    for (int option = PL_OPTION_QUIET; option < PL_OPTIONS; option++) {
        add_option(cli, &pl_option_infos[option]);
    }
}

/* What help may be asked about, and whether it is asked by that word; else it stands for one. */
static const struct {
    const char *word[PL_LANGUAGES], *about[PL_LANGUAGES];
    bool itself;
} topics[] = {
    {{"COMMANDE", "COMMAND"},
     {"une commande, ses options et des exemples", "a command, its options, and examples"},
     false},
    {{"profile", "profile"}, {"un profil d’exemple", "an example of a profile"}, true},
    {{"P012", "P012"},
     {"ce que veut dire le message de code P012", "what the message whose code is P012 means"},
     false},
    {{"codes", "codes"}, {"tous les codes", "all the codes"}, true},
};

static void print_all(struct pl_cli *cli)
{
    static const char *const openings[PL_LANGUAGES] = {
        [PL_FR] = "planner : du profil d’une collectivité à sa stratégie sur les réseaux sociaux\n\n"
                  "  planner PROFIL [OPTIONS]\n  planner COMMANDE [OPTIONS] …\n\ncommandes :\n",
        [PL_EN] = "planner: from the profile of a local authority to its social media strategy\n\n"
                  "  planner PROFILE [OPTIONS]\n  planner COMMAND [OPTIONS] ...\n\ncommands:\n",
    };
    static const char *const examples[PL_LANGUAGES] = {
        [PL_FR] = "planner init -o ville.yaml\nplanner ville.yaml -o strategie.html\nplanner why ville.yaml linkedin",
        [PL_EN] =
            "planner init --lang en -o town.yaml\nplanner town.yaml -o strategy.html\nplanner why town.yaml linkedin",
    };
    enum pl_language language = cli->language;
    pl_cli_add(cli, openings[language]);
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        add_row(cli, command->name, command->summary[language], COMMAND_COLUMN);
    }
    print_general_options(cli);
    add_heading(cli, "exemples :", "examples:");
    add_lines(cli, examples[language]);
    add_heading(cli, "pour en savoir plus :", "to learn more:");
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
        struct pl_buffer word = {0};
        pl_buffer_add_text(&word, "planner help ");
        pl_buffer_add_text(&word, topics[i].word[language]);
        add_row(cli, word.data, topics[i].about[language], TOPIC_COLUMN);
        pl_buffer_done(&word);
    }
    add_row(cli, "man planner", language == PL_FR ? "le manuel" : "the manual", TOPIC_COLUMN);
    add_row(cli, PL_DOCS,
            language == PL_FR ? "les premiers pas, les rapports, l’historique" : "first steps, reports, changes",
            TOPIC_COLUMN);
    pl_cli_add(cli, "\n");
    pl_help_text(
        cli,
        language == PL_FR
            ? "Code de retour : 0 fait, 1 le profil a des erreurs, 2 ligne de commande fautive, 3 lecture ou "
              "écriture impossible, ou connaissances fautives, 141 le lecteur du tube s’est arrêté."
            : "Exit status: 0 done, 1 the profile has errors, 2 wrong command line, 3 cannot read or write, or a "
              "bad knowledge base, 141 the reader of the pipe has gone.",
        0, 0);
}

void pl_help_print(struct pl_cli *cli, const struct pl_command *command)
{
    if (command == NULL) {
        print_all(cli);
    } else {
        enum pl_language language = cli->language;
        const char *operands = command->operands[language];
        struct pl_buffer usage = {0};
        pl_buffer_add_text(&usage, "planner ");
        pl_buffer_add_text(&usage, command->name);
        pl_buffer_add_text(&usage, *operands == '\0' ? "" : " ");
        pl_buffer_add_text(&usage, operands);
        pl_help_text(cli, usage.data, 0, 4);
        pl_buffer_done(&usage);
        pl_cli_add(cli, "\n");
        if (pl_command_has_choices(command)) {
            add_lines(cli, command->details[language]);
        } else {
            pl_help_text(cli, command->details[language], 0, 0);
        }
        bool any = false;
        for (int option = 0; option < PL_OPTION_QUIET; option++) {
            if (pl_command_takes(command, (enum pl_option)option)) {
                pl_cli_add(cli, any ? "" : language == PL_FR ? "\noptions :\n" : "\noptions:\n");
                add_option(cli, &pl_option_infos[option]);
                any = true;
            }
        }
        if (pl_command_takes(command, PL_OPTION_FORMAT)) {
            pl_cli_add(cli, "\n");
            print_words(cli, "formats", pl_cli_formats(cli, command, false));
        }
        if (pl_command_takes(command, PL_OPTION_SECTIONS)) {
            static const char *const shown[] = {"strategy", "full"};
            print_words(cli, "documents", pl_cli_document_ids(cli));
            for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
                struct pl_buffer label = {0};
                pl_buffer_add_text(&label, "sections (");
                pl_buffer_add_text(&label, shown[i]);
                pl_buffer_add_char(&label, ')');
                print_words(cli, label.data,
                            pl_cli_section_ids(cli, pl_position(cli->knowledge, PL_TO_DOCUMENT, shown[i]), false));
                pl_buffer_done(&label);
            }
            print_words(cli, "sections (csv, csv-fr)", pl_table_ids);
        }
        print_general_options(cli);
        add_heading(cli, "exemples :", "examples:");
        add_lines(cli, command->examples[language]);
    }
}

void pl_cli_topic_names(struct pl_cli *cli, pl_cli_visit *visit, void *state)
{
    enum pl_code codes[PL_CODES] = {0};
    size_t count = pl_codes_sorted(codes);
    pl_cli_command_names(cli, visit, state);
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
        if (topics[i].itself) {
            visit(state, topics[i].word[cli->language], topics[i].about[cli->language]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        struct pl_buffer message = {0};
        pl_code_add_message(codes[i], cli->language, &message);
        visit(state, pl_code_name(codes[i]), message.data);
        pl_buffer_done(&message);
    }
}

int pl_command_help(struct pl_cli *cli)
{
    if (cli->operands_count == 0) {
        print_all(cli);
        return PL_EXIT_DONE;
    }
    if (strcmp(cli->operands[0], "profile") == 0) {
        static const char *const examples[PL_LANGUAGES] = {
            [PL_FR] = "# Un profil : seuls le nom et le type sont obligatoires. Ce qui manque est inconnu, et le plan "
                      "le dit.\n"
                      "nom: Ville-Exemple\ntype: commune\nhabitants: 15200\npublics: [habitants, jeunes]\n"
                      "objectifs: [visibilité, dialogue]\ninterne:\n  lacher_prise: hésitante\n  acces_reseau: bloqué\n"
                      "circuit_validation:\n  - {par: rédacteur, delai: 2h}\n  - {par: cabinet, delai: 2j}\n"
                      "moyens: {animateur: partagé, heures_par_semaine: 10}\n",
            [PL_EN] =
                "# A profile: only name and kind are required. What is missing is unknown, and the plan says so.\n"
                "name: Ville-Exemple\nkind: commune\npopulation: 15200\naudiences: [residents, youth]\n"
                "goals: [visibility, dialogue]\ninternal:\n  letting_go: hesitant\n  network_access: blocked\n"
                "validation_chain:\n  - {by: author, delay: 2h}\n  - {by: mayors-office, delay: 2d}\n"
                "means: {community_manager: shared, hours_per_week: 10}\n",
        };
        pl_cli_add(cli, examples[cli->language]);
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
        return pl_cli_refuse_name(cli, PL_C065, cli->operands[0], pl_cli_topic_names, NULL);
    }
    pl_help_print(cli, command);
    return PL_EXIT_DONE;
}
