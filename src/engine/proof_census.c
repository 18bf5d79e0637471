/* SPDX-License-Identifier: MIT
 * See proof.h: what nothing names, uses or cites; identifiers and texts.
 */
#include "engine/proof_local.h"
#include "load/citations.h"

/* ---- values and facts ------------------------------------------------------------------------------------ */

struct census {
    struct pl_prover *prover;
    const struct pl_knowledge *knowledge;
    bool *used;  /* by field: a condition looks at it, or at what is derived from it */
    bool *named; /* by value */
};

static void note_term(struct census *census, const struct pl_term *term)
{
    const struct pl_knowledge *k = census->knowledge;
    if (term->operation <= PL_NOT || term->operation == PL_HOLDS) {
        return;
    }
    const struct pl_field *field = &k->fields[term->subject];
    census->used[term->subject] = true;
    bool names = term->operation == PL_ONE_OF || term->operation == PL_CONTAINS;
    int64_t bits = names ? k->numbers[term->number] : 0;
    if (bits == pl_field_all_bits(k, field)) {
        return; /* any: none by its name */
    }
    for (uint32_t i = 0; i < field->values.count; i++) {
        census->named[field->values.first + i] = census->named[field->values.first + i] || (bits >> i & 1) != 0;
    }
}

static bool has_own_values(const struct pl_field *field)
{
    bool shared = (field->flags & PL_FIELD_DERIVED) != 0; /* with the field it borrows them from */
    return (field->type == PL_TYPE_CHOICE || field->type == PL_TYPE_SET) && !shared && !field->values_of_platforms;
}

static void check_values(struct census *census, uint32_t index)
{
    const struct pl_knowledge *k = census->knowledge;
    const struct pl_field *field = &k->fields[index];
    bool exempt = (field->flags & (PL_FIELD_INFORMATIVE | PL_FIELD_IN_RECORD)) != 0;
    if (!has_own_values(field) || exempt) {
        return;
    }
    census->prover->proof->checks[PL_CHECK_VALUES].extra++;
    for (uint32_t i = 0; i < field->values.count; i++) {
        uint32_t value = field->values.first + i;
        bool named = census->named[value] || (k->values[value].flags & PL_VALUE_INFORMATIVE) != 0;
        pl_prover_count(census->prover, PL_CHECK_VALUES, named);
        if (!named) {
            struct pl_fault *fault = pl_prover_fault(census->prover, PL_CHECK_VALUES);
            fault->field = index;
            fault->value = i;
        }
    }
}

static bool is_fact(const struct pl_field *field)
{
    return field->type != PL_TYPE_SECTION && (field->flags & PL_FIELD_IN_RECORD) == 0;
}

/* Facts that C reads itself, or their whole section; a choice or a set still needs a rule. */
static bool program_reads(const struct pl_knowledge *k, uint32_t index)
{
    const struct pl_field *field = &k->fields[index];
    bool closed = field->type == PL_TYPE_CHOICE || field->type == PL_TYPE_SET || field->type == PL_TYPE_YES_NO;
    for (uint32_t i = 0; i < k->facts_count && !closed; i++) {
        if (k->facts[i] == index || k->facts[i] == field->parent) {
            return true;
        }
    }
    return false;
}

static void check_fact(struct census *census, uint32_t index)
{
    const struct pl_field *field = &census->knowledge->fields[index];
    struct pl_proved *facts = &census->prover->proof->checks[PL_CHECK_FACTS];
    if (!is_fact(field)) {
        return;
    }
    bool informative = (field->flags & PL_FIELD_INFORMATIVE) != 0;
    bool used = census->used[index] || informative || program_reads(census->knowledge, index);
    pl_prover_count(census->prover, PL_CHECK_FACTS, used);
    facts->extra += informative;
    if (!used) {
        pl_prover_fault(census->prover, PL_CHECK_FACTS)->field = index;
    }
}

static void check_vocabulary(struct pl_prover *prover)
{
    const struct pl_knowledge *k = prover->knowledge;
    struct census census = {prover, k, pl_arena_array(prover->arena, k->fields_count, sizeof(bool)),
                            pl_arena_array(prover->arena, k->values_count + 1, sizeof(bool))};
    for (uint32_t t = 0; t < k->terms_count; t++) {
        note_term(&census, &k->terms[t]);
    }
    for (uint32_t i = k->fields_count; i-- > 0;) { /* derived facts come last */
        if (census.used[i] && k->fields[i].from != PL_NONE) {
            census.used[k->fields[i].from] = true;
        }
    }
    for (uint32_t i = 0; i < k->fields_count; i++) {
        check_values(&census, i);
        check_fact(&census, i);
    }
}

/* ---- citations ------------------------------------------------------------------------------------------- */

struct cited {
    bool *by_citation;
    uint32_t count;
};

static void note_citation(void *state, uint32_t citation, const char *by)
{
    struct cited *cited = state;
    (void)by;
    cited->by_citation[citation] = true;
    cited->count++;
}

static void check_citations(struct pl_prover *prover)
{
    const struct pl_knowledge *k = prover->knowledge;
    uint32_t count = k->claims_count + k->origins_count;
    struct cited cited = {pl_arena_array(prover->arena, count + 1, sizeof(bool)), 0};
    pl_citations_visit(k, note_citation, &cited);
    for (uint32_t i = 0; i < count; i++) { /* the interview is cited claim by claim */
        bool interview = i >= k->claims_count && k->origins[i - k->claims_count].id == k->source;
        pl_prover_count(prover, PL_CHECK_CITED, cited.by_citation[i] || interview);
        if (!cited.by_citation[i] && !interview) {
            pl_prover_fault(prover, PL_CHECK_CITED)->citation = i;
        }
    }
    prover->proof->checks[PL_CHECK_CITED].extra = cited.count;
}

/* ---- identifiers and texts ------------------------------------------------------------------------------- */

/* Equal texts share one offset of the pool. `items` start with their identifier. */
static void check_ids(struct pl_prover *prover, const void *items, uint32_t count, size_t size)
{
    const char *bytes = items;
    for (uint32_t i = 0; i < count; i++) {
        pl_str id = *(const pl_str *)(const void *)(bytes + i * size);
        bool unique = true;
        for (uint32_t j = 0; j < i && unique; j++) {
            unique = *(const pl_str *)(const void *)(bytes + j * size) != id;
        }
        pl_prover_count(prover, PL_CHECK_COMPLETE, unique);
        if (!unique) {
            pl_prover_fault(prover, PL_CHECK_COMPLETE)->id = id;
        }
    }
}

static void check_text(struct pl_prover *prover, struct pl_text2 text, pl_str id)
{
    prover->proof->checks[PL_CHECK_COMPLETE].extra += (text.in[PL_FR] != 0 ? 1u : 0u) + (text.in[PL_EN] != 0 ? 1u : 0u);
    if ((text.in[PL_FR] != 0) != (text.in[PL_EN] != 0)) {
        pl_prover_fault(prover, PL_CHECK_COMPLETE)->id = id;
    }
}

static void check_texts(struct pl_prover *prover)
{
    const struct pl_knowledge *k = prover->knowledge;
#define TEXT(table, member)                                                                                            \
    for (uint32_t i = 0; i < k->table##_count; i++) {                                                                  \
        check_text(prover, k->table[i].member, k->table[i].id);                                                        \
    }
    TEXT(fields, label)
    TEXT(fields, question) TEXT(fields, why) TEXT(fields, unit) TEXT(fields, unit_one) TEXT(fields, assumption) TEXT(values, label)
        TEXT(rules, text) TEXT(rules, title) TEXT(rules, done_when) TEXT(rules, because) TEXT(rules, arbitration)
            TEXT(needs, label) TEXT(needs, text) TEXT(roles, label) TEXT(claims, text)
                TEXT(claims, remark) TEXT(origins, note) TEXT(platforms, name) TEXT(elections, label)
                    TEXT(elections, note) TEXT(holidays, label) TEXT(edits, text) TEXT(edits, because) TEXT(rules, target) TEXT(pieces, label)
                        TEXT(pieces, text) TEXT(pieces, wrong) TEXT(pieces, supplier)
#undef TEXT
                        for (uint32_t i = 0; i < k->entries_count; i++)
    {
        check_text(prover, k->entries[i].role, k->platforms[k->entries[i].platform].id);
        check_text(prover, k->entries[i].note, k->platforms[k->entries[i].platform].id);
    }
    for (uint32_t i = 0; i < k->role_cases_count; i++) {
        check_text(prover, k->role_cases[i].label, k->roles[k->role_cases[i].role].id);
    }
    for (uint32_t i = 0; i < k->became_count; i++) {
        check_text(prover, k->became[i].text, k->platforms[k->became[i].platform].id);
    }
    for (uint32_t i = 0; i < k->labels_count; i++) {
        check_text(prover, k->labels[i], k->labels[i].in[PL_EN]);
    }
}

void pl_prover_take_census(struct pl_prover *prover)
{
    const struct pl_knowledge *k = prover->knowledge;
    check_vocabulary(prover);
    check_citations(prover);
#define IDS(table) check_ids(prover, k->table, k->table##_count, sizeof *k->table);
    IDS(fields)
    IDS(rules) IDS(needs) IDS(roles) IDS(claims) IDS(origins) IDS(platforms) IDS(elections) IDS(holidays) IDS(edits) IDS(pieces)
#undef IDS
        check_texts(prover);
}
