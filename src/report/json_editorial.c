/* SPDX-License-Identifier: MIT
 * The editorial part of a plan in JSON: the line, the budget, training, the three options; and the actions. Each item
 * has its citations, or says that it is our own.
 */
#include "model/editorial.h"
#include "report/json_parts.h"

static const char *const day_words[PL_EDITORIAL_DAYS] = {"monday", "tuesday", "wednesday", "thursday", "friday"};

/* Opens the object of a piece, with its identifier and its label. */
static void start_piece(struct json *json, const struct pl_piece *piece)
{
    pl_json_object(json->to, NULL);
    pl_json_text(json->to, "id", pl_text(json->k, piece->id));
    pl_json_text2(json, "label", piece->label);
}

/* Says where a piece comes from, and closes its object. */
static void end_piece(struct json *json, const struct pl_piece *piece)
{
    pl_json_cites(json, piece->cite);
    pl_json_bool(json->to, "assumption", piece->assumption != 0);
    pl_json_end(json->to);
}

static void platform(struct json *json, uint32_t index)
{
    pl_json_text(json->to, "platform", pl_text(json->k, json->k->platforms[index].id));
}

static void every(struct json *json, const struct pl_piece *piece)
{
    pl_json_object(json->to, "every");
    pl_json_integer(json->to, "times", piece->times);
    pl_json_text(json->to, "per", pl_per_words[piece->per]);
    pl_json_end(json->to);
}

/* Posts of an ordinary week, or those that have a date. */
static void posts_part(struct json *json, const char *key, const struct pl_post *posts, uint32_t count, bool dated)
{
    pl_json_array(json->to, key);
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_rubric *rubric = &json->plan->editorial->rubrics[posts[i].rubric];
        const struct pl_piece *piece = &json->k->pieces[rubric->piece];
        pl_json_object(json->to, NULL);
        if (dated) {
            pl_json_date(json->to, "date", true, posts[i].day);
        } else {
            pl_json_text(json->to, "day", day_words[posts[i].day]);
        }
        pl_json_text(json->to, "rubric", pl_text(json->k, piece->id));
        platform(json, rubric->platform);
        pl_json_integer(json->to, "minutes", piece->minutes);
        if (!dated) {
            every(json, piece);
        }
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

static void pieces_part(struct json *json, const char *key, const struct pl_list *pieces)
{
    pl_json_array(json->to, key);
    for (uint32_t i = 0; i < pieces->count; i++) {
        const struct pl_piece *piece = &json->k->pieces[pieces->items[i]];
        start_piece(json, piece);
        if (piece->kind == PL_PIECE_TONE) {
            pl_json_text2(json, "not", piece->wrong);
        }
        pl_json_text2(json, piece->kind == PL_PIECE_TONE ? "but" : "text", piece->text);
        end_piece(json, piece);
    }
    pl_json_end(json->to);
}

void pl_json_editorial(struct json *json)
{
    const struct pl_editorial *editorial = json->plan->editorial;
    pl_json_object(json->to, "editorial");
    const struct pl_field *goals = &json->k->fields[json->k->facts[PL_FACT_GOALS]];
    pl_json_array(json->to, "rubrics");
    for (uint32_t i = 0; i < json->plan->editorial->rubrics_count; i++) {
        const struct pl_rubric *rubric = &json->plan->editorial->rubrics[i];
        const struct pl_piece *piece = &json->k->pieces[rubric->piece];
        start_piece(json, piece);
        platform(json, rubric->platform);
        every(json, piece);
        pl_json_integer(json->to, "minutes", piece->minutes);
        pl_json_integer(json->to, "minutes_per_week", rubric->minutes);
        pl_json_text2(json, "supplier", piece->supplier);
        pl_json_text(json->to, "goal", piece->goal == PL_NONE ? NULL : pl_field_value_id(json->k, goals, piece->goal));
        pl_json_bool(json->to, "service", piece->service != 0);
        end_piece(json, piece);
    }
    pl_json_end(json->to);
    pl_json_integer(json->to, "left_out", editorial->left_out);
    pl_json_integer(json->to, "minutes_per_week", pl_editorial_minutes(editorial));
    pl_json_integer(json->to, "answering_minutes_per_week", editorial->answering_minutes);
    pl_json_integer(json->to, "planning_minutes_per_week", editorial->planning_minutes);
    pl_json_integer(json->to, "answering_minutes_per_day", pl_answering_a_day(editorial));
    posts_part(json, "week", editorial->week, editorial->week_count, false);
    pl_json_date(json->to, "posts_from", editorial->from >= 0, editorial->from);
    posts_part(json, "posts", editorial->posts, editorial->posts_count, true);
    pieces_part(json, "tone", &editorial->tone);
    pl_json_object(json->to, "crisis");
    pieces_part(json, "channels", &editorial->channels);
    pieces_part(json, "steps", &editorial->crisis);
    pieces_part(json, "messages", &editorial->messages);
    pl_json_ends(json->to, 2);
}

/* What is spent once and every year, as ranges, and how much of it nobody has costed yet. */
static void amounts(struct json *json, const struct pl_costs *once, const struct pl_costs *yearly)
{
    const struct {
        const char *key;
        const struct pl_costs *costs;
    } ranges[] = {{"once", once}, {"yearly", yearly}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        pl_json_object(json->to, ranges[i].key);
        pl_json_integer(json->to, "low", ranges[i].costs->low);
        pl_json_integer(json->to, "high", ranges[i].costs->high);
        pl_json_end(json->to);
    }
    pl_json_integer(json->to, "to_be_costed", (int64_t)once->unknown + yearly->unknown);
}

void pl_json_budget(struct json *json)
{
    const struct pl_editorial *editorial = json->plan->editorial;
    pl_json_object(json->to, "budget");
    pl_json_array(json->to, "lines");
    for (uint32_t i = 0; i < editorial->budget.count; i++) {
        const struct pl_piece *piece = &json->k->pieces[editorial->budget.items[i]];
        start_piece(json, piece);
        pl_json_known(json->to, "low", piece->low != PL_NONE, piece->low);
        pl_json_known(json->to, "high", piece->high != PL_NONE, piece->high);
        pl_json_text(json->to, "per", pl_per_words[piece->per]);
        pl_json_known(json->to, "year", piece->year != 0, piece->year);
        pl_json_bool(json->to, "minimum", piece->minimum != 0);
        end_piece(json, piece);
    }
    pl_json_end(json->to);
    amounts(json, &editorial->once, &editorial->yearly);
    pl_json_cell(json->to, "available", json->plan, json->k->facts[PL_FACT_BUDGET]);
    pl_json_text(json->to, "fits", pl_truth_words[editorial->fits]);
    pl_json_end(json->to);
}

void pl_json_training(struct json *json)
{
    const struct pl_editorial *editorial = json->plan->editorial;
    pl_json_array(json->to, "training");
    for (uint32_t i = 0; i < editorial->training.count; i++) {
        const struct pl_piece *piece = &json->k->pieces[editorial->training.items[i]];
        start_piece(json, piece);
        pl_json_ids(json, "who", editorial->who[i], pl_json_role_id);
        pl_json_integer(json->to, "minutes", piece->minutes);
        end_piece(json, piece);
    }
    pl_json_end(json->to);
}

void pl_json_options(struct json *json)
{
    static const char *const ids[PL_OPTIONS] = {"nothing", "minimum", "proposed"};
    pl_json_array(json->to, "options");
    for (int i = 0; i < PL_OPTIONS; i++) {
        const struct pl_option *option = &json->plan->editorial->options[i];
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "id", ids[i]);
        pl_json_known(json->to, "hours_per_week", option->hours >= 0, option->hours);
        pl_json_integer(json->to, "project_days", option->days);
        amounts(json, &option->once, &option->yearly);
        pl_json_cites(json, (struct pl_range){0, 0});
        pl_json_bool(json->to, "assumption", true);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

void pl_json_actions(struct json *json)
{
    const struct pl_plan *plan = json->plan;
    pl_json_array(json->to, "actions");
    for (uint32_t i = 0; i < plan->actions_count; i++) {
        const struct pl_action *action = &plan->actions[i];
        const struct pl_rule *first = &json->k->rules[plan->steps.items[action->ranks.items[0]]];
        bool alone = action->ranks.count == 1 || action->matter == PL_NONE;
        pl_json_object(json->to, NULL);
        pl_json_known(json->to, "number", action->number != 0, action->number);
        pl_json_text(json->to, "id", pl_text(json->k, alone ? first->id : json->k->matters[action->matter].id));
        pl_json_text2(json, "title", alone ? first->title : json->k->matters[action->matter].title);
        pl_json_ids(json, "owners", action->owners, pl_json_role_id);
        pl_json_array(json->to, "steps");
        for (uint32_t r = 0; r < action->ranks.count; r++) {
            pl_json_text(json->to, NULL,
                         pl_text(json->k, json->k->rules[plan->steps.items[action->ranks.items[r]]].id));
        }
        pl_json_end(json->to);
        pl_json_integer(json->to, "effort_days", action->effort);
        pl_json_date(json->to, "start", true, action->first);
        pl_json_date(json->to, "end", true, action->last);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}
