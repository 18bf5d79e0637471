/* SPDX-License-Identifier: MIT
 * Bytes -> profile -> plan -> a format in both languages, or every format. What must hold of any bytes:
 * - two runs give the same bytes, messages included;
 * - reports and messages are UTF-8 without a character that cannot be seen, JSON is JSON;
 * - what a user wrote is inert: with other words in its place, the plan and the structure of each report stay what they
 * are;
 * - more facts never overturn a certainty: with one fact less, nothing that is settled is settled the other way.
 */
#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/escape.h"
#include "engine/planning.h"
#include "fuzz.h"
#include "load/loader.h"
#include "report/report.h"
#include "skeleton.h"
#include "yaml/node.h"

enum { FIRST_DAY = 20780, FORMATS_MAX = 16 };

static const struct pl_knowledge *const k = &pl_builtin_knowledge;

struct run {
    struct pl_arena arena;
    struct pl_source source;
    struct pl_profile profile;
    struct pl_buffer messages;
    struct pl_plan *plan; /* NULL: the profile has errors */
    struct pl_buffer reports[FORMATS_MAX][PL_LANGUAGES];
    uint32_t hash; /* of the bytes: draws the edition, the language of messages, the format */
    uint32_t edition;
    int64_t today;
};

static size_t count_formats(void)
{
    size_t count = 0;
    while (pl_formats[count].name != NULL) {
        count++;
    }
    fuzz_require(count <= FORMATS_MAX, "there is room for every format");
    return count;
}

/* Whether the input is written in this format. */
static bool is_drawn(const struct run *run, size_t format)
{
    return fuzz_thorough || format == run->hash / 7 % count_formats();
}

static void load(struct run *run, const uint8_t *data, size_t size)
{
    *run = (struct run){.hash = fuzz_hash(data, size),
                        .edition = (uint32_t)(size % k->editions_count),
                        .today = FIRST_DAY + 97 * (int64_t)(size % 16)};
    struct pl_diagnostics diagnostics = {.language = run->hash % 2 ? PL_FR : PL_EN};
    run->source = (struct pl_source){"fuzz.yaml", {pl_arena_copy(&run->arena, (const char *)data, size), size}, 0};
    bool ok = pl_profile_load(k, &run->source, run->today, &run->arena, &diagnostics, &run->profile);
    fuzz_require(ok == (diagnostics.errors == 0), "a profile is refused if and only if there is an error");
    fuzz_print(&diagnostics, &run->messages);
    pl_diagnostics_done(&diagnostics);
    if (ok) {
        run->plan = pl_plan_make(&run->profile, run->edition, run->today, &run->arena);
    }
}

static void write_one(const struct pl_plan *plan, size_t format, enum pl_language language, struct pl_buffer *out)
{
    fuzz_write(plan, &pl_formats[format], language, out);
}

static void write_all(struct run *run, enum pl_language language)
{
    for (size_t i = 0; run->plan != NULL && pl_formats[i].name != NULL; i++) {
        if (is_drawn(run, i)) {
            write_one(run->plan, i, language, &run->reports[i][language]);
        }
    }
}

static void done(struct run *run)
{
    for (size_t i = 0; i < FORMATS_MAX; i++) {
        for (int language = 0; language < PL_LANGUAGES; language++) {
            pl_buffer_done(&run->reports[i][language]);
        }
    }
    pl_buffer_done(&run->messages);
    pl_arena_done(&run->arena);
}

static void check_same(const struct run *one, const struct run *two, enum pl_language language)
{
    fuzz_same(&one->messages, &two->messages, "two runs give the same messages");
    for (size_t i = 0; i < FORMATS_MAX; i++) {
        fuzz_same(&one->reports[i][language], &two->reports[i][language], "two runs give the same report");
    }
}

/* ---- the words of the user are inert ----------------------------------------------------------------------- */

/* `exceptions.advice` names an item of the plan: it is no mere text. */
static bool is_mere_text(const struct pl_field *field)
{
    /* The code leads to the register, whose facts are derived from it. */
    return field->type == PL_TYPE_TEXT && (field->flags & PL_FIELD_SOURCE) == 0 &&
           strcmp(pl_text(k, field->id), "exceptions.advice") != 0;
}

static void mask_cell(const struct pl_field *field, struct pl_cell *cell)
{
    struct pl_buffer clean = {0};
    if (is_mere_text(field) && cell->text != NULL) {
        pl_text_clean(cell->text, &clean);
        cell->text = clean.length > 0 ? "Texte" : cell->text;
    }
    pl_buffer_done(&clean);
}

static void mask_texts(struct pl_profile *profile)
{
    for (uint32_t i = 0; i < k->fields_count; i++) {
        const struct pl_field *field = &k->fields[i];
        if ((field->flags & PL_FIELD_IN_RECORD) != 0) {
            continue;
        }
        mask_cell(field, &profile->cells[i]);
        for (uint32_t r = 0; field->type == PL_TYPE_RECORDS && r < profile->cells[i].count; r++) {
            for (uint32_t c = 0; c < field->children.count; c++) {
                mask_cell(&k->fields[field->children.first + c], &profile->cells[i].records[r].cells[c]);
            }
        }
    }
}

static void check_inert(const struct run *run, struct run *other, enum pl_language language)
{
    mask_texts(&other->profile);
    const struct pl_plan *masked = pl_plan_make(&other->profile, run->edition, run->today, &other->arena);
    fuzz_require(memcmp(run->plan->rules, masked->rules, k->rules_count) == 0, "no text of the user decides on a rule");
    for (size_t i = 0; pl_formats[i].name != NULL; i++) {
        if (!is_drawn(run, i)) {
            continue;
        }
        struct pl_buffer report = {0};
        struct pl_buffer skeletons[2] = {{0}, {0}};
        write_one(masked, i, language, &report);
        fuzz_skeleton(pl_formats[i].name, &run->reports[i][language], &skeletons[0]);
        fuzz_skeleton(pl_formats[i].name, &report, &skeletons[1]);
        fuzz_same(&skeletons[0], &skeletons[1], "no text of the user changes the structure of a report");
        pl_buffer_done(&report);
        pl_buffer_done(&skeletons[0]);
        pl_buffer_done(&skeletons[1]);
    }
}

/* JSON is data: the name reads back as it was stated, line ends included. */
static void check_json(const struct run *run, size_t format)
{
    for (int language = 0; language < PL_LANGUAGES; language++) {
        const struct pl_buffer *report = &run->reports[format][language];
        json_t *root = json_loadb(report->data, report->length, JSON_REJECT_DUPLICATES, NULL);
        const char *name = json_string_value(json_object_get(json_object_get(root, "profile"), "name"));
        struct pl_buffer clean[2] = {{0}, {0}};
        fuzz_require(root != NULL && name != NULL, "JSON can be parsed");
        pl_text_clean(name, &clean[0]);
        pl_text_clean(pl_profile_text(&run->profile, PL_FACT_NAME), &clean[1]);
        fuzz_same(&clean[0], &clean[1], "the name reads back from JSON");
        pl_buffer_done(&clean[0]);
        pl_buffer_done(&clean[1]);
        json_decref(root);
    }
}

/* ---- more facts never overturn a certainty ----------------------------------------------------------------- */

/* Whether a fact that is stated would be unknown without the statement. Some are assumed when they are not stated, and the report says so;
 * to know better may overturn what rested on them. What the authority sets aside is no fact. What the register says is a plain no without
 * the code: nobody is asked for it. */
static bool can_be_forgotten(uint32_t index, const struct pl_cell *cell)
{
    const struct pl_field *field = &k->fields[index];
    return cell->line != 0 && field->assumption.in[PL_EN] == 0 && field->type != PL_TYPE_SECTION && index != k->facts[PL_FACT_EXCEPTIONS] &&
           index != k->facts[PL_FACT_CODE] &&
           (field->flags & (PL_FIELD_REQUIRED | PL_FIELD_DERIVED)) == 0;
}

/* Forgets one fact of the profile or of a step or an account, drawn by `hash`; false if there is none. The first pass counts. */
static bool forget(struct pl_profile *profile, uint32_t hash, uint32_t *out_field)
{
    uint32_t count = 0;
    for (int pass = 0; pass < 2; pass++) {
        uint32_t left = count == 0 ? 0 : hash % count;
        for (uint32_t i = 0; i < k->fields_count; i++) {
            const struct pl_field *field = &k->fields[i];
            bool inside = (field->flags & PL_FIELD_IN_RECORD) != 0;
            bool listed = inside && (field->parent == k->facts[PL_FACT_CHAIN] || field->parent == k->facts[PL_FACT_ACCOUNTS]);
            struct pl_cell *list = inside ? &profile->cells[field->parent] : NULL;
            uint32_t cells = inside ? (listed ? list->count : 0) : 1;
            for (uint32_t r = 0; r < cells; r++) {
                struct pl_cell *cell = inside ? &list->records[r].cells[i - k->fields[field->parent].children.first] : &profile->cells[i];
                if (!can_be_forgotten(i, cell)) {
                    continue;
                }
                if (pass == 1 && left-- == 0) {
                    *cell = pl_cell_unknown(k, field);
                    *out_field = i;
                    return true;
                }
                count += pass == 0;
            }
        }
        if (count == 0) {
            return false;
        }
    }
    return false;
}

/* `less`: the profile of `run`, one fact forgotten. */
static void check_certainty(const struct run *run, struct run *less)
{
    uint32_t field = PL_NONE;
    if (!forget(&less->profile, run->hash / 3, &field)) {
        return;
    }
    less->profile = pl_profile_of(k, &less->source, less->profile.cells, &less->arena);
    const struct pl_plan *plan = pl_plan_make(&less->profile, run->edition, run->today, &less->arena);
    for (uint32_t i = 0; i < k->rules_count; i++) {
        if (plan->rules[i] != PL_UNKNOWN && run->plan->rules[i] != plan->rules[i]) {
            fprintf(stderr, "%s, once %s is known\n", pl_text(k, k->rules[i].id), pl_text(k, k->fields[field].id));
            fuzz_require(false, "more facts do not overturn a rule");
        }
    }
    for (uint32_t i = 0; i < plan->choices_count; i++) {
        const struct pl_choice *choice = &plan->choices[i];
        const struct pl_choice *settled = pl_plan_choice(run->plan, choice->platform);
        bool certain = choice->decision != PL_UNDECIDED && !choice->provisional;
        fuzz_require(!certain || (settled != NULL && choice->decision == settled->decision), "more facts do not overturn a decision");
    }
    fuzz_require(plan->verdict == PL_VERDICT_UNKNOWN || plan->verdict == run->plan->verdict,
                 "more facts do not overturn the verdict");
    fuzz_require(plan->means.fits == PL_UNKNOWN || plan->means.fits == run->plan->means.fits,
                 "more facts do not overturn that the hours suffice");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct run one;
    struct run two;
    load(&one, data, size);
    load(&two, data, size);
    enum pl_language language = one.hash % 3 ? PL_FR : PL_EN; /* in which the second run is compared */
    write_all(&one, PL_FR);
    write_all(&one, PL_EN);
    write_all(&two, language);
    check_same(&one, &two, language);
    if (one.plan != NULL) {
        for (size_t i = 0; pl_formats[i].name != NULL; i++) {
            if (is_drawn(&one, i) && strcmp(pl_formats[i].name, "json") == 0) {
                check_json(&one, i);
            }
        }
        check_inert(&one, &two, language);
        check_certainty(&one, &two);
    }
    done(&one);
    done(&two);
    return 0;
}
