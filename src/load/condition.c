/* SPDX-License-Identifier: MIT
 * A condition written in YAML becomes terms: a mapping is a conjunction, a list a choice. Children are laid out
 * together after their parent, so that one backward pass evaluates them.
 */
#include <string.h>

#include "base/number.h"
#include "model/duration.h"
#include "load/load.h"

struct pl_range pl_load_group(struct pl_build *build, uint32_t index, enum pl_operation operation, uint32_t count)
{
    struct pl_range range = {pl_build_grow(build, PL_ARRAY_terms, count), count};
    pl_build_terms(build, index)->operation = operation;
    pl_build_terms(build, index)->children = range;
    return range;
}

static bool read_mapping(struct pl_build *build, const struct pl_node *node, uint32_t index);

/* any, all: a list of mappings; not: one mapping. */
static bool read_group(struct pl_build *build, const struct pl_node *node, uint32_t index, enum pl_operation operation)
{
    bool single = operation == PL_NOT;
    if (single ? node->kind != PL_NODE_MAPPING : node->kind != PL_NODE_LIST || node->count == 0) {
        return pl_build_fail(build, node, PL_K003, node->key->text.text, single ? "a mapping" : "a list of mappings");
    }
    struct pl_range range = pl_load_group(build, index, operation, single ? 1 : node->count);
    if (single) {
        return read_mapping(build, node, range.first);
    }
    bool ok = true;
    uint32_t child = range.first;
    for (const struct pl_node *item = node->first; item != NULL; item = item->next) {
        ok = read_mapping(build, item, child++) && ok;
    }
    return ok;
}

static bool read_holds(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    bool is_list = node->kind == PL_NODE_LIST;
    struct pl_range range = {index, 1};
    if (is_list && node->count == 0) {
        return pl_build_fail(build, node, PL_K003, "holds", "the id of a rule, or a list of some");
    }
    if (is_list) {
        range = pl_load_group(build, index, PL_ANY, node->count);
    }
    const struct pl_node *item = is_list ? node->first : node;
    for (uint32_t i = 0; i < range.count; i++, item = item->next) {
        if (item->kind != PL_NODE_TEXT) {
            return pl_build_fail(build, item, PL_K003, "holds", "the id of a rule");
        }
        struct pl_term *term = pl_build_terms(build, range.first + i);
        term->operation = PL_HOLDS;
        term->line = item->line;
        pl_build_wait_for(build, (struct pl_pending){PL_ARRAY_terms, range.first + i, offsetof(struct pl_term, subject),
                                                     PL_TO_RULE, pl_build_text(build, item->text),
                                                     pl_build_place(build, item)});
    }
    return true;
}

bool pl_load_bits(struct pl_build *build, const struct pl_node *node, const struct pl_field *field, int64_t *out_bits)
{
    const struct pl_knowledge *k = &build->knowledge;
    bool is_list = node->kind == PL_NODE_LIST;
    *out_bits = 0;
    if (is_list && node->count == 0) {
        return pl_build_fail(build, node, PL_K003, pl_text(k, field->id), "a value or a list of values");
    }
    for (const struct pl_node *item = is_list ? node->first : node; item != NULL; item = is_list ? item->next : NULL) {
        uint32_t position = pl_field_value_position(k, field, item->text);
        if (position == PL_NONE) {
            return pl_build_fail(build, item, PL_K006, pl_text(k, field->id), pl_node_words(item));
        }
        *out_bits |= (int64_t)1 << position;
    }
    return true;
}

/* The bits that values name; for a set `any` is all of them, and some words are operators. */
static bool read_bits(struct pl_build *build, const struct pl_node *node, const struct pl_field *field,
                      uint32_t field_index, uint32_t index)
{
    const struct pl_knowledge *k = &build->knowledge;
    bool is_list = node->kind == PL_NODE_LIST;
    bool is_set = field->type == PL_TYPE_SET;
    int64_t bits = 0;
    struct pl_term *term = pl_build_terms(build, index);
    term->operation = is_set ? PL_CONTAINS : PL_ONE_OF;
    term->subject = field_index;
    for (uint32_t i = 0; is_set && !is_list && i < PL_OPERATIONS; i++) { /* that have a word of their own */
        const struct pl_operation_traits *traits = &pl_operations[i];
        if (traits->looks_at == PL_AT_SET && traits->word != NULL && pl_view_is(node->text, traits->word)) {
            term->operation = i;
            return traits->bits != PL_BITS_THIS || field->values_of_platforms ||
                   pl_build_fail(build, node, PL_K006, node->key->text.text, traits->word);
        }
    }
    if (is_set && pl_view_is(node->text, "any") && !is_list) {
        bits = pl_field_all_bits(k, field);
    }
    if (bits == 0 && !pl_load_bits(build, node, field, &bits)) {
        return false;
    }
    uint32_t number = pl_build_number(build, bits);
    pl_build_terms(build, index)->number = number;
    return true;
}

bool pl_load_amount(struct pl_build *build, const struct pl_node *node, const struct pl_field *field,
                    int64_t *out_amount)
{
    struct pl_duration duration;
    if (node->kind == PL_NODE_TEXT && field->type == PL_TYPE_DURATION && pl_duration_parse(node->text, &duration)) {
        *out_amount = duration.minutes;
        return true;
    }
    if (node->kind == PL_NODE_TEXT && pl_number_parse(node->text, out_amount) == PL_NUMBER_OK) {
        uint64_t size = *out_amount < 0 ? (uint64_t)0 - (uint64_t)*out_amount : (uint64_t)*out_amount;
        return pl_build_within(build, node, PL_LIMIT_AMOUNT, size);
    }
    return pl_build_fail(build, node, PL_K006, pl_text(&build->knowledge, field->id), pl_node_words(node));
}

/* A number alone is an equality; at_least, above, at_most and under make a range. */
static bool read_range(struct pl_build *build, const struct pl_node *node, const struct pl_field *field,
                       uint32_t field_index, uint32_t index)
{
    static const struct {
        const char *word;
        bool lower;
        int64_t shift;
    } bounds[] = {{"at_least", true, 0}, {"above", true, 1}, {"at_most", false, 0}, {"under", false, -1}};
    int64_t limits[2] = {INT64_MIN / 4, INT64_MAX / 4};
    bool ok = true;
    if (node->kind == PL_NODE_TEXT) {
        ok = pl_load_amount(build, node, field, &limits[0]);
        limits[1] = limits[0];
    } else if (node->count == 0) {
        return pl_build_fail(build, node, PL_K003, pl_text(&build->knowledge, field->id),
                             "{at_least, above, at_most, under}");
    }
    for (const struct pl_node *entry = node->first; entry != NULL; entry = entry->next) {
        size_t i = 0;
        int64_t amount = 0;
        while (i < 4 && (entry->key == NULL || !pl_view_is(entry->key->text, bounds[i].word))) {
            i++;
        }
        if (i == 4) {
            return pl_build_fail(build, entry, PL_K003, pl_text(&build->knowledge, field->id),
                                 "{at_least, above, at_most, under}");
        }
        if (pl_node_get(node, bounds[i].word) != entry) {
            return pl_build_fail(build, entry->key, PL_K005, bounds[i].word, NULL);
        }
        ok = pl_load_amount(build, entry, field, &amount) && ok;
        limits[bounds[i].lower ? 0 : 1] = amount + bounds[i].shift;
    }
    uint32_t number = pl_build_number(build, limits[0]);
    pl_build_number(build, limits[1]);
    struct pl_term *term = pl_build_terms(build, index);
    term->operation = PL_RANGE;
    term->subject = field_index;
    term->number = number;
    return ok;
}

static bool read_entry(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    pl_build_terms(build, index)->line = node->key->line;
    for (uint32_t i = 0; i < PL_OPERATIONS; i++) {
        const struct pl_operation_traits *traits = &pl_operations[i];
        bool named = traits->looks_at < PL_AT_CHOICE && pl_view_is(node->key->text, traits->word);
        if (named) {
            return traits->looks_at == PL_AT_RULE ? read_holds(build, node, index)
                                                  : read_group(build, node, index, (enum pl_operation)i);
        }
    }
    uint32_t field_index = pl_position(&build->knowledge, PL_TO_FIELD, node->key->text.text);
    if (field_index == PL_NONE ||
        (!build->in_document && (build->knowledge.fields[field_index].flags & PL_FIELD_OUTLINE) != 0)) {
        return pl_build_fail(build, node->key, PL_K004, node->key->text.text, "facts");
    }
    const struct pl_field *field = &build->knowledge.fields[field_index];
    switch ((enum pl_type)field->type) {
    case PL_TYPE_CHOICE:
    case PL_TYPE_SET:
    case PL_TYPE_YES_NO:
    case PL_TYPE_PLATFORM:
        return node->kind == PL_NODE_MAPPING
                   ? pl_build_fail(build, node, PL_K003, node->key->text.text, "a value or a list of values")
                   : read_bits(build, node, field, field_index, index);
    case PL_TYPE_NUMBER:
    case PL_TYPE_DURATION:
    case PL_TYPE_DATE:
        return read_range(build, node, field, field_index, index);
    case PL_TYPE_TEXT:
    case PL_TYPE_SECTION:
    case PL_TYPE_RECORDS:
        break;
    }
    return pl_build_fail(build, node, PL_K006, node->key->text.text, "…");
}

static bool read_mapping(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    if (node->kind != PL_NODE_MAPPING || node->first == NULL) {
        return pl_build_fail(build, node, PL_K003, "when", "a mapping");
    }
    if (!pl_build_within(build, node, PL_LIMIT_FIELDS, node->count)) {
        return false; /* and so the search for what stands twice is short */
    }
    for (const struct pl_node *entry = node->first; entry != NULL; entry = entry->next) {
        if (pl_node_get(node, entry->key->text.text) != entry) {
            return pl_build_fail(build, entry->key, PL_K005, entry->key->text.text, NULL);
        }
    }
    pl_build_terms(build, index)->line = node->line;
    if (node->count == 1) {
        return read_entry(build, node->first, index);
    }
    struct pl_range range = pl_load_group(build, index, PL_ALL, node->count);
    bool ok = true;
    uint32_t child = range.first;
    for (const struct pl_node *entry = node->first; entry != NULL; entry = entry->next) {
        ok = read_entry(build, entry, child++) && ok;
    }
    return ok;
}

bool pl_load_condition(struct pl_build *build, const struct pl_node *node, struct pl_range *out_terms)
{
    uint32_t first = pl_build_grow(build, PL_ARRAY_terms, 1);
    bool ok = true;
    if (node->kind == PL_NODE_LIST && node->count == 0) {
        return pl_build_fail(build, node, PL_K003, "when", "a mapping or a list of mappings");
    }
    if (node->kind == PL_NODE_LIST) { /* a choice among mappings */
        struct pl_range range = pl_load_group(build, first, PL_ANY, node->count);
        uint32_t child = range.first;
        for (const struct pl_node *item = node->first; item != NULL; item = item->next) {
            ok = read_mapping(build, item, child++) && ok;
        }
    } else {
        ok = read_mapping(build, node, first);
    }
    *out_terms = (struct pl_range){first, build->knowledge.terms_count - first};
    return pl_build_within(build, node, PL_LIMIT_TERMS, build->knowledge.terms_count) && ok;
}
