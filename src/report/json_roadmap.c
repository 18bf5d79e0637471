/* SPDX-License-Identifier: MIT
 * The dates of a plan in JSON: what is put off, what more hours would bring forward, the hours of each owner month by
 * month, and until when it holds.
 */
#include "model/schedule.h"
#include "report/json_parts.h"

static bool is_day(int64_t day)
{
    return day >= 0 && day != PL_NEVER;
}

void pl_json_validity(struct json *json)
{
    const struct pl_validity *validity = json->plan->validity;
    pl_json_object(json->to, "valid_until");
    pl_json_date(json->to, "date", true, validity->day);
    pl_json_array(json->to, "changes");
    for (uint32_t i = 0; i < validity->changes_count; i++) {
        pl_json_text(json->to, NULL, validity->changes[i]);
    }
    pl_json_ends(json->to, 2);
}

void pl_json_schedule(struct json *json)
{
    const struct pl_roadmap *roadmap = json->plan->roadmap;
    pl_json_object(json->to, "schedule");
    pl_json_array(json->to, "put_off");
    for (uint32_t i = 0; i < json->plan->steps.count; i++) {
        if (json->plan->spans[i].put_off && !json->plan->spans[i].done) {
            pl_json_text(json->to, NULL, pl_text(json->k, json->k->rules[json->plan->steps.items[i]].id));
        }
    }
    pl_json_end(json->to);
    pl_json_array(json->to, "table");
    for (uint32_t i = 0; i < roadmap->rows_count; i++) {
        const int64_t opening = roadmap->rows[i].opening;
        const int64_t end = roadmap->rows[i].end;
        pl_json_object(json->to, NULL);
        pl_json_integer(json->to, "hours_per_week", roadmap->rows[i].hours);
        pl_json_date(json->to, "first_opening", is_day(opening), opening);
        pl_json_date(json->to, "end", is_day(end), end);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
    pl_json_text(json->to, "table_of",
                 roadmap->held_up_by == PL_NONE ? NULL : pl_json_role_id(json, roadmap->held_up_by));
    pl_json_date(json->to, "until", true, roadmap->until);
    pl_json_integer(json->to, "hours_put_off", roadmap->hours_put_off);
    pl_json_bool(json->to, "proven", roadmap->exact);
    pl_json_integer(json->to, "gap_days", roadmap->gap);
    pl_json_integer(json->to, "day_hours", json->k->paces[0].day_hours);
    pl_json_array(json->to, "owners");
    for (uint32_t i = 0; i < roadmap->owners_count; i++) {
        const struct pl_owner *owner = &roadmap->owners[i];
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "role", pl_json_role_id(json, owner->role));
        pl_json_integer(json->to, "hours_per_week", owner->hours);
        pl_json_integer(json->to, "once_open", owner->later);
        pl_json_bool(json->to, "assumed", !owner->stated);
        pl_json_array(json->to, "months");
        for (uint32_t m = 0; m < owner->months_count; m++) {
            pl_json_object(json->to, NULL);
            pl_json_date(json->to, "from", true, owner->months[m].month);
            pl_json_integer(json->to, "minutes", owner->months[m].minutes);
            pl_json_integer(json->to, "available", owner->months[m].available);
            pl_json_end(json->to);
        }
        pl_json_ends(json->to, 2);
    }
    pl_json_end(json->to);
    pl_json_end(json->to);
}
