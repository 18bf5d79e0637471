/* SPDX-License-Identifier: MIT
 * See typography.h.
 */
#include "load/typography.h"

#include <string.h>

#define NBSP "\xc2\xa0"      /* U+00A0 */
#define NNBSP "\xe2\x80\xaf" /* U+202F */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* The unit that follows a figure and its space: h, min, %, €, or a group of three digits. */
static const char *space_after_figure(const char *next)
{
    static const char *const units[] = {"h", "min", "j", "%", "€", "s"};
    if (is_digit(next[0]) && is_digit(next[1]) && is_digit(next[2]) && !is_digit(next[3])) {
        return NNBSP;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (starts(next, units[i]) && !is_letter(next[strlen(units[i])]) && !is_digit(next[strlen(units[i])])) {
            return NBSP;
        }
    }
    return " ";
}

static const char *french_space(const char *text, const char *at)
{
    const char *next = at + 1;
    if (*next == ':' || starts(next, "»")) {
        return NBSP;
    }
    if (*next == ';' || *next == '!' || *next == '?') {
        return NNBSP;
    }
    if (*next == '%' || starts(next, "€")) {
        return NBSP;
    }
    if (at >= text + 2 && starts(at - 2, "«")) {
        return NBSP;
    }
    bool figure = at > text && (is_digit(at[-1]) || at[-1] == '}'); /* or a place where one will stand */
    return figure ? space_after_figure(next) : " ";
}

void pl_typography(const char *text, enum pl_language language, struct pl_buffer *out)
{
    for (const char *p = text; *p != '\0'; p++) {
        bool after_word = p > text && (is_letter(p[-1]) || is_digit(p[-1]) || strchr(".,;:!?)}", p[-1]) != NULL);
        if (*p == '\'') {
            pl_buffer_add_text(out, language == PL_FR || after_word ? "’" : "‘");
        } else if (*p == '"' && language == PL_EN) {
            pl_buffer_add_text(out, after_word ? "”" : "“");
        } else if (*p == ' ' && language == PL_FR) {
            pl_buffer_add_text(out, french_space(text, p));
        } else {
            pl_buffer_add_char(out, *p);
        }
    }
}
