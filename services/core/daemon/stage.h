/*
 * stage.h — the worker loop of a stage: batches of owed messages, at least once,
 * with an effect exactly once (the service's complete statement sees to that).
 *
 * Feeds itself from the bus (hot copies) and from claim.sql (cold and expired
 * rows).  A batch that the store refuses is run again one message at a time, so
 * that one bad message accrues attempts alone and is buried in dead_letter with
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
 * for the batch live in `arena`, which dies with it. */
struct batch {
    struct stage *stage;
    struct lane *lane;
    struct arena *arena;
    const Bus__V1__Envelope *const *envelopes;
    size_t count;
};

/* Works the batch, asynchronously if need be, and ends it with batch_done. */
typedef void stage_work_fn(void *arg, struct batch *batch);

MUST_CHECK enum err stage_open(struct stage **out, struct daemon *daemon, enum stage_id stage,
                               stage_work_fn *work, void *arg);
void stage_close(struct stage **self);

/* ERR_NONE: committed (how many rows were really ours goes to the metrics).
 * ERR_REJECT: the store refused it: run one by one, then back off or bury.
 * ERR_RETRY, ERR_UNKNOWN: drop it, leases bring it back. */
void batch_done(struct batch *batch, enum err err, size_t done);

/* The bus events of a service whose only work is this stage call these. */
void stage_delivered(struct stage *self, const Bus__V1__Envelope *const *envelopes, size_t count);
void stage_hinted(struct stage *self);
bool stage_is_idle(const struct stage *self);

#endif
