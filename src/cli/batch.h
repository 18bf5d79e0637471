/* SPDX-License-Identifier: MIT
 * Many towns: one thread reads, workers load, plan and write into memory; one of them at a time, in the order of the
 * towns, hands the results on. So the outcome does not depend on the number of workers, memory not on the number of
 * towns, and a report that is finished waits for no input.
 */
#ifndef PL_CLI_BATCH_H
#define PL_CLI_BATCH_H

#include "cli/cli.h"
#include "report/summary.h"

struct pl_batch_options {
    const char *folder;  /* NULL: the reports go to one file, one after another */
    const char *archive; /* that file, with an object of JSON a line; NULL: standard output, as they are */
    bool force;
    unsigned jobs;
    struct pl_wanted wanted;
    const char *summary; /* NULL: none */
    enum pl_summary_format summary_format;
    enum pl_language language; /* of the summary */
    bool progress;
    const struct pl_profile *common; /* with the exceptions of all towns; NULL: there are none */
    struct pl_view defaults;         /* the file that says them */
};

/* A path or "-", and what it was when it was looked at. */
struct pl_batch_input {
    const char *path;
    struct pl_identity identity;
};

struct pl_batch_counts {
    uint32_t towns[PL_OUTCOMES];
    bool interrupted;
    bool cut; /* the reader of a pipe has gone */
};

/* Runs over the inputs; "-" is a stream of documents. Diagnostics are printed town by town; the highest
 * status is raised in `cli`. */
struct pl_batch_counts pl_batch_run(struct pl_cli *cli, const struct pl_batch_input *inputs, size_t count,
                                    const struct pl_batch_options *options);

#endif
