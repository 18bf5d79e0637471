/* SPDX-License-Identifier: MIT
 * See answers.h.
 */
#include "draft/answers.h"

#include <string.h>

#include "base/buffer.h"
#include "base/number.h"
#include "load/loader.h"
#include "load/names.h"
#include "draft/template.h"
#include "report/values.h"
#include "yaml/bytes.h"
#include "yaml/node.h"

void pl_answers_init(struct pl_answers *answers, const struct pl_knowledge *k, const struct pl_profile *start)
{
    answers->knowledge = k;
    answers->cells = pl_arena_array(&answers->arena, k->fields_count, sizeof *answers->cells);
    answers->given = pl_arena_array(&answers->arena, k->fields_count, 1);
    answers->lines = pl_arena_array(&answers->arena, k->fields_count, sizeof *answers->lines);
    answers->order = pl_arena_array(&answers->arena, k->fields_count, sizeof *answers->order);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        answers->cells[i] = start != NULL ? start->cells[i] : pl_cell_unknown(k, &k->fields[i]);
    }
}

void pl_answers_done(struct pl_answers *answers)
{
    pl_arena_done(&answers->arena);
}

/* ---- values ------------------------------------------------------------------------------------------------ */

uint32_t pl_answer_options(const struct pl_answers *answers, uint32_t index, uint32_t out_positions[PL_OPTIONS_MAX])
{
    const struct pl_knowledge *k = answers->knowledge;
    const struct pl_field *field = &k->fields[index];
    uint32_t count = 0;
    _Static_assert((int)PL_PLATFORMS_MAX <= (int)PL_OPTIONS_MAX && (int)PL_VALUES_MAX <= (int)PL_OPTIONS_MAX,
                   "there is room for every value");
    if (field->values_of_platforms) { /* those of the edition; any other is taken by its name */
        struct pl_range entries = k->editions[answers->edition].entries;
        for (uint32_t i = 0; i < entries.count; i++) {
            out_positions[count++] = k->entries[entries.first + i].platform;
        }
        return count;
    }
    bool chosen = field->type == PL_TYPE_CHOICE || field->type == PL_TYPE_SET || field->type == PL_TYPE_YES_NO;
    for (uint32_t i = 0; chosen && i < pl_field_value_count(k, field); i++) {
        out_positions[count++] = i;
    }
    return count;
}

static bool has_values(const struct pl_field *field)
{
    return field->type == PL_TYPE_CHOICE || field->type == PL_TYPE_SET || field->type == PL_TYPE_YES_NO ||
           field->type == PL_TYPE_PLATFORM;
}

static bool is_one_of(struct pl_view word, const char *const *words)
{
    char folded[PL_FOLD_MAX];
    bool found = false;
    for (bool some = pl_fold(word, folded) > 0; some && !found && *words != NULL; words++) {
        found = strcmp(folded, *words) == 0;
    }
    return found;
}

/* The value that a number of the list, a name or a label stands for. */
static uint32_t find_value(const struct pl_answers *answers, uint32_t index, struct pl_view word)
{
    const struct pl_knowledge *k = answers->knowledge;
    const struct pl_field *field = &k->fields[index];
    uint32_t options[PL_OPTIONS_MAX];
    char folded[PL_FOLD_MAX];
    char label[PL_FOLD_MAX];
    int64_t number = 0;
    if (pl_number_parse(word, &number) == PL_NUMBER_OK) {
        uint32_t count = pl_answer_options(answers, index, options);
        return number >= 1 && number <= count ? options[number - 1] : PL_NONE;
    }
    if (pl_fold(word, folded) == 0) {
        return PL_NONE;
    }
    for (const struct pl_yes_no_word *said = pl_yes_no_words; field->type == PL_TYPE_YES_NO && said->word != NULL;
         said++) {
        if (strcmp(said->word, folded) == 0) {
            return said->bit == PL_YES_BIT ? 0 : 1;
        }
    }
    uint32_t position = pl_knowledge_find(k, index, true, folded);
    for (uint32_t i = 0; position == PL_NONE && field->type != PL_TYPE_YES_NO && i < pl_field_value_count(k, field);
         i++) {
        for (int language = 0; language < PL_LANGUAGES; language++) {
            const char *text = pl_field_value_label(k, field, i, (enum pl_language)language);
            if (pl_fold(pl_view_of(text), label) > 0 && strcmp(label, folded) == 0) {
                position = i;
            }
        }
    }
    return position;
}

const char *pl_answer_nearest(const struct pl_answers *answers, uint32_t index, struct pl_view word)
{
    const struct pl_knowledge *k = answers->knowledge;
    const struct pl_field *field = &k->fields[index];
    struct pl_nearest nearest = pl_nearest_to(word);
    struct pl_range names = pl_knowledge_names(k, index, true);
    for (uint32_t i = names.first; i < names.first + names.count; i++) {
        pl_nearest_offer(&nearest, pl_text(k, k->names[i].folded),
                         pl_field_value_label(k, field, k->names[i].target, answers->language));
    }
    for (uint32_t i = 0; field->type != PL_TYPE_YES_NO && i < pl_field_value_count(k, field); i++) {
        const char *label = pl_field_value_label(k, field, i, answers->language);
        pl_nearest_offer(&nearest, label, label);
    }
    return nearest.best;
}

/* A value as a profile has it; a word that is none stays as it is, for the message. */
static void add_word(const struct pl_answers *answers, uint32_t index, struct pl_view word, struct pl_buffer *out,
                     struct pl_view *out_unknown)
{
    const struct pl_field *field = &answers->knowledge->fields[index];
    struct pl_arena arena = {0};
    uint32_t position = has_values(field) ? find_value(answers, index, word) : PL_NONE;
    const char *text = position != PL_NONE ? pl_field_value_id(answers->knowledge, field, position)
                                           : pl_arena_copy(&arena, word.text, word.length);
    if (position == PL_NONE && has_values(field) && out_unknown->length == 0) {
        *out_unknown = word;
    }
    pl_buffer_add_char(out, '"');
    pl_add_yaml_quoted(out, text);
    pl_buffer_add_char(out, '"');
    pl_arena_done(&arena);
}

static bool is_none(const struct pl_answers *answers, uint32_t index, struct pl_view word)
{
    static const char *const words[] = {"0", "aucun", "aucune", "none", "[]", "neant", "rien", "nothing", NULL};
    char folded[PL_FOLD_MAX];
    return is_one_of(word, words) && pl_fold(word, folded) > 0 &&
           pl_knowledge_find(answers->knowledge, index, true, folded) == PL_NONE;
}

static size_t word_length(struct pl_view part)
{
    const char *space = memchr(part.text, ' ', part.length);
    return space == NULL ? part.length : (size_t)(space - part.text);
}

/* The most words that a part starts with and that are a value together; 0 if none are. */
static size_t value_length(const struct pl_answers *answers, uint32_t index, struct pl_view part)
{
    while (part.length > 0 && find_value(answers, index, part) == PL_NONE) {
        do {
            part.length--;
        } while (part.length > 0 && part.text[part.length] != ' ');
    }
    return part.length;
}

void pl_answer_yaml(const struct pl_answers *answers, uint32_t index, struct pl_view written, struct pl_buffer *out,
                    struct pl_view *out_unknown)
{
    uint32_t type = answers->knowledge->fields[index].type;
    pl_buffer_clear(out);
    *out_unknown = (struct pl_view){"", 0};
    if (type == PL_TYPE_SET) {
        static const char *const all[] = {"tous", "toutes", "tout", "all", "everything", NULL};
        if (written.length >= 2 && written.text[0] == '[' && written.text[written.length - 1] == ']') {
            written = pl_view_trimmed((struct pl_view){written.text + 1, written.length - 2});
        }
        pl_buffer_add_char(out, '[');
        uint32_t options[PL_OPTIONS_MAX];
        uint32_t count = is_one_of(written, all) && find_value(answers, index, written) == PL_NONE
                             ? pl_answer_options(answers, index, options)
                             : 0;
        for (uint32_t i = 0; i < count; i++) {
            pl_buffer_add_text(out, i > 0 ? ", " : "");
            pl_buffer_add_text(out,
                               pl_field_value_id(answers->knowledge, &answers->knowledge->fields[index], options[i]));
        }
        while (count == 0 && written.length > 0 && !is_none(answers, index, written)) {
            size_t length = 0;
            while (length < written.length && strchr(",;", written.text[length]) == NULL) {
                length++;
            }
            struct pl_view part = pl_view_trimmed((struct pl_view){written.text, length});
            static const char *const links[] = {"et", "and", NULL};
            while (part.length > 0) {
                size_t l = value_length(answers, index, part);
                struct pl_view first = {part.text, word_length(part)};
                bool linked = l == 0 && first.length < part.length && is_one_of(first, links);
                for (struct pl_view rest = part;
                     l == 0 && rest.length > 0;) { /* what is none goes to the next that is one */
                    size_t word = word_length(rest);
                    rest = pl_view_trimmed((struct pl_view){rest.text + word, rest.length - word});
                    l = linked                                   ? first.length
                        : rest.length == 0                       ? part.length
                        : value_length(answers, index, rest) > 0 ? (size_t)(rest.text - part.text)
                                                                 : 0;
                }
                if (!linked) {
                    pl_buffer_add_text(out, out->length > 1 ? ", " : "");
                    add_word(answers, index, pl_view_trimmed((struct pl_view){part.text, l}), out, out_unknown);
                }
                part = pl_view_trimmed((struct pl_view){part.text + l, part.length - l});
            }
            length += length < written.length;
            written = pl_view_trimmed((struct pl_view){written.text + length, written.length - length});
        }
        pl_buffer_add_char(out, ']');
    } else if (type == PL_TYPE_RECORDS && is_none(answers, index, written)) {
        pl_buffer_add_text(out, "[]");
    } else if (type == PL_TYPE_RECORDS && written.length > 0 && written.text[0] == '[') {
        pl_buffer_add(out, written.text, written.length);
    } else {
        add_word(answers, index, written, out, out_unknown);
    }
}

/* ---- a profile around one answer ----------------------------------------------------------------------------- */

/* The value under its key, in its section, in a list of one record. */
static void add_nested(const struct pl_answers *answers, uint32_t index, const char *yaml, struct pl_buffer *out)
{
    const struct pl_knowledge *k = answers->knowledge;
    const struct pl_field *field = &k->fields[index];
    struct pl_buffer outer = {0};
    struct pl_buffer inner = {0};
    pl_buffer_add_text(&inner, yaml);
    for (;;) {
        pl_buffer_clear(&outer);
        pl_buffer_add_text(&outer, pl_field_key(k, field, answers->language));
        pl_buffer_add_text(&outer, ": ");
        pl_buffer_add(&outer, pl_buffer_text(&inner), inner.length);
        if (field->parent == PL_NONE) {
            break;
        }
        field = &k->fields[field->parent];
        bool list = field->type == PL_TYPE_RECORDS;
        pl_buffer_clear(&inner);
        pl_buffer_add_text(&inner, list ? "[{" : "{");
        pl_buffer_add(&inner, outer.data, outer.length);
        pl_buffer_add_text(&inner, list ? "}]" : "}");
    }
    pl_buffer_add(out, outer.data, outer.length);
    pl_buffer_add_char(out, '\n');
    pl_buffer_done(&outer);
    pl_buffer_done(&inner);
}

bool pl_answer_load(struct pl_answers *answers, uint32_t index, const char *yaml, struct pl_diagnostics *diagnostics,
                    struct pl_cell *out_cell)
{
    const struct pl_knowledge *k = answers->knowledge;
    struct pl_buffer text = {0};
    /* What a profile cannot do without, but for the field at hand. */
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        if (field->parent == PL_NONE && (field->flags & PL_FIELD_REQUIRED) != 0 && i != index) {
            pl_buffer_add_text(&text, pl_text(k, field->key));
            pl_buffer_add_text(&text, ": ");
            pl_buffer_add_text(&text, field->type == PL_TYPE_TEXT ? "x" : pl_field_value_id(k, field, 0));
            pl_buffer_add_char(&text, '\n');
        }
    }
    add_nested(answers, index, yaml, &text);
    struct pl_source *source = pl_arena_alloc(&answers->arena, sizeof *source);
    source->name = "";
    source->text = (struct pl_view){pl_arena_copy(&answers->arena, text.data, text.length), text.length};
    pl_buffer_done(&text);
    struct pl_profile profile;
    if (!pl_profile_load(k, source, answers->today, &answers->arena, diagnostics, &profile)) {
        return false;
    }
    uint32_t parent = k->fields[index].parent;
    bool in_record = parent != PL_NONE && k->fields[parent].type == PL_TYPE_RECORDS;
    *out_cell = in_record ? profile.cells[parent].records[0].cells[index - k->fields[parent].children.first]
                          : profile.cells[index];
    return true;
}

/* ---- what is answered ---------------------------------------------------------------------------------------- */

void pl_answers_set(struct pl_answers *answers, uint32_t field, const struct pl_cell *cell)
{
    answers->cells[field] = *cell;
    answers->given[field] = PL_GIVEN_IN_LINE;
}

void pl_answers_withdraw(struct pl_answers *answers, uint32_t field)
{
    answers->cells[field] = pl_cell_unknown(answers->knowledge, &answers->knowledge->fields[field]);
    answers->given[field] = PL_NOT_GIVEN;
}

static void set_text(struct pl_answers *answers, enum pl_fact fact, const char *text)
{
    const struct pl_cell cell = {.text = pl_arena_copy(&answers->arena, text, strlen(text)), .line = 1};
    pl_answers_set(answers, answers->knowledge->facts[fact], &cell);
}

static void set_number(struct pl_answers *answers, enum pl_fact fact, int64_t number)
{
    const struct pl_cell cell = {.low = number, .high = number, .line = 1};
    pl_answers_set(answers, answers->knowledge->facts[fact], &cell);
}

void pl_answers_register(struct pl_answers *answers, const struct pl_registered *registered)
{
    set_text(answers, PL_FACT_NAME, registered->name);
    set_number(answers, PL_FACT_KIND, INT64_C(1) << registered->kind);
    if (registered->population >= 0) {
        set_number(answers, PL_FACT_POPULATION, registered->population);
    }
    set_text(answers, PL_FACT_CODE, registered->code);
    if (registered->kind != PL_REGISTER_REGIONS) {
        set_text(answers, PL_FACT_DEPARTMENT, registered->department);
    }
}

bool pl_answers_are_registered(const struct pl_answers *answers)
{
    return answers->given[answers->knowledge->facts[PL_FACT_CODE]] == PL_GIVEN_IN_LINE;
}

/* ---- lines ------------------------------------------------------------------------------------------------- */

/* The field that a dotted name stands for; PL_NONE after a diagnostic at `place`, the start of the name. */
static uint32_t find_fact(const struct pl_answers *answers, struct pl_view name, struct pl_place place,
                          struct pl_diagnostics *diagnostics)
{
    const struct pl_knowledge *k = answers->knowledge;
    struct pl_arena arena = {0};
    const struct pl_names names = {k, place.source, &arena, diagnostics};
    uint32_t scope = PL_NONE;
    uint32_t found = PL_NONE;
    bool more = true;
    while (more) {
        size_t length = 0;
        while (length < name.length && name.text[length] != '.') {
            length++;
        }
        struct pl_view part = pl_view_trimmed((struct pl_view){name.text, length});
        char folded[PL_FOLD_MAX];
        found = pl_fold(part, folded) == 0 ? PL_NONE : pl_knowledge_find(k, scope, false, folded);
        more = length < name.length;
        bool dead_end = found != PL_NONE && more && k->fields[found].type != PL_TYPE_SECTION;
        if (found == PL_NONE || dead_end) {
            part = dead_end ? name : part;
            struct pl_node key = {.kind = PL_NODE_TEXT, .line = place.line, .column = place.column};
            key.text = (struct pl_view){pl_arena_copy(&arena, part.text, part.length), part.length};
            key.span = (uint32_t)pl_view_count(part);
            pl_names_unknown_field(&names, &key, scope);
            found = PL_NONE;
            break;
        }
        scope = found;
        place.column += place.line > 0 ? (uint32_t)pl_view_count((struct pl_view){name.text, length}) + 1 : 0;
        name = more ? (struct pl_view){name.text + length + 1, name.length - length - 1} : name;
    }
    pl_arena_done(&arena);
    return found;
}

/* An option goes before a line of a file; nothing goes before what the profile states. */
static bool refuse_again(const struct pl_answers *answers, uint32_t field, struct pl_place place,
                         struct pl_diagnostics *diagnostics)
{
    enum pl_given given = (enum pl_given)answers->given[field];
    bool stated = given == PL_NOT_GIVEN && pl_cell_is_known(&answers->knowledge->fields[field], &answers->cells[field]);
    bool twice = given == (place.source == NULL ? PL_GIVEN_AS_OPTION : PL_GIVEN_IN_LINE);
    if (!stated && !twice) {
        return false;
    }
    struct pl_buffer name = {0};
    struct pl_buffer line = {0};
    pl_write_field(&name, answers->knowledge, &answers->knowledge->fields[field], answers->language);
    pl_buffer_add_number(&line, stated ? answers->cells[field].line : answers->lines[field], "");
    pl_diagnose(diagnostics, twice && place.source == NULL ? PL_C042 : PL_P011, place, name.data, line.data,
                (const char *)NULL);
    pl_buffer_done(&name);
    pl_buffer_done(&line);
    return true;
}

bool pl_answers_take(struct pl_answers *answers, struct pl_view line, struct pl_place place,
                     struct pl_diagnostics *diagnostics)
{
    size_t length = 0;
    while (length < line.length && strchr("=:", line.text[length]) == NULL) {
        length++;
    }
    if (length == line.length) {
        place.span = (uint32_t)pl_view_count(line);
        return pl_diagnose(diagnostics, PL_C041, place, pl_arena_copy(&answers->arena, line.text, line.length),
                           (const char *)NULL);
    }
    struct pl_view name = pl_view_trimmed((struct pl_view){line.text, length});
    struct pl_view value = pl_view_trimmed((struct pl_view){line.text + length + 1, line.length - length - 1});
    uint32_t field = find_fact(answers, name, place, diagnostics);
    place.span = (uint32_t)pl_view_count(name);
    if (field == PL_NONE || (!answers->revises && refuse_again(answers, field, place, diagnostics))) {
        return false;
    }
    uint32_t at = 0;
    while (at < answers->order_count && answers->order[at] != field) {
        at++;
    }
    answers->order[at] = field;
    answers->order_count += at == answers->order_count;
    answers->newest = field;
    if (value.length == 0 || pl_view_is(value, "-")) {
        if (answers->revises && answers->given[field]) {
            pl_answers_withdraw(answers, field);
        }
        return value.length > 0 ||
               pl_diagnose(diagnostics, PL_P018, place, pl_arena_copy(&answers->arena, name.text, name.length),
                           (const char *)NULL);
    }
    struct pl_buffer yaml = {0};
    struct pl_cell cell;
    struct pl_view unknown;
    size_t before = diagnostics->count;
    pl_answer_yaml(answers, field, value, &yaml, &unknown);
    bool ok = pl_answer_load(answers, field, pl_buffer_text(&yaml), diagnostics, &cell);
    place.column +=
        place.line > 0 ? (uint32_t)pl_view_count((struct pl_view){line.text, (size_t)(value.text - line.text)}) : 0;
    place.span = (uint32_t)pl_view_count(value);
    for (size_t i = before; i < diagnostics->count; i++) {
        diagnostics->items[i].place = place; /* where the user wrote it, not where we read it */
    }
    pl_buffer_done(&yaml);
    if (ok && pl_cell_is_known(&answers->knowledge->fields[field], &cell)) {
        answers->cells[field] = cell;
        answers->given[field] = place.source == NULL ? PL_GIVEN_AS_OPTION : PL_GIVEN_IN_LINE;
        answers->lines[field] = place.line;
    }
    return ok;
}

bool pl_answers_take_file(struct pl_answers *answers, const struct pl_source *source,
                          struct pl_diagnostics *diagnostics)
{
    if (!pl_bytes_check(source, diagnostics)) {
        return false;
    }
    bool ok = true;
    struct pl_view rest = source->text;
    if (pl_view_starts(rest, "\xef\xbb\xbf")) {
        rest = (struct pl_view){rest.text + 3, rest.length - 3};
    }
    for (uint32_t line = 1; rest.length > 0; line++) {
        size_t length = 0;
        while (length < rest.length && strchr("\r\n", rest.text[length]) == NULL) {
            length++;
        }
        struct pl_view text = {rest.text, length};
        struct pl_view trimmed = pl_view_trimmed(text);
        size_t end =
            length + 1 + (length + 1 < rest.length && rest.text[length] == '\r' && rest.text[length + 1] == '\n');
        rest =
            end < rest.length ? (struct pl_view){rest.text + end, rest.length - end} : (struct pl_view){rest.text, 0};
        if (trimmed.length > 0 && trimmed.text[0] != '#') {
            struct pl_place place = {source, line, (uint32_t)(trimmed.text - text.text) + 1, 1};
            ok = pl_answers_take(answers, trimmed, place, diagnostics) && ok;
        }
    }
    return ok;
}

void pl_answers_write(const struct pl_answers *answers, uint32_t index, struct pl_buffer *out)
{
    const struct pl_knowledge *k = answers->knowledge;
    const struct pl_field *field = &k->fields[index];
    pl_write_field(out, k, field, answers->language);
    pl_buffer_add_text(out, " = ");
    if (!answers->given[index]) {
        pl_buffer_add_char(out, '-');
    } else if (field->type == PL_TYPE_TEXT) {
        pl_buffer_add_text(out, answers->cells[index].text);
    } else {
        pl_write_yaml_value(out, k, field, &answers->cells[index], answers->language);
    }
    pl_buffer_add_char(out, '\n');
}

void pl_answers_write_all(const struct pl_answers *answers, struct pl_buffer *out)
{
    for (uint32_t i = 0; i < answers->knowledge->fields_count; i++) {
        if (answers->given[i]) {
            pl_answers_write(answers, i, out);
        }
    }
}
