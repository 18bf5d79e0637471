/* SPDX-License-Identifier: MIT
 * Walks the outline of a document, whatever its format. The tables are the views, and the sections of the full report among them.
 */
#include <string.h>

#include "base/date.h"
#include "report/sections.h"
#include "report/views.h"

/* Figures are drawn where the dialect draws. */
void pl_view_cards(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_edition *edition = &doc->knowledge->editions[doc->plan->edition];
    (void)block;
    pl_doc_say(doc, PL_L_PLATFORMS_INTRO, pl_text_in(doc->knowledge, edition->title, doc->language), NULL, NULL);
    pl_doc_figure(doc, PL_FIGURE_CARDS);
}

void pl_view_matrix(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    pl_doc_figure(doc, PL_FIGURE_MATRIX);
}

void pl_view_time_line(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    pl_doc_figure(doc, PL_FIGURE_TIME_LINE);
}

#define PL_VIEW(name, function, id, only) [PL_VIEW_##name] = pl_view_##function,
pl_view *const pl_views[PL_VIEWS] = {
#include "model/views.def"
};
#undef PL_VIEW

void pl_doc_rest(struct pl_doc *doc, const struct pl_block *block, uint32_t left)
{
    if (left > 0 && block->rest.in[PL_FR] != 0) {
        const char *const arguments[3] = {pl_doc_number(doc, left), NULL, NULL};
        pl_say_template(pl_doc_scratch(doc), pl_text_in(doc->knowledge, block->rest, doc->language), arguments);
        pl_doc_end(doc);
        pl_doc_paragraph(doc, pl_doc_kept(doc));
    }
}

bool pl_block_takes(const struct pl_block *block, uint32_t before)
{
    return block->most == 0 || before < block->most;
}

uint32_t pl_block_shows(const struct pl_block *block, uint32_t count)
{
    return block->most == 0 || count < block->most ? count : block->most;
}

bool pl_block_only(const struct pl_doc *doc, const struct pl_block *block, const char *word)
{
    return strcmp(pl_text(doc->knowledge, block->only), word) == 0;
}

bool pl_block_wants(const struct pl_doc *doc, const struct pl_block *block, const char *word)
{
    return *pl_text(doc->knowledge, block->only) == '\0' || pl_block_only(doc, block, word);
}

const char *pl_doc_title(struct pl_doc *doc)
{
    return pl_doc_fill(doc, doc->options->outline->document->title);
}

bool pl_doc_is_short(const struct pl_doc *doc)
{
    enum { PAGE_WORDS = 500 }; /* what a page holds */
    const struct pl_outline *outline = doc->options->outline;
    return outline != NULL && outline->document != NULL && outline->words > 0 && outline->words <= PAGE_WORDS;
}

void pl_doc_subtitle(struct pl_doc *doc)
{
    const char *until = pl_text(doc->knowledge, doc->knowledge->editions[doc->plan->edition].date);
    int64_t day = 0;
    bool is_day = pl_date_parse(pl_view_of(until), &day); /* else of another knowledge: as it is written */
    pl_doc_say(doc, PL_L_SUBTITLE, pl_doc_date(doc, doc->plan->today), is_day ? pl_doc_date(doc, day) : until, NULL);
}

/* The documents of the dossier beside this one, with who reads them. */
void pl_view_contents(struct pl_doc *doc, const struct pl_block *block)
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
        pl_doc_lead(doc, 1, pl_doc_fill(doc, block->lead));
        break;
    case PL_BLOCK_HEADING:
        pl_doc_heading_text(doc, 2, pl_doc_fill(doc, block->text));
        pl_doc_lead(doc, 2, pl_doc_fill(doc, block->lead));
        break;
    case PL_BLOCK_TEXT:
        pl_doc_paragraph(doc, pl_doc_fill(doc, block->text));
        break;
    case PL_BLOCK_ITEM:
        pl_doc_item_text(doc, 0, pl_doc_fill(doc, block->text));
        break;
    case PL_BLOCK_VIEW:
        pl_doc_lead(doc, PL_DEPTHS - 1, pl_doc_fill(doc, block->lead));
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
