/* SPDX-License-Identifier: MIT
 * JSON (RFC 8259) written front to back: what is said is appended at once, and nothing is kept but which containers are
 * open. A member or an item has its own line, indented by two spaces a level; an empty container is {} or []; a line
 * end follows the outermost one.
 *
 *     struct pl_json json = {.out = &buffer};
 *     pl_json_object(&json, NULL);
 *     pl_json_text(&json, "name", "Longval");
 *     pl_json_end(&json);
 *
 * `key` names a member of an object; it is NULL in an array and for the outermost value. Keys are not compared with
 * each other. More than PL_JSON_DEPTH_MAX containers inside each other latch the failure of the buffer, as text beyond
 * its maximum does.
 */
#ifndef PL_BASE_JSON_H
#define PL_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

enum { PL_JSON_DEPTH_MAX = 64 };

struct pl_json {
    struct pl_buffer *out;
    uint64_t objects; /* bit 0: the innermost container is an object; bit 1: the one around it; and so on */
    uint32_t depth;   /* how many containers are open */
    bool some;        /* the innermost one holds something */
};

void pl_json_object(struct pl_json *json, const char *key);
void pl_json_array(struct pl_json *json, const char *key);
/* Closes the innermost container, or as many as that. */
void pl_json_end(struct pl_json *json);
void pl_json_ends(struct pl_json *json, uint32_t count);

/* NULL is written as null; a byte that is not UTF-8 as U+FFFD. */
void pl_json_text(struct pl_json *json, const char *key, const char *text);
void pl_json_integer(struct pl_json *json, const char *key, int64_t number);
/* The number, or null where it is not known. */
void pl_json_known(struct pl_json *json, const char *key, bool known, int64_t number);
/* 127 as 12.7, or null. `tenths` is not negative where it is known. */
void pl_json_tenths(struct pl_json *json, const char *key, bool known, int64_t tenths);
void pl_json_bool(struct pl_json *json, const char *key, bool value);
void pl_json_null(struct pl_json *json, const char *key);
/* An object whose only member is a text. */
void pl_json_single(struct pl_json *json, const char *key, const char *member, const char *text);

/* Where something is written before what it depends on: a second writer, for what comes later in the innermost
 * container. The first one writes what comes before, at least one value, and then takes in what the second wrote; that
 * releases `later`. */
struct pl_json pl_json_later(const struct pl_json *json, struct pl_buffer *later);
void pl_json_take(struct pl_json *json, struct pl_buffer *later);

#endif
