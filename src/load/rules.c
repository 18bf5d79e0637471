/* SPDX-License-Identifier: MIT
 * Needs, phases, matters and rules of every kind.
 */
#include <string.h>

#include "base/number.h"
#include "load/load.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define AT(member) offsetof(struct pl_rule, member)

static const char *const when_unknown_words[] = {"hold", "proceed", NULL};

static const struct pl_key rule_keys[] = {
    {"id", PL_SHAPE_NAME, true, AT(id), NULL, 0, 0},
    {"concludes", PL_SHAPE_WORD, false, AT(concludes), pl_conclusion_words, 0, 0},
    {"edition", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"when", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"cases", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"because", PL_SHAPE_TEXT2, true, AT(because), NULL, 0, 0},
    {"cite", PL_SHAPE_REFS, true, AT(cite), NULL, PL_TO_CITATION, 0},
    {"amends", PL_SHAPE_REF, false, AT(amends), NULL, PL_TO_RULE, 0},
    {"confirms", PL_SHAPE_REF, false, AT(confirms), NULL, PL_TO_RULE, 0},
    {"arbitration", PL_SHAPE_TEXT2, false, AT(arbitration), NULL, 0, 0},
    {"need", PL_SHAPE_REF, false, AT(need), NULL, PL_TO_NEED, 0},
    {"strength", PL_SHAPE_WORD, false, AT(degree), pl_degree_words, 0, 0},
    {"text", PL_SHAPE_TEXT2, false, AT(text), NULL, 0, 0},
    {"title", PL_SHAPE_TEXT2, false, AT(title), NULL, 0, 0},
    {"done_when", PL_SHAPE_TEXT2, false, AT(done_when), NULL, 0, 0},
    {"phase", PL_SHAPE_NUMBER, false, AT(phase), NULL, 0, PL_LIMIT_PHASE},
    {"effort", PL_SHAPE_NUMBER, false, AT(effort), NULL, 0, PL_LIMIT_EFFORT},
    {"owner", PL_SHAPE_REF, false, AT(owner), NULL, PL_TO_ROLE, 0},
    {"accountable", PL_SHAPE_REFS, false, AT(accountable), NULL, PL_TO_ROLE, 0},
    {"consulted", PL_SHAPE_REFS, false, AT(consulted), NULL, PL_TO_ROLE, 0},
    {"informed", PL_SHAPE_REFS, false, AT(informed), NULL, PL_TO_ROLE, 0},
    {"after", PL_SHAPE_REFS, false, AT(after), NULL, PL_TO_STEP, 0},
    {"answers", PL_SHAPE_REFS, false, AT(answers), NULL, PL_TO_RULE, 0},
    {"carries", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"lasts", PL_SHAPE_NUMBER, false, AT(lasts), NULL, 0, PL_LIMIT_LASTS},
    {"launches", PL_SHAPE_FLAG, false, AT(launches), NULL, 0, 1},
    {"grade", PL_SHAPE_WORD, false, AT(grade), pl_grade_words, 0, 0},
    {"basis", PL_SHAPE_TEXT2, false, AT(basis), NULL, 0, 0},
    {"done", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"topic", PL_SHAPE_WORD, false, AT(topic), pl_topic_words, 0, 0},
    {"today", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
    {"target", PL_SHAPE_TEXT2, false, AT(target), NULL, 0, 0},
    {"target_cite", PL_SHAPE_REFS, false, AT(target_cite), NULL, PL_TO_CITATION, 0},
    {"target_assumed", PL_SHAPE_FLAG, false, AT(target_assumed), NULL, 0, 1},
    {"goal", PL_SHAPE_REF, false, AT(goal), NULL, PL_TO_GOAL, 0},
    {"decision", PL_SHAPE_WORD, false, AT(decision), pl_decision_words, 0, 0},
    {"harm", PL_SHAPE_FLAG, false, AT(harm), NULL, 0, 1},
    {"provisional", PL_SHAPE_FLAG, false, AT(provisional), NULL, 0, 1},
    {"when_unknown", PL_SHAPE_WORD, false, AT(when_unknown), when_unknown_words, 0, 0},
    {"platform", PL_SHAPE_REF, false, AT(platform), NULL, PL_TO_PLATFORM, 0},
};

/* What each conclusion needs beyond the common keys. */
static const char *const required[PL_CONCLUSIONS][6] = {
    [PL_NEED] = {"need", "strength"},
    [PL_BLOCKER] = {"text"},
    [PL_OBSTACLE] = {"text"},
    [PL_STRENGTH] = {"text"},
    [PL_STEP] = {"phase", "owner", "title", "text", "done_when"},
    [PL_CONDUCT] = {"topic", "text"},
    [PL_INDICATOR] = {"text"},
    [PL_DUTY] = {"title", "text", "grade"},
    [PL_PEER] = {"text"},
    [PL_DECIDES] = {"decision"},
};

static const struct pl_key need_keys[] = {
    {"id", PL_SHAPE_ID, true, offsetof(struct pl_need, id), NULL, 0, 0},
    {"label", PL_SHAPE_TEXT2, true, offsetof(struct pl_need, label), NULL, 0, 0},
    {"text", PL_SHAPE_TEXT2, true, offsetof(struct pl_need, text), NULL, 0, 0},
    {"concerns", PL_SHAPE_OWN, false, 0, NULL, 0, 0},
};
static const struct pl_key phase_keys[] = {
    {"number", PL_SHAPE_NUMBER, true, offsetof(struct pl_phase, number), NULL, 0, PL_LIMIT_PHASE},
    {"label", PL_SHAPE_TEXT2, true, offsetof(struct pl_phase, label), NULL, 0, 0},
};
static const struct pl_key matter_keys[] = {
    {"id", PL_SHAPE_ID, true, offsetof(struct pl_matter, id), NULL, 0, 0},
    {"label", PL_SHAPE_TEXT2, true, offsetof(struct pl_matter, label), NULL, 0, 0},
    {"title", PL_SHAPE_TEXT2, true, offsetof(struct pl_matter, title), NULL, 0, 0},
    {"steps", PL_SHAPE_REFS, true, offsetof(struct pl_matter, steps), NULL, PL_TO_STEP, 0},
};

static struct pl_rule *rule_at(struct pl_build *build, uint32_t index)
{
    return pl_build_rules(build, index);
}

/* The bits of one year or a list of years; absent: every edition. */
bool pl_load_editions(struct pl_build *build, const struct pl_node *node, uint32_t *out_bits)
{
    *out_bits = UINT32_MAX;
    if (node == NULL) {
        return true;
    }
    *out_bits = 0;
    bool is_list = node->kind == PL_NODE_LIST;
    if (is_list && node->count == 0) {
        return pl_build_fail(build, node, PL_K003, "edition", "a year or a list of years");
    }
    for (const struct pl_node *item = is_list ? node->first : node; item != NULL; item = is_list ? item->next : NULL) {
        int64_t year = 0;
        uint32_t edition = PL_NONE;
        if (item->kind == PL_NODE_TEXT && pl_number_parse(item->text, &year) == PL_NUMBER_OK && year > 0 && year < 10000) {
            edition = pl_knowledge_edition(&build->knowledge, (uint32_t)year);
        }
        if (edition == PL_NONE) {
            return pl_build_fail(build, item, PL_K004, pl_node_words(item), "editions");
        }
        *out_bits |= 1u << edition;
    }
    return true;
}

/* The decisions that a step carries out: one word or a list. */
static bool read_acts(struct pl_build *build, const struct pl_node *node, uint32_t *out_bits)
{
    bool is_list = node != NULL && node->kind == PL_NODE_LIST;
    *out_bits = 0;
    for (const struct pl_node *item = is_list ? node->first : node; item != NULL; item = is_list ? item->next : NULL) {
        uint32_t act = 0;
        while (item->kind == PL_NODE_TEXT && act < PL_ACTS && !pl_view_is(item->text, pl_act_words[act])) {
            act++;
        }
        if (item->kind != PL_NODE_TEXT || act == PL_ACTS) {
            return pl_build_fail(build, item, PL_K006, "carries", pl_node_words(item));
        }
        *out_bits |= 1u << act;
    }
    return true;
}

/* The facts whose value is that of an indicator today: one or a list. */
static bool read_today(struct pl_build *build, const struct pl_node *node, struct pl_range *out_facts)
{
    *out_facts = (struct pl_range){0, 0};
    if (node == NULL) {
        return true;
    }
    bool ok = node->kind != PL_NODE_MAPPING && pl_shape_strings(build, node, "today", out_facts);
    if (!ok) {
        return node->kind == PL_NODE_MAPPING ? pl_build_fail(build, node, PL_K003, "today", "a fact or a list of facts") : false;
    }
    const struct pl_node *item = node->kind == PL_NODE_LIST ? node->first : node;
    for (uint32_t i = 0; i < out_facts->count; i++, item = item->next) {
        uint32_t *ref = pl_build_refs(build, out_facts->first + i);
        uint32_t field = pl_position(&build->knowledge, PL_TO_FIELD, pl_text(&build->knowledge, *ref));
        if (field == PL_NONE || (build->knowledge.fields[field].flags & PL_FIELD_IN_RECORD) != 0) {
            return pl_build_fail(build, item, PL_K004, pl_node_words(item), "facts");
        }
        *ref = field;
    }
    return true;
}

/* A target is that of an indicator, and has a source or is called our own. */
static bool check_target(struct pl_build *build, const struct pl_node *node, const struct pl_rule *rule)
{
    static const char *const keys[] = {"today", "target", "target_cite", "target_assumed"};
    for (size_t i = 0; i < COUNT(keys); i++) {
        const struct pl_node *value = pl_node_get(node, keys[i]);
        if (value != NULL && (rule->concludes != PL_INDICATOR || (i >= 2 && pl_node_get(node, "target") == NULL))) {
            return pl_build_fail(build, value->key, PL_K002, keys[i], pl_conclusion_words[rule->concludes]);
        }
    }
    bool stands = rule->target.in[PL_FR] == 0 || rule->target_cite.count > 0 || rule->target_assumed != 0;
    return stands || pl_build_fail(build, node, PL_K001, "target_cite, target_assumed", pl_conclusion_words[rule->concludes]);
}

static bool check_required(struct pl_build *build, const struct pl_node *node, enum pl_conclusion concludes)
{
    bool ok = true;
    for (const char *const *name = required[concludes]; *name != NULL; name++) {
        if (pl_node_get(node, *name) == NULL) {
            ok = pl_build_fail(build, node, PL_K001, *name, pl_conclusion_words[concludes]);
        }
    }
    return ok;
}

static bool check_unique(struct pl_build *build, const struct pl_node *node, uint32_t index)
{
    const struct pl_knowledge *k = &build->knowledge;
    if (pl_position(k, PL_TO_RULE, pl_text(k, k->rules[index].id)) == index) {
        return true;
    }
    return pl_build_fail(build, node, PL_K005, pl_text(k, k->rules[index].id), NULL);
}

static bool read_rule(struct pl_build *build, const struct pl_node *node, uint32_t index, bool decides)
{
    struct pl_rule *rule = rule_at(build, index);
    rule->need = rule->platform = rule->goal = rule->owner = PL_NONE;
    rule->amends = rule->confirms = PL_NONE;
    rule->file = pl_build_text(build, pl_view_of(build->source->name));
    rule->line = node->line;
    if (!pl_shape_read(build, node, rule_keys, COUNT(rule_keys), PL_ARRAY_rules, index, "a rule")) {
        return false;
    }
    if (decides) {
        rule_at(build, index)->concludes = PL_DECIDES;
    } else if (pl_node_get(node, "concludes") == NULL) {
        return pl_build_fail(build, node, PL_K001, "concludes", "a rule");
    }
    uint32_t editions = 0;
    uint32_t acts = 0;
    struct pl_range terms = {0, 0};
    struct pl_range done_terms = {0, 0};
    struct pl_range today = {0, 0};
    const struct pl_node *done = pl_node_get(node, "done");
    const struct pl_node *when = pl_node_get(node, "when");
    const struct pl_node *cases = pl_node_get(node, "cases");
    bool ok = pl_load_editions(build, pl_node_get(node, "edition"), &editions) &&
              (when == NULL || pl_load_condition(build, when, &terms)) &&
              (done == NULL || pl_load_condition(build, done, &done_terms)) && read_acts(build, pl_node_get(node, "carries"), &acts) &&
              read_today(build, pl_node_get(node, "today"), &today) &&
              (cases == NULL || pl_load_cases(build, cases, index));
    rule_at(build, index)->editions = editions;
    rule_at(build, index)->terms = terms;
    rule_at(build, index)->done = done_terms;
    rule_at(build, index)->carries = acts;
    rule_at(build, index)->today = today;
    return ok && check_target(build, node, rule_at(build, index)) && check_required(build, node, rule_at(build, index)->concludes) && check_unique(build, node, index);
}

/* A list beside that of the rules. */
static bool read_beside(struct pl_build *build, const struct pl_node *list, const char *key, const struct pl_key *keys, size_t count,
                        enum pl_array array, const char *what)
{
    if (list != NULL && list->kind != PL_NODE_LIST) {
        return pl_build_fail(build, list, PL_K003, key, "a list");
    }
    bool ok = true;
    uint32_t index = list == NULL ? 0 : pl_build_grow(build, array, list->count);
    for (const struct pl_node *node = list == NULL ? NULL : list->first; node != NULL; node = node->next) {
        ok = pl_shape_read(build, node, keys, count, array, index++, what) && ok;
    }
    return ok;
}

bool pl_load_rules(struct pl_build *build, const struct pl_node *root)
{
    bool ok = read_beside(build, pl_node_get(root, "phases"), "phases", phase_keys, COUNT(phase_keys), PL_ARRAY_phases, "a phase");
    ok = read_beside(build, pl_node_get(root, "matters"), "matters", matter_keys, COUNT(matter_keys), PL_ARRAY_matters, "a matter") && ok;
    const struct pl_node *list = pl_load_list(build, root, "rules");
    if (list == NULL || !pl_build_within(build, list, PL_LIMIT_RULES, (uint64_t)build->knowledge.rules_count + list->count)) {
        return false;
    }
    uint32_t index = pl_build_grow(build, PL_ARRAY_rules, list->count);
    for (const struct pl_node *node = list->first; node != NULL; node = node->next) {
        ok = read_rule(build, node, index++, false) && ok;
    }
    return ok;
}

bool pl_load_decisions(struct pl_build *build, const struct pl_node *list, uint32_t platform, uint32_t edition,
                       struct pl_range *out_rules)
{
    if (list->kind != PL_NODE_LIST) {
        return pl_build_fail(build, list, PL_K003, "rules", "a list");
    }
    if (!pl_build_within(build, list, PL_LIMIT_RULES, (uint64_t)build->knowledge.rules_count + list->count)) {
        return false;
    }
    struct pl_range range = {pl_build_grow(build, PL_ARRAY_rules, list->count), list->count};
    bool ok = true;
    uint32_t index = range.first;
    for (const struct pl_node *node = list->first; node != NULL; node = node->next, index++) {
        ok = read_rule(build, node, index, true) && ok;
        rule_at(build, index)->platform = platform;
        rule_at(build, index)->editions = 1u << edition;
    }
    *out_rules = range;
    return ok;
}

/* The audiences that a need names; PL_AUDIENCES_MAX of them fit into a word. */
static bool read_concerned(struct pl_build *build, const struct pl_node *node, uint32_t need)
{
    const struct pl_knowledge *k = &build->knowledge;
    const struct pl_field *audiences = &k->fields[k->facts[PL_FACT_AUDIENCES]];
    int64_t bits = 0;
    if (node == NULL) {
        return true;
    }
    bool ok = pl_load_bits(build, node, audiences, &bits);
    (pl_build_needs(build, need))->concerns = (uint32_t)bits;
    return ok;
}

bool pl_load_needs(struct pl_build *build, const struct pl_node *root)
{
    const struct pl_node *list = pl_load_list(build, root, "needs");
    bool ok = list != NULL && pl_build_within(build, list, PL_LIMIT_NEEDS, list->count);
    uint32_t index = ok ? pl_build_grow(build, PL_ARRAY_needs, list->count) : 0;
    for (const struct pl_node *node = ok ? list->first : NULL; node != NULL; node = node->next) {
        ok = pl_shape_read(build, node, need_keys, COUNT(need_keys), PL_ARRAY_needs, index, "a need") &&
             read_concerned(build, pl_node_get(node, "concerns"), index) && ok;
        index++;
    }
    return ok;
}
