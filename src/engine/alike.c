/* SPDX-License-Identifier: MIT
 * See alike.h.
 */
#include "engine/alike.h"

#include <string.h>

#include "engine/derive.h"
#include "model/holidays.h"

bool pl_is_told(const struct pl_knowledge *k, uint32_t field)
{
    bool told = false;
    for (uint32_t i = 0; i < k->terms_count && !told; i++) {
        const struct pl_term *term = &k->terms[i];
        told = pl_term_field(term) == field;
    }
    return told;
}

struct pl_bounds pl_population_bounds(const struct pl_knowledge *k, struct pl_arena *arena)
{
    uint32_t population = k->facts[PL_FACT_POPULATION];
    struct pl_bounds bounds = {0};
    bounds.numbers = pl_arena_array(arena, (size_t)k->terms_count * 2 + k->fields_count, sizeof *bounds.numbers);
    for (uint32_t i = 0; i < k->terms_count; i++) {
        if (pl_term_field(&k->terms[i]) == population) {
            bounds.numbers[bounds.count++] = k->numbers[k->terms[i].number];
            bounds.numbers[bounds.count++] = k->numbers[k->terms[i].number + 1];
        }
    }
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (k->fields[i].from == population && k->fields[i].parameter != PL_NONE) {
            bounds.numbers[bounds.count++] = k->numbers[k->fields[i].parameter];
        }
    }
    return bounds;
}

struct pl_interval pl_bounds_around(const struct pl_bounds *bounds, int64_t number)
{
    struct pl_interval around = {INT64_MIN, INT64_MAX};
    for (uint32_t i = 0; i < bounds->count; i++) {
        int64_t bound = bounds->numbers[i];
        if (bound <= number && bound >= around.low) {
            around.low = bound < number ? bound + 1 : number;
        }
        if (bound >= number && bound <= around.high) {
            around.high = bound > number ? bound - 1 : number;
        }
    }
    return around;
}

/* Whether the profile states its kind, its population, and for the rest what no rule looks at. */
static bool is_bare(const struct pl_plan *plan)
{
    const struct pl_knowledge *k = plan->knowledge;
    bool bare = true;
    for (uint32_t i = 0; i < k->fields_count && bare; i++) {
        const struct pl_field *field = &k->fields[i];
        bool registered = i == k->facts[PL_FACT_KIND] || i == k->facts[PL_FACT_POPULATION] ||
                          (field->flags & (PL_FIELD_INFORMATIVE | PL_FIELD_DERIVED | PL_FIELD_IN_RECORD)) != 0;
        bare = registered || (plan->profile->cells[i].line == 0 && plan->profile->cells[i].records == NULL);
    }
    return bare;
}

/* The marks that some condition looks at. */
static unsigned told_marks(const struct pl_knowledge *k)
{
    unsigned marks = 0;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        unsigned mark = pl_derive_mark_of(k, i);
        marks |= mark != 0 && pl_is_told(k, i) ? mark : 0;
    }
    return marks;
}

bool pl_find_registered(const struct pl_knowledge *k, const struct pl_cell *cells, struct pl_registered *out_registered)
{
    const char *code = cells[k->facts[PL_FACT_CODE]].text;
    uint32_t kind = pl_cell_choice(&cells[k->facts[PL_FACT_KIND]]);
    return code != NULL && kind < (uint32_t)PL_REGISTER_KINDS &&
           pl_register_find_code(code, (enum pl_register_kind)kind, out_registered);
}

int64_t pl_alike_count(const struct pl_plan *plan)
{
    const struct pl_knowledge *k = plan->knowledge;
    const struct pl_cell *population = pl_plan_cell(plan, PL_FACT_POPULATION);
    struct pl_place_of_work place = pl_place_of_work(k, plan->cells);
    struct pl_registered own;
    bool known = population->low == population->high;
    if (!place.in_france || !is_bare(plan) || !pl_find_registered(k, plan->cells, &own)) {
        return 0;
    }
    struct pl_arena arena = {0};
    struct pl_bounds bounds = pl_population_bounds(k, &arena);
    const struct pl_register_row *rows = pl_register_tables[own.kind].rows;
    unsigned told = own.kind == PL_REGISTER_COMMUNES ? told_marks(k) : 0;
    unsigned marks = told == 0 ? 0 : pl_register_marks(own.index) & told;
    const struct pl_interval none = {-1, -1}; /* as the register has what it does not know */
    struct pl_interval size = known ? pl_bounds_around(&bounds, population->low) : none;
    uint64_t kept = pl_holidays_kept(&place);
    uint64_t theirs = kept;
    int64_t count = 0;
    for (uint32_t i = 0; i < pl_register_count(own.kind); i++) {
        struct pl_registered other;
        if (rows[i].population < size.low || rows[i].population > size.high || (known && rows[i].population < 0)) {
            continue;
        }
        pl_register_get(own.kind, i, &other);
        if (strcmp(place.department, other.department) != 0) {
            memcpy(place.department, other.department, sizeof place.department);
            theirs = pl_holidays_kept(&place);
        }
        count += theirs == kept && (told == 0 || (pl_register_marks(i) & told) == marks);
    }
    pl_arena_done(&arena);
    return count;
}
