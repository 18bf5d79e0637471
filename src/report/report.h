/* SPDX-License-Identifier: MIT
 * The formats a plan can be written in, and their options. A writer reads the plan and appends to a buffer; it
 * evaluates nothing and prints nothing.
 */
#ifndef PL_REPORT_REPORT_H
#define PL_REPORT_REPORT_H

#include <stdint.h>

#include "base/buffer.h"
#include "model/comparison.h"

struct pl_docx_design;

struct pl_report_options {
    enum pl_language language;
    const struct pl_outline *outline; /* what to print, of formats that are documents */
    uint32_t sections;                /* bit i: table i of a format that holds tables; 0: the first, or all */
    int heading_level;                /* of the title: 1 to 4 */
    bool front_matter;                /* metadata for pandoc before the report */
    bool names_town;                  /* tables: two columns more, the name and the code of the authority */
    const char *links;   /* ending of the files that stand beside the document, to link to; NULL: there are none */
    const char *version; /* of the program */
    const struct pl_docx_design *design; /* docx: that of a template; NULL: our own */
};

typedef void pl_writer(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out);

/* How the reports of several towns follow one another in one stream. */
enum pl_sequence { PL_ONE_AFTER_THE_OTHER, PL_UNDER_ONE_HEADER, PL_NEVER_TOGETHER };

struct pl_format {
    const char *name; /* as after --format */
    pl_writer *write;
    const char *extension;     /* of its files, without the dot */
    const char *const *tables; /* as after --sections, ended by NULL: it holds one of them, the first (of xlsx all) by
                                  default; NULL: it holds none */
    bool is_document;          /* it is written from an outline, whose sections --sections names */
    enum pl_sequence sequence;
    bool is_binary; /* what it writes is no text */
};
/* Ended by a NULL name. */
extern const struct pl_format pl_formats[];
/* NULL: there is none. */
const struct pl_format *pl_format_named(const char *name);

/* The tables of the plan, as after --sections; ended by NULL. */
extern const char *const pl_table_ids[];

pl_writer pl_write_markdown;
pl_writer pl_write_html;
pl_writer pl_write_docx;
pl_writer pl_write_json;
/* One table, with commas or for French spreadsheets; the roadmap as a calendar. */
pl_writer pl_write_csv;
pl_writer pl_write_csv_french;
/* All tables, or those that are named, as sheets of a workbook. */
pl_writer pl_write_xlsx;
pl_writer pl_write_ics;
/* The validation circuit alone: the section of the report and the week drawn in text; or as JSON. */
pl_writer pl_write_chain;
pl_writer pl_write_chain_json;
/* The open questions alone, as JSON. */
pl_writer pl_write_questions_json;

/* The looks of a docx, for documents that are to look like it. They point into its bytes, and belong to the arena. NULL
 * if it is no zip whose directory can be trusted, if it holds no document of Word, or if its styles cannot be read. */
enum pl_docx_fault { PL_DOCX_DAMAGED, PL_DOCX_NO_DOCUMENT, PL_DOCX_NO_STYLES };
const struct pl_docx_design *pl_docx_template(struct pl_view bytes, struct pl_arena *arena,
                                              enum pl_docx_fault *out_fault);

/* Two plans compared. */
typedef void pl_comparison_writer(const struct pl_comparison *comparison, const struct pl_report_options *options,
                                  struct pl_buffer *out);
pl_comparison_writer pl_write_comparison_json;
/* The formats of a comparison, among those of a plan; ended by a NULL name. */
extern const struct pl_comparison_format {
    const char *name;
    const struct pl_dialect *dialect; /* NULL: it has a writer of its own */
    pl_comparison_writer *write;
} pl_comparison_formats[];
void pl_write_comparison(const struct pl_comparison_format *format, const struct pl_comparison *comparison,
                         const struct pl_report_options *options, struct pl_buffer *out);

#endif
