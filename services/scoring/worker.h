/*
 * worker.h — the loop of this service: claims dirty cells, computes them, writes
 * the scores and deletes the dirty marks.
 *
 * Wake-ups and a regular poll start it.  Cells that become dirty while batches run
 * wait in the store, where a thousand changes of one cell make one row.
 */
#ifndef SCORING_WORKER_H
#define SCORING_WORKER_H

#include "scoring/scoring.h"

struct worker;

struct worker *worker_open(struct daemon *daemon, const struct scoring_conf *conf);
void worker_close(struct worker **self); /* NULL-safe */
void worker_wake(struct worker *self);   /* a wake-up: there are dirty cells */
bool worker_is_idle(const struct worker *self);

#endif
