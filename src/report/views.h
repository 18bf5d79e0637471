/* SPDX-License-Identifier: MIT
 * The views of documents, one function each: a view says what a block shows of the plan. One with nothing to say says nothing, not even a
 * heading. model/views.def names them.
 */
#ifndef PL_REPORT_VIEWS_H
#define PL_REPORT_VIEWS_H

#include "report/doc.h"

typedef void pl_view(struct pl_doc *doc, const struct pl_block *block);
/* By enum pl_view_id. */
extern pl_view *const pl_views[];

/* Says how many items a block has cut, where it says so. */
void pl_doc_rest(struct pl_doc *doc, const struct pl_block *block, uint32_t left);
/* How many of `count` items a block shows. */
uint32_t pl_block_shows(const struct pl_block *block, uint32_t count);
/* Whether a block is limited to this word. */
bool pl_block_only(const struct pl_doc *doc, const struct pl_block *block, const char *word);

#endif
