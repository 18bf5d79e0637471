/* SPDX-License-Identifier: MIT
 * See inquiry.h.
 */
#include "engine/inquiry.h"

#include "engine/planning.h"

uint32_t pl_questions_weight(const struct pl_plan *plan, const uint8_t *done)
{
    uint32_t weight = 0;
    for (uint32_t i = 0; i < plan->questions_count; i++) {
        weight += done[plan->questions[i].field] ? 0 : plan->questions[i].settles;
    }
    return weight;
}

uint32_t pl_questions_until(const struct pl_plan *plan, const uint8_t *done, uint32_t most)
{
    uint32_t weight = pl_questions_weight(plan, done);
    uint32_t count = 0;
    for (uint32_t i = 0; i < plan->questions_count && weight > most; i++) {
        bool open = !done[plan->questions[i].field];
        weight -= open ? plan->questions[i].settles : 0;
        count += open;
    }
    return count;
}

uint32_t pl_questions_most(const struct pl_knowledge *knowledge, const struct pl_cell *cells, uint32_t edition,
                           int64_t today, struct pl_arena *arena)
{
    static const struct pl_source nowhere = {.name = "", .text = {"", 0}};
    uint32_t count = knowledge->fields_count;
    struct pl_cell *bare = pl_arena_array(arena, count, sizeof *bare);
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_field *field = &knowledge->fields[i];
        bool must = field->parent == PL_NONE && (field->flags & PL_FIELD_REQUIRED) != 0;
        bare[i] = must ? cells[i] : pl_cell_unknown(knowledge, field);
    }
    struct pl_profile *profile = pl_arena_alloc(arena, sizeof *profile);
    *profile = pl_profile_of(knowledge, &nowhere, bare, arena);
    const uint8_t *none = pl_arena_array(arena, count, 1);
    return pl_questions_weight(pl_plan_make(profile, edition, today, arena), none) / 3 + 1;
}
