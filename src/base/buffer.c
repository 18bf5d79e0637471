/* SPDX-License-Identifier: MIT
 * Doubles when full; see buffer.h for the latched error.
 */
#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/arena.h"

void pl_buffer_done(struct pl_buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct pl_buffer){0};
}

void pl_buffer_clear(struct pl_buffer *buffer)
{
    buffer->length = 0;
    buffer->failed = false;
    if (buffer->data != NULL) {
        buffer->data[0] = '\0';
    }
}

void pl_buffer_reserve(struct pl_buffer *buffer, size_t capacity)
{
    if (capacity > buffer->capacity && capacity <= PL_BUFFER_MAX) {
        buffer->data = pl_must_realloc(buffer->data, capacity);
        buffer->capacity = capacity;
        buffer->data[buffer->length] = '\0';
    }
}

void pl_buffer_cut(struct pl_buffer *buffer, size_t length)
{
    if (buffer->length > length) {
        buffer->length = length;
        buffer->data[length] = '\0';
    }
}

void pl_buffer_add_slowly(struct pl_buffer *buffer, const char *bytes, size_t length)
{
    if (buffer->failed || length > PL_BUFFER_MAX - buffer->length) {
        buffer->failed = true;
        return;
    }
    size_t needed = buffer->length + length + 1;
    if (needed > buffer->capacity) {
        size_t capacity = buffer->capacity == 0 ? 4096 : buffer->capacity;
        while (capacity < needed) {
            capacity *= 2;
        }
        /* Never more than the maximum and its NUL: the append in line only looks at the capacity. */
        capacity = capacity > PL_BUFFER_MAX + 1 ? PL_BUFFER_MAX + 1 : capacity;
        buffer->data = pl_must_realloc(buffer->data, capacity);
        buffer->capacity = capacity;
    }
    if (length > 0) {
        memcpy(buffer->data + buffer->length, bytes, length);
    }
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void pl_buffer_add_char(struct pl_buffer *buffer, char character)
{
    pl_buffer_add(buffer, &character, 1);
}

void pl_buffer_add_code_point(struct pl_buffer *buffer, int32_t code_point)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t length = utf8proc_encode_char(code_point, bytes);
    pl_buffer_add(buffer, (const char *)bytes, (size_t)length);
}

void pl_buffer_add_number(struct pl_buffer *buffer, int64_t number, const char *separator)
{
    char digits[20];
    int count = 0;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) {
        pl_buffer_add_char(buffer, '-');
    }
    while (count > 0) {
        count--;
        pl_buffer_add_char(buffer, digits[count]);
        if (count > 0 && count % 3 == 0) {
            pl_buffer_add_text(buffer, separator);
        }
    }
}

const char *pl_buffer_text(const struct pl_buffer *buffer)
{
    return buffer->data == NULL ? "" : buffer->data;
}
