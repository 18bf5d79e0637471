/* SPDX-License-Identifier: MIT
 * What the parts of a batch share: batch.c runs it, batch_town.c reads and writes one town, batch_hand.c hands towns on
 * in their order.
 */
#ifndef PL_CLI_BATCH_LOCAL_H
#define PL_CLI_BATCH_LOCAL_H

#include <pthread.h>
#include <time.h>

#include "cli/batch.h"
#include "cli/keys.h"
#include "cli/stream.h"
#include "engine/plans.h"

/* One town on its way. */
struct slot {
    bool ready;
    const char *shown; /* the name of where it came from, as UTF-8 */
    uint32_t lines_before;
    struct pl_source source;
    struct pl_profile profile;
    bool planned;        /* what is kept of its plan is known */
    struct pl_kept kept; /* with its reports, one a document */
    enum pl_outcome outcome;
    struct pl_draft **drafts; /* of the reports, in a folder */
    struct pl_buffer text, out;
    struct pl_arena arena;
    struct pl_diagnostics diagnostics;
};

/* The names that reports of this batch have: a set of hashes with the source of each. */
struct names {
    struct {
        uint64_t hash; /* 0: free */
        char *source;
    } * items;
    size_t capacity, count;
};

struct batch;
struct worker {
    struct batch *batch;
    struct pl_plans *plans;
    pthread_t thread;
};

struct batch {
    struct pl_cli *cli;
    const struct pl_batch_options *options;
    uint32_t documents; /* reports of a town */
    const struct pl_batch_input *inputs;
    size_t inputs_count, next_input;
    struct pl_stream stream;
    bool in_stream;
    atomic_int *stopped; /* 0, or why no more towns are worked on */
    pthread_mutex_t lock;
    pthread_cond_t room, work;
    struct slot *slots;
    size_t window, taken, started, emitted;
    struct worker *workers; /* as many as there are jobs */
    bool emitting, ended;   /* ended: nothing more will be taken */
    struct pl_folder *folder;
    struct pl_keys *keys;     /* of the folder */
    struct pl_draft *reports; /* standard output, without a folder */
    struct pl_draft *summary;
    struct pl_summary *written; /* into `rows` */
    struct pl_buffer rows;
    struct names names;
    struct pl_batch_counts counts;
    struct timespec begun, shown;
    size_t total; /* towns; 0: not known */
};

/* A signal, or a reader that has gone. */
enum { INTERRUPTED = 1, CUT = 2 };
static inline bool is_stopped(const struct batch *batch)
{
    return atomic_load(batch->stopped) != 0;
}

/* The next town into a slot, as it is read, or known to stand in the folder already; false when there is none. */
bool pl_batch_take(struct batch *batch, struct slot *slot);
/* Plans it and writes its reports, as drafts in a folder. */
void pl_batch_process(const struct worker *worker, struct slot *slot);

/* Takes a name for a source; the source that has it already, or NULL. */
const char *pl_batch_claim(struct names *names, const char *name, const char *source);
/* Gives the reports of a town their names, counts it, adds its row, says its diagnostics; then the slot is empty. */
void pl_batch_emit(struct batch *batch, struct slot *slot);
/* Nobody reads what is written: there is no use in going on. */
void pl_batch_notice_cut(const struct batch *batch, const struct pl_draft *draft);

#endif
