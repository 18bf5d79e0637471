/* SPDX-License-Identifier: MIT
 * The official register: communes and intercommunal authorities, compiled in and looked up where they lie. From INSEE
 * and DGCL by way of
 * @etalab/decoupage-administratif (src/knowledge/register).
 */
#ifndef PL_MODEL_REGISTER_H
#define PL_MODEL_REGISTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum pl_register_kind { PL_REGISTER_COMMUNES, PL_REGISTER_INTERCOMMUNALITIES, PL_REGISTER_KINDS };

struct pl_registered {
    enum pl_register_kind kind;
    const char *code; /* INSEE of a commune, SIREN of an intercommunal authority */
    const char *name;
    int64_t population; /* -1: not known */
    char department[4]; /* code */
};

/* How many there are, and one of them, by code. */
uint32_t pl_register_count(enum pl_register_kind kind);
void pl_register_get(enum pl_register_kind kind, uint32_t index, struct pl_registered *out_registered);
/* Calls `visit` for each of a kind (PL_REGISTER_KINDS: of either) and of a department (NULL: of any), by code. */
typedef void pl_register_visitor(void *state, const struct pl_registered *registered);
void pl_register_visit(enum pl_register_kind kind, const char *department, pl_register_visitor *visit, void *state);
/* Of either kind; false if no one has this code. */
bool pl_register_find_code(const char *code, struct pl_registered *out_registered);

/* Those called `name`, whatever its case and accents, of a kind and of a department as above. Writes the first `max` by
 * code, returns how many there are. */
uint32_t pl_register_named(const char *name, enum pl_register_kind kind, const char *department,
                           struct pl_registered *out_registered, uint32_t max);
/* A name among them that `name` may have meant; NULL if none is near. `slips`: with so many at most, and none at its
 * first letter, which takes a tenth of the time; SIZE_MAX: any. */
const char *pl_register_nearest(const char *name, enum pl_register_kind kind, const char *department, size_t slips);

/* The name of a department, NULL if there is none of that code. */
const char *pl_register_department(const char *code);
/* The code of the department whose code or name `word` may have meant, NULL if none is near. */
const char *pl_register_nearest_department(const char *word);
/* The version of the list. */
extern const char pl_register_version[];

/* The tables, made by compile-register: entries are texts that follow one another in `text`, by code. */
struct pl_register_table {
    const uint32_t *entries;
    uint32_t count;
};
extern const char pl_register_text[];
extern const struct pl_register_table pl_register_tables[PL_REGISTER_KINDS];
extern const struct pl_register_table pl_register_departments;

#endif
