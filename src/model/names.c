/* SPDX-License-Identifier: MIT
 * See names.h.
 */
#include "model/names.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

enum { SUGGESTIONS_MAX = 200 }; /* a file with more faults than that is no profile: suggestions would only cost time */

static const char *nearest_in(const struct pl_names *names, uint32_t scope, bool values, const char *word)
{
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(word));
    struct pl_range range = pl_knowledge_names(names->knowledge, scope, values);
    for (uint32_t i = range.first; i < range.first + range.count; i++) {
        const struct pl_name *name = &names->knowledge->names[i];
        pl_nearest_offer(&nearest, pl_text(names->knowledge, name->folded), pl_text(names->knowledge, name->shown));
    }
    return nearest.best;
}

/* The first character of a word that is not of our alphabets, where a Latin letter was expected. */
static int32_t odd_letter(struct pl_view view)
{
    while (view.length > 0) {
        int32_t c = pl_view_next(&view);
        bool latin = c < 0x250 && c != 0xa0;
        if (!latin && c != 0x2019 && !(c >= 0x300 && c < 0x370)) {
            return c;
        }
        if (c == 0xa0 || c == 0xad) {
            return c;
        }
    }
    return 0;
}

static const char *code_point_name(const struct pl_names *names, int32_t c)
{
    static const char digits[] = "0123456789ABCDEF";
    char name[] = "U+0000";
    for (int i = 0; i < 4; i++) {
        name[5 - i] = digits[((uint32_t)c >> (4 * i)) & 15];
    }
    return pl_arena_copy(names->arena, name, 6);
}

/* Without the characters that odd_letter() finds, for the search of what was meant. */
static const char *without_odd_letters(const struct pl_names *names, struct pl_view view)
{
    char *plain = pl_arena_alloc(names->arena, view.length + 1);
    size_t length = 0;
    while (view.length > 0) {
        struct pl_view rest = view;
        int32_t c = pl_view_next(&view);
        if (odd_letter((struct pl_view){rest.text, rest.length - view.length}) != 0) {
            plain[length] = c == 0xa0 || c == 0x202f ? ' ' : '?';
            length += c == 0xa0 || c == 0x202f || c == 0xad ? 0 : 1;
            continue;
        }
        memcpy(plain + length, rest.text, rest.length - view.length);
        length += rest.length - view.length;
    }
    plain[length] = '\0';
    return plain;
}

/* Adds the help of the newest error about a misspelt name; false if nothing is near. */
bool pl_names_suggest(const struct pl_names *names, struct pl_view written, uint32_t scope, bool values)
{
    int32_t odd = odd_letter(written);
    const char *best = nearest_in(names, scope, values, odd == 0 ? written.text : without_odd_letters(names, written));
    if (best == NULL) {
        return false;
    }
    if (odd != 0) {
        pl_diagnostics_help(names->diagnostics, PL_H003, written.text, code_point_name(names, odd), best,
                            (const char *)NULL);
    } else {
        pl_diagnostics_help(names->diagnostics, PL_H001, best, (const char *)NULL);
    }
    return true;
}

/* The canonical names of a scope, "a, b, c". */
const char *pl_names_list(const struct pl_names *names, uint32_t scope, bool values, enum pl_language language)
{
    struct pl_buffer list = {0};
    struct pl_range range = pl_knowledge_names(names->knowledge, scope, values);
    uint32_t count = 0;
    for (uint32_t i = 0; i < range.count; i++) {
        uint32_t target = names->knowledge->names[range.first + i].target;
        count = target + 1 > count ? target + 1 : count;
    }
    for (uint32_t target = 0; target < count; target++) {
        const char *shown = NULL;
        for (uint32_t i = 0; i < range.count; i++) {
            const struct pl_name *name = &names->knowledge->names[range.first + i];
            if (name->target != target) {
                continue;
            }
            pl_str id = values ? (scope == PL_NONE || names->knowledge->fields[scope].values_of_platforms
                                      ? names->knowledge->platforms[target].id
                                      : names->knowledge->values[names->knowledge->fields[scope].values.first + target].id)
                               : names->knowledge->fields[target].key;
            struct pl_range aliases = values ? (names->knowledge->fields[scope].values_of_platforms
                                                    ? (struct pl_range){0, 0}
                                                    : names->knowledge->values[names->knowledge->fields[scope].values.first + target].aliases)
                                             : names->knowledge->fields[target].aliases;
            shown = pl_text(names->knowledge, language == PL_FR && aliases.count > 0 ? names->knowledge->refs[aliases.first] : id);
            break;
        }
        if (shown != NULL) {
            pl_buffer_add_text(&list, list.length > 0 ? ", " : "");
            pl_buffer_add_text(&list, shown);
        }
    }
    const char *text = pl_arena_copy(names->arena, pl_buffer_text(&list), list.length);
    pl_buffer_done(&list);
    return text;
}

/* "moyens.heures_par_semaine": a field as a profile in the language of the messages writes it, with its sections. */
static const char *path_of(const struct pl_names *names, uint32_t index)
{
    const struct pl_knowledge *k = names->knowledge;
    const struct pl_field *field = &k->fields[index];
    struct pl_buffer path = {0};
    if (field->parent != PL_NONE) {
        pl_buffer_add_text(&path, path_of(names, field->parent)); /* as deep as the vocabulary */
        pl_buffer_add_char(&path, '.');
    }
    bool alias = names->diagnostics->language == PL_FR && field->aliases.count > 0;
    pl_buffer_add_text(&path, pl_text(k, alias ? k->refs[field->aliases.first] : field->key));
    const char *text = pl_arena_copy(names->arena, path.data, path.length);
    pl_buffer_done(&path);
    return text;
}

/* A field of another section that a key names, or begins to name; false if there is none. Sections come before lists, whose records have fields that
 * are called alike. */
static bool suggest_elsewhere(const struct pl_names *names, struct pl_view key, uint32_t scope)
{
    const struct pl_knowledge *k = names->knowledge;
    char folded[PL_FOLD_MAX];
    size_t length = pl_fold(key, folded);
    enum { IN_SECTION, BEGUN_IN_SECTION, IN_LIST, NOWHERE } best = NOWHERE;
    const struct pl_name *found = NULL;
    for (uint32_t i = 0; length > 0 && i < k->names_count; i++) {
        const struct pl_name *name = &k->names[i];
        if (name->values || name->scope == scope || name->scope == PL_NONE) {
            continue;
        }
        const char *other = pl_text(k, name->folded);
        bool in_section = k->fields[name->scope].type == PL_TYPE_SECTION;
        bool begun = length >= 4 && strncmp(other, folded, length) == 0 && other[length] == '_' && k->fields[name->target].type != PL_TYPE_RECORDS;
        int rank = strcmp(other, folded) == 0 ? (in_section ? IN_SECTION : IN_LIST) : begun && in_section ? BEGUN_IN_SECTION : NOWHERE;
        if (rank < (int)best) {
            best = rank;
            found = name;
        }
    }
    if (best == BEGUN_IN_SECTION) {
        pl_diagnostics_help(names->diagnostics, PL_H001, path_of(names, found->target), (const char *)NULL);
    } else if (best != NOWHERE) {
        pl_diagnostics_help(names->diagnostics, PL_H002, path_of(names, found->scope), (const char *)NULL);
    }
    return best != NOWHERE;
}

void pl_names_unknown_field(const struct pl_names *names, const struct pl_node *key, uint32_t scope)
{
    pl_diagnose(names->diagnostics, PL_P012, pl_node_place(names->source, key), key->text.text, (const char *)NULL);
    if (names->diagnostics->count > SUGGESTIONS_MAX || pl_names_suggest(names, key->text, scope, false) ||
        suggest_elsewhere(names, key->text, scope)) {
        return;
    }
    pl_diagnostics_help(names->diagnostics, PL_H006, "", "", "",
                        pl_names_list(names, scope, false, names->diagnostics->language), (const char *)NULL);
}
