/* SPDX-License-Identifier: MIT
 * See evaluate.h. Children stand after their parent, so one backward loop values a condition without recursion.
 */
#include "engine/evaluate.h"

static enum pl_truth negate(enum pl_truth truth)
{
    return (enum pl_truth)(PL_TRUE - truth);
}

static enum pl_truth contains(const struct pl_cell *cell, int64_t bits)
{
    return (cell->low & bits) != 0 ? PL_TRUE : (cell->high & bits) == 0 ? PL_FALSE : PL_UNKNOWN;
}

static enum pl_truth one_of(const struct pl_cell *cell, int64_t bits)
{
    return (cell->high & bits) == 0 ? PL_FALSE : (cell->high & ~bits) == 0 ? PL_TRUE : PL_UNKNOWN;
}

static enum pl_truth in_range(const struct pl_cell *cell, int64_t low, int64_t high)
{
    return cell->high < low || cell->low > high     ? PL_FALSE
           : cell->low >= low && cell->high <= high ? PL_TRUE
                                                    : PL_UNKNOWN;
}

static enum pl_truth fold_children(const struct pl_evaluation *e, const struct pl_term *term)
{
    const uint8_t *children = e->terms + term->children.first;
    if (term->operation == PL_NOT) {
        return negate((enum pl_truth)children[0]);
    }
    bool all = term->operation == PL_ALL;
    uint8_t value = all ? PL_TRUE : PL_FALSE;
    for (uint32_t i = 0; i < term->children.count; i++) {
        value = (children[i] < value) == all ? children[i] : value;
    }
    return (enum pl_truth)value;
}

static enum pl_truth evaluate_term(const struct pl_evaluation *e, const struct pl_term *term)
{
    const struct pl_knowledge *k = e->knowledge;
    const struct pl_operation_traits *traits = &pl_operations[term->operation];
    enum pl_truth truth = PL_UNKNOWN;
    switch (traits->looks_at) {
    case PL_AT_TERMS:
        return fold_children(e, term);
    case PL_AT_RULE:
        return (enum pl_truth)e->rules[term->subject];
    case PL_AT_CHOICE:
        truth = one_of(&e->cells[term->subject], pl_term_bits(k, term, e->platform));
        break;
    case PL_AT_SET:
        truth = contains(&e->cells[term->subject], pl_term_bits(k, term, e->platform));
        break;
    case PL_AT_NUMBER:
        truth = in_range(&e->cells[term->subject], k->numbers[term->number], k->numbers[term->number + 1]);
        break;
    }
    return traits->negated ? negate(truth) : truth;
}

enum pl_truth pl_evaluate_terms(const struct pl_evaluation *e, struct pl_range terms)
{
    enum pl_truth truth = PL_TRUE;
    for (uint32_t i = terms.count; i-- > 0;) {
        truth = evaluate_term(e, &e->knowledge->terms[terms.first + i]);
        e->terms[terms.first + i] = (uint8_t)truth;
    }
    return truth;
}

enum pl_truth pl_evaluate_rule(const struct pl_evaluation *e, uint32_t index)
{
    const struct pl_rule *rule = &e->knowledge->rules[index];
    bool here = (rule->editions >> e->edition & 1) != 0;
    enum pl_truth truth = here ? pl_evaluate_terms(e, rule->terms) : PL_FALSE;
    for (uint32_t i = rule->yields_to.first; i < rule->yields_to.first + rule->yields_to.count; i++) {
        enum pl_truth gives_way = negate((enum pl_truth)e->rules[e->knowledge->refs[i]]);
        truth = gives_way < truth ? gives_way : truth;
    }
    e->rules[index] = (uint8_t)truth;
    return truth;
}

void pl_evaluate_all(const struct pl_evaluation *e, bool late)
{
    for (uint32_t i = 0; i < e->knowledge->rules_count; i++) {
        uint32_t rule = e->knowledge->order[i];
        if ((e->knowledge->rules[rule].late != 0) == late) {
            pl_evaluate_rule(e, rule);
        }
    }
}
