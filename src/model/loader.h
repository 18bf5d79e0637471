/* SPDX-License-Identifier: MIT
 * A folder of knowledge, read, checked and settled into tables.
 */
#ifndef PL_MODEL_LOADER_H
#define PL_MODEL_LOADER_H

#include "model/knowledge.h"

struct pl_loaded; /* owns the tables */

/* Reads the folder. NULL after at least one error. The diagnostics point into texts that `*out_loaded`, or on failure
 * the arena of the diagnostics, keeps. */
struct pl_loaded *pl_knowledge_load(const char *folder, struct pl_diagnostics *diagnostics);
const struct pl_knowledge *pl_loaded_knowledge(const struct pl_loaded *loaded);
/* The files that were read, by position, as long as the diagnostics they were loaded with are kept; NULL after the
 * last. */
const char *pl_loaded_file(const struct pl_loaded *loaded, size_t position);
void pl_loaded_free(struct pl_loaded *loaded);

#endif
