/* SPDX-License-Identifier: MIT
 * See proof.h: the checks of conditions.
 */
#include <string.h>

#include "proof/prover.h"

enum { COMPARISONS_MAX = 5 * 1000 * 1000 }; /* a thousand times what 250 rules take; a second or so */

struct pl_fault *pl_prover_fault(struct pl_prover *prover, enum pl_check check)
{
    struct pl_proof *proof = prover->proof;
    if ((proof->faults_count & (proof->faults_count - 1)) == 0) { /* full: 0, 1, 2, 4, 8… */
        uint32_t capacity = proof->faults_count == 0 ? 1 : 2 * proof->faults_count;
        struct pl_fault *grown = pl_arena_array(prover->arena, capacity, sizeof *grown);
        if (proof->faults_count > 0) {
            memcpy(grown, proof->faults, proof->faults_count * sizeof *grown);
        }
        proof->faults = grown;
    }
    struct pl_fault *fault = &proof->faults[proof->faults_count++];
    *fault = (struct pl_fault){
        .check = check, .rule = PL_NONE, .other = PL_NONE, .field = PL_NONE, .value = PL_NONE, .citation = PL_NONE};
    return fault;
}

void pl_prover_count(struct pl_prover *prover, enum pl_check check, bool proved)
{
    prover->proof->checks[check].subjects++;
    prover->proof->checks[check].proved += proved;
}

/* ---- what each rule depends on --------------------------------------------------------------------------- */

static void inherit(struct pl_prover *prover, uint32_t rule, uint32_t other)
{
    uint32_t fields = prover->knowledge->fields_count;
    prover->on_edition[rule] = true;
    prover->on_this[rule] = prover->on_this[rule] || prover->on_this[other];
    for (uint32_t f = 0; f < fields; f++) {
        prover->facts[rule * fields + f] |= prover->facts[other * fields + f];
    }
}

static void survey_rule(struct pl_prover *prover, uint32_t index)
{
    const struct pl_knowledge *k = prover->knowledge;
    const struct pl_rule *rule = &k->rules[index];
    for (uint32_t t = rule->terms.first; t < rule->terms.first + rule->terms.count; t++) {
        const struct pl_term *term = &k->terms[t];
        if (pl_term_looks_at(term) == PL_AT_RULE) {
            inherit(prover, index, term->subject);
        } else if (pl_term_field(term) != PL_NONE) {
            prover->facts[index * k->fields_count + term->subject] = 1;
            prover->on_this[index] = prover->on_this[index] || pl_operations[term->operation].bits == PL_BITS_THIS;
        }
    }
    for (uint32_t y = rule->yields_to.first; y < rule->yields_to.first + rule->yields_to.count; y++) {
        inherit(prover, index, k->refs[y]);
    }
}

/* ---- where rules hold ------------------------------------------------------------------------------------ */

/* The places in which rules are looked at: the editions they share and, for those that speak of every platform, each
 * platform of the edition; what a rule does not depend on is not gone through. */
struct places {
    uint32_t editions; /* bits */
    bool each_edition, each_platform;
    uint32_t platform; /* if not each */
    uint32_t at;       /* entry of the edition */
    struct pl_world world;
};

static bool speaks_of_all(const struct pl_rule *rule)
{
    return rule->concludes == PL_DECIDES && rule->platform == PL_NONE;
}

static struct places places_of(struct pl_prover *prover, uint32_t a, uint32_t b)
{
    const struct pl_rule *left = &prover->knowledge->rules[a];
    const struct pl_rule *right = &prover->knowledge->rules[b];
    bool all = (speaks_of_all(left) && prover->on_this[a]) || (speaks_of_all(right) && prover->on_this[b]);
    uint32_t platform = left->platform != PL_NONE ? left->platform : right->platform;
    return (struct places){.editions = left->editions & right->editions,
                           .each_edition = prover->on_edition[a] || prover->on_edition[b],
                           .each_platform = all && platform == PL_NONE,
                           .platform = all ? platform : PL_NONE,
                           .world = {prover->knowledge->editions_count, PL_NONE, &prover->left}};
}

/* The latest edition first. */
static bool next_edition(const struct pl_knowledge *k, struct places *places)
{
    bool first = places->world.edition == k->editions_count;
    if (!first && !places->each_edition) {
        return false;
    }
    while (places->world.edition > 0) {
        places->world.edition--;
        if ((places->editions >> places->world.edition & 1) != 0) {
            places->at = 0;
            return true;
        }
    }
    return false;
}

static bool next_place(const struct pl_knowledge *k, struct places *places)
{
    while (places->each_platform) {
        bool started = places->world.edition < k->editions_count;
        struct pl_range entries = started ? k->editions[places->world.edition].entries : (struct pl_range){0, 0};
        if (places->at < entries.count) {
            places->world.platform = k->entries[entries.first + places->at++].platform;
            return true;
        }
        places->each_edition = true; /* the platforms differ */
        if (!next_edition(k, places)) {
            return false;
        }
    }
    places->world.platform = places->platform;
    return next_edition(k, places);
}

/* Where a rule holds; `this` stands for a platform only in rules that speak of all. */
static const struct pl_boxes *boxes_of(struct pl_prover *prover, uint32_t rule, struct pl_world world)
{
    const struct pl_knowledge *k = prover->knowledge;
    bool fixed = !prover->on_edition[rule] && !prover->on_this[rule];
    if (fixed && prover->boxes[rule] != NULL) {
        return prover->boxes[rule];
    }
    world.platform = speaks_of_all(&k->rules[rule]) ? world.platform : PL_NONE;
    struct pl_boxes *boxes = pl_arena_alloc(prover->arena, sizeof *boxes);
    *boxes = pl_boxes_of_rule(k, rule, world, prover->arena);
    prover->boxes[rule] = fixed ? boxes : NULL;
    return boxes;
}

/* ---- conditions ------------------------------------------------------------------------------------------ */

static bool can_hold(struct pl_prover *prover, uint32_t rule, uint32_t *out_boxes, bool *out_too_many)
{
    struct places places = places_of(prover, rule, rule);
    uint32_t count = 0;
    while (next_place(prover->knowledge, &places)) {
        const struct pl_boxes *boxes = boxes_of(prover, rule, places.world);
        *out_too_many = *out_too_many || boxes->too_many;
        count = boxes->count > count ? boxes->count : count;
    }
    *out_boxes = count;
    return count > 0;
}

static bool can_fail(struct pl_prover *prover, uint32_t rule, uint32_t *out_boxes, bool *out_too_many)
{
    struct places places = places_of(prover, rule, rule);
    uint32_t count = 0;
    while (next_place(prover->knowledge, &places)) {
        struct pl_boxes boxes = pl_boxes_of_condition(prover->knowledge, rule, places.world, false, prover->arena);
        *out_too_many = *out_too_many || boxes.too_many;
        count = boxes.count > count ? boxes.count : count;
    }
    *out_boxes = count;
    return count > 0;
}

static void check_condition(struct pl_prover *prover, uint32_t rule, enum pl_check check,
                            bool (*possible)(struct pl_prover *prover, uint32_t rule, uint32_t *out_boxes,
                                             bool *out_too_many))
{
    uint32_t boxes = 0;
    bool too_many = false;
    bool proved = possible(prover, rule, &boxes, &too_many) && !too_many;
    pl_prover_count(prover, check, proved);
    prover->proof->checks[check].extra += boxes;
    if (!proved) {
        struct pl_fault *fault = pl_prover_fault(prover, check);
        fault->rule = rule;
        fault->too_many = too_many;
        prover->unsound[rule] = prover->unsound[rule] || check == PL_CHECK_CAN_HOLD;
    }
}

/* ---- pairs ----------------------------------------------------------------------------------------------- */

/* Whether two rules can hold for one profile; facts under which they do. */
static bool can_both_hold(struct pl_prover *prover, uint32_t a, uint32_t b, struct pl_box *out_witness)
{
    struct places places = places_of(prover, a, b);
    while (next_place(prover->knowledge, &places)) {
        const struct pl_boxes *left = boxes_of(prover, a, places.world);
        const struct pl_boxes *right = boxes_of(prover, b, places.world);
        uint64_t comparisons = (uint64_t)left->count * right->count;
        if (prover->left < comparisons) {
            prover->tired_at = a;
            return false;
        }
        prover->left -= comparisons;
        if (pl_boxes_meet(prover->knowledge, left, right, prover->arena, out_witness)) {
            return true;
        }
    }
    return false;
}

static void fault_of_pair(struct pl_prover *prover, enum pl_check check, uint32_t a, uint32_t b,
                          const struct pl_box *witness)
{
    struct pl_fault *fault = pl_prover_fault(prover, check);
    fault->rule = a;
    fault->other = b;
    fault->has_witness = witness != NULL;
    fault->witness = witness != NULL ? *witness : fault->witness;
}

static void check_links(struct pl_prover *prover, uint32_t step)
{
    const struct pl_rule *rule = &prover->knowledge->rules[step];
    for (uint32_t a = rule->after.first; a < rule->after.first + rule->after.count; a++) {
        uint32_t before = prover->knowledge->refs[a];
        struct pl_box witness;
        bool proved = can_both_hold(prover, step, before, &witness);
        pl_prover_count(prover, PL_CHECK_CAN_FOLLOW, proved);
        if (!proved) {
            fault_of_pair(prover, PL_CHECK_CAN_FOLLOW, step, before, NULL);
            prover->unsound[step] = true;
        }
    }
}

/* The facts of one are among those of the other. */
static bool shares_facts(const struct pl_prover *prover, uint32_t a, uint32_t b)
{
    uint32_t fields = prover->knowledge->fields_count;
    bool within = true;
    bool around = true;
    for (uint32_t f = 0; f < fields; f++) {
        within = within && prover->facts[a * fields + f] <= prover->facts[b * fields + f];
        around = around && prover->facts[a * fields + f] >= prover->facts[b * fields + f];
    }
    return within || around;
}

static bool has_precedence(const struct pl_knowledge *k, uint32_t a, uint32_t b)
{
    return k->rules[a].amends == b || k->rules[b].amends == a;
}

static bool are_opposite(const struct pl_rule *a, const struct pl_rule *b)
{
    return a->concludes == PL_STRENGTH && (b->concludes == PL_OBSTACLE || b->concludes == PL_BLOCKER) &&
           a->terms.count > 0 && b->terms.count > 0;
}

/* The stricter goes before, and keeping before improving. */
static bool is_ordered(const struct pl_rule *rule)
{
    return rule->decision <= PL_KEEP;
}

static void check_decisions(struct pl_prover *prover, uint32_t a, uint32_t b)
{
    const struct pl_knowledge *k = prover->knowledge;
    const struct pl_rule *left = &k->rules[a];
    const struct pl_rule *right = &k->rules[b];
    bool same_platform = left->platform == right->platform || speaks_of_all(left) || speaks_of_all(right);
    struct pl_box witness;
    if (a >= b || left->concludes != PL_DECIDES || right->concludes != PL_DECIDES || !same_platform ||
        left->decision == right->decision || !can_both_hold(prover, a, b, &witness)) {
        return;
    }
    bool settled = (is_ordered(left) && is_ordered(right)) || has_precedence(k, a, b);
    pl_prover_count(prover, PL_CHECK_DECISIONS, settled);
    if (!settled) {
        fault_of_pair(prover, PL_CHECK_DECISIONS, a, b, &witness);
    }
}

/* ---- what is asked has an act ------------------------------------------------------------------------------- */

static bool asks(const struct pl_rule *rule)
{
    return rule->concludes == PL_BLOCKER || rule->concludes == PL_OBSTACLE || rule->concludes == PL_DUTY;
}

static bool answers(const struct pl_knowledge *k, uint32_t step, uint32_t rule)
{
    struct pl_range range = k->rules[step].answers;
    for (uint32_t i = range.first; i < range.first + range.count; i++) {
        if (k->refs[i] == rule) {
            return k->rules[step].concludes == PL_STEP;
        }
    }
    return false;
}

/* Facts under which the rule holds, is not done, and no step that answers it holds. */
static bool is_unanswered(struct pl_prover *prover, uint32_t rule, struct pl_world world, struct pl_box *out_witness,
                          bool *out_too_many)
{
    const struct pl_knowledge *k = prover->knowledge;
    struct pl_boxes undone = pl_boxes_undone(k, rule, world, prover->arena);
    struct pl_boxes open = pl_boxes_both(k, boxes_of(prover, rule, world), &undone, world, prover->arena);
    for (uint32_t step = 0; step < k->rules_count && open.count > 0 && !open.too_many; step++) {
        if (answers(k, step, rule) && (k->rules[step].editions >> world.edition & 1) != 0) {
            struct pl_boxes idle = pl_boxes_of_condition(k, step, world, false, prover->arena);
            open = pl_boxes_both(k, &open, &idle, world, prover->arena);
        }
    }
    *out_too_many = *out_too_many || open.too_many;
    *out_witness = open.count > 0 ? open.items[0] : (struct pl_box){NULL, 0};
    return open.count > 0;
}

static void check_answered(struct pl_prover *prover)
{
    const struct pl_knowledge *k = prover->knowledge;
    for (uint32_t i = 0; i < k->rules_count; i++) {
        struct pl_box witness;
        bool too_many = false;
        bool open = false;
        for (uint32_t edition = 0; edition < k->editions_count && asks(&k->rules[i]) && !open; edition++) {
            struct pl_world world = {edition, PL_NONE, &prover->left};
            open = (k->rules[i].editions >> edition & 1) != 0 && is_unanswered(prover, i, world, &witness, &too_many);
        }
        prover->proof->checks[PL_CHECK_ANSWERED].extra += k->rules[i].answers.count > 0;
        if (asks(&k->rules[i])) {
            pl_prover_count(prover, PL_CHECK_ANSWERED, !open && !too_many);
        }
        if (open || too_many) {
            struct pl_fault *fault = pl_prover_fault(prover, PL_CHECK_ANSWERED);
            fault->rule = i;
            fault->too_many = too_many;
            fault->has_witness = open && !too_many;
            fault->witness = witness;
        }
    }
}

/* ---- chains of steps ------------------------------------------------------------------------------------- */

/* One more than the longest chain before a step, 0 while one of them is not reached. */
static uint32_t level_of(const struct pl_knowledge *k, const uint32_t *levels, const struct pl_rule *rule)
{
    uint32_t level = 1;
    for (uint32_t a = rule->after.first; a < rule->after.first + rule->after.count; a++) {
        uint32_t before = levels[k->refs[a]];
        if (before == 0) {
            return 0;
        }
        level = before >= level ? before + 1 : level;
    }
    return level;
}

static void check_chains(struct pl_prover *prover)
{
    const struct pl_knowledge *k = prover->knowledge;
    struct pl_proved *reached = &prover->proof->checks[PL_CHECK_REACHED];
    uint32_t *levels = pl_arena_array(prover->arena, k->rules_count, sizeof *levels);
    for (bool again = true; again;) { /* a step in a circle is never reached */
        again = false;
        for (uint32_t i = 0; i < k->rules_count; i++) {
            if (k->rules[i].concludes == PL_STEP && levels[i] == 0 && !prover->unsound[i]) {
                levels[i] = level_of(k, levels, &k->rules[i]);
                again = again || levels[i] > 0;
            }
        }
    }
    for (uint32_t i = 0; i < k->rules_count; i++) {
        if (k->rules[i].concludes == PL_STEP) {
            pl_prover_count(prover, PL_CHECK_REACHED, levels[i] > 0);
            reached->extra = levels[i] > reached->extra ? levels[i] : reached->extra;
            if (levels[i] == 0) {
                pl_prover_fault(prover, PL_CHECK_REACHED)->rule = i;
            }
        }
    }
}

void pl_proof_make(const struct pl_knowledge *k, struct pl_arena *arena, struct pl_proof *out_proof)
{
    *out_proof = (struct pl_proof){.faults = NULL};
    struct pl_prover prover = {
        .knowledge = k,
        .arena = arena,
        .proof = out_proof,
        .facts = pl_arena_array(arena, k->rules_count, k->fields_count),
        .on_edition = pl_arena_array(arena, k->rules_count, sizeof(bool)),
        .on_this = pl_arena_array(arena, k->rules_count, sizeof(bool)),
        .boxes = pl_arena_array(arena, k->rules_count, sizeof(struct pl_boxes *)),
        .unsound = pl_arena_array(arena, k->rules_count, sizeof(bool)),
        .left = COMPARISONS_MAX,
        .tired_at = PL_NONE,
    };
    for (uint32_t i = 0; i < k->rules_count; i++) {
        survey_rule(&prover, k->order[i]);
    }
    static const struct {
        enum pl_check check;
        bool (*possible)(struct pl_prover *p, uint32_t rule, uint32_t *out_boxes, bool *out_too_many);
    } sides[] = {{PL_CHECK_CAN_HOLD, can_hold}, {PL_CHECK_CAN_FAIL, can_fail}};
    for (size_t s = 0; s < sizeof sides / sizeof *sides; s++) {
        for (uint32_t i = 0; i < prover.knowledge->rules_count; i++) {
            if (prover.knowledge->rules[i].terms.count > 0) {
                check_condition(&prover, i, sides[s].check, sides[s].possible);
            }
        }
    }
    for (uint32_t a = 0; a < k->rules_count; a++) {
        if (k->rules[a].concludes == PL_STEP) {
            check_links(&prover, a);
        }
        prover.proof->checks[PL_CHECK_CAN_FOLLOW].extra += k->rules[a].concludes == PL_STEP;
        prover.proof->checks[PL_CHECK_DECISIONS].extra += k->rules[a].concludes == PL_DECIDES;
        for (uint32_t b = 0; b < k->rules_count; b++) {
            struct pl_box witness;
            if (are_opposite(&k->rules[a], &k->rules[b]) && (k->rules[a].editions & k->rules[b].editions) != 0 &&
                shares_facts(&prover, a, b)) {
                bool declared = has_precedence(k, a, b);
                bool together = !declared && can_both_hold(&prover, a, b, &witness);
                pl_prover_count(&prover, PL_CHECK_FINDINGS, !together);
                prover.proof->checks[PL_CHECK_FINDINGS].extra += declared;
                if (together) {
                    fault_of_pair(&prover, PL_CHECK_FINDINGS, a, b, &witness);
                }
            }
            check_decisions(&prover, a, b);
        }
    }
    check_answered(&prover);
    if (prover.tired_at != PL_NONE) {
        struct pl_fault *fault = pl_prover_fault(&prover, PL_CHECK_CAN_HOLD);
        fault->rule = prover.tired_at;
        fault->too_many = true;
    }
    check_chains(&prover);
    pl_prover_take_census(&prover);
}
