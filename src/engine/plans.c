/* SPDX-License-Identifier: MIT
 * See plans.h.
 */
#include "engine/plans.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "engine/alike.h"
#include "engine/chain.h"
#include "engine/derive.h"
#include "engine/planning.h"
#include "model/holidays.h"

enum { KEPT_MAX = 128 }; /* classes of facts: those of the register are fewer */

struct kept {
    struct pl_buffer key;
    struct pl_arena arena;
    struct pl_profile profile; /* of the town that it was made for, as far as a plan looks at it */
    const struct pl_plan *plan;
};

struct pl_plans {
    const struct pl_knowledge *knowledge;
    uint32_t edition;
    int64_t today;
    struct pl_bounds bounds;
    bool *told;           /* by field: it comes from the register, and some condition looks at it */
    struct pl_buffer key; /* of the profile at hand */
    struct pl_arena arena;
    struct pl_arena circuits_arena;
    struct pl_circuits *circuits; /* NULL: none yet */
    struct kept kept[KEPT_MAX];
    uint32_t count;
};

/* Derived from the code of the authority alone: every town has its own. */
static bool is_of_register(const struct pl_knowledge *k, uint32_t field)
{
    return (k->fields[field].flags & PL_FIELD_DERIVED) != 0 && k->fields[field].from == k->facts[PL_FACT_CODE];
}

struct pl_plans *pl_plans_new(const struct pl_knowledge *k, uint32_t edition, int64_t today)
{
    struct pl_plans *plans = pl_must_alloc(sizeof *plans);
    *plans = (struct pl_plans){.knowledge = k, .edition = edition, .today = today};
    plans->bounds = pl_population_bounds(k, &plans->arena);
    plans->told = pl_arena_array(&plans->arena, k->fields_count, sizeof *plans->told);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        plans->told[i] = is_of_register(k, i) && pl_is_told(k, i);
    }
    return plans;
}

void pl_plans_free(struct pl_plans *plans)
{
    for (uint32_t i = 0; plans != NULL && i < plans->count; i++) {
        pl_buffer_done(&plans->kept[i].key);
        pl_arena_done(&plans->kept[i].arena);
    }
    if (plans != NULL) {
        pl_buffer_done(&plans->key);
        pl_arena_done(&plans->arena);
        pl_arena_done(&plans->circuits_arena);
    }
    free(plans);
}

static void add_number(struct pl_buffer *key, int64_t number)
{
    pl_buffer_add(key, (const char *)&number, sizeof number);
}

/* Writes what tells a profile from others into the key; false if it is not to be told from any. `cells`: those of the
 * profile, with what the register says. */
static bool write_key(struct pl_plans *plans, const struct pl_cell *cells)
{
    const struct pl_knowledge *k = plans->knowledge;
    struct pl_place_of_work place = pl_place_of_work(k, cells);
    pl_buffer_clear(&plans->key);
    struct pl_registered registered;
    add_number(&plans->key, (int64_t)pl_holidays_kept(&place));
    pl_buffer_add_char(&plans->key, pl_find_registered(k, cells, &registered));
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        const struct pl_cell *cell = &cells[i];
        if (plans->told[i]) {
            add_number(&plans->key, cell->low);
            add_number(&plans->key, cell->high);
        }
        if ((field->flags & (PL_FIELD_DERIVED | PL_FIELD_IN_RECORD)) != 0 || field->type == PL_TYPE_SECTION) {
            continue;
        }
        if (cell->records != NULL) {
            return false;
        }
        pl_buffer_add_char(&plans->key, cell->line != 0);
        if (field->type == PL_TYPE_TEXT) {
            bool own = i == k->facts[PL_FACT_NAME] || i == k->facts[PL_FACT_CODE] ||
                       i == k->facts[PL_FACT_DEPARTMENT] || (field->flags & PL_FIELD_INFORMATIVE) != 0;
            pl_buffer_add_text(&plans->key, own || cell->text == NULL ? "" : cell->text);
            pl_buffer_add_char(&plans->key, '\0');
        } else if (i == k->facts[PL_FACT_POPULATION]) {
            struct pl_interval least = pl_bounds_around(&plans->bounds, cell->low);
            struct pl_interval most = pl_bounds_around(&plans->bounds, cell->high);
            pl_buffer_add(&plans->key, (const char *)&least, sizeof least);
            pl_buffer_add(&plans->key, (const char *)&most, sizeof most);
        } else {
            add_number(&plans->key, cell->low);
            add_number(&plans->key, cell->high);
            add_number(&plans->key, cell->unit);
        }
        for (uint32_t v = 0; cell->order != NULL && v < cell->count; v++) {
            pl_buffer_add_char(&plans->key, (char)(cell->order[v] + 1));
        }
    }
    return true;
}

static const struct pl_plan *find(struct pl_plans *plans, const struct pl_profile *profile)
{
    for (uint32_t i = 0; i < plans->count; i++) {
        struct kept *kept = &plans->kept[i];
        if (kept->key.length == plans->key.length && memcmp(kept->key.data, plans->key.data, plans->key.length) == 0) {
            return kept->plan;
        }
    }
    if (plans->count == KEPT_MAX) {
        return NULL;
    }
    struct kept *kept = &plans->kept[plans->count++];
    kept->profile = *profile;
    kept->profile.cells = pl_arena_array(&kept->arena, plans->knowledge->fields_count, sizeof *profile->cells);
    memcpy(kept->profile.cells, profile->cells, plans->knowledge->fields_count * sizeof *profile->cells);
    pl_buffer_add(&kept->key, plans->key.data, plans->key.length);
    kept->plan = pl_plan_make(&kept->profile, plans->edition, plans->today, &kept->arena);
    return kept->plan;
}

/* The facts of the profile, and what the register says of it. */
static struct pl_cell *stated_cells(const struct pl_profile *profile, struct pl_arena *arena)
{
    const struct pl_knowledge *k = profile->knowledge;
    struct pl_plan bare = {.knowledge = k, .profile = profile};
    bare.cells = pl_arena_array(arena, k->fields_count, sizeof *bare.cells);
    memcpy(bare.cells, profile->cells, k->fields_count * sizeof *bare.cells);
    pl_derive_territory(&bare);
    return bare.cells;
}

/* What else is derived is that of the plan, and stated where the facts are that it comes from. */
static void add_derived(const struct pl_plan *plan, struct pl_cell *cells)
{
    const struct pl_knowledge *k = plan->knowledge;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if ((k->fields[i].flags & PL_FIELD_DERIVED) == 0 || is_of_register(k, i)) {
            continue;
        }
        cells[i] = plan->cells[i];
        if (cells[i].line != 0 && k->fields[i].from != PL_NONE) {
            cells[i].line = cells[k->fields[i].from].line;
            cells[i].column = cells[k->fields[i].from].column;
        }
    }
}

/* With the circuits that were gone through for others; they start anew once they fill their room. */
static struct pl_plan *make_alone(struct pl_plans *plans, const struct pl_profile *profile, struct pl_arena *arena)
{
    if (plans->circuits == NULL || pl_circuits_is_full(plans->circuits)) {
        pl_arena_reset(&plans->circuits_arena);
        plans->circuits = pl_circuits_new(plans->knowledge, &plans->circuits_arena);
    }
    return pl_plan_make_sharing(profile, plans->edition, plans->today, plans->circuits, arena);
}

struct pl_plan *pl_plans_make(struct pl_plans *plans, const struct pl_profile *profile, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plans->knowledge;
    struct pl_cell *cells = stated_cells(profile, arena);
    const struct pl_plan *alike = write_key(plans, cells) ? find(plans, profile) : NULL;
    if (alike == NULL) {
        return make_alone(plans, profile, arena);
    }
    struct pl_plan *plan = pl_arena_alloc(arena, sizeof *plan);
    *plan = *alike;
    plan->profile = profile;
    plan->arena = arena;
    plan->cells = cells;
    add_derived(alike, cells);
    plan->marks = pl_arena_array(arena, (size_t)k->rules_count + k->fields_count + k->terms_count + 1, 1);
    plan->questions =
        pl_arena_array(arena, (size_t)plan->questions_count + 1, sizeof *plan->questions); /* readers weigh them */
    if (plan->questions_count > 0) {
        memcpy(plan->questions, alike->questions, plan->questions_count * sizeof *plan->questions);
    }
    return plan;
}
