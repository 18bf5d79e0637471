/* SPDX-License-Identifier: MIT
 * The official register: communes, intercommunal authorities, departments and regions, compiled in and looked up where
 * they lie; and what it says of where a commune stands. From INSEE and DGCL by way of
 * @etalab/decoupage-administratif (src/knowledge/register, whose `refresh` says which authorities are counted where).
 */
#ifndef PL_MODEL_REGISTER_H
#define PL_MODEL_REGISTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* In the order in which the vocabulary has the kinds of authorities (PL_KIND_COMMUNE …). */
enum pl_register_kind {
    PL_REGISTER_COMMUNES,
    PL_REGISTER_INTERCOMMUNALITIES,
    PL_REGISTER_DEPARTMENTS, /* those with a council */
    PL_REGISTER_REGIONS,
    PL_REGISTER_KINDS
};

struct pl_registered {
    enum pl_register_kind kind;
    uint32_t index;   /* among those of its kind */
    const char *code; /* INSEE; SIREN of an intercommunal authority */
    const char *name;
    int64_t population; /* -1: not known */
    char department[4]; /* code; of a region that of its seat */
};

/* How many there are, and one of them, by code. */
uint32_t pl_register_count(enum pl_register_kind kind);
void pl_register_get(enum pl_register_kind kind, uint32_t index, struct pl_registered *out_registered);
/* Calls `visit` for each of a kind (PL_REGISTER_KINDS: of any) and of a department (NULL: of any), by code. */
typedef void pl_register_visitor(void *state, const struct pl_registered *registered);
void pl_register_visit(enum pl_register_kind kind, const char *department, pl_register_visitor *visit, void *state);
/* Of a kind (PL_REGISTER_KINDS: of the first kind that has it); false if no one has this code. Departments and regions
 * share codes. */
bool pl_register_find_code(const char *code, enum pl_register_kind kind, struct pl_registered *out_registered);

/* The sorts of intercommunal authorities, by the letters of the register. */
enum pl_grouping_sort {
    PL_GROUPING_CC,
    PL_GROUPING_CA,
    PL_GROUPING_CU,
    PL_GROUPING_METRO,
    PL_GROUPING_LYON,
    PL_GROUPING_EPT,
    PL_GROUPING_SORTS
};

/* What is true of a commune, or not. The register does not say where the seat of an intercommunal authority is. */
enum pl_mark {
    PL_MARK_DEPARTMENT_SEAT = 1,
    PL_MARK_REGION_SEAT = 2,
    PL_MARK_GROUPED = 4, /* it has an intercommunal authority in common with others */
    PL_MARK_LARGEST = 8, /* the one of these with the most inhabitants */
    PL_MARK_OVERSEAS = 16
};
unsigned pl_register_marks(uint32_t commune);

/* Where a commune stands; false if no commune has this code. */
struct pl_territory {
    struct pl_registered commune;
    struct pl_registered grouping; /* `code` NULL: it belongs to none */
    enum pl_grouping_sort sort;
    uint32_t members; /* communes of the grouping, this one included */
    unsigned marks;
};
bool pl_register_territory(const char *code, struct pl_territory *out_territory);
/* The share of the grouping's inhabitants who live in the commune, in whole percents; -1 if it belongs to none. */
int64_t pl_territory_share(const struct pl_territory *territory);
/* The communes nearest in size, nearest first: within the grouping, or where it has no other within the department.
 * Writes at most `max`, returns how many it wrote. */
enum { PL_NEIGHBOURS = 15 };
uint32_t pl_register_neighbours(const struct pl_territory *territory, struct pl_registered *out_found, uint32_t max);

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
/* The version of the list, and the year whose boundaries and populations it gives. */
extern const char pl_register_version[], pl_register_year[];

/* The tables, made by compile-register: rows by code; the text of one is its code and its name, then of all but
 * communes the department, each ended by NUL. */
enum { PL_REGISTER_NO_GROUPING = UINT16_MAX };
struct pl_register_row {
    uint32_t text;
    int32_t population; /* -1: not known */
    uint16_t grouping;  /* of a commune: index of its intercommunal authority */
    uint8_t sort;       /* of an intercommunal authority */
    uint8_t seat;       /* of a commune: marks of what it is the seat of */
};
struct pl_register_table {
    const struct pl_register_row *rows;
    uint32_t count;
};
extern const char pl_register_text[];
extern const struct pl_register_table pl_register_tables[PL_REGISTER_KINDS];
extern const struct pl_register_table pl_register_departments; /* names alone, of overseas communities too */
/* Indices of communes by grouping, the largest first; where those of each begin, and the last end. */
extern const uint16_t pl_register_members[];
extern const uint16_t pl_register_first_members[];

#endif
