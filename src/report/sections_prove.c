/* SPDX-License-Identifier: MIT
 * Proof: the questions still open, then for each piece of advice its rule, its facts with their place in the profile
 * and the passages it rests on; the sources; what was set aside.
 */
#include "model/editorial.h"
#include "report/sections.h"

#include <string.h>

void pl_view_questions(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_QUESTION, PL_L_COLUMN_WHY_ASKED, PL_L_COLUMN_SETTLES};
    uint32_t shown = pl_block_shows(block, doc->plan->questions_count);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_QUESTIONS), columns, 3);
    for (uint32_t i = 0; i < shown; i++) {
        uint32_t field = doc->plan->questions[i].field;
        pl_say_question(pl_doc_scratch(doc), doc->plan, field, doc->language);
        pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        pl_doc_cell(doc, pl_text_in(doc->knowledge, pl_plan_asked(doc->plan, field)->why, doc->language));
        pl_doc_cell_number(doc, doc->plan->questions[i].settles);
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, doc->plan->questions_count - shown);
}

/* ---- proof ----------------------------------------------------------------------------------------------- */

/* The rest of a row after the cell that names the advice. */
static void prove(struct pl_doc *doc, uint32_t rule)
{
    const struct pl_knowledge *k = doc->knowledge;
    struct pl_list facts = pl_plan_rule_facts(doc->plan, rule);
    pl_doc_cell(doc, pl_text(k, k->rules[rule].id));
    pl_doc_cell_start(doc);
    for (uint32_t i = 0; i < facts.count; i++) {
        pl_doc_join(doc, i == 0 ? "" : doc->language == PL_FR ? "\xe2\x80\xaf; " : "; ");
        const struct pl_field *field = &k->fields[facts.items[i]];
        const struct pl_cell *cell = &doc->plan->cells[facts.items[i]];
        pl_doc_text(doc, pl_text_in(k, field->label, doc->language));
        pl_doc_join(doc, pl_colon(doc->language));
        pl_say_known(pl_doc_scratch(doc), k, field, cell, doc->language);
        pl_doc_text(doc, pl_buffer_text(&doc->scratch));
        if (cell->line > 0) {
            pl_doc_join(doc, " (");
            const char *name = doc->plan->profile->source->name;
            const char *slash = strrchr(name, '/');
            pl_doc_text(doc, slash == NULL ? name : slash + 1); /* reports are the same wherever they are made */
            pl_doc_join(doc, ":");
            pl_doc_join(doc, pl_doc_digits(doc, (int64_t)cell->line + doc->plan->profile->source->lines_before));
            pl_doc_join(doc, ")");
        }
    }
    pl_doc_text(doc, facts.count == 0 ? pl_doc_label(doc, PL_L_ALWAYS) : "");
    pl_doc_cell_end(doc);
    pl_doc_cell_start(doc);
    struct pl_range cites = k->rules[rule].cite;
    for (uint32_t i = 0; i < cites.count; i++) {
        pl_doc_join(doc, i > 0 ? ", " : "");
        pl_doc_text(doc, pl_citation_id(k, k->refs[cites.first + i]));
    }
    pl_doc_cell_end(doc);
}

static void prove_list(struct pl_doc *doc, const struct pl_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct pl_rule *rule = &doc->knowledge->rules[list->items[i]];
        bool titled = rule->title.in[PL_FR] != 0;
        pl_doc_cell(doc, pl_doc_fill(doc, titled ? rule->title : rule->text));
        prove(doc, list->items[i]);
    }
}

/* ---- what is cited ----------------------------------------------------------------------------------------- */

static void cite(struct pl_doc *doc, struct pl_range cites)
{
    for (uint32_t i = 0; i < cites.count; i++) {
        doc->cited[doc->knowledge->refs[cites.first + i]] = 1;
    }
}

static void cite_rules(struct pl_doc *doc, const struct pl_list *rules)
{
    for (uint32_t i = 0; i < rules->count; i++) {
        cite(doc, doc->knowledge->rules[rules->items[i]].cite);
    }
}

/* By citation: what the plan rests on, its platforms and what became of others. */
static const uint8_t *cited_by(struct pl_doc *doc)
{
    const struct pl_knowledge *k = doc->knowledge;
    const struct pl_plan *plan = doc->plan;
    if (doc->cited != NULL) {
        return doc->cited;
    }
    doc->cited = pl_arena_array(doc->arena, (size_t)k->claims_count + k->origins_count + 1, 1);
    enum { LISTS = 6 };
    const struct pl_list *const lists[LISTS] = {&plan->findings,   &plan->steps,  &plan->conduct,
                                                &plan->indicators, &plan->duties, &plan->peers};
    for (int i = 0; i < LISTS; i++) {
        cite_rules(doc, lists[i]);
    }
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        struct pl_list rules = pl_plan_choice_rules(plan, &plan->choices[i]);
        cite_rules(doc, &rules);
        if (plan->choices[i].entry != PL_NONE && pl_decision_retains(plan->choices[i].decision)) {
            const struct pl_entry *entry = &k->entries[plan->choices[i].entry];
            cite(doc, entry->cite);
            for (uint32_t b = 0; b < entry->serves.count; b++) {
                cite(doc, k->bindings[entry->serves.first + b].cite);
            }
        }
    }
    enum { PIECES = 6 };
    const struct pl_editorial *editorial = plan->editorial;
    const struct pl_list *const pieces[PIECES] = {&editorial->tone,     &editorial->training, &editorial->budget,
                                                  &editorial->messages, &editorial->crisis,   &editorial->channels};
    for (uint32_t i = 0; i < editorial->rubrics_count; i++) {
        cite(doc, k->pieces[editorial->rubrics[i].piece].cite);
    }
    for (int list = 0; list < PIECES; list++) {
        for (uint32_t i = 0; i < pieces[list]->count; i++) {
            cite(doc, k->pieces[pieces[list]->items[i]].cite);
        }
    }
    struct pl_range fates = k->editions[plan->edition].became;
    for (uint32_t i = fates.first; i < fates.first + fates.count; i++) {
        cite(doc, k->became[i].cite);
    }
    return doc->cited;
}

void pl_view_claims(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_knowledge *k = doc->knowledge;
    (void)block;
    for (uint32_t i = 0; i < k->claims_count; i++) {
        if (!cited_by(doc)[i]) {
            continue;
        }
        pl_doc_item(doc, 0);
        pl_doc_bold(doc, pl_text(k, k->claims[i].id));
        pl_doc_join(doc, " ");
        pl_doc_text(doc, pl_text_in(k, k->claims[i].text, doc->language));
        if (k->claims[i].remark.in[doc->language] != 0) {
            pl_doc_join(doc, " ");
            pl_doc_emphasis(doc, pl_text_in(k, k->claims[i].remark, doc->language));
        }
        pl_doc_item_end(doc);
    }
}

void pl_doc_old_figures(struct pl_doc *doc, struct pl_range cite)
{
    const struct pl_knowledge *k = doc->knowledge;
    struct pl_buffer names = {0};
    for (uint32_t i = 0; i < cite.count; i++) {
        uint32_t citation = k->refs[cite.first + i];
        const struct pl_origin *origin = citation < k->claims_count ? NULL : &k->origins[citation - k->claims_count];
        if (origin != NULL && doc->plan->today >= origin->old_from) {
            pl_buffer_add_text(&names, names.length > 0 ? ", " : "");
            pl_buffer_add_text(&names, pl_text(k, origin->publisher));
            pl_buffer_add_text(&names, " (");
            pl_say_partial_date(&names, pl_text(k, origin->figures), k, doc->language);
            pl_buffer_add_char(&names, ')');
        }
    }
    if (names.length > 0) {
        pl_doc_say(doc, PL_L_OLD_FIGURES, names.data, NULL, NULL);
    }
    pl_buffer_done(&names);
}

void pl_view_sources(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_knowledge *k = doc->knowledge;
    (void)block;
    for (uint32_t i = 0; i < k->origins_count; i++) {
        bool interview = k->origins[i].id == k->source;
        if (interview || cited_by(doc)[k->claims_count + i]) {
            const struct pl_origin *origin = &k->origins[i];
            pl_doc_item(doc, 0);
            pl_doc_bold(doc, pl_text(k, origin->id));
            pl_doc_join(doc, " ");
            pl_doc_link(doc, pl_text(k, origin->title), pl_text(k, origin->url));
            pl_doc_join(doc, ", ");
            pl_doc_text(doc, pl_text(k, origin->publisher));
            pl_doc_join(doc, ", ");
            struct pl_buffer *date = pl_doc_scratch(doc);
            if (*pl_text(k, origin->date) != '\0') {
                pl_say_partial_date(date, pl_text(k, origin->date), k, doc->language);
            } else {
                struct pl_buffer seen = {0};
                pl_say_partial_date(&seen, pl_text(k, origin->accessed), k, doc->language);
                const char *const arguments[3] = {pl_buffer_text(&seen), NULL, NULL};
                pl_say_label(date, k, PL_L_UNDATED, doc->language, arguments);
                pl_buffer_done(&seen);
            }
            pl_doc_text(doc, pl_buffer_text(date));
            pl_doc_join(doc, ".");
            if (doc->plan->today >= origin->old_from) {
                pl_doc_join(doc, " ");
                pl_doc_text(doc, pl_doc_label(doc, PL_L_OLD_SOURCE));
            }
            if (origin->note.in[doc->language] != 0) {
                pl_doc_join(doc, " ");
                pl_doc_text(doc, pl_text_in(k, origin->note, doc->language));
            }
            pl_doc_item_end(doc);
        }
    }
}

/* What 2011 said, what has been learnt since, and which prevails. */
void pl_view_voices(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    static const enum pl_label columns[] = {PL_L_COLUMN_THEN, PL_L_COLUMN_SINCE, PL_L_COLUMN_PREVAILS};
    const struct pl_knowledge *k = doc->knowledge;
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_VOICES), columns, 3);
    for (uint32_t i = 0; i < doc->plan->voices.count; i++) {
        const struct pl_rule *rule = &k->rules[doc->plan->voices.items[i]];
        if (rule->concludes == PL_DECIDES && !pl_plan_rule_decides(doc->plan, doc->plan->voices.items[i])) {
            continue;
        }
        pl_doc_cell(doc, pl_doc_fill(doc, k->rules[rule->amends != PL_NONE ? rule->amends : rule->confirms].because));
        pl_doc_cell(doc, pl_doc_fill(doc, rule->because));
        pl_doc_cell(doc, pl_text_in(k, rule->arbitration, doc->language));
    }
    pl_doc_end(doc);
}

void pl_view_exceptions(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    static const enum pl_label columns[] = {PL_L_COLUMN_ADVICE, PL_L_COLUMN_REASON};
    const struct pl_profile *profile = doc->plan->profile;
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_EXCEPTIONS), columns, 2);
    for (uint32_t i = 0; i < profile->exceptions_count; i++) {
        const char *advice = profile->exceptions[i].advice->text;
        const char *reason = profile->exceptions[i].reason->text;
        pl_doc_cell(doc, advice == NULL ? "" : advice);
        pl_doc_cell(doc, reason == NULL ? pl_doc_label(doc, PL_L_NO_REASON) : reason);
    }
    pl_doc_end(doc);
}

void pl_view_proof(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_ADVICE, PL_L_COLUMN_RULE, PL_L_COLUMN_FACTS, PL_L_COLUMN_CITED};
    const struct pl_plan *plan = doc->plan;
    (void)block;
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_PROOF), columns, 4);
    prove_list(doc, &plan->findings);
    for (uint32_t i = 0; i < doc->plan->choices_count; i++) {
        struct pl_list rules = pl_plan_choice_rules(doc->plan, &doc->plan->choices[i]);
        for (uint32_t r = 0; r < rules.count; r++) {
            pl_doc_cell(doc, pl_doc_platform_name(doc, doc->plan->choices[i].platform));
            prove(doc, rules.items[r]);
        }
    }
    enum { REST = 5 };
    const struct pl_list *const rest[REST] = {&plan->steps, &plan->conduct, &plan->indicators, &plan->duties,
                                              &plan->peers};
    for (int i = 0; i < REST; i++) {
        prove_list(doc, rest[i]);
    }
    pl_doc_end(doc);
}
