/* SPDX-License-Identifier: MIT
 * knowledge: what the program knows, and whether all of the interview is in it.
 */
#include <string.h>

#include "cli/codes.h"
#include "cli/knowledge.h"
#include "load/schema.h"
#include "report/doc.h"

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
            pl_cli_add(cli, i == 0 ? before : between);
            pl_cli_add(cli, citers->ids[i]);
        }
    }
    if (to != NULL) {
        pl_json_end(to);
    } else {
        pl_cli_add(cli, "\n");
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
            pl_cli_add(cli, citers.count > 0 ? "  " : "! ");
            pl_cli_add(cli, pl_citation_id(k, i));
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
        pl_cli_add(cli, pl_cli_words(cli, " passages cités sur ", " of "));
        add_number(cli, k->claims_count);
        pl_cli_add(cli, pl_cli_words(cli, "\n", " claims cited\n"));
    }
    return covered == k->claims_count ? PL_EXIT_DONE : PL_EXIT_PROFILE;
}

/* ---- list ------------------------------------------------------------------------------------------------ */

static uint32_t word_at(const char *entry, size_t offset)
{
    return *(const uint32_t *)(const void *)(entry + offset);
}

/* The first row of a shape, and of a name where one is given; NULL if a form has none. */
static const struct pl_key *find_key(const struct pl_form *form, enum pl_shape shape, const char *name)
{
    for (const struct pl_key *key = form->keys; key < form->keys + form->count; key++) {
        if (key->shape == shape && (name == NULL || strcmp(key->name, name) == 0)) {
            return key;
        }
    }
    return NULL;
}

/* The first text that says what a record is about. */
static struct pl_text2 headline(const struct pl_form *form, const char *entry)
{
    static const char *const names[] = {"title", "label", "text", "because"};
    struct pl_text2 text = {{0, 0}};
    for (size_t n = 0; n < sizeof names / sizeof *names && text.in[PL_FR] == 0; n++) {
        const struct pl_key *key = find_key(form, PL_SHAPE_TEXT2, names[n]);
        if (key != NULL) {
            memcpy(&text, entry + key->offset, sizeof text);
        }
    }
    return text;
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
    pl_cli_add(cli, item.id);
    pl_cli_add(cli, "  ");
    pl_cli_add(cli, item.concludes);
    pl_cli_add(cli, "  ");
    pl_cli_add(cli, item.file != NULL ? item.file : "");
    pl_cli_add(cli, item.file != NULL ? ":" : "");
    add_number(cli, item.file != NULL ? item.line : item.edition);
    pl_cli_add(cli, "\n");
}

/* Rules, pieces, documents, and the platforms of each edition. */
static int list(struct pl_cli *cli)
{
    static const enum pl_form_id listed[] = {PL_FORM_RULE, PL_FORM_PIECE, PL_FORM_DOCUMENT};
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_json json;
    struct pl_json *to = start_json(cli, &json, "items");
    for (size_t f = 0; f < sizeof listed / sizeof *listed; f++) {
        const struct pl_form *form = &pl_forms[listed[f]];
        size_t file = find_key(form, PL_SHAPE_FILE, NULL)->offset;
        size_t line = find_key(form, PL_SHAPE_LINE, NULL)->offset;
        for (uint32_t i = 0; i < pl_array_count(k, form->array); i++) {
            const char *entry = pl_array_at(k, form->array, i);
            const char *concludes = form->variants != NULL ? form->variants[word_at(entry, form->variant)] : "document";
            list_item(cli, to,
                      (struct item){pl_text(k, word_at(entry, 0)), concludes, pl_text(k, word_at(entry, file)),
                                    word_at(entry, line), 0, headline(form, entry)});
        }
    }
    for (uint32_t i = 0; i < k->entries_count; i++) {
        const struct pl_entry *entry = &k->entries[i];
        list_item(cli, to,
                  (struct item){pl_text(k, k->platforms[entry->platform].id), "platform", NULL, 0,
                                k->editions[entry->edition].year, entry->role});
    }
    if (to != NULL) {
        pl_json_ends(to, 2);
    }
    return PL_EXIT_DONE;
}

/* ---- show ------------------------------------------------------------------------------------------------ */

/* What one key holds, each of its words followed by a NUL. */
struct words {
    const struct pl_knowledge *k;
    enum pl_language language;
    struct pl_buffer text;
    uint32_t count;
};

static void say(struct words *words, const char *text)
{
    if (*text != '\0') {
        pl_buffer_add_text(&words->text, text);
        pl_buffer_add_char(&words->text, '\0');
        words->count++;
    }
}

static void say_number(struct words *words, uint32_t number)
{
    pl_buffer_add_number(&words->text, number, "");
    pl_buffer_add_char(&words->text, '\0');
    words->count++;
}

/* Nothing for what is left out, or goes without saying. */
static void say_value(struct words *words, const struct pl_form *form, const struct pl_key *key, const char *entry)
{
    const struct pl_knowledge *k = words->k;
    const char *value = entry + key->offset;
    enum pl_shape shape = key->shape;
    uint32_t word = pl_shapes[shape].size < sizeof word ? 0 : word_at(value, 0);
    uint32_t variant = form->variants == NULL ? 0 : word_at(entry, form->variant);
    bool told =
        word > 0 || key->made || (key->must >> variant & 1) != 0; /* of a word: it may be the first of its list */
    struct pl_range range = {0, 0};
    if (pl_shapes[shape].size == sizeof range) {
        memcpy(&range, value, sizeof range);
    }
    if (pl_shapes[shape].as == PL_STORED_TEXT) {
        say(words, pl_text(k, word));
    } else if (shape == PL_SHAPE_TEXT2 || shape == PL_SHAPE_TITLE2) {
        say(words, pl_text(k, word_at(value, sizeof word * words->language)));
    } else if (shape == PL_SHAPE_WORD && told) {
        say(words, key->words[word]);
    } else if (shape == PL_SHAPE_VALUE && told) {
        say(words, pl_field_value_id(k, &k->fields[k->facts[key->of]], word));
    } else if (shape == PL_SHAPE_FLAG) {
        say(words, (word & key->of) != 0 ? "yes" : "");
    } else if (shape == PL_SHAPE_NUMBER && word > 0 && word != PL_NONE) {
        say_number(words, word);
    } else if (shape == PL_SHAPE_PARENT && form->array == PL_ARRAY_entries) {
        say_number(words, k->editions[word].year);
    } else if (shape == PL_SHAPE_REF && word != PL_NONE) {
        say(words, pl_target_id(k, (enum pl_target)key->of, word));
    } else if (shape == PL_SHAPE_FILE) {
        pl_buffer_add_text(&words->text, pl_text(k, word));
        pl_buffer_add_char(&words->text, ':');
        say_number(words, word_at(entry, find_key(form, PL_SHAPE_LINE, NULL)->offset));
    } else if (shape == PL_SHAPE_EDITIONS) {
        for (uint32_t i = 0; (~word & ((1u << k->editions_count) - 1)) != 0 && i < k->editions_count; i++) {
            if ((word >> i & 1) != 0) {
                say_number(words, k->editions[i].year);
            }
        }
    } else if (shape == PL_SHAPE_WORDS || shape == PL_SHAPE_VALUES) {
        const struct pl_field *field = &k->fields[k->facts[key->of]];
        for (uint32_t i = 0; i < 32; i++) {
            say(words, (word >> i & 1) == 0 ? "" : key->words != NULL ? key->words[i] : pl_field_value_id(k, field, i));
        }
    } else if (shape == PL_SHAPE_RECORDS) { /* of those that stand for themselves the names */
        for (uint32_t i = range.first; pl_forms[key->of].named && i < range.first + range.count; i++) {
            say(words, pl_text(k, word_at(pl_array_at(k, pl_forms[key->of].array, i), 0)));
        }
    }
    for (uint32_t i = range.first; pl_shapes[shape].as == PL_STORED_LIST && i < range.first + range.count; i++) {
        enum pl_target target = shape == PL_SHAPE_FACTS ? PL_TO_FIELD : (enum pl_target)key->of;
        say(words, shape == PL_SHAPE_STRINGS ? pl_text(k, k->refs[i]) : pl_target_id(k, target, k->refs[i]));
    }
}

/* A line "name: text", or a member of the object: a list where the key holds one. */
static void show_words(struct pl_cli *cli, struct pl_json *to, const char *name, const struct words *words,
                       bool is_list, const char *separator)
{
    const char *item = pl_buffer_text(&words->text);
    struct pl_buffer line = {0};
    if (to != NULL && is_list) {
        pl_json_array(to, name);
    }
    for (uint32_t i = 0; i < words->count; i++, item += strlen(item) + 1) {
        pl_buffer_add_text(&line, i > 0 ? separator : "");
        pl_buffer_add_text(&line, item);
        if (to != NULL && is_list) {
            pl_json_text(to, NULL, item);
        }
    }
    if (to != NULL && is_list) {
        pl_json_end(to);
    } else if (to != NULL) {
        pl_json_text(to, name, pl_buffer_text(&line));
    } else {
        const char *const texts[] = {name, words->count > 0 ? ": " : ":", pl_buffer_text(&line), "\n"};
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            pl_cli_add(cli, texts[i]);
        }
    }
    pl_buffer_done(&line);
}

/* A record as a member or item that is an object; in words nothing stands around it. */
static void begin(struct pl_json *to)
{
    if (to != NULL) {
        pl_json_object(to, NULL);
    }
}

static void end(struct pl_json *to)
{
    if (to != NULL) {
        pl_json_end(to);
    }
}

/* What a record says, and the records made for it. Forms are nested three deep at most. */
static void show_record(struct pl_cli *cli, struct pl_json *to, enum pl_form_id id, uint32_t index)
{
    const struct pl_form *form = &pl_forms[id];
    const char *entry = pl_array_at(cli->knowledge, form->array, index);
    uint32_t variant = form->variants == NULL ? 0 : word_at(entry, form->variant);
    for (const struct pl_key *key = form->keys; key < form->keys + form->count; key++) {
        bool again = key > form->keys && strcmp(key->name, key[-1].name) == 0;
        if (again || (form->variants != NULL && key->only != 0 && (key->only >> variant & 1) == 0)) {
            continue;
        }
        if (key->shape == PL_SHAPE_PART) {
            show_record(cli, to, (enum pl_form_id)key->of, index);
        } else if (key->shape == PL_SHAPE_RECORDS && !pl_forms[key->of].named) {
            struct pl_range range;
            if (to != NULL) {
                pl_json_array(to, key->name);
            }
            memcpy(&range, entry + key->offset, sizeof range);
            for (uint32_t i = range.first; i < range.first + range.count; i++) {
                begin(to);
                show_record(cli, to, (enum pl_form_id)key->of, i);
                end(to);
            }
            end(to);
        } else {
            struct words words = {.k = cli->knowledge, .language = pl_cli_language(cli, NULL)};
            say_value(&words, form, key, entry);
            if (words.count > 0 || strcmp(key->name, "cite") == 0) {
                show_words(cli, to, key->name, &words, pl_shapes[key->shape].as == PL_STORED_LIST,
                           pl_key_cites(key) || key->shape == PL_SHAPE_EDITIONS ? " " : ", ");
            }
            pl_buffer_done(&words.text);
        }
    }
}

/* A claim or a source, and what cites it. */
static void show_citation(struct pl_cli *cli, struct pl_json *to, uint32_t citation)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct citers citers = find_citers(cli, citation);
    bool is_claim = citation < k->claims_count;
    show_record(cli, to, is_claim ? PL_FORM_CLAIM : PL_FORM_SOURCE, is_claim ? citation : citation - k->claims_count);
    pl_cli_add(cli, to == NULL ? "cited_by:" : "");
    add_citers(cli, to, &citers, " ", " ");
}

/* What has an identifier; the first that has the one that is asked for counts. */
static const enum pl_form_id shown[] = {
    PL_FORM_RULE, PL_FORM_PIECE, PL_FORM_PLATFORM, PL_FORM_CLAIM,    PL_FORM_SOURCE,  PL_FORM_FIELD, PL_FORM_DOCUMENT,
    PL_FORM_NEED, PL_FORM_ROLE,  PL_FORM_MATTER,   PL_FORM_ELECTION, PL_FORM_HOLIDAY, PL_FORM_EDIT};
enum { SHOWN = sizeof shown / sizeof *shown };

void pl_cli_knowledge_names(struct pl_cli *cli, pl_cli_visit *visit, void *state)
{
    const struct pl_knowledge *k = cli->knowledge;
    for (size_t f = 0; f < SHOWN; f++) {
        const struct pl_form *form = &pl_forms[shown[f]];
        for (uint32_t i = 0; i < pl_array_count(k, form->array); i++) {
            const char *entry = pl_array_at(k, form->array, i);
            visit(state, pl_text(k, word_at(entry, 0)),
                  form->variants != NULL ? form->variants[word_at(entry, form->variant)] : form->what);
        }
    }
}

static int show(struct pl_cli *cli)
{
    const struct pl_knowledge *k = cli->knowledge;
    if (cli->operands_count < 2) {
        return pl_cli_usage(cli, PL_C005, "knowledge show", "ID");
    }
    const char *id = cli->operands[1];
    uint32_t index = PL_NONE;
    size_t f = 0;
    while (f < SHOWN && (index = pl_array_find(k, pl_forms[shown[f]].array, id)) == PL_NONE) {
        f++;
    }
    if (f == SHOWN) {
        struct pl_nearest nearest = pl_nearest_to(pl_view_of(id));
        pl_knowledge_offer_items(k, &nearest); /* by what platforms are called, too */
        return pl_cli_refuse_name(cli, PL_C011, id, pl_cli_knowledge_names, &nearest);
    }
    struct pl_json json = {.out = &cli->out};
    struct pl_json *to = pl_cli_wants_json(cli) ? &json : NULL;
    begin(to);
    if (shown[f] == PL_FORM_PLATFORM) {
        show_record(cli, to, PL_FORM_PLATFORM, index);
        if (to != NULL) {
            pl_json_array(to, "editions");
        }
        for (uint32_t i = 0; i < k->entries_count; i++) {
            if (k->entries[i].platform == index) {
                begin(to);
                show_record(cli, to, PL_FORM_ENTRY, i);
                end(to);
            }
        }
        end(to);
        for (uint32_t i = 0; i < k->became_count; i++) {
            if (k->became[i].platform == index) {
                struct words words = {.k = k};
                say(&words, pl_text_in(k, k->became[i].text, pl_cli_language(cli, NULL)));
                show_words(cli, to, "became", &words, false, "");
                pl_buffer_done(&words.text);
            }
        }
    } else if (shown[f] == PL_FORM_CLAIM || shown[f] == PL_FORM_SOURCE) {
        show_citation(cli, to, pl_position(k, PL_TO_CITATION, id));
    } else {
        show_record(cli, to, shown[f], index);
    }
    end(to);
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
        pl_cli_add(cli, pl_text(k, origin->id));
        pl_cli_add(cli, "  ");
        pl_cli_add(cli, pl_text(k, origin->title));
        pl_cli_add(cli, " – ");
        pl_cli_add(cli, pl_text(k, origin->publisher));
        pl_cli_add(cli, ", ");
        pl_cli_add(cli, *pl_text(k, origin->date) != '\0' ? pl_text(k, origin->date)
                                                          : pl_cli_words(cli, "sans date", "undated"));
        pl_cli_add(cli, "\n");
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
