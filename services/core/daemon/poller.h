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

struct poller_work {
    /* How many rows may be claimed now; 0: none. */
    size_t (*room)(void *arg);
    /* Runs the statement that leases up to `most` due rows under the claim; its answer goes
     * to `then`. */
    void (*claim)(void *arg, size_t most, const struct uuid *claim, lane_fn *then, void *then_arg);
    /* Takes one claimed row.  It runs synchronously; the result is not kept. */
    void (*take)(void *arg, const struct rows *result, int row, const struct uuid *claim);
};

/* Polls every `every_ms`.  `work` and `arg` are borrowed. */
struct poller *poller_open(struct daemon *daemon, int every_ms, const struct poller_work *work,
                           void *arg);
/* Call before `arg` is freed.  NULL-safe. */
void poller_close(struct poller **self);

/* Polls as soon as no claim is running; call when there is room again or may be a row. */
void poller_wake(struct poller *self);

/* Whether no claim is running. */
bool poller_is_idle(const struct poller *self);

#endif
