/* SPDX-License-Identifier: MIT
 * What the tables of the schema do not say: what keys of one record, or several records, must be to each other.
 */
#include <string.h>

#include "load/example.h"
#include "load/load.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- rules and pieces */

bool pl_check_rule(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    struct pl_rule *rule = pl_build_rules(build, index);
    const char *concludes = pl_conclusion_words[rule->concludes];
    if (build->parent != PL_NONE) { /* in a catalogue */
        rule->platform = build->knowledge.entries[build->parent].platform;
        rule->editions = 1u << build->knowledge.entries[build->parent].edition;
    }
    static const char *const of_target[] = {"target_cite", "target_assumed"};
    for (size_t i = 0; i < COUNT(of_target); i++) {
        const struct pl_node *value = pl_node_get(node, of_target[i]);
        if (value != NULL && rule->target.in[PL_FR] == 0) {
            return pl_build_fail(build, value->key, PL_K002, of_target[i], concludes);
        }
    }
    const struct pl_node *established = pl_node_get(node, "establishes");
    const struct pl_node *entry = established == NULL ? NULL : established->first;
    for (uint32_t i = rule->establishes.first; entry != NULL;
         i++, entry = entry->next) { /* facts that profiles state */
        const struct pl_field *field = &build->knowledge.fields[build->knowledge.case_facts[i].field];
        bool fits = field->type == PL_TYPE_CHOICE || field->type == PL_TYPE_YES_NO || field->type == PL_TYPE_NUMBER;
        if (!fits || (field->flags & PL_FIELD_DERIVED) != 0) {
            return pl_build_fail(build, entry->key, PL_K004, entry->key->text.text, "facts");
        }
    }
    bool stands = rule->target.in[PL_FR] == 0 || rule->target_cite.count > 0 || rule->target_assumed != 0;
    return stands || pl_build_fail(build, node, PL_K001, "target_cite, target_assumed", concludes);
}

bool pl_check_piece(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    struct pl_piece *piece = pl_build_pieces(build, index);
    const char *kind = pl_piece_words[piece->kind];
    const char *id = pl_text(&build->knowledge, piece->id);
    const struct pl_node *every = pl_node_get(node, "every");
    const struct pl_node *per = pl_node_get(every != NULL ? every : node, "per");
    piece->editions = build->editions;
    if (piece->cite.count == 0 && piece->assumption == 0) {
        return pl_build_fail(build, node, PL_K001, "cite, assumption", kind);
    }
    if ((piece->low == PL_NONE) != (piece->high == PL_NONE)) {
        return pl_build_fail(build, node, PL_K001, piece->low == PL_NONE ? "low" : "high", kind);
    }
    if (piece->high != PL_NONE && piece->high < piece->low) {
        return pl_build_fail(build, pl_node_get(node, "high"), PL_K003, "high", "at least low");
    }
    if (per != NULL && every != NULL && piece->per == PL_PER_ONCE) {
        return pl_build_fail(build, per, PL_K003, "per", "week, month, quarter, year or event");
    }
    if (per != NULL && piece->kind == PL_PIECE_BUDGET && piece->per != PL_PER_YEAR && piece->per != PL_PER_ONCE) {
        return pl_build_fail(build, per, PL_K003, "per", "year or once");
    }
    return pl_position(&build->knowledge, PL_TO_RULE, id) == PL_NONE ||
           pl_build_fail(build, pl_node_get(node, "id"), PL_K005, id, NULL);
}

bool pl_check_role_case(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    bool others = pl_node_get(node, "accountable") != NULL || pl_node_get(node, "asked") != NULL;
    (void)index;
    return !others || pl_node_get(node, "owner") != NULL ||
           pl_build_fail(build, node, PL_K001, "owner", "a case of a role");
}

/* ---- claims and catalogues */

bool pl_check_claims(struct pl_build *build, const struct pl_node *root, uint32_t index)
{
    (void)index;
    pl_build_wait_for(build,
                      (struct pl_pending){PL_ARRAY_refs, pl_build_grow(build, PL_ARRAY_refs, 1), 0, PL_TO_CITATION,
                                          build->knowledge.source, pl_build_place(build, pl_node_get(root, "source"))});
    return true;
}

/* A claim holds fr and en beside its id. */
bool pl_check_claim(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    struct pl_node text = {.kind = PL_NODE_MAPPING, .line = node->line, .column = node->column, .first = node->first};
    struct pl_text2 words = {{0, 0}};
    bool ok = pl_read_text2(build, &text, "claim", &words);
    pl_build_claims(build, index)->text = words;
    return ok;
}

bool pl_check_edition(struct pl_build *build, const struct pl_node *root, uint32_t index)
{
    return pl_build_within(build, root, PL_LIMIT_EDITIONS, index + UINT64_C(1));
}

/* Editions share their platforms, each of which has one once; the latest names it. */
bool pl_check_platform(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    struct pl_platform read = *pl_build_platforms(build, index);
    const struct pl_node *id = pl_node_get(node, "id");
    uint32_t known = 0;
    while (pl_build_platforms(build, known)->id != read.id) {
        known++;
    }
    if (known == index && !pl_build_within(build, node, PL_LIMIT_PLATFORMS, build->knowledge.platforms_count)) {
        return false;
    }
    if ((build->platforms >> known & 1) != 0) {
        return pl_build_fail(build, id, PL_K005, id->text.text, NULL);
    }
    build->platforms |= UINT64_C(1) << known;
    if (known < index) {
        read.aliases = pl_node_get(node, "alias") == NULL ? pl_build_platforms(build, known)->aliases : read.aliases;
        *pl_build_platforms(build, known) = read;
        pl_build_shrink(build, PL_ARRAY_platforms, index);
    }
    return true;
}

/* ---- dates and the circuit */

/* Whose council is renewed, and whom else the ballot holds back: one of them at least, and of others also how far. */
bool pl_check_election(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    bool concerns = pl_node_get(node, "concerns") != NULL;
    (void)index;
    if (pl_node_get(node, "kinds") == NULL && !concerns) {
        return pl_build_fail(build, node, PL_K001, "kinds", "an election");
    }
    return concerns == (pl_node_get(node, "reach") != NULL) ||
           pl_build_fail(build, node, PL_K001, concerns ? "reach" : "concerns", "an election");
}

/* Each kind of absence stands in its place. */
bool pl_check_absence(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    return pl_build_absences(build, index)->kind == index ||
           pl_build_fail(build, pl_node_get(node, "id"), PL_K003, "id",
                         index == 0 ? "percent, then days" : "days, after percent");
}

/* Each way to keep hours has its calendar: without one a step would take no time. So has each class its hours. `of`:
 * the words at the head of the entries are positions of values of a field. */
static bool check_all(struct pl_build *build, const struct pl_node *root, const char *key, enum pl_array array,
                      enum pl_fact of)
{
    const struct pl_knowledge *k = &build->knowledge;
    const struct pl_field *field = &k->fields[k->facts[of]];
    for (uint32_t value = 0; value < field->values.count; value++) {
        uint32_t at = 0;
        while (at < pl_array_count(k, array) && *(const uint32_t *)pl_build_at(build, array, at) != value) {
            at++;
        }
        if (at == pl_array_count(k, array)) {
            return pl_build_fail(build, pl_node_get(root, key), PL_K001, pl_field_value_id(k, field, value), key);
        }
    }
    return true;
}

bool pl_check_circuit(struct pl_build *build, const struct pl_node *root, uint32_t index)
{
    (void)index;
    return check_all(build, root, "calendars", PL_ARRAY_hours, PL_FACT_STEP_HOURS) &&
           check_all(build, root, "classes", PL_ARRAY_message_classes, PL_FACT_STEP_FOR) &&
           (build->knowledge.absences_count == PL_ABSENCE_KINDS ||
            pl_build_fail(build, pl_node_get(root, "absences"), PL_K001,
                          build->knowledge.absences_count > 0 ? "days" : "percent", "absences"));
}

/* ---- documents */

/* A view is limited to a word only if it knows it. */
static bool check_only(struct pl_build *build, const struct pl_node *node, const struct pl_node *only, uint32_t view)
{
    const char *limits = pl_view_limits[view]; /* ",table,line," */
    struct pl_buffer word = {0};
    pl_buffer_add_char(&word, ',');
    pl_buffer_add_text(&word, only->text.text);
    pl_buffer_add_char(&word, ',');
    bool ok = strstr(limits, pl_buffer_text(&word)) != NULL;
    if (!ok && *limits == '\0') {
        pl_build_fail(build, only, PL_K002, "only", pl_node_words(pl_node_get(node, "view")));
    } else if (!ok) {
        pl_buffer_clear(&word);
        for (const char *c = limits + 1; c[1] != '\0'; c++) { /* of which each is one that it may be */
            pl_buffer_add_char(&word, *c);
            pl_buffer_add_text(&word, *c == ',' ? " " : "");
        }
        pl_build_fail(build, only, PL_K003, "only", pl_buffer_text(&word));
    }
    pl_buffer_done(&word);
    return ok;
}

/* A block that names a shared clause alone is that clause. */
bool pl_check_block(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    struct pl_block *block = pl_build_blocks(build, index);
    const struct pl_node *only = pl_node_get(node, "only");
    if (block->kind != PL_BLOCK_KINDS) {
        return only == NULL || check_only(build, node, only, block->view);
    }
    for (uint32_t i = build->clauses.first; i < build->clauses.first + build->clauses.count; i++) {
        if (pl_build_blocks(build, i)->section == block->section) { /* equal texts share one */
            *block = *pl_build_blocks(build, i);
            return true;
        }
    }
    const struct pl_node *clause = pl_node_get(node, "clause");
    return pl_build_fail(build, clause, PL_K004, clause->text.text, "clauses");
}

/* Sections are named on the command line, shared clauses in documents: each has an id of its own. In an act whatever is
 * said rests on something. */
static bool check_blocks(struct pl_build *build, const struct pl_node *list, struct pl_range blocks, bool act)
{
    const struct pl_knowledge *k = &build->knowledge;
    bool ok = true;
    uint32_t i = blocks.first;
    for (const struct pl_node *node = list == NULL ? NULL : list->first; node != NULL; node = node->next, i++) {
        const struct pl_block *block = &k->blocks[i];
        for (uint32_t before = blocks.first; before < i && block->section != 0; before++) {
            if (k->blocks[before].section == block->section) {
                const struct pl_node *name = pl_node_get(node, "section");
                ok = pl_build_fail(build, name == NULL ? pl_node_get(node, "clause") : name, PL_K005,
                                   pl_text(k, block->section), NULL);
            }
        }
        bool says = block->kind == PL_BLOCK_TEXT || block->kind == PL_BLOCK_ITEM;
        if (act && says && block->basis.count + block->cite.count == 0) {
            ok = pl_build_fail(build, node, PL_K001, "basis", "a clause");
        }
    }
    return ok;
}

bool pl_check_document(struct pl_build *build, const struct pl_node *root, uint32_t index)
{
    return check_blocks(build, pl_node_get(root, "blocks"), build->knowledge.documents[index].blocks,
                        pl_node_get(root, "draft") != NULL);
}

bool pl_check_clauses(struct pl_build *build, const struct pl_node *root, uint32_t index)
{
    (void)index;
    return check_blocks(build, pl_node_get(root, "clauses"), build->clauses, true);
}

/* ---- messages: complete by construction, since one without an explanation, or the reverse, is an error */

/* An example, whose marks make sense; of a situation prose. */
static bool read_example(struct pl_build *build, const struct pl_node *entry, const char *key, bool prose,
                         struct pl_text2 *out_text)
{
    const struct pl_node *node = pl_node_get(entry, key);
    if (prose) {
        return pl_read_text2(build, node, key, out_text);
    }
    bool ok = pl_read_verbatim2(build, node, key, out_text);
    for (int language = 0; ok && language < PL_LANGUAGES; language++) {
        ok = pl_example_expand(pl_text(&build->knowledge, out_text->in[language]), NULL) ||
             pl_build_fail(build, node, PL_K003, key, "a text with ⟦bytes⟧ or ⟦text*times⟧");
    }
    return ok;
}

/* Moves the explanation to the place of its code. */
bool pl_check_explanation(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    static const char letters[] = "PCKE"; /* by enum pl_example; what a code's letter says goes without saying */
    struct pl_explanation read = *pl_build_explanations(build, index);
    const struct pl_node *named = pl_node_get(node, "code");
    enum pl_code code = pl_code_find(named->text.text);
    pl_build_shrink(build, PL_ARRAY_explanations, index);
    if (code == PL_CODES || pl_code_severity(code) == PL_HELP) {
        return pl_build_fail(build, named, PL_K004, named->text.text, "codes of messages.def that are shown");
    }
    if (pl_build_explanations(build, code)->code != 0) {
        return pl_build_fail(build, named, PL_K005, named->text.text, NULL);
    }
    if (pl_node_get(node, "example") == NULL) {
        read.example = (uint32_t)(strchr(letters, *pl_code_name(code)) - letters);
    }
    bool in_file = pl_node_get(node, "file") != NULL;
    if (in_file != (read.example == PL_EXAMPLE_KNOWLEDGE)) {
        return pl_build_fail(build, node, in_file ? PL_K002 : PL_K001, "file", "an explanation");
    }
    bool prose = read.example == PL_EXAMPLE_SITUATION;
    bool ok = read_example(build, node, "wrong", prose, &read.wrong) &&
              read_example(build, node, "right", prose, &read.right);
    *pl_build_explanations(build, code) = read;
    return ok;
}

bool pl_check_messages(struct pl_build *build)
{
    bool ok = true;
    for (uint32_t code = 0; code < PL_CODES; code++) {
        if (pl_build_explanations(build, code)->code == 0 && pl_code_severity((enum pl_code)code) != PL_HELP) {
            ok = pl_diagnose(build->diagnostics, PL_K001, (struct pl_place){0}, pl_code_name((enum pl_code)code),
                             "diagnostics/", (const char *)NULL);
        }
    }
    return ok;
}
