/*
 * limits.c — the generic cell rate algorithm: a bucket is stored as the instant at which it will
 * be full, so that keys whose instant has passed need not be remembered.
 */
#include "gateway/limits.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"

enum { KEYS_MAX = 65536 };

struct limits {
    struct map *full_at; /* key -> int64_t, owned */
    int64_t refill_us;
    int64_t depth_us; /* how far ahead of now a bucket may be drawn */
    size_t drop_at;   /* remove full buckets at this many keys */
};

struct limits *limits_new(unsigned burst, int64_t refill_us)
{
    struct limits *self = memory_zero(sizeof(*self));
    self->full_at = map_new();
    self->refill_us = refill_us;
    self->depth_us = refill_us * burst;
    self->drop_at = 1024;
    return self;
}

static void forget_all(struct limits *self)
{
    size_t at = 0;
    const void *key;
    size_t len;
    void *value;
    while (map_next(self->full_at, &at, &key, &len, &value)) {
        free(value);
    }
    map_free(&self->full_at);
}

void limits_free(struct limits **self_p)
{
    if (*self_p == NULL) {
        return;
    }
    forget_all(*self_p);
    free(*self_p);
    *self_p = NULL;
}

/* Keeps only the buckets that are not full.  If there were ever KEYS_MAX of those, all are dropped:
 * memory stays bounded. */
static void limits_drop_full(struct limits *self, int64_t now_us)
{
    struct map *kept = map_new();
    size_t at = 0;
    const void *key;
    size_t len;
    void *value;
    while (map_next(self->full_at, &at, &key, &len, &value)) {
        if (*(const int64_t *)value > now_us && map_count(kept) < KEYS_MAX) {
            (void)map_put(kept, key, len, value);
        } else {
            free(value);
        }
    }
    map_free(&self->full_at);
    self->full_at = kept;
    if (map_count(kept) >= KEYS_MAX) {
        forget_all(self);
        self->full_at = map_new();
    }
    self->drop_at = map_count(self->full_at) * 2 + 1024;
}

static bool limits_fits(const struct limits *self, int64_t full_at, int64_t now_us,
                        unsigned *retry_s)
{
    int64_t start = full_at > now_us ? full_at : now_us;
    int64_t excess = start + self->refill_us - now_us - self->depth_us;
    *retry_s = excess > 0 ? (unsigned)((excess + 999999) / 1000000) : 0;
    return excess <= 0;
}

bool limits_has(const struct limits *self, const void *key, size_t len, int64_t now_us,
                unsigned *retry_s)
{
    const int64_t *full_at = map_get(self->full_at, key, len);
    return limits_fits(self, full_at != NULL ? *full_at : now_us, now_us, retry_s);
}

bool limits_take(struct limits *self, const void *key, size_t len, int64_t now_us,
                 unsigned *retry_s)
{
    int64_t *full_at = map_get(self->full_at, key, len);
    if (full_at == NULL) {
        if (map_count(self->full_at) >= self->drop_at) {
            limits_drop_full(self, now_us);
        }
        full_at = memory_alloc(sizeof(*full_at));
        *full_at = now_us;
        (void)map_put(self->full_at, key, len, full_at);
    }
    if (!limits_fits(self, *full_at, now_us, retry_s)) {
        return false;
    }
    *full_at = (*full_at > now_us ? *full_at : now_us) + self->refill_us;
    return true;
}

size_t limits_count(const struct limits *self)
{
    return map_count(self->full_at);
}
