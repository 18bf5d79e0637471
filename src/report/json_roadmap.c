/* SPDX-License-Identifier: MIT
 * The dates of a plan in JSON: what is put off, what more hours would bring forward, the hours of each owner month by
 * month, and until when it holds.
 */
#include "model/schedule.h"
#include "report/json_parts.h"

static json_t *day_or_null(int64_t day)
{
    return day < 0 || day == PL_NEVER ? json_null() : pl_json_date(day);
}

static json_t *owners_part(const struct json *json)
{
    const struct pl_roadmap *roadmap = json->plan->roadmap;
    json_t *list = json_array();
    for (uint32_t i = 0; i < roadmap->owners_count; i++) {
        const struct pl_owner *owner = &roadmap->owners[i];
        json_t *object = json_object();
        json_t *months = json_array();
        for (uint32_t m = 0; m < owner->months_count; m++) {
            json_t *month = json_object();
            pl_json_set(month, "from", pl_json_date(owner->months[m].month));
            pl_json_set(month, "minutes", json_integer(owner->months[m].minutes));
            pl_json_set(month, "available", json_integer(owner->months[m].available));
            pl_json_append(months, month);
        }
        pl_json_set(object, "role", pl_json_text(pl_text(json->k, json->k->roles[owner->role].id)));
        pl_json_set(object, "hours_per_week", json_integer(owner->hours));
        pl_json_set(object, "once_open", json_integer(owner->later));
        pl_json_set(object, "assumed", json_boolean(!owner->stated));
        pl_json_set(object, "months", months);
        pl_json_append(list, object);
    }
    return list;
}

json_t *pl_json_validity(const struct json *json)
{
    const struct pl_validity *validity = json->plan->validity;
    json_t *object = json_object();
    json_t *changes = json_array();
    for (uint32_t i = 0; i < validity->changes_count; i++) {
        pl_json_append(changes, pl_json_text(validity->changes[i]));
    }
    pl_json_set(object, "date", pl_json_date(validity->day));
    pl_json_set(object, "changes", changes);
    return object;
}

json_t *pl_json_schedule(const struct json *json)
{
    const struct pl_roadmap *roadmap = json->plan->roadmap;
    json_t *object = json_object();
    json_t *put_off = json_array();
    json_t *table = json_array();
    for (uint32_t i = 0; i < json->plan->steps.count; i++) {
        if (json->plan->spans[i].put_off) {
            pl_json_append(put_off, pl_json_text(pl_text(json->k, json->k->rules[json->plan->steps.items[i]].id)));
        }
    }
    for (uint32_t i = 0; i < roadmap->rows_count; i++) {
        json_t *row = json_object();
        pl_json_set(row, "hours_per_week", json_integer(roadmap->rows[i].hours));
        pl_json_set(row, "first_opening", day_or_null(roadmap->rows[i].opening));
        pl_json_set(row, "end", day_or_null(roadmap->rows[i].end));
        pl_json_append(table, row);
    }
    pl_json_set(object, "put_off", put_off);
    pl_json_set(object, "table", table);
    pl_json_set(object, "table_of",
                roadmap->held_up_by == PL_NONE
                    ? json_null()
                    : pl_json_text(pl_text(json->k, json->k->roles[roadmap->held_up_by].id)));
    pl_json_set(object, "until", pl_json_date(roadmap->until));
    pl_json_set(object, "hours_put_off", json_integer(roadmap->hours_put_off));
    pl_json_set(object, "proven", json_boolean(roadmap->exact));
    pl_json_set(object, "gap_days", json_integer(roadmap->gap));
    pl_json_set(object, "day_hours", json_integer(json->k->paces[0].day_hours));
    pl_json_set(object, "owners", owners_part(json));
    return object;
}
