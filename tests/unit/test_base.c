/* SPDX-License-Identifier: MIT
 * The base modules: numbers, dates, texts, buffers, durations, typography.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "model/duration.h"
#include "load/typography.h"

static void numbers_as_people_write_them(void **state)
{
    static const struct {
        const char *text;
        enum pl_number_fault fault;
        int64_t number;
    } cases[] = {
        {"0", PL_NUMBER_OK, 0},
        {"15200", PL_NUMBER_OK, 15200},
        {"15 200", PL_NUMBER_OK, 15200},
        {"15\xc2\xa0" "200", PL_NUMBER_OK, 15200},
        {"15\xe2\x80\xaf" "200", PL_NUMBER_OK, 15200},
        {"1_000_000", PL_NUMBER_OK, 1000000},
        {"-5", PL_NUMBER_OK, -5},
        {"9223372036854775807", PL_NUMBER_OK, INT64_MAX},
        {"9223372036854775808", PL_NUMBER_TOO_LARGE, 0},
        {"18446744073709551616", PL_NUMBER_TOO_LARGE, 0},
        {"12.500", PL_NUMBER_DECIMAL, 0},
        {"12,5", PL_NUMBER_DECIMAL, 0},
        {"012", PL_NUMBER_LEADING_ZERO, 0},
        {"1 2", PL_NUMBER_NOT_DIGITS, 0},
        {"15 20", PL_NUMBER_NOT_DIGITS, 0},
        {"1000 000", PL_NUMBER_NOT_DIGITS, 0},
        {"", PL_NUMBER_NOT_DIGITS, 0},
        {"-", PL_NUMBER_NOT_DIGITS, 0},
        {"0x10", PL_NUMBER_NOT_DIGITS, 0},
        {"1e3", PL_NUMBER_NOT_DIGITS, 0},
        {"12 ", PL_NUMBER_NOT_DIGITS, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t number = 0;
        assert_int_equal(pl_number_parse(pl_view_of(cases[i].text), &number), cases[i].fault);
        assert_int_equal(number, cases[i].number);
    }
}

static void every_day_comes_back(void **state)
{
    (void)state;
    int64_t first = pl_date_to_days((struct pl_date){1900, 1, 1});
    int64_t last = pl_date_to_days((struct pl_date){2400, 12, 31});
    assert_int_equal(pl_date_to_days((struct pl_date){1970, 1, 1}), 0);
    assert_int_equal(pl_date_to_days((struct pl_date){2026, 11, 23}), 20780);
    struct pl_date before = pl_date_of_days(first - 1);
    for (int64_t day = first; day <= last; day++) {
        struct pl_date date = pl_date_of_days(day);
        assert_int_equal(pl_date_to_days(date), day);
        assert_true(date.day == before.day + 1 || date.day == 1);
        before = date;
    }
}

static void dates_that_exist(void **state)
{
    int64_t days = 0;
    (void)state;
    assert_true(pl_date_parse(pl_view_of("2024-02-29"), &days));
    assert_false(pl_date_parse(pl_view_of("2025-02-29"), &days));
    assert_false(pl_date_parse(pl_view_of("2026-02-30"), &days));
    assert_false(pl_date_parse(pl_view_of("2026-13-01"), &days));
    assert_false(pl_date_parse(pl_view_of("2026-00-01"), &days));
    assert_false(pl_date_parse(pl_view_of("0000-01-01"), &days));
    assert_false(pl_date_parse(pl_view_of("2026-1-01"), &days));
    assert_false(pl_date_parse(pl_view_of("2026-01-01T00"), &days));
    static const struct {
        const char *text;
        enum pl_date_fault fault;
    } written[] = {{"23/11/2026", PL_DATE_OK},        {"23 novembre 2026", PL_DATE_OK},         {"November 23, 2026", PL_DATE_OK},
                   {"23 nov. 2026", PL_DATE_OK},      {"23rd november 2026", PL_DATE_OK},       {"2026-11-23", PL_DATE_OK},
                   {"30/02/2026", PL_DATE_NO_SUCH_DAY}, {"1582-10-10", PL_DATE_NO_SUCH_DAY},    {"1582-10-15", PL_DATE_TOO_FAR},
                   {"1899-12-31", PL_DATE_TOO_FAR},   {"2er mars 2026", PL_DATE_NOT_DIGITS},    {"23/11/26", PL_DATE_NOT_DIGITS},
                   {"novembre 2026", PL_DATE_NOT_DIGITS}, {"23 brumaire 2026", PL_DATE_NOT_DIGITS}, {"", PL_DATE_NOT_DIGITS}};
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        days = 0;
        assert_int_equal(pl_date_read_written(pl_view_of(written[i].text), &days), written[i].fault);
        assert_int_equal(days, written[i].fault == PL_DATE_OK ? 20780 : 0);
    }
    assert_int_equal(PL_TODAY_MIN, pl_date_to_days((struct pl_date){1900, 1, 1}));
    assert_int_equal(PL_TODAY_MAX, pl_date_to_days((struct pl_date){9899, 12, 31}));
}

static int64_t months(const char *from, const char *to)
{
    int64_t a = 0;
    int64_t b = 0;
    assert_true(pl_date_parse(pl_view_of(from), &a));
    assert_true(pl_date_parse(pl_view_of(to), &b));
    return pl_date_months_between(a, b);
}

static void whole_months(void **state)
{
    (void)state;
    assert_int_equal(months("2026-05-23", "2026-11-23"), 6);
    assert_int_equal(months("2026-05-24", "2026-11-23"), 5);
    assert_int_equal(months("2025-12-31", "2026-01-30"), 0);
    assert_int_equal(months("2026-11-23", "2026-05-23"), 0);
}

static void parts_are_taken_one_after_another(void **state)
{
    static const char *const lines[] = {"one", "", "two", "three"};
    static const char *const items[] = {"a", "b c", ""};
    (void)state;
    struct pl_view rest = pl_view_of("one\r\n\ntwo\rthree");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_true(pl_view_is(pl_view_take(&rest, "\r\n"), lines[i]));
    }
    assert_int_equal(rest.length, 0);
    rest = pl_view_of("a,b c;;");
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        assert_true(pl_view_is(pl_view_take(&rest, ",;"), items[i]));
    }
    assert_int_equal(rest.length, 0);
    rest = (struct pl_view){"x\0y\nz", 5};
    assert_int_equal(pl_view_take(&rest, "\n").length, 3);
    assert_true(pl_view_is(pl_view_take(&rest, ""), "z"));
}

static void spellings_fold_together(void **state)
{
    static const char *const same[][2] = {
        {"Visibilité", "visibilite"}, {"hours-per-week", "hours_per_week"}, {"RÉGION", "region"},
        {"Département", "departement"}, {"De\xcc\x81partement", "departement"}, {"public body", "public_body"},
    };
    char left[PL_FOLD_MAX];
    char right[PL_FOLD_MAX];
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_true(pl_fold(pl_view_of(same[i][0]), left) > 0);
        assert_true(pl_fold(pl_view_of(same[i][1]), right) > 0);
        assert_string_equal(left, right);
    }
    assert_int_equal(pl_fold(pl_view_of(""), left), 0);
    char longer[400];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(pl_fold(pl_view_of(longer), left), 0);
}

static void distances(void **state)
{
    (void)state;
    assert_int_equal(pl_edit_distance("", ""), 0);
    assert_int_equal(pl_edit_distance("goals", "goals"), 0);
    assert_int_equal(pl_edit_distance("objectif", "objectifs"), 1);
    assert_int_equal(pl_edit_distance("gaols", "goals"), 1);
    assert_int_equal(pl_edit_distance("kitten", "sitting"), 3);
    assert_int_equal(pl_edit_distance("abc", ""), 3);
}

static void only_what_is_near_is_suggested(void **state)
{
    (void)state;
    struct pl_nearest nearest = pl_nearest_to(pl_view_of("Objéctif"));
    pl_nearest_offer(&nearest, "publics", "publics");
    pl_nearest_offer(&nearest, "objectifs", "objectifs");
    assert_string_equal(nearest.best, "objectifs");
    struct pl_nearest far = pl_nearest_to(pl_view_of("zzzzzz"));
    pl_nearest_offer(&far, "objectifs", "objectifs");
    assert_null(far.best);
}

static void buffers_stop_at_their_maximum(void **state)
{
    (void)state;
    struct pl_buffer buffer = {0};
    assert_string_equal(pl_buffer_text(&buffer), "");
    char chunk[65536];
    memset(chunk, 'x', sizeof chunk);
    for (size_t i = 0; i < PL_BUFFER_MAX / sizeof chunk; i++) {
        pl_buffer_add(&buffer, chunk, sizeof chunk);
    }
    assert_false(buffer.failed);
    assert_int_equal(buffer.length, PL_BUFFER_MAX);
    pl_buffer_add_char(&buffer, 'y');
    assert_true(buffer.failed);
    assert_int_equal(buffer.length, PL_BUFFER_MAX);
    pl_buffer_done(&buffer);
}

static void numbers_are_grouped(void **state)
{
    (void)state;
    struct pl_buffer buffer = {0};
    pl_buffer_add_number(&buffer, 0, ",");
    pl_buffer_add_char(&buffer, ' ');
    pl_buffer_add_number(&buffer, 1234567, ",");
    pl_buffer_add_char(&buffer, ' ');
    pl_buffer_add_number(&buffer, -999, ",");
    pl_buffer_add_char(&buffer, ' ');
    pl_buffer_add_number(&buffer, INT64_MIN, "");
    assert_string_equal(buffer.data, "0 1,234,567 -999 -9223372036854775808");
    pl_buffer_done(&buffer);
}

static void hidden_characters_are_shown_as_such(void **state)
{
    (void)state;
    struct pl_buffer buffer = {0};
    pl_add_visible(&buffer, pl_view_of("a\x1b[31m\xe2\x80\xae" "b\xff"), 60);
    assert_string_equal(buffer.data, "a\xef\xbf\xbd[31m\xef\xbf\xbd" "b\\xff");
    pl_buffer_clear(&buffer);
    pl_add_visible(&buffer, pl_view_of("abcdef"), 3);
    assert_string_equal(buffer.data, "abc…");
    pl_buffer_done(&buffer);
}

static void durations_keep_their_unit(void **state)
{
    static const struct {
        const char *text;
        bool ok;
        int64_t minutes;
        enum pl_unit unit;
    } cases[] = {
        {"30min", true, 30, PL_MINUTES}, {"2h", true, 120, PL_MINUTES},   {"2 h", true, 120, PL_MINUTES},
        {"1h30", true, 90, PL_MINUTES},  {"1d", true, 1440, PL_DAYS},     {"1j", true, 1440, PL_DAYS},
        {"1w", true, 10080, PL_WEEKS},   {"1sem", true, 10080, PL_WEEKS}, {"2H", true, 120, PL_MINUTES},
        {"0", true, 0, PL_MINUTES},      {"0h", true, 0, PL_MINUTES},     {"2", false, 0, PL_MINUTES},
        {"h", false, 0, PL_MINUTES},     {"2 hours", true, 120, PL_MINUTES}, {"1.5h", true, 90, PL_MINUTES},
        {"une demi-journ\xc3\xa9" "e", true, 720, PL_DAYS}, {"1,5 j", true, 2160, PL_DAYS}, {"une heure et demie", true, 90, PL_MINUTES},
        {"2\xc2\xa0h", true, 120, PL_MINUTES}, {"trois semaines", true, 30240, PL_WEEKS}, {"half an hour", true, 30, PL_MINUTES},
        {"demi-heures", false, 0, PL_MINUTES}, {"1,5h30", false, 0, PL_MINUTES}, {"une", false, 0, PL_MINUTES}, {"522w", false, 0, PL_MINUTES},
        {"-2h", false, 0, PL_MINUTES},   {"1h75", false, 0, PL_MINUTES},  {"99999999w", false, 0, PL_MINUTES},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_duration duration = {0, PL_MINUTES};
        assert_int_equal(pl_duration_parse(pl_view_of(cases[i].text), &duration), cases[i].ok);
        assert_int_equal(duration.unit, cases[i].unit);
        assert_int_equal(duration.minutes, cases[i].minutes);
    }
}

static void check_typography(const char *typed, const char *french, const char *english)
{
    struct pl_buffer buffer = {0};
    pl_typography(typed, PL_FR, &buffer);
    assert_string_equal(pl_buffer_text(&buffer), french);
    struct pl_buffer again = {0};
    pl_typography(french, PL_FR, &again);
    assert_string_equal(pl_buffer_text(&again), french); /* setting it twice changes nothing */
    pl_buffer_clear(&buffer);
    pl_typography(typed, PL_EN, &buffer);
    assert_string_equal(pl_buffer_text(&buffer), english);
    pl_buffer_done(&buffer);
    pl_buffer_done(&again);
}

static void typography_of_each_language(void **state)
{
    (void)state;
    check_typography("l'objectif : oui", "l’objectif\xc2\xa0: oui", "l’objectif : oui");
    check_typography("Pourquoi ?", "Pourquoi\xe2\x80\xaf?", "Pourquoi ?");
    check_typography("15 000 h, 80 %", "15\xe2\x80\xaf" "000\xc2\xa0h, 80\xc2\xa0%", "15 000 h, 80 %");
    check_typography("en 2011 les", "en 2011 les", "en 2011 les");
    check_typography("« oui »", "«\xc2\xa0oui\xc2\xa0»", "« oui »");
    check_typography("{1} h", "{1}\xc2\xa0h", "{1} h");
    struct pl_buffer buffer = {0};
    pl_typography("say \"yes\" ('no')", PL_EN, &buffer);
    assert_string_equal(buffer.data, "say “yes” (‘no’)");
    pl_buffer_done(&buffer);
}

static void arenas_give_zeroed_memory(void **state)
{
    (void)state;
    struct pl_arena arena = {0};
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size < 70000; size = size * 3 + 1) {
            unsigned char *memory = pl_arena_alloc(&arena, size);
            for (size_t i = 0; i < size; i++) {
                assert_int_equal(memory[i], 0);
            }
            memset(memory, 0xff, size);
        }
        pl_arena_reset(&arena);
    }
    pl_arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_as_people_write_them),   cmocka_unit_test(every_day_comes_back),
        cmocka_unit_test(dates_that_exist),               cmocka_unit_test(whole_months),
        cmocka_unit_test(spellings_fold_together),        cmocka_unit_test(distances),
        cmocka_unit_test(only_what_is_near_is_suggested), cmocka_unit_test(buffers_stop_at_their_maximum),
        cmocka_unit_test(numbers_are_grouped),            cmocka_unit_test(hidden_characters_are_shown_as_such),
        cmocka_unit_test(durations_keep_their_unit),      cmocka_unit_test(typography_of_each_language),
        cmocka_unit_test(arenas_give_zeroed_memory),      cmocka_unit_test(parts_are_taken_one_after_another),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
