/* SPDX-License-Identifier: MIT
 * Packages in zip, in memory: what a document of several parts is kept in. Written the same whenever it is: one day,
 * one order, one level of compression. Read with distrust: every place and size is checked before it is used, and
 * nothing grows beyond what is said here.
 *
 * Ours because no library of Debian 12 both writes into memory and can be linked statically; the compression is zlib's.
 */
#ifndef PL_BASE_ZIP_H
#define PL_BASE_ZIP_H

#include "base/buffer.h"
#include "base/text.h"

/* ---- writing --------------------------------------------------------------------------------------------------- */

struct pl_zip_writer {
    struct pl_buffer *out;
    struct pl_buffer directory;
    uint32_t count;
    uint16_t day;  /* of all entries, as zip has it */
    void *deflate; /* zlib's, used for one entry after the other */
};

/* Appends to `out`, which is empty. Days before 1980 and after 2107 count as the nearest that zip knows. */
void pl_zip_start(struct pl_zip_writer *zip, struct pl_buffer *out, int64_t day);
/* One entry of several pieces; its name is ASCII. */
void pl_zip_add(struct pl_zip_writer *zip, const char *name, const struct pl_view *pieces, size_t count);
void pl_zip_end(struct pl_zip_writer *zip);

/* ---- reading --------------------------------------------------------------------------------------------------- */

/* Of one package: entries; bytes of one entry and of all, inflated. */
enum { PL_ZIP_ENTRIES_MAX = 256, PL_ZIP_ENTRY_MAX = 8 * 1024 * 1024, PL_ZIP_ALL_MAX = 32 * 1024 * 1024 };

struct pl_zip_entry {
    struct pl_view name;
    struct pl_view packed; /* in the bytes of the package */
    uint32_t crc, size;    /* inflated */
    bool deflated;
};
struct pl_zip {
    struct pl_zip_entry entries[PL_ZIP_ENTRIES_MAX];
    uint32_t count;
};

/* The entries of a package; they point into its bytes. False for what is no zip, for one that is damaged, encrypted, in
 * parts or in the form for large files, that names an entry twice, or that holds more than is allowed. */
bool pl_zip_read(struct pl_view bytes, struct pl_zip *out_zip);
/* NULL: there is none. */
const struct pl_zip_entry *pl_zip_find(const struct pl_zip *zip, struct pl_view name);
/* Appends what an entry holds; false, with nothing appended, if it is not what the directory says. */
bool pl_zip_inflate(const struct pl_zip_entry *entry, struct pl_buffer *out);
/* Writes an entry as it is packed. */
void pl_zip_copy(struct pl_zip_writer *zip, const struct pl_zip_entry *entry);

#endif
