/* SPDX-License-Identifier: MIT
 * A list in the questionnaire: its records one after another, a few fields each, the others being left to the profile.
 */
#include <string.h>

#include "base/buffer.h"
#include "cli/interview.h"
#include "report/values.h"

/* The fields worth asking of a list that the program knows; of any other list all are asked. */
static const struct {
    enum pl_fact list;
    enum pl_fact fields[6];
    uint32_t count;
    uint32_t of_others; /* so many of an account that is not official: the rest says nothing about it */
} known_lists[] = {
    {PL_FACT_CHAIN, {PL_FACT_STEP_BY, PL_FACT_STEP_DELAY, PL_FACT_STEP_FOR, PL_FACT_STEP_SUBSTITUTE}, 4, 4},
    {PL_FACT_ACCOUNTS,
     {PL_FACT_ACCOUNT_PLATFORM, PL_FACT_ACCOUNT_OWNER, PL_FACT_ACCOUNT_FOLLOWERS, PL_FACT_ACCOUNT_LAST_POST,
      PL_FACT_ACCOUNT_ADMINS, PL_FACT_ACCOUNT_TWO_FACTOR},
     6,
     3},
};

struct list {
    struct pl_interview *interview;
    uint32_t field;
    uint32_t *slots; /* fields of a record */
    uint32_t slots_count, of_others;
    uint32_t owner;        /* the slot that tells official accounts from others, or PL_NONE */
    const char **yaml;     /* by record and slot; NULL: not known */
    bool *of_other;        /* by record: its owner was given, and is not the authority */
    bool *shown; /* by slot: its values were put once */
    uint32_t max;
    uint32_t record, slot; /* at hand */
};

static void choose_slots(struct list *list)
{
    const struct pl_knowledge *k = list->interview->answers->knowledge;
    struct pl_range children = k->fields[list->field].children;
    struct pl_arena *arena = &list->interview->answers->arena;
    list->owner = PL_NONE;
    list->slots = pl_arena_array(arena, children.count, sizeof *list->slots);
    list->shown = pl_arena_array(arena, children.count, sizeof *list->shown);
    for (size_t i = 0; i < sizeof known_lists / sizeof *known_lists; i++) {
        if (k->facts[known_lists[i].list] == list->field) {
            for (uint32_t f = 0; f < known_lists[i].count; f++) {
                list->slots[list->slots_count++] = k->facts[known_lists[i].fields[f]];
                list->owner = known_lists[i].fields[f] == PL_FACT_ACCOUNT_OWNER ? f : list->owner;
            }
            list->of_others = known_lists[i].of_others;
            return;
        }
    }
    for (uint32_t i = 0; i < children.count; i++) {
        list->slots[list->slots_count++] = children.first + i;
    }
    list->of_others = list->slots_count;
}

static const char **answer_at(const struct list *list, uint32_t record, uint32_t slot)
{
    return &list->yaml[(size_t)record * list->slots_count + slot];
}

static uint32_t slots_of(const struct list *list, uint32_t record)
{
    return list->of_other[record] ? list->of_others : list->slots_count;
}

/* The list so far as one value; `records` of them. */
static bool finish(struct list *list, struct pl_cell *out_cell)
{
    struct pl_answers *answers = list->interview->answers;
    struct pl_diagnostics diagnostics = {.language = list->interview->language};
    struct pl_buffer yaml = {0};
    uint32_t records = list->record + (list->slot > 0);
    pl_buffer_add_char(&yaml, '[');
    for (uint32_t r = 0; r < records; r++) {
        pl_buffer_add_text(&yaml, r > 0 ? ", {" : "{");
        bool some = false;
        for (uint32_t s = 0; s < slots_of(list, r); s++) {
            if (*answer_at(list, r, s) != NULL) {
                pl_buffer_add_text(&yaml, some ? ", " : "");
                pl_buffer_add_text(&yaml, pl_text(answers->knowledge, answers->knowledge->fields[list->slots[s]].key));
                pl_buffer_add_text(&yaml, ": ");
                pl_buffer_add_text(&yaml, *answer_at(list, r, s));
                some = true;
            }
        }
        pl_buffer_add_char(&yaml, '}');
    }
    pl_buffer_add_char(&yaml, ']');
    bool ok = pl_answer_load(answers, list->field, yaml.data, &diagnostics, out_cell);
    pl_buffer_done(&yaml);
    pl_diagnostics_done(&diagnostics);
    return ok;
}

static void advance(struct list *list)
{
    list->slot++;
    if (list->slot == slots_of(list, list->record)) {
        list->slot = 0;
        list->record++;
    }
}

static void step_back(struct list *list)
{
    if (list->slot == 0) {
        list->record--;
        list->slot = slots_of(list, list->record);
    }
    list->slot--;
    *answer_at(list, list->record, list->slot) = NULL;
    list->of_other[list->record] = list->of_other[list->record] && list->slot > list->owner;
}

/* The question of the slot at hand; its values only the first time, and on request. */
static void put_slot(struct list *list, bool in_full)
{
    struct pl_interview *interview = list->interview;
    const struct pl_knowledge *k = interview->answers->knowledge;
    struct pl_buffer number = {0};
    pl_buffer_add_number(&number, list->record + 1, "");
    if (list->slot == 0) {
        pl_interview_say(interview, list->record == 0 ? PL_W_ITEM : PL_W_ITEM_MORE, number.data, NULL);
    }
    pl_buffer_done(&number);
    pl_buffer_add_text(&interview->said, "   ");
    if (in_full || !list->shown[list->slot]) {
        list->shown[list->slot] = true;
        pl_interview_put(interview, list->slots[list->slot]);
        return;
    }
    pl_buffer_add_text(&interview->said,
                       pl_text_in(k, k->fields[list->slots[list->slot]].question, interview->language));
    pl_buffer_add_char(&interview->said, '\n');
}

/* Takes the text for the slot at hand; true if it says that there is no record, which is said first or never. */
static bool take(struct list *list, struct pl_view text, bool first)
{
    struct pl_interview *interview = list->interview;
    struct pl_buffer yaml = {0};
    struct pl_cell cell;
    pl_answer_yaml(interview->answers, list->field, text, &yaml);
    bool none = first && strcmp(pl_buffer_text(&yaml), "[]") == 0;
    if (!none && pl_interview_take(interview, list->slots[list->slot], text, &yaml, &cell)) {
        *answer_at(list, list->record, list->slot) = pl_arena_copy(&interview->answers->arena, yaml.data, yaml.length);
        if (list->slot == list->owner) {
            list->of_other[list->record] = pl_cell_choice(&cell) != PL_OWNER_OFFICIAL;
        }
        advance(list);
    }
    pl_buffer_done(&yaml);
    return none;
}

/* One reply. True: the list is over, and `*out_move` says how. */
static bool reply(struct list *list, struct pl_cell *out_cell, enum pl_move *out_move)
{
    struct pl_interview *interview = list->interview;
    bool first = list->record == 0 && list->slot == 0;
    struct pl_view text;
    *out_move = PL_MOVE_ON;
    switch (pl_interview_read(interview, &text)) {
    case PL_REPLY_TEXT:
        return take(list, text, first) && finish(list, out_cell);
    case PL_REPLY_WHY:
        pl_interview_explain(interview, first ? list->field : list->slots[list->slot]);
        put_slot(list, true);
        return false;
    case PL_REPLY_BACK:
        if (!first) {
            step_back(list);
        } else if (interview->visits_count == 0) {
            pl_interview_say(interview, PL_W_NO_PREVIOUS, NULL, NULL);
        }
        *out_move = PL_MOVE_BACK;
        return first && interview->visits_count > 0;
    case PL_REPLY_SKIP:
        if (!first) {
            advance(list);
        }
        return first;
    case PL_REPLY_EMPTY:
        *out_move = first ? PL_MOVE_STOP : PL_MOVE_ON;
        return first || finish(list, out_cell);
    case PL_REPLY_END:
        *out_move = PL_MOVE_END;
        return first || finish(list, out_cell);
    }
    return true;
}

enum pl_move pl_interview_list(struct pl_interview *interview, uint32_t field, struct pl_cell *out_cell)
{
    struct pl_answers *answers = interview->answers;
    int64_t max = answers->knowledge->numbers[answers->knowledge->fields[field].maximum];
    struct list list = {.interview = interview, .field = field};
    list.max = (uint32_t)(max > PL_LIST_MAX ? PL_LIST_MAX : max);
    choose_slots(&list);
    list.yaml = pl_arena_array(&answers->arena, (size_t)list.max * list.slots_count, sizeof *list.yaml);
    list.of_other = pl_arena_array(&answers->arena, list.max, sizeof *list.of_other);
    enum pl_move move = PL_MOVE_ON;
    uint32_t shown = PL_NONE; /* the slot whose question was put last: a wrong answer does not repeat it */
    bool over = false;
    while (!over) {
        if (list.record == list.max) {
            pl_interview_say(interview, PL_W_ITEMS_FULL, NULL, NULL);
            finish(&list, out_cell);
            return PL_MOVE_ON;
        }
        uint32_t at = list.record * list.slots_count + list.slot;
        if (at != shown) {
            put_slot(&list, false);
        }
        shown = at;
        over = reply(&list, out_cell, &move);
    }
    return move;
}
