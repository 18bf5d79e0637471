/* SPDX-License-Identifier: MIT
 * Views on text, code points, folding for comparison, and the nearest name to a misspelt one.
 * Knows Unicode (through utf8proc) and nothing of profiles.
 */
#ifndef PL_BASE_TEXT_H
#define PL_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pl_buffer;

struct pl_view {
    const char *text; /* not NUL-terminated */
    size_t length;
};

struct pl_view pl_view_of(const char *text);
bool pl_view_is(struct pl_view view, const char *text);
bool pl_view_starts(struct pl_view view, const char *prefix);
/* Without spaces and tabs around it, and carriage returns at its end. */
struct pl_view pl_view_trimmed(struct pl_view view);

/* Takes what stands before the first of the bytes in `ends`, or all, off `rest`, and the end with it ("\r\n" is one);
 * returns it. */
struct pl_view pl_view_take(struct pl_view *rest, const char *ends);

/* How many bytes of printable ASCII `view` starts with: what most loops may skip. */
size_t pl_view_plain(struct pl_view view);

/* Takes the next code point off `view`; -1 for a byte that is not UTF-8 (one byte is taken then).
 * `view` must not be empty. */
int32_t pl_view_next(struct pl_view *view);
/* Code points in `view`, each invalid byte counting for one. */
size_t pl_view_count(struct pl_view view);

/* C0, DEL, C1: never printed. Line ends and tab are among them. */
bool pl_is_control(int32_t code_point);
/* U+FFFE, U+FFFF of every plane, U+FDD0 to U+FDEF. */
bool pl_is_noncharacter(int32_t code_point);
/* Invisible and bidirectional marks that have no place in a name: U+061C, U+200B, U+200E, U+200F,
 * U+202A-202E, U+2060, U+2066-2069, U+FEFF. */
bool pl_is_invisible(int32_t code_point);
/* Cannot be seen, or turns the direction of text, where it stands after `before` (0 at a start): the marks above, soft
 * hyphens, joiners and variation selectors after anything but a pictograph, tag characters, fillers. */
bool pl_is_hidden(int32_t code_point, int32_t before);
/* Leaves nothing to see when alone: spaces and other controls of layout, marks that need a letter, fillers. */
bool pl_is_unseen(int32_t code_point);

enum { PL_FOLD_MAX = 96 };

/* Case, accents, the two apostrophes, '-' against '_' and a run of spaces (no-break ones too) folded away, so that two
 * spellings of a name compare equal. Writes at most PL_FOLD_MAX bytes with the NUL; returns the length, 0 if empty or
 * too long. */
size_t pl_fold(struct pl_view view, char out_folded[PL_FOLD_MAX]);

enum { PL_SLUG_MAX = 64 };

/* A name for files out of any text: lower-case ASCII letters, digits and single hyphens, at most PL_SLUG_MAX bytes with
 * the NUL, "profile" if nothing is left. No name that a file system reserves. */
void pl_slug(struct pl_view view, char out_slug[PL_SLUG_MAX]);

/* The name that a word may have meant: start with pl_nearest_to(), offer the names there are, each with what to show
 * for it, read `best` (NULL if none is near enough to be meant: a third of the word's length, at least one). Case and
 * accents do not count. */
struct pl_nearest {
    char word[PL_FOLD_MAX]; /* folded; empty: nothing is near it */
    const char *best;
    size_t distance;
};
struct pl_nearest pl_nearest_to(struct pl_view word);
void pl_nearest_offer(struct pl_nearest *nearest, const char *name, const char *shown);

/* Optimal string alignment distance: insertion, deletion, substitution, swap of neighbours (bytes). */
size_t pl_edit_distance(const char *left, const char *right);

/* `view` for a terminal, a message or wherever else a name is shown: control and invisible characters become U+FFFD, a
 * byte that is not UTF-8 becomes \xNN; at most `max` code points and then an ellipsis. What is appended is UTF-8. */
void pl_add_visible(struct pl_buffer *buffer, struct pl_view view, size_t max);

#endif
