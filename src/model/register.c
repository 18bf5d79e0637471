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

static const char *name_at(uint32_t index)
{
    return next_field(entry_of(&pl_register_tables[PL_REGISTER_COMMUNES], pl_register_names.entries[index]));
}

/* The first commune whose folded name is not before `folded`. */
static uint32_t first_named(const char *folded)
{
    uint32_t low = 0;
    uint32_t high = pl_register_names.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        char other[PL_FOLD_MAX] = "";
        pl_fold(pl_view_of(name_at(middle)), other);
        if (strcmp(other, folded) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint32_t pl_register_named(const char *name, uint32_t *out_first)
{
    char folded[PL_FOLD_MAX] = "";
    char other[PL_FOLD_MAX] = "";
    if (pl_fold(pl_view_of(name), folded) == 0) {
        return 0;
    }
    uint32_t first = first_named(folded);
    uint32_t count = 0;
    while (first + count < pl_register_names.count && pl_fold(pl_view_of(name_at(first + count)), other) > 0 &&
           strcmp(other, folded) == 0) {
        count++;
    }
    *out_first = first;
    return count;
}

void pl_register_get_named(uint32_t index, struct pl_registered *out_registered)
{
    pl_register_get(PL_REGISTER_COMMUNES, pl_register_names.entries[index], out_registered);
}

const char *pl_register_nearest(const char *name)
{
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(name));
    for (uint32_t i = 0; i < pl_register_names.count; i++) {
        pl_nearest_offer(&nearest, name_at(i), name_at(i));
    }
    return nearest.best;
}

const char *pl_register_department(const char *code)
{
    uint32_t index = find_in(&pl_register_departments, code);
    return index == UINT32_MAX ? NULL : next_field(entry_of(&pl_register_departments, index));
}
