/* SPDX-License-Identifier: MIT
 * See boxes.h. A condition is spread out from its root: conjunctions multiply the boxes of their children, choices add
 * them, a negation is pushed down to the comparisons, the outcome of another rule is spread out in its place.
 */
#include "proof/boxes.h"

#include <string.h>

enum { DEPTH_MAX = 256 }; /* of conditions and the rules they refer to, which run in no circle */

struct spreader {
    const struct pl_knowledge *knowledge;
    struct pl_world world;
    struct pl_arena *arena;
    uint32_t depth;
    bool too_many;
};

static bool is_number(const struct pl_field *field)
{
    return field->type == PL_TYPE_NUMBER || field->type == PL_TYPE_DURATION || field->type == PL_TYPE_DATE;
}

static bool is_empty(const struct pl_field *field, const struct pl_side *side)
{
    if (is_number(field)) {
        return side->low > side->high;
    }
    return field->type == PL_TYPE_SET ? (side->low & ~side->high) != 0 : side->high == 0;
}

static struct pl_side meet_sides(const struct pl_field *field, const struct pl_side *a, const struct pl_side *b)
{
    if (is_number(field)) {
        return (struct pl_side){a->field, a->low > b->low ? a->low : b->low, a->high < b->high ? a->high : b->high};
    }
    return (struct pl_side){a->field, a->low | b->low, a->high & b->high};
}

static void put(struct pl_side *out_sides, uint32_t at, struct pl_side side)
{
    if (out_sides != NULL) {
        out_sides[at] = side;
    }
}

/* The common part of two boxes into `out_sides` unless it is NULL; the number of its sides, PL_NONE if there is none.
 */
static uint32_t meet_boxes(const struct pl_knowledge *k, const struct pl_box *a, const struct pl_box *b,
                           struct pl_side *out_sides)
{
    uint32_t count = 0;
    uint32_t i = 0;
    uint32_t j = 0;
    while (i < a->count || j < b->count) {
        if (j == b->count || (i < a->count && a->sides[i].field < b->sides[j].field)) {
            put(out_sides, count++, a->sides[i++]);
        } else if (i == a->count || b->sides[j].field < a->sides[i].field) {
            put(out_sides, count++, b->sides[j++]);
        } else {
            const struct pl_field *field = &k->fields[a->sides[i].field];
            struct pl_side side = meet_sides(field, &a->sides[i++], &b->sides[j++]);
            if (is_empty(field, &side)) {
                return PL_NONE;
            }
            put(out_sides, count++, side);
        }
    }
    return count;
}

/* Written only if there is a common part. */
static bool meet(const struct pl_knowledge *k, const struct pl_box *a, const struct pl_box *b, struct pl_arena *arena,
                 struct pl_box *out_box)
{
    uint32_t count = meet_boxes(k, a, b, NULL);
    if (count == PL_NONE) {
        return false;
    }
    struct pl_side *sides = pl_arena_array(arena, count + 1, sizeof *sides);
    meet_boxes(k, a, b, sides);
    *out_box = (struct pl_box){sides, count};
    return true;
}

/* Growing by doubling: the arena keeps the old arrays, at most as much again. */
static void add_box(struct spreader *s, struct pl_boxes *boxes, struct pl_box box)
{
    if (boxes->count == PL_BOXES_MAX || s->too_many) {
        s->too_many = true;
        return;
    }
    if ((boxes->count & (boxes->count - 1)) == 0) { /* full: 0, 1, 2, 4, 8… */
        struct pl_box *grown = pl_arena_array(s->arena, boxes->count == 0 ? 1 : 2 * boxes->count, sizeof *grown);
        if (boxes->count > 0) {
            memcpy(grown, boxes->items, boxes->count * sizeof *grown);
        }
        boxes->items = grown;
    }
    boxes->items[boxes->count++] = box;
}

static void add_side(struct spreader *s, struct pl_boxes *boxes, struct pl_side side)
{
    if (!is_empty(&s->knowledge->fields[side.field], &side)) {
        struct pl_side *kept = pl_arena_alloc(s->arena, sizeof *kept);
        *kept = side;
        add_box(s, boxes, (struct pl_box){kept, 1});
    }
}

static void add_all(struct spreader *s, struct pl_boxes *boxes, const struct pl_boxes *more)
{
    for (uint32_t i = 0; i < more->count; i++) {
        add_box(s, boxes, more->items[i]);
    }
}

static struct pl_boxes nothing(void)
{
    return (struct pl_boxes){.count = 0};
}

/* One box without sides: anything. */
static struct pl_boxes everything(struct spreader *s)
{
    struct pl_boxes boxes = nothing();
    add_box(s, &boxes, (struct pl_box){NULL, 0});
    return boxes;
}

static void spend(struct spreader *s, uint64_t comparisons)
{
    uint64_t *left = s->world.left;
    if (left != NULL) {
        s->too_many = s->too_many || *left < comparisons;
        *left -= *left < comparisons ? *left : comparisons;
    }
}

static struct pl_boxes multiply(struct spreader *s, const struct pl_boxes *a, const struct pl_boxes *b)
{
    struct pl_boxes product = nothing();
    for (uint32_t i = 0; i < a->count; i++) {
        for (uint32_t j = 0; j < b->count && !s->too_many; j++) {
            struct pl_box box;
            spend(s, a->items[i].count + b->items[j].count + UINT64_C(1));
            if (meet(s->knowledge, &a->items[i], &b->items[j], s->arena, &box)) {
                add_box(s, &product, box);
            }
        }
    }
    return product;
}

static struct pl_boxes of_range(struct spreader *s, uint32_t index, int64_t low, int64_t high, bool truth)
{
    const struct pl_field *field = &s->knowledge->fields[index];
    struct pl_side whole = {index, s->knowledge->numbers[field->minimum], s->knowledge->numbers[field->maximum]};
    struct pl_side inner = {index, low, high};
    struct pl_side below = {index, INT64_MIN, low - 1};
    struct pl_side above = {index, high + 1, INT64_MAX};
    struct pl_boxes boxes = nothing();
    if (truth) {
        add_side(s, &boxes, meet_sides(field, &whole, &inner));
    } else if (low > high) { /* no number lies there */
        add_side(s, &boxes, whole);
    } else {
        add_side(s, &boxes, meet_sides(field, &whole, &below));
        add_side(s, &boxes, meet_sides(field, &whole, &above));
    }
    return boxes;
}

static struct pl_boxes of_rule(struct spreader *s, uint32_t index, bool truth);
static struct pl_boxes of_term(struct spreader *s, const struct pl_term *term, bool truth);

static struct pl_boxes of_kind(struct spreader *s, const struct pl_term *term, bool truth)
{
    const int64_t *numbers = s->knowledge->numbers + term->number;
    bool met = pl_operations[term->operation].negated ? !truth : truth;
    switch (pl_term_looks_at(term)) {
    case PL_AT_CHOICE: {
        int64_t bits = pl_term_bits(s->knowledge, term, s->world.platform);
        int64_t all = pl_field_all_bits(s->knowledge, &s->knowledge->fields[term->subject]);
        struct pl_boxes boxes = nothing();
        add_side(s, &boxes, (struct pl_side){term->subject, 0, met ? bits & all : all & ~bits});
        return boxes;
    }
    case PL_AT_SET: {
        int64_t bits = pl_term_bits(s->knowledge, term, s->world.platform);
        int64_t all = pl_field_all_bits(s->knowledge, &s->knowledge->fields[term->subject]);
        struct pl_boxes boxes = nothing();
        if (!met) {
            add_side(s, &boxes, (struct pl_side){term->subject, 0, all & ~bits});
            return boxes;
        }
        for (int64_t rest = bits & all; rest != 0; rest &= rest - 1) {
            add_side(s, &boxes, (struct pl_side){term->subject, rest & -rest, all});
        }
        return boxes;
    }
    case PL_AT_NUMBER:
        return of_range(s, term->subject, numbers[0], numbers[1], met);
    case PL_AT_RULE:
        return of_rule(s, term->subject, met);
    case PL_AT_TERMS:
        break;
    }
    /* A conjunction of children is a product of boxes, a choice their sum; a negation makes the one the other. */
    const struct pl_term *children = &s->knowledge->terms[term->children.first];
    if (term->operation == PL_NOT) {
        return of_term(s, children, !truth);
    }
    bool product = (term->operation == PL_ALL) == truth;
    struct pl_boxes boxes = product ? everything(s) : nothing();
    for (uint32_t i = 0; i < term->children.count && !s->too_many; i++) {
        struct pl_boxes child = of_term(s, &children[i], truth);
        if (product) {
            boxes = multiply(s, &boxes, &child);
        } else {
            add_all(s, &boxes, &child);
        }
    }
    return boxes;
}

static struct pl_boxes of_term(struct spreader *s, const struct pl_term *term, bool truth)
{
    struct pl_boxes boxes = nothing();
    spend(s, 1);
    if (s->depth == DEPTH_MAX || s->too_many) {
        s->too_many = true;
        return boxes;
    }
    s->depth++;
    boxes = of_kind(s, term, truth);
    s->depth--;
    return boxes;
}

static struct pl_boxes of_condition(struct spreader *s, const struct pl_rule *rule, bool truth)
{
    if (rule->terms.count == 0) {
        return truth ? everything(s) : nothing();
    }
    return of_term(s, &s->knowledge->terms[rule->terms.first], truth);
}

/* It holds with its condition, unless a rule that amends it holds; one of another edition does not. */
static struct pl_boxes of_rule(struct spreader *s, uint32_t index, bool truth)
{
    const struct pl_knowledge *k = s->knowledge;
    const struct pl_rule *rule = &k->rules[index];
    if ((rule->editions >> s->world.edition & 1) == 0) {
        return truth ? nothing() : everything(s);
    }
    struct pl_boxes boxes = of_condition(s, rule, truth);
    for (uint32_t i = 0; i < rule->yields_to.count && !s->too_many; i++) {
        struct pl_boxes other = of_rule(s, k->refs[rule->yields_to.first + i], !truth);
        if (truth) {
            boxes = multiply(s, &boxes, &other);
        } else {
            add_all(s, &boxes, &other);
        }
    }
    return boxes;
}

struct pl_boxes pl_boxes_of_condition(const struct pl_knowledge *k, uint32_t rule, struct pl_world world, bool truth,
                                      struct pl_arena *arena)
{
    struct spreader s = {.knowledge = k, .world = world, .arena = arena};
    struct pl_boxes boxes = of_condition(&s, &k->rules[rule], truth);
    boxes.too_many = s.too_many;
    return boxes;
}

struct pl_boxes pl_boxes_of_rule(const struct pl_knowledge *k, uint32_t rule, struct pl_world world,
                                 struct pl_arena *arena)
{
    struct spreader s = {.knowledge = k, .world = world, .arena = arena};
    struct pl_boxes boxes = of_rule(&s, rule, true);
    boxes.too_many = s.too_many;
    return boxes;
}

struct pl_boxes pl_boxes_undone(const struct pl_knowledge *k, uint32_t rule, struct pl_world world,
                                struct pl_arena *arena)
{
    struct spreader s = {.knowledge = k, .world = world, .arena = arena};
    struct pl_range done = k->rules[rule].done;
    struct pl_boxes boxes = done.count == 0 ? everything(&s) : of_term(&s, &k->terms[done.first], false);
    boxes.too_many = s.too_many;
    return boxes;
}

struct pl_boxes pl_boxes_both(const struct pl_knowledge *k, const struct pl_boxes *a, const struct pl_boxes *b,
                              struct pl_world world, struct pl_arena *arena)
{
    struct spreader s = {.knowledge = k, .world = world, .arena = arena, .too_many = a->too_many || b->too_many};
    struct pl_boxes boxes = multiply(&s, a, b);
    boxes.too_many = s.too_many;
    return boxes;
}

bool pl_boxes_meet(const struct pl_knowledge *k, const struct pl_boxes *a, const struct pl_boxes *b,
                   struct pl_arena *arena, struct pl_box *out_box)
{
    for (uint32_t i = 0; i < a->count; i++) {
        for (uint32_t j = 0; j < b->count; j++) {
            if (meet(k, &a->items[i], &b->items[j], arena, out_box)) {
                return true;
            }
        }
    }
    return false;
}

int64_t pl_side_witness(const struct pl_knowledge *k, const struct pl_side *side)
{
    const struct pl_field *field = &k->fields[side->field];
    if (is_number(field) || field->type == PL_TYPE_SET) {
        return side->low;
    }
    return side->high & -side->high;
}
