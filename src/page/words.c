/* SPDX-License-Identifier: MIT
 * What the page says and asks: labels, vocabulary, documents and formats; the register.
 */
#include <string.h>

#include "model/register.h"
#include "page/session.h"
#include "draft/template.h"

enum { FOUND_MAX = 12 };

static const char *const label_ids[] = {
#define PL_LABEL(name, id) id,
#include "model/labels.def"
#undef PL_LABEL
};

static void add_field(struct pl_json *json, struct pl_answers *answers, uint32_t index)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    const struct pl_field *field = &k->fields[index];
    const struct {
        const char *key;
        struct pl_text2 text;
    } texts[] = {{"label", field->label}, {"question", field->question}, {"unit", field->unit}};
    uint32_t options[PL_OPTIONS_MAX];
    uint32_t count = pl_answer_options(answers, index, options);
    pl_json_object(json, NULL);
    pl_json_integer(json, "field", index);
    pl_json_text(json, "id", pl_text(k, field->id));
    pl_json_text(json, "type", pl_type_words[field->type]);
    pl_json_known(json, "parent", field->parent != PL_NONE, field->parent);
    pl_json_bool(json, "required", (field->flags & PL_FIELD_REQUIRED) != 0);
    pl_json_bool(json, "idle", (field->flags & PL_FIELD_IDLE) != 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        PL_OFFLINE_SAY(json, texts[i].key, pl_say_capitalised(&said, pl_text_in(k, texts[i].text, answers->language)));
    }
    pl_json_array(json, "values");
    for (uint32_t i = 0; i < count; i++) {
        pl_json_object(json, NULL);
        pl_json_text(json, "id", pl_field_value_id(k, field, options[i]));
        PL_OFFLINE_SAY(json, "label",
                       pl_say_capitalised(&said, pl_field_value_label(k, field, options[i], answers->language)));
        pl_json_end(json);
    }
    pl_json_end(json);
    if (field->fallback != PL_NONE && (field->flags & PL_FIELD_IN_RECORD) != 0) { /* what it is while it is not said */
        struct pl_cell cell = {.low = k->numbers[field->fallback], .high = k->numbers[field->fallback]};
        PL_OFFLINE_SAY(json, "otherwise", pl_say_cell(&said, k, field, &cell, answers->language));
    }
    pl_json_end(json);
}

/* Whether a document lists the others: it is the first page of them all. */
static bool is_index(uint32_t document)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    struct pl_range blocks = k->documents[document].blocks;
    bool index = false;
    for (uint32_t i = blocks.first; i < blocks.first + blocks.count; i++) {
        index = index || (k->blocks[i].kind == PL_BLOCK_VIEW && k->blocks[i].view == PL_VIEW_CONTENTS);
    }
    return index;
}

void pl_offline_words(struct pl_offline *offline, int32_t wanted)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    enum pl_language language = wanted == PL_EN ? PL_EN : PL_FR;
    struct pl_answers answers = {.edition = k->editions_count - 1, .language = language};
    pl_answers_init(&answers, k, NULL);
    struct pl_json json = pl_offline_begin(offline);
    pl_json_object(&json, NULL);
    pl_json_text(&json, "version", PL_VERSION);
    pl_json_integer(&json, "circuit", k->facts[PL_FACT_CHAIN]);
    pl_json_integer(&json, "advice", k->facts[PL_FACT_EXCEPTION_ADVICE]);
    pl_json_object(&json, "labels");
    for (uint32_t i = 0; i < PL_LABELS; i++) {
        if (strncmp(label_ids[i], "page-", 5) == 0) {
            pl_json_text(&json, label_ids[i] + 5, pl_text_in(k, k->labels[i], language));
        }
    }
    pl_json_end(&json);
    pl_json_array(&json, "fields");
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if ((k->fields[i].flags & PL_FIELD_DERIVED) == 0 && i != k->facts[PL_FACT_FORMAT_VERSION]) {
            add_field(&json, &answers, i);
        }
    }
    pl_json_end(&json);
    pl_json_array(&json, "documents");
    for (uint32_t i = 0; i < k->documents_count; i++) {
        pl_json_object(&json, NULL);
        pl_json_integer(&json, "document", i);
        pl_json_text(&json, "id", pl_text(k, k->documents[i].id));
        pl_json_bool(&json, "index", is_index(i));
        pl_json_text(&json, "reader", pl_text_in(k, k->documents[i].reader, language));
        pl_json_end(&json);
    }
    pl_json_end(&json);
    pl_json_array(&json, "formats");
    for (size_t i = 0; pl_formats[i].name != NULL; i++) {
        pl_json_object(&json, NULL);
        pl_json_text(&json, "name", pl_formats[i].name);
        pl_json_text(&json, "extension", pl_formats[i].extension);
        pl_json_bool(&json, "document", pl_formats[i].is_document);
        pl_json_array(&json, "tables");
        for (size_t t = 0; pl_formats[i].tables != NULL && pl_formats[i].tables[t] != NULL; t++) {
            pl_json_text(&json, NULL, pl_formats[i].tables[t]);
        }
        pl_json_ends(&json, 2);
    }
    pl_json_ends(&json, 2);
    pl_answers_done(&answers);
}

/* ---- the register ---------------------------------------------------------------------------------------------- */

/* How near a name is: it is this, it begins so, one of its words does. 0: none of it. */
static int nearness(const char *name, const char *wanted)
{
    size_t length = strlen(wanted);
    if (strncmp(name, wanted, length) == 0) {
        return name[length] == '\0' ? 3 : 2;
    }
    for (const char *at = strstr(name, wanted); at != NULL; at = strstr(at + 1, wanted)) {
        if (strchr(" -'_", at[-1]) != NULL) {
            return 1;
        }
    }
    return 0;
}

struct match {
    struct pl_registered registered;
    int nearness;
};

void pl_offline_find(struct pl_offline *offline, int32_t wanted)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    enum pl_language language = wanted == PL_EN ? PL_EN : PL_FR;
    const struct pl_field *kind_field = &k->fields[k->facts[PL_FACT_KIND]];
    struct match matches[FOUND_MAX];
    uint32_t count = 0;
    char name[PL_FOLD_MAX];
    char folded[PL_FOLD_MAX];
    struct pl_view text = pl_view_trimmed(pl_offline_text(offline));
    bool some = pl_fold(text, name) > 1;
    for (int kind = 0; some && kind < PL_REGISTER_KINDS; kind++) {
        for (uint32_t i = 0; i < pl_register_count((enum pl_register_kind)kind); i++) {
            struct match match;
            pl_register_get((enum pl_register_kind)kind, i, &match.registered);
            match.nearness = pl_view_is(text, match.registered.code)                  ? 4
                             : pl_fold(pl_view_of(match.registered.name), folded) > 0 ? nearness(folded, name)
                                                                                      : 0;
            if (match.nearness > 0) {
                uint32_t at = count;
                while (at > 0 && (match.nearness != matches[at - 1].nearness
                                      ? match.nearness > matches[at - 1].nearness
                                      : match.registered.population > matches[at - 1].registered.population)) {
                    at--;
                }
                if (at < FOUND_MAX) {
                    count += count < FOUND_MAX;
                    memmove(matches + at + 1, matches + at, (count - at - 1) * sizeof *matches);
                    matches[at] = match;
                }
            }
        }
    }
    struct pl_json json = pl_offline_begin(offline);
    pl_json_array(&json, NULL);
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_registered *found = &matches[i].registered;
        pl_json_object(&json, NULL);
        pl_json_text(&json, "code", found->code);
        pl_json_text(&json, "name", found->name);
        pl_json_text(&json, "kind", pl_field_value_label(k, kind_field, (uint32_t)found->kind, language));
        pl_json_integer(&json, "position", found->kind);
        pl_json_text(&json, "department",
                     found->kind < PL_REGISTER_DEPARTMENTS ? pl_register_department(found->department) : NULL);
        if (found->population >= 0) {
            PL_OFFLINE_SAY(&json, "population", pl_say_number(&said, found->population, language));
        }
        pl_json_end(&json);
    }
    pl_json_end(&json);
}

/* ---- a profile to begin with ----------------------------------------------------------------------------------- */

static void state_text(struct pl_cell *cells, uint32_t field, const char *text)
{
    cells[field] = (struct pl_cell){.text = text, .line = 1};
}

static void state_number(struct pl_cell *cells, uint32_t field, int64_t number)
{
    cells[field] = (struct pl_cell){.low = number, .high = number, .line = 1};
}

void pl_offline_start(struct pl_offline *offline, int32_t wanted, int32_t kind)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    enum pl_language language = wanted == PL_EN ? PL_EN : PL_FR;
    pl_offline_begin(offline);
    struct pl_view text = pl_view_trimmed(pl_offline_text(offline));
    const char *name = pl_arena_copy(&offline->scratch, text.text, text.length);
    struct pl_cell *cells = pl_arena_array(&offline->scratch, k->fields_count, sizeof *cells);
    struct pl_registered found;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        cells[i] = pl_cell_unknown(k, &k->fields[i]);
    }
    state_number(cells, k->facts[PL_FACT_LANGUAGE],
                 INT64_C(1) << (language == PL_FR ? PL_LANGUAGE_FRENCH : PL_LANGUAGE_ENGLISH));
    if (kind < PL_REGISTER_KINDS && pl_register_find_code(name, (enum pl_register_kind)kind, &found)) {
        state_text(cells, k->facts[PL_FACT_NAME], found.name);
        state_number(cells, k->facts[PL_FACT_KIND], INT64_C(1) << found.kind);
        if (found.population >= 0) {
            state_number(cells, k->facts[PL_FACT_POPULATION], found.population);
        }
        state_text(cells, k->facts[PL_FACT_CODE], found.code);
        if (found.kind != PL_REGISTER_REGIONS) {
            state_text(cells, k->facts[PL_FACT_DEPARTMENT], found.department);
        }
    } else {
        state_text(cells, k->facts[PL_FACT_NAME], name);
        state_number(cells, k->facts[PL_FACT_KIND], INT64_C(1) << kind);
    }
    pl_write_template(k, cells, language, pl_text_in(k, k->labels[PL_L_PAGE_TEMPLATE], language), &offline->out);
}
