/* SPDX-License-Identifier: MIT
 * The derived facts of the vocabulary and of model/derived.def are the same. The loader refuses a fact of the
 * vocabulary that derived.def lacks; here is the other way.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/derive.h"
#include "engine/planning.h"
#include "load/loader.h"

static const struct pl_knowledge *const k = &pl_builtin_knowledge;

static const char *const listed[] = {
#define PL_DERIVED(id, type, from, takes_parameter, also, parameter, how) id,
#include "model/derived.def"
#undef PL_DERIVED
    NULL};

static void the_vocabulary_has_every_fact(void **state)
{
    (void)state;
    for (size_t i = 0; listed[i] != NULL; i++) {
        uint32_t field = pl_position(k, PL_TO_FIELD, listed[i]);
        if (field == PL_NONE || (k->fields[field].flags & PL_FIELD_DERIVED) == 0) {
            fail_msg("the vocabulary lacks %s", listed[i]);
        }
        assert_int_equal(k->fields[field].derivation, i);
    }
}

/* Facts of the plan are computed by another file: over a profile that says all that they rest on, none stays unknown.
 */
static void facts_of_the_plan_are_computed(void **state)
{
    (void)state;
    static const char text[] =
        "name: Ville\nkind: commune\npopulation: 15200\ngoals: [visibility]\nmeans: {hours_per_week: 9}\n"
        "presence: {accounts: []}\n";
    struct pl_arena arena = {0};
    struct pl_diagnostics diagnostics = {.language = PL_EN};
    struct pl_source source = {"town.yaml", {text, sizeof text - 1}, 0};
    struct pl_profile profile;
    assert_true(pl_profile_load(k, &source, 20780, &arena, &diagnostics, &profile));
    const struct pl_plan *plan = pl_plan_make(&profile, k->editions_count - 1, 20780, &arena);
    for (uint32_t i = 0; i < k->fields_count; i++) {
        if ((k->fields[i].flags & PL_FIELD_LATE) != 0) {
            struct pl_cell unknown = pl_cell_unknown(k, &k->fields[i]);
            if (plan->cells[i].high == unknown.high) {
                fail_msg("nothing computes %s", pl_text(k, k->fields[i].id));
            }
        }
    }
    pl_diagnostics_done(&diagnostics);
    pl_arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vocabulary_has_every_fact),
        cmocka_unit_test(facts_of_the_plan_are_computed),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
