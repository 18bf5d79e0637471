/* SPDX-License-Identifier: MIT
 * See batch.h.
 */
#include "cli/batch.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/stream.h"
#include "engine/outline.h"
#include "engine/plans.h"
#include "yaml/node.h"

enum { SLOTS_PER_JOB = 4, NAME_MAX_BYTES = 2 * PL_SLUG_MAX + 8, FLUSH_AT = 1 << 18 };

/* One town on its way. */
struct slot {
    bool ready;
    const char *shown; /* the name of where it came from, as UTF-8 */
    uint32_t lines_before;
    struct pl_source source;
    struct pl_profile profile;
    const struct pl_plan *plan; /* NULL: it could not be planned */
    enum pl_outcome outcome;
    char name[NAME_MAX_BYTES]; /* of its report */
    struct pl_draft *draft;    /* its report, in a folder */
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
    const char *const *inputs;
    size_t inputs_count, next_input;
    struct pl_stream stream;
    bool in_stream;
    pthread_mutex_t lock;
    pthread_cond_t room, work;
    struct slot *slots;
    size_t window, taken, started, emitted;
    struct worker *workers; /* as many as there are jobs */
    bool emitting, ended;   /* ended: nothing more will be taken */
    struct pl_folder *folder;
    struct pl_draft *reports; /* standard output, without a folder */
    struct pl_draft *summary;
    struct pl_summary *written; /* into `rows` */
    struct pl_buffer rows;
    struct names names;
    struct pl_batch_counts counts;
    struct timespec begun, shown;
    size_t total; /* towns; 0: not known */
};

/* Why no more towns are worked on: a signal, or a reader that has gone. */
enum { INTERRUPTED = 1, CUT = 2 };
static atomic_int stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    atomic_store(&stopped, INTERRUPTED);
}

static bool is_stopped(void)
{
    return atomic_load(&stopped) != 0;
}

/* ---- taking a town --------------------------------------------------------------------------------------- */

/* The next document of the stream into a slot; false at its end. */
static bool take_document(struct batch *batch, struct slot *slot)
{
    enum pl_stream_step step = pl_stream_next(&batch->stream, &slot->text, &slot->lines_before);
    slot->lines_before--;
    slot->shown = "<stdin>";
    batch->in_stream = step == PL_STREAM_DOCUMENT || step == PL_STREAM_TOO_LONG;
    if (step == PL_STREAM_TOO_LONG) {
        pl_diagnose(&slot->diagnostics, PL_P001, (struct pl_place){0}, "<stdin>", (const char *)NULL);
        slot->outcome = PL_OUTCOME_ERRORS;
    } else if (step == PL_STREAM_ERROR) {
        pl_diagnose(&slot->diagnostics, PL_E001, (struct pl_place){0}, "<stdin>",
                    pl_system_fault(errno, slot->diagnostics.language), (const char *)NULL);
        slot->outcome = PL_OUTCOME_UNREADABLE;
    }
    return step != PL_STREAM_END;
}

/* The next town into a slot, as it is read; false when there is none. */
static bool take(struct batch *batch, struct slot *slot)
{
    slot->outcome = PL_OUTCOME_DONE;
    for (;;) {
        if (batch->in_stream && take_document(batch, slot)) {
            return !is_stopped();
        }
        if (is_stopped() || batch->next_input == batch->inputs_count) {
            return false;
        }
        const char *path = batch->inputs[batch->next_input++];
        batch->in_stream = strcmp(path, "-") == 0;
        if (!batch->in_stream) {
            slot->lines_before = 0;
            slot->shown = pl_cli_shown(path, &slot->arena);
            if (!pl_file_read_until(&stopped, path, PL_YAML_MAX_BYTES, &slot->text, &slot->diagnostics)) {
                slot->outcome = PL_OUTCOME_UNREADABLE;
            }
            return !is_stopped();
        }
    }
}

/* ---- one town -------------------------------------------------------------------------------------------- */

/* The name of its report: of the town, with its code where it states one. */
static void set_name(struct slot *slot, const char *extension)
{
    char code[PL_SLUG_MAX];
    const char *stated = pl_profile_text(&slot->profile, PL_FACT_CODE);
    pl_slug(pl_view_of(pl_profile_text(&slot->profile, PL_FACT_NAME)), slot->name);
    pl_slug(pl_view_of(stated), code);
    const char *const parts[] = {*stated != '\0' ? "-" : "", *stated != '\0' ? code : "", ".", extension};
    size_t length = strlen(slot->name);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        memcpy(slot->name + length, parts[i], strlen(parts[i]) + 1);
        length += strlen(parts[i]);
    }
}

/* Path tricks, characters that cannot be shown, or nothing that a file name may hold: said, since the file is called
 * otherwise. */
static void warn_of_name(struct slot *slot)
{
    const struct pl_cell *cell = pl_profile_cell(&slot->profile, PL_FACT_NAME);
    struct pl_view rest = pl_view_of(cell->text);
    bool odd =
        strpbrk(cell->text, "/\\:*?\"<>|") != NULL || *cell->text == '.' || strncmp(slot->name, "profile", 7) == 0;
    while (rest.length > 0) {
        int32_t c = pl_view_next(&rest);
        odd = odd || pl_is_control(c) || pl_is_invisible(c);
    }
    if (odd) {
        pl_diagnose(&slot->diagnostics, PL_P061, (struct pl_place){&slot->source, cell->line, cell->column, 1},
                    cell->text, slot->name, (const char *)NULL);
    }
}

static void process(const struct worker *worker, struct slot *slot)
{
    struct batch *batch = worker->batch;
    struct pl_cli *cli = batch->cli;
    if (slot->outcome != PL_OUTCOME_DONE) {
        return;
    }
    slot->source =
        (struct pl_source){slot->shown, {pl_buffer_text(&slot->text), slot->text.length}, slot->lines_before};
    bool ok =
        pl_profile_load(cli->knowledge, &slot->source, cli->today, &slot->arena, &slot->diagnostics, &slot->profile);
    if (!ok || (cli->values[PL_OPTION_STRICT] != NULL && slot->diagnostics.warnings > 0)) {
        slot->outcome = PL_OUTCOME_ERRORS;
        return;
    }
    slot->plan = pl_plans_make(worker->plans, &slot->profile, &slot->arena);
    set_name(slot, batch->options->wanted.format->extension);
    if (batch->folder != NULL) {
        warn_of_name(slot);
    }
    struct pl_report_options options = {.heading_level = 1,
                                        .version = PL_VERSION,
                                        .sections = batch->options->wanted.table,
                                        .design = batch->options->wanted.design,
                                        .names_town = batch->folder == NULL};
    options.language = pl_cli_language(cli, &slot->profile);
    struct pl_outline outline = {0};
    if (batch->options->wanted.format->is_document) {
        outline = pl_outline_make(slot->plan, batch->options->wanted.document, batch->options->wanted.sections);
    }
    options.outline = &outline;
    batch->options->wanted.format->write(slot->plan, &options, &slot->out);
    if (slot->out.failed) {
        pl_diagnose(&slot->diagnostics, PL_E004, (struct pl_place){0}, (const char *)NULL);
        slot->outcome = PL_OUTCOME_ERRORS;
        return;
    }
    if (batch->folder != NULL) {
        slot->draft = pl_folder_draft(batch->folder, slot->name, pl_buffer_text(&slot->out), slot->out.length,
                                      batch->options->force);
    }
}

/* ---- handing on, one town at a time ---------------------------------------------------------------------- */

static void grow(struct names *names)
{
    struct names old = *names;
    names->capacity = old.capacity == 0 ? 1024 : old.capacity * 2;
    names->items = pl_must_alloc(names->capacity * sizeof *names->items);
    memset(names->items, 0, names->capacity * sizeof *names->items);
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.items[i].hash != 0) {
            size_t at = old.items[i].hash & (names->capacity - 1);
            while (names->items[at].hash != 0) {
                at = (at + 1) & (names->capacity - 1);
            }
            names->items[at].hash = old.items[i].hash;
            names->items[at].source = old.items[i].source;
        }
    }
    free(old.items);
}

/* Takes a name for a source; the source that has it already, or NULL. */
static const char *claim(struct names *names, const char *name, const char *source)
{
    if (names->count * 2 >= names->capacity) {
        grow(names);
    }
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a, never 0 */
    for (const char *p = name; *p != '\0'; p++) {
        hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    }
    hash = hash == 0 ? 1 : hash;
    size_t at = hash & (names->capacity - 1);
    while (names->items[at].hash != 0 && names->items[at].hash != hash) {
        at = (at + 1) & (names->capacity - 1);
    }
    if (names->items[at].hash != 0) {
        return names->items[at].source;
    }
    names->items[at].hash = hash;
    names->items[at].source = pl_must_alloc(strlen(source) + 1);
    memcpy(names->items[at].source, source, strlen(source) + 1);
    names->count++;
    return NULL;
}

/* In a folder the report waits under another name until it is known that no town before this one has its name. In a
 * stream, tables are one under the header of the first. */
static void put_report(struct batch *batch, struct slot *slot)
{
    if (batch->folder == NULL) {
        bool headless =
            batch->options->wanted.format->sequence == PL_UNDER_ONE_HEADER && batch->counts.towns[PL_OUTCOME_DONE] > 0;
        const char *text = pl_buffer_text(&slot->out);
        size_t header = headless ? strcspn(text, "\n") + 1 : 0;
        pl_draft_add(batch->reports, text + header, slot->out.length - header);
        return;
    }
    const char *taken_by = claim(&batch->names, slot->name, slot->shown);
    struct pl_draft *draft = slot->draft;
    slot->draft = NULL;
    if (taken_by != NULL) {
        pl_diagnose(&slot->diagnostics, PL_P060, (struct pl_place){&slot->source, 0, 0, 0}, slot->name, taken_by,
                    (const char *)NULL);
    }
    switch (pl_draft_close(draft, taken_by == NULL, &slot->diagnostics)) {
    case PL_PUT_WRITTEN:
        slot->outcome = taken_by == NULL ? PL_OUTCOME_DONE : PL_OUTCOME_NOT_WRITTEN;
        break;
    case PL_PUT_SAME:
        slot->outcome = taken_by == NULL ? PL_OUTCOME_UNCHANGED : PL_OUTCOME_NOT_WRITTEN;
        break;
    case PL_PUT_REFUSED:
    case PL_PUT_FAILED:
    case PL_PUT_CUT:
        slot->outcome = PL_OUTCOME_NOT_WRITTEN;
        break;
    }
}

static void add_row(struct batch *batch, struct slot *slot)
{
    bool there = slot->outcome == PL_OUTCOME_DONE || slot->outcome == PL_OUTCOME_UNCHANGED;
    struct pl_summary_town town = {
        .source = slot->shown, .report = there && batch->folder != NULL ? slot->name : "", .outcome = slot->outcome};
    if (slot->plan != NULL) {
        const struct pl_cell *population = pl_plan_cell(slot->plan, PL_FACT_POPULATION);
        town.gist = pl_gist_make(slot->plan, &slot->arena);
        town.name = pl_plan_text(slot->plan, PL_FACT_NAME);
        town.code = pl_plan_text(slot->plan, PL_FACT_CODE);
        town.department = pl_plan_text(slot->plan, PL_FACT_DEPARTMENT);
        town.population = population->line != 0 ? population->low : PL_UNSAID;
    }
    pl_summary_add(batch->written, &town);
    if (batch->rows.length >= FLUSH_AT) {
        pl_draft_add(batch->summary, batch->rows.data, batch->rows.length);
        pl_buffer_clear(&batch->rows);
    }
}

/* Nobody reads what is written: there is no use in going on. */
static void notice_cut(const struct pl_draft *draft)
{
    int none = 0;
    if (draft != NULL && pl_draft_is_cut(draft)) {
        atomic_compare_exchange_strong(&stopped, &none, CUT); /* after a signal it is an interruption */
    }
}

static double seconds_since(const struct timespec *then, const struct timespec *now)
{
    return (double)(now->tv_sec - then->tv_sec) + (double)(now->tv_nsec - then->tv_nsec) / 1e9;
}

/* One line that is written over, once a run lasts over half a second, at most ten times a second. */
static void show_progress(struct batch *batch, const struct slot *slot)
{
    struct timespec now;
    if (!batch->options->progress || clock_gettime(CLOCK_MONOTONIC, &now) != 0 ||
        seconds_since(&batch->begun, &now) < 0.5 || seconds_since(&batch->shown, &now) < 0.1) {
        return;
    }
    batch->shown = now;
    double rate = (double)(batch->emitted + 1) / seconds_since(&batch->begun, &now);
    bool french = batch->cli->language == PL_FR;
    struct pl_buffer line = {0};
    pl_buffer_add_text(&line, "\r\033[K");
    pl_buffer_add_number(&line, (int64_t)batch->emitted + 1, "");
    if (batch->total > 1) {
        double left = (double)(batch->total - batch->emitted) / rate;
        pl_buffer_add_char(&line, '/');
        pl_buffer_add_number(&line, (int64_t)batch->total, "");
        pl_buffer_add_text(&line, french ? " – reste " : " – left: ");
        pl_buffer_add_number(&line, (int64_t)left, "");
        pl_buffer_add_text(&line, " s");
    }
    pl_buffer_add_text(&line, " – ");
    pl_buffer_add_number(&line, (int64_t)rate, "");
    pl_buffer_add_text(&line, french ? " par seconde – " : " a second – ");
    pl_add_visible(&line, pl_view_of(slot->plan == NULL ? slot->shown : pl_profile_text(&slot->profile, PL_FACT_NAME)),
                   40);
    (void)pl_write_all(STDERR_FILENO, line.data, line.length);
    pl_buffer_done(&line);
}

static void emit(struct batch *batch, struct slot *slot)
{
    if (slot->outcome == PL_OUTCOME_DONE) {
        put_report(batch, slot);
    }
    batch->counts.towns[slot->outcome]++;
    if (batch->summary != NULL) {
        add_row(batch, slot);
    }
    if (slot->diagnostics.count > 0) {
        struct pl_buffer text = {0};
        pl_cli_say_diagnostics(batch->cli, &slot->diagnostics, &text);
        if (batch->shown.tv_sec != 0) {
            (void)pl_write_all(STDERR_FILENO, "\r\033[K", 4);
        }
        (void)pl_write_until(&stopped, STDERR_FILENO, pl_buffer_text(&text), text.length);
        pl_buffer_done(&text);
    }
    notice_cut(batch->reports);
    notice_cut(batch->summary);
    show_progress(batch, slot);
    pl_buffer_clear(&slot->text);
    pl_buffer_clear(&slot->out);
    pl_diagnostics_reset(&slot->diagnostics);
    pl_arena_reset(&slot->arena);
    slot->plan = NULL;
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
         batch->emitted < batch->taken && slot->ready && !is_stopped();
         slot = &batch->slots[batch->emitted % batch->window]) {
        pthread_mutex_unlock(&batch->lock);
        emit(batch, slot);
        pthread_mutex_lock(&batch->lock);
        slot->ready = false;
        batch->emitted++;
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
        while (batch->started == batch->taken && !batch->ended && !is_stopped()) {
            pthread_cond_wait(&batch->work, &batch->lock);
        }
        if (batch->started == batch->taken || is_stopped()) {
            break;
        }
        struct slot *slot = &batch->slots[batch->started++ % batch->window];
        pthread_mutex_unlock(&batch->lock);
        process(worker, slot);
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
        while (batch->taken - batch->emitted >= batch->window && !is_stopped()) {
            pthread_cond_wait(&batch->room, &batch->lock);
        }
        struct slot *slot = &batch->slots[batch->taken % batch->window];
        pthread_mutex_unlock(&batch->lock); /* what is read may be long in coming; the slot is nobody else's */
        bool more = !is_stopped() && take(batch, slot);
        if (more && alone) {
            process(&batch->workers[0], slot);
            slot->ready = true;
        }
        pthread_mutex_lock(&batch->lock);
        if (!more) {
            break;
        }
        batch->taken++;
        if (alone) {
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

static bool open_outputs(struct batch *batch)
{
    const struct pl_batch_options *options = batch->options;
    struct pl_diagnostics *diagnostics = &batch->cli->diagnostics;
    if (options->folder != NULL) {
        batch->folder = pl_folder_open(options->folder, &batch->cli->reads, &stopped, diagnostics);
    } else {
        batch->reports = pl_draft_open("-", &stopped, diagnostics);
    }
    if (options->summary != NULL) {
        batch->summary = pl_draft_open(options->summary, &stopped, diagnostics);
        const char *name = NULL;
        if (batch->folder != NULL && pl_folder_holds(batch->folder, options->summary, &name)) {
            claim(&batch->names, name, "--summary"); /* no report takes it */
        }
        const struct pl_report_options wanted = {
            .language = options->language, .heading_level = 1, .version = PL_VERSION};
        batch->written =
            pl_summary_new(batch->cli->knowledge, options->summary_format, batch->cli->today, &wanted, &batch->rows);
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
        notice_cut(batch->summary);
        pl_draft_close(batch->summary, complete && !batch->rows.failed, diagnostics);
    }
    if (batch->reports != NULL) {
        notice_cut(batch->reports);
        pl_draft_close(batch->reports, true, diagnostics);
    }
    for (size_t i = 0; i < batch->window; i++) {
        if (batch->slots[i].draft != NULL) {
            pl_draft_close(batch->slots[i].draft, false, NULL);
        }
    }
    if (batch->folder != NULL) {
        pl_folder_close(batch->folder, diagnostics);
    }
    pl_buffer_done(&batch->rows);
}

static const int caught[] = {SIGINT, SIGTERM, SIGHUP};
enum { CAUGHT = sizeof caught / sizeof *caught };

struct pl_batch_counts pl_batch_run(struct pl_cli *cli, const char *const *inputs, size_t count,
                                    const struct pl_batch_options *options)
{
    struct batch batch = {.cli = cli, .options = options, .inputs = inputs, .inputs_count = count, .total = count};
    for (size_t i = 0; i < count; i++) {
        batch.total = strcmp(inputs[i], "-") == 0 ? 0 : batch.total;
    }
    batch.stream =
        (struct pl_stream){.descriptor = STDIN_FILENO, .max = PL_YAML_MAX_BYTES, .line = 1, .stopped = &stopped};
    batch.window = (size_t)options->jobs * SLOTS_PER_JOB;
    batch.slots = pl_must_alloc(batch.window * sizeof *batch.slots);
    memset(batch.slots, 0, batch.window * sizeof *batch.slots);
    for (size_t i = 0; i < batch.window; i++) {
        batch.slots[i].diagnostics.language = cli->language;
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
    close_outputs(&batch, ok && !is_stopped());
    batch.counts.interrupted = atomic_load(&stopped) == INTERRUPTED;
    batch.counts.cut = atomic_load(&stopped) == CUT;
    for (size_t i = 0; i < CAUGHT; i++) {
        sigaction(caught[i], &previous[i], NULL);
    }
    if (batch.shown.tv_sec != 0) {
        (void)pl_write_all(STDERR_FILENO, "\r\033[K", 4);
    }
    for (size_t i = 0; i < batch.window; i++) {
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
