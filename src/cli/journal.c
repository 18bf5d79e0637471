/* SPDX-License-Identifier: MIT
 * See journal.h. A line is one call of the system, so a signal finds it written or not begun; nobody waits for the
 * disk.
 */
#include "cli/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "yaml/node.h"

static void append(struct pl_journal *journal, const struct pl_buffer *text)
{
    if (journal->error == 0 && !pl_write_all(journal->descriptor, pl_buffer_text(text), text->length)) {
        journal->error = errno;
    }
}

bool pl_journal_open(struct pl_journal *journal, const char *path, const char *head, struct pl_answers *answers,
                     struct pl_diagnostics *diagnostics)
{
    bool there = pl_file_identify(path).kind != PL_NOTHING;
    if (there) {
        struct pl_buffer text = {0};
        bool ok = pl_file_read(path, PL_YAML_MAX_BYTES, &text, diagnostics);
        if (ok) {
            struct pl_source *source = pl_arena_alloc(&answers->arena, sizeof *source);
            source->name = pl_arena_copy(&answers->arena, path, strlen(path));
            source->text =
                (struct pl_view){pl_arena_copy(&answers->arena, pl_buffer_text(&text), text.length), text.length};
            answers->order_count = 0;
            answers->revises = true;
            ok = pl_answers_take_file(answers, source, diagnostics);
            answers->revises = false;
        }
        pl_buffer_done(&text);
        if (!ok) {
            return false;
        }
    }
    journal->descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0666);
    if (journal->descriptor < 0) {
        return pl_diagnose(diagnostics, PL_E002, (struct pl_place){0}, path,
                           pl_system_fault(errno, diagnostics->language), (const char *)NULL);
    }
    journal->path = path;
    if (!there) {
        struct pl_buffer line = {0};
        pl_buffer_add_text(&line, head);
        pl_buffer_add_char(&line, '\n');
        append(journal, &line);
        pl_buffer_done(&line);
    }
    return true;
}

void pl_journal_note(struct pl_journal *journal, const struct pl_answers *answers, const uint32_t *fields,
                     uint32_t count)
{
    struct pl_buffer lines = {0};
    for (uint32_t i = 0; journal->path != NULL && i < count; i++) {
        pl_answers_write(answers, fields[i], &lines);
    }
    append(journal, &lines);
    pl_buffer_done(&lines);
}

void pl_journal_close(struct pl_journal *journal)
{
    if (journal->path != NULL) {
        close(journal->descriptor);
    }
}
