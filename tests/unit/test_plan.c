/* SPDX-License-Identifier: MIT
 * Laws of planning over seeded random profiles: more facts never overturn what was certain, two runs agree, the smallest change flips
 * what it says, steps done are not advised, every question can settle something.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/planning.h"
#include "engine/questions.h"
#include "report/report.h"
#include "report/values.h"

enum { TODAY = 20780, ROUNDS = 400 };

static const struct pl_knowledge *const k = &pl_builtin_knowledge;
static uint32_t seed = 20111014;

static uint32_t draw(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % below;
}

/* A random value for each field that is not a list of records, or nothing; by field. */
struct sketch {
    struct pl_cell cells[256];
    bool stated[256];
};

static bool can_be_drawn(const struct pl_field *field)
{
    return (field->flags & (PL_FIELD_DERIVED | PL_FIELD_IN_RECORD)) == 0 && field->type != PL_TYPE_SECTION &&
           field->type != PL_TYPE_RECORDS && field->type != PL_TYPE_TEXT && field->type != PL_TYPE_DATE &&
           strcmp(pl_text(k, field->id), "format_version") != 0;
}

static struct pl_cell draw_value(const struct pl_field *field)
{
    struct pl_cell cell = {0};
    if (field->type == PL_TYPE_NUMBER || field->type == PL_TYPE_DURATION) {
        cell.low = draw(3) == 0 ? draw(40) + 1 : draw(3000) + 1;
        cell.low = cell.low > k->numbers[field->maximum] ? k->numbers[field->maximum] : cell.low;
        cell.low = cell.low < k->numbers[field->minimum] ? k->numbers[field->minimum] : cell.low;
    } else if (field->type == PL_TYPE_SET) {
        for (uint32_t i = 0; i < pl_field_value_count(k, field); i++) {
            cell.low |= (int64_t)(draw(4) == 0) << i;
        }
    } else {
        cell.low = (int64_t)1 << draw(pl_field_value_count(k, field));
    }
    cell.high = cell.low;
    return cell;
}

static void draw_sketch(struct sketch *sketch)
{
    *sketch = (struct sketch){.stated = {false}};
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if (can_be_drawn(&k->fields[i])) {
            sketch->cells[i] = draw_value(&k->fields[i]);
            sketch->stated[i] = draw(3) > 0 || (k->fields[i].flags & PL_FIELD_REQUIRED) != 0;
        }
    }
}

static void write_block(const struct sketch *sketch, uint32_t parent, struct pl_buffer *out)
{
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        if (field->parent != parent || (field->flags & PL_FIELD_DERIVED) != 0) {
            continue;
        }
        const char *indent = parent == PL_NONE ? "" : k->fields[parent].parent == PL_NONE ? "  " : "    ";
        if (field->type == PL_TYPE_SECTION) {
            struct pl_buffer inner = {0};
            write_block(sketch, i, &inner);
            if (inner.length > 0) {
                pl_buffer_add_text(out, indent);
                pl_buffer_add_text(out, pl_text(k, field->key));
                pl_buffer_add_text(out, ":\n");
                pl_buffer_add_text(out, inner.data);
            }
            pl_buffer_done(&inner);
        } else if (sketch->stated[i]) {
            pl_buffer_add_text(out, indent);
            pl_buffer_add_text(out, pl_text(k, field->key));
            pl_buffer_add_text(out, ": ");
            pl_write_value(out, k, field, &sketch->cells[i], PL_EN);
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

static void plan_text(struct town *town, uint32_t edition)
{
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    town->source = (struct pl_source){"drawn.yaml", {pl_buffer_text(&town->text), town->text.length}, 0};
    bool ok = pl_profile_load(k, &town->source, TODAY, &town->arena, &diagnostics, &town->profile);
    if (!ok) {
        print_message("# %s\n# %s\n", diagnostics.items[0].message, town->text.data);
    }
    assert_true(ok);
    town->plan = pl_plan_make(&town->profile, edition, TODAY, &town->arena);
    pl_diagnostics_done(&diagnostics);
}

static void plan_sketch(struct town *town, const struct sketch *sketch, uint32_t edition)
{
    *town = (struct town){.plan = NULL};
    pl_buffer_add_text(&town->text, "name: Drawn\n");
    write_block(sketch, PL_NONE, &town->text);
    plan_text(town, edition);
}

static void done(struct town *town)
{
    pl_arena_done(&town->arena);
    pl_buffer_done(&town->text);
}

static void more_facts_never_overturn_a_certainty(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct sketch more;
        draw_sketch(&more);
        struct sketch less = more;
        for (uint32_t i = 0; i < k->fields_count; i++) {
            less.stated[i] = less.stated[i] && (draw(2) == 0 || (k->fields[i].flags & PL_FIELD_REQUIRED) != 0);
        }
        uint32_t edition = draw(k->editions_count);
        struct town a;
        struct town b;
        plan_sketch(&a, &less, edition);
        plan_sketch(&b, &more, edition);
        for (uint32_t rule = 0; rule < k->rules_count; rule++) {
            if (a.plan->rules[rule] != PL_UNKNOWN) {
                if (a.plan->rules[rule] != b.plan->rules[rule]) {
                    print_message("# %s\n", pl_text(k, k->rules[rule].id));
                }
                assert_int_equal(a.plan->rules[rule], b.plan->rules[rule]);
            }
        }
        for (uint32_t i = 0; i < a.plan->choices_count; i++) {
            const struct pl_choice *choice = &a.plan->choices[i];
            if (choice->decision != PL_UNDECIDED && !choice->provisional) {
                assert_int_equal(pl_decision_retains(choice->decision), pl_decision_retains(b.plan->choices[i].decision));
            }
        }
        if (a.plan->verdict != PL_VERDICT_UNKNOWN) {
            assert_int_equal(a.plan->verdict, b.plan->verdict);
        }
        done(&a);
        done(&b);
    }
}

static void two_runs_agree(void **state)
{
    (void)state;
    for (int round = 0; round < 40; round++) {
        struct sketch sketch;
        draw_sketch(&sketch);
        for (const struct pl_format *format = pl_formats; format->name != NULL; format++) {
            struct pl_report_options options = {.language = round % 2 ? PL_FR : PL_EN, .heading_level = 1, .version = "x"};
            struct pl_buffer out[2] = {{0}, {0}};
            for (int run = 0; run < 2; run++) {
                struct town town;
                plan_sketch(&town, &sketch, k->editions_count - 1);
                format->write(town.plan, &options, &out[run]);
                done(&town);
            }
            assert_string_equal(out[0].data, out[1].data);
            pl_buffer_done(&out[0]);
            pl_buffer_done(&out[1]);
        }
    }
}

static bool retained(const struct pl_plan *plan, uint32_t platform)
{
    return pl_decision_retains(pl_plan_choice(plan, platform)->decision);
}

/* The change is made in the text of the profile, which is loaded and planned anew. */
static void the_smallest_change_flips(void **state)
{
    (void)state;
    int found = 0;
    for (int round = 0; round < 60; round++) {
        struct sketch sketch;
        struct town before;
        draw_sketch(&sketch);
        uint32_t edition = draw(k->editions_count);
        plan_sketch(&before, &sketch, edition);
        uint32_t platform = before.plan->choices[draw(before.plan->choices_count)].platform;
        struct pl_edit edits[PL_EDITS_MAX];
        uint32_t count = pl_smallest_change(before.plan, PL_NONE, platform, &before.arena, edits);
        for (uint32_t i = 0; i < count; i++) {
            sketch.cells[edits[i].field] = edits[i].value;
            sketch.stated[edits[i].field] = true;
        }
        if (count > 0) {
            struct town after;
            plan_sketch(&after, &sketch, edition);
            assert_int_not_equal(retained(before.plan, platform), retained(after.plan, platform));
            done(&after);
            found++;
        }
        done(&before);
    }
    assert_true(found > 20);
}

static void questions_are_about_unknown_facts(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct sketch sketch;
        struct town town;
        draw_sketch(&sketch);
        plan_sketch(&town, &sketch, draw(k->editions_count));
        for (uint32_t i = 0; i < town.plan->questions_count; i++) {
            const struct pl_question *question = &town.plan->questions[i];
            assert_true(question->settles > 0);
            assert_false(sketch.stated[question->field]);
        }
        done(&town);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_facts_never_overturn_a_certainty),
        cmocka_unit_test(two_runs_agree),
        cmocka_unit_test(the_smallest_change_flips),
        cmocka_unit_test(questions_are_about_unknown_facts),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
