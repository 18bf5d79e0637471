/* SPDX-License-Identifier: MIT
 * See skeleton.h.
 */
#include "skeleton.h"

#include <jansson.h>

#include "fuzz.h"

/* Line ends, headings, and every mark that no backslash precedes. */
static void of_markdown(const struct pl_buffer *report, struct pl_buffer *out)
{
    const char *text = pl_buffer_text(report);
    bool line_start = true;
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '\\' && p[1] != '\0' && p[1] != '\n') {
            p++;
        } else if (strchr("\n`*_[]<>|~$^{}", *p) != NULL || (line_start && strchr("#-+=>0123456789", *p) != NULL)) {
            pl_buffer_add_char(out, *p);
        }
        line_start = *p == '\n';
    }
}

/* Types and keys. */
static void of_value(json_t *value, struct pl_buffer *out)
{
    const char *key = NULL;
    json_t *inner = NULL;
    size_t index = 0;
    pl_buffer_add_char(out, (char)('0' + (int)json_typeof(value)));
    json_object_foreach(value, key, inner)
    {
        pl_buffer_add_text(out, key);
        of_value(inner, out);
    }
    json_array_foreach(value, index, inner)
    {
        of_value(inner, out);
    }
    pl_buffer_add_char(out, ',');
}

static void of_json(const struct pl_buffer *report, struct pl_buffer *out)
{
    json_t *root = json_loadb(pl_buffer_text(report), report->length, JSON_REJECT_DUPLICATES, NULL);
    fuzz_require(root != NULL, "JSON can be parsed");
    of_value(root, out);
    json_decref(root);
}

/* Every tag, with its attributes. */
static void of_html(const struct pl_buffer *report, struct pl_buffer *out)
{
    bool inside = false;
    for (const char *p = pl_buffer_text(report); *p != '\0'; p++) {
        inside = inside || *p == '<';
        if (inside) {
            pl_buffer_add_char(out, *p);
        }
        inside = inside && *p != '>';
    }
}

/* The names of tags: widths of columns follow what they hold. */
static void of_docx(const struct pl_buffer *report, struct pl_buffer *out)
{
    for (const char *p = strchr(pl_buffer_text(report), '<'); p != NULL; p = strchr(p + 1, '<')) {
        pl_buffer_add(out, p, strcspn(p, " >"));
        pl_buffer_add_char(out, '\n');
    }
}

/* Separators and line ends outside quotes. */
static void of_table(const struct pl_buffer *report, char separator, struct pl_buffer *out)
{
    bool quoted = false;
    for (const char *p = pl_buffer_text(report); *p != '\0'; p++) {
        quoted = quoted != (*p == '"');
        if (!quoted && (*p == '\n' || *p == separator)) {
            pl_buffer_add_char(out, *p);
        }
    }
}

static void of_csv(const struct pl_buffer *report, struct pl_buffer *out)
{
    of_table(report, ',', out);
}

static void of_french_csv(const struct pl_buffer *report, struct pl_buffer *out)
{
    of_table(report, ';', out);
}

/* The names of properties, one a line, folded lines joined. */
static void of_calendar(const struct pl_buffer *report, struct pl_buffer *out)
{
    const char *line = pl_buffer_text(report);
    while (*line != '\0') {
        if (*line != ' ' && *line != '\t') {
            pl_buffer_add(out, line, strcspn(line, ":;\n"));
            pl_buffer_add_char(out, '\n');
        }
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
}

void fuzz_skeleton(const char *format, const struct pl_buffer *report, struct pl_buffer *out)
{
    static const struct {
        const char *format;
        void (*make)(const struct pl_buffer *report, struct pl_buffer *out);
    } rows[] = {{"md", of_markdown}, {"json", of_json},         {"html", of_html}, {"docx", of_docx},
                {"csv", of_csv},     {"csv-fr", of_french_csv}, {"ics", of_calendar}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].format, format) == 0) {
            rows[i].make(report, out);
        }
    }
}
