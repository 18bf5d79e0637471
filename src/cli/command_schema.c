/* SPDX-License-Identifier: MIT
 * schema: the JSON Schema (draft-07) of a profile, from the vocabulary. It accepts what the loader accepts and refuses what the loader
 * refuses: names and values in any case, with or without accents, durations, dates and numbers as people write them. What JSON cannot show
 * is listed in tests/schema. Expressions are those that JavaScript and others share.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buffer.h"
#include "cli/cli.h"
#include "cli/pattern.h"
#include "report/json.h"

static json_t *typed(const char *type)
{
    json_t *object = json_object();
    pl_json_set(object, "type", json_string(type));
    return object;
}

static json_t *list_of(const char *key, json_t *first, json_t *second)
{
    json_t *object = json_object();
    json_t *list = json_array();
    pl_json_append(list, first);
    pl_json_append(list, second);
    pl_json_set(object, key, list);
    return object;
}

/* A schema that holds one key. */
static json_t *only(const char *key, json_t *value)
{
    json_t *object = json_object();
    pl_json_set(object, key, value);
    return object;
}

/* A text that matches the whole of an expression; releases it. */
static json_t *matching(struct pl_buffer *expression)
{
    struct pl_buffer whole = {0};
    pl_buffer_add_text(&whole, "^(?:");
    pl_buffer_add(&whole, pl_buffer_text(expression), expression->length);
    pl_buffer_add_text(&whole, ")$");
    json_t *object = typed("string");
    pl_json_set(object, "pattern", json_string(pl_buffer_text(&whole)));
    pl_buffer_done(&whole);
    pl_buffer_done(expression);
    return object;
}

/* ---- names ------------------------------------------------------------------------------------------------- */

/* Every spelling of one field or value, or of all of a scope (PL_NONE). */
static void add_spellings(const struct pl_knowledge *k, uint32_t scope, bool values, uint32_t target, struct pl_buffer *out)
{
    struct pl_range names = pl_knowledge_names(k, scope, values);
    bool some = false;
    for (uint32_t i = names.first; i < names.first + names.count; i++) {
        if (target == PL_NONE || k->names[i].target == target) {
            pl_buffer_add_text(out, some ? "|" : "");
            pl_pattern_add_name(pl_text(k, k->names[i].folded), out);
            some = true;
        }
    }
}

/* "^(?:nom|name)$": the expression of the keys of a field. */
static void add_key_pattern(const struct pl_knowledge *k, uint32_t field, struct pl_buffer *out)
{
    pl_buffer_clear(out);
    pl_buffer_add_text(out, "^(?:");
    add_spellings(k, k->fields[field].parent, false, field, out);
    pl_buffer_add_text(out, ")$");
}

/* An object has the field. */
static json_t *has_field(const struct pl_knowledge *k, uint32_t field)
{
    struct pl_buffer key = {0};
    add_key_pattern(k, field, &key);
    json_t *lacks = only("propertyNames", only("not", only("pattern", json_string(key.data))));
    pl_buffer_done(&key);
    return only("not", lacks);
}

/* Where an object has the field, its value is such. */
static json_t *field_is(const struct pl_knowledge *k, uint32_t field, json_t *schema)
{
    struct pl_buffer key = {0};
    add_key_pattern(k, field, &key);
    json_t *object = only("patternProperties", only(key.data, schema));
    pl_buffer_done(&key);
    return object;
}

/* ---- values ------------------------------------------------------------------------------------------------ */

static json_t *any_value(const struct pl_knowledge *k, uint32_t field, uint32_t target)
{
    struct pl_buffer spellings = {0};
    add_spellings(k, field, true, target, &spellings);
    return matching(&spellings);
}

/* The names as the vocabulary writes them, for editors that complete, then any spelling. */
static json_t *choice_schema(const struct pl_knowledge *k, uint32_t field)
{
    json_t *list = json_array();
    struct pl_range names = pl_knowledge_names(k, field, true);
    for (uint32_t i = names.first; i < names.first + names.count; i++) {
        pl_json_append(list, json_string(pl_text(k, k->names[i].shown)));
    }
    return list_of("anyOf", only("enum", list), any_value(k, field, PL_NONE));
}

static json_t *yes_no_schema(int64_t bits)
{
    struct pl_buffer words = {0};
    json_t *either = json_array();
    if ((bits & PL_YES_BIT) != 0) {
        pl_json_append(either, json_true());
    }
    if ((bits & PL_NO_BIT) != 0) {
        pl_json_append(either, json_false());
    }
    for (const struct pl_yes_no_word *word = pl_yes_no_words; word->word != NULL; word++) {
        if ((word->bit & bits) != 0) {
            pl_buffer_add_text(&words, words.length > 0 ? "|" : "");
            pl_pattern_add_name(word->word, &words);
        }
    }
    return list_of("anyOf", only("enum", either), matching(&words));
}

static json_t *number_schema(const struct pl_knowledge *k, const struct pl_field *field)
{
    struct pl_buffer expression = {0};
    json_t *number = typed("integer");
    pl_json_set(number, "minimum", json_integer(k->numbers[field->minimum]));
    pl_json_set(number, "maximum", json_integer(k->numbers[field->maximum]));
    pl_pattern_add_number(k, field, &expression);
    return list_of("anyOf", number, matching(&expression));
}

/* What many fields share is said once, at the end. */
static json_t *defined(const char *name)
{
    struct pl_buffer path = {0};
    pl_buffer_add_text(&path, "#/definitions/");
    pl_buffer_add_text(&path, name);
    json_t *object = only("$ref", json_string(path.data));
    pl_buffer_done(&path);
    return object;
}

static json_t *duration_schema(void)
{
    struct pl_buffer expression = {0};
    pl_pattern_add_duration(&expression);
    return list_of("anyOf", only("const", json_integer(0)), matching(&expression));
}

static json_t *date_schema(void)
{
    struct pl_buffer expression = {0};
    pl_pattern_add_date(&expression);
    return matching(&expression);
}

static json_t *text_schema(bool needed)
{
    json_t *object = json_object();
    json_t *types = json_array();
    pl_json_append(types, json_string("string"));
    pl_json_append(types, json_string("number"));
    pl_json_append(types, json_string("boolean"));
    pl_json_set(object, "type", types);
    pl_json_set(object, "maxLength", json_integer(PL_TEXT_MAX));
    if (needed) {
        pl_json_set(object, "pattern", json_string(pl_pattern_seen));
    }
    return object;
}

static json_t *list_schema(json_t *items, json_int_t least, json_int_t most)
{
    json_t *object = typed("array");
    pl_json_set(object, "items", items);
    pl_json_set(object, "minItems", json_integer(least));
    pl_json_set(object, "maxItems", json_integer(most));
    return object;
}

/* The identifiers of steps, which progress names. */
static json_t *steps_schema(const struct pl_knowledge *k)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < k->rules_count; i++) {
        if (k->rules[i].concludes == PL_STEP) {
            pl_json_append(list, json_string(pl_text(k, k->rules[i].id)));
        }
    }
    return only("enum", list);
}

/* What spans two fields of a step of the circuit: a list of roles says that one is enough; who does not wait says how long. */
static json_t *chain_conditions(const struct pl_knowledge *k)
{
    uint32_t by = k->facts[PL_FACT_STEP_BY];
    uint32_t any = k->facts[PL_FACT_STEP_ANY];
    uint32_t silent = k->facts[PL_FACT_STEP_IF_SILENT];
    uint32_t timeout = k->facts[PL_FACT_STEP_TIMEOUT];
    json_t *list = json_array();
    json_t *one_is_enough = list_of("allOf", has_field(k, any), field_is(k, any, yes_no_schema(PL_YES_BIT)));
    pl_json_append(list, list_of("anyOf", field_is(k, by, only("not", typed("array"))), one_is_enough));
    json_t *waits = list_of("anyOf", typed("null"), any_value(k, silent, PL_SILENT_WAIT));
    json_t *limited = list_of("allOf", has_field(k, timeout), field_is(k, timeout, only("not", typed("null"))));
    pl_json_append(list, list_of("anyOf", field_is(k, silent, waits), limited));
    return list;
}

static json_t *fields_schema(const struct pl_knowledge *k, uint32_t scope);

/* Bounded by the depth of the vocabulary. */
static json_t *value_schema(const struct pl_knowledge *k, uint32_t index)
{
    const struct pl_field *field = &k->fields[index];
    json_t *record = NULL;
    switch ((enum pl_type)field->type) {
    case PL_TYPE_TEXT:
        return index == k->facts[PL_FACT_PROGRESS_STEP] ? steps_schema(k) : text_schema((field->flags & PL_FIELD_REQUIRED) != 0);
    case PL_TYPE_NUMBER:
        return number_schema(k, field);
    case PL_TYPE_CHOICE:
        return (field->flags & PL_FIELD_ONE_OF_MANY) == 0
                   ? choice_schema(k, index)
                   : list_of("anyOf", choice_schema(k, index), list_schema(choice_schema(k, index), 1, PL_LIST_MAX));
    case PL_TYPE_PLATFORM:
        return defined("platform");
    case PL_TYPE_SET:
        return list_of("anyOf", choice_schema(k, index), list_schema(choice_schema(k, index), 0, PL_LIST_MAX));
    case PL_TYPE_YES_NO:
        return defined("yes-no");
    case PL_TYPE_DURATION:
        return defined("duration");
    case PL_TYPE_DATE:
        return defined("date");
    case PL_TYPE_SECTION:
        return fields_schema(k, index);
    case PL_TYPE_RECORDS:
        record = fields_schema(k, index);
        if (index == k->facts[PL_FACT_CHAIN]) {
            pl_json_set(record, "allOf", chain_conditions(k));
        }
        return list_schema(record, 0, (json_int_t)k->numbers[field->maximum]);
    }
    return json_object();
}

/* The value, or nothing: a field without a value is unknown. */
static json_t *field_schema(const struct pl_knowledge *k, uint32_t index)
{
    json_t *value = value_schema(k, index);
    return (k->fields[index].flags & PL_FIELD_REQUIRED) != 0 ? value : list_of("anyOf", value, typed("null"));
}

/* A name as the vocabulary writes it: what it means, in its language; the expression of its field holds the rest. */
static json_t *described(const struct pl_knowledge *k, uint32_t index, const char *shown)
{
    const struct pl_field *field = &k->fields[index];
    bool english = strcmp(shown, pl_text(k, field->key)) == 0;
    return only("description", json_string(pl_text_in(k, field->question.in[PL_FR] != 0 ? field->question : field->label,
                                                      english ? PL_EN : PL_FR)));
}

static json_t *fields_schema(const struct pl_knowledge *k, uint32_t scope)
{
    json_t *object = typed("object");
    json_t *properties = json_object();
    json_t *patterns = json_object();
    struct pl_range names = pl_knowledge_names(k, scope, false);
    struct pl_buffer key = {0};
    for (uint32_t i = names.first; i < names.first + names.count; i++) {
        const char *shown = pl_text(k, k->names[i].shown);
        uint32_t field = k->names[i].target;
        pl_json_set(properties, shown, described(k, field, shown));
        add_key_pattern(k, field, &key);
        if (json_object_get(patterns, key.data) == NULL) {
            pl_json_set(patterns, key.data, field_schema(k, field));
        }
    }
    pl_buffer_done(&key);
    pl_json_set(object, "properties", properties);
    pl_json_set(object, "patternProperties", patterns);
    pl_json_set(object, "additionalProperties", json_false());
    return object;
}

static json_t *required_fields(const struct pl_knowledge *k)
{
    json_t *all = json_array();
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if ((k->fields[i].flags & PL_FIELD_REQUIRED) != 0) {
            pl_json_append(all, has_field(k, i));
        }
    }
    return all;
}

static json_t *definitions(const struct pl_knowledge *k)
{
    json_t *object = json_object();
    pl_json_set(object, "yes-no", yes_no_schema(PL_YES_BIT | PL_NO_BIT));
    pl_json_set(object, "duration", duration_schema());
    pl_json_set(object, "date", date_schema());
    pl_json_set(object, "platform", list_of("anyOf", choice_schema(k, k->facts[PL_FACT_ACCOUNT_PLATFORM]), text_schema(true)));
    return object;
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
    pl_json_set(root, "$schema", json_string("http://json-schema.org/draft-07/schema#"));
    pl_json_set(root, "title", json_string(cli->language == PL_FR ? "Profil d’une collectivité" : "Profile of a local authority"));
    json_object_update(root, fields);
    json_decref(fields);
    pl_json_set(root, "allOf", required_fields(cli->knowledge));
    pl_json_set(root, "definitions", definitions(cli->knowledge));
    if (json_dump_callback(root, add_bytes, &cli->out, JSON_INDENT(2)) != 0) {
        pl_out_of_memory();
    }
    pl_buffer_add_char(&cli->out, '\n');
    json_decref(root);
    return PL_EXIT_DONE;
}
