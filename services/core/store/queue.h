/*
 * queue.h — pending messages in PostgreSQL: claim, release, defer, dead-letter.
 *
 * A row in `message` is a promise.  Only a service's complete statement (with
 * the effect) and dead-lettering delete one.  Nothing here knows ZeroMQ.
 */
#ifndef STORE_QUEUE_H
#define STORE_QUEUE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "bus/v1/bus.pb-c.h"
#include "store/lane.h"

struct queue_conf {
    int stage;
    int lease_ms;
    int max_attempts; /* deliveries before dead-lettering */
    int backoff_ms;   /* pause per delivery after a refusal */
};

/* Leases at most `max` rows that are due; `then` reads them with queue_envelope.  The result
 * includes those that were delivered too often and are dead-lettered now. */
void queue_claim(struct lane *lane, const struct queue_conf *conf, size_t max, lane_fn *then,
                 void *arg);
/* One claimed row as an envelope in `arena`. */
Bus__V1__Envelope *queue_envelope(const struct queue_conf *conf, const struct rows *result, int row,
                                  struct arena *arena);
bool queue_is_dead(const struct rows *result, int row);
/* Releases rows that were not started. */
void queue_release(struct lane *lane, const struct queue_conf *conf,
                   const Bus__V1__Envelope *const *envelopes, size_t count, lane_fn *then,
                   void *arg);
/* Extends the leases of rows that are still being worked on, unless others have them by now. */
void queue_renew(struct lane *lane, const struct queue_conf *conf,
                 const Bus__V1__Envelope *const *envelopes, size_t count, lane_fn *then, void *arg);
/* Lets other workers take, before their leases end, rows whose pushed copies may be lost. */
void queue_return(struct lane *lane, int stage, const struct uuid *ids, size_t count);
/* Defers a refused message, or dead-letters it with the reason: see queue_has_died. */
void queue_fail(struct lane *lane, const struct queue_conf *conf, const Bus__V1__Envelope *envelope,
                const char *reason, lane_fn *then, void *arg);
bool queue_has_died(const struct rows *result);
/* How many rows of the stage are pending, counted up to `cap`: one int8. */
void queue_backlog(struct lane *lane, int stage, int cap, lane_fn *then, void *arg);

#endif
