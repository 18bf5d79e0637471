/* SPDX-License-Identifier: MIT
 * The sections of the report in order, whatever its format. The table is the report's outline.
 */
#include "report/sections.h"

#include "base/date.h"

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

const enum pl_label pl_section_titles[] = {
    PL_L_SECTION_DECISION, PL_L_SECTION_KNOWN, PL_L_SECTION_READINESS,  PL_L_SECTION_CIRCUIT, PL_L_SECTION_ROLES,
    PL_L_SECTION_GOALS, PL_L_SECTION_PLATFORMS, PL_L_SECTION_CONDUCT, PL_L_SECTION_LAW, PL_L_SECTION_MEANS,
    PL_L_SECTION_INDICATORS, PL_L_SECTION_ROADMAP, PL_L_SECTION_QUESTIONS, PL_L_SECTION_PROOF,
};
_Static_assert(sizeof pl_section_titles / sizeof *pl_section_titles == sizeof pl_section_ids / sizeof *pl_section_ids - 1,
               "each section has its title");

void pl_doc_title(const struct pl_doc *doc, struct pl_buffer *out)
{
    const char *const arguments[3] = {pl_plan_text(doc->plan, PL_FACT_NAME), NULL, NULL};
    pl_say_label(out, doc->knowledge, PL_L_TITLE, doc->language, arguments);
}

void pl_doc_subtitle(struct pl_doc *doc)
{
    struct pl_buffer date = {0};
    struct pl_buffer facts = {0};
    const char *until = pl_text(doc->knowledge, doc->knowledge->editions[doc->plan->edition].date);
    int64_t day = 0;
    pl_say_date(&date, doc->plan->today, doc->knowledge, doc->language);
    if (pl_date_parse(pl_view_of(until), &day)) {
        pl_say_date(&facts, day, doc->knowledge, doc->language);
    } else { /* of another knowledge: as it is written */
        pl_buffer_add_text(&facts, until);
    }
    pl_doc_say(doc, PL_L_SUBTITLE, date.data, facts.data, NULL);
    pl_buffer_done(&date);
    pl_buffer_done(&facts);
}

void pl_doc_sections(struct pl_doc *doc, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end && i < sizeof sections / sizeof *sections; i++) {
        if (doc->options->sections == 0 || (doc->options->sections >> i & 1) != 0) {
            doc->section = sections[i].id;
            sections[i].write(doc);
        }
    }
}
