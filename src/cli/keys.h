/* SPDX-License-Identifier: MIT
 * Towns whose reports a folder holds already, kept in it as `.planner-keys`: a line for each, by the name of its first
 * report. A line tells from what it was written (a hash of the profile and of all else that a report depends on), on
 * which day, and what a summary says of it. A town is left alone where neither its profile nor a report has changed
 * and the plan still holds. A file that is old, damaged or lost only costs time.
 *
 * Whether a file has changed is told by its size and times; where these say nothing, by what it holds.
 */
#ifndef PL_CLI_KEYS_H
#define PL_CLI_KEYS_H

#include "base/file.h"
#include "report/gist.h"

struct pl_hash {
    uint64_t high, low;
};

struct pl_kept_report {
    const char *name; /* of its file */
    struct pl_hash hash;
    uint64_t stamp; /* of size and times */
};

/* A town and its reports, one a document. */
struct pl_kept {
    struct pl_hash content; /* of the profile, and of all else */
    uint64_t stamp;         /* of the profile's file; 0: it is none, or has just been changed */
    int64_t made;           /* day of the plan */
    const char *name, *code, *department;
    int64_t population; /* PL_UNSAID: not stated */
    const struct pl_gist *gist;
    struct pl_kept_report *reports;
    uint32_t reports_count;
    uint32_t line; /* of the file, from 1, if it was found there */
};

/* What is asked of the folder in this run. */
struct pl_keys_wanted {
    const char *folder;
    const struct pl_knowledge *knowledge;
    struct pl_view options; /* all that reports depend on besides the profile and the day, as text */
    uint32_t documents;     /* a town */
    int64_t today;
    bool force;                   /* a report of another day is not good enough */
    const struct pl_reads *reads; /* none of them is a report */
};

struct pl_keys;
/* Reads the file of the folder, if there is one. */
struct pl_keys *pl_keys_open(const struct pl_keys_wanted *wanted);
void pl_keys_free(struct pl_keys *keys);

/* Those that follow may be called by threads at the same time. */
struct pl_hash pl_keys_hash(const struct pl_keys *keys, struct pl_view bytes);
/* Of a profile's file, as it was when the run began; 0: it is none, or changed too lately to tell. */
uint64_t pl_keys_stamp(const struct pl_keys *keys, struct pl_identity identity);
/* Whether a town of this stamp, or of this content, stands in the folder as it would be written today; it is copied
 * into `out_kept`, which lives as long as `arena`. */
bool pl_keys_find(const struct pl_keys *keys, uint64_t stamp, const struct pl_hash *content, struct pl_arena *arena,
                  struct pl_kept *out_kept);

/* A town whose reports stand in the folder now. One thread at a time, as below. */
void pl_keys_add(struct pl_keys *keys, const struct pl_kept *kept);
/* Writes the file anew, if it would be another. Towns that this run was not about stay as long as their reports do. */
void pl_keys_write(struct pl_keys *keys, struct pl_folder *folder, struct pl_diagnostics *diagnostics);

#endif
