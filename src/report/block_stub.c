/* SPDX-License-Identifier: MIT
 * See block_stub.h: it goes with documents as data.
 */
#include "report/block_stub.h"

void pl_doc_rest(struct pl_doc *doc, const struct pl_block *block, uint32_t left)
{
    (void)doc;
    (void)block;
    (void)left;
}
