/* SPDX-License-Identifier: MIT
 * schema: the JSON Schema (draft-07) of a profile, from the vocabulary; names and values of both languages.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli/cli.h"

static void set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0) {
        pl_out_of_memory();
    }
}

static void append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0) {
        pl_out_of_memory();
    }
}

/* Adds each spelling of a scope's values. */
static json_t *value_names(const struct pl_knowledge *k, uint32_t field)
{
    json_t *list = json_array();
    struct pl_range names = pl_knowledge_names(k, field, true);
    for (uint32_t i = names.first; i < names.first + names.count; i++) {
        append(list, json_string(pl_text(k, k->names[i].shown)));
        if (strcmp(pl_text(k, k->names[i].shown), pl_text(k, k->names[i].folded)) != 0) {
            append(list, json_string(pl_text(k, k->names[i].folded)));
        }
    }
    return list;
}

static json_t *typed(const char *type)
{
    json_t *object = json_object();
    set(object, "type", json_string(type));
    return object;
}

static json_t *yes_no(void)
{
    json_t *object = json_object();
    json_t *list = json_array();
    static const char *const words[] = {"yes", "oui", "no", "non"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        append(list, json_string(words[i]));
    }
    append(list, json_true());
    append(list, json_false());
    set(object, "enum", list);
    return object;
}

static json_t *fields_schema(const struct pl_knowledge *k, uint32_t scope);

/* The value, or nothing: a field without a value is unknown. */
static json_t *or_null(json_t *schema)
{
    json_t *object = json_object();
    json_t *list = json_array();
    append(list, schema);
    append(list, typed("null"));
    set(object, "anyOf", list);
    return object;
}

static json_t *number_schema(const struct pl_knowledge *k, const struct pl_field *field)
{
    json_t *object = typed("integer");
    set(object, "minimum", json_integer(k->numbers[field->minimum]));
    set(object, "maximum", json_integer(k->numbers[field->maximum]));
    return object;
}

static json_t *pattern(const char *expression)
{
    json_t *object = typed("string");
    set(object, "pattern", json_string(expression));
    return object;
}

static json_t *list_schema(json_t *items, json_int_t max)
{
    json_t *object = typed("array");
    set(object, "items", items);
    set(object, "maxItems", json_integer(max));
    return object;
}

static json_t *text_schema(bool required)
{
    json_t *object = json_object();
    json_t *types = json_array();
    append(types, json_string("string"));
    append(types, json_string("number"));
    set(object, "type", types);
    if (required) {
        set(object, "minLength", json_integer(1));
    }
    return object;
}

/* Bounded by the depth of the vocabulary. */
static json_t *value_schema(const struct pl_knowledge *k, uint32_t index)
{
    const struct pl_field *field = &k->fields[index];
    json_t *object = NULL;
    switch ((enum pl_type)field->type) {
    case PL_TYPE_TEXT:
        return text_schema((field->flags & PL_FIELD_REQUIRED) != 0);
    case PL_TYPE_NUMBER:
        return number_schema(k, field);
    case PL_TYPE_CHOICE:
    case PL_TYPE_PLATFORM:
        object = json_object();
        set(object, "enum", value_names(k, index));
        return object;
    case PL_TYPE_SET:
        object = json_object();
        set(object, "enum", value_names(k, index));
        return list_schema(object, 200);
    case PL_TYPE_YES_NO:
        return yes_no();
    case PL_TYPE_DURATION:
        return pattern("^([0-9]+ ?(min|mn|h|d|j|w|sem)|[0-9]+h[0-5][0-9]|0)$");
    case PL_TYPE_DATE:
        return pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    case PL_TYPE_SECTION:
        return fields_schema(k, index);
    case PL_TYPE_RECORDS:
        return list_schema(fields_schema(k, index), (json_int_t)k->numbers[field->maximum]);
    }
    return json_object();
}

static json_t *described(const struct pl_knowledge *k, uint32_t index, const char *shown)
{
    const struct pl_field *field = &k->fields[index];
    bool required = (field->flags & PL_FIELD_REQUIRED) != 0;
    bool english = strcmp(shown, pl_text(k, field->key)) == 0;
    json_t *schema = value_schema(k, index);
    json_t *object = required || field->type == PL_TYPE_SECTION ? schema : or_null(schema);
    const char *text = pl_text_in(k, field->question.in[PL_FR] != 0 ? field->question : field->label, english ? PL_EN : PL_FR);
    set(object, "description", json_string(text));
    return object;
}

static json_t *fields_schema(const struct pl_knowledge *k, uint32_t scope)
{
    json_t *object = typed("object");
    json_t *properties = json_object();
    struct pl_range names = pl_knowledge_names(k, scope, false);
    for (uint32_t i = names.first; i < names.first + names.count; i++) {
        const struct pl_name *name = &k->names[i];
        const char *shown = pl_text(k, name->shown);
        set(properties, shown, described(k, name->target, shown));
        if (strcmp(shown, pl_text(k, name->folded)) != 0) {
            set(properties, pl_text(k, name->folded), described(k, name->target, shown));
        }
    }
    set(object, "properties", properties);
    set(object, "additionalProperties", json_false());
    return object;
}

/* One of the names of each required field. */
static json_t *required_names(const struct pl_knowledge *k)
{
    json_t *all = json_array();
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if ((k->fields[i].flags & PL_FIELD_REQUIRED) == 0) {
            continue;
        }
        json_t *choice = json_array();
        struct pl_range names = pl_knowledge_names(k, PL_NONE, false);
        for (uint32_t n = names.first; n < names.first + names.count; n++) {
            if (k->names[n].target == i) {
                json_t *one = json_object();
                json_t *list = json_array();
                append(list, json_string(pl_text(k, k->names[n].shown)));
                set(one, "required", list);
                append(choice, one);
            }
        }
        json_t *any = json_object();
        set(any, "anyOf", choice);
        append(all, any);
    }
    return all;
}

static int add_bytes(const char *bytes, size_t length, void *out)
{
    pl_buffer_add(out, bytes, length);
    return 0;
}

int pl_command_schema(struct pl_cli *cli)
{
    json_t *root = json_object();
    json_t *fields = fields_schema(cli->knowledge, PL_NONE);
    set(root, "$schema", json_string("http://json-schema.org/draft-07/schema#"));
    set(root, "title", json_string(cli->language == PL_FR ? "Profil d’une collectivité" : "Profile of a local authority"));
    json_object_update(root, fields);
    json_decref(fields);
    set(root, "allOf", required_names(cli->knowledge));
    if (json_dump_callback(root, add_bytes, &cli->out, JSON_INDENT(2)) != 0) {
        pl_out_of_memory();
    }
    pl_buffer_add_char(&cli->out, '\n');
    json_decref(root);
    return PL_EXIT_DONE;
}
