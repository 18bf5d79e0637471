/* SPDX-License-Identifier: MIT
 * A document of a plan in Markdown and in HTML: title, metadata and the sections.
 */
#include "report/sections.h"

#include <string.h>

#include "base/escape.h"

/* One `key: "text"` of the metadata: pandoc reads it as Markdown in YAML, so it is escaped for the one, then quoted for
 * the other. */
static void add_metadata(struct pl_doc *doc, const char *key, const char *text)
{
    struct pl_buffer escaped = {0};
    pl_escape_markdown(text, &escaped);
    pl_doc_raw(doc, key);
    pl_doc_raw(doc, ": \"");
    for (const char *p = pl_buffer_text(&escaped); *p != '\0'; p++) {
        if (*p == '"' || *p == '\\') {
            pl_buffer_add_char(doc->out, '\\');
        }
        pl_buffer_add_char(doc->out, *p);
    }
    pl_doc_raw(doc, "\"\n");
    pl_buffer_done(&escaped);
}

static void write(const struct pl_dialect *dialect, const struct pl_plan *plan, const struct pl_report_options *options,
                  struct pl_buffer *out)
{
    struct pl_doc doc;
    pl_doc_init(&doc, dialect, plan, options, out);
    if (options->front_matter && dialect == &pl_dialect_markdown) {
        struct pl_buffer text = {0};
        pl_doc_raw(&doc, "---\n");
        add_metadata(&doc, "title", pl_doc_title(&doc));
        add_metadata(&doc, "lang", doc.language == PL_FR ? "fr" : "en");
        pl_write_date(&text, doc.plan->today);
        add_metadata(&doc, "date", pl_buffer_text(&text));
        pl_buffer_clear(&text);
        pl_buffer_add_text(&text, "planner ");
        pl_buffer_add_text(&text, doc.options->version);
        add_metadata(&doc, "generator", pl_buffer_text(&text));
        pl_doc_raw(&doc, "---\n\n");
        pl_buffer_done(&text);
    } else {
        pl_doc_heading_text(&doc, 0, pl_doc_title(&doc));
    }
    pl_doc_subtitle(&doc);
    pl_doc_sections(&doc, 0, UINT32_MAX);
    pl_doc_finish(&doc);
}

void pl_write_markdown(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    write(&pl_dialect_markdown, plan, options, out);
}

void pl_write_html(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    write(&pl_dialect_html, plan, options, out);
}
