/* SPDX-License-Identifier: MIT
 * The editorial part of a plan where it is subtle: hours at the limit, holidays, ballots, accounts that open later, budgets at the limit, days of
 * silence; and the views, which cut what a block does not want.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/date.h"
#include "engine/planning.h"
#include "load/loader.h"
#include "model/editorial.h"
#include "model/schedule.h"
#include "report/views.h"

static const struct pl_knowledge *const k = &pl_builtin_knowledge;
static struct pl_arena arena;

static int64_t day_of(const char *date)
{
    int64_t day = 0;
    assert_true(pl_date_parse(pl_view_of(date), &day));
    return day;
}

static const struct pl_plan *plan_of(const char *text, const char *date)
{
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_source *source = pl_arena_alloc(&arena, sizeof *source);
    struct pl_profile *profile = pl_arena_alloc(&arena, sizeof *profile);
    *source = (struct pl_source){"town.yaml", pl_view_of(text), 0};
    assert_true(pl_profile_load(k, source, day_of(date), &arena, &diagnostics, profile));
    pl_diagnostics_done(&diagnostics);
    return pl_plan_make(profile, k->editions_count - 1, day_of(date), &arena);
}

static int end(void **state)
{
    (void)state;
    pl_arena_done(&arena);
    return 0;
}

#define TOWN                                                                                                          \
    "name: X\nkind: commune\npopulation: 15000\naudiences: [residents, families]\ngoals: [visibility, dialogue]\n"    \
    "internal: {letting_go: ready}\n"
#define FEEDS "presence:\n  accounts:\n    - {platform: facebook, owner: official, state: active, last_post: 2026-11-20}\n"

static const struct pl_piece *piece_of(const struct pl_plan *plan, const struct pl_post *post)
{
    return &k->pieces[plan->editorial->rubrics[post->rubric].piece];
}

/* With one hour less than they take, some rubric stays out; with as many, none does. */
static void hours(void **state)
{
    (void)state;
    const struct pl_editorial *free_of_hours = plan_of(TOWN FEEDS, "2026-11-25")->editorial;
    assert_int_equal(free_of_hours->rubrics_count, 7);
    assert_int_equal(free_of_hours->left_out, 0);
    int64_t minutes = pl_editorial_minutes(free_of_hours);
    for (int64_t given = 0; given <= minutes / 60 + 1; given++) {
        struct pl_buffer text = {0};
        pl_buffer_add_text(&text, TOWN FEEDS "means: {hours_per_week: ");
        pl_buffer_add_number(&text, given, "");
        pl_buffer_add_text(&text, "}\n");
        const struct pl_plan *plan = plan_of(pl_arena_copy(&arena, text.data, text.length), "2026-11-25");
        const struct pl_editorial *editorial = plan->editorial;
        assert_true(editorial->rubrics_count == 0 || pl_editorial_minutes(editorial) <= given * 60);
        assert_true(editorial->rubrics_count == 7 || editorial->left_out > 0 || plan->means.spent < plan->means.needed);
        pl_buffer_done(&text);
    }
}

/* What a Friday would have stands earlier in that week when Christmas is a Friday; and the day after in Moselle. */
static void holidays(void **state)
{
    (void)state;
    const struct pl_plan *plan = plan_of(TOWN "department: \"57\"\n" FEEDS, "2026-12-01");
    struct pl_place_of_work place = pl_place_of_work(k, plan->cells);
    uint32_t weeks[PL_EDITORIAL_WEEKS] = {0};
    assert_int_equal(plan->editorial->from, day_of("2026-12-07"));
    for (uint32_t i = 0; i < plan->editorial->posts_count; i++) {
        const struct pl_post *post = &plan->editorial->posts[i];
        assert_int_equal(pl_holiday_on(&place, post->day), PL_NONE);
        weeks[(post->day - plan->editorial->from) / 7] += piece_of(plan, post)->per == PL_PER_WEEK;
    }
    for (uint32_t week = 1; week < PL_EDITORIAL_WEEKS; week++) { /* none is lost */
        assert_int_equal(weeks[week], weeks[0]);
    }
}

/* The months before the council's own renewal keep plain information alone; the month after has the rest again. */
static void ballots(void **state)
{
    (void)state;
    static const struct {
        const char *date;
        bool silent;
    } cases[] = {{"2031-07-01", false}, {"2031-09-15", true}, {"2032-02-20", true}, {"2032-04-05", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_buffer text = {0};
        pl_buffer_add_text(&text, TOWN "presence:\n  accounts:\n    - {platform: facebook, owner: official, state: active, last_post: ");
        pl_buffer_add_text(&text, cases[i].date);
        pl_buffer_add_text(&text, "}\n");
        const struct pl_plan *plan = plan_of(pl_arena_copy(&arena, text.data, text.length), cases[i].date);
        uint32_t others = 0;
        for (uint32_t p = 0; p < plan->editorial->posts_count; p++) {
            others += piece_of(plan, &plan->editorial->posts[p])->service == 0;
        }
        assert_true(plan->editorial->posts_count > 0);
        assert_int_equal(others == 0, cases[i].silent);
        pl_buffer_done(&text);
    }
}

/* Where nothing is open yet, the weeks begin on the Monday after the first opening. */
static void openings(void **state)
{
    (void)state;
    const struct pl_plan *plan = plan_of(TOWN "presence: {accounts: []}\n", "2026-11-25");
    int64_t opened = INT64_MAX;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        if ((k->rules[plan->steps.items[i]].carries >> PL_ACT_OPEN & 1) != 0) {
            opened = plan->spans[i].last;
        }
    }
    assert_true(opened < INT64_MAX);
    assert_int_equal(plan->editorial->from, pl_monday_from(opened + 1));
    assert_true(plan->editorial->posts_count > 0);
    plan = plan_of("name: X\nkind: commune\n", "2026-11-25");
    assert_int_equal(plan->editorial->from, -1);
    assert_int_equal(plan->editorial->posts_count, 0);
}

static enum pl_truth budget_fits(const char *profile, int64_t budget)
{
    struct pl_buffer text = {0};
    pl_buffer_add_text(&text, profile);
    pl_buffer_add_text(&text, "means: {training: no, budget_per_year: ");
    pl_buffer_add_number(&text, budget, "");
    pl_buffer_add_text(&text, "}\n");
    const struct pl_editorial *editorial = plan_of(pl_arena_copy(&arena, text.data, text.length), "2026-11-25")->editorial;
    pl_buffer_done(&text);
    return editorial->fits;
}

static void budgets(void **state)
{
    (void)state;
    const struct pl_editorial *editorial = plan_of(TOWN FEEDS "means: {training: no}\n", "2026-11-25")->editorial;
    int64_t low = editorial->once.low + editorial->yearly.low;
    int64_t high = editorial->once.high + editorial->yearly.high;
    assert_true(low > 0 && low < high && editorial->once.unknown + editorial->yearly.unknown == 0);
    assert_int_equal(editorial->fits, PL_UNKNOWN);
    assert_int_equal(budget_fits(TOWN FEEDS, high), PL_TRUE);
    assert_int_equal(budget_fits(TOWN FEEDS, high - 1), PL_UNKNOWN);
    assert_int_equal(budget_fits(TOWN FEEDS, low), PL_UNKNOWN);
    assert_int_equal(budget_fits(TOWN FEEDS, low - 1), PL_FALSE);
    const char *quoted = "name: X\nkind: commune\npopulation: 30000\n" FEEDS; /* a tool without a price */
    assert_int_equal(budget_fits(quoted, 1000000), PL_UNKNOWN);
}

static void silence(void **state)
{
    (void)state;
    static const struct {
        const char *accounts;
        int64_t low, high;
    } cases[] = {
        {"    - {platform: facebook, owner: official, last_post: 2026-11-20}\n", 5, 5},
        {"    - {platform: facebook, owner: official, last_post: 2026-11-20}\n    - {platform: x, owner: official, last_post: 2026-11-24}\n", 1, 1},
        {"    - {platform: facebook, owner: official, last_post: 2026-11-20}\n    - {platform: x, owner: official}\n", 0, 5},
        {"    - {platform: facebook, owner: official, last_post: 2026-11-20}\n    - {platform: x, owner: staff, last_post: 2026-11-24}\n", 5, 5},
        {"    - {platform: facebook, owner: staff, last_post: 2026-11-20}\n", 0, 100000},
    };
    uint32_t field = pl_position(k, PL_TO_FIELD, "presence.days_silent");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_buffer text = {0};
        pl_buffer_add_text(&text, "name: X\nkind: commune\npresence:\n  accounts:\n");
        pl_buffer_add_text(&text, cases[i].accounts);
        const struct pl_plan *plan = plan_of(pl_arena_copy(&arena, text.data, text.length), "2026-11-25");
        assert_int_equal(plan->cells[field].low, cases[i].low);
        assert_int_equal(plan->cells[field].high, cases[i].high);
        pl_buffer_done(&text);
    }
}

static uint32_t lines_of(const struct pl_plan *plan, pl_view *view, uint32_t most, enum pl_language language)
{
    const struct pl_report_options options = {.language = language, .heading_level = 1, .version = "0"};
    const struct pl_block block = {.most = most};
    struct pl_buffer out = {0};
    struct pl_doc doc;
    uint32_t lines = 0;
    pl_doc_init(&doc, &pl_dialect_markdown, plan, &options, &out);
    view(&doc, &block);
    for (const char *p = pl_buffer_text(&out); (p = strchr(p, '\n')) != NULL; p++) {
        lines++;
    }
    pl_doc_done(&doc);
    pl_buffer_done(&out);
    return lines;
}

static void views(void **state)
{
    (void)state;
    static pl_view *const all[] = {pl_view_rubrics, pl_view_tone,    pl_view_week,     pl_view_posts,   pl_view_budget,
                                   pl_view_training, pl_view_crisis, pl_view_messages, pl_view_indicators, pl_view_options};
    const struct pl_plan *plan = plan_of(TOWN FEEDS "means: {hours_per_week: 20, training: no}\neditorial: {mode: institutional}\n", "2026-11-25");
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        uint32_t lines = lines_of(plan, all[i], 0, PL_FR);
        bool whole = all[i] == pl_view_week || all[i] == pl_view_options;
        assert_true(lines > 2);
        assert_int_equal(lines_of(plan, all[i], 0, PL_EN), lines);
        assert_true(whole ? lines_of(plan, all[i], 1, PL_FR) == lines : lines_of(plan, all[i], 1, PL_FR) < lines);
    }
    plan = plan_of("name: X\nkind: commune\n", "2026-11-25");
    assert_int_equal(lines_of(plan, pl_view_rubrics, 0, PL_FR) + lines_of(plan, pl_view_week, 0, PL_FR), 0);
    assert_int_equal(lines_of(plan, pl_view_budget, 0, PL_FR), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(hours, end),   cmocka_unit_test_teardown(holidays, end), cmocka_unit_test_teardown(ballots, end),
        cmocka_unit_test_teardown(openings, end), cmocka_unit_test_teardown(budgets, end),  cmocka_unit_test_teardown(silence, end),
        cmocka_unit_test_teardown(views, end),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
