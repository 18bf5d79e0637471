/* SPDX-License-Identifier: MIT
 * See json.h.
 */
#include "base/json.h"

#include "base/escape.h"

enum { SPACES = 2 }; /* a level */

/* A line end and its indentation, after a comma where something stands before. */
static void start_line(struct pl_json *json, bool comma)
{
    static const char line[] = ",\n"
                               "                                                                "
                               "                                                                ";
    _Static_assert(sizeof line == 2 + SPACES * PL_JSON_DEPTH_MAX + 1, "the deepest line");
    uint32_t depth = json->depth < PL_JSON_DEPTH_MAX ? json->depth : PL_JSON_DEPTH_MAX;
    pl_buffer_add(json->out, line + !comma, (size_t)1 + comma + (size_t)SPACES * depth);
}

/* Up to where the value stands. */
static void start_value(struct pl_json *json, const char *key)
{
    if (json->depth > 0) {
        start_line(json, json->some);
    }
    if (key != NULL) {
        pl_escape_json(key, json->out);
        pl_buffer_add(json->out, ": ", 2);
    }
    json->some = true;
}

static void open_container(struct pl_json *json, const char *key, bool is_object)
{
    start_value(json, key);
    pl_buffer_add_char(json->out, is_object ? '{' : '[');
    json->out->failed = json->out->failed || json->depth == PL_JSON_DEPTH_MAX;
    json->objects = json->objects << 1 | is_object;
    json->depth++;
    json->some = false;
}

void pl_json_object(struct pl_json *json, const char *key)
{
    open_container(json, key, true);
}

void pl_json_array(struct pl_json *json, const char *key)
{
    open_container(json, key, false);
}

void pl_json_end(struct pl_json *json)
{
    json->depth--;
    if (json->some) {
        start_line(json, false);
    }
    pl_buffer_add_char(json->out, (json->objects & 1) != 0 ? '}' : ']');
    json->objects >>= 1;
    json->some = true;
    if (json->depth == 0) {
        pl_buffer_add_char(json->out, '\n');
    }
}

void pl_json_ends(struct pl_json *json, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        pl_json_end(json);
    }
}

void pl_json_text(struct pl_json *json, const char *key, const char *text)
{
    start_value(json, key);
    if (text == NULL) {
        pl_buffer_add(json->out, "null", 4);
    } else {
        pl_escape_json(text, json->out);
    }
}

void pl_json_integer(struct pl_json *json, const char *key, int64_t number)
{
    start_value(json, key);
    pl_buffer_add_number(json->out, number, "");
}

void pl_json_known(struct pl_json *json, const char *key, bool known, int64_t number)
{
    if (known) {
        pl_json_integer(json, key, number);
    } else {
        pl_json_null(json, key);
    }
}

void pl_json_tenths(struct pl_json *json, const char *key, bool known, int64_t tenths)
{
    pl_json_known(json, key, known, tenths / 10);
    if (known) {
        pl_buffer_add_char(json->out, '.');
        pl_buffer_add_number(json->out, tenths % 10, "");
    }
}

void pl_json_bool(struct pl_json *json, const char *key, bool value)
{
    start_value(json, key);
    pl_buffer_add_text(json->out, value ? "true" : "false");
}

void pl_json_null(struct pl_json *json, const char *key)
{
    pl_json_text(json, key, NULL);
}

void pl_json_single(struct pl_json *json, const char *key, const char *member, const char *text)
{
    pl_json_object(json, key);
    pl_json_text(json, member, text);
    pl_json_end(json);
}

struct pl_json pl_json_later(const struct pl_json *json, struct pl_buffer *later)
{
    return (struct pl_json){.out = later, .objects = json->objects, .depth = json->depth, .some = true};
}

void pl_json_take(struct pl_json *json, struct pl_buffer *later)
{
    pl_buffer_add(json->out, pl_buffer_text(later), later->length);
    json->out->failed = json->out->failed || later->failed;
    pl_buffer_done(later);
}
