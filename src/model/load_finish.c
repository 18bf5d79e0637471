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
static struct pl_place place_of(const struct pl_build *build, pl_str file, uint32_t line)
{
    struct pl_arena *arena = &build->diagnostics->arena;
    const char *name = build->pool.data + file;
    struct pl_source *source = pl_arena_alloc(arena, sizeof *source);
    *source = (struct pl_source){.name = pl_arena_copy(arena, name, strlen(name)), .text = {"", 0}};
    return (struct pl_place){source, line, 1, 0};
}

static struct pl_place rule_place(const struct pl_build *build, const struct pl_rule *rule)
{
    return place_of(build, rule->file, rule->line);
}

enum visit { NEW, OPEN, DONE };

struct sorter {
    struct pl_build *build;
    unsigned char *visits;
    uint32_t *heights;            /* how many rules in a row stand below a rule that is done, with itself */
    uint32_t path[PL_NESTED_MAX]; /* the rules being visited, for the message about a circle */
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

static bool visit(struct sorter *sorter, uint32_t index);

/* A rule that `index` refers to or gives way to: it goes first. */
static bool visit_below(struct sorter *sorter, uint32_t index, uint32_t other)
{
    bool ok = visit(sorter, other);
    rule_at(sorter->build, index)->late |= rule_at(sorter->build, other)->late;
    if (ok && sorter->heights[other] >= sorter->heights[index]) {
        sorter->heights[index] = sorter->heights[other] + 1;
    }
    return ok;
}

/* Depth first. No rule stands on more than PL_NESTED_MAX in a row, so that whatever follows them later ends soon. */
static bool visit(struct sorter *sorter, uint32_t index)
{
    struct pl_build *build = sorter->build;
    if (sorter->visits[index] == DONE) {
        return true;
    }
    if (sorter->visits[index] == OPEN) {
        return report_circle(sorter, index);
    }
    if (!pl_build_within_at(build, rule_place(build, rule_at(build, index)), PL_LIMIT_NESTED,
                            sorter->depth + UINT64_C(1))) {
        return false;
    }
    sorter->visits[index] = OPEN;
    sorter->path[sorter->depth++] = index;
    sorter->heights[index] = 1;
    struct pl_range terms = rule_at(build, index)->terms;
    struct pl_range yields_to = rule_at(build, index)->yields_to;
    bool ok = true;
    for (uint32_t i = yields_to.first; ok && i < yields_to.first + yields_to.count; i++) {
        ok = visit_below(sorter, index, *(uint32_t *)pl_vector_at(&build->refs, i));
    }
    for (uint32_t i = terms.first; ok && i < terms.first + terms.count; i++) {
        const struct pl_term *term = pl_vector_at(&build->terms, i);
        if (term->operation == PL_HOLDS) {
            ok = visit_below(sorter, index, term->subject);
        } else if (term->operation >= PL_ONE_OF) {
            const struct pl_field *field = pl_vector_at(&build->fields, term->subject);
            rule_at(build, index)->late |= (field->flags & PL_FIELD_LATE) != 0;
        }
    }
    sorter->depth--;
    sorter->visits[index] = DONE;
    *(uint32_t *)pl_vector_at(&build->order, pl_vector_grow(&build->order, 1)) = index;
    return ok &&
           pl_build_within_at(build, rule_place(build, rule_at(build, index)), PL_LIMIT_NESTED, sorter->heights[index]);
}

static struct pl_term *term_at(struct pl_build *build, uint32_t index)
{
    return pl_vector_at(&build->terms, index);
}

static uint32_t open_group(struct pl_build *build, uint32_t index, enum pl_operation operation, uint32_t count)
{
    uint32_t first = pl_vector_grow(&build->terms, count);
    term_at(build, index)->operation = operation;
    term_at(build, index)->children = (struct pl_range){first, count};
    return first;
}

/* Calls itself as deep as conditions are nested. */
static void copy_term(struct pl_build *build, uint32_t from, uint32_t to)
{
    struct pl_term term = *term_at(build, from);
    *term_at(build, to) = term;
    if (term.operation <= PL_NOT) {
        uint32_t first = open_group(build, to, (enum pl_operation)term.operation, term.children.count);
        for (uint32_t i = 0; i < term.children.count; i++) {
            copy_term(build, term.children.first + i, first + i);
        }
    }
}

/* A finding or a duty holds, and the profile does not say that it is done. */
static void hold_undone(struct pl_build *build, uint32_t index, uint32_t answered)
{
    struct pl_range done = rule_at(build, answered)->done;
    if (done.count > 0) {
        uint32_t first = open_group(build, index, PL_ALL, 2);
        copy_term(build, done.first, open_group(build, first + 1, PL_NOT, 1));
        index = first;
    }
    term_at(build, index)->operation = PL_HOLDS;
    term_at(build, index)->subject = answered;
}

/* A step without a condition is due where something that it answers holds, or where a decision that it carries out is
 * possible. */
static bool condition_steps(struct pl_build *build)
{
    static const enum pl_fact facts[PL_ACT_DECIDE] = {[PL_ACT_OPEN] = PL_FACT_TO_OPEN,
                                                      [PL_ACT_IMPROVE] = PL_FACT_TO_IMPROVE,
                                                      [PL_ACT_REST] = PL_FACT_TO_REST,
                                                      [PL_ACT_LEAVE] = PL_FACT_TO_LEAVE,
                                                      [PL_ACT_PUT_OFF] = PL_FACT_HOURS_MISSING};
    bool ok = true;
    for (uint32_t i = 0; i < build->rules.count; i++) {
        struct pl_range answers = rule_at(build, i)->answers;
        uint32_t acts = rule_at(build, i)->carries & ~(1u << PL_ACT_DECIDE); /* no fact tells of those */
        uint32_t count = answers.count + (uint32_t)__builtin_popcount(acts);
        if (rule_at(build, i)->terms.count > 0 || count == 0) {
            continue;
        }
        uint32_t root = pl_vector_grow(&build->terms, 1);
        uint32_t child = open_group(build, root, PL_ANY, count);
        for (uint32_t a = 0; a < answers.count; a++) {
            hold_undone(build, child++, *(uint32_t *)pl_vector_at(&build->refs, answers.first + a));
        }
        for (uint32_t act = 0; act < PL_ACT_DECIDE; act++) {
            if ((acts >> act & 1) != 0) {
                uint32_t number = pl_build_number(build, 1);
                (void)pl_build_number(build, INT64_MAX / 4);
                *term_at(build, child++) = (struct pl_term){
                    .operation = PL_RANGE, .subject = build->knowledge.facts[facts[act]], .number = number};
            }
        }
        rule_at(build, i)->terms = (struct pl_range){root, build->terms.count - root};
        rule_at(build, i)->follows = 1;
        ok = pl_build_within_at(build, rule_place(build, rule_at(build, i)), PL_LIMIT_TERMS, build->terms.count) && ok;
    }
    return ok;
}

/* A rule gives way where another one that amends it, and concludes the same, holds. */
static void set_yields(struct pl_build *build)
{
    for (uint32_t i = 0; i < build->rules.count; i++) {
        struct pl_range range = {build->refs.count, 0};
        for (uint32_t other = 0; other < build->rules.count; other++) {
            if (rule_at(build, other)->amends == i &&
                rule_at(build, other)->concludes == rule_at(build, i)->concludes) {
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
                            .heights = pl_arena_array(build->arena, count, sizeof(uint32_t))};
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

static bool list_rules(struct pl_build *build)
{
    bool ok = true;
    for (uint32_t i = 0; i < build->rules.count; i++) {
        const struct pl_rule *rule = rule_at(build, i);
        bool common = rule->concludes == PL_DECIDES && rule->platform == PL_NONE;
        bool gate = rule->concludes == PL_BLOCKER || rule->concludes == PL_OBSTACLE;
        if (rule->concludes == PL_NEED || common || gate) {
            struct pl_vector *list = common ? &build->common_rules : gate ? &build->gate_rules : &build->need_rules;
            *(uint32_t *)pl_vector_at(list, pl_vector_grow(list, 1)) = i;
        }
        if (common) {
            ok = pl_build_within_at(build, rule_place(build, rule), PL_LIMIT_COMMON_RULES, build->common_rules.count) &&
                 ok;
        }
    }
    return ok;
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
            seen[index] = seen[*(uint32_t *)pl_vector_at(&build->refs,
                                                         k->rules[index].yields_to.first + y)]; /* k->refs is older */
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

/* Whether some conclusion rests on a term. */
static bool decides(const struct pl_build *build, uint32_t term)
{
    return term < build->beside.first || term >= build->beside.first + build->beside.count;
}

/* Of a set: the values that some condition tells from others, as bits of one number. */
static void set_told_apart(struct pl_build *build, uint32_t index)
{
    int64_t all = pl_field_all_bits(&build->knowledge, pl_vector_at(&build->fields, index));
    int64_t apart = 0;
    for (uint32_t i = 0; i < build->terms.count; i++) {
        const struct pl_term *term = pl_vector_at(&build->terms, i);
        bool sees = term->operation == PL_CONTAINS && term->subject == index && decides(build, i);
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
    const struct pl_field *field = pl_vector_at(&build->fields, index);
    int64_t minimum = *(int64_t *)pl_vector_at(&build->numbers, field->minimum);
    int64_t maximum = *(int64_t *)pl_vector_at(&build->numbers, field->maximum);
    struct pl_vector found = {.item = sizeof(int64_t)};
    for (uint32_t i = 0; i < build->terms.count; i++) {
        const struct pl_term *term = pl_vector_at(&build->terms, i);
        if (term->operation != PL_RANGE || term->subject != index || !decides(build, i)) {
            continue;
        }
        int64_t low = *(int64_t *)pl_vector_at(&build->numbers, term->number);
        int64_t high = *(int64_t *)pl_vector_at(&build->numbers, term->number + 1);
        const int64_t candidates[] = {low - 1, low, high, high + 1};
        for (size_t c = 0; c < 4; c++) {
            if (candidates[c] >= minimum && candidates[c] <= maximum) {
                *(int64_t *)pl_vector_at(&found, pl_vector_grow(&found, 1)) = candidates[c];
            }
        }
    }
    if (found.count > 0) {
        qsort(found.data, found.count, found.item, compare_numbers);
    }
    struct pl_range range = {build->refs.count, 0};
    for (uint32_t i = 0; i < found.count; i++) {
        const int64_t *number = pl_vector_at(&found, i);
        if (i == 0 || number[0] != number[-1]) {
            uint32_t stored = pl_build_number(build, *number);
            *(uint32_t *)pl_vector_at(&build->refs, pl_vector_grow(&build->refs, 1)) = stored;
            range.count++;
        }
    }
    free(found.data);
    ((struct pl_field *)pl_vector_at(&build->fields, index))->thresholds = range;
}

static bool check_phases(struct pl_build *build)
{
    bool ok = true;
    const struct pl_knowledge *k = &build->knowledge;
    for (uint32_t i = 0; i < k->rules_count; i++) {
        const struct pl_rule *rule = &k->rules[i];
        uint32_t phase = 0;
        while (phase < k->phases_count && k->phases[phase].number != rule->phase) {
            phase++;
        }
        if (rule->concludes == PL_STEP && phase == k->phases_count) {
            struct pl_buffer number = {0};
            pl_buffer_add_number(&number, rule->phase, "");
            ok = pl_diagnose(build->diagnostics, PL_K004, rule_place(build, rule), number.data, "phases",
                             (const char *)NULL);
            pl_buffer_done(&number);
        }
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

/* A placeholder must name a role (role.executive), a fact that the text's own condition looks at, a text that is
 * derived from what such a fact is derived from, or a fact that every profile states. */
static bool check_placeholder(struct pl_build *build, struct pl_range terms, struct pl_place place, struct pl_view name)
{
    const struct pl_knowledge *k = &build->knowledge;
    char *id = pl_arena_copy(build->arena, name.text, name.length);
    uint32_t field = pl_knowledge_field(k, id);
    bool named = pl_knowledge_role_named(k, name) != PL_NONE || pl_knowledge_blank_named(k, name) != PL_NONE;
    bool ok = named || (field != PL_NONE && (k->fields[field].flags & PL_FIELD_REQUIRED) != 0);
    for (uint32_t i = 0; i < terms.count && !ok; i++) {
        const struct pl_term *term = &k->terms[terms.first + i];
        bool compares = term->operation >= PL_ONE_OF && term->operation != PL_HOLDS;
        bool beside = field != PL_NONE && k->fields[field].type == PL_TYPE_TEXT && k->fields[field].from != PL_NONE &&
                      compares && k->fields[term->subject].from == k->fields[field].from;
        ok = compares && (term->subject == field || beside);
    }
    return ok || pl_diagnose(build->diagnostics, PL_K011, place, id, (const char *)NULL);
}

static bool check_placeholders(struct pl_build *build, struct pl_range terms, struct pl_place place,
                               struct pl_text2 text)
{
    bool ok = true;
    for (int language = 0; language < PL_LANGUAGES; language++) {
        const char *p = pl_text_in(&build->knowledge, text, (enum pl_language)language);
        while ((p = strchr(p, '{')) != NULL) {
            size_t length = strcspn(p + 1, "}");
            ok = check_placeholder(build, terms, place, (struct pl_view){p + 1, length}) && ok;
            p += length + 1;
        }
    }
    return ok;
}

bool pl_load_finish(struct pl_build *build)
{
    pl_build_refresh(build);
    if (!condition_steps(build)) {
        return false;
    }
    set_yields(build);
    pl_build_refresh(build);
    if (!sort_rules(build)) {
        return false;
    }
    if (!list_rules(build)) {
        return false;
    }
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
        struct pl_place place = rule_place(build, rule);
        bool drafted = rule->draft == 0 ||
                       pl_knowledge_document(&build->knowledge, pl_text(&build->knowledge, rule->draft)) != PL_NONE ||
                       pl_diagnose(build->diagnostics, PL_K004, place, pl_text(&build->knowledge, rule->draft),
                                   "documents", (const char *)NULL);
        ok = drafted && ok;
        ok = check_placeholders(build, rule->terms, place, rule->text) &&
             check_placeholders(build, rule->terms, place, rule->because) &&
             check_placeholders(build, rule->terms, place, rule->title) && ok;
    }
    for (uint32_t d = 0; d < build->knowledge.documents_count; d++) {
        const struct pl_document *document = &build->knowledge.documents[d];
        ok = check_placeholders(build, document->terms, place_of(build, document->file, 1), document->title) && ok;
        for (uint32_t b = document->blocks.first; b < document->blocks.first + document->blocks.count; b++) {
            const struct pl_block *block = &build->knowledge.blocks[b];
            ok = check_placeholders(build, block->terms, place_of(build, document->file, block->line), block->text) &&
                 ok;
        }
    }
    return ok;
}
