/* SPDX-License-Identifier: MIT
 * Files whole: read up to a limit, written complete or not at all. Adds the diagnostic when the system refuses.
 */
#ifndef PL_BASE_FILE_H
#define PL_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diagnostic.h"

/* Appends the contents of `path` ("-": standard input) to `out`. At most `max` bytes: one more is PL_P001. A
 * fault of the system is E001. */
bool pl_file_read(const char *path, size_t max, struct pl_buffer *out, struct pl_diagnostics *diagnostics);

/* The files of `folder`/`inner` whose names end with `suffix`, as "inner" + name, sorted by bytes; hidden ones are left
 * out. At most `max`: more is an error. */
bool pl_file_list(const char *folder, const char *inner, const char *suffix, struct pl_arena *arena, const char **out_names,
                  size_t max, size_t *out_count, struct pl_diagnostics *diagnostics);

/* Replaces `path` by `bytes`: temporary file beside it, fsync, rename. A previous file stays whole on failure, a symbolic
 * link is followed, permissions of an existing file are kept. A device or a pipe is written to directly. */
bool pl_file_write(const char *path, const char *bytes, size_t length, struct pl_diagnostics *diagnostics);

/* A folder that many files are written into. `made`: it did not exist. NULL after a diagnostic. */
struct pl_folder;
struct pl_folder *pl_folder_open(const char *path, struct pl_diagnostics *diagnostics);
enum pl_put { PL_PUT_WRITTEN, PL_PUT_SAME, PL_PUT_EXISTS, PL_PUT_FAILED };
/* Writes one file, whole or not at all, without waiting for the disk. A file that holds these bytes already is left alone; one that
 * holds others is replaced only with `force`. errno tells on failure. */
enum pl_put pl_folder_put(struct pl_folder *folder, const char *name, const char *bytes, size_t length, bool force);
/* The same in two steps, the first of which threads may take at the same time, each with a draft number of its own: after PL_PUT_WRITTEN the
 * bytes wait under another name for pl_folder_take(), which gives them theirs, or pl_folder_drop(). */
enum pl_put pl_folder_draft(struct pl_folder *folder, unsigned draft, const char *name, const char *bytes, size_t length, bool force);
bool pl_folder_take(struct pl_folder *folder, unsigned draft, const char *name);
void pl_folder_drop(struct pl_folder *folder, unsigned draft);
/* Waits once for the disk, and closes. False, with a diagnostic, if it did not take all. */
bool pl_folder_close(struct pl_folder *folder, struct pl_diagnostics *diagnostics);

/* A file that grows and takes its name at the end, so that it is there whole or not at all. NULL after a diagnostic; "-" is standard
 * output. */
struct pl_draft;
struct pl_draft *pl_draft_open(const char *path, struct pl_diagnostics *diagnostics);
void pl_draft_add(struct pl_draft *draft, const char *bytes, size_t length);
/* Gives it its name if all went well and `keep`; closes in every case. */
bool pl_draft_close(struct pl_draft *draft, bool keep, struct pl_diagnostics *diagnostics);

/* Writes all bytes to a descriptor, going on after short writes and interruptions. errno tells on failure. */
bool pl_write_all(int descriptor, const char *bytes, size_t length);

#endif
