/* SPDX-License-Identifier: MIT
 * See compare_causes.h.
 */
#include "report/compare_causes.h"

#include <string.h>

#include "report/sections.h"

const enum pl_label pl_only_labels[] = {[PL_BY_PROFILE] = PL_L_COMPARE_ONLY_PROFILE,
                                        [PL_BY_EDITION] = PL_L_COMPARE_ONLY_EDITION,
                                        [PL_BY_DATE] = PL_L_COMPARE_ONLY_DATE};

/* ---- the sides ------------------------------------------------------------------------------------------- */

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* The name of a side's file; with its folders where both are called the same. */
static const char *file_name(const struct pl_comparison *comparison, uint32_t side)
{
    const char *path = comparison->plans[side]->profile->source->name;
    const char *other = comparison->plans[1 - side]->profile->source->name;
    return strcmp(last_part(path), last_part(other)) == 0 ? path : last_part(path);
}

void pl_collation_init(struct pl_collation *collation, const struct pl_dialect *dialect,
                       const struct pl_comparison *comparison, const struct pl_report_options *options,
                       struct pl_buffer *out)
{
    const struct pl_plan *before = comparison->plans[PL_BEFORE];
    const struct pl_plan *after = comparison->plans[PL_AFTER];
    *collation = (struct pl_collation){.comparison = comparison,
                                       .mode = before->profile != after->profile ? PL_BY_PROFILE
                                               : before->today != after->today   ? PL_BY_DATE
                                                                                 : PL_BY_EDITION};
    struct pl_doc *doc = &collation->doc;
    pl_doc_init(doc, dialect, before, options, out);
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        const struct pl_plan *plan = comparison->plans[side];
        const char *year = pl_doc_digits(doc, plan->knowledge->editions[plan->edition].year);
        collation->years[side] = year;
        const char *name = pl_plan_text(plan, PL_FACT_NAME); /* of two profiles of one town, the files go by theirs */
        const char *other = pl_plan_text(comparison->plans[1 - side], PL_FACT_NAME);
        collation->names[side] =
            collation->mode == PL_BY_PROFILE   ? (strcmp(name, other) == 0 ? file_name(comparison, side) : name)
            : collation->mode == PL_BY_EDITION ? pl_doc_format(doc, PL_L_COMPARE_EDITION, year, NULL, NULL)
                                               : pl_doc_date(doc, plan->today);
    }
}

const char *pl_only_name(const struct pl_collation *collation, uint32_t side)
{
    return collation->mode == PL_BY_EDITION ? collation->years[side] : collation->names[side];
}

/* ---- causes ---------------------------------------------------------------------------------------------- */

/* Adds a sentence: its capital, its full stop, a space before it. */
static void add_sentence(struct pl_buffer *out, const char *text)
{
    size_t length = strlen(text);
    if (length == 0) {
        return;
    }
    pl_buffer_add_text(out, out->length > 0 ? " " : "");
    pl_say_capitalised(out, text);
    pl_buffer_add_text(out, strchr(".!?", text[length - 1]) != NULL ? "" : ".");
}

/* What both sides list: said of neither. */
static int64_t shared_values(const struct pl_collation *collation, uint32_t index)
{
    const struct pl_field *field = &collation->doc.knowledge->fields[index];
    const struct pl_cell *before = &collation->comparison->plans[PL_BEFORE]->cells[index];
    const struct pl_cell *after = &collation->comparison->plans[PL_AFTER]->cells[index];
    bool known = pl_cell_is_known(field, before) && pl_cell_is_known(field, after);
    return field->type == PL_TYPE_SET && known ? before->low & after->low : 0;
}

static void say_fact(struct pl_collation *collation, const struct pl_cause *cause, struct pl_buffer *out)
{
    struct pl_doc *doc = &collation->doc;
    const struct pl_field *field = &doc->knowledge->fields[cause->item];
    const char *values[PL_SIDES];
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        struct pl_buffer *text = pl_doc_scratch(doc); /* "hesitant (ville.yaml:22)", or "unknown" */
        const struct pl_cell *cell = &collation->comparison->plans[side]->cells[cause->item];
        int64_t shared = shared_values(collation, cause->item);
        if (shared != 0) {
            struct pl_cell own = {.low = cell->low & ~shared, .high = cell->low & ~shared};
            pl_say_cell(text, doc->knowledge, field, &own, doc->language);
        } else {
            pl_say_known(text, doc->knowledge, field, cell, doc->language);
        }
        if (cell->line > 0 && collation->mode == PL_BY_PROFILE) {
            pl_buffer_add_text(text, " (");
            pl_buffer_add_text(text, file_name(collation->comparison, side));
            pl_buffer_add_char(text, ':');
            pl_buffer_add_number(text, cell->line, "");
            pl_buffer_add_char(text, ')');
        }
        values[side] = pl_doc_kept(doc);
    }
    bool review = collation->mode == PL_BY_REVIEW;
    enum pl_label sentence = cause->kind == PL_CAUSE_DATE ? (review ? PL_L_REVIEW_DATE : PL_L_CAUSE_DATE)
                             : review ? (field->type == PL_TYPE_RECORDS ? PL_L_REVIEW_RECORDS : PL_L_REVIEW_FACT)
                             : shared_values(collation, cause->item) != 0 ? PL_L_CAUSE_SET
                             : field->type == PL_TYPE_RECORDS             ? PL_L_CAUSE_RECORDS
                                                                          : PL_L_CAUSE_FACT;
    add_sentence(out, pl_doc_format(doc, sentence, pl_text_in(doc->knowledge, field->label, doc->language),
                                    values[PL_BEFORE], values[PL_AFTER]));
}

static void say_rule(struct pl_collation *collation, const struct pl_cause *cause, struct pl_buffer *out)
{
    static const enum pl_label labels[] = {[PL_UNRELATED] = PL_L_CAUSE_RULE,
                                           [PL_AMENDS] = PL_L_CAUSE_RULE_AMENDS,
                                           [PL_CONFIRMS] = PL_L_CAUSE_RULE_CONFIRMS,
                                           [PL_AMENDED_BY] = PL_L_CAUSE_RULE_AMENDED,
                                           [PL_CONFIRMED_BY] = PL_L_CAUSE_RULE_CONFIRMED};
    struct pl_doc *doc = &collation->doc;
    const struct pl_knowledge *k = doc->knowledge;
    add_sentence(out, pl_doc_format(doc, labels[pl_rule_relation(k, cause->item, cause->related)],
                                    collation->years[cause->side], collation->years[1 - cause->side], NULL));
    pl_say_text(pl_doc_scratch(doc), collation->comparison->plans[cause->side], k->rules[cause->item].because,
                doc->language);
    add_sentence(out, pl_buffer_text(&doc->scratch));
    if (cause->related != PL_NONE) {
        add_sentence(
            out, pl_text_in(k, k->rules[pl_rule_arbiter(k, cause->item, cause->related)].arbitration, doc->language));
    }
}

static void say_catalogue(struct pl_collation *collation, const struct pl_cause *cause, struct pl_buffer *out)
{
    struct pl_doc *doc = &collation->doc;
    const struct pl_knowledge *k = doc->knowledge;
    if (cause->need != PL_NONE) {
        static const enum pl_label labels[] = {
            [PL_TIE_NONE] = PL_L_TIE_NONE, [PL_TIE_ALTERNATIVE] = PL_L_TIE_ALTERNATIVE, [PL_TIE_MAIN] = PL_L_TIE_MAIN};
        const char *ties[PL_SIDES];
        for (uint32_t side = 0; side < PL_SIDES; side++) {
            uint32_t platform = pl_comparison_platform(collation->comparison, cause->item, side);
            enum pl_tie tie = pl_plan_tie(collation->comparison->plans[side], platform, cause->need);
            ties[side] = pl_doc_format(doc, labels[tie], collation->years[side], NULL, NULL);
        }
        const char *need = pl_text_in(k, k->needs[cause->need].label, doc->language);
        add_sentence(out, pl_doc_format(doc, PL_L_CAUSE_TIE, need, ties[PL_BEFORE], ties[PL_AFTER]));
    } else if (cause->related != PL_NONE) {
        add_sentence(out, pl_text_in(k, k->became[cause->related].text, doc->language));
    } else {
        const struct pl_choice *before = pl_plan_choice(collation->comparison->plans[PL_BEFORE], cause->item);
        uint32_t side = before == NULL || before->entry == PL_NONE ? PL_BEFORE : PL_AFTER;
        add_sentence(out, pl_doc_format(doc, PL_L_CAUSE_NOT_LISTED, collation->years[side], NULL, NULL));
    }
}

/* All that a difference follows from, of one sort, in one sentence. */
static void say_consequences(struct pl_collation *collation, const struct pl_difference *difference,
                             enum pl_difference_kind of, enum pl_label label, struct pl_buffer *out)
{
    struct pl_doc *doc = &collation->doc;
    const struct pl_knowledge *k = doc->knowledge;
    struct pl_buffer names = {0};
    bool some = false;
    for (uint32_t i = 0; i < difference->causes_count; i++) {
        const struct pl_cause *cause = &difference->causes[i];
        if (cause->kind != PL_CAUSE_CONSEQUENCE || cause->of != of) {
            continue;
        }
        some = true;
        if (cause->item != PL_NONE) {
            struct pl_text2 name =
                of == PL_DIFFERENT_PLATFORM ? k->platforms[cause->item].name : k->needs[cause->item].label;
            pl_buffer_add_text(&names, names.length > 0 ? ", " : "");
            pl_buffer_add_text(&names, pl_text_in(k, name, doc->language));
        }
    }
    if (some) {
        add_sentence(out, pl_doc_format(doc, label, pl_buffer_text(&names), NULL, NULL));
    }
    pl_buffer_done(&names);
}

const char *pl_doc_causes(struct pl_collation *collation, const struct pl_difference *difference)
{
    struct pl_doc *doc = &collation->doc;
    const struct pl_knowledge *k = doc->knowledge;
    uint32_t rule = difference->items[difference->items[PL_BEFORE] == PL_NONE ? PL_AFTER : PL_BEFORE];
    bool of_rules = difference->kind != PL_DIFFERENT_PLATFORM && difference->kind != PL_DIFFERENT_VERDICT;
    struct pl_buffer text = {0};
    struct pl_buffer *out = &text;
    for (uint32_t i = 0; i < difference->causes_count; i++) {
        const struct pl_cause *cause = &difference->causes[i];
        switch (cause->kind) {
        case PL_CAUSE_FACT:
        case PL_CAUSE_DATE:
            say_fact(collation, cause, out);
            break;
        case PL_CAUSE_RULE:
            if (of_rules && cause->item != rule &&
                k->rules[cause->item].amends == rule) { /* it gives way to this one */
                add_sentence(out, pl_doc_format(doc, PL_L_CAUSE_YIELDS, collation->years[cause->side], NULL, NULL));
                add_sentence(out, pl_text_in(k, k->rules[cause->item].arbitration, doc->language));
            } else {
                say_rule(collation, cause, out);
            }
            break;
        case PL_CAUSE_CATALOGUE:
            say_catalogue(collation, cause, out);
            break;
        case PL_CAUSE_CONSEQUENCE: /* together, below */
            break;
        }
    }
    say_consequences(collation, difference, PL_DIFFERENT_VERDICT, PL_L_CAUSE_VERDICT, out);
    say_consequences(collation, difference, PL_DIFFERENT_PLATFORM, PL_L_CAUSE_PLATFORMS, out);
    say_consequences(collation, difference, PL_DIFFERENT_NEED, PL_L_CAUSE_NEEDS, out);
    const char *kept = pl_arena_copy(doc->arena, pl_buffer_text(&text), text.length);
    pl_buffer_done(&text);
    return kept;
}
