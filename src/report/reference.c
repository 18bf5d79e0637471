/* SPDX-License-Identifier: MIT
 * The page that explains every field of a profile, from the vocabulary: docs/profile.md, and a part of the manual.
 */
#include <string.h>

#include "report/doc.h"
#include "report/values.h"

enum { TITLE, OPENING, DERIVED, DERIVED_OPENING, WORDS };
static const char *const words[WORDS][PL_LANGUAGES] = {
    [TITLE] = {"Le profil, champ par champ", "The profile, field by field"},
    [OPENING] = {"Écrit par `planner knowledge reference --lang fr` d’après le vocabulaire. Noms et valeurs s’écrivent "
                 "en français ou en anglais. Les accents et\nles majuscules ne comptent pas, `_` et `-` se valent. "
                 "Seuls `nom` et `type` sont obligatoires. Ce qui manque est inconnu, et n’est ni\nun oui ni un non.",
                 "Printed by `planner knowledge reference` from the vocabulary. Every name and value may be written "
                 "in English or in French, accents and\ncase do not matter, `_` and `-` are alike. Only `name` and "
                 "`kind` are required: what is left out is unknown, which is\nneither yes nor no."},
    [DERIVED] = {"Faits déduits", "Derived facts"},
    [DERIVED_OPENING] = {"Calculés d’après le profil\u202f; les règles s’en servent comme des autres.",
                         "Computed from the profile; rules use them like any other fact."},
};
/* How values are written. */
static const char *const forms[][PL_LANGUAGES] = {
    {"oui, non\u00a0: `oui`, `non`, `yes`, `no`, `vrai`, `faux`, `true`, `false`, ou leur initiale `o`, `n`, `y`",
     "yes, no: `yes`, `no`, `oui`, `non`, `true`, `false`, `vrai`, `faux`, or their first letters `y`, `o`, `n`"},
    {"nombres\u00a0: `15200`, `15 200`, `15 200 habitants`", "numbers: `15200`, `15 200`, `15 200 habitants`"},
    {"durées\u00a0: `30min`, `2h`, `1h30`, `2 heures`, `1j`, `1,5 jour`, `une demi-journée`, `1 semaine`",
     "durations: `30min`, `2h`, `1h30`, `2 heures`, `1d`, `1,5 jour`, `une demi-journée`, `1w`, `two weeks`"},
    {"dates\u00a0: `2026-10-30`, `30/10/2026`, `30 octobre 2026`",
     "dates: `2026-10-30`, `30/10/2026` (the day first), `30 octobre 2026`, `October 30, 2026`"},
    {"plateformes\u00a0: tout nom courant (`fb`, `Insta`)\u202f; un nom qu’aucun catalogue ne connaît reste tel quel, "
     "ou s’écrit `autre` avec son `nom`",
     "platforms: any name that people give them (`fb`, `Insta`); what no catalogue knows stands as it is written, or "
     "as `other` with its `name`"},
};
static const char *const value_titles[PL_LANGUAGES][3] = {{"valeur", "en anglais", "sens"},
                                                          {"value", "in French", "meaning"}};
static const char *const derived_titles[PL_LANGUAGES][3] = {{"fait", "déduit de", "sens"}, {"fact", "from", "meaning"}};
/* By enum pl_type. */
static const char *const french_types[] = {"texte", "nombre", "un choix",   "des choix", "oui ou non",
                                           "durée", "date",   "plateforme", "section",   "liste"};

static void add_codes(struct pl_doc *doc, struct pl_range names)
{
    for (uint32_t i = 0; i < names.count; i++) {
        pl_doc_join(doc, i > 0 ? ", " : "");
        pl_doc_code(doc, pl_text(doc->knowledge, doc->knowledge->refs[names.first + i]));
    }
}

/* A cell of names, or of one. */
static void cell_of_names(struct pl_doc *doc, struct pl_range names, const char *name)
{
    if (names.count == 0 && *name == '\0') {
        pl_doc_cell(doc, "");
        return;
    }
    pl_doc_cell_start(doc);
    if (*name != '\0') {
        pl_doc_code(doc, name);
    } else {
        add_codes(doc, names);
    }
    pl_doc_cell_end(doc);
}

/* "number, 0 to 100,000,000 inhabitants" */
static const char *nature(struct pl_doc *doc, const struct pl_field *field)
{
    const struct pl_knowledge *k = doc->knowledge;
    bool french = doc->language == PL_FR;
    const char *unit = pl_text_in(k, field->unit, doc->language);
    struct pl_buffer *text = pl_doc_scratch(doc);
    pl_buffer_add_text(text, french ? french_types[field->type] : pl_type_words[field->type]);
    if (field->type == PL_TYPE_NUMBER) {
        pl_buffer_add_text(text, ", ");
        pl_say_number(text, k->numbers[field->minimum], doc->language);
        pl_buffer_add_text(text, french ? "\u00a0à\u00a0" : " to ");
        pl_say_number(text, k->numbers[field->maximum], doc->language);
        pl_buffer_add_text(text, *unit == '\0' ? "" : " ");
        pl_buffer_add_text(text, unit);
    } else if (field->type == PL_TYPE_RECORDS) {
        pl_buffer_add_text(text, french ? ", au plus " : ", at most ");
        pl_say_number(text, k->numbers[field->maximum], doc->language);
    }
    bool required = (field->flags & PL_FIELD_REQUIRED) != 0;
    pl_buffer_add_text(text, !required ? "" : french ? ", obligatoire" : ", required");
    return pl_doc_kept(doc);
}

static void add_field(struct pl_doc *doc, const struct pl_field *field)
{
    const struct pl_knowledge *k = doc->knowledge;
    struct pl_buffer *name = pl_doc_scratch(doc);
    pl_write_field(name, k, field, doc->language);
    pl_doc_heading_code(doc, field->parent == PL_NONE ? 1 : 2, pl_doc_kept(doc));
    pl_doc_paragraph_start(doc, PL_PARAGRAPH);
    pl_doc_text(doc, pl_doc_capital(doc, pl_text_in(k, field->label, doc->language)));
    if (doc->language == PL_FR) {
        pl_doc_join(doc, ". En anglais\u00a0: ");
        pl_doc_code(doc, pl_text(k, field->id));
    } else {
        pl_doc_join(doc, field->aliases.count > 0 ? ". In French: " : "");
        add_codes(doc, field->aliases);
    }
    pl_doc_join(doc, ".");
    pl_doc_paragraph_end(doc, PL_PARAGRAPH);
    if (field->type != PL_TYPE_SECTION) {
        pl_doc_paragraph_start(doc, PL_PARAGRAPH);
        pl_doc_emphasis(doc, nature(doc, field));
        pl_doc_paragraph_end(doc, PL_PARAGRAPH);
        pl_doc_paragraph_start(doc, PL_PARAGRAPH);
        pl_doc_text(doc, pl_text_in(k, field->question, doc->language));
        pl_doc_join(doc, " ");
        pl_doc_text(doc, pl_text_in(k, field->why, doc->language));
        pl_doc_paragraph_end(doc, PL_PARAGRAPH);
        pl_doc_table_titles(doc, "", value_titles[doc->language], 3);
        for (uint32_t i = 0; i < field->values.count; i++) {
            const struct pl_value *value = &k->values[field->values.first + i];
            const char *id = pl_text(doc->knowledge, value->id);
            bool french = doc->language == PL_FR;
            cell_of_names(doc, value->aliases, french ? "" : id);
            cell_of_names(doc, value->aliases, french ? id : "");
            pl_doc_cell(doc, pl_text_in(doc->knowledge, value->label, doc->language));
        }
    }
    for (uint32_t i = 0; i < field->children.count; i++) {
        add_field(doc, &k->fields[field->children.first + i]); /* as deep as the vocabulary */
    }
}

void pl_write_reference(struct pl_doc *doc)
{
    const struct pl_knowledge *k = doc->knowledge;
    pl_doc_heading_text(doc, 0, words[TITLE][doc->language]);
    pl_doc_paragraph_start(doc, PL_PARAGRAPH);
    pl_doc_words(doc, words[OPENING][doc->language]);
    pl_doc_paragraph_end(doc, PL_PARAGRAPH);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        pl_doc_item(doc, 0);
        pl_doc_words(doc, forms[i][doc->language]);
        pl_doc_item_end(doc);
    }
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (k->fields[i].parent == PL_NONE && (k->fields[i].flags & PL_FIELD_DERIVED) == 0) {
            add_field(doc, &k->fields[i]);
        }
    }
    pl_doc_heading_text(doc, 1, words[DERIVED][doc->language]);
    pl_doc_paragraph(doc, words[DERIVED_OPENING][doc->language]);
    pl_doc_table_titles(doc, "", derived_titles[doc->language], 3);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        if ((field->flags & PL_FIELD_DERIVED) != 0) {
            struct pl_text2 why = field->why.in[PL_EN] != 0 ? field->why : field->label;
            cell_of_names(doc, (struct pl_range){0, 0}, pl_text(k, field->id));
            cell_of_names(doc, (struct pl_range){0, 0},
                          field->from == PL_NONE ? "" : pl_text(k, k->fields[field->from].id));
            pl_doc_cell(doc, pl_text_in(k, why, doc->language));
        }
    }
    pl_doc_end(doc);
}
