/*
 * batch.h — what a claim brings, shared out: single cells run together; whole units wait in
 * a queue and run one by one by whichever slot is free; sums wait in another and run in
 * small portions.
 */
#ifndef SCORING_BATCH_H
#define SCORING_BATCH_H

#include "scoring/store.h"

/* In the order in which they are computed. */
enum part { PART_CELLS, PART_UNITS, PART_SUMS, PARTS };

/* Marks of one kind that run together, or one by one. */
struct batch {
    struct cell *cells;
    size_t count;
    bool is_solo;
    size_t at; /* the one that runs */
};

/* Marks that were claimed; those from `at` on wait. */
struct mark_queue {
    struct cell *cells;
    size_t count, at, capacity;
};

bool mark_queue_has(const struct mark_queue *self);
/* Copies at most `max` marks; what was tried too often comes alone.  How many. */
size_t mark_queue_take(struct mark_queue *self, struct cell *into, size_t max);
void mark_queue_free(struct mark_queue *self);

/* Single cells to the batch, which lives in the arena, the others to their queues; the order
 * of each stays.  Cells of which one was tried too often run one by one. */
void batch_share_out(const struct cell *claimed, size_t count, struct arena *arena,
                     struct batch *cells, struct mark_queue queues[static PARTS]);

#endif
