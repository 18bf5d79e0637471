/* SPDX-License-Identifier: MIT
 * The facts of a profile in JSON, which reads back as the same profile, and the seal of what follows from them.
 */
#include <string.h>

#include <sha2.h>

#include "report/json.h"
#include "report/values.h"

static void values(struct pl_json *to, const char *key, const struct pl_knowledge *k, const struct pl_field *field,
                   const struct pl_cell *cell)
{
    pl_json_array(to, key);
    for (uint32_t i = 0; i < (cell->order != NULL ? cell->count : pl_field_value_count(k, field)); i++) {
        if (cell->order != NULL || (cell->low >> i & 1) != 0) {
            pl_json_text(to, NULL, pl_field_value_id(k, field, cell->order != NULL ? cell->order[i] : i));
        }
    }
    pl_json_end(to);
}

static void one_value(struct pl_json *to, const char *key, const struct pl_knowledge *k, const struct pl_field *field,
                      const struct pl_cell *cell)
{
    if (field->type == PL_TYPE_TEXT || (field->type == PL_TYPE_PLATFORM && cell->text != NULL)) {
        pl_json_text(to, key, field->type == PL_TYPE_PLATFORM && *cell->text == '\0' ? "other" : cell->text);
    } else if (field->type == PL_TYPE_NUMBER) {
        pl_json_integer(to, key, cell->low);
    } else if (field->type == PL_TYPE_SET || cell->order != NULL) {
        values(to, key, k, field, cell);
    } else {
        struct pl_buffer text = {0};
        pl_write_value(&text, k, field, cell, PL_EN);
        pl_json_text(to, key, pl_buffer_text(&text));
        pl_buffer_done(&text);
    }
}

static void records(struct pl_json *to, const char *key, const struct pl_knowledge *k, const struct pl_field *list,
                    const struct pl_cell *cell)
{
    pl_json_array(to, key);
    for (uint32_t r = 0; r < cell->count; r++) {
        pl_json_object(to, NULL);
        for (uint32_t i = 0; i < list->children.count; i++) { /* records hold no records */
            const struct pl_field *field = &k->fields[list->children.first + i];
            const struct pl_cell *member = &cell->records[r].cells[i];
            if (member->line != 0 && (pl_cell_is_known(field, member) || member->order != NULL)) {
                one_value(to, pl_text(k, field->key), k, field, member);
            }
        }
        pl_json_end(to);
    }
    pl_json_end(to);
}

static bool is_stated(const struct pl_knowledge *k, const struct pl_cell *cells, uint32_t index)
{
    const struct pl_field *field = &k->fields[index];
    bool stated = field->type != PL_TYPE_SECTION && cells[index].line != 0 &&
                  (pl_cell_is_known(field, &cells[index]) || cells[index].order != NULL);
    for (uint32_t i = 0; field->type == PL_TYPE_SECTION && i < field->children.count; i++) {
        stated = stated || is_stated(k, cells, field->children.first + i);
    }
    return stated;
}

/* Those of a section, or of the top; sections stand three deep at most. */
static void fields(struct pl_json *to, const struct pl_knowledge *k, const struct pl_cell *cells, uint32_t parent,
                   struct pl_range range)
{
    for (uint32_t i = range.first; i < range.first + range.count; i++) {
        const struct pl_field *field = &k->fields[i];
        const char *key = pl_text(k, field->key);
        if (field->parent != parent || (field->flags & PL_FIELD_DERIVED) != 0 || !is_stated(k, cells, i)) {
            continue;
        }
        if (field->type == PL_TYPE_SECTION) {
            pl_json_object(to, key);
            fields(to, k, cells, i, field->children);
            pl_json_end(to);
        } else if (field->type == PL_TYPE_RECORDS) {
            records(to, key, k, field, &cells[i]);
        } else {
            one_value(to, key, k, field, &cells[i]);
        }
    }
}

void pl_json_facts(struct pl_json *to, const char *key, const struct pl_profile *profile)
{
    pl_json_object(to, key);
    fields(to, profile->knowledge, profile->stated, PL_NONE, (struct pl_range){0, profile->knowledge->fields_count});
    pl_json_end(to);
}

void pl_seal(const struct pl_profile *profile, const char *knowledge, uint32_t edition, int64_t today,
             char out_seal[PL_SEAL_SIZE])
{
    _Static_assert((int)PL_SEAL_SIZE == (int)SHA256_DIGEST_STRING_LENGTH, "as many hexadecimal digits, and the end");
    struct pl_buffer text = {0};
    struct pl_json to = {.out = &text};
    SHA2_CTX context;
    uint8_t hash[SHA256_DIGEST_LENGTH];
    pl_json_object(&to, NULL);
    pl_json_text(&to, "knowledge", knowledge);
    pl_json_integer(&to, "edition", edition);
    pl_json_date(&to, "date", true, today);
    pl_json_facts(&to, "facts", profile);
    pl_json_end(&to);
    SHA256Init(&context);
    SHA256Update(&context, (const uint8_t *)pl_buffer_text(&text), text.length);
    SHA256Final(hash, &context);
    for (size_t i = 0; i < sizeof hash; i++) { /* SHA256End() would read files too, which the offline page cannot */
        out_seal[2 * i] = "0123456789abcdef"[hash[i] >> 4];
        out_seal[2 * i + 1] = "0123456789abcdef"[hash[i] & 15];
    }
    out_seal[2 * sizeof hash] = '\0';
    pl_buffer_done(&text);
}
