/* SPDX-License-Identifier: MIT
 * How easily the texts of the knowledge read: words, sentences and syllables of each, counted by simple rules that are
 * said here, and an index of ease. Whole numbers only, the same on every machine and in every locale. Judges no
 * meaning, and reads no profile.
 *
 * Words are what stands between spaces and holds a letter or a digit; digits parted by a no-break space are one word. A
 * sentence ends at . ! ? or … before a capital, a digit or a place to fill in, not after an abbreviation (n°, art., M.)
 * or an initial; ; and : end none. What has no such mark at its end and fewer than five words is a name or a label, and
 * no sentence.
 *
 * Syllables are groups of vowels, y among them. Apostrophes glue (l’eau is one), a hyphen parts. A final e or es after
 * a consonant is mute where the word has another vowel, but for le and les after a consonant in English. A word without
 * vowel, and a figure, counts for one.
 *
 * The index goes from about 0, very hard, to 100, very easy. English: R. Flesch, “A new readability yardstick”, Journal
 * of Applied Psychology 32 (1948), 206.835 − 1.015 × words a sentence − 84.6 × syllables a word. French: its adaptation
 * by L. Kandel and A. Moles, « Application de l’indice de Flesch à la langue française », Cahiers d’études de
 * radio-télévision 19 (1958), as it is used today: 207 − 1.015 × … − 73.6 × ….
 */
#ifndef PL_PROOF_READING_H
#define PL_PROOF_READING_H

#include "base/arena.h"
#include "model/knowledge.h"

enum { PL_LONG_SENTENCE = 25 }; /* words; one with more is long */

struct pl_prose {
    int64_t sentences, words, syllables;
    int64_t over;    /* sentences that are long */
    int64_t longest; /* words of the longest */
};

/* Adds what `text` holds. */
void pl_prose_add(struct pl_prose *prose, const char *text, enum pl_language language);
/* In tenths; 0 where there is no sentence. */
int64_t pl_prose_mean(const struct pl_prose *prose);  /* words a sentence */
int64_t pl_prose_share(const struct pl_prose *prose); /* percent of its sentences that are long */
int64_t pl_prose_index(const struct pl_prose *prose, enum pl_language language);

/* One text of the knowledge in one language. */
struct pl_reading {
    const char *file; /* in the folder of the knowledge */
    uint32_t line;    /* of the entry; 0: not known */
    const char *id;   /* of the entry */
    const char *part; /* its key there */
    enum pl_language language;
    uint32_t rank; /* in which it was found */
    struct pl_prose prose;
};
struct pl_readings {
    struct pl_reading *items; /* the longest sentence first, then the highest mean */
    uint32_t count;
    struct pl_prose totals[PL_LANGUAGES];
};

/* Every text that reaches a reader and has a sentence, in the languages of the bits (1 << language); the explanations
 * of messages apart, which help with a profile and stand in no document. In the arena. */
void pl_readings_make(const struct pl_knowledge *knowledge, uint32_t languages, struct pl_arena *arena,
                      struct pl_readings *out_readings);

#endif
