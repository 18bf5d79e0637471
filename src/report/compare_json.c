/* SPDX-License-Identifier: MIT
 * Two plans compared, as one JSON object; the names and their order are a contract (docs/architecture.md).
 */
#include <jansson.h>

#include "report/json.h"
#include "report/report.h"
#include "report/values.h"

struct json {
    const struct pl_comparison *comparison;
    const struct pl_knowledge *k;
    enum pl_language language;
};

/* What jansson could not make for want of memory. */
static json_t *made(json_t *value)
{
    if (value == NULL) {
        pl_out_of_memory();
    }
    return value;
}

static const struct pl_plan *plan_of(const struct json *json, uint32_t side)
{
    return json->comparison->plans[side];
}

static json_t *string(const char *text)
{
    return made(json_string(text));
}

static json_t *string_or_null(const char *text)
{
    return text == NULL ? json_null() : string(text);
}

static json_t *date_of(int64_t days)
{
    struct pl_buffer text = {0};
    pl_write_date(&text, days);
    json_t *value = string(pl_buffer_text(&text));
    pl_buffer_done(&text);
    return value;
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

/* ---- causes ---------------------------------------------------------------------------------------------- */

static json_t *fact_on(const struct json *json, uint32_t field, uint32_t side)
{
    const struct pl_plan *plan = plan_of(json, side);
    return made(json_pack("{s:o, s:i, s:i}", "value", pl_json_cell(plan, field), "line", (int)plan->cells[field].line,
                          "column", (int)plan->cells[field].column));
}

static json_t *fact_cause(const struct json *json, const struct pl_cause *cause)
{
    return made(json_pack("{s:s, s:s, s:o, s:o}", "cause", pl_cause_words[cause->kind], "fact",
                          pl_text(json->k, json->k->fields[cause->item].id), "before",
                          fact_on(json, cause->item, PL_BEFORE), "after", fact_on(json, cause->item, PL_AFTER)));
}

static json_t *rule_cause(const struct json *json, const struct pl_cause *cause)
{
    const struct pl_knowledge *k = json->k;
    bool related = cause->related != PL_NONE;
    uint32_t arbiter = pl_rule_arbiter(k, cause->item, cause->related);
    const char *arbitration = pl_text_in(k, k->rules[arbiter].arbitration, json->language);
    return made(json_pack("{s:s, s:s, s:i, s:o, s:o, s:o}", "cause", pl_cause_words[cause->kind], "rule",
                          rule_id(json, cause->item), "edition",
                          (int)k->editions[plan_of(json, cause->side)->edition].year, "relation",
                          string_or_null(pl_relation_words[pl_rule_relation(k, cause->item, cause->related)]),
                          "related", string_or_null(related ? rule_id(json, cause->related) : NULL), "arbitration",
                          string_or_null(related ? arbitration : NULL)));
}

static json_t *fate_part(const struct json *json, uint32_t fate)
{
    if (fate == PL_NONE) {
        return json_null();
    }
    const struct pl_became *became = &json->k->became[fate];
    json_t *successors = json_array();
    for (uint32_t i = 0; i < became->successors.count; i++) {
        pl_json_append(successors, string(platform_id(json, json->k->refs[became->successors.first + i])));
    }
    return made(json_pack("{s:s, s:s, s:o, s:s}", "platform", platform_id(json, became->platform), "status",
                          pl_fate_words[became->status], "successors", successors, "text",
                          pl_text_in(json->k, became->text, json->language)));
}

static const char *tie_on(const struct json *json, const struct pl_cause *cause, uint32_t side)
{
    const struct pl_plan *plan = plan_of(json, side);
    if (cause->need == PL_NONE) {
        return NULL;
    }
    enum pl_tie tie = pl_plan_tie(plan, pl_comparison_platform(json->comparison, cause->item, side), cause->need);
    return pl_tie_words[tie];
}

static json_t *catalogue_cause(const struct json *json, const struct pl_cause *cause)
{
    return made(json_pack("{s:s, s:s, s:o, s:o, s:o, s:o}", "cause", pl_cause_words[cause->kind], "platform",
                          platform_id(json, cause->item), "need",
                          string_or_null(cause->need == PL_NONE ? NULL : need_id(json, cause->need)), "before",
                          string_or_null(tie_on(json, cause, PL_BEFORE)), "after",
                          string_or_null(tie_on(json, cause, PL_AFTER)), "became", fate_part(json, cause->related)));
}

static json_t *consequence_cause(const struct json *json, const struct pl_cause *cause)
{
    const char *id = cause->of == PL_DIFFERENT_PLATFORM ? platform_id(json, cause->item)
                     : cause->of == PL_DIFFERENT_NEED   ? need_id(json, cause->item)
                                                        : pl_difference_words[PL_DIFFERENT_VERDICT];
    return made(json_pack("{s:s, s:s, s:s}", "cause", pl_cause_words[cause->kind], "of", pl_difference_words[cause->of],
                          "id", id));
}

static json_t *cause_part(const struct json *json, const struct pl_cause *cause)
{
    switch (cause->kind) {
    case PL_CAUSE_RULE:
        return rule_cause(json, cause);
    case PL_CAUSE_CATALOGUE:
        return catalogue_cause(json, cause);
    case PL_CAUSE_CONSEQUENCE:
        return consequence_cause(json, cause);
    case PL_CAUSE_FACT:
    case PL_CAUSE_DATE:
        break;
    }
    return fact_cause(json, cause);
}

/* ---- states ---------------------------------------------------------------------------------------------- */

static json_t *platform_state(const struct json *json, uint32_t platform, uint32_t side)
{
    const struct pl_choice *choice = pl_plan_choice(plan_of(json, side), platform);
    json_t *needs = json_array();
    for (uint32_t i = 0; i < json->k->needs_count; i++) {
        if (pl_decision_retains(choice->decision) && (choice->needs >> i & 1) != 0) {
            pl_json_append(needs, string(need_id(json, i)));
        }
    }
    return made(json_pack("{s:s, s:s, s:s, s:o, s:b, s:b}", "platform", platform_id(json, platform), "decision",
                          pl_decision_words[choice->decision], "when", pl_timing_words[choice->timing], "needs", needs,
                          "provisional", (int)choice->provisional, "set_aside", (int)choice->set_aside));
}

static json_t *delay_state(const struct json *json, uint32_t class, uint32_t side)
{
    const struct pl_class *state = &plan_of(json, side)->classes[class];
    json_t *median = json_integer(state->now.p50);
    json_t *worst = json_integer(state->now.p95);
    json_t *least = state->known ? json_null() : json_pack("{s:O, s:O}", "median_minutes", median, "worst_minutes", worst);
    if (!state->known) {
        json_decref(median);
        json_decref(worst);
        median = json_null();
        worst = json_null();
    }
    return made(json_pack("{s:o, s:o, s:I, s:s, s:b, s:o}", "median_minutes", median, "worst_minutes", worst, "target_minutes",
                          (json_int_t)state->target, "meets", pl_truth_words[state->meets], "lower_bound", (int)!state->known,
                          "at_least", least));
}

static json_t *need_state(const struct json *json, uint32_t need, uint32_t side)
{
    const struct pl_plan *plan = plan_of(json, side);
    return string(plan->needs[need] == PL_TRUE ? pl_degree_words[plan->degrees[need]]
                                               : pl_truth_words[plan->needs[need]]);
}

static json_t *verdict_state(const struct json *json, uint32_t item, uint32_t side)
{
    (void)item;
    return string(pl_verdict_words[plan_of(json, side)->verdict]);
}

static json_t *hours_state(const struct json *json, uint32_t item, uint32_t side)
{
    (void)item;
    return made(json_integer(pl_plan_hours(plan_of(json, side), PL_NONE)));
}

static json_t *rule_state(const struct json *json, uint32_t rule, uint32_t side)
{
    return string(pl_standing_words[pl_plan_standing(plan_of(json, side), rule)]);
}

/* By kind: the identifier of an item (NULL: it has none but its kind), its state on a side, how all that stay the same are called. */
static const struct {
    const char *(*id)(const struct json *json, uint32_t item);
    json_t *(*state)(const struct json *json, uint32_t item, uint32_t side);
    const char *plural;
} kinds[PL_DIFFERENCES] = {
    [PL_DIFFERENT_VERDICT] = {NULL, verdict_state, "verdict"},      [PL_DIFFERENT_PLATFORM] = {platform_id, platform_state, "platforms"},
    [PL_DIFFERENT_FINDING] = {rule_id, rule_state, "findings"},     [PL_DIFFERENT_NEED] = {need_id, need_state, "needs"},
    [PL_DIFFERENT_STEP] = {rule_id, rule_state, "steps"},           [PL_DIFFERENT_CONDUCT] = {rule_id, rule_state, "conduct"},
    [PL_DIFFERENT_INDICATOR] = {rule_id, rule_state, "indicators"}, [PL_DIFFERENT_DUTY] = {rule_id, rule_state, "duties"},
    [PL_DIFFERENT_DELAY] = {class_id, delay_state, "delays"},       [PL_DIFFERENT_HOURS] = {NULL, hours_state, "hours"},
};

static json_t *state_part(const struct json *json, const struct pl_difference *difference, uint32_t side)
{
    uint32_t item = difference->items[side];
    return item == PL_NONE ? json_null() : kinds[difference->kind].state(json, item, side);
}

static const char *difference_id(const struct json *json, const struct pl_difference *difference)
{
    uint32_t item = difference->items[PL_AFTER] != PL_NONE ? difference->items[PL_AFTER] : difference->items[PL_BEFORE];
    return kinds[difference->kind].id == NULL ? pl_difference_words[difference->kind] : kinds[difference->kind].id(json, item);
}

static json_t *difference_part(const struct json *json, const struct pl_difference *difference)
{
    json_t *causes = json_array();
    for (uint32_t i = 0; i < difference->causes_count; i++) {
        pl_json_append(causes, cause_part(json, &difference->causes[i]));
    }
    return made(json_pack("{s:s, s:s, s:o, s:o, s:o}", "kind", pl_difference_words[difference->kind], "id",
                          difference_id(json, difference), "before", state_part(json, difference, PL_BEFORE), "after",
                          state_part(json, difference, PL_AFTER), "causes", causes));
}

/* ---- the object ------------------------------------------------------------------------------------------ */

static json_t *side_part(const struct json *json, uint32_t side)
{
    const struct pl_plan *plan = plan_of(json, side);
    return made(json_pack("{s:s, s:i, s:o, s:s}", "name", pl_plan_text(plan, PL_FACT_NAME), "edition",
                          (int)json->k->editions[plan->edition].year, "date", date_of(plan->today), "verdict",
                          pl_verdict_words[plan->verdict]));
}

static json_t *unchanged_part(const struct json *json)
{
    json_t *object = json_object();
    for (size_t i = 0; i < PL_DIFFERENCES; i++) {
        if (json_object_set_new(object, kinds[i].plural, json_integer(json->comparison->unchanged[i])) != 0) {
            pl_out_of_memory();
        }
    }
    return object;
}

void pl_write_comparison_json(const struct pl_comparison *comparison, const struct pl_report_options *options,
                              struct pl_buffer *out)
{
    const struct pl_knowledge *k = comparison->plans[PL_BEFORE]->knowledge;
    struct json json = {comparison, k, options->language};
    json_t *differences = json_array();
    for (uint32_t i = 0; i < comparison->differences_count; i++) {
        pl_json_append(differences, difference_part(&json, &comparison->differences[i]));
    }
    json_t *planner = made(json_pack("{s:s, s:s}", "version", options->version, "knowledge", pl_text(k, k->sha256)));
    json_t *questions = made(json_pack("{s:i, s:i}", "before_only", (int)comparison->questions[PL_BEFORE], "after_only",
                                       (int)comparison->questions[PL_AFTER]));
    pl_json_dump(
        made(json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o}", "format_version", 1, "planner", planner, "before",
                       side_part(&json, PL_BEFORE), "after", side_part(&json, PL_AFTER), "differences", differences,
                       "unchanged", unchanged_part(&json), "questions", questions)),
        out);
}
