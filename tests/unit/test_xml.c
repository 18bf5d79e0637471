/* SPDX-License-Identifier: MIT
 * The tags of XML texts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/xml.h"

static void assert_view(struct pl_view view, const char *text)
{
    assert_int_equal(view.length, strlen(text));
    assert_memory_equal(view.text, text, view.length);
}

static void tags_are_read(void **state)
{
    (void)state;
    struct pl_xml xml = pl_xml_of(pl_view_of("\xef\xbb\xbf<?xml version='1.0'?><!-- <no> --><w:a x=\"1>2\" w:y = 'b' ><![CDATA[<no>]]><b/></w:a >"));
    struct pl_tag tag;
    assert_true(pl_xml_next(&xml, &tag));
    assert_view(tag.name, "w:a");
    assert_view(pl_tag_attribute(&tag, "x"), "1>2");
    assert_view(pl_tag_attribute(&tag, "w:y"), "b");
    assert_view(pl_tag_attribute(&tag, "y"), "");
    assert_false(tag.ends || tag.empty);
    struct pl_xml before = xml;
    assert_true(pl_xml_next(&xml, &tag));
    assert_view(tag.name, "b");
    assert_true(tag.empty);
    assert_true(pl_xml_next(&xml, &tag));
    assert_view(tag.name, "w:a");
    assert_true(tag.ends);
    assert_false(pl_xml_next(&xml, &tag));
    assert_false(xml.fault);
    struct pl_tag start;
    struct pl_view element;
    assert_true(pl_xml_next(&before, &start));
    assert_true(pl_xml_element(&before, &start, &element));
    assert_view(element, "<b/>");
}

static void whole_or_not(void **state)
{
    (void)state;
    static const char *const whole[] = {"<a/>", "<a></a>", "<a><b c='<'/></a>\n", "<?xml?><a><b><a/></b></a><!-- -->"};
    static const char *const torn[] = {"", "a", "<", "<>", "<a", "<a>", "</a>", "<a></b>", "<a><b></a></b>", "<a/><b/>", "<a x='></a>", "<!DOCTYPE a><a/>",
                                       "<a><!-- </a>", "<a><!ENTITY b 'c'></a>", "<a><b</a>", "<a><![CDATA[</a>", "<? <a/>"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        assert_true(pl_xml_is_whole(pl_view_of(whole[i])));
    }
    for (size_t i = 0; i < sizeof torn / sizeof *torn; i++) {
        if (pl_xml_is_whole(pl_view_of(torn[i]))) {
            fail_msg("%s", torn[i]);
        }
    }
    assert_false(pl_xml_is_whole((struct pl_view){"<a>\0</a>", 8}));
}

static void depth_is_limited(void **state)
{
    (void)state;
    for (int depth = 256; depth <= 257; depth++) {
        struct pl_buffer text = {0};
        for (int i = 0; i < depth; i++) {
            pl_buffer_add_text(&text, "<a>");
        }
        for (int i = 0; i < depth; i++) {
            pl_buffer_add_text(&text, "</a>");
        }
        assert_int_equal(pl_xml_is_whole((struct pl_view){text.data, text.length}), depth == 256);
        pl_buffer_done(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tags_are_read), cmocka_unit_test(whole_or_not), cmocka_unit_test(depth_is_limited)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
