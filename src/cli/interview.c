/* SPDX-License-Identifier: MIT
 * See interview.h.
 */
#include "cli/interview.h"

#include <string.h>

#include "base/number.h"
#include "engine/chain.h"
#include "engine/planning.h"
#include "report/values.h"

enum { HOMONYMS_MAX = 32, SLIPS_MAX = 2 };

static void make_plan(struct pl_interview *interview, struct pl_cell *cells)
{
    static const struct pl_source nowhere = {.name = "", .text = {"", 0}};
    struct pl_inquiry *inquiry = &interview->inquiry;
    pl_arena_reset(&inquiry->arena);
    struct pl_profile *profile = pl_arena_alloc(&inquiry->arena, sizeof *profile);
    *profile = pl_profile_of(inquiry->answers->knowledge, &nowhere, cells, &inquiry->arena);
    if (inquiry->circuits == NULL || pl_circuits_is_full(inquiry->circuits)) {
        pl_arena_reset(&inquiry->circuits_arena);
        inquiry->circuits = pl_circuits_new(inquiry->answers->knowledge, &inquiry->circuits_arena);
    }
    inquiry->plan = pl_plan_make_sharing(profile, inquiry->answers->edition, inquiry->answers->today, inquiry->circuits,
                                         &inquiry->arena);
}

static bool is_required(const struct pl_answers *answers, uint32_t field)
{
    return answers->knowledge->fields[field].parent == PL_NONE &&
           (answers->knowledge->fields[field].flags & PL_FIELD_REQUIRED) != 0;
}

static bool is_known(const struct pl_answers *answers, uint32_t field)
{
    return pl_cell_is_known(&answers->knowledge->fields[field], &answers->cells[field]);
}

/* A required fact that is not known, or PL_NONE. */
static uint32_t next_required(const struct pl_answers *answers)
{
    uint32_t field = 0;
    while (field < answers->knowledge->fields_count && (!is_required(answers, field) || is_known(answers, field))) {
        field++;
    }
    return field < answers->knowledge->fields_count ? field : PL_NONE;
}

static uint32_t next_question(const struct pl_interview *interview)
{
    const struct pl_plan *plan = interview->inquiry.plan;
    uint32_t required = next_required(interview->inquiry.answers);
    if (interview->at < interview->visits_count) {
        return interview->visits[interview->at];
    }
    if (interview->unfinished != PL_NONE || required != PL_NONE) {
        return interview->unfinished != PL_NONE ? interview->unfinished : required;
    }
    for (uint32_t i = 0; i < plan->questions_count; i++) {
        if (!interview->done[plan->questions[i].field]) {
            return plan->questions[i].field;
        }
    }
    return PL_NONE;
}

uint32_t pl_interview_open(const struct pl_interview *interview)
{
    const struct pl_plan *plan = interview->inquiry.plan;
    uint32_t open = 0;
    for (uint32_t i = 0; i < plan->questions_count; i++) {
        open += !is_known(interview->inquiry.answers, plan->questions[i].field);
    }
    return open;
}

/* ---- how far one is ------------------------------------------------------------------------------------------------
 */

/* What the answers that are still to be asked for would settle, each alone. */
static uint32_t weight_left(const struct pl_interview *interview)
{
    const struct pl_plan *plan = interview->inquiry.plan;
    uint32_t weight = 0;
    for (uint32_t i = 0; i < plan->questions_count; i++) {
        weight += interview->done[plan->questions[i].field] ? 0 : plan->questions[i].settles;
    }
    return weight;
}

/* ---- what is known, and kept ---------------------------------------------------------------------------------------
 */

void pl_interview_give_up(struct pl_interview *interview)
{
    struct pl_talk *talk = &interview->inquiry.talk;
    const struct pl_journal *journal = &interview->inquiry.journal;
    if (journal->path != NULL && journal->error == 0) {
        pl_talk_say(talk, PL_W_KEPT, journal->path, interview->resumes);
        return;
    }
    size_t before = talk->said.length;
    pl_talk_say(talk, PL_W_GIVEN_UP, NULL, NULL);
    pl_talk_say(talk, PL_W_GIVEN_UP_ANSWERS, NULL, NULL);
    size_t shown = talk->said.length;
    pl_answers_write_all(interview->inquiry.answers, &talk->said);
    if (talk->said.length == shown) {
        pl_buffer_cut(&talk->said, before);
        pl_talk_say(talk, PL_W_GIVEN_UP, NULL, NULL);
    }
}

static void note(struct pl_interview *interview, const uint32_t *fields, uint32_t count)
{
    pl_journal_note(&interview->inquiry.journal, interview->inquiry.answers, fields, count);
}

/* ---- who the authority is ------------------------------------------------------------------------------------------
 */

static void say_registered(const struct pl_talk *talk, const struct pl_knowledge *k,
                           const struct pl_registered *registered, struct pl_buffer *out)
{
    static const enum pl_position kinds[PL_REGISTER_KINDS] = {PL_KIND_COMMUNE, PL_KIND_INTERCOMMUNALITY};
    const char *department = pl_register_department(registered->department);
    pl_buffer_add_text(out, registered->name);
    pl_buffer_add_text(out, ", ");
    pl_buffer_add_text(
        out, pl_field_value_label(k, &k->fields[k->facts[PL_FACT_KIND]], kinds[registered->kind], talk->language));
    pl_buffer_add_text(out, ", ");
    pl_buffer_add_text(out, department == NULL ? registered->department : department);
    if (registered->population >= 0) {
        struct pl_cell population = {.low = registered->population, .high = registered->population};
        pl_buffer_add_text(out, ", ");
        pl_say_cell(out, k, &k->fields[k->facts[PL_FACT_POPULATION]], &population, talk->language);
    }
    pl_buffer_add_text(out, ", code ");
    pl_buffer_add_text(out, registered->code);
}

/* By its number in the list, its code or its department; more than `count` if the text says none of it. */
static uint32_t choice_of(struct pl_view text, const struct pl_registered *found, uint32_t count)
{
    char folded[2][PL_FOLD_MAX];
    int64_t number = 0;
    if (pl_number_parse(text, &number) == PL_NUMBER_OK && number >= 1 && number <= count + 1) {
        return (uint32_t)number - 1;
    }
    for (uint32_t i = 0; i < count; i++) {
        const char *department = pl_register_department(found[i].department);
        bool named = department != NULL && pl_fold(text, folded[0]) > 0 &&
                     pl_fold(pl_view_of(department), folded[1]) > 0 && strcmp(folded[0], folded[1]) == 0;
        if (named || pl_view_is(text, found[i].department) || pl_view_is(text, found[i].code)) {
            return i;
        }
    }
    return count + 1;
}

/* Which of several authorities is meant: its position, `count` for none of them. */
static enum pl_move choose(struct pl_interview *interview, const struct pl_registered *found, uint32_t count,
                           uint32_t *out_chosen)
{
    struct pl_talk *talk = &interview->inquiry.talk;
    pl_talk_say(talk, PL_W_HOMONYMS, NULL, NULL);
    for (uint32_t i = 0; i <= count; i++) {
        pl_buffer_add_text(&talk->said, "   ");
        pl_buffer_add_number(&talk->said, i + 1, "");
        pl_buffer_add_char(&talk->said, ' ');
        if (i < count) {
            say_registered(talk, interview->inquiry.answers->knowledge, &found[i], &talk->said);
        } else {
            pl_talk_add(talk, PL_W_NONE_OF_THEM, NULL, NULL);
        }
        pl_buffer_add_char(&talk->said, '\n');
    }
    for (;;) {
        struct pl_view text;
        struct pl_buffer shown = {0};
        switch (pl_talk_read(talk, &text)) {
        case PL_REPLY_TEXT:
            *out_chosen = choice_of(text, found, count);
            if (*out_chosen <= count) {
                return PL_MOVE_ON;
            }
            pl_buffer_add_number(&shown, count + 1, "");
            pl_talk_say(talk, PL_W_CHOOSE, shown.data, NULL);
            pl_buffer_done(&shown);
            break;
        case PL_REPLY_WHY:
            pl_question_explain(&interview->inquiry, interview->inquiry.answers->knowledge->facts[PL_FACT_CODE]);
            break;
        case PL_REPLY_EMPTY:
        case PL_REPLY_SKIP:
        case PL_REPLY_STOP: /* a profile needs its kind, which is asked for next */
            *out_chosen = count;
            return PL_MOVE_ON;
        case PL_REPLY_BACK:
            return PL_MOVE_BACK;
        case PL_REPLY_END:
            return PL_MOVE_END;
        }
    }
}

/* The authorities of that name, whose kind may be written out: "communauté de communes du Pilat Rhodanien". */
static uint32_t look_up(const struct pl_answers *answers, const char *name, struct pl_registered found[HOMONYMS_MAX])
{
    static const char *const kinds[][2] = {
        {"communaute_de_communes_", "CC "}, {"communaute_d'agglomeration_", "CA "}, {"communaute_urbaine_", "CU "}};
    uint32_t kind = pl_cell_choice(&answers->cells[answers->knowledge->facts[PL_FACT_KIND]]);
    enum pl_register_kind wanted = kind == PL_KIND_COMMUNE            ? PL_REGISTER_COMMUNES
                                   : kind == PL_KIND_INTERCOMMUNALITY ? PL_REGISTER_INTERCOMMUNALITIES
                                                                      : PL_REGISTER_KINDS;
    char folded[PL_FOLD_MAX];
    if (kind != PL_NONE && wanted == PL_REGISTER_KINDS) {
        return 0;
    }
    uint32_t count = pl_register_named(name, wanted, NULL, found, HOMONYMS_MAX);
    bool folds = pl_fold(pl_view_of(name), folded) > 0;
    for (size_t i = 0; folds && count == 0 && i < sizeof kinds / sizeof *kinds; i++) {
        if (strncmp(folded, kinds[i][0], strlen(kinds[i][0])) == 0) {
            struct pl_buffer shorter = {0};
            pl_buffer_add_text(&shorter, kinds[i][1]);
            pl_buffer_add_text(&shorter, folded + strlen(kinds[i][0]));
            count = pl_register_named(shorter.data, PL_REGISTER_INTERCOMMUNALITIES, NULL, found, HOMONYMS_MAX);
            pl_buffer_done(&shorter);
        }
    }
    return count < HOMONYMS_MAX ? count : HOMONYMS_MAX;
}

/* The facts that the register states. */
static const enum pl_fact registered_facts[] = {PL_FACT_NAME, PL_FACT_KIND, PL_FACT_POPULATION, PL_FACT_CODE,
                                                PL_FACT_DEPARTMENT};
enum { REGISTERED_FACTS = sizeof registered_facts / sizeof *registered_facts };

/* A new name: what the register says under it. The same name again, after the register spoke: it is another authority.
 */
static enum pl_move identify(struct pl_interview *interview, const struct pl_cell *name)
{
    struct pl_answers *answers = interview->inquiry.answers;
    struct pl_talk *talk = &interview->inquiry.talk;
    uint32_t fields[REGISTERED_FACTS];
    struct pl_registered found[HOMONYMS_MAX];
    char folded[2][PL_FOLD_MAX];
    const char *before = answers->cells[answers->knowledge->facts[PL_FACT_NAME]].text;
    bool registered = pl_answers_are_registered(answers);
    bool same = registered && before != NULL && pl_fold(pl_view_of(before), folded[0]) > 0 &&
                pl_fold(pl_view_of(name->text), folded[1]) > 0 && strcmp(folded[0], folded[1]) == 0;
    for (uint32_t i = 0; i < REGISTERED_FACTS; i++) {
        fields[i] = answers->knowledge->facts[registered_facts[i]];
        if (registered && i > 0) {
            pl_answers_withdraw(answers, fields[i]);
        }
    }
    pl_answers_set(answers, fields[0], name);
    note(interview, fields, registered ? REGISTERED_FACTS : 1);
    uint32_t count = same ? 0 : look_up(answers, name->text, found);
    uint32_t chosen = 0;
    enum pl_move move = count > 1 ? choose(interview, found, count, &chosen) : PL_MOVE_ON;
    if (move == PL_MOVE_ON && chosen < count) {
        struct pl_buffer text = {0};
        bool shortened = strncmp(found[chosen].name, "CC ", 3) == 0 || strncmp(found[chosen].name, "CA ", 3) == 0 ||
                         strncmp(found[chosen].name, "CU ", 3) == 0;
        say_registered(talk, answers->knowledge, &found[chosen], &text);
        pl_talk_say(talk, PL_W_REGISTERED, text.data, NULL);
        pl_buffer_done(&text);
        pl_answers_register(answers, &found[chosen]);
        if (shortened) {
            pl_answers_set(answers, fields[0], name); /* in full, as it was written */
        }
        note(interview, fields, REGISTERED_FACTS);
    } else if (move == PL_MOVE_ON && count == 0 && !same) {
        const char *near = pl_register_nearest(name->text, PL_REGISTER_KINDS, NULL, SLIPS_MAX);
        if (near != NULL) {
            pl_talk_say(talk, PL_W_NOT_REGISTERED, near, NULL);
        }
    }
    return move;
}

/* ---- the order of questions ----------------------------------------------------------------------------------------
 */

/* A text that answers a question; false: it is put again, with `*out_move` back, or was said to be none. */
static bool answer(struct pl_interview *interview, uint32_t field, struct pl_view text, enum pl_move *out_move)
{
    struct pl_inquiry *inquiry = &interview->inquiry;
    struct pl_buffer yaml = {0};
    struct pl_cell cell;
    *out_move = PL_MOVE_ON;
    bool taken = pl_question_take(inquiry, field, text, &yaml, &cell);
    if (taken && field == inquiry->answers->knowledge->facts[PL_FACT_NAME]) {
        *out_move = identify(interview, &cell);
    } else if (taken) {
        pl_answers_set(inquiry->answers, field, &cell);
        note(interview, &field, 1);
    }
    pl_buffer_done(&yaml);
    return taken;
}

/* One question that is no list, until it is answered or left. */
static enum pl_move ask(struct pl_interview *interview, uint32_t field)
{
    struct pl_inquiry *inquiry = &interview->inquiry;
    struct pl_answers *answers = inquiry->answers;
    enum pl_move move = PL_MOVE_ON;
    pl_question_put(inquiry, field, is_known(answers, field) ? &answers->cells[field] : NULL);
    for (;;) {
        struct pl_view text;
        bool known = is_known(answers, field);
        enum pl_reply reply = pl_talk_read(&inquiry->talk, &text);
        switch (reply) {
        case PL_REPLY_TEXT:
            if (answer(interview, field, text, &move) && move != PL_MOVE_BACK) {
                return move;
            }
            if (move == PL_MOVE_BACK) {
                pl_question_put(inquiry, field, &answers->cells[field]);
            }
            break;
        case PL_REPLY_WHY:
            pl_question_explain(inquiry, field);
            break;
        case PL_REPLY_BACK:
            if (interview->at > 0) {
                return PL_MOVE_BACK;
            }
            pl_talk_say(&inquiry->talk, PL_W_NO_PREVIOUS, NULL, NULL);
            break;
        case PL_REPLY_SKIP:
        case PL_REPLY_EMPTY:
        case PL_REPLY_STOP:
            if (is_required(answers, field) && (!known || reply == PL_REPLY_SKIP)) {
                pl_talk_say(&inquiry->talk, PL_W_NEEDED, NULL, NULL);
                break;
            }
            if (known && reply == PL_REPLY_SKIP) {
                pl_answers_withdraw(answers, field);
            }
            if (!known || reply == PL_REPLY_SKIP) {
                note(interview, &field, reply != PL_REPLY_STOP);
            }
            return reply == PL_REPLY_STOP ? PL_MOVE_STOP : PL_MOVE_ON;
        case PL_REPLY_END:
            return PL_MOVE_END;
        }
    }
}

static enum pl_move put_question(struct pl_interview *interview, uint32_t field)
{
    struct pl_inquiry *inquiry = &interview->inquiry;
    bool list = inquiry->answers->knowledge->fields[field].type == PL_TYPE_RECORDS;
    pl_buffer_add_char(&inquiry->talk.said, '\n');
    const struct pl_plan *plan = interview->inquiry.plan;
    bool counts = interview->at == interview->visits_count && next_required(interview->inquiry.answers) == PL_NONE;
    uint32_t more = 0;
    uint32_t weight = counts ? weight_left(interview) : 0;
    interview->most = interview->most == 0 && counts ? weight / 3 + 1 : interview->most;
    for (uint32_t i = 0; i < plan->questions_count && weight > interview->most; i++) {
        bool open = !interview->done[plan->questions[i].field];
        weight -= open ? plan->questions[i].settles : 0;
        more += open;
    }
    struct pl_buffer numbers[2] = {{0}, {0}};
    pl_buffer_add_number(&numbers[0], interview->at + 1, "");
    pl_buffer_add_number(&numbers[1], more > 0 ? more - 1 : 0, ""); /* this one is among them */
    enum pl_word word = !counts     ? PL_W_QUESTION
                        : more == 0 ? PL_W_GOOD_ENOUGH
                        : more == 1 ? PL_W_COUNT_LAST
                        : more == 2 ? PL_W_COUNT_ONE
                                    : PL_W_COUNT_LEFT;
    pl_talk_say(&interview->inquiry.talk, word, numbers[0].data, numbers[1].data);
    pl_buffer_done(&numbers[0]);
    pl_buffer_done(&numbers[1]);
    if (!list) {
        return ask(interview, field);
    }
    pl_question_put(inquiry, field, NULL);
    return pl_question_list(inquiry, field, interview->at == 0);
}

/* What the draft had is visited already; of a list that it ends with one cannot tell whether it was finished. */
static void take_up(struct pl_interview *interview)
{
    const struct pl_answers *answers = interview->inquiry.answers;
    const struct pl_knowledge *k = answers->knowledge;
    for (uint32_t i = 0; i < k->fields_count;
         i++) { /* a list may be stated and leave something open: that is for an editor to mend */
        interview->done[i] = is_known(answers, i);
    }
    for (uint32_t i = 0; interview->inquiry.journal.path != NULL && i < answers->order_count; i++) {
        uint32_t field = answers->order[i];
        bool asked = true; /* and not stated by the register along with the name */
        for (uint32_t r = 1; pl_answers_are_registered(answers) && r < REGISTERED_FACTS; r++) {
            asked = asked && field != k->facts[registered_facts[r]];
        }
        if (asked && (!is_required(answers, field) || is_known(answers, field))) {
            interview->visits[interview->visits_count++] = field;
            interview->done[field] = 1;
        }
    }
    if (interview->visits_count > 0 && k->fields[answers->newest].type == PL_TYPE_RECORDS &&
        is_known(answers, answers->newest)) {
        interview->unfinished = answers->newest;
    }
    interview->at = interview->visits_count;
}

/* What follows from how a question was left. */
static void settle(struct pl_interview *interview, uint32_t field, enum pl_move move)
{
    struct pl_inquiry *inquiry = &interview->inquiry;
    bool known = is_known(inquiry->answers, field);
    bool list = inquiry->answers->knowledge->fields[field].type == PL_TYPE_RECORDS;
    bool back = move == PL_MOVE_BACK;
    if (list && !back) {
        interview->unfinished = PL_NONE;
        if (!known && move == PL_MOVE_ON) {
            note(interview, &field, 1); /* passed over */
        }
    } else if (list && known) {
        interview->unfinished = field;
    }
    if (!back || known) {
        interview->visits[interview->at] = field;
        interview->visits_count += interview->at == interview->visits_count;
        interview->done[field] = 1;
    }
    interview->at = back ? interview->at - 1 : interview->visits_count;
    if (inquiry->journal.error != 0 && !interview->warned) {
        pl_talk_say(&inquiry->talk, PL_W_DRAFT_FAILED, inquiry->journal.path,
                    pl_system_fault(inquiry->journal.error, inquiry->talk.language));
        interview->warned = true;
    }
}

enum pl_ending pl_interview_run(struct pl_interview *interview)
{
    struct pl_inquiry *inquiry = &interview->inquiry;
    struct pl_answers *answers = inquiry->answers;
    interview->visits =
        pl_arena_array(&answers->arena, answers->knowledge->fields_count + 1, sizeof *interview->visits);
    interview->done = pl_arena_array(&answers->arena, answers->knowledge->fields_count, 1);
    interview->unfinished = PL_NONE;
    take_up(interview);
    const struct pl_knowledge *k = answers->knowledge;
    /* Of what a profile with a name and a kind leaves open, a third may stay so: the rest is most. Where there is more
     * already, that profile is planned for; else the first plan will do. */
    struct pl_interview bare = {.inquiry = {.answers = answers},
                                .done = pl_arena_array(&answers->arena, k->fields_count, 1)};
    struct pl_cell *cells = pl_arena_array(&answers->arena, k->fields_count, sizeof *cells);
    bool more = false;
    for (uint32_t i = 0; i < k->fields_count; i++) {
        cells[i] = is_required(answers, i) ? answers->cells[i] : pl_cell_unknown(k, &k->fields[i]);
        more = more || (is_known(answers, i) && !is_required(answers, i));
    }
    if (more && next_required(answers) == PL_NONE) {
        make_plan(&bare, cells);
        interview->most = weight_left(&bare) / 3 + 1;
        pl_arena_done(&bare.inquiry.arena);
        pl_arena_done(&bare.inquiry.circuits_arena);
    }
    make_plan(interview, answers->cells);
    struct pl_registered any;
    pl_register_named("-", PL_REGISTER_KINDS, NULL, &any,
                      1); /* it is in memory when the name is answered, which should not wait */
    enum pl_move move = PL_MOVE_ON;
    for (uint32_t field = next_question(interview); field != PL_NONE && (move == PL_MOVE_ON || move == PL_MOVE_BACK);) {
        uint32_t at = 0;
        while (at < interview->visits_count && interview->visits[at] != field) {
            at++;
        }
        interview->at = at;
        struct pl_talk *talk = &interview->inquiry.talk; /* what a signal that ends the program here says */
        struct pl_buffer waiting = talk->said;
        talk->said = (struct pl_buffer){0};
        pl_buffer_add_char(&talk->said, '\n');
        pl_interview_give_up(interview);
        pl_talk_farewell(talk, pl_buffer_text(&talk->said));
        pl_buffer_done(&talk->said);
        talk->said = waiting;
        move = put_question(interview, field);
        settle(interview, field, move);
        if (next_required(answers) ==
            PL_NONE) { /* else the next question is clear, and the plan says as much without a name */
            make_plan(interview, answers->cells);
        }
        field = next_question(interview);
    }
    if (move == PL_MOVE_ON) {
        pl_buffer_add_char(&inquiry->talk.said, '\n');
        pl_talk_say(&inquiry->talk, PL_W_NO_MORE, NULL, NULL);
    }
    return move == PL_MOVE_END ? PL_ENDED_BY_INPUT : PL_ENDED_WELL;
}

void pl_interview_done(struct pl_interview *interview)
{
    pl_journal_close(&interview->inquiry.journal);
    pl_arena_done(&interview->inquiry.arena);
    pl_arena_done(&interview->inquiry.circuits_arena);
    pl_talk_done(&interview->inquiry.talk);
}
