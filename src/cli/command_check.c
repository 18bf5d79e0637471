/* SPDX-License-Identifier: MIT
 * check: diagnostics only, as messages, as JSON or as SARIF 2.1.0 (for editors and continuous integration). Data goes
 * to standard output, and says what the messages would have said.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "report/json.h"

/* What is found, as data. */
struct findings {
    struct pl_cli *cli;
    json_t *files;   /* JSON: one object a file */
    json_t *results; /* SARIF: one object a message */
    json_t *rules;   /* SARIF: what the codes mean */
    json_int_t errors, warnings;
};

/* Any bytes as text. */
static json_t *visible(const char *text)
{
    struct pl_buffer shown = {0};
    pl_add_visible(&shown, pl_view_of(text), SIZE_MAX);
    json_t *value = json_string(pl_buffer_text(&shown));
    pl_buffer_done(&shown);
    return value;
}

static json_t *line_of(const struct pl_place *place)
{
    return place->source == NULL || place->line == 0
               ? json_null()
               : json_integer((json_int_t)place->line + place->source->lines_before);
}

static json_t *diagnostic_part(const struct pl_diagnostic *item)
{
    json_t *object = json_object();
    bool placed = item->place.source != NULL && item->place.line > 0;
    pl_json_set(object, "code", json_string(pl_code_name(item->code)));
    pl_json_set(object, "severity", json_string(pl_severity_word(item->severity, PL_EN)));
    pl_json_set(object, "message", json_string(item->message));
    pl_json_set(object, "help", item->help == NULL ? json_null() : json_string(item->help));
    pl_json_set(object, "line", line_of(&item->place));
    pl_json_set(object, "column", placed ? json_integer(item->place.column) : json_null());
    pl_json_set(object, "length", placed ? json_integer(item->place.span == 0 ? 1 : item->place.span) : json_null());
    return object;
}

/* A path as a reference of RFC 3986: what is not unreserved is written as its bytes. */
static json_t *uri_of(const char *path)
{
    static const char digits[] = "0123456789ABCDEF";
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    struct pl_buffer uri = {0};
    for (const char *p = path; *p != '\0'; p++) {
        if (strchr(plain, *p) != NULL) {
            pl_buffer_add_char(&uri, *p);
        } else {
            pl_buffer_add_char(&uri, '%');
            pl_buffer_add_char(&uri, digits[(unsigned char)*p >> 4]);
            pl_buffer_add_char(&uri, digits[(unsigned char)*p & 15]);
        }
    }
    json_t *value = json_string(pl_buffer_text(&uri));
    pl_buffer_done(&uri);
    return value;
}

/* The place of a code among the rules, which get it when it is first met. */
static json_int_t rule_index(struct findings *findings, enum pl_code code)
{
    const struct pl_knowledge *k = findings->cli->knowledge;
    enum pl_language language = findings->cli->language;
    size_t count = json_array_size(findings->rules);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(json_string_value(json_object_get(json_array_get(findings->rules, i), "id")), pl_code_name(code)) ==
            0) {
            return (json_int_t)i;
        }
    }
    struct pl_buffer message = {0};
    pl_code_add_message(code, language, &message);
    json_t *rule = json_object();
    pl_json_set(rule, "id", json_string(pl_code_name(code)));
    pl_json_set(rule, "shortDescription", json_pack("{s:s}", "text", pl_buffer_text(&message)));
    pl_json_set(rule, "fullDescription", json_pack("{s:s}", "text", pl_text_in(k, k->explanations[code].meaning, language)));
    pl_json_append(findings->rules, rule);
    pl_buffer_done(&message);
    return (json_int_t)count;
}

static json_t *result_part(struct findings *findings, const char *path, const struct pl_diagnostic *item)
{
    struct pl_buffer text = {0};
    pl_buffer_add_text(&text, item->message);
    pl_buffer_add_text(&text, item->help == NULL ? "" : "\n");
    pl_buffer_add_text(&text, item->help == NULL ? "" : item->help);
    json_t *result = json_object();
    json_t *location = json_object();
    pl_json_set(location, "artifactLocation", json_pack("{s:o}", "uri", uri_of(path)));
    if (item->place.source != NULL && item->place.line > 0) {
        json_int_t column = item->place.column;
        pl_json_set(location, "region",
            json_pack("{s:o, s:I, s:I}", "startLine", line_of(&item->place), "startColumn", column, "endColumn",
                      column + (item->place.span == 0 ? 1 : item->place.span)));
    }
    pl_json_set(result, "ruleId", json_string(pl_code_name(item->code)));
    pl_json_set(result, "ruleIndex", json_integer(rule_index(findings, item->code)));
    pl_json_set(result, "level", json_string(pl_severity_word(item->severity, PL_EN)));
    pl_json_set(result, "message", json_pack("{s:s}", "text", pl_buffer_text(&text)));
    pl_json_set(result, "locations", json_pack("[{s:o}]", "physicalLocation", location));
    pl_buffer_done(&text);
    return result;
}

/* The diagnostics of one file, which are forgotten then. */
static void take(struct findings *findings, const char *path, const struct pl_profile *profile)
{
    struct pl_cli *cli = findings->cli;
    struct pl_diagnostics *list = &cli->diagnostics;
    const struct pl_diagnostic **items = pl_must_alloc((list->count + 1) * sizeof(struct pl_diagnostic *));
    size_t count = pl_diagnostics_select(list, items, list->count);
    json_t *messages = json_array();
    for (size_t i = 0; i < count; i++) {
        if (items[i]->severity == PL_ERROR || cli->values[PL_OPTION_QUIET] == NULL) {
            pl_json_append(findings->results, result_part(findings, path, items[i]));
            pl_json_append(messages, diagnostic_part(items[i]));
        }
    }
    json_t *file = json_object();
    pl_json_set(file, "path", visible(path));
    pl_json_set(file, "profile", profile == NULL ? json_null() : pl_json_profile(cli->knowledge, profile));
    pl_json_set(file, "errors", json_integer((json_int_t)list->errors));
    pl_json_set(file, "warnings", json_integer((json_int_t)list->warnings));
    pl_json_set(file, "diagnostics", messages);
    pl_json_append(findings->files, file);
    findings->errors += (json_int_t)list->errors;
    findings->warnings += (json_int_t)list->warnings;
    free(items);
    pl_cli_raise_status(cli);
    pl_diagnostics_reset(list);
}

static json_t *as_json(struct findings *findings)
{
    json_t *root = json_object();
    pl_json_set(root, "format_version", json_integer(1));
    pl_json_set(root, "planner",
        json_pack("{s:s, s:s}", "version", PL_VERSION, "knowledge",
                  pl_text(findings->cli->knowledge, findings->cli->knowledge->sha256)));
    pl_json_set(root, "errors", json_integer(findings->errors));
    pl_json_set(root, "warnings", json_integer(findings->warnings));
    pl_json_set(root, "files", json_incref(findings->files));
    return root;
}

static json_t *as_sarif(struct findings *findings)
{
    json_t *driver = json_pack("{s:s, s:s, s:O}", "name", "planner", "version", PL_VERSION, "rules", findings->rules);
    json_t *run = json_pack("{s:{s:o}, s:s, s:O}", "tool", "driver", driver, "columnKind", "unicodeCodePoints",
                            "results", findings->results);
    return json_pack("{s:s, s:s, s:[o]}", "$schema", "https://json.schemastore.org/sarif-2.1.0.json", "version",
                     "2.1.0", "runs", run);
}

int pl_command_check(struct pl_cli *cli)
{
    const char *format = cli->values[PL_OPTION_FORMAT];
    struct findings findings = {.cli = cli, .files = json_array(), .results = json_array(), .rules = json_array()};
    for (int i = 0; i < cli->operands_count; i++) {
        const struct pl_profile *profile = pl_cli_read(cli, cli->operands[i], &cli->hands[0]);
        if (format == NULL) {
            pl_cli_flush_diagnostics(cli);
        } else {
            take(&findings, strcmp(cli->operands[i], "-") == 0 ? "<stdin>" : cli->operands[i], profile);
        }
    }
    if (format != NULL) {
        json_t *root = strcmp(format, "sarif") == 0 ? as_sarif(&findings) : as_json(&findings);
        if (root == NULL) {
            pl_out_of_memory();
        }
        pl_json_dump(root, &cli->out);
    }
    json_decref(findings.files);
    json_decref(findings.results);
    json_decref(findings.rules);
    return PL_EXIT_DONE;
}
