/* SPDX-License-Identifier: MIT
 * See cases.h.
 */
#include "proof/cases.h"

#include <string.h>

#include "engine/evaluate.h"

struct runner {
    struct pl_evaluation evaluation;
    struct pl_cell *cells;   /* what the evaluation reads */
    struct pl_cell *unknown; /* by field */
    bool *wanted;            /* by rule: the case needs its outcome */
};

/* The rule and all that it refers to or gives way to; backwards, since each comes after those in the order. */
static void mark_wanted(struct runner *runner, uint32_t rule)
{
    const struct pl_knowledge *k = runner->evaluation.knowledge;
    memset(runner->wanted, 0, k->rules_count * sizeof *runner->wanted);
    runner->wanted[rule] = true;
    for (uint32_t i = k->rules_count; i-- > 0;) {
        const struct pl_rule *current = &k->rules[k->order[i]];
        if (!runner->wanted[k->order[i]]) {
            continue;
        }
        for (uint32_t t = current->terms.first; t < current->terms.first + current->terms.count; t++) {
            if (pl_term_looks_at(&k->terms[t]) == PL_AT_RULE) {
                runner->wanted[k->terms[t].subject] = true;
            }
        }
        for (uint32_t y = 0; y < current->yields_to.count; y++) {
            runner->wanted[k->refs[current->yields_to.first + y]] = true;
        }
    }
}

static enum pl_truth run_case(struct runner *runner, const struct pl_case *item)
{
    struct pl_evaluation *e = &runner->evaluation;
    const struct pl_knowledge *k = e->knowledge;
    memcpy(runner->cells, runner->unknown, k->fields_count * sizeof *runner->cells);
    for (uint32_t i = item->facts.first; i < item->facts.first + item->facts.count; i++) {
        struct pl_cell *cell = &runner->cells[k->case_facts[i].field];
        cell->low = cell->high = k->numbers[k->case_facts[i].number];
    }
    e->edition = pl_rule_edition(k, &k->rules[item->rule]);
    e->platform = item->platform;
    mark_wanted(runner, item->rule);
    for (uint32_t i = 0; i < k->rules_count; i++) {
        if (runner->wanted[k->order[i]] && k->order[i] != item->rule) {
            pl_evaluate_rule(e, k->order[i]);
        }
    }
    return pl_evaluate_rule(e, item->rule);
}

bool pl_cases_are_due(const struct pl_rule *rule)
{
    return rule->terms.count > 0 && rule->follows == 0;
}

static void count(const struct pl_knowledge *k, struct pl_cases_run *run)
{
    for (uint32_t i = 0; i < k->rules_count; i++) {
        struct pl_range terms = k->rules[i].terms;
        bool due = pl_cases_are_due(&k->rules[i]);
        run->rules += due;
        run->untested += due && !run->tested[i];
        for (uint32_t t = terms.first; due && t < terms.first + terms.count; t++) {
            for (uint32_t truth = 0; truth < PL_TRUTHS; truth++) {
                run->values++;
                run->covered += run->taken[t] >> truth & 1;
            }
        }
    }
}

void pl_cases_run(const struct pl_knowledge *k, struct pl_arena *arena, struct pl_cases_run *out_run)
{
    struct runner runner = {
        .cells = pl_arena_array(arena, k->fields_count, sizeof(struct pl_cell)),
        .unknown = pl_arena_array(arena, k->fields_count, sizeof(struct pl_cell)),
        .wanted = pl_arena_array(arena, k->rules_count, sizeof(bool)),
    };
    runner.evaluation = (struct pl_evaluation){.knowledge = k,
                                               .cells = runner.cells,
                                               .terms = pl_arena_array(arena, k->terms_count, 1),
                                               .rules = pl_arena_array(arena, k->rules_count, 1)};
    *out_run = (struct pl_cases_run){.found = pl_arena_array(arena, k->cases_count, 1),
                                     .taken = pl_arena_array(arena, k->terms_count, 1),
                                     .tested = pl_arena_array(arena, k->rules_count, sizeof(bool))};
    for (uint32_t i = 0; i < k->fields_count; i++) {
        runner.unknown[i] = pl_cell_unknown(k, &k->fields[i]);
    }
    for (uint32_t i = 0; i < k->cases_count; i++) {
        out_run->found[i] = (uint8_t)run_case(&runner, &k->cases[i]);
        out_run->failed += out_run->found[i] != k->cases[i].expected;
        out_run->tested[k->cases[i].rule] = true;
        const struct pl_rule *rule = &k->rules[k->cases[i].rule];
        for (uint32_t t = rule->terms.first; t < rule->terms.first + rule->terms.count; t++) {
            out_run->taken[t] |= (uint8_t)(1u << runner.evaluation.terms[t]);
        }
    }
    count(k, out_run);
}
