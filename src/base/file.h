/* SPDX-License-Identifier: MIT
 * Files whole: read up to a limit, written complete or not at all. Adds the diagnostic when the system refuses.
 */
#ifndef PL_BASE_FILE_H
#define PL_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diagnostic.h"

/* Appends the contents of `path` ("-": standard input) to `out`. At most `max` bytes: one more is PL_P001.
 * Refuses what is no regular file, pipe or terminal (E001). */
bool pl_file_read(const char *path, size_t max, struct pl_buffer *out, struct pl_diagnostics *diagnostics);

/* The files of `folder`/`inner` whose names end with `suffix`, as "inner" + name, sorted by bytes; hidden ones are left
 * out. At most `max`: more is an error. */
bool pl_file_list(const char *folder, const char *inner, const char *suffix, struct pl_arena *arena, const char **out_names,
                  size_t max, size_t *out_count, struct pl_diagnostics *diagnostics);

/* Replaces `path` by `bytes`: temporary file beside it, fsync, rename. A previous file stays whole on failure, a symbolic
 * link is followed, permissions of an existing file are kept. A device or a pipe is written to directly. */
bool pl_file_write(const char *path, const char *bytes, size_t length, struct pl_diagnostics *diagnostics);

/* Writes all bytes to a descriptor, going on after short writes and interruptions. errno tells on failure. */
bool pl_write_all(int descriptor, const char *bytes, size_t length);

#endif
