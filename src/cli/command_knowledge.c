/* SPDX-License-Identifier: MIT
 * knowledge: what the program knows, and whether all of the interview is in it.
 */
#include <string.h>

#include "cli/codes.h"
#include "cli/knowledge.h"
#include "model/citations.h"
#include "report/doc.h"

static void add(struct pl_cli *cli, const char *text)
{
    pl_buffer_add_text(&cli->out, text);
}

static void add_number(struct pl_cli *cli, uint32_t number)
{
    pl_buffer_add_number(&cli->out, number, "");
}

const char *pl_cli_words(const struct pl_cli *cli, const char *french, const char *english)
{
    return pl_cli_language(cli, NULL) == PL_FR ? french : english;
}

/* ---- who cites what -------------------------------------------------------------------------------------- */

struct citers {
    uint32_t citation;
    struct pl_arena *arena;
    const char **ids;
    uint32_t count, room;
};

static void note_citer(void *state, uint32_t citation, const char *by)
{
    struct citers *citers = state;
    if (citation != citers->citation) {
        return;
    }
    for (uint32_t i = 0; i < citers->count; i++) {
        if (strcmp(citers->ids[i], by) == 0) {
            return;
        }
    }
    if (citers->count == citers->room) {
        citers->room = citers->room == 0 ? 8 : 2 * citers->room;
        const char **grown = pl_arena_array(citers->arena, citers->room, sizeof *grown);
        if (citers->count > 0) {
            memcpy(grown, citers->ids, citers->count * sizeof *grown);
        }
        citers->ids = grown;
    }
    citers->ids[citers->count++] = by;
}

static struct citers find_citers(struct pl_cli *cli, uint32_t citation)
{
    struct citers citers = {.citation = citation, .arena = &cli->arguments};
    pl_citations_visit(cli->knowledge, note_citer, &citers);
    return citers;
}

/* As JSON, or in words where `to` is NULL. */
static void add_citers(struct pl_cli *cli, struct pl_json *to, const struct citers *citers, const char *before,
                       const char *between)
{
    if (to != NULL) {
        pl_json_array(to, "cited_by");
    }
    for (uint32_t i = 0; i < citers->count; i++) {
        if (to != NULL) {
            pl_json_text(to, NULL, citers->ids[i]);
        } else {
            add(cli, i == 0 ? before : between);
            add(cli, citers->ids[i]);
        }
    }
    if (to != NULL) {
        pl_json_end(to);
    } else {
        add(cli, "\n");
    }
}

/* The product of a subcommand as one JSON object, whose list is written next; NULL where it is one in words. */
static struct pl_json *start_json(struct pl_cli *cli, struct pl_json *json, const char *list)
{
    if (!pl_cli_wants_json(cli)) {
        return NULL;
    }
    *json = (struct pl_json){.out = &cli->out};
    pl_json_object(json, NULL);
    pl_json_array(json, list);
    return json;
}

static int coverage(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_json json;
    struct pl_json *to = start_json(cli, &json, "claims");
    uint32_t covered = 0;
    for (uint32_t i = 0; i < k->claims_count; i++) {
        struct citers citers = find_citers(cli, i);
        covered += citers.count > 0;
        if (to != NULL) {
            pl_json_object(to, NULL);
            pl_json_text(to, "id", pl_citation_id(k, i));
        } else {
            add(cli, citers.count > 0 ? "  " : "! ");
            add(cli, pl_citation_id(k, i));
        }
        add_citers(cli, to, &citers, "  ", ", ");
        if (to != NULL) {
            pl_json_end(to);
        }
    }
    if (to != NULL) {
        pl_json_ends(to, 2);
    } else {
        add_number(cli, covered);
        add(cli, pl_cli_words(cli, " passages cités sur ", " of "));
        add_number(cli, k->claims_count);
        add(cli, pl_cli_words(cli, "\n", " claims cited\n"));
    }
    return covered == k->claims_count ? PL_EXIT_DONE : PL_EXIT_PROFILE;
}

/* ---- list ------------------------------------------------------------------------------------------------ */

static struct pl_text2 headline(const struct pl_rule *rule)
{
    return rule->title.in[PL_FR] != 0 ? rule->title : rule->text.in[PL_FR] != 0 ? rule->text : rule->because;
}

struct item {
    const char *id, *concludes, *file; /* none of a platform, which has an edition instead of a place */
    uint32_t line, edition;
    struct pl_text2 text;
};

static void list_item(struct pl_cli *cli, struct pl_json *to, struct item item)
{
    if (to != NULL) {
        pl_json_object(to, NULL);
        pl_json_text(to, "id", item.id);
        pl_json_text(to, "concludes", item.concludes);
        if (item.file != NULL) {
            pl_json_text(to, "file", item.file);
            pl_json_integer(to, "line", item.line);
        } else {
            pl_json_integer(to, "edition", item.edition);
        }
        pl_json_text(to, "text", pl_text_in(cli->knowledge, item.text, pl_cli_language(cli, NULL)));
        pl_json_end(to);
        return;
    }
    add(cli, item.id);
    add(cli, "  ");
    add(cli, item.concludes);
    add(cli, "  ");
    add(cli, item.file != NULL ? item.file : "");
    add(cli, item.file != NULL ? ":" : "");
    add_number(cli, item.file != NULL ? item.line : item.edition);
    add(cli, "\n");
}

static int list(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_json json;
    struct pl_json *to = start_json(cli, &json, "items");
    for (uint32_t i = 0; i < k->rules_count; i++) {
        const struct pl_rule *rule = &k->rules[i];
        list_item(cli, to,
                  (struct item){pl_text(k, rule->id), pl_conclusion_words[rule->concludes], pl_text(k, rule->file),
                                rule->line, 0, headline(rule)});
    }
    for (uint32_t i = 0; i < k->pieces_count; i++) {
        const struct pl_piece *piece = &k->pieces[i];
        list_item(cli, to,
                  (struct item){pl_text(k, piece->id), pl_piece_words[piece->kind], pl_text(k, piece->file),
                                piece->line, 0, piece->label});
    }
    for (uint32_t e = 0; e < k->editions_count; e++) {
        struct pl_range entries = k->editions[e].entries;
        for (uint32_t i = entries.first; i < entries.first + entries.count; i++) {
            const char *id = pl_text(k, k->platforms[k->entries[i].platform].id);
            list_item(cli, to, (struct item){id, "platform", NULL, 0, k->editions[e].year, k->entries[i].role});
        }
    }
    if (to != NULL) {
        pl_json_ends(to, 2);
    }
    return PL_EXIT_DONE;
}

/* ---- show ------------------------------------------------------------------------------------------------ */

/* A member, or in words (`to` is NULL) a line "name: text"; nothing for an empty text. */
static void show_line(struct pl_cli *cli, struct pl_json *to, const char *name, const char *text)
{
    if (*text == '\0') {
        return;
    }
    if (to != NULL) {
        pl_json_text(to, name, text);
        return;
    }
    add(cli, name);
    add(cli, ": ");
    add(cli, text);
    add(cli, "\n");
}

static void show_text(struct pl_cli *cli, struct pl_json *to, const char *name, struct pl_text2 text)
{
    show_line(cli, to, name, pl_text_in(cli->knowledge, text, pl_cli_language(cli, NULL)));
}

static void show_cites(struct pl_cli *cli, struct pl_json *to, struct pl_range cite)
{
    const struct pl_knowledge *k = cli->knowledge;
    if (to != NULL) {
        pl_json_array(to, "cite");
    } else {
        add(cli, "cite:");
    }
    for (uint32_t i = 0; i < cite.count; i++) {
        const char *id = pl_citation_id(k, k->refs[cite.first + i]);
        if (to != NULL) {
            pl_json_text(to, NULL, id);
        } else {
            add(cli, " ");
            add(cli, id);
        }
    }
    if (to != NULL) {
        pl_json_end(to);
    } else {
        add(cli, "\n");
    }
}

/* The editions of a rule that not all have. */
static void show_editions(struct pl_cli *cli, struct pl_json *to, const struct pl_rule *rule)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_buffer years = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < k->editions_count; i++) {
        if ((rule->editions >> i & 1) != 0) {
            pl_buffer_add_text(&years, count++ > 0 ? " " : "");
            pl_buffer_add_number(&years, k->editions[i].year, "");
        }
    }
    show_line(cli, to, "edition", count < k->editions_count ? pl_buffer_text(&years) : "");
    pl_buffer_done(&years);
}

static void show_rule(struct pl_cli *cli, struct pl_json *to, const struct pl_rule *rule)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_buffer place = {0};
    pl_buffer_add_text(&place, pl_text(k, rule->file));
    pl_buffer_add_char(&place, ':');
    pl_buffer_add_number(&place, rule->line, "");
    show_line(cli, to, "id", pl_text(k, rule->id));
    show_line(cli, to, "concludes", pl_conclusion_words[rule->concludes]);
    show_line(cli, to, "place", place.data);
    show_editions(cli, to, rule);
    show_text(cli, to, "title", rule->title);
    show_text(cli, to, "text", rule->text);
    show_text(cli, to, "because", rule->because);
    show_text(cli, to, "done_when", rule->done_when);
    show_line(cli, to, "amends", rule->amends == PL_NONE ? "" : pl_text(k, k->rules[rule->amends].id));
    show_line(cli, to, "confirms", rule->confirms == PL_NONE ? "" : pl_text(k, k->rules[rule->confirms].id));
    show_text(cli, to, "arbitration", rule->arbitration);
    show_cites(cli, to, rule->cite);
    pl_buffer_done(&place);
}

static void show_piece(struct pl_cli *cli, struct pl_json *to, const struct pl_piece *piece)
{
    const struct pl_knowledge *k = cli->knowledge;
    const struct pl_field *goals = &k->fields[k->facts[PL_FACT_GOALS]];
    struct pl_buffer place = {0};
    struct pl_buffer number = {0};
    pl_buffer_add_text(&place, pl_text(k, piece->file));
    pl_buffer_add_char(&place, ':');
    pl_buffer_add_number(&place, piece->line, "");
    if (piece->minutes > 0) {
        pl_buffer_add_number(&number, piece->minutes, "");
    }
    show_line(cli, to, "id", pl_text(k, piece->id));
    show_line(cli, to, "concludes", pl_piece_words[piece->kind]);
    show_line(cli, to, "place", place.data);
    show_text(cli, to, "label", piece->label);
    show_text(cli, to, "not", piece->wrong);
    show_text(cli, to, piece->kind == PL_PIECE_TONE ? "but" : "text", piece->text);
    show_text(cli, to, "supplier", piece->supplier);
    show_line(cli, to, "goal", piece->goal == PL_NONE ? "" : pl_field_value_id(k, goals, piece->goal));
    show_line(cli, to, "minutes", pl_buffer_text(&number));
    show_line(cli, to, "assumption", piece->assumption != 0 ? "yes" : "");
    show_cites(cli, to, piece->cite);
    pl_buffer_done(&place);
    pl_buffer_done(&number);
}

static void show_platform(struct pl_cli *cli, struct pl_json *to, uint32_t platform)
{
    const struct pl_knowledge *k = cli->knowledge;
    uint32_t fate = PL_NONE;
    struct pl_buffer year = {0};
    show_line(cli, to, "id", pl_text(k, k->platforms[platform].id));
    show_text(cli, to, "name", k->platforms[platform].name);
    if (to != NULL) {
        pl_json_array(to, "editions");
    }
    for (uint32_t e = 0; e < k->editions_count; e++) {
        struct pl_range entries = k->editions[e].entries;
        for (uint32_t i = entries.first; i < entries.first + entries.count; i++) {
            if (k->entries[i].platform != platform) {
                continue;
            }
            if (to != NULL) {
                pl_json_object(to, NULL);
            }
            pl_buffer_clear(&year);
            pl_buffer_add_number(&year, k->editions[e].year, "");
            show_line(cli, to, "edition", pl_buffer_text(&year));
            show_text(cli, to, "role", k->entries[i].role);
            show_text(cli, to, "note", k->entries[i].note);
            show_cites(cli, to, k->entries[i].cite);
            if (to != NULL) {
                pl_json_end(to);
            }
        }
    }
    if (to != NULL) {
        pl_json_end(to);
    }
    for (uint32_t i = 0; i < k->became_count; i++) {
        fate = k->became[i].platform == platform ? i : fate;
    }
    if (fate != PL_NONE) {
        show_text(cli, to, "became", k->became[fate].text);
    }
    pl_buffer_done(&year);
}

static void show_citation(struct pl_cli *cli, struct pl_json *to, uint32_t citation)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct citers citers = find_citers(cli, citation);
    show_line(cli, to, "id", pl_citation_id(k, citation));
    if (citation < k->claims_count) {
        show_text(cli, to, "text", k->claims[citation].text);
        show_text(cli, to, "remark", k->claims[citation].remark);
    } else {
        const struct pl_origin *origin = &k->origins[citation - k->claims_count];
        show_line(cli, to, "title", pl_text(k, origin->title));
        show_line(cli, to, "publisher", pl_text(k, origin->publisher));
        show_line(cli, to, "date", pl_text(k, origin->date));
        show_line(cli, to, "url", pl_text(k, origin->url));
        show_text(cli, to, "note", origin->note);
    }
    add(cli, to == NULL ? "cited_by:" : "");
    add_citers(cli, to, &citers, " ", " ");
}

static void show_field(struct pl_cli *cli, struct pl_json *to, const struct pl_field *field)
{
    const struct pl_knowledge *k = cli->knowledge;
    show_line(cli, to, "id", pl_text(k, field->id));
    show_line(cli, to, "type", pl_type_words[field->type]);
    show_text(cli, to, "label", field->label);
    show_text(cli, to, "question", field->question);
    show_text(cli, to, "why", field->why);
    struct pl_buffer values = {0};
    for (uint32_t i = 0; i < field->values.count; i++) {
        pl_buffer_add_text(&values, i > 0 ? ", " : "");
        pl_buffer_add_text(&values, pl_text(k, k->values[field->values.first + i].id));
    }
    show_line(cli, to, "values", pl_buffer_text(&values));
    pl_buffer_done(&values);
}

void pl_cli_knowledge_names(struct pl_cli *cli, pl_cli_visit *visit, void *state)
{
    const struct pl_knowledge *k = cli->knowledge;
    for (uint32_t i = 0; i < k->rules_count; i++) {
        visit(state, pl_text(k, k->rules[i].id), pl_conclusion_words[k->rules[i].concludes]);
    }
    for (uint32_t i = 0; i < k->platforms_count; i++) {
        visit(state, pl_text(k, k->platforms[i].id), pl_text_in(k, k->platforms[i].name, cli->language));
    }
    for (uint32_t i = 0; i < k->claims_count + k->origins_count; i++) {
        visit(state, pl_citation_id(k, i),
              i < k->claims_count ? "" : pl_text(k, k->origins[i - k->claims_count].title));
    }
    for (uint32_t i = 0; i < k->pieces_count; i++) {
        visit(state, pl_text(k, k->pieces[i].id), pl_piece_words[k->pieces[i].kind]);
    }
    for (uint32_t i = 0; i < k->fields_count; i++) {
        visit(state, pl_text(k, k->fields[i].id), pl_text_in(k, k->fields[i].label, cli->language));
    }
}

static int show(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    if (cli->operands_count < 2) {
        return pl_cli_usage(cli, PL_C005, "knowledge show", "ID");
    }
    const char *id = cli->operands[1];
    uint32_t rule = pl_knowledge_rule(k, id);
    uint32_t piece = pl_knowledge_piece(k, id);
    uint32_t platform = pl_knowledge_platform(k, id);
    uint32_t field = pl_knowledge_field(k, id);
    uint32_t citation = 0;
    while (citation < k->claims_count + k->origins_count && strcmp(pl_citation_id(k, citation), id) != 0) {
        citation++;
    }
    bool is_cited = citation < k->claims_count + k->origins_count;
    if (rule == PL_NONE && piece == PL_NONE && platform == PL_NONE && field == PL_NONE && !is_cited) {
        struct pl_nearest nearest = pl_nearest_to(pl_view_of(id));
        pl_knowledge_offer_items(k, &nearest); /* by what platforms are called, too */
        return pl_cli_refuse_name(cli, PL_C011, id, pl_cli_knowledge_names, &nearest);
    }
    struct pl_json json = {.out = &cli->out};
    struct pl_json *to = pl_cli_wants_json(cli) ? &json : NULL;
    if (to != NULL) {
        pl_json_object(to, NULL);
    }
    if (rule != PL_NONE) {
        show_rule(cli, to, &k->rules[rule]);
    } else if (piece != PL_NONE) {
        show_piece(cli, to, &k->pieces[piece]);
    } else if (platform != PL_NONE) {
        show_platform(cli, to, platform);
    } else if (is_cited) {
        show_citation(cli, to, citation);
    } else {
        show_field(cli, to, &k->fields[field]);
    }
    if (to != NULL) {
        pl_json_end(to);
    }
    return PL_EXIT_DONE;
}

/* ---- sources --------------------------------------------------------------------------------------------- */

static int sources(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_json json;
    struct pl_json *to = start_json(cli, &json, "sources");
    for (uint32_t i = 0; i < k->origins_count; i++) {
        const struct pl_origin *origin = &k->origins[i];
        if (to != NULL) {
            pl_json_object(to, NULL);
            show_citation(cli, to, k->claims_count + i);
            pl_json_end(to);
            continue;
        }
        add(cli, pl_text(k, origin->id));
        add(cli, "  ");
        add(cli, pl_text(k, origin->title));
        add(cli, " – ");
        add(cli, pl_text(k, origin->publisher));
        add(cli, ", ");
        add(cli,
            *pl_text(k, origin->date) != '\0' ? pl_text(k, origin->date) : pl_cli_words(cli, "sans date", "undated"));
        add(cli, "\n");
    }
    if (to != NULL) {
        pl_json_ends(to, 2);
    }
    return PL_EXIT_DONE;
}

/* The page docs/profile.md: in English, unless the other language is asked for. Its tables are written row by row. */
static int reference(struct pl_cli *cli)
{
    const struct pl_report_options options = {
        .heading_level = 1, .language = cli->values[PL_OPTION_LANG] == NULL ? PL_EN : pl_cli_language(cli, NULL)};
    struct pl_doc doc;
    pl_doc_init_bare(&doc, &pl_dialect_markdown, cli->knowledge, cli->today, &options, &cli->out);
    doc.streams = true;
    pl_write_reference(&doc);
    pl_doc_finish(&doc);
    return PL_EXIT_DONE;
}

int pl_command_knowledge(struct pl_cli *cli)
{
    static const struct {
        const char *name;
        int (*run)(struct pl_cli *cli);
    } verbs[] = {{"list", list},
                 {"show", show},
                 {"check", pl_knowledge_check},
                 {"test", pl_knowledge_test},
                 {"readability", pl_knowledge_readability},
                 {"coverage", coverage},
                 {"sources", sources},
                 {"reference", reference},
                 {"messages", pl_knowledge_messages}};
    const char *names[sizeof verbs / sizeof *verbs + 1] = {NULL};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        names[i] = verbs[i].name;
        if (strcmp(cli->operands[0], verbs[i].name) == 0) {
            return verbs[i].run(cli);
        }
    }
    return pl_cli_refuse_word(cli, PL_C066, "knowledge", cli->operands[0], names, NULL);
}
