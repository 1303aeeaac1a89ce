/*
 * batch.h — sorts the dirty marks of a claim: single cells run together; whole units wait in
 * a queue, and any free slot runs them one by one; sums wait in another queue and run in
 * small portions.
 */
#ifndef SCORING_BATCH_H
#define SCORING_BATCH_H

#include "scoring/store.h"

/* Dirty marks of one kind that run together, or one by one. */
struct batch {
    struct cell *cells;
    size_t count;
    bool is_solo;
    size_t at; /* the one that runs now */
};

/* Claimed dirty marks; those from `at` on wait. */
struct mark_queue {
    struct cell *cells;
    size_t count, at, capacity;
};

bool mark_queue_has(const struct mark_queue *self);
/* Copies at most `max` dirty marks and returns how many; one that was tried too often comes alone.
 */
size_t mark_queue_take(struct mark_queue *self, struct cell *into, size_t max);
void mark_queue_free(struct mark_queue *self);

/* Puts single cells into the batch, which lives in the arena, and the others into their queues,
 * each in the order given.  If one of the cells was tried too often, all run one by one. */
void batch_share_out(const struct cell *claimed, size_t count, struct arena *arena,
                     struct batch *cells, struct mark_queue queues[static PARTS]);

#endif
