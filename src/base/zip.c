/* SPDX-License-Identifier: MIT
 * See zip.h. The format: PKWARE's APPNOTE 6.3, of which packages of documents use the oldest part.
 */
#include "base/zip.h"

#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST /* what is read is not written to */
#include <zlib.h>

#include "base/arena.h"
#include "base/date.h"

enum {
    LOCAL = 0x04034b50,
    CENTRAL = 0x02014b50,
    END = 0x06054b50,
    LOCAL_SIZE = 30,
    CENTRAL_SIZE = 46,
    END_SIZE = 22,
    COMMENT_MAX = 65535,
    VERSION = 20,
    STORED = 0,
    DEFLATED = 8,
    ENCRYPTED = 1,
    RAW = -15, /* deflate without a header */
    LEVEL = 3, /* a third of the time of the usual one; a document has a tenth more bytes */
    MEMORY = 8
};

/* Running out of memory is said where it always is. */
static void *take(void *nothing, unsigned count, unsigned size)
{
    (void)nothing;
    return pl_must_alloc((size_t)count * size);
}

static void give_back(void *nothing, void *memory)
{
    (void)nothing;
    free(memory);
}

static const Bytef *bytes_of(const char *bytes)
{
    return (const Bytef *)bytes;
}

/* ---- writing --------------------------------------------------------------------------------------------------- */

static void add_little(struct pl_buffer *out, uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        pl_buffer_add_char(out, (char)(number >> (8 * i) & 0xff));
    }
}

void pl_zip_start(struct pl_zip_writer *zip, struct pl_buffer *out, int64_t day)
{
    struct pl_date date = pl_date_of_days(day);
    date = date.year < 1980 ? (struct pl_date){1980, 1, 1} : date.year > 2107 ? (struct pl_date){2107, 12, 31} : date;
    z_stream *stream = pl_must_alloc(sizeof *stream);
    *stream = (z_stream){.zalloc = take, .zfree = give_back};
    deflateInit2(stream, LEVEL, Z_DEFLATED, RAW, MEMORY,
                 Z_DEFAULT_STRATEGY); /* what may fail is memory, and a constant of another version */
    *zip = (struct pl_zip_writer){
        .out = out, .deflate = stream, .day = (uint16_t)((date.year - 1980) << 9 | date.month << 5 | date.day)};
}

/* What both headers say of an entry. */
static void add_common(const struct pl_zip_writer *zip, const struct pl_zip_entry *entry, struct pl_buffer *out)
{
    add_little(out, VERSION, 2);
    add_little(out, 0, 2); /* flags */
    add_little(out, entry->deflated ? DEFLATED : STORED, 2);
    add_little(out, 0, 2); /* midnight */
    add_little(out, zip->day, 2);
    add_little(out, entry->crc, 4);
    add_little(out, (uint32_t)entry->packed.length, 4);
    add_little(out, entry->size, 4);
    add_little(out, (uint32_t)entry->name.length, 2);
    add_little(out, 0, 2); /* no extra field */
}

void pl_zip_copy(struct pl_zip_writer *zip, const struct pl_zip_entry *entry)
{
    uint32_t at = (uint32_t)zip->out->length; /* a buffer is no longer than 64 MiB */
    add_little(zip->out, LOCAL, 4);
    add_common(zip, entry, zip->out);
    pl_buffer_add(zip->out, entry->name.text, entry->name.length);
    pl_buffer_add(zip->out, entry->packed.text, entry->packed.length);
    add_little(&zip->directory, CENTRAL, 4);
    add_little(&zip->directory, VERSION, 2);
    add_common(zip, entry, &zip->directory);
    add_little(&zip->directory, 0, 2); /* no comment */
    add_little(&zip->directory, 0, 2); /* the first disk */
    add_little(&zip->directory, 0, 2); /* attributes */
    add_little(&zip->directory, 0, 4);
    add_little(&zip->directory, at, 4);
    pl_buffer_add(&zip->directory, entry->name.text, entry->name.length);
    zip->count++;
}

void pl_zip_add(struct pl_zip_writer *zip, const char *name, const struct pl_view *pieces, size_t count)
{
    z_stream *stream = zip->deflate;
    struct pl_zip_entry entry = {.name = pl_view_of(name), .deflated = true};
    for (size_t i = 0; i < count; i++) {
        entry.size += (uint32_t)pieces[i].length;
        entry.crc = (uint32_t)crc32_z(entry.crc, bytes_of(pieces[i].text), pieces[i].length);
    }
    deflateReset(stream);
    size_t bound = deflateBound(stream, entry.size);
    char *packed = pl_must_alloc(bound + 1);
    stream->next_out = (Bytef *)packed;
    stream->avail_out = (uInt)bound;
    for (size_t i = 0; i < count; i++) {
        stream->next_in = bytes_of(pieces[i].text);
        stream->avail_in = (uInt)pieces[i].length;
        deflate(stream, Z_NO_FLUSH);
    }
    deflate(stream, Z_FINISH);
    entry.packed = (struct pl_view){packed, stream->total_out};
    pl_zip_copy(zip, &entry);
    free(packed);
}

void pl_zip_end(struct pl_zip_writer *zip)
{
    uint32_t at = (uint32_t)zip->out->length;
    pl_buffer_add(zip->out, pl_buffer_text(&zip->directory), zip->directory.length);
    add_little(zip->out, END, 4);
    add_little(zip->out, 0, 4); /* the first disk, twice */
    add_little(zip->out, zip->count, 2);
    add_little(zip->out, zip->count, 2);
    add_little(zip->out, (uint32_t)zip->directory.length, 4);
    add_little(zip->out, at, 4);
    add_little(zip->out, 0, 2); /* no comment */
    pl_buffer_done(&zip->directory);
    deflateEnd(zip->deflate);
    free(zip->deflate);
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

static uint32_t little(const char *bytes, int count)
{
    uint32_t number = 0;
    for (int i = 0; i < count; i++) {
        number |= (uint32_t)(unsigned char)bytes[i] << (8 * i);
    }
    return number;
}

/* So many bytes of a view from a place on; NULL if it has not as many. */
static const char *part(struct pl_view bytes, size_t at, size_t length)
{
    return at <= bytes.length && length <= bytes.length - at ? bytes.text + at : NULL;
}

/* One entry by its line of the directory, and how long that line is. */
static bool read_entry(struct pl_view bytes, size_t at, struct pl_zip_entry *out_entry, size_t *out_length)
{
    const char *central = part(bytes, at, CENTRAL_SIZE);
    if (central == NULL || little(central, 4) != CENTRAL) {
        return false;
    }
    uint32_t method = little(central + 10, 2);
    size_t name_length = little(central + 28, 2);
    size_t place = little(central + 42, 4);
    const char *name = part(bytes, at + CENTRAL_SIZE, name_length);
    const char *local = part(bytes, place, LOCAL_SIZE);
    if (name == NULL || name_length == 0 || local == NULL || little(local, 4) != LOCAL ||
        (little(central + 8, 2) & ENCRYPTED) != 0 || (method != STORED && method != DEFLATED)) {
        return false;
    }
    size_t packed_length = little(central + 20, 4);
    const char *packed = part(bytes, place + LOCAL_SIZE + little(local + 26, 2) + little(local + 28, 2), packed_length);
    *out_entry = (struct pl_zip_entry){.name = {name, name_length},
                                       .packed = {packed, packed_length},
                                       .crc = little(central + 16, 4),
                                       .size = little(central + 24, 4),
                                       .deflated = method == DEFLATED};
    *out_length = CENTRAL_SIZE + name_length + little(central + 30, 2) + little(central + 32, 2);
    return packed != NULL && out_entry->size <= PL_ZIP_ENTRY_MAX;
}

bool pl_zip_read(struct pl_view bytes, struct pl_zip *out_zip)
{
    const char *end = NULL; /* of the directory: at the end of the package, but for a comment */
    for (size_t comment = 0; comment <= COMMENT_MAX && comment + END_SIZE <= bytes.length && end == NULL; comment++) {
        const char *at = bytes.text + (bytes.length - END_SIZE - comment);
        end = little(at, 4) == END && little(at + 20, 2) == comment ? at : NULL;
    }
    size_t all = 0;
    out_zip->count = 0;
    if (end == NULL || little(end + 10, 2) > PL_ZIP_ENTRIES_MAX || little(end + 4, 4) != 0) {
        return false;
    }
    size_t at = little(end + 16, 4);
    for (uint32_t left = little(end + 10, 2); left > 0; left--) {
        struct pl_zip_entry entry;
        size_t length = 0;
        if (!read_entry(bytes, at, &entry, &length) || pl_zip_find(out_zip, entry.name) != NULL) {
            return false;
        }
        at += length;
        all += entry.size;
        out_zip->entries[out_zip->count++] = entry;
    }
    return all <= PL_ZIP_ALL_MAX;
}

const struct pl_zip_entry *pl_zip_find(const struct pl_zip *zip, struct pl_view name)
{
    for (uint32_t i = 0; i < zip->count; i++) {
        const struct pl_zip_entry *entry = &zip->entries[i];
        if (entry->name.length == name.length && memcmp(entry->name.text, name.text, name.length) == 0) {
            return entry;
        }
    }
    return NULL;
}

bool pl_zip_inflate(const struct pl_zip_entry *entry, struct pl_buffer *out)
{
    char *inflated = NULL;
    const char *bytes = entry->packed.text;
    bool whole = entry->packed.length == entry->size;
    if (entry->deflated) {
        bytes = inflated = pl_must_alloc((size_t)entry->size + 1);
        z_stream stream = {.zalloc = take,
                           .zfree = give_back,
                           .next_in = bytes_of(entry->packed.text),
                           .avail_in = (uInt)entry->packed.length,
                           .next_out = (Bytef *)inflated,
                           .avail_out = (uInt)entry->size + 1}; /* one more shows that the directory says too little */
        whole = inflateInit2(&stream, RAW) == Z_OK && inflate(&stream, Z_FINISH) == Z_STREAM_END &&
                stream.total_out == entry->size;
        inflateEnd(&stream);
    }
    whole = whole && crc32_z(0, bytes_of(bytes), entry->size) == entry->crc;
    if (whole) {
        pl_buffer_add(out, bytes, entry->size);
    }
    free(inflated);
    return whole;
}
