/* SPDX-License-Identifier: MIT
 * See talk.h.
 */
#include "cli/talk.h"

#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "report/values.h"

enum { WIDTH_MIN = 24, ECHOED_MAX = 200 };

const char *const pl_words[PL_WORDS][PL_LANGUAGES] = {
#define PL_WORD(name, french, english) [PL_W_##name] = {[PL_FR] = french, [PL_EN] = english},
#include "cli/words.def"
#undef PL_WORD
};

/* ---- a signal that ends the program ------------------------------------------------------------------------------ */

/* A handler is told nothing but the number of its signal. */
static struct {
    char *text;
    size_t length;
    int descriptor;
    bool restores;
    struct termios terminal;
} farewell;

static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
enum { ENDS = sizeof ends / sizeof *ends };

static void say_farewell(int signal_number)
{
    if (farewell.restores) {
        tcsetattr(STDIN_FILENO, TCSANOW, &farewell.terminal);
    }
    for (size_t at = 0; at < farewell.length;) {
        ssize_t written = write(farewell.descriptor, farewell.text + at, farewell.length - at);
        if (written < 0) {
            break;
        }
        at += (size_t)written;
    }
    signal(signal_number, SIG_DFL);
    raise(signal_number); /* it waits for the end of this handler */
}

void pl_talk_farewell(struct pl_talk *talk, const char *text)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    free(farewell.text);
    farewell.length = text == NULL ? 0 : strlen(text);
    farewell.text = pl_must_alloc(farewell.length + 1);
    memcpy(farewell.text, text == NULL ? "" : text, farewell.length + 1);
    farewell.descriptor = talk->descriptor;
    for (size_t i = 0; i < ENDS; i++) {
        struct sigaction action;
        sigaction(ends[i], NULL, &action);
        if (action.sa_handler != SIG_IGN) { /* what the caller had ignored stays ignored, as under nohup */
            action = (struct sigaction){.sa_handler = text == NULL ? SIG_DFL : say_farewell};
            sigemptyset(&action.sa_mask);
            sigaction(ends[i], &action, NULL);
        }
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

/* ---- lines out --------------------------------------------------------------------------------------------------- */

void pl_talk_add(struct pl_talk *talk, enum pl_word word, const char *first, const char *second)
{
    const char *const arguments[3] = {first, second, NULL};
    pl_say_template(&talk->said, pl_words[word][talk->language], arguments);
}

void pl_talk_say(struct pl_talk *talk, enum pl_word word, const char *first, const char *second)
{
    pl_talk_add(talk, word, first, second);
    pl_buffer_add_char(&talk->said, '\n');
}

/* One line over as many as it takes. */
static void add_wrapped(struct pl_buffer *out, struct pl_view line, size_t width)
{
    size_t below = 0;
    while (below < line.length && strchr(" -.0123456789", line.text[below]) != NULL) {
        below++;
    }
    for (size_t i = 1; i + 1 < line.length && i < width / 3; i++) {
        bool column = line.text[i - 1] == ' ' && line.text[i] == ' ' && line.text[i + 1] != ' ';
        below = column ? i + 1 : below;
    }
    size_t indent = below < width / 2 ? below : 0;
    size_t column = 0;
    for (size_t at = 0, next = 0; at < line.length; at = next) {
        while (next < line.length && line.text[next] == ' ') {
            next++;
        }
        size_t spaces = next - at;
        while (next < line.length && line.text[next] != ' ') {
            next++;
        }
        size_t columns = pl_view_count((struct pl_view){line.text + at + spaces, next - at - spaces});
        if (column + spaces + columns >= width && column > indent) {
            pl_buffer_add_char(out, '\n');
            for (column = 0; column < indent; column++) {
                pl_buffer_add_char(out, ' ');
            }
            at += spaces;
            spaces = 0;
        }
        pl_buffer_add(out, line.text + at, next - at);
        column += spaces + columns;
    }
}

void pl_talk_flush(struct pl_talk *talk)
{
    struct winsize size = {0};
    bool known = isatty(talk->descriptor) && ioctl(talk->descriptor, TIOCGWINSZ, &size) == 0;
    size_t width = !known || size.ws_col == 0 ? 0 : size.ws_col < WIDTH_MIN ? WIDTH_MIN : size.ws_col;
    struct pl_buffer wrapped = {0};
    const char *text = pl_buffer_text(&talk->said);
    while (width > 0 && *text != '\0') {
        size_t length = strcspn(text, "\n");
        add_wrapped(&wrapped, (struct pl_view){text, length}, width);
        text += length;
        if (*text == '\n') {
            pl_buffer_add_char(&wrapped, *text++);
        }
    }
    const struct pl_buffer *shown = width > 0 ? &wrapped : &talk->said;
    (void)pl_write_all(talk->descriptor, pl_buffer_text(shown), shown->length);
    pl_buffer_clear(&talk->said);
    pl_buffer_done(&wrapped);
}

/* ---- lines in ---------------------------------------------------------------------------------------------------- */

static void keep_byte(struct pl_talk *talk, char byte)
{
    if (talk->line.length < PL_LINE_MAX) {
        pl_buffer_add_char(&talk->line, byte);
    }
}

/* False at the end of the input. */
static bool read_plain(struct pl_talk *talk)
{
    pl_buffer_clear(&talk->line);
    for (bool some = false;; some = true) {
        if (talk->taken == talk->ahead.length) {
            char chunk[4096];
            ssize_t got = read(STDIN_FILENO, chunk, sizeof chunk);
            if (got < 0 && errno == EINTR) {
                continue;
            }
            pl_buffer_clear(&talk->ahead);
            talk->taken = 0;
            if (got <= 0) {
                return some && talk->line.length > 0;
            }
            pl_buffer_add(&talk->ahead, chunk, (size_t)got);
        }
        char byte = talk->ahead.data[talk->taken++];
        if (byte == '\n') {
            return true;
        }
        keep_byte(talk, byte);
    }
}

static char *prompt_of(EditLine *editor)
{
    void *talk = NULL;
    el_get(editor, EL_CLIENTDATA, &talk);
    return ((struct pl_talk *)talk)->prompt.data;
}

static bool read_edited(struct pl_talk *talk)
{
    int count = 0;
    pl_buffer_clear(&talk->line);
    el_resize(talk->editor);
    el_set(talk->editor, EL_PREP_TERM, 1); /* before the prompt shows: what is typed at once is edited too */
    const char *text = el_gets(talk->editor, &count);
    for (int i = 0; text != NULL && i < count && text[i] != '\n'; i++) {
        keep_byte(talk, text[i]);
    }
    return text != NULL && count > 0;
}

enum pl_reply pl_talk_read(struct pl_talk *talk, struct pl_view *out_text)
{
    bool edits = talk->editor != NULL;
    if (!edits) {
        pl_talk_add(talk, PL_W_PROMPT, NULL, NULL);
    }
    pl_talk_flush(talk);
    bool read = edits ? read_edited(talk) : read_plain(talk);
    *out_text = pl_view_trimmed((struct pl_view){pl_buffer_text(&talk->line), talk->line.length});
    for (size_t i = 0; i < out_text->length; i++) {
        char *byte = &talk->line.data[(size_t)(out_text->text - talk->line.data) + i];
        *byte = *byte == '\0' || *byte == '\r'
                    ? '\1'
                    : *byte; /* refused like any other control character, and ends no line of the draft */
    }
    if (talk->echoes) {
        pl_add_visible(&talk->said, *out_text, ECHOED_MAX);
    }
    if (talk->echoes || !read) {
        pl_buffer_add_char(&talk->said, '\n');
    }
    return !read                        ? PL_REPLY_END
           : out_text->length == 0      ? PL_REPLY_EMPTY
           : pl_view_is(*out_text, "?") ? PL_REPLY_WHY
           : pl_view_is(*out_text, "<") ? PL_REPLY_BACK
           : pl_view_is(*out_text, "-") ? PL_REPLY_SKIP
           : pl_view_is(*out_text, ".") ? PL_REPLY_STOP
                                        : PL_REPLY_TEXT;
}

/* ---- beginning and end ---------------------------------------------------------------------------------------------
 */

void pl_talk_init(struct pl_talk *talk, enum pl_language language, int descriptor)
{
    *talk = (struct pl_talk){.language = language, .descriptor = descriptor, .echoes = !isatty(STDIN_FILENO)};
    farewell.restores = tcgetattr(STDIN_FILENO, &farewell.terminal) == 0;
    const char *terminal = getenv("TERM");
    bool edits =
        !talk->echoes && isatty(descriptor) && terminal != NULL && *terminal != '\0' && strcmp(terminal, "dumb") != 0;
    talk->characters = edits ? newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0) : (locale_t)0;
    if (talk->characters != (locale_t)0) { /* what is said is UTF-8 whatever the locale */
        uselocale(talk->characters);
        talk->editor = el_init("planner", stdin, descriptor == STDOUT_FILENO ? stdout : stderr, stderr);
    }
    if (talk->editor != NULL) {
        pl_buffer_add_text(&talk->prompt, pl_words[PL_W_PROMPT][language]);
        el_set(talk->editor, EL_CLIENTDATA, talk);
        el_set(talk->editor, EL_PROMPT, prompt_of);
        el_set(talk->editor, EL_EDITOR, "emacs");
    }
}

void pl_talk_done(struct pl_talk *talk)
{
    pl_talk_flush(talk);
    pl_talk_farewell(talk, NULL);
    if (talk->editor != NULL) {
        el_end(talk->editor);
    }
    if (talk->characters != (locale_t)0) {
        uselocale(LC_GLOBAL_LOCALE);
        freelocale(talk->characters);
    }
    pl_buffer_done(&talk->said);
    pl_buffer_done(&talk->line);
    pl_buffer_done(&talk->ahead);
    pl_buffer_done(&talk->prompt);
}
