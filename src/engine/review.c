/* SPDX-License-Identifier: MIT
 * See review.h. A step is told once, by what matters most: that it is done or given up, that it is late, that it is
 * under way; else that only one of the two plans has it. Causes are asked for as those of a comparison are.
 */
#include "engine/review.h"

#include <string.h>

#include "engine/causes.h"
#include "engine/compare.h"

struct reviewer {
    struct pl_review *review;
    const struct pl_plan *plans[PL_SIDES];
    struct pl_inquiry inquiry;
    struct pl_arena *arena;
};

static uint32_t rank_of(const struct pl_plan *plan, uint32_t rule)
{
    uint32_t rank = 0;
    while (rank < plan->steps.count && plan->steps.items[rank] != rule) {
        rank++;
    }
    return rank < plan->steps.count ? rank : PL_NONE;
}

static bool was_called(const struct reviewer *reviewer, uint32_t rule)
{
    const struct pl_adopted *adopted = reviewer->review->adopted;
    return adopted != NULL ? adopted->called[rule] != 0 : rank_of(reviewer->plans[PL_BEFORE], rule) != PL_NONE;
}

static int64_t due_on(const struct reviewer *reviewer, uint32_t rule)
{
    const struct pl_adopted *adopted = reviewer->review->adopted;
    uint32_t rank = adopted != NULL ? PL_NONE : rank_of(reviewer->plans[PL_BEFORE], rule);
    const struct pl_span *span = rank == PL_NONE ? NULL : &reviewer->plans[PL_BEFORE]->spans[rank];
    return adopted != NULL ? adopted->ends[rule] : span != NULL && pl_span_is_dated(span) ? span->last : -1;
}

static void add_item(struct reviewer *reviewer, struct pl_review_item item)
{
    reviewer->review->items[reviewer->review->count++] = item;
    reviewer->review->counts[item.kind]++;
}

/* What was asked becomes the causes of a difference. */
static struct pl_difference concluded(struct reviewer *reviewer, enum pl_difference_kind kind,
                                      const uint32_t items[PL_SIDES])
{
    struct pl_inquiry *inquiry = &reviewer->inquiry;
    struct pl_difference difference = {
        .kind = kind, .items = {items[PL_BEFORE], items[PL_AFTER]}, .causes_count = inquiry->count};
    difference.causes = pl_arena_array(reviewer->arena, (size_t)inquiry->count + 1, sizeof *difference.causes);
    if (inquiry->count > 0) {
        memcpy(difference.causes, inquiry->causes, inquiry->count * sizeof *difference.causes);
    }
    inquiry->count = 0;
    memset(inquiry->asked, 0, inquiry->plans[PL_BEFORE]->knowledge->rules_count);
    return difference;
}

/* Why a step is part of one plan only: its rule, else the decisions that it carries out. */
static void ask_step(struct reviewer *reviewer, uint32_t rule)
{
    struct pl_inquiry *inquiry = &reviewer->inquiry;
    pl_ask_rule(inquiry, rule);
    for (uint32_t side = 0; inquiry->count == 0 && side < PL_SIDES; side++) {
        const struct pl_plan *plan = reviewer->plans[side];
        for (uint32_t i = 0; i < plan->choices_count; i++) {
            uint32_t platform = plan->choices[i].platform;
            uint32_t there = pl_counterpart(reviewer->plans, platform, side);
            const uint32_t pair[PL_SIDES] = {side == PL_BEFORE ? platform : there,
                                             side == PL_BEFORE ? there : platform};
            if (pl_plan_carries(plan, rule, &plan->choices[i])) {
                pl_ask_platform(inquiry, pair);
            }
        }
    }
    pl_ask_at_last(inquiry);
}

static void review_step(struct reviewer *reviewer, uint32_t rule)
{
    const struct pl_plan *before = reviewer->plans[PL_BEFORE];
    const struct pl_plan *after = reviewer->plans[PL_AFTER];
    const char *id = pl_text(after->knowledge, after->knowledge->rules[rule].id);
    const struct pl_progress *progress = pl_profile_progress(after->profile, id);
    const struct pl_progress *earlier = pl_profile_progress(before->profile, id);
    uint32_t state = progress == NULL ? PL_NONE : pl_cell_choice(progress->state);
    uint32_t rank = rank_of(after, rule);
    bool was = was_called(reviewer, rule);
    bool dropped = state == PL_STEP_DROPPED;
    bool done = pl_progress_is_done(progress);
    bool is = rank != PL_NONE && !done && !dropped;
    struct pl_review_item item = {
        .difference = {.kind = PL_DIFFERENT_STEP, .items = {was ? rule : PL_NONE, is ? rule : PL_NONE}},
        .due = due_on(reviewer, rule),
        .progress = progress,
        .day = progress == NULL ? -1 : pl_progress_day(progress)};
    if (pl_progress_is_done(earlier) ||
        (earlier != NULL && dropped && pl_cell_choice(earlier->state) == PL_STEP_DROPPED)) {
        return;
    }
    int64_t until = done ? item.day : after->today;
    bool planned = is && was && !after->spans[rank].put_off;
    item.late = (done || planned) && item.due >= 0 && until > item.due ? until - item.due : 0;
    if (done || dropped) {
        item.kind = done ? PL_REVIEW_DONE : PL_REVIEW_DROPPED;
    } else if (planned && (item.late > 0 || state == PL_STEP_STARTED)) {
        item.kind = item.late > 0 ? PL_REVIEW_LATE : PL_REVIEW_UNDER_WAY;
    } else if (is == was) {
        reviewer->review->to_come += is;
        return;
    } else {
        item.kind = is ? PL_REVIEW_NEW : PL_REVIEW_GONE;
        item.day = is && pl_span_is_dated(&after->spans[rank]) ? after->spans[rank].last : -1;
        item.by_knowledge = was != (rank_of(before, rule) != PL_NONE);
        if (!item.by_knowledge) {
            ask_step(reviewer, rule);
        }
        item.difference = concluded(reviewer, PL_DIFFERENT_STEP, item.difference.items);
    }
    add_item(reviewer, item);
}

/* A platform that is decided on otherwise, by the name that it has today; one that nothing ever spoke for is no news.
 */
static void review_platform(struct reviewer *reviewer, uint32_t platform)
{
    const struct pl_choice *after = pl_plan_choice(reviewer->plans[PL_AFTER], platform);
    uint32_t there = pl_counterpart(reviewer->plans, platform, PL_AFTER);
    const struct pl_choice *before = pl_plan_choice(reviewer->plans[PL_BEFORE], there);
    const uint32_t pair[PL_SIDES] = {before == NULL ? PL_NONE : there, after == NULL ? PL_NONE : platform};
    const struct pl_adopted *adopted = reviewer->review->adopted;
    const struct pl_choice *choice = pl_plan_choice(reviewer->plans[PL_BEFORE], there);
    enum pl_decision was = adopted != NULL  ? (enum pl_decision)adopted->decisions[there]
                           : choice == NULL ? PL_DECISIONS
                                            : choice->decision;
    enum pl_decision is = after == NULL ? PL_DECISIONS : after->decision;
    bool by_knowledge = was != (before == NULL ? PL_DECISIONS : before->decision);
    bool aside = before != NULL && after != NULL && before->set_aside != after->set_aside;
    bool minor = (was == PL_DECISIONS && is == PL_DO_NOT_OPEN) || (was == PL_DO_NOT_OPEN && is == PL_DECISIONS);
    if ((was == is && !aside) || minor) {
        return;
    }
    struct pl_review_item item = {
        .kind = PL_REVIEW_MOVED, .decisions = {was, is}, .due = -1, .day = -1, .by_knowledge = by_knowledge};
    item.set_aside[PL_BEFORE] = before != NULL && before->set_aside;
    item.set_aside[PL_AFTER] = after != NULL && after->set_aside;
    if (!by_knowledge) {
        pl_ask_platform(&reviewer->inquiry, pair);
        pl_ask_at_last(&reviewer->inquiry);
    }
    item.difference = concluded(reviewer, PL_DIFFERENT_PLATFORM, pair);
    add_item(reviewer, item);
}

/* The decision on a platform that no catalogue knows: the account on it is kept while it lives. */
static enum pl_decision decision_on(const struct pl_plan *plan, const struct pl_other *other)
{
    const struct pl_account_plan *account = &plan->account_plans[other->account - plan->profile->accounts];
    return account->decided && account->decision == PL_KEEP ? PL_KEEP : PL_UNDECIDED;
}

static void review_others(struct reviewer *reviewer)
{
    struct pl_other *others[PL_SIDES];
    uint32_t counts[PL_SIDES];
    for (uint32_t side = 0; side < PL_SIDES; side++) {
        counts[side] = pl_profile_others(reviewer->plans[side]->profile, reviewer->arena, &others[side]);
    }
    for (uint32_t i = 0; i < counts[PL_AFTER]; i++) {
        uint32_t same = 0;
        while (same < counts[PL_BEFORE] && strcmp(others[PL_BEFORE][same].id, others[PL_AFTER][i].id) != 0) {
            same++;
        }
        struct pl_review_item item = {.kind = PL_REVIEW_MOVED, .other = &others[PL_AFTER][i], .due = -1, .day = -1};
        item.decisions[PL_AFTER] = decision_on(reviewer->plans[PL_AFTER], item.other);
        item.decisions[PL_BEFORE] = same < counts[PL_BEFORE]
                                        ? decision_on(reviewer->plans[PL_BEFORE], &others[PL_BEFORE][same])
                                        : item.decisions[PL_AFTER];
        if (item.decisions[PL_BEFORE] != item.decisions[PL_AFTER]) {
            static const uint32_t none[PL_SIDES] = {PL_NONE, PL_NONE};
            pl_ask_fact(&reviewer->inquiry,
                        reviewer->plans[PL_AFTER]->knowledge->facts[PL_FACT_ACCOUNTS]); /* else the day alone */
            item.difference = concluded(reviewer, PL_DIFFERENT_PLATFORM, none);
            add_item(reviewer, item);
        }
    }
}

struct pl_review *pl_review_make(const struct pl_plan *before, const struct pl_plan *after,
                                 const struct pl_adopted *adopted, struct pl_arena *arena)
{
    const struct pl_knowledge *k = after->knowledge;
    struct pl_review *review = pl_arena_alloc(arena, sizeof *review);
    *review = (struct pl_review){.comparison = pl_compare(before, after, arena), .adopted = adopted};
    review->items = pl_arena_array(arena, (size_t)k->rules_count + k->platforms_count + after->profile->accounts_count,
                                   sizeof *review->items);
    struct reviewer reviewer = {.review = review, .plans = {before, after}, .arena = arena};
    reviewer.inquiry = (struct pl_inquiry){
        .plans = reviewer.plans, .arena = arena, .asked = pl_arena_array(arena, (size_t)k->rules_count + 1, 1)};
    for (uint32_t i = 0; i < after->steps.count; i++) {
        review_step(&reviewer, after->steps.items[i]);
    }
    for (uint32_t i = 0; i < k->rules_count; i++) {
        bool followed = pl_profile_progress(after->profile, pl_text(k, k->rules[i].id)) != NULL;
        if (k->rules[i].concludes == PL_STEP && rank_of(after, i) == PL_NONE &&
            (followed || was_called(&reviewer, i))) {
            review_step(&reviewer, i);
        }
    }
    for (uint32_t i = 0; i < k->platforms_count; i++) {
        if (pl_platform_in_edition(after, i) == i) {
            review_platform(&reviewer, i);
        }
    }
    review_others(&reviewer);
    for (uint32_t i = 1; i < review->count; i++) {
        struct pl_review_item item = review->items[i];
        uint32_t at = i;
        for (; at > 0; at--) {
            const struct pl_review_item *other = &review->items[at - 1];
            bool later = other->kind > item.kind ||
                         (other->kind == item.kind && item.kind == PL_REVIEW_LATE && other->late < item.late);
            if (!later) {
                break;
            }
            review->items[at] = *other;
        }
        review->items[at] = item;
    }
    return review;
}
