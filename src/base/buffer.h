/* SPDX-License-Identifier: MIT
 * A growable byte buffer, NUL-terminated after every call, with a hard maximum. Going over the
 * maximum latches `failed`: later appends do nothing, so a writer checks once, at its end.
 */
#ifndef PL_BASE_BUFFER_H
#define PL_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { PL_BUFFER_MAX = 64 * 1024 * 1024 };

struct pl_buffer {
    char *data; /* NULL until something was appended */
    size_t length;
    size_t capacity;
    bool failed;
};

/* A buffer is ready when zeroed. */
void pl_buffer_done(struct pl_buffer *buffer);
void pl_buffer_clear(struct pl_buffer *buffer);
/* Makes room for `capacity` bytes in one go. */
void pl_buffer_reserve(struct pl_buffer *buffer, size_t capacity);
/* Takes back what was appended beyond `length`. */
void pl_buffer_cut(struct pl_buffer *buffer, size_t length);
/* The same as pl_buffer_add() when there is no room yet. */
void pl_buffer_add_slowly(struct pl_buffer *buffer, const char *bytes, size_t length);

static inline void pl_buffer_add(struct pl_buffer *buffer, const char *bytes, size_t length)
{
    if (length >= buffer->capacity - buffer->length || buffer->failed) {
        pl_buffer_add_slowly(buffer, bytes, length);
        return;
    }
    memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

static inline void pl_buffer_add_text(struct pl_buffer *buffer, const char *text)
{
    pl_buffer_add(buffer, text, strlen(text));
}
void pl_buffer_add_char(struct pl_buffer *buffer, char character);
void pl_buffer_add_code_point(struct pl_buffer *buffer, int32_t code_point);
/* Decimal digits, `separator` between groups of three ("" for none). */
void pl_buffer_add_number(struct pl_buffer *buffer, int64_t number, const char *separator);
/* The contents as a C string, "" when empty; valid until the next call. */
const char *pl_buffer_text(const struct pl_buffer *buffer);

#endif
