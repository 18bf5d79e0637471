/* SPDX-License-Identifier: MIT
 * knowledge reference: the page that explains every field of a profile (docs/profile.md), from the vocabulary.
 */
#include <string.h>

#include "cli/cli.h"
#include "base/escape.h"
#include "report/values.h"

struct page {
    struct pl_cli *cli;
    const struct pl_knowledge *k;
    enum pl_language language;
};

/* The words of the page itself. */
enum word { TO, AT_MOST, TABLE_OF_VALUES, OTHER_NAME, REQUIRED, HEAD, DERIVED, WORDS };
static const char *const words[WORDS][PL_LANGUAGES] = {
    [TO] = {"\xc2\xa0à\xc2\xa0", " to "},
    [AT_MOST] = {", au plus ", ", at most "},
    [TABLE_OF_VALUES] = {"\n| valeur | en anglais | sens |\n|---|---|---|\n", "\n| value | in French | meaning |\n|---|---|---|\n"},
    [OTHER_NAME] = {". En anglais\xc2\xa0: `", ". In French: "},
    [REQUIRED] = {", obligatoire*\n\n", ", required*\n\n"},
    [HEAD] = {"# Le profil, champ par champ\n\nÉcrit par `planner knowledge reference --lang fr` d’après le vocabulaire. Noms et valeurs s’écrivent en français ou "
              "en anglais. Les accents et\nles majuscules ne comptent pas, `_` et `-` se valent. Seuls `nom` et `type` sont obligatoires. Ce qui manque est inconnu, "
              "et n’est ni\nun oui ni un non.\n\n"
              "- oui, non\xc2\xa0: `oui`, `non`, `yes`, `no`, `vrai`, `faux`, `true`, `false`, ou leur initiale `o`, `n`, `y`\n"
              "- nombres\xc2\xa0: `15200`, `15 200`, `15 200 habitants`\n"
              "- durées\xc2\xa0: `30min`, `2h`, `1h30`, `2 heures`, `1j`, `1,5 jour`, `une demi-journée`, `1 semaine`\n"
              "- dates\xc2\xa0: `2026-10-30`, `30/10/2026`, `30 octobre 2026`\n"
              "- plateformes\xc2\xa0: tout nom courant (`fb`, `Insta`)\xe2\x80\xaf; un nom qu’aucun catalogue ne connaît reste tel quel, ou s’écrit `autre` avec son `nom`\n",
              "# The profile, field by field\n\nPrinted by `planner knowledge reference` from the vocabulary. Every name and "
              "value may be written in English or in French, accents and\ncase do not matter, `_` and `-` are alike. Only `name` "
              "and `kind` are required: what is left out is unknown, which is\nneither yes nor no.\n\n"
              "- yes, no: `yes`, `no`, `oui`, `non`, `true`, `false`, `vrai`, `faux`, or their first letters `y`, `o`, `n`\n"
              "- numbers: `15200`, `15 200`, `15 200 habitants`\n"
              "- durations: `30min`, `2h`, `1h30`, `2 heures`, `1d`, `1,5 jour`, `une demi-journée`, `1w`, `two weeks`\n"
              "- dates: `2026-10-30`, `30/10/2026` (the day first), `30 octobre 2026`, `October 30, 2026`\n"
              "- platforms: any name that people give them (`fb`, `Insta`); what no catalogue knows stands as it is written, or as `other` "
              "with its `name`\n"},
    [DERIVED] = {"\n## Faits déduits\n\nCalculés d’après le profil\xe2\x80\xaf; les règles s’en servent comme des autres.\n\n| fait | déduit de | sens |\n|---|---|---|\n",
                 "\n## Derived facts\n\nComputed from the profile; rules use them like any other fact.\n\n| fact | from | meaning |\n|---|---|---|\n"},
};
/* By enum pl_type. */
static const char *const french_types[] = {"texte", "nombre", "un choix", "des choix", "oui ou non", "durée", "date", "plateforme", "section", "liste"};

static void add(struct page *page, const char *text)
{
    pl_buffer_add_text(&page->cli->out, text);
}

static void add_escaped(struct page *page, const char *text)
{
    pl_escape_markdown(text, &page->cli->out);
}

static void say(struct page *page, enum word word)
{
    add(page, words[word][page->language]);
}

static void add_aliases(struct page *page, struct pl_range aliases)
{
    for (uint32_t i = 0; i < aliases.count; i++) {
        add(page, i > 0 ? ", `" : "`");
        add(page, pl_text(page->k, page->k->refs[aliases.first + i]));
        add(page, "`");
    }
}

static void add_range(struct page *page, const struct pl_field *field)
{
    if (field->type == PL_TYPE_NUMBER) {
        add(page, ", ");
        pl_say_number(&page->cli->out, page->k->numbers[field->minimum], page->language);
        say(page, TO);
        pl_say_number(&page->cli->out, page->k->numbers[field->maximum], page->language);
        const char *unit = pl_text_in(page->k, field->unit, page->language);
        add(page, *unit == '\0' ? "" : " ");
        add_escaped(page, unit);
    } else if (field->type == PL_TYPE_RECORDS) {
        say(page, AT_MOST);
        pl_buffer_add_number(&page->cli->out, page->k->numbers[field->maximum], ",");
    }
}

static void add_values(struct page *page, const struct pl_field *field)
{
    if (field->values.count == 0) {
        return;
    }
    say(page, TABLE_OF_VALUES);
    for (uint32_t i = 0; i < field->values.count; i++) {
        const struct pl_value *value = &page->k->values[field->values.first + i];
        if (page->language == PL_FR) {
            add(page, "| ");
            add_aliases(page, value->aliases.count > 0 ? value->aliases : (struct pl_range){0, 0});
            add(page, value->aliases.count > 0 ? " | `" : "– | `");
            add(page, pl_text(page->k, value->id));
            add(page, "` | ");
        } else {
            add(page, "| `");
            add(page, pl_text(page->k, value->id));
            add(page, "` | ");
            add_aliases(page, value->aliases);
            add(page, " | ");
        }
        add_escaped(page, pl_text_in(page->k, value->label, page->language));
        add(page, " |\n");
    }
}

static void add_field(struct page *page, uint32_t index)
{
    const struct pl_field *field = &page->k->fields[index];
    bool section = field->type == PL_TYPE_SECTION;
    add(page, field->parent == PL_NONE ? "\n## `" : "\n### `");
    pl_write_field(&page->cli->out, page->k, field, page->language);
    add(page, "`\n\n");
    pl_say_capitalised(&page->cli->out, pl_text_in(page->k, field->label, page->language));
    if (page->language == PL_FR) {
        say(page, OTHER_NAME);
        add(page, pl_text(page->k, field->id));
        add(page, "`.\n");
    } else {
        add(page, field->aliases.count > 0 ? words[OTHER_NAME][PL_EN] : ".");
        add_aliases(page, field->aliases);
        add(page, field->aliases.count > 0 ? ".\n" : "\n");
    }
    if (!section) {
        add(page, "\n*");
        add(page, page->language == PL_FR ? french_types[field->type] : pl_type_words[field->type]);
        add_range(page, field);
        add(page, (field->flags & PL_FIELD_REQUIRED) != 0 ? words[REQUIRED][page->language] : "*\n\n");
        add_escaped(page, pl_text_in(page->k, field->question, page->language));
        add(page, " ");
        add_escaped(page, pl_text_in(page->k, field->why, page->language));
        add(page, "\n");
        add_values(page, field);
    }
    for (uint32_t i = field->children.first; i < field->children.first + field->children.count; i++) {
        add_field(page, i); /* as deep as the vocabulary */
    }
}

int pl_print_reference(struct pl_cli *cli)
{
    bool french = cli->values[PL_OPTION_LANG] != NULL && strcmp(cli->values[PL_OPTION_LANG], "fr") == 0;
    struct page page = {cli, cli->knowledge, french ? PL_FR : PL_EN};
    say(&page, HEAD);
    for (uint32_t i = 0; i < cli->knowledge->fields_count; i++) {
        const struct pl_field *field = &cli->knowledge->fields[i];
        if (field->parent == PL_NONE && (field->flags & PL_FIELD_DERIVED) == 0) {
            add_field(&page, i);
        }
    }
    say(&page, DERIVED);
    for (uint32_t i = 0; i < cli->knowledge->fields_count; i++) {
        const struct pl_field *field = &cli->knowledge->fields[i];
        if ((field->flags & PL_FIELD_DERIVED) == 0) {
            continue;
        }
        add(&page, "| `");
        add(&page, pl_text(page.k, field->id));
        add(&page, "` | ");
        add(&page, field->from == PL_NONE ? "–" : "`");
        add(&page, field->from == PL_NONE ? "" : pl_text(page.k, page.k->fields[field->from].id));
        add(&page, field->from == PL_NONE ? " | " : "` | ");
        add_escaped(&page, pl_text_in(page.k, field->why.in[PL_EN] != 0 ? field->why : field->label, page.language));
        add(&page, " |\n");
    }
    return PL_EXIT_DONE;
}
