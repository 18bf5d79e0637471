/* SPDX-License-Identifier: MIT
 * Easter, public holidays, and the dates of steps over seeded random profiles: open days, what comes first, one step at a time, what is urgent
 * first, nothing launched before the authority's own ballot; nobody who does not exist. tests/suites/roadmap.py holds the search against every order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/date.h"
#include "engine/planning.h"
#include "load/loader.h"
#include "model/schedule.h"

#define DRAW_SEED 20261129
#include "draw.h"

static const struct pl_knowledge *k = &pl_builtin_knowledge;

/* The same knowledge, in which what opens and what promotes is certainly said to launch. */
static int launch(void **state)
{
    static struct pl_knowledge copy;
    struct pl_rule *rules = calloc(pl_builtin_knowledge.rules_count, sizeof *rules);
    (void)state;
    if (rules == NULL) {
        return 1;
    }
    memcpy(rules, pl_builtin_knowledge.rules, pl_builtin_knowledge.rules_count * sizeof *rules);
    copy = pl_builtin_knowledge;
    copy.rules = rules;
    rules[pl_position(k, PL_TO_RULE, "open-accounts")].launches =
        rules[pl_position(k, PL_TO_RULE, "promote-accounts")].launches = 1;
    rules[pl_position(k, PL_TO_RULE, "open-accounts")].carries |= 1u << PL_ACT_OPEN;
    k = &copy;
    return 0;
}

static int land(void **state)
{
    (void)state;
    free((void *)(uintptr_t)k->rules);
    return 0;
}

static int64_t day_of(const char *date)
{
    int64_t day = 0;
    assert_true(pl_date_parse(pl_view_of(date), &day));
    return day;
}

static struct pl_plan *plan_of(const char *text, int64_t today, struct pl_arena *arena)
{
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_source *source = pl_arena_alloc(arena, sizeof *source);
    struct pl_profile *profile = pl_arena_alloc(arena, sizeof *profile);
    *source = (struct pl_source){"town.yaml", pl_view_of(text), 0};
    assert_true(pl_profile_load(k, source, today, arena, &diagnostics, profile));
    pl_diagnostics_done(&diagnostics);
    return pl_plan_make(profile, k->editions_count - 1, today, arena);
}

/* Dates from printed calendars, and the extremes that the rules of Easter allow. */
static void easter(void **state)
{
    static const char *const sundays[] = {"1943-04-25", "2000-04-23", "2008-03-23", "2024-03-31", "2025-04-20",
                                          "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25", "2285-03-22"};
    (void)state;
    for (size_t i = 0; i < sizeof sundays / sizeof *sundays; i++) {
        int64_t day = day_of(sundays[i]);
        assert_int_equal(pl_easter(pl_date_of_days(day).year), day);
    }
}

static const char *holiday(const char *profile, const char *date)
{
    struct pl_arena arena = {0};
    const struct pl_plan *plan = plan_of(profile, day_of("2026-11-29"), &arena);
    struct pl_place_of_work place = pl_place_of_work(k, plan->cells);
    uint32_t found = pl_holiday_on(&place, day_of(date));
    pl_arena_done(&arena);
    return found == PL_NONE ? "" : pl_text(k, k->holidays[found].id);
}

#define TOWN "name: X\nkind: commune\n"

static void holidays(void **state)
{
    static const struct {
        const char *profile, *date, *holiday;
    } cases[] = {
        {TOWN, "2026-12-25", "christmas"},
        {TOWN, "2026-12-26", ""},
        {TOWN, "2027-03-29", "easter-monday"},
        {TOWN, "2027-05-06", "ascension"},
        {TOWN, "2027-05-17", "whit-monday"},
        {TOWN, "2027-03-26", ""},
        {TOWN, "2027-07-14", "bastille-day"},
        {TOWN "department: \"67\"\n", "2027-03-26", "good-friday"},
        {TOWN "department: \"067\"\n", "2027-12-26", "saint-stephen"},
        {TOWN "code: \"57463\"\n", "2026-12-26", "saint-stephen"},
        {"name: X\nkind: intercommunality\ncode: \"57463\"\n", "2026-12-26", ""},
        {TOWN "code: \"97411\"\n", "2026-12-20", "abolition-reunion"},
        {TOWN "department: \"971\"\n", "2027-05-27", "abolition-guadeloupe"},
        {TOWN "department: \"971\"\n", "2027-05-22", ""},
        {TOWN "department: \"972\"\n", "2027-05-22", "abolition-martinique"},
        {TOWN "department: \"973\"\n", "2027-06-10", "abolition-guyane"},
        {TOWN "department: \"976\"\n", "2027-04-27", "abolition-mayotte"},
        {TOWN "country: us\n", "2026-12-25", ""},
        {TOWN "country: FR\n", "2026-12-25", "christmas"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(holiday(cases[i].profile, cases[i].date), cases[i].holiday);
    }
}

static bool is_open(const struct pl_plan *plan, int64_t day)
{
    struct pl_place_of_work place = pl_place_of_work(k, plan->cells);
    return ((day + 3) % 7 + 7) % 7 < 5 && pl_holiday_on(&place, day) == PL_NONE;
}

/* Whether a span touches the months before a ballot that renews the council of this kind. */
static bool meets_ballot(const struct pl_plan *plan, const struct pl_span *span)
{
    struct pl_ballot ballot;
    int64_t day = plan->today;
    while (pl_ballot_next(k, pl_cell_choice(pl_plan_cell(plan, PL_FACT_KIND)), day, &ballot)) {
        if (span->first <= ballot.last_day && span->last >= ballot.window_from) {
            return true;
        }
        day = ballot.last_day + 1;
    }
    return false;
}

static bool is_urgent(const struct pl_plan *plan, uint32_t rank)
{
    const struct pl_rule *step = &k->rules[plan->steps.items[rank]];
    return step->urgent != 0 && pl_plan_prerequisites(plan, plan->steps.items[rank]).count == 0;
}

static void check_pair(const struct pl_plan *plan, uint32_t a, uint32_t b)
{
    const struct pl_span *first = &plan->spans[a];
    const struct pl_span *second = &plan->spans[b];
    if (first->put_off || second->put_off || a == b) {
        return;
    }
    struct pl_list before = pl_plan_prerequisites(plan, plan->steps.items[b]);
    assert_true(!pl_list_has(&before, plan->steps.items[a]) || first->last < second->first);
    if (plan->crews[a].owner == plan->crews[b].owner) {
        assert_true(first->worked <= second->first || second->worked <= first->first); /* one may end on the day on which the other begins */
        assert_true(!is_urgent(plan, a) || is_urgent(plan, b) || first->first <= second->first);
    }
}

static void check_plan(const struct pl_plan *plan)
{
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const struct pl_rule *step = &k->rules[plan->steps.items[i]];
        const struct pl_span *span = &plan->spans[i];
        int64_t worked = 0;
        if (span->put_off) {
            assert_true(pl_plan_exception(plan, pl_text(k, step->id)) != NULL || span->last > plan->roadmap->until);
            continue;
        }
        assert_true(span->first >= plan->today && is_open(plan, span->first) && is_open(plan, span->last));
        assert_true(span->last - span->first >= step->lasts && span->last >= span->worked);
        for (int64_t day = span->first; day <= span->worked; day++) {
            worked += is_open(plan, day);
        }
        assert_true(worked >= step->effort && span->last <= plan->roadmap->until);
        bool held_back = step->launches && pl_place_of_work(k, plan->cells).in_france;
        assert_true(!held_back || !meets_ballot(plan, span));
        assert_true((step->carries >> PL_ACT_OPEN & 1) == 0 || step->launches == 0 || plan->review_by > span->first);
        for (uint32_t other = 0; other < plan->steps.count; other++) {
            check_pair(plan, i, other);
        }
    }
    assert_true(plan->review_by >= plan->today);
}

static bool is_in_village(const struct pl_plan *plan, uint32_t role)
{
    static const char *const always[] = {"executive", "elected-official", "clerk"};
    const char *id = pl_text(k, k->roles[role].id);
    const char *named = strcmp(id, "department-heads") == 0 ? "department-head" : id;
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        if (strcmp(id, always[i]) == 0) {
            return true;
        }
    }
    const struct pl_field *by = &k->fields[k->facts[PL_FACT_STEP_BY]];
    for (uint32_t i = 0; i < plan->profile->steps_count; i++) {
        uint32_t position = pl_cell_choice(plan->profile->steps[i].by);
        if (position != PL_NONE && strcmp(pl_field_value_id(k, by, position), named) == 0) {
            return true;
        }
    }
    return false;
}

static bool is(uint32_t role, const char *id)
{
    return strcmp(pl_text(k, k->roles[role].id), id) == 0;
}

static void check_crew(const struct pl_plan *plan, const struct pl_crew *crew, bool village)
{
    const struct pl_list *lists[] = {&crew->accountable, &crew->consulted, &crew->informed};
    assert_true(crew->owner != PL_NONE && crew->accountable.count > 0);
    assert_true(!village || is_in_village(plan, crew->owner));
    bool vacant = strstr(plan->profile->source->text.text, "communication_director: absent") != NULL;
    bool unmanned = strstr(plan->profile->source->text.text, "community_manager: none") != NULL;
    assert_false(vacant && (is(crew->owner, "communication-director") || is(crew->owner, "communication")));
    assert_false(unmanned && is(crew->owner, "community-manager"));
    assert_false(pl_list_has(&crew->consulted, crew->owner) || pl_list_has(&crew->informed, crew->owner));
    for (size_t l = 0; l < 3; l++) {
        for (uint32_t i = 0; i < lists[l]->count; i++) {
            uint32_t role = lists[l]->items[i];
            struct pl_list rest = {.items = lists[l]->items + i + 1, .count = lists[l]->count - i - 1};
            assert_false(pl_list_has(&rest, role));
            assert_true(!village || is_in_village(plan, role));
            assert_false(l == 1 && pl_list_has(&crew->accountable, role));
            assert_false(l == 2 && (pl_list_has(&crew->accountable, role) || pl_list_has(&crew->consulted, role)));
        }
    }
}

/* A profile that calls for many steps. */
static void draw_profile(struct pl_buffer *out)
{
    static const char *const kinds[] = {"commune", "commune", "intercommunality", "department", "region", "public-body"};
    static const char *const populations[] = {"", "population: 912\n", "population: 1999\n", "population: 2000\n", "population: 15200\n"};
    static const char *const places[] = {"", "department: \"67\"\n", "department: \"974\"\n", "country: us\n"};
    static const char *const directors[] = {"", "  communication_director: absent\n", "  communication_director: novice\n"};
    static const char *const houses[] = {"", "  letting_go: hesitant\n  liaison: missing\n  publishers: communication-only\n  strategy: none\n",
                                         "  letting_go: ready\n  strategy: draft\n  network_access: blocked\n"};
    static const char *const roles[] = {"author", "department-head", "legal", "mayors-office", "director-general", "clerk", "communication"};
    static const char *const managers[] = {"", "  community_manager: none\n", "  community_manager: shared\n"};
    static const char *const exceptions[] = {"", "exceptions: [{advice: second-administrator, reason: x}, {advice: write-strategy}]\n"};
    pl_buffer_add_text(out, "name: X\nkind: ");
    pl_buffer_add_text(out, kinds[draw(6)]);
    pl_buffer_add_text(out, "\ngoals: [visibility, dialogue]\n");
    pl_buffer_add_text(out, populations[draw(5)]);
    pl_buffer_add_text(out, places[draw(4)]);
    pl_buffer_add_text(out, "internal:\n  fears: [security]\n");
    pl_buffer_add_text(out, directors[draw(3)]);
    pl_buffer_add_text(out, houses[draw(3)]);
    pl_buffer_add_text(out, "means:\n  hours_per_week: 9\n");
    pl_buffer_add_text(out, managers[draw(3)]);
    pl_buffer_add_text(out, "presence:\n  accounts: [{platform: facebook, owner: official, admins: 1, two_factor: no}]\n");
    if (draw(2) == 0) {
        pl_buffer_add_text(out, "validation_chain: [{by: author, delay: 1h}, {delay: 2d, by: ");
        pl_buffer_add_text(out, roles[draw(7)]);
        pl_buffer_add_text(out, "}]\n");
    }
    pl_buffer_add_text(out, exceptions[draw(2)]);
}

static void drawn_plans(void **state)
{
    enum { ROUNDS = 600 };
    (void)state;
    uint32_t villages = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct pl_arena arena = {0};
        struct pl_buffer text = {0};
        draw_profile(&text);
        const struct pl_plan *plan = plan_of(pl_buffer_text(&text), day_of("2026-01-01") + draw(2600), &arena);
        const struct pl_cell *population = pl_plan_cell(plan, PL_FACT_POPULATION);
        bool village = population->low == population->high && population->low < 2000;
        villages += village;
        check_plan(plan);
        for (uint32_t i = 0; i < plan->steps.count; i++) {
            check_crew(plan, &plan->crews[i], village);
        }
        pl_arena_done(&arena);
        pl_buffer_done(&text);
    }
    assert_true(villages > ROUNDS / 5);
}

/* Inside the period, and a few weeks before it, when a month of opening would run into it: after the ballot, and the review after that. */
static void after_the_ballot(void **state)
{
    static const char *const days[] = {"2027-08-09", "2027-10-04", "2028-03-30"};
    (void)state;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct pl_arena arena = {0};
        const struct pl_plan *plan = plan_of("name: X\nkind: department\ngoals: [visibility, employment]\ninternal:\n  letting_go: ready\n"
                                             "  strategy: adopted\nmeans: {community_manager: dedicated, moderation: daily, hours_per_week: 35}\n",
                                             day_of(days[i]), &arena);
        uint32_t rank = pl_plan_step_number(plan, pl_position(k, PL_TO_RULE, "open-accounts"));
        assert_int_not_equal(rank, 0);
        assert_true(plan->spans[rank - 1].put_off || plan->spans[rank - 1].first >= day_of("2028-04-01"));
        assert_true(plan->spans[rank - 1].put_off || plan->review_by > plan->spans[rank - 1].first);
        pl_arena_done(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(easter), cmocka_unit_test(holidays), cmocka_unit_test(drawn_plans),
                                       cmocka_unit_test(after_the_ballot)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, launch, land);
}
