/* SPDX-License-Identifier: MIT
 * A list in the questionnaire: its records one after another, a few fields each, the others being left to the profile.
 * After each answer the list so far is an answer of its own.
 */
#include "cli/question.h"

#include <string.h>

#include "draft/template.h"
#include "report/values.h"

enum { ASKED_MAX = 6 };

/* The fields worth asking of a list that the program knows; of any other list all are asked. */
static const struct {
    enum pl_fact list;
    enum pl_fact fields[ASKED_MAX];
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
    struct pl_inquiry *inquiry;
    uint32_t field;
    struct pl_range children;
    uint32_t *slots; /* the fields that are asked, in order */
    uint32_t slots_count, of_others;
    struct record {
        const char **yaml; /* by position among the children; NULL: not known */
        bool of_other;     /* an account of somebody else */
    } * records;
    uint32_t max;
    uint32_t record, slot; /* at hand */
    bool *shown;           /* by slot: its values were put once */
};

static const char **answer_at(const struct list *list, uint32_t record, uint32_t slot)
{
    return &list->records[record].yaml[list->slots[slot] - list->children.first];
}

static uint32_t slots_of(const struct list *list, uint32_t record)
{
    return list->records[record].of_other ? list->of_others : list->slots_count;
}

static void note_owner(struct list *list, uint32_t record, uint32_t field, const struct pl_cell *cell)
{
    if (field == list->inquiry->answers->knowledge->facts[PL_FACT_ACCOUNT_OWNER]) {
        uint32_t owner = pl_cell_choice(cell);
        list->records[record].of_other = owner != PL_NONE && owner != PL_OWNER_OFFICIAL;
    }
}

/* What is known of the list, to go on after its last answer. */
static void start(struct list *list)
{
    struct pl_answers *answers = list->inquiry->answers;
    const struct pl_cell *known = &answers->cells[list->field];
    list->records = pl_arena_array(&answers->arena, (size_t)list->max + 1, sizeof *list->records);
    for (uint32_t r = 0; r < list->max; r++) {
        list->records[r].yaml = pl_arena_array(&answers->arena, list->children.count, sizeof(char *));
        for (uint32_t c = 0; r < known->count && c < list->children.count; c++) {
            const struct pl_field *child = &answers->knowledge->fields[list->children.first + c];
            const struct pl_cell *cell = &known->records[r].cells[c];
            if (cell->line != 0 && (pl_cell_is_known(child, cell) || cell->order != NULL)) {
                struct pl_buffer yaml = {0};
                pl_write_yaml_value(&yaml, answers->knowledge, child, cell, answers->language);
                list->records[r].yaml[c] = pl_arena_copy(&answers->arena, yaml.data, yaml.length);
                pl_buffer_done(&yaml);
                note_owner(list, r, list->children.first + c, cell);
            }
        }
    }
    list->record = known->count == 0 ? 0 : known->count - 1;
    list->slot = known->count == 0 ? 0 : slots_of(list, list->record);
    while (list->slot > 0 && *answer_at(list, list->record, list->slot - 1) == NULL) {
        list->slot--;
    }
    if (known->count > 0 && list->slot == slots_of(list, list->record)) {
        list->slot = 0;
        list->record++;
    }
}

static uint32_t records_known(const struct list *list)
{
    uint32_t count = 0;
    for (uint32_t r = 0; r < list->max; r++) {
        for (uint32_t c = 0; c < list->children.count; c++) {
            count = list->records[r].yaml[c] != NULL ? r + 1 : count;
        }
    }
    return count;
}

/* The list so far becomes the answer. */
static void keep(struct list *list)
{
    struct pl_answers *answers = list->inquiry->answers;
    const struct pl_knowledge *k = answers->knowledge;
    struct pl_diagnostics diagnostics = {.language = answers->language};
    struct pl_buffer yaml = {0};
    struct pl_cell cell;
    uint32_t count = records_known(list);
    pl_buffer_add_char(&yaml, '[');
    for (uint32_t r = 0; r < count; r++) {
        pl_buffer_add_text(&yaml, r > 0 ? ", {" : "{");
        size_t begun = yaml.length;
        for (uint32_t c = 0; c < list->children.count; c++) {
            if (list->records[r].yaml[c] != NULL) {
                pl_buffer_add_text(&yaml, yaml.length > begun ? ", " : "");
                pl_buffer_add_text(&yaml, pl_text(k, k->fields[list->children.first + c].key));
                pl_buffer_add_text(&yaml, ": ");
                pl_buffer_add_text(&yaml, list->records[r].yaml[c]);
            }
        }
        pl_buffer_add_char(&yaml, '}');
    }
    pl_buffer_add_char(&yaml, ']');
    if (pl_answer_load(answers, list->field, yaml.data, &diagnostics, &cell)) {
        pl_answers_set(answers, list->field, &cell);
        pl_journal_note(&list->inquiry->journal, answers, &list->field, 1);
    }
    pl_buffer_done(&yaml);
    pl_diagnostics_done(&diagnostics);
}

static void advance(struct list *list)
{
    list->slot++;
    if (list->slot >= slots_of(list, list->record)) {
        list->slot = 0;
        list->record++;
    }
}

/* "1 Facebook, 2 LinkedIn": by the first field that is asked. */
static void say_records(struct list *list)
{
    struct pl_answers *answers = list->inquiry->answers;
    const struct pl_cell *known = &answers->cells[list->field];
    struct pl_buffer text = {0};
    for (uint32_t r = 0; r < known->count; r++) {
        const struct pl_cell *cell = &known->records[r].cells[list->slots[0] - list->children.first];
        pl_buffer_add_text(&text, r > 0 ? ", " : "");
        pl_buffer_add_number(&text, r + 1, "");
        pl_buffer_add_char(&text, ' ');
        if (cell->text != NULL) {
            pl_buffer_add_text(&text, cell->text);
        } else {
            pl_say_cell(&text, answers->knowledge, &answers->knowledge->fields[list->slots[0]], cell,
                        answers->language);
        }
    }
    if (text.length > 0) {
        pl_talk_say(&list->inquiry->talk, PL_W_ITEMS_EARLIER, text.data, NULL);
    }
    pl_buffer_done(&text);
}

/* The question of the slot at hand; its values only the first time, when one comes back to it, and on request. */
static void put_slot(struct list *list)
{
    struct pl_inquiry *inquiry = list->inquiry;
    uint32_t field = list->slots[list->slot];
    const struct pl_cell *known = &inquiry->answers->cells[list->field];
    bool answered = *answer_at(list, list->record, list->slot) != NULL && list->record < known->count;
    if (list->slot == 0) {
        struct pl_buffer number = {0};
        pl_buffer_add_number(&number, list->record + 1, "");
        pl_talk_say(&inquiry->talk, list->record == 0 ? PL_W_ITEM : PL_W_ITEM_MORE, number.data, NULL);
        pl_buffer_done(&number);
    }
    pl_buffer_add_text(&inquiry->talk.said, "   ");
    inquiry->corrected = NULL;
    if (answered || !list->shown[list->slot]) {
        list->shown[list->slot] = true;
        pl_question_put(inquiry, field,
                        answered ? &known->records[list->record].cells[field - list->children.first] : NULL);
        return;
    }
    pl_buffer_add_text(&inquiry->talk.said,
                       pl_text_in(inquiry->answers->knowledge, inquiry->answers->knowledge->fields[field].question,
                                  inquiry->talk.language));
    pl_buffer_add_char(&inquiry->talk.said, '\n');
}

static bool take(struct list *list, struct pl_view text)
{
    struct pl_answers *answers = list->inquiry->answers;
    uint32_t field = list->slots[list->slot];
    struct pl_buffer yaml = {0};
    struct pl_cell cell;
    bool taken = pl_question_take(list->inquiry, field, text, &yaml, &cell);
    if (taken) {
        *answer_at(list, list->record, list->slot) = pl_arena_copy(&answers->arena, yaml.data, yaml.length);
        note_owner(list, list->record, field, &cell);
        keep(list);
    }
    pl_buffer_done(&yaml);
    return taken;
}

static bool is_empty_list(const struct list *list, struct pl_view text)
{
    struct pl_buffer yaml = {0};
    struct pl_view unknown;
    pl_answer_yaml(list->inquiry->answers, list->field, text, &yaml, &unknown);
    bool empty = strcmp(pl_buffer_text(&yaml), "[]") == 0;
    pl_buffer_done(&yaml);
    return empty;
}

/* What one reply does. True: the list is over, and `*out_move` says how; else `*out_again` tells whether a question is
 * put next. */
static bool reply(struct list *list, bool is_first, enum pl_move *out_move, bool *out_again)
{
    struct pl_inquiry *inquiry = list->inquiry;
    bool first = list->record == 0 && list->slot == 0;
    bool answered = *answer_at(list, list->record, list->slot) != NULL;
    struct pl_view text;
    *out_move = PL_MOVE_ON;
    *out_again = true;
    switch (pl_talk_read(&inquiry->talk, &text)) {
    case PL_REPLY_TEXT:
        if (first && records_known(list) == 0 && is_empty_list(list, text)) {
            keep(list);
            return true;
        }
        *out_again = take(list, text);
        if (*out_again) {
            advance(list);
        }
        return false;
    case PL_REPLY_WHY:
        pl_question_explain(inquiry, first ? list->field : list->slots[list->slot]);
        list->shown[list->slot] = false;
        return false;
    case PL_REPLY_BACK:
        if (!first) {
            if (list->slot == 0) {
                list->record--;
                list->slot = slots_of(list, list->record);
            }
            list->slot--;
            list->shown[list->slot] = false;
        } else if (is_first) {
            pl_talk_say(&inquiry->talk, PL_W_NO_PREVIOUS, NULL, NULL);
        }
        *out_move = PL_MOVE_BACK;
        return first && !is_first;
    case PL_REPLY_SKIP:
        if (answered) {
            *answer_at(list, list->record, list->slot) = NULL;
            keep(list);
        } else if (first) {
            return true;
        }
        advance(list);
        return false;
    case PL_REPLY_EMPTY:
        if (answered) {
            advance(list);
        }
        return !answered;
    case PL_REPLY_STOP:
        *out_move = PL_MOVE_STOP;
        return true;
    case PL_REPLY_END:
        *out_move = PL_MOVE_END;
        return true;
    }
    return true;
}

enum pl_move pl_question_list(struct pl_inquiry *inquiry, uint32_t field, bool is_first)
{
    const struct pl_knowledge *k = inquiry->answers->knowledge;
    int64_t max = k->numbers[k->fields[field].maximum];
    struct list list = {.inquiry = inquiry, .field = field, .children = k->fields[field].children};
    list.max = (uint32_t)(max > PL_LIST_MAX ? PL_LIST_MAX : max);
    struct pl_arena *arena = &list.inquiry->answers->arena;
    list.slots = pl_arena_array(arena, list.children.count + ASKED_MAX, sizeof *list.slots);
    list.shown = pl_arena_array(arena, list.children.count + ASKED_MAX, sizeof *list.shown);
    for (size_t i = 0; i < sizeof known_lists / sizeof *known_lists; i++) {
        for (uint32_t f = 0; k->facts[known_lists[i].list] == list.field && f < known_lists[i].count; f++) {
            list.slots[list.slots_count++] = k->facts[known_lists[i].fields[f]];
            list.of_others = known_lists[i].of_others;
        }
    }
    for (uint32_t i = 0; list.of_others == 0 && i < list.children.count; i++) {
        list.slots[list.slots_count++] = list.children.first + i;
    }
    list.of_others = list.of_others == 0 ? list.slots_count : list.of_others;
    start(&list);
    say_records(&list);
    enum pl_move move = PL_MOVE_ON;
    bool again = true; /* a wrong answer does not repeat the question */
    for (bool over = false; !over;) {
        if (list.record == list.max) {
            pl_talk_say(&inquiry->talk, PL_W_ITEMS_FULL, NULL, NULL);
            return PL_MOVE_ON;
        }
        if (again) {
            put_slot(&list);
        }
        over = reply(&list, is_first, &move, &again);
    }
    return move;
}
