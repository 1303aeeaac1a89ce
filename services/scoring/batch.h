/*
 * batch.h — what a claim brings, shared out: single cells and sums run together, whole units
 * one by one by whichever slot is free.
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
    size_t at;                 /* the one that runs */
};

/* Whole units that were claimed; those from `at` on wait. */
struct unit_queue {
    struct cell *cells;
    size_t count, at, capacity;
};

bool unit_queue_has(const struct unit_queue *self);
struct cell unit_queue_take(struct unit_queue *self);    /* there must be one */
void unit_queue_free(struct unit_queue *self);

/* Each mark to those of its kind, whole units to the queue; the order of each stays.  What
 * was tried too often runs alone.  The batches live in the arena. */
void batch_share_out(const struct cell *claimed, size_t count, struct arena *arena,
                     struct batch batches[static PARTS], struct unit_queue *units);

#endif
