/* SPDX-License-Identifier: MIT
 * schema: the JSON Schema (draft-07) of a profile, from the vocabulary. It accepts what the loader accepts and refuses
 * what the loader refuses: names and values in any case, with or without accents, durations, dates and numbers as
 * people write them. What JSON cannot show is listed in tests/schema. Expressions are those that JavaScript and others
 * share.
 */
#include <string.h>

#include "base/json.h"
#include "cli/cli.h"
#include "cli/pattern.h"

/* Opens a schema of several, "anyOf" or "allOf" them: two levels to close. */
static void start_several(struct pl_json *to, const char *key, const char *kind)
{
    pl_json_object(to, key);
    pl_json_array(to, kind);
}

/* A text that matches the whole of an expression; releases it. */
static void add_match(struct pl_json *to, const char *key, struct pl_buffer *expression)
{
    struct pl_buffer whole = {0};
    pl_buffer_add_text(&whole, "^(?:");
    pl_buffer_add(&whole, pl_buffer_text(expression), expression->length);
    pl_buffer_add_text(&whole, ")$");
    pl_json_object(to, key);
    pl_json_text(to, "type", "string");
    pl_json_text(to, "pattern", pl_buffer_text(&whole));
    pl_json_end(to);
    pl_buffer_done(&whole);
    pl_buffer_done(expression);
}

/* ---- names ------------------------------------------------------------------------------------------------- */

/* Every spelling of one field or value, or of all of a scope (PL_NONE). */
static void add_spellings(const struct pl_knowledge *k, uint32_t scope, bool values, uint32_t target,
                          struct pl_buffer *out)
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
static void set_key_pattern(const struct pl_knowledge *k, uint32_t field, struct pl_buffer *out)
{
    pl_buffer_clear(out);
    pl_buffer_add_text(out, "^(?:");
    add_spellings(k, k->fields[field].parent, false, field, out);
    pl_buffer_add_text(out, ")$");
}

/* An object has the field. */
static void add_presence(struct pl_json *to, const struct pl_knowledge *k, uint32_t field)
{
    struct pl_buffer key = {0};
    set_key_pattern(k, field, &key);
    pl_json_object(to, NULL);
    pl_json_object(to, "not");
    pl_json_object(to, "propertyNames");
    pl_json_object(to, "not");
    pl_json_text(to, "pattern", key.data);
    pl_json_ends(to, 4);
    pl_buffer_done(&key);
}

/* Opens the schema of objects in which the value of the field, where they have it, is such as is written next, under
 * `key`: two levels to close. */
static void start_field(struct pl_json *to, const struct pl_knowledge *k, uint32_t field, struct pl_buffer *key)
{
    set_key_pattern(k, field, key);
    pl_json_object(to, NULL);
    pl_json_object(to, "patternProperties");
}

/* ---- values ------------------------------------------------------------------------------------------------ */

static void add_any_value(struct pl_json *to, const struct pl_knowledge *k, uint32_t field, uint32_t target)
{
    struct pl_buffer spellings = {0};
    add_spellings(k, field, true, target, &spellings);
    add_match(to, NULL, &spellings);
}

/* The names as the vocabulary writes them, for editors that complete, then any spelling. */
static void add_choice(struct pl_json *to, const char *key, const struct pl_knowledge *k, uint32_t field)
{
    struct pl_range names = pl_knowledge_names(k, field, true);
    start_several(to, key, "anyOf");
    pl_json_object(to, NULL);
    pl_json_array(to, "enum");
    for (uint32_t i = names.first; i < names.first + names.count; i++) {
        pl_json_text(to, NULL, pl_text(k, k->names[i].shown));
    }
    pl_json_ends(to, 2);
    add_any_value(to, k, field, PL_NONE);
    pl_json_ends(to, 2);
}

/* A choice, or a list of them. */
static void add_choices(struct pl_json *to, const char *key, const struct pl_knowledge *k, uint32_t field,
                        int64_t least)
{
    start_several(to, key, "anyOf");
    add_choice(to, NULL, k, field);
    pl_json_object(to, NULL);
    pl_json_text(to, "type", "array");
    add_choice(to, "items", k, field);
    pl_json_integer(to, "minItems", least);
    pl_json_integer(to, "maxItems", PL_LIST_MAX);
    pl_json_ends(to, 3);
}

static void add_yes_no(struct pl_json *to, const char *key, int64_t bits)
{
    struct pl_buffer words = {0};
    start_several(to, key, "anyOf");
    pl_json_object(to, NULL);
    pl_json_array(to, "enum");
    if ((bits & PL_YES_BIT) != 0) {
        pl_json_bool(to, NULL, true);
    }
    if ((bits & PL_NO_BIT) != 0) {
        pl_json_bool(to, NULL, false);
    }
    pl_json_ends(to, 2);
    for (const struct pl_yes_no_word *word = pl_yes_no_words; word->word != NULL; word++) {
        if ((word->bit & bits) != 0) {
            pl_buffer_add_text(&words, words.length > 0 ? "|" : "");
            pl_pattern_add_name(word->word, &words);
        }
    }
    add_match(to, NULL, &words);
    pl_json_ends(to, 2);
}

static void add_number(struct pl_json *to, const char *key, const struct pl_knowledge *k, const struct pl_field *field)
{
    struct pl_buffer expression = {0};
    start_several(to, key, "anyOf");
    pl_json_object(to, NULL);
    pl_json_text(to, "type", "integer");
    pl_json_integer(to, "minimum", k->numbers[field->minimum]);
    pl_json_integer(to, "maximum", k->numbers[field->maximum]);
    pl_json_end(to);
    pl_pattern_add_number(k, field, &expression);
    add_match(to, NULL, &expression);
    pl_json_ends(to, 2);
}

static void add_text(struct pl_json *to, const char *key, bool needed)
{
    pl_json_object(to, key);
    pl_json_array(to, "type");
    pl_json_text(to, NULL, "string");
    pl_json_text(to, NULL, "number");
    pl_json_text(to, NULL, "boolean");
    pl_json_end(to);
    pl_json_integer(to, "maxLength", PL_TEXT_MAX);
    if (needed) {
        pl_json_text(to, "pattern", pl_pattern_seen);
    }
    pl_json_end(to);
}

/* The identifiers of steps, which progress names. */
static void add_steps(struct pl_json *to, const char *key, const struct pl_knowledge *k)
{
    pl_json_object(to, key);
    pl_json_array(to, "enum");
    for (uint32_t i = 0; i < k->rules_count; i++) {
        if (k->rules[i].concludes == PL_STEP) {
            pl_json_text(to, NULL, pl_text(k, k->rules[i].id));
        }
    }
    pl_json_ends(to, 2);
}

/* The field is there, with a value. */
static void add_given(struct pl_json *to, const struct pl_knowledge *k, uint32_t field)
{
    struct pl_buffer key = {0};
    start_several(to, NULL, "allOf");
    add_presence(to, k, field);
    start_field(to, k, field, &key);
    pl_json_object(to, key.data);
    pl_json_single(to, "not", "type", "null");
    pl_json_ends(to, 5);
    pl_buffer_done(&key);
}

/* What spans two fields of a step of the circuit: a list of roles says that one is enough; who does not wait says how
 * long. */
static void add_chain_conditions(struct pl_json *to, const struct pl_knowledge *k)
{
    uint32_t any = k->facts[PL_FACT_STEP_ANY];
    uint32_t silent = k->facts[PL_FACT_STEP_IF_SILENT];
    uint32_t timeout = k->facts[PL_FACT_STEP_TIMEOUT];
    struct pl_buffer key = {0};
    pl_json_array(to, "allOf");
    start_several(to, NULL, "anyOf");
    start_field(to, k, k->facts[PL_FACT_STEP_BY], &key);
    pl_json_object(to, key.data);
    pl_json_single(to, "not", "type", "array");
    pl_json_ends(to, 3);
    start_several(to, NULL, "allOf");
    add_presence(to, k, any);
    start_field(to, k, any, &key);
    add_yes_no(to, key.data, PL_YES_BIT);
    pl_json_ends(to, 6);
    start_several(to, NULL, "anyOf");
    start_field(to, k, silent, &key);
    start_several(to, key.data, "anyOf");
    pl_json_single(to, NULL, "type", "null");
    add_any_value(to, k, silent, PL_SILENT_WAIT);
    pl_json_ends(to, 4);
    add_given(to, k, timeout);
    pl_json_ends(to, 3);
    pl_buffer_done(&key);
}

/* ---- objects ----------------------------------------------------------------------------------------------- */

static void add_fields(struct pl_json *to, const struct pl_knowledge *k, uint32_t scope);

/* Bounded by the depth of the vocabulary. */
static void add_value(struct pl_json *to, const char *key, const struct pl_knowledge *k, uint32_t index)
{
    static const char *const shared[] = {[PL_TYPE_PLATFORM] = "#/definitions/platform",
                                         [PL_TYPE_YES_NO] = "#/definitions/yes-no",
                                         [PL_TYPE_DURATION] = "#/definitions/duration",
                                         [PL_TYPE_DATE] = "#/definitions/date"};
    const struct pl_field *field = &k->fields[index];
    switch ((enum pl_type)field->type) {
    case PL_TYPE_TEXT:
        if (index == k->facts[PL_FACT_PROGRESS_STEP]) {
            add_steps(to, key, k);
        } else {
            add_text(to, key, (field->flags & PL_FIELD_REQUIRED) != 0);
        }
        break;
    case PL_TYPE_NUMBER:
        add_number(to, key, k, field);
        break;
    case PL_TYPE_CHOICE:
        if ((field->flags & PL_FIELD_ONE_OF_MANY) == 0) {
            add_choice(to, key, k, index);
        } else {
            add_choices(to, key, k, index, 1);
        }
        break;
    case PL_TYPE_PLATFORM:
    case PL_TYPE_YES_NO:
    case PL_TYPE_DURATION:
    case PL_TYPE_DATE:
        pl_json_single(to, key, "$ref", shared[field->type]);
        break;
    case PL_TYPE_SET:
        add_choices(to, key, k, index, 0);
        break;
    case PL_TYPE_SECTION:
        pl_json_object(to, key);
        add_fields(to, k, index);
        pl_json_end(to);
        break;
    case PL_TYPE_RECORDS:
        pl_json_object(to, key);
        pl_json_text(to, "type", "array");
        pl_json_object(to, "items");
        add_fields(to, k, index);
        if (index == k->facts[PL_FACT_CHAIN]) {
            add_chain_conditions(to, k);
        } else if (index == k->facts[PL_FACT_PROGRESS]) {
            pl_json_array(to, "allOf");
            add_given(to, k, k->facts[PL_FACT_PROGRESS_STEP]);
            add_given(to, k, k->facts[PL_FACT_PROGRESS_STATE]);
            pl_json_end(to);
        }
        pl_json_end(to);
        pl_json_integer(to, "minItems", 0);
        pl_json_integer(to, "maxItems", k->numbers[field->maximum]);
        pl_json_end(to);
        break;
    }
}

/* The members of an object's schema. A name as the vocabulary writes it says what it means, in its language; the
 * expression of its field holds the rest: the value, or nothing, as a field without a value is unknown. */
static void add_fields(struct pl_json *to, const struct pl_knowledge *k, uint32_t scope)
{
    struct pl_range names = pl_knowledge_names(k, scope, false);
    struct pl_buffer key = {0};
    pl_json_text(to, "type", "object");
    pl_json_object(to, "properties");
    for (uint32_t i = names.first; i < names.first + names.count; i++) {
        const struct pl_field *field = &k->fields[k->names[i].target];
        const char *shown = pl_text(k, k->names[i].shown);
        enum pl_language language = strcmp(shown, pl_text(k, field->key)) == 0 ? PL_EN : PL_FR;
        pl_json_object(to, shown);
        pl_json_text(to, "description",
                     pl_text_in(k, field->question.in[PL_FR] != 0 ? field->question : field->label, language));
        pl_json_end(to);
    }
    pl_json_end(to);
    pl_json_object(to, "patternProperties");
    for (uint32_t i = names.first; i < names.first + names.count; i++) {
        uint32_t field = k->names[i].target;
        uint32_t first = names.first;
        while (k->names[first].target != field) {
            first++;
        }
        if (first < i) { /* under another of its names */
            continue;
        }
        set_key_pattern(k, field, &key);
        if ((k->fields[field].flags & PL_FIELD_REQUIRED) != 0) {
            add_value(to, key.data, k, field);
        } else {
            start_several(to, key.data, "anyOf");
            add_value(to, NULL, k, field);
            pl_json_single(to, NULL, "type", "null");
            pl_json_ends(to, 2);
        }
    }
    pl_json_end(to);
    pl_json_bool(to, "additionalProperties", false);
    pl_buffer_done(&key);
}

int pl_command_schema(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_json to = {.out = &cli->out};
    pl_json_object(&to, NULL);
    pl_json_text(&to, "$schema", "http://json-schema.org/draft-07/schema#");
    pl_json_text(&to, "title", cli->language == PL_FR ? "Profil d’une collectivité" : "Profile of a local authority");
    add_fields(&to, k, PL_NONE);
    pl_json_array(&to, "allOf");
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if ((k->fields[i].flags & PL_FIELD_REQUIRED) != 0) {
            add_presence(&to, k, i);
        }
    }
    pl_json_end(&to);
    struct pl_buffer duration = {0};
    struct pl_buffer date = {0};
    pl_pattern_add_duration(&duration);
    pl_pattern_add_date(&date);
    pl_json_object(&to, "definitions");
    add_yes_no(&to, "yes-no", PL_YES_BIT | PL_NO_BIT);
    start_several(&to, "duration", "anyOf");
    pl_json_object(&to, NULL);
    pl_json_integer(&to, "const", 0);
    pl_json_end(&to);
    add_match(&to, NULL, &duration);
    pl_json_ends(&to, 2);
    add_match(&to, "date", &date);
    start_several(&to, "platform", "anyOf");
    add_choice(&to, NULL, k, k->facts[PL_FACT_ACCOUNT_PLATFORM]);
    add_text(&to, NULL, true);
    pl_json_ends(&to, 3);
    pl_json_end(&to);
    return PL_EXIT_DONE;
}
