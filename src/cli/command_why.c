/* SPDX-License-Identifier: MIT
 * why: the rules that spoke on an item, the facts with their place, the passages, and the smallest change that would
 * flip it.
 */
#include <string.h>

#include "cli/why.h"
#include "engine/planning.h"
#include "engine/questions.h"
#include "base/escape.h"
#include "report/sections.h"

struct answer {
    struct pl_cli *cli;
    const struct pl_plan *plan;
    const struct pl_knowledge *k;
    enum pl_language language;
};

static void add(struct answer *answer, const char *text)
{
    pl_buffer_add_text(&answer->cli->out, text);
}

static void add_label(struct answer *answer, enum pl_label label)
{
    add(answer, pl_text_in(answer->k, answer->k->labels[label], answer->language));
}

static void add_colon(struct answer *answer)
{
    add(answer, pl_colon(answer->language));
}

/* Whether an item is in the plan. */
static const enum pl_label truth_labels[] = {
    [PL_FALSE] = PL_L_ITEM_IS_NO, [PL_UNKNOWN] = PL_L_ITEM_IS_UNKNOWN, [PL_TRUE] = PL_L_ITEM_IS_YES};

static void add_fact(struct answer *answer, uint32_t index)
{
    const struct pl_field *field = &answer->k->fields[index];
    const struct pl_cell *cell = &answer->plan->cells[index];
    add(answer, "    - ");
    add(answer, pl_text_in(answer->k, field->label, answer->language));
    add_colon(answer);
    struct pl_buffer value = {0};
    pl_say_known(&value, answer->k, field, cell, answer->language);
    pl_text_clean(pl_buffer_text(&value), &answer->cli->out);
    pl_buffer_done(&value);
    if (cell->line > 0) { /* "ville.yaml:12:11"; nothing for what is not stated */
        add(answer, " (");
        pl_text_clean(answer->plan->profile->source->name, &answer->cli->out);
        add(answer, ":");
        pl_buffer_add_number(&answer->cli->out, cell->line, "");
        add(answer, ":");
        pl_buffer_add_number(&answer->cli->out, cell->column, "");
        add(answer, ")");
    }
    add(answer, "\n");
}

static void add_rule(struct answer *answer, const struct pl_choice *choice, uint32_t index)
{
    const struct pl_rule *rule = &answer->k->rules[index];
    static const enum pl_label truths[] = {[PL_FALSE] = PL_L_NO, [PL_UNKNOWN] = PL_L_IS_UNKNOWN, [PL_TRUE] = PL_L_YES};
    struct pl_list facts = pl_plan_rule_facts(answer->plan, index);
    add(answer, "  ");
    add(answer, pl_text(answer->k, rule->id));
    add(answer, " – ");
    add_label(answer, PL_L_WHY_STATE);
    add_colon(answer);
    add_label(answer, truths[pl_plan_truth(answer->plan, choice, index)]);
    add(answer, "\n    ");
    pl_say_text(&answer->cli->out, answer->plan, rule->because, answer->language);
    add(answer, "\n");
    for (uint32_t i = rule->yields_to.first; i < rule->yields_to.first + rule->yields_to.count; i++) {
        const struct pl_rule *amender = &answer->k->rules[answer->k->refs[i]];
        if (answer->plan->rules[answer->k->refs[i]] == PL_TRUE) {
            add(answer, "    ");
            add_label(answer, PL_L_WHY_YIELDS);
            add_colon(answer);
            add(answer, pl_text(answer->k, amender->id));
            add(answer, " – ");
            add(answer, pl_text_in(answer->k, amender->arbitration, answer->language));
            add(answer, "\n");
        }
    }
    for (uint32_t i = 0; i < facts.count; i++) {
        add_fact(answer, facts.items[i]);
    }
    add(answer, "    ");
    add_label(answer, PL_L_WHY_CITES);
    add_colon(answer);
    for (uint32_t i = 0; i < rule->cite.count; i++) {
        add(answer, i > 0 ? ", " : "");
        add(answer, pl_citation_id(answer->k, answer->k->refs[rule->cite.first + i]));
    }
    add(answer, "\n");
}

static void add_smallest_change(struct answer *answer, uint32_t rule, uint32_t platform)
{
    struct pl_change_found found;
    pl_smallest_change(answer->plan, rule, platform, &answer->cli->hands[0].arena, &found);
    add(answer, "\n");
    if (found.count == 0) {
        add_label(answer, found.searched < PL_EDITS_MAX ? PL_L_NO_CHANGE_OF_TWO : PL_L_NO_CHANGE);
        add(answer, "\n");
        return;
    }
    add_label(answer, PL_L_SMALLEST_CHANGE);
    add(answer, answer->language == PL_FR ? "\xc2\xa0:\n" : ":\n");
    for (uint32_t i = 0; i < found.count; i++) {
        const struct pl_cell *before = &answer->plan->cells[found.edits[i].field];
        add(answer, "  ");
        pl_write_field(&answer->cli->out, answer->k, &answer->k->fields[found.edits[i].field], answer->language);
        add(answer, ": ");
        const struct pl_edit *edit = &found.edits[i]; /* in the order in which the profile lists what stays */
        const struct pl_field *field = &answer->k->fields[edit->field];
        struct pl_cell value = edit->value;
        uint8_t order[PL_VALUES_MAX];
        if (field->type == PL_TYPE_SET) {
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
        pl_write_value(&answer->cli->out, answer->k, field, &value, answer->language);
        add(answer, "   (");
        if (before->line > 0) {
            add_label(answer, PL_L_CHANGE_LINE);
            add(answer, " ");
            pl_buffer_add_number(&answer->cli->out, before->line, "");
        } else {
            add_label(answer, PL_L_CHANGE_ADD);
        }
        add(answer, ")\n");
    }
    add_label(answer, PL_L_SMALLEST_CHANGE_PROVEN);
    add_colon(answer);
    add_label(answer, rule == PL_NONE ? pl_decision_labels[found.decision] : truth_labels[found.truth]);
    add(answer, ".\n");
}

static void explain_platform(struct answer *answer, const struct pl_choice *choice)
{
    struct pl_list rules = pl_plan_choice_rules(answer->plan, choice);
    add(answer, pl_text_in(answer->k, answer->k->platforms[choice->platform].name, answer->language));
    add_colon(answer);
    add_label(answer, pl_decision_labels[choice->decision]);
    add(answer, "\n\n");
    if (choice->entry == PL_NONE) {
        if (choice->fate != PL_NONE) {
            add(answer, pl_text_in(answer->k, answer->k->became[choice->fate].text, answer->language));
        } else {
            add_label(answer, PL_L_WHY_NOT_IN_EDITION);
        }
        add(answer, "\n");
        return;
    }
    if (!pl_decision_retains(choice->decision) && choice->rule == PL_NONE) {
        const struct pl_knowledge *k = answer->k;
        struct pl_buffer names = {0};
        for (uint32_t i = 0; i < answer->plan->choices_count; i++) {
            const struct pl_choice *other = &answer->plan->choices[i];
            if (pl_plan_serves_better(answer->plan, other, choice)) {
                pl_buffer_add_text(&names, names.length > 0 ? ", " : "");
                pl_buffer_add_text(&names, pl_text_in(k, k->platforms[other->platform].name, answer->language));
            }
        }
        if (names.length > 0) {
            const char *const arguments[3] = {names.data, NULL, NULL};
            pl_say_label(&answer->cli->out, k, PL_L_SERVED_BY, answer->language, arguments);
            add(answer, "\n\n");
        }
        pl_buffer_done(&names);
    }
    add_label(answer, PL_L_WHY_FOR);
    add(answer, answer->language == PL_FR ? "\xc2\xa0:\n" : ":\n");
    for (uint32_t i = 0; i < rules.count; i++) {
        add_rule(answer, choice, rules.items[i]);
    }
    add_smallest_change(answer, PL_NONE, choice->platform);
}

/* Whether the item is called so: by its id, or by its name or title as a report prints it. What it is called is offered
 * as near. */
static bool is_item(const struct pl_knowledge *k, pl_str id, struct pl_text2 name, bool by_id,
                    struct pl_nearest *nearest)
{
    bool called = false;
    for (size_t i = 0; i < (by_id ? 1 : PL_LANGUAGES); i++) {
        const char *text = pl_text(k, by_id ? id : name.in[i]);
        char folded[PL_FOLD_MAX];
        if (pl_fold(pl_view_of(text), folded) > 0) {
            called = called || strcmp(folded, nearest->word) == 0;
            pl_nearest_offer(nearest, text, text);
        }
    }
    return called;
}

/* By the ids of all first: the title of a duty may be the id of the step that answers it. */
static void find_item(const struct pl_plan *plan, struct pl_nearest *nearest, const struct pl_choice **out_choice,
                      uint32_t *out_rule)
{
    const struct pl_knowledge *k = plan->knowledge;
    *out_choice = NULL;
    *out_rule = PL_NONE;
    for (int pass = 0; pass < 2 && *out_choice == NULL && *out_rule == PL_NONE; pass++) {
        for (uint32_t i = 0; i < plan->choices_count && *out_choice == NULL; i++) {
            const struct pl_platform *platform = &k->platforms[plan->choices[i].platform];
            *out_choice = is_item(k, platform->id, platform->name, pass == 0, nearest) ? &plan->choices[i] : NULL;
        }
        for (uint32_t i = 0; i < k->rules_count && *out_choice == NULL && *out_rule == PL_NONE; i++) {
            const struct pl_rule *rule = &k->rules[i];
            *out_rule =
                pl_plan_has_rule(plan, i) && is_item(k, rule->id, rule->title, pass == 0, nearest) ? i : PL_NONE;
        }
    }
}

static void list_rules(struct answer *answer, enum pl_conclusion concludes, bool *in_group, enum pl_label heading)
{
    for (uint32_t i = 0; i < answer->k->rules_count; i++) {
        if (answer->k->rules[i].concludes != (uint32_t)concludes || !pl_plan_has_rule(answer->plan, i)) {
            continue;
        }
        if (!*in_group) {
            add(answer, "\n");
            add_label(answer, heading);
            add(answer, "\n");
            *in_group = true;
        }
        add(answer, "  ");
        add(answer, pl_text(answer->k, answer->k->rules[i].id));
        add(answer, " – ");
        add_label(answer, truth_labels[pl_plan_truth(answer->plan, NULL, i)]);
        add(answer, "\n");
    }
}

static void list_items(struct answer *answer)
{
    static const struct {
        enum pl_conclusion concludes;
        enum pl_label heading;
    } groups[] = {{PL_BLOCKER, PL_L_ITEM_FINDINGS},  {PL_OBSTACLE, PL_L_ITEM_FINDINGS},
                  {PL_STRENGTH, PL_L_ITEM_FINDINGS}, {PL_STEP, PL_L_ITEM_STEPS},
                  {PL_CONDUCT, PL_L_ITEM_CONDUCT},   {PL_INDICATOR, PL_L_ITEM_INDICATORS},
                  {PL_DUTY, PL_L_ITEM_DUTIES},       {PL_NEED, PL_L_ITEM_NEEDS},
                  {PL_DECIDES, PL_L_ITEM_DECISIONS}, {PL_PEER, PL_L_ITEM_PEERS}};
    add_label(answer, PL_L_ITEM_PLATFORMS);
    add(answer, "\n");
    for (uint32_t i = 0; i < answer->plan->choices_count; i++) {
        const struct pl_choice *choice = &answer->plan->choices[i];
        add(answer, "  ");
        add(answer, pl_text(answer->k, answer->k->platforms[choice->platform].id));
        add(answer, " – ");
        add_label(answer, pl_decision_labels[choice->decision]);
        add(answer, "\n");
    }
    bool in_group = false;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        in_group = in_group && i > 0 && groups[i].heading == groups[i - 1].heading;
        list_rules(answer, groups[i].concludes, &in_group, groups[i].heading);
    }
}

void pl_cli_item_names(struct pl_cli *cli, pl_cli_visit *visit, void *state)
{
    const struct pl_knowledge *k = cli->knowledge;
    const struct pl_plan *plan = pl_cli_plan(cli, cli->operands[0]);
    for (uint32_t i = 0; plan != NULL && i < plan->choices_count; i++) {
        visit(state, pl_text(k, k->platforms[plan->choices[i].platform].id),
              pl_text_in(k, k->labels[pl_decision_labels[plan->choices[i].decision]], cli->language));
    }
    for (uint32_t i = 0; plan != NULL && i < k->rules_count; i++) {
        enum pl_truth truth = pl_plan_has_rule(plan, i) ? pl_plan_truth(plan, NULL, i) : PL_FALSE;
        if (truth != PL_FALSE) {
            visit(state, pl_text(k, k->rules[i].id), pl_text_in(k, k->labels[truth_labels[truth]], cli->language));
        }
    }
}

int pl_command_why(struct pl_cli *cli)
{
    struct pl_plan *plan = pl_cli_plan(cli, cli->operands[0]);
    if (plan == NULL) {
        return PL_EXIT_DONE;
    }
    const struct pl_knowledge *k = cli->knowledge;
    struct answer answer = {cli, plan, k, pl_cli_language(cli, plan->profile)};
    const struct pl_report_options options = {.language = answer.language, .heading_level = 1, .version = PL_VERSION};
    bool json = pl_cli_wants_json(cli);
    if (cli->operands_count < 2) {
        if (json) {
            pl_why_list_json(cli, plan, &options);
        } else {
            list_items(&answer);
        }
        return PL_EXIT_DONE;
    }
    struct pl_nearest nearest = pl_nearest_to(pl_view_of(cli->operands[1]));
    const struct pl_choice *choice = NULL;
    uint32_t rule = PL_NONE;
    find_item(plan, &nearest, &choice, &rule);
    if (choice == NULL && rule == PL_NONE) {
        return pl_cli_refuse_name(cli, PL_C012, cli->operands[1], NULL, &nearest);
    }
    if (json) {
        pl_why_item_json(cli, plan, &options, choice, rule);
    } else if (choice != NULL) {
        explain_platform(&answer, choice);
    } else {
        const struct pl_rule *found = &answer.k->rules[rule];
        struct pl_text2 headline = found->title.in[PL_FR] != 0 ? found->title : found->text;
        if (headline.in[PL_FR] != 0) {
            pl_say_text(&answer.cli->out, answer.plan, headline, answer.language);
        } else {
            add(&answer, pl_text(answer.k, found->id));
        }
        add(&answer, "\n");
        add_label(&answer, truth_labels[pl_plan_truth(answer.plan, NULL, rule)]);
        add(&answer, "\n\n");
        add_rule(&answer, NULL, rule);
        add_smallest_change(&answer, rule, PL_NONE);
    }
    return PL_EXIT_DONE;
}
