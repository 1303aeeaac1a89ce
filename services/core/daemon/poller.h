/*
 * poller.h — claims rows that are due in a table, for work that is not a stage (pages to fetch,
 * messages to send, imports to read).
 */
#ifndef DAEMON_POLLER_H
#define DAEMON_POLLER_H

#include "base/uuid.h"
#include "daemon/daemon.h"
#include "store/lane.h"

struct poller;

struct lease {
    struct uuid claim;
    int ms;
};

struct poller_work {
    /* How many rows may be claimed now; 0: none. */
    size_t (*room)(void *arg);
    /* Runs the statement that leases up to `most` due rows under the claim; its answer goes
     * to `then`. */
    void (*claim)(void *arg, size_t most, const struct lease *lease, lane_fn *then, void *then_arg);
    /* Takes one claimed row, synchronously; the result is not kept.  True: the row is in hand,
     * and poller_end says when it no longer is. */
    bool (*take)(void *arg, const struct rows *result, int row, const struct uuid *claim);
    /* Runs the statement that extends the leases of all rows in hand, on the lane on which their
     * results are committed. */
    void (*renew)(void *arg, struct uuids claims, int lease_ms);
};

/* Polls every `every_ms`; its leases last stage.lease_ms.  `work` and `arg` are borrowed. */
struct poller *poller_open(struct daemon *daemon, int every_ms, const struct poller_work *work,
                           void *arg);
/* Call before `arg` is freed.  NULL-safe. */
void poller_close(struct poller **self);

/* Polls as soon as no claim is running; call when there is room again or may be a row. */
void poller_wake(struct poller *self);

/* A row that was claimed so is no longer in hand: its result is committed, or given up. */
void poller_end(struct poller *self, const struct uuid *claim);

/* A claim of one row, $1 claim, $2 lease in ms, $3 attempts allowed, and a renewal, $1 claims, $2
 * lease in ms, as most works run them; a renewal that fails is tried again by the next. */
void poller_claim_one(struct daemon *daemon, struct lane *lane, const struct statement *statement,
                      const struct lease *lease, lane_fn *then, void *then_arg);
void poller_renew(struct lane *lane, const struct statement *statement, struct uuids claims,
                  int lease_ms);

/* Whether no claim is running. */
bool poller_is_idle(const struct poller *self);

#endif
