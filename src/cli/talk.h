/* SPDX-License-Identifier: MIT
 * A conversation in lines: what is said and what is typed. On a terminal lines are edited (libedit) and wrapped at its
 * width; elsewhere they are plain, so that a pipe or a screen reader follows. Knows no question.
 */
#ifndef PL_CLI_TALK_H
#define PL_CLI_TALK_H

#include <locale.h>

#include "base/buffer.h"
#include "base/diagnostic.h"

enum {
    PL_LINE_MAX = 64 * 1024
}; /* bytes; of a longer line the rest is dropped, and what is left is too long for any answer */

/* What the questionnaire says. */
enum pl_word {
#define PL_WORD(name, french, english) PL_W_##name,
#include "cli/words.def"
#undef PL_WORD
    PL_WORDS
};
extern const char *const pl_words[PL_WORDS][PL_LANGUAGES];

struct pl_talk {
    enum pl_language language;
    int descriptor;          /* where it goes */
    bool echoes;             /* what is typed does not show there by itself */
    struct pl_buffer said;   /* not yet written */
    struct pl_buffer line;   /* the newest one typed */
    struct pl_buffer ahead;  /* read and not yet taken */
    size_t taken;            /* of it */
    struct editline *editor; /* NULL: lines are plain */
    locale_t characters;     /* while lines are edited */
    struct pl_buffer prompt; /* likewise */
};

enum pl_reply {
    PL_REPLY_TEXT,
    PL_REPLY_EMPTY,
    PL_REPLY_WHY,
    PL_REPLY_BACK,
    PL_REPLY_SKIP,
    PL_REPLY_STOP,
    PL_REPLY_END
};

/* `descriptor` is standard output or standard error. */
void pl_talk_init(struct pl_talk *talk, enum pl_language language, int descriptor);
void pl_talk_done(struct pl_talk *talk);

/* Appends words to what is said; pl_talk_say() as a line. */
void pl_talk_add(struct pl_talk *talk, enum pl_word word, const char *first, const char *second);
void pl_talk_say(struct pl_talk *talk, enum pl_word word, const char *first, const char *second);
void pl_talk_flush(struct pl_talk *talk);
/* Writes what was said, prompts and reads a line; the text lies in `talk->line`, trimmed and without NUL. */
enum pl_reply pl_talk_read(struct pl_talk *talk, struct pl_view *out_text);

/* From now on a signal that ends the program says this first, and leaves the terminal as it was; NULL: as ever. */
void pl_talk_farewell(struct pl_talk *talk, const char *text);

#endif
