/* SPDX-License-Identifier: MIT
 * The views of documents, one function each: a view says what a block shows of the plan. One with nothing to say says
 * nothing, not even a heading. model/views.def names them.
 */
#ifndef PL_REPORT_VIEWS_H
#define PL_REPORT_VIEWS_H

#include "report/doc.h"

typedef void pl_view(struct pl_doc *doc, const struct pl_block *block);
#define PL_VIEW(name, function, id, only) pl_view pl_view_##function;
#include "model/views.def"
#undef PL_VIEW
/* By enum pl_view_id. */
extern pl_view *const pl_views[];

/* Says how many items a block has cut, where it says so. */
void pl_doc_rest(struct pl_doc *doc, const struct pl_block *block, uint32_t left);
/* Whether a block shows the item that comes after `before` others; how many of `count` items it shows. */
bool pl_block_takes(const struct pl_block *block, uint32_t before);
uint32_t pl_block_shows(const struct pl_block *block, uint32_t count);
/* Whether a block is limited to this word; whether it shows what the word says: limited to it, or to none. */
bool pl_block_wants(const struct pl_doc *doc, const struct pl_block *block, const char *word);
bool pl_block_only(const struct pl_doc *doc, const struct pl_block *block, const char *word);

#endif
