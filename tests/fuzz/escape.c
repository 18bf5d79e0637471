/* SPDX-License-Identifier: MIT
 * Every function of base/escape.h over any text: what comes out reads back as the clean text, nothing active is left
 * bare, and escaping leaves what stood in the buffer. A new escape is a row of `escapes`; tests/fuzz/complete.sh sees to
 * it.
 */
#include "base/escape.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/json.h"
#include "fuzz.h"

/* ---- Markdown ---------------------------------------------------------------------------------------------- */

static bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Whether the character at `at`, with no backslash before it, would be markup there; written from the rules of
 * CommonMark, GFM and pandoc, not from the code. `text` is one line. */
static bool is_active(const char *text, size_t at)
{
    char c = text[at];
    char next = text[at + 1];
    if (strchr("\\`*_[]<>|~$^{}@", c) != NULL) {
        return true;
    }
    if (at == 0 &&
        strchr("#-+=:%(", c) != NULL) { /* heading, list, rule, definition, pandoc's title and list markers */
        return true;
    }
    if (c == '#' && (next == '\0' || next == ' ')) {
        return true; /* closes a heading */
    }
    if (c == '&' && (next == '#' || is_alphanumeric(next))) {
        return true;
    }
    if ((c == '!' && next == '[') || (c == ':' && strncmp(text + at, "://", 3) == 0)) {
        return true;
    }
    if (c == '-' && next == '-') {
        return at == 0; /* the second of two carries the backslash */
    }
    if (c == '.' || c == ')') { /* an ordered list */
        size_t digits = strspn(text, "0123456789");
        return (digits > 0 && at == digits) || (c == '.' && at >= 3 && strncmp(text + at - 3, "www", 3) == 0);
    }
    return false;
}

static void check_markdown(const char *clean, const struct pl_buffer *escaped)
{
    const char *text = pl_buffer_text(escaped);
    struct pl_buffer undone = {0};
    for (size_t at = 0; text[at] != '\0'; at++) {
        bool shielded = text[at] == '\\' && text[at + 1] != '\0';
        at += shielded;
        fuzz_require(shielded || !is_active(text, at), "no active character stands bare in Markdown");
        pl_buffer_add_char(&undone, text[at]);
    }
    fuzz_require(strpbrk(text, "\n\r\t") == NULL, "a text is one line of Markdown");
    fuzz_require(strcmp(pl_buffer_text(&undone), clean) == 0, "Markdown reads back as the clean text");
    pl_buffer_done(&undone);
}

/* ---- CSV and iCalendar ------------------------------------------------------------------------------------- */

static void comma(const char *text, struct pl_buffer *out)
{
    pl_escape_csv(text, ',', out);
}

static void semicolon(const char *text, struct pl_buffer *out)
{
    pl_escape_csv(text, ';', out);
}

/* As a spreadsheet sees it; full-width signs, U+FF0B, U+FF0D, U+FF1D and U+FF20, count where they are typed. */
static bool starts_formula(const char *text)
{
    bool ascii = *text != '\0' && strchr("=+-@", *text) != NULL;
    bool wide = strncmp(text, "\xef\xbc", 2) == 0 && text[2] != '\0' && strchr("\x8b\x8d\x9d\xa0", text[2]) != NULL;
    return ascii || wide;
}

/* One cell, in quotes or without anything that needs them; no formula. */
static void check_cell(const char *clean, const struct pl_buffer *escaped, const char *special)
{
    const char *text = pl_buffer_text(escaped);
    size_t length = escaped->length;
    bool quoted = text[0] == '"';
    struct pl_buffer cell = {0};
    fuzz_require(quoted ? length >= 2 && text[length - 1] == '"' : strpbrk(text, special) == NULL,
                 "a cell of CSV is quoted where it must be");
    for (size_t at = quoted; at + quoted < length; at++) {
        at += quoted && text[at] == '"';
        fuzz_require(!quoted || text[at] != '"' || text[at - 1] == '"', "quotes in a cell are doubled");
        pl_buffer_add_char(&cell, text[at]);
    }
    const char *read = pl_buffer_text(&cell);
    fuzz_require(!starts_formula(read), "no cell is a formula");
    read += starts_formula(clean) && *read == '\'';
    fuzz_require(strcmp(read, clean) == 0, "CSV reads back as the clean text");
    pl_buffer_done(&cell);
}

static void check_comma(const char *clean, const struct pl_buffer *escaped)
{
    check_cell(clean, escaped, ",\"\r\n");
}

static void check_semicolon(const char *clean, const struct pl_buffer *escaped)
{
    check_cell(clean, escaped, ";\"\r\n");
}

/* What the backslashes stand for, cleaned as a whole, is the clean text; folded and unfolded, the line is the same and
 * no part is too long. */
static void check_ics(const char *clean, const struct pl_buffer *escaped)
{
    const char *text = pl_buffer_text(escaped);
    struct pl_buffer undone = {0};
    struct pl_buffer again = {0};
    struct pl_buffer folded = {0};
    struct pl_buffer unfolded = {0};
    fuzz_require(strpbrk(text, "\r\n") == NULL, "a text of iCalendar is one line");
    for (const char *p = text; *p != '\0'; p++) {
        bool shielded = *p == '\\';
        p += shielded;
        fuzz_require(!shielded || strchr("\\;,n", *p) != NULL, "iCalendar knows what a backslash shields");
        fuzz_require(shielded || strchr(";,", *p) == NULL, "no separator of iCalendar stands bare");
        pl_buffer_add_char(&undone, shielded && *p == 'n' ? '\n' : *p);
    }
    pl_text_clean(pl_buffer_text(&undone), &again);
    fuzz_require(strcmp(pl_buffer_text(&again), clean) == 0, "iCalendar reads back as the clean text");
    pl_fold_ics(text, &folded);
    fuzz_check_text(pl_buffer_text(&folded), folded.length, "folded line");
    for (const char *p = pl_buffer_text(&folded); *p != '\0';) {
        size_t length = strcspn(p, "\r");
        fuzz_require(length <= 75 && p[length] == '\r' && p[length + 1] == '\n',
                     "a line of iCalendar has at most 75 octets");
        bool more = p != folded.data;
        pl_buffer_add(&unfolded, p + more, length - more);
        p += length + 2;
    }
    fuzz_require(strcmp(pl_buffer_text(&unfolded), text) == 0, "a folded line unfolds to itself");
    pl_buffer_done(&undone);
    pl_buffer_done(&again);
    pl_buffer_done(&folded);
    pl_buffer_done(&unfolded);
}

/* ---- all --------------------------------------------------------------------------------------------------- */

/* No character that is markup, and the references read back as the clean text. */
static void check_html(const char *clean, const struct pl_buffer *escaped)
{
    static const struct {
        const char *reference;
        char character;
    } references[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    struct pl_buffer read = {0};
    const char *rest = pl_buffer_text(escaped);
    fuzz_require(strpbrk(rest, "<>\"'") == NULL, "HTML holds no markup of the text");
    while (*rest != '\0') {
        size_t length = strcspn(rest, "&");
        pl_buffer_add(&read, rest, length);
        rest += length;
        bool known = *rest == '\0';
        for (size_t i = 0; !known && i < sizeof references / sizeof *references; i++) {
            size_t taken = strlen(references[i].reference);
            known = strncmp(rest, references[i].reference, taken) == 0;
            if (known) {
                pl_buffer_add_char(&read, references[i].character);
                rest += taken;
            }
        }
        fuzz_require(known, "an ampersand starts a known reference");
    }
    fuzz_require(strcmp(pl_buffer_text(&read), clean) == 0, "HTML reads back as the clean text");
    pl_buffer_done(&read);
}

/* ---- relative URLs ----------------------------------------------------------------------------------------- */

static void url_of_clean(const char *text, struct pl_buffer *out)
{
    struct pl_buffer clean = {0};
    pl_text_clean(text, &clean);
    pl_escape_url(pl_buffer_text(&clean), out);
    pl_buffer_done(&clean);
}

static void check_url(const char *clean, const struct pl_buffer *escaped)
{
    static const char digits[] = "0123456789ABCDEF";
    struct pl_buffer read = {0};
    for (const char *p = pl_buffer_text(escaped); *p != '\0'; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9');
        if (plain || strchr("/-._~", *p) != NULL) {
            pl_buffer_add_char(&read, *p);
            continue;
        }
        const char *high = *p == '%' && p[1] != '\0' ? strchr(digits, p[1]) : NULL;
        const char *low = high != NULL && p[2] != '\0' ? strchr(digits, p[2]) : NULL;
        fuzz_require(low != NULL, "a URL holds letters, digits, a few signs and %XX");
        pl_buffer_add_char(&read, (char)((high - digits) * 16 + (low - digits)));
        p += 2;
    }
    fuzz_require(strcmp(pl_buffer_text(&read), clean) == 0, "a URL reads back as the clean text");
    pl_buffer_done(&read);
}

static const struct {
    void (*escape)(const char *text, struct pl_buffer *out);
    void (*check)(const char *clean, const struct pl_buffer *escaped);
} escapes[] = {
    {pl_escape_html, check_html},
    {pl_escape_markdown, check_markdown},
    {comma, check_comma},
    {semicolon, check_semicolon},
    {pl_escape_ics, check_ics},
    {url_of_clean, check_url},
};

static void check_clean(const char *text, const struct pl_buffer *clean)
{
    const char *seen = pl_buffer_text(clean);
    struct pl_buffer again = {0};
    size_t length = clean->length;
    fuzz_check_text(seen, length, "clean text");
    fuzz_require(strpbrk(seen, "\t\r\n") == NULL && strstr(seen, "  ") == NULL,
                 "a clean text is one line with single spaces");
    fuzz_require(length == 0 || (seen[0] != ' ' && seen[length - 1] != ' '), "a clean text is trimmed");
    pl_text_clean(seen, &again);
    fuzz_require(strcmp(pl_buffer_text(&again), seen) == 0, "cleaning twice is cleaning once");
    pl_buffer_done(&again);
    for (const char *p = text; *p != '\0'; p++) { /* what is printable ASCII is never lost */
        fuzz_require(*p <= ' ' || *p == 0x7f || strchr(seen, *p) != NULL, "cleaning loses no visible character");
    }
}

/* A string of JSON is the one that jansson writes, and any text reads back as itself, as a key too, but for what is not UTF-8. */
static void check_json(const char *given, const char *clean)
{
    struct pl_buffer ours = {0};
    struct pl_buffer again = {0};
    json_t *value = json_string(clean);
    char *theirs = json_dumps(value, JSON_ENCODE_ANY);
    pl_escape_json(clean, &ours);
    fuzz_require(theirs != NULL && strcmp(theirs, pl_buffer_text(&ours)) == 0, "JSON is written as jansson writes it");
    pl_buffer_clear(&ours);
    struct pl_json writer = {.out = &ours};
    pl_json_single(&writer, NULL, given, given);
    json_t *read = json_loadb(ours.data, ours.length, 0, NULL);
    fuzz_require(json_object_size(read) == 1, "JSON can be read");
    const char *key = json_object_iter_key(json_object_iter(read));
    fuzz_require(strcmp(json_string_value(json_object_get(read, key)), key) == 0, "a key of JSON is written as a text is");
    pl_text_clean(key, &again);
    fuzz_require(strcmp(pl_buffer_text(&again), clean) == 0, "JSON reads back as the text");
    pl_buffer_done(&ours);
    pl_buffer_done(&again);
    json_decref(read);
    json_decref(value);
    free(theirs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pl_buffer text = {0};
    struct pl_buffer clean = {0};
    pl_buffer_add(&text, (const char *)data, size);
    const char *given = pl_buffer_text(&text);
    pl_text_clean(given, &clean);
    check_clean(given, &clean);
    check_json(given, pl_buffer_text(&clean));
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        struct pl_buffer out = {0};
        struct pl_buffer after = {0};
        escapes[i].escape(given, &out);
        fuzz_check_text(pl_buffer_text(&out), out.length, "escaped text");
        escapes[i].check(pl_buffer_text(&clean), &out);
        pl_buffer_add_text(&after, "before");
        escapes[i].escape(given, &after);
        fuzz_require(strncmp(after.data, "before", 6) == 0 && strcmp(after.data + 6, pl_buffer_text(&out)) == 0,
                     "escaping appends");
        pl_buffer_done(&out);
        pl_buffer_done(&after);
    }
    struct pl_buffer markdown = {0};
    pl_escape_markdown(given, &markdown);
    fuzz_require(pl_is_plain_markdown(given) == (strcmp(pl_buffer_text(&markdown), given) == 0),
                 "plain is what escaping leaves alone");
    pl_buffer_done(&markdown);
    pl_buffer_done(&text);
    pl_buffer_done(&clean);
    return 0;
}
