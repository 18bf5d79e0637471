/* SPDX-License-Identifier: MIT
 * What the blocks, the figures, the design and the package of docx share: WordprocessingML, ECMA-376 part 1,
 * transitional.
 */
#ifndef PL_REPORT_DOCX_H
#define PL_REPORT_DOCX_H

#include "base/xml.h"
#include "base/zip.h"
#include "report/doc.h"

#define PL_DOCX_WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define PL_DOCX_LINKS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PL_DOCX_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."

/* The styles that a document uses. Those of Word are found in a template by their names, which are the same in every
 * language. */
enum pl_docx_style {
    PL_DOCX_TITLE,
    PL_DOCX_SUBTITLE,
    PL_DOCX_HEADING_1,
    PL_DOCX_HEADING_2,
    PL_DOCX_HEADING_3,
    PL_DOCX_BULLET,
    PL_DOCX_NUMBER,
    PL_DOCX_CAPTION,
    PL_DOCX_CONTENTS_TITLE,
    PL_DOCX_CONTENTS,
    PL_DOCX_FOOTER,
    PL_DOCX_LINK,
    PL_DOCX_VERDICT,
    PL_DOCX_CELL,
    PL_DOCX_CELL_TITLE,
    PL_DOCX_HOUR,
    PL_DOCX_TABLE,
    PL_DOCX_STYLES
};

/* How documents look: as ours do, or as a template does. Read-only once made: documents of several threads share it. */
struct pl_docx_design {
    const char *styles[2]; /* word/styles.xml before and after the language of its texts */
    const char *ids[PL_DOCX_STYLES];
    bool has_bullets;     /* the style of bullets brings them */
    const char *lists[3]; /* word/numbering.xml: before our kinds of list, between them and our lists, after them */
    uint32_t first_kind, first_list; /* their numbers */
    const char *root;                /* the start of word/document.xml up to its body */
    const char *section;             /* of the page, at the end of its body */
    uint32_t width;                  /* of the text, in twentieths of a point */
    bool two_sided;                  /* left pages have headers and footers of their own */
    bool own_footer;
    /* What comes along from a template: its parts, as they are packed there, with what says what they are. */
    const char *relationships, *types;
    const struct pl_zip_entry **parts;
    uint32_t parts_count;
};

/* Our own. */
const struct pl_docx_design *pl_docx_design(struct pl_arena *arena);

/* The document at hand. */
struct pl_docx {
    const struct pl_docx_design *design;
    const char *title;
    struct pl_buffer body;     /* of word/document.xml so far */
    size_t second;             /* where its second section begins: the contents come before it; 0: there is none yet */
    struct pl_buffer *outside; /* what the package goes to */
    struct pl_buffer links;    /* relationships */
    struct pl_buffer contents; /* entries */
    struct pl_buffer lists;    /* numbered ones, each with its start */
    uint32_t links_count, headings, lists_count;
    uint32_t number;                /* of the newest numbered item */
    size_t lead, lead_end;          /* where the newest paragraph begins and ends in `out`; 0: it is not plain */
    const struct pl_buffer *run_in; /* where the newest run ends, and how it looks */
    size_t run_end;
    int run_looks;
    bool titling;     /* the paragraph at hand stands below the title */
    bool in_row;      /* of a table */
    bool keeps;       /* the row at hand stays on the page of the next */
    bool after_table; /* a paragraph must part it from what follows */
};
struct pl_docx *pl_docx_of(const struct pl_doc *doc);

/* A run of a text, bold or italic if the piece at hand is; the start of a paragraph in a style. */
void pl_docx_run(struct pl_doc *doc, const char *text);
void pl_docx_start(struct pl_doc *doc, enum pl_docx_style style);
/* A caption, and a table up to its rows: columns of these widths, so much left free on each side of a cell's text. The
 * description is for those who do not see it. */
void pl_docx_table_start(struct pl_doc *doc, const char *caption, const char *description, uint32_t free,
                         const uint32_t *widths, uint32_t count);
void pl_docx_table_end(struct pl_doc *doc);
/* Tables of so many rows at most stay on one page. */
enum { PL_DOCX_SMALL = 8 };
/* The start of a row; of a cell and its paragraph, shaded with a colour ("" for none); the end of the cell. */
void pl_docx_row(struct pl_doc *doc, bool repeats);
void pl_docx_cell(struct pl_doc *doc, uint32_t width, const char *colour, enum pl_docx_style style, bool right);
void pl_docx_cell_end(struct pl_doc *doc);
void pl_docx_figure(struct pl_doc *doc, enum pl_figure figure);
/* The document around its blocks. */
void pl_docx_begin(struct pl_doc *doc);
void pl_docx_finish(struct pl_doc *doc);

/* The style sheet, from src/report/docx.xml. */
extern const char pl_docx_styles[];

#endif
