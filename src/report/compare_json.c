/* SPDX-License-Identifier: MIT
 * Two plans compared, as one JSON object; the names and their order are a contract (docs/json.md).
 */
#include "report/json.h"
#include "report/review.h"

struct json {
    struct pl_json *to;
    const struct pl_comparison *comparison;
    const struct pl_knowledge *k;
    enum pl_language language;
};

static const struct pl_plan *plan_of(const struct json *json, uint32_t side)
{
    return json->comparison->plans[side];
}

static const char *rule_id(const struct json *json, uint32_t rule)
{
    return pl_text(json->k, json->k->rules[rule].id);
}

static const char *platform_id(const struct json *json, uint32_t platform)
{
    return pl_text(json->k, json->k->platforms[platform].id);
}

static const char *need_id(const struct json *json, uint32_t need)
{
    return pl_text(json->k, json->k->needs[need].id);
}

static const char *class_id(const struct json *json, uint32_t class)
{
    return pl_field_value_id(json->k, &json->k->fields[json->k->facts[PL_FACT_STEP_FOR]], class);
}

static const char *const side_keys[] = {[PL_BEFORE] = "before", [PL_AFTER] = "after"};

/* ---- causes ---------------------------------------------------------------------------------------------- */

static void fact_cause(const struct json *json, const struct pl_cause *cause)
{
    pl_json_text(json->to, "fact", pl_text(json->k, json->k->fields[cause->item].id));
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        const struct pl_cell *cell = &plan_of(json, side)->cells[cause->item];
        pl_json_object(json->to, side_keys[side]);
        pl_json_cell(json->to, "value", plan_of(json, side), cause->item);
        pl_json_integer(json->to, "line", cell->line);
        pl_json_integer(json->to, "column", cell->column);
        pl_json_end(json->to);
    }
}

static void rule_cause(const struct json *json, const struct pl_cause *cause)
{
    const struct pl_knowledge *k = json->k;
    bool related = cause->related != PL_NONE;
    uint32_t arbiter = pl_rule_arbiter(k, cause->item, cause->related);
    pl_json_text(json->to, "rule", rule_id(json, cause->item));
    pl_json_integer(json->to, "edition", k->editions[plan_of(json, cause->side)->edition].year);
    pl_json_text(json->to, "relation", pl_relation_words[pl_rule_relation(k, cause->item, cause->related)]);
    pl_json_text(json->to, "related", related ? rule_id(json, cause->related) : NULL);
    pl_json_text(json->to, "arbitration",
                 related ? pl_text_in(k, k->rules[arbiter].arbitration, json->language) : NULL);
}

static void catalogue_cause(const struct json *json, const struct pl_cause *cause)
{
    pl_json_text(json->to, "platform", platform_id(json, cause->item));
    pl_json_text(json->to, "need", cause->need == PL_NONE ? NULL : need_id(json, cause->need));
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        uint32_t platform = pl_comparison_platform(json->comparison, cause->item, side);
        pl_json_text(json->to, side_keys[side],
                     cause->need == PL_NONE ? NULL
                                            : pl_tie_words[pl_plan_tie(plan_of(json, side), platform, cause->need)]);
    }
    if (cause->related == PL_NONE) {
        pl_json_null(json->to, "became");
        return;
    }
    const struct pl_became *became = &json->k->became[cause->related];
    pl_json_object(json->to, "became");
    pl_json_text(json->to, "platform", platform_id(json, became->platform));
    pl_json_text(json->to, "status", pl_fate_words[became->status]);
    pl_json_array(json->to, "successors");
    for (uint32_t i = 0; i < became->successors.count; i++) {
        pl_json_text(json->to, NULL, platform_id(json, json->k->refs[became->successors.first + i]));
    }
    pl_json_end(json->to);
    pl_json_text(json->to, "text", pl_text_in(json->k, became->text, json->language));
    pl_json_end(json->to);
}

static void consequence_cause(const struct json *json, const struct pl_cause *cause)
{
    pl_json_text(json->to, "of", pl_difference_words[cause->of]);
    pl_json_text(json->to, "id",
                 cause->of == PL_DIFFERENT_PLATFORM ? platform_id(json, cause->item)
                 : cause->of == PL_DIFFERENT_NEED   ? need_id(json, cause->item)
                                                    : pl_difference_words[PL_DIFFERENT_VERDICT]);
}

/* ---- states ---------------------------------------------------------------------------------------------- */

static void platform_state(const struct json *json, const char *key, uint32_t platform, uint32_t side)
{
    const struct pl_choice *choice = pl_plan_choice(plan_of(json, side), platform);
    pl_json_object(json->to, key);
    pl_json_text(json->to, "platform", platform_id(json, platform));
    pl_json_text(json->to, "decision", pl_decision_words[choice->decision]);
    pl_json_text(json->to, "when", pl_timing_words[choice->timing]);
    pl_json_array(json->to, "needs");
    for (uint32_t i = 0; i < json->k->needs_count; i++) {
        if (pl_decision_retains(choice->decision) && (choice->needs >> i & 1) != 0) {
            pl_json_text(json->to, NULL, need_id(json, i));
        }
    }
    pl_json_end(json->to);
    pl_json_bool(json->to, "provisional", choice->provisional);
    pl_json_bool(json->to, "set_aside", choice->set_aside);
    pl_json_end(json->to);
}

static void delay_state(const struct json *json, const char *key, uint32_t class, uint32_t side)
{
    const struct pl_class *state = &plan_of(json, side)->classes[class];
    pl_json_object(json->to, key);
    pl_json_known(json->to, "p50_minutes", state->known, state->now.p50);
    pl_json_known(json->to, "p90_minutes", state->known, state->now.p90);
    pl_json_known(json->to, "p95_minutes", state->known, state->now.p95);
    pl_json_known(json->to, "median_minutes", state->known, state->bare.median);
    pl_json_known(json->to, "worst_minutes", state->known, state->bare.worst);
    pl_json_integer(json->to, "target_minutes", state->target);
    pl_json_text(json->to, "meets", pl_truth_words[state->meets]);
    pl_json_bool(json->to, "lower_bound", !state->known);
    if (state->known) {
        pl_json_null(json->to, "at_least");
    } else {
        pl_json_object(json->to, "at_least");
        pl_json_integer(json->to, "p50_minutes", state->now.p50);
        pl_json_integer(json->to, "p90_minutes", state->now.p90);
        pl_json_integer(json->to, "p95_minutes", state->now.p95);
        pl_json_integer(json->to, "median_minutes", state->bare.median);
        pl_json_integer(json->to, "worst_minutes", state->bare.worst);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

static void need_state(const struct json *json, const char *key, uint32_t need, uint32_t side)
{
    const struct pl_plan *plan = plan_of(json, side);
    bool raised = plan->needs[need] == PL_TRUE;
    pl_json_text(json->to, key, raised ? pl_degree_words[plan->degrees[need]] : pl_truth_words[plan->needs[need]]);
}

static void verdict_state(const struct json *json, const char *key, uint32_t item, uint32_t side)
{
    (void)item;
    pl_json_text(json->to, key, pl_verdict_words[plan_of(json, side)->verdict]);
}

static void hours_state(const struct json *json, const char *key, uint32_t item, uint32_t side)
{
    (void)item;
    pl_json_integer(json->to, key, pl_plan_hours(plan_of(json, side), PL_NONE));
}

static void rule_state(const struct json *json, const char *key, uint32_t rule, uint32_t side)
{
    pl_json_text(json->to, key, pl_standing_words[pl_plan_standing(plan_of(json, side), rule)]);
}

/* By kind: the identifier of an item (NULL: it has none but its kind), its state on a side, how all that stay the same
 * are called. */
static const struct {
    const char *(*id)(const struct json *json, uint32_t item);
    void (*state)(const struct json *json, const char *key, uint32_t item, uint32_t side);
    const char *plural;
} kinds[PL_DIFFERENCES] = {
    [PL_DIFFERENT_VERDICT] = {NULL, verdict_state, "verdict"},
    [PL_DIFFERENT_PLATFORM] = {platform_id, platform_state, "platforms"},
    [PL_DIFFERENT_FINDING] = {rule_id, rule_state, "findings"},
    [PL_DIFFERENT_NEED] = {need_id, need_state, "needs"},
    [PL_DIFFERENT_STEP] = {rule_id, rule_state, "steps"},
    [PL_DIFFERENT_CONDUCT] = {rule_id, rule_state, "conduct"},
    [PL_DIFFERENT_INDICATOR] = {rule_id, rule_state, "indicators"},
    [PL_DIFFERENT_DUTY] = {rule_id, rule_state, "duties"},
    [PL_DIFFERENT_DELAY] = {class_id, delay_state, "delays"},
    [PL_DIFFERENT_HOURS] = {NULL, hours_state, "hours"},
};

static void causes_part(const struct json *json, const struct pl_difference *difference)
{
    static void (*const causes[])(const struct json *json, const struct pl_cause *cause) = {
        [PL_CAUSE_FACT] = fact_cause,
        [PL_CAUSE_DATE] = fact_cause,
        [PL_CAUSE_RULE] = rule_cause,
        [PL_CAUSE_CATALOGUE] = catalogue_cause,
        [PL_CAUSE_CONSEQUENCE] = consequence_cause,
    };
    pl_json_array(json->to, "causes");
    for (uint32_t i = 0; i < difference->causes_count; i++) {
        const struct pl_cause *cause = &difference->causes[i];
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "cause", pl_cause_words[cause->kind]);
        causes[cause->kind](json, cause);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

/* ---- the object ------------------------------------------------------------------------------------------ */

static void differences_part(const struct json *json)
{
    pl_json_array(json->to, "differences");
    for (uint32_t i = 0; i < json->comparison->differences_count; i++) {
        const struct pl_difference *difference = &json->comparison->differences[i];
        const uint32_t *items = difference->items;
        uint32_t item = items[PL_AFTER] != PL_NONE ? items[PL_AFTER] : items[PL_BEFORE];
        const char *kind = pl_difference_words[difference->kind];
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "kind", kind);
        pl_json_text(json->to, "id",
                     kinds[difference->kind].id == NULL ? kind : kinds[difference->kind].id(json, item));
        for (uint32_t side = 0; side < PL_SIDES; side++) {
            if (items[side] == PL_NONE) {
                pl_json_null(json->to, side_keys[side]);
            } else {
                kinds[difference->kind].state(json, side_keys[side], items[side], side);
            }
        }
        causes_part(json, difference);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

static void head_part(const struct json *json, const char *version)
{
    pl_json_object(json->to, NULL);
    pl_json_integer(json->to, "format_version", PL_JSON_FORMAT);
    pl_json_object(json->to, "planner");
    pl_json_text(json->to, "version", version);
    pl_json_text(json->to, "knowledge", pl_text(json->k, json->k->sha256));
    pl_json_end(json->to);
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        const struct pl_plan *plan = plan_of(json, side);
        pl_json_object(json->to, side_keys[side]);
        pl_json_text(json->to, "name", pl_plan_text(plan, PL_FACT_NAME));
        pl_json_integer(json->to, "edition", json->k->editions[plan->edition].year);
        pl_json_date(json->to, "date", true, plan->today);
        pl_json_text(json->to, "verdict", pl_verdict_words[plan->verdict]);
        pl_json_end(json->to);
    }
}

void pl_write_comparison_json(const struct pl_comparison *comparison, const struct pl_report_options *options,
                              struct pl_buffer *out)
{
    const struct pl_knowledge *k = comparison->plans[PL_BEFORE]->knowledge;
    struct pl_json to = {.out = out};
    struct json json = {&to, comparison, k, options->language};
    head_part(&json, options->version);
    differences_part(&json);
    pl_json_object(&to, "unchanged");
    for (size_t i = 0; i < PL_DIFFERENCES; i++) {
        pl_json_integer(&to, kinds[i].plural, comparison->unchanged[i]);
    }
    pl_json_end(&to);
    pl_json_object(&to, "questions");
    pl_json_integer(&to, "before_only", comparison->questions[PL_BEFORE]);
    pl_json_integer(&to, "after_only", comparison->questions[PL_AFTER]);
    pl_json_ends(&to, 2);
}

/* ---- a review ---------------------------------------------------------------------------------------------- */

static void item_part(const struct json *json, const struct pl_review_item *item)
{
    const struct pl_difference *difference = &item->difference;
    uint32_t index = difference->items[difference->items[PL_AFTER] == PL_NONE ? PL_BEFORE : PL_AFTER];
    bool is_step = difference->kind == PL_DIFFERENT_STEP;
    pl_json_object(json->to, NULL);
    pl_json_text(json->to, "kind", pl_review_words[item->kind]);
    pl_json_text(json->to, "id",
                 item->progress != NULL ? item->progress->step->text
                 : item->other != NULL  ? item->other->id
                 : is_step              ? rule_id(json, index)
                                        : platform_id(json, index));
    pl_json_text(json->to, "state",
                 item->progress == NULL
                     ? NULL
                     : pl_field_value_id(json->k, &json->k->fields[json->k->facts[PL_FACT_PROGRESS_STATE]],
                                         pl_cell_choice(item->progress->state)));
    pl_json_date(json->to, "due", item->due >= 0, item->due);
    pl_json_date(json->to, "date", item->day >= 0, item->day);
    pl_json_integer(json->to, "days_late", item->late);
    if (!is_step) {
        for (uint32_t side = 0; side < PL_SIDES; side++) {
            pl_json_text(json->to, side_keys[side],
                         item->set_aside[side]                   ? pl_standing_words[PL_STANDS_ASIDE]
                         : item->decisions[side] == PL_DECISIONS ? NULL
                                                                 : pl_decision_words[item->decisions[side]]);
        }
    }
    if (difference->causes_count > 0) {
        causes_part(json, difference);
    } else {
        bool by_fact = item->kind != PL_REVIEW_LATE && item->progress != NULL && !item->by_knowledge;
        pl_json_array(json->to, "causes");
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "cause",
                     item->by_knowledge ? "catalogue" : pl_cause_words[by_fact ? PL_CAUSE_FACT : PL_CAUSE_DATE]);
        if (by_fact) {
            pl_json_text(json->to, "fact", "progress");
            pl_json_integer(json->to, "line", item->progress->state->line);
            pl_json_integer(json->to, "column", item->progress->state->column);
            pl_json_text(json->to, "note", item->progress->note->text);
        }
        pl_json_ends(json->to, 2);
    }
    pl_json_end(json->to);
}

void pl_write_review_json(const struct pl_review *review, const struct pl_report_options *options,
                          struct pl_buffer *out)
{
    struct pl_json to = {.out = out};
    struct json json = {&to, review->comparison, review->comparison->plans[PL_BEFORE]->knowledge, options->language};
    head_part(&json, options->version);
    if (review->adopted == NULL) {
        pl_json_null(&to, "adopted");
    } else {
        pl_json_object(&to, "adopted");
        pl_json_text(&to, "knowledge", review->adopted->knowledge);
        pl_json_text(&to, "seal", review->adopted->seal);
        pl_json_bool(&to, "same_knowledge", review->adopted->same_knowledge);
        pl_json_end(&to);
    }
    pl_json_object(&to, "counts");
    for (uint32_t kind = 0; kind < PL_REVIEW_KINDS; kind++) {
        pl_json_integer(&to, pl_review_words[kind], review->counts[kind]);
    }
    pl_json_integer(&to, "to-come", review->to_come);
    pl_json_end(&to);
    pl_json_array(&to, "items");
    for (uint32_t i = 0; i < review->count; i++) {
        item_part(&json, &review->items[i]);
    }
    pl_json_end(&to);
    differences_part(&json);
    pl_json_end(&to);
}
