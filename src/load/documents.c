/* SPDX-License-Identifier: MIT
 * documents/: one document a file, an outline of blocks.
 */
#include <string.h>

#include "base/text.h"
#include "load/load.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct pl_key document_keys[] = {
    {"id", PL_SHAPE_ID, true, offsetof(struct pl_document, id), NULL, 0, 0},
    {"title", PL_SHAPE_TEXT2, true, offsetof(struct pl_document, title), NULL, 0, 0},
    {"reader", PL_SHAPE_TEXT2, true, offsetof(struct pl_document, reader), NULL, 0, 0},
    {"rank", PL_SHAPE_NUMBER, false, offsetof(struct pl_document, rank), NULL, 0, PL_LIMIT_AMOUNT},
    {"words", PL_SHAPE_NUMBER, false, offsetof(struct pl_document, words), NULL, 0, PL_LIMIT_AMOUNT},
    {"smaller", PL_SHAPE_OWN_LIST, false, 0, NULL, 0, 0},
    {"when", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"blocks", PL_SHAPE_OWN_LIST, true, 0, NULL, 0, 0},
};
static const struct pl_key budget_keys[] = {
    {"when", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
    {"words", PL_SHAPE_NUMBER, true, offsetof(struct pl_budget, words), NULL, 0, PL_LIMIT_AMOUNT},
};
static const struct pl_key block_keys[] = {
    {"section", PL_SHAPE_NAME, false, offsetof(struct pl_block, section), NULL, 0, 0},
    {"title", PL_SHAPE_TEXT2, false, offsetof(struct pl_block, text), NULL, 0, 0},
    {"heading", PL_SHAPE_TEXT2, false, offsetof(struct pl_block, text), NULL, 0, 0},
    {"text", PL_SHAPE_TEXT2, false, offsetof(struct pl_block, text), NULL, 0, 0},
    {"item", PL_SHAPE_TEXT2, false, offsetof(struct pl_block, text), NULL, 0, 0},
    {"view", PL_SHAPE_WORD, false, offsetof(struct pl_block, view), pl_view_words, 0, 0},
    {"only", PL_SHAPE_NAME, false, offsetof(struct pl_block, only), NULL, 0, 0},
    {"most", PL_SHAPE_NUMBER, false, offsetof(struct pl_block, most), NULL, 0, PL_LIMIT_AMOUNT},
    {"lead", PL_SHAPE_TEXT2, false, offsetof(struct pl_block, lead), NULL, 0, 0},
    {"rest", PL_SHAPE_TEXT2, false, offsetof(struct pl_block, rest), NULL, 0, 0},
    {"when", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
};
/* What makes a block, by its kind: the key that names it, and the others that it may have. */
static const struct {
    const char *key;
    const char *others[5];
} kinds[PL_BLOCK_KINDS] = {
    [PL_BLOCK_SECTION] = {"section", {"title", "most", "lead", "when"}},
    [PL_BLOCK_HEADING] = {"heading", {"lead", "when"}},
    [PL_BLOCK_TEXT] = {"text", {"when"}},
    [PL_BLOCK_ITEM] = {"item", {"when"}},
    [PL_BLOCK_VIEW] = {"view", {"only", "most", "lead", "rest", "when"}},
};

static struct pl_block *block_at(struct pl_build *build, uint32_t index)
{
    return pl_build_blocks(build, index);
}

/* The kind of a block: the one key among those that make one. */
static bool find_kind(struct pl_build *build, const struct pl_node *node, uint32_t *out_kind)
{
    *out_kind = PL_BLOCK_KINDS;
    for (uint32_t kind = 0; kind < PL_BLOCK_KINDS && *out_kind == PL_BLOCK_KINDS; kind++) {
        *out_kind = pl_node_get(node, kinds[kind].key) != NULL ? kind : PL_BLOCK_KINDS;
    }
    if (*out_kind == PL_BLOCK_KINDS) {
        return pl_build_fail(build, node, PL_K001, "section, heading, text, item, view", "a block");
    }
    for (const struct pl_node *key = node->first; key != NULL; key = key->next) {
        bool fits = pl_view_is(key->key->text, kinds[*out_kind].key);
        for (size_t i = 0; i < COUNT(kinds[0].others) && kinds[*out_kind].others[i] != NULL; i++) {
            fits = fits || pl_view_is(key->key->text, kinds[*out_kind].others[i]);
        }
        if (!fits) {
            return pl_build_fail(build, key->key, PL_K002, key->key->text.text, kinds[*out_kind].key);
        }
    }
    return *out_kind != PL_BLOCK_SECTION || pl_node_get(node, "title") != NULL || pl_build_fail(build, node, PL_K001, "title", "section");
}

/* Whether a view can be limited to a word. */
static bool check_only(struct pl_build *build, const struct pl_node *node, const struct pl_block *block)
{
    const struct pl_node *only = pl_node_get(node, "only");
    struct pl_buffer word = {0};
    if (only == NULL) {
        return true;
    }
    pl_buffer_add_char(&word, ',');
    pl_buffer_add(&word, only->text.text, only->text.length);
    pl_buffer_add_char(&word, ',');
    bool ok = strstr(pl_view_limits[block->view], pl_buffer_text(&word)) != NULL || pl_build_fail(build, only, PL_K006, "only", only->text.text);
    pl_buffer_done(&word);
    return ok;
}

/* A condition, if there is one; `out_terms` is empty where there is none. */
static bool read_when(struct pl_build *build, const struct pl_node *node, struct pl_range *out_terms)
{
    const struct pl_node *when = pl_node_get(node, "when");
    *out_terms = (struct pl_range){0, 0};
    return when == NULL || pl_load_condition(build, when, out_terms);
}

static bool read_block(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    if (!pl_shape_read(build, node, block_keys, COUNT(block_keys), PL_ARRAY_blocks, index, "a block")) {
        return false;
    }
    uint32_t kind = 0;
    struct pl_range terms;
    bool ok = find_kind(build, node, &kind) && check_only(build, node, block_at(build, index)) && read_when(build, node, &terms);
    if (ok) {
        struct pl_block *block = block_at(build, index);
        block->kind = kind;
        block->terms = terms;
        block->line = node->line;
    }
    return ok;
}

/* Sections are named on the command line: each has an id of its own. */
static bool check_sections(struct pl_build *build, const struct pl_node *list, struct pl_range blocks)
{
    bool ok = true;
    const struct pl_node *node = list == NULL ? NULL : list->first;
    for (uint32_t i = blocks.first; node != NULL && i < blocks.first + blocks.count; i++, node = node->next) {
        for (uint32_t before = blocks.first; before < i && block_at(build, i)->section != 0; before++) {
            if (block_at(build, before)->section == block_at(build, i)->section) {
                ok = pl_build_fail(build, pl_node_get(node, "section"), PL_K005, build->pool.data + block_at(build, i)->section, NULL);
            }
        }
    }
    return ok;
}

static bool read_budget(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    struct pl_range terms = {0, 0};
    bool ok = pl_shape_read(build, node, budget_keys, COUNT(budget_keys), PL_ARRAY_budgets, index, "a budget of words") &&
              read_when(build, node, &terms);
    (pl_build_budgets(build, index))->terms = terms;
    return ok;
}

/* A list into the entries from `out_range->first` on. */
static bool read_all(struct pl_build *build, const struct pl_node *list, enum pl_array array,
                     bool (*read)(struct pl_build *build, const struct pl_node *node, uint32_t index), struct pl_range *out_range)
{
    bool ok = true;
    *out_range = (struct pl_range){pl_array_count(&build->knowledge, array), list == NULL ? 0 : list->count};
    uint32_t index = pl_build_grow(build, array, out_range->count);
    for (const struct pl_node *node = list == NULL ? NULL : list->first; node != NULL; node = node->next) {
        ok = read(build, node, index++) && ok;
    }
    return ok;
}

bool pl_load_document(struct pl_build *build, const struct pl_node *root)
{
    uint32_t index = pl_build_grow(build, PL_ARRAY_documents, 1);
    if (!pl_shape_read(build, root, document_keys, COUNT(document_keys), PL_ARRAY_documents, index, "a document")) {
        return false;
    }
    struct pl_range smaller, blocks, terms;
    uint32_t first = build->knowledge.terms_count;
    build->in_document = true;
    bool ok = read_when(build, root, &terms);
    ok = read_all(build, pl_node_get(root, "smaller"), PL_ARRAY_budgets, read_budget, &smaller) && ok;
    ok = read_all(build, pl_node_get(root, "blocks"), PL_ARRAY_blocks, read_block, &blocks) && ok;
    ok = ok && check_sections(build, pl_node_get(root, "blocks"), blocks);
    struct pl_document *document = pl_build_documents(build, index);
    document->smaller = smaller;
    document->blocks = blocks;
    document->terms = terms;
    document->file = pl_build_text(build, pl_view_of(build->source->name));
    build->in_document = false;
    build->beside.first = build->beside.count == 0 ? first : build->beside.first; /* loaded one after another, like what is beside already */
    build->beside.count = build->knowledge.terms_count - build->beside.first;
    return ok;
}
