/* SPDX-License-Identifier: MIT
 * See amend.h. Each way to place a fact may be wrong where the text is unusual (a comment inside a block of text, a
 * document end); so each is tried on a copy, which is read again, and the first that says what it should is kept.
 */
#include "draft/amend.h"

#include <string.h>

#include "load/loader.h"
#include "draft/template.h"
#include "report/values.h"
#include "yaml/node.h"

struct sheet {
    const struct pl_profile *profile;
    const struct pl_knowledge *k;
    struct pl_view text;
    const struct pl_node *root;
    uint32_t index; /* of the field */
    const struct pl_field *field;
    const struct pl_cell *cell;
    const struct pl_field *section;   /* or the list of the record; NULL at the top */
    const struct pl_node *section_at; /* its entry, or the record; NULL if the profile has none */
    const struct pl_node *entry;      /* of the field, NULL if the profile has none */
    const struct pl_field *within;    /* a section inside that one which the profile lacks too; NULL: none */
    uint32_t whole_index;             /* the field that changes as a whole, and what it is to be */
    const struct pl_cell *whole;
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

/* `key: value`, in braces where a section that is lacking goes around it. */
static void add_entry(const struct sheet *sheet, struct pl_buffer *out)
{
    if (sheet->within != NULL) {
        pl_buffer_add_text(out, pl_field_key(sheet->k, sheet->within, sheet->language));
        pl_buffer_add_text(out, ": {");
    }
    pl_buffer_add_text(out, pl_field_key(sheet->k, sheet->field, sheet->language));
    pl_buffer_add_text(out, ": ");
    pl_write_yaml_value(out, sheet->k, sheet->field, sheet->cell, sheet->language);
    pl_buffer_add_text(out, sheet->within != NULL ? "}" : "");
}

/* {action: write-strategy, état: fait} */
static void add_flow_record(const struct sheet *sheet, const struct pl_record *record, struct pl_buffer *out)
{
    struct pl_buffer list = {0};
    struct pl_cell one = {.records = record, .count = 1};
    pl_write_yaml_value(&list, sheet->k, sheet->field, &one, sheet->language);
    pl_buffer_add(out, list.data + 1, list.length - 2); /* without its brackets */
    pl_buffer_done(&list);
}

/* Records on a line each, where those of the list are short: `- {action: …, état: fait}`. */
static bool is_short(const struct sheet *sheet)
{
    return sheet->index == sheet->k->facts[PL_FACT_PROGRESS];
}

static void add_records(const struct sheet *sheet, const struct pl_cell *records, size_t indent, struct pl_buffer *out)
{
    struct pl_buffer spaces = {0};
    add_spaces(&spaces, indent);
    if (!is_short(sheet)) {
        pl_write_yaml_list(out, sheet->k, sheet->field, records, sheet->language, pl_buffer_text(&spaces),
                           sheet->line_end);
    }
    for (uint32_t i = 0; is_short(sheet) && i < records->count; i++) {
        pl_buffer_add_text(out, pl_buffer_text(&spaces));
        pl_buffer_add_text(out, "- ");
        add_flow_record(sheet, &records->records[i], out);
        pl_buffer_add_text(out, sheet->line_end);
    }
    pl_buffer_done(&spaces);
}

/* The same on a line of its own, or on several. */
static void add_lines(const struct sheet *sheet, size_t indent, struct pl_buffer *out)
{
    add_spaces(out, indent);
    if (sheet->field->type == PL_TYPE_RECORDS && sheet->cell->count > 0) {
        pl_buffer_add_text(out, pl_field_key(sheet->k, sheet->field, sheet->language));
        pl_buffer_add_char(out, ':');
        pl_buffer_add_text(out, sheet->line_end);
        add_records(sheet, sheet->cell, indent + 2, out);
        return;
    }
    add_entry(sheet, out);
    pl_buffer_add_text(out, sheet->line_end);
}

static void add_section_line(const struct sheet *sheet, size_t indent, struct pl_buffer *out)
{
    add_spaces(out, indent);
    pl_buffer_add_text(out, pl_field_key(sheet->k, sheet->section, sheet->language));
    pl_buffer_add_char(out, ':');
    pl_buffer_add_text(out, sheet->line_end);
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

/* ---- ways to change or take out what is stated ---------------------------------------------------------------- */

static bool is_stated(const struct sheet *sheet)
{
    return sheet->cell->line != 0 && (pl_cell_is_known(sheet->field, sheet->cell) || sheet->cell->order != NULL);
}

static size_t start_of(const struct sheet *sheet, const struct pl_node *node)
{
    return offset_of(sheet->text, node->line, node->column);
}

/* Behind the last character of a value; that of a block of text is the end of its last line. */
static size_t end_of(const struct sheet *sheet, const struct pl_node *node)
{
    size_t at = offset_of(sheet->text, node->end_line, node->end_column);
    while (at > start_of(sheet, node) && strchr("\r\n ", sheet->text.text[at - 1]) != NULL) {
        at--;
    }
    return at;
}

/* Behind the colon. */
static size_t behind_key(const struct sheet *sheet)
{
    const struct pl_node *key = sheet->entry->key;
    size_t at = offset_of(sheet->text, key->line, key->column + key->span);
    while (at < sheet->text.length && sheet->text.text[at] != ':') {
        at++;
    }
    return at + (at < sheet->text.length);
}

/* Out of its braces, with one comma; or with its lines, but for a comment behind it. */
static bool take_out(const struct sheet *sheet, struct pl_buffer *out)
{
    if (sheet->entry == NULL || is_stated(sheet)) {
        return false;
    }
    const struct pl_node *mapping = sheet->section == NULL ? sheet->root : sheet->section_at;
    const char *text = sheet->text.text;
    size_t from = start_of(sheet, sheet->entry->key);
    size_t to = pl_node_is_null(sheet->entry) ? behind_key(sheet) : end_of(sheet, sheet->entry);
    if (text[start_of(sheet, mapping)] == '{') {
        while (to < sheet->text.length && text[to] == ' ') {
            to++;
        }
        if (to < sheet->text.length && text[to] == ',') {
            to += text[to + 1] == ' ' ? 2 : 1;
        } else {
            while (from > 0 && strchr(" ,", text[from - 1]) != NULL) {
                from--;
            }
        }
    } else {
        while (to < sheet->text.length && text[to] == ' ') {
            to++;
        }
        size_t line = line_start(sheet->text, sheet->entry->key->line);
        from = from - line == indent_of(line_at(sheet->text, line)) ? line : from;
        bool ends = to >= sheet->text.length || strchr("\r\n", text[to]) != NULL;
        to = ends && from == line ? line_after(sheet->text, to) : to;
        if (!ends && from == line) {
            add_until(sheet, 0, from, out);
            add_spaces(out, indent_of(line_at(sheet->text, line)));
            add_rest(sheet, to, out);
            return true;
        }
    }
    pl_buffer_add(out, text, from);
    add_rest(sheet, to, out);
    return true;
}

/* The value goes, its field stays. */
static bool blank(const struct sheet *sheet, struct pl_buffer *out)
{
    if (sheet->entry == NULL || is_stated(sheet) || pl_node_is_null(sheet->entry)) {
        return false;
    }
    pl_buffer_add(out, sheet->text.text, behind_key(sheet));
    add_rest(sheet, end_of(sheet, sheet->entry), out);
    return true;
}

static bool cells_agree(const struct pl_knowledge *k, const struct pl_field *field, const struct pl_cell *a,
                        const struct pl_cell *b);

static bool records_agree(const struct sheet *sheet, const struct pl_record *a, const struct pl_record *b)
{
    bool agree = true;
    for (uint32_t i = 0; agree && i < sheet->field->children.count; i++) { /* records hold no records */
        agree = cells_agree(sheet->k, &sheet->k->fields[sheet->field->children.first + i], &a->cells[i], &b->cells[i]);
    }
    return agree;
}

/* A list of records, an item a line or several: each that stays keeps its lines, and the comments above it. */
static bool rearrange(const struct sheet *sheet, struct pl_buffer *out)
{
    const struct pl_node *list = sheet->entry;
    const struct pl_cell *old = &sheet->profile->stated[sheet->index];
    if (sheet->field->type != PL_TYPE_RECORDS || list == NULL || list->kind != PL_NODE_LIST || list->count == 0 ||
        list->count != old->count || sheet->cell->count == 0 || sheet->text.text[start_of(sheet, list)] != '-') {
        return false;
    }
    struct pl_arena arena = {0};
    size_t *starts = pl_arena_array(&arena, list->count + 1, sizeof *starts);
    uint32_t count = 0;
    size_t end = 0;
    for (const struct pl_node *item = list->first; item != NULL; item = item->next) {
        size_t start = line_start(sheet->text, item->line);
        while (count > 0 && start > end) { /* back over the comments above it */
            size_t above = end;
            while (line_after(sheet->text, above) < start) {
                above = line_after(sheet->text, above);
            }
            start = above;
        }
        starts[count++] = start;
        end = line_after(sheet->text, end_of(sheet, item));
    }
    starts[count] = end;
    bool *kept = pl_arena_array(&arena, count, sizeof *kept);
    add_until(sheet, 0, starts[0], out);
    for (uint32_t i = 0; i < sheet->cell->count; i++) {
        uint32_t same = 0;
        while (same < count && (kept[same] || !records_agree(sheet, &sheet->cell->records[i], &old->records[same]))) {
            same++;
        }
        if (same < count) {
            kept[same] = true;
            add_until(sheet, starts[same], starts[same + 1], out);
        } else {
            struct pl_cell one = {.records = &sheet->cell->records[i], .count = 1};
            add_records(sheet, &one, list->column - 1, out);
        }
    }
    add_rest(sheet, end, out);
    pl_arena_done(&arena);
    return true;
}

/* A list in brackets takes further records behind the last one. */
static bool extend(const struct sheet *sheet, struct pl_buffer *out)
{
    const struct pl_node *list = sheet->entry;
    const struct pl_cell *old = &sheet->profile->stated[sheet->index];
    if (sheet->field->type != PL_TYPE_RECORDS || list == NULL || list->kind != PL_NODE_LIST || list->count == 0 ||
        list->count != old->count || sheet->cell->count <= old->count ||
        sheet->text.text[start_of(sheet, list)] != '[') {
        return false;
    }
    const struct pl_node *last = list->first;
    while (last->next != NULL) {
        last = last->next;
    }
    size_t at = end_of(sheet, last);
    pl_buffer_add(out, sheet->text.text, at);
    for (uint32_t i = old->count; i < sheet->cell->count; i++) { /* says_so() sees to those before */
        pl_buffer_add_text(out, ", ");
        add_flow_record(sheet, &sheet->cell->records[i], out);
    }
    add_rest(sheet, at, out);
    return true;
}

/* The new value where the old one is. */
static bool replace(const struct sheet *sheet, struct pl_buffer *out)
{
    if (sheet->entry == NULL || pl_node_is_null(sheet->entry) || !is_stated(sheet)) {
        return false;
    }
    size_t from = start_of(sheet, sheet->entry);
    if (sheet->entry->kind != PL_NODE_TEXT && strchr("[{", sheet->text.text[from]) == NULL) {
        from = behind_key(sheet);
        pl_buffer_add(out, sheet->text.text, from);
        pl_buffer_add_char(out, ' ');
    } else {
        pl_buffer_add(out, sheet->text.text, from);
    }
    pl_write_yaml_value(out, sheet->k, sheet->field, sheet->cell, sheet->language);
    add_rest(sheet, end_of(sheet, sheet->entry), out);
    return true;
}

/* ---- ways to place a fact ------------------------------------------------------------------------------------ */

/* The field is there, without a value. */
static bool fill(const struct sheet *sheet, struct pl_buffer *out)
{
    const struct pl_node *entry = sheet->entry;
    if (entry == NULL || !pl_node_is_null(entry) || !is_stated(sheet)) {
        return false;
    }
    size_t at = behind_key(sheet);
    pl_buffer_add(out, sheet->text.text, at);
    pl_buffer_add_char(out, ' ');
    pl_write_yaml_value(out, sheet->k, sheet->field, sheet->cell, sheet->language);
    if (entry->text.length > 0) { /* ~ or null */
        at = offset_of(sheet->text, entry->line, entry->column) + entry->text.length;
    }
    add_rest(sheet, at, out);
    return true;
}

/* A fact that the profile does not name yet. */
static bool is_new(const struct sheet *sheet)
{
    return sheet->entry == NULL && is_stated(sheet);
}

static bool is_record(const struct sheet *sheet)
{
    return sheet->section != NULL && sheet->section->type == PL_TYPE_RECORDS;
}

/* The mapping stands between braces. */
static bool put_in_braces(const struct sheet *sheet, struct pl_buffer *out)
{
    bool in_section = sheet->section_at != NULL && sheet->section_at->kind == PL_NODE_MAPPING;
    const struct pl_node *mapping = in_section ? sheet->section_at : sheet->root;
    size_t at = offset_of(sheet->text, mapping->line, mapping->column);
    if (!is_new(sheet) || at >= sheet->text.length || sheet->text.text[at] != '{') {
        return false;
    }
    pl_buffer_add(out, sheet->text.text, at + 1);
    /* `key: value` inside braces, with the section around it where there is none. */
    bool with_section = sheet->section != NULL && !in_section;
    if (with_section) {
        pl_buffer_add_text(out, pl_field_key(sheet->k, sheet->section, sheet->language));
        pl_buffer_add_text(out, ": {");
    }
    add_entry(sheet, out);
    pl_buffer_add_text(out, with_section ? "}" : "");
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
    if (!is_new(sheet) || is_record(sheet) || sheet->within != NULL) {
        return false;
    }
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

/* At the end of the section, or of the file. */
static bool append(const struct sheet *sheet, struct pl_buffer *out)
{
    if (!is_new(sheet)) {
        return false;
    }
    size_t at = sheet->text.length;
    if (is_record(sheet)) {
        at = line_after(sheet->text, end_of(sheet, sheet->section_at));
    } else if (sheet->section_at != NULL) {
        size_t indent = child_indent(sheet);
        uint32_t last = sheet->section_at->key->line;
        size_t next = sheet->section_at->next == NULL ? sheet->text.length
                                                      : line_start(sheet->text, sheet->section_at->next->key->line);
        size_t kept = line_after(sheet->text, line_start(sheet->text, last));
        for (at = kept; kept < next; kept = line_after(sheet->text, kept)) {
            /* Whether a line belongs to what comes after a section: blank, or a comment further to the left than its
             * fields. */
            struct pl_view line = line_at(sheet->text, kept);
            size_t inner = indent_of(line);
            at = inner == line.length || (inner < indent && line.text[inner] == '#') ? at
                                                                                     : line_after(sheet->text, kept);
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
    if (!is_new(sheet) || mapping->first == NULL) {
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
        return a->low == b->low && a->high == b->high &&
               (a->order == NULL || b->order == NULL ||
                (a->count == b->count && memcmp(a->order, b->order, a->count) == 0));
    }
    bool agree = a->count == b->count;
    for (uint32_t i = 0; agree && i < a->count; i++) {
        for (uint32_t c = 0; agree && c < field->children.count; c++) { /* records hold no records */
            agree =
                cells_agree(k, &k->fields[field->children.first + c], &a->records[i].cells[c], &b->records[i].cells[c]);
        }
    }
    return agree;
}

/* Whether the text says all that the profile said, but for what was to change. */
static bool says_so(const struct sheet *sheet, const struct pl_buffer *text, int64_t today)
{
    struct pl_arena arena = {0};
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_source source = {.name = "", .text = {pl_buffer_text(text), text->length}};
    struct pl_profile read;
    bool same =
        text->length <= PL_YAML_MAX_BYTES && pl_profile_load(sheet->k, &source, today, &arena, &diagnostics, &read);
    for (uint32_t i = 0; same && i < sheet->k->fields_count; i++) {
        const struct pl_cell *wanted = i == sheet->whole_index ? sheet->whole : &sheet->profile->stated[i];
        same = cells_agree(sheet->k, &sheet->k->fields[i], wanted, &read.stated[i]);
    }
    pl_diagnostics_done(&diagnostics);
    pl_arena_done(&arena);
    return same;
}

/* The record of the list that `node` is, by position. */
static const struct pl_node *record_at(const struct pl_node *node, uint32_t record)
{
    const struct pl_node *item = node == NULL || node->kind != PL_NODE_LIST ? NULL : node->first;
    for (uint32_t i = 0; item != NULL && i < record; i++) {
        item = item->next;
    }
    return item == NULL || item->kind != PL_NODE_MAPPING ? NULL : item;
}

/* The entry of a section or a list, which may stand in a section itself. */
static const struct pl_node *node_of(const struct sheet *sheet, uint32_t index)
{
    uint32_t parent = sheet->k->fields[index].parent;
    const struct pl_node *mapping = parent == PL_NONE ? sheet->root : entry_of(sheet, sheet->root, PL_NONE, parent);
    return entry_of(sheet, mapping, parent, index);
}

static bool amend(struct sheet *sheet, uint32_t record, int64_t today, struct pl_buffer *out)
{
    static bool (*const ways[])(const struct sheet *sheet, struct pl_buffer *out) = {
        take_out, blank, rearrange, extend, replace, fill, put_in_braces, uncomment, append, prepend};
    struct pl_arena arena = {0};
    struct pl_diagnostics diagnostics = {.language = sheet->language};
    uint32_t parent = sheet->field->parent;
    sheet->k = sheet->profile->knowledge;
    sheet->text = sheet->profile->source->text;
    sheet->root = pl_yaml_parse(sheet->profile->source, &arena, &diagnostics);
    sheet->line_end = memchr(sheet->text.text, '\r', sheet->text.length) == NULL ? "\n" : "\r\n";
    bool found = sheet->root != NULL;
    if (found && parent != PL_NONE) {
        sheet->section = &sheet->k->fields[parent];
        sheet->section_at = is_record(sheet) ? record_at(node_of(sheet, parent), record) : node_of(sheet, parent);
        found = !is_record(sheet) || sheet->section_at != NULL;
    }
    if (found && parent != PL_NONE && sheet->section_at == NULL && sheet->section->parent != PL_NONE) {
        sheet->within = sheet->section;
        sheet->section = &sheet->k->fields[sheet->within->parent];
        sheet->section_at = entry_of(sheet, sheet->root, PL_NONE, sheet->within->parent);
    } else if (found) {
        sheet->entry = entry_of(sheet, sheet->section == NULL ? sheet->root : sheet->section_at, parent, sheet->index);
    }
    bool placed = found && sheet->entry == NULL && !is_stated(sheet); /* it is out already */
    if (placed) {
        pl_buffer_clear(out);
        add_rest(sheet, 0, out);
    }
    for (size_t i = 0; found && !placed && i < sizeof ways / sizeof *ways; i++) {
        pl_buffer_clear(out);
        placed = ways[i](sheet, out) && says_so(sheet, out, today);
    }
    pl_diagnostics_done(&diagnostics);
    pl_arena_done(&arena);
    return placed;
}

bool pl_amend_profile(const struct pl_profile *profile, uint32_t field, const struct pl_cell *cell,
                      enum pl_language language, int64_t today, struct pl_buffer *out)
{
    struct sheet sheet = {.profile = profile,
                          .index = field,
                          .field = &profile->knowledge->fields[field],
                          .cell = cell,
                          .whole_index = field,
                          .whole = cell,
                          .language = language};
    return amend(&sheet, 0, today, out);
}

bool pl_amend_record(const struct pl_profile *profile, uint32_t field, uint32_t record, const struct pl_cell *cell,
                     enum pl_language language, int64_t today, struct pl_buffer *out)
{
    const struct pl_knowledge *k = profile->knowledge;
    const struct pl_field *list = &k->fields[k->fields[field].parent];
    struct pl_cell whole = profile->stated[k->fields[field].parent];
    struct pl_arena arena = {0};
    struct pl_record *records = pl_arena_array(&arena, whole.count, sizeof *records);
    struct pl_cell *cells = pl_arena_array(&arena, list->children.count, sizeof *cells);
    memcpy(records, whole.records, whole.count * sizeof *records);
    memcpy(cells, records[record].cells, list->children.count * sizeof *cells);
    cells[field - list->children.first] = *cell;
    records[record].cells = cells;
    whole.records = records;
    struct sheet sheet = {.profile = profile,
                          .index = field,
                          .field = &k->fields[field],
                          .cell = cell,
                          .whole_index = k->fields[field].parent,
                          .whole = &whole,
                          .language = language};
    bool placed = amend(&sheet, record, today, out);
    pl_arena_done(&arena);
    return placed;
}
