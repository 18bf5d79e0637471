/* SPDX-License-Identifier: MIT
 * holidays.yaml: the countries whose law and holidays are known, and the public holidays, everywhere or in some departments.
 */
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "load/load.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define AT(member) offsetof(struct pl_holiday, member)

static const struct pl_key holiday_keys[] = {
    {"id", PL_SHAPE_ID, true, AT(id), NULL, 0, 0},
    {"day", PL_SHAPE_OWN_WORD, true, 0, NULL, 0, 0},
    {"departments", PL_SHAPE_STRINGS, false, AT(departments), NULL, 0, 0},
    {"label", PL_SHAPE_TEXT2, true, AT(label), NULL, 0, 0},
    {"cite", PL_SHAPE_REFS, true, AT(cite), NULL, PL_TO_CITATION, 0},
};

/* 12-25, easter+1 or easter-2. */
static bool read_day(struct pl_view text, struct pl_holiday *out_holiday)
{
    static const char easter[] = "easter";
    enum { EASTER = sizeof easter - 1 };
    int64_t number = 0;
    if (text.length > EASTER + 1 && memcmp(text.text, easter, EASTER) == 0) {
        struct pl_view rest = {text.text + EASTER + 1, text.length - EASTER - 1};
        bool before = text.text[EASTER] == '-';
        bool counted = (before || text.text[EASTER] == '+') && pl_number_parse(rest, &number) == PL_NUMBER_OK && number >= 0 &&
                       number < PL_EASTER; /* it stays in its year */
        out_holiday->month = 0;
        out_holiday->day = (uint32_t)(PL_EASTER + (before ? -number : number));
        return counted;
    }
    char date[sizeof "2000-MM-DD"] = "2000-";
    if (text.length != 5) {
        return false;
    }
    memcpy(date + 5, text.text, 5);
    bool read = pl_date_parse(pl_view_of(date), &number);
    struct pl_date day = pl_date_of_days(number);
    out_holiday->month = (uint32_t)day.month;
    out_holiday->day = (uint32_t)day.day;
    return read;
}

bool pl_load_holidays(struct pl_build *build, const struct pl_node *root)
{
    const struct pl_node *list = pl_load_list(build, root, "holidays");
    const struct pl_node *countries = pl_load_list(build, root, "countries");
    bool ok = list != NULL && countries != NULL && pl_shape_strings(build, countries, "countries", &build->knowledge.countries);
    uint32_t index = ok ? pl_build_grow(build, PL_ARRAY_holidays, list->count) : 0;
    for (const struct pl_node *node = ok ? list->first : NULL; node != NULL; node = node->next, index++) {
        ok = pl_shape_read(build, node, holiday_keys, COUNT(holiday_keys), PL_ARRAY_holidays, index, "a holiday") && ok;
        const struct pl_node *day = node->kind == PL_NODE_MAPPING ? pl_node_get(node, "day") : NULL;
        if (day != NULL && day->kind == PL_NODE_TEXT && !read_day(day->text, pl_build_holidays(build, index))) {
            ok = pl_build_fail(build, day, PL_K003, "day", "MM-DD, easter+N or easter-N");
        }
    }
    return ok;
}
