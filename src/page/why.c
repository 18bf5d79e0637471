/* SPDX-License-Identifier: MIT
 * Why an item of the plan is in it, or is not: the rules that spoke, their facts and sources, and the smallest change
 * that would flip it.
 */
#include <string.h>

#include "engine/questions.h"
#include "page/session.h"

static void add_label(struct pl_json *json, const char *key, enum pl_label label, enum pl_language language)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    PL_OFFLINE_SAY(json, key, pl_say_capitalised(&said, pl_text_in(k, k->labels[label], language)));
}

static enum pl_label decision_label(enum pl_decision decision)
{
    static const enum pl_label labels[] = {
        [PL_OPEN] = PL_L_DECISION_OPEN,
        [PL_IMPROVE] = PL_L_DECISION_IMPROVE,
        [PL_RESERVE] = PL_L_DECISION_RESERVE,
        [PL_WATCH] = PL_L_DECISION_WATCH,
        [PL_DO_NOT_OPEN] = PL_L_DECISION_DO_NOT_OPEN,
        [PL_KEEP] = PL_L_DECISION_KEEP,
        [PL_LEAVE] = PL_L_DECISION_LEAVE,
        [PL_UNDECIDED] = PL_L_DECISION_UNDECIDED,
    };
    return labels[decision];
}

static enum pl_label truth_label(enum pl_truth truth)
{
    static const enum pl_label labels[] = {
        [PL_FALSE] = PL_L_ITEM_IS_NO, [PL_UNKNOWN] = PL_L_ITEM_IS_UNKNOWN, [PL_TRUE] = PL_L_ITEM_IS_YES};
    return labels[truth];
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
            add_label(&json, "state", decision_label(choice->decision), offline->language);
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
                    const struct pl_rule *rule = &k->rules[i];
                    enum pl_truth truth = pl_plan_truth(offline->plan, NULL, i);
                    pl_json_object(&json, NULL);
                    pl_json_text(&json, "id", pl_text(k, rule->id));
                    PL_OFFLINE_SAY(&json, "name",
                                   pl_say_text(&said, offline->plan,
                                               rule->title.in[PL_FR] != 0 ? rule->title : rule->text,
                                               offline->language));
                    add_label(&json, "state", truth_label(truth), offline->language);
                    pl_json_text(&json, "mark", truth == PL_TRUE ? "yes" : truth == PL_FALSE ? "no" : "unknown");
                    pl_json_end(&json);
                }
            }
        }
        pl_json_ends(&json, 2);
    }
    pl_json_end(&json);
}

/* ---- one of them ----------------------------------------------------------------------------------------------- */

static void add_reason(struct pl_offline *offline, struct pl_json *json, const struct pl_choice *choice, uint32_t index)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    const struct pl_rule *rule = &k->rules[index];
    struct pl_list facts = pl_plan_rule_facts(offline->plan, index);
    static const enum pl_label truths[] = {[PL_FALSE] = PL_L_NO, [PL_UNKNOWN] = PL_L_IS_UNKNOWN, [PL_TRUE] = PL_L_YES};
    pl_json_object(json, NULL);
    add_label(json, "state", truths[pl_plan_truth(offline->plan, choice, index)], offline->language);
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
        uint32_t citation = k->refs[rule->cite.first + i];
        pl_json_object(json, NULL);
        if (citation < k->claims_count) {
            pl_json_text(json, "text", pl_text_in(k, k->claims[citation].text, offline->language));
        } else {
            const struct pl_origin *origin = &k->origins[citation - k->claims_count];
            const char *const parts[] = {pl_text(k, origin->title), pl_text(k, origin->publisher),
                                         pl_text(k, origin->date)};
            struct pl_buffer text = {0};
            for (size_t j = 0; j < sizeof parts / sizeof *parts; j++) {
                pl_buffer_add_text(&text, j > 0 && *parts[j] != '\0' ? ", " : "");
                pl_buffer_add_text(&text, parts[j]);
            }
            pl_json_text(json, "text", pl_buffer_text(&text));
            pl_json_text(json, "url", pl_text(k, origin->url));
            pl_buffer_done(&text);
        }
        pl_json_end(json);
    }
    pl_json_ends(json, 2);
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
            /* In the order in which the profile lists what stays. */
            for (uint32_t j = 0; before->order != NULL && j < before->count; j++) {
                if ((value.low >> before->order[j] & 1) != 0) {
                    order[value.count++] = before->order[j];
                }
            }
            for (uint32_t j = 0; j < PL_VALUES_MAX; j++) {
                if ((value.low >> j & 1) != 0 && (before->order == NULL || (before->low >> j & 1) == 0)) {
                    order[value.count++] = (uint8_t)j;
                }
            }
            value.order = order;
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
    add_label(json, "becomes", rule == PL_NONE ? decision_label(found.decision) : truth_label(found.truth),
              offline->language);
}

static void explain_platform(struct pl_offline *offline, struct pl_json *json, const struct pl_choice *choice)
{
    const struct pl_knowledge *k = &pl_builtin_knowledge;
    struct pl_list rules = pl_plan_choice_rules(offline->plan, choice);
    PL_OFFLINE_SAY(json, "name",
                   pl_say_capitalised(&said, pl_text_in(k, k->platforms[choice->platform].name, offline->language)));
    add_label(json, "state", decision_label(choice->decision), offline->language);
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
        const struct pl_rule *r = &pl_builtin_knowledge.rules[rule];
        PL_OFFLINE_SAY(
            &json, "name",
            pl_say_text(&said, offline->plan, r->title.in[PL_FR] != 0 ? r->title : r->text, offline->language));
        add_label(&json, "state", truth_label(pl_plan_truth(offline->plan, NULL, rule)), offline->language);
        pl_json_array(&json, "reasons");
        add_reason(offline, &json, NULL, rule);
        pl_json_end(&json);
        add_change(offline, &json, rule, PL_NONE);
    }
    pl_json_end(&json);
}
