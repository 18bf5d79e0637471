/* SPDX-License-Identifier: MIT
 * why -f json: the items of a plan, or one of them with its reasons and the smallest change that would flip it.
 */
#include "cli/why.h"

#include "engine/questions.h"
#include "report/json.h"

static struct pl_json start(struct pl_cli *cli, const struct pl_plan *plan)
{
    struct pl_json to = {.out = &cli->out};
    pl_json_object(&to, NULL);
    pl_json_integer(&to, "format_version", 1);
    pl_json_profile(&to, plan->knowledge, plan->profile);
    return to;
}

void pl_why_list_json(struct pl_cli *cli, const struct pl_plan *plan, const struct pl_report_options *options)
{
    struct pl_json to = start(cli, plan);
    pl_json_array(&to, "items");
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        pl_json_platform(&to, NULL, plan, options, &plan->choices[i], true);
    }
    for (uint32_t i = 0; i < plan->knowledge->rules_count; i++) {
        if (pl_plan_has_rule(plan, i)) {
            pl_json_rule(&to, NULL, plan, options, i, true);
        }
    }
    pl_json_ends(&to, 2);
}

/* `change` is null where none of the changes tried flips the item; `becomes` is what the item is once it is made. */
void pl_why_item_json(struct pl_cli *cli, const struct pl_plan *plan, const struct pl_report_options *options,
                      const struct pl_choice *choice, uint32_t rule)
{
    struct pl_change_found found = {.count = 0};
    if (choice == NULL || choice->entry != PL_NONE) {
        pl_smallest_change(plan, rule, choice == NULL ? PL_NONE : choice->platform, &cli->hands[0].arena, &found);
    }
    struct pl_json to = start(cli, plan);
    if (choice != NULL) {
        pl_json_platform(&to, "item", plan, options, choice, false);
    } else {
        pl_json_rule(&to, "item", plan, options, rule, false);
    }
    if (found.count == 0) {
        pl_json_null(&to, "change");
        pl_json_null(&to, "becomes");
        pl_json_end(&to);
        return;
    }
    pl_json_array(&to, "change");
    for (uint32_t i = 0; i < found.count; i++) {
        uint32_t field = found.edits[i].field;
        pl_json_object(&to, NULL);
        pl_json_text(&to, "fact", pl_text(plan->knowledge, plan->knowledge->fields[field].id));
        pl_json_cell(&to, "before", plan, field);
        pl_json_value(&to, "value", plan->knowledge, &plan->knowledge->fields[field], &found.edits[i].value);
        pl_json_integer(&to, "line", plan->cells[field].line);
        pl_json_end(&to);
    }
    pl_json_end(&to);
    pl_json_text(&to, "becomes", choice != NULL ? pl_decision_words[found.decision] : pl_truth_words[found.truth]);
    pl_json_end(&to);
}
