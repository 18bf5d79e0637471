/* SPDX-License-Identifier: MIT
 * Why an item of the plan is in it, or is not: the rules that spoke, their facts and sources, and the smallest change
 * that would flip it.
 */
#include <string.h>

#include "engine/questions.h"
#include "page/session.h"
#include "report/sections.h"

static void add_label(struct pl_json *json, const char *key, enum pl_label label, enum pl_language language)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    PL_OFFLINE_SAY(json, key, pl_say_capitalised(&said, pl_text_in(k, k->labels[label], language)));
}

/* A step is in the plan or is not; a finding, a duty and a reason hold or do not. */
static enum pl_label truth_label(enum pl_truth truth, bool is_step)
{
    static const enum pl_label labels[][2] = {[PL_FALSE] = {PL_L_PAGE_HOLDS_NOT, PL_L_ITEM_IS_NO},
                                              [PL_UNKNOWN] = {PL_L_PAGE_HOLDS_UNKNOWN, PL_L_ITEM_IS_UNKNOWN},
                                              [PL_TRUE] = {PL_L_PAGE_HOLDS, PL_L_ITEM_IS_YES}};
    return labels[truth][is_step];
}

/* ---- the items ------------------------------------------------------------------------------------------------- */

static const struct {
    enum pl_conclusion concludes;
    enum pl_label heading;
} groups[] = {{PL_BLOCKER, PL_L_ITEM_FINDINGS},
              {PL_OBSTACLE, PL_L_ITEM_FINDINGS},
              {PL_STRENGTH, PL_L_ITEM_FINDINGS},
              {PL_STEP, PL_L_ITEM_STEPS},
              {PL_DUTY, PL_L_ITEM_DUTIES}};

static void start_group(struct pl_json *json, enum pl_label heading, enum pl_language language)
{
    pl_json_object(json, NULL);
    add_label(json, "title", heading, language);
    pl_json_array(json, "items");
}

static void add_rule(struct pl_offline *offline, struct pl_json *json, uint32_t index)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    const struct pl_rule *rule = &k->rules[index];
    enum pl_truth truth = pl_plan_truth(offline->plan, NULL, index);
    pl_json_object(json, NULL);
    pl_json_text(json, "id", pl_text(k, rule->id));
    PL_OFFLINE_SAY(
        json, "name",
        pl_say_text(&said, offline->plan, rule->title.in[PL_FR] != 0 ? rule->title : rule->text, offline->language));
    add_label(json, "state", truth_label(truth, rule->concludes == PL_STEP), offline->language);
    pl_json_text(json, "mark", truth == PL_TRUE ? "yes" : truth == PL_FALSE ? "no" : "unknown");
    pl_json_end(json);
}

void pl_offline_items(struct pl_offline *offline)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    struct pl_json json = pl_offline_begin(offline);
    pl_json_array(&json, NULL);
    if (offline->plan != NULL) {
        start_group(&json, PL_L_ITEM_PLATFORMS, offline->language);
        for (uint32_t i = 0; i < offline->plan->choices_count; i++) {
            const struct pl_choice *choice = &offline->plan->choices[i];
            pl_json_object(&json, NULL);
            pl_json_text(&json, "id", pl_text(k, k->platforms[choice->platform].id));
            PL_OFFLINE_SAY(
                &json, "name",
                pl_say_capitalised(&said, pl_text_in(k, k->platforms[choice->platform].name, offline->language)));
            add_label(&json, "state", pl_decision_labels[choice->decision], offline->language);
            pl_json_text(&json, "mark",
                         choice->decision == PL_UNDECIDED        ? "unknown"
                         : pl_decision_retains(choice->decision) ? "yes"
                                                                 : "no");
            pl_json_end(&json);
        }
        for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
            if (g == 0 || groups[g].heading != groups[g - 1].heading) {
                pl_json_ends(&json, 2);
                start_group(&json, groups[g].heading, offline->language);
            }
            for (uint32_t i = 0; i < k->rules_count; i++) {
                if (k->rules[i].concludes == (uint32_t)groups[g].concludes && pl_plan_has_rule(offline->plan, i)) {
                    add_rule(offline, &json, i);
                }
            }
        }
        pl_json_ends(&json, 2);
    }
    pl_json_end(&json);
}

/* ---- one of them ----------------------------------------------------------------------------------------------- */

static void add_source(struct pl_offline *offline, struct pl_json *json, uint32_t citation)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    pl_json_object(json, NULL);
    if (citation < k->claims_count) {
        pl_json_text(json, "text", pl_text_in(k, k->claims[citation].text, offline->language));
    } else {
        const struct pl_origin *origin = &k->origins[citation - k->claims_count];
        const char *const parts[] = {pl_text(k, origin->title), pl_text(k, origin->publisher),
                                     pl_text(k, origin->date)};
        struct pl_buffer text = {0};
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
            pl_buffer_add_text(&text, i > 0 && *parts[i] != '\0' ? ", " : "");
            pl_buffer_add_text(&text, parts[i]);
        }
        pl_json_text(json, "text", pl_buffer_text(&text));
        pl_json_text(json, "url", pl_text(k, origin->url));
        pl_buffer_done(&text);
    }
    pl_json_end(json);
}

static void add_reason(struct pl_offline *offline, struct pl_json *json, const struct pl_choice *choice, uint32_t index)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    const struct pl_rule *rule = &k->rules[index];
    struct pl_list facts = pl_plan_rule_facts(offline->plan, index);
    pl_json_object(json, NULL);
    add_label(json, "state", truth_label(pl_plan_truth(offline->plan, choice, index), false), offline->language);
    PL_OFFLINE_SAY(json, "because", pl_say_text(&said, offline->plan, rule->because, offline->language));
    pl_json_array(json, "facts");
    for (uint32_t i = 0; i < facts.count; i++) {
        const struct pl_field *field = &k->fields[facts.items[i]];
        pl_json_object(json, NULL);
        PL_OFFLINE_SAY(json, "label", pl_say_capitalised(&said, pl_text_in(k, field->label, offline->language)));
        PL_OFFLINE_SAY(json, "said",
                       pl_say_known(&said, k, field, &offline->plan->cells[facts.items[i]], offline->language));
        bool asked = (field->flags & PL_FIELD_DERIVED) == 0;
        pl_json_known(json, "field", asked || field->from != PL_NONE, asked ? facts.items[i] : field->from);
        pl_json_end(json);
    }
    pl_json_end(json);
    pl_json_array(json, "sources");
    for (uint32_t i = 0; i < rule->cite.count; i++) {
        add_source(offline, json, k->refs[rule->cite.first + i]);
    }
    pl_json_ends(json, 2);
}

/* In the order in which the profile lists what stays. */
static void order_values(const struct pl_cell *before, struct pl_cell *value, uint8_t order[PL_VALUES_MAX])
{
    for (uint32_t i = 0; before->order != NULL && i < before->count; i++) {
        if ((value->low >> before->order[i] & 1) != 0) {
            order[value->count++] = before->order[i];
        }
    }
    for (uint32_t i = 0; i < PL_VALUES_MAX; i++) {
        if ((value->low >> i & 1) != 0 && (before->order == NULL || (before->low >> i & 1) == 0)) {
            order[value->count++] = (uint8_t)i;
        }
    }
    value->order = order;
}

static void add_change(struct pl_offline *offline, struct pl_json *json, uint32_t rule, uint32_t platform)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    struct pl_change_found found;
    pl_smallest_change(offline->plan, rule, platform, &offline->arena, &found);
    if (found.count == 0) {
        add_label(json, "nothing", found.searched < PL_EDITS_MAX ? PL_L_NO_CHANGE_OF_TWO : PL_L_NO_CHANGE,
                  offline->language);
        return;
    }
    pl_json_array(json, "change");
    for (uint32_t i = 0; i < found.count; i++) {
        const struct pl_field *field = &k->fields[found.edits[i].field];
        const struct pl_cell *before = &offline->plan->cells[found.edits[i].field];
        struct pl_cell value = found.edits[i].value;
        uint8_t order[PL_VALUES_MAX];
        if (field->type == PL_TYPE_SET) {
            order_values(before, &value, order);
        }
        pl_json_object(json, NULL);
        pl_json_integer(json, "field", found.edits[i].field);
        pl_json_bool(json, "ours", (field->flags & PL_FIELD_DERIVED) == 0);
        PL_OFFLINE_SAY(json, "label", pl_say_capitalised(&said, pl_text_in(k, field->label, offline->language)));
        PL_OFFLINE_SAY(json, "before", pl_say_known(&said, k, field, before, offline->language));
        PL_OFFLINE_SAY(json, "after", pl_say_known(&said, k, field, &value, offline->language));
        PL_OFFLINE_SAY(json, "written", pl_write_value(&said, k, field, &value, PL_EN));
        pl_json_end(json);
    }
    pl_json_end(json);
    add_label(json, "becomes",
              rule == PL_NONE ? pl_decision_labels[found.decision]
                              : truth_label(found.truth, k->rules[rule].concludes == PL_STEP),
              offline->language);
}

static void explain_platform(struct pl_offline *offline, struct pl_json *json, const struct pl_choice *choice)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    struct pl_list rules = pl_plan_choice_rules(offline->plan, choice);
    PL_OFFLINE_SAY(json, "name",
                   pl_say_capitalised(&said, pl_text_in(k, k->platforms[choice->platform].name, offline->language)));
    add_label(json, "state", pl_decision_labels[choice->decision], offline->language);
    if (choice->entry == PL_NONE) {
        pl_json_text(json, "nothing",
                     choice->fate != PL_NONE ? pl_text_in(k, k->became[choice->fate].text, offline->language)
                                             : pl_text_in(k, k->labels[PL_L_WHY_NOT_IN_EDITION], offline->language));
        return;
    }
    pl_json_array(json, "reasons");
    for (uint32_t i = 0; i < rules.count; i++) {
        add_reason(offline, json, choice, rules.items[i]);
    }
    pl_json_end(json);
    add_change(offline, json, PL_NONE, choice->platform);
}

static void explain_rule(struct pl_offline *offline, struct pl_json *json, uint32_t index)
{
    const struct pl_rule *rule = &pl_builtin_knowledge.rules[index];
    PL_OFFLINE_SAY(
        json, "name",
        pl_say_text(&said, offline->plan, rule->title.in[PL_FR] != 0 ? rule->title : rule->text, offline->language));
    add_label(json, "state", truth_label(pl_plan_truth(offline->plan, NULL, index), rule->concludes == PL_STEP),
              offline->language);
    pl_json_array(json, "reasons");
    add_reason(offline, json, NULL, index);
    pl_json_end(json);
    add_change(offline, json, index, PL_NONE);
}

void pl_offline_why(struct pl_offline *offline)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    const char *id = pl_buffer_text(&offline->room);
    struct pl_json json = pl_offline_begin(offline);
    uint32_t platform = pl_position(k, PL_TO_PLATFORM, id);
    uint32_t rule = pl_position(k, PL_TO_RULE, id);
    const struct pl_choice *choice =
        platform == PL_NONE || offline->plan == NULL ? NULL : pl_plan_choice(offline->plan, platform);
    pl_json_object(&json, NULL);
    if (choice != NULL) {
        explain_platform(offline, &json, choice);
    } else if (rule != PL_NONE && offline->plan != NULL && pl_plan_has_rule(offline->plan, rule)) {
        explain_rule(offline, &json, rule);
    }
    pl_json_end(&json);
}
