/* SPDX-License-Identifier: MIT
 * Steps gathered into actions, over seeded random profiles: each dated step in one action, numbers in the order of the dates, a dozen at most,
 * findings and conduct ranked without loss; and that every step of the knowledge is on one matter.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "engine/planning.h"

#define DRAW_SEED 20261130
#include "draw.h"
#include "load/loader.h"

static const struct pl_knowledge *const k = &pl_builtin_knowledge;

static void every_step_has_one_matter(void **state)
{
    (void)state;
    for (uint32_t rule = 0; rule < k->rules_count; rule++) {
        uint32_t matters = 0;
        for (uint32_t m = 0; m < k->matters_count; m++) {
            for (uint32_t i = 0; i < k->matters[m].steps.count; i++) {
                matters += k->refs[k->matters[m].steps.first + i] == rule;
            }
        }
        assert_int_equal(matters, k->rules[rule].concludes == PL_STEP);
    }
    assert_true(k->matters_count <= PL_ACTIONS_SHOWN); /* so that every step stands in the road map of the strategy */
}

static const struct pl_plan *drawn_plan(struct pl_arena *arena)
{
    static const char *const kinds[] = {"commune", "intercommunality", "department", "public-body"};
    static const char *const houses[] = {"", "internal: {letting_go: refused, liaison: missing, strategy: none}\n",
                                         "internal: {letting_go: hesitant, network_access: blocked, usage_charter: none}\n"};
    static const char *const people[] = {"", "means: {community_manager: none, hours_per_week: 2}\n", "means: {moderation: occasional, backup: no}\n"};
    static const char *const accounts[] = {"", "presence: {accounts: [{platform: facebook, owner: official, admins: 1, two_factor: no, followers: 10},"
                                               " {platform: facebook, owner: unofficial, followers: 90}, {platform: instagram, owner: staff}]}\n"};
    static const char *const exceptions[] = {"", "exceptions: [{advice: lighten-circuit}, {advice: letting-go-hesitant}, {advice: second-factor}]\n"};
    struct pl_buffer text = {0};
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_profile *profile = pl_arena_alloc(arena, sizeof *profile);
    struct pl_source *source = pl_arena_alloc(arena, sizeof *source);
    pl_buffer_add_text(&text, "name: X\ngoals: [visibility, dialogue]\nkind: ");
    pl_buffer_add_text(&text, kinds[draw(4)]);
    pl_buffer_add_text(&text, "\n");
    pl_buffer_add_text(&text, houses[draw(3)]);
    pl_buffer_add_text(&text, people[draw(3)]);
    pl_buffer_add_text(&text, accounts[draw(2)]);
    pl_buffer_add_text(&text, exceptions[draw(2)]);
    *source = (struct pl_source){"town.yaml", pl_view_of(pl_arena_copy(arena, text.data, text.length)), 0};
    assert_true(pl_profile_load(k, source, 20000, arena, &diagnostics, profile));
    const struct pl_plan *plan = pl_plan_make(profile, k->editions_count - 1, 20000 + draw(2000), arena);
    pl_diagnostics_done(&diagnostics);
    pl_buffer_done(&text);
    return plan;
}

static void check_actions(const struct pl_plan *plan)
{
    uint32_t dated = 0, gathered = 0, number = 0;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        dated += !plan->spans[i].put_off;
        assert_int_equal(pl_plan_action_of(plan, plan->steps.items[i]) == PL_NONE, plan->spans[i].put_off);
    }
    for (uint32_t i = 0; i < plan->actions_count; i++) {
        const struct pl_action *action = &plan->actions[i];
        uint32_t effort = 0;
        gathered += action->ranks.count;
        for (uint32_t r = 0; r < action->ranks.count; r++) {
            const struct pl_span *span = &plan->spans[action->ranks.items[r]];
            assert_true(span->first >= action->first && span->last <= action->last);
            effort += k->rules[plan->steps.items[action->ranks.items[r]]].effort;
        }
        assert_int_equal(effort, action->effort);
        assert_true(i == 0 || plan->actions[i - 1].last <= action->last);
        assert_true(action->number == 0 || action->number == ++number);
        assert_true(action->owners.count > 0 && pl_list_has(&plan->weighty, i));
    }
    assert_int_equal(dated, gathered);
    assert_int_equal(plan->weighty.count, plan->actions_count);
    assert_int_equal(plan->soonest.count, number);
    assert_true(number <= PL_ACTIONS_SHOWN);
    for (uint32_t i = 1; i < plan->weighty.count; i++) {
        assert_true(plan->actions[plan->weighty.items[i - 1]].blocks >= plan->actions[plan->weighty.items[i]].blocks);
    }
}

static void check_rankings(const struct pl_plan *plan)
{
    uint32_t hinder = 0;
    for (uint32_t i = 0; i < plan->findings.count; i++) {
        const struct pl_rule *rule = &k->rules[plan->findings.items[i]];
        bool told = rule->concludes != PL_STRENGTH && pl_plan_exception(plan, pl_text(k, rule->id)) == NULL;
        hinder += told;
        assert_int_equal(pl_list_has(&plan->weighed, plan->findings.items[i]), told);
    }
    assert_int_equal(plan->weighed.count, hinder);
    for (uint32_t i = 1; i < plan->weighed.count; i++) { /* blockers come before obstacles */
        assert_true(k->rules[plan->weighed.items[i - 1]].concludes <= k->rules[plan->weighed.items[i]].concludes);
    }
    assert_int_equal(plan->chosen.count, plan->conduct.count);
    for (uint32_t i = 0; i < plan->conduct.count; i++) {
        assert_true(pl_list_has(&plan->chosen, plan->conduct.items[i]));
        assert_true(i == 0 || k->rules[plan->chosen.items[i - 1]].terms.count > 0 || k->rules[plan->chosen.items[i]].terms.count == 0);
    }
}

static void drawn_plans(void **state)
{
    enum { ROUNDS = 400 / DRAW_PART };
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct pl_arena arena = {0};
        const struct pl_plan *plan = drawn_plan(&arena);
        check_actions(plan);
        check_rankings(plan);
        pl_arena_done(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_step_has_one_matter), cmocka_unit_test(drawn_plans)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
