/* SPDX-License-Identifier: MIT
 * Words, sentences and syllables as src/engine/reading.h says that they are counted, and the index worked out by hand.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "proof/reading.h"

static struct pl_prose prose_of(const char *text, enum pl_language language)
{
    struct pl_prose prose = {0};
    pl_prose_add(&prose, text, language);
    return prose;
}

#define LITTLE "\xe2\x80\xaf" /* U+202F */
#define NBSP "\xc2\xa0"

static void test_sentences(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int sentences, words;
    } cases[] = {
        {"", 0, 0},
        {"Titre", 0, 0}, /* a label */
        {"Titre court, sans point, ici", 1, 5},
        {"Oui.", 1, 1},
        {"Oui" LITTLE "! Non" LITTLE "? Bien…", 3, 3},
        {"La loi n°" NBSP "2018-1021 et l’art. 3, M. Durand, L. 2121-8 et F. Confino comptent.", 1, 15},
        {"Il en manque 3,5. Une heure suffit.", 2, 7},
        {"Dites «" NBSP "Oui." NBSP "» Puis partez.", 2, 4},
        {"It takes 3.5 hours, e.g. two days. No more.", 2, 9},
        {"Un, deux… et trois.", 1, 4},
        {"Il lit, répond, etc. Puis il part.", 2, 7},
        {"Paru en 2011. 30 pages.", 2, 5},
        {"15" LITTLE "120 habitants" NBSP ": ils comptent" LITTLE "; tous.", 1, 5},
        {"Sanchez v. France (2023). {1} autres.", 2, 6},
        {"Article L. 52-1. Il vaut.", 2, 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_prose prose = prose_of(cases[i].text, PL_FR);
        if (prose.sentences != cases[i].sentences || prose.words != cases[i].words) {
            fail_msg("%s: %d sentences, %d words", cases[i].text, (int)prose.sentences, (int)prose.words);
        }
    }
}

static void test_syllables(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum pl_language language;
        int syllables;
    } cases[] = {
        {"Eau.", PL_FR, 1},    {"L’eau.", PL_FR, 1},   {"Commune.", PL_FR, 2},   {"Communes.", PL_FR, 2},
        {"Le.", PL_FR, 1},     {"École.", PL_FR, 2},   {"Qu’elle.", PL_FR, 1},   {"Peut-être.", PL_FR, 2},
        {"Vie.", PL_FR, 1},    {"Cœur.", PL_FR, 1},    {"2026.", PL_FR, 1},      {"Délibération.", PL_FR, 5},
        {"Table.", PL_FR, 1},  {"Table.", PL_EN, 2},   {"Tables.", PL_EN, 2},    {"Make.", PL_EN, 1},
        {"People.", PL_EN, 2}, {"Council.", PL_EN, 2}, {"Authority.", PL_EN, 4}, {"Whole.", PL_EN, 1},
        {"The.", PL_EN, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_prose prose = prose_of(cases[i].text, cases[i].language);
        if (prose.syllables != cases[i].syllables) {
            fail_msg("%s: %d syllables", cases[i].text, (int)prose.syllables);
        }
    }
}

static void test_figures(void **state)
{
    (void)state;
    struct pl_prose prose = {.sentences = 4, .words = 50, .syllables = 80, .over = 1};
    assert_int_equal(pl_prose_mean(&prose), 125);
    assert_int_equal(pl_prose_share(&prose), 250);
    assert_int_equal(pl_prose_index(&prose, PL_FR), 766); /* 207 - 1.015 × 12.5 - 73.6 × 1.6 = 76.5525 */
    assert_int_equal(pl_prose_index(&prose, PL_EN), 588); /* 206.835 - 1.015 × 12.5 - 84.6 × 1.6 = 58.7875 */
    prose = (struct pl_prose){.sentences = 1, .words = 100, .syllables = 200};
    assert_int_equal(pl_prose_index(&prose, PL_EN), -639); /* 206.835 - 101.5 - 169.2 = -63.865 */
    prose = (struct pl_prose){0};
    assert_int_equal(pl_prose_mean(&prose) + pl_prose_share(&prose) + pl_prose_index(&prose, PL_FR), 0);
    prose = prose_of(
        "A b c d e f g h i j k l m n o p q r s t u v w x y. A b c d e f g h i j k l m n o p q r s t u v w x y z.",
        PL_EN);
    assert_int_equal(prose.over, 1);
    assert_int_equal(prose.longest, 26);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sentences), cmocka_unit_test(test_syllables),
                                       cmocka_unit_test(test_figures)};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
