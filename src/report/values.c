/* SPDX-License-Identifier: MIT
 * See values.h.
 */
#include "report/values.h"

#include <string.h>

#include <utf8proc.h>

#include "base/date.h"
#include "base/escape.h"
#include "base/text.h"

static const char *label(const struct pl_knowledge *k, enum pl_label name, enum pl_language language)
{
    return pl_text_in(k, k->labels[name], language);
}

const char *pl_colon(enum pl_language language)
{
    return language == PL_FR ? "\u00a0: " : ": ";
}

void pl_say_number(struct pl_buffer *out, int64_t number, enum pl_language language)
{
    pl_buffer_add_number(out, number, language == PL_FR ? "\xe2\x80\xaf" : ","); /* narrow no-break space */
}

void pl_say_date(struct pl_buffer *out, int64_t days, const struct pl_knowledge *k, enum pl_language language)
{
    struct pl_date date = pl_date_of_days(days);
    pl_buffer_add_number(out, date.day, "");
    pl_buffer_add_text(out, date.day == 1 && language == PL_FR ? "er" : "");
    pl_buffer_add_text(out, "\xc2\xa0");
    pl_buffer_add_text(out, label(k, (enum pl_label)(PL_L_MONTH_1 + date.month - 1), language));
    pl_buffer_add_char(out, ' ');
    pl_buffer_add_number(out, date.year, "");
}

void pl_say_near_date(struct pl_buffer *out, int64_t days, int64_t today, const struct pl_knowledge *k,
                      enum pl_language language)
{
    size_t start = out->length;
    bool same_year = pl_date_of_days(days).year == pl_date_of_days(today).year;
    pl_say_date(out, days, k, language);
    if (same_year) {
        pl_buffer_cut(out, start + (size_t)(strrchr(out->data + start, ' ') - (out->data + start)));
    }
}

void pl_say_partial_date(struct pl_buffer *out, const char *date, const struct pl_knowledge *k,
                         enum pl_language language)
{
    int64_t days = 0;
    size_t length = strlen(date);
    if (pl_date_parse(pl_view_of(date), &days)) {
        pl_say_date(out, days, k, language);
        return;
    }
    if (length == 7 && date[4] == '-') {
        int month = (date[5] - '0') * 10 + date[6] - '0';
        if (month >= 1 && month <= 12) {
            pl_buffer_add_text(out, label(k, (enum pl_label)(PL_L_MONTH_1 + month - 1), language));
            pl_buffer_add_char(out, ' ');
            pl_buffer_add(out, date, 4);
            return;
        }
    }
    pl_buffer_add_text(out, date);
}

void pl_say_minutes(struct pl_buffer *out, int64_t minutes, const struct pl_knowledge *k, enum pl_language language)
{
    const struct {
        int64_t minutes;
        enum pl_label unit;
    } units[] = {{1440, PL_L_UNIT_DAY}, {60, PL_L_UNIT_HOUR}, {1, PL_L_UNIT_MINUTE}};
    bool some = false;
    for (size_t i = 0; i < 3; i++) {
        int64_t amount = minutes / units[i].minutes;
        minutes %= units[i].minutes;
        if (amount == 0 && (some || i < 2)) {
            continue;
        }
        pl_buffer_add_text(out, some ? "\xc2\xa0" : "");
        pl_say_number(out, amount, language);
        pl_buffer_add_text(out, "\xc2\xa0");
        pl_buffer_add_text(out, label(k, units[i].unit, language));
        some = true;
    }
}

static void say_bits(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_field *field,
                     const struct pl_cell *cell, enum pl_language language)
{
    static const char *const one_of[PL_LANGUAGES] = {" ou ", " or "};
    bool first = true;
    if (field->type == PL_TYPE_PLATFORM && cell->text != NULL) {
        pl_buffer_add_text(out, cell->text);
    } else if (cell->order != NULL) {
        for (uint32_t i = 0; i < cell->count; i++) {
            pl_buffer_add_text(out, i == 0 ? "" : field->type == PL_TYPE_SET ? ", " : one_of[language]);
            pl_buffer_add_text(out, pl_field_value_label(k, field, cell->order[i], language));
        }
        first = cell->count == 0;
    } else {
        for (uint32_t i = 0; i < pl_field_value_count(k, field); i++) {
            if ((cell->low >> i & 1) != 0) {
                pl_buffer_add_text(out, first ? "" : ", ");
                pl_buffer_add_text(out, pl_field_value_label(k, field, i, language));
                first = false;
            }
        }
    }
    if (first && field->type == PL_TYPE_SET) {
        pl_buffer_add_text(out, label(k, PL_L_NONE, language));
    }
}

static void say_amount(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_field *field,
                       int64_t amount, enum pl_language language)
{
    pl_say_number(out, amount, language);
    bool is_one = amount == 1 || (amount == 0 && language == PL_FR); /* as each language counts */
    const char *unit =
        pl_text_in(k, is_one && field->unit_one.in[PL_FR] != 0 ? field->unit_one : field->unit, language);
    if (*unit != '\0') {
        pl_buffer_add_text(out, "\xc2\xa0");
        pl_buffer_add_text(out, unit);
    }
}

void pl_say_cell(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_field *field,
                 const struct pl_cell *cell, enum pl_language language)
{
    if (!pl_cell_is_known(field, cell) && cell->order == NULL) {
        return;
    }
    switch ((enum pl_type)field->type) {
    case PL_TYPE_TEXT:
        pl_buffer_add_text(out, cell->text);
        break;
    case PL_TYPE_NUMBER:
        say_amount(out, k, field, cell->low, language);
        break;
    case PL_TYPE_DURATION:
        pl_say_minutes(out, cell->low, k, language);
        break;
    case PL_TYPE_DATE:
        pl_say_date(out, cell->low, k, language);
        break;
    case PL_TYPE_CHOICE:
    case PL_TYPE_SET:
    case PL_TYPE_YES_NO:
    case PL_TYPE_PLATFORM:
        say_bits(out, k, field, cell, language);
        break;
    case PL_TYPE_RECORDS:
        pl_say_number(out, cell->count, language);
        break;
    case PL_TYPE_SECTION:
        break;
    }
}

void pl_say_known(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_field *field,
                  const struct pl_cell *cell, enum pl_language language)
{
    bool counted = field->type == PL_TYPE_NUMBER || field->type == PL_TYPE_DURATION;
    bool bounded =
        (counted && cell->low > k->numbers[field->minimum]) || (field->type == PL_TYPE_SET && cell->low != 0);
    if (pl_cell_is_known(field, cell)) {
        pl_say_cell(out, k, field, cell, language);
    } else if (bounded) {
        struct pl_cell least = {.low = cell->low, .high = cell->low};
        struct pl_buffer text = {0};
        pl_say_cell(&text, k, field, &least, language);
        pl_say_label(out, k, PL_L_AT_LEAST, language, (const char *const[3]){pl_buffer_text(&text), NULL, NULL});
        pl_buffer_done(&text);
    } else {
        pl_buffer_add_text(out, label(k, PL_L_IS_UNKNOWN, language));
    }
}

/* The text up to the next placeholder, the name inside it, and what follows. */
static bool next_placeholder(const char *text, struct pl_view *out_before, struct pl_view *out_name,
                             const char **out_rest)
{
    const char *open = strchr(text, '{');
    const char *close = open == NULL ? NULL : strchr(open, '}');
    if (close == NULL) {
        return false;
    }
    *out_before = (struct pl_view){text, (size_t)(open - text)};
    *out_name = (struct pl_view){open + 1, (size_t)(close - open - 1)};
    *out_rest = close + 1;
    return true;
}

static void say_fact(struct pl_buffer *out, const struct pl_plan *plan, struct pl_view name, enum pl_language language)
{
    const struct pl_knowledge *k = plan->knowledge;
    uint32_t role = pl_knowledge_placeholder(k, PL_TO_ROLE, name);
    if (role != PL_NONE) {
        pl_buffer_add_text(out, pl_plan_role_name(plan, pl_plan_holder(plan, role), language));
        return;
    }
    uint32_t blank = pl_knowledge_placeholder(k, PL_TO_BLANK, name);
    if (blank != PL_NONE && !pl_plan_fills(plan, blank)) {
        pl_say_label(out, k, PL_L_TO_FILL_IN, language,
                     (const char *const[3]){pl_text_in(k, k->blanks[blank].label, language), NULL, NULL});
        return;
    }
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (blank == PL_NONE ? !pl_view_is(name, pl_text(k, k->fields[i].id)) : i != k->blanks[blank].field) {
            continue;
        }
        const struct pl_cell *cell = &plan->cells[i];
        if (k->fields[i].type == PL_TYPE_NUMBER ||
            k->fields[i].type == PL_TYPE_DURATION) { /* the unit of a number stands in the sentence */
            struct pl_buffer number = {0};
            if (k->fields[i].type == PL_TYPE_NUMBER) {
                pl_say_number(&number, cell->low, language);
            } else {
                pl_say_minutes(&number, cell->low, k, language);
            }
            const char *const arguments[3] = {number.data, NULL, NULL};
            if (cell->low == cell->high) {
                pl_buffer_add_text(out, number.data);
            } else {
                pl_say_label(out, k, PL_L_AT_LEAST, language, arguments);
            }
            pl_buffer_done(&number);
        } else {
            struct pl_cell said = *cell;
            if (k->fields[i].type == PL_TYPE_SET && cell->low != 0) { /* what is certainly in it */
                said.high = said.low;
            }
            pl_say_cell(out, k, &k->fields[i], &said, language);
        }
    }
}

void pl_say_text(struct pl_buffer *out, const struct pl_plan *plan, struct pl_text2 text, enum pl_language language)
{
    const char *rest = pl_text_in(plan->knowledge, text, language);
    struct pl_view before;
    struct pl_view name;
    while (next_placeholder(rest, &before, &name, &rest)) {
        pl_buffer_add(out, before.text, before.length);
        say_fact(out, plan, name, language);
    }
    pl_buffer_add_text(out, rest);
}

void pl_say_question(struct pl_buffer *out, const struct pl_plan *plan, uint32_t field, enum pl_language language)
{
    pl_say_asked(out, plan->knowledge, field, pl_plan_asked(plan, field), language);
}

void pl_say_asked(struct pl_buffer *out, const struct pl_knowledge *k, uint32_t field, const struct pl_field *asked,
                  enum pl_language language)
{
    if (asked != &k->fields[field]) {
        pl_say_capitalised(out, pl_text_in(k, k->fields[field].label, language));
        pl_buffer_add_text(out, pl_colon(language));
    }
    pl_buffer_add_text(out, pl_text_in(k, asked->question, language));
}

void pl_say_label(struct pl_buffer *out, const struct pl_knowledge *k, enum pl_label name, enum pl_language language,
                  const char *const arguments[3])
{
    pl_say_template(out, label(k, name, language), arguments);
}

void pl_say_template(struct pl_buffer *out, const char *template, const char *const arguments[3])
{
    const char *rest = template;
    struct pl_view before;
    struct pl_view place;
    while (next_placeholder(rest, &before, &place, &rest)) {
        pl_buffer_add(out, before.text, before.length);
        size_t index = place.length == 1 ? (size_t)(place.text[0] - '1') : 3;
        pl_text_clean(index < 3 && arguments[index] != NULL ? arguments[index] : "", out);
    }
    pl_buffer_add_text(out, rest);
}

void pl_say_territory(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_territory *territory,
                      enum pl_language language)
{
    static const enum pl_label sorts[PL_GROUPING_SORTS] = {
        [PL_GROUPING_CC] = PL_L_GROUPING_CC,     [PL_GROUPING_CA] = PL_L_GROUPING_CA,
        [PL_GROUPING_CU] = PL_L_GROUPING_CU,     [PL_GROUPING_METRO] = PL_L_GROUPING_METRO,
        [PL_GROUPING_LYON] = PL_L_GROUPING_LYON, [PL_GROUPING_EPT] = PL_L_GROUPING_EPT};
    if ((territory->marks & PL_MARK_GROUPED) == 0) {
        return;
    }
    struct pl_buffer inhabitants = {0};
    struct pl_buffer grouping = {0};
    struct pl_buffer percent = {0};
    int64_t share = pl_territory_share(territory);
    say_amount(&inhabitants, k, &k->fields[k->facts[PL_FACT_POPULATION]], territory->grouping.population, language);
    pl_say_label(&grouping, k, PL_L_GROUPING, language,
                 (const char *const[3]){territory->grouping.name, label(k, sorts[territory->sort], language),
                                        pl_buffer_text(&inhabitants)});
    pl_say_number(&percent, share, language);
    pl_say_label(out, k, share > 0 ? PL_L_TERRITORY : PL_L_TERRITORY_LEAST, language,
                 (const char *const[3]){pl_buffer_text(&grouping), pl_buffer_text(&percent), pl_register_year});
    pl_buffer_done(&inhabitants);
    pl_buffer_done(&grouping);
    pl_buffer_done(&percent);
}

void pl_say_neighbours(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_territory *territory,
                       uint32_t max, enum pl_language language)
{
    struct pl_registered found[PL_NEIGHBOURS];
    struct pl_buffer list = {0};
    uint32_t count = pl_register_neighbours(territory, found, max < PL_NEIGHBOURS ? max : PL_NEIGHBOURS);
    for (uint32_t i = 0; i < count; i++) {
        struct pl_buffer inhabitants = {0};
        pl_say_number(&inhabitants, found[i].population, language);
        pl_buffer_add_text(&list, i > 0 ? ", " : "");
        pl_say_label(&list, k, PL_L_NEIGHBOUR, language,
                     (const char *const[3]){found[i].name, pl_buffer_text(&inhabitants), NULL});
        pl_buffer_done(&inhabitants);
    }
    bool grouped = (territory->marks & PL_MARK_GROUPED) != 0;
    if (count > 0) {
        pl_say_label(out, k, grouped ? PL_L_NEIGHBOURS : PL_L_NEIGHBOURS_DEPARTMENT, language,
                     (const char *const[3]){pl_buffer_text(&list), pl_register_year, NULL});
    }
    pl_buffer_done(&list);
}

void pl_say_capitalised(struct pl_buffer *out, const char *text)
{
    struct pl_view view = pl_view_of(text);
    if (view.length == 0) {
        return;
    }
    int32_t first = pl_view_next(&view);
    pl_buffer_add_code_point(out, first < 0 ? 0xfffd : utf8proc_toupper(first));
    pl_buffer_add(out, view.text, view.length);
}

/* The name of a value: in French its first alias, if it has one. */
static const char *value_name(const struct pl_knowledge *k, const struct pl_field *field, uint32_t position,
                              enum pl_language language)
{
    if (language == PL_FR && field->type == PL_TYPE_YES_NO) {
        return position == 0 ? "oui" : "non";
    }
    if (language == PL_FR && !field->values_of_platforms && field->type != PL_TYPE_YES_NO) {
        const struct pl_value *value = &k->values[field->values.first + position];
        if (value->aliases.count > 0) {
            return pl_text(k, k->refs[value->aliases.first]);
        }
    }
    return pl_field_value_id(k, field, position);
}

static void write_bits(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_field *field,
                       const struct pl_cell *cell, enum pl_language language)
{
    bool list = field->type == PL_TYPE_SET || cell->order != NULL;
    bool first = true;
    pl_buffer_add_text(out, list ? "[" : "");
    for (uint32_t i = 0; cell->order != NULL && i < cell->count; i++) {
        pl_buffer_add_text(out, i > 0 ? ", " : "");
        pl_buffer_add_text(out, value_name(k, field, cell->order[i], language));
    }
    for (uint32_t i = 0; cell->order == NULL && i < pl_field_value_count(k, field); i++) {
        if ((cell->low >> i & 1) != 0) {
            pl_buffer_add_text(out, first ? "" : ", ");
            pl_buffer_add_text(out, value_name(k, field, i, language));
            first = false;
        }
    }
    pl_buffer_add_text(out, list ? "]" : "");
}

const char *pl_field_key(const struct pl_knowledge *k, const struct pl_field *field, enum pl_language language)
{
    bool alias = language == PL_FR && field->aliases.count > 0;
    return pl_text(k, alias ? k->refs[field->aliases.first] : field->key);
}

void pl_write_field(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_field *field,
                    enum pl_language language)
{
    if (field->parent != PL_NONE) { /* sections are nested as deep as the vocabulary, which is shallow */
        pl_write_field(out, k, &k->fields[field->parent], language);
        pl_buffer_add_char(out, '.');
    }
    pl_buffer_add_text(out, pl_field_key(k, field, language));
}

void pl_say_duration(struct pl_buffer *out, int64_t minutes, int64_t unit_minutes, enum pl_language language)
{
    int64_t hundredths = minutes % unit_minutes * 100 / unit_minutes;
    pl_buffer_add_number(out, minutes / unit_minutes, "");
    if (hundredths > 0) {
        pl_buffer_add_char(out, language == PL_FR ? ',' : '.');
        pl_buffer_add_number(out, hundredths / 10, "");
        if (hundredths % 10 > 0) {
            pl_buffer_add_number(out, hundredths % 10, "");
        }
    }
}

static void write_duration(struct pl_buffer *out, const struct pl_cell *cell, enum pl_language language)
{
    static const struct {
        int64_t minutes;
        const char *unit[PL_LANGUAGES];
    } units[] = {
        [PL_MINUTES] = {1, {"min", "min"}}, [PL_DAYS] = {1440, {"j", "d"}}, [PL_WEEKS] = {10080, {"sem", "w"}}};
    bool hours = cell->unit == PL_MINUTES && cell->low > 0 && cell->low % 60 == 0;
    if (hours || cell->unit == PL_MINUTES) {
        pl_buffer_add_number(out, hours ? cell->low / 60 : cell->low, "");
    } else {
        pl_say_duration(out, cell->low, units[cell->unit].minutes, language);
    }
    pl_buffer_add_text(out, hours ? "h" : units[cell->unit].unit[language]);
}

void pl_write_date(struct pl_buffer *out, int64_t days)
{
    struct pl_date date = pl_date_of_days(days);
    pl_buffer_add_number(out, date.year, "");
    pl_buffer_add_text(out, date.month < 10 ? "-0" : "-");
    pl_buffer_add_number(out, date.month, "");
    pl_buffer_add_text(out, date.day < 10 ? "-0" : "-");
    pl_buffer_add_number(out, date.day, "");
}

void pl_write_value(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_field *field,
                    const struct pl_cell *cell, enum pl_language language)
{
    if (!pl_cell_is_known(field, cell) && cell->order == NULL) {
        return;
    }
    switch ((enum pl_type)field->type) {
    case PL_TYPE_TEXT:
        pl_buffer_add_text(out, cell->text);
        break;
    case PL_TYPE_NUMBER:
        pl_buffer_add_number(out, cell->low, "");
        break;
    case PL_TYPE_DURATION:
        write_duration(out, cell, language);
        break;
    case PL_TYPE_DATE:
        pl_write_date(out, cell->low);
        break;
    case PL_TYPE_CHOICE:
    case PL_TYPE_SET:
    case PL_TYPE_YES_NO:
    case PL_TYPE_PLATFORM:
        write_bits(out, k, field, cell, language);
        break;
    case PL_TYPE_RECORDS: /* only the empty list is a value that can be written */
        if (cell->count == 0) {
            pl_buffer_add_text(out, "[]");
        } else {
            pl_buffer_add_number(out, cell->count, "");
        }
        break;
    case PL_TYPE_SECTION:
        break;
    }
}
