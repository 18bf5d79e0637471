/* SPDX-License-Identifier: MIT
 * The blocks of a report in HTML: sections with their landmarks, tables with captions and scopes. The page around them
 * is in html_page.c, the figures in html_figures.c.
 */
#include "report/html.h"

#include "base/escape.h"

void pl_html_text(struct pl_doc *doc, const char *text)
{
    pl_escape_html(text, doc->out);
}

static void end(struct pl_doc *doc)
{
    static const char *const ends[] = {
        [PL_FLOW_NONE] = "", [PL_FLOW_BULLETS] = "</ul>\n", [PL_FLOW_NUMBERS] = "</ol>\n"};
    pl_doc_raw(doc, ends[doc->flow]);
    doc->flow = PL_FLOW_NONE;
}

void pl_html_end_section(struct pl_doc *doc)
{
    end(doc);
    if (doc->page->in_section) {
        pl_doc_raw(doc, "</section>\n");
    }
    doc->page->in_section = false;
}

void pl_html_end_lead(struct pl_doc *doc)
{
    doc->page->lead = doc->page->lead == 0 ? doc->out->length : doc->page->lead;
}

static void heading(struct pl_doc *doc, int depth, const char *text)
{
    end(doc);
    doc->page->heading = text;
    if (depth == 0) { /* the page puts it where it belongs */
        doc->page->title = text;
        return;
    }
    if (depth == 1) {
        struct pl_buffer *contents = &doc->page->contents;
        pl_html_end_section(doc);
        doc->page->in_section = true;
        pl_html_end_lead(doc);
        doc->page->second = ++doc->page->sections == 2 ? doc->out->length : doc->page->second;
        const char *const pieces[] = {"<section id=\"", doc->section, "\" aria-labelledby=\"", doc->section,
                                      "-title\">\n"};
        for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
            pl_doc_raw(doc, pieces[i]);
        }
        pl_buffer_add_text(contents, "<li><a href=\"#");
        pl_buffer_add_text(contents, doc->section);
        pl_markup_text(contents, "\">", text, "</a></li>\n");
        pl_doc_raw(doc, "<h2 id=\"");
        pl_doc_raw(doc, doc->section);
        pl_doc_raw(doc, "-title\">");
    } else {
        pl_doc_raw(doc, "<h3>");
    }
    pl_html_text(doc, text);
    pl_doc_raw(doc, depth == 1 ? "</h2>\n" : "</h3>\n");
}

static void paragraph(struct pl_doc *doc, enum pl_paragraph kind, bool start)
{
    static const char *const starts[] = {[PL_PARAGRAPH] = "<p>", [PL_PARAGRAPH_VERDICT] = "<p class=\"verdict\">"};
    if (start) {
        end(doc);
    }
    pl_doc_raw(doc, start ? starts[kind] : "</p>\n");
}

static void item(struct pl_doc *doc, uint32_t number, bool start)
{
    enum pl_flow list = number == 0 ? PL_FLOW_BULLETS : PL_FLOW_NUMBERS;
    if (start && doc->flow != list) {
        end(doc);
        pl_doc_raw(doc, number == 0 ? "<ul>\n" : "<ol>\n");
        doc->flow = list;
    }
    pl_doc_raw(doc, start ? "<li>" : "</li>\n");
}

static void table(struct pl_doc *doc, const struct pl_table *table)
{
    end(doc);
    pl_html_end_lead(doc);
    doc->page->tables++;
    pl_markup_number(doc->out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"table-",
                     doc->page->tables, "\"><table>\n<caption id=\"table-");
    bool heard =
        doc->page->heading != NULL && strcmp(doc->page->heading, table->caption) == 0; /* it is not seen twice */
    pl_markup_number(doc->out, "", doc->page->tables, heard ? "\" class=\"heard\">" : "\">");
    pl_html_text(doc, table->caption);
    pl_doc_raw(doc, "</caption>\n<thead><tr>");
    for (uint32_t i = 0; i < table->columns; i++) {
        pl_markup_text(doc->out, "<th scope=\"col\">", table->titles[i], "</th>");
    }
    pl_doc_raw(doc, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < table->count; i++) {
        bool head = pl_table_column(table, i) == 0;
        pl_doc_raw(doc, head ? "<tr><th scope=\"row\">" : "<td>");
        pl_doc_raw(doc, table->cells[i].markup);
        pl_doc_raw(doc, head ? "</th>" : "</td>");
        pl_doc_raw(doc, pl_table_column(table, i + 1) == 0 ? "</tr>\n" : "");
    }
    pl_doc_raw(doc, "</tbody></table></div>\n");
}

static void link(struct pl_doc *doc, const char *title, const char *url)
{
    pl_doc_raw(doc, "<a href=\"");
    pl_escape_html(url, doc->out);
    pl_markup_text(doc->out, "\" rel=\"noreferrer\">", title, "</a>");
}

static void fold(struct pl_doc *doc, const char *summary)
{
    end(doc);
    if (*summary == '\0') {
        pl_doc_raw(doc, "</details>\n");
    } else {
        pl_html_end_lead(doc);
        pl_doc_raw(doc, "<details><summary>");
        pl_html_text(doc, summary);
        pl_doc_raw(doc, "</summary>\n");
    }
}

const struct pl_dialect pl_dialect_html = {
    .begin = pl_html_begin,
    .finish = pl_html_finish,
    .heading = heading,
    .paragraph = paragraph,
    .item = item,
    .end = end,
    .table = table,
    .text = pl_html_text,
    .join = pl_doc_raw,
    .strong = {"<strong>", "</strong>"},
    .emphasis = {"<em>", "</em>"},
    .link = link,
    .between = ", ",
    .figure = pl_html_figure,
    .fold = fold,
};
