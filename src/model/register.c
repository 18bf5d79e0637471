/* SPDX-License-Identifier: MIT
 * See register.h.
 */
#include "model/register.h"

#include <string.h>

uint32_t pl_register_count(enum pl_register_kind kind)
{
    return pl_register_tables[kind].count;
}

static const char *entry_of(const struct pl_register_table *table, uint32_t index)
{
    return pl_register_text + table->rows[index].text;
}

static const char *next_field(const char *field)
{
    return field + strlen(field) + 1;
}

/* Overseas departments have three digits. */
static void department_of_commune(const char *code, char out_department[4])
{
    size_t length = strncmp(code, "97", 2) == 0 || strncmp(code, "98", 2) == 0 ? 3 : 2;
    memcpy(out_department, code, length);
    out_department[length] = '\0';
}

void pl_register_get(enum pl_register_kind kind, uint32_t index, struct pl_registered *out_registered)
{
    const char *code = entry_of(&pl_register_tables[kind], index);
    const char *name = next_field(code);
    int32_t population = pl_register_tables[kind].rows[index].population;
    *out_registered = (struct pl_registered){kind, index, code, name, population, ""};
    if (kind == PL_REGISTER_COMMUNES) {
        department_of_commune(code, out_registered->department);
    } else {
        const char *department = next_field(name);
        size_t length = strlen(department);
        memcpy(out_registered->department, department, length < 4 ? length + 1 : 0);
    }
}

static uint32_t find_in(const struct pl_register_table *table, const char *code)
{
    uint32_t low = 0;
    uint32_t high = table->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(entry_of(table, middle), code) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < table->count && strcmp(entry_of(table, low), code) == 0 ? low : UINT32_MAX;
}

bool pl_register_find_code(const char *code, enum pl_register_kind kind, struct pl_registered *out_registered)
{
    for (int k = 0; k < PL_REGISTER_KINDS; k++) {
        uint32_t index = UINT32_MAX;
        if (kind == PL_REGISTER_KINDS || k == (int)kind) {
            index = find_in(&pl_register_tables[k], code);
        }
        if (index != UINT32_MAX) {
            pl_register_get((enum pl_register_kind)k, index, out_registered);
            return true;
        }
    }
    return false;
}

unsigned pl_register_marks(uint32_t commune)
{
    const struct pl_register_row *row = &pl_register_tables[PL_REGISTER_COMMUNES].rows[commune];
    const char *code = pl_register_text + row->text;
    bool has_grouping = row->grouping != PL_REGISTER_NO_GROUPING && row->population >= 0;
    const uint16_t *first = &pl_register_first_members[has_grouping ? row->grouping : 0];
    bool grouped = has_grouping && first[1] - first[0] > 1;
    return row->seat | (grouped ? PL_MARK_GROUPED : 0u) |
           (grouped && pl_register_members[first[0]] == commune ? PL_MARK_LARGEST : 0u) |
           (strncmp(code, "97", 2) == 0 || strncmp(code, "98", 2) == 0 ? PL_MARK_OVERSEAS : 0u);
}

bool pl_register_territory(const char *code, struct pl_territory *out_territory)
{
    struct pl_territory territory = {0};
    if (!pl_register_find_code(code, PL_REGISTER_COMMUNES, &territory.commune)) {
        return false;
    }
    uint16_t grouping = pl_register_tables[PL_REGISTER_COMMUNES].rows[territory.commune.index].grouping;
    if (grouping != PL_REGISTER_NO_GROUPING) {
        const uint16_t *first = &pl_register_first_members[grouping];
        pl_register_get(PL_REGISTER_INTERCOMMUNALITIES, grouping, &territory.grouping);
        territory.sort = (enum pl_grouping_sort)pl_register_tables[PL_REGISTER_INTERCOMMUNALITIES].rows[grouping].sort;
        territory.members = (uint32_t)(first[1] - first[0]);
    }
    territory.marks = pl_register_marks(territory.commune.index);
    *out_territory = territory;
    return true;
}

int64_t pl_territory_share(const struct pl_territory *territory)
{
    int64_t all = territory->grouping.population;
    bool known = territory->grouping.code != NULL && all > 0 && territory->commune.population >= 0;
    return known ? (territory->commune.population * 200 + all) / (2 * all) : -1;
}

static int64_t distance(const struct pl_registered *a, const struct pl_registered *b)
{
    return a->population > b->population ? a->population - b->population : b->population - a->population;
}

uint32_t pl_register_neighbours(const struct pl_territory *territory, struct pl_registered *out_found, uint32_t max)
{
    const struct pl_registered *commune = &territory->commune;
    bool grouped = (territory->marks & PL_MARK_GROUPED) != 0;
    uint32_t first = grouped ? pl_register_first_members[territory->grouping.index] : 0;
    uint32_t end = grouped ? first + territory->members : pl_register_count(PL_REGISTER_COMMUNES);
    uint32_t count = 0;
    for (uint32_t i = first; commune->population >= 0 && i < end; i++) {
        struct pl_registered other;
        pl_register_get(PL_REGISTER_COMMUNES, grouped ? pl_register_members[i] : i, &other);
        if (other.index == commune->index || other.population < 0 ||
            (!grouped && strcmp(other.department, commune->department) != 0)) {
            continue;
        }
        uint32_t at = count < max ? count++ : max;
        for (; at > 0 && distance(&other, commune) < distance(&out_found[at - 1], commune); at--) {
            if (at < max) {
                out_found[at] = out_found[at - 1];
            }
        }
        if (at < max) {
            out_found[at] = other;
        }
    }
    return count;
}

void pl_register_visit(enum pl_register_kind kind, const char *department, pl_register_visitor *visit, void *state)
{
    for (int k = 0; k < PL_REGISTER_KINDS; k++) {
        for (uint32_t i = 0; (kind == PL_REGISTER_KINDS || k == (int)kind) && i < pl_register_tables[k].count; i++) {
            struct pl_registered registered;
            pl_register_get((enum pl_register_kind)k, i, &registered);
            if (department == NULL || strcmp(registered.department, department) == 0) {
                visit(state, &registered);
            }
        }
    }
}

/* What is looked for: `folded` a name, of some kinds and a department (NULL: any). */
struct search {
    char folded[PL_FOLD_MAX];
    size_t length;
    uint32_t letters;
    size_t slips; /* at most */
    enum pl_register_kind kind;
    const char *department;
    struct pl_registered *found;
    uint32_t count, max;
    struct pl_nearest nearest;
};

static char plain(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '-' || c == ' ' ? '_' : c;
}

/* A letter as a bit; 0 for what is none. */
static uint32_t letter_of(char c)
{
    return c >= 'a' && c <= 'z' ? 1u << (c - 'a') : 0;
}

/* Whether a name may begin with the one looked for, without folding it: nearly all tell at their first letters that
 * they do not. */
static bool may_begin(const char *name, const struct search *search)
{
    for (const char *wanted = search->folded; *wanted != '\0'; wanted++, name++) {
        if ((unsigned char)*name >= 0x80) {
            return true;
        }
        if (plain(*name) != *wanted) {
            return false;
        }
    }
    return true;
}

/* Whether a name may be as near as pl_nearest_offer() wants: each letter that one has and the other has not costs a
 * change. What is no ASCII may fold to any letter. */
static bool may_be_near(const char *name, const struct search *search)
{
    size_t limit = search->length < 3 ? 1 : search->length / 3;
    limit = search->slips < limit ? search->slips : limit;
    limit = search->nearest.best != NULL && search->nearest.distance < limit ? search->nearest.distance : limit;
    if (search->slips != SIZE_MAX && (unsigned char)*name < 0x80 && plain(*name) != *search->folded) {
        return false;
    }
    uint32_t letters = 0;
    size_t strange = 0;
    size_t others = 0;
    size_t length = 0;
    for (; strange <= limit && name[length] != '\0'; length++) {
        uint32_t letter = letter_of(plain(name[length]));
        strange += letter != 0 && (letter & search->letters) == 0;
        others += (unsigned char)name[length] >= 0x80;
        letters |= letter;
    }
    size_t missing = 0;
    for (uint32_t bits = search->letters & ~letters; strange <= limit && bits != 0; bits &= bits - 1) {
        missing++;
    }
    bool near = strange <= limit && missing <= limit + others && length <= search->length + limit + others &&
                search->length <= length + limit;
    return near || may_begin(name, search);
}

static void compare_name(struct search *search, const struct pl_register_table *table, uint32_t index,
                         enum pl_register_kind kind)
{
    struct pl_registered registered;
    char folded[PL_FOLD_MAX];
    const char *name = next_field(entry_of(table, index));
    if (search->found != NULL ? !may_begin(name, search) : !may_be_near(name, search)) {
        return;
    }
    pl_register_get(kind, index, &registered);
    if (search->department != NULL && strcmp(registered.department, search->department) != 0) {
        return;
    }
    if (search->found == NULL) {
        pl_nearest_offer(&search->nearest, name, name);
    } else if (pl_fold(pl_view_of(name), folded) > 0 && strcmp(folded, search->folded) == 0) {
        if (search->count < search->max) {
            search->found[search->count] = registered;
        }
        search->count++;
    }
}

static void run_search(struct search *search, const char *name)
{
    search->length = pl_fold(pl_view_of(name), search->folded);
    for (size_t i = 0; i < search->length; i++) {
        search->letters |= letter_of(search->folded[i]);
    }
    if (search->length == 0) {
        return;
    }
    for (int kind = 0; kind < PL_REGISTER_KINDS; kind++) {
        const struct pl_register_table *table = &pl_register_tables[kind];
        for (uint32_t i = 0; (search->kind == PL_REGISTER_KINDS || kind == (int)search->kind) && i < table->count;
             i++) {
            compare_name(search, table, i, (enum pl_register_kind)kind);
        }
    }
}

uint32_t pl_register_named(const char *name, enum pl_register_kind kind, const char *department,
                           struct pl_registered *out_registered, uint32_t max)
{
    struct search search = {.kind = kind, .department = department, .found = out_registered, .max = max};
    run_search(&search, name);
    return search.count;
}

const char *pl_register_nearest(const char *name, enum pl_register_kind kind, const char *department, size_t slips)
{
    struct search search = {
        .kind = kind, .department = department, .nearest = pl_nearest_to(pl_view_of(name)), .slips = slips};
    run_search(&search, name);
    return search.nearest.distance <= slips ? search.nearest.best : NULL;
}

const char *pl_register_nearest_department(const char *word)
{
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(word));
    for (uint32_t i = 0; i < pl_register_departments.count; i++) {
        const char *code = entry_of(&pl_register_departments, i);
        pl_nearest_offer(&nearest, code, code);
        pl_nearest_offer(&nearest, next_field(code), code);
    }
    return nearest.best;
}

const char *pl_register_department(const char *code)
{
    uint32_t index = find_in(&pl_register_departments, code);
    return index == UINT32_MAX ? NULL : next_field(entry_of(&pl_register_departments, index));
}
