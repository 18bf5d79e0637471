/* SPDX-License-Identifier: MIT
 * review: the plan of today against the one that was adopted, which is on file as JSON, or made anew for its day. A
 * plan on file holds the facts that it follows from, as a profile, and a seal over them, its day and its knowledge.
 */
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "cli/cli.h"
#include "engine/planning.h"
#include "engine/review.h"
#include "report/json.h"
#include "report/review.h"
#include "report/values.h"
#include "yaml/node.h"

static const struct pl_node *member(const struct pl_node *mapping, const char *key)
{
    const struct pl_node *entry = mapping == NULL || mapping->kind != PL_NODE_MAPPING ? NULL : mapping->first;
    while (entry != NULL && !pl_view_is(entry->key->text, key)) {
        entry = entry->next;
    }
    return entry;
}

/* The text of a member, "" if there is none. */
static const char *text_of(const struct pl_node *mapping, const char *key)
{
    const struct pl_node *node = member(mapping, key);
    return node == NULL || node->kind != PL_NODE_TEXT ? "" : node->text.text;
}

static const struct pl_node *first_of(const struct pl_node *mapping, const char *key)
{
    const struct pl_node *node = member(mapping, key);
    return node == NULL || node->kind != PL_NODE_LIST ? NULL : node->first;
}

/* What the plan on file says of steps and platforms, as far as the knowledge still has them. */
static struct pl_adopted *adopted_of(const struct pl_knowledge *k, const struct pl_node *root, struct pl_arena *arena)
{
    struct pl_adopted *adopted = pl_arena_alloc(arena, sizeof *adopted);
    *adopted =
        (struct pl_adopted){.knowledge = text_of(member(root, "planner"), "knowledge"), .seal = text_of(root, "seal")};
    adopted->same_knowledge = strcmp(adopted->knowledge, pl_text(k, k->sha256)) == 0;
    adopted->called = pl_arena_array(arena, (size_t)k->rules_count + 1, 1);
    adopted->ends = pl_arena_array(arena, (size_t)k->rules_count + 1, sizeof *adopted->ends);
    for (uint32_t i = 0; i < k->rules_count; i++) {
        adopted->ends[i] = -1;
    }
    adopted->decisions = pl_arena_array(arena, (size_t)k->platforms_count + 1, 1);
    for (const struct pl_node *step = first_of(root, "steps"); step != NULL; step = step->next) {
        uint32_t rule = pl_position(k, PL_TO_RULE, text_of(step, "id"));
        if (rule != PL_NONE) {
            adopted->called[rule] = 1;
            int64_t end = 0;
            adopted->ends[rule] = pl_date_parse(pl_view_of(text_of(step, "end")), &end) ? end : -1;
        }
    }
    memset(adopted->decisions, PL_DECISIONS, k->platforms_count);
    for (const struct pl_node *choice = first_of(root, "platforms"); choice != NULL; choice = choice->next) {
        uint32_t platform = pl_position(k, PL_TO_PLATFORM, text_of(choice, "id"));
        for (uint32_t i = 0; platform != PL_NONE && i < PL_DECISIONS; i++) {
            if (strcmp(pl_decision_words[i], text_of(choice, "decision")) == 0) {
                adopted->decisions[platform] = (uint8_t)i;
            }
        }
    }
    return adopted;
}

static const struct pl_plan *refuse(struct pl_cli *cli, enum pl_code code, const char *path, const char *what)
{
    pl_diagnose(&cli->diagnostics, code, (struct pl_place){0}, path, what, (const char *)NULL);
    return NULL;
}

/* The plan on file, made anew from its facts; NULL after a diagnostic. */
static const struct pl_plan *read_adopted(struct pl_cli *cli, const char *path, const struct pl_profile *today,
                                          const struct pl_adopted **out_adopted)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_hand *hand = &cli->hands[1];
    struct pl_diagnostics quiet = {.language = cli->language};
    struct pl_source *source = pl_arena_alloc(&hand->arena, sizeof *source);
    struct pl_profile *profile = pl_arena_alloc(&hand->arena, sizeof *profile);
    if (!pl_cli_reads(cli, path) || !pl_file_read(path, PL_YAML_MAX_BYTES, &hand->text, &cli->diagnostics)) {
        return NULL;
    }
    *source = (struct pl_source){.name = pl_cli_shown(path, &hand->arena),
                                 .text = {pl_buffer_text(&hand->text), hand->text.length}};
    const struct pl_node *root = pl_yaml_parse(source, &hand->arena, &quiet);
    const struct pl_node *facts = member(root, "facts");
    const char *version = text_of(root, "format_version");
    int64_t day = 0;
    int64_t year = 0;
    bool is_plan = member(root, "planner") != NULL && member(root, "steps") != NULL &&
                   pl_date_parse(pl_view_of(text_of(root, "date")), &day) &&
                   pl_number_parse(pl_view_of(text_of(member(root, "planner"), "edition")), &year) == PL_NUMBER_OK;
    if (is_plan && (strcmp(version, "2") != 0 || facts == NULL)) {
        pl_diagnostics_done(&quiet);
        return refuse(cli, PL_C074, source->name, version);
    }
    bool whole = is_plan && facts->kind == PL_NODE_MAPPING &&
                 pl_profile_read(k, source, facts, day, &hand->arena, &quiet, profile);
    uint32_t edition = whole ? pl_knowledge_edition(k, (uint32_t)year) : PL_NONE;
    pl_diagnostics_done(&quiet);
    if (edition == PL_NONE) {
        return refuse(cli, PL_C073, source->name, "");
    }
    struct pl_adopted *adopted = adopted_of(k, root, &hand->arena);
    char seal[PL_SEAL_SIZE];
    pl_seal(profile, adopted->knowledge, (uint32_t)year, day, seal);
    if (strcmp(seal, adopted->seal) != 0) {
        return refuse(cli, PL_C075, source->name, "");
    }
    if (strcmp(pl_profile_text(profile, PL_FACT_NAME), pl_profile_text(today, PL_FACT_NAME)) != 0 &&
        strcmp(pl_profile_text(profile, PL_FACT_CODE), pl_profile_text(today, PL_FACT_CODE)) != 0) {
        return refuse(cli, PL_C076, source->name, pl_profile_text(profile, PL_FACT_NAME));
    }
    *out_adopted = adopted;
    return pl_plan_make(profile, edition, day, &hand->arena);
}

/* The plan that the profile of today would have had on a day: only what became of the steps by then counts. */
static const struct pl_plan *plan_since(struct pl_cli *cli, const struct pl_profile *today, int64_t day)
{
    struct pl_hand *hand = &cli->hands[1];
    struct pl_diagnostics quiet = {.language = cli->language};
    struct pl_profile *profile = pl_arena_alloc(&hand->arena, sizeof *profile);
    bool read = pl_profile_load(cli->knowledge, today->source, day, &hand->arena, &quiet, profile);
    pl_diagnostics_done(&quiet);
    return read ? pl_plan_make(profile, cli->edition, day, &hand->arena) : NULL;
}

/* The day of --since, else that of the adoption; false after a diagnostic. */
static bool first_day(struct pl_cli *cli, const struct pl_profile *profile, int64_t *out_day)
{
    const char *given = cli->values[PL_OPTION_SINCE];
    const struct pl_cell *adopted = pl_profile_cell(profile, PL_FACT_ADOPTED_DATE);
    if (given != NULL && !pl_date_parse(pl_view_of(given), out_day)) {
        pl_cli_usage(cli, PL_C013, given, NULL);
        return false;
    }
    if (given == NULL && (adopted->low != adopted->high || adopted->low > cli->today)) {
        pl_cli_usage(cli, PL_C072, NULL, NULL);
        return false;
    }
    *out_day = given == NULL ? adopted->low : *out_day;
    return true;
}

int pl_command_review(struct pl_cli *cli)
{
    const char *path = cli->values[PL_OPTION_AGAINST];
    if (path != NULL && cli->values[PL_OPTION_SINCE] != NULL) {
        return pl_cli_usage(cli, PL_C052, "against", "since");
    }
    const struct pl_profile *profile = pl_cli_load(cli, cli->operands[0]);
    if (profile == NULL) {
        return PL_EXIT_DONE; /* the diagnostics raise it */
    }
    const struct pl_adopted *adopted = NULL;
    int64_t day = 0;
    if (path == NULL && !first_day(cli, profile, &day)) {
        return PL_EXIT_USAGE;
    }
    const struct pl_plan *before = path != NULL        ? read_adopted(cli, path, profile, &adopted)
                                   : day <= cli->today ? plan_since(cli, profile, day)
                                                       : NULL;
    if (before == NULL || before->today > cli->today) {
        struct pl_buffer today = {0};
        pl_write_date(&today, cli->today);
        int status = before == NULL && path != NULL
                         ? PL_EXIT_DONE
                         : pl_cli_usage(cli, PL_C077, path != NULL ? "against" : "since", today.data);
        pl_buffer_done(&today);
        return status;
    }
    const struct pl_plan *after = pl_plan_make(profile, cli->edition, cli->today, &cli->hands[0].arena);
    struct pl_report_options options = {
        .language = pl_cli_language(cli, profile), .heading_level = 1, .version = PL_VERSION};
    const struct pl_review_format *format = pl_review_formats;
    while (format->name != NULL && strcmp(format->name, pl_cli_format(cli)->name) != 0) {
        format++;
    }
    pl_write_review(format, pl_review_make(before, after, adopted, &cli->hands[1].arena), &options, &cli->out);
    return PL_EXIT_DONE;
}
