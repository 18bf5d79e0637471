/* SPDX-License-Identifier: MIT
 * Names that a user may have meant: the nearest one, a letter that only looks right, the field's proper place, the list
 * of all. Words the help of diagnostics; decides nothing.
 */
#ifndef PL_LOAD_NAMES_H
#define PL_LOAD_NAMES_H

#include "model/knowledge.h"
#include "yaml/node.h"

struct pl_names {
    const struct pl_knowledge *knowledge;
    const struct pl_source *source;
    struct pl_arena *arena;
    struct pl_diagnostics *diagnostics;
};

/* Gives the newest error, about a misspelt name, its help; false if no name of the scope is near. */
bool pl_names_suggest(const struct pl_names *names, struct pl_view written, uint32_t scope, bool values);
/* Whether some name of the scope is near enough to be meant. */
bool pl_names_near(const struct pl_names *names, struct pl_view written, uint32_t scope, bool values);
/* The names of a scope as the vocabulary orders them, "a, b, c"; in French the aliases. */
const char *pl_names_list(const struct pl_names *names, uint32_t scope, bool values, enum pl_language language);
/* The error about a field that does not exist in a scope. */
void pl_names_unknown_field(const struct pl_names *names, const struct pl_node *key, uint32_t scope);

#endif
