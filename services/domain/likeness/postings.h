/*
 * postings.h — which items share keys with one: the index of sketches in memory.  The
 * store answers by the same rule (services/validation/sql/near_texts.sql).
 *
 * Only the earliest items of each key are counted: of a phrase or a text that many share,
 * the first ones matter, and a look-up stays short for any size of the index.  A key of
 * n items weighs 10 - ceil(log2(n + 1)); the items with the greatest sums are the
 * candidates.
 */
#ifndef LIKENESS_POSTINGS_H
#define LIKENESS_POSTINGS_H

#include <stddef.h>
#include <stdint.h>

enum { POSTINGS_TEXTS = 768, POSTINGS_PHOTOS = 256 }; /* items of a key that are counted */

struct postings;

struct candidate {
    uint32_t item;
    uint32_t weight;
    uint32_t shared; /* keys */
};

struct postings *postings_new(size_t most);
void postings_free(struct postings **self);

/* Items are numbers from 0; each is added once, with all its keys. */
void postings_add(struct postings *self, uint32_t item, const int32_t *keys, size_t count);

/* Items before `before` that share at least `shared_min` keys, the heaviest first, of the
 * same weight the earlier; at most `max`.  No more items may be added afterwards. */
size_t postings_find(struct postings *self, const int32_t *keys, size_t count, uint32_t before,
                     uint32_t shared_min, struct candidate *out, size_t max);

#endif
