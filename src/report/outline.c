/* SPDX-License-Identifier: MIT
 * Walks the outline of a document, whatever its format. The tables are the views, and the sections of the full report
 * among them.
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

enum pl_language pl_report_language(const struct pl_report_options *options)
{
    const struct pl_outline *outline = options->outline;
    return outline != NULL && outline->document != NULL && outline->document->french ? PL_FR : options->language;
}

static bool is_act(const struct pl_doc *doc)
{
    const struct pl_outline *outline = doc->options->outline;
    return outline != NULL && outline->document != NULL && outline->document->draft.in[PL_FR] != 0;
}

/* What an act leaves to be filled in: blanks of its clauses, and cells of the register if it has one. */
static uint32_t cells_left(const struct pl_doc *doc)
{
    const struct pl_outline *outline = doc->options->outline;
    uint32_t left = 0;
    for (uint32_t i = 0; i < outline->blocks.count; i++) {
        const struct pl_block *block = &doc->knowledge->blocks[outline->blocks.items[i]];
        left += block->kind == PL_BLOCK_VIEW && block->view == PL_VIEW_REGISTER ? pl_register_left(doc) : 0;
    }
    return left;
}

const char *pl_doc_title(struct pl_doc *doc)
{
    return pl_doc_fill(doc, doc->options->outline->document->title);
}

bool pl_doc_is_short(const struct pl_doc *doc)
{
    enum { PAGE_WORDS = 500 }; /* what a page holds */
    const struct pl_outline *outline = doc->options->outline;
    return is_act(doc) ||
           (outline != NULL && outline->document != NULL && outline->words > 0 && outline->words <= PAGE_WORDS);
}

void pl_doc_subtitle(struct pl_doc *doc)
{
    const char *until = pl_text(doc->knowledge, doc->knowledge->editions[doc->plan->edition].date);
    int64_t day = 0;
    if (is_act(doc)) {
        const struct pl_outline *outline = doc->options->outline;
        pl_doc_say(doc, outline->open.count == 0 ? PL_L_DRAFT_HEAD : PL_L_DRAFT_CHOICES,
                   pl_doc_date(doc, doc->plan->today), pl_doc_number(doc, outline->blanks.count + cells_left(doc)),
                   pl_doc_number(doc, outline->open.count));
        if (doc->language != doc->options->language) {
            pl_doc_paragraph(
                doc, pl_text_in(doc->knowledge, doc->knowledge->labels[PL_L_DRAFT_IN_FRENCH], doc->options->language));
        }
        return;
    }
    bool is_day = pl_date_parse(pl_view_of(until), &day); /* else of another knowledge: as it is written */
    pl_doc_say(doc, PL_L_SUBTITLE, pl_doc_date(doc, doc->plan->today), is_day ? pl_doc_date(doc, day) : until, NULL);
}

/* The documents of the dossier beside this one, with who reads them; `only` the acts, or only the others. */
void pl_view_contents(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_knowledge *k = doc->knowledge;
    for (uint32_t i = 0; i < doc->plan->documents.count; i++) {
        const struct pl_document *document = &k->documents[doc->plan->documents.items[i]];
        bool wanted = pl_block_wants(doc, block, document->draft.in[PL_FR] != 0 ? "acts" : "documents");
        if (document == doc->options->outline->document || !wanted) {
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
        if (document->french && doc->language != PL_FR) {
            pl_doc_join(doc, " ");
            pl_doc_text(doc, pl_doc_label(doc, PL_L_IN_FRENCH));
        }
        pl_doc_item_end(doc);
    }
    pl_doc_end(doc);
}

/* A clause, marked as an alternative where its premise is not known. */
static const char *clause_of(struct pl_doc *doc, const struct pl_block *block, uint32_t index)
{
    const struct pl_list *open = &doc->options->outline->open;
    const char *text = pl_doc_fill(doc, block->text);
    for (uint32_t i = 0; i < open->count; i++) {
        if (open->items[i] == index) {
            return pl_doc_format(doc, PL_L_ALTERNATIVE, pl_doc_fill(doc, block->premise), text, NULL);
        }
    }
    return text;
}

static void add_once(struct pl_buffer *out, const char *text, const char *between)
{
    if (*text != '\0' && (out->length == 0 || strstr(out->data, text) == NULL)) {
        pl_buffer_add_text(out, out->length > 0 ? between : "");
        pl_buffer_add_text(out, text);
    }
}

/* What is left to do before an act is signed: its blanks and why they matter, the clauses that a lawyer has to see, the
 * texts it rests on. A clause is less than certain where none of the duties that it rests on binds. */
static void before_signing(struct pl_doc *doc)
{
    const struct pl_knowledge *k = doc->knowledge;
    const struct pl_outline *outline = doc->options->outline;
    struct pl_buffer texts = {0};
    struct pl_buffer check = {0};
    const char *heading = "";
    const char *between = doc->language == PL_FR ? "\xe2\x80\xaf; " : "; ";
    doc->section = "before-signing";
    pl_doc_heading(doc, 1, PL_L_BEFORE_SIGNING);
    for (uint32_t i = 0; i < outline->blanks.count; i++) {
        const struct pl_blank *blank = &k->blanks[outline->blanks.items[i]];
        pl_doc_item_text(doc, 0,
                         pl_doc_format(doc, PL_L_BLANK_MATTERS,
                                       pl_doc_capital(doc, pl_text_in(k, blank->label, doc->language)),
                                       pl_text_in(k, blank->why, doc->language), NULL));
    }
    uint32_t cells = cells_left(doc);
    if (cells > 0) {
        pl_doc_item_text(doc, 0, pl_doc_format(doc, PL_L_CELLS_MATTER, pl_doc_number(doc, cells), NULL, NULL));
    }
    pl_doc_end(doc);
    for (uint32_t i = 0; i < outline->blocks.count; i++) {
        const struct pl_block *block = &k->blocks[outline->blocks.items[i]];
        if (block->kind == PL_BLOCK_SECTION || block->kind == PL_BLOCK_HEADING) {
            heading = pl_doc_fill(doc, block->text);
        }
        bool doubted = false;
        bool binds = false;
        for (uint32_t b = block->basis.first; b < block->basis.first + block->basis.count; b++) {
            uint32_t index = k->refs[b];
            const struct pl_rule *rule = &k->rules[index];
            bool is_law = rule->concludes == PL_DUTY && doc->plan->rules[index] != PL_FALSE;
            add_once(&texts, is_law ? pl_text_in(k, rule->basis, doc->language) : "", between);
            doubted = doubted || (is_law && rule->grade != PL_BINDING);
            binds = binds || (is_law && rule->grade == PL_BINDING);
        }
        add_once(&check, block->grade != PL_BINDING || (doubted && !binds) ? heading : "", between);
    }
    if (texts.length > 0) {
        pl_doc_say(doc, PL_L_RESTS_ON, texts.data, NULL, NULL);
    }
    pl_doc_say(doc, check.length > 0 ? PL_L_LAWYER_CHECKS : PL_L_LAWYER_READS, pl_buffer_text(&check), NULL, NULL);
    pl_buffer_done(&texts);
    pl_buffer_done(&check);
}

uint32_t pl_doc_sections(struct pl_doc *doc, uint32_t first, uint32_t end)
{
    const struct pl_list *blocks = &doc->options->outline->blocks;
    uint32_t section = 0;
    for (uint32_t i = 0; i < blocks->count; i++) {
        const struct pl_block *block = &doc->knowledge->blocks[blocks->items[i]];
        section += block->kind == PL_BLOCK_SECTION && i > 0;
        if (section >= first && section < end) {
            uint32_t index = blocks->items[i];
            switch ((enum pl_block_kind)block->kind) {
            case PL_BLOCK_SECTION:
                pl_doc_section(doc, pl_text(doc->knowledge, block->section), clause_of(doc, block, index));
                pl_doc_lead(doc, 1, pl_doc_fill(doc, block->lead));
                break;
            case PL_BLOCK_HEADING:
                pl_doc_heading_text(doc, 2, pl_doc_fill(doc, block->text));
                pl_doc_lead(doc, 2, pl_doc_fill(doc, block->lead));
                break;
            case PL_BLOCK_TEXT:
                pl_doc_paragraph(doc, clause_of(doc, block, index));
                break;
            case PL_BLOCK_ITEM:
                pl_doc_item_text(doc, 0, clause_of(doc, block, index));
                break;
            case PL_BLOCK_VIEW:
                pl_doc_lead(doc, PL_DEPTHS - 1, pl_doc_fill(doc, block->lead));
                pl_views[block->view](doc, block);
                break;
            case PL_BLOCK_KINDS:
                break;
            }
        }
    }
    if (is_act(doc) && section < end) {
        before_signing(doc);
    }
    pl_doc_heading_text(doc, 1, NULL); /* nothing follows the last block */
    return section + 1;
}
