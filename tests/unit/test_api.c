/* SPDX-License-Identifier: MIT
 * The library as a program that embeds it sees it: include/planner.h and nothing else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "planner.h"

enum { TODAY = 20780, TOO_LONG = 1048577 };

static const char town[] = "name: Saint-Exemple\nkind: commune\npopulation: 15000\ngoals: [employment]\n";

static planner_profile *load(const char *text, enum planner_language language)
{
    return planner_profile_load("town.yaml", text, strlen(text), TODAY, language);
}

static void a_valid_profile_is_planned(void **state)
{
    (void)state;
    planner_profile *profile = load(town, PLANNER_EN);
    assert_int_equal(planner_profile_is_valid(profile), 1);
    assert_string_equal(planner_profile_messages(profile), "");
    planner_plan *plan = planner_plan_make(profile, 2026);
    assert_non_null(plan);
    assert_string_equal(planner_plan_explain(plan, "linkedin"), "open");
    assert_string_equal(planner_plan_explain(plan, "letting-go-refused"), "unknown");
    assert_null(planner_plan_explain(plan, "twitter-rhythm")); /* a rule of 2011 */
    assert_null(planner_plan_explain(plan, "nothing-of-the-kind"));
    planner_plan_free(plan);
    planner_profile_free(profile);
}

/* A day outside the range that the header states is refused, never reckoned with. */
static void days_out_of_range_are_refused(void **state)
{
    (void)state;
    static const int64_t refused[] = {-800000,          -719900,   PLANNER_DAY_MIN - 1, PLANNER_DAY_MAX + 1, INT64_C(1) << 40,
                                      -(INT64_C(1) << 40), INT64_MIN, INT64_MAX};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        planner_profile *profile = planner_profile_load("town.yaml", town, strlen(town), refused[i], PLANNER_EN);
        assert_int_equal(planner_profile_is_valid(profile), 0);
        assert_non_null(strstr(planner_profile_messages(profile), "[C045]"));
        assert_null(planner_plan_make(profile, 0));
        planner_profile_free(profile);
    }
    static const int64_t accepted[] = {PLANNER_DAY_MIN, 0, PLANNER_DAY_MAX};
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        planner_profile *profile = planner_profile_load("town.yaml", town, strlen(town), accepted[i], PLANNER_EN);
        assert_int_equal(planner_profile_is_valid(profile), 1);
        planner_plan *plan = planner_plan_make(profile, 0);
        char *report = planner_plan_write(plan, "ics", PLANNER_EN);
        assert_non_null(report);
        free(report);
        planner_plan_free(plan);
        planner_profile_free(profile);
    }
}

static void every_format_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *format, *start;
    } rows[] = {{"md", "# "},          {"html", "<!DOCTYPE html>"}, {"json", "{"},
                {"csv", "N\xc2\xb0,"}, {"csv-fr", "\xef\xbb\xbf"},  {"ics", "BEGIN:VCALENDAR\r\n"}};
    planner_profile *profile = load(town, PLANNER_FR);
    planner_plan *plan = planner_plan_make(profile, 0);
    assert_non_null(plan);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *french = planner_plan_write(plan, rows[i].format, PLANNER_FR);
        char *english = planner_plan_write(plan, rows[i].format, PLANNER_EN);
        assert_non_null(french);
        assert_non_null(english);
        assert_memory_equal(french, rows[i].start, strlen(rows[i].start));
        assert_string_not_equal(french, english);
        free(french);
        free(english);
    }
    assert_null(planner_plan_write(plan, "pdf", PLANNER_FR));
    planner_plan_free(plan);
    planner_profile_free(profile);
}

static void each_edition_has_its_plan(void **state)
{
    (void)state;
    planner_profile *profile = load(town, PLANNER_EN);
    planner_plan *old = planner_plan_make(profile, 2011);
    planner_plan *latest = planner_plan_make(profile, 0);
    assert_non_null(old);
    assert_non_null(latest);
    assert_string_equal(planner_plan_explain(old, "viadeo"), "open");
    assert_null(planner_plan_explain(latest, "viadeo"));
    assert_null(planner_plan_make(profile, 1999));
    assert_null(planner_plan_make(profile, -1));
    planner_plan_free(old);
    planner_plan_free(latest);
    planner_profile_free(profile);
}

static void a_profile_with_errors_is_refused(void **state)
{
    (void)state;
    planner_profile *profile = load("name: X\nkind: village\n", PLANNER_FR);
    assert_int_equal(planner_profile_is_valid(profile), 0);
    assert_non_null(strstr(planner_profile_messages(profile), "town.yaml:2:7: erreur"));
    assert_non_null(strstr(planner_profile_messages(profile), "[P013]"));
    assert_null(planner_plan_make(profile, 0));
    planner_profile_free(profile);
}

static void a_profile_that_is_too_long_is_refused(void **state)
{
    (void)state;
    char *text = malloc(TOO_LONG);
    assert_non_null(text);
    memset(text, '#', TOO_LONG);
    planner_profile *profile = planner_profile_load("town.yaml", text, TOO_LONG, TODAY, PLANNER_EN);
    assert_int_equal(planner_profile_is_valid(profile), 0);
    assert_non_null(strstr(planner_profile_messages(profile), "[P001]"));
    planner_profile_free(profile);
    free(text);
}

static void null_can_be_freed(void **state)
{
    (void)state;
    planner_profile_free(NULL);
    planner_plan_free(NULL);
    planner_profile *profile = load("", PLANNER_EN);
    assert_int_equal(planner_profile_is_valid(profile), 0);
    planner_profile_free(profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_valid_profile_is_planned),
                                       cmocka_unit_test(days_out_of_range_are_refused), cmocka_unit_test(every_format_is_written),
                                       cmocka_unit_test(each_edition_has_its_plan),
                                       cmocka_unit_test(a_profile_with_errors_is_refused),
                                       cmocka_unit_test(a_profile_that_is_too_long_is_refused),
                                       cmocka_unit_test(null_can_be_freed)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
