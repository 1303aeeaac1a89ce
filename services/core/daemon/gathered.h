/*
 * gathered.h — envelopes gathered for batches: lists of at most `max`, each with an arena, oldest
 * first.
 */
#ifndef DAEMON_GATHERED_H
#define DAEMON_GATHERED_H

#include <sys/queue.h>

#include "base/arena.h"
#include "store/queue.h"

/* Envelopes of one batch. */
struct gathered {
    struct arena *arena;
    const Bus__V1__Envelope **envelopes;
    size_t count;
    int64_t leased_ms; /* steady time from which their leases run */
    TAILQ_ENTRY(gathered) link;
};

TAILQ_HEAD(gathered_list, gathered);

struct gatherer {
    size_t max;
    struct gathered_list gathered; /* not started, oldest first */
    struct gathered_list spare;
    size_t waiting; /* envelopes not started */
};

/* `max`: envelopes of one batch. */
void gatherer_start(struct gatherer *self, size_t max);
void gatherer_free(struct gatherer *self);

/* An empty one that belongs to the caller until gatherer_recycle. */
struct gathered *gatherer_take(struct gatherer *self);
void gatherer_recycle(struct gatherer *self, struct gathered *gathered);
/* Copies the envelope into the last list that has room. */
void gatherer_add(struct gatherer *self, const Bus__V1__Envelope *envelope);
/* Takes the oldest list, as gatherer_take does. */
struct gathered *gatherer_take_first(struct gatherer *self);

/* Renews the leases from `from` on if they began before `before_ms`; false: nothing to do, and
 * `then` is not called. */
bool gathered_renew(struct gathered *self, size_t from, int64_t before_ms, struct lane *lane,
                    const struct queue_conf *conf, lane_fn *then, void *arg);
/* NULL-safe. */
void gathered_free(struct gathered *self);

#endif
