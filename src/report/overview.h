/* SPDX-License-Identifier: MIT
 * The towns of a summary taken together: who stands where, what blocks, what comes first, which hours lack, who could
 * share, how far they have come; each with its report to link to. It holds what is said of every town, but of plans
 * only as many gists as differ.
 */
#ifndef PL_REPORT_OVERVIEW_H
#define PL_REPORT_OVERVIEW_H

#include "report/summary.h"

struct pl_overview;
struct pl_overview *pl_overview_new(const struct pl_knowledge *knowledge, const char *folder);
void pl_overview_free(struct pl_overview *overview);
/* Copies what it keeps. */
void pl_overview_add(struct pl_overview *overview, const struct pl_summary_town *town);
uint32_t pl_overview_count(const struct pl_overview *overview);
const struct pl_summary_town *pl_overview_town(const struct pl_overview *overview, uint32_t index);
/* The sections, one after another; nothing where no town was planned. */
void pl_overview_write(const struct pl_overview *overview, struct pl_doc *doc);
/* The towns as tables of a few columns, folded by department: for so many that a row with all columns would be too
 * much. */
void pl_overview_write_towns(const struct pl_overview *overview, struct pl_doc *doc);

/* A cell with the name of a town, linked to its report; one with its reports. `folder`: where these are from where the
 * summary is, as a URL; NULL: nowhere. */
void pl_say_town(struct pl_doc *doc, const struct pl_summary_town *town, const char *folder);
void pl_say_reports(struct pl_doc *doc, const struct pl_summary_town *town, const char *folder);
/* Hours a week that lack; PL_UNSAID: not known. */
int64_t pl_gist_missing(const struct pl_gist *gist);

/* Departments as the map shows them: the number of towns, and how many of them are held up. */
struct pl_map_department {
    const char *code;
    uint32_t towns, held_up, settled; /* settled: their verdict is known */
};
struct pl_map {
    const struct pl_map_department *departments;
    uint32_t count;
};
/* A shape on the drawing of the country, made from src/knowledge/map; ended by an empty code. */
struct pl_shape {
    const char *code;
    int16_t left, top, right, bottom, x, y; /* where it lies, and where its number stands */
    const char *path;                       /* M, l and z; whole numbers */
};
extern const struct pl_shape pl_map_shapes[];
/* Draws doc->drawn, a struct pl_map, in a page, and begins its figure; ends it where that is NULL. */
void pl_html_map(struct pl_doc *doc);

#endif
