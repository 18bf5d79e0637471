/* SPDX-License-Identifier: MIT
 * See build.h.
 */
#include "load/build.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/number.h"
#include "load/typography.h"

void pl_build_init(struct pl_build *build, struct pl_arena *arena, struct pl_diagnostics *diagnostics)
{
    *build = (struct pl_build){.arena = arena, .diagnostics = diagnostics};
    for (int array = 0; array < PL_ARRAYS; array++) {
        build->arrays[array].item = pl_arrays[array].item;
    }
    build->numbers.item = sizeof(int64_t);
    build->pendings.item = sizeof(struct pl_pending);
    pl_build_text(build, (struct pl_view){"", 0}); /* offset 0 */
    pl_build_grow(build, PL_ARRAY_explanations, PL_CODES);
}

void pl_build_done(struct pl_build *build)
{
    for (int array = 0; array < PL_ARRAYS; array++) {
        free(build->arrays[array].data);
    }
    free(build->numbers.data);
    free(build->pendings.data);
    free(build->interned);
    pl_buffer_done(&build->pool);
}

uint32_t pl_vector_grow(struct pl_vector *vector, uint32_t count)
{
    uint32_t first = vector->count;
    if (first + count > vector->capacity) {
        vector->capacity = 2 * (first + count) + 16;
        vector->data = pl_must_realloc(vector->data, vector->capacity * vector->item);
    }
    vector->count += count;
    if (count > 0) {
        memset(vector->data + first * vector->item, 0, count * vector->item);
    }
    return first;
}

void *pl_vector_at(const struct pl_vector *vector, uint32_t index)
{
    return vector->data + index * vector->item;
}

static void publish(struct pl_build *build, enum pl_array array)
{
    char *knowledge = (char *)&build->knowledge;
    memcpy(knowledge + pl_arrays[array].data, &build->arrays[array].data, sizeof build->arrays[array].data);
    memcpy(knowledge + pl_arrays[array].count, &build->arrays[array].count, sizeof build->arrays[array].count);
}

uint32_t pl_build_grow(struct pl_build *build, enum pl_array array, uint32_t count)
{
    uint32_t first = pl_vector_grow(&build->arrays[array], count);
    publish(build, array);
    return first;
}

void pl_build_shrink(struct pl_build *build, enum pl_array array, uint32_t count)
{
    build->arrays[array].count = count;
    publish(build, array);
}

void *pl_build_at(struct pl_build *build, enum pl_array array, uint32_t index)
{
    return pl_vector_at(&build->arrays[array], index);
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint32_t hash(const char *text, size_t length)
{
    uint32_t value = 2166136261u;
    for (size_t i = 0; i < length; i++) {
        value = (value ^ (unsigned char)text[i]) * 16777619u;
    }
    return value;
}

static void grow_interned(struct pl_build *build)
{
    uint32_t size = build->interned_size == 0 ? 1024 : 2 * build->interned_size;
    uint32_t *grown = pl_must_alloc(size * sizeof *grown);
    memset(grown, 0xff, size * sizeof *grown);
    for (uint32_t i = 0; i < build->interned_size; i++) {
        if (build->interned[i] != PL_NONE) {
            const char *text = build->pool.data + build->interned[i];
            uint32_t at = hash(text, strlen(text)) & (size - 1);
            while (grown[at] != PL_NONE) {
                at = (at + 1) & (size - 1);
            }
            grown[at] = build->interned[i];
        }
    }
    free(build->interned);
    build->interned = grown;
    build->interned_size = size;
}

pl_str pl_build_text(struct pl_build *build, struct pl_view text)
{
    if (2 * build->interned_count >= build->interned_size) {
        grow_interned(build);
    }
    uint32_t mask = build->interned_size - 1;
    uint32_t at = hash(text.text, text.length) & mask;
    for (; build->interned[at] != PL_NONE; at = (at + 1) & mask) {
        const char *known = build->pool.data + build->interned[at];
        if (strlen(known) == text.length && memcmp(known, text.text, text.length) == 0) {
            return build->interned[at];
        }
    }
    if (build->pool.length > 0) { /* before each text but the first, empty one: whether it may be printed as it is */
        char *copy = pl_arena_copy(build->arena, text.text, text.length);
        pl_buffer_add_char(&build->pool, pl_is_plain_markdown(copy) ? PL_PLAIN : '\0');
    }
    pl_str offset = (pl_str)build->pool.length;
    pl_buffer_add(&build->pool, text.text, text.length);
    pl_buffer_add_char(&build->pool, '\0');
    build->interned[at] = offset;
    build->interned_count++;
    build->knowledge.pool = build->pool.data;
    build->knowledge.pool_length = (uint32_t)build->pool.length;
    return offset;
}

uint32_t pl_build_number(struct pl_build *build, int64_t number)
{
    uint32_t index = pl_vector_grow(&build->numbers, 1);
    *(int64_t *)pl_vector_at(&build->numbers, index) = number;
    build->knowledge.numbers = (const int64_t *)(const void *)build->numbers.data;
    build->knowledge.numbers_count = build->numbers.count;
    return index;
}

void pl_build_wait_for(struct pl_build *build, struct pl_pending pending)
{
    uint32_t index = pl_vector_grow(&build->pendings, 1);
    *(struct pl_pending *)pl_vector_at(&build->pendings, index) = pending;
}

bool pl_build_resolve(struct pl_build *build)
{
    static const char *const what[PL_TARGETS] = {
        [PL_TO_RULE] = "rules",
        [PL_TO_STEP] = "steps",
        [PL_TO_NEED] = "needs",
        [PL_TO_ROLE] = "roles",
        [PL_TO_FIELD] = "fields",
        [PL_TO_PLATFORM] = "platforms",
        [PL_TO_CITATION] = "claims and sources",
        [PL_TO_GOAL] = "goals",
    };
    bool ok = true;
    for (uint32_t i = 0; i < build->pendings.count; i++) {
        const struct pl_pending *pending = pl_vector_at(&build->pendings, i);
        const char *id = pl_text(&build->knowledge, pending->id);
        uint32_t found = pl_position(&build->knowledge, pending->target, id);
        if (found == PL_NONE) {
            struct pl_nearest nearest = pl_nearest_to(pl_view_of(id));
            uint32_t count = pl_build_hints(build) ? pl_target_count(&build->knowledge, pending->target) : 0;
            for (uint32_t other = 0; other < count; other++) {
                const char *name = pl_target_id(&build->knowledge, pending->target, other);
                pl_nearest_offer(&nearest, name, name);
            }
            ok =
                pl_diagnose(build->diagnostics, PL_K004, pending->place, id, what[pending->target], (const char *)NULL);
            pl_diagnostics_suggest(build->diagnostics, &nearest);
        }
        char *entry = pl_build_at(build, pending->array, pending->entry);
        memcpy(entry + pending->offset, &found, sizeof found);
    }
    return ok;
}

struct pl_place pl_build_place(const struct pl_build *build, const struct pl_node *node)
{
    return pl_node_place(build->source, node);
}

bool pl_build_fail(struct pl_build *build, const struct pl_node *node, enum pl_code code, const char *first,
                   const char *second)
{
    return pl_diagnose(build->diagnostics, code, pl_build_place(build, node), first, second, (const char *)NULL);
}

bool pl_build_within_at(struct pl_build *build, struct pl_place place, enum pl_limit limit, uint64_t count)
{
    static const struct {
        uint64_t most;
        const char *what[PL_LANGUAGES];
    } limits[PL_LIMITS] = {
#define PL_LIMIT(name, most, english, french) {(most), {[PL_EN] = (english), [PL_FR] = (french)}},
#include "model/limits.def"
#undef PL_LIMIT
    };
    if (count <= limits[limit].most) {
        return true;
    }
    struct pl_buffer numbers = {0};
    pl_buffer_add_number(&numbers, (int64_t)count, "");
    pl_buffer_add_char(&numbers, '\0');
    size_t second = numbers.length;
    pl_buffer_add_number(&numbers, (int64_t)limits[limit].most, "");
    pl_diagnose(build->diagnostics, PL_K013, place, limits[limit].what[build->diagnostics->language], numbers.data,
                numbers.data + second, (const char *)NULL);
    pl_buffer_done(&numbers);
    return false;
}

bool pl_build_within(struct pl_build *build, const struct pl_node *node, enum pl_limit limit, uint64_t count)
{
    return pl_build_within_at(build, pl_build_place(build, node), limit, count);
}

bool pl_build_is_name(struct pl_view text)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    return text.length > 0 && strspn(text.text, allowed) == text.length;
}

const char *pl_node_words(const struct pl_node *node)
{
    return node->kind == PL_NODE_TEXT ? node->text.text : "…";
}

const struct pl_node *pl_node_get(const struct pl_node *mapping, const char *key)
{
    for (const struct pl_node *entry = mapping->first; entry != NULL; entry = entry->next) {
        if (pl_view_is(entry->key->text, key)) {
            return entry;
        }
    }
    return NULL;
}
