/* SPDX-License-Identifier: MIT
 * The table of elections, seen from the days at the edges of its windows: renewals, and ballots of others.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "model/calendar.h"

static const struct pl_knowledge *const k = &pl_builtin_knowledge;

static int64_t day(const char *text)
{
    int64_t days = 0;
    assert_true(pl_date_parse(pl_view_of(text), &days));
    return days;
}

static uint32_t kind_of(const char *id)
{
    const struct pl_field *kind = &k->fields[k->facts[PL_FACT_KIND]];
    uint32_t position = 0;
    while (strcmp(pl_field_value_id(k, kind, position), id) != 0) {
        position++;
    }
    return position;
}

/* The ids of the ballots of others that are near, "a b". */
static void name_others(const char *kind, const char *date, char *out, size_t size)
{
    struct pl_ballot ballot;
    out[0] = '\0';
    for (uint32_t i = 0; pl_ballot_of_others(k, kind_of(kind), day(date), i, &ballot); i = ballot.election + 1) {
        strncat(out, out[0] != '\0' ? " " : "", size - strlen(out) - 1);
        strncat(out, pl_text(k, k->elections[ballot.election].id), size - strlen(out) - 1);
    }
}

static void ballots_of_others_open_and_close(void **state)
{
    (void)state;
    static const struct {
        const char *kind, *date, *others;
    } rows[] = {
        {"commune", "2026-09-30", ""},
        {"commune", "2026-10-01", "presidential-2027"},
        {"region", "2027-05-02", "presidential-2027"},
        {"region", "2027-05-03", ""},
        {"commune", "2027-09-01", "departmental-regional-2028"},
        {"commune", "2027-08-31", ""},
        {"department", "2027-09-01", ""},
        {"commune", "2028-03-31", "departmental-regional-2028"},
        {"commune", "2028-04-01", ""},
        {"commune", "2028-09-30", ""},
        {"department", "2028-10-01", "legislative-2029"},
        {"department", "2031-08-31", ""},
        {"department", "2031-09-01", "municipal-2032"},
        {"commune", "2031-09-01", ""},
        {"public-body", "2026-11-29", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char found[128];
        name_others(rows[i].kind, rows[i].date, found, sizeof found);
        if (strcmp(found, rows[i].others) != 0) {
            fail_msg("%s on %s: \"%s\", not \"%s\"", rows[i].kind, rows[i].date, found, rows[i].others);
        }
    }
}

static void the_table_says_where_it_is_whole(void **state)
{
    (void)state;
    assert_false(pl_ballots_of_others_are_known(k, kind_of("commune"), day("2026-09-30")));
    assert_true(pl_ballots_of_others_are_known(k, kind_of("commune"), day("2026-10-01")));
    assert_true(pl_ballots_of_others_are_known(k, kind_of("region"), day("2028-11-30")));
    assert_false(pl_ballots_of_others_are_known(k, kind_of("region"), day("2028-12-01")));
    assert_false(pl_ballots_of_others_are_known(k, kind_of("public-body"), day("2027-01-01")));
}

/* A ballot of others moves nothing of the next renewal. */
static void renewals_stay_as_they_are(void **state)
{
    (void)state;
    struct pl_ballot ballot;
    assert_true(pl_ballot_next(k, kind_of("commune"), day("2026-11-29"), &ballot));
    assert_string_equal(pl_text(k, k->elections[ballot.election].id), "municipal-2032");
    assert_int_equal(ballot.window_from, day("2031-09-01"));
    assert_int_equal(ballot.last_day, day("2032-03-31"));
    assert_true(pl_ballot_next(k, kind_of("region"), day("2026-11-29"), &ballot));
    assert_string_equal(pl_text(k, k->elections[ballot.election].id), "departmental-regional-2028");
    assert_int_equal(ballot.window_from, day("2027-09-01"));
    assert_false(pl_ballot_next(k, kind_of("public-body"), day("2026-11-29"), &ballot));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ballots_of_others_open_and_close),
        cmocka_unit_test(the_table_says_where_it_is_whole),
        cmocka_unit_test(renewals_stay_as_they_are),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
