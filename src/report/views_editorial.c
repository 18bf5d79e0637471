/* SPDX-License-Identifier: MIT
 * See views.h. Minutes, days and amounts come from the plan as they are.
 */
#include <string.h>

#include "model/editorial.h"
#include "report/views.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct pl_piece *piece_in(const struct pl_doc *doc, const struct pl_list *list, uint32_t index)
{
    return &doc->knowledge->pieces[list->items[index]];
}

static const struct pl_piece *rubric_piece(const struct pl_doc *doc, uint32_t rubric)
{
    return &doc->knowledge->pieces[doc->plan->editorial->rubrics[rubric].piece];
}

static const char *text_in(const struct pl_doc *doc, struct pl_text2 text)
{
    return pl_text_in(doc->knowledge, text, doc->language);
}

static void empty_cell(struct pl_doc *doc)
{
    pl_doc_cell(doc, "");
}

static void platform_cell(struct pl_doc *doc, uint32_t platform)
{
    pl_doc_cell(doc, pl_doc_capital(doc, text_in(doc, doc->knowledge->platforms[platform].name)));
}

/* ---- rubrics and tone -------------------------------------------------------------------------------------- */

static void say_every(struct pl_doc *doc, const struct pl_piece *piece, struct pl_buffer *out)
{
    static const enum pl_label labels[][2] = {[PL_PER_WEEK] = {PL_L_EVERY_WEEK, PL_L_TIMES_A_WEEK},
                                              [PL_PER_MONTH] = {PL_L_EVERY_MONTH, PL_L_TIMES_A_MONTH},
                                              [PL_PER_QUARTER] = {PL_L_EVERY_QUARTER, PL_L_TIMES_A_QUARTER},
                                              [PL_PER_YEAR] = {PL_L_EVERY_YEAR, PL_L_TIMES_A_YEAR},
                                              [PL_PER_EVENT] = {PL_L_EVERY_EVENT, PL_L_TIMES_AN_EVENT}};
    const char *const arguments[3] = {pl_doc_number(doc, piece->times), NULL, NULL};
    pl_say_label(out, doc->knowledge, labels[piece->per][piece->times > 1], doc->language, arguments);
}

static void total_row(struct pl_doc *doc, enum pl_label name, int64_t minutes)
{
    if (minutes > 0) {
        pl_doc_cell(doc, pl_doc_label(doc, name));
        empty_cell(doc);
        empty_cell(doc);
        empty_cell(doc);
        pl_doc_cell_number(doc, minutes);
    }
}

void pl_view_rubrics(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_RUBRIC, PL_L_COLUMN_ACCOUNT, PL_L_COLUMN_EVERY,
                                            PL_L_COLUMN_SUPPLIER, PL_L_COLUMN_MINUTES_A_WEEK};
    const struct pl_editorial *editorial = doc->plan->editorial;
    uint32_t shown = pl_block_shows(block, editorial->rubrics_count);
    if (shown == 0) {
        return;
    }
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_RUBRICS), columns, COUNT(columns));
    for (uint32_t i = 0; i < shown; i++) {
        const struct pl_piece *piece = rubric_piece(doc, i);
        pl_doc_cell(doc, text_in(doc, piece->label));
        platform_cell(doc, editorial->rubrics[i].platform);
        say_every(doc, piece, pl_doc_scratch(doc));
        pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        pl_doc_cell(doc, text_in(doc, piece->supplier));
        pl_doc_cell_number(doc, editorial->rubrics[i].minutes);
    }
    total_row(doc, PL_L_ANSWERING_ROW, editorial->answering_minutes);
    total_row(doc, PL_L_PLANNING_ROW, editorial->planning_minutes);
    total_row(doc, PL_L_TOTAL, pl_editorial_minutes(editorial));
    pl_doc_end(doc);
    pl_doc_rest(doc, block, editorial->rubrics_count - shown);
    if (!doc->plan->means.known) {
        struct pl_buffer needed = {0};
        pl_say_minutes(&needed, pl_editorial_minutes(editorial), doc->knowledge, doc->language);
        pl_doc_say(doc, PL_L_RUBRICS_HOURS_UNKNOWN, needed.data, NULL, NULL);
        pl_buffer_done(&needed);
    } else if (editorial->left_out > 0) {
        pl_doc_say(doc, PL_L_RUBRICS_LEFT_OUT, pl_doc_number(doc, editorial->left_out), NULL, NULL);
    }
    pl_doc_say(doc, PL_L_RUBRICS_ASSUMED, NULL, NULL, NULL);
}

void pl_view_tone(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_RATHER_THAN, PL_L_COLUMN_SAY};
    const struct pl_list *tone = &doc->plan->editorial->tone;
    uint32_t shown = pl_block_shows(block, tone->count);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_TONE), columns, COUNT(columns));
    for (uint32_t i = 0; i < shown; i++) {
        pl_doc_cell(doc, text_in(doc, piece_in(doc, tone, i)->wrong));
        pl_doc_cell(doc, text_in(doc, piece_in(doc, tone, i)->text));
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, tone->count - shown);
}

/* ---- the week and four dated ones -------------------------------------------------------------------------- */

void pl_view_week(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_DAY, PL_L_COLUMN_RUBRICS, PL_L_COLUMN_MINUTES};
    const struct pl_editorial *editorial = doc->plan->editorial;
    (void)block;
    if (editorial->week_count == 0) {
        return;
    }
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_WEEK), columns, COUNT(columns));
    for (uint32_t day = 0; day < PL_EDITORIAL_DAYS; day++) {
        struct pl_buffer rubrics = {0};
        int64_t minutes = 0;
        for (uint32_t i = 0; i < editorial->week_count; i++) {
            if (editorial->week[i].day == day) {
                const struct pl_piece *piece = rubric_piece(doc, editorial->week[i].rubric);
                pl_buffer_add_text(&rubrics, rubrics.length == 0 ? "" : doc->language == PL_FR ? "\xc2\xa0; " : "; ");
                pl_buffer_add_text(&rubrics, text_in(doc, piece->label));
                if (piece->per != PL_PER_WEEK) {
                    pl_buffer_add_text(&rubrics, " (");
                    say_every(doc, piece, &rubrics);
                    pl_buffer_add_char(&rubrics, ')');
                }
                minutes += piece->minutes;
            }
        }
        if (minutes > 0) {
            pl_doc_cell(doc, pl_doc_capital(doc, pl_doc_label(doc, (enum pl_label)(PL_L_DAY_1 + day))));
            pl_doc_cell(doc, pl_buffer_text(&rubrics));
            pl_doc_cell_number(doc, minutes);
        }
        pl_buffer_done(&rubrics);
    }
    pl_doc_end(doc);
    if (editorial->answering_minutes > 0) {
        pl_doc_say(doc, PL_L_ANSWERING_A_DAY, pl_doc_number(doc, pl_answering_a_day(editorial)), NULL, NULL);
    }
}

void pl_view_posts(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_DATE, PL_L_COLUMN_RUBRIC, PL_L_COLUMN_ACCOUNT,
                                            PL_L_COLUMN_MINUTES};
    const struct pl_editorial *editorial = doc->plan->editorial;
    uint32_t shown = pl_block_shows(block, editorial->posts_count);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_POSTS), columns, COUNT(columns));
    for (uint32_t i = 0; i < shown; i++) {
        const struct pl_post *post = &editorial->posts[i];
        pl_doc_cell_date(doc, post->day);
        pl_doc_cell(doc, text_in(doc, rubric_piece(doc, post->rubric)->label));
        platform_cell(doc, editorial->rubrics[post->rubric].platform);
        pl_doc_cell_number(doc, rubric_piece(doc, post->rubric)->minutes);
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, editorial->posts_count - shown);
}

/* ---- training, budget, options ----------------------------------------------------------------------------- */

/* "70 à 300", or one number. */
static void say_range(struct pl_doc *doc, int64_t low, int64_t high, struct pl_buffer *out)
{
    const char *const arguments[3] = {pl_doc_number(doc, low), pl_doc_number(doc, high), NULL};
    if (low == high) {
        pl_buffer_add_text(out, arguments[0]);
    } else {
        pl_say_label(out, doc->knowledge, PL_L_AMOUNTS, doc->language, arguments);
    }
}

static void say_costs(struct pl_doc *doc, const struct pl_costs *costs, bool with_unit, struct pl_buffer *out)
{
    struct pl_buffer range = {0};
    struct pl_buffer amount = {0};
    say_range(doc, costs->low, costs->high, &range);
    const char *const in_euros[3] = {pl_buffer_text(&range), NULL, NULL};
    if (with_unit) {
        pl_say_label(&amount, doc->knowledge, PL_L_EUROS, doc->language, in_euros);
    }
    const char *const arguments[3] = {with_unit ? pl_buffer_text(&amount) : pl_buffer_text(&range), NULL, NULL};
    if (costs->unknown == 0) {
        pl_buffer_add_text(out, arguments[0]);
    } else if (costs->high == 0) {
        pl_buffer_add_text(out, pl_doc_label(doc, PL_L_TO_BE_COSTED));
    } else {
        pl_say_label(out, doc->knowledge, PL_L_AMOUNTS_AND_MORE, doc->language, arguments);
    }
    pl_buffer_done(&range);
    pl_buffer_done(&amount);
}

static void costs_cell(struct pl_doc *doc, const struct pl_costs *costs)
{
    if (costs->unknown == 0 && costs->low == costs->high) {
        pl_doc_cell_number(doc, costs->low);
        return;
    }
    say_costs(doc, costs, false, pl_doc_scratch(doc));
    pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
}

/* The amount of a line under the column of its rhythm. */
static void line_cell(struct pl_doc *doc, const struct pl_piece *piece, enum pl_per per)
{
    struct pl_buffer *text = pl_doc_scratch(doc);
    if (piece->per == per && piece->low != PL_NONE && piece->low == piece->high) {
        pl_doc_cell_number(doc, piece->low);
        return;
    }
    if (piece->per == per && piece->low == PL_NONE) {
        pl_buffer_add_text(text, pl_doc_label(doc, PL_L_TO_BE_COSTED));
    } else if (piece->per == per) {
        say_range(doc, piece->low, piece->high, text);
    }
    pl_doc_cell(doc, pl_buffer_text(text));
}

/* Whether the budget suffices, in a sentence. */
void pl_view_budget_line(struct pl_doc *doc, const struct pl_block *block)
{
    (void)block;
    static const enum pl_label labels[] = {
        [PL_FALSE] = PL_L_BUDGET_SHORT, [PL_UNKNOWN] = PL_L_BUDGET_OPEN, [PL_TRUE] = PL_L_BUDGET_FITS};
    const struct pl_editorial *editorial = doc->plan->editorial;
    const struct pl_cell *budget = pl_plan_cell(doc->plan, PL_FACT_BUDGET);
    struct pl_costs first = {editorial->once.low + editorial->yearly.low, editorial->once.high + editorial->yearly.high,
                             editorial->once.unknown + editorial->yearly.unknown};
    struct pl_buffer costs = {0};
    if (first.high == 0) {
        return;
    }
    say_costs(doc, &first, true, &costs);
    if (budget->low == budget->high) {
        pl_doc_say(doc, labels[editorial->fits], costs.data, pl_doc_number(doc, budget->low), NULL);
    } else {
        pl_doc_say(doc, PL_L_BUDGET_UNKNOWN, costs.data, NULL, NULL);
    }
    pl_buffer_done(&costs);
}

void pl_view_budget(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_EXPENSE, PL_L_COLUMN_ONCE, PL_L_COLUMN_YEARLY};
    const struct pl_editorial *editorial = doc->plan->editorial;
    uint32_t shown = pl_block_shows(block, editorial->budget.count);
    if (shown == 0) {
        return;
    }
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_BUDGET), columns, COUNT(columns));
    for (uint32_t i = 0; i < shown; i++) {
        const struct pl_piece *piece = piece_in(doc, &editorial->budget, i);
        pl_doc_cell(doc, text_in(doc, piece->label));
        line_cell(doc, piece, PL_PER_ONCE);
        line_cell(doc, piece, PL_PER_YEAR);
    }
    pl_doc_cell(doc, pl_doc_label(doc, PL_L_TOTAL));
    costs_cell(doc, &editorial->once);
    costs_cell(doc, &editorial->yearly);
    pl_doc_end(doc);
    pl_doc_rest(doc, block, editorial->budget.count - shown);
    pl_view_budget_line(doc, NULL);
}

void pl_view_training(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_TRAINEES, PL_L_COLUMN_SUBJECT, PL_L_COLUMN_DURATION};
    const struct pl_editorial *editorial = doc->plan->editorial;
    uint32_t shown = pl_block_shows(block, editorial->training.count);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_TRAINING), columns, COUNT(columns));
    for (uint32_t i = 0; i < shown; i++) {
        const struct pl_piece *piece = piece_in(doc, &editorial->training, i);
        struct pl_buffer *names = pl_doc_scratch(doc);
        for (uint32_t r = 0; r < editorial->who[i].count; r++) {
            pl_buffer_add_text(names, r == 0 ? "" : ", ");
            pl_buffer_add_text(names, pl_plan_role_name(doc->plan, editorial->who[i].items[r], doc->language));
        }
        pl_doc_cell(doc, pl_buffer_text(names));
        pl_doc_cell(doc, text_in(doc, piece->label));
        pl_doc_cell_minutes(doc, piece->minutes);
    }
    pl_doc_end(doc);
    pl_doc_rest(doc, block, editorial->training.count - shown);
}

void pl_view_options(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_OPTION, PL_L_COLUMN_HOURS_PER_WEEK, PL_L_COLUMN_PROJECT_DAYS,
                                            PL_L_COLUMN_ONCE, PL_L_COLUMN_YEARLY};
    static const enum pl_label names[PL_OPTIONS] = {PL_L_OPTION_NOTHING, PL_L_OPTION_MINIMUM, PL_L_OPTION_PROPOSED};
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_OPTIONS), columns, COUNT(columns));
    for (int i = 0; i < PL_OPTIONS; i++) {
        const struct pl_option *option = &doc->plan->editorial->options[i];
        pl_doc_cell(doc, pl_doc_label(doc, names[i]));
        if (option->hours < 0) {
            pl_doc_cell(doc, pl_doc_label(doc, PL_L_TO_BE_MEASURED));
        } else {
            pl_doc_cell_number(doc, option->hours);
        }
        pl_doc_cell_number(doc, option->days);
        costs_cell(doc, &option->once);
        costs_cell(doc, &option->yearly);
    }
    pl_doc_end(doc);
    if (!pl_block_only(doc, block, "table")) {
        pl_doc_say(doc, PL_L_OPTIONS_NOTE, NULL, NULL, NULL);
    }
}

/* ---- crisis ------------------------------------------------------------------------------------------------ */

/* A list of pieces: the label in bold, then the text. */
static void say_pieces(struct pl_doc *doc, const struct pl_block *block, const struct pl_list *list, bool numbered)
{
    uint32_t shown = pl_block_shows(block, list->count);
    for (uint32_t i = 0; i < shown; i++) {
        const struct pl_piece *piece = piece_in(doc, list, i);
        pl_doc_item(doc, numbered ? i + 1 : 0);
        if (numbered) {
            pl_doc_text(doc, text_in(doc, piece->label));
        } else {
            pl_doc_bold(doc, text_in(doc, piece->label));
        }
        if (piece->text.in[PL_FR] != 0) {
            pl_doc_join(doc, ". ");
            pl_doc_text(doc, text_in(doc, piece->text));
        }
        pl_doc_item_end(doc);
    }
    if (shown > 0) {
        pl_doc_end(doc);
    }
    pl_doc_rest(doc, block, list->count - shown);
}

void pl_view_crisis(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_editorial *editorial = doc->plan->editorial;
    bool steps = !pl_block_only(doc, block, "channels");
    bool channels = !pl_block_only(doc, block, "steps");
    if (steps) {
        say_pieces(doc, block, &editorial->crisis, false);
    }
    if (channels && editorial->channels.count > 0) {
        pl_doc_say(doc, PL_L_CRISIS_CHANNELS, NULL, NULL, NULL);
        say_pieces(doc, block, &editorial->channels, true);
    }
}

void pl_view_messages(struct pl_doc *doc, const struct pl_block *block)
{
    say_pieces(doc, block, &doc->plan->editorial->messages, false);
}

/* ---- indicators -------------------------------------------------------------------------------------------- */

/* Facts that the vocabulary counts in minutes are durations to a reader. */
static bool counts_minutes(const char *id)
{
    static const char ending[] = "_minutes";
    size_t length = strlen(id);
    return length >= sizeof ending && strcmp(id + length - (sizeof ending - 1), ending) == 0;
}

/* Whether an indicator tells where accounts are weak, which is not for the public. */
static bool tells_weakness(const struct pl_knowledge *k, const struct pl_rule *rule)
{
    bool tells = false;
    for (uint32_t i = rule->today.first; i < rule->today.first + rule->today.count; i++) {
        tells = tells || strcmp(pl_text(k, k->fields[k->refs[i]].id), "presence.no_two_factor") == 0;
    }
    return tells;
}

void pl_view_indicators(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_INDICATOR, PL_L_COLUMN_TODAY, PL_L_COLUMN_IN_SIX_MONTHS};
    const struct pl_list *indicators = &doc->plan->indicators;
    uint32_t shown = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < indicators->count; i++) {
        const struct pl_rule *rule = &doc->knowledge->rules[indicators->items[i]];
        bool has_target = rule->target.in[PL_FR] != 0 &&
                          !(pl_block_only(doc, block, "public") && tells_weakness(doc->knowledge, rule));
        count += has_target;
        if (!has_target || (block->most != 0 && shown == block->most)) {
            continue;
        }
        if (shown++ == 0) {
            pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_INDICATORS), columns, COUNT(columns));
        }
        pl_doc_cell(doc, pl_doc_fill(doc, rule->title.in[PL_FR] != 0 ? rule->title : rule->text));
        struct pl_buffer *out = pl_doc_scratch(doc);
        const struct pl_knowledge *k = doc->knowledge;
        struct pl_buffer one = {0};
        struct pl_buffer before = {0};
        bool none = false;
        for (uint32_t j = rule->today.first; j < rule->today.first + rule->today.count; j++) {
            const struct pl_field *field = &k->fields[k->refs[j]];
            const struct pl_cell *cell = &doc->plan->cells[k->refs[j]];
            pl_buffer_clear(&one);
            if (!pl_cell_is_known(field, cell) || (field->type == PL_TYPE_SET && cell->low == 0)) {
                none = none || pl_cell_is_known(field, cell);
                continue;
            }
            if (counts_minutes(pl_text(k, field->id))) {
                pl_say_minutes(&one, cell->low, k, doc->language);
            } else {
                pl_say_cell(&one, k, field, cell, doc->language);
            }
            if (strcmp(pl_buffer_text(&one), pl_buffer_text(&before)) != 0) {
                pl_buffer_add_text(out, out->length == 0 ? "" : doc->language == PL_FR ? "\xc2\xa0; " : "; ");
                pl_buffer_add_text(out, pl_buffer_text(&one));
            }
            pl_buffer_clear(&before);
            pl_buffer_add_text(&before, pl_buffer_text(&one));
        }
        pl_buffer_add_text(out, out->length > 0 ? "" : pl_doc_label(doc, none ? PL_L_NONE : PL_L_TO_BE_MEASURED));
        pl_buffer_done(&one);
        pl_buffer_done(&before);
        pl_doc_cell(doc, pl_buffer_text(&doc->scratch));
        pl_doc_cell(doc, pl_doc_fill(doc, rule->target));
    }
    if (shown > 0) {
        pl_doc_end(doc);
    }
    pl_doc_rest(doc, block, count - shown);
}

/* ---- where pieces come from --------------------------------------------------------------------------------- */

static void source_row(struct pl_doc *doc, uint32_t index)
{
    const struct pl_knowledge *k = doc->knowledge;
    const struct pl_piece *piece = &k->pieces[index];
    struct pl_buffer *sources = pl_doc_scratch(doc);
    for (uint32_t i = 0; i < piece->cite.count; i++) {
        pl_buffer_add_text(sources, i == 0 ? "" : ", ");
        pl_buffer_add_text(sources, pl_citation_id(k, k->refs[piece->cite.first + i]));
    }
    pl_buffer_add_text(sources, piece->assumption == 0 ? "" : piece->cite.count > 0 ? ", " : "");
    pl_buffer_add_text(sources, piece->assumption == 0 ? "" : pl_doc_label(doc, PL_L_HOURS_ASSUMED));
    const char *from = pl_doc_kept(doc);
    pl_doc_cell(doc, text_in(doc, piece->label.in[PL_FR] != 0 ? piece->label : piece->text));
    pl_doc_cell_code(doc, pl_text(k, piece->id));
    pl_doc_cell(doc, from);
}

void pl_view_pieces(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_ADVICE, PL_L_COLUMN_IDENTIFIER, PL_L_COLUMN_CITED};
    enum { LISTS = 6 };
    const struct pl_editorial *editorial = doc->plan->editorial;
    const struct pl_list *const lists[LISTS] = {&editorial->tone,     &editorial->training, &editorial->budget,
                                                &editorial->messages, &editorial->crisis,   &editorial->channels};
    (void)block;
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_PROOF), columns, COUNT(columns));
    for (uint32_t i = 0; i < editorial->rubrics_count; i++) {
        source_row(doc, editorial->rubrics[i].piece);
    }
    for (int list = 0; list < LISTS; list++) {
        for (uint32_t i = 0; i < lists[list]->count; i++) {
            source_row(doc, lists[list]->items[i]);
        }
    }
    pl_doc_end(doc);
}
