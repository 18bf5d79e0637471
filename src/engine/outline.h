/* SPDX-License-Identifier: MIT
 * What of a document is to be printed for a plan. Formats nothing.
 */
#ifndef PL_ENGINE_OUTLINE_H
#define PL_ENGINE_OUTLINE_H

#include "model/plan.h"

/* The blocks of a document (an index) whose conditions certainly hold, of an act those that may hold too, and those of
 * the sections they stand in. `sections`, ended by NULL: only these, in the order of the document; what it lacks is
 * taken from the full report. NULL: all. */
struct pl_outline pl_outline_make(const struct pl_plan *plan, uint32_t document, const char *const *sections);
/* Whether a document, or the full report, has a section of that name. */
bool pl_document_has(const struct pl_knowledge *knowledge, uint32_t document, const char *section);
/* The facts that documents alone look at, and the documents that the plan calls for; once the rest of the plan is made.
 */
void pl_outline_facts(struct pl_plan *plan);

#endif
