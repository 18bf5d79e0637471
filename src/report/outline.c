/* SPDX-License-Identifier: MIT
 * Walks the outline of a document, whatever its format. The tables are the views, and the sections of the full report among them.
 */
#include <string.h>

#include "base/date.h"
#include "report/sections.h"
#include "report/views.h"

/* A section of the full report is a view that its block does not limit. */
#define SECTION(name)                                                                                                  \
    static void view_##name(struct pl_doc *doc, const struct pl_block *block)                                          \
    {                                                                                                                  \
        (void)block;                                                                                                   \
        pl_section_##name(doc);                                                                                        \
    }
SECTION(decision)
SECTION(known)
SECTION(readiness)
SECTION(circuit)
SECTION(roles)
SECTION(goals)
SECTION(platforms)
SECTION(conduct)
SECTION(law)
SECTION(means)
SECTION(indicators)
SECTION(roadmap)
SECTION(questions)
SECTION(proof)
#undef SECTION
static pl_view view_contents;

pl_view *const pl_views[PL_VIEWS] = {
    [PL_VIEW_SECTION_DECISION] = view_decision,     [PL_VIEW_SECTION_KNOWN] = view_known,
    [PL_VIEW_SECTION_READINESS] = view_readiness,   [PL_VIEW_SECTION_CIRCUIT] = view_circuit,
    [PL_VIEW_SECTION_ROLES] = view_roles,           [PL_VIEW_SECTION_GOALS] = view_goals,
    [PL_VIEW_SECTION_PLATFORMS] = view_platforms,   [PL_VIEW_SECTION_CONDUCT] = view_conduct,
    [PL_VIEW_SECTION_LAW] = view_law,               [PL_VIEW_SECTION_MEANS] = view_means,
    [PL_VIEW_SECTION_INDICATORS] = view_indicators, [PL_VIEW_SECTION_ROADMAP] = view_roadmap,
    [PL_VIEW_CONTENTS] = view_contents,
    [PL_VIEW_SECTION_QUESTIONS] = view_questions,   [PL_VIEW_SECTION_PROOF] = view_proof,
};

void pl_doc_rest(struct pl_doc *doc, const struct pl_block *block, uint32_t left)
{
    if (left > 0 && block->rest.in[PL_FR] != 0) {
        const char *const arguments[3] = {pl_doc_number(doc, left), NULL, NULL};
        pl_say_template(pl_doc_scratch(doc), pl_text_in(doc->knowledge, block->rest, doc->language), arguments);
        pl_doc_end(doc);
        pl_doc_paragraph(doc, pl_doc_kept(doc));
    }
}

uint32_t pl_block_shows(const struct pl_block *block, uint32_t count)
{
    return block->most == 0 || count < block->most ? count : block->most;
}

bool pl_block_only(const struct pl_doc *doc, const struct pl_block *block, const char *word)
{
    return strcmp(pl_text(doc->knowledge, block->only), word) == 0;
}

const char *pl_doc_title(struct pl_doc *doc)
{
    return pl_doc_fill(doc, doc->options->outline->document->title);
}

void pl_doc_subtitle(struct pl_doc *doc)
{
    const char *until = pl_text(doc->knowledge, doc->knowledge->editions[doc->plan->edition].date);
    int64_t day = 0;
    bool is_day = pl_date_parse(pl_view_of(until), &day); /* else of another knowledge: as it is written */
    pl_doc_say(doc, PL_L_SUBTITLE, pl_doc_date(doc, doc->plan->today), is_day ? pl_doc_date(doc, day) : until, NULL);
}

/* The documents of the dossier beside this one, with who reads them. */
static void view_contents(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_knowledge *k = doc->knowledge;
    (void)block;
    for (uint32_t i = 0; i < doc->plan->documents.count; i++) {
        const struct pl_document *document = &k->documents[doc->plan->documents.items[i]];
        if (document == doc->options->outline->document) {
            continue;
        }
        pl_doc_item(doc, 0);
        if (doc->options->links != NULL) {
            struct pl_buffer *file = pl_doc_scratch(doc);
            pl_buffer_add_text(file, pl_text(k, document->id));
            pl_buffer_add_char(file, '.');
            pl_buffer_add_text(file, doc->options->links);
            pl_doc_link(doc, pl_doc_fill(doc, document->title), pl_doc_kept(doc));
        } else {
            pl_doc_text(doc, pl_doc_fill(doc, document->title));
        }
        pl_doc_join(doc, " – ");
        pl_doc_text(doc, pl_text_in(k, document->reader, doc->language));
        pl_doc_item_end(doc);
    }
}

static void show(struct pl_doc *doc, const struct pl_block *block)
{
    switch ((enum pl_block_kind)block->kind) {
    case PL_BLOCK_SECTION:
        pl_doc_section(doc, pl_text(doc->knowledge, block->section), pl_doc_fill(doc, block->text));
        break;
    case PL_BLOCK_HEADING:
        pl_doc_heading_text(doc, 2, pl_doc_fill(doc, block->text));
        break;
    case PL_BLOCK_TEXT:
        pl_doc_paragraph(doc, pl_doc_fill(doc, block->text));
        break;
    case PL_BLOCK_ITEM:
        pl_doc_item_text(doc, 0, pl_doc_fill(doc, block->text));
        break;
    case PL_BLOCK_VIEW:
        pl_views[block->view](doc, block);
        break;
    case PL_BLOCK_KINDS:
        break;
    }
}

uint32_t pl_doc_sections(struct pl_doc *doc, uint32_t first, uint32_t end)
{
    const struct pl_list *blocks = &doc->options->outline->blocks;
    uint32_t section = 0;
    for (uint32_t i = 0; i < blocks->count; i++) {
        const struct pl_block *block = &doc->knowledge->blocks[blocks->items[i]];
        section += block->kind == PL_BLOCK_SECTION && i > 0;
        if (section >= first && section < end) {
            show(doc, block);
        }
    }
    pl_doc_heading_text(doc, 1, NULL); /* nothing follows the last block */
    return section + 1;
}
