/* SPDX-License-Identifier: MIT
 * schedule.yaml: the hours that people give to the steps, and the seasons in which they have fewer.
 */
#include <string.h>

#include "base/date.h"
#include "model/load.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct pl_key pace_keys[] = {
    {"day_hours", PL_SHAPE_NUMBER, true, offsetof(struct pl_pace, day_hours), NULL, 0, PL_LIMIT_DAY_HOURS},
    {"months", PL_SHAPE_NUMBER, true, offsetof(struct pl_pace, months), NULL, 0, PL_LIMIT_HORIZON},
    {"least_hours", PL_SHAPE_NUMBER, true, offsetof(struct pl_pace, least_hours), NULL, 0, PL_LIMIT_WEEK_HOURS},
    {"left_percent", PL_SHAPE_NUMBER, true, offsetof(struct pl_pace, left_percent), NULL, 0, PL_LIMIT_PERCENT},
    {"seasons", PL_SHAPE_OWN_LIST, true, 0, NULL, 0, 0},
    {"hours", PL_SHAPE_OWN_LIST, true, 0, NULL, 0, 0},
};
static const struct pl_key season_keys[] = {
    {"id", PL_SHAPE_ID, true, offsetof(struct pl_season, id), NULL, 0, 0},
    {"from", PL_SHAPE_OWN_WORD, true, 0, NULL, 0, 0},
    {"to", PL_SHAPE_OWN_WORD, true, 0, NULL, 0, 0},
    {"percent", PL_SHAPE_NUMBER, true, offsetof(struct pl_season, percent), NULL, 0, PL_LIMIT_PERCENT},
    {"label", PL_SHAPE_TEXT2, true, offsetof(struct pl_season, label), NULL, 0, 0},
};
static const struct pl_key hours_keys[] = {
    {"roles", PL_SHAPE_REFS, true, offsetof(struct pl_role_hours, roles), NULL, PL_TO_ROLE, 0},
    {"hours", PL_SHAPE_NUMBER, true, offsetof(struct pl_role_hours, hours), NULL, 0, PL_LIMIT_WEEK_HOURS},
    {"beside_accounts", PL_SHAPE_FLAG, false, offsetof(struct pl_role_hours, beside_accounts), NULL, 0, 1},
    {"when", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
};

/* MM-DD of a year that has 29 February. */
static bool read_day(struct pl_build *build, const struct pl_node *node, const char *key, uint32_t *out_day)
{
    char date[sizeof "2000-MM-DD"] = "2000-";
    int64_t days = 0;
    bool whole = node->text.length == sizeof date - sizeof "2000-";
    memcpy(date + strlen(date), node->text.text, whole ? node->text.length : 0);
    if (!whole || !pl_date_parse(pl_view_of(date), &days)) {
        return pl_build_fail(build, node, PL_K003, key, "MM-DD");
    }
    struct pl_date day = pl_date_of_days(days);
    *out_day = (uint32_t)(day.month * 100 + day.day);
    return true;
}

static bool read_season(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    uint32_t from = 0;
    uint32_t to = 0;
    bool ok = pl_shape_read(build, node, season_keys, COUNT(season_keys), &build->seasons, index, "a season") &&
              read_day(build, pl_node_get(node, "from"), "from", &from) &&
              read_day(build, pl_node_get(node, "to"), "to", &to);
    struct pl_season *season = pl_vector_at(&build->seasons, index);
    season->from = from;
    season->to = to;
    return ok;
}

static bool read_hours(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    if (!pl_shape_read(build, node, hours_keys, COUNT(hours_keys), &build->role_hours, index, "hours of a role")) {
        return false;
    }
    const struct pl_node *when = pl_node_get(node, "when");
    struct pl_range terms = {0, 0};
    bool ok = when == NULL || pl_load_condition(build, when, &terms);
    ((struct pl_role_hours *)pl_vector_at(&build->role_hours, index))->terms = terms;
    return ok;
}

bool pl_load_schedule(struct pl_build *build, const struct pl_node *root)
{
    if (!pl_shape_read(build, root, pace_keys, COUNT(pace_keys), &build->paces, pl_vector_grow(&build->paces, 1),
                       "schedule.yaml")) {
        return false;
    }
    const struct pl_node *seasons = pl_node_get(root, "seasons");
    const struct pl_node *hours = pl_node_get(root, "hours");
    uint32_t season = pl_vector_grow(&build->seasons, seasons->count);
    uint32_t entry = pl_vector_grow(&build->role_hours, hours->count);
    bool ok = true;
    for (const struct pl_node *node = seasons->first; node != NULL; node = node->next) {
        ok = read_season(build, node, season++) && ok;
    }
    for (const struct pl_node *node = hours->first; node != NULL; node = node->next) {
        ok = read_hours(build, node, entry++) && ok;
    }
    return ok;
}
