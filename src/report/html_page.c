/* SPDX-License-Identifier: MIT
 * What is around the blocks of a page of HTML: head with a content security policy that allows its style sheet and
 * nothing else, the page for elected members, the contents, the sections.
 */
#include <sha2.h>
#include <string.h>

#include "report/html.h"
#include "report/sections.h"

enum { CONTENTS_FROM = 4 }; /* sections; a page of fewer needs none */

static void add_head(struct pl_doc *doc, const char *title)
{
    const char *language = doc->language == PL_FR ? "fr" : "en";
    pl_doc_raw(doc, "<!DOCTYPE html>\n<html lang=\"");
    pl_doc_raw(doc, language);
    pl_doc_raw(doc, "\">\n<head>\n<meta charset=\"utf-8\">\n");
    uint8_t hash[SHA256_DIGEST_LENGTH];
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)pl_html_style, strlen(pl_html_style));
    SHA256Final(hash, &context);
    pl_doc_raw(doc, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
    size_t length = sizeof hash;
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        uint32_t group = 0;
        for (size_t b = 0; b < 3; b++) {
            group = group << 8 | (i + b < length ? hash[i + b] : 0u);
        }
        for (size_t d = 0; d < 4; d++) {
            bool filled = i + d <= length;
            pl_buffer_add_char(doc->out, filled ? digits[group >> (18 - 6 * d) & 63] : '=');
        }
    }
    pl_doc_raw(doc, "'; base-uri 'none'; form-action 'none'\">\n");
    pl_markup_text(
        doc->out,
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" "
        "content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" "
        "content=\"planner ",
        doc->options->version, "\">\n<title>");
    pl_html_text(doc, title);
    pl_doc_raw(doc, "</title>\n<style>");
    pl_doc_raw(doc, pl_html_style);
    pl_doc_raw(doc, "</style>\n</head>\n<body>\n");
}

void pl_html_begin(struct pl_doc *doc)
{
    struct pl_page *page = pl_arena_alloc(&doc->own, sizeof *page);
    *page = (struct pl_page){.title = "", .outside = doc->out};
    doc->page = page;
    doc->out = &page->body;
}

/* The head, the title and what introduces it, of a document from an outline its first section, the contents, the
 * others. */
void pl_html_finish(struct pl_doc *doc)
{
    struct pl_page *page = doc->page;
    pl_html_end_section(doc);
    pl_html_end_lead(doc);
    doc->out = page->outside;
    bool is_short = pl_doc_is_short(doc);
    bool has_contents = page->sections >= CONTENTS_FROM && !is_short;
    size_t length = page->body.length;
    size_t first = doc->options->outline == NULL ? page->lead : page->second > 0 ? page->second : length;
    const char *body = pl_buffer_text(&page->body);
    add_head(doc, page->title);
    if (has_contents) {
        pl_doc_raw(doc, "<a class=\"jump\" href=\"#");
        pl_doc_raw(doc, "contents");
        pl_markup_text(doc->out, "\">", pl_doc_label(doc, PL_L_JUMP_TO_CONTENTS), "</a>\n");
    }
    pl_doc_raw(doc, is_short ? "<main class=\"short\">\n<header>\n<h1>" : "<main>\n<header>\n<h1>");
    pl_html_text(doc, page->title);
    pl_doc_raw(doc, "</h1>\n");
    pl_buffer_add(doc->out, body, page->lead);
    pl_doc_raw(doc, "</header>\n");
    pl_buffer_add(doc->out, body + page->lead, first - page->lead);
    if (has_contents) {
        pl_markup_text(doc->out, "<nav id=\"contents\" aria-labelledby=\"contents-title\">\n<h2 id=\"contents-title\">",
                       pl_doc_label(doc, PL_L_CONTENTS), "</h2>\n<ol>\n");
        pl_buffer_add(doc->out, pl_buffer_text(&doc->page->contents), doc->page->contents.length);
        pl_doc_raw(doc, "</ol>\n</nav>\n");
    }
    pl_buffer_add(doc->out, body + first, length - first);
    pl_doc_raw(doc, "</main>\n</body>\n</html>\n");
    doc->out->failed = doc->out->failed || page->body.failed;
    pl_buffer_done(&page->body);
    pl_buffer_done(&page->contents);
}
