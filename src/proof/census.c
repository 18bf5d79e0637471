/* SPDX-License-Identifier: MIT
 * See proof.h: what nothing names, uses or cites; identifiers and texts.
 */
#include "proof/prover.h"
#include "load/schema.h"

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
    if (pl_term_field(term) == PL_NONE) {
        return;
    }
    const struct pl_field *field = &k->fields[term->subject];
    census->used[term->subject] = true;
    bool names = pl_operations[term->operation].bits == PL_BITS_NUMBERED;
    int64_t bits = names ? k->numbers[term->number] : 0;
    if (bits == pl_field_all_bits(k, field)) {
        return; /* any: none by its name */
    }
    for (uint32_t i = 0; i < field->values.count; i++) {
        census->named[field->values.first + i] = census->named[field->values.first + i] || (bits >> i & 1) != 0;
    }
}

static void check_values(struct census *census, uint32_t index)
{
    const struct pl_knowledge *k = census->knowledge;
    const struct pl_field *field = &k->fields[index];
    bool exempt = (field->flags & (PL_FIELD_INFORMATIVE | PL_FIELD_IN_RECORD)) != 0;
    bool shared = (field->flags & PL_FIELD_DERIVED) != 0; /* with the field it borrows them from */
    if ((field->type != PL_TYPE_CHOICE && field->type != PL_TYPE_SET) || shared || field->values_of_platforms ||
        exempt) {
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
        const struct pl_field *field = &census.knowledge->fields[i];
        struct pl_proved *facts = &census.prover->proof->checks[PL_CHECK_FACTS];
        if (field->type == PL_TYPE_SECTION || (field->flags & PL_FIELD_IN_RECORD) != 0) {
            continue;
        }
        bool informative = (field->flags & PL_FIELD_INFORMATIVE) != 0;
        bool used = census.used[i] || informative || program_reads(census.knowledge, i);
        pl_prover_count(census.prover, PL_CHECK_FACTS, used);
        facts->extra += informative;
        if (!used) {
            pl_prover_fault(census.prover, PL_CHECK_FACTS)->field = i;
        }
    }
}

/* ---- citations ------------------------------------------------------------------------------------------- */

struct cited {
    const struct pl_knowledge *knowledge;
    bool *by_citation;
    uint32_t count;
};

static void note_citations(void *state, const struct pl_seen *seen)
{
    struct cited *cited = state;
    const struct pl_range *cite = seen->value;
    for (uint32_t i = 0; pl_key_cites(seen->key) && i < cite->count; i++) {
        cited->by_citation[cited->knowledge->refs[cite->first + i]] = true;
        cited->count++;
    }
}

/* ---- identifiers and texts ------------------------------------------------------------------------------- */

/* Identifiers are unique in their form, texts there in both languages. Equal texts share one offset of the pool. */
static void check_value(void *state, const struct pl_seen *seen)
{
    struct pl_prover *prover = state;
    const struct pl_knowledge *k = prover->knowledge;
    const pl_str *value = seen->value;
    bool complete = true;
    if (seen->key->shape == PL_SHAPE_TEXT2 || seen->key->shape == PL_SHAPE_TITLE2) {
        prover->proof->checks[PL_CHECK_COMPLETE].extra += (value[0] != 0 ? 1u : 0u) + (value[1] != 0 ? 1u : 0u);
        complete = (value[0] != 0) == (value[1] != 0);
    } else if (seen->form->named && seen->form->array != PL_ARRAY_values && seen->key->offset == 0 &&
               pl_shapes[seen->key->shape].as == PL_STORED_TEXT && *value != 0) {
        for (uint32_t i = 0; i < seen->index && complete; i++) {
            complete = *(const pl_str *)pl_array_at(k, seen->form->array, i) != *value;
        }
        pl_prover_count(prover, PL_CHECK_COMPLETE, complete);
    }
    if (!complete) {
        pl_prover_fault(prover, PL_CHECK_COMPLETE)->id = seen->id;
    }
}

void pl_prover_take_census(struct pl_prover *prover)
{
    check_vocabulary(prover);
    const struct pl_knowledge *k = prover->knowledge;
    uint32_t count = pl_target_count(k, PL_TO_CITATION);
    struct cited cited = {k, pl_arena_array(prover->arena, count + 1, sizeof(bool)), 0};
    pl_schema_walk(k, note_citations, &cited);
    for (uint32_t i = 0; i < count; i++) { /* the interview is cited claim by claim */
        bool interview = i >= k->claims_count && k->origins[i - k->claims_count].id == k->source;
        pl_prover_count(prover, PL_CHECK_CITED, cited.by_citation[i] || interview);
        if (!cited.by_citation[i] && !interview) {
            pl_prover_fault(prover, PL_CHECK_CITED)->citation = i;
        }
    }
    prover->proof->checks[PL_CHECK_CITED].extra = cited.count;
    pl_schema_walk(prover->knowledge, check_value, prover);
}
