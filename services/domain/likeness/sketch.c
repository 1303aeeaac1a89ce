/*
 * sketch.c — hashes all sequences of words and keeps the lowest hashes.
 */
#include "likeness/sketch.h"

#include <stdbool.h>
#include <stdlib.h>

static uint64_t sequence_hash(const uint32_t *words)
{
    uint64_t hash = 0x9e3779b97f4a7c15u;
    for (int i = 0; i < SKETCH_GRAM; i++) {
        hash = (hash ^ words[i]) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    hash *= 0xc4ceb9fe1a85ec53u;
    return hash ^ hash >> 29;
}

static int compare_hashes(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return left < right ? -1 : left > right ? 1 : 0;
}

/* Sorts the hashes up to `limit` to the front; returns how many different ones. */
static size_t sketch_lowest(const struct words *words, uint64_t limit, uint64_t *into)
{
    size_t count = 0, different = 0;
    for (size_t i = 0; i + SKETCH_GRAM <= words->count; i++) {
        uint64_t hash = sequence_hash(words->hashes + i);
        if (hash <= limit) {
            into[count++] = hash;
        }
    }
    qsort(into, count, sizeof(*into), compare_hashes);
    for (size_t i = 0; i < count; i++) {
        if (different == 0 || into[i] != into[different - 1]) {
            into[different++] = into[i];
        }
    }
    return different;
}

size_t sketch_of(struct arena *arena, const struct words *words, int32_t **out)
{
    *out = NULL;
    if (words->count < SKETCH_WORDS_MIN) {
        return 0;
    }
    size_t sequences = words->count - SKETCH_GRAM + 1;
    size_t wanted = sequences / SKETCH_RATE;
    wanted = wanted < SKETCH_KEYS_MIN ? SKETCH_KEYS_MIN : wanted;
    wanted = wanted > SKETCH_KEYS_MAX ? SKETCH_KEYS_MAX : wanted;
    uint64_t *hashes = arena_alloc(arena, sequences * sizeof(*hashes));
    /* Sorting twice as many as are needed nearly always suffices. */
    size_t count = sequences > 4 * wanted
                       ? sketch_lowest(words, UINT64_MAX / sequences * 2 * wanted, hashes)
                       : 0;
    if (count < wanted) {
        count = sketch_lowest(words, UINT64_MAX, hashes);
    }
    count = count < wanted ? count : wanted;
    *out = arena_alloc(arena, count * sizeof(**out));
    for (size_t i = 0; i < count; i++) {
        (*out)[i] = (int32_t)(uint32_t)hashes[i];
    }
    return count;
}
