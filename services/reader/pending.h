/*
 * pending.h — reads files that are no evidence (table file_pending): of self-inspection reports,
 * photos of visits, signed decisions.  The same pool reads and scans them, one at a time, so that
 * evidence does not wait behind them.
 */
#ifndef READER_PENDING_H
#define READER_PENDING_H

#include "reader/file_pool.h"

struct pending;

/* `pool` is borrpending. */
struct pending *pending_open(struct daemon *daemon, struct file_pool *pool);
/* Call after the pool is closed.  A file that is being read is read again after its lease.
 * NULL-safe. */
void pending_close(struct pending **self);

/* No claim is running; a drain does not wait for a file. */
bool pending_is_idle(const struct pending *self);

#endif
