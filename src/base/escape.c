/* SPDX-License-Identifier: MIT
 * See escape.h. Most texts need nothing, so runs of ordinary bytes are appended in one go.
 */
#include "base/escape.h"

#include <stdbool.h>
#include <string.h>

#include <utf8proc.h>

#include "base/text.h"

/* ---- what is seen ------------------------------------------------------------------------------------------ */

static bool is_space(int32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_replaced(int32_t c)
{
    return c < 0 || pl_is_control(c) || c == 0xfffe || c == 0xffff;
}

void pl_text_clean(const char *text, struct pl_buffer *out)
{
    struct pl_view view = pl_view_of(text);
    bool pending = false; /* a space, once something stands on both sides of it */
    bool some = false;
    while (view.length > 0) {
        const char *word = view.text;
        size_t length = 0;
        while (length < view.length && word[length] > ' ' && word[length] < 0x7f) {
            length++;
        }
        view = (struct pl_view){word + length, view.length - length};
        int32_t c = length > 0 ? *word : pl_view_next(&view);
        if (is_space(c)) {
            pending = some;
        } else if (!pl_is_invisible(c)) {
            if (pending) {
                pl_buffer_add_char(out, ' ');
            }
            if (length > 0) {
                pl_buffer_add(out, word, length);
            } else {
                pl_buffer_add_code_point(out, is_replaced(c) ? 0xfffd : c);
            }
            pending = false;
            some = true;
        }
    }
}

/* ---- what could be markup ---------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A view on the bytes a character may take: measuring the whole rest for each would take quadratic time. */
static struct pl_view one_character(const char *text)
{
    return (struct pl_view){text, strnlen(text, 4)};
}

/* A letter of any script starts here. */
static bool is_any_letter(const char *text)
{
    struct pl_view view = one_character(text);
    if ((unsigned char)*text < 0x80) {
        return is_letter(*text);
    }
    int32_t c = pl_view_next(&view);
    utf8proc_category_t category = utf8proc_category(c < 0 ? 0 : c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

static bool is_w(char c)
{
    return c == 'w' || c == 'W';
}

static bool all_digits(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(text[i])) {
            return false;
        }
    }
    return length > 0;
}

/* One decimal place of a Roman numeral: up to `max` ones, or four, or five and up to three ones, or nine. */
static size_t roman_place(const char *text, size_t length, char one, char five, char ten, size_t max)
{
    if (length >= 2 && text[0] == one && (text[1] == five || text[1] == ten) && text[1] != '\0') {
        return 2;
    }
    size_t taken = length > 0 && text[0] == five && five != '\0' ? 1 : 0;
    size_t ones = 0;
    while (taken + ones < length && ones < max && text[taken + ones] == one) {
        ones++;
    }
    return taken + ones;
}

static bool is_roman(const char *text, size_t length)
{
    static const struct {
        char lower[3], upper[3];
        size_t max;
    } places[] = {{{'m', '\0', '\0'}, {'M', '\0', '\0'}, 100},
                  {{'c', 'd', 'm'}, {'C', 'D', 'M'}, 3},
                  {{'x', 'l', 'c'}, {'X', 'L', 'C'}, 3},
                  {{'i', 'v', 'x'}, {'I', 'V', 'X'}, 3}};
    bool upper = length > 0 && text[0] < 'a';
    size_t at = 0;
    for (size_t i = 0; i < 4; i++) {
        const char *letters = upper ? places[i].upper : places[i].lower;
        at += roman_place(text + at, length - at, letters[0], letters[1], letters[2], places[i].max);
    }
    return length > 0 && at == length;
}

/* Whether the `length` bytes at the start are a list marker but for its '.' or ')'. */
static bool is_list_marker(const char *text, size_t length)
{
    if (length > 0 && text[0] == '(') {
        text++;
        length--;
    }
    return all_digits(text, length) || (length == 1 && (is_letter(text[0]) || text[0] == '#')) ||
           is_roman(text, length);
}

/* Whether text[at] could be markup; `marker` is where a list marker could end. */
static bool needs_backslash(const char *text, size_t at, size_t marker)
{
    char previous = at > 0 ? text[at - 1] : '\0';
    char next = text[at + 1];
    switch (text[at]) {
    case '\\':
    case '`':
    case '*':
    case '_':
    case '[':
    case ']':
    case '<':
    case '>':
    case '|':
    case '~':
    case '$':
    case '^':
    case '{':
    case '}':
    case '@':
        return true;
    case '&':
        return is_any_letter(text + at + 1) || is_digit(next) || next == '#';
    case '#':
        return at == 0 || next == '\0' || previous == ' ' || next == ' ' || previous == '#' || next == '#';
    case ':':
        return at == 0 || next == ':' || (next == '/' && text[at + 2] == '/');
    case '!':
        return next == '[';
    case '=':
    case '+':
    case '-':
        return at == 0 || previous == text[at];
    case '(':
    case '%':
        return at == 0;
    case '.':
        return (at == marker && is_list_marker(text, at)) ||
               (at >= 3 && is_w(text[at - 1]) && is_w(text[at - 2]) && is_w(text[at - 3]));
    case ')':
        return at == marker && is_list_marker(text, at);
    default:
        return false;
    }
}

enum byte_class { ORDINARY, SPECIAL, UNCLEAN };

/* Classes of ASCII; what is not named is ordinary. */
static const unsigned char classes[128] = {
    [0] = UNCLEAN, /* the end */
    [1] = UNCLEAN,   [2] = UNCLEAN,   [3] = UNCLEAN,    [4] = UNCLEAN,   [5] = UNCLEAN,   [6] = UNCLEAN,
    [7] = UNCLEAN,   [8] = UNCLEAN,   [9] = UNCLEAN,    [10] = UNCLEAN,  [11] = UNCLEAN,  [12] = UNCLEAN,
    [13] = UNCLEAN,  [14] = UNCLEAN,  [15] = UNCLEAN,   [16] = UNCLEAN,  [17] = UNCLEAN,  [18] = UNCLEAN,
    [19] = UNCLEAN,  [20] = UNCLEAN,  [21] = UNCLEAN,   [22] = UNCLEAN,  [23] = UNCLEAN,  [24] = UNCLEAN,
    [25] = UNCLEAN,  [26] = UNCLEAN,  [27] = UNCLEAN,   [28] = UNCLEAN,  [29] = UNCLEAN,  [30] = UNCLEAN,
    [31] = UNCLEAN,  [127] = UNCLEAN, ['\\'] = SPECIAL, ['`'] = SPECIAL, ['*'] = SPECIAL, ['_'] = SPECIAL,
    ['['] = SPECIAL, [']'] = SPECIAL, ['<'] = SPECIAL,  ['>'] = SPECIAL, ['|'] = SPECIAL, ['~'] = SPECIAL,
    ['$'] = SPECIAL, ['^'] = SPECIAL, ['{'] = SPECIAL,  ['}'] = SPECIAL, ['@'] = SPECIAL, ['&'] = SPECIAL,
    ['#'] = SPECIAL, [':'] = SPECIAL, ['!'] = SPECIAL,  ['='] = SPECIAL, ['+'] = SPECIAL, ['-'] = SPECIAL,
    ['('] = SPECIAL, ['%'] = SPECIAL, ['.'] = SPECIAL,  [')'] = SPECIAL,
};

/* The bytes of a character outside ASCII that cleaning leaves alone, 0 for any other. */
static size_t ordinary_sequence(const char *bytes)
{
    struct pl_view view = one_character(bytes);
    size_t before = view.length;
    int32_t c = pl_view_next(&view);
    return is_space(c) || is_replaced(c) || pl_is_invisible(c) ? 0 : before - view.length;
}

/* The first byte from `at` on that is not an ordinary one. Accented letters and the apostrophe pass here too: they are
 * what most of a French text that is not ASCII consists of. */
static size_t skip_ordinary(const char *text, size_t at)
{
    for (;;) {
        unsigned char byte = (unsigned char)text[at];
        if (byte < 0x80) {
            if (classes[byte] != ORDINARY) {
                return at;
            }
            at++;
        } else if (byte == 0xc3 && ((unsigned char)text[at + 1] & 0xc0) == 0x80) {
            at += 2;
        } else if (byte == 0xe2 && (unsigned char)text[at + 1] == 0x80 && (unsigned char)text[at + 2] == 0x99) {
            at += 3;
        } else {
            return at;
        }
    }
}

/* Escapes a text that is clean already; false, with nothing kept, if it is not. */
static bool escape_clean(const char *text, struct pl_buffer *out)
{
    size_t length_before = out->length;
    /* How much of the start could be a list marker but for its '.' or ')'. */
    size_t marker = text[0] == '(';
    while (is_letter(text[marker]) || is_digit(text[marker]) || text[marker] == '#') {
        marker++;
    }
    size_t start = 0;
    size_t taken = 1;
    for (size_t at = skip_ordinary(text, 0); text[at] != '\0'; at = skip_ordinary(text, at + taken)) {
        unsigned char byte = (unsigned char)text[at];
        taken = byte < 0x80 ? classes[byte] == SPECIAL : ordinary_sequence(text + at);
        if (taken == 0) {
            pl_buffer_cut(out, length_before);
            return false;
        }
        if (byte < 0x80 && needs_backslash(text, at, marker)) {
            pl_buffer_add(out, text + start, at - start);
            pl_buffer_add_char(out, '\\');
            start = at;
        }
    }
    pl_buffer_add_text(out, text + start);
    return true;
}

void pl_escape_markdown(const char *text, struct pl_buffer *out)
{
    /* White space that cleaning would join or trim. */
    size_t length = strlen(text);
    bool loose = length > 0 && (text[0] == ' ' || text[length - 1] == ' ' || strstr(text, "  ") != NULL);
    if (!loose && escape_clean(text, out)) {
        return;
    }
    struct pl_buffer clean = {0};
    pl_text_clean(text, &clean);
    escape_clean(pl_buffer_text(&clean), out);
    pl_buffer_done(&clean);
}

bool pl_is_plain_markdown(const char *text)
{
    struct pl_buffer escaped = {0};
    pl_escape_markdown(text, &escaped);
    bool plain = strcmp(pl_buffer_text(&escaped), text) == 0;
    pl_buffer_done(&escaped);
    return plain;
}

/* ---- HTML -------------------------------------------------------------------------------------------------- */

void pl_escape_html(const char *text, struct pl_buffer *out)
{
    static const struct {
        char character;
        const char *reference;
    } references[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    struct pl_buffer clean = {0};
    pl_text_clean(text, &clean);
    const char *rest = pl_buffer_text(&clean);
    while (*rest != '\0') {
        size_t length = strcspn(rest, "&<>\"'");
        pl_buffer_add(out, rest, length);
        rest += length;
        for (size_t i = 0; *rest != '\0' && i < sizeof references / sizeof *references; i++) {
            if (*rest == references[i].character) {
                pl_buffer_add_text(out, references[i].reference);
                rest++;
                break;
            }
        }
    }
    out->failed = out->failed || clean.failed;
    pl_buffer_done(&clean);
}

/* ---- spreadsheets and calendars ---------------------------------------------------------------------------- */

void pl_escape_csv(const char *text, char separator, struct pl_buffer *out)
{
    struct pl_buffer clean = {0};
    pl_text_clean(text, &clean);
    const char *bytes = pl_buffer_text(&clean);
    const char special[] = {separator, '"', '\n', '\r', '\0'};
    /* The four characters that start one, and their full-width forms, which spreadsheets take for them where Chinese or
     * Japanese is written. */
    bool formula = false;
    static const char *const starts[] = {"=",           "+", "-", "@", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
                                         "\xef\xbc\xa0"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (pl_view_starts(pl_view_of(bytes), starts[i])) {
            formula = true;
            break;
        }
    }
    bool quoted = strpbrk(bytes, special) != NULL || formula;
    pl_buffer_add_text(out, quoted ? "\"" : "");
    pl_buffer_add_text(out, formula ? "'" : "");
    for (const char *p = bytes; *p != '\0'; p++) {
        pl_buffer_add_text(out, *p == '"' ? "\"" : "");
        pl_buffer_add_char(out, *p);
    }
    pl_buffer_add_text(out, quoted ? "\"" : "");
    pl_buffer_done(&clean);
}

/* What follows the backslash before an ASCII character of JSON, 'u' for its number; none for those that stand for
 * themselves. */
static const char json_escapes[128] = {'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'b',         't',          'n', 'u',
                                       'f', 'r', 'u', 'u', 'u', 'u', 'u', 'u', 'u',         'u',          'u', 'u',
                                       'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', ['"'] = '"', ['\\'] = '\\'};

/* How many bytes at the start stand for themselves in a string of JSON. */
static size_t plain_json(const char *text)
{
    size_t at = 0;
    for (;;) {
        unsigned char byte = (unsigned char)text[at];
        if (byte < 0x80) {
            if (json_escapes[byte] != '\0') {
                return at;
            }
            at++;
        } else if (byte == 0xc3 && ((unsigned char)text[at + 1] & 0xc0) == 0x80) { /* accented letters */
            at += 2;
        } else {
            struct pl_view view = one_character(text + at);
            size_t before = view.length;
            if (pl_view_next(&view) < 0) {
                return at;
            }
            at += before - view.length;
        }
    }
}

void pl_escape_json(const char *text, struct pl_buffer *out)
{
    pl_buffer_add_char(out, '"');
    for (;; text++) {
        size_t length = plain_json(text);
        pl_buffer_add(out, text, length);
        text += length;
        unsigned char byte = (unsigned char)*text;
        if (byte == '\0') {
            break;
        }
        if (byte >= 0x80) { /* not UTF-8 */
            pl_buffer_add_code_point(out, 0xfffd);
            continue;
        }
        pl_buffer_add_char(out, '\\');
        pl_buffer_add_char(out, json_escapes[byte]);
        if (json_escapes[byte] == 'u') {
            pl_buffer_add_text(out, "00");
            pl_buffer_add_char(out, "01"[byte >> 4]);
            pl_buffer_add_char(out, "0123456789ABCDEF"[byte & 15]);
        }
    }
    pl_buffer_add_char(out, '"');
}

void pl_escape_ics(const char *text, struct pl_buffer *out)
{
    for (;;) {
        size_t length = strcspn(text, "\n");
        struct pl_buffer raw = {0};
        struct pl_buffer clean = {0};
        pl_buffer_add(&raw, text, length);
        pl_text_clean(pl_buffer_text(&raw), &clean);
        for (const char *p = pl_buffer_text(&clean); *p != '\0'; p++) {
            if (strchr("\\;,", *p) != NULL) {
                pl_buffer_add_char(out, '\\');
            }
            pl_buffer_add_char(out, *p);
        }
        pl_buffer_done(&raw);
        pl_buffer_done(&clean);
        if (text[length] == '\0') {
            return;
        }
        pl_buffer_add_text(out, "\\n");
        text += length + 1;
    }
}

enum { ICS_LINE_OCTETS = 75, UTF8_LONGEST = 4 }; /* RFC 5545, 3.1 */

void pl_fold_ics(const char *line, struct pl_buffer *out)
{
    size_t left = strlen(line);
    size_t room = ICS_LINE_OCTETS;
    while (left > room) {
        size_t cut = room;
        while (cut > room - UTF8_LONGEST && ((unsigned char)line[cut] & 0xc0) == 0x80) {
            cut--;
        }
        pl_buffer_add(out, line, cut);
        pl_buffer_add_text(out, "\r\n ");
        line += cut;
        left -= cut;
        room = ICS_LINE_OCTETS - 1; /* the space counts */
    }
    pl_buffer_add(out, line, left);
    pl_buffer_add_text(out, "\r\n");
}

void pl_escape_url(const char *path, struct pl_buffer *out)
{
    for (const char *p = path; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("/-._~", c) != NULL) {
            pl_buffer_add_char(out, *p);
        } else {
            const char coded[] = {'%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]};
            pl_buffer_add(out, coded, sizeof coded);
        }
    }
}
