/* SPDX-License-Identifier: MIT
 * calendar.yaml: the elections that open a pre-election period, for those whose council is renewed and for others.
 */
#include <string.h>

#include "model/calendar.h"
#include "load/load.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define AT(member) offsetof(struct pl_election, member)

static const struct pl_key election_keys[] = {
    {"id", PL_SHAPE_ID, true, AT(id), NULL, 0, 0},
    {"kinds", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"concerns", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"reach", PL_SHAPE_WORD, false, AT(reach), pl_reach_words, 0, 0},
    {"first", PL_SHAPE_STRING, true, AT(first), NULL, 0, 0},
    {"last", PL_SHAPE_STRING, true, AT(last), NULL, 0, 0},
    {"label", PL_SHAPE_TEXT2, true, AT(label), NULL, 0, 0},
    {"note", PL_SHAPE_TEXT2, false, AT(note), NULL, 0, 0},
    {"cite", PL_SHAPE_REFS, true, AT(cite), NULL, PL_TO_CITATION, 0},
};

static bool read_kinds(struct pl_build *build, const struct pl_node *list, const char *key, uint32_t *out_bits)
{
    const struct pl_knowledge *k = &build->knowledge;
    const struct pl_field *kind = &k->fields[k->facts[PL_FACT_KIND]];
    *out_bits = 0;
    for (const struct pl_node *item = list->kind == PL_NODE_LIST ? list->first : NULL; item != NULL; item = item->next) {
        uint32_t position = 0;
        while (item->kind == PL_NODE_TEXT && position < kind->values.count && !pl_view_is(item->text, pl_field_value_id(k, kind, position))) {
            position++;
        }
        if (item->kind != PL_NODE_TEXT || position == kind->values.count) {
            return pl_build_fail(build, item, PL_K004, pl_node_words(item), "kind");
        }
        *out_bits |= 1u << position;
    }
    return *out_bits != 0 || pl_build_fail(build, list, PL_K003, key, "a list of kinds");
}

/* Whose council is renewed, and whom else the ballot holds back: one of them at least, and of others also how far. */
static bool read_concerned(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    const struct pl_node *kinds = pl_node_get(node, "kinds");
    const struct pl_node *concerns = pl_node_get(node, "concerns");
    uint32_t renewed = 0;
    uint32_t held_back = 0;
    if (kinds == NULL && concerns == NULL) {
        return pl_build_fail(build, node, PL_K001, "kinds", "an election");
    }
    if ((concerns == NULL) != (pl_node_get(node, "reach") == NULL)) {
        return pl_build_fail(build, node, PL_K001, concerns == NULL ? "concerns" : "reach", "an election");
    }
    bool ok = (kinds == NULL || read_kinds(build, kinds, "kinds", &renewed)) &&
              (concerns == NULL || read_kinds(build, concerns, "concerns", &held_back));
    struct pl_election *election = pl_build_elections(build, index);
    election->kinds = renewed;
    election->concerns = held_back;
    return ok;
}

static bool check_date(struct pl_build *build, const struct pl_node *node, const char *key)
{
    int64_t first = 0;
    int64_t last = 0;
    const struct pl_node *date = pl_node_get(node, key);
    return (date->kind == PL_NODE_TEXT && pl_partial_date(date->text.text, &first, &last)) ||
           pl_build_fail(build, date, PL_K003, key, "YYYY-MM-DD, or YYYY-MM while no day is set");
}

/* A day that the table itself must give. */
static bool read_bound(struct pl_build *build, const struct pl_node *root, const char *key, pl_str *out_date)
{
    const struct pl_node *date = pl_node_get(root, key);
    if (date == NULL) {
        return pl_build_fail(build, root, PL_K001, key, build->source->name);
    }
    bool ok = check_date(build, root, key);
    *out_date = ok ? pl_build_text(build, date->text) : 0;
    return ok;
}

bool pl_load_calendar(struct pl_build *build, const struct pl_node *root)
{
    const struct pl_node *list = pl_load_list(build, root, "elections");
    bool ok = list != NULL && read_bound(build, root, "complete_from", &build->knowledge.elections_from) &&
              read_bound(build, root, "others_from", &build->knowledge.others_from) &&
              read_bound(build, root, "others_until", &build->knowledge.others_until);
    if (!ok) {
        return false;
    }
    uint32_t index = pl_build_grow(build, PL_ARRAY_elections, list->count);
    for (const struct pl_node *node = list->first; node != NULL; node = node->next, index++) {
        ok = pl_shape_read(build, node, election_keys, COUNT(election_keys), PL_ARRAY_elections, index, "an election") &&
             read_concerned(build, node, index) && check_date(build, node, "first") && check_date(build, node, "last") && ok;
    }
    return ok;
}
