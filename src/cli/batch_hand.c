/* SPDX-License-Identifier: MIT
 * Towns of a batch handed on, one at a time and in their order: reports get their names, rows go to the summary.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/batch_local.h"

enum { FLUSH_AT = 1 << 18 };

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

const char *pl_batch_claim(struct names *names, const char *name, const char *source)
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

/* In a stream, tables are one under the header of the first. */
static void pass_on(struct batch *batch, struct slot *slot)
{
    bool headless = batch->options->archive == NULL && batch->options->wanted.format->sequence == PL_UNDER_ONE_HEADER &&
                    batch->counts.towns[PL_OUTCOME_DONE] > 0;
    const char *text = pl_buffer_text(&slot->out);
    size_t header = headless ? strcspn(text, "\n") + 1 : 0;
    pl_draft_add(batch->reports, text + header, slot->out.length - header);
}

/* In a folder a report waits under another name until it is known that no town before this one has its name. A town
 * that stands there already has no drafts. */
static void put_reports(struct batch *batch, struct slot *slot)
{
    bool unchanged = true;
    for (uint32_t i = 0; i < batch->documents; i++) {
        const char *name = slot->kept.reports[i].name;
        const char *taken_by = pl_batch_claim(&batch->names, name, slot->shown);
        struct pl_draft *draft = slot->drafts[i];
        enum pl_put put = PL_PUT_SAME;
        slot->drafts[i] = NULL;
        if (taken_by != NULL) {
            pl_diagnose(&slot->diagnostics, PL_P060, (struct pl_place){&slot->source, 0, 0, 0}, name, taken_by,
                        (const char *)NULL);
        }
        if (draft != NULL) {
            put = pl_draft_close(draft, taken_by == NULL, &slot->diagnostics);
        }
        unchanged = unchanged && put == PL_PUT_SAME;
        if (taken_by != NULL || (put != PL_PUT_SAME && put != PL_PUT_WRITTEN)) {
            slot->outcome = PL_OUTCOME_NOT_WRITTEN;
        }
    }
    if (batch->folder != NULL && slot->outcome == PL_OUTCOME_DONE && unchanged) {
        slot->outcome = PL_OUTCOME_UNCHANGED;
    }
}

static void add_row(struct batch *batch, struct slot *slot)
{
    const struct pl_kept *kept = &slot->kept;
    bool there = slot->outcome == PL_OUTCOME_DONE || slot->outcome == PL_OUTCOME_UNCHANGED;
    struct pl_summary_town town = {.source = slot->shown, .outcome = slot->outcome};
    const char **reports = pl_arena_array(&slot->arena, (size_t)kept->reports_count + 1, sizeof *reports);
    if (slot->planned) {
        town.gist = kept->gist;
        town.name = kept->name;
        town.code = kept->code;
        town.department = kept->department;
        town.population = kept->population;
    }
    town.reports = reports;
    town.reports_count = there && (batch->folder != NULL || batch->options->archive != NULL) ? kept->reports_count : 0;
    for (uint32_t i = 0; i < town.reports_count; i++) {
        reports[i] = kept->reports[i].name;
    }
    pl_summary_add(batch->written, &town);
    if (batch->rows.length >= FLUSH_AT) {
        pl_draft_add(batch->summary, batch->rows.data, batch->rows.length);
        pl_buffer_clear(&batch->rows);
    }
}

void pl_batch_notice_cut(const struct batch *batch, const struct pl_draft *draft)
{
    int none = 0;
    if (draft != NULL && pl_draft_is_cut(draft)) {
        atomic_compare_exchange_strong(batch->stopped, &none, CUT); /* after a signal it is an interruption */
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
    pl_add_visible(&line, pl_view_of(slot->planned ? slot->kept.name : slot->shown), 40);
    (void)pl_write_all(STDERR_FILENO, line.data, line.length);
    pl_buffer_done(&line);
}

void pl_batch_emit(struct batch *batch, struct slot *slot)
{
    bool have_names = batch->folder != NULL || batch->options->archive != NULL;
    if (have_names && (slot->outcome == PL_OUTCOME_DONE || slot->outcome == PL_OUTCOME_UNCHANGED)) {
        put_reports(batch, slot);
    }
    if (batch->folder == NULL && slot->outcome == PL_OUTCOME_DONE) {
        pass_on(batch, slot);
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
        (void)pl_write_until(batch->stopped, STDERR_FILENO, pl_buffer_text(&text), text.length);
        pl_buffer_done(&text);
    } else if (batch->keys != NULL && (slot->outcome == PL_OUTCOME_DONE || slot->outcome == PL_OUTCOME_UNCHANGED)) {
        pl_keys_add(batch->keys, &slot->kept); /* a town that something is said of is planned anew: to be said again */
    }
    pl_batch_notice_cut(batch, batch->reports);
    pl_batch_notice_cut(batch, batch->summary);
    show_progress(batch, slot);
    pl_buffer_clear(&slot->text);
    pl_buffer_clear(&slot->out);
    pl_diagnostics_reset(&slot->diagnostics);
    pl_arena_reset(&slot->arena);
}
