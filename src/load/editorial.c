/* SPDX-License-Identifier: MIT
 * editorial/: rubrics, tone, training, budget, crisis. All are pieces of one shape; a table says what each kind must have and may have.
 */
#include <string.h>

#include "base/number.h"
#include "load/load.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define AT(member) offsetof(struct pl_piece, member)
#define IN(kind) (1u << PL_PIECE_##kind)

static const struct pl_key piece_keys[] = {
    {"id", PL_SHAPE_ID, true, AT(id), NULL, 0, 0},
    {"when", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"usual", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"label", PL_SHAPE_TEXT2, true, AT(label), NULL, 0, 0},
    {"text", PL_SHAPE_TEXT2, false, AT(text), NULL, 0, 0},
    {"not", PL_SHAPE_TEXT2, false, AT(wrong), NULL, 0, 0},
    {"but", PL_SHAPE_TEXT2, false, AT(text), NULL, 0, 0},
    {"supplier", PL_SHAPE_TEXT2, false, AT(supplier), NULL, 0, 0},
    {"on", PL_SHAPE_REFS, false, AT(on), NULL, PL_TO_PLATFORM, 0},
    {"every", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"per", PL_SHAPE_WORD, false, AT(per), pl_per_words, 0, 0},
    {"minutes", PL_SHAPE_NUMBER, false, AT(minutes), NULL, 0, PL_LIMIT_PIECE_MINUTES},
    {"goal", PL_SHAPE_REF, false, AT(goal), NULL, PL_TO_GOAL, 0},
    {"who", PL_SHAPE_REFS, false, AT(who), NULL, PL_TO_ROLE, 0},
    {"low", PL_SHAPE_NUMBER, false, AT(low), NULL, 0, PL_LIMIT_EUROS},
    {"high", PL_SHAPE_NUMBER, false, AT(high), NULL, 0, PL_LIMIT_EUROS},
    {"year", PL_SHAPE_NUMBER, false, AT(year), NULL, 0, PL_LIMIT_YEAR},
    {"minimum", PL_SHAPE_FLAG, false, AT(minimum), NULL, 0, 1},
    {"service", PL_SHAPE_FLAG, false, AT(service), NULL, 0, 1},
    {"assumption", PL_SHAPE_FLAG, false, AT(assumption), NULL, 0, 1},
    {"cite", PL_SHAPE_REFS, false, AT(cite), NULL, PL_TO_CITATION, 0},
};

/* Which kinds must have a key, and which others may; every kind has an identifier and a label, and may have what is not named here. */
static const struct {
    const char *key;
    uint32_t must, may;
} places[] = {
    {"usual", 0, IN(RUBRIC)},
    {"text", IN(MESSAGE) | IN(CRISIS), IN(CHANNEL)},
    {"not", IN(TONE), 0},
    {"but", IN(TONE), 0},
    {"supplier", IN(RUBRIC), 0},
    {"on", IN(RUBRIC), IN(BUDGET) | IN(CHANNEL)},
    {"every", IN(RUBRIC), 0},
    {"per", IN(BUDGET), 0},
    {"minutes", IN(RUBRIC) | IN(TRAINING), 0},
    {"goal", 0, IN(RUBRIC)},
    {"who", IN(TRAINING), 0},
    {"low", 0, IN(BUDGET)},
    {"high", 0, IN(BUDGET)},
    {"year", 0, IN(BUDGET)},
    {"minimum", 0, IN(BUDGET)},
    {"service", 0, IN(RUBRIC)},
};

static const struct pl_key every_keys[] = {
    {"times", PL_SHAPE_NUMBER, true, AT(times), NULL, 0, PL_LIMIT_TIMES},
    {"per", PL_SHAPE_WORD, true, AT(per), pl_per_words, 0, 0},
};

static struct pl_piece *piece_at(struct pl_build *build, uint32_t index)
{
    return pl_build_pieces(build, index);
}

static bool check_places(struct pl_build *build, const struct pl_node *node, enum pl_piece_kind kind)
{
    bool ok = true;
    for (size_t i = 0; i < COUNT(places); i++) {
        const struct pl_node *value = pl_node_get(node, places[i].key);
        if (value != NULL && ((places[i].must | places[i].may) >> kind & 1) == 0) {
            ok = pl_build_fail(build, value->key, PL_K002, places[i].key, pl_piece_words[kind]);
        } else if (value == NULL && (places[i].must >> kind & 1) != 0) {
            ok = pl_build_fail(build, node, PL_K001, places[i].key, pl_piece_words[kind]);
        }
    }
    return ok;
}

/* What one key alone cannot tell. */
static bool check_piece(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    const struct pl_piece *piece = piece_at(build, index);
    const char *kind = pl_piece_words[piece->kind];
    const struct pl_node *high = pl_node_get(node, "high");
    if (piece->cite.count == 0 && piece->assumption == 0) {
        return pl_build_fail(build, node, PL_K001, "cite, assumption", kind);
    }
    if ((piece->low == PL_NONE) != (piece->high == PL_NONE)) {
        return pl_build_fail(build, node, PL_K001, piece->low == PL_NONE ? "low" : "high", kind);
    }
    if (high != NULL && piece->high < piece->low) {
        return pl_build_fail(build, high, PL_K003, "high", "at least low");
    }
    if (piece->kind == PL_PIECE_BUDGET && piece->per != PL_PER_YEAR && piece->per != PL_PER_ONCE) {
        return pl_build_fail(build, pl_node_get(node, "per"), PL_K003, "per", "year or once");
    }
    if (pl_position(&build->knowledge, PL_TO_RULE, pl_text(&build->knowledge, piece->id)) != PL_NONE) {
        return pl_build_fail(build, pl_node_get(node, "id"), PL_K005, pl_text(&build->knowledge, piece->id), NULL);
    }
    return true;
}

static bool check_every(struct pl_build *build, const struct pl_node *every, uint32_t index)
{
    const struct pl_piece *piece = piece_at(build, index);
    if (piece->times == 0) {
        return pl_build_fail(build, pl_node_get(every, "times"), PL_K003, "times", "at least 1");
    }
    return piece->per != PL_PER_ONCE || pl_build_fail(build, pl_node_get(every, "per"), PL_K003, "per", "week, month, quarter, year or event");
}

static bool read_piece(struct pl_build *build, const struct pl_node *node, uint32_t index, enum pl_piece_kind kind, uint32_t editions)
{
    *piece_at(build, index) = (struct pl_piece){.kind = kind, .editions = editions, .goal = PL_NONE, .low = PL_NONE, .high = PL_NONE};
    pl_str file = pl_build_text(build, pl_view_of(build->source->name));
    piece_at(build, index)->file = file;
    piece_at(build, index)->line = node->line;
    if (!pl_shape_read(build, node, piece_keys, COUNT(piece_keys), PL_ARRAY_pieces, index, pl_piece_words[kind]) ||
        !check_places(build, node, kind)) {
        return false;
    }
    const struct pl_node *when = pl_node_get(node, "when");
    const struct pl_node *usual = pl_node_get(node, "usual");
    const struct pl_node *every = pl_node_get(node, "every");
    struct pl_range terms = {0, 0};
    struct pl_range usual_terms = {0, 0};
    bool ok = (when == NULL || pl_load_condition(build, when, &terms)) && (usual == NULL || pl_load_condition(build, usual, &usual_terms)) &&
              (every == NULL || (pl_shape_read(build, every, every_keys, COUNT(every_keys), PL_ARRAY_pieces, index, "every") &&
                                 check_every(build, every, index)));
    piece_at(build, index)->terms = terms;
    piece_at(build, index)->usual = usual_terms;
    return ok && check_piece(build, node, index);
}

bool pl_load_editorial(struct pl_build *build, const struct pl_node *root)
{
    static const char *const lists[PL_PIECE_KINDS] = {[PL_PIECE_RUBRIC] = "rubrics",   [PL_PIECE_TONE] = "tone",
                                                      [PL_PIECE_TRAINING] = "training", [PL_PIECE_BUDGET] = "budget",
                                                      [PL_PIECE_MESSAGE] = "messages", [PL_PIECE_CRISIS] = "crisis",
                                                      [PL_PIECE_CHANNEL] = "channels"};
    uint32_t editions = 0;
    bool ok = pl_load_editions(build, pl_node_get(root, "edition"), &editions);
    uint32_t first = build->knowledge.terms_count;
    for (uint32_t kind = 0; kind < PL_PIECE_KINDS; kind++) {
        const struct pl_node *list = pl_node_get(root, lists[kind]);
        if (list != NULL && list->kind != PL_NODE_LIST) {
            ok = pl_build_fail(build, list, PL_K003, lists[kind], "a list");
        } else if (list != NULL) {
            if (!pl_build_within(build, list, PL_LIMIT_PIECES, (uint64_t)build->knowledge.pieces_count + list->count)) {
                return false;
            }
            uint32_t index = pl_build_grow(build, PL_ARRAY_pieces, list->count);
            for (const struct pl_node *node = list->first; node != NULL; node = node->next) {
                ok = read_piece(build, node, index++, (enum pl_piece_kind)kind, editions) && ok;
            }
        }
    }
    build->beside.first = build->beside.count == 0 ? first : build->beside.first;
    build->beside.count = build->knowledge.terms_count - build->beside.first;
    return ok;
}
