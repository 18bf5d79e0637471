/* SPDX-License-Identifier: MIT
 * Building blocks of a report: headings, paragraphs, lists, tables, figures. Views call these and know no format; a
 * dialect says how each block is written. Every text passes the escape of the dialect here, so that a view never writes
 * a raw one. Knows nothing of what it says.
 *
 * Headings wait for what they head: one that nothing follows is never written. A table is a value: it is written once
 * its last row is known. Texts that are made for a document live as long as it does.
 */
#ifndef PL_REPORT_DOC_H
#define PL_REPORT_DOC_H

#include "report/report.h"
#include "report/values.h"

/* What a figure shows: a dialect that draws has one, and the views say in text and tables what it says. */
enum pl_figure {
    PL_FIGURE_CARDS,
    PL_FIGURE_MATRIX,
    PL_FIGURE_WEEK,
    PL_FIGURE_WAITS,
    PL_FIGURE_TIME_LINE,
    PL_FIGURE_OWN, /* what doc->draw draws */
    PL_FIGURES
};

/* A paragraph that a dialect may set apart. */
enum pl_paragraph { PL_PARAGRAPH, PL_PARAGRAPH_VERDICT };

/* What a cell of a table holds. Those that are numbers have theirs beside their words: days since 1970-01-01, minutes,
 * whole percents. */
enum pl_content {
    PL_OF_TEXT,
    PL_OF_CODE,
    PL_OF_LIST,
    PL_OF_NUMBER,
    PL_OF_TENTHS,
    PL_OF_DATE,
    PL_OF_MINUTES,
    PL_OF_PERCENT,
    PL_CONTENTS
};
struct pl_value_cell {
    enum pl_content content;
    bool known; /* a number that is not known has words alone; a list may be of one number */
    int64_t number;
    const char *markup;      /* as the dialect writes it */
    uint32_t width, longest; /* characters of its text, and of its longest word */
};
struct pl_table {
    const char *id; /* "" or that of a table that programs read */
    const char *caption;
    const char **titles;
    uint32_t columns;
    struct pl_value_cell *cells; /* row by row */
    uint32_t count, room;        /* of cells */
    uint32_t identifiers;        /* bit i: column i is for programs; for people it comes last */
    bool goes_on;                /* it was begun, and rows before these were written */
};

enum { PL_DEPTHS = 4 }; /* of headings, the title's among them */

/* The rows of a table, and the column of a cell. */
static inline uint32_t pl_table_rows(const struct pl_table *table)
{
    return table->columns == 0 ? 0 : table->count / table->columns;
}

static inline uint32_t pl_table_column(const struct pl_table *table, uint32_t cell)
{
    return table->columns == 0 ? 0 : cell % table->columns;
}

struct pl_doc;

/* How the blocks are written. `start` tells whether a piece begins or ends. A dialect of data (`is_data`) writes
 * tables, and what their cells hold as text: it has `table`, `text` and `join`, perhaps `heading`, and leaves the
 * others out; what stands outside tables is not written. */
struct pl_dialect {
    void (*begin)(struct pl_doc *doc); /* before all blocks, and after them; NULL: there is nothing to do */
    void (*finish)(struct pl_doc *doc);
    void (*heading)(struct pl_doc *doc, int depth, const char *text);
    void (*paragraph)(struct pl_doc *doc, enum pl_paragraph kind, bool start);
    void (*item)(struct pl_doc *doc, uint32_t number, bool start);
    void (*end)(struct pl_doc *doc); /* of the list at hand */
    void (*table)(struct pl_doc *doc, const struct pl_table *table);
    void (*text)(struct pl_doc *doc, const char *text);
    void (*join)(struct pl_doc *doc, const char *punctuation); /* words of the program that are markup in no dialect */
    const char *strong[2], *emphasis[2];                       /* what stands around such a piece; NULL: nothing */
    void (*code)(struct pl_doc *doc, const char *text);        /* what is typed as it stands; NULL: as text */
    void (*link)(struct pl_doc *doc, const char *title, const char *url);
    void (*figure)(struct pl_doc *doc, enum pl_figure figure); /* NULL: it draws none */
    /* What can be unfolded under a summary, "" at its end; NULL: it folds nothing. */
    void (*fold)(struct pl_doc *doc, const char *summary);
    const char *between; /* the items of a list in one cell */
    bool is_data;        /* tables alone: what is empty stays so, numbers and days are bare */
    bool is_canonical;   /* for programs: identifiers where there is a choice, and where they stand */
    char point;          /* of decimals; 0: that of the language */
};
extern const struct pl_dialect pl_dialect_markdown, pl_dialect_html, pl_dialect_docx, pl_dialect_csv,
    pl_dialect_csv_french, pl_dialect_jsonl, pl_dialect_xlsx, pl_dialect_man;

enum pl_flow { PL_FLOW_NONE, PL_FLOW_BULLETS, PL_FLOW_NUMBERS };

struct pl_page;
struct pl_doc {
    const struct pl_dialect *dialect;
    struct pl_buffer *out;
    const struct pl_plan *plan; /* NULL: it is about none */
    const struct pl_knowledge *knowledge;
    int64_t today; /* its day */
    const struct pl_report_options *options;
    enum pl_language language;
    struct pl_buffer scratch; /* free for the view at hand */
    struct pl_buffer making;  /* of the texts made below */
    struct pl_arena *arena;   /* of the texts and tables of the document */
    struct pl_arena own;
    const char *section;            /* its id */
    uint8_t *cited;                 /* by citation: whether the plan rests on it; NULL: not asked for yet */
    const char *leads[PL_DEPTHS];   /* by depth: a paragraph that waits as its heading does, or NULL */
    const char *waiting[PL_DEPTHS]; /* by depth: a heading that nothing has followed yet, or NULL */
    bool coded[PL_DEPTHS];          /* by depth: that heading is code */
    struct pl_table table;          /* at hand, while `columns` is not 0 */
    struct pl_buffer cell;          /* what its next cell holds so far */
    struct pl_buffer *outside;      /* `out` while a cell is written */
    struct pl_value_cell value;     /* of the next cell */
    bool streams;      /* a row is written as soon as it is whole, and forgotten: the arena may go with it */
    bool bold, italic; /* how the piece at hand looks */
    /* The dialect's own: */
    enum pl_flow flow;                /* the list at hand */
    struct pl_page *page;             /* of HTML */
    void *book;                       /* of formats that are written by a library */
    void (*draw)(struct pl_doc *doc); /* PL_FIGURE_OWN, of `drawn`; HTML */
    const void *drawn;
};

/* The language of a document: that asked for, of an act of French law French. */
enum pl_language pl_report_language(const struct pl_report_options *options);
/* A document about a plan, or about none. */
void pl_doc_init(struct pl_doc *doc, const struct pl_dialect *dialect, const struct pl_plan *plan,
                 const struct pl_report_options *options, struct pl_buffer *out);
void pl_doc_init_bare(struct pl_doc *doc, const struct pl_dialect *dialect, const struct pl_knowledge *knowledge,
                      int64_t today, const struct pl_report_options *options, struct pl_buffer *out);
/* Writes what ends a document; both let go of all that it holds. */
void pl_doc_finish(struct pl_doc *doc);
void pl_doc_done(struct pl_doc *doc);

/* A section and its title, one level below that of the document; a heading `depth` levels below. */
void pl_doc_section(struct pl_doc *doc, const char *id, const char *title);
void pl_doc_heading(struct pl_doc *doc, int depth, enum pl_label label);
void pl_doc_heading_text(struct pl_doc *doc, int depth, const char *text);
void pl_doc_heading_code(struct pl_doc *doc, int depth, const char *text);
/* A paragraph under the heading of a depth, or before whatever comes next (the last depth); it waits for it as a
 * heading does. */
void pl_doc_lead(struct pl_doc *doc, int depth, const char *text);
/* A paragraph of its own from a plain text, or from a label with its arguments; or in pieces. */
void pl_doc_paragraph(struct pl_doc *doc, const char *text);
void pl_doc_say(struct pl_doc *doc, enum pl_label label, const char *first, const char *second, const char *third);
void pl_doc_paragraph_start(struct pl_doc *doc, enum pl_paragraph kind);
void pl_doc_paragraph_end(struct pl_doc *doc, enum pl_paragraph kind);
/* Pieces of a paragraph, an item or a cell. */
void pl_doc_text(struct pl_doc *doc, const char *text);
void pl_doc_bold(struct pl_doc *doc, const char *text);
void pl_doc_emphasis(struct pl_doc *doc, const char *text);
void pl_doc_code(struct pl_doc *doc, const char *text);
void pl_doc_link(struct pl_doc *doc, const char *title, const char *url);
/* Spaces and punctuation between pieces: words of the program that are markup in no dialect. */
void pl_doc_join(struct pl_doc *doc, const char *punctuation);
/* The same, in which `this` is code. */
void pl_doc_words(struct pl_doc *doc, const char *words);
/* An item of a list, bulleted (`number` 0) or numbered: in pieces, or of one text. */
void pl_doc_item(struct pl_doc *doc, uint32_t number);
void pl_doc_item_end(struct pl_doc *doc);
void pl_doc_item_text(struct pl_doc *doc, uint32_t number, const char *text);
/* A table: its columns, then cells row by row. One without rows is not written. */
void pl_doc_table(struct pl_doc *doc, const char *caption, const enum pl_label *columns, uint32_t count);
void pl_doc_table_titles(struct pl_doc *doc, const char *caption, const char *const *titles, uint32_t count);
void pl_doc_cell(struct pl_doc *doc, const char *text);
void pl_doc_cell_code(struct pl_doc *doc, const char *text);
void pl_doc_cell_number(struct pl_doc *doc, int64_t number);
void pl_doc_cell_tenths(struct pl_doc *doc, int64_t tenths);
void pl_doc_cell_date(struct pl_doc *doc, int64_t days);
void pl_doc_cell_minutes(struct pl_doc *doc, int64_t minutes);
void pl_doc_cell_percent(struct pl_doc *doc, int64_t percent);
/* A list, its items apart. */
void pl_doc_cell_list(struct pl_doc *doc, const char *const *items, uint32_t count);
/* The same in pieces. */
void pl_doc_cell_start(struct pl_doc *doc);
void pl_doc_cell_end(struct pl_doc *doc);
/* What each column of a table needs, in characters: a short cell all of it, a long one a third of what goes beyond. */
void pl_table_needs(const struct pl_table *table, uint32_t *out_needs);
/* The longest word of each alone; one of more than 30 characters counts as 30. */
void pl_table_words(const struct pl_table *table, uint32_t *out_longest);
/* Ends the list or table at hand. */
void pl_doc_end(struct pl_doc *doc);
/* What is shown at first by its summary alone, where the dialect folds. */
void pl_doc_fold(struct pl_doc *doc, const char *summary);
void pl_doc_fold_end(struct pl_doc *doc);
/* A figure, where the dialect draws. */
void pl_doc_figure(struct pl_doc *doc, enum pl_figure figure);

/* For dialects: a number, or a text escaped for HTML and XML, between two pieces of markup. */
void pl_markup_number(struct pl_buffer *out, const char *before, int64_t number, const char *after);
void pl_markup_text(struct pl_buffer *out, const char *before, const char *text, const char *after);
/* Markup as it is; for writers that know only Markdown a line end, an empty line unless there is one. */
void pl_doc_raw(struct pl_doc *doc, const char *markup);
void pl_doc_line_end(struct pl_doc *doc);
void pl_doc_blank(struct pl_doc *doc);

/* Every field of a profile, and the facts derived from them. */
void pl_write_reference(struct pl_doc *doc);

/* ---- texts; those below live as long as the document ---- */

/* A label as plain text; with {1}, {2}, {3} filled in. */
const char *pl_doc_label(const struct pl_doc *doc, enum pl_label label);
const char *pl_doc_format(struct pl_doc *doc, enum pl_label label, const char *first, const char *second,
                          const char *third);
/* Empties the scratch buffer and returns it; keeps what it holds as a text. */
struct pl_buffer *pl_doc_scratch(struct pl_doc *doc);
const char *pl_doc_kept(struct pl_doc *doc);
/* The text of a rule or of any entry, placeholders filled. */
const char *pl_doc_fill(struct pl_doc *doc, struct pl_text2 text);
/* The text with its first letter in upper case. */
const char *pl_doc_capital(struct pl_doc *doc, const char *text);
/* A number, days and minutes as the reader writes them. */
const char *pl_doc_number(struct pl_doc *doc, int64_t number);
const char *pl_doc_date(struct pl_doc *doc, int64_t days);
const char *pl_doc_minutes(struct pl_doc *doc, int64_t minutes);
/* A number without separators. */
const char *pl_doc_digits(struct pl_doc *doc, int64_t number);
/* "Loire (42)"; the code alone where nobody knows it. */
const char *pl_doc_department(struct pl_doc *doc, const char *code);

#endif
