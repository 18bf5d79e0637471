/* SPDX-License-Identifier: MIT
 * See register.h.
 */
#include "model/register.h"

#include <string.h>

#include "base/number.h"

uint32_t pl_register_count(enum pl_register_kind kind)
{
    return pl_register_tables[kind].count;
}

static const char *entry_of(const struct pl_register_table *table, uint32_t index)
{
    return pl_register_text + table->entries[index];
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
    const char *population = next_field(name);
    *out_registered = (struct pl_registered){.kind = kind, .code = code, .name = name, .population = -1};
    if (*population != '\0') {
        pl_number_parse(pl_view_of(population), &out_registered->population);
    }
    if (kind == PL_REGISTER_COMMUNES) {
        department_of_commune(code, out_registered->department);
    } else {
        const char *department = next_field(population);
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

bool pl_register_find_code(const char *code, struct pl_registered *out_registered)
{
    for (int kind = 0; kind < PL_REGISTER_KINDS; kind++) {
        uint32_t index = find_in(&pl_register_tables[kind], code);
        if (index != UINT32_MAX) {
            pl_register_get((enum pl_register_kind)kind, index, out_registered);
            return true;
        }
    }
    return false;
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

struct search {
    char folded[PL_FOLD_MAX];
    struct pl_registered *found;
    uint32_t count, max;
};

static void compare_name(void *state, const struct pl_registered *registered)
{
    struct search *search = state;
    char folded[PL_FOLD_MAX];
    if (pl_fold(pl_view_of(registered->name), folded) > 0 && strcmp(folded, search->folded) == 0) {
        if (search->count < search->max) {
            search->found[search->count] = *registered;
        }
        search->count++;
    }
}

uint32_t pl_register_named(const char *name, enum pl_register_kind kind, const char *department, struct pl_registered *out_registered,
                           uint32_t max)
{
    struct search search = {.found = out_registered, .max = max};
    if (pl_fold(pl_view_of(name), search.folded) > 0) {
        pl_register_visit(kind, department, compare_name, &search);
    }
    return search.count;
}

static void offer_name(void *state, const struct pl_registered *registered)
{
    pl_nearest_offer(state, registered->name, registered->name);
}

const char *pl_register_nearest(const char *name, enum pl_register_kind kind, const char *department)
{
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(name));
    pl_register_visit(kind, department, offer_name, &nearest);
    return nearest.best;
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
