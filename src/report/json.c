/* SPDX-License-Identifier: MIT
 * The plan as one JSON object; the names and their order are a contract (docs/json.md).
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "model/schedule.h"
#include "report/json_parts.h"
#include "report/sections.h"
#include "report/values.h"

static struct json start(struct pl_json *to, const struct pl_plan *plan, const struct pl_report_options *options)
{
    const struct pl_knowledge *k = plan->knowledge;
    size_t citations = (size_t)k->claims_count + k->origins_count;
    struct json json = {.to = to, .plan = plan, .k = k, .options = options, .cited = pl_must_alloc(citations + 1)};
    memset(json.cited, 0, citations + 1);
    return json;
}

static void done(struct json *json)
{
    pl_buffer_done(&json->scratch);
    free(json->cited);
}

/* ---- values ---------------------------------------------------------------------------------------------- */

void pl_json_text2(struct json *json, const char *key, struct pl_text2 text)
{
    pl_buffer_clear(&json->scratch);
    pl_say_text(&json->scratch, json->plan, text, json->options->language);
    pl_json_text(json->to, key, pl_buffer_text(&json->scratch));
}

void pl_json_date(struct pl_json *to, const char *key, bool known, int64_t days)
{
    struct pl_buffer text = {0};
    if (known) {
        pl_write_date(&text, days);
    }
    pl_json_text(to, key, text.data);
    pl_buffer_done(&text);
}

void pl_json_value(struct pl_json *to, const char *key, const struct pl_knowledge *k, const struct pl_field *field,
                   const struct pl_cell *cell)
{
    bool is_set = field->type == PL_TYPE_SET;
    if (!pl_cell_is_known(field, cell)) {
        pl_json_null(to, key);
    } else if (field->type == PL_TYPE_NUMBER || field->type == PL_TYPE_DURATION) {
        pl_json_integer(to, key, cell->low);
    } else if (is_set || (field->type == PL_TYPE_RECORDS && cell->count == 0)) {
        uint32_t count = !is_set ? 0 : cell->order != NULL ? cell->count : pl_field_value_count(k, field);
        pl_json_array(to, key);
        for (uint32_t i = 0; i < count; i++) {
            if (cell->order != NULL || (cell->low >> i & 1) != 0) {
                pl_json_text(to, NULL, pl_field_value_id(k, field, cell->order != NULL ? cell->order[i] : i));
            }
        }
        pl_json_end(to);
    } else {
        struct pl_buffer text = {0};
        pl_write_value(&text, k, field, cell, PL_EN);
        pl_json_text(to, key, pl_buffer_text(&text));
        pl_buffer_done(&text);
    }
}

void pl_json_cell(struct pl_json *to, const char *key, const struct pl_plan *plan, uint32_t index)
{
    pl_json_value(to, key, plan->knowledge, &plan->knowledge->fields[index], &plan->cells[index]);
}

static const char *rule_id(const struct json *json, uint32_t rule)
{
    return pl_text(json->k, json->k->rules[rule].id);
}

static const char *platform_id(const struct json *json, uint32_t platform)
{
    return pl_text(json->k, json->k->platforms[platform].id);
}

const char *pl_json_role_id(const struct json *json, uint32_t role)
{
    return pl_text(json->k, json->k->roles[role].id);
}

void pl_json_ids(struct json *json, const char *key, struct pl_list items,
                 const char *id(const struct json *json, uint32_t item))
{
    pl_json_array(json->to, key);
    for (uint32_t i = 0; i < items.count; i++) {
        pl_json_text(json->to, NULL, id(json, items.items[i]));
    }
    pl_json_end(json->to);
}

/* Steps of the circuit, counted from one. */
static void lonely_steps(struct json *json, const char *key, uint64_t steps)
{
    pl_json_array(json->to, key);
    for (uint32_t i = 0; i < PL_STEPS_MAX; i++) {
        if ((steps >> i & 1) != 0) {
            pl_json_integer(json->to, NULL, (int64_t)i + 1);
        }
    }
    pl_json_end(json->to);
}

/* ---- reasons --------------------------------------------------------------------------------------------- */

static void fact(struct json *json, uint32_t index)
{
    const struct pl_cell *cell = &json->plan->cells[index];
    pl_json_object(json->to, NULL);
    pl_json_text(json->to, "fact", pl_text(json->k, json->k->fields[index].id));
    pl_json_cell(json->to, "value", json->plan, index);
    pl_json_integer(json->to, "line", cell->line == 0 ? 0 : cell->line + json->plan->profile->source->lines_before);
    pl_json_integer(json->to, "column", cell->column);
    pl_json_end(json->to);
}

static void cites(struct json *json, struct pl_range cite)
{
    for (uint32_t i = 0; i < cite.count; i++) {
        uint32_t citation = json->k->refs[cite.first + i];
        json->cited[citation] = 1;
        pl_json_text(json->to, NULL, pl_citation_id(json->k, citation));
    }
}

void pl_json_cites(struct json *json, struct pl_range cite)
{
    pl_json_array(json->to, "cite");
    cites(json, cite);
    pl_json_end(json->to);
}

/* A rule, with the facts that decide it; for a platform, what binds it to the need of the rule is cited too. */
static void reason(struct json *json, const struct pl_choice *choice, uint32_t index)
{
    const struct pl_knowledge *k = json->k;
    const struct pl_rule *rule = &k->rules[index];
    struct pl_list fields = pl_plan_rule_facts(json->plan, index);
    struct pl_range serves = {0, 0};
    if (choice != NULL && rule->concludes == PL_NEED) {
        serves = k->entries[choice->entry].serves;
    }
    pl_json_object(json->to, NULL);
    pl_json_text(json->to, "rule", pl_text(k, rule->id));
    pl_json_text(json->to, "state", pl_truth_words[pl_plan_truth(json->plan, choice, index)]);
    pl_json_array(json->to, "facts");
    for (uint32_t i = 0; i < fields.count; i++) {
        fact(json, fields.items[i]);
    }
    pl_json_end(json->to);
    pl_json_array(json->to, "cite");
    cites(json, rule->cite);
    for (uint32_t i = serves.first; i < serves.first + serves.count; i++) {
        if (k->bindings[i].need == rule->need) {
            cites(json, k->bindings[i].cite);
        }
    }
    pl_json_end(json->to);
    uint32_t other = rule->amends != PL_NONE ? rule->amends : rule->confirms;
    if (other != PL_NONE) {
        pl_json_text(json->to, rule->amends != PL_NONE ? "amends" : "confirms", rule_id(json, other));
        pl_json_text2(json, "arbitration", rule->arbitration);
    }
    pl_json_end(json->to);
}

static void because(struct json *json, uint32_t rule)
{
    pl_json_array(json->to, "because");
    reason(json, NULL, rule);
    pl_json_end(json->to);
}

static void mark_set_aside(struct json *json, const char *id)
{
    if (pl_plan_exception(json->plan, id) != NULL) {
        pl_json_bool(json->to, "set_aside", true);
    }
}

/* ---- parts of the plan ----------------------------------------------------------------------------------- */

void pl_json_profile(struct pl_json *to, const struct pl_knowledge *k, const struct pl_profile *profile)
{
    static const struct {
        enum pl_fact fact;
        const char *name;
    } head[] = {
        {PL_FACT_NAME, "name"}, {PL_FACT_KIND, "kind"}, {PL_FACT_POPULATION, "population"}, {PL_FACT_CODE, "code"}};
    int64_t known = 0;
    int64_t unknown = 0;
    pl_json_object(to, "profile");
    for (size_t i = 0; i < sizeof head / sizeof *head; i++) {
        uint32_t field = k->facts[head[i].fact];
        pl_json_value(to, head[i].name, k, &k->fields[field], &profile->cells[field]);
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
    pl_json_integer(to, "known", known);
    pl_json_integer(to, "unknown", unknown);
    pl_json_end(to);
}

static void readiness_part(struct json *json)
{
    const struct pl_plan *plan = json->plan;
    bool open_gate = false; /* a blocker is unknown */
    pl_json_object(json->to, "readiness");
    pl_json_text(json->to, "verdict", pl_verdict_words[plan->verdict]);
    pl_json_array(json->to, "range");
    pl_json_text(json->to, NULL, pl_verdict_words[plan->lowest]);
    pl_json_text(json->to, NULL, pl_verdict_words[plan->highest]);
    pl_json_end(json->to);
    pl_json_bool(json->to, "running", plan->running == PL_TRUE);
    pl_json_array(json->to, "blockers");
    for (uint32_t i = 0; i < json->k->rules_count; i++) {
        bool is_blocker = json->k->rules[i].concludes == PL_BLOCKER;
        open_gate = open_gate || (is_blocker && plan->rules[i] == PL_UNKNOWN);
        if (is_blocker && plan->rules[i] == PL_TRUE && pl_plan_has_rule(plan, i)) {
            pl_json_text(json->to, NULL, rule_id(json, i));
        }
    }
    pl_json_end(json->to);
    pl_json_array(json->to, "because");
    for (uint32_t i = 0; i < json->k->rules_count; i++) {
        uint32_t concludes = json->k->rules[i].concludes;
        uint8_t truth = plan->rules[i];
        bool is_blocker = concludes == PL_BLOCKER;
        bool decides = plan->verdict == PL_NOT_YET           ? is_blocker && truth == PL_TRUE
                       : plan->verdict == PL_CONDITIONAL     ? truth == PL_TRUE
                       : plan->verdict == PL_VERDICT_UNKNOWN ? truth == PL_UNKNOWN && (is_blocker || !open_gate)
                                                             : is_blocker;
        if (decides && (is_blocker || concludes == PL_OBSTACLE) && pl_plan_has_rule(plan, i)) {
            reason(json, NULL, i);
        }
    }
    pl_json_ends(json->to, 2);
}

static void needs_part(struct json *json)
{
    pl_json_array(json->to, "needs");
    for (uint32_t i = 0; i < json->plan->need_list.count; i++) {
        uint32_t need = json->plan->need_list.items[i];
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "id", pl_text(json->k, json->k->needs[need].id));
        pl_json_text(json->to, "strength", pl_degree_words[json->plan->degrees[need]]);
        pl_json_array(json->to, "because");
        for (uint32_t r = 0; r < json->k->rules_count; r++) {
            const struct pl_rule *rule = &json->k->rules[r];
            if (rule->concludes == PL_NEED && rule->need == need && json->plan->rules[r] == PL_TRUE) {
                reason(json, NULL, r);
            }
        }
        pl_json_ends(json->to, 2);
    }
    pl_json_end(json->to);
}

/* ---- the circuit ----------------------------------------------------------------------------------------- */

static void changes_part(struct json *json, uint32_t index, const struct pl_change *changes, uint32_t count)
{
    struct pl_doc doc;
    pl_doc_init(&doc, &pl_dialect_markdown, json->plan, json->options, NULL);
    pl_json_array(json->to, "changes");
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_circuit_edit *edit = &json->k->edits[changes[i].edit];
        struct pl_change_group group = {changes[i].edit, 1u << index, UINT64_C(1) << changes[i].step};
        pl_buffer_clear(&json->scratch);
        pl_say_change(&doc, &group, &json->scratch);
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "edit", pl_text(json->k, edit->id));
        pl_json_integer(json->to, "step", (int64_t)changes[i].step + 1);
        pl_json_text(json->to, "text", pl_buffer_text(&json->scratch));
        pl_json_cites(json, edit->cite);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
    pl_doc_done(&doc);
}

static void percentiles(struct pl_json *to, bool known, int64_t p50, int64_t p90, int64_t p95)
{
    pl_json_known(to, "p50_minutes", known, p50);
    pl_json_known(to, "p90_minutes", known, p90);
    pl_json_known(to, "p95_minutes", known, p95);
}

static void shares(struct pl_json *to, const struct pl_class *class, const struct pl_figures *figures)
{
    percentiles(to, class->known, figures->p50, figures->p90, figures->p95);
    pl_json_known(to, "within_target_percent", class->known, figures->within_percent);
}

/* The figures of a class that come in a row, as it is or once changed; `waits` is null where nobody waits, or it is not
 * known. */
static void figures(struct pl_json *to, const struct pl_class *class, const struct pl_figures *figures)
{
    static const char *const keys[PL_WAIT_PARTS] = {"work", "closed", "holidays", "absence"};
    uint32_t sum = 0;
    for (int i = 0; i < PL_WAIT_PARTS; i++) {
        sum += figures->waits[i];
    }
    shares(to, class, figures);
    if (sum == 0) {
        pl_json_null(to, "waits");
    } else {
        pl_json_object(to, "waits");
        for (int i = 0; i < PL_WAIT_PARTS; i++) {
            pl_json_integer(to, keys[i], figures->waits[i]);
        }
        pl_json_end(to);
    }
    pl_json_known(to, "bottleneck", class->known && figures->bottleneck != PL_NONE, (int64_t)figures->bottleneck + 1);
}

static void bare_part(struct pl_json *to, const struct pl_class *class, const struct pl_delays *delays,
                      uint32_t within_percent)
{
    pl_json_object(to, "bare");
    pl_json_known(to, "median_minutes", class->known, delays->median);
    pl_json_known(to, "best_minutes", class->known, delays->best);
    pl_json_known(to, "worst_minutes", class->known, delays->worst);
    pl_json_known(to, "worst_hour", class->known, delays->worst_hour);
    pl_json_known(to, "within_target_percent", class->known, within_percent);
    pl_json_bool(to, "lower_bound", !class->known);
    pl_json_end(to);
}

static void alternatives_part(struct json *json, uint32_t index)
{
    const struct pl_class *class = &json->plan->classes[index];
    pl_json_array(json->to, "alternatives");
    for (uint32_t i = 0; i < class->alternatives_count; i++) {
        const struct pl_alternative *way = &class->alternatives[i];
        pl_json_object(json->to, NULL);
        changes_part(json, index, way->changes, way->changes_count);
        pl_json_object(json->to, "after");
        shares(json->to, class, &way->after);
        pl_json_end(json->to);
        pl_json_integer(json->to, "weight", way->weight);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

/* What a deputy for each step would change, alone; the most useful first. */
static void deputies_part(struct pl_json *to, const struct pl_class *class)
{
    pl_json_array(to, "deputies");
    for (uint32_t i = 0; i < class->deputies_count; i++) {
        const struct pl_deputy *deputy = &class->deputies[i];
        pl_json_object(to, NULL);
        pl_json_integer(to, "step", (int64_t)deputy->step + 1);
        pl_json_integer(to, "saves_minutes", deputy->saves);
        percentiles(to, true, deputy->p50, deputy->p90, deputy->p95);
        pl_json_end(to);
    }
    pl_json_end(to);
}

static void year_part(struct json *json, const struct pl_class *class)
{
    pl_json_array(json->to, "year");
    for (uint32_t week = 0; week < PL_YEAR_WEEKS; week++) {
        pl_json_object(json->to, NULL);
        pl_json_date(json->to, "from", true, pl_monday_from(json->plan->today) + (int64_t)week * 7);
        pl_json_known(json->to, "p90_minutes", class->known && class->year[week] >= 0, class->year[week]);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

/* The figures of a class are null while its delays are not all known; what is certain all the same is in `at_least`. */
static void class_part(struct json *json, uint32_t index)
{
    const struct pl_class *class = &json->plan->classes[index];
    const struct pl_field *classes = &json->k->fields[json->k->facts[PL_FACT_STEP_FOR]];
    struct pl_json *to = json->to;
    pl_json_object(to, NULL);
    pl_json_text(to, "class", pl_field_value_id(json->k, classes, index));
    pl_json_array(to, "steps");
    for (uint32_t i = 0; i < class->steps_count; i++) {
        pl_json_integer(to, NULL, (int64_t) class->steps[i] + 1);
    }
    pl_json_end(to);
    pl_json_known(to, "delay_minutes", class->known, class->work);
    pl_json_integer(to, "target_minutes", class->target);
    pl_json_integer(to, "target_percent", class->target_percent);
    pl_json_text(to, "meets", pl_truth_words[class->meets]);
    figures(to, class, &class->now);
    lonely_steps(json, "irreplaceable", class->irreplaceable);
    changes_part(json, index, class->changes, class->changes_count);
    alternatives_part(json, index);
    pl_json_object(to, "after");
    figures(to, class, &class->after);
    bare_part(to, class, &class->bare_after, class->bare_after_within_percent);
    pl_json_end(to);
    if (class->known) {
        pl_json_null(to, "at_least");
    } else {
        pl_json_object(to, "at_least");
        pl_json_integer(to, "delay_minutes", class->work);
        percentiles(to, true, class->now.p50, class->now.p90, class->now.p95);
        pl_json_integer(to, "median_minutes", class->bare.median);
        pl_json_integer(to, "worst_minutes", class->bare.worst);
        pl_json_integer(to, "best_minutes", class->bare.best);
        pl_json_end(to);
    }
    bare_part(to, class, &class->bare, class->bare_within_percent);
    deputies_part(to, class);
    if (class->known) {
        pl_json_bool(to, "reaches_target", class->meets == PL_TRUE || class->reaches);
    } else {
        pl_json_null(to, "reaches_target");
    }
    pl_json_known(to, "at_most_percent", !class->known, class->now.within_percent);
    lonely_steps(json, "perhaps_irreplaceable", class->perhaps_irreplaceable & ~class->irreplaceable);
    if (json->alone) {
        pl_json_array(to, "week_p90_minutes"); /* by the hour at which a message is ready; null where none is */
        for (uint32_t hour = 0; hour < PL_WEEK_HOURS; hour++) {
            pl_json_known(to, NULL, class->known && class->week[hour] >= 0, class->week[hour]);
        }
        pl_json_end(to);
    }
    if (class->year != NULL) {
        year_part(json, class);
    }
    pl_json_end(to);
}

static void chain_part(struct json *json)
{
    pl_json_object(json->to, "chain");
    pl_json_array(json->to, "classes");
    for (uint32_t i = 0; json->plan->classes != NULL && i < PL_CLASSES; i++) {
        class_part(json, i);
    }
    pl_json_ends(json->to, 2);
}

/* ---- platforms and accounts ------------------------------------------------------------------------------ */

/* Where no rule took the decision: what became of the platform, or that the edition does not know it. Nothing for NULL.
 */
static void choice_reasons(struct json *json, const char *key, const struct pl_choice *choice)
{
    struct pl_list rules = {0};
    pl_json_array(json->to, key);
    if (choice != NULL) {
        rules = pl_plan_choice_rules(json->plan, choice);
    }
    for (uint32_t i = 0; i < rules.count; i++) {
        reason(json, choice, rules.items[i]);
    }
    if (choice != NULL && choice->entry == PL_NONE) {
        bool has_fate = choice->fate != PL_NONE;
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "rule", has_fate ? "became" : "not-in-edition");
        pl_json_text(json->to, "state", has_fate ? "yes" : "unknown");
        pl_json_array(json->to, "facts");
        fact(json, json->k->facts[PL_FACT_ACCOUNTS]);
        pl_json_end(json->to);
        pl_json_array(json->to, "cite");
        if (has_fate) {
            cites(json, json->k->became[choice->fate].cite);
        } else {
            pl_json_text(json->to, NULL, pl_text(json->k, json->k->source));
        }
        pl_json_ends(json->to, 2);
    }
    pl_json_end(json->to);
}

/* The members of a platform, but for its kind; `other` is one that no catalogue knows. */
static void platform_part(struct json *json, const struct pl_choice *choice, const struct pl_other *other)
{
    const struct pl_knowledge *k = json->k;
    struct pl_json *to = json->to;
    bool retained = pl_decision_retains(choice->decision);
    bool known = choice->entry != PL_NONE;
    bool has_fate = choice->fate != PL_NONE;
    bool closed = has_fate && choice->decision == PL_LEAVE && k->became[choice->fate].status == PL_CLOSED;
    pl_json_text(to, "id", other != NULL ? other->id : platform_id(json, choice->platform));
    if (other != NULL) {
        pl_json_text(to, "name", other->name);
    } else {
        pl_json_text2(json, "name", k->platforms[choice->platform].name);
    }
    pl_json_text(to, "decision", pl_decision_words[choice->decision]);
    pl_json_text(to, "when", pl_timing_words[choice->timing]);
    pl_json_array(to, "needs");
    for (uint32_t i = 0; retained && i < k->needs_count; i++) {
        if ((choice->needs >> i & 1) != 0) {
            pl_json_text(to, NULL, pl_text(k, k->needs[i].id));
        }
    }
    pl_json_end(to);
    if (known || has_fate) {
        pl_json_text2(json, "role", known ? k->entries[choice->entry].role : k->became[choice->fate].text);
    } else {
        pl_json_text(to, "role", "");
    }
    choice_reasons(json, "because", retained ? choice : NULL);
    choice_reasons(json, "why_not", retained ? NULL : choice);
    pl_json_known(to, "hours_per_week", known || choice->hours_stated, choice->hours);
    pl_json_bool(to, "provisional", choice->provisional);
    pl_json_bool(to, "put_off", choice->put_off);
    /* Why an account that lives is not kept: the id of a rule; null where none is harmed. */
    pl_json_text(to, "harm", closed ? "became" : choice->harm == PL_NONE ? NULL : rule_id(json, choice->harm));
    if (other == NULL) {
        mark_set_aside(json, platform_id(json, choice->platform));
    }
}

static void platforms_part(struct json *json)
{
    const struct pl_plan *plan = json->plan;
    struct pl_arena arena = {0};
    struct pl_other *others = NULL;
    uint32_t others_count = pl_profile_others(plan->profile, &arena, &others);
    pl_json_array(json->to, "platforms");
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        pl_json_object(json->to, NULL);
        platform_part(json, &plan->choices[i], NULL);
        pl_json_end(json->to);
    }
    for (uint32_t i = 0; i < others_count; i++) { /* no rule judges it, and what it takes is not known */
        const struct pl_account_plan *account_plan = &plan->account_plans[others[i].account - plan->profile->accounts];
        bool kept = account_plan->decided && account_plan->decision == PL_KEEP;
        struct pl_choice choice = {.entry = PL_NONE,
                                   .fate = PL_NONE,
                                   .harm = PL_NONE,
                                   .decision = kept ? PL_KEEP : PL_UNDECIDED,
                                   .timing = kept ? PL_NOW : PL_LATER,
                                   .provisional = kept && account_plan->provisional};
        pl_json_object(json->to, NULL);
        platform_part(json, &choice, &others[i]);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
    pl_arena_done(&arena);
}

static void accounts_part(struct json *json)
{
    pl_json_array(json->to, "accounts");
    for (uint32_t i = 0; i < json->plan->profile->accounts_count; i++) {
        const struct pl_account *account = &json->plan->profile->accounts[i];
        const struct pl_account_plan *account_plan = &json->plan->account_plans[i];
        const struct pl_knowledge *k = json->k;
        struct pl_json *to = json->to;
        const struct pl_choice *choice = pl_plan_choice_of(json->plan, account);
        char other[PL_OTHER_ID_MAX];
        pl_account_other_id(account, other);
        pl_json_object(to, NULL);
        pl_json_text(to, "platform", choice == NULL ? other : platform_id(json, choice->platform));
        pl_json_text(to, "name", account->name->text);
        pl_json_value(to, "owner", k, &k->fields[k->facts[PL_FACT_ACCOUNT_OWNER]], account->owner);
        pl_json_integer(to, "line", account->record->line + json->plan->profile->source->lines_before);
        if (account->state->line == 0) {
            pl_json_null(to, "state");
        } else {
            pl_json_value(to, "state", k, &k->fields[k->facts[PL_FACT_ACCOUNT_STATE]], account->state);
        }
        pl_json_tenths(to, "per_100", account_plan->per_thousand >= 0, account_plan->per_thousand);
        pl_json_known(to, "days_silent", account_plan->days_silent >= 0, account_plan->days_silent);
        pl_json_text(to, "decision", account_plan->decided ? pl_decision_words[account_plan->decision] : NULL);
        pl_json_bool(to, "provisional", account_plan->provisional);
        pl_json_text(to, "next", account_plan->next == PL_NONE ? NULL : rule_id(json, account_plan->next));
        choice_reasons(json, "because", choice);
        pl_json_end(to);
    }
    pl_json_end(json->to);
}

/* ---- steps and advice ------------------------------------------------------------------------------------ */

static void steps_part(struct json *json)
{
    const struct pl_plan *plan = json->plan;
    const struct pl_field *states = &json->k->fields[json->k->facts[PL_FACT_PROGRESS_STATE]];
    struct pl_json *to = json->to;
    pl_json_array(to, "steps");
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        uint32_t index = plan->steps.items[i];
        const struct pl_rule *rule = &json->k->rules[index];
        const struct pl_crew *crew = &plan->crews[i];
        const struct pl_span *span = &plan->spans[i];
        struct pl_list held = pl_plan_answers(plan, index);
        const struct pl_progress *progress = pl_profile_progress(plan->profile, pl_text(json->k, rule->id));
        pl_json_object(to, NULL);
        pl_json_text(to, "id", pl_text(json->k, rule->id));
        pl_json_integer(to, "phase", rule->phase);
        pl_json_text(to, "owner", pl_json_role_id(json, crew->owner));
        pl_json_text2(json, "title", rule->title);
        pl_json_text2(json, "text", rule->text);
        pl_json_text2(json, "done_when", rule->done_when);
        pl_json_ids(json, "after", pl_plan_prerequisites(plan, index), rule_id);
        pl_json_array(to, "answers"); /* findings, duties, and the platforms whose decision it carries out */
        for (uint32_t r = 0; r < held.count; r++) {
            pl_json_text(to, NULL, rule_id(json, held.items[r]));
        }
        for (uint32_t c = 0; c < plan->choices_count; c++) {
            if (pl_plan_carries(plan, index, &plan->choices[c])) {
                pl_json_text(to, NULL, platform_id(json, plan->choices[c].platform));
            }
        }
        pl_json_end(to);
        pl_json_integer(to, "effort_days", rule->effort);
        pl_json_date(to, "start", pl_span_is_dated(span), span->first);
        pl_json_date(to, "end", pl_span_is_dated(span), span->last);
        pl_json_bool(to, "put_off", span->put_off && !span->done);
        pl_json_text(to, "state",
                     progress == NULL ? NULL : pl_field_value_id(json->k, states, pl_cell_choice(progress->state)));
        pl_json_text(to, "draft", pl_plan_draft(json->plan, i) == PL_NONE ? NULL : pl_text(json->k, rule->draft));
        because(json, index);
        pl_json_ids(json, "accountable", crew->accountable, pl_json_role_id);
        pl_json_ids(json, "consulted", crew->consulted, pl_json_role_id);
        pl_json_ids(json, "informed", crew->informed, pl_json_role_id);
        mark_set_aside(json, pl_text(json->k, rule->id));
        pl_json_end(to);
    }
    pl_json_end(to);
}

/* Rules that hold, with what they say and why. */
static void rules_part(struct json *json, const char *key, const struct pl_list *rules)
{
    const struct pl_field *goals = &json->k->fields[json->k->facts[PL_FACT_GOALS]];
    struct pl_json *to = json->to;
    pl_json_array(to, key);
    for (uint32_t i = 0; i < rules->count; i++) {
        uint32_t index = rules->items[i];
        const struct pl_rule *rule = &json->k->rules[index];
        bool is_finding =
            rule->concludes == PL_BLOCKER || rule->concludes == PL_OBSTACLE || rule->concludes == PL_STRENGTH;
        pl_json_object(to, NULL);
        pl_json_text(to, "id", pl_text(json->k, rule->id));
        if (is_finding) {
            pl_json_text(to, "severity", pl_conclusion_words[rule->concludes]);
        } else if (rule->concludes == PL_INDICATOR) {
            bool general = rule->goal == PL_NONE || rule->terms.count == 0;
            pl_json_text(to, "goal", general ? NULL : pl_field_value_id(json->k, goals, rule->goal));
        } else if (rule->concludes == PL_DUTY) {
            pl_json_text2(json, "title", rule->title);
            pl_json_text(to, "applies", pl_truth_words[json->plan->rules[index]]);
            pl_json_text(to, "grade", pl_grade_words[rule->grade]);
            pl_json_text(to, "done", pl_truth_words[json->plan->done[index]]);
            pl_json_text2(json, "basis", rule->because);
        }
        pl_json_text2(json, "text", rule->text);
        because(json, index);
        mark_set_aside(json, pl_text(json->k, rule->id));
        if (rule->concludes == PL_INDICATOR) { /* the facts that tell it today, and what it should be in six months */
            pl_json_array(to, "today");
            for (uint32_t f = 0; f < rule->today.count; f++) {
                fact(json, json->k->refs[rule->today.first + f]);
            }
            pl_json_end(to);
        }
        if (rule->concludes == PL_INDICATOR && rule->target.in[PL_FR] == 0) {
            pl_json_null(to, "target");
        } else if (rule->concludes == PL_INDICATOR) {
            pl_json_object(to, "target");
            pl_json_text2(json, "text", rule->target);
            pl_json_cites(json, rule->target_cite);
            pl_json_bool(to, "assumption", rule->target_assumed != 0);
            pl_json_end(to);
        }
        pl_json_end(to);
    }
    pl_json_end(to);
}

/* ---- questions ------------------------------------------------------------------------------------------- */

/* Rules, or platforms among the choices of the plan, with what an answer makes of each. */
static void outcomes(struct json *json, const char *key, const struct pl_list *items, const uint8_t *states,
                     bool of_platforms)
{
    pl_json_array(json->to, key);
    for (uint32_t i = 0; i < items->count; i++) {
        uint32_t item = items->items[i];
        pl_json_object(json->to, NULL);
        if (of_platforms) {
            pl_json_text(json->to, "id", platform_id(json, json->plan->choices[item].platform));
            pl_json_text(json->to, "decision", pl_decision_words[states[i]]);
        } else {
            pl_json_text(json->to, "id", rule_id(json, item));
            pl_json_text(json->to, "state", pl_truth_words[states[i]]);
        }
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

static void questions_part(struct json *json)
{
    pl_json_array(json->to, "questions");
    for (uint32_t i = 0; i < json->plan->questions_count; i++) {
        const struct pl_question *question = &json->plan->questions[i];
        pl_buffer_clear(&json->scratch);
        pl_say_question(&json->scratch, json->plan, question->field, json->options->language);
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "fact", pl_text(json->k, json->k->fields[question->field].id));
        pl_json_text(json->to, "question", pl_buffer_text(&json->scratch));
        pl_json_integer(json->to, "settles", question->settles);
        if (question->effects != NULL) {
            pl_json_array(json->to, "answers");
            for (uint32_t a = 0; a < question->effects_count; a++) {
                const struct pl_effect *effect = &question->effects[a];
                const struct pl_field *field = &json->k->fields[effect->field];
                pl_json_object(json->to, NULL);
                pl_json_text(json->to, "fact", pl_text(json->k, field->id));
                pl_json_value(json->to, "value", json->k, field, &effect->answer);
                pl_json_integer(json->to, "settles", effect->settles);
                pl_json_text(json->to, "verdict", pl_verdict_words[effect->verdict]);
                outcomes(json, "rules", &effect->rules, effect->truths, false);
                outcomes(json, "platforms", &effect->platforms, effect->decisions, true);
                outcomes(json, "done", &effect->duties, effect->dones, false);
                pl_json_end(json->to);
            }
            pl_json_end(json->to);
        }
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

/* ---- what the plan rests on ------------------------------------------------------------------------------ */

static void assumptions_part(struct json *json)
{
    pl_json_array(json->to, "assumptions");
    for (uint32_t i = 0; i < json->plan->assumptions.count; i++) {
        const struct pl_field *field = &json->k->fields[json->plan->assumptions.items[i]];
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "fact", pl_text(json->k, field->id));
        if (field->fallback == PL_NONE) {
            pl_json_array(json->to, "value");
            pl_json_end(json->to);
        } else {
            int64_t number = json->k->numbers[field->fallback];
            struct pl_cell value = {.low = number, .high = number};
            value.text = field->type == PL_TYPE_TEXT ? pl_text(json->k, (pl_str)number) : NULL;
            pl_json_value(json->to, "value", json->k, field, &value);
        }
        pl_json_text2(json, "text", field->assumption);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

static void exceptions_part(struct json *json)
{
    pl_json_array(json->to, "exceptions");
    for (uint32_t i = 0; i < json->plan->profile->exceptions_count; i++) {
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "advice", json->plan->profile->exceptions[i].advice->text);
        pl_json_text(json->to, "reason", json->plan->profile->exceptions[i].reason->text);
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

static void sources_part(struct json *json)
{
    const struct pl_knowledge *k = json->k;
    pl_json_array(json->to, "sources");
    for (uint32_t i = 0; i < k->origins_count; i++) {
        const struct pl_origin *origin = &k->origins[i];
        if (origin->id != k->source && !json->cited[k->claims_count + i]) {
            continue;
        }
        const char *date = pl_text(k, origin->date);
        pl_json_object(json->to, NULL);
        pl_json_text(json->to, "id", pl_text(k, origin->id));
        pl_json_text(json->to, "title", pl_text(k, origin->title));
        pl_json_text(json->to, "publisher", pl_text(k, origin->publisher));
        pl_json_text(json->to, "date", *date != '\0' ? date : NULL);
        pl_json_text(json->to, "url", pl_text(k, origin->url));
        if (*pl_text(k, origin->figures) != '\0') {
            pl_json_text(json->to, "figures", pl_text(k, origin->figures));
            pl_json_bool(json->to, "old", json->plan->today >= origin->old_from);
        }
        pl_json_end(json->to);
    }
    pl_json_end(json->to);
}

/* ---- means and calendar ---------------------------------------------------------------------------------- */

static void means_part(struct json *json)
{
    const struct pl_means *means = &json->plan->means;
    const struct pl_choice *choices = json->plan->choices;
    uint32_t count = json->plan->choices_count;
    int64_t answering = 0; /* within those needed */
    for (uint32_t i = 0; i < count; i++) {
        answering += pl_decision_retains(choices[i].decision) && !choices[i].set_aside ? choices[i].answering : 0;
    }
    bool open =
        means->needed == 0 && means->most > 0; /* nothing is retained yet: that is not to say that no hour is needed */
    pl_json_object(json->to, "means");
    pl_json_known(json->to, "hours_needed", !open, means->needed);
    pl_json_integer(json->to, "answering_hours", answering);
    pl_json_known(json->to, "hours_available", means->known, means->available);
    pl_json_text(json->to, "fits", pl_truth_words[means->fits]);
    pl_json_array(json->to, "put_off");
    for (uint32_t i = 0; i < count; i++) {
        if (choices[i].put_off) {
            pl_json_text(json->to, NULL, platform_id(json, choices[i].platform));
        }
    }
    pl_json_end(json->to);
    pl_json_integer(json->to, "hours_spent", means->spent);
    pl_json_integer(json->to, "hours_at_least", means->least);
    pl_json_integer(json->to, "hours_at_most", means->most);
    pl_json_end(json->to);
}

/* The ballot to come, where the table of elections tells; those of others that hold the authority back today; when to
 * look at this advice again. */
static void calendar_part(struct json *json)
{
    const struct pl_plan *plan = json->plan;
    struct pl_json *to = json->to;
    struct pl_ballot ballot = {0};
    pl_json_object(to, "calendar");
    bool known = pl_plan_ballot(plan, &ballot);
    const struct pl_election *election = known ? &json->k->elections[ballot.election] : NULL;
    enum pl_truth held_back = !known ? PL_UNKNOWN : plan->today >= ballot.window_from ? PL_TRUE : PL_FALSE;
    pl_json_text(to, "election", known ? pl_text(json->k, election->id) : NULL);
    pl_json_text(to, "first_round", known ? pl_text(json->k, election->first) : NULL);
    pl_json_date(to, "pre_election_from", known, ballot.window_from);
    pl_json_text(to, "pre_election", pl_truth_words[held_back]);
    pl_json_array(to, "other_ballots");
    for (uint32_t i = 0; pl_plan_other_ballot(plan, i, &ballot); i = ballot.election + 1) {
        election = &json->k->elections[ballot.election];
        pl_json_object(to, NULL);
        pl_json_text(to, "election", pl_text(json->k, election->id));
        pl_json_text(to, "first_round", pl_text(json->k, election->first));
        pl_json_date(to, "from", true, ballot.window_from);
        pl_json_text(to, "reach", pl_reach_words[election->reach]);
        pl_json_end(to);
    }
    pl_json_end(to);
    pl_json_date(to, "review_by", true, plan->review_by);
    pl_json_end(to);
}

/* ---- the object ------------------------------------------------------------------------------------------ */

void pl_write_json(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    struct pl_json to = {.out = out};
    struct json json = start(&to, plan, options);
    pl_json_object(&to, NULL);
    pl_json_integer(&to, "format_version", PL_JSON_FORMAT);
    pl_buffer_add_number(&json.scratch, json.k->editions[plan->edition].year, "");
    pl_json_object(&to, "planner");
    pl_json_text(&to, "version", options->version);
    pl_json_text(&to, "edition", pl_buffer_text(&json.scratch));
    pl_json_text(&to, "knowledge", pl_text(json.k, json.k->sha256));
    pl_json_end(&to);
    pl_json_profile(&to, plan->knowledge, plan->profile);
    pl_json_date(&to, "date", true, plan->today);
    pl_json_validity(&json);
    readiness_part(&json);
    rules_part(&json, "findings", &plan->findings);
    chain_part(&json);
    needs_part(&json);
    accounts_part(&json);
    platforms_part(&json);
    steps_part(&json);
    rules_part(&json, "conduct", &plan->conduct);
    rules_part(&json, "indicators", &plan->indicators);
    rules_part(&json, "duties", &plan->duties);
    questions_part(&json);
    assumptions_part(&json);
    exceptions_part(&json);
    /* The sources are those of everything that cites, and what comes after them cites too. */
    struct pl_buffer rest = {0};
    struct pl_json later = pl_json_later(&to, &rest);
    json.to = &later;
    rules_part(&json, "peers", &plan->peers);
    means_part(&json);
    calendar_part(&json);
    pl_json_editorial(&json);
    pl_json_budget(&json);
    pl_json_training(&json);
    pl_json_options(&json);
    pl_json_actions(&json);
    pl_json_facts(&later, "facts", plan->profile);
    json.to = &to;
    sources_part(&json);
    pl_json_schedule(&json);
    char seal[PL_SEAL_SIZE];
    pl_seal(plan->profile, pl_text(json.k, json.k->sha256), json.k->editions[plan->edition].year, plan->today, seal);
    pl_json_text(&to, "seal", seal);
    pl_json_take(&to, &rest);
    pl_json_end(&to);
    done(&json);
}

/* One part alone, of whose profile it is. */
static void write_part(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out,
                       void part(struct json *json))
{
    struct pl_json to = {.out = out};
    struct json json = start(&to, plan, options);
    json.alone = true;
    pl_json_object(&to, NULL);
    pl_json_integer(&to, "format_version", PL_JSON_FORMAT);
    pl_json_profile(&to, plan->knowledge, plan->profile);
    part(&json);
    pl_json_end(&to);
    done(&json);
}

void pl_write_questions_json(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    write_part(plan, options, out, questions_part);
}

void pl_write_chain_json(const struct pl_plan *plan, const struct pl_report_options *options, struct pl_buffer *out)
{
    write_part(plan, options, out, chain_part);
}

/* ---- one item -------------------------------------------------------------------------------------------- */

void pl_json_platform(struct pl_json *to, const char *key, const struct pl_plan *plan,
                      const struct pl_report_options *options, const struct pl_choice *choice, bool in_short)
{
    struct json json = start(to, plan, options);
    pl_json_object(to, key);
    if (in_short) {
        const struct pl_platform *platform = &json.k->platforms[choice->platform];
        pl_json_text(to, "id", pl_text(json.k, platform->id));
        pl_json_text(to, "kind", "platform");
        pl_json_text2(&json, "name", platform->name);
        pl_json_text(to, "decision", pl_decision_words[choice->decision]);
        mark_set_aside(&json, pl_text(json.k, platform->id));
    } else {
        platform_part(&json, choice, NULL);
        pl_json_text(to, "kind", "platform");
    }
    pl_json_end(to);
    done(&json);
}

void pl_json_rule(struct pl_json *to, const char *key, const struct pl_plan *plan,
                  const struct pl_report_options *options, uint32_t index, bool in_short)
{
    struct json json = start(to, plan, options);
    const struct pl_rule *rule = &json.k->rules[index];
    pl_json_object(to, key);
    pl_json_text(to, "id", pl_text(json.k, rule->id));
    pl_json_text(to, "kind", pl_conclusion_words[rule->concludes]);
    pl_json_text2(&json, "name", rule->title.in[PL_FR] != 0 ? rule->title : rule->text);
    pl_json_text(to, "state", pl_truth_words[plan->rules[index]]);
    if (!in_short) {
        because(&json, index);
    }
    mark_set_aside(&json, pl_text(json.k, rule->id));
    pl_json_end(to);
    done(&json);
}
