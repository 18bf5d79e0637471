/* SPDX-License-Identifier: MIT
 * The validation circuit in numbers: calendars, what may be changed and at what price.
 */
#include <string.h>

#include "base/number.h"
#include "load/load.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct pl_key hours_keys[] = {
    {"hours", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
    {"days", PL_SHAPE_NUMBER, true, offsetof(struct pl_hours, days), NULL, 0, PL_LIMIT_WEEK_DAYS},
    {"open", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
};
static const char *const edit_words[] = {"check-after",       "delegate",         "add-substitute", "widen-hours",
                                         "time-out-escalate", "time-out-publish", "merge",          "drop",
                                         NULL};
static const struct pl_key edit_keys[] = {
    {"id", PL_SHAPE_WORD, true, offsetof(struct pl_circuit_edit, kind), edit_words, 0, 0},
    {"weight", PL_SHAPE_NUMBER, true, offsetof(struct pl_circuit_edit, weight), NULL, 0, PL_LIMIT_WEIGHT},
    {"minutes", PL_SHAPE_NUMBER, false, offsetof(struct pl_circuit_edit, minutes), NULL, 0, PL_LIMIT_MINUTES},
    {"hours", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"text", PL_SHAPE_TEXT2, true, offsetof(struct pl_circuit_edit, text), NULL, 0, 0},
    {"because", PL_SHAPE_TEXT2, true, offsetof(struct pl_circuit_edit, because), NULL, 0, 0},
    {"cite", PL_SHAPE_REFS, true, offsetof(struct pl_circuit_edit, cite), NULL, PL_TO_CITATION, 0},
};
static const struct pl_key role_keys[] = {
    {"by", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
    {"weight", PL_SHAPE_NUMBER, true, offsetof(struct pl_role_weight, weight), NULL, 0, PL_LIMIT_WEIGHT},
};

/* The position of a value of one of the circuit's fields. */
static bool read_value(struct pl_build *build, const struct pl_node *node, enum pl_fact fact, uint32_t *out_position)
{
    const struct pl_knowledge *k = &build->knowledge;
    const struct pl_field *field = &k->fields[k->facts[fact]];
    for (uint32_t i = 0; node != NULL && node->kind == PL_NODE_TEXT && i < field->values.count; i++) {
        if (pl_view_is(node->text, pl_field_value_id(k, field, i))) {
            *out_position = i;
            return true;
        }
    }
    return node != NULL && pl_build_fail(build, node, PL_K004, pl_node_words(node), pl_text(k, field->id));
}

static bool read_minutes(struct pl_build *build, const struct pl_node *list, struct pl_range *out_range)
{
    int64_t previous = -1;
    if (list == NULL || list->kind != PL_NODE_LIST || list->count == 0 || list->count % 2 != 0 || list->count > 8) {
        return list != NULL && pl_build_fail(build, list, PL_K003, "open", "pairs of minutes of the day");
    }
    *out_range = (struct pl_range){pl_build_grow(build, PL_ARRAY_refs, list->count), list->count};
    uint32_t index = out_range->first;
    for (const struct pl_node *item = list->first; item != NULL; item = item->next) {
        int64_t minute = 0;
        if (item->kind != PL_NODE_TEXT || pl_number_parse(item->text, &minute) != PL_NUMBER_OK || minute <= previous ||
            minute > 1440) {
            return pl_build_fail(build, item, PL_K003, "open", "minutes of the day, one later than the other");
        }
        *pl_build_refs(build, index++) = (uint32_t)minute;
        previous = minute;
    }
    return true;
}

/* Whether no entry before is about the same thing: the word at `offset`, which the node has under `key`. */
static bool is_first(struct pl_build *build, const struct pl_node *node, const char *key, enum pl_array array,
                     uint32_t index, size_t offset)
{
    for (uint32_t i = 0; i < index; i++) {
        if (memcmp((const char *)pl_build_at(build, array, i) + offset, (const char *)pl_build_at(build, array, index) + offset,
                   sizeof(uint32_t)) == 0) {
            const struct pl_node *twice = pl_node_get(node, key);
            return pl_build_fail(build, twice, PL_K005, twice->text.text, NULL);
        }
    }
    return true;
}

static bool read_hours(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    uint32_t position = 0;
    struct pl_range open = {0, 0};
    bool ok = pl_shape_read(build, node, hours_keys, COUNT(hours_keys), PL_ARRAY_hours, index, "a calendar") &&
              read_value(build, pl_node_get(node, "hours"), PL_FACT_STEP_HOURS, &position) &&
              read_minutes(build, pl_node_get(node, "open"), &open);
    struct pl_hours *hours = pl_build_hours(build, index);
    hours->hours = position;
    hours->open = open;
    if (ok && hours->days == 0) {
        return pl_build_fail(build, pl_node_get(node, "days"), PL_K003, "days", "at least 1");
    }
    return ok && is_first(build, node, "hours", PL_ARRAY_hours, index, offsetof(struct pl_hours, hours));
}

static bool read_edit(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    uint32_t position = 0;
    const struct pl_node *hours = node->kind == PL_NODE_MAPPING ? pl_node_get(node, "hours") : NULL;
    bool ok = pl_shape_read(build, node, edit_keys, COUNT(edit_keys), PL_ARRAY_edits, index, "an edit") &&
              (hours == NULL || read_value(build, hours, PL_FACT_STEP_HOURS, &position));
    struct pl_circuit_edit *edit = pl_build_edits(build, index);
    edit->hours = position;
    if (!ok) {
        return false;
    }
    pl_str id = pl_build_text(build, pl_view_of(edit_words[edit->kind]));
    edit->id = id;
    return is_first(build, node, "id", PL_ARRAY_edits, index, offsetof(struct pl_circuit_edit, kind));
}

static bool read_role(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    uint32_t position = 0;
    bool ok = pl_shape_read(build, node, role_keys, COUNT(role_keys), PL_ARRAY_role_weights, index, "a role") &&
              read_value(build, pl_node_get(node, "by"), PL_FACT_STEP_BY, &position);
    (pl_build_role_weights(build, index))->by = position;
    return ok && is_first(build, node, "by", PL_ARRAY_role_weights, index, offsetof(struct pl_role_weight, by));
}

static bool read_list(struct pl_build *build, const struct pl_node *root, const char *key, enum pl_array array,
                      bool (*read)(struct pl_build *build, const struct pl_node *node, uint32_t index))
{
    const struct pl_node *list = pl_load_list(build, root, key);
    if (list == NULL) {
        return false;
    }
    uint32_t index = pl_build_grow(build, array, list->count);
    bool ok = true;
    for (const struct pl_node *node = list->first; node != NULL; node = node->next) {
        ok = read(build, node, index++) && ok;
    }
    return ok;
}

/* Each way to keep hours has its calendar: without one a step would take no time. */
static bool check_calendars(struct pl_build *build, const struct pl_node *root)
{
    const struct pl_knowledge *k = &build->knowledge;
    const struct pl_field *field = &k->fields[k->facts[PL_FACT_STEP_HOURS]];
    for (uint32_t value = 0; value < field->values.count; value++) {
        uint32_t at = 0;
        while (at < k->hours_count && k->hours[at].hours != value) {
            at++;
        }
        if (at == k->hours_count) {
            return pl_build_fail(build, pl_node_get(root, "calendars"), PL_K001, pl_field_value_id(k, field, value), "calendars");
        }
    }
    return true;
}

bool pl_load_circuit(struct pl_build *build, const struct pl_node *root)
{
    return read_list(build, root, "calendars", PL_ARRAY_hours, read_hours) && check_calendars(build, root) &&
           read_list(build, root, "edits", PL_ARRAY_edits, read_edit) &&
           read_list(build, root, "roles", PL_ARRAY_role_weights, read_role);
}
