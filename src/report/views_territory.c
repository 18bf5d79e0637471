/* SPDX-License-Identifier: MIT
 * Views of what the official register says: where a commune stands, and how many others would read the same.
 */
#include <string.h>

#include "model/register.h"
#include "report/sections.h"

/* The intercommunal authority, and the communes nearest in size. */
void pl_view_territory(struct pl_doc *doc, const struct pl_block *block)
{
    const char *code = pl_plan_cell(doc->plan, PL_FACT_CODE)->text;
    bool is_commune = pl_cell_choice(pl_plan_cell(doc->plan, PL_FACT_KIND)) == PL_KIND_COMMUNE;
    struct pl_territory territory;
    if (code == NULL || !is_commune || !pl_register_territory(code, &territory)) {
        return;
    }
    pl_say_territory(pl_doc_scratch(doc), doc->knowledge, &territory, doc->language);
    if (doc->scratch.length > 0) {
        pl_doc_paragraph(doc, pl_doc_kept(doc));
    }
    pl_say_neighbours(pl_doc_scratch(doc), doc->knowledge, &territory, pl_block_shows(block, PL_NEIGHBOURS),
                      doc->language);
    if (doc->scratch.length > 0) {
        pl_doc_paragraph(doc, pl_doc_kept(doc));
    }
}

/* A plan drawn from the register alone: how many share it, and which answers would make it the authority's own. */
void pl_view_sameness(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_knowledge *k = doc->knowledge;
    const struct pl_plan *plan = doc->plan;
    bool is_commune = pl_cell_choice(pl_plan_cell(plan, PL_FACT_KIND)) == PL_KIND_COMMUNE;
    const char *count = pl_doc_number(doc, pl_plan_cell(plan, PL_FACT_ALIKE)->low);
    struct pl_buffer *answers = pl_doc_scratch(doc);
    for (uint32_t i = 0; i < pl_block_shows(block, plan->questions_count); i++) {
        pl_buffer_add_text(answers, i > 0 ? ", " : "");
        pl_buffer_add_text(answers, pl_text_in(k, pl_plan_asked(plan, plan->questions[i].field)->label, doc->language));
    }
    const char *named = pl_doc_kept(doc);
    pl_doc_say(doc, is_commune ? PL_L_SAMENESS : PL_L_SAMENESS_OTHERS, pl_plan_cell(plan, PL_FACT_NAME)->text, count,
               named);
}
