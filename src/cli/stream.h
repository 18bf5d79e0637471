/* SPDX-License-Identifier: MIT
 * A YAML stream cut into its documents, one after another, without holding more than one.
 */
#ifndef PL_CLI_STREAM_H
#define PL_CLI_STREAM_H

#include "base/buffer.h"
#include "base/file.h"

struct pl_stream {
    int descriptor;
    size_t max;             /* bytes of a document */
    uint32_t line;          /* of the first line not taken yet, from 1 */
    struct pl_buffer ahead; /* read and not taken */
    size_t taken;           /* of `ahead` */
    bool ended;
    atomic_int *stopped; /* once it is not 0, the stream has ended */
};

enum pl_stream_step { PL_STREAM_DOCUMENT, PL_STREAM_TOO_LONG, PL_STREAM_END, PL_STREAM_ERROR };

/* The next document that holds anything but comments, into `out` (cleared first), and the number of lines before it.
 * After TOO_LONG the rest of that document has been passed over; ERROR: errno tells. */
enum pl_stream_step pl_stream_next(struct pl_stream *stream, struct pl_buffer *out, uint32_t *out_line_before);
void pl_stream_done(struct pl_stream *stream);

#endif
