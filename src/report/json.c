/* SPDX-License-Identifier: MIT
 * The plan as one JSON object; the names and their order are a contract (docs/architecture.md). jansson writes it.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "report/json_parts.h"
#include "report/sections.h"
#include "report/values.h"

/* Text for JSON: invalid UTF-8 cannot reach this point, so NULL means that memory ran out. */
static json_t *string(const char *text)
{
    json_t *value = json_string(text);
    if (value == NULL) {
        pl_out_of_memory();
    }
    return value;
}

void pl_json_set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new_nocheck(object, key, value) != 0) {
        pl_out_of_memory();
    }
}

void pl_json_append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0) {
        pl_out_of_memory();
    }
}

static json_t *text_of(const struct json *json, struct pl_text2 text)
{
    struct pl_buffer filled = {0};
    pl_say_text(&filled, json->plan, text, json->options->language);
    json_t *value = string(pl_buffer_text(&filled));
    pl_buffer_done(&filled);
    return value;
}

json_t *pl_json_cell(const struct pl_plan *plan, uint32_t index)
{
    return pl_json_value(plan->knowledge, &plan->knowledge->fields[index], &plan->cells[index]);
}

json_t *pl_json_value(const struct pl_knowledge *k, const struct pl_field *field, const struct pl_cell *cell)
{
    if (!pl_cell_is_known(field, cell)) {
        return json_null();
    }
    if (field->type == PL_TYPE_NUMBER || field->type == PL_TYPE_DURATION) {
        return json_integer(cell->low);
    }
    if (field->type == PL_TYPE_SET) {
        json_t *list = json_array();
        for (uint32_t i = 0; cell->order != NULL && i < cell->count; i++) {
            pl_json_append(list, string(pl_field_value_id(k, field, cell->order[i])));
        }
        for (uint32_t i = 0; cell->order == NULL && i < pl_field_value_count(k, field); i++) {
            if ((cell->low >> i & 1) != 0) {
                pl_json_append(list, string(pl_field_value_id(k, field, i)));
            }
        }
        return list;
    }
    if (field->type == PL_TYPE_RECORDS && cell->count == 0) {
        return json_array();
    }
    struct pl_buffer text = {0};
    pl_write_value(&text, k, field, cell, PL_EN);
    json_t *value = string(pl_buffer_text(&text));
    pl_buffer_done(&text);
    return value;
}

static json_t *fact(const struct json *json, uint32_t index)
{
    json_t *object = json_object();
    pl_json_set(object, "fact", string(pl_text(json->k, json->k->fields[index].id)));
    pl_json_set(object, "value", pl_json_cell(json->plan, index));
    uint32_t line = json->plan->cells[index].line;
    pl_json_set(object, "line", json_integer(line == 0 ? 0 : line + json->plan->profile->source->lines_before));
    pl_json_set(object, "column", json_integer(json->plan->cells[index].column));
    return object;
}

static void add_cites(const struct json *json, json_t *list, struct pl_range cite)
{
    for (uint32_t i = 0; i < cite.count; i++) {
        uint32_t citation = json->k->refs[cite.first + i];
        json->cited[citation] = 1;
        pl_json_append(list, string(pl_citation_id(json->k, citation)));
    }
}

json_t *pl_json_text(const char *text)
{
    return string(text);
}

json_t *pl_json_text2(const struct json *json, struct pl_text2 text)
{
    return text_of(json, text);
}

json_t *pl_json_cites(const struct json *json, struct pl_range cite)
{
    json_t *list = json_array();
    add_cites(json, list, cite);
    return list;
}

/* The rule that this one amends or confirms, and which prevails. */
static void add_voice(const struct json *json, json_t *object, const struct pl_rule *rule)
{
    uint32_t other = rule->amends != PL_NONE ? rule->amends : rule->confirms;
    if (other != PL_NONE) {
        pl_json_set(object, rule->amends != PL_NONE ? "amends" : "confirms",
            string(pl_text(json->k, json->k->rules[other].id)));
        pl_json_set(object, "arbitration", text_of(json, rule->arbitration));
    }
}

static json_t *reason_for(const struct json *json, const struct pl_choice *choice, uint32_t rule)
{
    json_t *object = json_object();
    json_t *facts = json_array();
    json_t *cites = json_array();
    struct pl_list fields = pl_plan_rule_facts(json->plan, rule);
    for (uint32_t i = 0; i < fields.count; i++) {
        pl_json_append(facts, fact(json, fields.items[i]));
    }
    add_cites(json, cites, json->k->rules[rule].cite);
    pl_json_set(object, "rule", string(pl_text(json->k, json->k->rules[rule].id)));
    pl_json_set(object, "state", string(pl_truth_words[pl_plan_truth(json->plan, choice, rule)]));
    pl_json_set(object, "facts", facts);
    pl_json_set(object, "cite", cites);
    add_voice(json, object, &json->k->rules[rule]);
    return object;
}

static json_t *reason(const struct json *json, uint32_t rule)
{
    return reason_for(json, NULL, rule);
}

static json_t *one_reason(const struct json *json, uint32_t rule)
{
    json_t *list = json_array();
    pl_json_append(list, reason(json, rule));
    return list;
}

/* ---- parts of the plan ----------------------------------------------------------------------------------- */

static json_t *planner_part(const struct json *json)
{
    json_t *object = json_object();
    char year[16];
    struct pl_buffer number = {0};
    pl_buffer_add_number(&number, json->k->editions[json->plan->edition].year, "");
    memcpy(year, number.data, number.length + 1);
    pl_buffer_done(&number);
    pl_json_set(object, "version", string(json->options->version));
    pl_json_set(object, "edition", string(year));
    pl_json_set(object, "knowledge", string(pl_text(json->k, json->k->sha256)));
    return object;
}

json_t *pl_json_profile(const struct pl_knowledge *k, const struct pl_profile *profile)
{
    static const enum pl_fact head[] = {PL_FACT_NAME, PL_FACT_KIND, PL_FACT_POPULATION, PL_FACT_CODE};
    static const char *const names[] = {"name", "kind", "population", "code"};
    json_t *object = json_object();
    json_int_t known = 0;
    json_int_t unknown = 0;
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        pl_json_set(object, names[i], pl_json_value(k, &k->fields[k->facts[head[i]]], &profile->cells[k->facts[head[i]]]));
    }
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        if ((field->flags & (PL_FIELD_DERIVED | PL_FIELD_IN_RECORD | PL_FIELD_INFORMATIVE)) == 0 &&
            field->type != PL_TYPE_SECTION) {
            bool is_known = pl_cell_is_known(field, &profile->cells[i]);
            known += is_known;
            unknown += !is_known;
        }
    }
    pl_json_set(object, "known", json_integer(known));
    pl_json_set(object, "unknown", json_integer(unknown));
    return object;
}

static json_t *readiness_part(const struct json *json)
{
    json_t *object = json_object();
    json_t *blockers = json_array();
    json_t *because = json_array();
    bool unknown = json->plan->verdict == PL_VERDICT_UNKNOWN;
    bool open_gate = false;
    for (uint32_t i = 0; i < json->k->rules_count; i++) {
        open_gate = open_gate || (json->k->rules[i].concludes == PL_BLOCKER && json->plan->rules[i] == PL_UNKNOWN);
    }
    for (uint32_t i = 0; i < json->k->rules_count; i++) {
        uint32_t concludes = json->k->rules[i].concludes;
        uint8_t truth = json->plan->rules[i];
        if (!pl_plan_has_rule(json->plan, i) || (concludes != PL_BLOCKER && concludes != PL_OBSTACLE)) {
            continue;
        }
        if (concludes == PL_BLOCKER && truth == PL_TRUE) {
            pl_json_append(blockers, string(pl_text(json->k, json->k->rules[i].id)));
        }
        bool decides = json->plan->verdict == PL_NOT_YET       ? concludes == PL_BLOCKER && truth == PL_TRUE
                       : json->plan->verdict == PL_CONDITIONAL ? truth == PL_TRUE
                       : unknown ? truth == PL_UNKNOWN && (!open_gate || concludes == PL_BLOCKER)
                                 : concludes == PL_BLOCKER;
        if (decides) {
            pl_json_append(because, reason(json, i));
        }
    }
    json_t *range = json_array();
    pl_json_append(range, string(pl_verdict_words[json->plan->lowest]));
    pl_json_append(range, string(pl_verdict_words[json->plan->highest]));
    pl_json_set(object, "verdict", string(pl_verdict_words[json->plan->verdict]));
    pl_json_set(object, "range", range);
    pl_json_set(object, "running", json_boolean(json->plan->running == PL_TRUE));
    pl_json_set(object, "blockers", blockers);
    pl_json_set(object, "because", because);
    return object;
}

static void mark_set_aside(const struct json *json, json_t *object, const char *id)
{
    if (pl_plan_exception(json->plan, id) != NULL) {
        pl_json_set(object, "set_aside", json_true());
    }
}

static json_t *findings_part(const struct json *json)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < json->plan->findings.count; i++) {
        uint32_t rule = json->plan->findings.items[i];
        json_t *object = json_object();
        pl_json_set(object, "id", string(pl_text(json->k, json->k->rules[rule].id)));
        pl_json_set(object, "severity", string(pl_conclusion_words[json->k->rules[rule].concludes]));
        pl_json_set(object, "text", text_of(json, json->k->rules[rule].text));
        pl_json_set(object, "because", one_reason(json, rule));
        mark_set_aside(json, object, pl_text(json->k, json->k->rules[rule].id));
        pl_json_append(list, object);
    }
    return list;
}

static json_t *needs_part(const struct json *json)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < json->plan->need_list.count; i++) {
        uint32_t need = json->plan->need_list.items[i];
        json_t *object = json_object();
        json_t *because = json_array();
        for (uint32_t r = 0; r < json->k->rules_count; r++) {
            const struct pl_rule *rule = &json->k->rules[r];
            if (rule->concludes == PL_NEED && rule->need == need && json->plan->rules[r] == PL_TRUE) {
                pl_json_append(because, reason(json, r));
            }
        }
        pl_json_set(object, "id", string(pl_text(json->k, json->k->needs[need].id)));
        pl_json_set(object, "strength", string(pl_degree_words[json->plan->degrees[need]]));
        pl_json_set(object, "because", because);
        pl_json_append(list, object);
    }
    return list;
}

/* ---- the circuit ----------------------------------------------------------------------------------------- */

static json_t *step_numbers(const uint32_t *steps, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        pl_json_append(list, json_integer((json_int_t)steps[i] + 1));
    }
    return list;
}

static json_t *changes_part(const struct json *json, uint32_t index, const struct pl_change *changes, uint32_t count)
{
    struct pl_doc doc;
    pl_doc_init(&doc, &pl_dialect_markdown, json->plan, json->options, NULL);
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_circuit_edit *edit = &json->k->edits[changes[i].edit];
        struct pl_buffer text = {0};
        json_t *object = json_object();
        json_t *cites = json_array();
        pl_say_change(&doc, 1u << index, &changes[i], &text);
        add_cites(json, cites, edit->cite);
        pl_json_set(object, "edit", string(pl_text(json->k, edit->id)));
        pl_json_set(object, "step", json_integer((json_int_t)changes[i].step + 1));
        pl_json_set(object, "text", string(pl_buffer_text(&text)));
        pl_json_set(object, "cite", cites);
        pl_json_append(list, object);
        pl_buffer_done(&text);
    }
    pl_doc_done(&doc);
    return list;
}

/* A figure of a class, null while its delays are not all known. */
static json_t *figure(const struct pl_class *class, int64_t number)
{
    return class->known ? json_integer(number) : json_null();
}

static json_t *step_number(const struct pl_class *class, uint32_t step)
{
    return step == PL_NONE ? json_null() : figure(class, (int64_t)step + 1);
}

static json_t *waits_part(const struct pl_figures *figures)
{
    static const char *const keys[PL_WAIT_PARTS] = {"work", "closed", "holidays", "absence"};
    json_t *object = json_object();
    uint32_t sum = 0;
    for (int i = 0; i < PL_WAIT_PARTS; i++) {
        pl_json_set(object, keys[i], json_integer(figures->waits[i]));
        sum += figures->waits[i];
    }
    if (sum == 0) { /* nobody waits, or it is not known */
        json_decref(object);
        return json_null();
    }
    return object;
}

/* The figures of a class that come in a row, as it is or once changed. */
static void set_percentiles(json_t *object, const struct pl_class *class, const struct pl_figures *figures)
{
    pl_json_set(object, "p50_minutes", figure(class, figures->p50));
    pl_json_set(object, "p90_minutes", figure(class, figures->p90));
    pl_json_set(object, "p95_minutes", figure(class, figures->p95));
    pl_json_set(object, "within_target_percent", figure(class, figures->within_percent));
}

static void set_figures(json_t *object, const struct pl_class *class, const struct pl_figures *figures)
{
    set_percentiles(object, class, figures);
    pl_json_set(object, "waits", waits_part(figures));
    pl_json_set(object, "bottleneck", step_number(class, figures->bottleneck));
}

static json_t *bare_part(const struct pl_class *class, const struct pl_delays *delays, uint32_t within_percent)
{
    json_t *object = json_object();
    pl_json_set(object, "median_minutes", figure(class, delays->median));
    pl_json_set(object, "best_minutes", figure(class, delays->best));
    pl_json_set(object, "worst_minutes", figure(class, delays->worst));
    pl_json_set(object, "worst_hour", figure(class, delays->worst_hour));
    pl_json_set(object, "within_target_percent", figure(class, within_percent));
    pl_json_set(object, "lower_bound", json_boolean(!class->known));
    return object;
}

static json_t *after_part(const struct pl_class *class)
{
    json_t *object = json_object();
    set_figures(object, class, &class->after);
    pl_json_set(object, "bare", bare_part(class, &class->bare_after, class->bare_after_within_percent));
    return object;
}

/* What is certain all the same while delays are missing. */
static json_t *at_least_part(const struct pl_class *class)
{
    if (class->known) {
        return json_null();
    }
    json_t *object = json_object();
    pl_json_set(object, "delay_minutes", json_integer(class->work));
    pl_json_set(object, "p50_minutes", json_integer(class->now.p50));
    pl_json_set(object, "p90_minutes", json_integer(class->now.p90));
    pl_json_set(object, "p95_minutes", json_integer(class->now.p95));
    pl_json_set(object, "median_minutes", json_integer(class->bare.median));
    pl_json_set(object, "worst_minutes", json_integer(class->bare.worst));
    pl_json_set(object, "best_minutes", json_integer(class->bare.best));
    return object;
}

/* What a deputy for each step would change, alone; the most useful first. */
static json_t *deputies_part(const struct pl_class *class)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < class->deputies_count; i++) {
        const struct pl_deputy *deputy = &class->deputies[i];
        json_t *object = json_object();
        pl_json_set(object, "step", json_integer((json_int_t)deputy->step + 1));
        pl_json_set(object, "saves_minutes", json_integer(deputy->saves));
        pl_json_set(object, "p50_minutes", json_integer(deputy->p50));
        pl_json_set(object, "p90_minutes", json_integer(deputy->p90));
        pl_json_set(object, "p95_minutes", json_integer(deputy->p95));
        pl_json_append(list, object);
    }
    return list;
}

static json_t *alternatives_part(const struct json *json, uint32_t index)
{
    const struct pl_class *class = &json->plan->classes[index];
    json_t *list = json_array();
    for (uint32_t i = 0; i < class->alternatives_count; i++) {
        const struct pl_alternative *way = &class->alternatives[i];
        json_t *object = json_object();
        json_t *after = json_object();
        set_percentiles(after, class, &way->after);
        pl_json_set(object, "changes", changes_part(json, index, way->changes, way->changes_count));
        pl_json_set(object, "after", after);
        pl_json_set(object, "weight", json_integer(way->weight));
        pl_json_append(list, object);
    }
    return list;
}

static json_t *lonely_steps(uint64_t steps)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < PL_STEPS_MAX; i++) {
        if ((steps >> i & 1) != 0) {
            pl_json_append(list, json_integer((json_int_t)i + 1));
        }
    }
    return list;
}

static json_t *class_part(const struct json *json, uint32_t index)
{
    const struct pl_class *class = &json->plan->classes[index];
    const struct pl_field *classes = &json->k->fields[json->k->facts[PL_FACT_STEP_FOR]];
    json_t *object = json_object();
    pl_json_set(object, "class", string(pl_field_value_id(json->k, classes, index)));
    pl_json_set(object, "steps", step_numbers(class->steps, class->steps_count));
    pl_json_set(object, "delay_minutes", figure(class, class->work));
    pl_json_set(object, "target_minutes", json_integer(class->target));
    pl_json_set(object, "target_percent", json_integer(class->target_percent));
    pl_json_set(object, "meets", string(pl_truth_words[class->meets]));
    set_figures(object, class, &class->now);
    pl_json_set(object, "irreplaceable", lonely_steps(class->irreplaceable));
    pl_json_set(object, "changes", changes_part(json, index, class->changes, class->changes_count));
    pl_json_set(object, "alternatives", alternatives_part(json, index));
    pl_json_set(object, "after", after_part(class));
    pl_json_set(object, "at_least", at_least_part(class));
    pl_json_set(object, "bare", bare_part(class, &class->bare, class->bare_within_percent));
    pl_json_set(object, "deputies", deputies_part(class));
    pl_json_set(object, "reaches_target", class->known ? json_boolean(class->meets == PL_TRUE || class->reaches) : json_null());
    pl_json_set(object, "at_most_percent", class->known ? json_null() : json_integer(class->now.within_percent));
    pl_json_set(object, "perhaps_irreplaceable", lonely_steps(class->perhaps_irreplaceable & ~class->irreplaceable));
    return object;
}

static json_t *chain_part(const struct json *json)
{
    json_t *object = json_object();
    json_t *list = json_array();
    for (uint32_t i = 0; json->plan->classes != NULL && i < PL_CLASSES; i++) {
        pl_json_append(list, class_part(json, i));
    }
    pl_json_set(object, "classes", list);
    return object;
}

/* A decision that no rule took: what became of the platform, or that the edition does not know it. */
static json_t *reason_of_edition(const struct json *json, const struct pl_choice *choice)
{
    json_t *object = json_object();
    json_t *facts = json_array();
    json_t *cites = json_array();
    pl_json_append(facts, fact(json, json->k->facts[PL_FACT_ACCOUNTS]));
    if (choice->fate != PL_NONE) {
        add_cites(json, cites, json->k->became[choice->fate].cite);
    } else {
        pl_json_append(cites, string(pl_text(json->k, json->k->source)));
    }
    pl_json_set(object, "rule", string(choice->fate != PL_NONE ? "became" : "not-in-edition"));
    pl_json_set(object, "state", string(choice->fate != PL_NONE ? "yes" : "unknown"));
    pl_json_set(object, "facts", facts);
    pl_json_set(object, "cite", cites);
    return object;
}

static json_t *choice_reasons(const struct json *json, const struct pl_choice *choice)
{
    json_t *list = json_array();
    struct pl_list rules = pl_plan_choice_rules(json->plan, choice);
    for (uint32_t i = 0; i < rules.count; i++) {
        json_t *object = reason_for(json, choice, rules.items[i]);
        uint32_t need = json->k->rules[rules.items[i]].need;
        const struct pl_entry *entry = &json->k->entries[choice->entry];
        for (uint32_t b = entry->serves.first; b < entry->serves.first + entry->serves.count; b++) {
            if (json->k->bindings[b].need == need && json->k->rules[rules.items[i]].concludes == PL_NEED) {
                add_cites(json, json_object_get(object, "cite"), json->k->bindings[b].cite);
            }
        }
        pl_json_append(list, object);
    }
    if (choice->entry == PL_NONE) {
        pl_json_append(list, reason_of_edition(json, choice));
    }
    return list;
}

/* Why an account that lives is not kept: the id of a rule; null where none is harmed. */
static json_t *harm_of(const struct json *json, const struct pl_choice *choice)
{
    bool closed = choice->fate != PL_NONE && choice->decision == PL_LEAVE && json->k->became[choice->fate].status == PL_CLOSED;
    return closed                    ? string("became")
           : choice->harm == PL_NONE ? json_null()
                                     : string(pl_text(json->k, json->k->rules[choice->harm].id));
}

static json_t *platform_part(const struct json *json, const struct pl_choice *choice)
{
    const struct pl_platform *platform = &json->k->platforms[choice->platform];
    bool retained = pl_decision_retains(choice->decision);
    bool known = choice->entry != PL_NONE;
    json_t *object = json_object();
    json_t *needs = json_array();
    for (uint32_t i = 0; i < json->k->needs_count; i++) {
        if (retained && (choice->needs >> i & 1) != 0) {
            pl_json_append(needs, string(pl_text(json->k, json->k->needs[i].id)));
        }
    }
    json_t *reasons = choice_reasons(json, choice);
    pl_json_set(object, "id", string(pl_text(json->k, platform->id)));
    pl_json_set(object, "name", text_of(json, platform->name));
    pl_json_set(object, "decision", string(pl_decision_words[choice->decision]));
    pl_json_set(object, "when", string(pl_timing_words[choice->timing]));
    pl_json_set(object, "needs", needs);
    pl_json_set(object, "role",
        known                     ? text_of(json, json->k->entries[choice->entry].role)
        : choice->fate != PL_NONE ? text_of(json, json->k->became[choice->fate].text)
                                  : string(""));
    pl_json_set(object, "because", retained ? reasons : json_array());
    pl_json_set(object, "why_not", retained ? json_array() : reasons);
    pl_json_set(object, "hours_per_week", known || choice->hours_stated ? json_integer(choice->hours) : json_null());
    pl_json_set(object, "provisional", json_boolean(choice->provisional));
    pl_json_set(object, "put_off", json_boolean(choice->put_off));
    pl_json_set(object, "harm", harm_of(json, choice));
    mark_set_aside(json, object, pl_text(json->k, platform->id));
    return object;
}

/* A platform that no catalogue knows: no rule judges it, and what it takes is not known. */
static json_t *other_part(const struct json *json, const struct pl_other *other)
{
    static const struct pl_choice unknown = {.entry = PL_NONE, .fate = PL_NONE};
    const struct pl_account_plan *account_plan = &json->plan->account_plans[other->account - json->plan->profile->accounts];
    bool kept = account_plan->decided && account_plan->decision == PL_KEEP;
    json_t *object = json_object();
    json_t *reasons = json_array();
    pl_json_append(reasons, reason_of_edition(json, &unknown));
    pl_json_set(object, "id", string(other->id));
    pl_json_set(object, "name", string(other->name));
    pl_json_set(object, "decision", string(pl_decision_words[kept ? PL_KEEP : PL_UNDECIDED]));
    pl_json_set(object, "when", string(pl_timing_words[kept ? PL_NOW : PL_LATER]));
    pl_json_set(object, "needs", json_array());
    pl_json_set(object, "role", string(""));
    pl_json_set(object, "because", kept ? reasons : json_array());
    pl_json_set(object, "why_not", kept ? json_array() : reasons);
    pl_json_set(object, "hours_per_week", json_null());
    pl_json_set(object, "provisional", json_boolean(kept && account_plan->provisional));
    pl_json_set(object, "put_off", json_false());
    pl_json_set(object, "harm", json_null());
    return object;
}

static json_t *platforms_part(const struct json *json)
{
    struct pl_arena arena = {0};
    struct pl_other *others = NULL;
    uint32_t others_count = pl_profile_others(json->plan->profile, &arena, &others);
    json_t *list = json_array();
    for (uint32_t i = 0; i < json->plan->choices_count; i++) {
        pl_json_append(list, platform_part(json, &json->plan->choices[i]));
    }
    for (uint32_t i = 0; i < others_count; i++) {
        pl_json_append(list, other_part(json, &others[i]));
    }
    pl_arena_done(&arena);
    return list;
}

/* An account of the profile, whoever runs it; null where nothing is said, or nothing decided. */
static json_t *account_part(const struct json *json, uint32_t index)
{
    const struct pl_account *account = &json->plan->profile->accounts[index];
    const struct pl_account_plan *account_plan = &json->plan->account_plans[index];
    const struct pl_knowledge *k = json->k;
    uint32_t platform = pl_cell_choice(account->platform);
    const struct pl_choice *choice =
        platform == PL_NONE ? NULL : pl_plan_choice(json->plan, pl_platform_in_edition(json->plan, platform));
    char other[PL_OTHER_ID_MAX];
    pl_account_other_id(account, other);
    uint32_t line = account->record->line + json->plan->profile->source->lines_before;
    json_t *object = json_object();
    pl_json_set(object, "platform", string(choice == NULL ? other : pl_text(k, k->platforms[choice->platform].id)));
    pl_json_set(object, "name", account->name->text == NULL ? json_null() : string(account->name->text));
    pl_json_set(object, "owner", pl_json_value(k, &k->fields[k->facts[PL_FACT_ACCOUNT_OWNER]], account->owner));
    pl_json_set(object, "line", json_integer(line));
    pl_json_set(object, "state",
                account->state->line == 0 ? json_null() : pl_json_value(k, &k->fields[k->facts[PL_FACT_ACCOUNT_STATE]], account->state));
    pl_json_set(object, "per_100", account_plan->per_thousand < 0 ? json_null() : json_real((double)account_plan->per_thousand / 10));
    pl_json_set(object, "days_silent", account_plan->days_silent < 0 ? json_null() : json_integer(account_plan->days_silent));
    pl_json_set(object, "decision", account_plan->decided ? string(pl_decision_words[account_plan->decision]) : json_null());
    pl_json_set(object, "provisional", json_boolean(account_plan->provisional));
    pl_json_set(object, "next", account_plan->next == PL_NONE ? json_null() : string(pl_text(k, k->rules[account_plan->next].id)));
    pl_json_set(object, "because", choice == NULL ? json_array() : choice_reasons(json, choice));
    return object;
}

static json_t *accounts_part(const struct json *json)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < json->plan->profile->accounts_count; i++) {
        pl_json_append(list, account_part(json, i));
    }
    return list;
}

static json_t *date_value(int64_t days)
{
    struct pl_buffer text = {0};
    pl_write_date(&text, days);
    json_t *value = string(text.data);
    pl_buffer_done(&text);
    return value;
}

json_t *pl_json_date(int64_t days)
{
    return date_value(days);
}

static json_t *role_ids(const struct json *json, struct pl_list roles)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < roles.count; i++) {
        pl_json_append(list, string(pl_text(json->k, json->k->roles[roles.items[i]].id)));
    }
    return list;
}

/* What a step deals with: findings, duties, and the platforms whose decision it carries out. */
static json_t *answers_part(const struct json *json, uint32_t step)
{
    json_t *list = json_array();
    struct pl_list held = pl_plan_answers(json->plan, step);
    for (uint32_t i = 0; i < held.count; i++) {
        pl_json_append(list, string(pl_text(json->k, json->k->rules[held.items[i]].id)));
    }
    for (uint32_t i = 0; i < json->plan->choices_count; i++) {
        if (pl_plan_carries(json->plan, step, &json->plan->choices[i])) {
            pl_json_append(list, string(pl_text(json->k, json->k->platforms[json->plan->choices[i].platform].id)));
        }
    }
    return list;
}

static json_t *steps_part(const struct json *json)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < json->plan->steps.count; i++) {
        uint32_t index = json->plan->steps.items[i];
        const struct pl_rule *rule = &json->k->rules[index];
        const struct pl_crew *crew = &json->plan->crews[i];
        const struct pl_span *span = &json->plan->spans[i];
        json_t *object = json_object();
        json_t *after = json_array();
        struct pl_list before = pl_plan_prerequisites(json->plan, index);
        for (uint32_t b = 0; b < before.count; b++) {
            pl_json_append(after, string(pl_text(json->k, json->k->rules[before.items[b]].id)));
        }
        pl_json_set(object, "id", string(pl_text(json->k, rule->id)));
        pl_json_set(object, "phase", json_integer(rule->phase));
        pl_json_set(object, "owner", string(pl_text(json->k, json->k->roles[crew->owner].id)));
        pl_json_set(object, "title", text_of(json, rule->title));
        pl_json_set(object, "text", text_of(json, rule->text));
        pl_json_set(object, "done_when", text_of(json, rule->done_when));
        pl_json_set(object, "after", after);
        pl_json_set(object, "answers", answers_part(json, index));
        pl_json_set(object, "effort_days", json_integer(rule->effort));
        pl_json_set(object, "start", span->put_off ? json_null() : date_value(span->first));
        pl_json_set(object, "end", span->put_off ? json_null() : date_value(span->last));
        pl_json_set(object, "put_off", json_boolean(span->put_off));
        pl_json_set(object, "state", json_null());
        pl_json_set(object, "draft", json_null());
        pl_json_set(object, "because", one_reason(json, index));
        pl_json_set(object, "accountable", role_ids(json, crew->accountable));
        pl_json_set(object, "consulted", role_ids(json, crew->consulted));
        pl_json_set(object, "informed", role_ids(json, crew->informed));
        mark_set_aside(json, object, pl_text(json->k, rule->id));
        pl_json_append(list, object);
    }
    return list;
}

/* The facts that tell an indicator of today, and what it should be in six months. */
static void add_target(const struct json *json, json_t *object, const struct pl_rule *rule)
{
    json_t *today = json_array();
    json_t *target = json_null();
    for (uint32_t i = 0; i < rule->today.count; i++) {
        pl_json_append(today, fact(json, json->k->refs[rule->today.first + i]));
    }
    if (rule->target.in[PL_FR] != 0) {
        target = json_object();
        pl_json_set(target, "text", text_of(json, rule->target));
        pl_json_set(target, "cite", pl_json_cites(json, rule->target_cite));
        pl_json_set(target, "assumption", json_boolean(rule->target_assumed != 0));
    }
    pl_json_set(object, "today", today);
    pl_json_set(object, "target", target);
}

static json_t *texts_part(const struct json *json, const struct pl_list *rules, bool goals, bool duties)
{
    json_t *list = json_array();
    const struct pl_field *goal_field = &json->k->fields[json->k->facts[PL_FACT_GOALS]];
    for (uint32_t i = 0; i < rules->count; i++) {
        const struct pl_rule *rule = &json->k->rules[rules->items[i]];
        json_t *object = json_object();
        pl_json_set(object, "id", string(pl_text(json->k, rule->id)));
        if (goals) {
            bool general = rule->goal == PL_NONE || rule->terms.count == 0;
            pl_json_set(object, "goal", general ? json_null() : string(pl_field_value_id(json->k, goal_field, rule->goal)));
        }
        if (duties) {
            pl_json_set(object, "title", text_of(json, rule->title));
            pl_json_set(object, "applies", string(pl_truth_words[json->plan->rules[rules->items[i]]]));
            pl_json_set(object, "grade", string(pl_grade_words[rule->grade]));
            pl_json_set(object, "done", string(pl_truth_words[json->plan->done[rules->items[i]]]));
            pl_json_set(object, "basis", text_of(json, rule->because));
        }
        pl_json_set(object, "text", text_of(json, rule->text));
        pl_json_set(object, "because", one_reason(json, rules->items[i]));
        mark_set_aside(json, object, pl_text(json->k, rule->id));
        if (goals) {
            add_target(json, object, rule);
        }
        pl_json_append(list, object);
    }
    return list;
}

static json_t *questions_part(const struct json *json)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < json->plan->questions_count; i++) {
        const struct pl_field *field = &json->k->fields[json->plan->questions[i].field];
        json_t *object = json_object();
        pl_json_set(object, "fact", string(pl_text(json->k, field->id)));
        struct pl_buffer question = {0};
        pl_say_question(&question, json->plan, json->plan->questions[i].field, json->options->language);
        pl_json_set(object, "question", string(pl_buffer_text(&question)));
        pl_buffer_done(&question);
        pl_json_set(object, "settles", json_integer(json->plan->questions[i].settles));
        if (json->plan->questions[i].effects != NULL) {
            pl_json_set(object, "answers", pl_json_answers(json->plan, &json->plan->questions[i]));
        }
        pl_json_append(list, object);
    }
    return list;
}

static json_t *assumptions_part(const struct json *json)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < json->plan->assumptions.count; i++) {
        const struct pl_field *field = &json->k->fields[json->plan->assumptions.items[i]];
        json_t *object = json_object();
        pl_json_set(object, "fact", string(pl_text(json->k, field->id)));
        struct pl_cell value = {.low = 0};
        value.low = value.high = field->fallback == PL_NONE ? 0 : json->k->numbers[field->fallback];
        value.text = field->type == PL_TYPE_TEXT ? pl_text(json->k, (pl_str)value.low) : NULL;
        pl_json_set(object, "value", field->fallback == PL_NONE ? json_array() : pl_json_value(json->k, field, &value));
        pl_json_set(object, "text", text_of(json, field->assumption));
        pl_json_append(list, object);
    }
    return list;
}

static json_t *exceptions_part(const struct json *json)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < json->plan->profile->exceptions_count; i++) {
        const char *advice = json->plan->profile->exceptions[i].advice->text;
        const char *why = json->plan->profile->exceptions[i].reason->text;
        json_t *object = json_object();
        pl_json_set(object, "advice", advice == NULL ? json_null() : string(advice));
        pl_json_set(object, "reason", why == NULL ? json_null() : string(why));
        pl_json_append(list, object);
    }
    return list;
}

static json_t *sources_part(const struct json *json)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < json->k->origins_count; i++) {
        const struct pl_origin *origin = &json->k->origins[i];
        if (origin->id != json->k->source && !json->cited[json->k->claims_count + i]) {
            continue;
        }
        bool dated = *pl_text(json->k, origin->date) != '\0';
        json_t *object = json_object();
        pl_json_set(object, "id", string(pl_text(json->k, origin->id)));
        pl_json_set(object, "title", string(pl_text(json->k, origin->title)));
        pl_json_set(object, "publisher", string(pl_text(json->k, origin->publisher)));
        pl_json_set(object, "date", dated ? string(pl_text(json->k, origin->date)) : json_null());
        pl_json_set(object, "url", string(pl_text(json->k, origin->url)));
        if (*pl_text(json->k, origin->figures) != '\0') {
            pl_json_set(object, "figures", string(pl_text(json->k, origin->figures)));
            pl_json_set(object, "old", json_boolean(pl_figures_are_old(json->k, origin, json->plan->today)));
        }
        pl_json_append(list, object);
    }
    return list;
}

static json_t *means_part(const struct json *json)
{
    const struct pl_means *means = &json->plan->means;
    json_t *object = json_object();
    json_t *put_off = json_array();
    json_int_t answering = 0; /* within those needed */
    for (uint32_t i = 0; i < json->plan->choices_count; i++) {
        const struct pl_choice *choice = &json->plan->choices[i];
        answering += pl_decision_retains(choice->decision) && !choice->set_aside ? (json_int_t)choice->answering : 0;
        if (json->plan->choices[i].put_off) {
            pl_json_append(put_off, string(pl_text(json->k, json->k->platforms[json->plan->choices[i].platform].id)));
        }
    }
    bool open = means->needed == 0 && means->most > 0; /* nothing is retained yet: that is not to say that no hour is needed */
    pl_json_set(object, "hours_needed", open ? json_null() : json_integer(means->needed));
    pl_json_set(object, "answering_hours", json_integer(answering));
    pl_json_set(object, "hours_available", means->known ? json_integer(means->available) : json_null());
    pl_json_set(object, "fits", string(pl_truth_words[means->fits]));
    pl_json_set(object, "put_off", put_off);
    pl_json_set(object, "hours_spent", json_integer(means->spent));
    pl_json_set(object, "hours_at_least", json_integer(means->least));
    pl_json_set(object, "hours_at_most", json_integer(means->most));
    return object;
}

/* The ballots of others that hold the authority back today. */
static json_t *other_ballots_part(const struct json *json)
{
    json_t *list = json_array();
    struct pl_ballot ballot;
    for (uint32_t i = 0; pl_plan_other_ballot(json->plan, i, &ballot); i = ballot.election + 1) {
        const struct pl_election *election = &json->k->elections[ballot.election];
        json_t *object = json_object();
        pl_json_set(object, "election", string(pl_text(json->k, election->id)));
        pl_json_set(object, "first_round", string(pl_text(json->k, election->first)));
        pl_json_set(object, "from", date_value(ballot.window_from));
        pl_json_set(object, "reach", string(pl_reach_words[election->reach]));
        pl_json_append(list, object);
    }
    return list;
}

/* The ballot to come, where the table of elections tells, and when to look at this advice again. */
static json_t *calendar_part(const struct json *json)
{
    json_t *object = json_object();
    struct pl_ballot ballot;
    bool known = pl_plan_ballot(json->plan, &ballot);
    const struct pl_election *election = known ? &json->k->elections[ballot.election] : NULL;
    pl_json_set(object, "election", known ? string(pl_text(json->k, election->id)) : json_null());
    pl_json_set(object, "first_round", known ? string(pl_text(json->k, election->first)) : json_null());
    pl_json_set(object, "pre_election_from", known ? date_value(ballot.window_from) : json_null());
    pl_json_set(object, "pre_election",
        string(pl_truth_words[!known                                    ? PL_UNKNOWN
                              : json->plan->today >= ballot.window_from ? PL_TRUE
                                                                        : PL_FALSE]));
    pl_json_set(object, "other_ballots", other_ballots_part(json));
    pl_json_set(object, "review_by", date_value(json->plan->review_by));
    return object;
}

enum { REAL_DIGITS = 15 }; /* so that 12.7 is written as it is */

static int add_bytes(const char *bytes, size_t length, void *out)
{
    pl_buffer_add(out, bytes, length);
    return 0;
}

void pl_json_dump(json_t *root, struct pl_buffer *out)
{
    if (json_dump_callback(root, add_bytes, out, JSON_INDENT(2) | JSON_REAL_PRECISION(REAL_DIGITS)) != 0) {
        pl_out_of_memory();
    }
    pl_buffer_add_char(out, '\n');
    json_decref(root);
}

void pl_write_json(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    struct json json = {plan, plan->knowledge, options, NULL};
    size_t citations = (size_t)plan->knowledge->claims_count + plan->knowledge->origins_count;
    json.cited = pl_must_alloc(citations + 1);
    memset(json.cited, 0, citations + 1);
    struct pl_buffer date = {0};
    pl_write_date(&date, plan->today);
    json_t *root = json_object();
    pl_json_set(root, "format_version", json_integer(1));
    pl_json_set(root, "planner", planner_part(&json));
    pl_json_set(root, "profile", pl_json_profile(json.k, plan->profile));
    pl_json_set(root, "date", string(date.data));
    pl_json_set(root, "readiness", readiness_part(&json));
    pl_json_set(root, "findings", findings_part(&json));
    pl_json_set(root, "chain", chain_part(&json));
    pl_json_set(root, "needs", needs_part(&json));
    pl_json_set(root, "accounts", accounts_part(&json));
    pl_json_set(root, "platforms", platforms_part(&json));
    pl_json_set(root, "steps", steps_part(&json));
    pl_json_set(root, "conduct", texts_part(&json, &plan->conduct, false, false));
    pl_json_set(root, "indicators", texts_part(&json, &plan->indicators, true, false));
    pl_json_set(root, "duties", texts_part(&json, &plan->duties, false, true));
    pl_json_set(root, "questions", questions_part(&json));
    pl_json_set(root, "assumptions", assumptions_part(&json));
    pl_json_set(root, "exceptions", exceptions_part(&json));
    json_t *peers = texts_part(&json, &plan->peers, false, false); /* cited before the sources are listed, as what follows */
    json_t *editorial = pl_json_editorial(&json);
    json_t *budget = pl_json_budget(&json);
    json_t *training = pl_json_training(&json);
    pl_json_set(root, "sources", sources_part(&json));
    pl_json_set(root, "peers", peers);
    pl_json_set(root, "means", means_part(&json));
    pl_json_set(root, "calendar", calendar_part(&json));
    pl_json_set(root, "editorial", editorial);
    pl_json_set(root, "budget", budget);
    pl_json_set(root, "training", training);
    pl_json_set(root, "options", pl_json_options(&json));
    pl_json_set(root, "actions", pl_json_actions(&json));
    pl_json_dump(root, out);
    pl_buffer_done(&date);
    free(json.cited);
}

void pl_write_questions_json(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    struct json json = {plan, plan->knowledge, options, NULL};
    json_t *root = json_object();
    pl_json_set(root, "format_version", json_integer(1));
    pl_json_set(root, "profile", pl_json_profile(json.k, plan->profile));
    pl_json_set(root, "questions", questions_part(&json));
    pl_json_dump(root, out);
}

void pl_write_chain_json(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    struct json json = {plan, plan->knowledge, options, NULL};
    size_t citations = (size_t)plan->knowledge->claims_count + plan->knowledge->origins_count;
    json.cited = pl_must_alloc(citations + 1);
    memset(json.cited, 0, citations + 1);
    json_t *root = json_object();
    pl_json_set(root, "format_version", json_integer(1));
    pl_json_set(root, "profile", pl_json_profile(json.k, plan->profile));
    pl_json_set(root, "chain", chain_part(&json));
    pl_json_dump(root, out);
    free(json.cited);
}

/* ---- one item -------------------------------------------------------------------------------------------- */

json_t *pl_json_platform(const struct pl_plan *plan, const struct pl_report_options *options, const struct pl_choice *choice)
{
    struct json json = {plan, plan->knowledge, options, NULL};
    json.cited = pl_must_alloc((size_t)json.k->claims_count + json.k->origins_count + 1);
    json_t *object = platform_part(&json, choice);
    pl_json_set(object, "kind", string("platform"));
    free(json.cited);
    return object;
}

json_t *pl_json_rule(const struct pl_plan *plan, const struct pl_report_options *options, uint32_t index)
{
    struct json json = {plan, plan->knowledge, options, NULL};
    const struct pl_rule *rule = &json.k->rules[index];
    json_t *object = json_object();
    json.cited = pl_must_alloc((size_t)json.k->claims_count + json.k->origins_count + 1);
    pl_json_set(object, "id", string(pl_text(json.k, rule->id)));
    pl_json_set(object, "kind", string(pl_conclusion_words[rule->concludes]));
    pl_json_set(object, "name", text_of(&json, rule->title.in[PL_FR] != 0 ? rule->title : rule->text));
    pl_json_set(object, "state", string(pl_truth_words[plan->rules[index]]));
    pl_json_set(object, "because", one_reason(&json, index));
    mark_set_aside(&json, object, pl_text(json.k, rule->id));
    free(json.cited);
    return object;
}
