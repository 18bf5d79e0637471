/* SPDX-License-Identifier: MIT
 * why -f json: the items of a plan, or one of them with its reasons and the smallest change that would flip it.
 */
#include "cli/why.h"

#include <jansson.h>

#include "base/arena.h"
#include "engine/questions.h"
#include "report/json.h"

static void append(json_t *list, json_t *value)
{
    if (json_array_append_new(list, value) != 0) {
        pl_out_of_memory();
    }
}

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
        append(items, in_short(pl_json_platform(plan, options, &plan->choices[i])));
    }
    for (uint32_t i = 0; i < plan->knowledge->rules_count; i++) {
        if (pl_plan_has_rule(plan, i)) {
            append(items, in_short(pl_json_rule(plan, options, i)));
        }
    }
    if (json_object_set_new(root, "items", items) != 0) {
        pl_out_of_memory();
    }
    pl_json_dump(root, &cli->out);
}

/* null: no change of up to three facts flips it. */
static json_t *change_part(struct pl_cli *cli, const struct pl_plan *plan, uint32_t rule, uint32_t platform)
{
    const struct pl_knowledge *k = plan->knowledge;
    struct pl_edit edits[PL_EDITS_MAX];
    uint32_t count = pl_smallest_change(plan, rule, platform, &cli->hands[0].arena, edits);
    json_t *list = count == 0 ? json_null() : json_array();
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_field *field = &k->fields[edits[i].field];
        uint32_t line = plan->profile->cells[edits[i].field].line;
        append(list, json_pack("{s:s, s:o, s:o, s:i}", "fact", pl_text(k, field->id), "before",
                               pl_json_cell(plan, edits[i].field), "value", pl_json_value(k, field, &edits[i].value),
                               "line", (int)line));
    }
    return list;
}

void pl_why_item_json(struct pl_cli *cli, const struct pl_plan *plan, const struct pl_report_options *options,
                      const struct pl_choice *choice, uint32_t rule)
{
    json_t *root = start(plan);
    json_t *item = choice != NULL ? pl_json_platform(plan, options, choice) : pl_json_rule(plan, options, rule);
    json_t *change = choice == NULL             ? change_part(cli, plan, rule, PL_NONE)
                     : choice->entry == PL_NONE ? json_null()
                                                : change_part(cli, plan, PL_NONE, choice->platform);
    if (json_object_set_new(root, "item", item) != 0 || json_object_set_new(root, "change", change) != 0) {
        pl_out_of_memory();
    }
    pl_json_dump(root, &cli->out);
}
