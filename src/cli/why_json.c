/* SPDX-License-Identifier: MIT
 * why -f json: the items of a plan, or one of them with its reasons and the smallest change that would flip it.
 */
#include "cli/why.h"

#include <jansson.h>

#include "base/arena.h"
#include "engine/questions.h"
#include "report/json.h"

static json_t *start(const struct pl_plan *plan)
{
    json_t *root =
        json_pack("{s:i, s:o}", "format_version", 1, "profile", pl_json_profile(plan->knowledge, plan->profile));
    if (root == NULL) {
        pl_out_of_memory();
    }
    return root;
}

/* Without what only one item is asked for. */
static json_t *in_short(json_t *item)
{
    static const char *const kept[] = {"id", "kind", "name", "decision", "state", "set_aside"};
    json_t *object = json_object();
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        json_t *value = json_object_get(item, kept[i]);
        if (value != NULL && json_object_set(object, kept[i], value) != 0) {
            pl_out_of_memory();
        }
    }
    json_decref(item);
    return object;
}

void pl_why_list_json(struct pl_cli *cli, const struct pl_plan *plan, const struct pl_report_options *options)
{
    json_t *root = start(plan);
    json_t *items = json_array();
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        pl_json_append(items, in_short(pl_json_platform(plan, options, &plan->choices[i])));
    }
    for (uint32_t i = 0; i < plan->knowledge->rules_count; i++) {
        if (pl_plan_has_rule(plan, i)) {
            pl_json_append(items, in_short(pl_json_rule(plan, options, i)));
        }
    }
    if (json_object_set_new(root, "items", items) != 0) {
        pl_out_of_memory();
    }
    pl_json_dump(root, &cli->out);
}

static json_t *edits_part(const struct pl_plan *plan, const struct pl_change_found *found)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < found->count; i++) {
        const struct pl_edit *edit = &found->edits[i];
        const struct pl_field *field = &plan->knowledge->fields[edit->field];
        pl_json_append(list, json_pack("{s:s, s:o, s:o, s:i}", "fact", pl_text(plan->knowledge, field->id), "before", pl_json_cell(plan, edit->field),
                               "value", pl_json_value(plan->knowledge, field, &edit->value), "line", (int)plan->cells[edit->field].line));
    }
    return list;
}

/* `change` is null where none of the changes tried flips the item; `becomes` is what the item is once it is made. */
void pl_why_item_json(struct pl_cli *cli, const struct pl_plan *plan, const struct pl_report_options *options, const struct pl_choice *choice,
                      uint32_t rule)
{
    json_t *root = start(plan);
    struct pl_change_found found = {.count = 0};
    if (choice == NULL || choice->entry != PL_NONE) {
        pl_smallest_change(plan, rule, choice == NULL ? PL_NONE : choice->platform, &cli->hands[0].arena, &found);
    }
    const char *becomes = choice != NULL ? pl_decision_words[found.decision] : pl_truth_words[found.truth];
    json_t *item = choice != NULL ? pl_json_platform(plan, options, choice) : pl_json_rule(plan, options, rule);
    json_t *change = found.count == 0 ? json_null() : edits_part(plan, &found);
    if (json_object_set_new(root, "item", item) != 0 || json_object_set_new(root, "change", change) != 0 ||
        json_object_set_new(root, "becomes", found.count == 0 ? json_null() : json_string(becomes)) != 0) {
        pl_out_of_memory();
    }
    pl_json_dump(root, &cli->out);
}
