/* SPDX-License-Identifier: MIT
 * See choose.h.
 */
#include "engine/choose.h"

#include "engine/derive.h"

void pl_choose_needs(struct pl_chooser *chooser)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    for (uint32_t i = 0; i < k->needs_count; i++) {
        chooser->needs[i] = PL_FALSE;
        chooser->degrees[i] = PL_WEAK;
    }
    for (uint32_t i = 0; i < k->need_rules_count; i++) {
        const struct pl_rule *rule = &k->rules[k->need_rules[i]];
        uint8_t truth = chooser->evaluation.rules[k->need_rules[i]];
        if (truth > chooser->needs[rule->need]) {
            chooser->needs[rule->need] = truth;
        }
        if (truth == PL_TRUE && rule->degree < chooser->degrees[rule->need]) {
            chooser->degrees[rule->need] = (uint8_t)rule->degree;
        }
    }
}

/* What the rules of a platform say. */
struct ruling {
    uint64_t common;  /* bits: the rules on every platform that hold for this one */
    uint32_t rule;    /* the strictest that holds, or PL_NONE */
    uint32_t may;     /* bits: what unknown rules advise that would prevail */
    uint32_t always;  /* those that have no condition */
    bool held;        /* an unknown rule holds the decision open */
    bool provisional; /* an unknown rule is left to the prerequisites */
    bool every;       /* an unknown rule on every platform asks for improvement */
};

static void hear(const struct pl_knowledge *k, uint32_t index, enum pl_truth truth, struct ruling *ruling)
{
    const struct pl_rule *rule = &k->rules[index];
    bool prevails = ruling->rule == PL_NONE || rule->decision > k->rules[ruling->rule].decision; /* over those heard so far, if it holds */
    if (truth == PL_TRUE && prevails) {
        ruling->rule = index;
    } else if (truth == PL_UNKNOWN && prevails) {
        bool every = rule->decision == PL_IMPROVE && rule->platform == PL_NONE;
        ruling->every = ruling->every || every;
        ruling->may |= every || rule->terms.count == 0 ? 0 : 1u << rule->decision;
        ruling->always |= every || rule->terms.count > 0 ? 0 : 1u << rule->decision;
    }
    if (truth == PL_UNKNOWN && rule->decision > PL_IMPROVE) {
        ruling->held = ruling->held || rule->when_unknown == PL_HOLD;
        ruling->provisional = ruling->provisional || rule->when_unknown == PL_PROCEED;
    }
}

size_t pl_chooser_common_size(const struct pl_plan *plan)
{
    return ((size_t)plan->knowledge->editions[plan->edition].entries.count + 1) * plan->knowledge->common_rules_count + 1;
}

void pl_choose_common(struct pl_chooser *chooser)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    struct pl_range entries = k->editions[chooser->evaluation.edition].entries;
    uint8_t *truth = chooser->common;
    uint8_t *alone = truth + (size_t)entries.count * k->common_rules_count;
    for (uint32_t i = 0; i < k->common_rules_count; i++) {
        alone[i] = chooser->evaluation.rules[k->common_rules[i]];
    }
    for (uint32_t e = entries.first; e < entries.first + entries.count; e++) {
        chooser->evaluation.platform = k->entries[e].platform;
        for (uint32_t i = 0; i < k->common_rules_count; i++) {
            *truth++ = (uint8_t)pl_evaluate_rule(&chooser->evaluation, k->common_rules[i]);
        }
    }
    chooser->evaluation.platform = PL_NONE;
    for (uint32_t i = 0; i < k->common_rules_count; i++) { /* other rules see them as they are without a platform */
        chooser->evaluation.rules[k->common_rules[i]] = alone[i];
    }
}

/* An account of which nothing is said is assumed not to exist; one that is listed may be official while its owner is unknown. */
static enum pl_truth has_account(const struct pl_chooser *chooser, uint32_t platform)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    const struct pl_cell *official = &chooser->evaluation.cells[k->facts[PL_FACT_OFFICIAL]];
    bool listed = chooser->evaluation.cells[k->facts[PL_FACT_ACCOUNTS]].records != NULL;
    return (official->low >> platform & 1) != 0                ? PL_TRUE
           : listed && (official->high >> platform & 1) != 0 ? PL_UNKNOWN
                                                               : PL_FALSE;
}

/* `account`: of the authority, on the platform. Without one there is nothing that a rule on every platform could improve. */
static struct ruling rule_on(const struct pl_chooser *chooser, const struct pl_entry *entry, const uint8_t *common, enum pl_truth account)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    struct ruling ruling = {.rule = PL_NONE};
    for (uint32_t i = entry->rules.first; i < entry->rules.first + entry->rules.count; i++) {
        if (chooser->evaluation.rules[i] != PL_FALSE) {
            hear(k, i, (enum pl_truth)chooser->evaluation.rules[i], &ruling);
        }
    }
    for (uint32_t i = 0; i < k->common_rules_count; i++) {
        if (common[i] != PL_FALSE && (account != PL_FALSE || k->rules[k->common_rules[i]].decision != PL_IMPROVE)) {
            hear(k, k->common_rules[i], (enum pl_truth)common[i], &ruling);
            ruling.common |= (uint64_t)(common[i] == PL_TRUE) << i;
        }
    }
    return ruling;
}

static uint8_t greater(uint8_t a, uint8_t b)
{
    return a > b ? a : b;
}

static bool closes(const struct pl_knowledge *k, uint32_t rule)
{
    return rule != PL_NONE && k->rules[rule].decision > PL_IMPROVE;
}

/* Whether needs are served by a platform that is their main one and free to be used. */
struct service {
    uint8_t served[PL_NEEDS_MAX]; /* enum pl_truth by need, what is left to the prerequisites counting as free */
    uint8_t firmly[PL_NEEDS_MAX]; /* counting as unknown */
};

static void find_served(const struct pl_chooser *chooser, const struct ruling *rulings, struct pl_range entries,
                        struct service *out_service)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    *out_service = (struct service){.served = {PL_FALSE}};
    for (uint32_t e = 0; e < entries.count; e++) {
        const struct pl_entry *entry = &k->entries[entries.first + e];
        uint8_t usable = closes(k, rulings[e].rule) ? PL_FALSE : rulings[e].held ? PL_UNKNOWN : PL_TRUE;
        for (uint32_t b = entry->serves.first; b < entry->serves.first + entry->serves.count; b++) {
            const struct pl_binding *binding = &k->bindings[b];
            uint8_t firm = usable == PL_TRUE && rulings[e].provisional ? PL_UNKNOWN : usable;
            if (!binding->alternative) {
                out_service->served[binding->need] = greater(usable, out_service->served[binding->need]);
                out_service->firmly[binding->need] = greater(firm, out_service->firmly[binding->need]);
            }
        }
    }
}

/* How well an entry fits: the best of its needs; those that are true are collected. */
static enum pl_truth fit_of(const struct pl_chooser *chooser, const struct pl_entry *entry, const uint8_t *served,
                            uint64_t *out_needs)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    uint8_t best = PL_FALSE;
    *out_needs = 0;
    for (uint32_t b = entry->serves.first; b < entry->serves.first + entry->serves.count; b++) {
        const struct pl_binding *binding = &k->bindings[b];
        uint8_t truth = chooser->needs[binding->need];
        if (binding->alternative) {
            uint8_t unserved = (uint8_t)(PL_TRUE - served[binding->need]);
            truth = unserved < truth ? unserved : truth;
        }
        best = truth > best ? truth : best;
        *out_needs |= truth == PL_TRUE ? UINT64_C(1) << binding->need : 0;
    }
    return (enum pl_truth)best;
}

/* With an official account, advice on opening becomes advice on the account. */
static enum pl_decision with_account(enum pl_decision decision, bool needless)
{
    switch (decision) {
    case PL_OPEN:
        return PL_KEEP;
    case PL_DO_NOT_OPEN:
        return needless ? PL_RESERVE : PL_LEAVE;
    case PL_WATCH:
        return PL_RESERVE;
    case PL_IMPROVE:
    case PL_RESERVE:
    case PL_KEEP:
    case PL_LEAVE:
    case PL_UNDECIDED:
    case PL_DECISIONS:
        break;
    }
    return decision;
}

/* Every decision that the unknown facts still allow, one bit each. Rules, needs and accounts are taken to be free of one another, so there
 * may be one too many, and more facts only take some away. */
static uint32_t possible_decisions(const struct pl_knowledge *k, const struct ruling *ruling, enum pl_truth needed, enum pl_truth account)
{
    const struct pl_rule *holding = ruling->rule == PL_NONE ? NULL : &k->rules[ruling->rule];
    uint32_t strict = holding == NULL ? ~0u : ~0u << holding->decision; /* milder ones give way */
    bool every = ruling->every && (strict >> PL_IMPROVE & 1) != 0;
    uint32_t may = ruling->may & strict;
    uint32_t always = ruling->always & strict;
    if (holding != NULL && holding->decision == PL_IMPROVE && holding->platform == PL_NONE) {
        every = true;
    } else if (holding != NULL) {
        *(holding->terms.count == 0 ? &always : &may) |= 1u << holding->decision;
    }
    const uint32_t improve = 1u << PL_IMPROVE;
    uint32_t closing = (may | always) & ~(improve | 1u << PL_OPEN);
    bool open = holding == NULL || holding->decision == PL_OPEN; /* no rule need hold */
    uint32_t possible = (may | always) & improve;
    if (account != PL_TRUE && needed != PL_TRUE) { /* what is not needed is closed by a rule without a condition, or by itself */
        possible |= (always & closing) | (open || every || (may & closing) != 0 ? 1u << PL_DO_NOT_OPEN : 0);
    }
    if (account != PL_TRUE && needed != PL_FALSE) {
        possible |= closing | (open || every ? 1u << PL_OPEN : 0);
    }
    for (uint32_t decision = PL_RESERVE; account != PL_FALSE && closing >> decision != 0; decision++) {
        possible |= (closing >> decision & 1) != 0 ? 1u << with_account((enum pl_decision)decision, false) : 0;
    }
    if (account != PL_FALSE && needed != PL_TRUE) {
        possible |= open || every ? 1u << PL_RESERVE : 0;
    }
    if (account != PL_FALSE && needed != PL_FALSE) {
        possible |= (open ? 1u << PL_KEEP : 0) | (every ? improve : 0);
    }
    return possible;
}

static struct pl_choice decide(const struct pl_chooser *chooser, uint32_t index, const struct ruling *ruling,
                               const struct service *service, enum pl_truth account)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    const struct pl_entry *entry = &k->entries[index];
    struct pl_choice choice = {.platform = entry->platform, .entry = index, .fate = PL_NONE, .rule = PL_NONE};
    uint64_t firm_needs = 0;
    enum pl_truth fit = fit_of(chooser, entry, service->served, &choice.needs);
    enum pl_truth firm_fit = fit_of(chooser, entry, service->firmly, &firm_needs);
    choice.has_account = account == PL_TRUE;
    choice.possible = possible_decisions(k, ruling, firm_fit, account);
    /* Only a rule of its own improves a platform that nothing calls for. */
    bool improves = ruling->rule != PL_NONE && k->rules[ruling->rule].decision == PL_IMPROVE &&
                    (fit == PL_TRUE || k->rules[ruling->rule].platform != PL_NONE);
    bool unconditional = ruling->rule != PL_NONE && k->rules[ruling->rule].terms.count == 0;
    if (closes(k, ruling->rule) && (fit != PL_FALSE || unconditional || choice.has_account)) {
        choice.rule = ruling->rule;
        choice.decision = (enum pl_decision)k->rules[ruling->rule].decision;
    } else if (fit == PL_FALSE && !improves) {
        choice.decision = PL_DO_NOT_OPEN;
    } else if (ruling->held || (fit == PL_UNKNOWN && !improves)) {
        choice.decision = PL_UNDECIDED;
    } else if (improves) {
        choice.rule = ruling->rule;
        choice.decision = PL_IMPROVE;
        choice.common = ruling->common;
    } else {
        choice.decision = PL_OPEN;
    }
    if (choice.has_account) {
        choice.decision = with_account(choice.decision, choice.rule == PL_NONE);
    }
    choice.provisional = choice.decision != PL_UNDECIDED && choice.possible != 1u << choice.decision;
    return choice;
}

uint32_t pl_choose_platforms(const struct pl_chooser *chooser, struct pl_choice *out_choices)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    struct pl_range entries = k->editions[chooser->evaluation.edition].entries;
    struct ruling rulings[PL_CHOICES_MAX];
    enum pl_truth accounts[PL_CHOICES_MAX];
    struct service service;
    for (uint32_t e = 0; e < entries.count; e++) {
        const struct pl_entry *entry = &k->entries[entries.first + e];
        accounts[e] = has_account(chooser, entry->platform);
        rulings[e] = rule_on(chooser, entry, chooser->common + (size_t)e * k->common_rules_count, accounts[e]);
    }
    find_served(chooser, rulings, entries, &service);
    for (uint32_t e = 0; e < entries.count; e++) {
        out_choices[e] = decide(chooser, entries.first + e, &rulings[e], &service, accounts[e]);
    }
    return entries.count;
}
