/* SPDX-License-Identifier: MIT
 * See plans.h.
 */
#include "engine/plans.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "engine/chain.h"
#include "engine/planning.h"
#include "model/holidays.h"

enum { KEPT_MAX = 64 }; /* classes of facts: those of the register are fewer */

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
    int64_t *bounds; /* that the population is compared with */
    uint32_t bounds_count;
    struct pl_buffer key; /* of the profile at hand */
    struct pl_arena arena;
    struct pl_arena circuits_arena;
    struct pl_circuits *circuits; /* NULL: none yet */
    struct kept kept[KEPT_MAX];
    uint32_t count;
};

struct pl_plans *pl_plans_new(const struct pl_knowledge *k, uint32_t edition, int64_t today)
{
    struct pl_plans *plans = pl_must_alloc(sizeof *plans);
    uint32_t population = k->facts[PL_FACT_POPULATION];
    *plans = (struct pl_plans){.knowledge = k, .edition = edition, .today = today};
    plans->bounds = pl_arena_array(&plans->arena, (size_t)k->terms_count * 2 + k->fields_count, sizeof *plans->bounds);
    for (uint32_t i = 0; i < k->terms_count; i++) {
        if (pl_term_field(&k->terms[i]) == population) {
            plans->bounds[plans->bounds_count++] = k->numbers[k->terms[i].number];
            plans->bounds[plans->bounds_count++] = k->numbers[k->terms[i].number + 1];
        }
    }
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (k->fields[i].from == population && k->fields[i].parameter != PL_NONE) {
            plans->bounds[plans->bounds_count++] = k->numbers[k->fields[i].parameter];
        }
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

/* How many bounds a number has reached, and how many it has passed. */
static void add_class(struct pl_plans *plans, int64_t number)
{
    uint32_t reached = 0;
    uint32_t passed = 0;
    for (uint32_t i = 0; i < plans->bounds_count; i++) {
        reached += number >= plans->bounds[i];
        passed += number > plans->bounds[i];
    }
    add_number(&plans->key, reached);
    add_number(&plans->key, passed);
}

/* Writes what tells a profile from others into the key; false if it is not to be told from any. */
static bool write_key(struct pl_plans *plans, const struct pl_profile *profile)
{
    const struct pl_knowledge *k = plans->knowledge;
    struct pl_place_of_work place = pl_place_of_work(k, profile->cells);
    pl_buffer_clear(&plans->key);
    add_number(&plans->key, (int64_t)pl_holidays_kept(&place));
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        const struct pl_cell *cell = &profile->cells[i];
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
            add_class(plans, cell->low);
            add_class(plans, cell->high);
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

/* The facts of the plan: those of the profile, and what is derived from them, which is stated where they are. */
static struct pl_cell *own_cells(const struct pl_plan *plan, const struct pl_profile *profile, struct pl_arena *arena)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_cell *cells = pl_arena_array(arena, k->fields_count, sizeof *cells);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        bool derived = (k->fields[i].flags & PL_FIELD_DERIVED) != 0;
        cells[i] = derived ? plan->cells[i] : profile->cells[i];
        if (derived && cells[i].line != 0 && k->fields[i].from != PL_NONE) {
            cells[i].line = profile->cells[k->fields[i].from].line;
            cells[i].column = profile->cells[k->fields[i].from].column;
        }
    }
    return cells;
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
    const struct pl_plan *alike = write_key(plans, profile) ? find(plans, profile) : NULL;
    if (alike == NULL) {
        return make_alone(plans, profile, arena);
    }
    struct pl_plan *plan = pl_arena_alloc(arena, sizeof *plan);
    *plan = *alike;
    plan->profile = profile;
    plan->arena = arena;
    plan->cells = own_cells(alike, profile, arena);
    plan->marks = pl_arena_array(arena, (size_t)k->rules_count + k->fields_count + k->terms_count + 1, 1);
    plan->questions =
        pl_arena_array(arena, (size_t)plan->questions_count + 1, sizeof *plan->questions); /* readers weigh them */
    if (plan->questions_count > 0) {
        memcpy(plan->questions, alike->questions, plan->questions_count * sizeof *plan->questions);
    }
    return plan;
}
