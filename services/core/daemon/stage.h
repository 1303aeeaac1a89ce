/*
 * stage.h — the worker loop of a stage: batches of pending messages, delivered at least
 * once, with an effect exactly once (which the service's complete statement ensures).
 *
 * Takes pushed copies from the bus, and polls the store for other rows and for those
 * whose leases have expired.  A batch that the store refuses runs again one message at
 * a time, so that only the failing message counts attempts and is dead-lettered with
 * its reason.
 */
#ifndef DAEMON_STAGE_H
#define DAEMON_STAGE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "bus/bus.h"

struct daemon;
struct lane;
struct stage;

/* One batch on one lane.  Envelopes and everything that the service allocates
 * for the batch live in `arena`, which is freed with it. */
struct batch {
    struct stage *stage;
    struct lane *lane;
    struct arena *arena;
    const Bus__V1__Envelope *const *envelopes;
    size_t count;
};

/* Processes the batch, asynchronously if need be, and ends it with batch_done. */
typedef void stage_work_fn(void *arg, struct batch *batch);

MUST_CHECK enum err stage_open(struct stage **out, struct daemon *daemon, enum stage_id stage,
                               stage_work_fn *work, void *arg);
void stage_close(struct stage **self);

/* ERR_NONE: committed; `done`: how many rows this worker finished, for the metrics.
 * ERR_REJECT: the store refused it: its messages run one by one; the failing one is
 * deferred or dead-lettered.  ERR_RETRY: runs again a few times.  ERR_UNKNOWN: dropped;
 * its rows are due again when their leases end. */
void batch_done(struct batch *batch, enum err err, size_t done);

/* Called by the bus events of a service whose only work is this stage. */
void stage_delivered(struct stage *self, const Bus__V1__Envelope *const *envelopes, size_t count);
void stage_wake(struct stage *self);
bool stage_is_idle(const struct stage *self);

#endif
