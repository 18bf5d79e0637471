/* SPDX-License-Identifier: MIT
 * See fault.h. The first row that fits decides; libyaml's wording is stable since 0.1.
 */
#include "yaml/fault.h"

#include <string.h>

#include "yaml/line.h"

enum where { AT_PROBLEM, AT_CONTEXT };

struct fault {
    const char *context; /* a part of libyaml's context, NULL: any */
    const char *problem; /* a part of libyaml's problem */
    enum where where;
    enum pl_code code;
};

static const struct fault faults[] = {
    {"quoted scalar", "unexpected end of stream", AT_CONTEXT, PL_P026},
    {"quoted scalar", "unexpected document indicator", AT_CONTEXT, PL_P026},
    {"quoted scalar", "unknown escape", AT_PROBLEM, PL_P029},
    {"quoted scalar", "hexdecimal", AT_PROBLEM, PL_P029},
    {"quoted scalar", "invalid Unicode", AT_PROBLEM, PL_P029},
    {"flow sequence", "", AT_CONTEXT, PL_P027},
    {"flow mapping", "", AT_CONTEXT, PL_P027},
    {"scanning an alias", "", AT_PROBLEM, PL_P030},
    {"scanning an anchor", "", AT_PROBLEM, PL_P030},
    {"next token", "cannot start any token", AT_PROBLEM, PL_P030},
    {"block scalar", "tab", AT_PROBLEM, PL_P007},
    {NULL, "mapping values are not allowed", AT_PROBLEM, PL_P028},
    {NULL, "incompatible YAML document", AT_PROBLEM, PL_P035},
    {NULL, "duplicate %YAML", AT_PROBLEM, PL_P035},
    {"directive", "", AT_PROBLEM, PL_P035},
    {"tag", "", AT_PROBLEM, PL_P032},
    {NULL, "undefined tag", AT_PROBLEM, PL_P032},
    {NULL, "<document start>", AT_PROBLEM, PL_P034},
    {NULL, "could not find expected ':'", AT_CONTEXT, PL_P043},
    {NULL, "", AT_PROBLEM, PL_P009},
};

static bool contains(const char *text, const char *part)
{
    return strstr(text == NULL ? "" : text, part) != NULL;
}

static struct pl_place place_of(const struct pl_source *source, yaml_mark_t mark)
{
    return (struct pl_place){source, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1, 1};
}

static bool indents_with_tab(const struct pl_source *source, uint32_t number)
{
    struct pl_view line = pl_source_line(source, number);
    for (size_t i = 0; i < line.length && (line.text[i] == ' ' || line.text[i] == '\t'); i++) {
        if (line.text[i] == '\t') {
            return true;
        }
    }
    return false;
}

bool pl_yaml_fault(const yaml_parser_t *parser, const struct pl_source *source, const struct pl_last_quoted *quoted,
                   struct pl_diagnostics *diagnostics)
{
    if (parser->error == YAML_MEMORY_ERROR) {
        pl_out_of_memory();
    }
    struct pl_place problem = place_of(source, parser->problem_mark);
    /* A quote that closes too early or too late shows only in what follows. */
    if (quoted->place.line > 0 && parser->problem_mark.line + 1 == quoted->end_line &&
        parser->error == YAML_PARSER_ERROR) {
        if (quoted->end_line > quoted->place.line) {
            return pl_diagnose(diagnostics, PL_P026, quoted->place, (const char *)NULL);
        }
        return pl_diagnose(diagnostics, quoted->single ? PL_P039 : PL_P044, quoted->place, (const char *)NULL);
    }
    if (indents_with_tab(source, problem.line)) {
        return pl_diagnose(diagnostics, PL_P007, (struct pl_place){source, problem.line, 1, 1}, (const char *)NULL);
    }
    for (const struct fault *fault = faults;; fault++) {
        if ((fault->context == NULL || contains(parser->context, fault->context)) &&
            contains(parser->problem, fault->problem)) {
            struct pl_place place = fault->where == AT_PROBLEM ? problem : place_of(source, parser->context_mark);
            bool structure =
                fault->code == PL_P009 || fault->code == PL_P028 || fault->code == PL_P034 || fault->code == PL_P043;
            if (structure && pl_line_explain(source, place.line, diagnostics)) {
                return false;
            }
            return pl_diagnose(diagnostics, fault->code, place, (const char *)NULL);
        }
    }
}
