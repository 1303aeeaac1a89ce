/*
 * map.h — from a key of bytes to a pointer: hash table, open addressing, keys
 * copied, SipHash with a random seed (keys may come from outside).
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

struct map;

struct map *map_new(void);
void map_free(struct map **self); /* values are the caller's */
size_t map_count(const struct map *self);
void *map_get(const struct map *self, const void *key, size_t len); /* NULL: not found */
/* Returns the previous value, or NULL.  `value` must not be NULL. */
void *map_put(struct map *self, const void *key, size_t len, void *value);
void *map_take(struct map *self, const void *key, size_t len); /* removes; NULL: none */
void *map_get_text(const struct map *self, const char *key);
void *map_put_text(struct map *self, const char *key, void *value);

/* Iterates in any order; the map must not change meanwhile.  Start with *at = 0. */
bool map_next(const struct map *self, size_t *at, const void **key, size_t *len, void **value);

#endif
