/* SPDX-License-Identifier: MIT
 * The escape of Markdown over the vectors of tests/markdown-escape.jsonl, and its laws over seeded random texts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/escape.h"

static void every_vector(void **state)
{
    (void)state;
    FILE *file = fopen("tests/markdown-escape.jsonl", "r");
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
    static const char *const pieces[] = {"a", "Z", "1", "i", "v", ".", ")", "(", "#", " ", "  ", "\n", "\t", "-", "+", "=", ":", "//",
                                         "www", "&", "!", "[", "]", "\\", "`", "*", "_", "|", "é", "’", "\xe2\x80\xae", "\x01", "\xff"};
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_vector), cmocka_unit_test(escaping_can_be_undone)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
