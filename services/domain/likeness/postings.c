/*
 * postings.c — an array of (key, item), radix sorted at the first look-up.
 */
#include "likeness/postings.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct tally {
    uint32_t weight, shared;
};

struct postings {
    uint64_t *entries; /* key in the upper half, item in the lower */
    size_t count, capacity;
    size_t most; /* items of a key that are counted */
    uint32_t items;
    bool is_sorted;
    struct tally *tallies; /* of every item; all zero between two look-ups */
    uint32_t *touched;
};

struct postings *postings_new(size_t most)
{
    struct postings *self = memory_zero(sizeof(*self));
    self->most = most;
    return self;
}

void postings_free(struct postings **self)
{
    if (*self != NULL) {
        free((*self)->entries);
        free((*self)->tallies);
        free((*self)->touched);
        free(*self);
        *self = NULL;
    }
}

void postings_add(struct postings *self, uint32_t item, const int32_t *keys, size_t count)
{
    if (self->count + count > self->capacity) {
        self->capacity = self->capacity * 2 + count + 1024;
        self->entries = memory_resize(self->entries, self->capacity * sizeof(*self->entries));
    }
    for (size_t i = 0; i < count; i++) {
        self->entries[self->count++] = (uint64_t)(uint32_t)keys[i] << 32 | item;
    }
    self->items = item >= self->items ? item + 1 : self->items;
    self->is_sorted = false;
}

/* Radix sort by all eight bytes, the lowest first, from one array into the other and back. */
static void postings_sort(struct postings *self)
{
    uint64_t *from = self->entries;
    uint64_t *to = memory_alloc((self->count + 1) * sizeof(*to));
    for (int byte = 0; byte < 8; byte++) {
        size_t starts[257] = {0};
        for (size_t i = 0; i < self->count; i++) {
            starts[(from[i] >> 8 * byte & 0xff) + 1]++;
        }
        for (int value = 1; value < 257; value++) {
            starts[value] += starts[value - 1];
        }
        for (size_t i = 0; i < self->count; i++) {
            to[starts[from[i] >> 8 * byte & 0xff]++] = from[i];
        }
        uint64_t *other = from;
        from = to;
        to = other;
    }
    free(to); /* after eight passes: the second array */
    self->entries = from;
    self->capacity = self->count;
}

static void postings_prepare(struct postings *self)
{
    if (self->is_sorted) {
        return;
    }
    postings_sort(self);
    free(self->tallies);
    free(self->touched);
    self->tallies = memory_zero((self->items + 1) * sizeof(*self->tallies));
    self->touched = memory_alloc((self->items + 1) * sizeof(*self->touched));
    self->is_sorted = true;
}

/* The first entry that is not below `wanted`. */
static size_t lower_bound(const struct postings *self, uint64_t wanted)
{
    size_t low = 0, high = self->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->entries[middle] < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static uint32_t weight_of(size_t items)
{
    uint32_t weight = 10;
    for (; items > 0; items /= 2) {
        weight--;
    }
    return weight;
}

static bool is_better(const struct candidate *a, const struct candidate *b)
{
    return a->weight != b->weight ? a->weight > b->weight : a->item < b->item;
}

/* Keeps `out` sorted, the best first. */
static size_t postings_insert(struct candidate *out, size_t count, size_t max, struct candidate new)
{
    if (count == max && !is_better(&new, &out[count - 1])) {
        return count;
    }
    size_t at = count < max ? count++ : count - 1;
    while (at > 0 && is_better(&new, &out[at - 1])) {
        out[at] = out[at - 1];
        at--;
    }
    out[at] = new;
    return count;
}

size_t postings_find(struct postings *self, const int32_t *keys, size_t count, uint32_t before,
                     uint32_t shared_min, struct candidate *out, size_t max)
{
    size_t touched = 0, found = 0;
    postings_prepare(self);
    for (size_t k = 0; k < count; k++) {
        uint64_t key = (uint64_t)(uint32_t)keys[k] << 32;
        size_t start = lower_bound(self, key), end = start;
        while (end < self->count && end - start < self->most &&
               self->entries[end] < (key | before)) {
            end++;
        }
        uint32_t weight = weight_of(end - start);
        for (size_t i = start; i < end; i++) {
            uint32_t item = (uint32_t)self->entries[i];
            if (self->tallies[item].shared == 0) {
                self->touched[touched++] = item;
            }
            self->tallies[item].shared++;
            self->tallies[item].weight += weight;
        }
    }
    for (size_t i = 0; i < touched; i++) {
        struct tally *tally = &self->tallies[self->touched[i]];
        if (tally->shared >= shared_min) {
            struct candidate new = {self->touched[i], tally->weight, tally->shared};
            found = postings_insert(out, found, max, new);
        }
        *tally = (struct tally){0, 0};
    }
    return found;
}
