/* SPDX-License-Identifier: MIT
 * What the fuzz targets share. A target is a libFuzzer function; AFL++ runs the same through its driver, and replay.c
 * is a plain main over files. Whatever does not hold ends the process: that is what a fuzzer looks for.
 */
#ifndef PL_FUZZ_H
#define PL_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/diagnostic.h"
#include "report/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every format of every input, as replaying does. A fuzzer tries one, drawn by the bytes: it gets further with more
 * inputs. */
extern bool fuzz_thorough;

/* Says what does not hold, and aborts. */
void fuzz_require(bool holds, const char *what);
/* Valid UTF-8 and no character that a reader cannot see: no control but line ends and tabs, no bidirectional or
 * invisible mark, no noncharacter. `what` names the text. Decoded here, not by the code under test. */
void fuzz_check_text(const char *bytes, size_t length, const char *what);
/* The same bytes. */
void fuzz_same(const struct pl_buffer *one, const struct pl_buffer *two, const char *what);
/* The messages as a user sees them, checked, appended to `out`. */
void fuzz_print(const struct pl_diagnostics *diagnostics, struct pl_buffer *out);
/* A plan in a format, as text that can be looked at: of a package its document. A format of documents is written as the first document that the
 * knowledge has; without one, nothing. */
void fuzz_write(const struct pl_plan *plan, const struct pl_format *format, enum pl_language language, struct pl_buffer *out);
/* A number that the bytes alone decide. */
uint32_t fuzz_hash(const uint8_t *data, size_t size);

#endif
