/* SPDX-License-Identifier: MIT
 * The blocks of a document, in the dialect of the manual and in Markdown: code, words of the program, headings that
 * wait.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/doc.h"

/* A page with everything that a page of the manual has. */
static void write(struct pl_doc *doc)
{
    static const char *const titles[] = {"term", "in French", "meaning"};
    pl_doc_heading_text(doc, 0, "Title");
    pl_doc_paragraph_start(doc, PL_PARAGRAPH);
    pl_doc_words(doc, "Say `--lang fr-FR`,\n.or -x; well-known.");
    pl_doc_emphasis(doc, "a\\b");
    pl_doc_paragraph_end(doc, PL_PARAGRAPH);
    pl_doc_paragraph(doc, "Second.");
    pl_doc_heading_code(doc, 1, "empty");
    pl_doc_heading_code(doc, 1, "do-not-open");
    pl_doc_table_titles(doc, "", titles, 3);
    pl_doc_cell_start(doc);
    pl_doc_code(doc, "a-b");
    pl_doc_cell_end(doc);
    pl_doc_cell(doc, "c");
    pl_doc_cell(doc, "d");
    pl_doc_item_text(doc, 0, "'item");
}

static void check(const struct pl_dialect *dialect, const char *expected)
{
    const struct pl_report_options options = {.language = PL_EN, .heading_level = 1};
    struct pl_buffer out = {0};
    struct pl_doc doc;
    pl_doc_init_bare(&doc, dialect, &pl_builtin_knowledge, 0, &options, &out);
    write(&doc);
    pl_doc_finish(&doc);
    assert_string_equal(pl_buffer_text(&out), expected);
    pl_buffer_done(&out);
}

static void pages_of_the_manual(void **state)
{
    (void)state;
    check(&pl_dialect_man, ".SH Title\n"
                           "Say \\fB\\-\\-lang fr\\-FR\\fR,\n"
                           "\\&.or \\-x; well-known.\\fIa\\eb\\fR\n"
                           ".PP\nSecond.\n"
                           ".SS do\\-not\\-open\n"
                           ".TP\n.PD 0\n\\fBa\\-b\\fR (in French: c)\nd\n.PD\n"
                           ".IP \\(bu 2\n\\&'item\n");
}

static void pages_in_markdown(void **state)
{
    (void)state;
    check(&pl_dialect_markdown, "# Title\n\n"
                                "Say `--lang fr-FR`,\n.or -x; well-known.*a\\\\b*\n\n"
                                "Second.\n\n"
                                "## `do-not-open`\n\n"
                                "| term | in French | meaning |\n"
                                "|----|---------|-------|\n"
                                "| `a-b` | c | d |\n\n"
                                "- 'item\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pages_of_the_manual), cmocka_unit_test(pages_in_markdown)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
