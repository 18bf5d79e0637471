/* SPDX-License-Identifier: MIT
 * What went wrong and where, collected by every stage and printed by the command line alone. The words are in
 * messages.def, in both languages. Knows no domain and no stream.
 */
#ifndef PL_BASE_DIAGNOSTIC_H
#define PL_BASE_DIAGNOSTIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

struct pl_buffer;

enum pl_language { PL_FR, PL_EN, PL_LANGUAGES };

enum pl_severity { PL_ERROR, PL_WARNING, PL_HELP };

enum pl_code {
#define PL_MESSAGE(code, severity, english, french, help_english, help_french) PL_##code,
#include "base/messages.def"
#undef PL_MESSAGE
    PL_CODES
};

/* A text that diagnostics point into. It outlives them. */
struct pl_source {
    const char *name; /* as the user typed it */
    struct pl_view text;
    uint32_t lines_before; /* in the stream it was cut from; lines are counted without them, and shown with them */
};

/* The line without its end; empty if there is none of that number. */
struct pl_view pl_source_line(const struct pl_source *source, uint32_t line);

/* Line and column are 1-based, columns and spans count code points; line 0: the whole file;
 * no source: no file at all. */
struct pl_place {
    const struct pl_source *source;
    uint32_t line, column, span;
};

struct pl_diagnostic {
    enum pl_code code;
    enum pl_severity severity;
    struct pl_place place;
    const char *message;
    const char *help; /* NULL: none */
};

struct pl_diagnostics {
    struct pl_arena arena;
    enum pl_language language;
    struct pl_diagnostic *items;
    size_t count, capacity;
    size_t errors, warnings; /* all of them, also those beyond what is kept */
    bool kept;               /* the newest of them */
};

/* Ready when zeroed but for `language`. */
void pl_diagnostics_done(struct pl_diagnostics *list);
/* Forgets all: the next town begins. */
void pl_diagnostics_reset(struct pl_diagnostics *list);

/* Adds a message of messages.def; the arguments are C strings for %1, %2 …, ended by NULL. They may hold anything: what
 * cannot be shown is replaced and what is long is shortened. Returns false, so that a caller can return it. */
bool pl_diagnose(struct pl_diagnostics *list, enum pl_code code, struct pl_place place, ...);
/* Gives the newest diagnostic this help (a PL_HELP message) instead of its own. */
void pl_diagnostics_help(struct pl_diagnostics *list, enum pl_code code, ...);
/* Gives the newest diagnostic "did you mean …?" for its help; false if no name that was offered is near. */
bool pl_diagnostics_suggest(struct pl_diagnostics *list, const struct pl_nearest *nearest);

/* "P012": the stable code that users and scripts see. */
const char *pl_code_name(enum pl_code code);
/* The code that a name spells, in any case; PL_CODES if it spells none. */
enum pl_code pl_code_find(const char *name);
enum pl_severity pl_code_severity(enum pl_code code);
/* The message of a code, with an ellipsis for what each case fills in; the same of its usual help, false if it has
 * none. */
void pl_code_add_message(enum pl_code code, enum pl_language language, struct pl_buffer *out);
bool pl_code_add_help(enum pl_code code, enum pl_language language, struct pl_buffer *out);
/* "error", "warning", "help". */
const char *pl_severity_word(enum pl_severity severity, enum pl_language language);
/* Why a call of the system failed: `code` is what errno was. Static storage. */
const char *pl_system_fault(int code, enum pl_language language);

/* The diagnostics to show of one run, errors before warnings when not all fit, then by source order as added, line and
 * column. Writes up to `max` pointers and returns how many. */
size_t pl_diagnostics_select(const struct pl_diagnostics *list, const struct pl_diagnostic **out_items, size_t max);

/* One diagnostic as text: place, message, quoted line with its caret, help. `colour`: with ANSI colours. */
void pl_diagnostic_print(const struct pl_diagnostic *item, enum pl_language language, bool colour,
                         struct pl_buffer *out);

#endif
