/* SPDX-License-Identifier: MIT
 * See questionnaire.h. The product goes to --output or to standard output; the conversation to the one of standard
 * output and standard error that the product leaves free.
 */
#include "cli/questionnaire.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/interview.h"
#include "draft/amend.h"
#include "draft/template.h"
#include "report/values.h"
#include "yaml/node.h"

static bool goes_to_file(const struct pl_cli *cli)
{
    const char *output = cli->values[PL_OPTION_OUTPUT];
    return output != NULL && strcmp(output, "-") != 0;
}

/* Is there a folder for a file that does not exist yet? Else errno tells. */
static bool has_folder(struct pl_cli *cli, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *folder = slash == NULL   ? "."
                         : slash == path ? "/"
                                         : pl_arena_copy(&cli->arguments, path, (size_t)(slash - path));
    return access(folder, W_OK | X_OK) == 0;
}

bool pl_init_refuses_output(struct pl_cli *cli)
{
    const char *path = cli->values[PL_OPTION_OUTPUT];
    if (!goes_to_file(cli)) {
        return false;
    }
    enum pl_file_kind kind = pl_file_identify(path).kind;
    if (kind == PL_NOTHING) {
        if (!has_folder(cli, path)) {
            pl_diagnose(&cli->diagnostics, PL_E002, (struct pl_place){0}, path, pl_system_fault(errno, cli->language),
                        (const char *)NULL);
            return true;
        }
        return false;
    }
    if (kind != PL_FILE || cli->values[PL_OPTION_FORCE] != NULL ||
        (cli->amended != NULL && goes_to_file(cli) &&
         pl_identity_is(pl_file_identify(cli->amended), pl_file_identify(cli->values[PL_OPTION_OUTPUT])))) {
        return false;
    }
    pl_diagnose(&cli->diagnostics, PL_E003, (struct pl_place){0}, path, (const char *)NULL);
    pl_diagnostics_help(&cli->diagnostics, PL_H018, path, (const char *)NULL);
    return true;
}

/* ---- answers that are given ---------------------------------------------------------------------------------------
 */

static bool take_file(struct pl_cli *cli, struct pl_answers *answers)
{
    const char *path = cli->values[PL_OPTION_ANSWERS];
    if (path == NULL) {
        return true;
    }
    struct pl_hand *hand = &cli->hands[1];
    if (!pl_cli_reads(cli, path) || !pl_file_read(path, PL_YAML_MAX_BYTES, &hand->text, &cli->diagnostics)) {
        return false;
    }
    struct pl_source *source = pl_arena_alloc(&hand->arena, sizeof *source);
    source->name = pl_cli_shown(path, &hand->arena);
    source->text = (struct pl_view){pl_buffer_text(&hand->text), hand->text.length};
    return pl_answers_take_file(answers, source, &cli->diagnostics);
}

static bool take_options(struct pl_cli *cli, struct pl_answers *answers)
{
    bool ok = true;
    for (int i = 0; i < cli->repeated_count; i++) {
        struct pl_view line = pl_view_trimmed(pl_view_of(cli->repeated[i]));
        ok = pl_answers_take(answers, line, (struct pl_place){0}, &cli->diagnostics) && ok;
    }
    return ok;
}

/* Name and kind. */
static bool has_required(struct pl_cli *cli, const struct pl_answers *answers)
{
    const struct pl_knowledge *k = cli->knowledge;
    bool ok = true;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        bool required = k->fields[i].parent == PL_NONE && (k->fields[i].flags & PL_FIELD_REQUIRED) != 0;
        if (required && !pl_cell_is_known(&k->fields[i], &answers->cells[i])) {
            pl_cli_usage(cli, PL_C040, pl_field_key(k, &k->fields[i], cli->language), NULL);
            ok = false;
        }
    }
    return ok;
}

/* ---- the product ---------------------------------------------------------------------------------------------------
 */

void pl_init_write(struct pl_answers *answers, const char *opening, struct pl_buffer *out)
{
    uint32_t field = answers->knowledge->facts[PL_FACT_LANGUAGE];
    if (!answers->given[field]) {
        int64_t bit = INT64_C(1) << (answers->language == PL_FR ? PL_LANGUAGE_FRENCH : PL_LANGUAGE_ENGLISH);
        answers->cells[field] = (struct pl_cell){.low = bit, .high = bit, .line = 1};
    }
    pl_write_template(answers->knowledge, answers->cells, answers->language, opening, out);
}

enum pl_language pl_init_language(const struct pl_profile *profile)
{
    const struct pl_knowledge *k = profile->knowledge;
    const struct pl_field *name = &k->fields[k->facts[PL_FACT_NAME]];
    struct pl_view line = pl_source_line(profile->source, profile->cells[k->facts[PL_FACT_NAME]].line);
    const char *key = pl_field_key(k, name, PL_EN);
    for (size_t i = 0; i + strlen(key) <= line.length; i++) {
        if (strncmp(line.text + i, key, strlen(key)) == 0) {
            return PL_EN;
        }
    }
    return PL_FR;
}

void pl_init_no_place(struct pl_cli *cli, const struct pl_source *source, const struct pl_field *field,
                      const struct pl_cell *cell, enum pl_language language)
{
    struct pl_buffer name = {0};
    struct pl_buffer line = {0};
    pl_write_field(&name, cli->knowledge, field, language);
    pl_buffer_add_text(&line, pl_field_key(cli->knowledge, field, language));
    pl_buffer_add_text(&line, ": ");
    pl_write_yaml_value(&line, cli->knowledge, field, cell, language);
    pl_diagnose(&cli->diagnostics, PL_P049, (struct pl_place){source, 0, 0, 0}, name.data, line.data,
                (const char *)NULL);
    pl_buffer_done(&name);
    pl_buffer_done(&line);
}

/* The text of the profile with the answers in it, one after another, each read again. */
static void write_completed(struct pl_cli *cli, const struct pl_profile *start, const struct pl_answers *answers)
{
    const struct pl_knowledge *k = cli->knowledge;
    enum pl_language language = pl_init_language(start);
    struct pl_hand *hand = &cli->hands[1]; /* its arena keeps the texts in between */
    struct pl_profile *profile = pl_arena_alloc(&hand->arena, sizeof *profile);
    struct pl_buffer text = {0};
    *profile = *start;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (!answers->given[i]) {
            continue;
        }
        if (!pl_amend_profile(profile, i, &answers->cells[i], language, cli->today, &text)) {
            pl_init_no_place(cli, start->source, &k->fields[i], &answers->cells[i], language);
            continue;
        }
        struct pl_source *source = pl_arena_alloc(&hand->arena, sizeof *source);
        struct pl_diagnostics quiet = {.language = language};
        source->name = start->source->name;
        source->text = (struct pl_view){pl_arena_copy(&hand->arena, text.data, text.length), text.length};
        pl_profile_load(k, source, cli->today, &hand->arena, &quiet, profile);
        pl_diagnostics_done(&quiet);
    }
    pl_buffer_add(&cli->out, profile->source->text.text, profile->source->text.length);
    pl_buffer_done(&text);
}

/* ---- the conversation
 * -------------------------------------------------------------------------------------------------- */

/* Begins the draft beside --output, or takes up the one that is there. False after a diagnostic. */
static bool open_journal(struct pl_cli *cli, struct pl_interview *interview)
{
    const char *output = cli->values[PL_OPTION_OUTPUT];
    struct pl_inquiry *inquiry = &interview->inquiry;
    struct pl_talk *talk = &inquiry->talk;
    struct pl_buffer text = {0};
    pl_talk_say(talk, PL_W_OPENING, NULL, NULL);
    pl_buffer_cut(&talk->said, talk->said.length - 1);
    enum pl_file_kind kind = goes_to_file(cli) ? pl_file_identify(output).kind : PL_DEVICE;
    if (kind != PL_NOTHING && kind != PL_FILE) {
        return true;
    }
    pl_buffer_add_text(&text, "planner init -o ");
    pl_buffer_add_text(&text, output);
    pl_buffer_add_text(&text, cli->amended == NULL ? "" : " ");
    pl_buffer_add_text(&text, cli->amended == NULL ? "" : cli->amended);
    interview->resumes = pl_arena_copy(&cli->arguments, text.data, text.length);
    pl_buffer_clear(&text);
    pl_buffer_add_text(&text, output);
    pl_buffer_add_text(&text, ".draft");
    const char *path = pl_arena_copy(&cli->arguments, text.data, text.length);
    struct pl_buffer head = {0};
    const char *const arguments[3] = {interview->resumes, NULL, NULL};
    pl_say_template(&head, pl_words[PL_W_DRAFT_HEAD][talk->language], arguments);
    bool ok = pl_journal_open(&inquiry->journal, path, head.data, inquiry->answers, &cli->diagnostics);
    if (ok) {
        struct pl_buffer number = {0};
        uint32_t given = 0;
        for (uint32_t i = 0; i < cli->knowledge->fields_count; i++) {
            given += inquiry->answers->given[i] == PL_GIVEN_IN_LINE;
        }
        pl_buffer_add_number(&number, given, "");
        pl_talk_say(talk, inquiry->answers->order_count > 0 ? PL_W_RESUMED : PL_W_DRAFT, path, number.data);
        pl_buffer_cut(&talk->said, talk->said.length - 1);
        pl_buffer_done(&number);
    }
    cli->draft = path;
    pl_buffer_done(&head);
    pl_buffer_done(&text);
    return ok;
}

/* Whether there is something to write. Where nothing is, the answers are in the draft, or else shown in the form in
 * which they can be given again. */
static bool converse(struct pl_cli *cli, struct pl_answers *answers)
{
    struct pl_interview interview = {.inquiry = {.answers = answers}};
    struct pl_talk *talk = &interview.inquiry.talk;
    pl_talk_init(talk, answers->language, goes_to_file(cli) ? STDOUT_FILENO : STDERR_FILENO);
    bool writes = false;
    if (open_journal(cli, &interview)) {
        writes = pl_interview_run(&interview) == PL_ENDED_WELL;
        if (writes) {
            uint32_t open = pl_interview_open(&interview);
            struct pl_buffer number = {0};
            pl_buffer_add_number(&number, open, "");
            if (goes_to_file(cli)) {
                struct pl_buffer path = {0};
                pl_add_visible(&path, pl_view_of(cli->values[PL_OPTION_OUTPUT]), 4096);
                pl_talk_say(talk, PL_W_WRITES, path.data, NULL);
                if (open > 0) {
                    pl_talk_say(talk, PL_W_LEFT, number.data, path.data);
                }
                pl_buffer_done(&path);
            } else {
                pl_talk_say(talk, PL_W_WRITES_HERE, NULL, NULL);
            }
            pl_buffer_done(&number);
        } else if (cli->values[PL_OPTION_PARTIAL] != NULL && has_required(cli, answers)) {
            pl_talk_say(talk, PL_W_PARTIAL, NULL, NULL);
            writes = true;
        } else {
            pl_interview_give_up(&interview);
        }
    } else {
        pl_buffer_clear(&talk->said);
        pl_cli_flush_diagnostics(cli); /* they point into the draft */
    }
    pl_interview_done(&interview);
    return writes;
}

static bool asks(const struct pl_cli *cli)
{
    return cli->values[PL_OPTION_NO_INPUT] == NULL && cli->values[PL_OPTION_ANSWERS] == NULL;
}

int pl_init_questionnaire(struct pl_cli *cli)
{
    const char *path = cli->operands_count > 0 ? cli->operands[0] : NULL;
    if (path != NULL && strcmp(path, "-") == 0 &&
        (asks(cli) || (cli->values[PL_OPTION_ANSWERS] != NULL && strcmp(cli->values[PL_OPTION_ANSWERS], "-") == 0))) {
        return pl_cli_usage(cli, PL_C043, "", NULL);
    }
    cli->amended = path;
    if (asks(cli) && cli->values[PL_OPTION_OUTPUT] == NULL && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
        cli->values[PL_OPTION_OUTPUT] =
            path != NULL ? path : pl_words[PL_W_FILE][pl_cli_language(cli, NULL)]; /* a screen is no place for it */
    }
    if (asks(cli) && !pl_cli_reads(cli, "-")) {
        return PL_EXIT_USAGE;
    }
    struct pl_profile *start = path == NULL ? NULL : pl_cli_load(cli, path);
    if (pl_init_refuses_output(cli) || (path != NULL && start == NULL)) {
        return PL_EXIT_DONE; /* the diagnostics raise it */
    }
    pl_cli_flush_diagnostics(cli); /* what is odd about the profile is said before the questions */
    struct pl_answers answers = {.edition = cli->edition, .language = pl_cli_language(cli, start), .today = cli->today};
    pl_answers_init(&answers, cli->knowledge, start);
    bool ok = take_file(cli, &answers);
    ok = take_options(cli, &answers) && ok;
    int status = PL_EXIT_DONE;
    if (ok && asks(cli)) {
        ok = converse(cli, &answers);
        status = ok ? PL_EXIT_DONE : PL_EXIT_PROFILE;
    } else if (ok) {
        ok = has_required(cli, &answers);
    }
    if (ok && start != NULL) {
        write_completed(cli, start, &answers);
    } else if (ok) {
        pl_init_write(&answers, pl_words[PL_W_TEMPLATE][answers.language], &cli->out);
    }
    pl_answers_done(&answers);
    return status;
}
