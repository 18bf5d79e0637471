/* SPDX-License-Identifier: MIT
 * The Markdown report: title, metadata and the sections in order. The table is the report's outline.
 */
#include "report/sections.h"

#include <string.h>

#include "base/escape.h"

static const struct section {
    const char *id;
    void (*write)(struct pl_doc *doc);
} sections[] = {
    {"decision", pl_section_decision},   {"known", pl_section_known},           {"readiness", pl_section_readiness},
    {"circuit", pl_section_circuit},     {"roles", pl_section_roles},           {"goals", pl_section_goals},
    {"platforms", pl_section_platforms}, {"conduct", pl_section_conduct},       {"law", pl_section_law},
    {"means", pl_section_means},         {"indicators", pl_section_indicators}, {"roadmap", pl_section_roadmap},
    {"questions", pl_section_questions}, {"proof", pl_section_proof},
};

const char *const pl_section_ids[] = {"decision",   "known",     "readiness", "circuit", "roles",
                                      "goals",      "platforms", "conduct",   "law",     "means",
                                      "indicators", "roadmap",   "questions", "proof",   NULL};
_Static_assert(sizeof sections / sizeof *sections == sizeof pl_section_ids / sizeof *pl_section_ids - 1,
               "each section has its name");

static void add_title(struct pl_doc *doc, struct pl_buffer *out)
{
    const char *const arguments[3] = {pl_profile_text(doc->plan->profile, PL_FACT_NAME), NULL, NULL};
    pl_say_label(out, doc->knowledge, PL_L_TITLE, doc->language, arguments);
}

static void say_subtitle(struct pl_doc *doc)
{
    struct pl_buffer date = {0};
    struct pl_buffer year = {0};
    pl_say_date(&date, doc->plan->today, doc->knowledge, doc->language);
    pl_buffer_add_number(&year, doc->knowledge->editions[doc->plan->edition].year, "");
    pl_doc_say(doc, PL_L_SUBTITLE, date.data, year.data, NULL);
    pl_buffer_done(&date);
    pl_buffer_done(&year);
}

/* One `key: "text"` of the metadata, quoted so that nothing in it is markup of YAML. */
static void add_metadata(struct pl_doc *doc, const char *key, const char *text)
{
    struct pl_buffer clean = {0};
    pl_text_clean(text, &clean);
    pl_doc_raw(doc, key);
    pl_doc_raw(doc, ": \"");
    for (const char *p = pl_buffer_text(&clean); *p != '\0'; p++) {
        if (*p == '"' || *p == '\\') {
            pl_buffer_add_char(doc->out, '\\');
        }
        pl_buffer_add_char(doc->out, *p);
    }
    pl_doc_raw(doc, "\"\n");
    pl_buffer_done(&clean);
}

static void say_front_matter(struct pl_doc *doc)
{
    struct pl_buffer text = {0};
    pl_doc_raw(doc, "---\n");
    add_title(doc, &text);
    add_metadata(doc, "title", pl_buffer_text(&text));
    add_metadata(doc, "lang", doc->language == PL_FR ? "fr" : "en");
    pl_buffer_clear(&text);
    pl_write_date(&text, doc->plan->today);
    add_metadata(doc, "date", pl_buffer_text(&text));
    pl_buffer_clear(&text);
    pl_buffer_add_text(&text, "planner ");
    pl_buffer_add_text(&text, doc->options->version);
    add_metadata(doc, "generator", pl_buffer_text(&text));
    pl_doc_raw(doc, "---\n\n");
    pl_buffer_done(&text);
}

void pl_write_markdown(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    struct pl_doc doc;
    pl_doc_init(&doc, &pl_dialect_markdown, plan, options, out);
    if (options->front_matter) {
        say_front_matter(&doc);
    } else {
        struct pl_buffer title = {0};
        add_title(&doc, &title);
        pl_doc_heading_text(&doc, 0, pl_buffer_text(&title));
        pl_buffer_done(&title);
    }
    say_subtitle(&doc);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (options->sections == 0 || (options->sections >> i & 1) != 0) {
            sections[i].write(&doc);
        }
    }
    while (out->length >= 2 && memcmp(out->data + out->length - 2, "\n\n", 2) == 0) { /* one line end at the end */
        out->data[--out->length] = '\0';
    }
    pl_doc_done(&doc);
}
