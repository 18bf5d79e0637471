/* SPDX-License-Identifier: MIT
 * From libyaml's events to nodes. Events only, so that depth and number are bounded while reading; libyaml's own words
 * are turned into ours by yaml/fault.c.
 */
#include "yaml/node.h"

#include <stdio.h>
#include <string.h>

#include <yaml.h>

#include "base/buffer.h"
#include "yaml/bytes.h"
#include "yaml/fault.h"
#include "yaml/line.h"

const char *const pl_node_kind_words[][PL_LANGUAGES] = {
    [PL_NODE_TEXT] = {"un texte", "a text"},
    [PL_NODE_LIST] = {"une liste", "a list"},
    [PL_NODE_MAPPING] = {"des champs", "fields"},
};
const char *const pl_node_single_words[PL_LANGUAGES] = {"une seule valeur", "a single value"};

struct level {
    struct pl_node *node;
    struct pl_node *last;      /* its newest entry */
    const struct pl_node *key; /* of a mapping: a key that waits for its value */
};

struct reader {
    const struct pl_source *source;
    struct pl_arena *arena;
    struct pl_diagnostics *diagnostics;
    yaml_parser_t parser;
    struct level levels[PL_YAML_MAX_DEPTH];
    size_t depth;
    struct pl_node *root;
    struct pl_last_quoted last_quoted;
    struct pl_view cursor; /* what is left of the text from code point `cursor_index` on */
    size_t cursor_index;
    unsigned events;
    bool done;
};

bool pl_node_is_null(const struct pl_node *node)
{
    return node->kind == PL_NODE_TEXT && node->plain &&
           (node->text.length == 0 || pl_view_is(node->text, "~") || pl_view_is(node->text, "null") ||
            pl_view_is(node->text, "Null") || pl_view_is(node->text, "NULL"));
}

struct pl_place pl_node_place(const struct pl_source *source, const struct pl_node *node)
{
    return (struct pl_place){source, node->line, node->column, node->span};
}

static struct pl_place event_place(const struct reader *reader, const yaml_event_t *event)
{
    const yaml_mark_t *start = &event->start_mark;
    const yaml_mark_t *end = &event->end_mark;
    size_t span = start->line == end->line && end->column > start->column ? end->column - start->column : 1;
    return (struct pl_place){reader->source, (uint32_t)start->line + 1, (uint32_t)start->column + 1, (uint32_t)span};
}

static bool refuse(struct reader *reader, const yaml_event_t *event, enum pl_code code)
{
    return pl_diagnose(reader->diagnostics, code, event_place(reader, event), (const char *)NULL);
}

static struct pl_node *new_node(struct reader *reader, const yaml_event_t *event, enum pl_node_kind kind)
{
    struct pl_node *node = pl_arena_alloc(reader->arena, sizeof *node);
    struct pl_place place = event_place(reader, event);
    node->kind = kind;
    node->line = place.line;
    node->column = place.column;
    node->span = place.span;
    return node;
}

static void set_end(struct pl_node *node, const yaml_event_t *event)
{
    node->end_line = (uint32_t)event->end_mark.line + 1;
    node->end_column = (uint32_t)event->end_mark.column + 1;
}

/* Puts a finished or opened node where it belongs. */
static bool place_node(struct reader *reader, const yaml_event_t *event, struct pl_node *node)
{
    if (reader->depth == 0) {
        reader->root = node;
        return true;
    }
    struct level *level = &reader->levels[reader->depth - 1];
    if (level->node->kind == PL_NODE_MAPPING && level->key == NULL) {
        if (node->kind != PL_NODE_TEXT) {
            return refuse(reader, event, PL_P038);
        }
        if (node->plain && pl_view_is(node->text, "<<")) {
            return refuse(reader, event, PL_P033);
        }
        level->key = node;
        return true;
    }
    node->key = level->key;
    level->key = NULL;
    if (level->last == NULL) {
        level->node->first = node;
    } else {
        level->last->next = node;
    }
    level->last = node;
    level->node->count++;
    return true;
}

/* The text from code point `index` on. libyaml counts code points, and its events come in order. */
static struct pl_view text_from(struct reader *reader, size_t index)
{
    while (reader->cursor_index < index && reader->cursor.length > 0) {
        size_t wanted = index - reader->cursor_index;
        struct pl_view near = {reader->cursor.text, wanted < reader->cursor.length ? wanted : reader->cursor.length};
        size_t plain = pl_view_plain(near);
        reader->cursor = (struct pl_view){reader->cursor.text + plain, reader->cursor.length - plain};
        reader->cursor_index += plain;
        if (plain == 0) {
            pl_view_next(&reader->cursor);
            reader->cursor_index++;
        }
    }
    return reader->cursor;
}

/* The character that an escape in double quotes stands for; `rest` starts after the backslash and loses what belongs to
 * it. 0 for what cannot hide. */
static int32_t take_escape(struct pl_view *rest)
{
    static const char letters[] = "xuU";
    static const size_t lengths[] = {2, 4, 8};
    int32_t letter = pl_view_next(rest);
    for (size_t i = 0; i < 3; i++) {
        if (letter == letters[i] && rest->length >= lengths[i]) {
            /* The number that `digits` hexadecimal digits spell. */
            struct pl_view digits = {rest->text, lengths[i]};
            static const char figures[] = "0123456789abcdef";
            int32_t c = 0;
            for (size_t j = 0; j < digits.length; j++) {
                const char *at = strchr(figures, digits.text[j] | 0x20);
                c = c > 0x10ffff || at == NULL ? c : c * 16 + (int32_t)(at - figures);
            }
            *rest = (struct pl_view){rest->text + lengths[i], rest->length - lengths[i]};
            return c;
        }
    }
    return letter == 'L' ? 0x2028 : letter == 'P' ? 0x2029 : 0;
}

/* What hides behind an escape in double quotes is said like what stands there raw. */
static void say_escaped(struct reader *reader, const yaml_event_t *event)
{
    struct pl_view rest = text_from(reader, event->start_mark.index);
    size_t count = event->end_mark.index - event->start_mark.index;
    struct pl_place place = {reader->source, (uint32_t)event->start_mark.line + 1,
                             (uint32_t)event->start_mark.column + 1, 1};
    int32_t before = 0;
    while (count > 0 && rest.length > 0) {
        struct pl_view at = rest;
        int32_t c = pl_view_next(&rest);
        bool escape = c == '\\' && rest.length > 0;
        if (escape) {
            c = take_escape(&rest);
        }
        size_t taken = pl_view_count((struct pl_view){at.text, at.length - rest.length});
        if (escape && (pl_is_hidden(c, before) || c == 0x2028 || c == 0x2029)) {
            char name[16];
            snprintf(name, sizeof name, "U+%04X", (unsigned)c);
            place.span = (uint32_t)taken;
            pl_diagnose(reader->diagnostics, PL_P004, place, name, (const char *)NULL);
        }
        before = c;
        place.column += (uint32_t)taken;
        if (c == '\n') {
            place.line++;
            place.column = 1;
        }
        count -= taken < count ? taken : count;
    }
}

static bool check_scalar_text(struct reader *reader, const struct pl_node *node)
{
    size_t plain = pl_view_plain(node->text);
    struct pl_view rest = {node->text.text + plain, node->text.length - plain};
    while (rest.length > 0) {
        int32_t c = pl_view_next(&rest);
        if (pl_is_control(c) && c != '\n' && c != '\t' && c != '\r') {
            return pl_diagnose(reader->diagnostics, PL_P042, pl_node_place(reader->source, node), (const char *)NULL);
        }
    }
    return true;
}

static bool read_scalar(struct reader *reader, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    struct pl_node *node = new_node(reader, event, PL_NODE_TEXT);
    yaml_scalar_style_t style = event->data.scalar.style;
    size_t length = event->data.scalar.length;
    node->plain = style == YAML_PLAIN_SCALAR_STYLE;
    node->text = (struct pl_view){pl_arena_copy(reader->arena, value, length), length};
    set_end(node, event);
    if (node->plain) {
        /* A plain text that ` #x` ends: the rest was probably meant. `# x` is a comment. */
        struct pl_view rest = text_from(reader, event->end_mark.index);
        size_t i = 0;
        while (i < rest.length && rest.text[i] == ' ') {
            i++;
        }
        node->cut_by_comment =
            i > 0 && i + 1 < rest.length && rest.text[i] == '#' && strchr(" \t\r\n#!", rest.text[i + 1]) == NULL;
    } else if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
        reader->last_quoted = (struct pl_last_quoted){.place = event_place(reader, event),
                                                      .end_line = (uint32_t)event->end_mark.line + 1,
                                                      .single = style == YAML_SINGLE_QUOTED_SCALAR_STYLE};
    }
    if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
        say_escaped(reader, event);
    }
    return check_scalar_text(reader, node) && place_node(reader, event, node);
}

static bool open_level(struct reader *reader, const yaml_event_t *event, enum pl_node_kind kind)
{
    struct pl_node *node = new_node(reader, event, kind);
    if (!place_node(reader, event, node)) {
        return false;
    }
    if (reader->depth == PL_YAML_MAX_DEPTH) {
        return refuse(reader, event, PL_P036);
    }
    reader->levels[reader->depth++] = (struct level){.node = node};
    return true;
}

/* What stands between brackets ends with them; a block ends where its last entry does, whatever comments follow. */
static void close_level(struct reader *reader, const yaml_event_t *event)
{
    const struct level *level = &reader->levels[--reader->depth];
    if (level->last == NULL || event->end_mark.index > event->start_mark.index) {
        set_end(level->node, event);
    } else {
        level->node->end_line = level->last->end_line;
        level->node->end_column = level->last->end_column;
    }
}

static bool read_event(struct reader *reader, const yaml_event_t *event)
{
    if (++reader->events > PL_YAML_MAX_EVENTS) {
        return refuse(reader, event, PL_P037);
    }
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return reader->root == NULL || refuse(reader, event, PL_P034);
    case YAML_ALIAS_EVENT:
        return refuse(reader, event, PL_P031);
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor != NULL ? refuse(reader, event, PL_P031)
               : event->data.scalar.tag != NULL  ? refuse(reader, event, PL_P032)
                                                 : read_scalar(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor != NULL ? refuse(reader, event, PL_P031)
               : event->data.sequence_start.tag != NULL  ? refuse(reader, event, PL_P032)
                                                         : open_level(reader, event, PL_NODE_LIST);
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor != NULL ? refuse(reader, event, PL_P031)
               : event->data.mapping_start.tag != NULL  ? refuse(reader, event, PL_P032)
                                                        : open_level(reader, event, PL_NODE_MAPPING);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_level(reader, event);
        return true;
    case YAML_STREAM_END_EVENT:
        reader->done = true;
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return true;
    }
    return true;
}

static bool read_events(struct reader *reader)
{
    while (!reader->done) {
        yaml_event_t event;
        if (!yaml_parser_parse(&reader->parser, &event)) {
            return pl_yaml_fault(&reader->parser, reader->source, &reader->last_quoted, reader->diagnostics);
        }
        bool ok = read_event(reader, &event);
        yaml_event_delete(&event);
        if (!ok) {
            return false;
        }
    }
    return true;
}

const struct pl_node *pl_yaml_parse(const struct pl_source *source, struct pl_arena *arena,
                                    struct pl_diagnostics *diagnostics)
{
    if (!pl_bytes_check(source, diagnostics)) {
        return NULL;
    }
    struct pl_view text = source->text;
    if (pl_view_starts(text, "\xef\xbb\xbf")) {
        text = (struct pl_view){text.text + 3, text.length - 3};
    }
    text = pl_lines_indented(source, text, arena, diagnostics);
    struct reader reader = {.source = source, .arena = arena, .diagnostics = diagnostics, .cursor = text};
    if (!yaml_parser_initialize(&reader.parser)) {
        pl_out_of_memory();
    }
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text.text, text.length);
    bool ok = read_events(&reader);
    yaml_parser_delete(&reader.parser);
    if (ok && reader.root == NULL) {
        ok = pl_diagnose(diagnostics, PL_P006, (struct pl_place){source, 0, 0, 0}, (const char *)NULL);
    }
    return ok ? reader.root : NULL;
}
