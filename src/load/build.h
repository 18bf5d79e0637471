/* SPDX-License-Identifier: MIT
 * The tables of a knowledge while they grow: pool of texts, numbers, entries, and the references that wait until every
 * identifier is known. Used by src/load only.
 */
#ifndef PL_LOAD_BUILD_H
#define PL_LOAD_BUILD_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "model/knowledge.h"
#include "yaml/node.h"

struct pl_vector {
    char *data;
    size_t item; /* bytes of one entry */
    uint32_t count, capacity;
};

/* An identifier met before its target: where the index goes, and where to complain. */
struct pl_pending {
    enum pl_array array;
    uint32_t entry;
    size_t offset;
    enum pl_target target;
    pl_str id;
    struct pl_place place;
};

struct pl_build {
    struct pl_knowledge knowledge; /* always in step with the tables; what it points at moves when they grow */
    struct pl_vector arrays[PL_ARRAYS];
    struct pl_buffer pool;
    struct pl_vector numbers;
    struct pl_vector pendings;
    uint32_t *interned; /* hash table of offsets into the pool */
    uint32_t interned_size, interned_count;
    bool in_document;        /* conditions may look at what is known once the plan is made */
    bool in_french;          /* a text may be written in French alone */
    struct pl_range clauses; /* blocks that documents share */
    uint32_t editions;       /* of the file being read, where it says so */
    uint32_t parent;         /* what the record being checked is made for, or PL_NONE */
    uint64_t platforms;      /* those that the file being read has named, as bits */
    struct pl_range beside; /* terms on which no conclusion rests: no answer to a question changes one for their sake */
    const struct pl_source *source;     /* the file being read */
    const struct pl_source *vocabulary; /* the file of the fields */
    struct pl_arena *arena;
    struct pl_diagnostics *diagnostics;
};

void pl_build_init(struct pl_build *build, struct pl_arena *arena, struct pl_diagnostics *diagnostics);
void pl_build_done(struct pl_build *build);

/* Appends `count` zeroed entries and returns the index of the first. */
uint32_t pl_vector_grow(struct pl_vector *vector, uint32_t count);
void *pl_vector_at(const struct pl_vector *vector, uint32_t index);
/* The same of a table of the knowledge, which says at once how many there are and where. */
uint32_t pl_build_grow(struct pl_build *build, enum pl_array array, uint32_t count);
void pl_build_shrink(struct pl_build *build, enum pl_array array, uint32_t count);
void *pl_build_at(struct pl_build *build, enum pl_array array, uint32_t index);
#define PL_TABLE(name, type)                                                                                           \
    static inline type *pl_build_##name(struct pl_build *build, uint32_t index)                                        \
    {                                                                                                                  \
        return pl_build_at(build, PL_ARRAY_##name, index);                                                             \
    }
PL_TABLES(PL_TABLE)
#undef PL_TABLE

/* The text's offset in the pool; equal texts share one. */
pl_str pl_build_text(struct pl_build *build, struct pl_view text);
/* The index of a number. */
uint32_t pl_build_number(struct pl_build *build, int64_t number);
void pl_build_wait_for(struct pl_build *build, struct pl_pending pending);
/* Settles all references; false if one names nothing. */
bool pl_build_resolve(struct pl_build *build);

struct pl_place pl_build_place(const struct pl_build *build, const struct pl_node *node);
/* An error at `node` with up to two arguments; returns false. */
bool pl_build_fail(struct pl_build *build, const struct pl_node *node, enum pl_code code, const char *first,
                   const char *second);
/* Whether names that are near a wrong one are still looked for: not after a score of errors, which is when reading is
 * over. */
static inline bool pl_build_hints(const struct pl_build *build)
{
    enum { HINTS = 20 };
    return build->diagnostics->errors <= HINTS;
}
/* Whether `count` is within a limit; else an error at `node`, or at another place. */
bool pl_build_within(struct pl_build *build, const struct pl_node *node, enum pl_limit limit, uint64_t count);
bool pl_build_within_at(struct pl_build *build, struct pl_place place, enum pl_limit limit, uint64_t count);
/* Whether a text can name an entry: letters, digits and . _ - in ASCII. */
bool pl_build_is_name(struct pl_view text);
/* What a node says, for a message; an ellipsis for a list or a mapping. */
const char *pl_node_words(const struct pl_node *node);

/* The value of a key, NULL if it is absent. */
const struct pl_node *pl_node_get(const struct pl_node *mapping, const char *key);

#endif
