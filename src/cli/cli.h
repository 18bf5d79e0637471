/* SPDX-License-Identifier: MIT
 * The command line: options, commands and what they share. Only src/cli prints, reads the environment or exits.
 */
#ifndef PL_CLI_CLI_H
#define PL_CLI_CLI_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "load/loader.h"
#include "model/plan.h"
#include "model/register.h"
#include "report/report.h"

enum {
    PL_EXIT_DONE = 0,
    PL_EXIT_PROFILE = 1,
    PL_EXIT_USAGE = 2,
    PL_EXIT_SYSTEM = 3,
    PL_EXIT_CUT = 141 /* as a shell says SIGPIPE */
};

enum pl_option {
#define PL_OPTION(name, ...) PL_OPTION_##name,
#include "cli/options.def"
#undef PL_OPTION
    PL_OPTIONS
};

struct pl_command;

/* A profile at hand: all that it points into. */
struct pl_hand {
    struct pl_arena arena;
    struct pl_buffer text;
};

/* One run of the program. */
struct pl_cli {
    const struct pl_command *command;
    const char *values[PL_OPTIONS]; /* "" for a switch that is on, NULL for what is not given */
    const char **operands;
    int operands_count;
    const char **repeated; /* the values of the option that may be repeated */
    int repeated_count;
    enum pl_language language; /* of messages: the locale's */
    bool colour;
    int64_t today, other_today; /* the other: of a pair */
    const struct pl_knowledge *knowledge;
    struct pl_loaded *loaded; /* when --knowledge names a folder */
    uint32_t edition, other_edition;
    uint32_t pairs; /* bits of enum pl_option: given as two values */
    struct pl_diagnostics diagnostics;
    struct pl_arena arguments; /* of the command line */
    struct pl_hand hands[2];   /* the second for a command that holds two profiles */
    struct pl_output {
        const char *path;
        struct pl_identity identity; /* before the run */
    } outputs[2];                    /* where results go, but for the files of a folder */
    size_t outputs_count;
    struct pl_reads reads;     /* what is read in this run */
    const char *amended;       /* the profile that the command may write back to; NULL: none */
    const char *draft;         /* answers that the product holds: the file goes once that is written; NULL: none */
    struct pl_buffer template; /* the bytes of --template */
    struct pl_buffer out;      /* the product */
    struct pl_buffer closing;  /* said on standard error when all went well, unless --quiet */
    int status;
};

/* The edition and the date may be two, separated by a comma; the formats are those of a comparison. */
#define PL_TAKES_PAIRS (UINT64_C(1) << PL_OPTIONS)
/* Every format of pl_formats, or what is found as JSON and SARIF; the other commands know Markdown and JSON. */
#define PL_WRITES_PLANS (UINT64_C(1) << (PL_OPTIONS + 1))
#define PL_WRITES_CHECKS (UINT64_C(1) << (PL_OPTIONS + 2))
/* The formats that are documents. */
#define PL_WRITES_DOCUMENTS (UINT64_C(1) << (PL_OPTIONS + 3))
/* --document may be several, separated by commas. */
#define PL_TAKES_DOCUMENTS (UINT64_C(1) << (PL_OPTIONS + 4))

struct pl_command {
    const char *name;
    int (*run)(struct pl_cli *cli);
    int operands_min, operands_max;
    uint64_t
        options; /* bits of enum pl_option, beyond those that every command takes, PL_TAKES_PAIRS and PL_WRITES_PLANS */
    const char *operands[PL_LANGUAGES]; /* as shown after the name */
    const char *summary[PL_LANGUAGES];
    const char
        *details[PL_LANGUAGES]; /* prose, or a line `word  what it does` for each choice of the operands: two spaces */
    const char *examples[PL_LANGUAGES]; /* command lines */
};
extern const struct pl_command pl_commands[]; /* ended by a NULL name; the first is the default */

struct pl_option_info {
    const char *name;                /* without the dashes */
    char letter;                     /* 0: none */
    const char *value[PL_LANGUAGES]; /* as shown; NULL: a switch */
    const char *const *words;        /* the values it takes, NULL: any */
    const char *help[PL_LANGUAGES];
};
extern const struct pl_option_info pl_option_infos[PL_OPTIONS];
/* Bits: may be given several times. There is one, so pl_cli.repeated holds its values alone. */
extern const uint64_t pl_repeated_options;

/* The whole program but its entry, which is apart so that the host programs of the build can link the rest. Returns the
 * exit status. */
int pl_cli_main(int argc, char **argv);

/* Reads the arguments. False after an error (status 2). */
bool pl_cli_parse(struct pl_cli *cli, int argc, char **argv);
/* Two parts of it, for a line that is not whole yet: options and operands apart, of which the first may be a command;
 * then whether they are what the command takes. */
bool pl_cli_scan(struct pl_cli *cli, int count, const char *const *words);
bool pl_cli_check(struct pl_cli *cli);
/* What a run rests on: the knowledge, the day and the edition. False after diagnostics. */
bool pl_cli_prepare(struct pl_cli *cli);
/* The day and the edition alone, once more where their options have come to be given. */
bool pl_cli_settle(struct pl_cli *cli);
/* The years of the editions, by position; ended by NULL. */
const char *const *pl_cli_editions(struct pl_cli *cli);
void pl_cli_done(struct pl_cli *cli);
const struct pl_command *pl_cli_find_command(const char *name);

/* Whether a file may be read: not if an output of this run would replace it (C050). Remembers it among what is read. */
bool pl_cli_reads(struct pl_cli *cli, const char *path);
/* The same of a file that was looked at. */
bool pl_cli_reads_file(struct pl_cli *cli, const char *path, struct pl_identity identity);
/* The name of a file in reports and messages: UTF-8, whatever its bytes are. */
const char *pl_cli_shown(const char *path, struct pl_arena *arena);

/* "planner: 317 profiles written to towns/, 3 unchanged": what became of the files of a folder, by enum pl_put. */
void pl_cli_add_written(struct pl_buffer *out, enum pl_language language, const char *noun, const char *path,
                        const int64_t counts[PL_PUTS]);

/* Reads and loads one profile into a hand, which lets go of what it held; the profile, or NULL after errors. */
struct pl_profile *pl_cli_read(struct pl_cli *cli, const char *path, struct pl_hand *hand);
/* The same where with --strict a warning is an error. */
struct pl_profile *pl_cli_load_in(struct pl_cli *cli, const char *path, struct pl_hand *hand);
/* The same into the first hand. */
struct pl_profile *pl_cli_load(struct pl_cli *cli, const char *path);
/* The same, planned. */
struct pl_plan *pl_cli_plan(struct pl_cli *cli, const char *path);
/* The language of all that is written, questions included: --lang, else that of the profile (NULL: there is none), else
 * French; never that of the locale, which is for messages and for the help. */
enum pl_language pl_cli_language(const struct pl_cli *cli, const struct pl_profile *profile);
/* The diagnostics of one file as they are printed; raises the status by them. */
void pl_cli_say_diagnostics(struct pl_cli *cli, const struct pl_diagnostics *list, struct pl_buffer *out);
/* Raises the status by the diagnostics. */
void pl_cli_raise_status(struct pl_cli *cli, const struct pl_diagnostics *list);
/* Adds to the product. */
void pl_cli_add(struct pl_cli *cli, const char *text);
/* Prints and forgets the diagnostics, and raises the status by them. */
void pl_cli_flush_diagnostics(struct pl_cli *cli);
/* An error of the command line: adds it and returns the status. */
int pl_cli_usage(struct pl_cli *cli, enum pl_code code, const char *first, const char *second);
/* The names there are of a kind, each with what it is in the language of messages (""): they complete a word, and the
 * nearest of them is what a misspelt one meant. */
typedef void pl_cli_visit(void *state, const char *name, const char *about);
typedef void pl_cli_names(struct pl_cli *cli, pl_cli_visit *visit, void *state);
pl_cli_names pl_cli_command_names, pl_cli_topic_names, pl_cli_knowledge_names;
/* The items of the plan of the first operand; none if it has no plan. */
pl_cli_names pl_cli_item_names;
/* The steps of that plan and those that the profile follows; the states of a step. */
pl_cli_names pl_cli_step_names, pl_cli_state_names;
/* An error about a word that is none of the names (NULL: see `nearest`), with the one that may have been meant; returns
 * the status. `nearest` has been offered other names; NULL: there are none. */
int pl_cli_refuse_name(struct pl_cli *cli, enum pl_code code, const char *word, pl_cli_names *names,
                       const struct pl_nearest *nearest);
/* The same about a word, the second argument, that is none of `words` (ended by NULL; the fourth): they are listed. */
int pl_cli_refuse_word(struct pl_cli *cli, enum pl_code code, const char *first, const char *word,
                       const char *const *words, const struct pl_nearest *nearest);
/* Where the newest diagnostic is about a folder: that `batch` takes folders. */
void pl_cli_help_folder(struct pl_cli *cli, const char *path);
/* The format that --format names, of those of a plan; Markdown if it is not given. */
const struct pl_format *pl_cli_format(const struct pl_cli *cli);
/* What of a plan is to be written, by --format, --document, --sections and --template. */
struct pl_wanted {
    const struct pl_format *format;
    struct pl_list documents;            /* of a format that is one; several for a command that takes them */
    const char *const *sections;         /* of them, ended by NULL; NULL: all */
    uint32_t table;                      /* of a format that holds one of them: its bit, or 0 */
    const struct pl_docx_design *design; /* that of a template; NULL: none */
};
/* False after a name that the format does not know, one too many, an option that it has no use for, or a template that
 * is none. */
bool pl_cli_wanted(struct pl_cli *cli, struct pl_wanted *out_wanted);
/* The looks that --template names; NULL: it names none. False after a diagnostic. */
bool pl_cli_design(struct pl_cli *cli, const struct pl_docx_design **out_design);
/* The ids of a document's sections, those of the full report that it lacks after them where `and_full`; ended by NULL.
 */
const char *const *pl_cli_section_ids(struct pl_cli *cli, uint32_t document, bool and_full);
/* The ids of the documents, ended by NULL. */
const char *const *pl_cli_document_ids(struct pl_cli *cli);
/* The words that a command takes after --format, by position; NULL after the last. All of them, or what ends the names
 * of their files. */
const char *pl_command_format(const struct pl_command *command, uint32_t position);
const char *const *pl_cli_formats(struct pl_cli *cli, const struct pl_command *command, bool endings);
/* Where a word stands in a list that NULL ends; that NULL if it is none of them. */
uint32_t pl_cli_position(const char *const *words, const char *word);
/* "json" after --format? */
bool pl_cli_wants_json(const struct pl_cli *cli);

/* The kind of --kind, PL_REGISTER_KINDS if it is not given. */
enum pl_register_kind pl_cli_register_kind(const struct pl_cli *cli);

#define PL_COMMAND(name, ...) int pl_command_##name(struct pl_cli *cli);
#include "cli/commands.def"
#undef PL_COMMAND
bool pl_command_takes(const struct pl_command *command, enum pl_option option);
/* Are its operands a choice of words? */
bool pl_command_has_choices(const struct pl_command *command);
/* Prose in lines that a terminal holds; the first goes on at a column, the others begin after `indent` spaces. */
void pl_help_text(struct pl_cli *cli, const char *text, size_t column, size_t indent);
/* The help of one command, or of the whole for NULL. */
void pl_help_print(struct pl_cli *cli, const struct pl_command *command);

#endif
