/* SPDX-License-Identifier: MIT
 * See line.h. A guess, made only once something is known to be wrong: what it says need not hold for every YAML file.
 */
#include "yaml/line.h"

#include <string.h>

#include "base/buffer.h"

enum { KEY_MAX = 60 };

bool pl_line_read(struct pl_view line, struct pl_line *out_line)
{
    size_t at = 0;
    while (at < line.length && line.text[at] == ' ') {
        at++;
    }
    *out_line = (struct pl_line){.first = (uint32_t)at + 1};
    while (at + 1 < line.length && line.text[at] == '-' && line.text[at + 1] == ' ') {
        out_line->is_item = true;
        for (at++; at < line.length && line.text[at] == ' '; at++) {
        }
    }
    if (at == line.length || line.text[at] == '#') {
        return false;
    }
    out_line->column = (uint32_t)at + 1;
    out_line->has_value = true;
    const char *start = line.text + at;
    size_t rest = line.length - at;
    const char *colon = memchr(start, ':', rest);
    if (colon == NULL || colon == start || colon - start > KEY_MAX ||
        strchr("\"'[]{},&*!|>%@`#0123456789", *start) != NULL) {
        return true;
    }
    for (const char *p = start; p < colon; p++) {
        if (strchr("\"'[]{},#/", *p) != NULL) {
            return true;
        }
    }
    out_line->key = (struct pl_view){start, (size_t)(colon - start)};
    out_line->colon = out_line->column + (uint32_t)pl_view_count(out_line->key);
    size_t after = (size_t)(colon - line.text) + 1;
    out_line->is_glued = after < line.length && strchr(" \t/", line.text[after]) == NULL &&
                         memchr(start, ' ', (size_t)(colon - start)) == NULL;
    while (after < line.length && strchr(" \t\r", line.text[after]) != NULL) {
        after++;
    }
    out_line->has_value = after < line.length && line.text[after] != '#';
    return true;
}

struct pl_view pl_line_next(struct pl_view *text)
{
    size_t length = 0;
    while (length < text->length && text->text[length] != '\n' && text->text[length] != '\r') {
        length++;
    }
    struct pl_view line = {text->text, length};
    size_t end = length + (length < text->length);
    end += end < text->length && text->text[length] == '\r' && text->text[end] == '\n';
    *text = (struct pl_view){text->text + end, text->length - end};
    return line;
}

/* Where the fields of one mapping, or the items of one list, start. */
struct level {
    uint32_t column, number;
    bool of_items;
};

/* A field that starts in the wrong column, and one that it should agree with. */
static bool misplaced(const struct pl_source *source, struct level field, struct level like,
                      struct pl_diagnostics *diagnostics)
{
    struct pl_buffer numbers[3] = {{0}, {0}, {0}};
    pl_buffer_add_number(&numbers[0], field.column, "");
    pl_buffer_add_number(&numbers[1], like.column, "");
    pl_buffer_add_number(&numbers[2], like.number, "");
    pl_diagnose(diagnostics, PL_P054, (struct pl_place){source, field.number, field.column, 1}, numbers[0].data,
                numbers[1].data, numbers[2].data, (const char *)NULL);
    for (size_t i = 0; i < 3; i++) {
        pl_buffer_done(&numbers[i]);
    }
    return true;
}

static bool glued(const struct pl_source *source, uint32_t number, const struct pl_line *line,
                  struct pl_diagnostics *diagnostics)
{
    if (line->is_glued) {
        pl_diagnose(diagnostics, PL_P055, (struct pl_place){source, number, line->colon, 1}, (const char *)NULL);
    }
    return line->is_glued;
}

bool pl_line_explain(const struct pl_source *source, uint32_t number, struct pl_diagnostics *diagnostics)
{
    struct level levels[PL_YAML_MAX_DEPTH]; /* that the line at hand may belong to, the innermost last */
    size_t depth = 0;
    struct pl_line before = {.first = 0};
    uint32_t before_number = 0;
    struct pl_view rest = source->text;
    if (pl_view_starts(rest, "\xef\xbb\xbf")) {
        rest = (struct pl_view){rest.text + 3, rest.length - 3};
    }
    for (uint32_t i = 1; i <= number && rest.length > 0; i++) {
        struct pl_line line;
        if (!pl_line_read(pl_line_next(&rest), &line) || (i < number && line.key.length == 0 && !line.is_item)) {
            continue;
        }
        if (i == number &&
            (glued(source, i, &line, diagnostics) || glued(source, before_number, &before, diagnostics))) {
            return true;
        }
        struct level now = {line.first, i, line.is_item};
        struct level inner = {0, 0, false};
        while (depth > 0 && levels[depth - 1].column > line.first) {
            inner = levels[--depth];
        }
        bool sister =
            depth > 0 && levels[depth - 1].column == line.first && (line.is_item || !levels[depth - 1].of_items);
        if (i == number && line.key.length > 0 && !sister && before_number != 0 &&
            (inner.column != 0 || before.has_value)) {
            return depth == 0 ? misplaced(source, inner, now, diagnostics)
                              : misplaced(source, now, inner.column != 0 ? inner : levels[depth - 1], diagnostics);
        }
        if (sister) {
            levels[depth - 1].number = i;
        } else if (depth + 1 < PL_YAML_MAX_DEPTH) {
            levels[depth++] = now;
        }
        if (line.is_item && line.key.length > 0 && depth + 1 < PL_YAML_MAX_DEPTH) {
            levels[depth++] = (struct level){line.column, i, false};
        }
        before = line;
        before_number = i;
    }
    return false;
}

/* How many bytes of no-break space a text starts with. */
static size_t no_break(struct pl_view text)
{
    return pl_view_starts(text, "\xc2\xa0") ? 2 : pl_view_starts(text, "\xe2\x80\xaf") ? 3 : 0;
}

struct pl_view pl_lines_indented(const struct pl_source *source, struct pl_view text, struct pl_arena *arena,
                                 struct pl_diagnostics *diagnostics)
{
    if (memchr(text.text, 0xa0, text.length) == NULL && memchr(text.text, 0xaf, text.length) == NULL) {
        return text;
    }
    char *plain = pl_arena_alloc(arena, text.length + 1);
    size_t length = 0;
    struct pl_view rest = text;
    for (uint32_t number = 1; rest.length > 0; number++) {
        const char *end_of_line = rest.text;
        struct pl_view line = pl_line_next(&rest);
        end_of_line += line.length;
        struct pl_view start = line;
        size_t spaces = 0;
        uint32_t odd = 0; /* column of the first no-break space */
        while (start.length > 0 && (*start.text == ' ' || no_break(start) > 0)) {
            size_t taken = *start.text == ' ' ? 1 : no_break(start);
            spaces++;
            odd = taken > 1 && odd == 0 ? (uint32_t)spaces : odd;
            start = (struct pl_view){start.text + taken, start.length - taken};
        }
        struct pl_line read;
        bool field = odd > 0 && pl_line_read(start, &read) && (read.key.length > 0 || read.is_item);
        if (field) {
            pl_diagnose(diagnostics, PL_P056, (struct pl_place){source, number, odd, 1}, (const char *)NULL);
            memset(plain + length, ' ', spaces);
            length += spaces;
            line = start;
        }
        size_t taken = line.length + (size_t)(rest.text - end_of_line);
        memcpy(plain + length, line.text, taken);
        length += taken;
    }
    plain[length] = '\0';
    return (struct pl_view){plain, length};
}
