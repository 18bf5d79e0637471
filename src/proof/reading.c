/* SPDX-License-Identifier: MIT
 * See reading.h.
 */
#include "proof/reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "load/schema.h"

enum {
    NBSP = 0xA0,
    THIN = 0x2009,
    NARROW = 0x202F,
    ELLIPSIS = 0x2026,
    APOSTROPHE = 0x2019,
    LABEL_WORDS = 5,
    WORD_MAX = 32
};

/* Code points of which a lower-case letter of French and English is made. */
static int32_t lower(int32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ? c + 0x20
           : c == 0x152 || c == 0x178                                      ? (c == 0x152 ? 0x153 : 0xFF)
                                                                           : c;
}

static bool is_capital(int32_t c)
{
    return lower(c) != c;
}

static bool is_digit(int32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(int32_t c)
{
    c = lower(c);
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) || c == 0x153;
}

static bool is_vowel(int32_t c)
{
    static const int32_t accented[] = {0xE0, 0xE2, 0xE4, 0xE6, 0xE8, 0xE9, 0xEA, 0xEB, 0xEE,
                                       0xEF, 0xF4, 0xF6, 0xF9, 0xFB, 0xFC, 0xFF, 0x153};
    for (size_t i = 0; i < sizeof accented / sizeof *accented; i++) {
        if (c == accented[i]) {
            return true;
        }
    }
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* What may stand between a stop and the space after it, or before the capital. */
static bool is_quotation(int32_t c)
{
    return c == 0xAB || c == 0xBB || c == 0x201C || c == 0x201D || c == APOSTROPHE || c == '"' || c == '\'' ||
           c == '(' || c == ')' || c == '[' || c == ']' || c == '*';
}

/* ---- syllables -------------------------------------------------------------------------------------------- */

/* Of one run of letters, in lower case. */
static int64_t syllables_of(const int32_t *run, size_t length, enum pl_language language)
{
    int64_t groups = 0;
    for (size_t i = 0; i < length; i++) {
        groups += is_vowel(run[i]) && (i == 0 || !is_vowel(run[i - 1]));
    }
    size_t end = length > 2 && run[length - 1] == 's' ? length - 1 : length; /* of les as of le */
    bool mute = groups > 1 && run[end - 1] == 'e' && !is_vowel(run[end - 2]);
    bool kept = language == PL_EN && end > 2 && run[end - 2] == 'l' && !is_vowel(run[end - 3]); /* people, tables */
    return groups - (mute && !kept);
}

/* Of what stands between two spaces. */
static int64_t syllables_in(struct pl_view word, enum pl_language language)
{
    int32_t run[WORD_MAX];
    size_t length = 0;
    int64_t count = 0;
    while (word.length > 0) {
        int32_t c = lower(pl_view_next(&word));
        if (is_letter(c) && length < WORD_MAX) {
            run[length++] = c;
        } else if (c != '\'' && c != APOSTROPHE && length > 0) {
            count += syllables_of(run, length, language);
            length = 0;
        }
    }
    count += length > 0 ? syllables_of(run, length, language) : 0;
    return count > 0 ? count : 1;
}

/* ---- sentences -------------------------------------------------------------------------------------------- */

/* What stands between two spaces, the no-break ones among them. */
struct word {
    struct pl_view view;
    bool counts; /* holds a letter or a digit */
    bool opens;  /* may begin a sentence */
    bool stops;  /* ends with a stop that may end one */
    bool pauses; /* ends with another mark */
};

/* Whether the point at the end of `word` only shortens it. */
static bool is_shortened(struct pl_view word)
{
    static const char *const shortened[] = {"al",  "approx", "art", "cf",  "ch", "chap", "dir", "dr", "e.g", "ed",
                                            "env", "ex",     "fig", "i.e", "jr", "m",    "max", "me", "min", "mm",
                                            "mr",  "mrs",    "ms",  "n",   "no", "nos",  "n°",  "p",  "pp",  "para",
                                            "rev", "réf",    "sec", "sr",  "st", "ste",  "tél", "v",  "vol", "vs"};
    char tail[16];
    size_t length = 0, letters = 0;
    bool capital = false;
    while (word.length > 0) {
        struct pl_view before = word;
        int32_t c = pl_view_next(&word);
        size_t bytes = before.length - word.length;
        if (!is_letter(c) && !is_digit(c) && c != '.' &&
            c != 0xB0) { /* what follows another mark is a word of its own */
            length = letters = 0;
            continue;
        }
        letters++;
        capital = is_capital(c);
        if (length + bytes >= sizeof tail) {
            return false;
        }
        memcpy(tail + length, before.text, bytes);
        tail[length] = (char)(bytes == 1 ? lower(c) : tail[length]);
        length += bytes;
    }
    tail[length] = '\0';
    if (letters == 1 && capital) { /* L. 2121-8, F. Confino */
        return true;
    }
    for (size_t i = 0; i < sizeof shortened / sizeof *shortened; i++) {
        if (strcmp(tail, shortened[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Takes the next word off `text`. */
static struct word next_word(struct pl_view *text)
{
    struct word word = {.view = {text->text, 0}};
    struct pl_view body = word.view; /* without the marks that close it */
    int32_t last = 0, mark = 0;
    while (text->length > 0) {
        struct pl_view rest = *text;
        int32_t c = pl_view_next(&rest);
        if ((c == ' ' || c == '\n' || c == '\t' || c == NBSP || c == THIN || c == NARROW) &&
            !(is_digit(last) && (c == NBSP || c == NARROW) && rest.length > 0 && is_digit((unsigned char)*rest.text))) {
            if (word.view.length > 0) {
                break;
            }
            *text = rest; /* spaces before it */
            word.view.text = body.text = rest.text;
            continue;
        }
        if (!word.counts && !is_quotation(c)) {
            word.opens = is_capital(c) || is_digit(c) || c == '{';
        }
        word.counts = word.counts || is_letter(c) || is_digit(c);
        if (!is_quotation(c)) {
            mark = c;
            body.length = (size_t)(text->text - body.text); /* up to this mark */
        }
        word.view.length += text->length - rest.length;
        last = c;
        *text = rest;
    }
    word.stops =
        (mark == '.' || mark == '!' || mark == '?' || mark == ELLIPSIS) && !(mark == '.' && is_shortened(body));
    word.pauses = !word.stops && mark != 0;
    return word;
}

/* The sentence that has just ended, unless it is a label. */
static void end_sentence(struct pl_prose *prose, struct pl_prose *sentence, bool stopped)
{
    if (sentence->words >= LABEL_WORDS || (stopped && sentence->words > 0)) {
        prose->sentences++;
        prose->words += sentence->words;
        prose->syllables += sentence->syllables;
        prose->over += sentence->words > PL_LONG_SENTENCE;
        prose->longest = sentence->words > prose->longest ? sentence->words : prose->longest;
    }
    *sentence = (struct pl_prose){0};
}

void pl_prose_add(struct pl_prose *prose, const char *text, enum pl_language language)
{
    struct pl_view rest = pl_view_of(text);
    struct pl_prose sentence = {0};
    bool stopped = false;
    while (rest.length > 0) {
        struct word word = next_word(&rest);
        if (!word.counts) { /* marks alone, as French sets them apart */
            stopped = word.stops || (stopped && !word.pauses);
            continue;
        }
        if (stopped && word.opens) {
            end_sentence(prose, &sentence, true);
        }
        sentence.words++;
        sentence.syllables += syllables_in(word.view, language);
        stopped = word.stops;
    }
    end_sentence(prose, &sentence, stopped);
}

/* ---- figures ---------------------------------------------------------------------------------------------- */

static int64_t rounded(int64_t above, int64_t below)
{
    int64_t twice = 2 * above + below;
    return twice >= 0 ? twice / (2 * below) : -((2 * below - 1 - twice) / (2 * below));
}

int64_t pl_prose_mean(const struct pl_prose *prose)
{
    return prose->sentences == 0 ? 0 : rounded(10 * prose->words, prose->sentences);
}

int64_t pl_prose_share(const struct pl_prose *prose)
{
    return prose->sentences == 0 ? 0 : rounded(1000 * prose->over, prose->sentences);
}

/* The three constants of each formula, in thousandths. */
int64_t pl_prose_index(const struct pl_prose *prose, enum pl_language language)
{
    static const int64_t formulas[PL_LANGUAGES][3] = {[PL_FR] = {207000, 1015, 73600}, [PL_EN] = {206835, 1015, 84600}};
    const int64_t *formula = formulas[language];
    int64_t s = prose->sentences, w = prose->words;
    return s == 0 ? 0
                  : rounded(formula[0] * s * w - formula[1] * w * w - formula[2] * prose->syllables * s, 100 * s * w);
}

/* ---- the texts of the knowledge --------------------------------------------------------------------------- */

struct gathering {
    const struct pl_knowledge *knowledge;
    struct pl_arena *arena;
    struct pl_readings readings;
    uint32_t languages, room;
};

static void add_text(struct gathering *gathering, struct pl_text2 text, struct pl_reading reading)
{
    struct pl_readings *readings = &gathering->readings;
    for (int language = 0; language < PL_LANGUAGES; language++) {
        reading.language = (enum pl_language)language;
        reading.prose = (struct pl_prose){0};
        bool is_french =
            language == PL_EN && text.in[PL_EN] == text.in[PL_FR]; /* of an act that is written in French alone */
        if ((gathering->languages >> language & 1) == 0 || is_french) {
            continue;
        }
        pl_prose_add(&reading.prose, pl_text_in(gathering->knowledge, text, reading.language), reading.language);
        if (reading.prose.sentences == 0) {
            continue;
        }
        if (readings->count == gathering->room) {
            struct pl_reading *grown = pl_arena_array(
                gathering->arena, gathering->room = gathering->room == 0 ? 512 : 2 * gathering->room, sizeof *grown);
            if (readings->count > 0) {
                memcpy(grown, readings->items, readings->count * sizeof *grown);
            }
            readings->items = grown;
        }
        reading.rank = readings->count;
        readings->items[readings->count++] = reading;
        struct pl_prose *total = &readings->totals[language];
        total->sentences += reading.prose.sentences;
        total->words += reading.prose.words;
        total->syllables += reading.prose.syllables;
        total->over += reading.prose.over;
        total->longest = reading.prose.longest > total->longest ? reading.prose.longest : total->longest;
    }
}

/* Measured are the texts that a reader of reports, or a writer of profiles, comes upon. */
static void gather(void *state, const struct pl_seen *seen)
{
    bool of_labels = seen->form->array == PL_ARRAY_labels;
    bool told = seen->form->array != PL_ARRAY_explanations && seen->key->shape == PL_SHAPE_TEXT2;
    if (told) {
        const struct pl_text2 *text = seen->value;
        add_text(state, *text,
                 (struct pl_reading){seen->file,
                                     seen->line,
                                     of_labels ? seen->key->name : seen->id,
                                     of_labels ? "label" : seen->key->name,
                                     PL_FR,
                                     0,
                                     {0}});
    }
}

static int compare(const void *left, const void *right)
{
    const struct pl_reading *a = left, *b = right;
    if (a->prose.longest != b->prose.longest) {
        return a->prose.longest > b->prose.longest ? -1 : 1;
    }
    int64_t mean_a = a->prose.words * b->prose.sentences, mean_b = b->prose.words * a->prose.sentences;
    if (mean_a != mean_b) {
        return mean_a > mean_b ? -1 : 1;
    }
    return a->rank < b->rank ? -1 : 1; /* never equal: qsort may do as it likes with those that are */
}

void pl_readings_make(const struct pl_knowledge *knowledge, uint32_t languages, struct pl_arena *arena,
                      struct pl_readings *out_readings)
{
    struct gathering gathering = {.knowledge = knowledge, .arena = arena, .languages = languages};
    pl_schema_walk(knowledge, gather, &gathering);
    if (gathering.readings.count > 0) {
        qsort(gathering.readings.items, gathering.readings.count, sizeof *gathering.readings.items, compare);
    }
    *out_readings = gathering.readings;
}
