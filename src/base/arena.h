/* SPDX-License-Identifier: MIT
 * Memory by lifetime: many small allocations, one release. Knows nothing of what it holds.
 * Under AddressSanitizer a poisoned gap follows every allocation. Running out of memory ends the
 * program: pl_out_of_memory() is the one place where that is said.
 */
#ifndef PL_BASE_ARENA_H
#define PL_BASE_ARENA_H

#include <stddef.h>

struct pl_arena_block;

struct pl_arena {
    struct pl_arena_block *blocks;
    char *next;
    size_t left;
};

/* An arena is ready when zeroed: `struct pl_arena arena = {0};`. */
void pl_arena_done(struct pl_arena *arena);
/* Forgets the contents and keeps one block for reuse. */
void pl_arena_reset(struct pl_arena *arena);
/* Zeroed memory, aligned for any type; never NULL. */
void *pl_arena_alloc(struct pl_arena *arena, size_t size);
/* `count` objects of `size` bytes, zeroed; an overflow counts as out of memory. */
void *pl_arena_array(struct pl_arena *arena, size_t count, size_t size);
/* A NUL-terminated copy of `length` bytes. */
char *pl_arena_copy(struct pl_arena *arena, const char *text, size_t length);

/* malloc and realloc that never return NULL. Only src/base calls them. */
void *pl_must_alloc(size_t size);
void *pl_must_realloc(void *memory, size_t size);
_Noreturn void pl_out_of_memory(void);

#endif
