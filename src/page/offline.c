/* SPDX-License-Identifier: MIT
 * The page's profile: read, planned, shown, written as documents.
 */
#include "page/session.h"

#include <string.h>

#include "base/date.h"
#include "base/zip.h"
#include "engine/inquiry.h"
#include "engine/outline.h"
#include "engine/planning.h"
#include "load/loader.h"
#include "engine/questions.h"
#include "report/stakes.h"
#include "yaml/node.h"

enum { SHOWN_MAX = 20 };

struct pl_offline *pl_offline_new(void)
{
    struct pl_offline *offline = pl_must_alloc(sizeof *offline);
    *offline = (struct pl_offline){.today = 0};
    return offline;
}

char *pl_offline_room(struct pl_offline *offline, size_t length)
{
    pl_buffer_clear(&offline->room);
    pl_buffer_reserve(&offline->room, length + 1);
    offline->room.data[length] = '\0';
    offline->room.length = length;
    return offline->room.data;
}

const char *pl_offline_result(const struct pl_offline *offline)
{
    return pl_buffer_text(&offline->out);
}

size_t pl_offline_length(const struct pl_offline *offline)
{
    return offline->out.length;
}

struct pl_json pl_offline_begin(struct pl_offline *offline)
{
    pl_buffer_clear(&offline->out);
    pl_arena_reset(&offline->scratch);
    return (struct pl_json){.out = &offline->out};
}

struct pl_view pl_offline_text(const struct pl_offline *offline)
{
    return (struct pl_view){pl_buffer_text(&offline->room), offline->room.length};
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

static void add_diagnostics(struct pl_offline *offline, struct pl_json *json)
{
    const struct pl_diagnostic *shown[SHOWN_MAX];
    size_t count = pl_diagnostics_select(&offline->diagnostics, shown, SHOWN_MAX);
    pl_json_array(json, "diagnostics");
    for (size_t i = 0; i < count; i++) {
        pl_json_object(json, NULL);
        pl_json_bool(json, "error", shown[i]->severity == PL_ERROR);
        pl_json_text(json, "severity", pl_severity_word(shown[i]->severity, offline->language));
        pl_json_text(json, "code", pl_code_name(shown[i]->code));
        pl_json_text(json, "message", shown[i]->message);
        pl_json_text(json, "help", shown[i]->help);
        pl_json_known(json, "line", shown[i]->place.line > 0, shown[i]->place.line);
        pl_json_end(json);
    }
    pl_json_end(json);
}

void pl_offline_add_value(struct pl_offline *offline, struct pl_json *json, const char *key,
                          const struct pl_field *field, const struct pl_cell *cell)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    uint32_t choice = pl_cell_choice(cell);
    switch ((enum pl_type)field->type) {
    case PL_TYPE_CHOICE:
    case PL_TYPE_YES_NO:
    case PL_TYPE_PLATFORM:
        pl_json_text(json, key, choice != PL_NONE ? pl_field_value_id(k, field, choice) : cell->text);
        return;
    case PL_TYPE_SET:
        pl_json_array(json, key);
        for (uint32_t i = 0; cell->order != NULL && i < cell->count; i++) {
            pl_json_text(json, NULL, pl_field_value_id(k, field, cell->order[i]));
        }
        pl_json_end(json);
        return;
    case PL_TYPE_TEXT:
        pl_json_text(json, key, cell->text);
        return;
    case PL_TYPE_NUMBER:
    case PL_TYPE_DURATION:
    case PL_TYPE_DATE:
        PL_OFFLINE_SAY(json, key, pl_write_value(&said, k, field, cell, offline->language));
        return;
    case PL_TYPE_SECTION:
    case PL_TYPE_RECORDS:
        pl_json_null(json, key);
    }
}

static void add_fact(struct pl_offline *offline, struct pl_json *json, uint32_t index, const struct pl_cell *cell)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    const struct pl_field *field = &k->fields[index];
    pl_json_object(json, NULL);
    pl_json_integer(json, "field", index);
    PL_OFFLINE_SAY(json, "said", pl_say_known(&said, k, field, cell, offline->language));
    if (field->type != PL_TYPE_RECORDS) {
        pl_offline_add_value(offline, json, "value", field, cell);
        pl_json_end(json);
        return;
    }
    pl_json_array(json, "records");
    for (uint32_t i = 0; i < cell->count; i++) {
        pl_json_array(json, NULL);
        for (uint32_t c = 0; c < field->children.count; c++) {
            if (cell->records[i].cells[c].line > 0) {
                add_fact(offline, json, field->children.first + c,
                         &cell->records[i].cells[c]); /* records hold no records */
            }
        }
        pl_json_end(json);
    }
    pl_json_ends(json, 2);
}

static void add_documents(struct pl_offline *offline, struct pl_json *json)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    pl_json_array(json, "documents");
    for (uint32_t i = 0; i < k->documents_count; i++) {
        pl_json_object(json, NULL);
        pl_json_integer(json, "document", i);
        pl_json_bool(json, "called", pl_list_has(&offline->plan->documents, i));
        PL_OFFLINE_SAY(json, "title", pl_say_text(&said, offline->plan, k->documents[i].title, offline->language));
        pl_json_end(json);
    }
    pl_json_end(json);
}

void pl_offline_name(struct pl_offline *offline)
{
    struct pl_view text = pl_offline_text(offline);
    pl_offline_begin(offline);
    pl_buffer_clear(&offline->name);
    pl_add_visible(&offline->name, text, SIZE_MAX);
}

/* An answer about something else leaves the circuit as it was gone through. */
static struct pl_circuits *circuits_of(struct pl_offline *offline)
{
    if (offline->circuits == NULL || pl_circuits_is_full(offline->circuits)) {
        pl_arena_reset(&offline->circuits_arena);
        offline->circuits = pl_circuits_new(&pl_builtin_knowledge, &offline->circuits_arena);
    }
    return offline->circuits;
}

void pl_offline_read(struct pl_offline *offline, int32_t language, int32_t today)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    struct pl_view text = pl_offline_text(offline);
    struct pl_json json = pl_offline_begin(offline);
    offline->plan = NULL;
    pl_arena_reset(&offline->arena);
    pl_diagnostics_reset(&offline->diagnostics);
    offline->language = offline->diagnostics.language = language == PL_EN ? PL_EN : PL_FR;
    offline->today = today < PL_TODAY_MIN ? PL_TODAY_MIN : today > PL_TODAY_MAX ? PL_TODAY_MAX : today;
    offline->source = (struct pl_source){.name = pl_buffer_text(&offline->name),
                                         .text = {pl_arena_copy(&offline->arena, text.text, text.length), text.length}};
    bool valid = text.length <= PL_YAML_MAX_BYTES
                     ? pl_profile_load(k, &offline->source, offline->today, &offline->arena, &offline->diagnostics,
                                       &offline->profile)
                     : pl_diagnose(&offline->diagnostics, PL_P001, (struct pl_place){0}, offline->source.name,
                                   (const char *)NULL);
    pl_json_object(&json, NULL);
    pl_json_bool(&json, "valid", valid);
    add_diagnostics(offline, &json);
    if (valid) {
        offline->plan = pl_plan_make_sharing(&offline->profile, k->editions_count - 1, offline->today,
                                             circuits_of(offline), &offline->arena);
        uint32_t spoken = pl_cell_choice(pl_profile_cell(&offline->profile, PL_FACT_LANGUAGE));
        pl_json_text(&json, "language",
                     spoken == PL_NONE ? NULL : pl_field_value_id(k, &k->fields[k->facts[PL_FACT_LANGUAGE]], spoken));
        pl_json_text(&json, "name", pl_profile_text(&offline->profile, PL_FACT_NAME));
        char slug[PL_SLUG_MAX];
        pl_slug(pl_view_of(pl_profile_text(&offline->profile, PL_FACT_NAME)), slug);
        pl_json_text(&json, "slug", slug);
        /* What the profile states. */
        pl_json_array(&json, "facts");
        for (uint32_t i = 0; i < k->fields_count; i++) {
            if (offline->profile.stated[i].line > 0 &&
                (k->fields[i].flags & (PL_FIELD_DERIVED | PL_FIELD_IN_RECORD)) == 0) {
                add_fact(offline, &json, i, &offline->profile.stated[i]);
            }
        }
        pl_json_end(&json);
        pl_json_array(&json, "questions");
        for (uint32_t i = 0; i < offline->plan->questions_count; i++) {
            const struct pl_question *question = &offline->plan->questions[i];
            pl_json_object(&json, NULL);
            pl_json_integer(&json, "field", question->field);
            pl_json_integer(&json, "settles", question->settles);
            pl_json_end(&json);
        }
        pl_json_end(&json);
        add_documents(offline, &json);
    }
    pl_json_end(&json);
}

/* ---- writing --------------------------------------------------------------------------------------------------- */

struct wanted {
    const struct pl_format *format;
    uint32_t document;
    const char *const *sections; /* NULL: all */
    uint32_t tables;
    const char *links;
};

static void write_to(struct pl_offline *offline, const struct wanted *wanted, struct pl_buffer *out)
{
    struct pl_report_options options = {.language = offline->language,
                                        .heading_level = 1,
                                        .version = PL_VERSION,
                                        .sections = wanted->tables,
                                        .links = wanted->links};
    struct pl_outline outline = pl_outline_make(offline->plan, wanted->document, wanted->sections);
    options.outline = &outline;
    wanted->format->write(offline->plan, &options, out);
}

static void write_one(struct pl_offline *offline, const struct wanted *wanted)
{
    pl_offline_begin(offline);
    if (offline->plan != NULL) {
        write_to(offline, wanted, &offline->out);
    }
}

void pl_offline_write(struct pl_offline *offline, int32_t document, int32_t format, int32_t table)
{
    write_one(offline, &(struct wanted){.format = &pl_formats[format],
                                        .document = (uint32_t)document,
                                        .tables = table < 0 ? 0 : UINT32_C(1) << table});
}

void pl_offline_dossier(struct pl_offline *offline, int32_t format)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    struct pl_zip_writer zip;
    struct pl_buffer name = {0};
    struct pl_buffer text = {0};
    pl_offline_begin(offline);
    pl_zip_start(&zip, &offline->out, offline->today);
    for (uint32_t i = 0; offline->plan != NULL && i < offline->plan->documents.count; i++) {
        struct wanted wanted = {.format = &pl_formats[format],
                                .document = offline->plan->documents.items[i],
                                .links = pl_formats[format].extension};
        pl_buffer_clear(&text);
        write_to(offline, &wanted, &text);
        pl_buffer_clear(&name);
        pl_buffer_add_text(&name, pl_text(k, k->documents[wanted.document].id));
        pl_buffer_add_char(&name, '.');
        pl_buffer_add_text(&name, wanted.links);
        pl_zip_add(&zip, name.data, &(struct pl_view){pl_buffer_text(&text), text.length}, 1);
    }
    pl_zip_end(&zip);
    pl_buffer_done(&name);
    pl_buffer_done(&text);
}

void pl_offline_circuit(struct pl_offline *offline)
{
    static const char *const circuit[] = {"circuit", NULL};
    const struct pl_format *html = pl_formats;
    while (strcmp(html->name, "html") != 0) {
        html++;
    }
    write_one(offline, &(struct wanted){.format = html,
                                        .document = pl_position(&pl_builtin_knowledge, PL_TO_DOCUMENT, "full"),
                                        .sections = circuit});
}

/* ---- questions ------------------------------------------------------------------------------------------------- */

void pl_offline_progress(struct pl_offline *offline)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    struct pl_view text = pl_offline_text(offline);
    struct pl_json json = pl_offline_begin(offline);
    if (offline->plan == NULL) {
        pl_json_null(&json, NULL);
        return;
    }
    uint8_t *done = pl_arena_array(&offline->scratch, k->fields_count, 1);
    for (size_t at = 0; at < text.length; at++) {
        uint32_t field = 0;
        for (; at < text.length && text.text[at] != ' '; at++) {
            field = field * 10 + (uint32_t)(text.text[at] - '0');
        }
        done[field] = 1;
    }
    for (uint32_t i = 0; i < k->fields_count; i++) {
        done[i] = done[i] || offline->profile.stated[i].line > 0;
    }
    uint32_t left = 0;
    for (uint32_t i = 0; i < offline->plan->questions_count; i++) {
        left += !done[offline->plan->questions[i].field];
    }
    uint32_t most =
        pl_questions_most(k, offline->profile.stated, k->editions_count - 1, offline->today, &offline->scratch);
    uint32_t more = pl_questions_until(offline->plan, done, most);
    struct pl_buffer number = {0};
    pl_buffer_add_number(&number, more > 0 ? more : left, "");
    pl_json_object(&json, NULL);
    PL_OFFLINE_SAY(&json, "said",
                   pl_say_label(&said, k,
                                more == 0   ? PL_L_PAGE_ENOUGH
                                : more == 1 ? PL_L_PAGE_MOST_ONE
                                            : PL_L_PAGE_MOST,
                                offline->language, (const char *const[3]){number.data}));
    pl_json_end(&json);
    pl_buffer_done(&number);
}

void pl_offline_explain(struct pl_offline *offline, int32_t index)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    const struct pl_field *field = &k->fields[index];
    struct pl_json json = pl_offline_begin(offline);
    pl_json_object(&json, NULL);
    pl_json_text(&json, "why", pl_text_in(k, field->why, offline->language));
    for (uint32_t i = 0; offline->plan != NULL && i < offline->plan->questions_count; i++) {
        struct pl_question *question = &offline->plan->questions[i];
        if (question->field == (uint32_t)index) {
            pl_weigh_answers(offline->plan, question, &offline->arena);
            PL_OFFLINE_SAY(&json, "answers", pl_say_answers(&said, offline->plan, question, offline->language, ""));
        }
    }
    pl_json_end(&json);
}
