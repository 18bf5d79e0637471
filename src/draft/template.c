/* SPDX-License-Identifier: MIT
 * See template.h.
 */
#include "draft/template.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "report/values.h"

enum { COMMENT_WIDTH = 110 };

struct pen {
    const struct pl_knowledge *k;
    const struct pl_cell *cells;
    enum pl_language language;
    struct pl_buffer *out;
};

void pl_write_yaml_text(struct pl_buffer *out, const char *text)
{
    /* Whether a text may stand without quotes: letters, digits and a little punctuation, starting with a letter, and no
     * word that YAML or a profile reads otherwise. */
    static const char *const words[] = {"yes", "no", "true", "false", "null", "oui", "non", "on", "off", "y", "n"};
    unsigned char first = (unsigned char)*text;
    bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first >= 0xc3;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        letter = letter && strcasecmp(text, words[i]) != 0;
    }
    size_t length = strlen(text);
    for (size_t i = 0; letter && i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     strchr(" -'.", c) != NULL || (c >= 0xc3 && c <= 0xc9) || (c >= 0x80 && c < 0xc0);
        letter = plain && !(c == ' ' && i + 1 == length);
    }
    if (letter) {
        pl_buffer_add_text(out, text);
        return;
    }
    pl_buffer_add_char(out, '"');
    pl_add_yaml_quoted(out, text);
    pl_buffer_add_char(out, '"');
}

void pl_add_yaml_quoted(struct pl_buffer *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        char escaped[8];
        if (c < 0x20 || c == 0x7f) {
            snprintf(escaped, sizeof escaped, "\\x%02x", c);
            pl_buffer_add_text(out, escaped);
            continue;
        }
        pl_buffer_add_text(out, c == '"' || c == '\\' ? "\\" : "");
        pl_buffer_add_char(out, *p);
    }
}

static void indent(const struct pen *pen, int depth)
{
    for (int i = 0; i < depth; i++) {
        pl_buffer_add_text(pen->out, "  ");
    }
}

/* A comment over as many lines as it takes. */
static void add_comment(const struct pen *pen, int depth, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        for (size_t i = 0, cut = 0; i < length; i++) {
            cut = text[i] == ' ' ? i : cut;
            if (i >= COMMENT_WIDTH && cut > 0) {
                length = cut;
            }
        }
        indent(pen, depth);
        pl_buffer_add_text(pen->out, "# ");
        pl_buffer_add(pen->out, text, length);
        pl_buffer_add_char(pen->out, '\n');
        text += length;
        text += *text == ' ' || *text == '\n';
    }
}

static const char *key_of(const struct pen *pen, const struct pl_field *field)
{
    return pl_field_key(pen->k, field, pen->language);
}

static const char *value_of(const struct pen *pen, const struct pl_field *field, uint32_t position)
{
    if (field->values_of_platforms || field->type == PL_TYPE_YES_NO) {
        static const char *const words[][2] = {[PL_FR] = {"oui", "non"}, [PL_EN] = {"yes", "no"}};
        return field->values_of_platforms ? pl_field_value_id(pen->k, field, position) : words[pen->language][position];
    }
    const struct pl_value *value = &pen->k->values[field->values.first + position];
    bool alias = pen->language == PL_FR && value->aliases.count > 0;
    return pl_text(pen->k, alias ? pen->k->refs[value->aliases.first] : value->id);
}

/* "prête | hésitante | refusée", and the like for what is written otherwise. */
static void add_hint(const struct pen *pen, const struct pl_field *field, struct pl_buffer *out)
{
    static const char *const hints[][2] = {
        [PL_TYPE_DURATION] = {"30min, 2h, 1j, 1sem", "30min, 2h, 1d, 1w"},
        [PL_TYPE_DATE] = {"2026-10-30", "2026-10-30"},
    };
    bool values = field->type == PL_TYPE_CHOICE || field->type == PL_TYPE_SET || field->type == PL_TYPE_YES_NO;
    for (uint32_t i = 0; values && i < pl_field_value_count(pen->k, field); i++) {
        pl_buffer_add_text(out, i == 0 ? "" : field->type == PL_TYPE_SET ? ", " : " | ");
        pl_buffer_add_text(out, value_of(pen, field, i));
    }
    if (field->type == PL_TYPE_DURATION || field->type == PL_TYPE_DATE) {
        pl_buffer_add_text(out, hints[field->type][pen->language]);
    }
}

/* One record: its fields joined by `between`. */
static void write_record(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_field *list,
                         const struct pl_record *record, enum pl_language language, const char *between)
{
    bool some = false;
    for (uint32_t i = 0; i < list->children.count; i++) {
        const struct pl_field *field = &k->fields[list->children.first + i];
        if (record->cells[i].line != 0 &&
            (pl_cell_is_known(field, &record->cells[i]) || record->cells[i].order != NULL)) {
            pl_buffer_add_text(out, some ? between : "");
            pl_buffer_add_text(out, pl_field_key(k, field, language));
            pl_buffer_add_text(out, ": ");
            pl_write_yaml_value(out, k, field, &record->cells[i], language); /* records hold no records */
            some = true;
        }
    }
    pl_buffer_add_text(out, some ? "" : "{}");
}

void pl_write_yaml_value(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_field *field,
                         const struct pl_cell *cell, enum pl_language language)
{
    if (field->type == PL_TYPE_PLATFORM && cell->text != NULL && *cell->text == '\0') {
        pl_buffer_add_text(out, language == PL_FR ? "autre" : "other");
    } else if (field->type == PL_TYPE_TEXT || (field->type == PL_TYPE_PLATFORM && cell->text != NULL)) {
        pl_write_yaml_text(out, cell->text);
    } else if (field->type == PL_TYPE_RECORDS) {
        pl_buffer_add_char(out, '[');
        for (uint32_t i = 0; i < cell->count; i++) {
            pl_buffer_add_text(out, i > 0 ? ", {" : "{");
            size_t start = out->length;
            write_record(out, k, field, &cell->records[i], language, ", ");
            if (strcmp(pl_buffer_text(out) + start, "{}") == 0) {
                pl_buffer_cut(out, start);
            }
            pl_buffer_add_char(out, '}');
        }
        pl_buffer_add_char(out, ']');
    } else if (field->type == PL_TYPE_SET && cell->low == 0) {
        pl_buffer_add_text(out, "[]");
    } else {
        pl_write_value(out, k, field, cell, language);
    }
}

void pl_write_yaml_list(struct pl_buffer *out, const struct pl_knowledge *k, const struct pl_field *field,
                        const struct pl_cell *cell, enum pl_language language, const char *indent, const char *line_end)
{
    struct pl_buffer between = {0};
    pl_buffer_add_text(&between, line_end);
    pl_buffer_add_text(&between, indent);
    pl_buffer_add_text(&between, "  ");
    for (uint32_t i = 0; i < cell->count; i++) {
        pl_buffer_add_text(out, indent);
        pl_buffer_add_text(out, "- ");
        write_record(out, k, field, &cell->records[i], language, between.data);
        pl_buffer_add_text(out, line_end);
    }
    pl_buffer_done(&between);
}

static bool is_stated(const struct pen *pen, uint32_t index)
{
    const struct pl_field *field = &pen->k->fields[index];
    if (field->type == PL_TYPE_SECTION) {
        for (uint32_t i = field->children.first; i < field->children.first + field->children.count; i++) {
            if (is_stated(pen, i)) {
                return true;
            }
        }
        return false;
    }
    return pl_cell_is_known(field, &pen->cells[index]);
}

static void add_key(const struct pen *pen, const struct pl_field *field, int depth, bool commented)
{
    indent(pen, depth);
    pl_buffer_add_text(pen->out, commented ? "# " : "");
    pl_buffer_add_text(pen->out, key_of(pen, field));
    pl_buffer_add_char(pen->out, ':');
}

/* One item of a list, as an example in comments: `#   - {par: …, delai: …}`. */
static void add_example(const struct pen *pen, const struct pl_field *field, int depth)
{
    add_key(pen, field, depth, true);
    pl_buffer_add_char(pen->out, '\n');
    for (uint32_t i = field->children.first; i < field->children.first + field->children.count; i++) {
        struct pl_buffer hint = {0};
        if ((pen->k->fields[i].flags & PL_FIELD_IDLE) != 0) {
            continue;
        }
        add_hint(pen, &pen->k->fields[i], &hint);
        indent(pen, depth);
        pl_buffer_add_text(pen->out, i == field->children.first ? "#   - " : "#     ");
        pl_buffer_add_text(pen->out, key_of(pen, &pen->k->fields[i]));
        pl_buffer_add_text(pen->out, hint.length > 0 ? ":   # " : ":");
        pl_buffer_add_text(pen->out, pl_buffer_text(&hint));
        pl_buffer_add_char(pen->out, '\n');
        pl_buffer_done(&hint);
    }
}

static void add_fields(const struct pen *pen, uint32_t first, uint32_t count, int depth, bool commented);

static void add_fields(const struct pen *pen, uint32_t first, uint32_t count, int depth, bool commented)
{
    for (uint32_t i = first; i < first + count; i++) {
        const struct pl_field *field = &pen->k->fields[i];
        bool stated = !commented && is_stated(pen, i);
        if (!stated && (field->flags & PL_FIELD_IDLE) != 0) {
            continue;
        }
        if (field->type == PL_TYPE_SECTION) {
            pl_buffer_add_char(pen->out, '\n');
            add_key(pen, field, depth, !stated);
            pl_buffer_add_char(pen->out, '\n');
            add_fields(pen, field->children.first, field->children.count, depth + 1, !stated);
            continue;
        }
        bool follows = stated && i > 0 && is_stated(pen, i - 1) && pen->k->fields[i - 1].type != PL_TYPE_SECTION &&
                       field->type != PL_TYPE_RECORDS;
        pl_buffer_add_text(pen->out, depth == 0 && !follows && i > 0 ? "\n" : "");
        if (!stated) {
            struct pl_buffer text = {0};
            pl_buffer_add_text(&text, pl_text_in(pen->k, field->question, pen->language));
            struct pl_buffer hint = {0};
            add_hint(pen, field, &hint);
            if (hint.length > 0) {
                pl_buffer_add_char(&text, '\n');
                pl_buffer_add_text(&text, hint.data);
            }
            add_comment(pen, depth, pl_buffer_text(&text));
            pl_buffer_done(&text);
            pl_buffer_done(&hint);
        }
        if (field->type == PL_TYPE_RECORDS && !stated) {
            add_example(pen, field, depth);
            continue;
        }
        add_key(pen, field, depth, !stated);
        if (stated && field->type == PL_TYPE_RECORDS && pen->cells[i].count > 0) {
            pl_buffer_add_char(pen->out, '\n');
            pl_write_yaml_list(pen->out, pen->k, field, &pen->cells[i], pen->language, depth == 0 ? "  " : "    ",
                               "\n");
            continue;
        }
        if (stated) {
            pl_buffer_add_char(pen->out, ' ');
            pl_write_yaml_value(pen->out, pen->k, field, &pen->cells[i], pen->language);
        }
        pl_buffer_add_char(pen->out, '\n');
    }
}

void pl_write_template(const struct pl_knowledge *k, const struct pl_cell *cells, enum pl_language language,
                       const char *opening, struct pl_buffer *out)
{
    const struct pen pen = {k, cells, language, out};
    uint32_t top = 0;
    while (top < k->fields_count && k->fields[top].parent == PL_NONE &&
           (k->fields[top].flags & PL_FIELD_DERIVED) == 0) {
        top++;
    }
    add_comment(&pen, 0, opening);
    pl_buffer_add_char(out, '\n');
    add_fields(&pen, 0, top, 0, false);
}
