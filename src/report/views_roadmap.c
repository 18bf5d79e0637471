/* SPDX-License-Identifier: MIT
 * What the dates rest on: the hours there are and what more of them would bring forward, what is put off, until when it
 * all holds.
 */
#include <string.h>

#include "report/doc.h"
#include "report/sections.h"
#include "report/views.h"

enum { CHANGES_NAMED = 2 };

static const char *day_or_never(struct pl_doc *doc, int64_t day)
{
    return day < 0 ? "–" : day == PL_NEVER ? pl_doc_label(doc, PL_L_NOT_WITHIN) : pl_doc_date(doc, day);
}

/* What hours buy, of the role whose hours delay the rest most: a table, or one line on as many more as it shows. */
void pl_view_more_hours(struct pl_doc *doc, const struct pl_block *block)
{
    static const enum pl_label columns[] = {PL_L_COLUMN_HOURS_PER_WEEK, PL_L_COLUMN_FIRST_OPENING,
                                            PL_L_COLUMN_END_OF_STEPS};
    const struct pl_roadmap *roadmap = doc->plan->roadmap;
    if (roadmap->rows_count < 2) {
        return;
    }
    const struct pl_pace_row *now = &roadmap->rows[0];
    const struct pl_pace_row *most = &roadmap->rows[roadmap->rows_count - 1];
    bool gains = most->end != now->end || most->opening != now->opening;
    if (pl_block_only(doc, block, "line")) {
        if (gains && most->end != PL_NEVER) {
            pl_doc_say(doc, PL_L_MORE_HOURS, pl_doc_number(doc, most->hours - now->hours),
                       pl_doc_role(doc, roadmap->held_up_by), pl_doc_date(doc, most->end));
        }
        return;
    }
    if (!gains) {
        pl_doc_say(doc, PL_L_MORE_HOURS_GAIN_NOTHING, pl_doc_role(doc, roadmap->held_up_by),
                   pl_doc_number(doc, most->hours), NULL);
        return;
    }
    pl_doc_say(doc, PL_L_DATES_HANG_ON, pl_doc_role(doc, roadmap->held_up_by), NULL, NULL);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_CAPTION_MORE_HOURS), columns, 3);
    for (uint32_t i = 0; i < roadmap->rows_count; i++) {
        pl_doc_cell_number(doc, roadmap->rows[i].hours);
        pl_doc_cell(doc, day_or_never(doc, roadmap->rows[i].opening));
        pl_doc_cell(doc, day_or_never(doc, roadmap->rows[i].end));
    }
    pl_doc_end(doc);
}

/* How many steps do not fit into the months ahead, and the hours that they would take. */
void pl_view_put_off(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_plan *plan = doc->plan;
    uint32_t count = 0;
    (void)block;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const char *id = pl_text(doc->knowledge, doc->knowledge->rules[plan->steps.items[i]].id);
        count += plan->spans[i].put_off && !plan->spans[i].done && pl_plan_exception(plan, id) == NULL;
    }
    if (count > 0) {
        pl_doc_say(doc, PL_L_STEPS_PUT_OFF, pl_doc_number(doc, count), pl_doc_number(doc, plan->roadmap->hours_put_off),
                   NULL);
    }
}

/* The name of what changes: a platform, a step or a duty; of anything else what it is. */
static const char *name_of(struct pl_doc *doc, const char *id)
{
    const struct pl_knowledge *k = doc->knowledge;
    uint32_t platform = pl_position(k, PL_TO_PLATFORM, id);
    uint32_t rule = pl_position(k, PL_TO_RULE, id);
    if (platform != PL_NONE) {
        return pl_doc_platform_name(doc, platform);
    }
    if (rule != PL_NONE && k->rules[rule].title.in[PL_FR] != 0) {
        return pl_doc_format(doc, PL_L_QUOTED, pl_doc_fill(doc, k->rules[rule].title), NULL, NULL);
    }
    for (uint32_t i = 0; i < k->origins_count; i++) {
        if (strcmp(pl_text(k, k->origins[i].id), id) == 0) {
            return pl_doc_label(doc, PL_L_CHANGE_FIGURES);
        }
    }
    return pl_doc_label(doc, PL_L_CHANGE_OTHER);
}

const char *pl_doc_changes(struct pl_doc *doc)
{
    const struct pl_validity *validity = doc->plan->validity;
    const char *names[CHANGES_NAMED] = {NULL, NULL};
    uint32_t named = 0;
    for (uint32_t pass = 0; pass < 2; pass++) { /* what has a name goes before what has none */
        for (uint32_t i = 0; i < validity->changes_count && named < CHANGES_NAMED; i++) {
            const char *name = name_of(doc, validity->changes[i]);
            bool bare = name == pl_doc_label(doc, PL_L_CHANGE_OTHER) || name == pl_doc_label(doc, PL_L_CHANGE_FIGURES);
            if (bare == (pass == 1) && (named == 0 || strcmp(names[0], name) != 0)) {
                names[named++] = name;
            }
        }
    }
    return named < 2 ? names[0] : pl_doc_format(doc, PL_L_CHANGES_TWO, names[0], names[1], NULL);
}

/* One sentence: until when the advice holds by itself, and what changes then; where nothing does before it is looked at
 * again, the day of that. */
void pl_view_validity(struct pl_doc *doc, const struct pl_block *block)
{
    const struct pl_validity *validity = doc->plan->validity;
    bool sooner = validity->day < doc->plan->review_by;
    const char *day = pl_doc_date(doc, sooner ? validity->day - 1 : doc->plan->review_by);
    if (sooner && block != NULL && !pl_block_only(doc, block, "day")) {
        pl_doc_say(doc, PL_L_VALID_UNTIL, day, pl_doc_changes(doc), NULL);
    } else {
        pl_doc_say(doc, PL_L_REVIEW_BY, day, NULL, NULL);
    }
}
