/* SPDX-License-Identifier: MIT
 * What a document asks of a view, until documents are data.
 */
#ifndef PL_REPORT_BLOCK_STUB_H
#define PL_REPORT_BLOCK_STUB_H

#include "report/doc.h"

struct pl_block {
    uint32_t most;    /* items; 0: all */
    const char *only; /* the kind of items; NULL: every kind */
};

/* Says that so many items are left out; nothing for none. */
void pl_doc_rest(struct pl_doc *doc, const struct pl_block *block, uint32_t left);

#endif
