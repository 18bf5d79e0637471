/* SPDX-License-Identifier: MIT
 * The escape of Markdown over the vectors of tests/data/markdown-escape.jsonl, and its laws over seeded random texts; those of CSV and iCalendar.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/escape.h"

static void every_vector(void **state)
{
    (void)state;
    FILE *file = fopen("tests/data/markdown-escape.jsonl", "r");
    char line[65536];
    int count = 0;
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        json_t *vector = json_loads(line, JSON_ALLOW_NUL, NULL);
        assert_non_null(vector);
        const char *in = json_string_value(json_object_get(vector, "in"));
        struct pl_buffer clean = {0};
        struct pl_buffer md = {0};
        pl_text_clean(in, &clean);
        pl_escape_markdown(in, &md);
        if (strlen(in) == json_string_length(json_object_get(vector, "in"))) { /* a NUL cannot reach a C string */
            assert_string_equal(pl_buffer_text(&clean), json_string_value(json_object_get(vector, "clean")));
            assert_string_equal(pl_buffer_text(&md), json_string_value(json_object_get(vector, "md")));
            count++;
        }
        pl_buffer_done(&clean);
        pl_buffer_done(&md);
        json_decref(vector);
    }
    fclose(file);
    assert_true(count > 700);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Backslashes taken out, an escaped text is the clean one; it is one line, and cleaning it again changes nothing. */
static void escaping_can_be_undone(void **state)
{
    static const char *const pieces[] = {
        "a",   "Z", "1", "i", "v", ".",  ")", "(", "#", " ", "  ", "\n", "\t",           "-",    "+",   "=", ":", "//",
        "www", "&", "!", "[", "]", "\\", "`", "*", "_", "|", "é",  "’",  "\xe2\x80\xae", "\x01", "\xff"};
    uint32_t seed = 20261123;
    (void)state;
    for (int round = 0; round < 20000; round++) {
        char text[256] = "";
        for (uint32_t n = next_random(&seed) % 12; n > 0; n--) {
            strcat(text, pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
        }
        struct pl_buffer clean = {0};
        struct pl_buffer md = {0};
        struct pl_buffer undone = {0};
        pl_text_clean(text, &clean);
        pl_escape_markdown(text, &md);
        for (const char *p = pl_buffer_text(&md); *p != '\0'; p++) {
            p += *p == '\\';
            pl_buffer_add_char(&undone, *p);
        }
        assert_string_equal(pl_buffer_text(&undone), pl_buffer_text(&clean));
        assert_null(strpbrk(pl_buffer_text(&md), "\n\r\t"));
        struct pl_buffer again = {0};
        pl_text_clean(pl_buffer_text(&clean), &again);
        assert_string_equal(pl_buffer_text(&again), pl_buffer_text(&clean));
        pl_buffer_done(&clean);
        pl_buffer_done(&md);
        pl_buffer_done(&undone);
        pl_buffer_done(&again);
    }
}

/* The rules of `clean` for at most two ASCII characters. */
static void expect_clean(const char *text, char *out)
{
    *out = '\0';
    for (const char *p = text; *p != '\0'; p++) {
        if (*p != ' ' && (*p < '\t' || *p > '\r')) { /* of two characters, a space is first or last: trimmed */
            strcat(out, *p < ' ' || *p == 0x7f ? "\xef\xbf\xbd" : (char[]){*p, '\0'});
        }
    }
}

static bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The rules of `md` for s[i], in a text of at most two characters. */
static bool expect_backslash(const char *s, size_t i)
{
    if (strchr("\\`*_[]<>|~$^{}@#", s[i]) != NULL) { /* a '#' of two is always first or last */
        return true;
    }
    if (strchr(":(%", s[i]) != NULL) {
        return i == 0 || (s[i] == ':' && s[i + 1] == ':');
    }
    if (strchr("=+-", s[i]) != NULL) {
        return i == 0 || s[i - 1] == s[i];
    }
    if (strchr(".)", s[i]) != NULL) {
        return i == 1 && (is_alphanumeric(s[0]) || s[0] == '#');
    }
    return (s[i] == '&' && (is_alphanumeric(s[i + 1]) || s[i + 1] == '#')) || (s[i] == '!' && s[i + 1] == '[');
}

/* A second character 0 is the end: the first one alone. */
static void ascii_alone_and_in_pairs(void **state)
{
    (void)state;
    for (int pair = 0; pair < 128 * 128; pair++) {
        char text[3] = {(char)(pair / 128), (char)(pair % 128), '\0'};
        char expected_clean[8];
        char expected[16] = "";
        struct pl_buffer clean = {0};
        struct pl_buffer md = {0};
        expect_clean(text, expected_clean);
        for (size_t i = 0; expected_clean[i] != '\0'; i++) {
            strcat(expected, expect_backslash(expected_clean, i) ? "\\" : "");
            strcat(expected, (char[]){expected_clean[i], '\0'});
        }
        pl_text_clean(text, &clean);
        pl_escape_markdown(text, &md);
        assert_string_equal(pl_buffer_text(&clean), expected_clean);
        assert_string_equal(pl_buffer_text(&md), expected);
        assert_int_equal(pl_is_plain_markdown(text), strcmp(text, expected) == 0);
        pl_buffer_done(&clean);
        pl_buffer_done(&md);
    }
}

/* Appends the Roman numeral of one decimal place. */
static void add_roman(char *out, int digit, const char letters[3])
{
    static const char *const shapes[] = {"", "0", "00", "000", "01", "1", "10", "100", "1000", "02"};
    for (const char *p = shapes[digit]; *p != '\0'; p++) {
        strcat(out, (char[]){letters[*p - '0'], '\0'});
    }
}

static bool is_numeral(const char *text)
{
    for (int number = 1; number < 5000; number++) {
        char roman[32] = "";
        for (int thousand = number / 1000; thousand > 0; thousand--) {
            strcat(roman, "m");
        }
        add_roman(roman, number / 100 % 10, "cdm");
        add_roman(roman, number / 10 % 10, "xlc");
        add_roman(roman, number % 10, "ivx");
        if (strcmp(roman, text) == 0) {
            return true;
        }
    }
    return false;
}

static void expect_markdown(const char *text, const char *expected)
{
    struct pl_buffer md = {0};
    pl_escape_markdown(text, &md);
    assert_string_equal(pl_buffer_text(&md), expected);
    pl_buffer_done(&md);
}

/* Every word of up to four letters of Roman numerals, in either case: a list marker if and only if it is a numeral or
 * one letter. */
static void roman_numerals(void **state)
{
    static const char *const alphabets[] = {"mdclxvi", "MDCLXVI"};
    (void)state;
    for (int word = 1; word < 8 * 8 * 8 * 8; word++) {
        char letters[2][5] = {"", ""};
        for (int rest = word; rest > 0; rest /= 8) {
            for (int i = 0; i < 2 && rest % 8 > 0; i++) {
                strcat(letters[i], (char[]){alphabets[i][rest % 8 - 1], '\0'});
            }
        }
        for (int i = 0; i < 2 && letters[0][0] != '\0'; i++) {
            char text[16];
            char expected[16];
            bool marker = letters[0][1] == '\0' || is_numeral(letters[0]);
            snprintf(text, sizeof text, "%s. a", letters[i]);
            snprintf(expected, sizeof expected, "%s%s. a", letters[i], marker ? "\\" : "");
            expect_markdown(text, expected);
        }
    }
}

static void neighbours_count(void **state)
{
    (void)state;
    expect_markdown("abw.x wwa.x waw.x xww.x", "abw.x wwa.x waw.x xww.x");
    expect_markdown("www.x Www.x", "www\\.x Www\\.x");
    expect_markdown("a &中 &é &ʰ &ǅ & b", "a \\&中 \\&é \\&ʰ \\&ǅ & b");
}

/* Appending leaves what was there, also when a first attempt is taken back because the text was not clean. */
static void output_is_appended(void **state)
{
    struct pl_buffer md = {0};
    (void)state;
    pl_buffer_add_text(&md, "before ");
    pl_escape_markdown("a*b\n", &md);
    pl_escape_markdown("", &md);
    pl_escape_markdown("-\xff", &md);
    assert_string_equal(pl_buffer_text(&md), "before a\\*b\\-\xef\xbf\xbd");
    pl_buffer_done(&md);
}

/* Megabytes of what takes the slow paths: well under a second in all, and half a minute for one piece were it
 * quadratic. */
static void time_is_linear(void **state)
{
    static const char *const pieces[] = {"œ", "&α", "\xff", "a  ", "*", "1", "m", "#", "😀"};
    enum { SIZE = 4 * 1024 * 1024 };
    char *text = malloc(SIZE + 1);
    clock_t start = clock();
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t length = strlen(pieces[i]);
        size_t at = 0;
        for (; at + length <= SIZE; at += length) {
            memcpy(text + at, pieces[i], length);
        }
        text[at] = '\0';
        struct pl_buffer md = {0};
        pl_escape_markdown(text, &md);
        assert_false(md.failed);
        pl_buffer_done(&md);
        assert_true((clock() - start) / CLOCKS_PER_SEC < 15);
    }
    free(text);
}

/* Every byte above ASCII is invalid alone, at the start, inside and at the end of a text. */
static void bytes_alone_are_replaced(void **state)
{
    (void)state;
    for (int byte = 0x80; byte <= 0xff; byte++) {
        const char alone[] = {(char)byte, '\0'};
        const char inside[] = {'a', (char)byte, 'b', '\0'};
        struct pl_buffer out = {0};
        pl_escape_markdown(alone, &out);
        pl_escape_markdown(inside, &out);
        assert_string_equal(pl_buffer_text(&out), "\xef\xbf\xbd" "a\xef\xbf\xbd" "b");
        pl_buffer_done(&out);
    }
}

static void cells_of_csv(void **state)
{
    static const struct {
        const char *text;
        char separator;
        const char *cell;
    } cases[] = {
        {"", ',', ""},
        {"plain", ',', "plain"},
        {"a, b", ',', "\"a, b\""},
        {"a, b", ';', "a, b"},
        {"a; b", ';', "\"a; b\""},
        {"say \"no\"", ',', "\"say \"\"no\"\"\""},
        {"=1+1", ',', "\"'=1+1\""},
        {"+1", ',', "\"'+1\""},
        {"-1", ';', "\"'-1\""},
        {"@x", ',', "\"'@x\""},
        {"\xef\xbc\x9d" "1", ',', "\"'\xef\xbc\x9d" "1\""}, /* a full-width sign */
        {"\xef\xbc\x8c", ',', "\xef\xbc\x8c"},
        {"\t=1", ',', "\"'=1\""}, /* cleaned first: a tab or a line end cannot hide it */
        {"\r=1", ',', "\"'=1\""},
        {"\xe2\x80\x8b=1", ',', "\"'=1\""},
        {"two\nlines", ',', "two lines"},
        {"1=1", ',', "1=1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_buffer out = {0};
        pl_escape_csv(cases[i].text, cases[i].separator, &out);
        assert_string_equal(pl_buffer_text(&out), cases[i].cell);
        pl_buffer_done(&out);
    }
}

static void texts_of_ics(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"plain", "plain"},
        {"a, b; c\\d", "a\\, b\\; c\\\\d"},
        {"a\nb", "a\\nb"},
        {"a\r\nb", "a\\nb"},
        {"a\n\n b ", "a\\n\\nb"},
        {"a\rb\tc", "a b c"},
        {"bell\x07", "bell\xef\xbf\xbd"},
        {"\xe2\x80\xaehidden", "hidden"},
        {"x\xff", "x\xef\xbf\xbd"},
        {"x\nEND:VEVENT", "x\\nEND:VEVENT"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_buffer out = {0};
        pl_escape_ics(cases[i][0], &out);
        assert_string_equal(pl_buffer_text(&out), cases[i][1]);
        pl_buffer_done(&out);
    }
}

/* Every length around the limits, in characters of one to four bytes: unfolded it is the line, no piece is over 75 octets, none starts
 * inside a character. */
static void lines_of_ics_fold(void **state)
{
    static const char *const pieces[] = {"a", "é", "’", "😀"};
    (void)state;
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        for (size_t lead = 0; lead < 4; lead++) {
            for (size_t count = 0; count < 240; count++) {
                struct pl_buffer line = {0};
                struct pl_buffer out = {0};
                struct pl_buffer unfolded = {0};
                pl_buffer_add(&line, "xyz", lead);
                for (size_t i = 0; i < count; i++) {
                    pl_buffer_add_text(&line, pieces[p]);
                }
                pl_fold_ics(pl_buffer_text(&line), &out);
                const char *rest = out.data;
                for (const char *end = strstr(rest, "\r\n"); end != NULL; end = strstr(rest, "\r\n")) {
                    assert_true(end - rest <= 75);
                    bool folded = rest != out.data;
                    assert_true(!folded || *rest == ' ');
                    rest += folded;
                    assert_true(((unsigned char)*rest & 0xc0) != 0x80);
                    pl_buffer_add(&unfolded, rest, (size_t)(end - rest));
                    rest = end + 2;
                }
                assert_string_equal(rest, "");
                assert_string_equal(pl_buffer_text(&unfolded), pl_buffer_text(&line));
                assert_true(line.length > 75 || strstr(out.data, "\r\n ") == NULL);
                pl_buffer_done(&line);
                pl_buffer_done(&out);
                pl_buffer_done(&unfolded);
            }
        }
    }
}

static void texts_of_html(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"plain", "plain"},
        {"<b>&amp;\"'</b>", "&lt;b&gt;&amp;amp;&quot;&#39;&lt;/b&gt;"},
        {"&", "&amp;"},
        {"a & b", "a &amp; b"},
        {"</title><script>", "&lt;/title&gt;&lt;script&gt;"},
        {" two\nlines ", "two lines"},
        {"\xe2\x80\xaehidden", "hidden"},
        {"x\xff\x1b", "x\xef\xbf\xbd\xef\xbf\xbd"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_buffer out = {0};
        pl_escape_html(cases[i][0], &out);
        assert_string_equal(pl_buffer_text(&out), cases[i][1]);
        pl_buffer_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_vector),
                                       cmocka_unit_test(escaping_can_be_undone),
                                       cmocka_unit_test(ascii_alone_and_in_pairs),
                                       cmocka_unit_test(roman_numerals),
                                       cmocka_unit_test(neighbours_count),
                                       cmocka_unit_test(output_is_appended),
                                       cmocka_unit_test(time_is_linear),
                                       cmocka_unit_test(bytes_alone_are_replaced),
                                       cmocka_unit_test(cells_of_csv),
                                       cmocka_unit_test(texts_of_ics),
                                       cmocka_unit_test(lines_of_ics_fold),
                                       cmocka_unit_test(texts_of_html)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
