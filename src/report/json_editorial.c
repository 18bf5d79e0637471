/* SPDX-License-Identifier: MIT
 * The editorial part of a plan in JSON: the line, the budget, training, the three options. Each item has its citations, or says that it is our own.
 */
#include "model/editorial.h"
#include "report/json_parts.h"

static const char *const day_words[PL_EDITORIAL_DAYS] = {"monday", "tuesday", "wednesday", "thursday", "friday"};

/* An object with the identifier and the label of a piece. */
static json_t *head(const struct json *json, const struct pl_piece *piece)
{
    json_t *object = json_object();
    pl_json_set(object, "id", pl_json_text(pl_text(json->k, piece->id)));
    pl_json_set(object, "label", pl_json_text2(json, piece->label));
    return object;
}

/* Where a piece comes from. */
static json_t *with_source(const struct json *json, json_t *object, const struct pl_piece *piece)
{
    pl_json_set(object, "cite", pl_json_cites(json, piece->cite));
    pl_json_set(object, "assumption", json_boolean(piece->assumption != 0));
    return object;
}

static const struct pl_piece *piece_of(const struct json *json, uint32_t rubric)
{
    return &json->k->pieces[json->plan->editorial->rubrics[rubric].piece];
}

static json_t *platform_id(const struct json *json, uint32_t platform)
{
    return pl_json_text(pl_text(json->k, json->k->platforms[platform].id));
}

static json_t *every(const struct pl_piece *piece)
{
    json_t *object = json_object();
    pl_json_set(object, "times", json_integer(piece->times));
    pl_json_set(object, "per", pl_json_text(pl_per_words[piece->per]));
    return object;
}

static json_t *rubrics_part(const struct json *json)
{
    const struct pl_field *goals = &json->k->fields[json->k->facts[PL_FACT_GOALS]];
    json_t *list = json_array();
    for (uint32_t i = 0; i < json->plan->editorial->rubrics_count; i++) {
        const struct pl_rubric *rubric = &json->plan->editorial->rubrics[i];
        const struct pl_piece *piece = piece_of(json, i);
        json_t *object = head(json, piece);
        pl_json_set(object, "platform", platform_id(json, rubric->platform));
        pl_json_set(object, "every", every(piece));
        pl_json_set(object, "minutes", json_integer(piece->minutes));
        pl_json_set(object, "minutes_per_week", json_integer(rubric->minutes));
        pl_json_set(object, "supplier", pl_json_text2(json, piece->supplier));
        pl_json_set(object, "goal", piece->goal == PL_NONE ? json_null() : pl_json_text(pl_field_value_id(json->k, goals, piece->goal)));
        pl_json_set(object, "service", json_boolean(piece->service != 0));
        pl_json_append(list, with_source(json, object, piece));
    }
    return list;
}

static json_t *posts_part(const struct json *json, const struct pl_post *posts, uint32_t count, bool dated)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_piece *piece = piece_of(json, posts[i].rubric);
        json_t *object = json_object();
        pl_json_set(object, dated ? "date" : "day", dated ? pl_json_date(posts[i].day) : pl_json_text(day_words[posts[i].day]));
        pl_json_set(object, "rubric", pl_json_text(pl_text(json->k, piece->id)));
        pl_json_set(object, "platform", platform_id(json, json->plan->editorial->rubrics[posts[i].rubric].platform));
        pl_json_set(object, "minutes", json_integer(piece->minutes));
        if (!dated) {
            pl_json_set(object, "every", every(piece));
        }
        pl_json_append(list, object);
    }
    return list;
}

static json_t *pieces_part(const struct json *json, const struct pl_list *pieces)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < pieces->count; i++) {
        const struct pl_piece *piece = &json->k->pieces[pieces->items[i]];
        json_t *object = head(json, piece);
        if (piece->kind == PL_PIECE_TONE) {
            pl_json_set(object, "not", pl_json_text2(json, piece->wrong));
            pl_json_set(object, "but", pl_json_text2(json, piece->text));
        } else {
            pl_json_set(object, "text", pl_json_text2(json, piece->text));
        }
        pl_json_append(list, with_source(json, object, piece));
    }
    return list;
}

json_t *pl_json_editorial(const struct json *json)
{
    const struct pl_editorial *editorial = json->plan->editorial;
    json_t *object = json_object();
    json_t *crisis = json_object();
    pl_json_set(object, "rubrics", rubrics_part(json));
    pl_json_set(object, "left_out", json_integer(editorial->left_out));
    pl_json_set(object, "minutes_per_week", json_integer(pl_editorial_minutes(editorial)));
    pl_json_set(object, "answering_minutes_per_week", json_integer(editorial->answering_minutes));
    pl_json_set(object, "planning_minutes_per_week", json_integer(editorial->planning_minutes));
    pl_json_set(object, "answering_minutes_per_day", json_integer(pl_answering_a_day(editorial)));
    pl_json_set(object, "week", posts_part(json, editorial->week, editorial->week_count, false));
    pl_json_set(object, "posts_from", editorial->from < 0 ? json_null() : pl_json_date(editorial->from));
    pl_json_set(object, "posts", posts_part(json, editorial->posts, editorial->posts_count, true));
    pl_json_set(object, "tone", pieces_part(json, &editorial->tone));
    pl_json_set(crisis, "channels", pieces_part(json, &editorial->channels));
    pl_json_set(crisis, "steps", pieces_part(json, &editorial->crisis));
    pl_json_set(crisis, "messages", pieces_part(json, &editorial->messages));
    pl_json_set(object, "crisis", crisis);
    return object;
}

static json_t *amounts(const struct pl_costs *costs)
{
    json_t *object = json_object();
    pl_json_set(object, "low", json_integer(costs->low));
    pl_json_set(object, "high", json_integer(costs->high));
    return object;
}

json_t *pl_json_budget(const struct json *json)
{
    const struct pl_editorial *editorial = json->plan->editorial;
    json_t *object = json_object();
    json_t *lines = json_array();
    for (uint32_t i = 0; i < editorial->budget.count; i++) {
        const struct pl_piece *piece = &json->k->pieces[editorial->budget.items[i]];
        json_t *line = head(json, piece);
        pl_json_set(line, "low", piece->low == PL_NONE ? json_null() : json_integer(piece->low));
        pl_json_set(line, "high", piece->high == PL_NONE ? json_null() : json_integer(piece->high));
        pl_json_set(line, "per", pl_json_text(pl_per_words[piece->per]));
        pl_json_set(line, "year", piece->year == 0 ? json_null() : json_integer(piece->year));
        pl_json_set(line, "minimum", json_boolean(piece->minimum != 0));
        pl_json_append(lines, with_source(json, line, piece));
    }
    pl_json_set(object, "lines", lines);
    pl_json_set(object, "once", amounts(&editorial->once));
    pl_json_set(object, "yearly", amounts(&editorial->yearly));
    pl_json_set(object, "to_be_costed", json_integer((json_int_t)editorial->once.unknown + editorial->yearly.unknown));
    pl_json_set(object, "available", pl_json_cell(json->plan, json->k->facts[PL_FACT_BUDGET]));
    pl_json_set(object, "fits", pl_json_text(pl_truth_words[editorial->fits]));
    return object;
}

json_t *pl_json_training(const struct json *json)
{
    const struct pl_editorial *editorial = json->plan->editorial;
    json_t *list = json_array();
    for (uint32_t i = 0; i < editorial->training.count; i++) {
        const struct pl_piece *piece = &json->k->pieces[editorial->training.items[i]];
        json_t *object = head(json, piece);
        json_t *who = json_array();
        for (uint32_t r = 0; r < editorial->who[i].count; r++) {
            pl_json_append(who, pl_json_text(pl_text(json->k, json->k->roles[editorial->who[i].items[r]].id)));
        }
        pl_json_set(object, "who", who);
        pl_json_set(object, "minutes", json_integer(piece->minutes));
        pl_json_append(list, with_source(json, object, piece));
    }
    return list;
}

json_t *pl_json_options(const struct json *json)
{
    static const char *const ids[PL_OPTIONS] = {"nothing", "minimum", "proposed"};
    json_t *list = json_array();
    for (int i = 0; i < PL_OPTIONS; i++) {
        const struct pl_option *option = &json->plan->editorial->options[i];
        json_t *object = json_object();
        pl_json_set(object, "id", pl_json_text(ids[i]));
        pl_json_set(object, "hours_per_week", option->hours < 0 ? json_null() : json_integer(option->hours));
        pl_json_set(object, "project_days", json_integer(option->days));
        pl_json_set(object, "once", amounts(&option->once));
        pl_json_set(object, "yearly", amounts(&option->yearly));
        pl_json_set(object, "to_be_costed", json_integer((json_int_t)option->once.unknown + option->yearly.unknown));
        pl_json_set(object, "cite", json_array());
        pl_json_set(object, "assumption", json_true());
        pl_json_append(list, object);
    }
    return list;
}

json_t *pl_json_actions(const struct json *json)
{
    const struct pl_plan *plan = json->plan;
    json_t *list = json_array();
    for (uint32_t i = 0; i < plan->actions_count; i++) {
        const struct pl_action *action = &plan->actions[i];
        const struct pl_rule *first = &json->k->rules[plan->steps.items[action->ranks.items[0]]];
        bool alone = action->ranks.count == 1 || action->matter == PL_NONE;
        json_t *object = json_object();
        json_t *steps = json_array();
        json_t *owners = json_array();
        for (uint32_t r = 0; r < action->ranks.count; r++) {
            pl_json_append(steps, pl_json_text(pl_text(json->k, json->k->rules[plan->steps.items[action->ranks.items[r]]].id)));
        }
        for (uint32_t r = 0; r < action->owners.count; r++) {
            pl_json_append(owners, pl_json_text(pl_text(json->k, json->k->roles[action->owners.items[r]].id)));
        }
        pl_json_set(object, "number", action->number == 0 ? json_null() : json_integer(action->number));
        pl_json_set(object, "id", pl_json_text(pl_text(json->k, alone ? first->id : json->k->matters[action->matter].id)));
        pl_json_set(object, "title", pl_json_text2(json, alone ? first->title : json->k->matters[action->matter].title));
        pl_json_set(object, "owners", owners);
        pl_json_set(object, "steps", steps);
        pl_json_set(object, "effort_days", json_integer(action->effort));
        pl_json_set(object, "start", pl_json_date(action->first));
        pl_json_set(object, "end", pl_json_date(action->last));
        pl_json_append(list, object);
    }
    return list;
}
