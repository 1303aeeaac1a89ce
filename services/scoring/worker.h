/*
 * worker.h — the loop of this service: claims marked cells, computes them, writes
 * the scores and takes the marks off.
 *
 * Woken by hints and by a sweep.  Whatever is marked while batches run waits in
 * the store, where a thousand marks of one cell are one row.
 */
#ifndef SCORING_WORKER_H
#define SCORING_WORKER_H

#include "scoring/scoring.h"

struct worker;

struct worker *worker_open(struct daemon *daemon, const struct scoring_conf *conf);
void worker_close(struct worker **self); /* NULL-safe */
void worker_hinted(struct worker *self); /* there are marked cells */
bool worker_is_idle(const struct worker *self);

#endif
