/* SPDX-License-Identifier: MIT
 * knowledge reference: the page that explains every field of a profile (docs/profile.md), from the vocabulary.
 */
#include "cli/cli.h"
#include "base/escape.h"
#include "report/values.h"

struct page {
    struct pl_cli *cli;
    const struct pl_knowledge *k;
};

static void add(struct page *page, const char *text)
{
    pl_buffer_add_text(&page->cli->out, text);
}

static void add_escaped(struct page *page, const char *text)
{
    pl_escape_markdown(text, &page->cli->out);
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
        pl_buffer_add_number(&page->cli->out, page->k->numbers[field->minimum], ",");
        add(page, " to ");
        pl_buffer_add_number(&page->cli->out, page->k->numbers[field->maximum], ",");
        const char *unit = pl_text_in(page->k, field->unit, PL_EN);
        add(page, *unit == '\0' ? "" : " ");
        add_escaped(page, unit);
    } else if (field->type == PL_TYPE_RECORDS) {
        add(page, ", at most ");
        pl_buffer_add_number(&page->cli->out, page->k->numbers[field->maximum], ",");
    }
}

static void add_values(struct page *page, const struct pl_field *field)
{
    if (field->values.count == 0) {
        return;
    }
    add(page, "\n| value | in French | meaning |\n|---|---|---|\n");
    for (uint32_t i = 0; i < field->values.count; i++) {
        const struct pl_value *value = &page->k->values[field->values.first + i];
        add(page, "| `");
        add(page, pl_text(page->k, value->id));
        add(page, "` | ");
        add_aliases(page, value->aliases);
        add(page, " | ");
        add_escaped(page, pl_text_in(page->k, value->label, PL_EN));
        add(page, " |\n");
    }
}

static void add_field(struct page *page, uint32_t index)
{
    const struct pl_field *field = &page->k->fields[index];
    bool section = field->type == PL_TYPE_SECTION;
    add(page, field->parent == PL_NONE ? "\n## `" : "\n### `");
    add(page, pl_text(page->k, field->id));
    add(page, "`\n\n");
    pl_say_capitalised(&page->cli->out, pl_text_in(page->k, field->label, PL_EN));
    add(page, field->aliases.count > 0 ? ". In French: " : ".");
    add_aliases(page, field->aliases);
    add(page, field->aliases.count > 0 ? ".\n" : "\n");
    if (!section) {
        add(page, "\n*");
        add(page, pl_type_words[field->type]);
        add_range(page, field);
        add(page, (field->flags & PL_FIELD_REQUIRED) != 0 ? ", required*\n\n" : "*\n\n");
        add_escaped(page, pl_text_in(page->k, field->question, PL_EN));
        add(page, " ");
        add_escaped(page, pl_text_in(page->k, field->why, PL_EN));
        add(page, "\n");
        add_values(page, field);
    }
    for (uint32_t i = field->children.first; i < field->children.first + field->children.count; i++) {
        add_field(page, i); /* as deep as the vocabulary */
    }
}

int pl_print_reference(struct pl_cli *cli)
{
    struct page page = {cli, cli->knowledge};
    add(&page, "# The profile, field by field\n\nPrinted by `planner knowledge reference` from the vocabulary. Every name and "
               "value may be written in English or in French, accents and\ncase do not matter, `_` and `-` are alike. Only `name` "
               "and `kind` are required: what is left out is unknown, which is\nneither yes nor no.\n\n"
               "- yes, no: `yes`, `no`, `oui`, `non`, `true`, `false`, `vrai`, `faux`, or their first letters `y`, `o`, `n`\n"
               "- numbers: `15200`, `15 200`, `15 200 habitants`\n"
               "- durations: `30min`, `2h`, `1h30`, `2 heures`, `1d`, `1,5 jour`, `une demi-journée`, `1w`, `two weeks`\n"
               "- dates: `2026-10-30`, `30/10/2026` (the day first), `30 octobre 2026`, `October 30, 2026`\n"
               "- platforms: any name that people give them (`fb`, `Insta`); what no catalogue knows stands as it is written, or as `other` "
               "with its `name`\n");
    for (uint32_t i = 0; i < cli->knowledge->fields_count; i++) {
        const struct pl_field *field = &cli->knowledge->fields[i];
        if (field->parent == PL_NONE && (field->flags & PL_FIELD_DERIVED) == 0) {
            add_field(&page, i);
        }
    }
    add(&page, "\n## Derived facts\n\nComputed from the profile; rules use them like any other fact.\n\n| fact | from | meaning |\n"
               "|---|---|---|\n");
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
        add_escaped(&page, pl_text_in(page.k, field->why.in[PL_EN] != 0 ? field->why : field->label, PL_EN));
        add(&page, " |\n");
    }
    return PL_EXIT_DONE;
}
