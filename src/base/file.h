/* SPDX-License-Identifier: MIT
 * Files whole: read up to a limit, written complete or not at all. Adds the diagnostic when the system refuses. Names
 * are bytes; messages show them as pl_add_visible() does.
 *
 * `stop`, where a function takes one: NULL if a signal ends the process; else what the caller's signal handler (or
 * another thread) sets to anything but 0, and then the function gives up within a fraction of a second, whatever it
 * waits for.
 */
#ifndef PL_BASE_FILE_H
#define PL_BASE_FILE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "base/diagnostic.h"

/* ---- which file a name means ---------------------------------------------------------------------------------- */

enum pl_file_kind { PL_NOTHING, PL_FILE, PL_FOLDER, PL_PIPE, PL_SOCKET, PL_DEVICE };

/* A file apart from its names: two names with the same device and inode are one file. One whose size and times have
 * stayed holds what it held. */
struct pl_identity {
    enum pl_file_kind kind;
    dev_t device;
    ino_t inode;
    int64_t size, modified, changed; /* bytes; nanoseconds since 1970 */
};
/* What a path means, through links; PL_NOTHING if there is nothing. "-" is standard input. */
struct pl_identity pl_file_identify(const char *path);
struct pl_identity pl_stream_identify(int descriptor);
bool pl_identity_is(struct pl_identity one, struct pl_identity other);

/* The files that a run reads, so that it writes over none of them. Ready when zeroed. */
struct pl_reads {
    struct pl_read {
        struct pl_identity identity;
        const char *path; /* as it was added */
        size_t order;
    } * items;
    size_t count, capacity;
};
void pl_reads_done(struct pl_reads *reads);
void pl_reads_add(struct pl_reads *reads, struct pl_identity identity, const char *path);
/* After the last addition and before threads look: sorts. */
void pl_reads_settle(struct pl_reads *reads);
/* The first that was added of this identity; NULL if it is not read. */
const struct pl_read *pl_reads_find(const struct pl_reads *reads, struct pl_identity identity);

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* Appends the contents of `path` ("-" and /dev/stdin: standard input) to `out`. At most `max` bytes: one more is
 * PL_P001. A pipe is read to its end; sockets and devices that are no terminal are refused (E006), but for /dev/null.
 */
bool pl_file_read(const char *path, size_t max, struct pl_buffer *out, struct pl_diagnostics *diagnostics);
bool pl_file_read_until(atomic_int *stop, const char *path, size_t max, struct pl_buffer *out,
                        struct pl_diagnostics *diagnostics);

/* Until there is something to read, an end or an error; false when stopped. */
bool pl_wait_for_input(int descriptor, atomic_int *stop);

/* The path of a file in a folder. */
void pl_path_add(struct pl_buffer *out, const char *folder, const char *name);
/* The way from one folder to another, with a slash at its end; "" where they are one. False if one is none. */
bool pl_path_between(const char *from, const char *to, struct pl_buffer *out);
/* The files of `folder`/`inner` whose names end with one of the suffixes (NULL after the last), as "inner" + name,
 * sorted by bytes; hidden ones are left out, and with a warning (P062) what is a pipe, a socket or a device.
 * `out_names` has room for `max`, and so has `out_identities`, if it is not NULL; max + 1 in `out_count` says that
 * there are more. False, with a diagnostic, if the folder cannot be read. */
bool pl_file_list(const char *folder, const char *inner, const char *const *suffixes, struct pl_arena *arena,
                  const char **out_names, struct pl_identity **out_identities, size_t max, size_t *out_count,
                  struct pl_diagnostics *diagnostics);

/* ---- writing: one way for all ------------------------------------------------------------------------------------ */

enum pl_put {
    PL_PUT_WRITTEN,
    PL_PUT_SAME,    /* the file holds these bytes already, and was left alone */
    PL_PUT_REFUSED, /* with a diagnostic: what is there is not to be replaced */
    PL_PUT_FAILED,  /* with a diagnostic: the system refused */
    PL_PUT_CUT      /* without one: the reader of the pipe has gone, or the run was stopped */
};
enum { PL_PUTS = PL_PUT_CUT + 1 };

/* A file on its way: a draft beside the file (through symbolic links), which takes its name and its permissions at the
 * end, so that it is there whole or not at all. What is no regular file – a pipe, a device, "-" for standard output –
 * is written to as it is, and never replaced. Drafts go when memory runs out, which ends the process wherever it is;
 * without `stop`, signals wait while there is one. */
struct pl_draft;
/* NULL after a diagnostic, or when stopped. */
struct pl_draft *pl_draft_open(const char *path, atomic_int *stop, struct pl_diagnostics *diagnostics);
void pl_draft_add(struct pl_draft *draft, const char *bytes, size_t length);
/* Nobody reads any more, or the run is stopped: there is no use in going on. */
bool pl_draft_is_cut(const struct pl_draft *draft);
/* Gives it its name if all went well and `keep`; closes in every case. Without `keep` it says nothing. */
enum pl_put pl_draft_close(struct pl_draft *draft, bool keep, struct pl_diagnostics *diagnostics);

/* The three in one. */
enum pl_put pl_file_write(const char *path, const char *bytes, size_t length, struct pl_diagnostics *diagnostics);

/* A folder that many files are written into; it is made if it does not exist. NULL after a diagnostic. None of `reads`
 * is replaced. */
struct pl_folder;
struct pl_folder *pl_folder_open(const char *path, const struct pl_reads *reads, atomic_int *stop,
                                 struct pl_diagnostics *diagnostics);
/* One file as a draft that does not wait for the disk; threads may do it at the same time. What stands in the way –
 * another file without `force`, a file of `reads`, something that is no regular file – and what the system refuses, the
 * draft says when it is closed. Never NULL. */
struct pl_draft *pl_folder_draft(struct pl_folder *folder, const char *name, const char *bytes, size_t length,
                                 bool force);
/* Waits once for the disk, and closes. False, with a diagnostic, if it did not take all. */
bool pl_folder_close(struct pl_folder *folder, struct pl_diagnostics *diagnostics);
/* Whether a file of this path would be the one of this name in the folder. */
bool pl_folder_holds(const struct pl_folder *folder, const char *path, const char **out_name);

/* Writes all bytes to a descriptor, going on after short writes and interruptions. errno tells on failure; EINTR:
 * stopped. */
bool pl_write_all(int descriptor, const char *bytes, size_t length);
bool pl_write_until(atomic_int *stop, int descriptor, const char *bytes, size_t length);

#endif
