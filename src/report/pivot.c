/* SPDX-License-Identifier: MIT
 * The pivot of summary.h: what the towns of a batch have in common. It counts all and names the first, so that its size
 * depends on the knowledge and not on the number of towns.
 */
#include "report/summary.h"

#include <stdlib.h>
#include <string.h>

#include "report/sections.h"

enum { NAMES_MAX = 8, STRATA = 7, VERDICTS = 4 };

/* How many towns, and the names of the first. */
struct group {
    uint32_t count;
    char *names[NAMES_MAX];
};

struct verdicts {
    uint32_t count[VERDICTS]; /* by enum pl_verdict */
};

struct department {
    const char *code;
    struct verdicts verdicts;
};

struct pl_pivot {
    const struct pl_knowledge *k;
    struct pl_arena arena;
    struct group *rules;                /* by rule */
    struct group *platforms;            /* by platform, then decision */
    struct verdicts strata[STRATA + 1]; /* the last: population unknown */
    struct department *departments;
    uint32_t departments_count, departments_room;
    struct verdicts elsewhere; /* department unknown */
    uint32_t planned, not_planned;
};

/* The first number of inhabitants of each stratum: those of the surveys quoted in the knowledge. */
static const int64_t strata_from[STRATA] = {0, 500, 2000, 3500, 10000, 20000, 100000};

struct pl_pivot *pl_pivot_new(const struct pl_knowledge *k)
{
    struct pl_pivot *pivot = pl_must_alloc(sizeof *pivot);
    memset(pivot, 0, sizeof *pivot);
    pivot->k = k;
    pivot->rules = pl_arena_array(&pivot->arena, k->rules_count + 1, sizeof *pivot->rules);
    pivot->platforms =
        pl_arena_array(&pivot->arena, (size_t)k->platforms_count * PL_DECISIONS + 1, sizeof *pivot->platforms);
    return pivot;
}

void pl_pivot_free(struct pl_pivot *pivot)
{
    if (pivot != NULL) {
        pl_arena_done(&pivot->arena);
        free(pivot);
    }
}

static void join(struct pl_pivot *pivot, struct group *group, const char *name)
{
    if (group->count < NAMES_MAX) {
        group->names[group->count] = pl_arena_copy(&pivot->arena, name, strlen(name));
    }
    group->count++;
}

static struct verdicts *department_of(struct pl_pivot *pivot, const char *code)
{
    uint32_t i = 0;
    while (i < pivot->departments_count && strcmp(pivot->departments[i].code, code) != 0) {
        i++;
    }
    if (*code == '\0') {
        return &pivot->elsewhere;
    }
    if (i == pivot->departments_room) {
        pivot->departments_room = pivot->departments_room == 0 ? 128 : 2 * pivot->departments_room;
        struct department *grown = pl_arena_array(&pivot->arena, pivot->departments_room, sizeof *grown);
        if (i > 0) {
            memcpy(grown, pivot->departments, i * sizeof *grown);
        }
        pivot->departments = grown;
    }
    if (i == pivot->departments_count) {
        pivot->departments[pivot->departments_count++].code = pl_arena_copy(&pivot->arena, code, strlen(code));
    }
    return &pivot->departments[i].verdicts;
}

void pl_pivot_add(struct pl_pivot *pivot, const struct pl_summary_town *town)
{
    const struct pl_plan *plan = town->plan;
    if (plan == NULL) {
        pivot->not_planned++;
        return;
    }
    const char *name = pl_plan_text(plan, PL_FACT_NAME);
    const struct pl_list lists[] = {plan->findings, plan->steps};
    for (size_t l = 0; l < 2; l++) {
        for (uint32_t i = 0; i < lists[l].count; i++) {
            join(pivot, &pivot->rules[lists[l].items[i]], name);
        }
    }
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        const struct pl_choice *choice = &plan->choices[i];
        join(pivot, &pivot->platforms[choice->platform * PL_DECISIONS + choice->decision], name);
    }
    const struct pl_cell *population = pl_plan_cell(plan, PL_FACT_POPULATION);
    uint32_t stratum = population->line == 0 ? STRATA : 0;
    while (stratum + 1 < STRATA && population->low >= strata_from[stratum + 1]) {
        stratum++;
    }
    pivot->strata[stratum].count[plan->verdict]++;
    department_of(pivot, pl_plan_text(plan, PL_FACT_DEPARTMENT))->count[plan->verdict]++;
    pivot->planned++;
}

/* ---- writing --------------------------------------------------------------------------------------------- */

/* Ends the table at hand; one without rows says nothing, even as data. */
static void end(struct pl_doc *doc)
{
    doc->table.columns = doc->table.count == 0 ? 0 : doc->table.columns;
    pl_doc_end(doc);
}

static void start(struct pl_doc *doc, const char *id, enum pl_label title, const enum pl_label *columns, uint32_t count)
{
    end(doc);
    pl_doc_section(doc, id, pl_doc_label(doc, title));
    pl_doc_table(doc, pl_doc_label(doc, title), columns, count);
}

static void say_group(struct pl_doc *doc, const struct group *group)
{
    struct pl_buffer names = {0};
    uint32_t shown = group->count < NAMES_MAX ? group->count : NAMES_MAX;
    for (uint32_t i = 0; i < shown; i++) {
        pl_buffer_add_text(&names, i > 0 ? ", " : "");
        pl_buffer_add_text(&names, group->names[i]);
    }
    if (group->count > shown) {
        pl_buffer_add_char(&names, ' ');
        pl_buffer_add_text(&names,
                           pl_doc_format(doc, PL_L_AND_MORE, pl_doc_number(doc, group->count - shown), NULL, NULL));
    }
    pl_doc_cell_number(doc, group->count);
    pl_doc_cell(doc, pl_buffer_text(&names));
    pl_buffer_done(&names);
}

/* The groups of one list, the largest first. */
static void say_rules(const struct pl_pivot *pivot, struct pl_doc *doc, bool steps)
{
    const struct pl_knowledge *k = pivot->k;
    uint8_t *done = pl_must_alloc(k->rules_count + 1);
    memset(done, 0, k->rules_count + 1);
    for (;;) {
        uint32_t best = PL_NONE;
        for (uint32_t i = 0; i < k->rules_count; i++) {
            bool listed = (k->rules[i].concludes == PL_STEP) == steps && pivot->rules[i].count > 0 && !done[i];
            if (listed && (best == PL_NONE || pivot->rules[i].count > pivot->rules[best].count)) {
                best = i;
            }
        }
        if (best == PL_NONE) {
            break;
        }
        done[best] = 1;
        struct pl_buffer *general = pl_doc_scratch(doc);
        for (const char *p = pl_text_in(k, steps ? k->rules[best].title : k->rules[best].text, doc->language);
             *p != '\0'; p++) {
            if (*p != '{') {
                pl_buffer_add_char(general, *p);
                continue;
            }
            pl_buffer_add_text(general, "…");
            p += strcspn(p, "}");
        }
        pl_doc_cell(doc, pl_buffer_text(general));
        say_group(doc, &pivot->rules[best]);
    }
    free(done);
}

static void say_verdicts(struct pl_doc *doc, const char *name, const struct verdicts *verdicts)
{
    static const enum pl_verdict order[VERDICTS] = {PL_READY, PL_CONDITIONAL, PL_NOT_YET, PL_VERDICT_UNKNOWN};
    uint32_t sum = 0;
    for (size_t i = 0; i < VERDICTS; i++) {
        sum += verdicts->count[i];
    }
    if (sum == 0) {
        return;
    }
    pl_doc_cell(doc, name);
    pl_doc_cell_number(doc, sum);
    for (size_t i = 0; i < VERDICTS; i++) {
        pl_doc_cell_number(doc, verdicts->count[order[i]]);
    }
}

static void say_departments(const struct pl_pivot *pivot, struct pl_doc *doc)
{
    const char *last = "";
    for (uint32_t round = 0; round < pivot->departments_count; round++) { /* by code */
        const struct department *next = NULL;
        for (uint32_t i = 0; i < pivot->departments_count; i++) {
            const struct department *department = &pivot->departments[i];
            if (strcmp(department->code, last) > 0 && (next == NULL || strcmp(department->code, next->code) < 0)) {
                next = department;
            }
        }
        if (next != NULL) {
            last = next->code;
            say_verdicts(doc, last, &next->verdicts);
        }
    }
    say_verdicts(doc, pl_doc_label(doc, PL_L_IS_UNKNOWN), &pivot->elsewhere);
}

void pl_pivot_write(const struct pl_pivot *pivot, struct pl_doc *doc)
{
    static const enum pl_label rule_columns[] = {PL_L_COLUMN_FINDING, PL_L_COLUMN_TOWNS, PL_L_COLUMN_WHICH};
    static const enum pl_label step_columns[] = {PL_L_COLUMN_ACTION, PL_L_COLUMN_TOWNS, PL_L_COLUMN_WHICH};
    static const enum pl_label platform_columns[] = {PL_L_COLUMN_PLATFORM, PL_L_COLUMN_DECISION, PL_L_COLUMN_TOWNS,
                                                     PL_L_COLUMN_WHICH};
    static const enum pl_label verdict_columns[] = {PL_L_COLUMN_GROUP,    PL_L_COLUMN_TOWNS,
                                                    PL_L_VERDICT_READY,   PL_L_VERDICT_CONDITIONAL,
                                                    PL_L_VERDICT_NOT_YET, PL_L_VERDICT_UNKNOWN};
    if (pivot->planned == 0) {
        return;
    }
    start(doc, "strata", PL_L_PIVOT_STRATA, verdict_columns, 6);
    for (uint32_t i = 0; i < STRATA; i++) {
        bool last = i + 1 == STRATA;
        say_verdicts(doc,
                     pl_doc_format(doc, last ? PL_L_STRATUM_LAST : PL_L_STRATUM, pl_doc_number(doc, strata_from[i]),
                                   pl_doc_number(doc, last ? 0 : strata_from[i + 1] - 1), NULL),
                     &pivot->strata[i]);
    }
    say_verdicts(doc, pl_doc_label(doc, PL_L_IS_UNKNOWN), &pivot->strata[STRATA]);
    start(doc, "departments", PL_L_PIVOT_DEPARTMENTS, verdict_columns, 6);
    say_departments(pivot, doc);
    start(doc, "findings", PL_L_PIVOT_FINDINGS, rule_columns, 3);
    say_rules(pivot, doc, false);
    start(doc, "steps", PL_L_PIVOT_STEPS, step_columns, 3);
    say_rules(pivot, doc, true);
    start(doc, "platforms", PL_L_PIVOT_PLATFORMS, platform_columns, 4);
    for (uint32_t p = 0; p < pivot->k->platforms_count; p++) {
        for (uint32_t d = 0; d < PL_DECISIONS; d++) {
            const struct group *group = &pivot->platforms[p * PL_DECISIONS + d];
            if (group->count > 0 && d != PL_DO_NOT_OPEN) {
                pl_doc_cell(doc, pl_doc_platform_name(doc, p));
                pl_doc_cell(doc, pl_doc_label(doc, pl_decision_labels[d]));
                say_group(doc, group);
            }
        }
    }
    end(doc);
}
