/* SPDX-License-Identifier: MIT
 * What can only be said of the whole: the order of the rules, which facts can change which rules, and the checks that
 * cross files.
 */
#include <stdlib.h>
#include <string.h>

#include "model/load.h"

static struct pl_rule *rule_at(struct pl_build *build, uint32_t index)
{
    return pl_vector_at(&build->rules, index);
}

/* Diagnostics outlive the tables, so the name of the file is copied. */
static struct pl_place rule_place(const struct pl_build *build, const struct pl_rule *rule)
{
    struct pl_arena *arena = &build->diagnostics->arena;
    const char *name = build->pool.data + rule->file;
    struct pl_source *source = pl_arena_alloc(arena, sizeof *source);
    *source = (struct pl_source){.name = pl_arena_copy(arena, name, strlen(name)), .text = {"", 0}};
    return (struct pl_place){source, rule->line, 1, 0};
}

enum visit { NEW, OPEN, DONE };

struct sorter {
    struct pl_build *build;
    unsigned char *visits;
    uint32_t *path; /* the rules being visited, for the message about a circle */
    uint32_t depth;
};

static bool report_circle(struct sorter *sorter, uint32_t back_to)
{
    struct pl_build *build = sorter->build;
    struct pl_buffer path = {0};
    uint32_t start = 0;
    while (sorter->path[start] != back_to) {
        start++;
    }
    for (uint32_t i = start; i < sorter->depth; i++) {
        pl_buffer_add_text(&path, build->pool.data + rule_at(build, sorter->path[i])->id);
        pl_buffer_add_text(&path, " → ");
    }
    pl_buffer_add_text(&path, build->pool.data + rule_at(build, back_to)->id);
    char *text = pl_arena_copy(build->arena, path.data, path.length);
    pl_buffer_done(&path);
    return pl_diagnose(build->diagnostics, PL_K007, rule_place(build, rule_at(build, back_to)), "", "", "", text,
                       (const char *)NULL);
}

/* Depth first; as deep as the longest chain of rules, which is bounded by their number. */
static bool visit(struct sorter *sorter, uint32_t index)
{
    struct pl_build *build = sorter->build;
    if (sorter->visits[index] == DONE) {
        return true;
    }
    if (sorter->visits[index] == OPEN) {
        return report_circle(sorter, index);
    }
    sorter->visits[index] = OPEN;
    sorter->path[sorter->depth++] = index;
    struct pl_range terms = rule_at(build, index)->terms;
    struct pl_range yields_to = rule_at(build, index)->yields_to;
    bool ok = true;
    for (uint32_t i = yields_to.first; ok && i < yields_to.first + yields_to.count; i++) {
        uint32_t other = *(uint32_t *)pl_vector_at(&build->refs, i);
        ok = visit(sorter, other);
        rule_at(build, index)->late |= rule_at(build, other)->late;
    }
    for (uint32_t i = terms.first; ok && i < terms.first + terms.count; i++) {
        const struct pl_term *term = pl_vector_at(&build->terms, i);
        const struct pl_field *field =
            term->operation == PL_HOLDS || term->operation < PL_ONE_OF ? NULL : pl_vector_at(&build->fields, term->subject);
        if (term->operation == PL_HOLDS) {
            uint32_t other = term->subject;
            ok = visit(sorter, other);
            rule_at(build, index)->late |= rule_at(build, other)->late;
        } else if (field != NULL && (field->flags & PL_FIELD_LATE) != 0) {
            rule_at(build, index)->late = 1;
        }
    }
    sorter->depth--;
    sorter->visits[index] = DONE;
    *(uint32_t *)pl_vector_at(&build->order, pl_vector_grow(&build->order, 1)) = index;
    return ok;
}

/* A rule gives way where another one that amends it, and concludes the same, holds. */
static void set_yields(struct pl_build *build)
{
    for (uint32_t i = 0; i < build->rules.count; i++) {
        struct pl_range range = {build->refs.count, 0};
        for (uint32_t other = 0; other < build->rules.count; other++) {
            if (rule_at(build, other)->amends == i && rule_at(build, other)->concludes == rule_at(build, i)->concludes) {
                *(uint32_t *)pl_vector_at(&build->refs, pl_vector_grow(&build->refs, 1)) = other;
                range.count++;
            }
        }
        rule_at(build, i)->yields_to = range;
    }
}

/* Early rules before late ones, each after those it refers to. */
static bool sort_rules(struct pl_build *build)
{
    uint32_t count = build->rules.count;
    struct sorter sorter = {.build = build,
                            .visits = pl_arena_array(build->arena, count, 1),
                            .path = pl_arena_array(build->arena, count, sizeof(uint32_t))};
    bool ok = true;
    for (uint32_t i = 0; ok && i < count; i++) {
        ok = visit(&sorter, i);
    }
    if (!ok) {
        return false;
    }
    uint32_t *sorted = pl_arena_array(build->arena, count, sizeof *sorted);
    uint32_t next = 0;
    for (uint32_t late = 0; late <= 1; late++) {
        for (uint32_t i = 0; i < count; i++) {
            uint32_t index = *(uint32_t *)pl_vector_at(&build->order, i);
            if (rule_at(build, index)->late == late) {
                sorted[next++] = index;
            }
        }
    }
    memcpy(build->order.data, sorted, count * sizeof *sorted);
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_rule *rule = rule_at(build, i);
        if (rule->late && (rule->concludes == PL_NEED || rule->concludes == PL_DECIDES)) {
            ok = pl_diagnose(build->diagnostics, PL_K007, rule_place(build, rule), "", "", "",
                             "plan → needs → platforms → plan", (const char *)NULL);
        }
    }
    return ok;
}

static void list_rules(struct pl_build *build)
{
    for (uint32_t i = 0; i < build->rules.count; i++) {
        const struct pl_rule *rule = rule_at(build, i);
        bool common = rule->concludes == PL_DECIDES && rule->platform == PL_NONE;
        bool gate = rule->concludes == PL_BLOCKER || rule->concludes == PL_OBSTACLE;
        if (rule->concludes == PL_NEED || common || gate) {
            struct pl_vector *list = common ? &build->common_rules : gate ? &build->gate_rules : &build->need_rules;
            *(uint32_t *)pl_vector_at(list, pl_vector_grow(list, 1)) = i;
        }
    }
}

/* Marks the rules that look at a fact, directly or through another rule; `order` makes one pass enough. */
static void set_dependents(struct pl_build *build, uint32_t field, unsigned char *seen)
{
    const struct pl_knowledge *k = &build->knowledge;
    struct pl_range range = {build->refs.count, 0};
    memset(seen, 0, k->rules_count);
    for (uint32_t i = 0; i < k->rules_count; i++) {
        uint32_t index = k->order[i];
        struct pl_range terms = k->rules[index].terms;
        for (uint32_t t = terms.first; t < terms.first + terms.count && !seen[index]; t++) {
            const struct pl_term *term = &k->terms[t];
            seen[index] = term->operation == PL_HOLDS ? seen[term->subject]
                                                      : term->operation >= PL_ONE_OF && term->subject == field;
        }
        for (uint32_t y = 0; y < k->rules[index].yields_to.count && !seen[index]; y++) {
            seen[index] = seen[k->refs[k->rules[index].yields_to.first + y]];
        }
        if (seen[index]) {
            *(uint32_t *)pl_vector_at(&build->refs, pl_vector_grow(&build->refs, 1)) = index;
            range.count++;
        }
    }
    ((struct pl_field *)pl_vector_at(&build->fields, field))->dependents = range;
}

static int compare_numbers(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* Of a set: the values that some condition tells from others, as bits of one number. */
static void set_told_apart(struct pl_build *build, uint32_t index)
{
    int64_t all = pl_field_all_bits(&build->knowledge, pl_vector_at(&build->fields, index));
    int64_t apart = 0;
    for (uint32_t i = 0; i < build->terms.count; i++) {
        const struct pl_term *term = pl_vector_at(&build->terms, i);
        bool sees = term->operation == PL_CONTAINS && term->subject == index;
        int64_t bits = sees ? *(int64_t *)pl_vector_at(&build->numbers, term->number) : 0;
        apart |= bits == all ? 0 : bits;
    }
    uint32_t number = pl_build_number(build, apart);
    uint32_t first = pl_vector_grow(&build->refs, 1);
    *(uint32_t *)pl_vector_at(&build->refs, first) = number;
    ((struct pl_field *)pl_vector_at(&build->fields, index))->thresholds = (struct pl_range){first, 1};
}

/* The values around which some condition on a number changes. */
static void set_thresholds(struct pl_build *build, uint32_t index)
{
    if (((struct pl_field *)pl_vector_at(&build->fields, index))->type == PL_TYPE_SET) {
        set_told_apart(build, index);
        return;
    }
    int64_t found[256] = {0};
    size_t count = 0;
    for (uint32_t i = 0; i < build->terms.count && count + 4 <= 256; i++) {
        const struct pl_term *term = pl_vector_at(&build->terms, i);
        if (term->operation != PL_RANGE || term->subject != index) {
            continue;
        }
        int64_t low = *(int64_t *)pl_vector_at(&build->numbers, term->number);
        int64_t high = *(int64_t *)pl_vector_at(&build->numbers, term->number + 1);
        const int64_t candidates[] = {low - 1, low, high, high + 1};
        const struct pl_field *field = pl_vector_at(&build->fields, index);
        int64_t minimum = *(int64_t *)pl_vector_at(&build->numbers, field->minimum);
        int64_t maximum = *(int64_t *)pl_vector_at(&build->numbers, field->maximum);
        for (size_t c = 0; c < 4; c++) {
            if (candidates[c] >= minimum && candidates[c] <= maximum) {
                found[count++] = candidates[c];
            }
        }
    }
    qsort(found, count, sizeof *found, compare_numbers);
    struct pl_range range = {build->refs.count, 0};
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || found[i] != found[i - 1]) {
            uint32_t number = pl_build_number(build, found[i]);
            *(uint32_t *)pl_vector_at(&build->refs, pl_vector_grow(&build->refs, 1)) = number;
            range.count++;
        }
    }
    ((struct pl_field *)pl_vector_at(&build->fields, index))->thresholds = range;
}

static bool check_phases(struct pl_build *build)
{
    bool ok = true;
    const struct pl_knowledge *k = &build->knowledge;
    for (uint32_t i = 0; i < k->rules_count; i++) {
        const struct pl_rule *rule = &k->rules[i];
        for (uint32_t a = 0; a < rule->after.count; a++) {
            const struct pl_rule *before = &k->rules[k->refs[rule->after.first + a]];
            if (before->phase > rule->phase) {
                ok = pl_diagnose(build->diagnostics, PL_K012, rule_place(build, rule), pl_text(k, rule->id),
                                 pl_text(k, before->id), (const char *)NULL);
            }
        }
    }
    return ok;
}

/* A placeholder must name a fact that the rule's own condition looks at. */
static bool check_placeholder(struct pl_build *build, const struct pl_rule *rule, struct pl_view name)
{
    const struct pl_knowledge *k = &build->knowledge;
    for (uint32_t i = 0; i < rule->terms.count; i++) {
        const struct pl_term *term = &k->terms[rule->terms.first + i];
        if (term->operation >= PL_ONE_OF && term->operation != PL_HOLDS &&
            pl_view_is(name, pl_text(k, k->fields[term->subject].id))) {
            return true;
        }
    }
    return pl_diagnose(build->diagnostics, PL_K011, rule_place(build, rule),
                       pl_arena_copy(build->arena, name.text, name.length), (const char *)NULL);
}

static bool check_placeholders(struct pl_build *build, const struct pl_rule *rule, struct pl_text2 text)
{
    bool ok = true;
    for (int language = 0; language < PL_LANGUAGES; language++) {
        const char *p = pl_text_in(&build->knowledge, text, (enum pl_language)language);
        while ((p = strchr(p, '{')) != NULL) {
            size_t length = strcspn(p + 1, "}");
            ok = check_placeholder(build, rule, (struct pl_view){p + 1, length}) && ok;
            p += length + 1;
        }
    }
    return ok;
}

bool pl_load_finish(struct pl_build *build)
{
    pl_build_refresh(build);
    set_yields(build);
    pl_build_refresh(build);
    if (!sort_rules(build)) {
        return false;
    }
    list_rules(build);
    unsigned char *seen = pl_arena_array(build->arena, build->rules.count + 1, 1);
    for (uint32_t i = 0; i < build->fields.count; i++) {
        pl_build_refresh(build);
        set_dependents(build, i, seen);
        set_thresholds(build, i);
    }
    pl_build_refresh(build);
    bool ok = check_phases(build);
    for (uint32_t i = 0; i < build->rules.count; i++) {
        const struct pl_rule *rule = rule_at(build, i);
        ok = check_placeholders(build, rule, rule->text) && check_placeholders(build, rule, rule->because) &&
             check_placeholders(build, rule, rule->title) && ok;
    }
    return ok;
}
