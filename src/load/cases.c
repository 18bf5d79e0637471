/* SPDX-License-Identifier: MIT
 * The cases beside a rule: mappings from facts to values, under what the rule must then say. The values are those that
 * a profile could state, or those of derived facts, stated directly.
 */
#include "load/load.h"
#include "model/plan.h"

static const struct {
    const char *name;
    enum pl_truth expected;
} lists[] = {{"yes", PL_TRUE}, {"no", PL_FALSE}, {"unknown", PL_UNKNOWN}};

enum { LISTS = sizeof lists / sizeof *lists };

static bool read_value(struct pl_build *build, const struct pl_node *node, const struct pl_field *field,
                       int64_t *out_value)
{
    switch ((enum pl_type)field->type) {
    case PL_TYPE_CHOICE:
    case PL_TYPE_SET:
    case PL_TYPE_YES_NO:
    case PL_TYPE_PLATFORM: {
        /* Exactly these values of a set; of a choice one. */
        bool is_set = field->type == PL_TYPE_SET;
        *out_value = 0;
        if (is_set && node->kind == PL_NODE_TEXT && pl_view_is(node->text, "none")) {
            return true;
        }
        if (node->kind == PL_NODE_MAPPING || (node->kind == PL_NODE_LIST && (!is_set || node->count == 0))) {
            return pl_build_fail(build, node, PL_K003, node->key->text.text,
                                 is_set ? "a value or a list of values" : "a value");
        }
        return pl_load_bits(build, node, field, out_value);
    }
    case PL_TYPE_NUMBER:
    case PL_TYPE_DURATION:
    case PL_TYPE_DATE: {
        const int64_t *numbers = build->knowledge.numbers;
        if (!pl_load_amount(build, node, field, out_value)) {
            return false;
        }
        return (*out_value >= numbers[field->minimum] && *out_value <= numbers[field->maximum]) ||
               pl_build_fail(build, node, PL_K006, node->key->text.text, node->text.text);
    }
    case PL_TYPE_TEXT:
    case PL_TYPE_SECTION:
    case PL_TYPE_RECORDS:
        break;
    }
    return pl_build_fail(build, node, PL_K006, node->key->text.text, "…");
}

static bool read_fact(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    uint32_t field = pl_position(&build->knowledge, PL_TO_FIELD, node->key->text.text);
    int64_t value = 0;
    if (field == PL_NONE) {
        return pl_build_fail(build, node->key, PL_K004, node->key->text.text, "facts");
    }
    if (!read_value(build, node, &build->knowledge.fields[field], &value)) {
        return false;
    }
    struct pl_case_fact *fact = pl_build_case_facts(build, index);
    *fact = (struct pl_case_fact){field, pl_build_number(build, value)};
    return true;
}

static bool read_platform(struct pl_build *build, const struct pl_node *node, uint32_t *out_platform)
{
    const char *id = pl_node_words(node);
    *out_platform = pl_position(&build->knowledge, PL_TO_PLATFORM, id);
    return *out_platform != PL_NONE || pl_build_fail(build, node, PL_K004, id, "platforms");
}

bool pl_load_facts(struct pl_build *build, const struct pl_node *node, struct pl_range *out_facts)
{
    bool ok = true;
    const struct pl_node *this = pl_node_get(node, "this");
    out_facts->count = node->count - (this != NULL);
    out_facts->first = pl_build_grow(build, PL_ARRAY_case_facts, out_facts->count);
    uint32_t index = out_facts->first;
    for (const struct pl_node *entry = node->first; entry != NULL; entry = entry->next) {
        if (pl_node_get(node, entry->key->text.text) != entry) {
            return pl_build_fail(build, entry->key, PL_K005, entry->key->text.text, NULL);
        }
        ok = (entry == this || read_fact(build, entry, index++)) && ok;
    }
    return ok;
}

static bool read_case(struct pl_build *build, const struct pl_node *node, struct pl_case *item)
{
    if (node->kind != PL_NODE_MAPPING) {
        return pl_build_fail(build, node, PL_K003, "cases", "mappings from facts to values");
    }
    const struct pl_node *this = pl_node_get(node, "this");
    item->platform = PL_NONE;
    item->line = node->line;
    bool ok = this == NULL || read_platform(build, this, &item->platform);
    return pl_load_facts(build, node, &item->facts) && ok;
}

static bool read_list(struct pl_build *build, const struct pl_node *list, uint32_t rule)
{
    size_t which = 0;
    while (which < LISTS && !pl_view_is(list->key->text, lists[which].name)) {
        which++;
    }
    if (which == LISTS) {
        return pl_build_fail(build, list->key, PL_K002, list->key->text.text, "cases");
    }
    if (list->kind != PL_NODE_LIST) {
        return pl_build_fail(build, list, PL_K003, list->key->text.text, "a list of mappings");
    }
    bool ok = true;
    uint32_t position = 1;
    for (const struct pl_node *node = list->first; node != NULL; node = node->next, position++) {
        struct pl_case item = {.rule = rule, .expected = lists[which].expected, .position = position};
        ok = read_case(build, node, &item) && ok;
        *pl_build_cases(build, pl_build_grow(build, PL_ARRAY_cases, 1)) = item;
    }
    return ok;
}

bool pl_load_cases(struct pl_build *build, const struct pl_node *node, uint32_t rule)
{
    if (node->kind != PL_NODE_MAPPING) {
        return pl_build_fail(build, node, PL_K003, "cases", "{yes: […], no: […], unknown: […]}");
    }
    bool ok = true;
    for (const struct pl_node *list = node->first; list != NULL; list = list->next) {
        ok = (pl_node_get(node, list->key->text.text) == list ||
              pl_build_fail(build, list->key, PL_K005, list->key->text.text, NULL)) &&
             read_list(build, list, rule) && ok;
    }
    return ok;
}
