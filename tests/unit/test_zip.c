/* SPDX-License-Identifier: MIT
 * Packages in zip: what is written reads back; what is damaged, lies or would grow is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/zip.h"

enum { DAY = 20780 /* 2026-11-23 */, ZEROS = 9 * 1024 * 1024 };

static struct pl_view view_of(const struct pl_buffer *buffer)
{
    return (struct pl_view){pl_buffer_text(buffer), buffer->length};
}

static void write_sample(struct pl_buffer *out)
{
    struct pl_zip_writer zip;
    pl_zip_start(&zip, out, DAY);
    pl_zip_add(&zip, "a.xml", (const struct pl_view[]){{"<a>", 3}, {"", 0}, {"</a>", 4}}, 3);
    pl_zip_add(&zip, "empty", (const struct pl_view[]){{"", 0}}, 1);
    pl_zip_end(&zip);
}

static void what_is_written_reads_back(void **state)
{
    (void)state;
    struct pl_buffer out[2] = {{0}, {0}};
    struct pl_buffer text = {0};
    struct pl_zip zip;
    write_sample(&out[0]);
    write_sample(&out[1]);
    assert_int_equal(out[0].length, out[1].length);
    assert_memory_equal(out[0].data, out[1].data, out[0].length);
    assert_true(pl_zip_read(view_of(&out[0]), &zip));
    assert_int_equal(zip.count, 2);
    assert_true(pl_zip_inflate(pl_zip_find(&zip, pl_view_of("a.xml")), &text));
    assert_string_equal(pl_buffer_text(&text), "<a></a>");
    assert_true(pl_zip_inflate(pl_zip_find(&zip, pl_view_of("empty")), &text));
    assert_int_equal(text.length, 7);
    assert_null(pl_zip_find(&zip, pl_view_of("a.xm")));
    struct pl_zip_writer copy;
    struct pl_buffer copied = {0};
    pl_zip_start(&copy, &copied, DAY);
    pl_zip_copy(&copy, &zip.entries[0]);
    pl_zip_copy(&copy, &zip.entries[1]);
    pl_zip_end(&copy);
    assert_memory_equal(copied.data, out[0].data, copied.length);
    pl_buffer_done(&copied);
    pl_buffer_done(&text);
    pl_buffer_done(&out[0]);
    pl_buffer_done(&out[1]);
}

static void days_that_zip_does_not_know_are_the_nearest(void **state)
{
    (void)state;
    static const int64_t days[] = {-25567, 2896372};
    static const char *const stamps[] = {"\x21\x00", "\x9f\xff"};
    for (int i = 0; i < 2; i++) {
        struct pl_buffer out = {0};
        struct pl_zip_writer zip;
        pl_zip_start(&zip, &out, days[i]);
        pl_zip_add(&zip, "a", (const struct pl_view[]){{"", 0}}, 1);
        pl_zip_end(&zip);
        assert_memory_equal(out.data + 12, stamps[i], 2);
        pl_buffer_done(&out);
    }
}

/* Cut at every length and with every byte changed, it is refused or reads as it is; never more than it says. */
static void damage_is_noticed(void **state)
{
    (void)state;
    struct pl_buffer out = {0};
    struct pl_zip zip;
    write_sample(&out);
    for (size_t length = 0; length < out.length; length++) {
        char *cut = malloc(length + 1); /* as long as it is: a sanitizer sees one byte too many */
        assert_non_null(cut);
        memcpy(cut, out.data, length);
        assert_false(pl_zip_read((struct pl_view){cut, length}, &zip));
        free(cut);
    }
    for (size_t at = 0; at < out.length; at++) {
        for (int bit = 0; bit < 8; bit++) {
            struct pl_buffer text = {0};
            out.data[at] ^= (char)(1 << bit);
            for (uint32_t i = 0; pl_zip_read(view_of(&out), &zip) && i < zip.count; i++) {
                pl_buffer_clear(&text);
                if (pl_zip_inflate(&zip.entries[i], &text)) {
                    assert_true(text.length == 0 || strcmp(text.data, "<a></a>") == 0);
                }
            }
            out.data[at] ^= (char)(1 << bit);
            pl_buffer_done(&text);
        }
    }
    pl_buffer_done(&out);
}

static void what_would_grow_is_refused(void **state)
{
    (void)state;
    char *zeros = calloc(1, ZEROS);
    struct pl_buffer out = {0};
    struct pl_buffer text = {0};
    struct pl_zip_writer writer;
    struct pl_zip zip;
    assert_non_null(zeros);
    pl_zip_start(&writer, &out, DAY);
    pl_zip_add(&writer, "bomb", (const struct pl_view[]){{zeros, ZEROS}}, 1);
    pl_zip_end(&writer);
    assert_false(pl_zip_read(view_of(&out), &zip)); /* an entry of nine MiB */
    size_t directory = out.length - 22 - 46 - 4;
    memcpy(out.data + directory + 24, "\x0a\0\0", 4); /* says ten bytes */
    assert_true(pl_zip_read(view_of(&out), &zip));
    assert_false(pl_zip_inflate(&zip.entries[0], &text));
    assert_int_equal(text.length, 0);
    pl_buffer_clear(&out);
    pl_zip_start(&writer, &out, DAY);
    for (int i = 0; i < 5; i++) {
        const char name[] = {(char)('a' + i), '\0'};
        pl_zip_add(&writer, name, (const struct pl_view[]){{zeros, PL_ZIP_ENTRY_MAX}}, 1);
    }
    pl_zip_end(&writer);
    assert_false(pl_zip_read(view_of(&out), &zip)); /* forty MiB together */
    free(zeros);
    pl_buffer_done(&out);
    pl_buffer_done(&text);
}

static void too_many_or_twice_is_refused(void **state)
{
    (void)state;
    for (int count = PL_ZIP_ENTRIES_MAX; count <= PL_ZIP_ENTRIES_MAX + 1; count++) {
        struct pl_buffer out = {0};
        struct pl_zip_writer writer;
        struct pl_zip zip;
        pl_zip_start(&writer, &out, DAY);
        for (int i = 0; i < count; i++) {
            const char name[] = {(char)('a' + i / 26), (char)('a' + i % 26), '\0'};
            pl_zip_add(&writer, name, (const struct pl_view[]){{"", 0}}, 1);
        }
        pl_zip_end(&writer);
        assert_int_equal(pl_zip_read(view_of(&out), &zip), count == PL_ZIP_ENTRIES_MAX);
        pl_buffer_done(&out);
    }
    struct pl_buffer out = {0};
    struct pl_zip_writer writer;
    struct pl_zip zip;
    pl_zip_start(&writer, &out, DAY);
    pl_zip_add(&writer, "a", (const struct pl_view[]){{"", 0}}, 1);
    pl_zip_add(&writer, "a", (const struct pl_view[]){{"", 0}}, 1);
    pl_zip_end(&writer);
    assert_false(pl_zip_read(view_of(&out), &zip));
    pl_buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_written_reads_back), cmocka_unit_test(days_that_zip_does_not_know_are_the_nearest),
                                       cmocka_unit_test(damage_is_noticed), cmocka_unit_test(what_would_grow_is_refused),
                                       cmocka_unit_test(too_many_or_twice_is_refused)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
