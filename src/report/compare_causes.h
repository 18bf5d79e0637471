/* SPDX-License-Identifier: MIT
 * What the article on a comparison is made with: the names of the two sides, and causes as sentences.
 */
#ifndef PL_REPORT_COMPARE_CAUSES_H
#define PL_REPORT_COMPARE_CAUSES_H

#include "report/doc.h"

/* What tells the two plans apart. */
enum pl_mode { PL_BY_PROFILE, PL_BY_EDITION, PL_BY_DATE, PL_BY_REVIEW };

struct pl_collation {
    struct pl_doc doc;
    const struct pl_comparison *comparison;
    enum pl_mode mode;
    const char *names[PL_SIDES]; /* of the sides: a town, a file, "2011 edition" or a day */
    const char *years[PL_SIDES]; /* of the editions */
};

/* What it holds lives as long as its document. */
void pl_collation_init(struct pl_collation *collation, const struct pl_dialect *dialect,
                       const struct pl_comparison *comparison, const struct pl_report_options *options,
                       struct pl_buffer *out);

/* "Only in the {1} edition:", by mode, and what fills it in. */
extern const enum pl_label pl_only_labels[];
const char *pl_only_name(const struct pl_collation *collation, uint32_t side);
/* The causes of a difference as sentences, plain text. */
const char *pl_doc_causes(struct pl_collation *collation, const struct pl_difference *difference);

#endif
