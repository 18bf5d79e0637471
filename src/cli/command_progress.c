/* SPDX-License-Identifier: MIT
 * progress: how far the steps have come; or one line more of it in the profile, in which nothing else changes.
 */
#include <string.h>

#include "cli/cli.h"
#include "cli/questionnaire.h"
#include "model/progress.h"
#include "draft/amend.h"
#include "report/review.h"
#include "report/values.h"

static const struct pl_field *states_of(const struct pl_knowledge *k)
{
    return &k->fields[k->facts[PL_FACT_PROGRESS_STATE]];
}

void pl_cli_step_names(struct pl_cli *cli, pl_cli_visit *visit, void *state)
{
    const struct pl_knowledge *k = cli->knowledge;
    const struct pl_plan *plan = pl_cli_plan(cli, cli->operands[0]);
    for (uint32_t i = 0; plan != NULL && i < k->rules_count; i++) {
        const char *id = pl_text(k, k->rules[i].id);
        if (k->rules[i].concludes == PL_STEP &&
            (pl_list_has(&plan->steps, i) || pl_profile_progress(plan->profile, id) != NULL)) {
            const struct pl_progress *said = pl_profile_progress(plan->profile, pl_text(k, k->rules[i].id));
            visit(state, id,
                  (said == NULL ? ""
                                : pl_field_value_label(k, states_of(k), pl_cell_choice(said->state), cli->language)));
        }
    }
}

void pl_cli_state_names(struct pl_cli *cli, pl_cli_visit *visit, void *state)
{
    const struct pl_knowledge *k = cli->knowledge;
    for (uint32_t i = 0; i < pl_field_value_count(k, states_of(k)); i++) {
        struct pl_buffer word = {0};
        struct pl_cell cell = {.low = INT64_C(1) << i, .high = INT64_C(1) << i};
        pl_write_value(&word, k, states_of(k), &cell, cli->language);
        visit(state, pl_buffer_text(&word), "");
        pl_buffer_done(&word);
    }
}

/* The step that a word names, PL_NONE after a diagnostic. */
static uint32_t step_named(struct pl_cli *cli, const char *word)
{
    const struct pl_knowledge *k = cli->knowledge;
    uint32_t rule = pl_position(k, PL_TO_RULE, word);
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(word));
    if (rule != PL_NONE && k->rules[rule].concludes == PL_STEP) {
        return rule;
    }
    for (uint32_t i = 0; i < k->rules_count; i++) {
        if (k->rules[i].concludes == PL_STEP) {
            pl_nearest_offer(&nearest, pl_text(k, k->rules[i].id), pl_text(k, k->rules[i].id));
        }
    }
    pl_cli_refuse_name(cli, PL_C071, word, NULL, &nearest);
    return PL_NONE;
}

struct words {
    struct pl_arena *arena;
    const char *items[PL_VALUES_MAX + 1];
    size_t count;
};

static void add_word(void *state, const char *name, const char *about)
{
    struct words *words = state;
    (void)about;
    words->items[words->count++] = pl_arena_copy(words->arena, name, strlen(name));
}

static int note(struct pl_cli *cli, const struct pl_profile *profile, uint32_t step, uint32_t state)
{
    const struct pl_knowledge *k = cli->knowledge;
    const struct pl_field *list = &k->fields[k->facts[PL_FACT_PROGRESS]];
    const char *id = pl_text(k, k->rules[step].id);
    if (!pl_progress_may_add(profile, id, state, cli->today, &cli->diagnostics)) {
        return PL_EXIT_DONE;
    }
    struct pl_cell cell = profile->stated[k->facts[PL_FACT_PROGRESS]];
    struct pl_record *records = pl_arena_array(&cli->arguments, (size_t)cell.count + 1, sizeof *records);
    struct pl_cell *cells = pl_arena_array(&cli->arguments, list->children.count, sizeof *cells);
    for (uint32_t i = 0; i < list->children.count; i++) {
        cells[i] = pl_cell_unknown(k, &k->fields[list->children.first + i]);
    }
    cells[k->facts[PL_FACT_PROGRESS_STEP] - list->children.first] = (struct pl_cell){.text = id, .line = 1};
    cells[k->facts[PL_FACT_PROGRESS_STATE] - list->children.first] =
        (struct pl_cell){.low = INT64_C(1) << state, .high = INT64_C(1) << state, .line = 1};
    cells[k->facts[PL_FACT_PROGRESS_DATE] - list->children.first] =
        (struct pl_cell){.low = cli->today, .high = cli->today, .line = 1};
    if (cell.count > 0) {
        memcpy(records, cell.records, cell.count * sizeof *records);
    }
    records[cell.count++].cells = cells;
    cell.records = records;
    cell.line = 1;
    enum pl_language language = pl_init_language(profile);
    if (!pl_amend_profile(profile, k->facts[PL_FACT_PROGRESS], &cell, language, cli->today, &cli->out)) {
        pl_buffer_clear(&cli->out);
        pl_init_no_place(cli, profile->source, list, &cell, language);
        return PL_EXIT_DONE;
    }
    /* A fact that now says the opposite is told with its place. */
    struct pl_source *source = pl_arena_alloc(&cli->arguments, sizeof *source);
    struct pl_profile again;
    const char *text = pl_arena_copy(&cli->arguments, cli->out.data, cli->out.length);
    *source = (struct pl_source){.name = profile->source->name, .text = {text, cli->out.length}};
    pl_diagnostics_done(&cli->diagnostics);
    cli->diagnostics = (struct pl_diagnostics){.language = cli->language};
    (void)pl_profile_load(cli->knowledge, source, cli->today, &cli->arguments, &cli->diagnostics, &again);
    pl_buffer_add_text(&cli->closing, "planner: ");
    pl_buffer_add_text(&cli->closing, profile->source->name);
    pl_buffer_add_text(&cli->closing, ": ");
    pl_buffer_add_text(&cli->closing, id);
    pl_buffer_add_text(&cli->closing, ", ");
    pl_buffer_add_text(&cli->closing, pl_field_value_label(k, states_of(k), state, cli->language));
    pl_buffer_add_char(&cli->closing, '\n');
    return PL_EXIT_DONE;
}

int pl_command_progress(struct pl_cli *cli)
{
    const char *path = cli->operands[0];
    if (cli->operands_count == 2) {
        return pl_cli_usage(cli, PL_C005, "progress", cli->command->operands[cli->language]);
    }
    if (cli->operands_count == 1) {
        const struct pl_plan *plan = pl_cli_plan(cli, path);
        struct pl_report_options options = {.heading_level = 1, .version = PL_VERSION};
        if (plan != NULL) {
            options.language = pl_cli_language(cli, plan->profile);
            pl_write_progress(plan, &options, &cli->out);
        }
        return PL_EXIT_DONE;
    }
    uint32_t step = step_named(cli, cli->operands[1]);
    const struct pl_knowledge *k = cli->knowledge;
    char folded[PL_FOLD_MAX];
    uint32_t state = pl_fold(pl_view_of(cli->operands[2]), folded) == 0
                         ? PL_NONE
                         : pl_knowledge_find(k, k->facts[PL_FACT_PROGRESS_STATE], true, folded);
    if (state == PL_NONE) {
        struct words words = {.arena = &cli->arguments};
        pl_cli_state_names(cli, add_word, &words);
        pl_cli_refuse_word(cli, PL_C066, "progress", cli->operands[2], words.items, NULL);
    }
    if (step == PL_NONE || state == PL_NONE) {
        return PL_EXIT_USAGE;
    }
    cli->amended = path;
    if (cli->values[PL_OPTION_OUTPUT] == NULL && strcmp(path, "-") != 0) {
        cli->values[PL_OPTION_OUTPUT] = path;
    }
    const struct pl_profile *profile = pl_cli_load(cli, path);
    return profile == NULL || pl_init_refuses_output(cli) ? PL_EXIT_DONE : note(cli, profile, step, state);
}
