/* SPDX-License-Identifier: MIT
 * See text.h. Folding has a fast path for ASCII, which nearly all names are.
 */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/arena.h"
#include "base/buffer.h"

struct pl_view pl_view_of(const char *text)
{
    return (struct pl_view){text, strlen(text)};
}

bool pl_view_is(struct pl_view view, const char *text)
{
    return view.length == strlen(text) && memcmp(view.text, text, view.length) == 0;
}

bool pl_view_starts(struct pl_view view, const char *prefix)
{
    size_t length = strlen(prefix);
    return view.length >= length && memcmp(view.text, prefix, length) == 0;
}

struct pl_view pl_view_trimmed(struct pl_view view)
{
    while (view.length > 0 && strchr(" \t", view.text[0]) != NULL) {
        view = (struct pl_view){view.text + 1, view.length - 1};
    }
    while (view.length > 0 && strchr(" \t\r", view.text[view.length - 1]) != NULL) {
        view.length--;
    }
    return view;
}

struct pl_view pl_view_take(struct pl_view *rest, const char *ends)
{
    struct pl_view taken = {rest->text, 0};
    while (taken.length < rest->length &&
           (rest->text[taken.length] == '\0' || strchr(ends, rest->text[taken.length]) == NULL)) {
        taken.length++;
    }
    bool two = taken.length + 1 < rest->length && memcmp(rest->text + taken.length, "\r\n", 2) == 0;
    size_t gone = taken.length + (taken.length < rest->length) + two;
    *rest = (struct pl_view){rest->text + gone, rest->length - gone};
    return taken;
}

size_t pl_view_plain(struct pl_view view)
{
    size_t length = 0;
    while (length < view.length && (unsigned char)view.text[length] >= 0x20 &&
           (unsigned char)view.text[length] < 0x7f) {
        length++;
    }
    return length;
}

int32_t pl_view_next(struct pl_view *view)
{
    utf8proc_int32_t code_point = (unsigned char)*view->text;
    utf8proc_ssize_t taken = 1;
    if (code_point >= 0x80) {
        taken = utf8proc_iterate((const utf8proc_uint8_t *)view->text, (utf8proc_ssize_t)view->length, &code_point);
        if (taken < 1) {
            taken = 1;
            code_point = -1;
        }
    }
    view->text += taken;
    view->length -= (size_t)taken;
    return code_point;
}

size_t pl_view_count(struct pl_view view)
{
    size_t count = 0;
    while (view.length > 0) {
        pl_view_next(&view);
        count++;
    }
    return count;
}

bool pl_is_control(int32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

bool pl_is_noncharacter(int32_t c)
{
    return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

bool pl_is_invisible(int32_t c)
{
    return c == 0x061c || c == 0x200b || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || c == 0x2060 ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

bool pl_is_hidden(int32_t c, int32_t before)
{
    static const int32_t ranges[][2] = {
        {0xad, 0xad},       {0x34f, 0x34f},     {0x115f, 0x1160}, {0x17b4, 0x17b5}, {0x180b, 0x180f},
        {0x200b, 0x200f},   {0x202a, 0x202e},   {0x2060, 0x206f}, {0x2800, 0x2800}, {0x3164, 0x3164},
        {0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0}, {0xfff9, 0xfffb}, {0x1bca0, 0x1bca3},
        {0x1d173, 0x1d17a}, {0xe0000, 0xe0fff},
    };
    if (c < 0x34f && c != 0xad) { /* most of what is read */
        return false;
    }
    bool hidden = pl_is_invisible(c);
    for (size_t i = 0; !hidden && i < sizeof ranges / sizeof *ranges; i++) {
        hidden = c >= ranges[i][0] && c <= ranges[i][1];
    }
    if (!hidden || (c != 0x200d && c != 0xfe0e && c != 0xfe0f)) {
        return hidden;
    }
    utf8proc_category_t category = utf8proc_category(before); /* what joins pictographs is seen */
    return category != UTF8PROC_CATEGORY_SO && category != UTF8PROC_CATEGORY_SK && before != 0xfe0f;
}

bool pl_is_unseen(int32_t c)
{
    static const unsigned unseen = 1U << UTF8PROC_CATEGORY_MN | 1U << UTF8PROC_CATEGORY_ME |
                                   1U << UTF8PROC_CATEGORY_ZS | 1U << UTF8PROC_CATEGORY_ZL |
                                   1U << UTF8PROC_CATEGORY_ZP | 1U << UTF8PROC_CATEGORY_CC | 1U << UTF8PROC_CATEGORY_CF;
    bool filler = c == 0x115f || c == 0x1160 || c == 0x2800 || c == 0x3164 || c == 0xffa0; /* of Hangul and Braille */
    return filler || (unseen >> utf8proc_category(c) & 1U) != 0;
}

/* Appends one folded byte; spaces, '-' and '_' are one separator, never doubled. */
static bool put(char *out, size_t *length, char byte)
{
    char c = byte == '-' || byte == ' ' ? '_' : byte;
    if (c == '_' && *length > 0 && out[*length - 1] == '_') {
        return true;
    }
    if (*length + 1 >= PL_FOLD_MAX) {
        return false;
    }
    out[(*length)++] = c;
    return true;
}

/* A mapped copy, to be freed; NULL, of length 0, for what is not UTF-8. */
static struct pl_view map(struct pl_view view, int options, utf8proc_uint8_t **out_mapped)
{
    *out_mapped = NULL;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)view.text, (utf8proc_ssize_t)view.length,
                                           out_mapped, (utf8proc_option_t)options);
    if (length == UTF8PROC_ERROR_NOMEM) {
        pl_out_of_memory();
    }
    return (struct pl_view){(const char *)*out_mapped, length < 0 ? 0 : (size_t)length};
}

size_t pl_fold(struct pl_view view, char out[PL_FOLD_MAX])
{
    size_t length = 0;
    bool fits = true;
    if (view.length > (size_t)8 * PL_FOLD_MAX) {
        return 0;
    }
    for (size_t i = 0; i < view.length && fits; i++) {
        unsigned char c = (unsigned char)view.text[i];
        if (c >= 0x80) {
            length = 0;
            utf8proc_uint8_t *mapped = NULL;
            struct pl_view folded = map(view, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD, &mapped);
            fits = mapped != NULL;
            while (fits && folded.length > 0) {
                struct pl_view rest = folded;
                int32_t wide = pl_view_next(&folded);
                if (wide == 0xa0 || wide == 0x202f || wide == 0x2009 || wide == 0x2019) {
                    fits = put(out, &length, wide == 0x2019 ? '\'' : ' ');
                    continue;
                }
                for (size_t j = 0; fits && j < rest.length - folded.length; j++) {
                    fits = put(out, &length, rest.text[j]);
                }
            }
            free(mapped);
            break;
        }
        fits = put(out, &length, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
    }
    if (!fits) {
        return 0;
    }
    out[length] = '\0';
    return length;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t pl_edit_distance(const char *left, const char *right)
{
    size_t rows = strlen(left);
    size_t columns = strlen(right);
    if (rows >= PL_FOLD_MAX || columns >= PL_FOLD_MAX) {
        return PL_FOLD_MAX;
    }
    size_t table[3][PL_FOLD_MAX];
    for (size_t j = 0; j <= columns; j++) {
        table[0][j] = j;
    }
    for (size_t i = 1; i <= rows; i++) {
        size_t *row = table[i % 3];
        const size_t *above = table[(i - 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            size_t cost = left[i - 1] != right[j - 1];
            row[j] = least(least(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                row[j] = least(row[j], table[(i - 2) % 3][j - 2] + 1);
            }
        }
    }
    return table[rows % 3][columns];
}

struct pl_nearest pl_nearest_to(struct pl_view word)
{
    struct pl_nearest nearest = {.best = NULL};
    if (pl_fold(word, nearest.word) == 0) {
        nearest.word[0] = '\0';
    }
    return nearest;
}

void pl_nearest_offer(struct pl_nearest *nearest, const char *name, const char *shown)
{
    char folded[PL_FOLD_MAX];
    size_t length = strlen(nearest->word);
    if (length == 0 || pl_fold(pl_view_of(name), folded) == 0) {
        return;
    }
    size_t limit = length < 3 ? 1 : length / 3;
    size_t distance = pl_edit_distance(nearest->word, folded);
    /* A word extended or shortened at an underscore ("hours_week", "population_totale") is near too. */
    if (distance > limit && (length < 4 || strncmp(nearest->word, folded, length) != 0 || folded[length] != '_')) {
        return;
    }
    if (nearest->best == NULL || distance < nearest->distance) {
        nearest->best = shown;
        nearest->distance = distance;
    }
}

void pl_add_visible(struct pl_buffer *buffer, struct pl_view view, size_t max)
{
    int32_t before = 0;
    for (size_t count = 0; view.length > 0; count++) {
        if (count == max) {
            pl_buffer_add_text(buffer, "…");
            return;
        }
        unsigned byte = (unsigned char)*view.text;
        int32_t c = pl_view_next(&view);
        if (c < 0) { /* no UTF-8, as in the names of files from elsewhere */
            const char shown[] = {'\\', 'x', "0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15], '\0'};
            pl_buffer_add_text(buffer, shown);
            continue;
        }
        bool hidden =
            pl_is_control(c) || pl_is_hidden(c, before) || pl_is_noncharacter(c) || c == 0x2028 || c == 0x2029;
        before = c;
        pl_buffer_add_code_point(buffer, hidden ? 0xfffd : c);
    }
}

/* Letters that compatibility decomposition keeps whole: œ, æ, ø, ł. */
static const struct {
    int32_t c;
    const char *as;
} spelled_out[] = {{0x153, "oe"}, {0xe6, "ae"}, {0xf8, "o"}, {0x142, "l"}};

static bool is_reserved(const char *slug)
{
    static const char *const names[] = {"con", "prn", "aux", "nul", "com", "lpt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = i < 4 ? 3 : 4; /* com1, lpt9 */
        if (strncmp(slug, names[i], 3) == 0 && strlen(slug) == length) {
            return true;
        }
    }
    return false;
}

void pl_slug(struct pl_view view, char out_slug[PL_SLUG_MAX])
{
    enum { OPTIONS = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD };
    utf8proc_uint8_t *mapped = NULL;
    struct pl_view rest = map(view, OPTIONS, &mapped);
    size_t count = 0;
    while (rest.length > 0 && count + 4 < PL_SLUG_MAX) {
        int32_t c = pl_view_next(&rest);
        const char *spelled = NULL;
        for (size_t i = 0; i < sizeof spelled_out / sizeof *spelled_out; i++) {
            spelled = spelled_out[i].c == c ? spelled_out[i].as : spelled;
        }
        bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (spelled != NULL) {
            count += (size_t)(stpcpy(out_slug + count, spelled) - (out_slug + count));
        } else if (kept) {
            out_slug[count++] = (char)c;
        } else if (count > 0 && out_slug[count - 1] != '-') {
            out_slug[count++] = '-';
        }
    }
    free(mapped);
    count -= count > 0 && out_slug[count - 1] == '-';
    out_slug[count] = '\0';
    if (count == 0) {
        memcpy(out_slug, "profile", sizeof "profile");
    } else if (is_reserved(out_slug)) {
        memcpy(out_slug + count, "-", 2);
    }
}
