/* SPDX-License-Identifier: MIT
 * The parts of the manual that come from the knowledge: the fields of a profile, derived facts, needs, phases, roles,
 * editions.
 */
#include <string.h>

#include "cli/emit.h"
#include "report/values.h"

static const char *const type_names[PL_LANGUAGES][PL_TYPE_RECORDS + 1] = {
    [PL_FR] = {"texte", "nombre", "un choix", "une liste de valeurs", "oui ou non", "durée", "date", "plateforme",
               "rubrique", "une liste de descriptions"},
    [PL_EN] = {"text", "number", "one choice", "a list of values", "yes or no", "duration", "date", "platform",
               "section", "a list of records"},
};

static const char *in(const struct pl_page *page, struct pl_text2 text)
{
    return pl_text_in(page->k, text, page->language);
}

/* The name that a page in French puts first is the first alias. */
static const char *shown_name(const struct pl_page *page, pl_str name, struct pl_range aliases)
{
    return pl_text(page->k, page->language == PL_FR && aliases.count > 0 ? page->k->refs[aliases.first] : name);
}

/* ", or NAME" for every other spelling. */
static void add_other_names(struct pl_page *page, pl_str name, struct pl_range aliases)
{
    uint32_t first = page->language == PL_FR && aliases.count > 0 ? 1 : 0;
    bool alike = false; /* a word that both languages share is given once */
    for (uint32_t i = aliases.first; i < aliases.first + aliases.count; i++) {
        bool is_name = strcmp(pl_text(page->k, page->k->refs[i]), pl_text(page->k, name)) == 0;
        alike = alike || is_name;
        if (!is_name && i >= aliases.first + first) {
            pl_roff_term_comma(page);
            pl_roff_term_word(page, PL_MARK_NAME, pl_text(page->k, page->k->refs[i]));
        }
    }
    if (first == 1 && !alike) {
        pl_roff_term_comma(page);
        pl_roff_term_word(page, PL_MARK_NAME, pl_text(page->k, name));
    }
}

static void add_term(struct pl_page *page, pl_str name, struct pl_range aliases)
{
    pl_roff_term(page);
    pl_roff_term_word(page, PL_MARK_NAME, shown_name(page, name, aliases));
    add_other_names(page, name, aliases);
    pl_roff_term_end(page);
}

/* An identifier and what it means. */
static void add_entry(struct pl_page *page, const char *id, const char *text)
{
    pl_roff_term(page);
    pl_roff_term_word(page, PL_MARK_NAME, id);
    pl_roff_term_end(page);
    pl_roff_sentence(page, text);
}

static void say_range(const struct pl_page *page, const struct pl_field *field, struct pl_buffer *out)
{
    const int64_t *numbers = page->k->numbers;
    if (field->type == PL_TYPE_NUMBER) {
        pl_buffer_add_text(out, page->language == PL_FR ? ", de " : ", ");
        pl_say_number(out, numbers[field->minimum], page->language);
        pl_buffer_add_text(out, page->language == PL_FR ? " à " : " to ");
        pl_say_number(out, numbers[field->maximum], page->language);
        pl_buffer_add_text(out, *in(page, field->unit) == '\0' ? "" : " ");
        pl_buffer_add_text(out, in(page, field->unit));
    } else if (field->type == PL_TYPE_RECORDS) {
        pl_buffer_add_text(out, page->language == PL_FR ? ", au plus " : ", at most ");
        pl_say_number(out, numbers[field->maximum], page->language);
    }
}

/* "Kind of authority: one choice, required." */
static void add_nature(struct pl_page *page, const struct pl_field *field)
{
    struct pl_buffer text = {0};
    bool required = (field->flags & PL_FIELD_REQUIRED) != 0;
    pl_buffer_add_text(&text, in(page, field->label));
    if (field->type != PL_TYPE_SECTION) {
        pl_buffer_add_text(&text, page->language == PL_FR ? "\u00a0: " : ": ");
        pl_buffer_add_text(&text, type_names[page->language][field->type]);
        say_range(page, field, &text);
        pl_buffer_add_text(&text, !required ? "" : page->language == PL_FR ? ", obligatoire" : ", required");
    }
    pl_roff_sentence(page, pl_buffer_text(&text));
    pl_buffer_done(&text);
}

static void add_values(struct pl_page *page, const struct pl_field *field)
{
    if (field->values_of_platforms != 0) {
        pl_buffer_add_text(page->out, page->language == PL_FR ? "L’une de\\~:\n" : "One of\n");
        for (uint32_t i = 0; i < page->k->platforms_count; i++) {
            pl_roff_word(page, PL_MARK_NAME, pl_text(page->k, page->k->platforms[i].id),
                         i + 1 < page->k->platforms_count ? "," : ".");
        }
        return;
    }
    if (field->values.count == 0) {
        return;
    }
    pl_roff_list(page, PL_COMPACT);
    for (uint32_t i = field->values.first; i < field->values.first + field->values.count; i++) {
        const struct pl_value *value = &page->k->values[i];
        add_term(page, value->id, value->aliases);
        pl_roff_sentence(page, in(page, value->label));
    }
    pl_roff_list_end(page, PL_COMPACT);
}

static void add_children(struct pl_page *page, const struct pl_field *field);

static void add_field(struct pl_page *page, const struct pl_field *field)
{
    add_term(page, field->key, field->aliases);
    add_nature(page, field);
    pl_roff_text(page, in(page, field->question));
    pl_roff_text(page, in(page, field->why));
    add_values(page, field);
    add_children(page, field); /* as deep as the vocabulary */
}

static void add_children(struct pl_page *page, const struct pl_field *field)
{
    if (field->children.count == 0) {
        return;
    }
    pl_roff_list(page, PL_LOOSE);
    for (uint32_t i = field->children.first; i < field->children.first + field->children.count; i++) {
        add_field(page, &page->k->fields[i]);
    }
    pl_roff_list_end(page, PL_LOOSE);
}

/* A subsection has the name alone in its title. */
static void add_title_names(struct pl_page *page, const struct pl_field *field)
{
    bool translated = page->language == PL_FR && field->aliases.count > 0;
    uint32_t first = field->aliases.first + (translated ? 1 : 0), end = field->aliases.first + field->aliases.count;
    if (field->aliases.count == 0) {
        return;
    }
    pl_buffer_add_text(page->out, page->language == PL_FR ? "S’écrit aussi\n" : "Also written\n");
    for (uint32_t i = first; i < end; i++) {
        pl_roff_word(page, PL_MARK_NAME, pl_text(page->k, page->k->refs[i]), translated || i + 1 < end ? "," : ".");
    }
    if (translated) {
        pl_roff_word(page, PL_MARK_NAME, pl_text(page->k, field->key), ".");
    }
}

static bool is_top(const struct pl_field *field, bool with_children)
{
    return field->parent == PL_NONE && (field->flags & PL_FIELD_DERIVED) == 0 &&
           (field->children.count > 0) == with_children;
}

/* Single fields first, then a subsection for each group. */
void pl_emit_fields(struct pl_page *page)
{
    pl_roff_list(page, PL_LOOSE);
    for (uint32_t i = 0; i < page->k->fields_count; i++) {
        if (is_top(&page->k->fields[i], false)) {
            add_field(page, &page->k->fields[i]);
        }
    }
    pl_roff_list_end(page, PL_LOOSE);
    for (uint32_t i = 0; i < page->k->fields_count; i++) {
        const struct pl_field *field = &page->k->fields[i];
        if (is_top(field, true)) {
            pl_roff_subsection(page, shown_name(page, field->key, field->aliases));
            add_nature(page, field);
            add_title_names(page, field);
            pl_roff_text(page, in(page, field->question));
            pl_roff_text(page, in(page, field->why));
            add_children(page, field);
        }
    }
}

void pl_emit_derived(struct pl_page *page)
{
    pl_roff_list(page, PL_LOOSE);
    for (uint32_t i = 0; i < page->k->fields_count; i++) {
        const struct pl_field *field = &page->k->fields[i];
        if ((field->flags & PL_FIELD_DERIVED) != 0) {
            add_entry(page, pl_text(page->k, field->id),
                      in(page, field->why.in[PL_EN] != 0 ? field->why : field->label));
        }
    }
    pl_roff_list_end(page, PL_LOOSE);
}

void pl_emit_needs(struct pl_page *page)
{
    pl_roff_list(page, PL_COMPACT);
    for (uint32_t i = 0; i < page->k->needs_count; i++) {
        add_entry(page, pl_text(page->k, page->k->needs[i].id), in(page, page->k->needs[i].label));
    }
    pl_roff_list_end(page, PL_COMPACT);
}

void pl_emit_roles(struct pl_page *page)
{
    pl_roff_list(page, PL_COMPACT);
    for (uint32_t i = 0; i < page->k->roles_count; i++) {
        add_entry(page, pl_text(page->k, page->k->roles[i].id), in(page, page->k->roles[i].label));
    }
    pl_roff_list_end(page, PL_COMPACT);
}

static void add_numbered(struct pl_page *page, int64_t number, const char *text)
{
    struct pl_buffer digits = {0};
    pl_buffer_add_number(&digits, number, "");
    add_entry(page, pl_buffer_text(&digits), text);
    pl_buffer_done(&digits);
}

void pl_emit_phases(struct pl_page *page)
{
    pl_roff_list(page, PL_COMPACT);
    for (uint32_t i = 0; i < page->k->phases_count; i++) {
        add_numbered(page, page->k->phases[i].number, in(page, page->k->phases[i].label));
    }
    pl_roff_list_end(page, PL_COMPACT);
}

void pl_emit_editions(struct pl_page *page)
{
    pl_roff_list(page, PL_COMPACT);
    for (uint32_t i = 0; i < page->k->editions_count; i++) {
        add_numbered(page, page->k->editions[i].year, in(page, page->k->editions[i].title));
    }
    pl_roff_list_end(page, PL_COMPACT);
}
