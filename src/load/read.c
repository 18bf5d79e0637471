/* SPDX-License-Identifier: MIT
 * From located nodes to entries of the tables, by the schema.
 */
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "load/load.h"
#include "load/typography.h"
#include "model/calendar.h"

/* ---- texts */

static bool read_same(struct pl_build *build, const struct pl_node *node, const char *name, struct pl_text2 *out_text)
{
    pl_str text = pl_build_text(build, node->text);
    *out_text = (struct pl_text2){{text, text}};
    return node->text.length > 0 || pl_build_fail(build, node, PL_K003, name, "a text");
}

static pl_str typeset(struct pl_build *build, struct pl_view view, enum pl_language language)
{
    struct pl_buffer set = {0};
    while (view.length > 0 && view.text[view.length - 1] == '\n') {
        view.length--; /* of a block */
    }
    pl_typography(pl_arena_copy(build->arena, view.text, view.length), language, &set);
    pl_str text = pl_build_text(build, (struct pl_view){pl_buffer_text(&set), set.length});
    pl_buffer_done(&set);
    return text;
}

static bool read_both(struct pl_build *build, const struct pl_node *node, const char *name, bool verbatim,
                      struct pl_text2 *out_text)
{
    static const char *const languages[PL_LANGUAGES] = {[PL_FR] = "fr", [PL_EN] = "en"};
    bool alone = build->in_french && node->kind == PL_NODE_TEXT;
    if (!alone && (node->kind != PL_NODE_MAPPING || node->count > PL_LANGUAGES)) {
        return pl_build_fail(build, node, PL_K003, name, "{fr: …, en: …}");
    }
    for (int language = 0; language < PL_LANGUAGES; language++) {
        const struct pl_node *text = alone ? node : pl_node_get(node, languages[language]);
        if (text == NULL || text->kind != PL_NODE_TEXT || text->text.length == 0) {
            return pl_build_fail(build, node, PL_K008, name, languages[language]);
        }
        out_text->in[language] = verbatim ? pl_build_text(build, text->text)
                                          : typeset(build, text->text, alone ? PL_FR : (enum pl_language)language);
    }
    return true;
}

bool pl_read_text2(struct pl_build *build, const struct pl_node *node, const char *name, struct pl_text2 *out_text)
{
    return read_both(build, node, name, false, out_text);
}

bool pl_read_verbatim2(struct pl_build *build, const struct pl_node *node, const char *name, struct pl_text2 *out_text)
{
    return node->kind == PL_NODE_TEXT ? read_same(build, node, name, out_text)
                                      : read_both(build, node, name, true, out_text);
}

static bool read_address(struct pl_build *build, const struct pl_node *node, const char *name)
{
    bool web = pl_view_starts(node->text, "https://") || pl_view_starts(node->text, "http://");
    return (web && strpbrk(node->text.text, " <>\"'()\\|`{}") == NULL) ||
           pl_build_fail(build, node, PL_K003, name, "an http or https address, percent-encoded");
}

/* ---- words and numbers */

static uint32_t position_of(const struct pl_node *node, const char *const *words)
{
    for (uint32_t i = 0; node->kind == PL_NODE_TEXT && words[i] != NULL; i++) {
        if (pl_view_is(node->text, words[i])) {
            return i;
        }
    }
    return PL_NONE;
}

static bool read_number(struct pl_build *build, const struct pl_node *node, const struct pl_key *key,
                        int64_t *out_number)
{
    if (pl_number_parse(node->text, out_number) != PL_NUMBER_OK || *out_number < 0) {
        return pl_build_fail(build, node, PL_K003, key->name, "a whole number");
    }
    if (*out_number < key->least) {
        return pl_build_fail(build, node, PL_K003, key->name, "at least 1");
    }
    return pl_build_within(build, node, (enum pl_limit)key->of, (uint64_t)*out_number);
}

/* MM-DD of a year that has 29 February, as month * 100 + day. */
static bool read_year_day(struct pl_view text, uint32_t *out_day)
{
    char date[sizeof "2000-MM-DD"] = "2000-";
    int64_t days = 0;
    bool whole = text.length == sizeof date - sizeof "2000-";
    memcpy(date + strlen(date), text.text, whole ? text.length : 0);
    if (!whole || !pl_date_parse(pl_view_of(date), &days)) {
        return false;
    }
    struct pl_date day = pl_date_of_days(days);
    *out_day = (uint32_t)(day.month * 100 + day.day);
    return true;
}

/* 12-25, easter+1 or easter-2. */
static bool read_day(struct pl_view text, uint32_t out_day[2])
{
    static const char easter[] = "easter";
    enum { EASTER = sizeof easter - 1 };
    int64_t number = 0;
    if (text.length > EASTER + 1 && memcmp(text.text, easter, EASTER) == 0) {
        struct pl_view rest = {text.text + EASTER + 1, text.length - EASTER - 1};
        bool before = text.text[EASTER] == '-';
        bool counted = (before || text.text[EASTER] == '+') && pl_number_parse(rest, &number) == PL_NUMBER_OK &&
                       number >= 0 && number < PL_EASTER; /* it stays in its year */
        out_day[0] = 0;
        out_day[1] = (uint32_t)(PL_EASTER + (before ? -number : number));
        return counted;
    }
    char date[sizeof "2000-MM-DD"] = "2000-";
    if (text.length != 5) {
        return false;
    }
    memcpy(date + 5, text.text, 5);
    bool read = pl_date_parse(pl_view_of(date), &number);
    struct pl_date day = pl_date_of_days(number);
    out_day[0] = (uint32_t)day.month;
    out_day[1] = (uint32_t)day.day;
    return read;
}

/* ---- lists of one or many */

/* The bit or the reference that one item of a list is; PL_NONE after an error. */
static uint32_t read_item(struct pl_build *build, const struct pl_node *item, const struct pl_key *key)
{
    const struct pl_knowledge *k = &build->knowledge;
    const char *words = pl_node_words(item);
    uint32_t found = PL_NONE;
    int64_t year = 0;
    if (key->shape == PL_SHAPE_WORDS) {
        found = position_of(item, key->words);
        return found != PL_NONE || !pl_build_fail(build, item, PL_K006, key->name, words) ? found : PL_NONE;
    }
    if (key->shape == PL_SHAPE_VALUES) {
        const struct pl_field *field = &k->fields[k->facts[key->of]];
        found = pl_field_value_position(k, field, item->text);
        return found != PL_NONE || pl_build_fail(build, item, PL_K004, words, pl_text(k, field->id)) ? found : PL_NONE;
    }
    if (key->shape == PL_SHAPE_EDITIONS) {
        if (item->kind == PL_NODE_TEXT && pl_number_parse(item->text, &year) == PL_NUMBER_OK && year > 0 &&
            year < 10000) {
            found = pl_knowledge_edition(k, (uint32_t)year);
        }
        return found != PL_NONE || pl_build_fail(build, item, PL_K004, words, "editions") ? found : PL_NONE;
    }
    found = item->kind == PL_NODE_TEXT ? pl_position(k, PL_TO_FIELD, words) : PL_NONE;
    bool outside = found != PL_NONE && (k->fields[found].flags & PL_FIELD_IN_RECORD) == 0;
    return outside || pl_build_fail(build, item, PL_K004, words, "facts") ? found : PL_NONE;
}

/* Bits of what the items name. */
static bool read_bits(struct pl_build *build, const struct pl_node *node, const struct pl_key *key, uint32_t *out_bits)
{
    bool is_list = node->kind == PL_NODE_LIST;
    if ((is_list && node->count == 0) || (!is_list && key->shape == PL_SHAPE_VALUES)) {
        return pl_build_fail(build, node, PL_K003, key->name,
                             key->shape == PL_SHAPE_EDITIONS ? "a year or a list of years" : "a list");
    }
    for (const struct pl_node *item = is_list ? node->first : node; item != NULL; item = is_list ? item->next : NULL) {
        uint32_t found = read_item(build, item, key);
        if (found == PL_NONE) {
            return false;
        }
        *out_bits |= 1u << found;
    }
    return true;
}

/* References, one or a list, to texts or to what they name. */
static bool read_refs(struct pl_build *build, const struct pl_node *node, const struct pl_key *key,
                      struct pl_range *out_range)
{
    bool is_list = node->kind == PL_NODE_LIST;
    struct pl_range range = {build->knowledge.refs_count, is_list ? node->count : 1};
    if (!pl_build_within(build, node, PL_LIMIT_REFERENCES, (uint64_t)range.first + range.count)) {
        return false;
    }
    pl_build_grow(build, PL_ARRAY_refs, range.count);
    const struct pl_node *item = is_list ? node->first : node;
    for (uint32_t i = range.first; i < range.first + range.count; i++, item = item->next) {
        if (item->kind != PL_NODE_TEXT) {
            return pl_build_fail(build, item, PL_K003, key->name,
                                 key->shape == PL_SHAPE_FACTS ? "a fact or a list of facts" : "a text");
        }
        uint32_t ref = key->shape == PL_SHAPE_FACTS ? read_item(build, item, key) : pl_build_text(build, item->text);
        if (ref == PL_NONE) {
            return false;
        }
        *pl_build_refs(build, i) = ref;
        if (key->shape == PL_SHAPE_REFS) {
            pl_build_wait_for(build, (struct pl_pending){PL_ARRAY_refs, i, 0, (enum pl_target)key->of, ref,
                                                         pl_build_place(build, item)});
        }
    }
    *out_range = range;
    return true;
}

static bool read_times(struct pl_build *build, const struct pl_node *list, const char *name, struct pl_range *out_range)
{
    int64_t previous = -1;
    if (list->kind != PL_NODE_LIST || list->count == 0 || list->count % 2 != 0 || list->count > 8) {
        return pl_build_fail(build, list, PL_K003, name, "pairs of minutes of the day");
    }
    *out_range = (struct pl_range){pl_build_grow(build, PL_ARRAY_refs, list->count), list->count};
    uint32_t index = out_range->first;
    for (const struct pl_node *item = list->first; item != NULL; item = item->next) {
        int64_t minute = 0;
        if (item->kind != PL_NODE_TEXT || pl_number_parse(item->text, &minute) != PL_NUMBER_OK || minute <= previous ||
            minute > 1440) {
            return pl_build_fail(build, item, PL_K003, name, "minutes of the day, one later than the other");
        }
        *pl_build_refs(build, index++) = (uint32_t)minute;
        previous = minute;
    }
    return true;
}

static bool read_records(struct pl_build *build, const struct pl_node *list, const struct pl_key *key, uint32_t parent,
                         struct pl_range *out_range)
{
    const struct pl_form *form = &pl_forms[key->of];
    uint64_t before = form->limit == PL_LIMIT_CITATIONS ? pl_target_count(&build->knowledge, PL_TO_CITATION)
                                                        : pl_array_count(&build->knowledge, form->array);
    if (form->limit != 0 && !pl_build_within(build, list, form->limit, before + list->count)) {
        return false;
    }
    bool ok = true;
    out_range->first = pl_array_count(&build->knowledge, form->array);
    for (const struct pl_node *node = list->first; node != NULL; node = node->next) {
        uint32_t index = pl_build_grow(build, form->array, 1);
        ok = pl_read_record(build, node, (enum pl_form_id)key->of, index, parent, key->variant) && ok;
    }
    out_range->count = pl_array_count(&build->knowledge, form->array) - out_range->first;
    return ok;
}

/* ---- keys and records */

static char *entry_of(struct pl_build *build, const struct pl_form *form, uint32_t index)
{
    return form->array == PL_ARRAYS ? (char *)build : pl_build_at(build, form->array, index);
}

/* Whether no other record of the form holds the same under a key; equal texts are one in the pool. */
static bool is_new(struct pl_build *build, const struct pl_node *node, const struct pl_form *form,
                   const struct pl_key *key, uint32_t index, uint32_t value)
{
    for (uint32_t i = 0; i < index; i++) {
        if (memcmp(entry_of(build, form, i) + key->offset, &value, sizeof value) == 0) {
            return pl_build_fail(build, node, PL_K005, node->text.text, NULL);
        }
    }
    return true;
}

/* Reads the value of a key. It is stored once it is read: the tables may move meanwhile. */
static bool read_value(struct pl_build *build, const struct pl_node *node, const struct pl_form *form,
                       const struct pl_key *key, uint32_t index)
{
    const struct pl_knowledge *k = &build->knowledge;
    enum pl_node_kind kind = pl_shapes[key->shape].node;
    if (kind != PL_NODE_MAPPING && node->kind != kind) {
        return pl_build_fail(build, node, PL_K003, key->name, kind == PL_NODE_LIST ? "a list" : "a single value");
    }
    union {
        uint32_t word;
        struct pl_text2 text;
        struct pl_range range;
        uint32_t pair[2];
    } read = {.pair = {0, 0}};
    int64_t number = 0;
    int64_t last = 0;
    bool ok = true;
    switch (key->shape) {
    case PL_SHAPE_NAME:
        ok = pl_build_is_name(node->text) ||
             pl_build_fail(build, node, PL_K003, key->name, "letters, digits and . _ - without accents");
        read.word = pl_build_text(build, node->text);
        break;
    case PL_SHAPE_ADDRESS:
        ok = read_address(build, node, key->name);
        read.word = pl_build_text(build, node->text);
        break;
    case PL_SHAPE_PARTIAL:
        ok = pl_partial_date(node->text.text, &number, &last) ||
             pl_build_fail(build, node, PL_K003, key->name, "YYYY-MM-DD, or YYYY-MM while no day is set");
        read.word = pl_build_text(build, node->text);
        break;
    case PL_SHAPE_STRING:
        read.word = pl_build_text(build, node->text);
        break;
    case PL_SHAPE_TYPESET:
        read.word = typeset(build, node->text, PL_FR);
        break;
    case PL_SHAPE_TEXT2:
    case PL_SHAPE_TITLE2:
        ok = key->shape == PL_SHAPE_TITLE2 && node->kind == PL_NODE_TEXT
                 ? read_same(build, node, key->name, &read.text)
                 : pl_read_text2(build, node, key->name, &read.text);
        break;
    case PL_SHAPE_WORD:
        read.word = position_of(node, key->words);
        ok = read.word != PL_NONE || pl_build_fail(build, node, PL_K004, node->text.text, key->name);
        break;
    case PL_SHAPE_FLAG:
        memcpy(&read.word, entry_of(build, form, index) + key->offset, sizeof read.word);
        read.word |= pl_view_is(node->text, "yes") ? key->of : 0;
        ok = pl_view_is(node->text, "yes") || pl_view_is(node->text, "no") ||
             pl_build_fail(build, node, PL_K003, key->name, "yes or no");
        break;
    case PL_SHAPE_NUMBER:
    case PL_SHAPE_AMOUNT:
        ok = read_number(build, node, key, &number);
        read.word = key->shape == PL_SHAPE_NUMBER ? (uint32_t)number : pl_build_number(build, number);
        break;
    case PL_SHAPE_VALUE:
        read.word = pl_field_value_position(k, &k->fields[k->facts[key->of]], node->text);
        ok = read.word != PL_NONE ||
             pl_build_fail(build, node, PL_K004, pl_node_words(node), pl_text(k, k->fields[k->facts[key->of]].id));
        break;
    case PL_SHAPE_WORDS:
    case PL_SHAPE_VALUES:
    case PL_SHAPE_EDITIONS:
        ok = read_bits(build, node, key, &read.word);
        break;
    case PL_SHAPE_KNOWN:
        read.word = pl_position(k, (enum pl_target)key->of, node->text.text);
        ok = read.word != PL_NONE || pl_build_fail(build, node, PL_K004, node->text.text, key->name);
        break;
    case PL_SHAPE_REF:
        read.word = PL_NONE;
        pl_build_wait_for(build, (struct pl_pending){form->array, index, key->offset, (enum pl_target)key->of,
                                                     pl_build_text(build, node->text), pl_build_place(build, node)});
        break;
    case PL_SHAPE_STRINGS:
    case PL_SHAPE_REFS:
    case PL_SHAPE_FACTS:
        ok = read_refs(build, node, key, &read.range);
        break;
    case PL_SHAPE_TIMES:
        ok = read_times(build, node, key->name, &read.range);
        break;
    case PL_SHAPE_CONDITION:
        ok = pl_load_condition(build, node, &read.range);
        break;
    case PL_SHAPE_DAY:
        ok = read_day(node->text, read.pair) ||
             pl_build_fail(build, node, PL_K003, key->name, "MM-DD, easter+N or easter-N");
        break;
    case PL_SHAPE_YEAR_DAY:
        ok = read_year_day(node->text, &read.word) || pl_build_fail(build, node, PL_K003, key->name, "MM-DD");
        break;
    case PL_SHAPE_FACT_VALUES:
        ok = node->kind == PL_NODE_MAPPING
                 ? pl_load_facts(build, node, &read.range)
                 : pl_build_fail(build, node->key, PL_K003, key->name, "a mapping from facts to values");
        break;
    case PL_SHAPE_RECORDS:
        ok = read_records(build, node, key, index, &read.range);
        break;
    case PL_SHAPE_LIST:
        return read_records(build, node, key, PL_NONE, &read.range);
    case PL_SHAPE_PART:
        return pl_read_record(build, node, (enum pl_form_id)key->of, index, PL_NONE, 0);
    case PL_SHAPE_CASES:
        return pl_load_cases(build, node, index);
    case PL_SHAPE_OWN:
    case PL_SHAPE_OWN_WORD:
    case PL_SHAPE_OWN_LIST:
    case PL_SHAPE_PARENT:
    case PL_SHAPE_FILE:
    case PL_SHAPE_LINE:
    case PL_SHAPES:
        return true;
    }
    memcpy(entry_of(build, form, index) + key->offset, &read, pl_shapes[key->shape].size);
    return ok && (!key->unique || is_new(build, node, form, key, index, read.word));
}

/* What an entry holds under a key that is not written. */
static void set_absent(struct pl_build *build, const struct pl_node *record, const struct pl_form *form,
                       const struct pl_key *key, uint32_t index, uint32_t parent)
{
    uint32_t word = PL_NONE; /* also all editions */
    if (key->shape == PL_SHAPE_FILE) {
        word = pl_build_text(build, pl_view_of(build->source->name));
    } else if (key->shape == PL_SHAPE_LINE) {
        word = record->line;
    } else if (key->shape == PL_SHAPE_PARENT) {
        word = parent;
    } else if (key->shape != PL_SHAPE_REF && key->shape != PL_SHAPE_EDITIONS && !key->none) {
        return;
    }
    memcpy(entry_of(build, form, index) + key->offset, &word, sizeof word);
}

/* Which variant a record is: told from outside, by a key that it has, or by what stands in its entry; PL_NONE after an
 * error. */
static uint32_t find_variant(struct pl_build *build, const struct pl_node *record, const struct pl_form *form,
                             uint32_t index, uint32_t told)
{
    const struct pl_key *row = form->keys;
    uint32_t variant = told - 1;
    while (row->offset != form->variant || row->shape != PL_SHAPE_WORD) {
        row++;
    }
    if (told == 0 && row->made) {
        struct pl_buffer words = {0};
        for (variant = 0; row->words[variant] != NULL && pl_node_get(record, row->words[variant]) == NULL; variant++) {
            pl_buffer_add_text(&words, variant > 0 ? ", " : "");
            pl_buffer_add_text(&words, row->words[variant]);
        }
        if (row->words[variant] == NULL) {
            variant = PL_NONE;
            pl_build_fail(build, record, PL_K001, pl_buffer_text(&words), form->what);
        }
        pl_buffer_done(&words);
    } else if (told == 0) {
        memcpy(&variant, entry_of(build, form, index) + form->variant, sizeof variant);
    }
    memcpy(entry_of(build, form, index) + form->variant, &variant, sizeof variant);
    return variant;
}

/* What its variant must have and may not. */
static bool check_variant(struct pl_build *build, const struct pl_node *record, const struct pl_form *form,
                          uint32_t variant)
{
    bool ok = variant != PL_NONE;
    for (const struct pl_key *key = form->keys; variant != PL_NONE && key < form->keys + form->count; key++) {
        const struct pl_node *node = pl_key_is_written(key) ? pl_node_get(record, key->name) : NULL;
        if (node != NULL && key->only != 0 && (key->only >> variant & 1) == 0) {
            ok = pl_build_fail(build, node->key, PL_K002, key->name, form->variants[variant]);
        } else if (node == NULL && pl_key_is_written(key) && key->must != UINT32_MAX &&
                   (key->must >> variant & 1) != 0) {
            ok = pl_build_fail(build, record, PL_K001, key->name, form->variants[variant]);
        }
    }
    return ok;
}

bool pl_read_record(struct pl_build *build, const struct pl_node *record, enum pl_form_id id, uint32_t index,
                    uint32_t parent, uint32_t variant)
{
    const struct pl_form *form = &pl_forms[id];
    const char *what = form->what != NULL ? form->what
                       : variant > 0      ? form->variants[variant - 1]
                                          : build->source->name;
    if (record->kind != PL_NODE_MAPPING) {
        return pl_build_fail(build, record, PL_K003, what, "a mapping");
    }
    bool ok = true; /* the keys that a record has are those of its form, each once */
    for (const struct pl_node *node = record->first; node != NULL && !form->loose; node = node->next) {
        struct pl_nearest nearest = pl_nearest_to(node->key->text);
        bool known = false;
        for (size_t i = 0; i < form->count && !known; i++) {
            known = pl_key_is_written(&form->keys[i]) && pl_view_is(node->key->text, form->keys[i].name);
        }
        if (!known) {
            enum pl_code code = form == &pl_forms[PL_FORM_LABELS] ? PL_K010 : PL_K002;
            ok = pl_build_fail(build, node->key, code, node->key->text.text, what);
            for (size_t i = 0; i < form->count && pl_build_hints(build); i++) {
                if (pl_key_is_written(&form->keys[i])) {
                    pl_nearest_offer(&nearest, form->keys[i].name, form->keys[i].name);
                }
            }
            pl_diagnostics_suggest(build->diagnostics, &nearest);
        } else if (pl_node_get(record, node->key->text.text) != node) {
            ok = pl_build_fail(build, node->key, PL_K005, node->key->text.text, NULL);
        }
    }
    for (const struct pl_key *key = form->keys; key < form->keys + form->count; key++) {
        const struct pl_node *node = pl_key_is_written(key) ? pl_node_get(record, key->name) : NULL;
        bool told = variant > 0 && key->offset == form->variant; /* elsewhere: it may be left out */
        if (node != NULL) {
            ok = read_value(build, node, form, key, index) && ok;
            continue;
        }
        set_absent(build, record, form, key, index, parent);
        if (key->must == UINT32_MAX && !told) {
            ok = id == PL_FORM_LABELS ? pl_build_fail(build, record, PL_K009, key->name, NULL)
                                      : pl_build_fail(build, record, PL_K001, key->name, what);
        }
    }
    if (ok && form->variants != NULL) {
        ok = check_variant(build, record, form, find_variant(build, record, form, index, variant));
    }
    build->parent = parent;
    return ok && (form->check == NULL || form->check(build, record, index));
}
