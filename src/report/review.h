/* SPDX-License-Identifier: MIT
 * An adopted plan looked at again, in every format of a plan; and how far its steps have come.
 */
#ifndef PL_REPORT_REVIEW_H
#define PL_REPORT_REVIEW_H

#include "model/review.h"
#include "report/report.h"

typedef void pl_review_writer(const struct pl_review *review, const struct pl_report_options *options,
                              struct pl_buffer *out);
pl_review_writer pl_write_review_json;
/* The roadmap of today, in which what is no longer called for is cancelled. */
pl_review_writer pl_write_review_ics;
/* By the names of pl_formats, in their order; ended by a NULL name. */
extern const struct pl_review_format {
    const char *name;
    const struct pl_dialect *dialect; /* NULL: it has a writer of its own */
    pl_review_writer *write;
} pl_review_formats[];
void pl_write_review(const struct pl_review_format *format, const struct pl_review *review,
                     const struct pl_report_options *options, struct pl_buffer *out);

/* The steps of a plan with their states, in Markdown. */
void pl_write_progress(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out);

#endif
