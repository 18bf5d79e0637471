/* SPDX-License-Identifier: MIT
 * One pass over the raw bytes, before any parser: encodings, control and invisible characters, files that are no
 * profile at all. Knows bytes only.
 */
#ifndef PL_YAML_BYTES_H
#define PL_YAML_BYTES_H

#include "base/diagnostic.h"

/* Whether the bytes are text that a YAML parser may see. False after at least one error; warnings may be added too. */
bool pl_bytes_check(const struct pl_source *source, struct pl_diagnostics *diagnostics);

#endif
