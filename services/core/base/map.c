/*
 * map.c — open addressing with linear probing.  Removing an entry moves the entries behind
 * it forward, so there are no tombstones.
 */
#include "base/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/arena.h"
#include "base/hash.h"

enum { SMALLEST = 16 };

struct slot {
    uint64_t hash;
    void *key; /* NULL: free */
    size_t len;
    void *value;
};

struct map {
    struct slot *slots;
    size_t capacity; /* a power of two */
    size_t count;
    unsigned char seed[crypto_shorthash_KEYBYTES];
};

struct map *map_new(void)
{
    struct map *self = memory_zero(sizeof(*self));
    self->capacity = SMALLEST;
    self->slots = memory_zero(SMALLEST * sizeof(*self->slots));
    hash_ready();
    randombytes_buf(self->seed, sizeof(self->seed));
    return self;
}

void map_free(struct map **pointer)
{
    struct map *self = *pointer;
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->capacity; i++) {
        free(self->slots[i].key);
    }
    free(self->slots);
    free(self);
    *pointer = NULL;
}

size_t map_count(const struct map *self)
{
    return self->count;
}

static uint64_t hash_key(const struct map *self, const void *key, size_t len)
{
    unsigned char out[crypto_shorthash_BYTES];
    uint64_t hash;
    crypto_shorthash(out, key, len, self->seed);
    memcpy(&hash, out, sizeof(hash));
    return hash;
}

/* The slot of the key, or the free slot where it would be inserted. */
static struct slot *map_find(const struct map *self, uint64_t hash, const void *key, size_t len)
{
    size_t at = hash & (self->capacity - 1);
    for (;; at = (at + 1) & (self->capacity - 1)) {
        struct slot *slot = &self->slots[at];
        if (slot->key == NULL ||
            (slot->hash == hash && slot->len == len && memcmp(slot->key, key, len) == 0)) {
            return slot;
        }
    }
}

void *map_get(const struct map *self, const void *key, size_t len)
{
    return map_find(self, hash_key(self, key, len), key, len)->value;
}

static void map_grow(struct map *self)
{
    struct slot *old = self->slots;
    size_t capacity = self->capacity;
    self->capacity *= 2;
    self->slots = memory_zero(self->capacity * sizeof(*self->slots));
    for (size_t i = 0; i < capacity; i++) {
        if (old[i].key != NULL) {
            *map_find(self, old[i].hash, old[i].key, old[i].len) = old[i];
        }
    }
    free(old);
}

void *map_put(struct map *self, const void *key, size_t len, void *value)
{
    if (self->count * 4 >= self->capacity * 3) {
        map_grow(self);
    }
    uint64_t hash = hash_key(self, key, len);
    struct slot *slot = map_find(self, hash, key, len);
    void *before = slot->value;
    if (slot->key == NULL) {
        slot->hash = hash;
        slot->key = memory_alloc(len);
        memcpy(slot->key, key, len);
        slot->len = len;
        self->count++;
    }
    slot->value = value;
    return before;
}

/* Whether the entry at `at`, whose hash selects slot `home`, may move to `hole`. */
static bool may_move(size_t home, size_t hole, size_t at)
{
    return hole <= at ? home <= hole || home > at : home <= hole && home > at;
}

void *map_take(struct map *self, const void *key, size_t len)
{
    struct slot *slot = map_find(self, hash_key(self, key, len), key, len);
    if (slot->key == NULL) {
        return NULL;
    }
    void *value = slot->value;
    free(slot->key);
    self->count--;
    size_t hole = (size_t)(slot - self->slots);
    size_t mask = self->capacity - 1;
    for (size_t at = (hole + 1) & mask; self->slots[at].key != NULL; at = (at + 1) & mask) {
        if (may_move(self->slots[at].hash & mask, hole, at)) {
            self->slots[hole] = self->slots[at];
            hole = at;
        }
    }
    self->slots[hole] = (struct slot){0};
    return value;
}

void *map_get_text(const struct map *self, const char *key)
{
    return map_get(self, key, strlen(key));
}

void *map_put_text(struct map *self, const char *key, void *value)
{
    return map_put(self, key, strlen(key), value);
}

bool map_next(const struct map *self, size_t *at, const void **key, size_t *len, void **value)
{
    for (; *at < self->capacity; (*at)++) {
        const struct slot *slot = &self->slots[*at];
        if (slot->key != NULL) {
            *key = slot->key;
            *len = slot->len;
            *value = slot->value;
            (*at)++;
            return true;
        }
    }
    return false;
}
