/* SPDX-License-Identifier: MIT
 * See amend.h. Each way to place a fact may be wrong where the text is unusual (a comment inside a block of text, a
 * document end); so each is tried on a copy, which is read again, and the first that says what it should is kept.
 */
#include "report/amend.h"

#include <string.h>

#include "load/loader.h"
#include "report/template.h"
#include "report/values.h"
#include "yaml/node.h"

struct sheet {
    const struct pl_knowledge *k;
    struct pl_view text;
    const struct pl_node *root;
    uint32_t index; /* of the field */
    const struct pl_field *field;
    const struct pl_cell *cell;
    const struct pl_field *section;   /* NULL at the top */
    const struct pl_node *section_at; /* its entry, NULL if the profile has none */
    enum pl_language language;
    const char *line_end;
};

/* ---- places in the text ------------------------------------------------------------------------------------ */

static size_t line_after(struct pl_view text, size_t at)
{
    while (at < text.length && text.text[at] != '\n' && text.text[at] != '\r') {
        at++;
    }
    bool pair = at + 1 < text.length && text.text[at] == '\r' && text.text[at + 1] == '\n';
    return at + (at < text.length ? 1 : 0) + (pair ? 1 : 0);
}

static size_t line_start(struct pl_view text, uint32_t line)
{
    size_t at = pl_view_starts(text, "\xef\xbb\xbf") ? 3 : 0;
    for (uint32_t i = 1; i < line && at < text.length; i++) {
        at = line_after(text, at);
    }
    return at;
}

static size_t offset_of(struct pl_view text, uint32_t line, uint32_t column)
{
    size_t at = line_start(text, line);
    struct pl_view rest = {text.text + at, text.length - at};
    for (uint32_t i = 1; i < column && rest.length > 0; i++) {
        pl_view_next(&rest);
    }
    return text.length - rest.length;
}

static struct pl_view line_at(struct pl_view text, size_t at)
{
    size_t end = at;
    while (end < text.length && text.text[end] != '\n' && text.text[end] != '\r') {
        end++;
    }
    return (struct pl_view){text.text + at, end - at};
}

static size_t indent_of(struct pl_view line)
{
    size_t indent = 0;
    while (indent < line.length && line.text[indent] == ' ') {
        indent++;
    }
    return indent;
}

static const struct pl_node *entry_of(const struct sheet *sheet, const struct pl_node *mapping, uint32_t scope,
                                      uint32_t index)
{
    char folded[PL_FOLD_MAX];
    bool is_mapping = mapping != NULL && mapping->kind == PL_NODE_MAPPING;
    for (const struct pl_node *entry = is_mapping ? mapping->first : NULL; entry != NULL; entry = entry->next) {
        if (pl_fold(entry->key->text, folded) > 0 && pl_knowledge_find(sheet->k, scope, false, folded) == index) {
            return entry;
        }
    }
    return NULL;
}

/* ---- writing ----------------------------------------------------------------------------------------------- */

static void add_spaces(struct pl_buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pl_buffer_add_char(out, ' ');
    }
}

/* `key: value` on a line of its own, or on several. */
static void add_lines(const struct sheet *sheet, size_t indent, struct pl_buffer *out)
{
    add_spaces(out, indent);
    pl_buffer_add_text(out, pl_field_key(sheet->k, sheet->field, sheet->language));
    pl_buffer_add_char(out, ':');
    if (sheet->field->type == PL_TYPE_RECORDS && sheet->cell->count > 0) {
        struct pl_buffer inner = {0};
        add_spaces(&inner, indent + 2);
        pl_buffer_add_text(out, sheet->line_end);
        pl_write_yaml_list(out, sheet->k, sheet->field, sheet->cell, sheet->language, inner.data, sheet->line_end);
        pl_buffer_done(&inner);
        return;
    }
    pl_buffer_add_char(out, ' ');
    pl_write_yaml_value(out, sheet->k, sheet->field, sheet->cell, sheet->language);
    pl_buffer_add_text(out, sheet->line_end);
}

static void add_section_line(const struct sheet *sheet, size_t indent, struct pl_buffer *out)
{
    add_spaces(out, indent);
    pl_buffer_add_text(out, pl_field_key(sheet->k, sheet->section, sheet->language));
    pl_buffer_add_char(out, ':');
    pl_buffer_add_text(out, sheet->line_end);
}

/* `key: value` inside braces, with the section around it where there is none. */
static void add_flow(const struct sheet *sheet, bool with_section, struct pl_buffer *out)
{
    if (with_section) {
        pl_buffer_add_text(out, pl_field_key(sheet->k, sheet->section, sheet->language));
        pl_buffer_add_text(out, ": {");
    }
    pl_buffer_add_text(out, pl_field_key(sheet->k, sheet->field, sheet->language));
    pl_buffer_add_text(out, ": ");
    pl_write_yaml_value(out, sheet->k, sheet->field, sheet->cell, sheet->language);
    pl_buffer_add_text(out, with_section ? "}" : "");
}

static void add_until(const struct sheet *sheet, size_t from, size_t to, struct pl_buffer *out)
{
    pl_buffer_add(out, sheet->text.text + from, to - from);
    bool open = to > from && to == sheet->text.length && strchr("\r\n", sheet->text.text[to - 1]) == NULL;
    pl_buffer_add_text(out, open ? sheet->line_end : ""); /* the last line of the file had no end */
}

static void add_rest(const struct sheet *sheet, size_t from, struct pl_buffer *out)
{
    pl_buffer_add(out, sheet->text.text + from, sheet->text.length - from);
}

/* ---- ways to place a fact ------------------------------------------------------------------------------------ */

static size_t root_indent(const struct sheet *sheet)
{
    return sheet->root->first == NULL ? 0 : sheet->root->first->key->column - 1;
}

static bool has_children(const struct sheet *sheet)
{
    return sheet->section_at != NULL && sheet->section_at->kind == PL_NODE_MAPPING && sheet->section_at->first != NULL;
}

static size_t child_indent(const struct sheet *sheet)
{
    return sheet->section == NULL ? root_indent(sheet)
           : has_children(sheet)  ? sheet->section_at->first->key->column - 1
                                  : root_indent(sheet) + 2;
}

/* The field is there, without a value. */
static bool fill(const struct sheet *sheet, struct pl_buffer *out)
{
    const struct pl_node *mapping = sheet->section == NULL ? sheet->root : sheet->section_at;
    uint32_t scope = sheet->section == NULL ? PL_NONE : sheet->field->parent;
    const struct pl_node *entry = entry_of(sheet, mapping, scope, sheet->index);
    if (entry == NULL) {
        return false;
    }
    size_t at = offset_of(sheet->text, entry->key->line, entry->key->column + entry->key->span);
    while (at < sheet->text.length && sheet->text.text[at] != ':') {
        at++;
    }
    at += at < sheet->text.length;
    pl_buffer_add(out, sheet->text.text, at);
    pl_buffer_add_char(out, ' ');
    pl_write_yaml_value(out, sheet->k, sheet->field, sheet->cell, sheet->language);
    if (entry->text.length > 0) { /* ~ or null */
        at = offset_of(sheet->text, entry->line, entry->column) + entry->text.length;
    }
    add_rest(sheet, at, out);
    return true;
}

/* The mapping stands between braces. */
static bool put_in_braces(const struct sheet *sheet, struct pl_buffer *out)
{
    bool in_section = sheet->section_at != NULL && sheet->section_at->kind == PL_NODE_MAPPING;
    const struct pl_node *mapping = in_section ? sheet->section_at : sheet->root;
    size_t at = offset_of(sheet->text, mapping->line, mapping->column);
    if (at >= sheet->text.length || sheet->text.text[at] != '{') {
        return false;
    }
    pl_buffer_add(out, sheet->text.text, at + 1);
    add_flow(sheet, sheet->section != NULL && !in_section, out);
    pl_buffer_add_text(out, mapping->count > 0 ? ", " : "");
    add_rest(sheet, at + 1, out);
    return true;
}

/* `# key:` with nothing behind it but a comment, the key naming this field. */
static bool is_commented_key(const struct sheet *sheet, struct pl_view line, uint32_t scope, uint32_t index)
{
    size_t at = indent_of(line);
    if (at >= line.length || line.text[at] != '#') {
        return false;
    }
    at++;
    at += at < line.length && line.text[at] == ' ';
    size_t colon = at;
    while (colon < line.length && line.text[colon] != ':') {
        colon++;
    }
    size_t behind = colon + 1;
    while (behind < line.length && strchr(" \t", line.text[behind]) != NULL) {
        behind++;
    }
    char folded[PL_FOLD_MAX];
    struct pl_view key = {line.text + at, colon - at};
    bool empty = colon < line.length && (behind >= line.length || line.text[behind] == '#');
    return empty && at < colon && line.text[at] != ' ' && pl_fold(key, folded) > 0 &&
           pl_knowledge_find(sheet->k, scope, false, folded) == index;
}

/* The first commented line of a field between two places; `to` if there is none. */
static size_t find_commented(const struct sheet *sheet, size_t from, size_t to, uint32_t scope, uint32_t index)
{
    while (from < to && !is_commented_key(sheet, line_at(sheet->text, from), scope, index)) {
        from = line_after(sheet->text, from);
    }
    return from < to ? from : to;
}

/* Where a section that starts at this line ends by its looks: at the first line that is indented no more than it. */
static size_t section_end(const struct sheet *sheet, size_t head)
{
    size_t indent = indent_of(line_at(sheet->text, head));
    size_t at = line_after(sheet->text, head);
    while (at < sheet->text.length) {
        struct pl_view line = line_at(sheet->text, at);
        size_t inner = indent_of(line);
        if (inner < line.length && inner <= indent) {
            break;
        }
        at = line_after(sheet->text, at);
    }
    return at;
}

/* A commented line takes the fact, and its section's commented line if need be. */
static bool uncomment(const struct sheet *sheet, struct pl_buffer *out)
{
    size_t end = sheet->text.length;
    size_t from = line_start(sheet->text, 1);
    size_t head = end; /* the commented line of the section */
    if (sheet->section_at != NULL) {
        from = line_start(sheet->text, sheet->section_at->key->line);
        end = section_end(sheet, from);
    } else if (sheet->section != NULL) {
        head = find_commented(sheet, from, end, PL_NONE, sheet->field->parent);
        if (head == end) {
            return false;
        }
        from = line_after(sheet->text, head);
        end = section_end(sheet, head);
    }
    size_t at = find_commented(sheet, from, end, sheet->section == NULL ? PL_NONE : sheet->field->parent, sheet->index);
    if (at == end) {
        return false;
    }
    if (head < from) {
        pl_buffer_add(out, sheet->text.text, head);
        add_section_line(sheet, root_indent(sheet), out);
        pl_buffer_add(out, sheet->text.text + from, at - from);
    } else {
        pl_buffer_add(out, sheet->text.text, at);
    }
    bool free_indent = sheet->section != NULL && !has_children(sheet);
    add_lines(sheet, free_indent ? indent_of(line_at(sheet->text, at)) : child_indent(sheet), out);
    add_rest(sheet, line_after(sheet->text, at), out);
    return true;
}

/* Whether a line belongs to what comes after a section: blank, or a comment further to the left than its fields. */
static bool is_trailing(struct pl_view line, size_t indent)
{
    size_t inner = indent_of(line);
    return inner == line.length || (inner < indent && line.text[inner] == '#');
}

/* At the end of the section, or of the file. */
static bool append(const struct sheet *sheet, struct pl_buffer *out)
{
    size_t at = sheet->text.length;
    if (sheet->section_at != NULL) {
        size_t indent = child_indent(sheet);
        uint32_t last = sheet->section_at->key->line;
        size_t next = sheet->section_at->next == NULL ? sheet->text.length
                                                      : line_start(sheet->text, sheet->section_at->next->key->line);
        size_t kept = line_after(sheet->text, line_start(sheet->text, last));
        for (at = kept; kept < next; kept = line_after(sheet->text, kept)) {
            at = is_trailing(line_at(sheet->text, kept), indent) ? at : line_after(sheet->text, kept);
        }
    }
    add_until(sheet, 0, at, out);
    if (sheet->section != NULL && sheet->section_at == NULL) {
        add_section_line(sheet, root_indent(sheet), out);
    }
    add_lines(sheet, child_indent(sheet), out);
    add_rest(sheet, at, out);
    return true;
}

/* Before the first field of the section, or of the file. */
static bool prepend(const struct sheet *sheet, struct pl_buffer *out)
{
    const struct pl_node *mapping = has_children(sheet) ? sheet->section_at : sheet->root;
    if (mapping->first == NULL) {
        return false;
    }
    size_t at = line_start(sheet->text, mapping->first->key->line);
    pl_buffer_add(out, sheet->text.text, at);
    if (sheet->section != NULL && !has_children(sheet)) {
        add_section_line(sheet, root_indent(sheet), out);
    }
    add_lines(sheet, child_indent(sheet), out);
    add_rest(sheet, at, out);
    return true;
}

/* ---- reading again ------------------------------------------------------------------------------------------- */

static bool orders_agree(const struct pl_cell *a, const struct pl_cell *b)
{
    return a->order == NULL || b->order == NULL || (a->count == b->count && memcmp(a->order, b->order, a->count) == 0);
}

static bool cells_agree(const struct pl_knowledge *k, const struct pl_field *field, const struct pl_cell *a,
                    const struct pl_cell *b)
{
    if (!pl_cell_is_known(field, a) || !pl_cell_is_known(field, b)) {
        return pl_cell_is_known(field, a) == pl_cell_is_known(field, b) && a->high == b->high;
    }
    if (field->type == PL_TYPE_TEXT || (field->type == PL_TYPE_PLATFORM && a->text != NULL && b->text != NULL)) {
        return strcmp(a->text, b->text) == 0;
    }
    if (field->type != PL_TYPE_RECORDS) {
        return a->low == b->low && a->high == b->high && orders_agree(a, b);
    }
    bool agree = a->count == b->count;
    for (uint32_t i = 0; agree && i < a->count; i++) {
        for (uint32_t c = 0; agree && c < field->children.count; c++) { /* records hold no records */
            agree = cells_agree(k, &k->fields[field->children.first + c], &a->records[i].cells[c],
                                   &b->records[i].cells[c]);
        }
    }
    return agree;
}

/* Whether the text says all that the profile said, and the fact. */
static bool says_so(const struct pl_profile *profile, const struct sheet *sheet, const struct pl_buffer *text,
                    int64_t today)
{
    struct pl_arena arena = {0};
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_source source = {.name = "", .text = {pl_buffer_text(text), text->length}};
    struct pl_profile read;
    bool same = text->length <= PL_YAML_MAX_BYTES && pl_profile_load(sheet->k, &source, today, &arena, &diagnostics, &read);
    for (uint32_t i = 0; same && i < sheet->k->fields_count; i++) {
        const struct pl_cell *wanted = i == sheet->index ? sheet->cell : &profile->cells[i];
        same = cells_agree(sheet->k, &sheet->k->fields[i], wanted, &read.cells[i]);
    }
    pl_diagnostics_done(&diagnostics);
    pl_arena_done(&arena);
    return same;
}

bool pl_amend_profile(const struct pl_profile *profile, uint32_t field, const struct pl_cell *cell,
                      enum pl_language language, int64_t today, struct pl_buffer *out)
{
    static bool (*const ways[])(const struct sheet *sheet, struct pl_buffer *out) = {fill, put_in_braces, uncomment,
                                                                                     append, prepend};
    const struct pl_knowledge *k = profile->knowledge;
    struct pl_arena arena = {0};
    struct pl_diagnostics diagnostics = {.language = language};
    struct sheet sheet = {.k = k,
                          .text = profile->source->text,
                          .index = field,
                          .field = &k->fields[field],
                          .cell = cell,
                          .language = language};
    sheet.root = pl_yaml_parse(profile->source, &arena, &diagnostics);
    sheet.line_end = memchr(sheet.text.text, '\r', sheet.text.length) == NULL ? "\n" : "\r\n";
    if (sheet.field->parent != PL_NONE) {
        sheet.section = &k->fields[sheet.field->parent];
        sheet.section_at = sheet.root == NULL ? NULL : entry_of(&sheet, sheet.root, PL_NONE, sheet.field->parent);
    }
    bool placed = false;
    for (size_t i = 0; sheet.root != NULL && !placed && i < sizeof ways / sizeof *ways; i++) {
        pl_buffer_clear(out);
        placed = ways[i](&sheet, out) && says_so(profile, &sheet, out, today);
    }
    pl_diagnostics_done(&diagnostics);
    pl_arena_done(&arena);
    return placed;
}
