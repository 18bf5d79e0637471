/* SPDX-License-Identifier: MIT
 * The platforms that fit into the hours: the search against trying every subset.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/afford.h"

static uint64_t seed = 20261124;

static uint32_t draw(uint32_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % limit;
}

static uint64_t draw_needs(void)
{
    uint64_t needs = 0;
    for (uint32_t i = draw(4); i-- > 0;) {
        needs |= UINT64_C(1) << draw(12);
    }
    return needs;
}

static void no_subset_is_better(void **state)
{
    (void)state;
    enum { ROUNDS = 2000, MOST = 10 };
    for (int round = 0; round < ROUNDS; round++) {
        struct pl_offer offers[MOST];
        uint32_t count = draw(MOST + 1);
        uint64_t tiers[PL_TIERS] = {0};
        for (uint32_t i = 0; i < count; i++) {
            offers[i] = (struct pl_offer){draw(8), draw_needs(), draw(2) == 0};
        }
        for (uint32_t need = 0; need < 12; need++) {
            tiers[draw(PL_TIERS)] |= UINT64_C(1) << need;
        }
        int64_t available = draw(30);
        int64_t best = -1;
        for (uint64_t subset = 0; subset < UINT64_C(1) << count; subset++) {
            int64_t score = pl_afford_score(offers, count, subset, available, tiers);
            best = score > best ? score : best;
        }
        uint64_t chosen = pl_afford(offers, count, available, tiers);
        assert_true(best >= 0);
        assert_int_equal(pl_afford_score(offers, count, chosen, available, tiers), best);
    }
}

/* The order of what counts, one comparison each. */
static void strong_needs_come_first(void **state)
{
    (void)state;
    const uint64_t tiers[PL_TIERS] = {1, 2 | 4 | 8, 16};
    const struct pl_offer offers[] = {{4, 1, false}, {2, 2 | 4, true}, {2, 8, true}, {1, 16, true}};
    assert_int_equal(pl_afford(offers, 4, 4, tiers), 1);
    assert_int_equal(pl_afford(offers, 4, 3, tiers), 2 | 8);
    assert_int_equal(pl_afford(offers, 4, 0, tiers), 0);
    const struct pl_offer twins[] = {{2, 1, false}, {2, 1, true}, {1, 1, false}};
    assert_int_equal(pl_afford(twins, 2, 2, tiers), 2); /* the account that exists */
    const struct pl_offer dear[] = {{2, 1, false}, {1, 1, false}};
    assert_int_equal(pl_afford(dear, 2, 3, tiers), 2); /* the one that costs less */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_subset_is_better), cmocka_unit_test(strong_needs_come_first)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
