/* SPDX-License-Identifier: MIT
 * knowledge readability: the texts that read worst, a line each, then the figures of each language. JSON holds every
 * text. Judges nothing: the status is always that of success.
 */
#include "cli/knowledge.h"
#include "proof/reading.h"

enum { WORST = 20 };

static void add_tenths(struct pl_cli *cli, int64_t tenths)
{
    int64_t size = tenths < 0 ? -tenths : tenths;
    pl_buffer_add_text(&cli->out, tenths < 0 ? pl_cli_words(cli, "−", "-") : "");
    pl_buffer_add_number(&cli->out, size / 10, "");
    pl_buffer_add_text(&cli->out, pl_cli_words(cli, ",", "."));
    pl_buffer_add_number(&cli->out, size % 10, "");
}

static const char *language_code(enum pl_language language)
{
    return language == PL_FR ? "fr" : "en";
}

static void add_prose(struct pl_json *to, const struct pl_prose *prose, enum pl_language language)
{
    pl_json_integer(to, "sentences", prose->sentences);
    pl_json_integer(to, "words", prose->words);
    pl_json_integer(to, "syllables", prose->syllables);
    pl_json_integer(to, "longest", prose->longest);
    pl_json_integer(to, "long", prose->over);
    pl_json_integer(to, "mean_tenths", pl_prose_mean(prose));
    pl_json_integer(to, "long_per_thousand", pl_prose_share(prose));
    pl_json_integer(to, "index_tenths", pl_prose_index(prose, language));
}

static void print_json(struct pl_cli *cli, const struct pl_readings *readings, uint32_t languages)
{
    struct pl_json to = {.out = &cli->out};
    pl_json_object(&to, NULL);
    pl_json_array(&to, "texts");
    for (uint32_t i = 0; i < readings->count; i++) {
        const struct pl_reading *reading = &readings->items[i];
        pl_json_object(&to, NULL);
        pl_json_text(&to, "file", reading->file);
        pl_json_known(&to, "line", reading->line > 0, reading->line);
        pl_json_text(&to, "id", reading->id);
        pl_json_text(&to, "part", reading->part);
        pl_json_text(&to, "language", language_code(reading->language));
        add_prose(&to, &reading->prose, reading->language);
        pl_json_end(&to);
    }
    pl_json_end(&to);
    pl_json_object(&to, "languages");
    for (int language = 0; language < PL_LANGUAGES; language++) {
        if ((languages >> language & 1) != 0) {
            pl_json_object(&to, language_code((enum pl_language)language));
            add_prose(&to, &readings->totals[language], (enum pl_language)language);
            pl_json_end(&to);
        }
    }
    pl_json_ends(&to, 2);
}

int pl_knowledge_readability(struct pl_cli *cli)
{
    bool one = cli->values[PL_OPTION_LANG] != NULL; /* else the texts of both languages */
    uint32_t languages = one ? 1u << pl_cli_language(cli, NULL) : (1u << PL_LANGUAGES) - 1;
    struct pl_readings readings = {0};
    pl_readings_make(cli->knowledge, languages, &cli->arguments, &readings);
    if (pl_cli_wants_json(cli)) {
        print_json(cli, &readings, languages);
        return PL_EXIT_DONE;
    }
    for (uint32_t i = 0; i < readings.count && i < WORST; i++) {
        const struct pl_reading *reading = &readings.items[i];
        const char *const colon = pl_cli_words(cli, " : ", ": ");
        pl_buffer_add_text(&cli->out, reading->file);
        if (reading->line > 0) {
            pl_buffer_add_char(&cli->out, ':');
            pl_buffer_add_number(&cli->out, reading->line, "");
        }
        const char *const names[] = {": ", reading->id, ", ", reading->part, ", ", language_code(reading->language),
                                     colon};
        for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
            pl_buffer_add_text(&cli->out, names[n]);
        }
        pl_buffer_add_number(&cli->out, reading->prose.longest, "");
        pl_buffer_add_text(&cli->out, pl_cli_words(cli, " mots, moyenne ", " words, mean "));
        add_tenths(cli, pl_prose_mean(&reading->prose));
        pl_buffer_add_char(&cli->out, '\n');
    }
    for (int language = 0; language < PL_LANGUAGES; language++) {
        if ((languages >> language & 1) != 0) {
            const struct pl_prose *prose = &readings.totals[language];
            enum pl_language of = (enum pl_language)language;
            pl_buffer_add_text(&cli->out, of == PL_FR ? pl_cli_words(cli, "français : ", "French: ")
                                                      : pl_cli_words(cli, "anglais : ", "English: "));
            pl_buffer_add_number(&cli->out, prose->sentences, "");
            pl_buffer_add_text(&cli->out, pl_cli_words(cli, " phrases, ", " sentences, "));
            add_tenths(cli, pl_prose_mean(prose));
            pl_buffer_add_text(&cli->out, pl_cli_words(cli, " mots en moyenne, ", " words on average, "));
            add_tenths(cli, pl_prose_share(prose));
            pl_buffer_add_text(&cli->out, pl_cli_words(cli, " % de plus de ", "% over "));
            pl_buffer_add_number(&cli->out, PL_LONG_SENTENCE, "");
            pl_buffer_add_text(&cli->out, pl_cli_words(cli, " mots, indice ", " words, index "));
            add_tenths(cli, pl_prose_index(prose, of));
            pl_buffer_add_text(&cli->out, of == PL_FR
                                              ? pl_cli_words(cli, " (Kandel et Moles)\n", " (Kandel and Moles)\n")
                                              : " (Flesch)\n");
        }
    }
    return PL_EXIT_DONE;
}
