/* SPDX-License-Identifier: MIT
 * Questions and smallest changes against the plan made anew: profiles are drawn from a seed as text, what is announced is written into the
 * text, loaded and planned from nothing, and the two must agree, both ways.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/planning.h"
#include "engine/questions.h"
#include "load/loader.h"
#include "report/values.h"

#define DRAW_SEED 20260101
#include "draw.h"

enum { TODAY = 20780, TOWNS = 300 / DRAW_PART, FIELDS_MAX = 256, ROOM = 4096, TEN_YEARS = 3650 * 1440 };

static const struct pl_knowledge *const k = &pl_builtin_knowledge;

/* ---- profiles as text ------------------------------------------------------------------------------------ */

/* What each field says, NULL where it is not stated. */
struct sketch {
    const char *says[FIELDS_MAX];
    struct pl_arena arena;
};

static const char *keep(struct sketch *sketch, struct pl_buffer *text)
{
    const char *kept = pl_arena_copy(&sketch->arena, pl_buffer_text(text), text->length);
    pl_buffer_done(text);
    return kept;
}

static const char *written(struct sketch *sketch, uint32_t field, const struct pl_cell *cell)
{
    struct pl_buffer text = {0};
    if (k->fields[field].type == PL_TYPE_RECORDS) {
        assert_int_equal(cell->count, 0);
        pl_buffer_add_text(&text, "[]");
    } else {
        pl_write_value(&text, k, &k->fields[field], cell, PL_EN);
    }
    return keep(sketch, &text);
}

static struct pl_cell draw_value(uint32_t index)
{
    const struct pl_field *field = &k->fields[index];
    struct pl_cell cell = {0};
    switch ((enum pl_type)field->type) {
    case PL_TYPE_NUMBER:
    case PL_TYPE_DURATION:
        cell.low = draw(2) == 0 ? draw(30) : draw(4000);
        cell.low = cell.low > k->numbers[field->maximum] ? k->numbers[field->maximum] : cell.low;
        cell.low = cell.low < k->numbers[field->minimum] ? k->numbers[field->minimum] : cell.low;
        break;
    case PL_TYPE_SET:
        for (uint32_t i = 0; i < pl_field_value_count(k, field); i++) {
            cell.low |= (int64_t)(draw(5) == 0) << i;
        }
        break;
    case PL_TYPE_DATE:
        cell.low = TODAY - (int64_t)draw(500);
        break;
    case PL_TYPE_CHOICE:
    case PL_TYPE_YES_NO:
    case PL_TYPE_PLATFORM:
        cell.low = (int64_t)1 << draw(pl_field_value_count(k, field));
        break;
    case PL_TYPE_TEXT:
    case PL_TYPE_SECTION:
    case PL_TYPE_RECORDS:
        break;
    }
    cell.high = cell.low;
    return cell;
}

/* Up to three records; the first member is always there, a time-out where silence ends a step. */
static const char *draw_records(struct sketch *sketch, uint32_t index)
{
    struct pl_range members = k->fields[index].children;
    struct pl_buffer text = {0};
    pl_buffer_add_text(&text, "[");
    for (uint32_t count = draw(4), r = 0; r < count; r++) {
        bool ends = draw(3) == 0;
        bool first = true;
        pl_buffer_add_text(&text, r > 0 ? ", {" : "{");
        for (uint32_t i = members.first; i < members.first + members.count; i++) {
            bool silence = i == k->facts[PL_FACT_STEP_IF_SILENT] || i == k->facts[PL_FACT_STEP_TIMEOUT];
            bool needed = i == k->facts[PL_FACT_ACCOUNT_PLATFORM] || i == k->facts[PL_FACT_HOURS_PLATFORM] ||
                          i == k->facts[PL_FACT_HOURS_HOURS] || i == k->facts[PL_FACT_STEP_BY];
            if (k->fields[i].type == PL_TYPE_TEXT || (silence ? !ends : !needed && draw(2) == 0)) {
                continue;
            }
            struct pl_cell cell = draw_value(i);
            cell = i == k->facts[PL_FACT_STEP_IF_SILENT] ? (struct pl_cell){.low = 2, .high = 2} : cell;
            pl_buffer_add_text(&text, first ? "" : ", ");
            pl_buffer_add_text(&text, pl_text(k, k->fields[i].key));
            pl_buffer_add_text(&text, ": ");
            pl_buffer_add_text(&text, written(sketch, i, &cell));
            first = false;
        }
        pl_buffer_add_text(&text, "}");
    }
    pl_buffer_add_text(&text, "]");
    return keep(sketch, &text);
}

static bool is_fact(uint32_t index)
{
    const struct pl_field *field = &k->fields[index];
    return (field->flags & (PL_FIELD_DERIVED | PL_FIELD_IN_RECORD)) == 0 && field->type != PL_TYPE_SECTION &&
           field->type != PL_TYPE_TEXT && index != k->facts[PL_FACT_FORMAT_VERSION] && index != k->facts[PL_FACT_EXCEPTIONS] && index != k->facts[PL_FACT_PROGRESS];
}

/* `left_out`: one fact in so many is stated; 0: what must be. */
static void draw_sketch(struct sketch *sketch, uint32_t stated)
{
    *sketch = (struct sketch){.says = {NULL}};
    for (uint32_t i = 0; i < k->fields_count; i++) {
        bool required = (k->fields[i].flags & PL_FIELD_REQUIRED) != 0;
        if (is_fact(i) && (required || draw(4) < stated)) {
            struct pl_cell cell = draw_value(i);
            sketch->says[i] = k->fields[i].type == PL_TYPE_RECORDS ? draw_records(sketch, i) : written(sketch, i, &cell);
        }
    }
    if (draw(3) == 0) {
        const char *advice = pl_text(k, draw(2) == 0 ? k->platforms[draw(k->platforms_count)].id : k->rules[draw(k->rules_count)].id);
        struct pl_buffer text = {0};
        pl_buffer_add_text(&text, "[{advice: ");
        pl_buffer_add_text(&text, advice);
        pl_buffer_add_text(&text, ", reason: R}]");
        sketch->says[k->facts[PL_FACT_EXCEPTIONS]] = keep(sketch, &text);
    }
}

/* Two spaces for each section that the field stands in. */
static void indent(uint32_t parent, struct pl_buffer *out)
{
    for (; parent != PL_NONE; parent = k->fields[parent].parent) {
        pl_buffer_add_text(out, "  ");
    }
}

static void write_block(const struct sketch *sketch, uint32_t parent, struct pl_buffer *out)
{
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (k->fields[i].parent != parent || (k->fields[i].flags & PL_FIELD_DERIVED) != 0) {
            continue;
        }
        if (k->fields[i].type == PL_TYPE_SECTION) {
            struct pl_buffer inner = {0};
            write_block(sketch, i, &inner);
            if (inner.length > 0) {
                indent(parent, out);
                pl_buffer_add_text(out, pl_text(k, k->fields[i].key));
                pl_buffer_add_text(out, ":\n");
                pl_buffer_add_text(out, inner.data);
            }
            pl_buffer_done(&inner);
        } else if (sketch->says[i] != NULL) {
            indent(parent, out);
            pl_buffer_add_text(out, pl_text(k, k->fields[i].key));
            pl_buffer_add_text(out, ": ");
            pl_buffer_add_text(out, sketch->says[i]);
            pl_buffer_add_text(out, "\n");
        }
    }
}

struct town {
    struct pl_arena arena;
    struct pl_buffer text;
    struct pl_source source;
    struct pl_profile profile;
    struct pl_plan *plan;
};

static void plan_town(struct town *town, const struct sketch *sketch, uint32_t edition)
{
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    *town = (struct town){.plan = NULL};
    pl_buffer_add_text(&town->text, "name: Drawn\n");
    write_block(sketch, PL_NONE, &town->text);
    town->source = (struct pl_source){"drawn.yaml", {town->text.data, town->text.length}, 0};
    bool ok = pl_profile_load(k, &town->source, TODAY, &town->arena, &diagnostics, &town->profile);
    if (!ok) {
        print_message("# %s\n%s\n", diagnostics.items[0].message, town->text.data);
    }
    assert_true(ok);
    town->plan = pl_plan_make(&town->profile, edition, TODAY, &town->arena);
    pl_diagnostics_done(&diagnostics);
}

static void done(struct town *town)
{
    pl_arena_done(&town->arena);
    pl_buffer_done(&town->text);
}

/* The same profile with one fact said otherwise. */
static void plan_answer(struct town *town, struct sketch *sketch, uint32_t field, const struct pl_cell *answer, uint32_t edition)
{
    const char *kept = sketch->says[field];
    sketch->says[field] = written(sketch, field, answer);
    plan_town(town, sketch, edition);
    sketch->says[field] = kept;
}

/* ---- what an answer settles ------------------------------------------------------------------------------ */

static bool rule_is_settled(const struct pl_plan *before, const struct pl_plan *after, uint32_t rule)
{
    uint32_t concludes = k->rules[rule].concludes;
    return concludes != PL_NEED && concludes != PL_DECIDES && before->rules[rule] == PL_UNKNOWN && after->rules[rule] != PL_UNKNOWN;
}

static bool choice_is_settled(const struct pl_plan *before, const struct pl_plan *after, uint32_t at)
{
    const struct pl_choice *was = &before->choices[at];
    const struct pl_choice *is = &after->choices[at];
    return (was->decision == PL_UNDECIDED || was->provisional) && is->decision != PL_UNDECIDED && !is->provisional;
}

static bool done_is_settled(const struct pl_plan *before, const struct pl_plan *after, uint32_t rule)
{
    return before->rules[rule] == PL_TRUE && before->done[rule] == PL_UNKNOWN && after->done[rule] != PL_UNKNOWN;
}

static uint32_t count_settled(const struct pl_plan *before, const struct pl_plan *after)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < k->rules_count; i++) {
        count += rule_is_settled(before, after, i);
        count += done_is_settled(before, after, i);
    }
    for (uint32_t i = 0; i < before->choices_count; i++) {
        count += choice_is_settled(before, after, i);
    }
    return count;
}

static void announced_is_what_happens(const struct pl_plan *before, const struct pl_effect *effect, const struct pl_plan *after)
{
    if (effect->settles != count_settled(before, after)) {
        print_message("# %s: %lld\n", pl_text(k, k->fields[effect->field].id), (long long)effect->answer.low);
    }
    assert_int_equal(effect->settles, count_settled(before, after));
    assert_int_equal(effect->settles, effect->rules.count + effect->duties.count + effect->platforms.count);
    assert_int_equal(effect->verdict, after->verdict);
    for (uint32_t i = 0; i < effect->duties.count; i++) {
        assert_true(done_is_settled(before, after, effect->duties.items[i]));
        assert_int_equal(effect->dones[i], after->done[effect->duties.items[i]]);
    }
    for (uint32_t i = 0; i < effect->rules.count; i++) {
        assert_true(rule_is_settled(before, after, effect->rules.items[i]));
        assert_int_equal(effect->truths[i], after->rules[effect->rules.items[i]]);
    }
    for (uint32_t i = 0; i < effect->platforms.count; i++) {
        assert_true(choice_is_settled(before, after, effect->platforms.items[i]));
        assert_int_equal(effect->decisions[i], after->choices[effect->platforms.items[i]].decision);
    }
}

/* How many points the answers settle together. */
static uint32_t count_together(const struct pl_question *question)
{
    uint8_t settled[2 * ROOM] = {0}; /* rules, platforms, duties done */
    uint32_t count = 0;
    for (uint32_t e = 0; e < question->effects_count; e++) {
        const struct pl_effect *effect = &question->effects[e];
        for (uint32_t i = 0; i < effect->rules.count; i++) {
            count += settled[effect->rules.items[i]] == 0;
            settled[effect->rules.items[i]] = 1;
        }
        for (uint32_t i = 0; i < effect->duties.count; i++) {
            count += settled[ROOM + effect->duties.items[i]] == 0;
            settled[ROOM + effect->duties.items[i]] = 1;
        }
        for (uint32_t i = 0; i < effect->platforms.count; i++) {
            count += settled[ROOM / 2 + effect->platforms.items[i]] == 0;
            settled[ROOM / 2 + effect->platforms.items[i]] = 1;
        }
    }
    return count;
}

static void answers_settle_what_is_announced(void **state)
{
    (void)state;
    uint32_t tried = 0;
    for (uint32_t round = 0; round < TOWNS; round++) {
        struct sketch sketch;
        struct town town;
        uint32_t edition = draw(4) == 0 ? draw(k->editions_count) : k->editions_count - 1;
        draw_sketch(&sketch, round % 4);
        plan_town(&town, &sketch, edition);
        for (uint32_t q = 0; q < town.plan->questions_count; q++) {
            struct pl_question *question = &town.plan->questions[q];
            pl_weigh_answers(town.plan, question, &town.arena);
            if (question->settles != count_together(question)) {
                print_message("# %s\n%s", pl_text(k, k->fields[question->field].id), town.text.data);
            }
            assert_int_equal(question->settles, count_together(question));
            for (uint32_t e = 0; e < question->effects_count; e++) {
                const struct pl_effect *effect = &question->effects[e];
                struct town after;
                if (effect->field != question->field) {
                    continue; /* nobody can state a derived fact alone */
                }
                plan_answer(&after, &sketch, effect->field, &effect->answer, edition);
                announced_is_what_happens(town.plan, effect, after.plan);
                done(&after);
                tried++;
            }
        }
        done(&town);
        pl_arena_done(&sketch.arena);
    }
    assert_true(tried > 5 * TOWNS);
}

/* ---- what is not asked ----------------------------------------------------------------------------------- */

/* A value of a fact that the profile may state: of a choice the next one, of a set few or many, of a number any. False: there are no more. */
static bool next_value(uint32_t field, uint32_t turn, struct pl_cell *out_cell)
{
    const struct pl_field *fact = &k->fields[field];
    int64_t low = 0;
    if (fact->type == PL_TYPE_CHOICE || fact->type == PL_TYPE_YES_NO) {
        low = (int64_t)1 << turn;
    } else if (fact->type == PL_TYPE_SET) {
        low = turn == 0 ? 0 : turn == 1 ? pl_field_all_bits(k, fact) : draw_value(field).low;
    } else if (fact->type == PL_TYPE_NUMBER || fact->type == PL_TYPE_DURATION) {
        int64_t most = fact->type == PL_TYPE_DURATION ? TEN_YEARS : k->numbers[fact->maximum];
        low = turn == 0 ? k->numbers[fact->minimum] : turn == 1 ? most : draw_value(field).low;
    }
    *out_cell = (struct pl_cell){.low = low, .high = low};
    bool choice = fact->type == PL_TYPE_CHOICE || fact->type == PL_TYPE_YES_NO;
    return turn < (choice                                                          ? pl_field_value_count(k, fact)
                   : fact->type == PL_TYPE_RECORDS || fact->type == PL_TYPE_TEXT ? 0
                                                                                 : 8);
}

static bool is_asked_about(const struct pl_plan *plan, uint32_t field)
{
    for (uint32_t i = 0; i < plan->questions_count; i++) {
        if (plan->questions[i].field == field) {
            return true;
        }
    }
    return false;
}

static void what_settles_is_asked(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < TOWNS / 3; round++) {
        struct sketch sketch;
        struct town town;
        draw_sketch(&sketch, round % 4);
        plan_town(&town, &sketch, k->editions_count - 1);
        for (uint32_t i = 0; i < k->fields_count; i++) {
            struct pl_cell value;
            bool asked = (k->fields[i].flags & PL_FIELD_INFORMATIVE) == 0 && i != k->facts[PL_FACT_EXCEPTIONS]; /* if it settles something */
            bool silent = is_fact(i) && asked && sketch.says[i] == NULL && !is_asked_about(town.plan, i);
            for (uint32_t turn = 0; silent && next_value(i, turn, &value); turn++) {
                struct town after;
                plan_answer(&after, &sketch, i, &value, k->editions_count - 1);
                if (count_settled(town.plan, after.plan) > 0) {
                    print_message("# %s settles\n%s", pl_text(k, k->fields[i].id), after.text.data);
                }
                assert_int_equal(count_settled(town.plan, after.plan), 0);
                done(&after);
            }
        }
        done(&town);
        pl_arena_done(&sketch.arena);
    }
}

/* ---- the smallest change --------------------------------------------------------------------------------- */

struct item {
    uint32_t rule, platform;
};

static bool holds(const struct pl_plan *plan, struct item item)
{
    return item.rule == PL_NONE ? pl_decision_retains(pl_plan_choice(plan, item.platform)->decision)
                                : pl_plan_truth(plan, NULL, item.rule) == PL_TRUE;
}

static void changes_do_what_they_say(const struct town *town, struct sketch *sketch, struct item item,
                                     const struct pl_change_found *found)
{
    const char *kept[FIELDS_MAX];
    struct town after;
    memcpy(kept, sketch->says, sizeof kept);
    for (uint32_t i = 0; i < found->count; i++) {
        sketch->says[found->edits[i].field] = written(sketch, found->edits[i].field, &found->edits[i].value);
    }
    plan_town(&after, sketch, town->plan->edition);
    memcpy(sketch->says, kept, sizeof kept);
    assert_int_not_equal(holds(town->plan, item), holds(after.plan, item));
    if (item.rule != PL_NONE) {
        assert_int_equal(found->truth, pl_plan_truth(after.plan, NULL, item.rule));
    } else {
        assert_int_equal(found->decision, pl_plan_choice(after.plan, item.platform)->decision);
    }
    done(&after);
}

/* Every value of every fact that may change. */
static void no_single_change_does_it(const struct town *town, struct sketch *sketch, struct item item)
{
    for (uint32_t i = 0; i < k->fields_count; i++) {
        struct pl_cell value;
        bool may_change = is_fact(i) && (k->fields[i].flags & PL_FIELD_INFORMATIVE) == 0 &&
                          ((k->fields[i].flags & PL_FIELD_ACTIONABLE) != 0 || sketch->says[i] == NULL);
        for (uint32_t turn = 0; may_change && next_value(i, turn, &value); turn++) {
            struct town after;
            bool few = k->fields[i].type != PL_TYPE_SET || turn < 2; /* others change more than one value */
            if (few) {
                plan_answer(&after, sketch, i, &value, town->plan->edition);
                if (holds(town->plan, item) != holds(after.plan, item)) {
                    print_message("# %s flips %s\n%s", pl_text(k, k->fields[i].id),
                                  pl_text(k, item.rule == PL_NONE ? k->platforms[item.platform].id : k->rules[item.rule].id),
                                  after.text.data);
                }
                assert_int_equal(holds(town->plan, item), holds(after.plan, item));
                done(&after);
            }
        }
    }
}

static void the_smallest_change_is_true(void **state)
{
    (void)state;
    uint32_t found_count = 0;
    uint32_t none_count = 0;
    for (uint32_t round = 0; round < TOWNS; round++) {
        struct sketch sketch;
        struct town town;
        struct pl_change_found found;
        draw_sketch(&sketch, round % 4);
        plan_town(&town, &sketch, draw(4) == 0 ? draw(k->editions_count) : k->editions_count - 1);
        struct item item = {draw(k->rules_count), PL_NONE};
        if (draw(3) == 0 || !pl_plan_has_rule(town.plan, item.rule)) {
            item = (struct item){PL_NONE, town.plan->choices[draw(town.plan->choices_count)].platform};
        }
        pl_smallest_change(town.plan, item.rule, item.platform, &town.arena, &found);
        if (found.count > 0) {
            changes_do_what_they_say(&town, &sketch, item, &found);
            found_count++;
        } else if (none_count++ < TOWNS / 10) {
            no_single_change_does_it(&town, &sketch, item);
        }
        done(&town);
        pl_arena_done(&sketch.arena);
    }
    assert_true(found_count > TOWNS / 4);
    assert_true(none_count > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_settle_what_is_announced),
        cmocka_unit_test(what_settles_is_asked),
        cmocka_unit_test(the_smallest_change_is_true),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
