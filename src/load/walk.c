/* SPDX-License-Identifier: MIT
 * Over the tables by the schema: every key of every record.
 */
#include "load/schema.h"

struct walk {
    const struct pl_knowledge *k;
    pl_visit *visit;
    void *state;
};

static bool stands_alone(const struct pl_form *form)
{
    return form->file != NULL;
}

/* What names a record begins it: its identifier, or the platform that it is about. */
static const char *id_of(const struct pl_knowledge *k, const struct pl_form *form, const uint32_t *entry)
{
    const struct pl_key *key = form->keys;
    while (key->offset != 0 || key->shape == PL_SHAPE_OWN) {
        key++;
    }
    if (key->shape == PL_SHAPE_WORD) {
        return key->words[*entry];
    }
    if (key->shape == PL_SHAPE_VALUE) {
        return pl_field_value_id(k, &k->fields[k->facts[key->of]], *entry);
    }
    bool by_platform = key->shape == PL_SHAPE_KNOWN || key->shape == PL_SHAPE_REF;
    return pl_text(k, by_platform ? k->platforms[*entry].id : *entry);
}

/* `around`: what the record is made for, whose name and place it has. Forms are nested three deep at most. */
static void walk_record(const struct walk *walk, enum pl_form_id id, uint32_t index, struct pl_seen around)
{
    const struct pl_form *form = &pl_forms[id];
    const char *entry = pl_array_at(walk->k, form->array, index);
    struct pl_seen seen = around;
    seen.form = form;
    seen.index = index;
    seen.id = form->named ? id_of(walk->k, form, (const uint32_t *)(const void *)entry) : around.id;
    for (const struct pl_key *key = form->keys; key < form->keys + form->count; key++) {
        uint32_t word = *(const uint32_t *)(const void *)(entry + key->offset);
        seen.file = key->shape == PL_SHAPE_FILE ? pl_text(walk->k, word) : seen.file;
        seen.line = key->shape == PL_SHAPE_LINE ? word : seen.line;
    }
    for (const struct pl_key *key = form->keys; key < form->keys + form->count; key++) {
        if (form->variants != NULL && key->only != 0 &&
            (key->only >> *(const uint32_t *)(const void *)(entry + form->variant) & 1) == 0) {
            continue; /* a row of other variants, which may share its place */
        }
        seen.key = key;
        seen.value = entry + key->offset;
        walk->visit(walk->state, &seen);
        if (key->shape == PL_SHAPE_PART) {
            walk_record(walk, (enum pl_form_id)key->of, index, seen);
        } else if (key->shape == PL_SHAPE_RECORDS && !stands_alone(&pl_forms[key->of])) {
            const struct pl_range *range = seen.value;
            for (uint32_t i = range->first; i < range->first + range->count; i++) {
                walk_record(walk, (enum pl_form_id)key->of, i, seen);
            }
        }
    }
}

void pl_schema_walk(const struct pl_knowledge *k, pl_visit *visit, void *state)
{
    const struct walk walk = {k, visit, state};
    for (int id = 0; id < PL_FORMS; id++) {
        const struct pl_form *form = &pl_forms[id];
        uint32_t count = !stands_alone(form) ? 0 : id == PL_FORM_LABELS ? 1 : pl_array_count(k, form->array);
        for (uint32_t i = 0; i < count; i++) {
            walk_record(&walk, (enum pl_form_id)id, i, (struct pl_seen){.id = "", .file = form->file});
        }
    }
}
