/*
 * poller.c — claims due rows, one claim at a time.
 *
 * The rows hold the promise: a claim leases them, and rows that a dead process had claimed are
 * due again when their leases end.  The poller therefore keeps no list.  One claim runs at a
 * time, under an id of its own, so that a late answer to an old claim is not mistaken for a
 * new one.  A claim that found rows is followed by another, until there is no room or no row;
 * a wake-up that arrives while a claim runs is remembered, since that claim may have read the
 * table before the row was inserted.
 */
#include "daemon/poller.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/log.h"

struct poller {
    struct daemon *daemon;
    const struct poller_work *work;
    void *arg;
    int timer;
    struct uuid claim;
    bool is_claiming;
    bool is_woken; /* while the claim was running */
};

static void poll_claimed(void *arg, enum err err, const struct rows *result)
{
    struct poller *self = arg;
    struct uuid claim = self->claim;
    int count = err == ERR_NONE ? rows_count(result) : 0;
    self->is_claiming = false;
    if (err == ERR_REJECT) {
        log_error("%s", err_last());
    }
    for (int row = 0; row < count; row++) {
        self->work->take(self->arg, result, row, &claim);
    }
    if (count > 0 || self->is_woken) {
        poller_wake(self);
    }
}

void poller_wake(struct poller *self)
{
    if (self->is_claiming) {
        self->is_woken = true;
        return;
    }
    size_t room = daemon_is_draining(self->daemon) ? 0 : self->work->room(self->arg);
    if (room > 0) {
        self->is_claiming = true;
        self->is_woken = false;
        self->claim = uuid_new();
        self->work->claim(self->arg, room, &self->claim, poll_claimed, self);
    }
}

static void poll_tick(void *arg)
{
    struct poller *self = arg;
    if (!self->is_claiming) {
        poller_wake(self);
    }
}

struct poller *poller_open(struct daemon *daemon, int every_ms, const struct poller_work *work,
                           void *arg)
{
    struct poller *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->work = work;
    self->arg = arg;
    self->timer = loop_every(daemon_loop(daemon), every_ms, poll_tick, self);
    return self;
}

void poller_close(struct poller **pointer)
{
    struct poller *self = *pointer;
    if (self != NULL) {
        loop_cancel(daemon_loop(self->daemon), self->timer);
        free(self);
        *pointer = NULL;
    }
}

bool poller_is_idle(const struct poller *self)
{
    return !self->is_claiming;
}
