/* SPDX-License-Identifier: MIT
 * knowledge readability: the texts that read worst, a line each, then the figures of each language. JSON holds every
 * text. Judges nothing: the status is always that of success.
 */
#include "cli/knowledge.h"
#include "engine/reading.h"

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

static void set_prose(json_t *object, const struct pl_prose *prose, enum pl_language language)
{
    json_object_set_new(object, "sentences", json_integer(prose->sentences));
    json_object_set_new(object, "words", json_integer(prose->words));
    json_object_set_new(object, "syllables", json_integer(prose->syllables));
    json_object_set_new(object, "longest", json_integer(prose->longest));
    json_object_set_new(object, "long", json_integer(prose->over));
    json_object_set_new(object, "mean_tenths", json_integer(pl_prose_mean(prose)));
    json_object_set_new(object, "long_per_thousand", json_integer(pl_prose_share(prose)));
    json_object_set_new(object, "index_tenths", json_integer(pl_prose_index(prose, language)));
}

static json_t *reading_json(const struct pl_reading *reading)
{
    json_t *object = json_object();
    json_object_set_new(object, "file", pl_json_string(reading->file));
    json_object_set_new(object, "line", reading->line > 0 ? json_integer(reading->line) : json_null());
    json_object_set_new(object, "id", pl_json_string(reading->id));
    json_object_set_new(object, "part", pl_json_string(reading->part));
    json_object_set_new(object, "language", pl_json_string(language_code(reading->language)));
    set_prose(object, &reading->prose, reading->language);
    return object;
}

static void say_reading(struct pl_cli *cli, const struct pl_reading *reading)
{
    const char *const colon = pl_cli_words(cli, " : ", ": ");
    pl_buffer_add_text(&cli->out, reading->file);
    if (reading->line > 0) {
        pl_buffer_add_char(&cli->out, ':');
        pl_buffer_add_number(&cli->out, reading->line, "");
    }
    const char *const names[] = {": ", reading->id, ", ", reading->part, ", ", language_code(reading->language), colon};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        pl_buffer_add_text(&cli->out, names[i]);
    }
    pl_buffer_add_number(&cli->out, reading->prose.longest, "");
    pl_buffer_add_text(&cli->out, pl_cli_words(cli, " mots, moyenne ", " words, mean "));
    add_tenths(cli, pl_prose_mean(&reading->prose));
    pl_buffer_add_char(&cli->out, '\n');
}

static void say_total(struct pl_cli *cli, const struct pl_prose *prose, enum pl_language language)
{
    pl_buffer_add_text(&cli->out, language == PL_FR ? pl_cli_words(cli, "français : ", "French: ")
                                                    : pl_cli_words(cli, "anglais : ", "English: "));
    pl_buffer_add_number(&cli->out, prose->sentences, "");
    pl_buffer_add_text(&cli->out, pl_cli_words(cli, " phrases, ", " sentences, "));
    add_tenths(cli, pl_prose_mean(prose));
    pl_buffer_add_text(&cli->out, pl_cli_words(cli, " mots en moyenne, ", " words on average, "));
    add_tenths(cli, pl_prose_share(prose));
    pl_buffer_add_text(&cli->out, pl_cli_words(cli, " % de plus de ", "% over "));
    pl_buffer_add_number(&cli->out, PL_LONG_SENTENCE, "");
    pl_buffer_add_text(&cli->out, pl_cli_words(cli, " mots, indice ", " words, index "));
    add_tenths(cli, pl_prose_index(prose, language));
    pl_buffer_add_text(&cli->out, language == PL_FR ? pl_cli_words(cli, " (Kandel et Moles)\n", " (Kandel and Moles)\n")
                                                    : " (Flesch)\n");
}

int pl_knowledge_readability(struct pl_cli *cli)
{
    bool one = cli->values[PL_OPTION_LANG] != NULL; /* else the texts of both languages */
    uint32_t languages = one ? 1u << pl_cli_language(cli, NULL) : (1u << PL_LANGUAGES) - 1;
    struct pl_readings readings = {0};
    pl_readings_make(cli->knowledge, languages, &cli->arguments, &readings);
    json_t *texts = json_array(), *totals = json_object(), *root = json_object();
    for (uint32_t i = 0; i < readings.count; i++) {
        if (pl_cli_wants_json(cli)) {
            json_array_append_new(texts, reading_json(&readings.items[i]));
        } else if (i < WORST) {
            say_reading(cli, &readings.items[i]);
        }
    }
    for (int language = 0; language < PL_LANGUAGES; language++) {
        if ((languages >> language & 1) == 0) {
            continue;
        }
        json_t *total = json_object();
        set_prose(total, &readings.totals[language], (enum pl_language)language);
        json_object_set_new(totals, language_code((enum pl_language)language), total);
        if (!pl_cli_wants_json(cli)) {
            say_total(cli, &readings.totals[language], (enum pl_language)language);
        }
    }
    json_object_set_new(root, "texts", texts);
    json_object_set_new(root, "languages", totals);
    if (pl_cli_wants_json(cli)) {
        pl_cli_print_json(cli, root);
    } else {
        json_decref(root);
    }
    return PL_EXIT_DONE;
}
