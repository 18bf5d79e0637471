/* SPDX-License-Identifier: MIT
 * See fuzz.h.
 */
#include "fuzz.h"

#include "base/zip.h"
#include "engine/outline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool fuzz_thorough = false;

void fuzz_require(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "does not hold: %s\n", what);
        abort();
    }
}

/* One code point by the table of the Unicode standard (3-7), -1 if the bytes are no UTF-8. */
static int32_t decode(const unsigned char *bytes, size_t left, size_t *out_taken)
{
    static const struct {
        unsigned char first, last, low, high;
        size_t more;
        int32_t bits;
    } rows[] = {
        {0x00, 0x7f, 0, 0, 0, 0x7f},       {0xc2, 0xdf, 0x80, 0xbf, 1, 0x1f}, {0xe0, 0xe0, 0xa0, 0xbf, 2, 0x0f},
        {0xe1, 0xec, 0x80, 0xbf, 2, 0x0f}, {0xed, 0xed, 0x80, 0x9f, 2, 0x0f}, {0xee, 0xef, 0x80, 0xbf, 2, 0x0f},
        {0xf0, 0xf0, 0x90, 0xbf, 3, 0x07}, {0xf1, 0xf3, 0x80, 0xbf, 3, 0x07}, {0xf4, 0xf4, 0x80, 0x8f, 3, 0x07}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (bytes[0] < rows[i].first || bytes[0] > rows[i].last) {
            continue;
        }
        int32_t c = bytes[0] & rows[i].bits;
        for (size_t n = 1; n <= rows[i].more; n++) {
            unsigned char low = n == 1 ? rows[i].low : 0x80;
            unsigned char high = n == 1 ? rows[i].high : 0xbf;
            if (n >= left || bytes[n] < low || bytes[n] > high) {
                return -1;
            }
            c = (c << 6) | (bytes[n] & 0x3f);
        }
        *out_taken = rows[i].more + 1;
        return c;
    }
    return -1;
}

static bool is_unseen(int32_t c)
{
    static const int32_t ranges[][2] = {{0x00, 0x08},     {0x0b, 0x0c},     {0x0e, 0x1f},     {0x7f, 0x9f},
                                        {0x061c, 0x061c}, {0x200b, 0x200b}, {0x200e, 0x200f}, {0x202a, 0x202e},
                                        {0x2060, 0x2060}, {0x2066, 0x2069}, {0xfeff, 0xfeff}, {0xfffe, 0xffff}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (c >= ranges[i][0] && c <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

void fuzz_check_text(const char *bytes, size_t length, const char *what)
{
    if (length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0) { /* a package of parts is no text */
        return;
    }
    size_t at = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; /* the mark that spreadsheets want */
    while (at < length) {
        if (bytes[at] >= ' ' && bytes[at] < 0x7f) { /* nearly all of them */
            at++;
            continue;
        }
        size_t taken = 0;
        int32_t c = decode((const unsigned char *)bytes + at, length - at, &taken);
        bool bare_return = c == '\r' && (at + 1 == length || bytes[at + 1] != '\n');
        if (c < 0 || is_unseen(c) || bare_return) {
            fprintf(stderr, "%s: U+%04X at byte %zu\n", what, (unsigned)c, at);
            fuzz_require(false, c < 0 ? "output is UTF-8" : "output holds no character that cannot be seen");
        }
        at += taken;
    }
}

void fuzz_same(const struct pl_buffer *one, const struct pl_buffer *two, const char *what)
{
    fuzz_require(one->length == two->length && (one->length == 0 || memcmp(one->data, two->data, one->length) == 0),
                 what);
}

void fuzz_print(const struct pl_diagnostics *diagnostics, struct pl_buffer *out)
{
    const struct pl_diagnostic *shown[20];
    size_t count = pl_diagnostics_select(diagnostics, shown, 20);
    fuzz_require(count > 0 || diagnostics->errors + diagnostics->warnings == 0, "a fault is shown");
    for (size_t i = 0; i < count; i++) {
        pl_diagnostic_print(shown[i], diagnostics->language, false, out);
    }
    fuzz_check_text(pl_buffer_text(out), out->length, "messages");
}

uint32_t fuzz_hash(const uint8_t *data, size_t size)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ data[i]) * 16777619u;
    }
    return hash ^ hash >> 15;
}

void fuzz_write(const struct pl_plan *plan, const struct pl_format *format, enum pl_language language, struct pl_buffer *out)
{
    struct pl_report_options options = {.language = language, .heading_level = 1, .version = "0"};
    struct pl_outline outline = {0};
    uint32_t full = pl_position(plan->knowledge, PL_TO_DOCUMENT, "full");
    if (format->is_document) {
        if (plan->knowledge->documents_count == 0) {
            return;
        }
        outline = pl_outline_make(plan, full == PL_NONE ? 0 : full, NULL);
        options.outline = &outline;
    }
    format->write(plan, &options, out);
    fuzz_require(!out->failed, "a report is not longer than the buffer takes");
    if (strcmp(format->name, "docx") == 0) {
        struct pl_zip zip;
        struct pl_buffer text = {0};
        fuzz_require(pl_zip_read((struct pl_view){out->data, out->length}, &zip), "a docx is a zip");
        const struct pl_zip_entry *entry = pl_zip_find(&zip, pl_view_of("word/document.xml"));
        fuzz_require(entry != NULL && pl_zip_inflate(entry, &text), "a docx has a document");
        pl_buffer_done(out);
        *out = text;
    }
    fuzz_check_text(pl_buffer_text(out), out->length, format->name);
}
