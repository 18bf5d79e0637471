/* SPDX-License-Identifier: MIT
 * roles.yaml: who may own a step, and what becomes of the role where an authority has nobody of that name.
 */
#include "load/load.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct pl_key role_keys[] = {
    {"id", PL_SHAPE_ID, true, offsetof(struct pl_role, id), NULL, 0, 0},
    {"label", PL_SHAPE_TEXT2, true, offsetof(struct pl_role, label), NULL, 0, 0},
    {"cases", PL_SHAPE_OWN_LIST, false, 0, NULL, 0, 0},
};
static const struct pl_key case_keys[] = {
    {"when", PL_SHAPE_OWN, true, 0, NULL, 0, 0},
    {"owner", PL_SHAPE_REF, false, offsetof(struct pl_role_case, owner), NULL, PL_TO_ROLE, 0},
    {"accountable", PL_SHAPE_REF, false, offsetof(struct pl_role_case, accountable), NULL, PL_TO_ROLE, 0},
    {"asked", PL_SHAPE_REF, false, offsetof(struct pl_role_case, asked), NULL, PL_TO_ROLE, 0},
    {"label", PL_SHAPE_TEXT2, false, offsetof(struct pl_role_case, label), NULL, 0, 0},
};

static struct pl_role_case *case_at(struct pl_build *build, uint32_t index)
{
    return pl_build_role_cases(build, index);
}

static bool read_case(struct pl_build *build, const struct pl_node *node, uint32_t role, uint32_t index)
{
    case_at(build, index)->role = role;
    case_at(build, index)->owner = case_at(build, index)->accountable = case_at(build, index)->asked = PL_NONE;
    if (!pl_shape_read(build, node, case_keys, COUNT(case_keys), PL_ARRAY_role_cases, index, "a case of a role")) {
        return false;
    }
    bool moves = pl_node_get(node, "owner") != NULL;
    if (!moves && (pl_node_get(node, "accountable") != NULL || pl_node_get(node, "asked") != NULL)) {
        return pl_build_fail(build, node, PL_K001, "owner", "a case of a role");
    }
    struct pl_range terms = {0, 0};
    bool ok = pl_load_condition(build, pl_node_get(node, "when"), &terms);
    case_at(build, index)->terms = terms;
    return ok;
}

bool pl_load_roles(struct pl_build *build, const struct pl_node *root)
{
    const struct pl_node *list = pl_load_list(build, root, "roles");
    bool ok = list != NULL;
    uint32_t role = ok ? pl_build_grow(build, PL_ARRAY_roles, list->count) : 0;
    for (const struct pl_node *node = ok ? list->first : NULL; node != NULL; node = node->next, role++) {
        if (!pl_shape_read(build, node, role_keys, COUNT(role_keys), PL_ARRAY_roles, role, "a role")) {
            ok = false;
            continue;
        }
        const struct pl_node *cases = pl_node_get(node, "cases");
        struct pl_range range = {build->knowledge.role_cases_count, cases == NULL ? 0 : cases->count};
        uint32_t index = pl_build_grow(build, PL_ARRAY_role_cases, range.count);
        for (const struct pl_node *item = cases == NULL ? NULL : cases->first; item != NULL; item = item->next) {
            ok = read_case(build, item, role, index++) && ok;
        }
        (pl_build_roles(build, role))->cases = range;
    }
    return ok;
}
