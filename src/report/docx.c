/* SPDX-License-Identifier: MIT
 * The blocks of a report in WordprocessingML. The package around them is in docx_package.c, the figures in
 * docx_figures.c, what makes their looks in docx_design.c.
 */
#include "report/docx.h"

#include <string.h>

#include "base/escape.h"

struct pl_docx *pl_docx_of(const struct pl_doc *doc)
{
    return doc->book;
}

/* ---- pieces ------------------------------------------------------------------------------------------------ */

static const char run_end[] = "</w:t></w:r>";

/* A run of the same looks as the one just before goes on with it. */
static void start_run(struct pl_doc *doc)
{
    struct pl_docx *docx = pl_docx_of(doc);
    enum { END = sizeof run_end - 1 };
    int looks = (doc->bold ? 2 : 0) + (doc->italic ? 1 : 0);
    size_t length = doc->out->length;
    bool goes_on = docx->run_in == doc->out && docx->run_end == length && docx->run_looks == looks && length >= END &&
                   memcmp(doc->out->data + length - END, run_end, END) == 0;
    docx->run_looks = looks;
    if (goes_on) {
        pl_buffer_cut(doc->out, length - END);
        return;
    }
    static const char *const starts[2][2] = {{"<w:r>", "<w:r><w:rPr><w:i/></w:rPr>"},
                                             {"<w:r><w:rPr><w:b/></w:rPr>", "<w:r><w:rPr><w:b/><w:i/></w:rPr>"}};
    pl_doc_raw(doc, starts[doc->bold][doc->italic]);
    pl_doc_raw(doc, "<w:t xml:space=\"preserve\">");
}

static void end_run(struct pl_doc *doc)
{
    struct pl_docx *docx = pl_docx_of(doc);
    pl_buffer_add(doc->out, run_end, sizeof run_end - 1);
    docx->run_in = doc->out;
    docx->run_end = doc->out->length;
}

void pl_docx_run(struct pl_doc *doc, const char *text)
{
    start_run(doc);
    pl_escape_html(text, doc->out);
    end_run(doc);
}

static void join(struct pl_doc *doc, const char *punctuation)
{
    if (*punctuation != '\0') {
        start_run(doc);
        pl_doc_raw(doc, punctuation);
        end_run(doc);
    }
}

static void link(struct pl_doc *doc, const char *title, const char *url)
{
    struct pl_docx *docx = pl_docx_of(doc);
    docx->links_count++;
    pl_markup_number(&docx->links, "<Relationship Id=\"plLink", docx->links_count,
                     "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" "
                     "TargetMode=\"External\" "
                     "Target=\"");
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%";
    static const char digits[] = "0123456789ABCDEF";
    struct pl_buffer safe = {0};
    for (const char *p = url; *p != '\0'; p++) {
        if (strchr(allowed, *p) != NULL) {
            pl_buffer_add_char(&safe, *p);
        } else {
            unsigned char byte = (unsigned char)*p;
            const char percents[] = {'%', digits[byte >> 4], digits[byte & 15], '\0'};
            pl_buffer_add_text(&safe, percents);
        }
    }
    pl_escape_html(pl_buffer_text(&safe), &docx->links);
    pl_buffer_done(&safe);
    pl_buffer_add_text(&docx->links, "\"/>");
    pl_markup_number(doc->out, "<w:hyperlink r:id=\"plLink", docx->links_count, "\"><w:r><w:rPr><w:rStyle w:val=\"");
    pl_doc_raw(doc, docx->design->ids[PL_DOCX_LINK]);
    pl_markup_text(doc->out, "\"/></w:rPr><w:t xml:space=\"preserve\">", title, "</w:t></w:r></w:hyperlink>");
}

/* ---- blocks ------------------------------------------------------------------------------------------------ */

static void open_paragraph(struct pl_doc *doc, enum pl_docx_style style)
{
    pl_docx_of(doc)->after_table = false;
    pl_doc_raw(doc, "<w:p><w:pPr><w:pStyle w:val=\"");
    pl_doc_raw(doc, pl_docx_of(doc)->design->ids[style]);
    pl_doc_raw(doc, "\"/>");
}

void pl_docx_start(struct pl_doc *doc, enum pl_docx_style style)
{
    open_paragraph(doc, style);
    pl_doc_raw(doc, "</w:pPr>");
}

static void end(struct pl_doc *doc)
{
    doc->flow = PL_FLOW_NONE;
}

static void heading(struct pl_doc *doc, int depth, const char *text)
{
    static const enum pl_docx_style styles[PL_DEPTHS] = {PL_DOCX_TITLE, PL_DOCX_HEADING_1, PL_DOCX_HEADING_2,
                                                         PL_DOCX_HEADING_3};
    struct pl_docx *docx = pl_docx_of(doc);
    end(doc);
    if (depth == 0) {
        docx->title = text;
    } else if (depth == 1 && docx->headings == 1) {
        docx->second = doc->out->length;
        docx->lead_end = 0; /* what leads up to the contents leads to nothing after them */
    }
    pl_docx_start(doc, styles[depth]);
    if (depth != 1) {
        pl_docx_run(doc, text);
        pl_doc_raw(doc, "</w:p>\n");
        return;
    }
    docx->headings++;
    pl_buffer_add_text(&docx->contents, docx->contents.length > 0 ? "</w:p>" : "");
    pl_buffer_add_text(&docx->contents, "<w:p><w:pPr><w:pStyle w:val=\"");
    pl_buffer_add_text(&docx->contents, docx->design->ids[PL_DOCX_CONTENTS]);
    pl_buffer_add_text(&docx->contents, "\"/></w:pPr>");
    if (docx->headings == 1) { /* the field begins within its first entry, as Word has it */
        pl_buffer_add_text(
            &docx->contents,
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o "
            "&quot;1-1&quot; \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>");
    }
    pl_markup_number(&docx->contents, "<w:hyperlink w:anchor=\"_Toc", docx->headings,
                     "\" w:history=\"1\"><w:r><w:t xml:space=\"preserve\">");
    pl_escape_html(text, &docx->contents);
    pl_buffer_add_text(&docx->contents, "</w:t></w:r></w:hyperlink>");
    pl_markup_number(doc->out, "<w:bookmarkStart w:id=\"", docx->headings, "\" w:name=\"_Toc");
    pl_markup_number(doc->out, "", docx->headings, "\"/>");
    pl_docx_run(doc, text);
    pl_markup_number(doc->out, "<w:bookmarkEnd w:id=\"", docx->headings, "\"/></w:p>\n");
}

static const char plain[] = "<w:p>"; /* in the default style */

static void paragraph(struct pl_doc *doc, enum pl_paragraph kind, bool start)
{
    struct pl_docx *docx = pl_docx_of(doc);
    bool is_plain = kind == PL_PARAGRAPH && !docx->titling;
    if (!start) {
        pl_doc_raw(doc, "</w:p>\n");
        docx->lead_end = is_plain ? doc->out->length : 0;
        return;
    }
    end(doc);
    docx->lead = doc->out->length;
    if (is_plain) {
        docx->after_table = false;
        pl_doc_raw(doc, plain);
    } else {
        pl_docx_start(doc, kind == PL_PARAGRAPH_VERDICT ? PL_DOCX_VERDICT : PL_DOCX_SUBTITLE);
    }
}

/* A plain paragraph that was just written stays on the page of the list or table that begins now. */
static void keep_lead(struct pl_doc *doc)
{
    struct pl_docx *docx = pl_docx_of(doc);
    if (docx->lead_end == 0 || docx->lead_end != doc->out->length) {
        return;
    }
    size_t from = docx->lead + sizeof plain - 1;
    struct pl_buffer rest = {0};
    pl_buffer_add(&rest, doc->out->data + from, docx->lead_end - from);
    pl_buffer_cut(doc->out, from);
    pl_doc_raw(doc, "<w:pPr><w:keepNext/></w:pPr>");
    pl_doc_raw(doc, pl_buffer_text(&rest));
    pl_buffer_done(&rest);
}

static void item(struct pl_doc *doc, uint32_t number, bool start)
{
    struct pl_docx *docx = pl_docx_of(doc);
    if (!start) {
        pl_doc_raw(doc, "</w:p>\n");
        return;
    }
    if (doc->flow == PL_FLOW_NONE) {
        keep_lead(doc);
    }
    if (number > 0 && (doc->flow != PL_FLOW_NUMBERS || number != docx->number + 1)) {
        docx->lists_count++;
        pl_markup_number(&docx->lists, "<w:num w:numId=\"", docx->design->first_list + docx->lists_count,
                         "\"><w:abstractNumId w:val=\"");
        pl_buffer_add_number(&docx->lists, docx->design->first_kind + 1, "");
        pl_markup_number(&docx->lists, "\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"", number,
                         "\"/></w:lvlOverride></w:num>");
    }
    doc->flow = number == 0 ? PL_FLOW_BULLETS : PL_FLOW_NUMBERS;
    docx->number = number;
    open_paragraph(doc, number == 0 ? PL_DOCX_BULLET : PL_DOCX_NUMBER);
    if (number > 0 || !docx->design->has_bullets) {
        pl_markup_number(doc->out, "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"",
                         docx->design->first_list + (number > 0 ? docx->lists_count : 0), "\"/></w:numPr>");
    }
    pl_doc_raw(doc, "</w:pPr>");
}

/* ---- tables ------------------------------------------------------------------------------------------------ */

void pl_docx_table_start(struct pl_doc *doc, const char *caption, const char *description, uint32_t free,
                         const uint32_t *widths, uint32_t count)
{
    const struct pl_docx_design *design = pl_docx_of(doc)->design;
    uint32_t sum = 0;
    end(doc);
    keep_lead(doc);
    if (*caption != '\0') {
        pl_docx_start(doc, PL_DOCX_CAPTION);
        pl_docx_run(doc, caption);
        pl_doc_raw(doc, "</w:p>\n");
    } else if (pl_docx_of(doc)->after_table) {
        pl_doc_raw(doc, "<w:p/>\n");
    }
    for (uint32_t i = 0; i < count; i++) {
        sum += widths[i];
    }
    pl_doc_raw(doc, "<w:tbl><w:tblPr><w:tblStyle w:val=\"");
    pl_doc_raw(doc, design->ids[PL_DOCX_TABLE]);
    pl_markup_number(doc->out, "\"/><w:tblW w:w=\"", sum,
                     "\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"");
    pl_markup_number(doc->out, "", free, "\" w:type=\"dxa\"/><w:right w:w=\"");
    pl_markup_number(doc->out, "", free,
                     "\" w:type=\"dxa\"/></w:tblCellMar><w:tblLook w:val=\"0620\" w:firstRow=\"1\" w:lastRow=\"0\" "
                     "w:firstColumn=\"0\" "
                     "w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>");
    pl_markup_text(doc->out, "<w:tblCaption w:val=\"", caption, "\"/>");
    pl_markup_text(doc->out, "<w:tblDescription w:val=\"", description, "\"/>");
    pl_doc_raw(doc, "</w:tblPr><w:tblGrid>");
    for (uint32_t i = 0; i < count; i++) {
        pl_markup_number(doc->out, "<w:gridCol w:w=\"", widths[i], "\"/>");
    }
    pl_doc_raw(doc, "</w:tblGrid>");
    pl_docx_of(doc)->in_row = false;
}

void pl_docx_table_end(struct pl_doc *doc)
{
    pl_doc_raw(doc, "</w:tr></w:tbl>\n");
    pl_docx_of(doc)->keeps = false;
    pl_docx_of(doc)->after_table = true;
}

void pl_docx_row(struct pl_doc *doc, bool repeats)
{
    pl_doc_raw(doc, pl_docx_of(doc)->in_row ? "</w:tr>\n" : "");
    pl_doc_raw(doc, repeats ? "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
                            : "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    pl_docx_of(doc)->in_row = true;
}

void pl_docx_cell(struct pl_doc *doc, uint32_t width, const char *colour, enum pl_docx_style style, bool right)
{
    pl_markup_number(doc->out, "<w:tc><w:tcPr><w:tcW w:w=\"", width, "\" w:type=\"dxa\"/>");
    if (*colour != '\0') {
        pl_doc_raw(doc, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"");
        pl_doc_raw(doc, colour);
        pl_doc_raw(doc, "\"/>");
    }
    pl_doc_raw(doc, "</w:tcPr>");
    open_paragraph(doc, style);
    pl_doc_raw(doc, pl_docx_of(doc)->keeps ? "<w:keepNext/>" : "");
    pl_doc_raw(doc, right ? "<w:jc w:val=\"right\"/></w:pPr>" : "</w:pPr>");
}

void pl_docx_cell_end(struct pl_doc *doc)
{
    pl_doc_raw(doc, "</w:p></w:tc>");
}

/* Of small text, in twentieths of a point; left and right of it; both, and what wide letters take more; a word that is
 * longer has a hyphen to be parted at. */
enum { CHARACTER = 94, FREE = 80, EDGES = 2 * FREE + 70, LONG_WORD = 18 };

/* What a column may be given: its longest word at least, its longest cell on one line at most, and in between in
 * proportion to its cells: the root of their mean square, since long ones make a row high. */
struct column {
    uint32_t least, most, usual;
};

static uint32_t root(uint64_t square)
{
    uint64_t found = 0;
    for (uint64_t step = UINT64_C(1) << 31; step > 0; step >>= 1) {
        found += (found + step) * (found + step) <= square ? step : 0;
    }
    return (uint32_t)found;
}

static uint64_t widths_at(const struct column *columns, uint32_t count, uint64_t scale, uint32_t *out_widths)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct column *column = &columns[i];
        uint64_t width = column->usual * scale >> 16;
        out_widths[i] = width < column->least ? column->least : width > column->most ? column->most : (uint32_t)width;
        sum += out_widths[i];
    }
    return sum;
}

/* Widths with which the cells of a row have about as many lines, so that rows are low; they fill the text. */
static uint32_t *share_out(struct pl_doc *doc, const struct pl_table *table)
{
    uint32_t count = table->columns;
    uint32_t *widths = pl_arena_array(doc->arena, count, sizeof *widths);
    struct column *columns = pl_arena_array(doc->arena, count, sizeof *columns);
    uint64_t whole = pl_docx_of(doc)->design->width;
    pl_table_words(table, widths);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t squares = 0;
        uint32_t most = 0;
        for (uint32_t c = i; c < table->count; c += count) {
            squares += (uint64_t)table->cells[c].width * table->cells[c].width;
            most = table->cells[c].width > most ? table->cells[c].width : most;
        }
        uint32_t least = widths[i] < LONG_WORD ? widths[i] : LONG_WORD;
        uint32_t usual = root(squares / (pl_table_rows(table) == 0 ? 1 : pl_table_rows(table)));
        columns[i] = (struct column){least * CHARACTER + EDGES, most * CHARACTER + EDGES, usual * CHARACTER + EDGES};
        columns[i].most = columns[i].most < columns[i].least ? columns[i].least : columns[i].most;
    }
    uint64_t scale = 0;
    for (uint64_t step = UINT64_C(1) << 24; step > 0;
         step >>= 1) { /* the largest at which they fit: at most 512 times what is usual */
        scale += widths_at(columns, count, scale + step, widths) <= whole ? step : 0;
    }
    uint64_t sum = widths_at(columns, count, scale, widths);
    uint64_t filled = 0;
    for (uint32_t i = 0; i < count; i++) {
        widths[i] = (uint32_t)(widths[i] * whole / sum);
        filled += widths[i];
    }
    widths[count - 1] += (uint32_t)(whole - filled);
    return widths;
}

/* Whether a column holds numbers alone, and dashes where there is none. */
static bool holds_numbers(const struct pl_table *table, uint32_t column)
{
    for (uint32_t i = column; i < table->count; i += table->columns) {
        enum pl_content content = table->cells[i].content;
        bool is_number = content == PL_OF_NUMBER || content == PL_OF_MINUTES || content == PL_OF_PERCENT;
        if (!is_number && table->cells[i].width > 1) {
            return false;
        }
    }
    return true;
}

static void table(struct pl_doc *doc, const struct pl_table *table)
{
    const uint32_t *widths = share_out(doc, table);
    pl_docx_table_start(doc, table->caption, table->caption, FREE, widths, table->columns);
    pl_docx_row(doc, true);
    for (uint32_t i = 0; i < table->columns; i++) {
        pl_docx_cell(doc, widths[i], "", PL_DOCX_CELL_TITLE, holds_numbers(table, i));
        pl_docx_run(doc, table->titles[i]);
        pl_docx_cell_end(doc);
    }
    for (uint32_t i = 0; i < table->count; i++) {
        uint32_t column = pl_table_column(table, i);
        if (column == 0) {
            pl_docx_of(doc)->keeps =
                table->count <= PL_DOCX_SMALL * table->columns && i + table->columns < table->count;
            pl_docx_row(doc, false);
        }
        pl_docx_cell(doc, widths[column], "", PL_DOCX_CELL, holds_numbers(table, column));
        pl_doc_raw(doc, table->cells[i].markup);
        pl_docx_cell_end(doc);
    }
    pl_docx_table_end(doc);
}

const struct pl_dialect pl_dialect_docx = {
    .begin = pl_docx_begin,
    .finish = pl_docx_finish,
    .heading = heading,
    .paragraph = paragraph,
    .item = item,
    .end = end,
    .table = table,
    .text = pl_docx_run,
    .join = join,
    .link = link,
    .between = ", ",
    .figure = pl_docx_figure,
};
