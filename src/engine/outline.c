/* SPDX-License-Identifier: MIT
 * See outline.h.
 */
#include "engine/outline.h"

#include <string.h>

#include "engine/alike.h"
#include "engine/evaluate.h"

/* Of a step a document asks whether the plan has it, not what its condition says alone. */
static enum pl_truth may_hold(const struct pl_plan *plan, struct pl_range terms)
{
    const struct pl_evaluation evaluation = {plan->knowledge, plan->cells,   plan->terms,
                                             plan->told,      plan->edition, PL_NONE};
    return terms.count == 0 ? PL_TRUE : pl_evaluate_terms(&evaluation, terms);
}

static bool holds(const struct pl_plan *plan, struct pl_range terms)
{
    return may_hold(plan, terms) == PL_TRUE;
}

/* Whether a block is shown: yes, no, or as an alternative of an act, which says its premise in words. */
static enum pl_truth is_offered(const struct pl_plan *plan, const struct pl_block *block)
{
    enum pl_truth truth = may_hold(plan, block->terms);
    return truth == PL_UNKNOWN && block->premise.in[PL_FR] == 0 ? PL_FALSE : truth;
}

/* What a clause leaves to be filled in, each once. */
static void add_blanks(const struct pl_plan *plan, const struct pl_block *block, struct pl_outline *outline)
{
    const struct pl_knowledge *k = plan->knowledge;
    for (const char *p = strchr(pl_text(k, block->text.in[PL_FR]), '{'); p != NULL; p = strchr(p + 1, '{')) {
        uint32_t blank = pl_knowledge_placeholder(k, PL_TO_BLANK, (struct pl_view){p + 1, strcspn(p + 1, "}")});
        if (blank != PL_NONE && !pl_plan_fills(plan, blank) && !pl_list_has(&outline->blanks, blank)) {
            pl_list_add(&outline->blanks, plan->arena, blank);
        }
    }
}

static bool is_among(const char *const *sections, const char *section, uint32_t *out_position)
{
    for (uint32_t i = 0; sections[i] != NULL; i++) {
        if (strcmp(sections[i], section) == 0) {
            *out_position = i;
            return true;
        }
    }
    return false;
}

/* Adds the blocks of a document; where sections are named, those of the ones that no document before had. `found`, by
 * position in `sections`: the number of the document that has it, 0 while none has. */
static void add_blocks(const struct pl_plan *plan, const struct pl_document *document, const char *const *sections,
                       uint8_t *found, uint8_t number, struct pl_outline *outline)
{
    const struct pl_knowledge *k = plan->knowledge;
    bool is_act = document->draft.in[PL_FR] != 0;
    bool shown = sections == NULL;
    uint32_t left = UINT32_MAX; /* single items that the section may still show */
    for (uint32_t i = document->blocks.first; i < document->blocks.first + document->blocks.count; i++) {
        const struct pl_block *block = &k->blocks[i];
        if (block->kind == PL_BLOCK_SECTION) {
            uint32_t at = 0;
            bool wanted = sections == NULL || (is_among(sections, pl_text(k, block->section), &at) &&
                                               (found[at] == 0 || found[at] == number));
            found[at] = sections != NULL && wanted ? number : found[at];
            shown = wanted && is_offered(plan, block) != PL_FALSE;
            left = block->most == 0 ? UINT32_MAX : block->most;
        }
        bool is_item = block->kind == PL_BLOCK_ITEM;
        enum pl_truth truth = is_offered(plan, block);
        if (shown && (!is_item || left > 0) && truth != PL_FALSE) {
            left -= is_item;
            pl_list_add(&outline->blocks, plan->arena, i);
            if (truth == PL_UNKNOWN) {
                pl_list_add(&outline->open, plan->arena, i);
            }
            if (is_act) {
                add_blanks(plan, block, outline);
            }
        }
    }
}

struct pl_outline pl_outline_make(const struct pl_plan *plan, uint32_t document, const char *const *sections)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_outline outline = {.document = &k->documents[document], .words = k->documents[document].words};
    uint32_t count = 0;
    while (sections != NULL && sections[count] != NULL) {
        count++;
    }
    uint8_t *found = pl_arena_array(plan->arena, (size_t)count + 1, sizeof *found);
    add_blocks(plan, outline.document, sections, found, 1, &outline);
    for (uint32_t i = 0; i < count; i++) {
        if (found[i] == 0) {
            pl_list_add(&outline.from_full, plan->arena, i);
        }
    }
    if (outline.from_full.count > 0) {
        add_blocks(plan, &k->documents[pl_position(k, PL_TO_DOCUMENT, "full")], sections, found, 2, &outline);
    }
    struct pl_range smaller = outline.document->smaller;
    for (uint32_t i = smaller.first; i < smaller.first + smaller.count; i++) {
        if (holds(plan, k->budgets[i].terms)) {
            outline.words = k->budgets[i].words;
            break;
        }
    }
    return outline;
}

static bool has_section(const struct pl_knowledge *k, uint32_t document, const char *section)
{
    struct pl_range blocks = k->documents[document].blocks;
    for (uint32_t i = blocks.first; i < blocks.first + blocks.count; i++) {
        if (k->blocks[i].kind == PL_BLOCK_SECTION && strcmp(pl_text(k, k->blocks[i].section), section) == 0) {
            return true;
        }
    }
    return false;
}

bool pl_document_has(const struct pl_knowledge *k, uint32_t document, const char *section)
{
    return has_section(k, document, section) || has_section(k, pl_position(k, PL_TO_DOCUMENT, "full"), section);
}

/* Accounts run, nothing known blocks or hinders and nothing may block, no binding duty that the profile could say is
 * met is left undone, and no account is to be opened or left. */
static bool is_in_order(const struct pl_plan *plan)
{
    static const enum pl_fact acts[] = {PL_FACT_TO_OPEN, PL_FACT_TO_LEAVE, PL_FACT_TO_REST};
    bool in_order = plan->running == PL_TRUE && plan->lowest != PL_NOT_YET && plan->highest == PL_READY;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        in_order = in_order && pl_plan_cell(plan, acts[i])->high == 0;
    }
    for (uint32_t i = 0; i < plan->duties.count && in_order; i++) {
        uint32_t duty = plan->duties.items[i];
        bool binds = plan->rules[duty] == PL_TRUE && plan->knowledge->rules[duty].grade == PL_BINDING;
        in_order = !binds || plan->knowledge->rules[duty].done.count == 0 || plan->done[duty] != PL_FALSE;
    }
    return in_order;
}

/* Whether a step of the plan that is not set aside has this act for a draft. Acts state the law that the latest edition
 * knows. */
static bool is_called_for(const struct pl_plan *plan, const struct pl_document *act)
{
    bool called = false;
    bool latest = plan->edition + 1 == plan->knowledge->editions_count;
    for (uint32_t i = 0; latest && i < plan->steps.count && !called; i++) {
        called = !plan->spans[i].put_off && plan->knowledge->rules[plan->steps.items[i]].draft == act->id;
    }
    return called;
}

void pl_outline_facts(struct pl_plan *plan)
{
    /* The truth of the rules as documents see it. */
    const struct pl_knowledge *k = plan->knowledge;
    uint8_t *told = pl_arena_array(plan->arena, k->rules_count + 1, 1);
    for (uint32_t i = 0; i < k->rules_count; i++) {
        told[i] = k->rules[i].concludes == PL_STEP ? PL_FALSE : plan->rules[i];
    }
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        told[plan->steps.items[i]] = PL_TRUE;
    }
    plan->told = told;
    struct pl_cell *village = &plan->cells[plan->knowledge->facts[PL_FACT_IS_VILLAGE]];
    bool is_village = pl_plan_cell(plan, PL_FACT_VILLAGE)->low == PL_YES_BIT; /* certainly */
    village->low = village->high = is_village ? PL_YES_BIT : PL_NO_BIT;
    struct pl_cell *known = &plan->cells[plan->knowledge->facts[PL_FACT_KNOWN_FACTS]];
    struct pl_cell *blocked = &plan->cells[plan->knowledge->facts[PL_FACT_BLOCKED]];
    struct pl_cell *in_order = &plan->cells[plan->knowledge->facts[PL_FACT_IN_ORDER]];
    struct pl_cell *alike = &plan->cells[k->facts[PL_FACT_ALIKE]];
    /* The facts that the profile states, lists and their records left out. */
    int64_t count = 0;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        bool counts = (field->flags & (PL_FIELD_DERIVED | PL_FIELD_IN_RECORD | PL_FIELD_INFORMATIVE)) == 0 &&
                      field->type != PL_TYPE_SECTION;
        count += counts && plan->cells[i].line != 0 && pl_cell_is_known(field, &plan->cells[i]);
    }
    known->low = known->high = count;
    alike->low = alike->high = pl_alike_count(plan);
    struct pl_cell *hours = &plan->cells[k->facts[PL_FACT_OUTLINE_HOURS]];
    hours->low = hours->high = plan->means.needed;
    if (plan->means.known) {
        int64_t left = plan->means.needed - plan->means.available;
        struct pl_cell *missing = &plan->cells[k->facts[PL_FACT_HOURS_SHORT]];
        missing->low = missing->high = left > 0 ? left : 0;
    }
    in_order->low = in_order->high = is_in_order(plan) ? PL_YES_BIT : PL_NO_BIT;
    blocked->low = blocked->high = plan->verdict == PL_NOT_YET ? PL_YES_BIT : PL_NO_BIT;
    for (uint32_t i = 0; i < plan->knowledge->documents_count; i++) {
        const struct pl_document *document = &plan->knowledge->documents[i];
        if (holds(plan, document->terms) && (document->draft.in[PL_FR] == 0 || is_called_for(plan, document))) {
            pl_list_add(&plan->documents, plan->arena, i);
        }
    }
}
