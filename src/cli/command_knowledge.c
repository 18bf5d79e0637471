/* SPDX-License-Identifier: MIT
 * knowledge: what the program knows, and whether all of the interview is in it.
 */
#include <string.h>

#include "cli/codes.h"
#include "cli/knowledge.h"
#include "load/schema.h"

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

json_t *pl_json_string(const char *text)
{
    json_t *value = json_string(text);
    if (value == NULL) {
        pl_out_of_memory();
    }
    return value;
}

static int add_bytes(const char *bytes, size_t length, void *out)
{
    pl_buffer_add(out, bytes, length);
    return 0;
}

void pl_cli_print_json(struct pl_cli *cli, json_t *root)
{
    if (json_dump_callback(root, add_bytes, &cli->out, JSON_INDENT(2)) != 0) {
        pl_out_of_memory();
    }
    pl_buffer_add_char(&cli->out, '\n');
    json_decref(root);
}

static json_t *text_json(struct pl_cli *cli, struct pl_text2 text)
{
    return pl_json_string(pl_text_in(cli->knowledge, text, pl_cli_language(cli, NULL)));
}

/* ---- who cites what -------------------------------------------------------------------------------------- */

struct citers {
    const struct pl_knowledge *knowledge;
    uint32_t citation;
    struct pl_arena *arena;
    const char **ids;
    uint32_t count, room;
};

static void note_citer(void *state, const struct pl_seen *seen)
{
    struct citers *citers = state;
    const struct pl_range *cite = seen->value;
    bool cites = false;
    for (uint32_t i = 0; pl_key_cites(seen->key) && i < cite->count && !cites; i++) {
        cites = citers->knowledge->refs[cite->first + i] == citers->citation;
    }
    for (uint32_t i = 0; i < citers->count && cites; i++) {
        cites = strcmp(citers->ids[i], seen->id) != 0;
    }
    if (!cites) {
        return;
    }
    if (citers->count == citers->room) {
        citers->room = citers->room == 0 ? 8 : 2 * citers->room;
        const char **grown = pl_arena_array(citers->arena, citers->room, sizeof *grown);
        if (citers->count > 0) {
            memcpy(grown, citers->ids, citers->count * sizeof *grown);
        }
        citers->ids = grown;
    }
    citers->ids[citers->count++] = seen->id;
}

static struct citers find_citers(struct pl_cli *cli, uint32_t citation)
{
    struct citers citers = {.knowledge = cli->knowledge, .citation = citation, .arena = &cli->arguments};
    pl_schema_walk(cli->knowledge, note_citer, &citers);
    return citers;
}

static json_t *citers_json(const struct citers *citers)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < citers->count; i++) {
        json_array_append_new(list, pl_json_string(citers->ids[i]));
    }
    return list;
}

static int coverage(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    json_t *list = json_array();
    uint32_t covered = 0;
    for (uint32_t i = 0; i < k->claims_count; i++) {
        struct citers citers = find_citers(cli, i);
        covered += citers.count > 0;
        json_t *object = json_object();
        json_object_set_new(object, "id", pl_json_string(pl_citation_id(k, i)));
        json_object_set_new(object, "cited_by", citers_json(&citers));
        json_array_append_new(list, object);
        if (!pl_cli_wants_json(cli)) {
            add(cli, citers.count > 0 ? "  " : "! ");
            add(cli, pl_citation_id(k, i));
            for (uint32_t c = 0; c < citers.count; c++) {
                add(cli, c == 0 ? "  " : ", ");
                add(cli, citers.ids[c]);
            }
            add(cli, "\n");
        }
    }
    json_t *root = json_object();
    json_object_set_new(root, "claims", list);
    if (pl_cli_wants_json(cli)) {
        pl_cli_print_json(cli, root);
    } else {
        json_decref(root);
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
    pl_str id;
    const char *concludes;
    pl_str file;
    uint32_t line;
    struct pl_text2 text;
};

/* What has a place of its own: a rule, or a piece of the editorial line. */
static void list_item(struct pl_cli *cli, json_t *root, struct item item)
{
    const struct pl_knowledge *k = cli->knowledge;
    if (pl_cli_wants_json(cli)) {
        json_t *object = json_object();
        json_object_set_new(object, "id", pl_json_string(pl_text(k, item.id)));
        json_object_set_new(object, "concludes", pl_json_string(item.concludes));
        json_object_set_new(object, "file", pl_json_string(pl_text(k, item.file)));
        json_object_set_new(object, "line", json_integer(item.line));
        json_object_set_new(object, "text", text_json(cli, item.text));
        json_array_append_new(root, object);
        return;
    }
    add(cli, pl_text(k, item.id));
    add(cli, "  ");
    add(cli, item.concludes);
    add(cli, "  ");
    add(cli, pl_text(k, item.file));
    add(cli, ":");
    add_number(cli, item.line);
    add(cli, "\n");
}

static int list(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    json_t *root = json_array();
    for (uint32_t i = 0; i < k->rules_count; i++) {
        const struct pl_rule *rule = &k->rules[i];
        list_item(cli, root, (struct item){rule->id, pl_conclusion_words[rule->concludes], rule->file, rule->line, headline(rule)});
    }
    for (uint32_t i = 0; i < k->pieces_count; i++) {
        const struct pl_piece *piece = &k->pieces[i];
        list_item(cli, root, (struct item){piece->id, pl_piece_words[piece->kind], piece->file, piece->line, piece->label});
    }
    for (uint32_t e = 0; e < k->editions_count; e++) {
        for (uint32_t i = k->editions[e].entries.first; i < k->editions[e].entries.first + k->editions[e].entries.count; i++) {
            const char *id = pl_text(k, k->platforms[k->entries[i].platform].id);
            if (pl_cli_wants_json(cli)) {
                json_t *object = json_object();
                json_object_set_new(object, "id", pl_json_string(id));
                json_object_set_new(object, "concludes", pl_json_string("platform"));
                json_object_set_new(object, "edition", json_integer(k->editions[e].year));
                json_object_set_new(object, "text", text_json(cli, k->entries[i].role));
                json_array_append_new(root, object);
                continue;
            }
            add(cli, id);
            add(cli, "  platform  ");
            add_number(cli, k->editions[e].year);
            add(cli, "\n");
        }
    }
    if (pl_cli_wants_json(cli)) {
        json_t *object = json_object();
        json_object_set_new(object, "items", root);
        pl_cli_print_json(cli, object);
    } else {
        json_decref(root);
    }
    return PL_EXIT_DONE;
}

/* ---- show ------------------------------------------------------------------------------------------------ */

/* A line "name: text"; nothing for an empty text. */
static void show_line(struct pl_cli *cli, json_t *object, const char *name, const char *text)
{
    if (*text == '\0') {
        return;
    }
    json_object_set_new(object, name, pl_json_string(text));
    if (!pl_cli_wants_json(cli)) {
        add(cli, name);
        add(cli, ": ");
        add(cli, text);
        add(cli, "\n");
    }
}

static void show_text(struct pl_cli *cli, json_t *object, const char *name, struct pl_text2 text)
{
    show_line(cli, object, name, pl_text_in(cli->knowledge, text, pl_cli_language(cli, NULL)));
}

static void show_cites(struct pl_cli *cli, json_t *object, struct pl_range cite)
{
    const struct pl_knowledge *k = cli->knowledge;
    json_t *ids = json_array();
    if (!pl_cli_wants_json(cli)) {
        add(cli, "cite:");
    }
    for (uint32_t i = 0; i < cite.count; i++) {
        const char *id = pl_citation_id(k, k->refs[cite.first + i]);
        json_array_append_new(ids, pl_json_string(id));
        if (!pl_cli_wants_json(cli)) {
            add(cli, " ");
            add(cli, id);
        }
    }
    json_object_set_new(object, "cite", ids);
    add(cli, pl_cli_wants_json(cli) ? "" : "\n");
}

/* The editions of a rule that not all have. */
static void show_editions(struct pl_cli *cli, json_t *object, const struct pl_rule *rule)
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
    show_line(cli, object, "edition", count < k->editions_count ? pl_buffer_text(&years) : "");
    pl_buffer_done(&years);
}

static void show_rule(struct pl_cli *cli, json_t *object, const struct pl_rule *rule)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_buffer place = {0};
    pl_buffer_add_text(&place, pl_text(k, rule->file));
    pl_buffer_add_char(&place, ':');
    pl_buffer_add_number(&place, rule->line, "");
    show_line(cli, object, "id", pl_text(k, rule->id));
    show_line(cli, object, "concludes", pl_conclusion_words[rule->concludes]);
    show_line(cli, object, "place", place.data);
    show_editions(cli, object, rule);
    show_text(cli, object, "title", rule->title);
    show_text(cli, object, "text", rule->text);
    show_text(cli, object, "because", rule->because);
    show_text(cli, object, "done_when", rule->done_when);
    show_line(cli, object, "amends", rule->amends == PL_NONE ? "" : pl_text(k, k->rules[rule->amends].id));
    show_line(cli, object, "confirms", rule->confirms == PL_NONE ? "" : pl_text(k, k->rules[rule->confirms].id));
    show_text(cli, object, "arbitration", rule->arbitration);
    show_cites(cli, object, rule->cite);
    pl_buffer_done(&place);
}

static void show_piece(struct pl_cli *cli, json_t *object, const struct pl_piece *piece)
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
    show_line(cli, object, "id", pl_text(k, piece->id));
    show_line(cli, object, "concludes", pl_piece_words[piece->kind]);
    show_line(cli, object, "place", place.data);
    show_text(cli, object, "label", piece->label);
    show_text(cli, object, "not", piece->wrong);
    show_text(cli, object, piece->kind == PL_PIECE_TONE ? "but" : "text", piece->text);
    show_text(cli, object, "supplier", piece->supplier);
    show_line(cli, object, "goal", piece->goal == PL_NONE ? "" : pl_field_value_id(k, goals, piece->goal));
    show_line(cli, object, "minutes", pl_buffer_text(&number));
    show_line(cli, object, "assumption", piece->assumption != 0 ? "yes" : "");
    show_cites(cli, object, piece->cite);
    pl_buffer_done(&place);
    pl_buffer_done(&number);
}

static void show_platform(struct pl_cli *cli, json_t *object, uint32_t platform)
{
    const struct pl_knowledge *k = cli->knowledge;
    show_line(cli, object, "id", pl_text(k, k->platforms[platform].id));
    show_text(cli, object, "name", k->platforms[platform].name);
    json_t *editions = json_array();
    for (uint32_t e = 0; e < k->editions_count; e++) {
        struct pl_range entries = k->editions[e].entries;
        for (uint32_t i = entries.first; i < entries.first + entries.count; i++) {
            if (k->entries[i].platform != platform) {
                continue;
            }
            json_t *entry = json_object();
            char year[16];
            struct pl_buffer number = {0};
            pl_buffer_add_number(&number, k->editions[e].year, "");
            memcpy(year, number.data, number.length + 1);
            pl_buffer_done(&number);
            show_line(cli, entry, "edition", year);
            show_text(cli, entry, "role", k->entries[i].role);
            show_text(cli, entry, "note", k->entries[i].note);
            show_cites(cli, entry, k->entries[i].cite);
            json_array_append_new(editions, entry);
        }
    }
    json_object_set_new(object, "editions", editions);
    for (uint32_t i = 0; i < k->became_count; i++) {
        if (k->became[i].platform == platform) {
            show_text(cli, object, "became", k->became[i].text);
        }
    }
}

static void show_citation(struct pl_cli *cli, json_t *object, uint32_t citation)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct citers citers = find_citers(cli, citation);
    show_line(cli, object, "id", pl_citation_id(k, citation));
    if (citation < k->claims_count) {
        show_text(cli, object, "text", k->claims[citation].text);
        show_text(cli, object, "remark", k->claims[citation].remark);
    } else {
        const struct pl_origin *origin = &k->origins[citation - k->claims_count];
        show_line(cli, object, "title", pl_text(k, origin->title));
        show_line(cli, object, "publisher", pl_text(k, origin->publisher));
        show_line(cli, object, "date", pl_text(k, origin->date));
        show_line(cli, object, "url", pl_text(k, origin->url));
        show_text(cli, object, "note", origin->note);
    }
    json_object_set_new(object, "cited_by", citers_json(&citers));
    if (!pl_cli_wants_json(cli)) {
        add(cli, "cited_by:");
        for (uint32_t i = 0; i < citers.count; i++) {
            add(cli, " ");
            add(cli, citers.ids[i]);
        }
        add(cli, "\n");
    }
}

static void show_field(struct pl_cli *cli, json_t *object, const struct pl_field *field)
{
    const struct pl_knowledge *k = cli->knowledge;
    show_line(cli, object, "id", pl_text(k, field->id));
    show_line(cli, object, "type", pl_type_words[field->type]);
    show_text(cli, object, "label", field->label);
    show_text(cli, object, "question", field->question);
    show_text(cli, object, "why", field->why);
    struct pl_buffer values = {0};
    for (uint32_t i = 0; i < field->values.count; i++) {
        pl_buffer_add_text(&values, i > 0 ? ", " : "");
        pl_buffer_add_text(&values, pl_text(k, k->values[field->values.first + i].id));
    }
    show_line(cli, object, "values", pl_buffer_text(&values));
    pl_buffer_done(&values);
}

static int unknown_item(struct pl_cli *cli, const char *id)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(id));
    pl_knowledge_offer_items(k, &nearest);
    for (uint32_t i = 0; i < k->claims_count + k->origins_count; i++) {
        pl_nearest_offer(&nearest, pl_citation_id(k, i), pl_citation_id(k, i));
    }
    for (uint32_t i = 0; i < k->pieces_count; i++) {
        pl_nearest_offer(&nearest, pl_text(k, k->pieces[i].id), pl_text(k, k->pieces[i].id));
    }
    for (uint32_t i = 0; i < k->fields_count; i++) {
        pl_nearest_offer(&nearest, pl_text(k, k->fields[i].id), pl_text(k, k->fields[i].id));
    }
    pl_cli_usage(cli, PL_C011, id, NULL);
    pl_diagnostics_suggest(&cli->diagnostics, &nearest);
    return PL_EXIT_USAGE;
}

static int show(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    if (cli->operands_count < 2) {
        return pl_cli_usage(cli, PL_C005, "knowledge show", "ID");
    }
    const char *id = cli->operands[1];
    json_t *object = json_object();
    uint32_t citation = 0;
    while (citation < k->claims_count + k->origins_count && strcmp(pl_citation_id(k, citation), id) != 0) {
        citation++;
    }
    if (pl_position(k, PL_TO_RULE, id) != PL_NONE) {
        show_rule(cli, object, &k->rules[pl_position(k, PL_TO_RULE, id)]);
    } else if (pl_position(k, PL_TO_PIECE, id) != PL_NONE) {
        show_piece(cli, object, &k->pieces[pl_position(k, PL_TO_PIECE, id)]);
    } else if (pl_position(k, PL_TO_PLATFORM, id) != PL_NONE) {
        show_platform(cli, object, pl_position(k, PL_TO_PLATFORM, id));
    } else if (citation < k->claims_count + k->origins_count) {
        show_citation(cli, object, citation);
    } else if (pl_position(k, PL_TO_FIELD, id) != PL_NONE) {
        show_field(cli, object, &k->fields[pl_position(k, PL_TO_FIELD, id)]);
    } else {
        json_decref(object);
        return unknown_item(cli, id);
    }
    if (pl_cli_wants_json(cli)) {
        pl_cli_print_json(cli, object);
    } else {
        json_decref(object);
    }
    return PL_EXIT_DONE;
}

/* ---- sources --------------------------------------------------------------------------------------------- */

static int sources(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    json_t *root = json_array();
    for (uint32_t i = 0; i < k->origins_count; i++) {
        const struct pl_origin *origin = &k->origins[i];
        if (pl_cli_wants_json(cli)) {
            json_t *object = json_object();
            show_citation(cli, object, k->claims_count + i);
            json_array_append_new(root, object);
            continue;
        }
        add(cli, pl_text(k, origin->id));
        add(cli, "  ");
        add(cli, pl_text(k, origin->title));
        add(cli, " – ");
        add(cli, pl_text(k, origin->publisher));
        add(cli, ", ");
        add(cli, *pl_text(k, origin->date) != '\0' ? pl_text(k, origin->date) : pl_cli_words(cli, "sans date", "undated"));
        add(cli, "\n");
    }
    if (pl_cli_wants_json(cli)) {
        json_t *object = json_object();
        json_object_set_new(object, "sources", root);
        pl_cli_print_json(cli, object);
    } else {
        json_decref(root);
    }
    return PL_EXIT_DONE;
}

int pl_command_knowledge(struct pl_cli *cli)
{
    static const struct {
        const char *name;
        int (*run)(struct pl_cli *cli);
    } verbs[] = {{"list", list}, {"show", show}, {"check", pl_knowledge_check}, {"test", pl_knowledge_test}, {"readability", pl_knowledge_readability}, {"coverage", coverage}, {"sources", sources}, {"reference", pl_print_reference}, {"messages", pl_knowledge_messages}};
    const char *names[sizeof verbs / sizeof *verbs + 1] = {NULL};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        names[i] = verbs[i].name;
        if (strcmp(cli->operands[0], verbs[i].name) == 0) {
            return verbs[i].run(cli);
        }
    }
    return pl_cli_refuse_word(cli, PL_C066, "knowledge", cli->operands[0], names, NULL);
}
