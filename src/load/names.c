/* SPDX-License-Identifier: MIT
 * See names.h.
 */
#include "load/names.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

enum { SUGGESTIONS_MAX = 200 }; /* a file with more faults than that is no profile: suggestions would only cost time */

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
    char name[16];
    int length = snprintf(name, sizeof name, "U+%04X", (unsigned)c);
    return pl_arena_copy(names->arena, name, (size_t)length);
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

/* The name of the scope that a spelling comes near to, NULL if none; and the letter that is not what it looks like, 0
 * if none. */
static const char *meant(const struct pl_names *names, struct pl_view written, uint32_t scope, bool values,
                         int32_t *out_odd)
{
    *out_odd = odd_letter(written);
    const char *word = *out_odd == 0 ? written.text : without_odd_letters(names, written);
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(word));
    struct pl_range range = pl_knowledge_names(names->knowledge, scope, values);
    for (uint32_t i = range.first; i < range.first + range.count; i++) {
        const struct pl_name *name = &names->knowledge->names[i];
        pl_nearest_offer(&nearest, pl_text(names->knowledge, name->folded), pl_text(names->knowledge, name->shown));
    }
    return nearest.best;
}

bool pl_names_near(const struct pl_names *names, struct pl_view written, uint32_t scope, bool values)
{
    int32_t odd = 0;
    return meant(names, written, scope, values, &odd) != NULL;
}

bool pl_names_suggest(const struct pl_names *names, struct pl_view written, uint32_t scope, bool values)
{
    int32_t odd = 0;
    const char *best = meant(names, written, scope, values, &odd);
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
            pl_str id = values
                            ? (scope == PL_NONE || names->knowledge->fields[scope].values_of_platforms
                                   ? names->knowledge->platforms[target].id
                                   : names->knowledge->values[names->knowledge->fields[scope].values.first + target].id)
                            : names->knowledge->fields[target].key;
            struct pl_range aliases =
                values ? (names->knowledge->fields[scope].values_of_platforms
                              ? (struct pl_range){0, 0}
                              : names->knowledge->values[names->knowledge->fields[scope].values.first + target].aliases)
                       : names->knowledge->fields[target].aliases;
            shown = pl_text(names->knowledge,
                            language == PL_FR && aliases.count > 0 ? names->knowledge->refs[aliases.first] : id);
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

/* The name of a field with its sections, as a profile in the language of messages writes it. Sections are as deep as
 * the vocabulary. */
static void add_path(const struct pl_names *names, uint32_t index, struct pl_buffer *out)
{
    const struct pl_knowledge *k = names->knowledge;
    const struct pl_field *field = &k->fields[index];
    if (field->parent != PL_NONE) {
        add_path(names, field->parent, out);
        pl_buffer_add_char(out, '.');
    }
    bool alias = names->diagnostics->language == PL_FR && field->aliases.count > 0;
    pl_buffer_add_text(out, pl_text(k, alias ? k->refs[field->aliases.first] : field->key));
}

/* The field of another section that a name stands for: itself, then one that it starts, then itself in a list of
 * records. */
static bool suggest_elsewhere(const struct pl_names *names, const char *folded, uint32_t scope)
{
    const struct pl_knowledge *k = names->knowledge;
    size_t length = strlen(folded);
    uint32_t best = PL_NONE;
    int best_rank = 3;
    for (uint32_t i = 0; i < k->names_count; i++) {
        const struct pl_name *name = &k->names[i];
        const char *other = pl_text(k, name->folded);
        if (name->values || name->scope == scope || name->scope == PL_NONE || strncmp(other, folded, length) != 0) {
            continue;
        }
        bool in_record = (k->fields[name->target].flags & PL_FIELD_IN_RECORD) != 0;
        bool records = k->fields[name->target].type == PL_TYPE_RECORDS;
        int rank = other[length] == '\0'                                          ? (in_record ? 2 : 0)
                   : other[length] == '_' && length > 3 && !in_record && !records ? 1
                                                                                  : 3;
        if (rank < best_rank) {
            best_rank = rank;
            best = i;
        }
    }
    if (best == PL_NONE) {
        return false;
    }
    struct pl_buffer path = {0};
    add_path(names, k->names[best].scope, &path);
    pl_diagnostics_help(names->diagnostics, best_rank == 1 ? PL_H012 : PL_H002, pl_buffer_text(&path),
                        pl_text(k, k->names[best].shown), (const char *)NULL);
    pl_buffer_done(&path);
    return true;
}

void pl_names_unknown_field(const struct pl_names *names, const struct pl_node *key, uint32_t scope)
{
    char folded[PL_FOLD_MAX];
    pl_diagnose(names->diagnostics, PL_P012, pl_node_place(names->source, key), key->text.text, (const char *)NULL);
    if (names->diagnostics->count > SUGGESTIONS_MAX) {
        return;
    }
    if (pl_names_suggest(names, key->text, scope, false)) {
        return;
    }
    if (pl_fold(key->text, folded) == 0 || !suggest_elsewhere(names, folded, scope)) {
        pl_diagnostics_help(names->diagnostics, PL_H006, "", "", "",
                            pl_names_list(names, scope, false, names->diagnostics->language), (const char *)NULL);
    }
}
