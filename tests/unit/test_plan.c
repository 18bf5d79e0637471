/* SPDX-License-Identifier: MIT
 * Laws of planning over seeded random profiles: more facts never overturn what was certain, two runs agree, the smallest change flips
 * what it says, steps done are not advised, every question can settle something.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/outline.h"
#include "engine/planning.h"
#include "engine/questions.h"
#include "load/loader.h"
#include "report/report.h"
#include "report/values.h"

#define DRAW_SEED 20111014
#include "draw.h"

enum { TODAY = 20780, ROUNDS = 400 / DRAW_PART, TOWNS = 2000 / DRAW_PART, CIRCUITS = 1500 / DRAW_PART, RECORDS_MAX = 4, WIDTH_MAX = 16 };

static const struct pl_knowledge *const k = &pl_builtin_knowledge;

/* One step of a circuit, or one account: a value for each field of it, or nothing; by position. */
struct record {
    struct pl_cell cells[WIDTH_MAX];
    bool stated[WIDTH_MAX];
};

/* A random value for each field, or nothing; by field. Of the lists of records the circuit and the accounts are drawn. */
struct sketch {
    struct pl_cell cells[256];
    bool stated[256];
    struct record records[2][RECORDS_MAX];
    uint32_t counts[2];
};

static const enum pl_fact lists[] = {PL_FACT_CHAIN, PL_FACT_ACCOUNTS};

static bool can_be_drawn(const struct pl_field *field)
{
    return (field->flags & (PL_FIELD_DERIVED | PL_FIELD_IN_RECORD)) == 0 && field->type != PL_TYPE_SECTION &&
           field->type != PL_TYPE_RECORDS && field->type != PL_TYPE_TEXT && field->type != PL_TYPE_DATE &&
           strcmp(pl_text(k, field->id), "format_version") != 0;
}

static struct pl_cell draw_value(const struct pl_field *field)
{
    struct pl_cell cell = {0};
    if (field->type == PL_TYPE_DATE) {
        cell.low = TODAY - draw(600);
    } else if (field->type == PL_TYPE_NUMBER || field->type == PL_TYPE_DURATION) {
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

static void draw_record(const struct pl_field *list, struct record *record)
{
    for (uint32_t i = 0; i < list->children.count; i++) {
        const struct pl_field *field = &k->fields[list->children.first + i];
        if (field->type != PL_TYPE_TEXT) {
            record->cells[i] = draw_value(field);
            record->stated[i] = draw(4) > 0;
        }
    }
    if (list == &k->fields[k->facts[PL_FACT_CHAIN]]) { /* silence that ends a step does so after a time, or the profile is refused */
        uint32_t silent = k->facts[PL_FACT_STEP_IF_SILENT] - list->children.first;
        uint32_t timeout = k->facts[PL_FACT_STEP_TIMEOUT] - list->children.first;
        record->stated[silent] = record->stated[silent] && record->stated[timeout];
    }
}

static void draw_records(struct sketch *sketch)
{
    for (size_t l = 0; l < 2; l++) {
        const struct pl_field *list = &k->fields[k->facts[lists[l]]];
        sketch->stated[k->facts[lists[l]]] = draw(4) > 0;
        sketch->counts[l] = draw(RECORDS_MAX + 1);
        for (uint32_t i = 0; i < sketch->counts[l]; i++) {
            draw_record(list, &sketch->records[l][i]);
        }
    }
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
    draw_records(sketch);
}

static void write_records(const struct sketch *sketch, size_t l, struct pl_buffer *out)
{
    const struct pl_field *list = &k->fields[k->facts[lists[l]]];
    pl_buffer_add_text(out, "[");
    for (uint32_t r = 0; r < sketch->counts[l]; r++) {
        const char *before = "";
        pl_buffer_add_text(out, r > 0 ? ", {" : "{");
        for (uint32_t i = 0; i < list->children.count; i++) {
            const struct pl_field *field = &k->fields[list->children.first + i];
            if (sketch->records[l][r].stated[i]) {
                pl_buffer_add_text(out, before);
                pl_buffer_add_text(out, pl_text(k, field->key));
                pl_buffer_add_text(out, ": ");
                pl_write_value(out, k, field, &sketch->records[l][r].cells[i], PL_EN);
                before = ", ";
            }
        }
        pl_buffer_add_text(out, "}");
    }
    pl_buffer_add_text(out, "]");
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
        const struct pl_field *field = &k->fields[i];
        if (field->parent != parent || (field->flags & PL_FIELD_DERIVED) != 0) {
            continue;
        }
        if (field->type == PL_TYPE_SECTION) {
            struct pl_buffer inner = {0};
            write_block(sketch, i, &inner);
            if (inner.length > 0) {
                indent(parent, out);
                pl_buffer_add_text(out, pl_text(k, field->key));
                pl_buffer_add_text(out, ":\n");
                pl_buffer_add_text(out, inner.data);
            }
            pl_buffer_done(&inner);
        } else if (sketch->stated[i]) {
            indent(parent, out);
            pl_buffer_add_text(out, pl_text(k, field->key));
            pl_buffer_add_text(out, ": ");
            if (field->type == PL_TYPE_RECORDS) {
                write_records(sketch, i == k->facts[lists[1]], out);
            } else {
                pl_write_value(out, k, field, &sketch->cells[i], PL_EN);
            }
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

/* What is assumed where a profile does not say it: to know better may overturn what rested on it (docs/security.md). */
static bool is_assumed(const struct pl_field *field)
{
    return field->assumption.in[PL_EN] != 0;
}

/* How many people hold a step of which that is not said is assumed by these. */
static bool tells_of_people(uint32_t field)
{
    return field == k->facts[PL_FACT_TEAM] || field == k->facts[PL_FACT_STEP_BY];
}

static struct sketch forget(const struct sketch *more)
{
    struct sketch less = *more;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        bool kept = is_assumed(&k->fields[i]) || tells_of_people(i) || (k->fields[i].flags & PL_FIELD_REQUIRED) != 0;
        less.stated[i] = less.stated[i] && (kept || draw(2) == 0);
    }
    for (size_t l = 0; l < 2; l++) {
        const struct pl_field *list = &k->fields[k->facts[lists[l]]];
        for (uint32_t r = 0; r < less.counts[l]; r++) {
            struct record *record = &less.records[l][r];
            for (uint32_t i = 0; i < list->children.count; i++) {
                bool kept = is_assumed(&k->fields[list->children.first + i]) || tells_of_people(list->children.first + i) ||
                            (list->children.first + i == k->facts[PL_FACT_STEP_TIMEOUT] &&
                             record->stated[k->facts[PL_FACT_STEP_IF_SILENT] - list->children.first]);
                record->stated[i] = record->stated[i] && (kept || draw(2) == 0);
            }
        }
    }
    return less;
}

/* Each assumption that a plan rests on is listed, and no other. */
static void assumptions_are_listed(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct sketch sketch;
        struct town town;
        draw_sketch(&sketch);
        plan_sketch(&town, &sketch, draw(k->editions_count));
        for (size_t l = 0; l < 2; l++) {
            const struct pl_field *list = &k->fields[k->facts[lists[l]]];
            for (uint32_t i = 0; i < list->children.count; i++) {
                bool left_out = false;
                for (uint32_t r = 0; sketch.stated[k->facts[lists[l]]] && r < sketch.counts[l]; r++) {
                    left_out = left_out || !sketch.records[l][r].stated[i];
                }
                uint32_t field = list->children.first + i;
                assert_int_equal(pl_list_has(&town.plan->assumptions, field), left_out && is_assumed(&k->fields[field]));
                assert_true(is_assumed(&k->fields[field]) || k->fields[field].fallback == PL_NONE);
            }
        }
        done(&town);
    }
}

/* What a plan says for certain and one with more facts says otherwise, one line each. */
static uint32_t find_overturned(const struct pl_plan *less, const struct pl_plan *more)
{
    uint32_t found = 0;
    for (uint32_t rule = 0; rule < k->rules_count; rule++) {
        if (less->rules[rule] != PL_UNKNOWN && less->rules[rule] != more->rules[rule]) {
            print_message("# rule %s\n", pl_text(k, k->rules[rule].id));
            found++;
        }
    }
    for (uint32_t i = 0; i < less->choices_count; i++) {
        const struct pl_choice *choice = &less->choices[i];
        const struct pl_choice *settled = pl_plan_choice(more, choice->platform);
        if (choice->decision != PL_UNDECIDED && !choice->provisional && (settled == NULL || settled->decision != choice->decision)) {
            print_message("# platform %s: %s, then %s\n", pl_text(k, k->platforms[choice->platform].id),
                          pl_decision_words[choice->decision], settled == NULL ? "nothing" : pl_decision_words[settled->decision]);
            found++;
        }
    }
    for (uint32_t i = 0; i < PL_CLASSES && less->classes != NULL; i++) {
        const struct pl_class *class = &less->classes[i];
        const struct pl_class *settled = &more->classes[i];
        bool meets = class->meets == PL_UNKNOWN || class->meets == settled->meets;
        bool delays = class->now.p50 <= settled->now.p50 && class->now.p95 <= settled->now.p95 && class->bare.worst <= settled->bare.worst;
        bool exact = !class->known || (settled->known && class->now.p95 == settled->now.p95);
        bool people = (class->irreplaceable & ~settled->irreplaceable) == 0;
        if (!meets || !delays || !exact || !people) {
            print_message("# class %u\n", i);
            found++;
        }
    }
    if (less->means.fits != PL_UNKNOWN && less->means.fits != more->means.fits) {
        print_message("# hours that suffice, or do not\n");
        found++;
    }
    bool range = less->lowest <= more->lowest && more->lowest <= more->highest && more->highest <= less->highest;
    if (!range || (less->verdict != PL_VERDICT_UNKNOWN && less->verdict != more->verdict)) {
        print_message("# verdict\n");
        found++;
    }
    if (less->running == PL_FALSE && less->running != more->running) { /* an account of which no state is said is taken to run */
        print_message("# no account runs, then one does\n");
        found++;
    }
    return found;
}

static void more_facts_never_overturn_a_certainty(void **state)
{
    (void)state;
    uint32_t overturned = 0;
    for (int round = 0; round < TOWNS; round++) {
        struct sketch more;
        struct town a;
        struct town b;
        draw_sketch(&more);
        struct sketch less = forget(&more);
        uint32_t edition = draw(k->editions_count);
        plan_sketch(&a, &less, edition);
        plan_sketch(&b, &more, edition);
        if (find_overturned(a.plan, b.plan) > 0 && ++overturned == 1) {
            fprintf(stderr, "# once\n%s# becomes\n%s", a.text.data, b.text.data);
        }
        done(&a);
        done(&b);
    }
    print_message("# %u of %u towns overturned\n", overturned, (uint32_t)TOWNS);
    assert_int_equal(overturned, 0);
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
                struct pl_outline outline = pl_outline_make(town.plan, pl_position(k, PL_TO_DOCUMENT, "full"), NULL);
                options.outline = &outline;
                format->write(town.plan, &options, &out[run]);
                done(&town);
            }
            assert_int_equal(out[0].length, out[1].length);
            assert_memory_equal(out[0].data, out[1].data, out[0].length);
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
        struct pl_change_found change;
        pl_smallest_change(before.plan, PL_NONE, platform, &before.arena, &change);
        const struct pl_edit *edits = change.edits;
        uint32_t count = change.count;
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
            bool incomplete = pl_plan_asked(town.plan, question->field) != &k->fields[question->field];
            assert_true(incomplete || !sketch.stated[question->field]);
        }
        done(&town);
    }
}

/* ---- control is loosened, never lost ------------------------------------------------------------------------ */

/* A circuit whose delays are known, so that it is simulated: who acts is one role, one of two, or not said. */
static void draw_circuit(struct pl_buffer *out)
{
    static const char *const delays[] = {"15min", "1h", "4h", "1d", "2d"};
    const struct pl_field *roles = &k->fields[k->facts[PL_FACT_STEP_BY]];
    const struct pl_field *hours = &k->fields[k->facts[PL_FACT_STEP_HOURS]];
    pl_buffer_add_text(out, "name: Drawn\nkind: commune\nvalidation_chain:\n");
    for (uint32_t left = 1 + draw(6); left > 0; left--) {
        uint32_t sort = draw(6);
        const char *by = pl_field_value_id(k, roles, draw(pl_field_value_count(k, roles)));
        const char *or_by = pl_field_value_id(k, roles, draw(pl_field_value_count(k, roles)));
        pl_buffer_add_text(out, "  - delay: ");
        pl_buffer_add_text(out, delays[draw(5)]);
        pl_buffer_add_text(out, "\n    hours: ");
        pl_buffer_add_text(out, pl_field_value_id(k, hours, draw(pl_field_value_count(k, hours))));
        if (sort > 0) {
            bool two = sort == 1 && strcmp(by, or_by) != 0;
            pl_buffer_add_text(out, two ? "\n    by: [" : "\n    by: ");
            pl_buffer_add_text(out, by);
            pl_buffer_add_text(out, two ? ", " : "");
            pl_buffer_add_text(out, two ? or_by : "");
            pl_buffer_add_text(out, two ? "]\n    any: yes" : "");
        }
        pl_buffer_add_text(out, draw(5) == 0 ? "\n    control: after" : "");
        pl_buffer_add_text(out, draw(4) == 0 ? "\n    for: [routine, sensitive]\n" : "\n");
    }
}

static int64_t roles_of(uint32_t a, uint32_t b, uint32_t c)
{
    return (int64_t)1 << a | (int64_t)1 << b | (int64_t)1 << c;
}

/* Whether the proposal lets a step of the class go to somebody else, or nowhere. */
static bool is_given_up(const struct pl_knowledge *lax, const struct pl_class *class, uint32_t step)
{
    for (uint32_t i = 0; i < class->changes_count; i++) {
        uint32_t kind = lax->edits[class->changes[i].edit].kind;
        if (class->changes[i].step == step && (kind == PL_DROP || kind == PL_DELEGATE || kind == PL_MERGE)) {
            return true;
        }
    }
    return false;
}

static bool is_lawful(const struct pl_knowledge *lax, const struct pl_plan *plan, uint32_t number, const struct pl_change *change)
{
    const struct pl_class *class = &plan->classes[number];
    const int64_t writers = roles_of(PL_BY_AUTHOR, PL_BY_COMMUNICATION, PL_BY_COMMUNITY_MANAGER);
    const int64_t leaders = roles_of(PL_BY_MAYORS_OFFICE, PL_BY_EXECUTIVE, PL_BY_ELECTED_OFFICIAL);
    int64_t may_be = plan->profile->steps[change->step].by->high;
    uint32_t kind = lax->edits[change->edit].kind;
    bool writes = change->step == class->steps[0] || (may_be & writers) != 0;
    bool guards = number == PL_CLASS_SENSITIVE && (may_be & (leaders | (int64_t)1 << PL_BY_LEGAL)) != 0;
    if (kind == PL_ADD_SUBSTITUTE || kind == PL_ADD_HOLDER) {
        return true;
    }
    if (kind == PL_WIDEN_HOURS || kind == PL_PRE_APPROVE) {
        return number == PL_CLASS_URGENT || (!writes && kind == PL_WIDEN_HOURS);
    }
    bool beside = kind != PL_MERGE;
    for (uint32_t i = 1; i < class->steps_count && !beside; i++) {
        bool here = class->steps[i] == change->step;
        bool before = here && i > 1 && plan->profile->steps[class->steps[i - 1]].by->high == may_be;
        beside = before || (here && i + 1 < class->steps_count && plan->profile->steps[class->steps[i + 1]].by->high == may_be);
    }
    return !writes && !guards && beside;
}

static bool keeps_a_check(const struct pl_knowledge *lax, const struct pl_plan *plan, uint32_t number)
{
    const struct pl_class *class = &plan->classes[number];
    const int64_t makers = roles_of(PL_BY_AUTHOR, PL_BY_COMMUNITY_MANAGER, PL_BY_AUTHOR);
    bool had = false;
    bool keeps = false;
    for (uint32_t i = 1; i < class->steps_count; i++) {
        bool checks = (plan->profile->steps[class->steps[i]].by->high & makers) == 0;
        had = had || checks;
        keeps = keeps || (checks && !is_given_up(lax, class, class->steps[i]));
    }
    return keeps || !had;
}

/* Whatever the knowledge says that each edit costs in control. */
static void control_is_loosened_never_lost(void **state)
{
    struct pl_knowledge lax = *k;
    struct pl_circuit_edit edits[PL_EDIT_KINDS];
    uint32_t seen[PL_EDIT_KINDS] = {0};
    uint32_t broken = 0;
    (void)state;
    assert_true(k->edits_count <= PL_EDIT_KINDS);
    memcpy(edits, k->edits, k->edits_count * sizeof *edits);
    lax.edits = edits;
    for (int round = 0; round < CIRCUITS; round++) {
        struct town town = {.plan = NULL};
        struct pl_diagnostics diagnostics = {.language = PL_EN};
        draw_circuit(&town.text);
        for (uint32_t i = 0; i < k->edits_count; i++) {
            edits[i].weight = round % 2 == 0 ? k->edits[i].weight : 1 + draw(9);
        }
        town.source = (struct pl_source){"drawn.yaml", {pl_buffer_text(&town.text), town.text.length}, 0};
        bool ok = pl_profile_load(&lax, &town.source, TODAY, &town.arena, &diagnostics, &town.profile);
        if (!ok) {
            print_message("# %s\n%s\n", diagnostics.items[0].message, town.text.data);
        }
        assert_true(ok);
        town.plan = pl_plan_make(&town.profile, k->editions_count - 1, TODAY, &town.arena);
        for (uint32_t number = 0; number < PL_CLASSES; number++) {
            const struct pl_class *class = &town.plan->classes[number];
            bool good = keeps_a_check(&lax, town.plan, number);
            for (uint32_t i = 0; i < class->changes_count; i++) {
                good = good && is_lawful(&lax, town.plan, number, &class->changes[i]);
                seen[lax.edits[class->changes[i].edit].kind]++;
            }
            if (!good && ++broken == 1) {
                print_message("# class %u\n%s", number, town.text.data);
            }
        }
        pl_diagnostics_done(&diagnostics);
        done(&town);
    }
    print_message("# %u proposals of %u circuits give up too much\n", broken, (uint32_t)CIRCUITS);
    assert_int_equal(broken, 0);
    assert_true(seen[PL_CHECK_AFTER] > 20 && seen[PL_DROP] > 20 && seen[PL_WIDEN_HOURS] > 20 && seen[PL_ADD_SUBSTITUTE] > 20 && seen[PL_PRE_APPROVE] > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_facts_never_overturn_a_certainty),
        cmocka_unit_test(assumptions_are_listed),
        cmocka_unit_test(two_runs_agree),
        cmocka_unit_test(the_smallest_change_flips),
        cmocka_unit_test(questions_are_about_unknown_facts),
        cmocka_unit_test(control_is_loosened_never_lost),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
