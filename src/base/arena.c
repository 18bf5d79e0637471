/* SPDX-License-Identifier: MIT
 * Blocks of at least 32 KiB in a list; the newest is filled from its start.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define PL_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PL_ASAN 1
#endif
#endif
#ifdef PL_ASAN
#include <sanitizer/asan_interface.h>
#define GAP 16
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#else
#define GAP 0
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { BLOCK_SIZE = 32 * 1024, ALIGNMENT = 16 };

struct pl_arena_block {
    struct pl_arena_block *previous;
    size_t size;
    _Alignas(ALIGNMENT) char data[];
};

_Noreturn void pl_out_of_memory(void)
{
    fputs("planner: out of memory\n", stderr);
    exit(3);
}

void *pl_must_alloc(size_t size)
{
    void *memory = malloc(size);
    if (memory == NULL) {
        pl_out_of_memory();
    }
    return memory;
}

void *pl_must_realloc(void *memory, size_t size)
{
    void *moved = realloc(memory, size);
    if (moved == NULL) {
        pl_out_of_memory();
    }
    return moved;
}

static void add_block(struct pl_arena *arena, size_t wanted)
{
    size_t size = wanted > BLOCK_SIZE ? wanted : BLOCK_SIZE;
    struct pl_arena_block *block = pl_must_alloc(sizeof *block + size);
    block->previous = arena->blocks;
    block->size = size;
    arena->blocks = block;
    arena->next = block->data;
    arena->left = size;
    POISON(block->data, size);
}

static void free_from(struct pl_arena_block *block)
{
    while (block != NULL) {
        struct pl_arena_block *previous = block->previous;
        UNPOISON(block->data, block->size);
        free(block);
        block = previous;
    }
}

void pl_arena_done(struct pl_arena *arena)
{
    free_from(arena->blocks);
    *arena = (struct pl_arena){0};
}

void pl_arena_reset(struct pl_arena *arena)
{
    struct pl_arena_block *kept = arena->blocks;
    if (kept == NULL) {
        return;
    }
    free_from(kept->previous);
    kept->previous = NULL;
    arena->next = kept->data;
    arena->left = kept->size;
    POISON(kept->data, kept->size);
}

void *pl_arena_alloc(struct pl_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) {
        pl_out_of_memory();
    }
    size_t taken = (size + GAP + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (taken > arena->left) {
        add_block(arena, taken);
    }
    char *memory = arena->next;
    arena->next += taken;
    arena->left -= taken;
    UNPOISON(memory, size);
    return memset(memory, 0, size);
}

void *pl_arena_array(struct pl_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size) {
        pl_out_of_memory();
    }
    return pl_arena_alloc(arena, count * size);
}

char *pl_arena_copy(struct pl_arena *arena, const char *text, size_t length)
{
    char *copy = pl_arena_alloc(arena, length + 1);
    if (length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}
