/* SPDX-License-Identifier: MIT
 * See afford.h. Depth first, each offer taken before it is left; a branch is cut when even every offer still open, for
 * nothing, would not beat the best choice so far.
 */
#include "engine/afford.h"

enum { VISITS_MAX = 1000 * 1000 };

struct search {
    uint32_t visits;
    const struct pl_offer *offers;
    const uint64_t *tiers;
    uint32_t count;
    uint64_t needs_from[PL_OFFERS_MAX + 1]; /* served by the offers from here on */
    int64_t exist_from[PL_OFFERS_MAX + 1];
    int64_t best_score;
    uint64_t best;
};

struct state {
    int64_t left; /* hours */
    int64_t spent, existing;
    uint64_t needs, chosen;
};

static int64_t score_of(const uint64_t tiers[PL_TIERS], uint64_t needs, int64_t existing, int64_t spent)
{
    enum { TIER_BITS = 7, COST_BITS = 16, COST_MAX = (1 << COST_BITS) - 1 };
    int64_t score = 0;
    for (uint32_t tier = 0; tier < PL_TIERS; tier++) {
        score = score << TIER_BITS | __builtin_popcountll(needs & tiers[tier]);
    }
    score = score << TIER_BITS | existing;
    return score << COST_BITS | (COST_MAX - (spent > COST_MAX ? COST_MAX : spent));
}

static void visit(struct search *search, uint32_t at, struct state state)
{
    int64_t bound = score_of(search->tiers, state.needs | search->needs_from[at],
                             state.existing + search->exist_from[at], state.spent);
    if (bound <= search->best_score || search->visits == VISITS_MAX) {
        return;
    }
    search->visits++;
    if (at == search->count) {
        search->best_score = bound;
        search->best = state.chosen;
        return;
    }
    const struct pl_offer *offer = &search->offers[at];
    if (offer->hours <= state.left) {
        visit(search, at + 1,
              (struct state){state.left - offer->hours, state.spent + offer->hours, state.existing + offer->exists,
                             state.needs | offer->needs, state.chosen | UINT64_C(1) << at});
    }
    visit(search, at + 1, state);
}

uint64_t pl_afford(const struct pl_offer *offers, uint32_t count, int64_t available, const uint64_t tiers[PL_TIERS])
{
    struct search search = {.offers = offers, .tiers = tiers, .count = count, .best_score = -1};
    for (uint32_t i = count; i-- > 0;) {
        search.needs_from[i] = search.needs_from[i + 1] | offers[i].needs;
        search.exist_from[i] = search.exist_from[i + 1] + offers[i].exists;
    }
    visit(&search, 0, (struct state){.left = available});
    return search.best;
}

int64_t pl_afford_score(const struct pl_offer *offers, uint32_t count, uint64_t chosen, int64_t available,
                        const uint64_t tiers[PL_TIERS])
{
    uint64_t needs = 0;
    int64_t existing = 0;
    int64_t spent = 0;
    for (uint32_t i = 0; i < count; i++) {
        if ((chosen >> i & 1) != 0) {
            needs |= offers[i].needs;
            existing += offers[i].exists;
            spent += offers[i].hours;
        }
    }
    return spent > available ? -1 : score_of(tiers, needs, existing, spent);
}
