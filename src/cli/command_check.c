/* SPDX-License-Identifier: MIT
 * check: diagnostics only, as messages, as JSON or as SARIF 2.1.0 (for editors and continuous integration). Data goes
 * to standard output, and says what the messages would have said.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/defaults.h"
#include "report/json.h"

/* What is found, as data: first what is known once all is found, then the findings, written meanwhile into a buffer of
 * their own. */
struct findings {
    struct pl_cli *cli;
    bool as_sarif;
    struct pl_json first; /* SARIF: inside the list of rules, which say what the codes mean */
    struct pl_json found; /* JSON: one object a file; SARIF: one a message */
    struct pl_buffer rest;
    uint32_t places[PL_CODES]; /* SARIF: of a code among the rules, counted from one; 0: it was not met yet */
    uint32_t places_count;
    int64_t errors, warnings;
};

static uint32_t line_of(const struct pl_place *place)
{
    return place->source == NULL || place->line == 0 ? 0 : place->line + place->source->lines_before;
}

static uint32_t length_of(const struct pl_place *place)
{
    return place->span == 0 ? 1 : place->span;
}

static void add_diagnostic(struct findings *findings, const char *path, const struct pl_diagnostic *item)
{
    struct pl_json *to = &findings->found;
    uint32_t line = line_of(&item->place);
    (void)path;
    pl_json_object(to, NULL);
    pl_json_text(to, "code", pl_code_name(item->code));
    pl_json_text(to, "severity", pl_severity_word(item->severity, PL_EN));
    pl_json_text(to, "message", item->message);
    pl_json_text(to, "help", item->help);
    pl_json_known(to, "line", line > 0, line);
    pl_json_known(to, "column", line > 0, item->place.column);
    pl_json_known(to, "length", line > 0, length_of(&item->place));
    pl_json_end(to);
}

/* ---- SARIF ------------------------------------------------------------------------------------------------- */

static void add_result(struct findings *findings, const char *path, const struct pl_diagnostic *item)
{
    struct pl_json *to = &findings->found;
    struct pl_buffer text = {0};
    struct pl_buffer uri = {0};
    uint32_t line = line_of(&item->place);
    pl_buffer_add_text(&text, item->message);
    pl_buffer_add_text(&text, item->help == NULL ? "" : "\n");
    pl_buffer_add_text(&text, item->help == NULL ? "" : item->help);
    static const char digits[] = "0123456789ABCDEF";
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    for (const char *p = path; *p != '\0'; p++) {
        if (strchr(plain, *p) != NULL) {
            pl_buffer_add_char(&uri, *p);
        } else {
            pl_buffer_add_char(&uri, '%');
            pl_buffer_add_char(&uri, digits[(unsigned char)*p >> 4]);
            pl_buffer_add_char(&uri, digits[(unsigned char)*p & 15]);
        }
    }
    pl_json_object(to, NULL);
    pl_json_text(to, "ruleId", pl_code_name(item->code));
    enum pl_code code = item->code;
    const struct pl_knowledge *k = findings->cli->knowledge;
    enum pl_language language = findings->cli->language;
    struct pl_json *rules = &findings->first;
    if (findings->places[code] == 0) {
        struct pl_buffer message = {0};
        pl_code_add_message(code, language, &message);
        pl_json_object(rules, NULL);
        pl_json_text(rules, "id", pl_code_name(code));
        pl_json_single(rules, "shortDescription", "text", pl_buffer_text(&message));
        pl_json_single(rules, "fullDescription", "text", pl_text_in(k, k->explanations[code].meaning, language));
        pl_json_end(rules);
        pl_buffer_done(&message);
        findings->places[code] = ++findings->places_count;
    }
    pl_json_integer(to, "ruleIndex", findings->places[code] - 1);
    pl_json_text(to, "level", pl_severity_word(item->severity, PL_EN));
    pl_json_single(to, "message", "text", pl_buffer_text(&text));
    pl_json_array(to, "locations");
    pl_json_object(to, NULL);
    pl_json_object(to, "physicalLocation");
    pl_json_single(to, "artifactLocation", "uri", pl_buffer_text(&uri));
    if (line > 0) {
        pl_json_object(to, "region");
        pl_json_integer(to, "startLine", line);
        pl_json_integer(to, "startColumn", item->place.column);
        pl_json_integer(to, "endColumn", (int64_t)item->place.column + length_of(&item->place));
        pl_json_end(to);
    }
    pl_json_ends(to, 4);
    pl_buffer_done(&text);
    pl_buffer_done(&uri);
}

/* The diagnostics of one file, which are forgotten then. */
static void take(struct findings *findings, const char *path, const struct pl_profile *profile)
{
    struct pl_cli *cli = findings->cli;
    struct pl_json *to = &findings->found;
    struct pl_diagnostics *list = &cli->diagnostics;
    const struct pl_diagnostic **items = pl_must_alloc((list->count + 1) * sizeof(struct pl_diagnostic *));
    size_t count = pl_diagnostics_select(list, items, list->count);
    if (!findings->as_sarif) {
        struct pl_buffer shown = {0};
        pl_add_visible(&shown, pl_view_of(path), SIZE_MAX);
        pl_json_object(to, NULL);
        pl_json_text(to, "path", pl_buffer_text(&shown));
        pl_buffer_done(&shown);
        if (profile == NULL) {
            pl_json_null(to, "profile");
        } else {
            pl_json_profile(to, cli->knowledge, profile);
        }
        pl_json_integer(to, "errors", (int64_t)list->errors);
        pl_json_integer(to, "warnings", (int64_t)list->warnings);
        pl_json_array(to, "diagnostics");
    }
    for (size_t i = 0; i < count; i++) {
        if (items[i]->severity == PL_ERROR || cli->values[PL_OPTION_QUIET] == NULL) {
            (findings->as_sarif ? add_result : add_diagnostic)(findings, path, items[i]);
        }
    }
    pl_json_ends(to, findings->as_sarif ? 0 : 2);
    findings->errors += (int64_t)list->errors;
    findings->warnings += (int64_t)list->warnings;
    free(items);
    pl_cli_raise_status(cli, list);
    pl_diagnostics_reset(list);
}

/* A profile; NULL after errors, and for the planner.yaml of a folder, which is read as what it is. */
static const struct pl_profile *read_one(struct pl_cli *cli, const char *path)
{
    const char *folder = pl_defaults_folder(cli, path);
    const struct pl_profile *common = NULL;
    struct pl_view text;
    if (folder == NULL) {
        return pl_cli_read(cli, path, &cli->hands[0]);
    }
    pl_defaults_read(cli, folder, &common, &text);
    return NULL;
}

static void take_all(struct findings *findings)
{
    struct pl_cli *cli = findings->cli;
    for (int i = 0; i < cli->operands_count; i++) {
        const struct pl_profile *profile = read_one(cli, cli->operands[i]);
        take(findings, strcmp(cli->operands[i], "-") == 0 ? "<stdin>" : cli->operands[i], profile);
    }
    pl_json_end(&findings->found);
}

static void print_json(struct findings *findings)
{
    struct pl_json *to = &findings->first;
    const struct pl_knowledge *k = findings->cli->knowledge;
    pl_json_object(to, NULL);
    pl_json_integer(to, "format_version", PL_JSON_FORMAT);
    pl_json_object(to, "planner");
    pl_json_text(to, "version", PL_VERSION);
    pl_json_text(to, "knowledge", pl_text(k, k->sha256));
    pl_json_end(to);
    findings->found = pl_json_later(to, &findings->rest);
    pl_json_array(&findings->found, "files");
    take_all(findings);
    pl_json_integer(to, "errors", findings->errors);
    pl_json_integer(to, "warnings", findings->warnings);
    pl_json_take(to, &findings->rest);
    pl_json_end(to);
}

static void print_sarif(struct findings *findings)
{
    struct pl_json *to = &findings->first;
    pl_json_object(to, NULL);
    pl_json_text(to, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    pl_json_text(to, "version", "2.1.0");
    pl_json_array(to, "runs");
    pl_json_object(to, NULL);
    findings->found = pl_json_later(to, &findings->rest);
    pl_json_array(&findings->found, "results");
    pl_json_object(to, "tool");
    pl_json_object(to, "driver");
    pl_json_text(to, "name", "planner");
    pl_json_text(to, "version", PL_VERSION);
    pl_json_array(to, "rules");
    take_all(findings);
    pl_json_ends(to, 3);
    pl_json_text(to, "columnKind", "unicodeCodePoints");
    pl_json_take(to, &findings->rest);
    pl_json_ends(to, 3);
}

int pl_command_check(struct pl_cli *cli)
{
    const char *format = cli->values[PL_OPTION_FORMAT];
    struct findings findings = {.cli = cli, .first = {.out = &cli->out}};
    if (format != NULL) {
        findings.as_sarif = strcmp(format, "sarif") == 0;
        (findings.as_sarif ? print_sarif : print_json)(&findings);
        return PL_EXIT_DONE;
    }
    for (int i = 0; i < cli->operands_count; i++) {
        read_one(cli, cli->operands[i]);
        pl_cli_flush_diagnostics(cli);
    }
    return PL_EXIT_DONE;
}
