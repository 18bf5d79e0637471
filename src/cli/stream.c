/* SPDX-License-Identifier: MIT
 * See stream.h. A line of `---` or `...` ends a document, whatever it stands in: YAML gives it no other meaning at the
 * start of a line.
 */
#include "cli/stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 65536 };

/* Reads on; false at the end or on an error. */
static bool read_more(struct pl_stream *stream, bool *out_error)
{
    if (stream->taken > 0) {
        memmove(stream->ahead.data, stream->ahead.data + stream->taken, stream->ahead.length - stream->taken);
        pl_buffer_cut(&stream->ahead, stream->ahead.length - stream->taken);
        stream->taken = 0;
    }
    pl_buffer_reserve(&stream->ahead, stream->ahead.length + CHUNK + 1);
    ssize_t got = 0;
    *out_error = false;
    do {
        if (!pl_wait_for_input(stream->descriptor, stream->stopped)) {
            return false;
        }
        got = read(stream->descriptor, stream->ahead.data + stream->ahead.length, CHUNK);
    } while (got < 0 && (errno == EINTR || errno == EAGAIN));
    *out_error = got < 0;
    if (got > 0) {
        stream->ahead.length += (size_t)got;
        stream->ahead.data[stream->ahead.length] = '\0';
    }
    return got > 0;
}

/* The next line with its end; `length` 0 at the end of the stream. A line longer than a document may be is given in
 * pieces. */
static struct pl_view next_line(struct pl_stream *stream, bool *out_error)
{
    *out_error = false;
    for (;;) {
        const char *start = pl_buffer_text(&stream->ahead) + stream->taken;
        size_t left = stream->ahead.length - stream->taken;
        const char *end = left == 0 ? NULL : memchr(start, '\n', left);
        if (end != NULL || left > stream->max || stream->ended) {
            return (struct pl_view){start, end != NULL ? (size_t)(end - start) + 1 : left};
        }
        stream->ended = !read_more(stream, out_error);
        if (*out_error) {
            return (struct pl_view){"", 0};
        }
    }
}

static bool is_marker(struct pl_view line, const char *marker)
{
    return line.length >= 3 && memcmp(line.text, marker, 3) == 0 &&
           (line.length == 3 || strchr(" \t\r\n", line.text[3]) != NULL);
}

enum pl_stream_step pl_stream_next(struct pl_stream *stream, struct pl_buffer *out, uint32_t *out_line_before)
{
    bool some = false;
    bool too_long = false;
    pl_buffer_clear(out);
    *out_line_before = stream->line;
    for (;;) {
        bool error = false;
        struct pl_view line = next_line(stream, &error);
        bool marker = is_marker(line, "---") || is_marker(line, "...");
        if (error) {
            return PL_STREAM_ERROR;
        }
        if (line.length == 0 || (marker && some)) {
            return too_long ? PL_STREAM_TOO_LONG : some ? PL_STREAM_DOCUMENT : PL_STREAM_END;
        }
        stream->taken += line.length;
        stream->line += line.text[line.length - 1] == '\n';
        if (marker) { /* before anything was said */
            pl_buffer_clear(out);
            *out_line_before = stream->line;
            continue;
        }
        size_t at = 0;
        while (at < line.length && strchr(" \t\r\n", line.text[at]) != NULL) {
            at++;
        }
        some = some || !(at == line.length || line.text[at] == '#');
        too_long = too_long || out->length + line.length > stream->max;
        if (!too_long) {
            pl_buffer_add(out, line.text, line.length);
        }
    }
}

void pl_stream_done(struct pl_stream *stream)
{
    pl_buffer_done(&stream->ahead);
}
