/* SPDX-License-Identifier: MIT
 * From located nodes to facts, by the vocabulary alone: no field has a line of code of its own but the few checks
 * that span two fields.
 */
#include "model/profile.h"

#include <string.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/number.h"
#include "load/loader.h"
#include "load/names.h"
#include "model/progress.h"
#include "yaml/line.h"
#include "yaml/node.h"

struct loader {
    const struct pl_knowledge *k;
    const struct pl_source *source;
    struct pl_arena *arena;
    struct pl_diagnostics *diagnostics;
    int64_t today;
    struct pl_names names;
    struct lines *lines;
};

/* The text from a line on: nodes come in order, so the file is walked once. */
struct lines {
    uint32_t number;
    struct pl_view rest;
};

static struct pl_place place_of(const struct loader *loader, const struct pl_node *node)
{
    return pl_node_place(loader->source, node);
}

static const struct pl_field *field_of(const struct loader *loader, uint32_t index)
{
    return &loader->k->fields[index];
}

/* How the user wrote a field's name, or its canonical key. */
static const char *shown_name(const struct loader *loader, const struct pl_node *node, const struct pl_field *field)
{
    return node->key != NULL ? node->key->text.text : pl_text(loader->k, field->key);
}

/* ---- values ------------------------------------------------------------------------------------------------ */

static bool is_list_type(const struct pl_field *field)
{
    return field->type == PL_TYPE_SET || field->type == PL_TYPE_RECORDS;
}

/* Whether a text is `field:value` without its space, of a field of that scope: then that is the error. */
static bool lacks_space(const struct loader *loader, struct pl_view text, uint32_t scope, struct pl_place place)
{
    char folded[PL_FOLD_MAX];
    const char *colon = memchr(text.text, ':', text.length);
    struct pl_view key = {text.text, colon == NULL ? 0 : (size_t)(colon - text.text)};
    if (key.length == 0 || key.length + 1 == text.length || colon[1] == ' ' || pl_fold(key, folded) == 0 ||
        pl_knowledge_find(loader->k, scope, false, folded) == PL_NONE) {
        return false;
    }
    place.column += (uint32_t)pl_view_count(key);
    place.span = 1;
    pl_diagnose(loader->diagnostics, PL_P055, place, (const char *)NULL);
    return true;
}

/* A field that one space too many put inside the field before it. */
static bool strayed(const struct loader *loader, const struct pl_node *node, const struct pl_field *field)
{
    char folded[PL_FOLD_MAX];
    if (node->kind != PL_NODE_MAPPING || node->key == NULL || node->first == NULL || node->line == node->key->line ||
        pl_fold(node->first->key->text, folded) == 0 ||
        pl_knowledge_find(loader->k, field->parent, false, folded) == PL_NONE) {
        return false;
    }
    const uint32_t values[3] = {node->first->key->column, node->key->column, node->key->line};
    struct pl_buffer numbers[3] = {{0}, {0}, {0}};
    for (size_t i = 0; i < 3; i++) {
        pl_buffer_add_number(&numbers[i], values[i], "");
    }
    pl_diagnose(loader->diagnostics, PL_P054, place_of(loader, node->first->key), numbers[0].data, numbers[1].data,
                numbers[2].data, (const char *)NULL);
    for (size_t i = 0; i < 3; i++) {
        pl_buffer_done(&numbers[i]);
    }
    return true;
}

static bool wrong_type(const struct loader *loader, const struct pl_node *node, const struct pl_field *field)
{
    enum pl_language language = loader->diagnostics->language;
    if (strayed(loader, node, field) ||
        (node->kind == PL_NODE_TEXT && node->plain &&
         lacks_space(loader, node->text, (uint32_t)(field - loader->k->fields), place_of(loader, node)))) {
        return false;
    }
    const char *wanted = is_list_type(field)              ? pl_node_kind_words[PL_NODE_LIST][language]
                         : field->type == PL_TYPE_SECTION ? pl_node_kind_words[PL_NODE_MAPPING][language]
                                                          : pl_node_single_words[language];
    pl_diagnose(loader->diagnostics, PL_P014, place_of(loader, node), shown_name(loader, node, field), wanted,
                pl_node_kind_words[node->kind][language], (const char *)NULL);
    if (node->kind == PL_NODE_LIST && !is_list_type(field) && field->type != PL_TYPE_SECTION) {
        pl_diagnostics_help(loader->diagnostics, PL_H010, (const char *)NULL);
    }
    return false;
}

static bool is_blank(struct pl_view view)
{
    while (view.length > 0) {
        if (!pl_is_unseen(pl_view_next(&view))) {
            return false;
        }
    }
    return true;
}

static bool read_text(const struct loader *loader, const struct pl_node *node, const struct pl_field *field,
                      struct pl_cell *cell)
{
    if (pl_view_count(node->text) > PL_TEXT_MAX) {
        return pl_diagnose(loader->diagnostics, PL_P017, place_of(loader, node), shown_name(loader, node, field),
                           (const char *)NULL);
    }
    if (node->cut_by_comment) {
        struct pl_place end = {loader->source, node->line, node->column + node->span + 1, 1};
        pl_diagnose(loader->diagnostics, PL_P024, end, (const char *)NULL);
    }
    /* The text without the marks that the reader has warned about. */
    struct pl_view view = node->text;
    char *kept = pl_arena_alloc(loader->arena, view.length + 1);
    size_t length = 0;
    int32_t before = 0;
    while (view.length > 0) {
        struct pl_view rest = view;
        int32_t c = pl_view_next(&view);
        size_t taken = rest.length - view.length;
        if (!pl_is_hidden(c, before)) {
            memcpy(kept + length, rest.text, taken);
            length += taken;
        }
        before = c;
    }
    cell->text = kept;
    return true;
}

static bool out_of_range(const struct loader *loader, const struct pl_node *node, const struct pl_field *field)
{
    struct pl_buffer bounds[2] = {{0}, {0}};
    const char *separator = loader->diagnostics->language == PL_FR ? " " : ",";
    pl_buffer_add_number(&bounds[0], loader->k->numbers[field->minimum], separator);
    pl_buffer_add_number(&bounds[1], loader->k->numbers[field->maximum], separator);
    pl_diagnose(loader->diagnostics, PL_P016, place_of(loader, node), shown_name(loader, node, field), bounds[0].data,
                bounds[1].data, (const char *)NULL);
    pl_buffer_done(&bounds[0]);
    pl_buffer_done(&bounds[1]);
    return false;
}

/* Without the words of its unit, if it ends with them. */
static struct pl_view without_unit(const struct loader *loader, struct pl_view view, const struct pl_field *field)
{
    char folded[PL_FOLD_MAX];
    size_t digits = view.length;
    while (digits > 0 && (view.text[digits - 1] < '0' || view.text[digits - 1] > '9')) {
        digits--;
    }
    if (digits == 0 || digits == view.length ||
        pl_fold((struct pl_view){view.text + digits, view.length - digits}, folded) == 0) {
        return view;
    }
    return pl_field_has_unit(loader->k, field, folded + (folded[0] == '_')) ? (struct pl_view){view.text, digits}
                                                                            : view;
}

static bool read_number(const struct loader *loader, const struct pl_node *node, const struct pl_field *field,
                        struct pl_cell *cell)
{
    int64_t number = 0;
    enum pl_number_fault fault = pl_number_parse(without_unit(loader, node->text, field), &number);
    if (fault == PL_NUMBER_TOO_LARGE || (fault == PL_NUMBER_OK && (number < loader->k->numbers[field->minimum] ||
                                                                   number > loader->k->numbers[field->maximum]))) {
        return out_of_range(loader, node, field);
    }
    if (fault != PL_NUMBER_OK) {
        pl_diagnose(loader->diagnostics, PL_P015, place_of(loader, node), node->text.text, (const char *)NULL);
        if (fault == PL_NUMBER_DECIMAL) {
            pl_diagnostics_help(loader->diagnostics, PL_H007, (const char *)NULL);
        } else if (fault == PL_NUMBER_LEADING_ZERO) {
            pl_diagnostics_help(loader->diagnostics, PL_H008, (const char *)NULL);
        }
        return false;
    }
    if (number == 0 && field == &loader->k->fields[loader->k->facts[PL_FACT_POPULATION]]) {
        pl_diagnose(loader->diagnostics, PL_P045, place_of(loader, node), shown_name(loader, node, field),
                    (const char *)NULL);
    }
    cell->low = cell->high = number;
    return true;
}

static bool read_duration(const struct loader *loader, const struct pl_node *node, struct pl_cell *cell)
{
    struct pl_duration duration;
    if (!pl_duration_parse(node->text, &duration)) {
        return pl_diagnose(loader->diagnostics, PL_P021, place_of(loader, node), node->text.text, (const char *)NULL);
    }
    cell->low = cell->high = duration.minutes;
    cell->unit = duration.unit;
    return true;
}

static bool read_date(const struct loader *loader, const struct pl_node *node, const struct pl_field *field,
                      struct pl_cell *cell)
{
    int64_t days = 0;
    enum pl_date_fault fault = pl_date_read_written(node->text, &days);
    if (fault != PL_DATE_OK) {
        return pl_diagnose(loader->diagnostics, fault == PL_DATE_NO_SUCH_DAY ? PL_P050 : PL_P022,
                           place_of(loader, node), node->text.text, (const char *)NULL);
    }
    if (days > loader->today && (field->flags & PL_FIELD_TO_COME) == 0) {
        pl_diagnose(loader->diagnostics, PL_P023, place_of(loader, node), node->text.text, (const char *)NULL);
    }
    cell->low = cell->high = days;
    return true;
}

static bool read_yes_no(const struct loader *loader, const struct pl_node *node, const struct pl_field *field,
                        struct pl_cell *cell)
{
    char folded[PL_FOLD_MAX];
    pl_fold(node->text, folded);
    for (const struct pl_yes_no_word *word = pl_yes_no_words; word->word != NULL; word++) {
        if (strcmp(folded, word->word) == 0) {
            cell->low = cell->high = word->bit;
            return true;
        }
    }
    return pl_diagnose(loader->diagnostics, PL_P025, place_of(loader, node), shown_name(loader, node, field),
                       node->text.text, (const char *)NULL);
}

/* The position that a value's spelling names; PL_NONE after an error. */
static uint32_t find_value(const struct loader *loader, const struct pl_node *node, uint32_t index,
                           const char *field_name)
{
    char folded[PL_FOLD_MAX];
    size_t length = pl_fold(node->text, folded);
    uint32_t position = length == 0 ? PL_NONE : pl_knowledge_find(loader->k, index, true, folded);
    if (position != PL_NONE) {
        return position;
    }
    pl_diagnose(loader->diagnostics, PL_P013, place_of(loader, node), node->text.text, field_name, "",
                pl_names_list(&loader->names, index, true, loader->diagnostics->language), (const char *)NULL);
    if (length > 1 && folded[0] == '_' && pl_knowledge_find(loader->k, index, true, folded + 1) != PL_NONE) {
        pl_diagnostics_help(loader->diagnostics, PL_H005, node->text.text + 1, (const char *)NULL);
    } else if (memchr(node->text.text, ',', node->text.length) != NULL) {
        bool several = field_of(loader, index)->type == PL_TYPE_SET;
        pl_diagnostics_help(loader->diagnostics, several ? PL_H004 : PL_H010, node->text.text, (const char *)NULL);
    } else {
        pl_names_suggest(&loader->names, node->text, index, true);
    }
    return PL_NONE;
}

static bool read_choice(const struct loader *loader, const struct pl_node *node, uint32_t index, struct pl_cell *cell)
{
    uint32_t position = find_value(loader, node, index, shown_name(loader, node, field_of(loader, index)));
    if (position == PL_NONE) {
        return false;
    }
    cell->low = cell->high = (int64_t)1 << position;
    return true;
}

/* A platform of the catalogues by any of its names; one near none of them stands as it is written. */
static bool read_platform(const struct loader *loader, const struct pl_node *node, uint32_t index, struct pl_cell *cell)
{
    static const char *const others[] = {"other", "autre"};
    char folded[PL_FOLD_MAX];
    size_t length = pl_fold(node->text, folded);
    bool other = strcmp(length == 0 ? "" : folded, others[0]) == 0 || strcmp(length == 0 ? "" : folded, others[1]) == 0;
    if (!other && (is_blank(node->text) || pl_knowledge_find(loader->k, index, true, folded) != PL_NONE ||
                   pl_names_near(&loader->names, node->text, index, true))) {
        return read_choice(loader, node, index, cell);
    }
    if (!read_text(loader, node, field_of(loader, index), cell)) {
        return false;
    }
    cell->low = cell->high = 0;
    if (other) {
        cell->text = "";
    } else {
        pl_diagnose(loader->diagnostics, PL_P051, place_of(loader, node), node->text.text, (const char *)NULL);
    }
    return true;
}

static bool too_many(const struct loader *loader, const struct pl_node *node, const struct pl_field *field, int64_t max)
{
    struct pl_buffer number = {0};
    pl_buffer_add_number(&number, max, "");
    pl_diagnose(loader->diagnostics, PL_P020, place_of(loader, node), shown_name(loader, node, field), number.data,
                (const char *)NULL);
    pl_buffer_done(&number);
    return false;
}

/* A list of values, or one value that stands for a list of one. */
static bool read_set(const struct loader *loader, const struct pl_node *node, uint32_t index, struct pl_cell *cell)
{
    const struct pl_field *field = field_of(loader, index);
    bool is_list = node->kind == PL_NODE_LIST;
    uint32_t count = is_list ? node->count : 1;
    if (count > PL_LIST_MAX) {
        return too_many(loader, node, field, PL_LIST_MAX);
    }
    const char *name = shown_name(loader, node, field);
    uint8_t *order = pl_arena_alloc(loader->arena, count + 1);
    struct pl_cell read = *cell;
    read.low = 0;
    read.count = 0;
    read.order = order;
    bool ok = true;
    const struct pl_node *item = is_list ? node->first : node;
    for (uint32_t i = 0; i < count; i++, item = item->next) {
        if (item->kind != PL_NODE_TEXT) {
            ok = wrong_type(loader, item, field);
            continue;
        }
        if (pl_node_is_null(item)) {
            ok = pl_diagnose(loader->diagnostics, PL_P048, place_of(loader, item), name, (const char *)NULL);
            continue;
        }
        uint32_t position = find_value(loader, item, index, name);
        if (position == PL_NONE) {
            ok = false;
        } else if ((read.low >> position & 1) != 0) {
            pl_diagnose(loader->diagnostics, PL_P019, place_of(loader, item), item->text.text, (const char *)NULL);
        } else {
            read.low |= (int64_t)1 << position;
            order[read.count++] = (uint8_t)position;
        }
    }
    read.high = read.low;
    *cell = read;
    return ok;
}

/* A list of values of which one is enough; check_record() asks for the field that says so. */
static bool read_alternatives(const struct loader *loader, const struct pl_node *node, uint32_t index,
                              struct pl_cell *cell)
{
    if (node->count == 0) {
        return wrong_type(loader, node, field_of(loader, index));
    }
    bool ok = read_set(loader, node, index, cell);
    cell->low = cell->count == 1 ? cell->low : 0;
    return ok;
}

/* ---- structure --------------------------------------------------------------------------------------------- */

static bool read_field(const struct loader *loader, const struct pl_node *node, uint32_t index, struct pl_cell *cells,
                       uint32_t base);

/* The fields of a mapping into cells[index - base]. */
static bool read_fields(const struct loader *loader, const struct pl_node *mapping, uint32_t scope,
                        struct pl_cell *cells, uint32_t base)
{
    struct seen {
        uint32_t field;
        const struct pl_node *entry;
    };
    struct seen *seen = pl_arena_array(loader->arena, mapping->count + 1, sizeof *seen);
    uint32_t seen_count = 0;
    bool ok = true;
    for (const struct pl_node *entry = mapping->first; entry != NULL; entry = entry->next) {
        char folded[PL_FOLD_MAX];
        size_t length = pl_fold(entry->key->text, folded);
        uint32_t index = length == 0 ? PL_NONE : pl_knowledge_find(loader->k, scope, false, folded);
        const struct pl_node *first = NULL;
        for (uint32_t i = 0; i < seen_count && first == NULL; i++) {
            bool same = index == PL_NONE
                            ? seen[i].field == PL_NONE && pl_view_is(entry->key->text, seen[i].entry->key->text.text)
                            : seen[i].field == index;
            first = same ? seen[i].entry : NULL;
        }
        if (first != NULL) {
            struct pl_buffer line = {0};
            pl_buffer_add_number(&line, first->key->line, "");
            ok = pl_diagnose(loader->diagnostics, PL_P011, place_of(loader, entry->key), entry->key->text.text,
                             line.data, (const char *)NULL);
            pl_buffer_done(&line);
            continue;
        }
        if (seen_count < 2 * PL_LIST_MAX) { /* beyond that the file is no profile, and the search would be slow */
            seen[seen_count++] = (struct seen){index, entry};
        }
        if (index == PL_NONE) {
            ok = false;
            if (!entry->key->plain || !lacks_space(loader, entry->key->text, scope, place_of(loader, entry->key))) {
                pl_names_unknown_field(&loader->names, entry->key, scope);
            }
            continue;
        }
        ok = read_field(loader, entry, index, cells, base) && ok;
    }
    return ok;
}

/* The entry of a record that a cell was read from, NULL if none was. */
static const struct pl_node *entry_of(const struct pl_node *node, const struct pl_cell *cell)
{
    const struct pl_node *entry = node->kind == PL_NODE_MAPPING ? node->first : NULL;
    while (entry != NULL && (entry->line != cell->line || entry->column != cell->column)) {
        entry = entry->next;
    }
    return entry;
}

static bool check_record(const struct loader *loader, const struct pl_node *node, const struct pl_field *field,
                         const struct pl_record *record)
{
    const struct pl_knowledge *k = loader->k;
    if (field == &k->fields[k->facts[PL_FACT_PROGRESS]]) { /* what is planned may lie ahead, nothing else */
        const struct pl_cell *date = &record->cells[k->facts[PL_FACT_PROGRESS_DATE] - field->children.first];
        bool planned =
            pl_cell_choice(&record->cells[k->facts[PL_FACT_PROGRESS_STATE] - field->children.first]) == PL_STEP_PLANNED;
        const struct pl_node *entry = entry_of(node, date);
        if (entry != NULL && !planned && date->low == date->high && date->low > loader->today) {
            pl_diagnose(loader->diagnostics, PL_P023, place_of(loader, entry), entry->text.text, (const char *)NULL);
        }
        return true;
    }
    if (field != &k->fields[k->facts[PL_FACT_CHAIN]]) {
        return true;
    }
    uint32_t base = field->children.first;
    const struct pl_cell *by = &record->cells[k->facts[PL_FACT_STEP_BY] - base];
    const struct pl_cell *any = &record->cells[k->facts[PL_FACT_STEP_ANY] - base];
    if (by->order != NULL && !(any->low == PL_YES_BIT && any->high == PL_YES_BIT)) {
        enum pl_language language = loader->diagnostics->language;
        const struct pl_node *list = entry_of(node, by);
        const struct pl_field *holder = &k->fields[k->facts[PL_FACT_STEP_BY]];
        pl_diagnose(loader->diagnostics, PL_P014, (struct pl_place){loader->source, by->line, by->column, 1},
                    list == NULL ? pl_text(k, holder->key) : shown_name(loader, list, holder),
                    pl_node_single_words[language], pl_node_kind_words[PL_NODE_LIST][language], (const char *)NULL);
        pl_diagnostics_help(loader->diagnostics, PL_H009, (const char *)NULL);
        return false;
    }
    uint32_t silent = pl_cell_choice(&record->cells[k->facts[PL_FACT_STEP_IF_SILENT] - base]);
    const struct pl_cell *timeout = &record->cells[k->facts[PL_FACT_STEP_TIMEOUT] - base];
    const struct pl_node *entry = entry_of(node, &record->cells[k->facts[PL_FACT_STEP_IF_SILENT] - base]);
    if (silent == PL_NONE || silent == PL_SILENT_WAIT || entry == NULL || timeout->line != 0) {
        return true;
    }
    return pl_diagnose(loader->diagnostics, PL_P041, place_of(loader, entry), entry->text.text,
                       pl_text(k, k->fields[k->facts[PL_FACT_STEP_TIMEOUT]].key), (const char *)NULL);
}

/* What a record leaves out and the vocabulary has a default for. */
static void set_defaults(const struct loader *loader, struct pl_record *record, uint32_t base, uint32_t width)
{
    for (uint32_t i = 0; i < width; i++) {
        const struct pl_field *field = field_of(loader, base + i);
        if (field->fallback != PL_NONE && record->cells[i].line == 0) {
            record->cells[i].low = record->cells[i].high = loader->k->numbers[field->fallback];
        }
    }
}

static bool read_records(const struct loader *loader, const struct pl_node *node, uint32_t index, struct pl_cell *cell)
{
    const struct pl_field *field = field_of(loader, index);
    int64_t max = loader->k->numbers[field->maximum];
    max = max > PL_LIST_MAX ? PL_LIST_MAX : max;
    if (node->kind != PL_NODE_LIST) {
        return wrong_type(loader, node, field);
    }
    if (node->count > max) {
        return too_many(loader, node, field, max);
    }
    struct pl_record *records = pl_arena_array(loader->arena, node->count + 1, sizeof *records);
    uint32_t base = field->children.first;
    uint32_t width = field->children.count;
    uint32_t count = 0;
    bool ok = true;
    for (const struct pl_node *item = node->first; item != NULL; item = item->next) {
        if (pl_node_is_null(item)) {
            ok = pl_diagnose(loader->diagnostics, PL_P048, place_of(loader, item), shown_name(loader, node, field),
                             (const char *)NULL);
            continue;
        }
        if (item->kind == PL_NODE_TEXT && item->plain &&
            lacks_space(loader, item->text, index, place_of(loader, item))) {
            ok = false;
            continue;
        }
        if (item->kind != PL_NODE_MAPPING) {
            static const char *const fields[PL_LANGUAGES] = {"des champs dans chaque élément", "fields in each item"};
            static const char *const text[PL_LANGUAGES] = {"un texte", "a text"};
            ok = pl_diagnose(loader->diagnostics, PL_P014, place_of(loader, item), shown_name(loader, node, field),
                             fields[loader->diagnostics->language], text[loader->diagnostics->language],
                             (const char *)NULL);
            pl_diagnostics_help(loader->diagnostics, PL_H006, "", "", "",
                                pl_names_list(&loader->names, index, false, loader->diagnostics->language),
                                (const char *)NULL);
            continue;
        }
        struct pl_record *record = &records[count++];
        record->line = item->line;
        record->column = item->column;
        record->cells = pl_arena_array(loader->arena, width, sizeof *record->cells);
        for (uint32_t i = 0; i < width; i++) {
            record->cells[i] = pl_cell_unknown(loader->k, field_of(loader, base + i));
        }
        ok = read_fields(loader, item, index, record->cells, base) && check_record(loader, item, field, record) && ok;
        set_defaults(loader, record, base, width);
    }
    cell->records = records;
    cell->count = count;
    return ok;
}

static bool no_value(const struct loader *loader, const struct pl_node *node, const struct pl_field *field)
{
    bool required = (field->flags & PL_FIELD_REQUIRED) != 0;
    const char *name = shown_name(loader, node, field);
    if (!required) {
        pl_diagnose(loader->diagnostics, PL_P018, place_of(loader, node->key != NULL ? node->key : node), name,
                    (const char *)NULL);
        return true;
    }
    return pl_diagnose(loader->diagnostics, PL_P010, place_of(loader, node->key), name,
                       field->type == PL_TYPE_TEXT ? "name: Ville-Exemple" : "kind: commune", (const char *)NULL);
}

/* Whether a plain text runs on over a line that is `field:value` without its space. */
static bool swallowed(const struct loader *loader, const struct pl_node *node, const struct pl_field *field)
{
    bool found = false;
    struct lines *lines = loader->lines;
    if (node->kind != PL_NODE_TEXT || !node->plain || node->end_line == node->line ||
        memchr(node->text.text, ':', node->text.length) == NULL) {
        return false;
    }
    if (lines->number > node->line) {
        *lines =
            (struct lines){1, loader->source->text}; /* a mark of byte order hides nothing: it is no line of its own */
    }
    while (lines->number <= node->end_line) {
        uint32_t line = lines->number++;
        struct pl_line read;
        struct pl_view text = pl_line_next(&lines->rest);
        if (line <= node->line || !pl_line_read(text, &read) || !read.is_glued) {
            continue;
        }
        struct pl_view from = {read.key.text, text.length - (size_t)(read.key.text - text.text)};
        struct pl_place place = {loader->source, line, read.column, 1};
        found = lacks_space(loader, from, field->parent, place) || lacks_space(loader, from, PL_NONE, place) || found;
    }
    return found;
}

static bool read_field(const struct loader *loader, const struct pl_node *node, uint32_t index, struct pl_cell *cells,
                       uint32_t base)
{
    const struct pl_field *field = field_of(loader, index);
    if (pl_node_is_null(node)) {
        return no_value(loader, node, field);
    }
    bool empty_required = node->kind == PL_NODE_TEXT && (field->flags & PL_FIELD_REQUIRED) != 0 && is_blank(node->text);
    if (empty_required) {
        return no_value(loader, node, field);
    }
    if (field->type == PL_TYPE_SECTION) {
        return node->kind == PL_NODE_MAPPING ? read_fields(loader, node, index, cells, base)
                                             : wrong_type(loader, node, field);
    }
    if (swallowed(loader, node, field)) {
        return false;
    }
    bool accepted = node->kind == PL_NODE_TEXT ||
                    (node->kind == PL_NODE_LIST && (is_list_type(field) || (field->flags & PL_FIELD_ONE_OF_MANY) != 0));
    if (!accepted || (field->type == PL_TYPE_RECORDS && node->kind != PL_NODE_LIST)) {
        return wrong_type(loader, node, field);
    }
    struct pl_cell *cell = &cells[index - base];
    cell->line = node->line;
    cell->column = node->column;
    switch ((enum pl_type)field->type) {
    case PL_TYPE_TEXT:
        return read_text(loader, node, field, cell);
    case PL_TYPE_NUMBER:
        return read_number(loader, node, field, cell);
    case PL_TYPE_CHOICE:
        return node->kind == PL_NODE_LIST ? read_alternatives(loader, node, index, cell)
                                          : read_choice(loader, node, index, cell);
    case PL_TYPE_PLATFORM:
        return read_platform(loader, node, index, cell);
    case PL_TYPE_SET:
        return read_set(loader, node, index, cell);
    case PL_TYPE_YES_NO:
        return read_yes_no(loader, node, field, cell);
    case PL_TYPE_DURATION:
        return read_duration(loader, node, cell);
    case PL_TYPE_DATE:
        return read_date(loader, node, field, cell);
    case PL_TYPE_RECORDS:
        return read_records(loader, node, index, cell);
    case PL_TYPE_SECTION:
        break;
    }
    return true;
}

static bool check_required(const struct loader *loader, const struct pl_node *root)
{
    static const char *const examples[][PL_LANGUAGES] = {{"nom: Ville-Exemple", "name: Ville-Exemple"},
                                                         {"type: commune", "kind: commune"}};
    bool ok = true;
    for (uint32_t i = 0; i < loader->k->fields_count; i++) {
        const struct pl_field *field = field_of(loader, i);
        if (field->parent != PL_NONE || (field->flags & PL_FIELD_REQUIRED) == 0) {
            continue;
        }
        bool given = false;
        for (const struct pl_node *entry = root->first; entry != NULL && !given; entry = entry->next) {
            char folded[PL_FOLD_MAX];
            given = pl_fold(entry->key->text, folded) > 0 && pl_knowledge_find(loader->k, PL_NONE, false, folded) == i;
        }
        if (!given) {
            struct pl_place start = {loader->source, root->line, root->column, 1};
            bool alias = loader->diagnostics->language == PL_FR && field->aliases.count > 0;
            pl_str name = alias ? loader->k->refs[field->aliases.first] : field->key;
            ok = pl_diagnose(loader->diagnostics, PL_P010, start, pl_text(loader->k, name),
                             examples[field->type != PL_TYPE_TEXT][loader->diagnostics->language], (const char *)NULL);
        }
    }
    return ok;
}

static const struct pl_cell *record_cell(const struct pl_profile *profile, const struct pl_record *record,
                                         enum pl_fact fact)
{
    uint32_t index = profile->knowledge->facts[fact];
    return &record->cells[index - profile->knowledge->fields[profile->knowledge->fields[index].parent].children.first];
}

/* An exception names a rule or a platform, progress a step; what names nothing would be lost silently. */
static bool check_names(const struct loader *loader, const struct pl_profile *profile, enum pl_fact list,
                        enum pl_fact member, bool steps)
{
    const struct pl_knowledge *k = loader->k;
    const struct pl_cell *records = pl_profile_cell(profile, list);
    bool ok = true;
    for (uint32_t i = 0; i < records->count; i++) {
        const struct pl_cell *name = record_cell(profile, &records->records[i], member);
        if (name->text == NULL || pl_position(k, steps ? PL_TO_STEP : PL_TO_RULE, name->text) != PL_NONE ||
            (!steps && pl_position(k, PL_TO_PLATFORM, name->text) != PL_NONE)) {
            continue;
        }
        struct pl_place place = {loader->source, name->line, name->column, 1};
        ok = pl_diagnose(loader->diagnostics, steps ? PL_P057 : PL_P046, place, name->text, (const char *)NULL) ||
             (!steps && ok);
        struct pl_nearest nearest = pl_nearest_to(pl_view_of(name->text));
        for (uint32_t n = 0; steps && n < k->rules_count; n++) {
            const char *id = pl_text(k, k->rules[n].id);
            if (k->rules[n].concludes == PL_STEP) {
                pl_nearest_offer(&nearest, id, id);
            }
        }
        if (!steps) {
            pl_knowledge_offer_items(k, &nearest);
        }
        pl_diagnostics_suggest(loader->diagnostics, &nearest);
    }
    return ok;
}

/* What a cell stands for: of a platform that was renamed, what it is now. */
static int64_t subject_of(const struct pl_knowledge *k, enum pl_fact member, const struct pl_cell *cell)
{
    uint32_t platform = k->fields[k->facts[member]].type == PL_TYPE_PLATFORM ? pl_cell_choice(cell) : PL_NONE;
    for (uint32_t i = 0; platform != PL_NONE && i < k->became_count; i++) {
        const struct pl_became *became = &k->became[i];
        if (became->platform == platform && became->status == PL_RENAMED && became->successors.count == 1) {
            return INT64_C(1) << k->refs[became->successors.first];
        }
    }
    return cell->low;
}

/* Two records about one thing: the first counts, wherever they are read. */
static void check_twice(const struct loader *loader, const struct pl_profile *profile, enum pl_fact list,
                        enum pl_fact member)
{
    const struct pl_cell *records = pl_profile_cell(profile, list);
    for (uint32_t i = 0; i < records->count; i++) {
        const struct pl_cell *cell = record_cell(profile, &records->records[i], member);
        for (uint32_t before = 0; cell->line != 0 && before < i; before++) {
            const struct pl_cell *other = record_cell(profile, &records->records[before], member);
            bool same = other->line != 0 && (cell->text == NULL) == (other->text == NULL) &&
                        subject_of(loader->k, member, other) == subject_of(loader->k, member, cell) &&
                        (cell->text == NULL || strcmp(cell->text, other->text) == 0);
            if (same) {
                struct pl_buffer line = {0};
                const char *shown = cell->text != NULL
                                        ? cell->text
                                        : pl_field_value_id(loader->k, &loader->k->fields[loader->k->facts[member]],
                                                            pl_cell_choice(cell));
                pl_buffer_add_number(&line, other->line, "");
                pl_diagnose(loader->diagnostics, PL_P053,
                            (struct pl_place){loader->source, cell->line, cell->column, 1}, shown, line.data,
                            (const char *)NULL);
                pl_buffer_done(&line);
                break;
            }
        }
    }
}

static bool read_root(const struct pl_knowledge *knowledge, const struct pl_source *source, const struct pl_node *root,
                      bool whole, int64_t today, struct pl_arena *arena, struct pl_diagnostics *diagnostics,
                      struct pl_profile *out_profile)
{
    struct lines lines = {1, source->text};
    struct loader loader = {knowledge, source, arena, diagnostics, today, {knowledge, source, arena, diagnostics},
                            &lines};
    if (root->kind != PL_NODE_MAPPING) {
        static const char *const what[PL_LANGUAGES][2] = {{"un texte", "une liste"}, {"a text", "a list"}};
        return pl_diagnose(diagnostics, PL_P040, place_of(&loader, root),
                           what[diagnostics->language][root->kind == PL_NODE_LIST], (const char *)NULL);
    }
    struct pl_cell *cells = pl_arena_array(arena, knowledge->fields_count, sizeof *cells);
    for (uint32_t i = 0; i < knowledge->fields_count; i++) {
        cells[i] = pl_cell_unknown(knowledge, &knowledge->fields[i]);
    }
    bool ok = read_fields(&loader, root, PL_NONE, cells, 0);
    ok = (!whole || check_required(&loader, root)) && ok;
    if (ok) {
        *out_profile = pl_profile_of(knowledge, source, cells, arena);
        ok = check_names(&loader, out_profile, PL_FACT_PROGRESS, PL_FACT_PROGRESS_STEP, true);
        check_names(&loader, out_profile, PL_FACT_EXCEPTIONS, PL_FACT_EXCEPTION_ADVICE, false);
        check_twice(&loader, out_profile, PL_FACT_EXCEPTIONS, PL_FACT_EXCEPTION_ADVICE);
        check_twice(&loader, out_profile, PL_FACT_PLATFORM_HOURS, PL_FACT_HOURS_PLATFORM);
        /* `platform: other` says which one by the name of the account. */
        for (uint32_t i = 0; i < out_profile->accounts_count; i++) {
            const struct pl_account *account = &out_profile->accounts[i];
            if (account->platform->text != NULL && *account->platform->text == '\0' && account->name->text == NULL) {
                struct pl_place place = {loader.source, account->platform->line, account->platform->column, 1};
                pl_diagnose(loader.diagnostics, PL_P052, place,
                            loader.diagnostics->language == PL_FR ? "autre" : "other", (const char *)NULL);
            }
        }
        ok = ok && pl_progress_apply(out_profile, today, arena, diagnostics);
    }
    return ok;
}

bool pl_profile_read(const struct pl_knowledge *knowledge, const struct pl_source *source, const struct pl_node *root,
                     int64_t today, struct pl_arena *arena, struct pl_diagnostics *diagnostics,
                     struct pl_profile *out_profile)
{
    return read_root(knowledge, source, root, true, today, arena, diagnostics, out_profile);
}

bool pl_profile_read_part(const struct pl_knowledge *knowledge, const struct pl_source *source,
                          const struct pl_node *root, int64_t today, struct pl_arena *arena,
                          struct pl_diagnostics *diagnostics, struct pl_profile *out_profile)
{
    return read_root(knowledge, source, root, false, today, arena, diagnostics, out_profile);
}

bool pl_profile_load(const struct pl_knowledge *knowledge, const struct pl_source *source, int64_t today,
                     struct pl_arena *arena, struct pl_diagnostics *diagnostics, struct pl_profile *out_profile)
{
    const struct pl_node *root = pl_yaml_parse(source, arena, diagnostics);
    return root != NULL && pl_profile_read(knowledge, source, root, today, arena, diagnostics, out_profile);
}
