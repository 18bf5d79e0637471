/* SPDX-License-Identifier: MIT
 * See gist.h.
 */
#include "report/gist.h"

#include <string.h>

enum { DECISION_SHIFT = 2, PLATFORM_SHIFT = 8, STATE_BITS = 8 };
_Static_assert(PL_DECISIONS << DECISION_SHIFT < 1 << PLATFORM_SHIFT, "a decision has room below its platform");

struct pl_gist_choice pl_gist_choice(uint32_t number)
{
    uint32_t decision = (number & ((1u << PLATFORM_SHIFT) - 1)) >> DECISION_SHIFT;
    return (struct pl_gist_choice){number >> PLATFORM_SHIFT, (enum pl_decision)decision, (number & 1) != 0,
                                   (number & 2) != 0};
}

struct pl_gist_progress pl_gist_progress(uint32_t number)
{
    return (struct pl_gist_progress){number >> STATE_BITS, number & ((1u << STATE_BITS) - 1)};
}

static struct pl_list copy(struct pl_list list, struct pl_arena *arena)
{
    struct pl_list own = {pl_arena_array(arena, (size_t)list.count + 1, sizeof *own.items), list.count, 0};
    if (list.count > 0) {
        memcpy(own.items, list.items, list.count * sizeof *own.items);
    }
    return own;
}

static struct pl_list choices_of(const struct pl_plan *plan, struct pl_arena *arena)
{
    struct pl_list list = {pl_arena_array(arena, (size_t)plan->choices_count + 1, sizeof *list.items), 0, 0};
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        const struct pl_choice *choice = &plan->choices[i];
        bool retained = pl_decision_retains(choice->decision) && !choice->set_aside;
        bool now = choice->timing == PL_NOW && !choice->put_off;
        list.items[list.count++] = choice->platform << PLATFORM_SHIFT | (uint32_t)choice->decision << DECISION_SHIFT |
                                   (uint32_t)(retained && !now) << 1 | (uint32_t)(retained && now);
    }
    return list;
}

static struct pl_list progress_of(const struct pl_plan *plan, struct pl_arena *arena)
{
    const struct pl_profile *profile = plan->profile;
    struct pl_list list = {pl_arena_array(arena, (size_t)profile->progress_count + 1, sizeof *list.items), 0, 0};
    for (uint32_t i = 0; i < profile->progress_count; i++) {
        uint32_t rule = pl_position(plan->knowledge, PL_TO_RULE, profile->progress[i].step->text);
        uint32_t state = pl_cell_choice(profile->progress[i].state);
        if (rule != PL_NONE && state != PL_NONE) {
            list.items[list.count++] = rule << STATE_BITS | state;
        }
    }
    return list;
}

/* Minutes that the slowest message of a class waits; unsaid if some delay is not known. */
static int64_t worst(const struct pl_plan *plan, enum pl_position class)
{
    bool known = plan->classes != NULL && plan->classes[class].known;
    return known ? plan->classes[class].bare.worst : PL_UNSAID;
}

struct pl_gist *pl_gist_make(const struct pl_plan *plan, struct pl_arena *arena)
{
    const struct pl_means *means = &plan->means;
    uint32_t kind = pl_cell_choice(pl_plan_cell(plan, PL_FACT_KIND));
    bool asks = plan->questions_count > 0;
    uint32_t question = asks ? plan->questions[0].field : 0;
    struct pl_gist *gist = pl_arena_alloc(arena, sizeof *gist);
    *gist = (struct pl_gist){
        .numbers =
            {
                [PL_GIST_KIND] = kind == PL_NONE ? PL_UNSAID : (int64_t)kind,
                [PL_GIST_VERDICT] = plan->verdict,
                [PL_GIST_ROUTINE] = worst(plan, PL_CLASS_ROUTINE),
                [PL_GIST_URGENT] = worst(plan, PL_CLASS_URGENT),
                /* nothing is retained yet: that is not to say that no hour is needed */
                [PL_GIST_NEEDED] = means->needed > 0 || means->most == 0 ? means->needed : PL_UNSAID,
                [PL_GIST_AVAILABLE] = means->known ? means->available : PL_UNSAID,
                [PL_GIST_QUESTION] = asks ? (int64_t)question : PL_UNSAID,
                [PL_GIST_ASKED] = asks ? pl_plan_asked(plan, question) - plan->knowledge->fields : PL_UNSAID,
                [PL_GIST_UNTIL] = plan->validity->day,
            },
        .lists =
            {
                [PL_GIST_FINDINGS] = copy(plan->findings, arena),
                [PL_GIST_STEPS] = copy(plan->steps, arena),
                [PL_GIST_CHOICES] = choices_of(plan, arena),
                [PL_GIST_PROGRESS] = progress_of(plan, arena),
            },
    };
    return gist;
}

static bool is_position(int64_t number, uint32_t count)
{
    return number == PL_UNSAID || (number >= 0 && number < count);
}

bool pl_gist_is_sound(const struct pl_gist *gist, const struct pl_knowledge *k)
{
    const int64_t *numbers = gist->numbers;
    bool sound = is_position(numbers[PL_GIST_QUESTION], k->fields_count) &&
                 is_position(numbers[PL_GIST_ASKED], k->fields_count) &&
                 (numbers[PL_GIST_QUESTION] == PL_UNSAID) == (numbers[PL_GIST_ASKED] == PL_UNSAID) &&
                 is_position(numbers[PL_GIST_KIND], k->fields[k->facts[PL_FACT_KIND]].values.count) &&
                 numbers[PL_GIST_VERDICT] >= 0 && numbers[PL_GIST_VERDICT] <= PL_VERDICT_UNKNOWN;
    for (uint32_t l = 0; l < PL_GIST_LISTS; l++) {
        for (uint32_t i = 0; i < gist->lists[l].count; i++) {
            uint32_t item = gist->lists[l].items[i];
            struct pl_gist_choice choice = pl_gist_choice(item);
            struct pl_gist_progress progress = pl_gist_progress(item);
            sound =
                sound &&
                (l == PL_GIST_CHOICES ? choice.platform < k->platforms_count && (uint32_t)choice.decision < PL_DECISIONS
                 : l == PL_GIST_PROGRESS ? progress.step < k->rules_count &&
                                               progress.state < k->fields[k->facts[PL_FACT_PROGRESS_STATE]].values.count
                                         : item < k->rules_count);
        }
    }
    return sound;
}
