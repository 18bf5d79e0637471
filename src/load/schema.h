/* SPDX-License-Identifier: MIT
 * One schema of the records that the knowledge is made of: for each form of record the keys it may have, what they hold
 * and where that goes. What loads, checks, shows and counts the knowledge goes by it. Knows no file but by the form of
 * its root.
 */
#ifndef PL_LOAD_SCHEMA_H
#define PL_LOAD_SCHEMA_H

#include "load/build.h"

/* What a key holds: the node that it must be (MAPPING: any), and what it becomes in the entry: bytes, and whether they
 * are a text (a pl_str), a list of several things that have names, or MADE: not written, but set by the loader. Words
 * and positions are numbers from 0. */
#define PL_SHAPES_OF(SHAPE)                                                                                            \
    SHAPE(STRING, TEXT, pl_str, TEXT)                   /* a pl_str as it is written */                                \
    SHAPE(TYPESET, TEXT, pl_str, TEXT)                  /* a pl_str with the typography of French */                   \
    SHAPE(NAME, TEXT, pl_str, TEXT)                     /* a pl_str of letters, digits and . _ - */                    \
    SHAPE(ADDRESS, TEXT, pl_str, TEXT)                  /* a pl_str: an http or https address */                       \
    SHAPE(PARTIAL, TEXT, pl_str, TEXT)                  /* a pl_str: a day, or a month while no day is set */          \
    SHAPE(TEXT2, MAPPING, struct pl_text2, OTHER)       /* a struct pl_text2, both languages required */               \
    SHAPE(TITLE2, MAPPING, struct pl_text2, OTHER)      /* the same, or one proper name for both */                    \
    SHAPE(WORD, TEXT, uint32_t, OTHER)                  /* one of `words` */                                           \
    SHAPE(WORDS, MAPPING, uint32_t, LIST)               /* bits of `words`: one or a list */                           \
    SHAPE(FLAG, TEXT, uint32_t, OTHER)                  /* yes or no: the bit `of` */                                  \
    SHAPE(NUMBER, TEXT, uint32_t, OTHER)                /* at most what the limit `of` says, and `least` */            \
    SHAPE(AMOUNT, TEXT, uint32_t, OTHER)                /* the same, as the index of a number */                       \
    SHAPE(VALUE, MAPPING, uint32_t, OTHER)              /* the position of a value of the fact `of` */                 \
    SHAPE(VALUES, MAPPING, uint32_t, LIST)              /* bits of values of the fact `of`: a list */                  \
    SHAPE(REF, TEXT, uint32_t, OTHER)                   /* the position of a target `of` */                            \
    SHAPE(KNOWN, TEXT, uint32_t, OTHER)                 /* the same, of one that has been read */                      \
    SHAPE(EDITIONS, MAPPING, uint32_t, OTHER)           /* bits of editions: a year or a list; all if it is absent */  \
    SHAPE(STRINGS, MAPPING, struct pl_range, LIST)      /* a struct pl_range of refs to texts: one or a list */        \
    SHAPE(REFS, MAPPING, struct pl_range, LIST)         /* of refs to targets `of`: one or a list */                   \
    SHAPE(FACTS, MAPPING, struct pl_range, LIST)        /* of refs to fields outside lists: one or a list */           \
    SHAPE(TIMES, MAPPING, struct pl_range, OTHER)       /* of refs to minutes of the day, in pairs */                  \
    SHAPE(CONDITION, MAPPING, struct pl_range, OTHER)   /* of terms */                                                 \
    SHAPE(CASES, MAPPING, char, OTHER)                  /* cases of the rule; nothing in the entry */                  \
    SHAPE(DAY, TEXT, uint32_t[2], OTHER)                /* month and day of a holiday, one after the other */          \
    SHAPE(YEAR_DAY, TEXT, uint32_t, OTHER)              /* MM-DD as month * 100 + day */                               \
    SHAPE(FACT_VALUES, MAPPING, struct pl_range, OTHER) /* of case_facts: a mapping from facts to values */            \
    SHAPE(RECORDS, LIST, struct pl_range,                                                                              \
          OTHER)                       /* a struct pl_range of records of the form `of`, made for this one: a list */  \
    SHAPE(LIST, LIST, char, OTHER)     /* the same, which stand for themselves; nothing in the entry */                \
    SHAPE(PART, MAPPING, char, OTHER)  /* a mapping whose keys, of the form `of`, go into this entry */                \
    SHAPE(OWN, MAPPING, char, OTHER)   /* left to the check of the form, like the next two */                          \
    SHAPE(OWN_WORD, TEXT, char, OTHER) /* a single value */                                                            \
    SHAPE(OWN_LIST, LIST, char, OTHER) /* a list */                                                                    \
    SHAPE(PARENT, MAPPING, uint32_t, MADE) /* not written: the record that this one was made for */                    \
    SHAPE(FILE, MAPPING, pl_str, MADE)     /* not written: a pl_str, the file */                                       \
    SHAPE(LINE, MAPPING, uint32_t, MADE)   /* not written: the line */

enum pl_shape {
#define SHAPE(name, node, type, as) PL_SHAPE_##name,
    PL_SHAPES_OF(SHAPE)
#undef SHAPE
        PL_SHAPES
};
enum pl_stored { PL_STORED_TEXT, PL_STORED_LIST, PL_STORED_MADE, PL_STORED_OTHER };
struct pl_shape_traits {
    enum pl_node_kind node;
    size_t size;
    enum pl_stored as;
};
extern const struct pl_shape_traits pl_shapes[];

enum pl_form_id {
    PL_FORM_FIELD,
    PL_FORM_VALUE,
    PL_FORM_RULE,
    PL_FORM_NEED,
    PL_FORM_PHASE,
    PL_FORM_MATTER,
    PL_FORM_ROLE,
    PL_FORM_ROLE_CASE,
    PL_FORM_CLAIM,
    PL_FORM_SOURCE,
    PL_FORM_PLATFORM,
    PL_FORM_EDITION,
    PL_FORM_CATALOGUE, /* its second reading */
    PL_FORM_ENTRY,
    PL_FORM_BINDING,
    PL_FORM_FATE,
    PL_FORM_ELECTION,
    PL_FORM_HOLIDAY,
    PL_FORM_HOURS,
    PL_FORM_EDIT,
    PL_FORM_ROLE_WEIGHT,
    PL_FORM_MESSAGE_CLASS,
    PL_FORM_ABSENCE,
    PL_FORM_PACE,
    PL_FORM_SEASON,
    PL_FORM_ROLE_HOURS,
    PL_FORM_PIECE,
    PL_FORM_EVERY,
    PL_FORM_DOCUMENT,
    PL_FORM_BUDGET,
    PL_FORM_BLOCK,
    PL_FORM_BLANK,
    PL_FORM_LABELS,
    PL_FORM_EXPLANATION,
    /* what a file holds */
    PL_FORM_VOCABULARY,
    PL_FORM_ROLES,
    PL_FORM_CLAIMS,
    PL_FORM_SOURCES,
    PL_FORM_NEEDS,
    PL_FORM_RULES,
    PL_FORM_CALENDAR,
    PL_FORM_HOLIDAYS,
    PL_FORM_CIRCUIT,
    PL_FORM_EDITORIAL,
    PL_FORM_CLAUSES,
    PL_FORM_MESSAGES,
    PL_FORMS
};

struct pl_key {
    const char *name;
    enum pl_shape shape;
    uint32_t must,
        only; /* variants of the form that must have it, and that alone may (0: all may); UINT32_MAX: all must */
    size_t offset;
    uint32_t of, least;
    uint32_t variant; /* of records: the variant that they all are, plus 1 */
    bool unique;      /* no other record of the form holds the same */
    bool none;        /* of a number: PL_NONE if it is absent */
    bool made; /* not written: the check of the form sets it; the variant: it is the word that is a key of the record */
    const char *const *words;
};

/* What a table of keys does not say of a record that has been read. */
typedef bool pl_form_check(struct pl_build *build, const struct pl_node *node, uint32_t index);

static inline bool pl_key_is_written(const struct pl_key *key)
{
    return !key->made && pl_shapes[key->shape].as != PL_STORED_MADE;
}
/* Whether a key cites: a range of refs to claims and sources. */
static inline bool pl_key_cites(const struct pl_key *key)
{
    return key->shape == PL_SHAPE_REFS && key->of == PL_TO_CITATION;
}

struct pl_form {
    const char *what;    /* in messages; NULL: the word of its variant, or the name of the file */
    enum pl_array array; /* where its records stand; PL_ARRAYS: in struct pl_build itself */
    const struct pl_key *keys;
    size_t count;
    pl_form_check *check;
    const char *const *variants; /* their words; NULL: it has none */
    size_t variant;              /* where in the entry the variant stands */
    enum pl_limit limit;         /* how many there may be; 0: any number */
    const char *file; /* where they stand, unless a record says so itself; NULL: wherever what they are made for does */
    bool named;       /* a record begins with its identifier, or with the platform that names it */
    bool loose;       /* keys that are not in the table belong to another form */
};
extern const struct pl_form pl_forms[PL_FORMS];

/* Reads a mapping into entry `index`, made for `parent` (PL_NONE: for itself). `variant`: the variant that it is, plus
 * 1; 0: it says so. */
bool pl_read_record(struct pl_build *build, const struct pl_node *node, enum pl_form_id form, uint32_t index,
                    uint32_t parent, uint32_t variant);
/* Reads one bilingual text, typography set; or as it is written, when one text stands for both languages. */
bool pl_read_text2(struct pl_build *build, const struct pl_node *node, const char *name, struct pl_text2 *out_text);
bool pl_read_verbatim2(struct pl_build *build, const struct pl_node *node, const char *name, struct pl_text2 *out_text);

/* What one key of one record holds, as a walk over the knowledge comes by. */
struct pl_seen {
    const struct pl_form *form;
    const struct pl_key *key;
    uint32_t index;
    const void *value;     /* in the entry */
    const char *id, *file; /* "": it has none */
    uint32_t line;         /* 0: not known */
};
typedef void pl_visit(void *state, const struct pl_seen *seen);
/* Every key of every record, form by form; records that are made for another one come with it. */
void pl_schema_walk(const struct pl_knowledge *knowledge, pl_visit *visit, void *state);

/* The checks of forms that have one: what a table of keys does not say. */
pl_form_check pl_check_vocabulary, pl_check_rule, pl_check_role_case, pl_check_claims, pl_check_claim,
    pl_check_platform, pl_check_edition, pl_check_election, pl_check_absence, pl_check_circuit, pl_check_piece,
    pl_check_block, pl_check_document, pl_check_clauses, pl_check_explanation;

#endif
