/* SPDX-License-Identifier: MIT
 * See bytes.h.
 */
#include "yaml/bytes.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

struct signature {
    const char *bytes;
    size_t length;
    const char *what;
};

#define SIGNATURE(bytes, what)                                                                                         \
    {                                                                                                                  \
        bytes, sizeof(bytes) - 1, what                                                                                 \
    }
static const struct signature signatures[] = {
    SIGNATURE("PK\3\4", "ZIP (.zip, .docx, .odt, .xlsx)"),
    SIGNATURE("%PDF", "PDF"),
    SIGNATURE("\x1f\x8b", "gzip"),
    SIGNATURE("{\\rtf", "RTF"),
    SIGNATURE("\xd0\xcf\x11\xe0", "Microsoft Office (.doc, .xls)"),
    SIGNATURE("\x89PNG", "PNG"),
    SIGNATURE("\xff\xd8\xff", "JPEG"),
    SIGNATURE("<!DOCTYPE", "HTML"),
    SIGNATURE("<!doctype", "HTML"),
    SIGNATURE("<html", "HTML"),
    SIGNATURE("<HTML", "HTML"),
    SIGNATURE("<?xml", "XML"),
};
static const struct signature encodings[] = {
    SIGNATURE("\xff\xfe\0\0", "UTF-32"),
    SIGNATURE("\0\0\xfe\xff", "UTF-32"),
    SIGNATURE("\xff\xfe", "UTF-16"),
    SIGNATURE("\xfe\xff", "UTF-16"),
};

static const char *recognise(struct pl_view text, const struct signature *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text.length >= list[i].length && memcmp(text.text, list[i].bytes, list[i].length) == 0) {
            return list[i].what;
        }
    }
    return NULL;
}

/* Every second byte of the start is NUL: UTF-16 without its mark. */
static bool looks_like_utf16(struct pl_view text)
{
    size_t looked_at = text.length < 64 ? text.length : 64;
    size_t zeros = 0;
    for (size_t i = 0; i < looked_at; i++) {
        zeros += text.text[i] == '\0';
    }
    return looked_at >= 4 && zeros * 5 >= looked_at * 2;
}

struct scan {
    const struct pl_source *source;
    struct pl_diagnostics *diagnostics;
    uint32_t line, column;
    int32_t before;    /* the character before, on its line; 0: none */
    uint32_t bad_line; /* the line of the newest encoding error: one is enough for a line */
};

static struct pl_place here(const struct scan *scan)
{
    return (struct pl_place){scan->source, scan->line, scan->column, 1};
}

static void name_of(int32_t c, char out[16])
{
    snprintf(out, 16, "U+%04X", (unsigned)c);
}

static void check_character(struct scan *scan, int32_t c)
{
    char name[16];
    if (c < 0) {
        if (scan->bad_line != scan->line) {
            pl_diagnose(scan->diagnostics, PL_P002, here(scan), (const char *)NULL);
            scan->bad_line = scan->line;
        }
    } else if ((pl_is_control(c) && c != '\t' && c != '\n' && c != '\r') || pl_is_noncharacter(c) || c == 0x2028 ||
               c == 0x2029) {
        name_of(c, name);
        pl_diagnose(scan->diagnostics, PL_P003, here(scan), name, (const char *)NULL);
    } else if (pl_is_hidden(c, scan->before)) {
        name_of(c, name);
        pl_diagnose(scan->diagnostics, PL_P004, here(scan), name, (const char *)NULL);
    }
    scan->before = c;
}

static void check_characters(struct scan *scan, struct pl_view text)
{
    bool in_prologue = true; /* before the first line that is neither blank, comment nor directive */
    bool at_line_start = true;
    while (text.length > 0) {
        if (at_line_start) {
            size_t length = 0;
            while (length < text.length && text.text[length] != '\n' && text.text[length] != '\r') {
                length++;
            }
            struct pl_view line = {text.text, length};
            /* What only a whole line shows. `line` starts at column 1. */
            if (pl_view_starts(line, "<<<<<<< ") || pl_view_starts(line, ">>>>>>> ")) {
                pl_diagnose(scan->diagnostics, PL_P008, (struct pl_place){scan->source, scan->line, 1, 7},
                            (const char *)NULL);
            } else if (in_prologue && pl_view_starts(line, "%") && !pl_view_starts(line, "%YAML")) {
                pl_diagnose(scan->diagnostics, PL_P035, (struct pl_place){scan->source, scan->line, 1, 1},
                            (const char *)NULL);
            }
            in_prologue = in_prologue && (line.length == 0 || *line.text == '%' || *line.text == '#');
            at_line_start = false;
        }
        unsigned char c = (unsigned char)*text.text;
        if (c == '\n' || c == '\r') {
            size_t taken = c == '\r' && text.length > 1 && text.text[1] == '\n' ? 2 : 1;
            text = (struct pl_view){text.text + taken, text.length - taken};
            scan->line++;
            scan->column = 1;
            scan->before = 0;
            at_line_start = true;
            continue;
        }
        if (c >= 0x20 && c < 0x7f) {
            scan->before = c;
            text = (struct pl_view){text.text + 1, text.length - 1};
        } else {
            check_character(scan, pl_view_next(&text));
        }
        scan->column++;
    }
}

static bool is_blank(struct pl_view text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (strchr(" \t\r\n", text.text[i]) == NULL || text.text[i] == '\0') {
            return false;
        }
    }
    return true;
}

bool pl_bytes_check(const struct pl_source *source, struct pl_diagnostics *diagnostics)
{
    struct pl_view text = source->text;
    struct pl_place start = {source, 1, 1, 1};
    size_t errors = diagnostics->errors;
    if (pl_view_starts(text, "\xef\xbb\xbf")) {
        text = (struct pl_view){text.text + 3, text.length - 3};
    }
    if (is_blank(text)) {
        return pl_diagnose(diagnostics, PL_P006, (struct pl_place){source, 0, 0, 0}, (const char *)NULL);
    }
    const char *what = recognise(text, encodings, sizeof encodings / sizeof *encodings);
    if (what == NULL && looks_like_utf16(text)) {
        what = "UTF-16";
    }
    if (what != NULL) {
        return pl_diagnose(diagnostics, PL_P047, start, what, (const char *)NULL);
    }
    what = recognise(text, signatures, sizeof signatures / sizeof *signatures);
    if (what != NULL) {
        return pl_diagnose(diagnostics, PL_P005, start, what, (const char *)NULL);
    }
    if (pl_view_starts(text, "\xef\xbb\xbf")) {
        return pl_diagnose(diagnostics, PL_P003, start, "U+FEFF", (const char *)NULL);
    }
    struct scan scan = {.source = source, .diagnostics = diagnostics, .line = 1, .column = 1};
    check_characters(&scan, text);
    return diagnostics->errors == errors;
}
