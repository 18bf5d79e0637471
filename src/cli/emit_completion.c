/* SPDX-License-Identifier: MIT
 * Completions for bash, zsh and fish: commands, the options of the command given, the words that options take, files,
 * identifiers of rules and platforms. Descriptions are in the language of the reader's locale, as the messages of the
 * program.
 */
#include <string.h>

#include "base/text.h"
#include "cli/emit.h"

/* What stands for a value or an operand, by the word that the tables show for it in English. */
enum kind { KIND_ANY, KIND_FILE, KIND_FOLDER, KIND_PROFILE, KIND_ITEM, KIND_COMMAND, KIND_CHOICE };
static const struct {
    const char *shown;
    enum kind kind;
} kinds[] = {{"FILE", KIND_FILE},
             {"DIR", KIND_FOLDER},
             {"PROFILE", KIND_PROFILE},
             {"ITEM", KIND_ITEM},
             {"COMMAND", KIND_COMMAND}};

enum { EVERY_COMMAND = 1u << PL_OPTION_QUIET | 1u << PL_OPTION_COLOR | 1u << PL_OPTION_HELP | 1u << PL_OPTION_VERSION };

/* By kind: what each shell does about it. */
static const char *const bash_actions[] = {[KIND_ANY] = ":",
                                           [KIND_FILE] = "_planner_files -f",
                                           [KIND_FOLDER] = "_planner_files -d",
                                           [KIND_PROFILE] = "_planner_profiles",
                                           [KIND_ITEM] = "_planner_words \"$(_planner_items)\"",
                                           [KIND_COMMAND] = "_planner_words \"$commands profile codes\"",
                                           [KIND_CHOICE] = NULL};
static const char *const zsh_actions[] = {[KIND_ANY] = " ",
                                          [KIND_FILE] = "_files",
                                          [KIND_FOLDER] = "_files -/",
                                          [KIND_PROFILE] = "_files -g \"*.(yaml|yml)(-.)\"",
                                          [KIND_ITEM] = "_planner_items",
                                          [KIND_COMMAND] = "_planner_commands",
                                          [KIND_CHOICE] = NULL};

static void add(struct pl_buffer *out, const char *text)
{
    pl_buffer_add_text(out, text);
}

static enum kind kind_of(const char *shown)
{
    const char *word = shown + (*shown == '[');
    if (strstr(shown, " | ") != NULL) {
        return KIND_CHOICE;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strncmp(word, kinds[i].shown, strlen(kinds[i].shown)) == 0) {
            return kinds[i].kind;
        }
    }
    return KIND_ANY;
}

static bool takes(const struct pl_command *command, int option)
{
    return ((command->options | EVERY_COMMAND) >> option & 1) != 0;
}

static void add_word(struct pl_buffer *out, const char *word)
{
    add(out, out->length > 0 ? " " : "");
    add(out, word);
}

static void add_list(struct pl_buffer *out, const char *const *words)
{
    for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
        add_word(out, words[i]);
    }
}

/* The words of an option's value, into an empty buffer: its table, the formats of the command, the years of the editions, or the sections of
 * every format; false if it takes any value. */
static bool add_words(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_command *command, int option)
{
    add_list(out, pl_option_infos[option].words);
    for (uint32_t i = 0; option == PL_OPTION_FORMAT && pl_command_format(command, i) != NULL; i++) {
        add_word(out, pl_command_format(command, i));
    }
    if (option == PL_OPTION_SECTIONS) {
        struct pl_cli cli = {.knowledge = k};
        add_list(out, pl_cli_section_ids(&cli, pl_position(k, PL_TO_DOCUMENT, "strategy"), true));
        pl_arena_done(&cli.arguments);
        add_list(out, pl_table_ids);
    }
    for (uint32_t i = 0; option == PL_OPTION_DOCUMENT && i < k->documents_count; i++) {
        add_word(out, pl_text(k, k->documents[i].id));
    }
    for (uint32_t i = 0; option == PL_OPTION_EDITION && i < k->editions_count; i++) {
        add(out, i > 0 ? " " : "");
        pl_buffer_add_number(out, k->editions[i].year, "");
    }
    return out->length > 0;
}

static void add_commands(struct pl_buffer *out)
{
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        add(out, command == pl_commands ? "" : " ");
        add(out, command->name);
    }
}

/* The first word of each choice of `list | show ID | check`. */
static void add_choices(struct pl_buffer *out, const char *operands)
{
    for (const char *word = operands; word != NULL; word = strstr(word, " | ")) {
        word += word == operands ? 0 : 3;
        add(out, word == operands ? "" : " ");
        pl_buffer_add(out, word, strcspn(word, " "));
    }
}

/* In single quotes; `also` is escaped by a backslash. */
static void add_quoted(struct pl_buffer *out, const char *text, const char *also)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            add(out, "'\\''");
        } else {
            add(out, strchr(also, *text) != NULL ? "\\" : "");
            pl_buffer_add_char(out, *text);
        }
    }
}

/* ---- bash ---- */

/* The formats of each command. */
static void add_bash_formats(struct pl_buffer *out, const struct pl_knowledge *k)
{
    add(out, "case ${command:-plan} in");
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        struct pl_buffer words = {0};
        if (takes(command, PL_OPTION_FORMAT) && add_words(&words, k, command, PL_OPTION_FORMAT)) {
            add(out, "\n        ");
            add(out, command->name);
            add(out, ") _planner_words '");
            add(out, pl_buffer_text(&words));
            add(out, "' ;;");
        }
        pl_buffer_done(&words);
    }
    add(out, "\n        esac");
}

static void add_bash_values(struct pl_buffer *out, const struct pl_knowledge *k)
{
    for (int option = 0; option < PL_OPTIONS; option++) {
        const struct pl_option_info *info = &pl_option_infos[option];
        if (info->value[PL_EN] == NULL) {
            continue;
        }
        add(out, "    ");
        if (info->letter != 0) {
            add(out, "-");
            pl_buffer_add_char(out, info->letter);
            add(out, " | ");
        }
        add(out, "--");
        add(out, info->name);
        add(out, ") ");
        struct pl_buffer words = {0};
        if (option == PL_OPTION_FORMAT) {
            add_bash_formats(out, k);
        } else if (add_words(&words, k, pl_commands, option)) {
            add(out, option == PL_OPTION_SECTIONS ? "_planner_list '" : "_planner_words '");
            add(out, pl_buffer_text(&words));
            add(out, "'");
        } else {
            add(out, bash_actions[kind_of(info->value[PL_EN])]);
        }
        pl_buffer_done(&words);
        add(out, "; return ;;\n");
    }
}

static void add_bash_options(struct pl_buffer *out)
{
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        add(out, "        ");
        add(out, command->name);
        add(out, ") _planner_words '");
        const char *separator = "";
        for (int option = 0; option < PL_OPTIONS; option++) {
            if (takes(command, option)) {
                add(out, separator);
                add(out, "--");
                add(out, pl_option_infos[option].name);
                separator = " ";
            }
        }
        add(out, "' ;;\n");
    }
}

/* `command:position)` and what completes that operand; the last operand of a command that takes many counts for all. */
static void add_bash_operands(struct pl_buffer *out)
{
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        const char *operand = command->operands[PL_EN];
        bool choice = kind_of(operand) == KIND_CHOICE;
        for (int position = 0; !choice && *operand != '\0'; position++) {
            size_t length = strcspn(operand, " ");
            add(out, "    ");
            add(out, command->name);
            add(out, ":");
            if (command->operands_max > 2) {
                add(out, "*");
            } else {
                pl_buffer_add_number(out, position, "");
            }
            add(out, ") ");
            add(out, bash_actions[kind_of(operand)]);
            add(out, " ;;\n");
            operand += length + (operand[length] == ' ');
        }
        if (choice) {
            add(out, "    ");
            add(out, command->name);
            add(out, ":0) _planner_words '");
            add_choices(out, operand);
            add(out, "' ;;\n    ");
            add(out, command->name);
            add(out, ":1) [ \"$first\" != show ] || ");
            add(out, bash_actions[KIND_ITEM]);
            add(out, " ;;\n");
        }
    }
}

static void add_bash_switches(struct pl_buffer *out)
{
    const char *separator = "";
    for (int option = 0; option < PL_OPTIONS; option++) {
        const struct pl_option_info *info = &pl_option_infos[option];
        if (info->value[PL_EN] != NULL) {
            add(out, separator);
            separator = " | ";
            add(out, "--");
            add(out, info->name);
            if (info->letter != 0) {
                add(out, " | -");
                pl_buffer_add_char(out, info->letter);
            }
        }
    }
}

static void add_bash(const struct pl_knowledge *k, struct pl_buffer *out)
{
    add(out, "# bash completion of planner, printed from the tables of its commands and options.\n"
             "_planner_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$cur\"); }\n"
             "# One more word of a list separated by commas.\n"
             "_planner_list() {\n"
             "    local before=\n"
             "    case $cur in *,*) before=${cur%,*}, ;; esac\n"
             "    mapfile -t COMPREPLY < <(compgen -P \"$before\" -W \"$1\" -- \"${cur##*,}\")\n"
             "}\n"
             "_planner_files() {\n"
             "    compopt -o filenames 2>/dev/null\n"
             "    mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$cur\")\n"
             "}\n"
             "_planner_profiles() {\n"
             "    compopt -o filenames 2>/dev/null\n"
             "    mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"; compgen -f -X '!*.y*ml' -- \"$cur\")\n"
             "}\n"
             "_planner_items() { planner knowledge list 2>/dev/null | sed 's/ .*//' | sort -u; }\n"
             "_planner() {\n"
             "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command= first= position=0 i\n"
             "    local commands='");
    add_commands(out);
    add(out, "'\n"
             "    COMPREPLY=()\n"
             "    # --option=value comes as three words\n"
             "    if [ \"$cur\" = = ]; then cur=; elif [ \"$prev\" = = ]; then prev=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
             "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
             "        case ${COMP_WORDS[i]} in\n"
             "        ");
    add_bash_switches(out);
    add(out, ")\n"
             "            [ \"${COMP_WORDS[i + 1]}\" = = ] && ((i++))\n"
             "            ((i++)) ;;\n"
             "        -?*) ;;\n"
             "        *)\n"
             "            if [ -n \"$command\" ]; then\n"
             "                [ \"$position\" -gt 0 ] || first=${COMP_WORDS[i]}\n"
             "                ((position++))\n"
             "            elif [[ \" $commands \" == *\" ${COMP_WORDS[i]} \"* ]]; then\n"
             "                command=${COMP_WORDS[i]}\n"
             "            else\n"
             "                command=plan position=1\n"
             "            fi ;;\n"
             "        esac\n"
             "    done\n"
             "    case $prev in\n");
    add_bash_values(out, k);
    add(out, "    esac\n"
             "    case $cur in\n"
             "    -*)\n"
             "        case ${command:-plan} in\n");
    add_bash_options(out);
    add(out, "        esac\n"
             "        return ;;\n"
             "    esac\n"
             "    case $command:$position in\n"
             "    :0)\n"
             "        _planner_profiles\n"
             "        mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -W \"$commands\" -- \"$cur\") ;;\n");
    add_bash_operands(out);
    add(out, "    esac\n"
             "}\n"
             "complete -F _planner planner\n");
}

/* ---- zsh ---- */

/* '(-o --output)'{-o+,--output=}'[writes …]:FILE:_files' */
static void add_zsh_option(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_command *command, int option,
                           enum pl_language language)
{
    const struct pl_option_info *info = &pl_option_infos[option];
    bool valued = info->value[language] != NULL;
    char letter[2] = {info->letter, '\0'};
    add(out, "            ");
    if (info->letter != 0) {
        const char *const pieces[] = {
            "'(-", letter, " --", info->name, ")'{-", letter, valued ? "+" : "", ",--", info->name, valued ? "=" : "",
            "}"};
        for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
            add(out, pieces[i]);
        }
        add(out, "'[");
    } else {
        add(out, "'--");
        add(out, info->name);
        add(out, valued ? "=[" : "[");
    }
    add_quoted(out, info->help[language], "[]:");
    add(out, "]");
    if (valued) {
        struct pl_buffer words = {0};
        add(out, ":");
        add_quoted(out, info->value[language], ":");
        add(out, ":");
        if (add_words(&words, k, command, option)) {
            add(out, option == PL_OPTION_SECTIONS ? "_sequence compadd - " : "(");
            add(out, pl_buffer_text(&words));
            add(out, option == PL_OPTION_SECTIONS ? "" : ")");
        } else {
            add(out, zsh_actions[kind_of(info->value[PL_EN])]);
        }
        pl_buffer_done(&words);
    }
    add(out, "' \\\n");
}

static void add_zsh_operands(struct pl_buffer *out, const struct pl_command *command, enum pl_language language)
{
    const char *operand = command->operands[PL_EN];
    const char *shown = command->operands[language];
    if (kind_of(operand) == KIND_CHOICE) {
        add(out, "            '1: :(");
        add_choices(out, operand);
        add(out, ")' '2: :_planner_items'\n");
        return;
    }
    for (int position = 1; *operand != '\0'; position++) {
        size_t length = strcspn(operand, " ");
        size_t shown_length = strcspn(shown, " ");
        add(out, position == 1 ? "            '" : " '");
        if (command->operands_max > 2) {
            add(out, "*");
        } else {
            pl_buffer_add_number(out, position, "");
        }
        add(out, ":");
        pl_buffer_add(out, shown, shown_length);
        add(out, ":");
        add(out, zsh_actions[kind_of(operand)]);
        add(out, "'");
        operand += length + (operand[length] == ' ');
        shown += shown_length + (shown[shown_length] == ' ');
    }
    add(out, "\n");
}

static void add_zsh_language(struct pl_buffer *out, const struct pl_knowledge *k, enum pl_language language)
{
    add(out, language == PL_FR ? "_planner_commands_fr() {\n" : "_planner_commands_en() {\n");
    add(out, "    local -a commands=(\n");
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        add(out, "        '");
        add(out, command->name);
        add(out, ":");
        add_quoted(out, command->summary[language], "");
        add(out, "'\n");
    }
    add(out, language == PL_FR ? "    )\n    _describe commande commands\n}\n_planner_fr() {\n"
                               : "    )\n    _describe command commands\n}\n_planner_en() {\n");
    add(out, "    case $1 in\n");
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        add(out, "    ");
        add(out, command->name);
        add(out, ")\n        _arguments -S \\\n");
        for (int option = 0; option < PL_OPTIONS; option++) {
            if (takes(command, option)) {
                add_zsh_option(out, k, command, option, language);
            }
        }
        add_zsh_operands(out, command, language);
        add(out, "        ;;\n");
    }
    add(out, "    esac\n}\n");
}

static void add_zsh(const struct pl_knowledge *k, struct pl_buffer *out)
{
    add(out, "#compdef planner\n# zsh completion of planner, printed from the tables of its commands and options.\n"
             "_planner_items() {\n"
             "    local -a items=(${(f)\"$(planner knowledge list 2>/dev/null | sed 's/ .*//' | sort -u)\"})\n"
             "    compadd -a items\n"
             "}\n");
    add_zsh_language(out, k, PL_EN);
    add_zsh_language(out, k, PL_FR);
    add(out, "_planner_commands() { _planner_commands_$planner_language; }\n"
             "_planner() {\n"
             "    local planner_language=en planner_command= i\n"
             "    case ${LC_ALL:-${LC_MESSAGES:-$LANG}} in fr*) planner_language=fr ;; esac\n"
             "    local -a names=(");
    add_commands(out);
    add(out, ")\n"
             "    for ((i = 2; i < CURRENT; i++)); do\n"
             "        if (( ${names[(Ie)${words[i]}]} )); then\n"
             "            # the rest is completed as if the command were the program\n"
             "            planner_command=${words[i]}\n"
             "            words[i]=()\n"
             "            ((CURRENT--))\n"
             "            break\n"
             "        fi\n"
             "    done\n"
             "    if [[ -z $planner_command && $words[CURRENT] != -* && $CURRENT -eq 2 ]]; then\n"
             "        _planner_commands\n"
             "    fi\n"
             "    _planner_$planner_language ${planner_command:-plan}\n"
             "}\n"
             "_planner \"$@\"\n");
}

/* ---- fish ---- */

/* The commands that do not take an option: a command that is not given yet takes what `plan` does. */
static void add_fish_condition(struct pl_buffer *out, int option)
{
    bool plan = takes(pl_commands, option);
    bool any = false;
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        if (takes(command, option) != plan) {
            add(out, any ? " " : plan ? " -n 'not __fish_seen_subcommand_from " : " -n '__fish_seen_subcommand_from ");
            add(out, command->name);
            any = true;
        }
    }
    add(out, any ? "'" : "");
}

/* Have both the same formats? */
static bool writes_alike(const struct pl_command *command, const struct pl_command *other)
{
    uint32_t i = 0;
    while (pl_command_format(command, i) != NULL && pl_command_format(other, i) != NULL &&
           strcmp(pl_command_format(command, i), pl_command_format(other, i)) == 0) {
        i++;
    }
    return takes(other, PL_OPTION_FORMAT) && pl_command_format(command, i) == NULL && pl_command_format(other, i) == NULL;
}

/* A line for each list of formats, with the commands that share it; a command that is not given yet is `plan`. */
static void add_fish_formats(struct pl_buffer *out, const struct pl_knowledge *k, enum pl_language language)
{
    const struct pl_option_info *info = &pl_option_infos[PL_OPTION_FORMAT];
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        const struct pl_command *first = pl_commands;
        while (first != command && !writes_alike(command, first)) {
            first++;
        }
        if (!takes(command, PL_OPTION_FORMAT) || first != command) {
            continue;
        }
        struct pl_buffer words = {0};
        add_words(&words, k, command, PL_OPTION_FORMAT);
        add(out, "    complete -c planner -l format -s f -n '");
        add(out, command == pl_commands ? "not __fish_seen_subcommand_from" : "__fish_seen_subcommand_from");
        for (const struct pl_command *other = pl_commands; other->name != NULL; other++) {
            if (writes_alike(command, other) != (command == pl_commands)) {
                add(out, " ");
                add(out, other->name);
            }
        }
        add(out, "' -x -a '");
        add(out, pl_buffer_text(&words));
        add(out, "' -d \"");
        add(out, info->help[language]);
        add(out, "\"\n");
        pl_buffer_done(&words);
    }
}

static void add_fish_option(struct pl_buffer *out, const struct pl_knowledge *k, int option, enum pl_language language)
{
    const struct pl_option_info *info = &pl_option_infos[option];
    struct pl_buffer words = {0};
    add(out, "    complete -c planner -l ");
    add(out, info->name);
    if (info->letter != 0) {
        add(out, " -s ");
        pl_buffer_add_char(out, info->letter);
    }
    add_fish_condition(out, option);
    if (info->value[PL_EN] != NULL && add_words(&words, k, pl_commands, option)) {
        add(out, " -x -a '");
        add(out, pl_buffer_text(&words));
        add(out, "'");
    } else if (info->value[PL_EN] != NULL) {
        enum kind kind = kind_of(info->value[PL_EN]);
        add(out, kind == KIND_FILE ? " -r -F" : kind == KIND_FOLDER ? " -x -a '(__fish_complete_directories)'" : " -x");
    }
    add(out, " -d \"");
    add(out, info->help[language]);
    add(out, "\"\n");
    pl_buffer_done(&words);
}

static void add_fish_language(struct pl_buffer *out, const struct pl_knowledge *k, enum pl_language language)
{
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        add(out, "    complete -c planner -n __fish_use_subcommand -a ");
        add(out, command->name);
        add(out, " -d \"");
        add(out, command->summary[language]);
        add(out, "\"\n");
    }
    for (int option = 0; option < PL_OPTIONS; option++) {
        if (option == PL_OPTION_FORMAT) {
            add_fish_formats(out, k, language);
        } else {
            add_fish_option(out, k, option, language);
        }
    }
}

static void add_fish(const struct pl_knowledge *k, struct pl_buffer *out)
{
    add(out,
        "# fish completion of planner, printed from the tables of its commands and options.\n"
        "function __planner_items\n    planner knowledge list 2>/dev/null | string replace -r ' .*' '' | sort -u\nend\n"
        "set -l planner_locale $LC_ALL $LC_MESSAGES $LANG en\n"
        "if string match -q 'fr*' -- $planner_locale[1]\n");
    add_fish_language(out, k, PL_FR);
    add(out, "else\n");
    add_fish_language(out, k, PL_EN);
    add(out, "end\n");
    for (const struct pl_command *command = pl_commands; command->name != NULL; command++) {
        const char *operands = command->operands[PL_EN];
        bool choice = kind_of(operands) == KIND_CHOICE;
        bool items = strstr(operands, "ITEM") != NULL;
        if (!choice && !items && kind_of(operands) != KIND_COMMAND) {
            continue;
        }
        add(out, "complete -c planner -n '__fish_seen_subcommand_from ");
        add(out, command->name);
        add(out, items ? "' -a '(__planner_items)'\n" : "' -f -a '");
        if (choice) {
            add_choices(out, operands);
            add(out, "'\ncomplete -c planner -n '__fish_seen_subcommand_from show' -f -a '(__planner_items)'\n");
        } else if (!items) {
            add_commands(out);
            add(out, " profile codes'\n");
        }
    }
}

bool pl_emit_completion(const char *shell, const struct pl_knowledge *k, struct pl_buffer *out)
{
    static const struct {
        const char *name;
        void (*add)(const struct pl_knowledge *k, struct pl_buffer *out);
    } shells[] = {{"bash", add_bash}, {"zsh", add_zsh}, {"fish", add_fish}};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(shell, shells[i].name) == 0) {
            shells[i].add(k, out);
            return true;
        }
    }
    return false;
}
