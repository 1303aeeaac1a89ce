/*
 * arena.h — memory that is freed all at once, and malloc that never returns NULL.
 *
 * Running out of memory aborts: every promise is a row in the store, so a process may
 * end at any instant, and no untested error path handles a failed allocation.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena **self);        /* NULL-safe */
void arena_reset(struct arena *self);        /* keeps its first block for the next use */
size_t arena_used(const struct arena *self); /* bytes allocated since the last reset */

/* Aligned for any type; not cleared.  Size 0 returns a valid pointer. */
void *arena_alloc(struct arena *self, size_t size);
void *arena_zero(struct arena *self, size_t size);
void *arena_copy(struct arena *self, const void *data, size_t len);
/* A NUL-terminated copy of len bytes of text. */
char *arena_text(struct arena *self, const char *text, size_t len);
char *arena_print(struct arena *self, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The heap, aborting when it is exhausted; freed with free(). */
void *memory_alloc(size_t size);
void *memory_zero(size_t size);
void *memory_resize(void *old, size_t size);
char *memory_text(const char *text); /* a copy; NULL for NULL */

#endif
