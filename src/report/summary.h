/* SPDX-License-Identifier: MIT
 * Many towns at a glance: one row a town, and for people what they have in common (overview.h). Where rows stream,
 * memory does not grow with them; for people names and reports of all towns are held.
 */
#ifndef PL_REPORT_SUMMARY_H
#define PL_REPORT_SUMMARY_H

#include "report/doc.h"
#include "report/gist.h"

enum pl_summary_format {
    PL_SUMMARY_CSV,        /* RFC 4180: commas, points, canonical words */
    PL_SUMMARY_CSV_FRENCH, /* for French spreadsheets: byte order mark, semicolons, decimal commas, words */
    PL_SUMMARY_JSONL,      /* one object a line */
    PL_SUMMARY_MARKDOWN,   /* a table, then the pivot */
    PL_SUMMARY_HTML,       /* the same as a page */
    PL_SUMMARY_XLSX,       /* the same as sheets of a workbook */
    PL_SUMMARY_FORMATS
};
extern const char *const pl_summary_words[]; /* as after --summary-format, ended by NULL */

/* What became of a town. */
enum pl_outcome {
    PL_OUTCOME_DONE,
    PL_OUTCOME_UNCHANGED,
    PL_OUTCOME_ERRORS,
    PL_OUTCOME_UNREADABLE,
    PL_OUTCOME_NOT_WRITTEN,
    PL_OUTCOMES
};
extern const char *const pl_outcome_words[];

/* One town of a batch. */
struct pl_summary_town {
    const char *source;         /* the file it came from */
    const char *const *reports; /* the files of its reports, one a document */
    uint32_t reports_count;     /* 0: there is none */
    enum pl_outcome outcome;
    const struct pl_gist *gist;           /* NULL: it could not be planned, and what follows is not known */
    const char *name, *code, *department; /* "" where they are not stated */
    int64_t population;                   /* PL_UNSAID: not stated */
};

/* A summary on its way to `out`, which may be emptied between two towns where the format has one row a line (not a
 * page, not a workbook). Of `options` it needs the language and the version. `folder` is where the reports are from
 * where the summary is, as a URL with a slash at its end, "" for the same; NULL: nothing is linked. */
struct pl_summary;
struct pl_summary *pl_summary_new(const struct pl_knowledge *knowledge, enum pl_summary_format format, int64_t today,
                                  const struct pl_report_options *options, const char *folder, struct pl_buffer *out);
void pl_summary_add(struct pl_summary *summary, const struct pl_summary_town *town);
/* Writes what comes after the rows, and lets go of it. */
void pl_summary_end(struct pl_summary *summary);

/* By finding, by step, by platform, by stratum of population and by department: how many towns, and the first of them.
 */
struct pl_pivot;
struct pl_pivot *pl_pivot_new(const struct pl_knowledge *knowledge);
void pl_pivot_free(struct pl_pivot *pivot);
void pl_pivot_add(struct pl_pivot *pivot, const struct pl_summary_town *town);
void pl_pivot_write(struct pl_pivot *pivot, struct pl_doc *doc);

#endif
