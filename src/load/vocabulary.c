/* SPDX-License-Identifier: MIT
 * The vocabulary: fields in blocks, so that the children of a section or of a record stand together.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "model/duration.h"
#include "load/load.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A default is written as in a profile: values of the field, a duration, or a text, kept as its place in the pool. */
static bool read_default(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    const struct pl_field *field = pl_build_fields(build, index);
    bool is_list = node->kind == PL_NODE_LIST && node->count > 0 && field->type == PL_TYPE_SET;
    bool is_chosen = field->type == PL_TYPE_SET || field->type == PL_TYPE_CHOICE;
    struct pl_duration duration;
    int64_t number = 0;
    if (field->type == PL_TYPE_DURATION) {
        if (node->kind != PL_NODE_TEXT || !pl_duration_parse(node->text, &duration)) {
            return pl_build_fail(build, node, PL_K003, "default", "a duration");
        }
        number = duration.minutes;
    } else if (field->type == PL_TYPE_TEXT && node->kind == PL_NODE_TEXT) {
        number = pl_build_text(build, node->text);
    } else if (!is_chosen || (node->kind != PL_NODE_TEXT && !is_list)) {
        return pl_build_fail(build, node, PL_K003, "default",
                             "a duration, a text, a value, or a list of values of a set");
    }
    for (const struct pl_node *item = is_list ? node->first : node; is_chosen && item != NULL;) {
        uint32_t position = pl_field_value_position(&build->knowledge, field, item->text);
        if (position == PL_NONE) {
            return pl_build_fail(build, item, PL_K004, pl_node_words(item), "values");
        }
        number |= (int64_t)1 << position;
        item = is_list ? item->next : NULL;
    }
    uint32_t stored = pl_build_number(build, number);
    pl_build_fields(build, index)->fallback = stored;
    return true;
}

static pl_str path_of(struct pl_build *build, uint32_t parent, pl_str key)
{
    if (parent == PL_NONE) {
        return key;
    }
    struct pl_buffer path = {0};
    pl_buffer_add_text(&path, build->pool.data + pl_build_fields(build, parent)->id);
    pl_buffer_add_char(&path, '.');
    pl_buffer_add_text(&path, build->pool.data + key);
    pl_str text = pl_build_text(build, (struct pl_view){path.data, path.length});
    pl_buffer_done(&path);
    return text;
}

static void set_ranges(struct pl_build *build, uint32_t index, const struct pl_node *node)
{
    struct pl_field *field = pl_build_fields(build, index);
    bool summed = field->type == PL_TYPE_NUMBER && (field->flags & PL_FIELD_DERIVED) == 0;
    uint32_t zero = pl_build_number(build, 0);
    uint32_t most = pl_build_number(build, summed ? PL_AMOUNT_MAX : INT64_MAX / 4); /* sums of a list must fit */
    if (pl_node_get(node, "min") == NULL) {
        field->minimum = zero;
    }
    if (pl_node_get(node, "max") == NULL) {
        field->maximum = most;
    }
    if (pl_node_get(node, "parameter") == NULL) {
        field->parameter = PL_NONE;
    }
    field->fallback = PL_NONE;
    field->from = PL_NONE;
    field->values_of_platforms = field->type == PL_TYPE_PLATFORM;
}

/* The keys that only some types of fields have. */
static bool check_keys(struct pl_build *build, const struct pl_node *node, const struct pl_field *field)
{
    bool derived = (field->flags & PL_FIELD_DERIVED) != 0;
    bool parent = !derived && (field->type == PL_TYPE_SECTION || field->type == PL_TYPE_RECORDS);
    bool chosen = !derived && (field->type == PL_TYPE_CHOICE || field->type == PL_TYPE_SET);
    bool lists = parent && pl_node_get(node, "fields_of") == NULL;
    bool names = chosen && pl_node_get(node, "values_of") == NULL;
    const struct {
        const char *name;
        bool allowed, required;
    } keys[] = {{"fields", lists, lists},    {"fields_of", !derived && field->type == PL_TYPE_SECTION, false},
                {"values", names, names},    {"values_of", derived || chosen, false},
                {"from", derived, derived},  {"parameter", derived, false},
                {"default", !derived, false}};
    bool ok = true;
    for (size_t i = 0; i < COUNT(keys); i++) {
        const struct pl_node *entry = pl_node_get(node, keys[i].name);
        if (entry != NULL && !keys[i].allowed) {
            ok = pl_build_fail(build, entry->key, PL_K002, keys[i].name, build->pool.data + field->id);
        } else if (entry == NULL && keys[i].required) {
            ok = pl_build_fail(build, node, PL_K001, keys[i].name, build->pool.data + field->id);
        }
    }
    if (parent && (field->flags & PL_FIELD_IN_RECORD) != 0) {
        ok = pl_build_fail(build, pl_node_get(node, "type"), PL_K003, "type", "a plain one inside a list");
    }
    if (*(int64_t *)pl_vector_at(&build->numbers, field->minimum) >
        *(int64_t *)pl_vector_at(&build->numbers, field->maximum)) {
        ok = pl_build_fail(build, node, PL_K003, "min", "at most max");
    }
    return ok;
}

static bool read_field(struct pl_build *build, const struct pl_node *node, uint32_t index, uint32_t parent,
                       uint32_t flags)
{
    if (!pl_read_record(build, node, PL_FORM_FIELD, index, PL_NONE, 0)) {
        return false;
    }
    pl_build_fields(build, index)->flags |= flags;
    set_ranges(build, index, node);
    pl_str path = path_of(build, parent, pl_build_fields(build, index)->key);
    struct pl_field *field = pl_build_fields(build, index);
    field->parent = parent;
    field->id = path;
    for (uint32_t i = 0; (flags & PL_FIELD_DERIVED) != 0 && i < index; i++) {
        if (pl_build_fields(build, i)->id == path) {
            return pl_build_fail(build, pl_node_get(node, "id"), PL_K005, build->pool.data + path, NULL);
        }
    }
    const struct pl_node *values = pl_node_get(node, "values");
    const struct pl_node *fallback = pl_node_get(node, "default");
    if (values != NULL && values->count == 0) {
        return pl_build_fail(build, values, PL_K003, "values", "a list");
    }
    return check_keys(build, node, field) &&
           (values == NULL || pl_build_within(build, values, PL_LIMIT_VALUES, values->count)) &&
           (fallback == NULL || read_default(build, fallback, index));
}

/* A section whose fields are numbers, one for each value of a choice that stands before it. */
static bool read_fields_of(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    uint32_t owner =
        node->kind == PL_NODE_TEXT ? pl_position(&build->knowledge, PL_TO_FIELD, node->text.text) : PL_NONE;
    if (owner == PL_NONE || pl_build_fields(build, owner)->values.count == 0) {
        return pl_build_fail(build, node, PL_K004, node->kind == PL_NODE_TEXT ? node->text.text : "…", "fields");
    }
    struct pl_range values = pl_build_fields(build, owner)->values;
    struct pl_range range = {pl_build_grow(build, PL_ARRAY_fields, values.count), values.count};
    pl_build_fields(build, index)->children = range;
    for (uint32_t i = 0; i < range.count; i++) {
        const struct pl_value *value = pl_build_values(build, values.first + i);
        struct pl_field field = *pl_build_fields(build, index);
        field.type = PL_TYPE_NUMBER;
        field.key = value->id;
        field.aliases = value->aliases;
        field.label = value->label;
        field.parent = index;
        field.children = (struct pl_range){0, 0};
        field.id = path_of(build, index, value->id);
        *pl_build_fields(build, range.first + i) = field;
    }
    return true;
}

/* A block of fields, then the blocks inside each. Depth is bounded by the YAML reader. */
static bool read_block(struct pl_build *build, const struct pl_node *list, uint32_t parent, uint32_t flags)
{
    if (!pl_build_within(build, list, PL_LIMIT_FIELDS, (uint64_t)build->knowledge.fields_count + list->count)) {
        return false;
    }
    struct pl_range range = {pl_build_grow(build, PL_ARRAY_fields, list->count), list->count};
    if (parent != PL_NONE) {
        pl_build_fields(build, parent)->children = range;
    }
    bool ok = true;
    uint32_t index = range.first;
    for (const struct pl_node *node = list->first; node != NULL; node = node->next) {
        ok = read_field(build, node, index++, parent, flags) && ok;
    }
    index = range.first;
    for (const struct pl_node *node = list->first; ok && node != NULL; node = node->next, index++) {
        const struct pl_node *inner = pl_node_get(node, "fields");
        const struct pl_node *of = pl_node_get(node, "fields_of");
        bool records = pl_build_fields(build, index)->type == PL_TYPE_RECORDS;
        ok = (inner == NULL || read_block(build, inner, index, flags | (records ? PL_FIELD_IN_RECORD : 0))) &&
             (of == NULL || read_fields_of(build, of, index));
    }
    return ok;
}

/* `values_of`: the values of another field, or the platforms. */
static bool link_values(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    const struct pl_node *values_of = pl_node_get(node, "values_of");
    if (values_of == NULL) {
        return true;
    }
    if (pl_view_is(values_of->text, "platform")) {
        pl_build_fields(build, index)->values_of_platforms = 1;
        return true;
    }
    uint32_t owner = pl_position(&build->knowledge, PL_TO_FIELD, values_of->text.text);
    if (owner == PL_NONE) {
        return pl_build_fail(build, values_of, PL_K004, values_of->text.text, "fields");
    }
    pl_build_fields(build, index)->values = pl_build_fields(build, owner)->values;
    return true;
}

/* The same for a block and those inside it, once every field has its own. Depth is bounded by the YAML reader. */
static bool link_block(struct pl_build *build, const struct pl_node *list, uint32_t first)
{
    bool ok = true;
    for (const struct pl_node *node = list->first; node != NULL; node = node->next, first++) {
        const struct pl_node *inner = pl_node_get(node, "fields");
        ok = link_values(build, node, first) && ok;
        ok = (inner == NULL || link_block(build, inner, pl_build_fields(build, first)->children.first)) && ok;
    }
    return ok;
}

/* What is found once every file is read, at the field it is about; PL_NONE: none in particular. */
static struct pl_place field_place(struct pl_build *build, uint32_t field)
{
    return (struct pl_place){build->vocabulary, field == PL_NONE ? 0 : pl_build_fields(build, field)->line, 1, 0};
}

static bool needs_key(struct pl_build *build, uint32_t field, const char *key, const char *value)
{
    struct pl_buffer wanted = {0};
    pl_buffer_add_text(&wanted, key);
    pl_buffer_add_text(&wanted, value);
    pl_diagnose(build->diagnostics, PL_K019, field_place(build, field),
                build->pool.data + pl_build_fields(build, field)->id, wanted.data, (const char *)NULL);
    pl_buffer_done(&wanted);
    return false;
}

/* What the program needs of a fact that it derives. */
static bool check_derived(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    static const struct {
        const char *id, *from;
        enum pl_type type;
        bool takes_parameter;
    } known[] = {
#define PL_DERIVED(id, type, from, takes_parameter, also, parameter, how) {id, from, PL_TYPE_##type, takes_parameter},
#include "model/derived.def"
#undef PL_DERIVED
    };
    struct pl_field *field = pl_build_fields(build, index);
    const char *id = build->pool.data + field->id;
    const struct pl_node *parameter = pl_node_get(node, "parameter");
    size_t i = 0;
    while (i < COUNT(known) && strcmp(known[i].id, id) != 0) {
        i++;
    }
    if (i == COUNT(known)) {
        return pl_build_fail(build, pl_node_get(node, "id"), PL_K018, id, NULL);
    }
    if (field->type != (uint32_t)known[i].type) {
        return needs_key(build, index, "type: ", pl_type_words[known[i].type]);
    }
    if (!pl_view_is(pl_node_get(node, "from")->text, known[i].from)) {
        return needs_key(build, index, "from: ", known[i].from);
    }
    field->derivation = (uint32_t)i;
    return parameter == NULL || known[i].takes_parameter ||
           pl_build_fail(build, parameter->key, PL_K002, "parameter", id);
}

/* `from` and `values_of` of the derived facts. */
static bool link_derived(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    const struct pl_node *from = pl_node_get(node, "from");
    struct pl_field *field = pl_build_fields(build, index);
    if (pl_view_starts(pl_view_of(build->pool.data + field->id), "plan.")) {
        field->flags |= PL_FIELD_LATE;
    } else if (pl_view_starts(pl_view_of(build->pool.data + field->id), "outline.")) {
        field->flags |= PL_FIELD_LATE | PL_FIELD_OUTLINE;
    }
    field->from = pl_position(&build->knowledge, PL_TO_FIELD, from->text.text);
    if (field->from == PL_NONE) {
        return pl_build_fail(build, from, PL_K004, from->text.text, "fields");
    }
    if ((field->flags & PL_FIELD_LATE) == 0) {
        pl_build_fields(build, field->from)->flags |= PL_FIELD_SOURCE;
    }
    return link_values(build, node, index) && check_derived(build, node, index);
}

bool pl_check_vocabulary(struct pl_build *build, const struct pl_node *root, uint32_t index)
{
    (void)index;
    build->vocabulary = build->source;
    const struct pl_node *fields = pl_node_get(root, "fields");
    const struct pl_node *derived = pl_node_get(root, "derived");
    if (!read_block(build, fields, PL_NONE, 0)) {
        return false;
    }
    uint32_t first = build->knowledge.fields_count;
    if (!link_block(build, fields, 0)) {
        return false;
    }
    bool ok = read_block(build, derived, PL_NONE, PL_FIELD_DERIVED);
    for (const struct pl_node *node = derived->first; ok && node != NULL; node = node->next) {
        ok = link_derived(build, node, first++);
    }
    return ok;
}

static bool add_name(struct pl_build *build, uint32_t scope, bool values, pl_str spelling, uint32_t target)
{
    char folded[PL_FOLD_MAX];
    struct pl_view view = pl_view_of(build->pool.data + spelling);
    size_t length = pl_fold(view, folded);
    pl_str text = pl_build_text(build, (struct pl_view){folded, length});
    for (uint32_t i = 0; i < build->knowledge.names_count; i++) {
        const struct pl_name *name = pl_build_names(build, i);
        if (name->scope == scope && name->values == (uint32_t)values && name->folded == text) {
            return name->target == target ||
                   pl_diagnose(build->diagnostics, PL_K015, field_place(build, values ? scope : target),
                               build->pool.data + spelling, (const char *)NULL);
        }
    }
    uint32_t index = pl_build_grow(build, PL_ARRAY_names, 1);
    *pl_build_names(build, index) = (struct pl_name){scope, values, text, spelling, target};
    return true;
}

static bool add_names(struct pl_build *build, uint32_t scope, bool values, pl_str id, struct pl_range aliases,
                      uint32_t target)
{
    bool ok = add_name(build, scope, values, id, target);
    for (uint32_t i = 0; i < aliases.count; i++) {
        ok = add_name(build, scope, values, *pl_build_refs(build, aliases.first + i), target) && ok;
    }
    return ok;
}

static bool name_values(struct pl_build *build, uint32_t index)
{
    struct pl_field field = *pl_build_fields(build, index);
    bool ok = true;
    for (uint32_t i = 0; i < field.values.count; i++) {
        struct pl_value value = *pl_build_values(build, field.values.first + i);
        ok = add_names(build, index, true, value.id, value.aliases, i) && ok;
    }
    for (uint32_t i = 0; field.values_of_platforms && i < build->knowledge.platforms_count; i++) {
        struct pl_platform platform = *pl_build_platforms(build, i);
        ok = add_name(build, index, true, platform.id, i) && add_name(build, index, true, platform.name.in[PL_FR], i) &&
             add_names(build, index, true, platform.name.in[PL_EN], platform.aliases, i) && ok;
    }
    return ok;
}

/* qsort has no context; only the host program and --knowledge sort, never two threads. */
static const char *sorting_pool;

static int compare_names(const void *left, const void *right)
{
    const struct pl_name *a = left;
    const struct pl_name *b = right;
    if (a->scope != b->scope) {
        return a->scope < b->scope ? -1 : 1;
    }
    if (a->values != b->values) {
        return a->values < b->values ? -1 : 1;
    }
    return strcmp(sorting_pool + a->folded, sorting_pool + b->folded);
}

/* The facts that C handles, of the type that it expects. */
static bool find_facts(struct pl_build *build)
{
    static const struct {
        const char *id;
        enum pl_type type;
    } facts[PL_FACTS] = {
#define PL_FACT(name, id, type, follows) {id, PL_TYPE_##type},
#include "model/facts.def"
#undef PL_FACT
    };
    uint32_t first = pl_build_grow(build, PL_ARRAY_facts, PL_FACTS);
    bool ok = true;
    for (uint32_t i = 0; i < PL_FACTS; i++) {
        uint32_t field = pl_position(&build->knowledge, PL_TO_FIELD, facts[i].id);
        if (field == PL_NONE) {
            ok = pl_diagnose(build->diagnostics, PL_K014, field_place(build, PL_NONE), facts[i].id, (const char *)NULL);
        } else if (pl_build_fields(build, field)->type != (uint32_t)facts[i].type) {
            ok = needs_key(build, field, "type: ", pl_type_words[facts[i].type]);
        }
        *pl_build_facts(build, first + i) = field;
    }
    return ok;
}

/* The values of these facts are bits of a word, or rows of a table of the program. */
static bool check_limits(struct pl_build *build)
{
    static const struct {
        enum pl_fact fact;
        enum pl_limit limit;
    } limited[] = {{PL_FACT_KIND, PL_LIMIT_KINDS},
                   {PL_FACT_AUDIENCES, PL_LIMIT_AUDIENCES},
                   {PL_FACT_STEP_FOR, PL_LIMIT_CLASSES},
                   {PL_FACT_STEP_HOURS, PL_LIMIT_CALENDARS}};
    const struct pl_knowledge *k = &build->knowledge;
    bool ok = true;
    for (size_t i = 0; i < COUNT(limited); i++) {
        uint32_t field = k->facts[limited[i].fact];
        ok =
            pl_build_within_at(build, field_place(build, field), limited[i].limit, k->fields[field].values.count) && ok;
    }
    uint32_t chain = k->facts[PL_FACT_CHAIN];
    return pl_build_within_at(build, field_place(build, chain), PL_LIMIT_CHAIN_STEPS,
                              (uint64_t)k->numbers[k->fields[chain].maximum]) &&
           ok;
}

/* C tells some values apart by their position. */
static bool check_positions(struct pl_build *build)
{
    static const struct {
        enum pl_fact fact;
        uint32_t position;
        const char *id;
    } positions[] = {
#define PL_VALUE(name, fact, position, id) {PL_FACT_##fact, position, id},
#include "model/values.def"
#undef PL_VALUE
    };
    bool ok = true;
    const struct pl_knowledge *k = &build->knowledge;
    for (size_t i = 0; i < COUNT(positions); i++) {
        uint32_t field = k->facts[positions[i].fact];
        bool there = field != PL_NONE && positions[i].position < k->fields[field].values.count &&
                     strcmp(pl_field_value_id(k, &k->fields[field], positions[i].position), positions[i].id) == 0;
        if (!there) {
            ok = pl_diagnose(build->diagnostics, PL_K017, field_place(build, field), positions[i].id,
                             field == PL_NONE ? "" : pl_text(k, k->fields[field].id), (const char *)NULL);
        }
    }
    return ok;
}

bool pl_load_names(struct pl_build *build)
{
    bool ok = true;
    for (uint32_t i = 0; i < build->knowledge.fields_count; i++) {
        struct pl_field field = *pl_build_fields(build, i);
        if ((field.flags & PL_FIELD_DERIVED) == 0) {
            ok = add_names(build, field.parent, false, field.key, field.aliases, i) && name_values(build, i) && ok;
        }
    }
    sorting_pool = build->pool.data;
    qsort(pl_build_names(build, 0), build->knowledge.names_count, sizeof(struct pl_name), compare_names);
    return find_facts(build) && check_positions(build) && check_limits(build) && ok;
}
