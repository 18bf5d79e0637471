/* SPDX-License-Identifier: MIT
 * What can only be said of the whole: the order of the rules, which facts can change which rules, and the checks that
 * cross files.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "load/load.h"
#include "model/calendar.h"

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
        pl_buffer_add_text(&path, build->pool.data + pl_build_rules(build, sorter->path[i])->id);
        pl_buffer_add_text(&path, " → ");
    }
    pl_buffer_add_text(&path, build->pool.data + pl_build_rules(build, back_to)->id);
    char *text = pl_arena_copy(build->arena, path.data, path.length);
    pl_buffer_done(&path);
    return pl_diagnose(build->diagnostics, PL_K007, rule_place(build, pl_build_rules(build, back_to)), "", "", "", text,
                       (const char *)NULL);
}

static bool visit(struct sorter *sorter, uint32_t index);

/* A rule that `index` refers to or gives way to: it goes first. */
static bool visit_below(struct sorter *sorter, uint32_t index, uint32_t other)
{
    bool ok = visit(sorter, other);
    pl_build_rules(sorter->build, index)->late |= pl_build_rules(sorter->build, other)->late;
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
    if (!pl_build_within_at(build, rule_place(build, pl_build_rules(build, index)), PL_LIMIT_NESTED,
                            sorter->depth + UINT64_C(1))) {
        return false;
    }
    sorter->visits[index] = OPEN;
    sorter->path[sorter->depth++] = index;
    sorter->heights[index] = 1;
    struct pl_range terms = pl_build_rules(build, index)->terms;
    struct pl_range yields_to = pl_build_rules(build, index)->yields_to;
    bool ok = true;
    for (uint32_t i = yields_to.first; ok && i < yields_to.first + yields_to.count; i++) {
        ok = visit_below(sorter, index, *pl_build_refs(build, i));
    }
    for (uint32_t i = terms.first; ok && i < terms.first + terms.count; i++) {
        const struct pl_term *term = pl_build_terms(build, i);
        if (pl_term_looks_at(term) == PL_AT_RULE) {
            ok = visit_below(sorter, index, term->subject);
        } else if (pl_term_field(term) != PL_NONE) {
            const struct pl_field *field = pl_build_fields(build, term->subject);
            pl_build_rules(build, index)->late |= (field->flags & PL_FIELD_LATE) != 0;
        }
    }
    sorter->depth--;
    sorter->visits[index] = DONE;
    *pl_build_order(build, pl_build_grow(build, PL_ARRAY_order, 1)) = index;
    return ok && pl_build_within_at(build, rule_place(build, pl_build_rules(build, index)), PL_LIMIT_NESTED,
                                    sorter->heights[index]);
}

/* Calls itself as deep as conditions are nested. */
static void copy_term(struct pl_build *build, uint32_t from, uint32_t to)
{
    struct pl_term term = *pl_build_terms(build, from);
    *pl_build_terms(build, to) = term;
    if (term.operation <= PL_NOT) {
        uint32_t first = pl_load_group(build, to, (enum pl_operation)term.operation, term.children.count).first;
        for (uint32_t i = 0; i < term.children.count; i++) {
            copy_term(build, term.children.first + i, first + i);
        }
    }
}

/* A finding or a duty holds, and the profile does not say that it is done. */
static void hold_undone(struct pl_build *build, uint32_t index, uint32_t answered)
{
    struct pl_range done = pl_build_rules(build, answered)->done;
    if (done.count > 0) {
        uint32_t first = pl_load_group(build, index, PL_ALL, 2).first;
        copy_term(build, done.first, pl_load_group(build, first + 1, PL_NOT, 1).first);
        index = first;
    }
    pl_build_terms(build, index)->operation = PL_HOLDS;
    pl_build_terms(build, index)->subject = answered;
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
    for (uint32_t i = 0; i < build->knowledge.rules_count; i++) {
        struct pl_range answers = pl_build_rules(build, i)->answers;
        uint32_t acts = pl_build_rules(build, i)->carries & ~(1u << PL_ACT_DECIDE); /* no fact tells of those */
        uint32_t count = answers.count + (uint32_t)__builtin_popcount(acts);
        if (pl_build_rules(build, i)->terms.count > 0 || count == 0) {
            continue;
        }
        uint32_t root = pl_build_grow(build, PL_ARRAY_terms, 1);
        uint32_t child = pl_load_group(build, root, PL_ANY, count).first;
        for (uint32_t a = 0; a < answers.count; a++) {
            hold_undone(build, child++, *pl_build_refs(build, answers.first + a));
        }
        for (uint32_t act = 0; act < PL_ACT_DECIDE; act++) {
            if ((acts >> act & 1) != 0) {
                uint32_t number = pl_build_number(build, 1);
                (void)pl_build_number(build, INT64_MAX / 4);
                *pl_build_terms(build, child++) = (struct pl_term){
                    .operation = PL_RANGE, .subject = build->knowledge.facts[facts[act]], .number = number};
            }
        }
        pl_build_rules(build, i)->terms = (struct pl_range){root, build->knowledge.terms_count - root};
        pl_build_rules(build, i)->follows = 1;
        ok = pl_build_within_at(build, rule_place(build, pl_build_rules(build, i)), PL_LIMIT_TERMS,
                                build->knowledge.terms_count) &&
             ok;
    }
    return ok;
}

/* A rule gives way where another one that amends it, and concludes the same, holds. */
static void set_yields(struct pl_build *build)
{
    for (uint32_t i = 0; i < build->knowledge.rules_count; i++) {
        struct pl_range range = {build->knowledge.refs_count, 0};
        for (uint32_t other = 0; other < build->knowledge.rules_count; other++) {
            if (pl_build_rules(build, other)->amends == i &&
                pl_build_rules(build, other)->concludes == pl_build_rules(build, i)->concludes) {
                *pl_build_refs(build, pl_build_grow(build, PL_ARRAY_refs, 1)) = other;
                range.count++;
            }
        }
        pl_build_rules(build, i)->yields_to = range;
    }
}

/* Early rules before late ones, each after those it refers to. */
static bool sort_rules(struct pl_build *build)
{
    uint32_t count = build->knowledge.rules_count;
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
            uint32_t index = *pl_build_order(build, i);
            if (pl_build_rules(build, index)->late == late) {
                sorted[next++] = index;
            }
        }
    }
    memcpy(pl_build_order(build, 0), sorted, count * sizeof *sorted);
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_rule *rule = pl_build_rules(build, i);
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
    for (uint32_t i = 0; i < build->knowledge.rules_count; i++) {
        const struct pl_rule *rule = pl_build_rules(build, i);
        bool common = rule->concludes == PL_DECIDES && rule->platform == PL_NONE;
        bool gate = rule->concludes == PL_BLOCKER || rule->concludes == PL_OBSTACLE;
        if (rule->concludes == PL_NEED || common || gate) {
            enum pl_array list = common ? PL_ARRAY_common_rules : gate ? PL_ARRAY_gate_rules : PL_ARRAY_need_rules;
            *(uint32_t *)pl_build_at(build, list, pl_build_grow(build, list, 1)) = i;
        }
        if (common) {
            ok = pl_build_within_at(build, rule_place(build, rule), PL_LIMIT_COMMON_RULES,
                                    build->knowledge.common_rules_count) &&
                 ok;
        }
    }
    return ok;
}

/* Marks the rules that look at a fact, directly or through another rule; `order` makes one pass enough. */
static void set_dependents(struct pl_build *build, uint32_t field, unsigned char *seen)
{
    const struct pl_knowledge *k = &build->knowledge;
    struct pl_range range = {build->knowledge.refs_count, 0};
    memset(seen, 0, k->rules_count);
    for (uint32_t i = 0; i < k->rules_count; i++) {
        uint32_t index = k->order[i];
        struct pl_range terms = k->rules[index].terms;
        for (uint32_t t = terms.first; t < terms.first + terms.count && !seen[index]; t++) {
            const struct pl_term *term = &k->terms[t];
            seen[index] = pl_term_looks_at(term) == PL_AT_RULE ? seen[term->subject] : pl_term_field(term) == field;
        }
        for (uint32_t y = 0; y < k->rules[index].yields_to.count && !seen[index]; y++) {
            seen[index] = seen[*pl_build_refs(build, k->rules[index].yields_to.first + y)]; /* k->refs is older */
        }
        if (seen[index]) {
            *pl_build_refs(build, pl_build_grow(build, PL_ARRAY_refs, 1)) = index;
            range.count++;
        }
    }
    (pl_build_fields(build, field))->dependents = range;
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

/* The values around which some condition on a number changes. */
static void set_thresholds(struct pl_build *build, uint32_t index)
{
    if (pl_build_fields(build, index)->type == PL_TYPE_SET) {
        int64_t all = pl_field_all_bits(&build->knowledge, pl_build_fields(build, index));
        int64_t apart = 0;
        for (uint32_t i = 0; i < build->knowledge.terms_count; i++) {
            const struct pl_term *term = pl_build_terms(build, i);
            bool sees = pl_term_looks_at(term) == PL_AT_SET &&
                        pl_operations[term->operation].bits == PL_BITS_NUMBERED && term->subject == index &&
                        decides(build, i);
            int64_t bits = sees ? build->knowledge.numbers[term->number] : 0;
            apart |= bits == all ? 0 : bits;
        }
        uint32_t number = pl_build_number(build, apart);
        uint32_t first = pl_build_grow(build, PL_ARRAY_refs, 1);
        *pl_build_refs(build, first) = number;
        pl_build_fields(build, index)->thresholds = (struct pl_range){first, 1};
        return;
    }
    const struct pl_field *field = pl_build_fields(build, index);
    int64_t minimum = build->knowledge.numbers[field->minimum];
    int64_t maximum = build->knowledge.numbers[field->maximum];
    struct pl_vector found = {.item = sizeof(int64_t)};
    for (uint32_t i = 0; i < build->knowledge.terms_count; i++) {
        const struct pl_term *term = pl_build_terms(build, i);
        if (pl_term_looks_at(term) != PL_AT_NUMBER || term->subject != index || !decides(build, i)) {
            continue;
        }
        int64_t low = build->knowledge.numbers[term->number];
        int64_t high = build->knowledge.numbers[term->number + 1];
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
    struct pl_range range = {build->knowledge.refs_count, 0};
    for (uint32_t i = 0; i < found.count; i++) {
        const int64_t *number = pl_vector_at(&found, i);
        if (i == 0 || number[0] != number[-1]) {
            uint32_t stored = pl_build_number(build, *number);
            *pl_build_refs(build, pl_build_grow(build, PL_ARRAY_refs, 1)) = stored;
            range.count++;
        }
    }
    free(found.data);
    pl_build_fields(build, index)->thresholds = range;
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
    uint32_t field = pl_position(k, PL_TO_FIELD, id);
    bool named = pl_knowledge_placeholder(k, PL_TO_ROLE, name) != PL_NONE ||
                 pl_knowledge_placeholder(k, PL_TO_BLANK, name) != PL_NONE;
    bool ok = named || (field != PL_NONE && (k->fields[field].flags & PL_FIELD_REQUIRED) != 0);
    for (uint32_t i = 0; i < terms.count && !ok; i++) {
        const struct pl_term *term = &k->terms[terms.first + i];
        uint32_t compared = pl_term_field(term);
        bool beside = field != PL_NONE && k->fields[field].type == PL_TYPE_TEXT && k->fields[field].from != PL_NONE &&
                      compared != PL_NONE && k->fields[compared].from == k->fields[field].from;
        ok = compared != PL_NONE && (compared == field || beside);
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
    if (!condition_steps(build)) {
        return false;
    }
    set_yields(build);
    if (!sort_rules(build)) {
        return false;
    }
    if (!list_rules(build)) {
        return false;
    }
    unsigned char *seen = pl_arena_array(build->arena, build->knowledge.rules_count + 1, 1);
    for (uint32_t i = 0; i < build->knowledge.fields_count; i++) {
        set_dependents(build, i, seen);
        set_thresholds(build, i);
    }
    for (uint32_t i = 0; i < build->knowledge.origins_count; i++) {
        enum { OLD_MONTHS = 60 };
        struct pl_origin *origin = pl_build_origins(build, i);
        int64_t first = 0;
        int64_t last = 0;
        bool dated = pl_partial_date(pl_text(&build->knowledge, origin->figures), &first, &last);
        int64_t day = dated ? pl_date_add_months(last, OLD_MONTHS) + 1 : PL_NONE;
        origin->old_from = day < 0 ? 0 : (uint32_t)day;
    }
    bool ok = check_phases(build);
    for (uint32_t i = 0; i < build->knowledge.rules_count; i++) {
        const struct pl_rule *rule = pl_build_rules(build, i);
        struct pl_place place = rule_place(build, rule);
        bool drafted =
            rule->draft == 0 ||
            pl_position(&build->knowledge, PL_TO_DOCUMENT, pl_text(&build->knowledge, rule->draft)) != PL_NONE ||
            pl_diagnose(build->diagnostics, PL_K004, place, pl_text(&build->knowledge, rule->draft), "documents",
                        (const char *)NULL);
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
