/* SPDX-License-Identifier: MIT
 * Who cites what: one walk over everything in the knowledge that carries citations.
 */
#ifndef PL_LOAD_CITATIONS_H
#define PL_LOAD_CITATIONS_H

#include "model/knowledge.h"

/* `citation`: a claim, or a source after the claims. `by`: the id of what cites it. */
typedef void pl_citation_visit(void *state, uint32_t citation, const char *by);

/* Rules, platforms of a catalogue and the needs they serve, fates, elections, edits of the circuit. */
void pl_citations_visit(const struct pl_knowledge *knowledge, pl_citation_visit *visit, void *state);

#endif
