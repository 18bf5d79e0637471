/* SPDX-License-Identifier: MIT
 * Look-ups in the knowledge; see knowledge.h.
 */
#include "model/knowledge.h"

#include <string.h>

const char *const pl_type_words[] = {"text", "number",   "choice",  "set",     "yes-no", "duration",
                                     "date", "platform", "section", "records", NULL};
const char *const pl_conclusion_words[] = {"need",      "blocker", "obstacle", "strength", "step", "conduct",
                                           "indicator", "duty",    "peer",     "decision", NULL};
const char *const pl_degree_words[] = {"strong", "medium", "weak", NULL};
const char *const pl_decision_words[] = {"open", "improve", "reserve",   "watch", "do-not-open",
                                         "keep", "leave",   "undecided", NULL};
const char *const pl_grade_words[] = {"binding", "prudent", "pending", NULL};
const char *const pl_reach_words[] = {"content", "candidate", NULL};
const char *const pl_act_words[] = {"open", "improve", "reserve", "leave", "put-off", "decide", NULL};
const char *const pl_topic_words[] = {"listening", "editorial", "rhythm", "moderation", "promotion", NULL};
const char *const pl_piece_words[] = {"rubric", "tone", "training", "budget", "message", "crisis", "channel", NULL};
const char *const pl_per_words[] = {"week", "month", "quarter", "year", "event", "once", NULL};
const char *const pl_fate_words[] = {"closed", "renamed", "moved", "marginal", "unknown", "alive", NULL};

#define PL_VIEW(name, function, id, only) id,
const char *const pl_view_words[] = {
#include "model/views.def"
    NULL};
#undef PL_VIEW
#define PL_VIEW(name, function, id, only) only,
const char *const pl_view_limits[] = {
#include "model/views.def"
};
#undef PL_VIEW

const struct pl_array_place pl_arrays[PL_ARRAYS] = {
#define PL_TABLE(name, type)                                                                                           \
    [PL_ARRAY_##name] = {#name, #type, offsetof(struct pl_knowledge, name),                                            \
                         offsetof(struct pl_knowledge, name##_count), sizeof(type)},
    PL_TABLES(PL_TABLE)
#undef PL_TABLE
};

#define PL_TABLE(name, type) _Static_assert(sizeof(type) % sizeof(uint32_t) == 0, "tables are made of words");
PL_TABLES(PL_TABLE)
#undef PL_TABLE

uint32_t pl_array_count(const struct pl_knowledge *k, enum pl_array array)
{
    return *(const uint32_t *)(const void *)((const char *)k + pl_arrays[array].count);
}

const void *pl_array_at(const struct pl_knowledge *k, enum pl_array array, uint32_t index)
{
    const char *data;
    memcpy(&data, (const char *)k + pl_arrays[array].data, sizeof data);
    return data + index * pl_arrays[array].item;
}

static int compare_name(const struct pl_knowledge *k, const struct pl_name *name, uint32_t scope, bool values,
                        const char *folded)
{
    if (name->scope != scope) {
        return name->scope < scope ? -1 : 1;
    }
    if (name->values != (uint32_t)values) {
        return name->values < (uint32_t)values ? -1 : 1;
    }
    return folded == NULL ? 0 : strcmp(pl_text(k, name->folded), folded);
}

/* The first name that is not before (scope, values, folded). */
static uint32_t lower_bound(const struct pl_knowledge *k, uint32_t scope, bool values, const char *folded)
{
    uint32_t low = 0;
    uint32_t high = k->names_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_name(k, &k->names[middle], scope, values, folded) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

uint32_t pl_knowledge_find(const struct pl_knowledge *k, uint32_t scope, bool values, const char *folded)
{
    uint32_t at = lower_bound(k, scope, values, folded);
    return at < k->names_count && compare_name(k, &k->names[at], scope, values, folded) == 0 ? k->names[at].target
                                                                                             : PL_NONE;
}

struct pl_range pl_knowledge_names(const struct pl_knowledge *k, uint32_t scope, bool values)
{
    struct pl_range range = {lower_bound(k, scope, values, ""), 0};
    while (range.first + range.count < k->names_count &&
           compare_name(k, &k->names[range.first + range.count], scope, values, NULL) == 0) {
        range.count++;
    }
    return range;
}

static const enum pl_array named[PL_TARGETS] = {
    [PL_TO_RULE] = PL_ARRAY_rules,         [PL_TO_STEP] = PL_ARRAY_rules,         [PL_TO_NEED] = PL_ARRAY_needs,
    [PL_TO_ROLE] = PL_ARRAY_roles,         [PL_TO_PLATFORM] = PL_ARRAY_platforms, [PL_TO_CITATION] = PL_ARRAY_claims,
    [PL_TO_GOAL] = PL_ARRAY_values,        [PL_TO_FIELD] = PL_ARRAY_fields,       [PL_TO_PIECE] = PL_ARRAY_pieces,
    [PL_TO_DOCUMENT] = PL_ARRAY_documents, [PL_TO_BLANK] = PL_ARRAY_blanks,
};

uint32_t pl_target_count(const struct pl_knowledge *k, enum pl_target target)
{
    return target == PL_TO_GOAL ? k->fields[k->facts[PL_FACT_GOALS]].values.count
                                : pl_array_count(k, named[target]) + (target == PL_TO_CITATION ? k->origins_count : 0);
}

const char *pl_target_id(const struct pl_knowledge *k, enum pl_target target, uint32_t position)
{
    enum pl_array array = named[target];
    if (target == PL_TO_GOAL) {
        position += k->fields[k->facts[PL_FACT_GOALS]].values.first;
    } else if (target == PL_TO_CITATION && position >= k->claims_count) {
        array = PL_ARRAY_origins;
        position -= k->claims_count;
    }
    return pl_text(k, *(const pl_str *)pl_array_at(k, array, position)); /* what has an identifier begins with it */
}

uint32_t pl_array_find(const struct pl_knowledge *k, enum pl_array array, const char *id)
{
    uint32_t count = pl_array_count(k, array);
    uint32_t i = 0;
    while (i < count && strcmp(pl_text(k, *(const pl_str *)pl_array_at(k, array, i)), id) != 0) {
        i++;
    }
    return i < count ? i : PL_NONE;
}

uint32_t pl_position(const struct pl_knowledge *k, enum pl_target target, const char *id)
{
    if (target == PL_TO_GOAL) {
        return pl_field_value_position(k, &k->fields[k->facts[PL_FACT_GOALS]], pl_view_of(id));
    }
    uint32_t found = pl_array_find(k, named[target], id);
    if (target == PL_TO_CITATION && found == PL_NONE) {
        found = pl_array_find(k, PL_ARRAY_origins, id);
        return found == PL_NONE ? PL_NONE : k->claims_count + found;
    }
    return found != PL_NONE && target == PL_TO_STEP && k->rules[found].concludes != PL_STEP ? PL_NONE : found;
}

void pl_knowledge_offer_items(const struct pl_knowledge *k, struct pl_nearest *nearest)
{
    for (uint32_t i = 0; i < k->rules_count; i++) {
        pl_nearest_offer(nearest, pl_text(k, k->rules[i].id), pl_text(k, k->rules[i].id));
    }
    for (uint32_t i = 0; i < k->platforms_count; i++) {
        const char *id = pl_text(k, k->platforms[i].id);
        pl_nearest_offer(nearest, id, id);
        for (int language = 0; language < PL_LANGUAGES; language++) {
            pl_nearest_offer(nearest, pl_text_in(k, k->platforms[i].name, (enum pl_language)language), id);
        }
    }
}

uint32_t pl_knowledge_edition(const struct pl_knowledge *k, uint32_t year)
{
    for (uint32_t i = 0; i < k->editions_count; i++) {
        if (k->editions[i].year == year) {
            return i;
        }
    }
    return PL_NONE;
}

const struct pl_operation_traits pl_operations[PL_OPERATIONS] = {
#define PL_OPERATION(name, word, looks_at, bits, negated) {word, PL_AT_##looks_at, PL_BITS_##bits, negated},
#include "model/operations.def"
#undef PL_OPERATION
};

int64_t pl_term_bits(const struct pl_knowledge *k, const struct pl_term *term, uint32_t platform)
{
    switch (pl_operations[term->operation].bits) {
    case PL_BITS_NUMBERED:
        return k->numbers[term->number];
    case PL_BITS_THIS:
        return platform == PL_NONE ? 0 : INT64_C(1) << platform;
    case PL_BITS_EVERY:
        return pl_field_all_bits(k, &k->fields[term->subject]);
    case PL_BITS_NONE:
        break;
    }
    return 0;
}

uint32_t pl_knowledge_placeholder(const struct pl_knowledge *k, enum pl_target target, struct pl_view name)
{
    const char *prefix = target == PL_TO_ROLE ? "role." : "blank.";
    uint32_t count = pl_view_starts(name, prefix) ? pl_target_count(k, target) : 0;
    struct pl_view id = {name.text + strlen(prefix), name.length - strlen(prefix)};
    for (uint32_t i = 0; i < count; i++) {
        if (pl_view_is(id, pl_target_id(k, target, i))) {
            return i;
        }
    }
    return PL_NONE;
}

uint32_t pl_field_value_count(const struct pl_knowledge *k, const struct pl_field *field)
{
    return field->type == PL_TYPE_YES_NO ? 2 : field->values_of_platforms ? k->platforms_count : field->values.count;
}

const char *pl_field_value_id(const struct pl_knowledge *k, const struct pl_field *field, uint32_t position)
{
    if (field->type == PL_TYPE_YES_NO) {
        return position == 0 ? "yes" : "no";
    }
    return pl_text(k, field->values_of_platforms ? k->platforms[position].id
                                                 : k->values[field->values.first + position].id);
}

uint32_t pl_field_value_position(const struct pl_knowledge *k, const struct pl_field *field, struct pl_view id)
{
    uint32_t count = pl_field_value_count(k, field);
    uint32_t i = 0;
    while (i < count && !pl_view_is(id, pl_field_value_id(k, field, i))) {
        i++;
    }
    return i < count ? i : PL_NONE;
}

const char *pl_field_value_label(const struct pl_knowledge *k, const struct pl_field *field, uint32_t position,
                                 enum pl_language language)
{
    struct pl_text2 label = field->type == PL_TYPE_YES_NO ? k->labels[position == 0 ? PL_L_YES : PL_L_NO]
                            : field->values_of_platforms  ? k->platforms[position].name
                                                          : k->values[field->values.first + position].label;
    return pl_text_in(k, label, language);
}

int64_t pl_field_all_bits(const struct pl_knowledge *k, const struct pl_field *field)
{
    return ((int64_t)1 << pl_field_value_count(k, field)) - 1;
}

uint32_t pl_rule_edition(const struct pl_knowledge *k, const struct pl_rule *rule)
{
    uint32_t edition = k->editions_count - 1;
    while (edition > 0 && (rule->editions >> edition & 1) == 0) {
        edition--;
    }
    return edition;
}

const char *pl_citation_id(const struct pl_knowledge *k, uint32_t citation)
{
    return pl_target_id(k, PL_TO_CITATION, citation);
}

enum pl_follows pl_field_follows(const struct pl_knowledge *k, uint32_t field)
{
    static const uint8_t follows[PL_FACTS] = {
#define PL_FACT(name, id, type, what) PL_FOLLOWS_##what,
#include "model/facts.def"
#undef PL_FACT
    };
    for (uint32_t i = 0; i < PL_FACTS; i++) {
        if (follows[i] != PL_FOLLOWS_NOTHING && k->facts[i] == field) {
            return (enum pl_follows)follows[i];
        }
    }
    return PL_FOLLOWS_NOTHING;
}
