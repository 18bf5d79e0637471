/* SPDX-License-Identifier: MIT
 * Catalogues: which platform serves which need, one file an edition; claims, sources and labels.
 */
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "load/load.h"
#include "load/typography.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct pl_key edition_keys[] = {
    {"edition", PL_SHAPE_NUMBER, true, offsetof(struct pl_edition, year), NULL, 0, PL_LIMIT_YEAR},
    {"date", PL_SHAPE_STRING, true, offsetof(struct pl_edition, date), NULL, 0, 0},
    {"title", PL_SHAPE_TEXT2, true, offsetof(struct pl_edition, title), NULL, 0, 0},
    {"platforms", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
    {"became", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
};
static const struct pl_key entry_keys[] = {
    {"id", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
    {"name", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
    {"alias", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"role", PL_SHAPE_TEXT2, true, offsetof(struct pl_entry, role), NULL, 0, 0},
    {"note", PL_SHAPE_TEXT2, false, offsetof(struct pl_entry, note), NULL, 0, 0},
    {"hours", PL_SHAPE_NUMBER, true, offsetof(struct pl_entry, hours), NULL, 0, PL_LIMIT_WEEK_HOURS},
    {"answers", PL_SHAPE_NUMBER, false, offsetof(struct pl_entry, answers), NULL, 0, PL_LIMIT_WEEK_HOURS},
    {"cite", PL_SHAPE_REFS, true, offsetof(struct pl_entry, cite), NULL, PL_TO_CITATION, 0},
    {"serves", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"rules", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
};
static const char *const fit_words[] = {"main", "alternative", NULL};
static const struct pl_key binding_keys[] = {
    {"need", PL_SHAPE_REF, true, offsetof(struct pl_binding, need), NULL, PL_TO_NEED, 0},
    {"fit", PL_SHAPE_WORD, false, offsetof(struct pl_binding, alternative), fit_words, 0, 0},
    {"cite", PL_SHAPE_REFS, true, offsetof(struct pl_binding, cite), NULL, PL_TO_CITATION, 0},
};
static const struct pl_key became_keys[] = {
    {"platform", PL_SHAPE_REF, true, offsetof(struct pl_became, platform), NULL, PL_TO_PLATFORM, 0},
    {"status", PL_SHAPE_WORD, true, offsetof(struct pl_became, status), pl_fate_words, 0, 0},
    {"date", PL_SHAPE_STRING, false, offsetof(struct pl_became, date), NULL, 0, 0},
    {"successors", PL_SHAPE_REFS, false, offsetof(struct pl_became, successors), NULL, PL_TO_PLATFORM, 0},
    {"text", PL_SHAPE_TEXT2, true, offsetof(struct pl_became, text), NULL, 0, 0},
    {"cite", PL_SHAPE_REFS, true, offsetof(struct pl_became, cite), NULL, PL_TO_CITATION, 0},
};
static const struct pl_key claim_keys[] = {
    {"id", PL_SHAPE_ID, true, offsetof(struct pl_claim, id), NULL, 0, 0},
    {"fr", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
    {"en", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
    {"remark", PL_SHAPE_TEXT2, false, offsetof(struct pl_claim, remark), NULL, 0, 0},
};
static const char *const confidence_words[] = {"seen", "weak", NULL};
static const struct pl_key source_keys[] = {
    {"id", PL_SHAPE_ID, true, offsetof(struct pl_origin, id), NULL, 0, 0},
    {"title", PL_SHAPE_STRING, true, offsetof(struct pl_origin, title), NULL, 0, 0},
    {"publisher", PL_SHAPE_STRING, true, offsetof(struct pl_origin, publisher), NULL, 0, 0},
    {"date", PL_SHAPE_STRING, false, offsetof(struct pl_origin, date), NULL, 0, 0},
    {"accessed", PL_SHAPE_STRING, false, offsetof(struct pl_origin, accessed), NULL, 0, 0},
    {"url", PL_SHAPE_STRING, true, offsetof(struct pl_origin, url), NULL, 0, 0},
    {"confidence", PL_SHAPE_WORD, true, offsetof(struct pl_origin, weak), confidence_words, 0, 0},
    {"figures", PL_SHAPE_STRING, false, offsetof(struct pl_origin, figures), NULL, 0, 0},
    {"note", PL_SHAPE_TEXT2, false, offsetof(struct pl_origin, note), NULL, 0, 0},
};

/* No platform of the list before this one has its id. */
static bool check_once(struct pl_build *build, const struct pl_node *list, const struct pl_node *platform)
{
    const struct pl_node *id = pl_node_get(platform, "id");
    for (const struct pl_node *node = list->first; node != platform; node = node->next) {
        const struct pl_node *other = node->kind == PL_NODE_MAPPING ? pl_node_get(node, "id") : NULL;
        if (other != NULL && other->kind == PL_NODE_TEXT && pl_view_is(id->text, other->text.text)) {
            return pl_build_fail(build, id, PL_K005, id->text.text, NULL);
        }
    }
    return true;
}

bool pl_load_platforms(struct pl_build *build, const struct pl_node *root)
{
    uint32_t edition = pl_build_grow(build, PL_ARRAY_editions, 1);
    bool ok = pl_shape_read(build, root, edition_keys, COUNT(edition_keys), PL_ARRAY_editions, edition, "a catalogue");
    const struct pl_node *list = ok ? pl_load_list(build, root, "platforms") : NULL;
    if (list == NULL || !pl_build_within(build, root, PL_LIMIT_EDITIONS, build->knowledge.editions_count)) {
        return false;
    }
    const struct pl_node *year = pl_node_get(root, "edition");
    if (pl_knowledge_edition(&build->knowledge, build->knowledge.editions[edition].year) != edition) {
        return pl_build_fail(build, year, PL_K005, year->text.text, NULL);
    }
    for (const struct pl_node *node = list->first; node != NULL; node = node->next) {
        const struct pl_node *id = node->kind == PL_NODE_MAPPING ? pl_node_get(node, "id") : NULL;
        const struct pl_node *name = node->kind == PL_NODE_MAPPING ? pl_node_get(node, "name") : NULL;
        if (id == NULL || name == NULL || id->kind != PL_NODE_TEXT || !pl_build_is_name(id->text)) {
            ok = pl_build_fail(build, node, PL_K001, "id, name", "a platform");
            continue;
        }
        struct pl_platform platform = {.id = pl_build_text(build, id->text)};
        ok = check_once(build, list, node) && pl_shape_text2(build, name, "name", &platform.name) && ok;
        const struct pl_node *alias = pl_node_get(node, "alias");
        ok = (alias == NULL || pl_shape_strings(build, alias, "alias", &platform.aliases)) && ok;
        uint32_t known = pl_position(&build->knowledge, PL_TO_PLATFORM, id->text.text);
        if (known == PL_NONE && !pl_build_within(build, node, PL_LIMIT_PLATFORMS, build->knowledge.platforms_count + UINT64_C(1))) {
            return false;
        }
        uint32_t index = known == PL_NONE ? pl_build_grow(build, PL_ARRAY_platforms, 1) : known;
        if (known != PL_NONE && alias == NULL) {
            platform.aliases = (pl_build_platforms(build, index))->aliases;
        }
        *pl_build_platforms(build, index) = platform; /* the latest edition names it */
    }
    return ok;
}

static bool read_bindings(struct pl_build *build, const struct pl_node *list, struct pl_range *out_range)
{
    if (list->kind != PL_NODE_LIST) {
        return pl_build_fail(build, list, PL_K003, "serves", "a list");
    }
    *out_range = (struct pl_range){pl_build_grow(build, PL_ARRAY_bindings, list->count), list->count};
    uint32_t index = out_range->first;
    bool ok = true;
    for (const struct pl_node *node = list->first; node != NULL; node = node->next) {
        ok = pl_shape_read(build, node, binding_keys, COUNT(binding_keys), PL_ARRAY_bindings, index++, "a binding") && ok;
    }
    return ok;
}

static bool read_entry(struct pl_build *build, const struct pl_node *node, uint32_t index, uint32_t edition)
{
    bool ok = pl_shape_read(build, node, entry_keys, COUNT(entry_keys), PL_ARRAY_entries, index, "a platform");
    const struct pl_node *serves = pl_node_get(node, "serves");
    const struct pl_node *rules = pl_node_get(node, "rules");
    struct pl_range bindings = {0, 0};
    struct pl_range decisions = {0, 0};
    uint32_t platform = pl_position(&build->knowledge, PL_TO_PLATFORM, pl_node_get(node, "id")->text.text);
    ok = (serves == NULL || read_bindings(build, serves, &bindings)) && ok;
    ok = (rules == NULL || pl_load_decisions(build, rules, platform, edition, &decisions)) && ok;
    struct pl_entry *entry = pl_build_entries(build, index);
    entry->platform = platform;
    entry->serves = bindings;
    entry->rules = decisions;
    return ok;
}

bool pl_load_catalogue(struct pl_build *build, const struct pl_node *root)
{
    int64_t year = 0;
    pl_number_parse(pl_node_get(root, "edition")->text, &year);
    uint32_t edition = pl_knowledge_edition(&build->knowledge, (uint32_t)year);
    const struct pl_node *list = pl_node_get(root, "platforms");
    const struct pl_node *became = pl_node_get(root, "became");
    struct pl_range entries = {pl_build_grow(build, PL_ARRAY_entries, list->count), list->count};
    struct pl_range fates = {build->knowledge.became_count, 0};
    bool ok = true;
    uint32_t index = entries.first;
    for (const struct pl_node *node = list->first; node != NULL; node = node->next) {
        ok = read_entry(build, node, index++, edition) && ok;
    }
    if (became != NULL && became->kind != PL_NODE_LIST) {
        ok = pl_build_fail(build, became, PL_K003, "became", "a list");
    } else if (became != NULL) {
        fates = (struct pl_range){pl_build_grow(build, PL_ARRAY_became, became->count), became->count};
        index = fates.first;
        for (const struct pl_node *node = became->first; node != NULL; node = node->next) {
            ok = pl_shape_read(build, node, became_keys, COUNT(became_keys), PL_ARRAY_became, index++, "a fate") && ok;
        }
    }
    struct pl_edition *stored = pl_build_editions(build, edition);
    stored->entries = entries;
    stored->became = fates;
    return ok;
}

bool pl_load_claims(struct pl_build *build, const struct pl_node *root)
{
    const struct pl_node *list = pl_load_list(build, root, "claims");
    const struct pl_node *source = pl_node_get(root, "source");
    if (list == NULL || source == NULL) {
        return list != NULL && pl_build_fail(build, root, PL_K001, "source", build->source->name);
    }
    if (source->kind != PL_NODE_TEXT) {
        return pl_build_fail(build, source, PL_K003, "source", "a single value");
    }
    if (!pl_build_within(build, list, PL_LIMIT_CITATIONS, list->count)) {
        return false;
    }
    build->knowledge.source = pl_build_text(build, source->text);
    pl_build_wait_for(build, (struct pl_pending){PL_ARRAY_refs, pl_build_grow(build, PL_ARRAY_refs, 1), 0, PL_TO_CITATION,
                                                 build->knowledge.source, pl_build_place(build, source)});
    uint32_t index = pl_build_grow(build, PL_ARRAY_claims, list->count);
    bool ok = true;
    for (const struct pl_node *node = list->first; node != NULL; node = node->next, index++) {
        ok = pl_shape_read(build, node, claim_keys, COUNT(claim_keys), PL_ARRAY_claims, index, "a claim") && ok;
        /* a claim holds fr and en beside its id */
        struct pl_node text = {.kind = PL_NODE_MAPPING, .line = node->line, .column = node->column, .first = node->first};
        struct pl_text2 words = {{0, 0}};
        ok = ok && pl_shape_text2(build, &text, "claim", &words);
        (pl_build_claims(build, index))->text = words;
    }
    return ok;
}

/* Titles and publishers are French nearly all: their typography is set like that of our texts. */
static pl_str set_typography(struct pl_build *build, pl_str text)
{
    struct pl_buffer set = {0};
    char *typed = pl_arena_copy(build->arena, build->pool.data + text, strlen(build->pool.data + text));
    pl_typography(typed, PL_FR, &set);
    pl_str result = pl_build_text(build, (struct pl_view){pl_buffer_text(&set), set.length});
    pl_buffer_done(&set);
    return result;
}

bool pl_load_sources(struct pl_build *build, const struct pl_node *root)
{
    const struct pl_node *list = pl_load_list(build, root, "sources");
    bool ok = list != NULL &&
              pl_build_within(build, list, PL_LIMIT_CITATIONS, (uint64_t)build->knowledge.claims_count + list->count);
    uint32_t index = ok ? pl_build_grow(build, PL_ARRAY_origins, list->count) : 0;
    for (const struct pl_node *node = ok ? list->first : NULL; node != NULL; node = node->next, index++) {
        ok = pl_shape_read(build, node, source_keys, COUNT(source_keys), PL_ARRAY_origins, index, "a source") && ok;
        pl_str title = set_typography(build, (pl_build_origins(build, index))->title);
        pl_str publisher = set_typography(build, (pl_build_origins(build, index))->publisher);
        (pl_build_origins(build, index))->title = title;
        (pl_build_origins(build, index))->publisher = publisher;
        const struct pl_node *url = pl_node_get(node, "url");
        if (url != NULL && url->kind == PL_NODE_TEXT &&
            ((!pl_view_starts(url->text, "https://") && !pl_view_starts(url->text, "http://")) ||
             strpbrk(url->text.text, " <>\"'()\\|`{}") != NULL)) {
            ok = pl_build_fail(build, url, PL_K003, "url", "an http or https address, percent-encoded");
        }
    }
    return ok;
}

bool pl_load_labels(struct pl_build *build, const struct pl_node *root)
{
    static const char *const names[] = {
#define PL_LABEL(name, id) id,
#include "model/labels.def"
#undef PL_LABEL
    };
    bool ok = true;
    uint32_t first = pl_build_grow(build, PL_ARRAY_labels, PL_LABELS);
    for (uint32_t i = 0; i < PL_LABELS; i++) {
        const struct pl_node *node = pl_node_get(root, names[i]);
        struct pl_text2 text = {{0, 0}};
        if (node == NULL) {
            ok = pl_build_fail(build, root, PL_K009, names[i], NULL);
            continue;
        }
        for (const struct pl_node *more = node->next; more != NULL; more = more->next) {
            ok = (!pl_view_is(more->key->text, names[i]) || pl_build_fail(build, more->key, PL_K005, names[i], NULL)) && ok;
        }
        ok = pl_shape_text2(build, node, names[i], &text) && ok;
        *pl_build_labels(build, first + i) = text;
    }
    for (const struct pl_node *node = root->first; node != NULL; node = node->next) {
        bool used = false;
        for (uint32_t i = 0; i < PL_LABELS && !used; i++) {
            used = pl_view_is(node->key->text, names[i]);
        }
        if (!used) {
            ok = pl_build_fail(build, node->key, PL_K010, node->key->text.text, NULL);
        }
    }
    return ok;
}
