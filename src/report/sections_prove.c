/* SPDX-License-Identifier: MIT
 * Proof: the questions still open, then for each piece of advice its rule, its facts with their place in the profile and the
 * passages it rests on; the sources; what was set aside.
 */
#include "report/sections.h"

#include <string.h>

enum { QUESTIONS_MAX = 12, FACTS_MAX = 24 };

void pl_section_questions(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_QUESTION, PL_L_COLUMN_WHY_ASKED, PL_L_COLUMN_SETTLES};
    const struct pl_knowledge *k = md->knowledge;
    if (md->plan->questions_count == 0) {
        return;
    }
    pl_md_heading(md, 1, PL_L_SECTION_QUESTIONS);
    pl_md_say(md, PL_L_QUESTIONS_INTRO, NULL, NULL, NULL);
    pl_md_table(md, columns, 3);
    for (uint32_t i = 0; i < md->plan->questions_count && i < QUESTIONS_MAX; i++) {
        const struct pl_field *field = &k->fields[md->plan->questions[i].field];
        char number[40];
        pl_md_cell(md, pl_text_in(k, field->question, md->language));
        pl_md_cell(md, pl_text_in(k, field->why, md->language));
        pl_md_cell(md, pl_md_number(md, md->plan->questions[i].settles, number));
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
    if (md->plan->questions_count > QUESTIONS_MAX) {
        char number[40];
        pl_md_say(md, PL_L_MORE_QUESTIONS, pl_md_number(md, md->plan->questions_count - QUESTIONS_MAX, number), NULL, NULL);
    }
}

/* ---- proof ----------------------------------------------------------------------------------------------- */

/* The last part of the profile's path: reports are the same wherever they are made. */
static const char *file_name(const struct pl_md *md)
{
    const char *name = md->plan->profile->source->name;
    const char *slash = strrchr(name, '/');
    return slash == NULL ? name : slash + 1;
}

static void say_fact(struct pl_md *md, uint32_t index)
{
    const struct pl_knowledge *k = md->knowledge;
    const struct pl_field *field = &k->fields[index];
    const struct pl_cell *cell = &md->plan->cells[index];
    pl_md_text(md, pl_text_in(k, field->label, md->language));
    pl_md_raw(md, md->language == PL_FR ? "\xc2\xa0: " : ": ");
    if (pl_cell_is_known(field, cell)) {
        pl_say_cell(pl_md_scratch(md), k, field, cell, md->language);
        pl_md_text(md, pl_buffer_text(&md->scratch));
    } else {
        pl_md_text(md, pl_md_label(md, PL_L_IS_UNKNOWN));
    }
    if (cell->line > 0) {
        pl_md_raw(md, " (");
        pl_md_text(md, file_name(md));
        pl_md_raw(md, ":");
        pl_buffer_add_number(md->out, (int64_t)cell->line + md->plan->profile->source->lines_before, "");
        pl_md_raw(md, ")");
    }
}

struct proof {
    struct pl_md *md;
    uint8_t *cited; /* by citation */
};

/* The rest of a row after the cell that names the advice. */
static void prove(struct proof *proof, uint32_t rule)
{
    struct pl_md *md = proof->md;
    const struct pl_knowledge *k = md->knowledge;
    uint32_t facts[FACTS_MAX];
    uint32_t count = pl_plan_rule_facts(md->plan, rule, facts, FACTS_MAX);
    pl_md_cell(md, pl_text(k, k->rules[rule].id));
    pl_md_cell_start(md);
    for (uint32_t i = 0; i < count; i++) {
        pl_md_raw(md, i == 0 ? "" : md->language == PL_FR ? "\xe2\x80\xaf; " : "; ");
        say_fact(md, facts[i]);
    }
    pl_md_text(md, count == 0 ? pl_md_label(md, PL_L_ALWAYS) : "");
    pl_md_cell_end(md);
    pl_md_cell_start(md);
    struct pl_range cite = k->rules[rule].cite;
    for (uint32_t i = 0; i < cite.count; i++) {
        uint32_t citation = k->refs[cite.first + i];
        proof->cited[citation] = 1;
        pl_md_raw(md, i > 0 ? ", " : "");
        pl_md_text(md, pl_citation_id(k, citation));
    }
    pl_md_cell_end(md);
    pl_md_row_end(md);
}

static void mark_cited(struct proof *proof, struct pl_range cite)
{
    for (uint32_t i = 0; i < cite.count; i++) {
        proof->cited[proof->md->knowledge->refs[cite.first + i]] = 1;
    }
}

static void prove_list(struct proof *proof, const struct pl_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct pl_rule *rule = &proof->md->knowledge->rules[list->items[i]];
        bool titled = rule->title.in[PL_FR] != 0;
        pl_md_cell(proof->md, pl_md_fill(proof->md, titled ? rule->title : rule->text));
        prove(proof, list->items[i]);
    }
}

static void prove_platforms(struct proof *proof)
{
    struct pl_md *md = proof->md;
    const struct pl_knowledge *k = md->knowledge;
    for (uint32_t i = 0; i < md->plan->choices_count; i++) {
        const struct pl_choice *choice = &md->plan->choices[i];
        uint32_t rules[32];
        uint32_t count = pl_plan_choice_rules(md->plan, choice, rules, 32);
        for (uint32_t r = 0; r < count; r++) {
            pl_md_cell(md, pl_md_platform_name(md, choice->platform));
            prove(proof, rules[r]);
        }
        if (choice->entry != PL_NONE && pl_decision_retains(choice->decision)) {
            const struct pl_entry *entry = &k->entries[choice->entry];
            mark_cited(proof, entry->cite);
            for (uint32_t b = 0; b < entry->serves.count; b++) {
                mark_cited(proof, k->bindings[entry->serves.first + b].cite);
            }
        }
    }
    struct pl_range fates = k->editions[md->plan->edition].became;
    for (uint32_t i = fates.first; i < fates.first + fates.count; i++) {
        mark_cited(proof, k->became[i].cite);
    }
}

static void say_claims(struct proof *proof)
{
    struct pl_md *md = proof->md;
    const struct pl_knowledge *k = md->knowledge;
    pl_md_heading(md, 2, PL_L_CLAIMS);
    pl_md_say(md, PL_L_CLAIMS_INTRO, NULL, NULL, NULL);
    for (uint32_t i = 0; i < k->claims_count; i++) {
        if (!proof->cited[i]) {
            continue;
        }
        pl_md_item(md, 0);
        pl_md_bold(md, pl_text(k, k->claims[i].id));
        pl_md_raw(md, " ");
        pl_md_text(md, pl_text_in(k, k->claims[i].text, md->language));
        if (k->claims[i].remark.in[md->language] != 0) {
            pl_md_raw(md, " *");
            pl_md_text(md, pl_text_in(k, k->claims[i].remark, md->language));
            pl_md_raw(md, "*");
        }
        pl_md_line_end(md);
    }
}

void pl_md_old_figures(struct pl_md *md, struct pl_range cite)
{
    const struct pl_knowledge *k = md->knowledge;
    struct pl_buffer names = {0};
    for (uint32_t i = 0; i < cite.count; i++) {
        uint32_t citation = k->refs[cite.first + i];
        const struct pl_origin *origin = citation < k->claims_count ? NULL : &k->origins[citation - k->claims_count];
        if (origin != NULL && pl_figures_are_old(k, origin, md->plan->today)) {
            pl_buffer_add_text(&names, names.length > 0 ? ", " : "");
            pl_buffer_add_text(&names, pl_text(k, origin->publisher));
            pl_buffer_add_text(&names, " (");
            pl_say_partial_date(&names, pl_text(k, origin->figures), k, md->language);
            pl_buffer_add_char(&names, ')');
        }
    }
    if (names.length > 0) {
        pl_md_say(md, PL_L_OLD_FIGURES, names.data, NULL, NULL);
    }
    pl_buffer_done(&names);
}

static void say_source(struct pl_md *md, const struct pl_origin *origin)
{
    const struct pl_knowledge *k = md->knowledge;
    pl_md_item(md, 0);
    pl_md_bold(md, pl_text(k, origin->id));
    pl_md_raw(md, " [");
    pl_md_text(md, pl_text(k, origin->title));
    pl_md_raw(md, "](<");
    pl_md_raw(md, pl_text(k, origin->url));
    pl_md_raw(md, ">), ");
    pl_md_text(md, pl_text(k, origin->publisher));
    pl_md_raw(md, ", ");
    struct pl_buffer *date = pl_md_scratch(md);
    if (*pl_text(k, origin->date) != '\0') {
        pl_say_partial_date(date, pl_text(k, origin->date), k, md->language);
    } else {
        struct pl_buffer seen = {0};
        pl_say_partial_date(&seen, pl_text(k, origin->accessed), k, md->language);
        const char *const arguments[3] = {pl_buffer_text(&seen), NULL, NULL};
        pl_say_label(date, k, PL_L_UNDATED, md->language, arguments);
        pl_buffer_done(&seen);
    }
    pl_md_text(md, pl_buffer_text(date));
    pl_md_raw(md, ".");
    if (pl_figures_are_old(k, origin, md->plan->today)) {
        pl_md_raw(md, " ");
        pl_md_text(md, pl_md_label(md, PL_L_OLD_SOURCE));
    }
    if (origin->note.in[md->language] != 0) {
        pl_md_raw(md, " ");
        pl_md_text(md, pl_text_in(k, origin->note, md->language));
    }
    pl_md_line_end(md);
}

static void say_sources(struct proof *proof)
{
    struct pl_md *md = proof->md;
    const struct pl_knowledge *k = md->knowledge;
    pl_md_heading(md, 2, PL_L_SOURCES);
    for (uint32_t i = 0; i < k->origins_count; i++) {
        bool interview = k->origins[i].id == k->source;
        if (interview || proof->cited[k->claims_count + i]) {
            say_source(md, &k->origins[i]);
        }
    }
}

/* What 2011 said, what has been learnt since, and which prevails. */
static void say_voices(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_THEN, PL_L_COLUMN_SINCE, PL_L_COLUMN_PREVAILS};
    const struct pl_knowledge *k = md->knowledge;
    bool some = false;
    for (uint32_t i = 0; i < md->plan->voices.count; i++) {
        const struct pl_rule *rule = &k->rules[md->plan->voices.items[i]];
        if (rule->concludes == PL_DECIDES && !pl_plan_rule_decides(md->plan, md->plan->voices.items[i])) {
            continue;
        }
        if (!some) {
            pl_md_heading(md, 2, PL_L_VOICES);
            pl_md_say(md, PL_L_VOICES_INTRO, NULL, NULL, NULL);
            pl_md_table(md, columns, 3);
            some = true;
        }
        pl_md_cell(md, pl_md_fill(md, k->rules[rule->amends != PL_NONE ? rule->amends : rule->confirms].because));
        pl_md_cell(md, pl_md_fill(md, rule->because));
        pl_md_cell(md, pl_text_in(k, rule->arbitration, md->language));
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
}

static void say_exceptions(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_ADVICE, PL_L_COLUMN_REASON};
    const struct pl_cell *exceptions = pl_profile_cell(md->plan->profile, PL_FACT_EXCEPTIONS);
    if (exceptions->count == 0) {
        return;
    }
    pl_md_heading(md, 2, PL_L_EXCEPTIONS);
    pl_md_say(md, PL_L_EXCEPTIONS_INTRO, NULL, NULL, NULL);
    pl_md_table(md, columns, 2);
    for (uint32_t i = 0; i < exceptions->count; i++) {
        const char *advice = pl_record_cell(md->plan->profile, &exceptions->records[i], PL_FACT_EXCEPTION_ADVICE)->text;
        const char *reason = pl_record_cell(md->plan->profile, &exceptions->records[i], PL_FACT_EXCEPTION_REASON)->text;
        pl_md_cell(md, advice == NULL ? "" : advice);
        pl_md_cell(md, reason == NULL ? pl_md_label(md, PL_L_NO_REASON) : reason);
        pl_md_row_end(md);
    }
    pl_md_line_end(md);
}

void pl_section_proof(struct pl_md *md)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_ADVICE, PL_L_COLUMN_RULE, PL_L_COLUMN_FACTS, PL_L_COLUMN_CITED};
    const struct pl_knowledge *k = md->knowledge;
    uint8_t cited[1024] = {0};
    struct proof proof = {md, cited};
    if (k->claims_count + k->origins_count > sizeof cited) {
        return;
    }
    pl_md_heading(md, 1, PL_L_SECTION_PROOF);
    say_voices(md);
    pl_md_heading(md, 2, PL_L_PROOF);
    pl_md_say(md, PL_L_PROOF_INTRO, NULL, NULL, NULL);
    pl_md_table(md, columns, 4);
    prove_list(&proof, &md->plan->findings);
    prove_platforms(&proof);
    prove_list(&proof, &md->plan->steps);
    prove_list(&proof, &md->plan->conduct);
    prove_list(&proof, &md->plan->indicators);
    prove_list(&proof, &md->plan->duties);
    prove_list(&proof, &md->plan->peers);
    pl_md_line_end(md);
    say_claims(&proof);
    say_sources(&proof);
    say_exceptions(md);
}
