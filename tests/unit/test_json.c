/* SPDX-License-Identifier: MIT
 * The writer of JSON: its layout, its escapes, how deep it goes; and over trees drawn from a seed, against jansson,
 * which writes the same bytes and reads the same values back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/json.h"

static void expect(struct pl_buffer *out, const char *text)
{
    assert_string_equal(pl_buffer_text(out), text);
    assert_false(out->failed);
    pl_buffer_done(out);
}

static void layout(void **state)
{
    (void)state;
    struct pl_buffer out = {0};
    struct pl_json json = {.out = &out};
    pl_json_object(&json, NULL);
    pl_json_text(&json, "text", "a");
    pl_json_text(&json, "none", NULL);
    pl_json_array(&json, "list");
    pl_json_integer(&json, NULL, INT64_MIN);
    pl_json_known(&json, NULL, true, 0);
    pl_json_known(&json, NULL, false, 7);
    pl_json_object(&json, NULL);
    pl_json_end(&json);
    pl_json_array(&json, NULL);
    pl_json_ends(&json, 2);
    pl_json_bool(&json, "yes", true);
    pl_json_bool(&json, "no", false);
    pl_json_tenths(&json, "tenths", true, 127);
    pl_json_tenths(&json, "whole", true, 0);
    pl_json_tenths(&json, "unknown", false, -1);
    pl_json_single(&json, "single", "a \"b\"", "c");
    pl_json_null(&json, "");
    assert_int_equal(json.depth, 1);
    pl_json_end(&json);
    assert_int_equal(json.depth, 0);
    expect(&out, "{\n  \"text\": \"a\",\n  \"none\": null,\n  \"list\": [\n    -9223372036854775808,\n    0,\n    "
                 "null,\n    {},\n    []\n  ],\n"
                 "  \"yes\": true,\n  \"no\": false,\n  \"tenths\": 12.7,\n  \"whole\": 0.0,\n  \"unknown\": null,\n  "
                 "\"single\": {\n    \"a "
                 "\\\"b\\\"\": \"c\"\n  },\n"
                 "  \"\": null\n}\n");
}

static void empty_and_outermost(void **state)
{
    (void)state;
    struct pl_buffer out = {0};
    struct pl_json json = {.out = &out};
    pl_json_array(&json, NULL);
    pl_json_end(&json);
    json = (struct pl_json){.out = &out};
    pl_json_object(&json, NULL);
    pl_json_end(&json);
    expect(&out, "[]\n{}\n");
}

static void escapes(void **state)
{
    static const struct {
        const char *text, *written;
    } cases[] = {
        {"", "\"\""},
        {"plain / text", "\"plain / text\""},
        {"\"\\\"", "\"\\\"\\\\\\\"\""},
        {"\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\""},
        {"\x01\x0b\x1f\x7f", "\"\\u0001\\u000B\\u001F\x7f\""},
        {"été ’ 😀 \xe2\x80\xa8", "\"été ’ 😀 \xe2\x80\xa8\""},
        {"\xff"
         "a\xc3",
         "\"\xef\xbf\xbd"
         "a\xef\xbf\xbd\""},                                          /* no UTF-8: each byte that is none */
        {"\x80", "\"\xef\xbf\xbd\""},                                 /* the first byte that is none */
        {"\xe2\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\""},                 /* cut short */
        {"\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""}, /* half of a pair of UTF-16 */
        {"\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\""},                 /* longer than it must be */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_buffer out = {0};
        struct pl_json json = {.out = &out};
        pl_json_text(&json, NULL, cases[i].text);
        expect(&out, cases[i].written);
    }
}

/* As deep as can be, and one level more; `kinds` says of which containers: bit by bit, an object or an array. */
static void nest(struct pl_json *json, uint32_t depth, uint64_t kinds)
{
    for (uint32_t i = 0; i < depth; i++) {
        const char *key = i > 0 && (kinds >> (i - 1) % 64 & 1) != 0 ? "k" : NULL;
        if ((kinds >> i % 64 & 1) != 0) {
            pl_json_object(json, key);
        } else {
            pl_json_array(json, key);
        }
    }
    pl_json_ends(json, depth);
}

static void depth_has_a_limit(void **state)
{
    static const uint64_t kinds[] = {0, UINT64_MAX, UINT64_C(0x123456789abcdef5)};
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct pl_buffer out = {0};
        struct pl_json json = {.out = &out};
        nest(&json, PL_JSON_DEPTH_MAX, kinds[i]);
        assert_false(out.failed);
        json_t *read = json_loadb(out.data, out.length, 0, NULL);
        assert_non_null(read);
        char *again = json_dumps(read, JSON_INDENT(2));
        assert_int_equal(strlen(again) + 1, out.length);
        assert_memory_equal(again, out.data, out.length - 1);
        free(again);
        json_decref(read);
        pl_buffer_clear(&out);
        nest(&json, PL_JSON_DEPTH_MAX + 1, kinds[i]);
        assert_true(out.failed);
        pl_buffer_clear(&out);
        nest(&json, 3 * PL_JSON_DEPTH_MAX, kinds[i]);
        assert_true(out.failed);
        pl_buffer_done(&out);
    }
}

static void later_comes_after(void **state)
{
    (void)state;
    struct pl_buffer out = {0};
    struct pl_buffer rest = {0};
    struct pl_json json = {.out = &out};
    pl_json_object(&json, NULL);
    struct pl_json later = pl_json_later(&json, &rest);
    pl_json_array(&later, "found");
    pl_json_integer(&later, NULL, 1);
    pl_json_end(&later);
    pl_json_integer(&json, "count", 1);
    pl_json_take(&json, &rest);
    assert_null(rest.data);
    pl_json_end(&json);
    expect(&out, "{\n  \"count\": 1,\n  \"found\": [\n    1\n  ]\n}\n");
    rest.failed = true;
    pl_json_take(&json, &rest);
    assert_true(out.failed);
    pl_buffer_done(&out);
}

/* ---- against jansson --------------------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Up to eleven characters. */
static void draw_text(uint32_t *seed, char *text)
{
    static const char *const pieces[] = {"a",    "Z",    " ",    "\"", "\\", "/", "\n",     "\t",
                                         "\x01", "\x1f", "\x7f", "é",  "œ",  "’", "\u2028", "😀"};
    *text = '\0';
    for (uint32_t n = next_random(seed) % 12; n > 0; n--) {
        strcat(text, pieces[next_random(seed) % (sizeof pieces / sizeof *pieces)]);
    }
}

/* Writes one value and makes the same for jansson. Bounded by `depth`. */
static json_t *draw_value(uint32_t *seed, struct pl_json *json, const char *key, int depth)
{
    char text[64];
    json_t *value = NULL;
    int64_t number = (int64_t)((uint64_t)next_random(seed) << 32 | next_random(seed)) >> next_random(seed) % 64;
    switch (depth == 0 ? 2 + next_random(seed) % 4 : next_random(seed) % 6) {
    case 0:
        value = json_array();
        pl_json_array(json, key);
        for (uint32_t n = next_random(seed) % 5; n > 0; n--) {
            json_array_append_new(value, draw_value(seed, json, NULL, depth - 1));
        }
        pl_json_end(json);
        return value;
    case 1:
        value = json_object();
        pl_json_object(json, key);
        for (uint32_t n = next_random(seed) % 5; n > 0; n--) {
            text[0] = (char)('a' + n); /* no two are the same */
            draw_text(seed, text + 1);
            json_object_set_new(value, text, draw_value(seed, json, text, depth - 1));
        }
        pl_json_end(json);
        return value;
    case 2:
        pl_json_integer(json, key, number);
        return json_integer(number);
    case 3:
        pl_json_bool(json, key, number > 0);
        return json_boolean(number > 0);
    case 4:
        pl_json_null(json, key);
        return json_null();
    default:
        draw_text(seed, text);
        pl_json_text(json, key, text);
        return json_string(text);
    }
}

static void trees_as_jansson_writes_them(void **state)
{
    uint32_t seed = 20261124;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct pl_buffer out = {0};
        struct pl_json json = {.out = &out};
        pl_json_array(&json, NULL);
        json_t *root = json_array();
        json_array_append_new(root, draw_value(&seed, &json, NULL, 6));
        pl_json_end(&json);
        char *theirs = json_dumps(root, JSON_INDENT(2));
        assert_int_equal(out.data[out.length - 1], '\n');
        pl_buffer_cut(&out, out.length - 1);
        assert_string_equal(out.data, theirs);
        json_t *read = json_loadb(out.data, out.length, JSON_REJECT_DUPLICATES, NULL);
        assert_true(json_equal(read, root));
        free(theirs);
        json_decref(read);
        json_decref(root);
        pl_buffer_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(layout),
                                       cmocka_unit_test(empty_and_outermost),
                                       cmocka_unit_test(escapes),
                                       cmocka_unit_test(depth_has_a_limit),
                                       cmocka_unit_test(later_comes_after),
                                       cmocka_unit_test(trees_as_jansson_writes_them)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
