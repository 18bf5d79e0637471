/* SPDX-License-Identifier: MIT
 * One town of a batch: taken, planned, written.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "cli/batch_local.h"
#include "engine/outline.h"
#include "yaml/node.h"

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

/* Whether the town stands in the folder already, by the stamp of its file or by what it holds (NULL: not read). */
static bool is_kept(struct batch *batch, struct slot *slot, const struct pl_hash *content)
{
    bool kept = batch->keys != NULL && (slot->kept.stamp != 0 || content != NULL) &&
                pl_keys_find(batch->keys, slot->kept.stamp, content, &slot->arena, &slot->kept);
    if (kept) {
        slot->source = (struct pl_source){.name = slot->shown};
        slot->planned = true;
        slot->outcome = PL_OUTCOME_UNCHANGED;
    }
    return kept;
}

bool pl_batch_take(struct batch *batch, struct slot *slot)
{
    slot->outcome = PL_OUTCOME_DONE;
    slot->planned = false;
    slot->kept = (struct pl_kept){0};
    for (;;) {
        if (batch->in_stream && take_document(batch, slot)) {
            return !is_stopped(batch);
        }
        if (is_stopped(batch) || batch->next_input == batch->inputs_count) {
            return false;
        }
        const struct pl_batch_input *input = &batch->inputs[batch->next_input++];
        batch->in_stream = strcmp(input->path, "-") == 0;
        if (!batch->in_stream) {
            slot->lines_before = 0;
            slot->shown = pl_cli_shown(input->path, &slot->arena);
            slot->kept.stamp = batch->keys == NULL ? 0 : pl_keys_stamp(batch->keys, input->identity);
            if (!is_kept(batch, slot, NULL) &&
                !pl_file_read_until(batch->stopped, input->path, PL_YAML_MAX_BYTES, &slot->text, &slot->diagnostics)) {
                slot->outcome = PL_OUTCOME_UNREADABLE;
            }
            return !is_stopped(batch);
        }
    }
}

/* The name of a report: of the town, with its code where it states one, then of the document where there are several.
 */
static const char *name_report(const struct batch *batch, struct slot *slot, uint32_t document)
{
    const struct pl_wanted *wanted = &batch->options->wanted;
    const struct pl_knowledge *k = batch->cli->knowledge;
    char slug[PL_SLUG_MAX];
    struct pl_buffer name = {0};
    pl_slug(pl_view_of(slot->kept.name), slug);
    pl_buffer_add_text(&name, slug);
    if (*slot->kept.code != '\0') {
        pl_slug(pl_view_of(slot->kept.code), slug);
        pl_buffer_add_char(&name, '-');
        pl_buffer_add_text(&name, slug);
    }
    if (batch->documents > 1) {
        pl_buffer_add_char(&name, '.');
        pl_buffer_add_text(&name, pl_text(k, k->documents[wanted->documents.items[document]].id));
    }
    pl_buffer_add_char(&name, '.');
    pl_buffer_add_text(&name, wanted->format->extension);
    const char *kept = pl_arena_copy(&slot->arena, name.data, name.length);
    pl_buffer_done(&name);
    return kept;
}

/* Path tricks, characters that cannot be shown, or nothing that a file name may hold: said, since the file is called
 * otherwise. */
static void warn_of_name(struct slot *slot)
{
    const struct pl_cell *cell = pl_profile_cell(&slot->profile, PL_FACT_NAME);
    const char *name = slot->kept.reports[0].name;
    struct pl_view rest = pl_view_of(cell->text);
    bool odd = strpbrk(cell->text, "/\\:*?\"<>|") != NULL || *cell->text == '.' || strncmp(name, "profile", 7) == 0;
    while (rest.length > 0) {
        int32_t c = pl_view_next(&rest);
        odd = odd || pl_is_control(c) || pl_is_invisible(c);
    }
    if (odd) {
        pl_diagnose(&slot->diagnostics, PL_P061, (struct pl_place){&slot->source, cell->line, cell->column, 1},
                    cell->text, name, (const char *)NULL);
    }
}

/* What is kept of a plan: what a summary says of it, and the names of its reports. */
static void keep(const struct batch *batch, struct slot *slot, const struct pl_plan *plan)
{
    const struct pl_cell *population = pl_plan_cell(plan, PL_FACT_POPULATION);
    struct pl_kept *kept = &slot->kept;
    kept->made = plan->today;
    kept->name = pl_plan_text(plan, PL_FACT_NAME);
    kept->code = pl_plan_text(plan, PL_FACT_CODE);
    kept->department = pl_plan_text(plan, PL_FACT_DEPARTMENT);
    kept->population = population->line != 0 ? population->low : PL_UNSAID;
    kept->gist = pl_gist_make(plan, &slot->arena);
    kept->reports_count = batch->documents;
    kept->reports = pl_arena_array(&slot->arena, batch->documents, sizeof *kept->reports);
    for (uint32_t i = 0; i < batch->documents; i++) {
        kept->reports[i].name = name_report(batch, slot, i);
    }
    slot->planned = true;
}

/* A report as a line of the archive. */
static void add_line(const struct batch *batch, struct slot *slot, uint32_t document, const struct pl_buffer *text)
{
    const struct pl_wanted *wanted = &batch->options->wanted;
    const struct pl_knowledge *k = batch->cli->knowledge;
    const char *id = wanted->format->is_document ? pl_text(k, k->documents[wanted->documents.items[document]].id) : "";
    const char *const members[][2] = {{"{\"report\":", slot->kept.reports[document].name},
                                      {",\"source\":", slot->shown},
                                      {",\"name\":", slot->kept.name},
                                      {",\"code\":", slot->kept.code},
                                      {",\"document\":", id},
                                      {",\"text\":", pl_buffer_text(text)}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        pl_buffer_add_text(&slot->out, members[i][0]);
        pl_escape_json(members[i][1], &slot->out);
    }
    pl_buffer_add_text(&slot->out, "}\n");
    slot->out.failed = slot->out.failed || text->failed;
}

/* One report: into a draft of its own in a folder, else after those before it. False if it is too long. */
static bool write_report(const struct batch *batch, struct slot *slot, const struct pl_plan *plan, uint32_t document)
{
    const struct pl_wanted *wanted = &batch->options->wanted;
    struct pl_report_options options = {.heading_level = 1,
                                        .version = PL_VERSION,
                                        .sections = wanted->table,
                                        .design = wanted->design,
                                        .names_town = batch->folder == NULL && batch->options->archive == NULL};
    struct pl_outline outline = {0};
    options.language = pl_cli_language(batch->cli, &slot->profile);
    if (wanted->format->is_document) {
        outline = pl_outline_make(plan, wanted->documents.items[document], wanted->sections);
    }
    options.outline = &outline;
    if (batch->options->archive != NULL) {
        struct pl_buffer text = {0};
        wanted->format->write(plan, &options, &text);
        add_line(batch, slot, document, &text);
        pl_buffer_done(&text);
    } else {
        wanted->format->write(plan, &options, &slot->out);
    }
    if (slot->out.failed) {
        pl_diagnose(&slot->diagnostics, PL_E004, (struct pl_place){0}, (const char *)NULL);
        slot->outcome = PL_OUTCOME_ERRORS;
        return false;
    }
    if (batch->folder != NULL) {
        struct pl_kept_report *report = &slot->kept.reports[document];
        struct pl_view bytes = {pl_buffer_text(&slot->out), slot->out.length};
        report->hash = pl_keys_hash(batch->keys, bytes);
        slot->drafts[document] =
            pl_folder_draft(batch->folder, report->name, bytes.text, bytes.length, batch->options->force);
        pl_buffer_clear(&slot->out);
    }
    return true;
}

void pl_batch_process(const struct worker *worker, struct slot *slot)
{
    struct batch *batch = worker->batch;
    struct pl_cli *cli = batch->cli;
    if (slot->outcome != PL_OUTCOME_DONE) {
        return;
    }
    slot->source =
        (struct pl_source){slot->shown, {pl_buffer_text(&slot->text), slot->text.length}, slot->lines_before};
    if (batch->keys != NULL) {
        struct pl_hash content = pl_keys_hash(batch->keys, slot->source.text);
        if (is_kept(batch, slot, &content)) {
            return;
        }
        slot->kept.content = content;
    }
    bool ok =
        pl_profile_load(cli->knowledge, &slot->source, cli->today, &slot->arena, &slot->diagnostics, &slot->profile);
    if (!ok || (cli->values[PL_OPTION_STRICT] != NULL && slot->diagnostics.warnings > 0)) {
        slot->outcome = PL_OUTCOME_ERRORS;
        return;
    }
    if (batch->options->common != NULL) {
        pl_profile_except(&slot->profile, batch->options->common, &slot->arena);
    }
    const struct pl_plan *plan = pl_plans_make(worker->plans, &slot->profile, &slot->arena);
    keep(batch, slot, plan);
    if (batch->folder != NULL) {
        warn_of_name(slot);
    }
    for (uint32_t i = 0; i < batch->documents && write_report(batch, slot, plan, i); i++) {
    }
}
