/* SPDX-License-Identifier: MIT
 * Views of the editorial part of a plan: tables and lists that documents name. One with nothing to say says nothing.
 */
#ifndef PL_REPORT_VIEWS_H
#define PL_REPORT_VIEWS_H

#include "report/block_stub.h"

typedef void pl_view(struct pl_doc *doc, const struct pl_block *block);

pl_view pl_view_rubrics, pl_view_tone, pl_view_week, pl_view_posts;
pl_view pl_view_budget, pl_view_training, pl_view_options;
pl_view pl_view_crisis, pl_view_messages, pl_view_indicators;

#endif
