/* SPDX-License-Identifier: MIT
 * What is read and checked: a folder of knowledge, settled into tables, and a profile.
 */
#ifndef PL_LOAD_LOADER_H
#define PL_LOAD_LOADER_H

#include "model/profile.h"

struct pl_loaded; /* owns the tables */

/* Reads the folder. NULL after at least one error. The diagnostics point into texts that `*out_loaded`, or on failure
 * the arena of the diagnostics, keeps. */
struct pl_loaded *pl_knowledge_load(const char *folder, struct pl_diagnostics *diagnostics);
const struct pl_knowledge *pl_loaded_knowledge(const struct pl_loaded *loaded);
/* The files that were read, by position, as long as the diagnostics they were loaded with are kept; NULL after the
 * last. */
const char *pl_loaded_file(const struct pl_loaded *loaded, size_t position);
void pl_loaded_free(struct pl_loaded *loaded);

/* Reads a profile. `today` (days) dates the warning about days to come, and says which states of steps have come. All
 * errors of the file are added; false if there is one. Memory comes from `arena`. */
bool pl_profile_load(const struct pl_knowledge *knowledge, const struct pl_source *source, int64_t today,
                     struct pl_arena *arena, struct pl_diagnostics *diagnostics, struct pl_profile *out_profile);
/* The same of a node of the file that holds one. */
struct pl_node;
bool pl_profile_read(const struct pl_knowledge *knowledge, const struct pl_source *source, const struct pl_node *root,
                     int64_t today, struct pl_arena *arena, struct pl_diagnostics *diagnostics,
                     struct pl_profile *out_profile);
/* The same of a part that need not say what a profile must. */
bool pl_profile_read_part(const struct pl_knowledge *knowledge, const struct pl_source *source,
                          const struct pl_node *root, int64_t today, struct pl_arena *arena,
                          struct pl_diagnostics *diagnostics, struct pl_profile *out_profile);

#endif
