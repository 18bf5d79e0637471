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
    const char *id, *concludes, *file;
    uint32_t line, edition; /* 0: it has the other */
    struct pl_text2 text;
};

static void list_item(struct pl_cli *cli, json_t *items, struct item item)
{
    if (!pl_cli_wants_json(cli)) {
        const char *const words[] = {item.id, "  ", item.concludes, "  ", item.file, item.line > 0 ? ":" : ""};
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            add(cli, words[i]);
        }
        add_number(cli, item.line > 0 ? item.line : item.edition);
        add(cli, "\n");
        return;
    }
    json_t *object = json_object();
    json_object_set_new(object, "id", pl_json_string(item.id));
    json_object_set_new(object, "concludes", pl_json_string(item.concludes));
    if (item.line > 0) {
        json_object_set_new(object, "file", pl_json_string(item.file));
        json_object_set_new(object, "line", json_integer(item.line));
    } else {
        json_object_set_new(object, "edition", json_integer(item.edition));
    }
    json_object_set_new(object, "text", text_json(cli, item.text));
    json_array_append_new(items, object);
}

/* Rules, pieces, documents, and the platforms of each edition. */
static int list(struct pl_cli *cli)
{
    static const enum pl_form_id listed[] = {PL_FORM_RULE, PL_FORM_PIECE, PL_FORM_DOCUMENT};
    const struct pl_knowledge *k = cli->knowledge;
    json_t *items = json_array();
    for (size_t f = 0; f < sizeof listed / sizeof *listed; f++) {
        const struct pl_form *form = &pl_forms[listed[f]];
        size_t file = find_key(form, PL_SHAPE_FILE, NULL)->offset;
        size_t line = find_key(form, PL_SHAPE_LINE, NULL)->offset;
        for (uint32_t i = 0; i < pl_array_count(k, form->array); i++) {
            const char *entry = pl_array_at(k, form->array, i);
            const char *concludes = form->variants != NULL ? form->variants[word_at(entry, form->variant)] : "document";
            list_item(cli, items,
                      (struct item){pl_text(k, word_at(entry, 0)), concludes, pl_text(k, word_at(entry, file)),
                                    word_at(entry, line), 0, headline(form, entry)});
        }
    }
    for (uint32_t i = 0; i < k->entries_count; i++) {
        const struct pl_entry *entry = &k->entries[i];
        list_item(cli, items,
                  (struct item){pl_text(k, k->platforms[entry->platform].id), "platform", "", 0,
                                k->editions[entry->edition].year, entry->role});
    }
    if (pl_cli_wants_json(cli)) {
        json_t *object = json_object();
        json_object_set_new(object, "items", items);
        pl_cli_print_json(cli, object);
    } else {
        json_decref(items);
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
static void show_words(struct pl_cli *cli, json_t *object, const char *name, const struct words *words, bool is_list,
                       const char *separator)
{
    const char *item = pl_buffer_text(&words->text);
    struct pl_buffer line = {0};
    json_t *list = json_array();
    for (uint32_t i = 0; i < words->count; i++, item += strlen(item) + 1) {
        pl_buffer_add_text(&line, i > 0 ? separator : "");
        pl_buffer_add_text(&line, item);
        json_array_append_new(list, pl_json_string(item));
    }
    if (!pl_cli_wants_json(cli)) {
        const char *const texts[] = {name, words->count > 0 ? ": " : ":", pl_buffer_text(&line), "\n"};
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            add(cli, texts[i]);
        }
    }
    json_object_set_new(object, name, is_list ? json_incref(list) : pl_json_string(pl_buffer_text(&line)));
    json_decref(list);
    pl_buffer_done(&line);
}

/* What a record says, and the records made for it. Forms are nested three deep at most. */
static void show_record(struct pl_cli *cli, json_t *object, enum pl_form_id id, uint32_t index)
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
            show_record(cli, object, (enum pl_form_id)key->of, index);
        } else if (key->shape == PL_SHAPE_RECORDS && !pl_forms[key->of].named) {
            struct pl_range range;
            json_t *list = json_array();
            memcpy(&range, entry + key->offset, sizeof range);
            for (uint32_t i = range.first; i < range.first + range.count; i++) {
                json_t *record = json_object();
                show_record(cli, record, (enum pl_form_id)key->of, i);
                json_array_append_new(list, record);
            }
            json_object_set_new(object, key->name, list);
        } else {
            struct words words = {.k = cli->knowledge, .language = pl_cli_language(cli, NULL)};
            say_value(&words, form, key, entry);
            if (words.count > 0 || strcmp(key->name, "cite") == 0) {
                show_words(cli, object, key->name, &words, pl_shapes[key->shape].as == PL_STORED_LIST,
                           pl_key_cites(key) || key->shape == PL_SHAPE_EDITIONS ? " " : ", ");
            }
            pl_buffer_done(&words.text);
        }
    }
}

/* A platform, what each edition says of it, and what became of it. */
static void show_platform(struct pl_cli *cli, json_t *object, uint32_t platform)
{
    const struct pl_knowledge *k = cli->knowledge;
    json_t *editions = json_array();
    show_record(cli, object, PL_FORM_PLATFORM, platform);
    for (uint32_t i = 0; i < k->entries_count; i++) {
        if (k->entries[i].platform == platform) {
            json_t *entry = json_object();
            show_record(cli, entry, PL_FORM_ENTRY, i);
            json_array_append_new(editions, entry);
        }
    }
    json_object_set_new(object, "editions", editions);
    for (uint32_t i = 0; i < k->became_count; i++) {
        if (k->became[i].platform == platform) {
            struct words words = {.k = k};
            say(&words, pl_text_in(k, k->became[i].text, pl_cli_language(cli, NULL)));
            show_words(cli, object, "became", &words, false, "");
            pl_buffer_done(&words.text);
        }
    }
}

/* A claim or a source, and what cites it. */
static void show_citation(struct pl_cli *cli, json_t *object, uint32_t citation)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct citers citers = find_citers(cli, citation);
    struct words words = {.k = k};
    bool is_claim = citation < k->claims_count;
    show_record(cli, object, is_claim ? PL_FORM_CLAIM : PL_FORM_SOURCE,
                is_claim ? citation : citation - k->claims_count);
    for (uint32_t i = 0; i < citers.count; i++) {
        say(&words, citers.ids[i]);
    }
    show_words(cli, object, "cited_by", &words, true, " ");
    pl_buffer_done(&words.text);
}

/* What has an identifier; the first that has the one that is asked for counts. */
static const enum pl_form_id shown[] = {
    PL_FORM_RULE, PL_FORM_PIECE, PL_FORM_PLATFORM, PL_FORM_CLAIM,    PL_FORM_SOURCE,  PL_FORM_FIELD, PL_FORM_DOCUMENT,
    PL_FORM_NEED, PL_FORM_ROLE,  PL_FORM_MATTER,   PL_FORM_ELECTION, PL_FORM_HOLIDAY, PL_FORM_EDIT};
enum { SHOWN = sizeof shown / sizeof *shown };

static int unknown_item(struct pl_cli *cli, const char *id)
{
    const struct pl_knowledge *k = cli->knowledge;
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(id));
    pl_knowledge_offer_items(k, &nearest);
    for (size_t f = 0; f < SHOWN; f++) {
        for (uint32_t i = 0; i < pl_array_count(k, pl_forms[shown[f]].array); i++) {
            const char *other = pl_text(k, word_at(pl_array_at(k, pl_forms[shown[f]].array, i), 0));
            pl_nearest_offer(&nearest, other, other);
        }
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
    uint32_t index = PL_NONE;
    size_t f = 0;
    while (f < SHOWN && (index = pl_array_find(k, pl_forms[shown[f]].array, id)) == PL_NONE) {
        f++;
    }
    if (f == SHOWN) {
        return unknown_item(cli, id);
    }
    json_t *object = json_object();
    if (shown[f] == PL_FORM_PLATFORM) {
        show_platform(cli, object, index);
    } else if (shown[f] == PL_FORM_CLAIM || shown[f] == PL_FORM_SOURCE) {
        show_citation(cli, object, pl_position(k, PL_TO_CITATION, id));
    } else {
        show_record(cli, object, shown[f], index);
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
