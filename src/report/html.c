/* SPDX-License-Identifier: MIT
 * The blocks of a report in HTML: sections with their landmarks, tables with captions and scopes. The page around them is in html_page.c, the
 * figures in html_figures.c.
 */
#include "report/html.h"

#include "base/escape.h"

void pl_html_text(struct pl_doc *doc, const char *text)
{
    pl_escape_html(text, doc->out);
}

void pl_html_raw(struct pl_doc *doc, const char *markup)
{
    pl_buffer_add_text(doc->out, markup);
}

void pl_html_number(struct pl_doc *doc, int64_t number)
{
    pl_buffer_add_number(doc->out, number, "");
}

static void end(struct pl_doc *doc)
{
    static const char *const ends[] = {[PL_BLOCK_NONE] = "",
                                       [PL_BLOCK_BULLETS] = "</ul>\n",
                                       [PL_BLOCK_NUMBERS] = "</ol>\n",
                                       [PL_BLOCK_TABLE] = "</tbody></table></div>\n"};
    pl_html_raw(doc, ends[doc->block]);
    doc->block = PL_BLOCK_NONE;
}

/* A heading of the first depth opens a section, and the contents name it. */
static void start_section(struct pl_doc *doc, const char *text)
{
    struct pl_buffer *contents = &doc->page->contents;
    pl_html_end_section(doc);
    doc->page->in_section = true;
    const char *const pieces[] = {"<section id=\"", doc->section, "\" aria-labelledby=\"", doc->section, "-title\">\n"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        pl_html_raw(doc, pieces[i]);
    }
    pl_buffer_add_text(contents, "<li><a href=\"#");
    pl_buffer_add_text(contents, doc->section);
    pl_buffer_add_text(contents, "\">");
    pl_escape_html(text, contents);
    pl_buffer_add_text(contents, "</a></li>\n");
}

void pl_html_end_section(struct pl_doc *doc)
{
    end(doc);
    if (doc->page->in_section) {
        pl_html_raw(doc, "</section>\n");
    }
    doc->page->in_section = false;
}

static void heading(struct pl_doc *doc, int depth, const char *text)
{
    end(doc);
    if (depth == 1) {
        start_section(doc, text);
        pl_html_raw(doc, "<h2 id=\"");
        pl_html_raw(doc, doc->section);
        pl_html_raw(doc, "-title\">");
    } else {
        pl_html_raw(doc, "<h3>");
    }
    pl_html_text(doc, text);
    pl_html_raw(doc, depth == 1 ? "</h2>\n" : "</h3>\n");
}

static void paragraph(struct pl_doc *doc, enum pl_paragraph kind, bool start)
{
    static const char *const starts[] = {[PL_PARAGRAPH] = "<p>", [PL_PARAGRAPH_VERDICT] = "<p class=\"verdict\">"};
    if (start) {
        end(doc);
    }
    pl_html_raw(doc, start ? starts[kind] : "</p>\n");
}

static void item(struct pl_doc *doc, uint32_t number, bool start)
{
    enum pl_flow list = number == 0 ? PL_BLOCK_BULLETS : PL_BLOCK_NUMBERS;
    if (start && doc->block != list) {
        end(doc);
        pl_html_raw(doc, number == 0 ? "<ul>\n" : "<ol>\n");
        doc->block = list;
    }
    pl_html_raw(doc, start ? "<li>" : "</li>\n");
}

void pl_html_table_start(struct pl_doc *doc, const char *caption)
{
    end(doc);
    doc->page->tables++;
    pl_html_raw(doc, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"table-");
    pl_html_number(doc, doc->page->tables);
    pl_html_raw(doc, "\"><table>\n<caption id=\"table-");
    pl_html_number(doc, doc->page->tables);
    pl_html_raw(doc, "\">");
    pl_html_text(doc, caption);
    pl_html_raw(doc, "</caption>\n<thead><tr>");
    doc->block = PL_BLOCK_TABLE;
}

void pl_html_column(struct pl_doc *doc, const char *title)
{
    pl_html_raw(doc, "<th scope=\"col\">");
    pl_html_text(doc, title);
    pl_html_raw(doc, "</th>");
}

void pl_html_columns_end(struct pl_doc *doc)
{
    pl_html_raw(doc, "</tr></thead>\n<tbody>\n");
    doc->column = 0;
}

static void table(struct pl_doc *doc, const char *caption, const enum pl_label *columns, uint32_t count)
{
    pl_html_table_start(doc, caption);
    for (uint32_t i = 0; i < count; i++) {
        pl_html_column(doc, pl_doc_label(doc, columns[i]));
    }
    pl_html_columns_end(doc);
}

static void cell(struct pl_doc *doc, bool start)
{
    bool head = doc->column == 0;
    if (start) {
        pl_html_raw(doc, head ? "<tr><th scope=\"row\">" : "<td>");
    } else {
        pl_html_raw(doc, head ? "</th>" : "</td>");
        doc->column++;
    }
}

static void row_end(struct pl_doc *doc)
{
    pl_html_raw(doc, "</tr>\n");
    doc->column = 0;
}

static void strong(struct pl_doc *doc, bool start)
{
    pl_html_raw(doc, start ? "<strong>" : "</strong>");
}

static void emphasis(struct pl_doc *doc, bool start)
{
    pl_html_raw(doc, start ? "<em>" : "</em>");
}

static void link(struct pl_doc *doc, const char *title, const char *url)
{
    pl_html_raw(doc, "<a href=\"");
    pl_escape_html(url, doc->out);
    pl_html_raw(doc, "\" rel=\"noreferrer\">");
    pl_html_text(doc, title);
    pl_html_raw(doc, "</a>");
}

const struct pl_dialect pl_dialect_html = {
    .heading = heading,
    .paragraph = paragraph,
    .item = item,
    .table = table,
    .cell = cell,
    .row_end = row_end,
    .end = end,
    .text = pl_html_text,
    .strong = strong,
    .emphasis = emphasis,
    .link = link,
    .figure = pl_html_figure,
};
