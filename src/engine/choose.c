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

/* What the rules of a platform that may close it say: all of them, or those alone that close an account though it
 * lives. */
struct closings {
    uint32_t rule;   /* the strictest that holds, or PL_NONE */
    uint32_t may;    /* bits: decisions of unknown rules that would prevail */
    uint32_t always; /* those of rules without a condition */
};
struct ruling {
    struct closings all, harmful;
    uint64_t common;     /* bits: the rules on every platform that hold for this one and improve it */
    uint64_t keeping;    /* those that keep it, or may */
    uint32_t own;        /* a rule of the platform that keeps or improves it, or PL_NONE */
    uint32_t least_own;  /* PL_KEEP or PL_IMPROVE by a rule that holds for certain, or PL_OPEN */
    uint32_t may_own;    /* bits: keep, improve; of unknown rules */
    enum pl_truth every; /* a rule on every platform asks for improvement */
    bool held;           /* an unknown rule holds the decision open */
    bool provisional;    /* an unknown rule is left to the prerequisites */
};

static void close_by(const struct pl_knowledge *k, uint32_t index, enum pl_truth truth, struct closings *closings)
{
    const struct pl_rule *rule = &k->rules[index];
    bool prevails = closings->rule == PL_NONE ||
                    rule->decision > k->rules[closings->rule].decision; /* over those heard so far, if it holds */
    if (truth == PL_TRUE && prevails) {
        closings->rule = index;
    } else if (truth == PL_UNKNOWN && prevails) {
        *(rule->terms.count == 0 ? &closings->always : &closings->may) |= 1u << rule->decision;
    }
}

static void hear(const struct pl_knowledge *k, uint32_t index, enum pl_truth truth, enum pl_truth account,
                 struct ruling *ruling)
{
    const struct pl_rule *rule = &k->rules[index];
    if (rule->decision == PL_RESERVE || rule->decision == PL_WATCH || rule->decision == PL_DO_NOT_OPEN) {
        close_by(k, index, truth, &ruling->all);
        if (rule->harm) {
            close_by(k, index, truth, &ruling->harmful);
        }
        ruling->held = ruling->held || (truth == PL_UNKNOWN && rule->when_unknown == PL_HOLD);
        ruling->provisional = ruling->provisional || (truth == PL_UNKNOWN && rule->when_unknown == PL_PROCEED);
    } else if (rule->platform == PL_NONE && rule->decision == PL_KEEP) {
        return; /* what lives is kept anyway: such a rule says why */
    } else if (rule->platform == PL_NONE) {
        ruling->every = truth > ruling->every ? truth : ruling->every;
    } else {
        bool stands = truth == PL_TRUE ||
                      (rule->provisional && account == PL_TRUE); /* while it is not said that somebody decided */
        bool prevails =
            ruling->own == PL_NONE || rule->decision > k->rules[ruling->own].decision; /* keep goes before improve */
        ruling->own = stands && prevails ? index : ruling->own;
        ruling->least_own = truth == PL_TRUE && rule->decision > ruling->least_own ? rule->decision : ruling->least_own;
        ruling->may_own |= truth == PL_UNKNOWN ? 1u << rule->decision : 0;
    }
}

size_t pl_chooser_common_size(const struct pl_plan *plan)
{
    return ((size_t)plan->knowledge->editions[plan->edition].entries.count + 1) * plan->knowledge->common_rules_count +
           1;
}

bool pl_choose_common(struct pl_chooser *chooser, uint64_t which)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    struct pl_range entries = k->editions[chooser->evaluation.edition].entries;
    uint8_t *truth = chooser->common;
    uint8_t *alone = truth + (size_t)entries.count * k->common_rules_count;
    bool changed = false;
    for (uint32_t i = 0; i < k->common_rules_count; i++) {
        alone[i] = chooser->evaluation.rules[k->common_rules[i]];
    }
    for (uint32_t e = entries.first; e < entries.first + entries.count; e++) {
        chooser->evaluation.platform = k->entries[e].platform;
        for (uint32_t i = 0; i < k->common_rules_count; i++, truth++) {
            uint8_t before = *truth;
            if ((which >> i & 1) != 0) {
                *truth = (uint8_t)pl_evaluate_rule(&chooser->evaluation, k->common_rules[i]);
                changed = changed || *truth != before;
            }
        }
    }
    chooser->evaluation.platform = PL_NONE;
    for (uint32_t i = 0; i < k->common_rules_count; i++) { /* other rules see them as they are without a platform */
        chooser->evaluation.rules[k->common_rules[i]] = alone[i];
    }
    return changed;
}

/* An account of which nothing is said is assumed not to exist; one that is listed may be official while its owner is
 * unknown. */
static enum pl_truth has_account(const struct pl_chooser *chooser, uint32_t platform)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    const struct pl_cell *official = &chooser->evaluation.cells[k->facts[PL_FACT_OFFICIAL]];
    bool listed = chooser->evaluation.cells[k->facts[PL_FACT_ACCOUNTS]].records != NULL;
    return (official->low >> platform & 1) != 0              ? PL_TRUE
           : listed && (official->high >> platform & 1) != 0 ? PL_UNKNOWN
                                                             : PL_FALSE;
}

static enum pl_truth is_alive(const struct pl_chooser *chooser, uint32_t platform)
{
    const struct pl_cell *living = &chooser->evaluation.cells[chooser->evaluation.knowledge->facts[PL_FACT_LIVING]];
    return (living->low >> platform & 1) != 0 ? PL_TRUE : (living->high >> platform & 1) != 0 ? PL_UNKNOWN : PL_FALSE;
}

/* `account`: of the authority, on the platform. Without one there is nothing that a rule on every platform could
 * improve, nor leave open. */
static struct ruling rule_on(const struct pl_chooser *chooser, const struct pl_entry *entry, const uint8_t *common,
                             enum pl_truth account)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    struct ruling ruling = {.all = {.rule = PL_NONE},
                            .harmful = {.rule = PL_NONE},
                            .own = PL_NONE,
                            .least_own = PL_OPEN,
                            .every = PL_FALSE};
    for (uint32_t i = entry->rules.first; i < entry->rules.first + entry->rules.count; i++) {
        if (chooser->evaluation.rules[i] != PL_FALSE) {
            hear(k, i, (enum pl_truth)chooser->evaluation.rules[i], account, &ruling);
        }
    }
    for (uint32_t i = 0; i < k->common_rules_count; i++) {
        const struct pl_rule *rule = &k->rules[k->common_rules[i]];
        if (common[i] == PL_FALSE ||
            (account == PL_FALSE && (common[i] == PL_UNKNOWN || rule->decision == PL_IMPROVE))) {
            continue;
        }
        hear(k, k->common_rules[i], (enum pl_truth)common[i], account, &ruling);
        ruling.common |= (uint64_t)(common[i] == PL_TRUE && rule->decision == PL_IMPROVE) << i;
        ruling.keeping |= (uint64_t)(rule->decision == PL_KEEP) << i;
    }
    return ruling;
}

static uint8_t greater(uint8_t a, uint8_t b)
{
    return a > b ? a : b;
}

/* What closes a platform as things stand: an account that lives, or may, is closed only for harm. */
static const struct closings *closings_of(const struct ruling *ruling, uint8_t account, uint8_t lives)
{
    return account == PL_TRUE && lives != PL_FALSE ? &ruling->harmful : &ruling->all;
}

/* Whether needs are served by a platform that is their main one and free to be used. */
struct service {
    uint8_t served[PL_NEEDS_MAX]; /* enum pl_truth by need, what is left to the prerequisites counting as free */
    uint8_t firmly[PL_NEEDS_MAX]; /* counting as unknown */
};

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

/* Everything that a decision rests on, settled. */
struct settled {
    uint32_t closing;   /* the strictest decision that closes, or PL_OPEN */
    bool unconditional; /* by a rule without a condition */
    uint32_t own;       /* PL_KEEP or PL_IMPROVE by a rule of the platform, or PL_OPEN */
    bool every;         /* a rule on every platform improves it */
    bool needed, account, lives;
};

static enum pl_decision decision_without_account(const struct settled *s)
{
    if (s->closing != PL_OPEN) { /* what is not needed is closed by a rule without a condition, or by itself */
        return s->needed || s->unconditional ? (enum pl_decision)s->closing : PL_DO_NOT_OPEN;
    }
    return s->own != PL_OPEN ? (enum pl_decision)s->own : s->needed ? PL_OPEN : PL_DO_NOT_OPEN;
}

/* What lives is kept, whether anything calls for it or not; what sleeps is kept if something does. */
static enum pl_decision decision_on_account(const struct settled *s)
{
    if (s->closing != PL_OPEN) {
        return s->closing == PL_DO_NOT_OPEN ? PL_LEAVE : PL_RESERVE;
    }
    if (s->own != PL_OPEN) {
        return (enum pl_decision)s->own;
    }
    return !s->lives && !s->needed ? PL_RESERVE : s->every ? PL_IMPROVE : PL_KEEP;
}

/* The decisions that may close, a bit each: those of rules with a condition, and of rules without one. PL_OPEN: nothing
 * closes. */
struct closing_bits {
    uint32_t by_condition, always;
};

static struct closing_bits closing_bits(const struct pl_knowledge *k, const struct closings *closings)
{
    const struct pl_rule *holding = closings->rule == PL_NONE ? NULL : &k->rules[closings->rule];
    uint32_t held = 1u << (holding == NULL ? PL_OPEN : holding->decision);
    uint32_t stricter = holding == NULL ? ~0u : ~((held << 1) - 1);
    bool unconditional = holding != NULL && holding->terms.count == 0;
    return (struct closing_bits){(closings->may & stricter) | (unconditional ? 0 : held),
                                 (closings->always & stricter) | (unconditional ? held : 0)};
}

static uint32_t decisions_over(const struct closing_bits *closings, struct settled s)
{
    uint32_t possible = 0;
    for (uint32_t bits = closings->by_condition | closings->always, closing = PL_OPEN; bits >> closing != 0;
         closing++) {
        for (int unconditional = 0; unconditional <= 1; unconditional++) {
            if (((unconditional ? closings->always : closings->by_condition) >> closing & 1) != 0) {
                s.closing = closing;
                s.unconditional = unconditional != 0;
                possible |= 1u << (s.account ? decision_on_account(&s) : decision_without_account(&s));
            }
        }
    }
    return possible;
}

/* Each of the values that a truth still allows, the lesser first. */
#define EACH_VALUE(value, truth)                                                                                       \
    int value = (truth) == PL_TRUE;                                                                                    \
    (value) <= ((truth) != PL_FALSE);                                                                                  \
    (value)++

/* Every decision that the unknown facts still allow, one bit each. Rules, needs and accounts are taken to be free of
 * one another, so there may be one too many, and more facts only take some away. */
static uint32_t possible_decisions(const struct pl_knowledge *k, const struct ruling *ruling, enum pl_truth needed,
                                   enum pl_truth account, enum pl_truth lives)
{
    struct closing_bits all = closing_bits(k, &ruling->all);
    struct closing_bits harmful = closing_bits(k, &ruling->harmful);
    uint32_t owns = ruling->may_own | 1u << ruling->least_own;
    uint32_t possible = 0;
    for (uint32_t own = ruling->least_own; owns >> own != 0; own++) {
        if ((owns >> own & 1) == 0) {
            continue;
        }
        for (EACH_VALUE(is_needed, needed)) {
            struct settled s = {.own = own, .needed = is_needed != 0};
            possible |= account == PL_TRUE ? 0 : decisions_over(&all, s);
            s.account = true;
            if (account == PL_FALSE) {
                continue;
            }
            for (EACH_VALUE(is_alive, lives)) {
                for (EACH_VALUE(every, ruling->every)) {
                    s.lives = is_alive != 0;
                    s.every = every != 0;
                    possible |= decisions_over(s.lives ? &harmful : &all, s);
                }
            }
        }
    }
    return possible;
}

static struct pl_choice decide(const struct pl_chooser *chooser, uint32_t index, const struct ruling *ruling,
                               const struct service *service, enum pl_truth account, enum pl_truth lives)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    const struct pl_entry *entry = &k->entries[index];
    struct pl_choice choice = {
        .platform = entry->platform, .entry = index, .fate = PL_NONE, .rule = PL_NONE, .harm = PL_NONE};
    uint64_t firm_needs = 0;
    enum pl_truth fit = fit_of(chooser, entry, service->served, &choice.needs);
    enum pl_truth firm_fit = fit_of(chooser, entry, service->firmly, &firm_needs);
    choice.has_account = account == PL_TRUE;
    choice.possible = possible_decisions(k, ruling, firm_fit, account, lives);
    uint32_t closing = closings_of(ruling, (uint8_t)account, (uint8_t)lives)->rule;
    bool is_kept = choice.has_account && lives != PL_FALSE;
    struct settled settled = {.closing = closing == PL_NONE ? PL_OPEN : k->rules[closing].decision,
                              .unconditional = closing != PL_NONE && k->rules[closing].terms.count == 0,
                              .own = ruling->own == PL_NONE ? PL_OPEN : k->rules[ruling->own].decision,
                              .every = ruling->every == PL_TRUE,
                              .needed = fit != PL_FALSE,
                              .account = choice.has_account,
                              .lives = lives != PL_FALSE};
    choice.decision = choice.has_account ? decision_on_account(&settled) : decision_without_account(&settled);
    bool waits = settled.closing == PL_OPEN && settled.own == PL_OPEN && !is_kept;
    if (waits && choice.decision != PL_DO_NOT_OPEN && choice.decision != PL_RESERVE &&
        (ruling->held || fit == PL_UNKNOWN)) {
        choice.decision = PL_UNDECIDED;
    }
    bool by_closing = closing != PL_NONE && (settled.needed || settled.unconditional || choice.has_account);
    choice.rule = by_closing ? closing : closing == PL_NONE && settled.own != PL_OPEN ? ruling->own : PL_NONE;
    choice.harm = is_kept && by_closing ? closing : PL_NONE;
    bool keeps = choice.decision == PL_KEEP && choice.has_account && choice.rule == PL_NONE;
    choice.common = choice.decision == PL_IMPROVE ? ruling->common : keeps ? ruling->keeping : 0;
    bool assumed = choice.decision == PL_KEEP && is_kept && lives == PL_UNKNOWN;
    bool stands = assumed || (choice.rule != PL_NONE && k->rules[choice.rule].provisional);
    choice.provisional = choice.decision != PL_UNDECIDED && (stands || choice.possible != 1u << choice.decision);
    return choice;
}

/* ---- one channel for one need ------------------------------------------------------------------------------ */

enum { SERVES = 1u << PL_OPEN | 1u << PL_KEEP | 1u << PL_IMPROVE };

/* Decisions that leave a platform at work; an account that rests is there when it is called for. */
static uint32_t serving(const struct pl_choice *choice)
{
    return SERVES | (choice->has_account ? 1u << PL_RESERVE : 0);
}

/* The needs that a platform serves: as one of their main ones, or only for want of those; those that are true, or may
 * be. */
struct bound {
    uint64_t main, alternative, possible;
};

/* A platform is not opened beside others that already do the same for every need it would serve. */
static void share_needs(const struct pl_chooser *chooser, struct pl_choice *choices, uint32_t count)
{
    struct bound bound[PL_CHOICES_MAX];
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_entry *entry = &chooser->evaluation.knowledge->entries[choices[i].entry];
        struct bound needs = {0, 0, 0};
        for (uint32_t b = entry->serves.first; b < entry->serves.first + entry->serves.count; b++) {
            const struct pl_binding *binding = &chooser->evaluation.knowledge->bindings[b];
            uint64_t need = UINT64_C(1) << binding->need;
            *(binding->alternative ? &needs.alternative : &needs.main) |= need;
            needs.possible |= chooser->needs[binding->need] == PL_FALSE ? 0 : need;
        }
        bound[i] = needs;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct pl_choice *choice = &choices[i];
        if ((choice->possible >> PL_OPEN & 1) == 0 || choice->needs == 0) {
            continue;
        }
        uint64_t certainly = 0;
        uint64_t advised = 0;
        uint64_t possibly = 0;
        for (uint32_t other = 0; other < count; other++) {
            /* what it does as well: a main one as well as any, an alternative as well as an alternative */
            uint64_t needs = other == i ? 0 : bound[other].main | (bound[other].alternative & bound[i].alternative);
            /* What exists goes before what would be opened, and among those the catalogue's order counts. */
            bool opens = choices[other].decision == PL_OPEN;
            bool before = opens ? other < i && !choices[other].shared
                                : (serving(&choices[other]) >> choices[other].decision & 1) != 0;
            advised |= before ? needs : 0;
            certainly |= before && (choices[other].possible & ~serving(&choices[other])) == 0 ? needs : 0;
            uint32_t may_serve = 1u << PL_KEEP | 1u << PL_IMPROVE | 1u << PL_RESERVE | (other < i ? 1u << PL_OPEN : 0);
            possibly |= (choices[other].possible & may_serve) != 0 ? needs : 0;
        }
        choice->possible |= (choice->needs & ~possibly) == 0 ? 1u << PL_DO_NOT_OPEN : 0;
        if (choice->decision == PL_OPEN && (choice->needs & ~advised) == 0) {
            choice->decision = PL_DO_NOT_OPEN;
            choice->shared = true;
            choice->possible &= (bound[i].possible & ~certainly) == 0 ? ~(1u << PL_OPEN) : ~0u;
        }
        choice->provisional = choice->decision != PL_UNDECIDED && choice->possible != 1u << choice->decision;
    }
}

uint32_t pl_choose_platforms(const struct pl_chooser *chooser, struct pl_choice *out_choices)
{
    const struct pl_knowledge *k = chooser->evaluation.knowledge;
    struct pl_range entries = k->editions[chooser->evaluation.edition].entries;
    struct ruling rulings[PL_CHOICES_MAX];
    uint8_t accounts[PL_CHOICES_MAX];
    uint8_t lives[PL_CHOICES_MAX];
    struct service service;
    for (uint32_t e = 0; e < entries.count; e++) {
        const struct pl_entry *entry = &k->entries[entries.first + e];
        accounts[e] = (uint8_t)has_account(chooser, entry->platform);
        lives[e] = (uint8_t)is_alive(chooser, entry->platform);
        rulings[e] =
            rule_on(chooser, entry, chooser->common + (size_t)e * k->common_rules_count, (enum pl_truth)accounts[e]);
    }
    service = (struct service){.served = {PL_FALSE}};
    for (uint32_t e = 0; e < entries.count; e++) {
        const struct pl_entry *entry = &k->entries[entries.first + e];
        uint8_t usable = closings_of(&rulings[e], accounts[e], lives[e])->rule != PL_NONE ? PL_FALSE
                         : rulings[e].held                                                ? PL_UNKNOWN
                                                                                          : PL_TRUE;
        for (uint32_t b = entry->serves.first; b < entry->serves.first + entry->serves.count; b++) {
            const struct pl_binding *binding = &k->bindings[b];
            uint8_t firm = usable == PL_TRUE && rulings[e].provisional ? PL_UNKNOWN : usable;
            if (!binding->alternative) {
                service.served[binding->need] = greater(usable, service.served[binding->need]);
                service.firmly[binding->need] = greater(firm, service.firmly[binding->need]);
            }
        }
    }
    for (uint32_t e = 0; e < entries.count; e++) {
        out_choices[e] = decide(chooser, entries.first + e, &rulings[e], &service, (enum pl_truth)accounts[e],
                                (enum pl_truth)lives[e]);
    }
    share_needs(chooser, out_choices, entries.count);
    return entries.count;
}
