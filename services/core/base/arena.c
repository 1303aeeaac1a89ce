/*
 * arena.c — a chain of blocks, each twice as large as the one before, up to LARGEST_BLOCK.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1 << 20, ALIGNMENT = 16 };

struct block {
    struct block *next;
    size_t size;
    size_t used;
    size_t unused; /* aligns the data to 16 bytes */
    unsigned char data[];
};

struct arena {
    struct block *first;
    struct block *current;
    size_t used;
};

static void *or_abort(void *memory)
{
    if (memory == NULL) {
        abort();
    }
    return memory;
}

void *memory_alloc(size_t size)
{
    return or_abort(malloc(size > 0 ? size : 1));
}

void *memory_zero(size_t size)
{
    return or_abort(calloc(1, size > 0 ? size : 1));
}

void *memory_resize(void *old, size_t size)
{
    return or_abort(realloc(old, size > 0 ? size : 1));
}

char *memory_text(const char *text)
{
    return text != NULL ? or_abort(strdup(text)) : NULL;
}

static struct block *block_new(size_t size)
{
    struct block *block = memory_alloc(sizeof(*block) + size);
    block->next = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

struct arena *arena_new(void)
{
    struct arena *self = memory_zero(sizeof(*self));
    self->first = self->current = block_new(FIRST_BLOCK);
    return self;
}

static void free_blocks(struct block *block)
{
    while (block != NULL) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
}

void arena_free(struct arena **self)
{
    if (*self != NULL) {
        free_blocks((*self)->first);
        free(*self);
        *self = NULL;
    }
}

void arena_reset(struct arena *self)
{
    free_blocks(self->first->next);
    self->first->next = NULL;
    self->first->used = 0;
    self->current = self->first;
    self->used = 0;
}

size_t arena_used(const struct arena *self)
{
    return self->used;
}

static void add_block(struct arena *self, size_t needed)
{
    size_t size = self->current->size * 2;
    size = size > LARGEST_BLOCK ? LARGEST_BLOCK : size;
    struct block *block = block_new(needed > size ? needed : size);
    self->current->next = block;
    self->current = block;
}

void *arena_alloc(struct arena *self, size_t size)
{
    if (size > SIZE_MAX / 2) { /* size and block header must not overflow */
        abort();
    }
    size_t rounded = size > 0 ? (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1) : ALIGNMENT;
    if (self->current->size - self->current->used < rounded) {
        add_block(self, rounded);
    }
    void *memory = self->current->data + self->current->used;
    self->current->used += rounded;
    self->used += rounded;
    return memory;
}

void *arena_zero(struct arena *self, size_t size)
{
    return memset(arena_alloc(self, size), 0, size);
}

void *arena_copy(struct arena *self, const void *data, size_t len)
{
    void *copy = arena_alloc(self, len);
    if (len > 0) {
        memcpy(copy, data, len);
    }
    return copy;
}

char *arena_text(struct arena *self, const char *text, size_t len)
{
    char *copy = arena_alloc(self, len + 1);
    if (len > 0) {
        memcpy(copy, text, len);
    }
    copy[len] = '\0';
    return copy;
}

char *arena_print(struct arena *self, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = arena_alloc(self, (size_t)(len < 0 ? 0 : len) + 1);
    vsnprintf(text, (size_t)(len < 0 ? 0 : len) + 1, format, again);
    va_end(again);
    return text;
}
