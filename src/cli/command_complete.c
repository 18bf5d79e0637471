/* SPDX-License-Identifier: MIT
 * complete: what may come next on a command line, for the completion of shells (src/package/completion). The line is
 * read by the parser of runs, as far as it goes, and no fault of it is said. What fits is printed a line each, `value`,
 * a tab, what it is; a line that begins with a colon leaves it to the shell to list files.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

struct candidate {
    const char *value, *about;
};

struct completion {
    struct pl_cli line;      /* as far as it is written */
    bool ready;              /* for a plan */
    const char *word;        /* at hand */
    struct pl_view kept;     /* what of it stays before each value: `--lang=`, `decision,` */
    char start[PL_FOLD_MAX]; /* of what is looked for, folded */
    const char *left;        /* to the shell: a line of its own; NULL: nothing */
    struct candidate *found;
    size_t count, room;
};

typedef void offerer(struct completion *completion);

/* Keeps a value that begins as the word at hand does, whatever its case and accents. */
static void offer(void *state, const char *value, const char *about)
{
    struct completion *completion = state;
    struct pl_arena *arena = &completion->line.arguments;
    char folded[PL_FOLD_MAX];
    size_t length = strlen(completion->start);
    if (pl_fold(pl_view_of(value), folded) < length || strncmp(folded, completion->start, length) != 0) {
        return;
    }
    if (completion->count == completion->room) {
        struct candidate *before = completion->found;
        completion->room = completion->room == 0 ? 64 : 2 * completion->room;
        completion->found = pl_arena_array(arena, completion->room, sizeof *completion->found);
        if (before != NULL) {
            memcpy(completion->found, before, completion->count * sizeof *before);
        }
    }
    completion->found[completion->count++] =
        (struct candidate){pl_arena_copy(arena, value, strlen(value)), pl_arena_copy(arena, about, strlen(about))};
}

static void offer_words(struct completion *completion, const char *const *words)
{
    for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
        offer(completion, words[i], "");
    }
}

/* The word at hand from there on is what is looked for, and what stands before stays. */
static void look_for(struct completion *completion, const char *from)
{
    completion->kept = (struct pl_view){completion->word, (size_t)(from - completion->word)};
    if (pl_fold(pl_view_of(from), completion->start) == 0 && *from != '\0') {
        memcpy(completion->start, "\n", 2); /* no name is so long, or not UTF-8 */
    }
}

/* Of a list separated by commas, the last item is looked for. */
static void look_for_last(struct completion *completion)
{
    const char *comma = strrchr(completion->word + completion->kept.length, ',');
    if (comma != NULL) {
        look_for(completion, comma + 1);
    }
}

/* ---- values of options ------------------------------------------------------------------------------------- */

static void offer_formats(struct completion *completion)
{
    for (uint32_t i = 0; pl_command_format(completion->line.command, i) != NULL; i++) {
        offer(completion, pl_command_format(completion->line.command, i), "");
    }
}

static void offer_documents(struct completion *completion)
{
    const struct pl_knowledge *k = completion->line.knowledge;
    for (uint32_t i = 0; i < k->documents_count; i++) {
        offer(completion, pl_text(k, k->documents[i].id),
              pl_text_in(k, k->documents[i].reader, completion->line.language));
    }
}

/* Of the document, or the tables, that the line is about. */
static void offer_sections(struct completion *completion)
{
    const struct pl_format *format = pl_cli_format(&completion->line);
    const char *given = completion->line.values[PL_OPTION_DOCUMENT];
    uint32_t document = pl_position(completion->line.knowledge, PL_TO_DOCUMENT, given == NULL ? "strategy" : given);
    look_for_last(completion);
    offer_words(completion, format->tables);
    if (format->is_document && document != PL_NONE) {
        offer_words(completion, pl_cli_section_ids(&completion->line, document, true));
    }
}

static void offer_editions(struct completion *completion)
{
    const struct pl_knowledge *k = completion->line.knowledge;
    if ((completion->line.command->options & PL_TAKES_PAIRS) != 0) {
        look_for_last(completion);
    }
    for (uint32_t i = 0; i < k->editions_count; i++) {
        struct pl_buffer year = {0};
        pl_buffer_add_number(&year, k->editions[i].year, "");
        offer(completion, year.data, pl_text_in(k, k->editions[i].title, completion->line.language));
        pl_buffer_done(&year);
    }
}

static void offer_name(void *state, const struct pl_registered *registered)
{
    const char *department = pl_register_department(registered->department);
    offer(state, registered->name, department == NULL ? "" : department);
}

static void offer_code(void *state, const struct pl_registered *registered)
{
    offer(state, registered->code, registered->name);
}

/* Of the register, those of the department and kind that are given; of all France only what begins somehow. */
static void offer_registered(struct completion *completion)
{
    const struct pl_cli *line = &completion->line;
    const char *department = line->values[PL_OPTION_DEPARTMENT];
    if (completion->start[0] != '\0' || department != NULL) {
        pl_register_visit(pl_cli_register_kind(line), department,
                          line->values[PL_OPTION_CODE] != NULL ? offer_code : offer_name, completion);
    }
}

static void offer_departments(struct completion *completion)
{
    for (uint32_t i = 0; i < pl_register_departments.count; i++) {
        const char *code = pl_register_text + pl_register_departments.rows[i].text;
        offer(completion, code, pl_register_department(code));
    }
    if (completion->line.values[PL_OPTION_COMMUNE] == NULL) {
        offer(completion, "all", "France");
    }
}

/* ---- operands ---------------------------------------------------------------------------------------------- */

/* ---- what fits --------------------------------------------------------------------------------------------- */

/* By option, where its table holds no words. */
static offerer *const of_options[PL_OPTIONS] = {
    [PL_OPTION_FORMAT] = offer_formats,        [PL_OPTION_DOCUMENT] = offer_documents,
    [PL_OPTION_SECTIONS] = offer_sections,     [PL_OPTION_EDITION] = offer_editions,
    [PL_OPTION_COMMUNE] = offer_registered,    [PL_OPTION_CODE] = offer_registered,
    [PL_OPTION_DEPARTMENT] = offer_departments};

/* What stands for a value or an operand, by the word that the tables show for it in English. */
static void offer_shown(struct completion *completion, const char *shown)
{
    static const struct {
        const char *shown;
        pl_cli_names *names;
        bool of_plan; /* if a file says which: nothing is taken from a pipe or a terminal */
        const char *left;
    } kinds[] = {{"FILE", NULL, false, ":files"},
                 {"DIR", NULL, false, ":folders"},
                 {"PROFILE", NULL, false, ":profiles"},
                 {"ITEM", pl_cli_item_names, true, NULL},
                 {"STEP", pl_cli_step_names, true, NULL},
                 {"STATE", pl_cli_state_names, false, NULL},
                 {"COMMAND", pl_cli_topic_names, false, NULL}};
    shown += *shown == '[';
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strncmp(shown, kinds[i].shown, strlen(kinds[i].shown)) == 0) {
            completion->left = kinds[i].left;
            const char *path = completion->line.operands[0];
            if (kinds[i].names != NULL && (!kinds[i].of_plan || (completion->ready && strcmp(path, "-") != 0 &&
                                                                 pl_file_identify(path).kind == PL_FILE))) {
                kinds[i].names(&completion->line, offer, completion);
            }
        }
    }
}

/* Those of the command that are not given yet. */
static void offer_options(struct completion *completion)
{
    for (int option = 0; option < PL_OPTIONS; option++) {
        bool again = (pl_repeated_options >> option & 1) != 0;
        if (pl_command_takes(completion->line.command, (enum pl_option)option) &&
            (again || completion->line.values[option] == NULL)) {
            struct pl_buffer name = {0};
            pl_buffer_add_text(&name, "--");
            pl_buffer_add_text(&name, pl_option_infos[option].name);
            offer(completion, name.data, pl_option_infos[option].help[completion->line.language]);
            pl_buffer_done(&name);
        }
    }
}

/* Where the word at hand went tells what it is: the value of an option, an option, or an operand. */
static void offer_what_fits(struct completion *completion, bool is_first)
{
    struct pl_cli *line = &completion->line;
    uintptr_t start = (uintptr_t)completion->word;
    for (int option = 0; option < PL_OPTIONS; option++) {
        uintptr_t value = (uintptr_t)line->values[option];
        if (value >= start && value <= start + strlen(completion->word)) {
            look_for(completion, line->values[option]);
            offer_words(completion, pl_option_infos[option].words);
            if (of_options[option] != NULL) {
                of_options[option](completion);
            } else if (pl_option_infos[option].words == NULL) {
                offer_shown(completion, pl_option_infos[option].value[PL_EN]);
            }
            return;
        }
    }
    look_for(completion, completion->word);
    bool is_operand = line->operands_count > 0 && line->operands[line->operands_count - 1] == completion->word;
    if (*completion->word == '-' && (!is_operand || completion->word[1] == '\0')) {
        offer_options(completion);
    } else if (is_operand && is_first) {
        pl_cli_command_names(line, offer, completion);
        completion->left = ":profiles";
    } else if (is_operand) {
        int position = line->operands_count - 1;
        const char *shown = line->command->operands[PL_EN]; /* a command that takes many shows the last of them */
        if (pl_command_has_choices(line->command)) { /* with the line about each, or the names that `show` knows */
            if (position == 1 && strcmp(line->operands[0], "show") == 0) {
                pl_cli_knowledge_names(line, offer, completion);
            }
            for (const char *choice = line->command->details[line->language]; position == 0 && *choice != '\0';) {
                size_t length = strcspn(choice, "\n");
                const char *about = strstr(choice, "  ");
                about += strspn(about, " ");
                offer(completion, pl_arena_copy(&line->arguments, choice, strcspn(choice, " ")),
                      pl_arena_copy(&line->arguments, about, (size_t)(choice + length - about)));
                choice += length + (choice[length] == '\n');
            }
        } else if (position < line->command->operands_max) {
            for (int i = 0; i < position && strchr(shown, ' ') != NULL; i++) {
                shown = strchr(shown, ' ') + 1;
            }
            offer_shown(completion, shown);
        }
    }
}

/* ---- the line ---------------------------------------------------------------------------------------------- */

/* The words as the program would get them: the parts of `--option=value`, which bash takes apart, are one after
 * another, and a `~` is the home. */
static int take_words(struct pl_cli *cli, struct completion *completion, const char **words)
{
    const char *home = getenv("HOME");
    int count = 0;
    for (int i = 0; i < cli->operands_count; i++) {
        const char *word = cli->operands[i];
        if (strcmp(word, "=") == 0 && count > 0 && strncmp(words[count - 1], "--", 2) == 0) {
            continue;
        }
        if (strncmp(word, "~/", 2) == 0 && home != NULL) {
            struct pl_buffer path = {0};
            pl_buffer_add_text(&path, home);
            pl_buffer_add_text(&path, word + 1);
            word = pl_arena_copy(&completion->line.arguments, path.data, path.length);
            pl_buffer_done(&path);
        }
        words[count++] = word;
    }
    if (count == 0) {
        words[count++] = "";
    }
    completion->word = words[count - 1];
    return count;
}

static int compare_candidates(const void *left, const void *right)
{
    const struct candidate *one = left;
    const struct candidate *other = right;
    int order = strcmp(one->value, other->value);
    return order != 0 ? order : strcmp(one->about, other->about);
}

int pl_command_complete(struct pl_cli *cli)
{
    struct completion completion = {.line = {.command = pl_commands, .language = cli->language}};
    struct pl_cli *line = &completion.line;
    const char **words = pl_arena_array(&line->arguments, (size_t)cli->operands_count + 1, sizeof *words);
    line->diagnostics.language = cli->language;
    pl_cli_scan(line, take_words(cli, &completion, words), words);
    bool is_first = line->operands_count == 0 || line->operands[0] == completion.word;
    if (!is_first && pl_cli_find_command(line->operands[0]) != NULL) {
        line->command = pl_cli_find_command(line->operands[0]);
        line->operands++;
        line->operands_count--;
    }
    pl_cli_check(line); /* finds the format that the name of a file says */
    completion.ready = pl_cli_prepare(line);
    offer_what_fits(&completion, is_first);
    struct pl_buffer *out = &cli->out;
    const struct candidate *found = completion.found; /* a value once, with all that it may be: communes share names */
    if (completion.left != NULL) {
        pl_buffer_add_text(out, completion.left);
        pl_buffer_add_char(out, '\n');
    }
    if (completion.count > 0) {
        qsort(completion.found, completion.count, sizeof *found, compare_candidates);
    }
    for (size_t i = 0; i < completion.count; i++) {
        bool same_value = i > 0 && strcmp(found[i].value, found[i - 1].value) == 0;
        if (same_value && strcmp(found[i].about, found[i - 1].about) == 0) {
            continue;
        }
        if (same_value) {
            pl_buffer_add_text(out, ", ");
        } else {
            pl_buffer_add_text(out, i > 0 ? "\n" : "");
            pl_buffer_add(out, completion.kept.text, completion.kept.length);
            pl_buffer_add_text(out, found[i].value);
            pl_buffer_add_text(out, *found[i].about == '\0' ? "" : "\t");
        }
        pl_buffer_add_text(out, found[i].about);
    }
    pl_buffer_add_text(out, completion.count > 0 ? "\n" : "");
    pl_cli_done(line);
    return PL_EXIT_DONE;
}
