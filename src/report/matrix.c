/* SPDX-License-Identifier: MIT
 * Audiences against platforms, in the blocks of a report: for the dialects that draw.
 */
#include "report/sections.h"

static bool is_in_matrix(const struct pl_choice *choice)
{
    return pl_decision_retains(choice->decision) && !choice->set_aside && choice->entry != PL_NONE;
}

/* How strong the strongest need is that concerns the audience and that the platform serves; "" for none. */
static const char *tie(const struct pl_doc *doc, uint32_t audience, const struct pl_choice *choice)
{
    const struct pl_knowledge *k = doc->knowledge;
    uint32_t strongest = PL_WEAK + 1;
    for (uint32_t need = 0; need < k->needs_count; need++) {
        bool ties = (choice->needs >> need & 1) != 0 && (k->needs[need].concerns >> audience & 1) != 0;
        if (ties && doc->plan->needs[need] == PL_TRUE && doc->plan->degrees[need] < strongest) {
            strongest = doc->plan->degrees[need];
        }
    }
    return strongest > PL_WEAK ? "" : pl_doc_label(doc, pl_degree_labels[strongest]);
}

void pl_doc_matrix(struct pl_doc *doc)
{
    const struct pl_knowledge *k = doc->knowledge;
    const struct pl_field *field = &k->fields[k->facts[PL_FACT_AUDIENCES]];
    const struct pl_cell *audiences = pl_plan_cell(doc->plan, PL_FACT_AUDIENCES);
    bool some = false;
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        some = some || is_in_matrix(&doc->plan->choices[i]);
    }
    if (!some || !pl_cell_is_known(field, audiences) || audiences->count == 0) {
        return;
    }
    const char *titles[PL_PLATFORMS_MAX + 1] = {pl_doc_label(doc, PL_L_COLUMN_AUDIENCE)};
    uint32_t columns = 1;
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        if (is_in_matrix(&doc->plan->choices[i])) {
            titles[columns++] = pl_doc_platform_name(doc, doc->plan->choices[i].platform);
        }
    }
    pl_doc_table_titles(doc, pl_doc_label(doc, PL_L_CAPTION_MATRIX), titles, columns);
    for (uint32_t i = 0; i < audiences->count; i++) {
        pl_doc_cell(
            doc, pl_doc_capital(doc, pl_field_value_label(doc->knowledge, field, audiences->order[i], doc->language)));
        for (uint32_t j = 0; j < doc->plan->choices_count; j++) {
            if (is_in_matrix(&doc->plan->choices[j])) {
                pl_doc_cell(doc, tie(doc, audiences->order[i], &doc->plan->choices[j]));
            }
        }
    }
    pl_doc_end(doc);
}
