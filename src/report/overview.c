/* SPDX-License-Identifier: MIT
 * See overview.h.
 */
#include "report/overview.h"

#include <stdlib.h>
#include <string.h>

#include "model/register.h"
#include "report/sections.h"

enum {
    NAMES_MAX = 8,     /* of towns in one cell */
    FOLDED_MAX = 200,  /* in a fold below */
    HOURS_MAX = 50,    /* rows of hours missing */
    GISTS_RECENT = 64, /* that a town may have like another before it */
    STATES_MAX = 8     /* of a step */
};

struct pl_overview {
    const struct pl_knowledge *k;
    const char *folder; /* as a URL, NULL: there is none */
    struct pl_arena arena;
    struct pl_summary_town *towns;
    uint32_t count, room;
    const struct pl_gist *recent[GISTS_RECENT];
    uint32_t recent_count; /* in all; the oldest give way */
};

/* ---- towns ----------------------------------------------------------------------------------------------- */

struct pl_overview *pl_overview_new(const struct pl_knowledge *k, const char *folder)
{
    struct pl_overview *overview = pl_must_alloc(sizeof *overview);
    *overview = (struct pl_overview){.k = k, .folder = folder};
    return overview;
}

void pl_overview_free(struct pl_overview *overview)
{
    if (overview != NULL) {
        pl_arena_done(&overview->arena);
        free(overview->towns);
        free(overview);
    }
}

static bool is_same(const struct pl_gist *a, const struct pl_gist *b)
{
    bool same = memcmp(a->numbers, b->numbers, sizeof a->numbers) == 0;
    for (uint32_t l = 0; same && l < PL_GIST_LISTS; l++) {
        const struct pl_list *one = &a->lists[l];
        const struct pl_list *other = &b->lists[l];
        same = one->count == other->count &&
               (one->count == 0 || memcmp(one->items, other->items, one->count * sizeof *one->items) == 0);
    }
    return same;
}

static const struct pl_gist *keep_gist(struct pl_overview *overview, const struct pl_gist *gist)
{
    uint32_t held = overview->recent_count < GISTS_RECENT ? overview->recent_count : GISTS_RECENT;
    for (uint32_t i = 0; i < held; i++) {
        if (is_same(overview->recent[i], gist)) {
            return overview->recent[i];
        }
    }
    struct pl_gist *own = pl_arena_alloc(&overview->arena, sizeof *own);
    *own = *gist;
    for (uint32_t l = 0; l < PL_GIST_LISTS; l++) {
        own->lists[l].items = pl_arena_array(&overview->arena, (size_t)gist->lists[l].count + 1, sizeof(uint32_t));
        if (gist->lists[l].count > 0) {
            memcpy(own->lists[l].items, gist->lists[l].items, gist->lists[l].count * sizeof(uint32_t));
        }
    }
    overview->recent[overview->recent_count++ % GISTS_RECENT] = own;
    return own;
}

static const char *kept(struct pl_overview *overview, const char *text)
{
    return text == NULL ? "" : pl_arena_copy(&overview->arena, text, strlen(text));
}

void pl_overview_add(struct pl_overview *overview, const struct pl_summary_town *town)
{
    if (overview->count == overview->room) {
        overview->room = overview->room == 0 ? 64 : 2 * overview->room;
        overview->towns = pl_must_realloc(overview->towns, overview->room * sizeof *overview->towns);
    }
    const char **reports = pl_arena_array(&overview->arena, (size_t)town->reports_count + 1, sizeof *reports);
    for (uint32_t i = 0; i < town->reports_count; i++) {
        reports[i] = kept(overview, town->reports[i]);
    }
    struct pl_summary_town *own = &overview->towns[overview->count++];
    *own = *town;
    own->source = kept(overview, town->source);
    own->reports = reports;
    own->name = kept(overview, town->name);
    own->code = kept(overview, town->code);
    own->department = kept(overview, town->department);
    own->gist = town->gist == NULL ? NULL : keep_gist(overview, town->gist);
}

uint32_t pl_overview_count(const struct pl_overview *overview)
{
    return overview->count;
}

const struct pl_summary_town *pl_overview_town(const struct pl_overview *overview, uint32_t index)
{
    return &overview->towns[index];
}

int64_t pl_gist_missing(const struct pl_gist *gist)
{
    int64_t needed = gist->numbers[PL_GIST_NEEDED];
    int64_t available = gist->numbers[PL_GIST_AVAILABLE];
    bool known = needed != PL_UNSAID && available != PL_UNSAID;
    return !known ? PL_UNSAID : needed > available ? needed - available : 0;
}

/* ---- cells ------------------------------------------------------------------------------------------------- */

static void link_to(struct pl_doc *doc, const char *words, const char *folder, const char *report)
{
    struct pl_buffer url = {0};
    pl_buffer_add_text(&url, folder);
    pl_buffer_add_text(&url, report);
    pl_doc_link(doc, words, pl_buffer_text(&url));
    pl_buffer_done(&url);
}

static void add_town(struct pl_doc *doc, const struct pl_summary_town *town, const char *folder)
{
    const char *words = *town->name != '\0' ? town->name : town->source;
    if (town->reports_count > 0 && folder != NULL) {
        link_to(doc, words, folder, town->reports[0]);
    } else {
        pl_doc_text(doc, words);
    }
}

void pl_say_town(struct pl_doc *doc, const struct pl_summary_town *town, const char *folder)
{
    pl_doc_cell_start(doc);
    add_town(doc, town, folder);
    pl_doc_cell_end(doc);
}

void pl_say_reports(struct pl_doc *doc, const struct pl_summary_town *town, const char *folder)
{
    if (town->reports_count == 0 || folder == NULL || doc->dialect->is_data) {
        bool several = town->reports_count > 1;
        several ? pl_doc_cell_list(doc, town->reports, town->reports_count)
                : pl_doc_cell(doc, town->reports_count == 0 ? "" : town->reports[0]);
        return;
    }
    pl_doc_cell_start(doc);
    for (uint32_t i = 0; i < town->reports_count; i++) {
        pl_doc_join(doc, i > 0 ? ", " : "");
        link_to(doc, town->reports[i], folder, town->reports[i]);
    }
    pl_doc_cell_end(doc);
}

const enum pl_label pl_verdict_labels[] = {[PL_NOT_YET] = PL_L_VERDICT_NOT_YET,
                                           [PL_CONDITIONAL] = PL_L_VERDICT_CONDITIONAL,
                                           [PL_READY] = PL_L_VERDICT_READY,
                                           [PL_VERDICT_UNKNOWN] = PL_L_VERDICT_UNKNOWN};

static void say_verdict(struct pl_doc *doc, int64_t verdict)
{
    pl_doc_cell(doc, pl_doc_label(doc, pl_verdict_labels[verdict]));
}

static void say_known(struct pl_doc *doc, int64_t number)
{
    if (number == PL_UNSAID) {
        pl_doc_cell(doc, "");
    } else {
        pl_doc_cell_number(doc, number);
    }
}

/* The first of some towns, and how many more there are; one more than `max` is no more to say. */
static void list_towns(const struct pl_overview *overview, struct pl_doc *doc, const struct pl_list *towns,
                       uint32_t max)
{
    uint32_t shown = towns->count <= max + 1 ? towns->count : max;
    for (uint32_t i = 0; i < shown; i++) {
        pl_doc_join(doc, i > 0 ? ", " : "");
        add_town(doc, &overview->towns[towns->items[i]], overview->folder);
    }
    if (towns->count > shown) {
        pl_doc_join(doc, " ");
        pl_doc_text(doc, pl_doc_format(doc, PL_L_AND_MORE, pl_doc_number(doc, towns->count - shown), NULL, NULL));
    }
}

static void say_towns(const struct pl_overview *overview, struct pl_doc *doc, const struct pl_list *towns)
{
    pl_doc_cell_start(doc);
    list_towns(overview, doc, towns, NAMES_MAX);
    pl_doc_cell_end(doc);
}

/* A text that is filled in for each town, without what is filled in. */
static const char *general(struct pl_doc *doc, struct pl_text2 text)
{
    struct pl_buffer *words = pl_doc_scratch(doc);
    for (const char *p = pl_text_in(doc->knowledge, text, doc->language); *p != '\0'; p++) {
        if (*p != '{') {
            pl_buffer_add_char(words, *p);
            continue;
        }
        pl_buffer_add_text(words, "…");
        p += strcspn(p, "}");
    }
    return pl_doc_kept(doc);
}

/* ---- sections ---------------------------------------------------------------------------------------------- */

/* Towns by what they have in common. */
struct group {
    const char *name;
    struct pl_list towns;
    uint32_t order; /* among groups of as many */
};

static int larger_first(const void *left, const void *right)
{
    const struct group *a = left;
    const struct group *b = right;
    return a->towns.count != b->towns.count ? (a->towns.count > b->towns.count ? -1 : 1) : a->order < b->order ? -1 : 1;
}

static void open_section(struct pl_doc *doc, const char *id, enum pl_label title)
{
    doc->table.columns =
        doc->table.count == 0 ? 0 : doc->table.columns; /* one without rows says nothing, even as data */
    pl_doc_end(doc);
    pl_doc_section(doc, id, pl_doc_label(doc, title));
}

/* All towns of the groups whose names one cell has no room for, where the dialect folds. */
static void fold_towns(const struct pl_overview *overview, struct pl_doc *doc, const struct group *groups,
                       uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_list *towns = &groups[i].towns;
        if (towns->count <= NAMES_MAX + 1 || doc->dialect->fold == NULL) {
            continue;
        }
        pl_doc_fold(doc,
                    pl_doc_format(doc, PL_L_OVERVIEW_FOLD, groups[i].name,
                                  pl_doc_number(doc, towns->count < FOLDED_MAX ? towns->count : FOLDED_MAX), NULL));
        pl_doc_paragraph_start(doc, PL_PARAGRAPH);
        list_towns(overview, doc, towns, FOLDED_MAX);
        pl_doc_paragraph_end(doc, PL_PARAGRAPH);
        pl_doc_fold_end(doc);
    }
}

static void write_groups(const struct pl_overview *overview, struct pl_doc *doc, const struct group *groups,
                         uint32_t count, enum pl_label title, enum pl_label column)
{
    const enum pl_label columns[] = {column, PL_L_COLUMN_TOWNS, PL_L_COLUMN_WHICH};
    pl_doc_table(doc, pl_doc_label(doc, title), columns, 3);
    for (uint32_t i = 0; i < count; i++) {
        if (groups[i].towns.count > 0) {
            pl_doc_cell(doc, groups[i].name);
            pl_doc_cell_number(doc, groups[i].towns.count);
            say_towns(overview, doc, &groups[i].towns);
        }
    }
    fold_towns(overview, doc, groups, count);
}

/* From what holds most back to what is ready. */
static void write_verdicts(const struct pl_overview *overview, struct pl_doc *doc)
{
    static const enum pl_verdict order[] = {PL_NOT_YET, PL_CONDITIONAL, PL_VERDICT_UNKNOWN, PL_READY};
    struct group groups[sizeof order / sizeof *order] = {0};
    for (uint32_t g = 0; g < sizeof order / sizeof *order; g++) {
        groups[g].name = pl_doc_label(doc, pl_verdict_labels[order[g]]);
        for (uint32_t i = 0; i < overview->count; i++) {
            const struct pl_gist *gist = overview->towns[i].gist;
            if (gist != NULL && gist->numbers[PL_GIST_VERDICT] == order[g]) {
                pl_list_add(&groups[g].towns, doc->arena, i);
            }
        }
    }
    open_section(doc, "verdicts", PL_L_OVERVIEW_VERDICTS);
    write_groups(overview, doc, groups, sizeof groups / sizeof *groups, PL_L_OVERVIEW_VERDICTS, PL_L_SUMMARY_VERDICT);
}

/* By rule: the blockers of each town, or the first of its steps. */
static void write_rules(const struct pl_overview *overview, struct pl_doc *doc, bool steps)
{
    const struct pl_knowledge *k = overview->k;
    struct group *groups = pl_arena_array(doc->arena, k->rules_count, sizeof *groups);
    for (uint32_t i = 0; i < overview->count; i++) {
        const struct pl_gist *gist = overview->towns[i].gist;
        const struct pl_list *rules = gist == NULL ? NULL : &gist->lists[steps ? PL_GIST_STEPS : PL_GIST_FINDINGS];
        for (uint32_t r = 0; rules != NULL && r < (steps && rules->count > 0 ? 1 : rules->count); r++) {
            if (steps || k->rules[rules->items[r]].concludes == PL_BLOCKER) {
                pl_list_add(&groups[rules->items[r]].towns, doc->arena, i);
            }
        }
    }
    uint32_t count = 0;
    for (uint32_t r = 0; r < k->rules_count; r++) {
        if (groups[r].towns.count > 0) {
            groups[count] = groups[r];
            groups[count].name = general(doc, steps ? k->rules[r].title : k->rules[r].text);
            groups[count].order = count;
            count++;
        }
    }
    qsort(groups, count, sizeof *groups, larger_first);
    enum pl_label title = steps ? PL_L_OVERVIEW_FIRST : PL_L_OVERVIEW_BLOCKERS;
    open_section(doc, steps ? "first-actions" : "blockers", title);
    write_groups(overview, doc, groups, count, title, steps ? PL_L_COLUMN_ACTION : PL_L_COLUMN_FINDING);
}

/* A town and a number to sort it by, the largest first; then by department, then as they came. */
struct ranked {
    int64_t number;
    const char *department;
    uint32_t town;
};

static int most_first(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    return a->number != b->number ? (a->number > b->number ? -1 : 1) : a->town < b->town ? -1 : 1;
}

static int by_department(const void *left, const void *right)
{
    const struct ranked *a = left;
    const struct ranked *b = right;
    int order = strcmp(a->department, b->department);
    return order != 0 ? order : most_first(left, right);
}

static void write_hours(const struct pl_overview *overview, struct pl_doc *doc)
{
    static const enum pl_label columns[] = {PL_L_SUMMARY_NAME, PL_L_SUMMARY_NEEDED, PL_L_SUMMARY_AVAILABLE,
                                            PL_L_SUMMARY_MISSING};
    struct ranked *lacking = pl_arena_array(doc->arena, (size_t)overview->count + 1, sizeof *lacking);
    uint32_t count = 0;
    for (uint32_t i = 0; i < overview->count; i++) {
        const struct pl_summary_town *town = &overview->towns[i];
        int64_t missing = town->gist == NULL ? PL_UNSAID : pl_gist_missing(town->gist);
        if (missing > 0) {
            lacking[count++] = (struct ranked){missing, town->department, i};
        }
    }
    qsort(lacking, count, sizeof *lacking, most_first);
    open_section(doc, "hours", PL_L_OVERVIEW_HOURS);
    pl_doc_table(doc, pl_doc_label(doc, PL_L_OVERVIEW_HOURS), columns, 4);
    for (uint32_t i = 0; i < count && i < HOURS_MAX; i++) {
        const struct pl_summary_town *town = &overview->towns[lacking[i].town];
        pl_say_town(doc, town, overview->folder);
        pl_doc_cell_number(doc, town->gist->numbers[PL_GIST_NEEDED]);
        pl_doc_cell_number(doc, town->gist->numbers[PL_GIST_AVAILABLE]);
        pl_doc_cell_number(doc, lacking[i].number);
    }
    if (count > HOURS_MAX) {
        pl_doc_paragraph(doc, pl_doc_format(doc, PL_L_AND_MORE, pl_doc_number(doc, count - HOURS_MAX), NULL, NULL));
    }
    /* Those of one department that lack as much. */
    static const enum pl_label shared[] = {PL_L_SUMMARY_DEPARTMENT, PL_L_SUMMARY_MISSING, PL_L_COLUMN_TOWNS,
                                           PL_L_COLUMN_WHICH};
    qsort(lacking, count, sizeof *lacking, by_department);
    open_section(doc, "sharing", PL_L_OVERVIEW_SHARE);
    pl_doc_lead(doc, 1, pl_doc_label(doc, PL_L_OVERVIEW_SHARE_WHY));
    pl_doc_table(doc, pl_doc_label(doc, PL_L_OVERVIEW_SHARE), shared, 4);
    for (uint32_t i = 0; i < count;) {
        struct pl_list towns = {0};
        uint32_t first = i;
        while (i < count && lacking[i].number == lacking[first].number &&
               strcmp(lacking[i].department, lacking[first].department) == 0) {
            pl_list_add(&towns, doc->arena, lacking[i++].town);
        }
        if (towns.count > 1 && *lacking[first].department != '\0') {
            pl_doc_cell(doc, pl_doc_department(doc, lacking[first].department));
            pl_doc_cell_number(doc, lacking[first].number);
            pl_doc_cell_number(doc, towns.count);
            say_towns(overview, doc, &towns);
        }
    }
}

/* Steps that towns have noted, with how many of them stand in each state. */
static void write_progress(const struct pl_overview *overview, struct pl_doc *doc)
{
    const struct pl_knowledge *k = overview->k;
    const struct pl_field *field = &k->fields[k->facts[PL_FACT_PROGRESS_STATE]];
    uint32_t states = field->values.count < STATES_MAX ? field->values.count : STATES_MAX;
    uint32_t *counts = pl_arena_array(doc->arena, (size_t)k->rules_count * STATES_MAX, sizeof *counts);
    const char *titles[STATES_MAX + 1] = {pl_doc_label(doc, PL_L_COLUMN_ACTION)};
    for (uint32_t i = 0; i < overview->count; i++) {
        const struct pl_gist *gist = overview->towns[i].gist;
        for (uint32_t p = 0; gist != NULL && p < gist->lists[PL_GIST_PROGRESS].count; p++) {
            struct pl_gist_progress progress = pl_gist_progress(gist->lists[PL_GIST_PROGRESS].items[p]);
            counts[progress.step * STATES_MAX + (progress.state < states ? progress.state : 0)]++;
        }
    }
    for (uint32_t s = 0; s < states; s++) {
        titles[1 + s] = pl_doc_capital(doc, pl_field_value_label(k, field, s, doc->language));
    }
    open_section(doc, "progress", PL_L_OVERVIEW_PROGRESS);
    pl_doc_table_titles(doc, pl_doc_label(doc, PL_L_OVERVIEW_PROGRESS), titles, 1 + states);
    for (uint32_t r = 0; r < k->rules_count; r++) {
        uint32_t sum = 0;
        for (uint32_t s = 0; s < states; s++) {
            sum += counts[r * STATES_MAX + s];
        }
        if (sum > 0) {
            pl_doc_cell(doc, general(doc, k->rules[r].title));
            for (uint32_t s = 0; s < states; s++) {
                pl_doc_cell_number(doc, counts[r * STATES_MAX + s]);
            }
        }
    }
}

void pl_overview_write(const struct pl_overview *overview, struct pl_doc *doc)
{
    struct pl_pivot *pivot = pl_pivot_new(overview->k);
    uint32_t planned = 0;
    for (uint32_t i = 0; i < overview->count; i++) {
        planned += overview->towns[i].gist != NULL;
        pl_pivot_add(pivot, &overview->towns[i]);
    }
    if (planned > 0) {
        write_verdicts(overview, doc);
        write_rules(overview, doc, false);
        write_rules(overview, doc, true);
        write_hours(overview, doc);
        write_progress(overview, doc);
        pl_pivot_write(pivot, doc);
    }
    pl_pivot_free(pivot);
}

/* ---- all towns --------------------------------------------------------------------------------------------- */

static void write_town(const struct pl_overview *overview, struct pl_doc *doc, const struct pl_summary_town *town)
{
    const struct pl_knowledge *k = overview->k;
    const struct pl_list *steps = &town->gist->lists[PL_GIST_STEPS];
    pl_say_town(doc, town, overview->folder);
    pl_doc_cell(doc, town->code);
    say_known(doc, town->population);
    say_verdict(doc, town->gist->numbers[PL_GIST_VERDICT]);
    say_known(doc, pl_gist_missing(town->gist));
    pl_doc_cell(doc, steps->count == 0 ? "" : pl_text_in(k, k->rules[steps->items[0]].title, doc->language));
}

void pl_overview_write_towns(const struct pl_overview *overview, struct pl_doc *doc)
{
    static const enum pl_label columns[] = {PL_L_SUMMARY_NAME,    PL_L_SUMMARY_CODE,    PL_L_SUMMARY_POPULATION,
                                            PL_L_SUMMARY_VERDICT, PL_L_SUMMARY_MISSING, PL_L_SUMMARY_STEP};
    struct ranked *towns = pl_arena_array(doc->arena, (size_t)overview->count + 1, sizeof *towns);
    uint32_t count = 0;
    for (uint32_t i = 0; i < overview->count; i++) {
        const struct pl_summary_town *town = &overview->towns[i];
        if (town->gist != NULL) {
            towns[count++] = (struct ranked){pl_gist_missing(town->gist), town->department, i};
        }
    }
    qsort(towns, count, sizeof *towns, by_department);
    open_section(doc, "towns", PL_L_OVERVIEW_TOWNS);
    for (uint32_t i = 0; i < count;) {
        const char *department = towns[i].department;
        uint32_t first = i;
        while (i < count && strcmp(towns[i].department, department) == 0) {
            i++;
        }
        const char *name = pl_doc_department(doc, department);
        pl_doc_fold(doc, pl_doc_format(doc, PL_L_OVERVIEW_DEPARTMENT, name, pl_doc_number(doc, i - first), NULL));
        pl_doc_table(doc, name, columns, 6);
        for (uint32_t t = first; t < i; t++) {
            write_town(overview, doc, &overview->towns[towns[t].town]);
        }
        pl_doc_end(doc);
        pl_doc_fold_end(doc);
    }
}
