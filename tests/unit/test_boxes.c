/* SPDX-License-Identifier: MIT
 * Boxes against brute force: over seeded random conditions on a few facts, what boxes say of one rule or of two is what
 * every single assignment of values says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "proof/boxes.h"
#include "engine/evaluate.h"

#define DRAW_SEED 20260131
#include "draw.h"

enum { CHOICE, YES_NO, SET, NUMBER, PLATFORMS, FIELDS };
enum { RULES = 3, TERMS_MAX = 256, NUMBERS_MAX = 512, ROUNDS = 600, MOST = 5 };

/* A knowledge of five facts and three rules; the second may refer to the first, the third gives way to the second. */
struct world {
    struct pl_knowledge knowledge;
    struct pl_field fields[FIELDS];
    struct pl_value values[4];
    struct pl_platform platforms[3];
    struct pl_edition editions[2];
    struct pl_term terms[TERMS_MAX];
    struct pl_rule rules[RULES];
    uint32_t refs[1];
    int64_t numbers[NUMBERS_MAX];
};

static uint32_t add_number(struct world *world, int64_t number)
{
    assert_true(world->knowledge.numbers_count < NUMBERS_MAX);
    world->numbers[world->knowledge.numbers_count] = number;
    return world->knowledge.numbers_count++;
}

static uint32_t add_terms(struct world *world, uint32_t count)
{
    assert_true(world->knowledge.terms_count + count <= TERMS_MAX);
    world->knowledge.terms_count += count;
    return world->knowledge.terms_count - count;
}

static void draw_comparison(struct world *world, uint32_t index)
{
    struct pl_term *term = &world->terms[index];
    term->subject = draw(FIELDS);
    if (term->subject == NUMBER) {
        int64_t low = (int64_t)draw(MOST + 2) - 1;
        term->operation = PL_RANGE;
        term->number = add_number(world, draw(4) == 0 ? INT64_MIN / 4 : low);
        add_number(world, draw(4) == 0 ? INT64_MAX / 4 : low + (int64_t)draw(4) - (draw(8) == 0));
        return;
    }
    bool is_set = term->subject == SET || term->subject == PLATFORMS;
    int64_t all = pl_field_all_bits(&world->knowledge, &world->fields[term->subject]);
    term->operation = !is_set ? PL_ONE_OF : draw(4) == 0 ? PL_EMPTY : PL_CONTAINS;
    if (term->subject == PLATFORMS && draw(3) == 0) {
        term->operation = PL_CONTAINS_THIS;
    }
    term->number = add_number(world, 1 + (int64_t)draw((uint32_t)all));
}

static void draw_term(struct world *world, uint32_t index, uint32_t rule, uint32_t depth)
{
    uint32_t kind = draw(depth == 0 ? 2 : 6);
    if (kind == 0 && rule == 1) {
        world->terms[index].operation = PL_HOLDS;
        world->terms[index].subject = 0;
    } else if (kind <= 2) {
        draw_comparison(world, index);
    } else {
        uint32_t count = kind == 3 ? 1 : 1 + draw(3);
        uint32_t first = add_terms(world, count);
        world->terms[index].operation = kind == 3 ? PL_NOT : kind == 4 ? PL_ALL : PL_ANY;
        world->terms[index].children = (struct pl_range){first, count};
        for (uint32_t i = 0; i < count; i++) {
            draw_term(world, first + i, rule, depth - 1);
        }
    }
}

static void draw_world(struct world *world)
{
    static const enum pl_type types[FIELDS] = {PL_TYPE_CHOICE, PL_TYPE_YES_NO, PL_TYPE_SET, PL_TYPE_NUMBER,
                                               PL_TYPE_SET};
    memset(world, 0, sizeof *world);
    struct pl_knowledge *k = &world->knowledge;
    k->fields = world->fields;
    k->fields_count = FIELDS;
    k->values = world->values;
    k->platforms = world->platforms;
    k->platforms_count = 3;
    k->editions = world->editions;
    k->editions_count = 2;
    k->terms = world->terms;
    k->rules = world->rules;
    k->rules_count = RULES;
    k->refs = world->refs;
    k->numbers = world->numbers;
    world->refs[0] = 1;
    for (uint32_t i = 0; i < FIELDS; i++) {
        world->fields[i] =
            (struct pl_field){.type = types[i], .values = {0, i == SET ? 3 : 4}, .values_of_platforms = i == PLATFORMS};
        world->fields[i].minimum = add_number(world, 0);
        world->fields[i].maximum = add_number(world, MOST);
    }
    for (uint32_t i = 0; i < RULES; i++) {
        uint32_t first = add_terms(world, 1);
        draw_term(world, first, i, 3);
        world->rules[i].editions = draw(4) == 0 ? 1 : 3;
        world->rules[i].terms = (struct pl_range){first, k->terms_count - first};
    }
    world->rules[2].yields_to = (struct pl_range){0, draw(2)};
}

/* The next assignment of values; false after the last. */
static bool next_values(const struct pl_knowledge *k, struct pl_cell *cells)
{
    for (uint32_t i = 0; i < FIELDS; i++) {
        bool one_bit = i == CHOICE || i == YES_NO;
        int64_t last = i == NUMBER ? MOST : pl_field_all_bits(k, &k->fields[i]);
        int64_t next = one_bit ? cells[i].low << 1 : cells[i].low + 1;
        bool over = next > last;
        cells[i].low = cells[i].high = over ? one_bit : next;
        if (!over) {
            return true;
        }
    }
    return false;
}

/* What every assignment says: where each rule can hold, where its condition can fail, which pairs meet. */
struct truth {
    bool holds[RULES], condition_fails[RULES], meet[RULES][RULES];
};

static void enumerate(const struct pl_knowledge *k, struct pl_world where, struct truth *out_truth)
{
    struct pl_cell cells[FIELDS] = {[CHOICE] = {.low = 1, .high = 1}, [YES_NO] = {.low = 1, .high = 1}};
    uint8_t terms[TERMS_MAX] = {0};
    uint8_t rules[RULES] = {0};
    struct pl_evaluation e = {k, cells, terms, rules, where.edition, where.platform};
    *out_truth = (struct truth){.holds = {false}};
    do {
        for (uint32_t i = 0; i < RULES; i++) {
            pl_evaluate_rule(&e, i);
            out_truth->holds[i] = out_truth->holds[i] || rules[i] == PL_TRUE;
            bool fails = (k->rules[i].editions >> where.edition & 1) != 0 && terms[k->rules[i].terms.first] == PL_FALSE;
            out_truth->condition_fails[i] = out_truth->condition_fails[i] || fails;
        }
        for (uint32_t i = 0; i < RULES * RULES; i++) {
            out_truth->meet[i / RULES][i % RULES] |= rules[i / RULES] == PL_TRUE && rules[i % RULES] == PL_TRUE;
        }
    } while (next_values(k, cells));
}

/* The witness makes both rules hold. */
static void check_witness(const struct pl_knowledge *k, struct pl_world where, const struct pl_box *box, uint32_t a,
                          uint32_t b)
{
    struct pl_cell cells[FIELDS] = {[CHOICE] = {.low = 1, .high = 1}, [YES_NO] = {.low = 1, .high = 1}};
    uint8_t terms[TERMS_MAX] = {0};
    uint8_t rules[RULES] = {0};
    struct pl_evaluation e = {k, cells, terms, rules, where.edition, where.platform};
    for (uint32_t i = 0; i < box->count; i++) {
        cells[box->sides[i].field].low = cells[box->sides[i].field].high = pl_side_witness(k, &box->sides[i]);
    }
    for (uint32_t i = 0; i < RULES; i++) {
        pl_evaluate_rule(&e, i);
    }
    assert_int_equal(rules[a], PL_TRUE);
    assert_int_equal(rules[b], PL_TRUE);
}

static void compare(const struct pl_knowledge *k, struct pl_world where, struct pl_arena *arena, uint32_t *met)
{
    struct truth truth;
    struct pl_boxes boxes[RULES];
    enumerate(k, where, &truth);
    for (uint32_t i = 0; i < RULES; i++) {
        boxes[i] = pl_boxes_of_rule(k, i, where, arena);
        assert_false(boxes[i].too_many);
        assert_int_equal(boxes[i].count > 0, truth.holds[i]);
        if ((k->rules[i].editions >> where.edition & 1) != 0) {
            assert_int_equal(pl_boxes_of_condition(k, i, where, false, arena).count > 0, truth.condition_fails[i]);
        }
    }
    for (uint32_t i = 0; i < RULES * RULES; i++) {
        struct pl_box witness;
        bool meet = pl_boxes_meet(k, &boxes[i / RULES], &boxes[i % RULES], arena, &witness);
        assert_int_equal(meet, truth.meet[i / RULES][i % RULES]);
        if (meet) {
            check_witness(k, where, &witness, i / RULES, i % RULES);
            met[0]++;
        } else {
            met[1]++;
        }
    }
}

static void boxes_agree_with_enumeration(void **state)
{
    (void)state;
    static struct world world;
    uint32_t met[2] = {0};
    for (int round = 0; round < ROUNDS; round++) {
        struct pl_arena arena = {0};
        draw_world(&world);
        struct pl_world where = {draw(2), draw(2) == 0 ? PL_NONE : draw(3), NULL};
        compare(&world.knowledge, where, &arena, met);
        pl_arena_done(&arena);
    }
    assert_true(met[0] > ROUNDS && met[1] > ROUNDS); /* both outcomes are really tried */
}

/* contains [a, b, c] of one set, many times over: 3 to the power of the number of conjuncts. */
static void too_many_boxes_are_said(void **state)
{
    (void)state;
    static struct world world;
    struct pl_arena arena = {0};
    draw_world(&world);
    world.knowledge.terms_count = 0;
    uint32_t root = add_terms(&world, 1);
    struct pl_range children = {add_terms(&world, 12), 12};
    uint32_t bits = add_number(&world, 7);
    world.terms[root] = (struct pl_term){.operation = PL_ALL, .children = children};
    for (uint32_t i = 0; i < children.count; i++) {
        world.terms[children.first + i] = (struct pl_term){.operation = PL_CONTAINS, .subject = SET, .number = bits};
    }
    world.rules[0] = (struct pl_rule){.editions = 1, .terms = {root, 1 + children.count}};
    assert_true(pl_boxes_of_rule(&world.knowledge, 0, (struct pl_world){0, PL_NONE, NULL}, &arena).too_many);
    pl_arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_agree_with_enumeration),
        cmocka_unit_test(too_many_boxes_are_said),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
