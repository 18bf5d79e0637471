/* SPDX-License-Identifier: MIT
 * See diagnostic.h.
 */
#include "base/diagnostic.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <utf8proc.h>

#include "base/buffer.h"

enum {
    KEPT_MAX = 2000,    /* more than this is counted, not kept */
    FOR_ERRORS = 100,   /* of which warnings take none: an error after many of them is said all the same */
    ARGUMENT_MAX = 60,  /* code points of an argument that are shown */
    WINDOW = 100,       /* columns of a quoted line that are shown */
    WINDOW_BEFORE = 40, /* of which before the caret, when the line is cut */
    ARGUMENTS = 4
};

struct message {
    const char *name;
    enum pl_severity severity;
    const char *text[PL_LANGUAGES];
    const char *help[PL_LANGUAGES];
};

static const struct message messages[] = {
#define PL_MESSAGE(code, severity, english, french, help_english, help_french)                                         \
    [PL_##code] = {                                                                                                    \
        #code, severity, {[PL_FR] = french, [PL_EN] = english}, {[PL_FR] = help_french, [PL_EN] = help_english}},
#include "base/messages.def"
#undef PL_MESSAGE
};

const char *pl_code_name(enum pl_code code)
{
    return messages[code].name;
}

enum pl_code pl_code_find(const char *name)
{
    size_t code = 0;
    while (code < PL_CODES && strcasecmp(messages[code].name, name) != 0) {
        code++;
    }
    return (enum pl_code)code;
}

enum pl_severity pl_code_severity(enum pl_code code)
{
    return messages[code].severity;
}

const char *pl_severity_word(enum pl_severity severity, enum pl_language language)
{
    static const char *const words[][PL_LANGUAGES] = {
        [PL_ERROR] = {"erreur", "error"}, [PL_WARNING] = {"avertissement", "warning"}, [PL_HELP] = {"aide", "help"}};
    return words[severity][language];
}

const char *pl_system_fault(int code, enum pl_language language)
{
    /* The C library says it in the language of the locale, which is not set since it would change how numbers are read,
     * and not for threads. */
    static const struct {
        int code;
        const char *words[PL_LANGUAGES];
    } faults[] = {
        {ENOENT, {"aucun fichier ni dossier de ce nom", "No such file or directory"}},
        {EACCES, {"accès refusé", "Permission denied"}},
        {EPERM, {"opération non permise", "Operation not permitted"}},
        {EISDIR, {"c’est un dossier", "Is a directory"}},
        {ENOTDIR, {"ce n’est pas un dossier", "Not a directory"}},
        {EEXIST, {"ce nom est déjà pris", "File exists"}},
        {ENOSPC, {"plus de place sur le disque", "No space left on device"}},
        {EDQUOT, {"quota de disque dépassé", "Disk quota exceeded"}},
        {EFBIG, {"fichier trop grand", "File too large"}},
        {EROFS, {"système de fichiers en lecture seule", "Read-only file system"}},
        {EIO, {"erreur d’entrée-sortie", "Input/output error"}},
        {EPIPE, {"le lecteur s’est arrêté", "Broken pipe"}},
        {EBADF, {"ce flux est fermé", "Bad file descriptor"}},
        {ELOOP, {"trop de liens symboliques", "Too many levels of symbolic links"}},
        {ENAMETOOLONG, {"nom trop long", "File name too long"}},
        {EMFILE, {"trop de fichiers ouverts", "Too many open files"}},
        {ENFILE, {"trop de fichiers ouverts sur cette machine", "Too many open files in system"}},
        {ENOMEM, {"mémoire insuffisante", "Cannot allocate memory"}},
        {EINVAL, {"opération sans objet pour ce fichier", "Invalid argument"}},
        {EBUSY, {"fichier occupé", "Device or resource busy"}},
        {ETXTBSY, {"fichier occupé", "Text file busy"}},
        {ENXIO, {"aucun appareil à cette adresse", "No such device or address"}},
        {EINTR, {"interrompu", "Interrupted"}},
        {ESTALE, {"le fichier a disparu du serveur", "Stale file handle"}},
        {ENODEV, {"aucun appareil de ce genre", "No such device"}},
        {EXDEV, {"autre système de fichiers", "Invalid cross-device link"}},
        {ENOTEMPTY, {"le dossier n’est pas vide", "Directory not empty"}},
        {ETIMEDOUT, {"pas de réponse à temps", "Connection timed out"}},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (faults[i].code == code) {
            return faults[i].words[language];
        }
    }
    return language == PL_FR ? "erreur du système" : "system error";
}

void pl_diagnostics_done(struct pl_diagnostics *list)
{
    pl_arena_done(&list->arena);
    free(list->items);
    *list = (struct pl_diagnostics){.language = list->language};
}

void pl_diagnostics_reset(struct pl_diagnostics *list)
{
    pl_arena_reset(&list->arena);
    list->count = 0;
    list->errors = 0;
    list->warnings = 0;
    list->kept = false;
}

/* Fills %1 to %4 of a template. */
static void add_filled(struct pl_buffer *out, const char *template, const char *const arguments[ARGUMENTS])
{
    for (const char *p = template; *p != '\0'; p++) {
        if (p[0] == '%' && p[1] >= '1' && p[1] < '1' + ARGUMENTS) {
            p++;
            pl_add_visible(out, pl_view_of(arguments[*p - '1'] != NULL ? arguments[*p - '1'] : "…"), ARGUMENT_MAX);
        } else if (p[0] == '%' && p[1] == 'L') { /* %L: a list of ours, %4, shown whole */
            p++;
            pl_buffer_add_text(out, arguments[ARGUMENTS - 1]);
        } else {
            pl_buffer_add_char(out, *p);
        }
    }
}

static const char *fill(struct pl_arena *arena, const char *template, const char *const arguments[ARGUMENTS])
{
    struct pl_buffer buffer = {0};
    add_filled(&buffer, template, arguments);
    const char *text = pl_arena_copy(arena, pl_buffer_text(&buffer), buffer.length);
    pl_buffer_done(&buffer);
    return text;
}

static const char *const unsaid[ARGUMENTS] = {"…", "…", "…", "…"};

void pl_code_add_message(enum pl_code code, enum pl_language language, struct pl_buffer *out)
{
    add_filled(out, messages[code].text[language], unsaid);
}

bool pl_code_add_help(enum pl_code code, enum pl_language language, struct pl_buffer *out)
{
    const char *help = messages[code].help[language];
    if (help != NULL) {
        add_filled(out, help, unsaid);
    }
    return help != NULL;
}

static void take_arguments(va_list list, const char *out_arguments[ARGUMENTS])
{
    for (int i = 0; i < ARGUMENTS; i++) {
        out_arguments[i] = NULL;
    }
    for (int i = 0; i < ARGUMENTS; i++) {
        out_arguments[i] = va_arg(list, const char *);
        if (out_arguments[i] == NULL) {
            return;
        }
    }
}

bool pl_diagnose(struct pl_diagnostics *list, enum pl_code code, struct pl_place place, ...)
{
    const struct message *message = &messages[code];
    *(message->severity == PL_ERROR ? &list->errors : &list->warnings) += 1;
    list->kept = list->count < (message->severity == PL_ERROR ? (size_t)KEPT_MAX : (size_t)(KEPT_MAX - FOR_ERRORS));
    if (!list->kept) {
        return false;
    }
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 16 : 2 * list->capacity;
        list->items = pl_must_realloc(list->items, list->capacity * sizeof *list->items);
    }
    const char *arguments[ARGUMENTS];
    va_list rest;
    va_start(rest, place);
    take_arguments(rest, arguments);
    va_end(rest);
    const char *help = message->help[list->language];
    list->items[list->count++] = (struct pl_diagnostic){
        .code = code,
        .severity = message->severity,
        .place = place,
        .message = fill(&list->arena, message->text[list->language], arguments),
        .help = help == NULL ? NULL : fill(&list->arena, help, arguments),
    };
    return false;
}

void pl_diagnostics_help(struct pl_diagnostics *list, enum pl_code code, ...)
{
    if (!list->kept) {
        return;
    }
    const char *arguments[ARGUMENTS];
    va_list rest;
    va_start(rest, code);
    take_arguments(rest, arguments);
    va_end(rest);
    list->items[list->count - 1].help = fill(&list->arena, messages[code].text[list->language], arguments);
}

bool pl_diagnostics_suggest(struct pl_diagnostics *list, const struct pl_nearest *nearest)
{
    if (nearest->best != NULL) {
        pl_diagnostics_help(list, PL_H001, nearest->best, (const char *)NULL);
    }
    return nearest->best != NULL;
}

static bool comes_before(const struct pl_diagnostic *a, const struct pl_diagnostic *b)
{
    if (a->place.source != b->place.source) {
        return false; /* sources stay in the order in which they spoke */
    }
    if (a->place.line != b->place.line) {
        return a->place.line < b->place.line;
    }
    return a->place.column < b->place.column;
}

size_t pl_diagnostics_select(const struct pl_diagnostics *list, const struct pl_diagnostic **out_items, size_t max)
{
    size_t errors_shown = list->errors < max ? list->errors : max;
    size_t room[] = {[PL_ERROR] = errors_shown, [PL_WARNING] = max - errors_shown};
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct pl_diagnostic *item = &list->items[i];
        if (room[item->severity] == 0) {
            continue;
        }
        room[item->severity]--;
        size_t at = count++;
        for (; at > 0 && comes_before(item, out_items[at - 1]); at--) {
            out_items[at] = out_items[at - 1];
        }
        out_items[at] = item;
    }
    return count;
}

struct pl_view pl_source_line(const struct pl_source *source, uint32_t wanted)
{
    struct pl_view rest = source->text;
    struct pl_view line = {rest.text, 0};
    if (pl_view_starts(rest, "\xef\xbb\xbf")) { /* the byte order mark has no column */
        rest = (struct pl_view){rest.text + 3, rest.length - 3};
    }
    for (uint32_t number = 0; number < wanted; number++) {
        if (rest.length == 0) {
            return (struct pl_view){"", 0};
        }
        line = pl_view_take(&rest, "\r\n");
    }
    return line;
}

static int width_of(int32_t c)
{
    return c < 0 ? 4 : pl_is_control(c) ? 1 : utf8proc_charwidth(c);
}

/* The columns a quoted line is shown from and to, so that the caret is always in sight. */
static void add_quoted_line(const struct pl_place *place, const char *caret_on, const char *caret_off,
                            struct pl_buffer *out)
{
    struct pl_view line = pl_source_line(place->source, place->line);
    if (line.length == 0) {
        return;
    }
    char number[16];
    struct pl_buffer prefix = {0};
    pl_buffer_add_number(&prefix, (int64_t)place->line + place->source->lines_before, "");
    memcpy(number, pl_buffer_text(&prefix), prefix.length + 1);
    size_t number_width = prefix.length;
    pl_buffer_done(&prefix);

    uint32_t first = place->column > WINDOW ? place->column - WINDOW_BEFORE : 1;
    struct pl_buffer carets = {0};
    pl_buffer_add_text(out, "  ");
    pl_buffer_add_text(out, number);
    pl_buffer_add_text(out, " | ");
    if (first > 1) {
        pl_buffer_add_text(out, "…");
        pl_buffer_add_char(&carets, ' ');
    }
    uint32_t column = 1;
    int32_t previous = 0;
    for (; line.length > 0 && column < first + WINDOW; column++) {
        struct pl_view before = line;
        int32_t c = pl_view_next(&line);
        bool hidden = pl_is_hidden(c, previous);
        previous = c;
        if (column < first) {
            continue;
        }
        before.length -= line.length;
        bool marked = column >= place->column && column < place->column + (place->span == 0 ? 1 : place->span);
        if (c == '\t') {
            pl_buffer_add_char(out, ' ');
        } else if (hidden) {
            pl_buffer_add_code_point(out, 0xfffd);
        } else if (pl_is_hidden(c, 0)) { /* a part of a pictograph */
            pl_buffer_add(out, before.text, before.length);
        } else {
            pl_add_visible(out, before, 2);
        }
        for (int i = c == '\t' || hidden ? 1 : width_of(c); i > 0; i--) {
            pl_buffer_add_char(&carets, marked ? '^' : ' ');
        }
    }
    if (line.length > 0) {
        pl_buffer_add_text(out, "…");
    }
    if (place->column >= column) {
        pl_buffer_add_char(&carets, '^');
    }
    while (carets.length > 0 && carets.data[carets.length - 1] == ' ') {
        carets.data[--carets.length] = '\0';
    }
    pl_buffer_add_text(out, "\n  ");
    for (size_t i = 0; i < number_width; i++) {
        pl_buffer_add_char(out, ' ');
    }
    pl_buffer_add_text(out, " | ");
    pl_buffer_add_text(out, caret_on);
    pl_buffer_add_text(out, pl_buffer_text(&carets));
    pl_buffer_add_text(out, caret_off);
    pl_buffer_add_char(out, '\n');
    pl_buffer_done(&carets);
}

void pl_diagnostic_print(const struct pl_diagnostic *item, enum pl_language language, bool colour,
                         struct pl_buffer *out)
{
    static const char *const colours[] = {
        [PL_ERROR] = "\033[1;31m", [PL_WARNING] = "\033[1;35m", [PL_HELP] = "\033[1;36m"};
    const char *on = colour ? colours[item->severity] : "";
    const char *colon = language == PL_FR ? "\xc2\xa0: " : ": "; /* no-break space */
    const char *off = colour ? "\033[0m" : "";
    const struct pl_place *place = &item->place;
    pl_add_visible(out, pl_view_of(place->source == NULL ? "planner" : place->source->name), 4096);
    if (place->source != NULL && place->line > 0) {
        pl_buffer_add_char(out, ':');
        pl_buffer_add_number(out, (int64_t)place->line + place->source->lines_before, "");
        pl_buffer_add_char(out, ':');
        pl_buffer_add_number(out, place->column, "");
    }
    pl_buffer_add_text(out, ": "); /* in French too: editors look for it */
    pl_buffer_add_text(out, on);
    pl_buffer_add_text(out, pl_severity_word(item->severity, language));
    pl_buffer_add_text(out, off);
    pl_buffer_add_text(out, colon);
    pl_buffer_add_text(out, item->message);
    pl_buffer_add_text(out, " [");
    pl_buffer_add_text(out, pl_code_name(item->code));
    pl_buffer_add_text(out, "]\n");
    if (place->source != NULL && place->line > 0) {
        add_quoted_line(place, on, off, out);
    }
    if (item->help != NULL) {
        pl_buffer_add_text(out, "  ");
        pl_buffer_add_text(out, pl_severity_word(PL_HELP, language));
        pl_buffer_add_text(out, colon);
        pl_buffer_add_text(out, item->help);
        pl_buffer_add_char(out, '\n');
    }
}
