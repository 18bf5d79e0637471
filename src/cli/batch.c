/* SPDX-License-Identifier: MIT
 * See batch.h. The ring of slots, the workers, and what a batch opens and closes.
 */
#include "cli/batch.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "cli/batch_local.h"
#include "yaml/node.h"

enum { SLOTS_PER_JOB = 4 };

/* For signals. */
static atomic_int stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    atomic_store(&stopped, INTERRUPTED);
}

/* ---- the workers ----------------------------------------------------------------------------------------- */

/* Hands on all towns that are ready and whose turn it is; one worker at a time does it. Called, and returns, under the
 * lock. */
static void hand_on(struct batch *batch)
{
    if (batch->emitting) {
        return;
    }
    batch->emitting = true;
    for (struct slot *slot = &batch->slots[batch->emitted % batch->window];
         batch->emitted < batch->taken && slot->ready && !is_stopped(batch);
         slot = &batch->slots[batch->emitted % batch->window]) {
        pthread_mutex_unlock(&batch->lock);
        pl_batch_emit(batch, slot);
        pthread_mutex_lock(&batch->lock);
        slot->ready = false;
        batch->emitted++;
        batch->started = batch->started < batch->emitted ? batch->emitted : batch->started;
        pthread_cond_broadcast(&batch->room);
    }
    batch->emitting = false;
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct batch *batch = worker->batch;
    pthread_mutex_lock(&batch->lock);
    for (;;) {
        while (batch->started < batch->taken && batch->slots[batch->started % batch->window].ready) {
            batch->started++; /* there was nothing to do */
        }
        while (batch->started == batch->taken && !batch->ended && !is_stopped(batch)) {
            pthread_cond_wait(&batch->work, &batch->lock);
        }
        if (batch->started == batch->taken || is_stopped(batch)) {
            break;
        }
        struct slot *slot = &batch->slots[batch->started++ % batch->window];
        pthread_mutex_unlock(&batch->lock);
        pl_batch_process(worker, slot);
        pthread_mutex_lock(&batch->lock);
        slot->ready = true;
        hand_on(batch);
    }
    pthread_cond_signal(&batch->room); /* once stopped, nothing else wakes the one that reads */
    pthread_mutex_unlock(&batch->lock);
    return NULL;
}

/* Reads town after town. Without a worker each is worked on at once. */
static void read_towns(struct batch *batch, bool alone)
{
    pthread_mutex_lock(&batch->lock);
    for (;;) {
        while (batch->taken - batch->emitted >= batch->window && !is_stopped(batch)) {
            pthread_cond_wait(&batch->room, &batch->lock);
        }
        struct slot *slot = &batch->slots[batch->taken % batch->window];
        pthread_mutex_unlock(&batch->lock); /* what is read may be long in coming; the slot is nobody else's */
        bool more = !is_stopped(batch) && pl_batch_take(batch, slot);
        if (more && alone) {
            pl_batch_process(&batch->workers[0], slot);
        }
        pthread_mutex_lock(&batch->lock);
        if (!more) {
            break;
        }
        slot->ready = alone || slot->outcome != PL_OUTCOME_DONE;
        batch->taken++;
        if (slot->ready) {
            hand_on(batch);
        } else {
            pthread_cond_signal(&batch->work);
        }
    }
    batch->ended = true;
    pthread_cond_broadcast(&batch->work);
    pthread_mutex_unlock(&batch->lock);
}

static void run_workers(struct batch *batch)
{
    unsigned started = 0;
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before); /* signals are for the thread that reads: they end its waiting */
    while (batch->options->jobs > 1 && started < batch->options->jobs &&
           pthread_create(&batch->workers[started].thread, NULL, work, &batch->workers[started]) == 0) {
        started++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    read_towns(batch, started == 0);
    while (started > 0) {
        pthread_join(batch->workers[--started].thread, NULL);
    }
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

/* All that a report depends on besides the profile and the day. */
static void add_options(const struct batch *batch, struct pl_buffer *out)
{
    const struct pl_cli *cli = batch->cli;
    const struct pl_wanted *wanted = &batch->options->wanted;
    const struct pl_knowledge *k = cli->knowledge;
    const char *language = cli->values[PL_OPTION_LANG];
    const char *const words[] = {PL_VERSION, pl_text(k, k->sha256), pl_register_version, wanted->format->name,
                                 language == NULL ? "" : language};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        pl_buffer_add_text(out, words[i]);
        pl_buffer_add_char(out, '\n');
    }
    pl_buffer_add_number(out, cli->edition, "");
    pl_buffer_add_char(out, ' ');
    pl_buffer_add_number(out, wanted->table, "");
    for (uint32_t i = 0; i < wanted->documents.count; i++) {
        pl_buffer_add_char(out, ' ');
        pl_buffer_add_number(out, wanted->documents.items[i], "");
    }
    for (size_t i = 0; wanted->sections != NULL && wanted->sections[i] != NULL; i++) {
        pl_buffer_add_char(out, ' ');
        pl_buffer_add_text(out, wanted->sections[i]);
    }
    pl_buffer_add_char(out, '\n');
    pl_buffer_add(out, pl_buffer_text(&cli->template), cli->template.length);
    pl_buffer_add(out, batch->options->defaults.text == NULL ? "" : batch->options->defaults.text,
                  batch->options->defaults.length);
}

static void open_keys(struct batch *batch)
{
    struct pl_buffer options = {0};
    add_options(batch, &options);
    batch->keys = pl_keys_open(&(struct pl_keys_wanted){.folder = batch->options->folder,
                                                        .knowledge = batch->cli->knowledge,
                                                        .options = {pl_buffer_text(&options), options.length},
                                                        .documents = batch->documents,
                                                        .today = batch->cli->today,
                                                        .force = batch->options->force,
                                                        .reads = &batch->cli->reads});
    pl_buffer_done(&options);
}

/* Where the reports are from where the summary is. */
static const char *reports_url(struct batch *batch)
{
    const char *summary = batch->options->summary;
    const char *slash = strrchr(summary, '/');
    struct pl_buffer path = {0};
    struct pl_buffer url = {0};
    const char *from =
        slash == NULL ? "." : pl_arena_copy(&batch->cli->arguments, summary, (size_t)(slash - summary) + 1);
    bool found = pl_path_between(from, batch->options->folder, &path);
    pl_escape_url(pl_buffer_text(&path), &url);
    const char *kept = found ? pl_arena_copy(&batch->cli->arguments, pl_buffer_text(&url), url.length) : NULL;
    pl_buffer_done(&path);
    pl_buffer_done(&url);
    return kept;
}

static bool open_outputs(struct batch *batch)
{
    const struct pl_batch_options *options = batch->options;
    struct pl_diagnostics *diagnostics = &batch->cli->diagnostics;
    if (options->folder != NULL) {
        batch->folder = pl_folder_open(options->folder, &batch->cli->reads, &stopped, diagnostics);
        if (batch->folder != NULL) {
            open_keys(batch);
        }
    } else {
        batch->reports = pl_draft_open(options->archive == NULL ? "-" : options->archive, &stopped, diagnostics);
    }
    if (options->summary != NULL) {
        batch->summary = pl_draft_open(options->summary, &stopped, diagnostics);
        const char *name = NULL;
        if (batch->folder != NULL && pl_folder_holds(batch->folder, options->summary, &name)) {
            pl_batch_claim(&batch->names, name, "--summary"); /* no report takes it */
        }
        const struct pl_report_options wanted = {
            .language = options->language, .heading_level = 1, .version = PL_VERSION};
        batch->written = pl_summary_new(batch->cli->knowledge, options->summary_format, batch->cli->today, &wanted,
                                        batch->folder == NULL ? NULL : reports_url(batch), &batch->rows);
    }
    return (batch->folder != NULL || batch->reports != NULL) && (options->summary == NULL || batch->summary != NULL);
}

static void close_outputs(struct batch *batch, bool complete)
{
    struct pl_diagnostics *diagnostics = &batch->cli->diagnostics;
    if (batch->written != NULL) {
        pl_summary_end(batch->written);
    }
    if (batch->summary != NULL) {
        if (batch->rows.failed) {
            pl_diagnose(diagnostics, PL_E004, (struct pl_place){0}, (const char *)NULL);
        }
        pl_draft_add(batch->summary, pl_buffer_text(&batch->rows), batch->rows.length);
        pl_batch_notice_cut(batch, batch->summary);
        pl_draft_close(batch->summary, complete && !batch->rows.failed, diagnostics);
    }
    if (batch->reports != NULL) {
        pl_batch_notice_cut(batch, batch->reports);
        pl_draft_close(batch->reports, complete || batch->options->archive == NULL, diagnostics);
    }
    for (size_t i = 0; i < batch->window; i++) {
        for (uint32_t d = 0; d < batch->documents; d++) {
            if (batch->slots[i].drafts[d] != NULL) {
                pl_draft_close(batch->slots[i].drafts[d], false, NULL);
            }
        }
    }
    if (batch->folder != NULL) {
        pl_keys_write(batch->keys, batch->folder, diagnostics);
        pl_folder_close(batch->folder, diagnostics);
    }
    pl_buffer_done(&batch->rows);
}

static const int caught[] = {SIGINT, SIGTERM, SIGHUP};
enum { CAUGHT = sizeof caught / sizeof *caught };

struct pl_batch_counts pl_batch_run(struct pl_cli *cli, const struct pl_batch_input *inputs, size_t count,
                                    const struct pl_batch_options *options)
{
    struct batch batch = {.cli = cli,
                          .options = options,
                          .inputs = inputs,
                          .inputs_count = count,
                          .stopped = &stopped,
                          .total = count,
                          .documents = options->wanted.documents.count == 0 ? 1 : options->wanted.documents.count};
    for (size_t i = 0; i < count; i++) {
        batch.total = strcmp(inputs[i].path, "-") == 0 ? 0 : batch.total;
    }
    batch.stream =
        (struct pl_stream){.descriptor = STDIN_FILENO, .max = PL_YAML_MAX_BYTES, .line = 1, .stopped = &stopped};
    batch.window = (size_t)options->jobs * SLOTS_PER_JOB;
    batch.slots = pl_must_alloc(batch.window * sizeof *batch.slots);
    memset(batch.slots, 0, batch.window * sizeof *batch.slots);
    for (size_t i = 0; i < batch.window; i++) {
        batch.slots[i].diagnostics.language = cli->language;
        struct pl_draft **drafts = batch.slots[i].drafts = pl_must_alloc(batch.documents * sizeof(struct pl_draft *));
        for (uint32_t d = 0; d < batch.documents; d++) {
            drafts[d] = NULL;
        }
    }
    batch.workers = pl_must_alloc(options->jobs * sizeof *batch.workers);
    for (unsigned i = 0; i < options->jobs; i++) {
        batch.workers[i] =
            (struct worker){.batch = &batch, .plans = pl_plans_new(cli->knowledge, cli->edition, cli->today)};
    }
    pthread_mutex_init(&batch.lock, NULL);
    pthread_cond_init(&batch.room, NULL);
    pthread_cond_init(&batch.work, NULL);
    clock_gettime(CLOCK_MONOTONIC, &batch.begun);
    struct sigaction previous[CAUGHT]; /* signals are caught from before the first draft until after the last */
    struct sigaction action = {.sa_handler = stop};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < CAUGHT; i++) {
        sigaction(caught[i], NULL, &previous[i]);
        if (previous[i].sa_handler != SIG_IGN) { /* what the caller had ignored stays ignored, as under nohup */
            sigaction(caught[i], &action, NULL);
        }
    }
    bool ok = open_outputs(&batch);
    if (ok) {
        run_workers(&batch);
    }
    close_outputs(&batch, ok && !is_stopped(&batch));
    batch.counts.interrupted = atomic_load(&stopped) == INTERRUPTED;
    batch.counts.cut = atomic_load(&stopped) == CUT;
    for (size_t i = 0; i < CAUGHT; i++) {
        sigaction(caught[i], &previous[i], NULL);
    }
    if (batch.shown.tv_sec != 0) {
        (void)pl_write_all(STDERR_FILENO, "\r\033[K", 4);
    }
    for (size_t i = 0; i < batch.window; i++) {
        free(batch.slots[i].drafts);
        pl_buffer_done(&batch.slots[i].text);
        pl_buffer_done(&batch.slots[i].out);
        pl_diagnostics_done(&batch.slots[i].diagnostics);
        pl_arena_done(&batch.slots[i].arena);
    }
    for (unsigned i = 0; i < options->jobs; i++) {
        pl_plans_free(batch.workers[i].plans);
    }
    free(batch.workers);
    pl_stream_done(&batch.stream);
    pl_keys_free(batch.keys);
    for (size_t i = 0; i < batch.names.capacity; i++) {
        free(batch.names.items[i].source);
    }
    free(batch.names.items);
    free(batch.slots);
    pthread_cond_destroy(&batch.room);
    pthread_cond_destroy(&batch.work);
    pthread_mutex_destroy(&batch.lock);
    return batch.counts;
}
