/*
 * poller.c — claims due rows, one claim at a time.
 *
 * The rows hold the promise: a claim leases them, and rows that a dead process had claimed are
 * due again when their leases end.  Leases are short, so that a process that dies delays no work;
 * the poller renews those of the rows in hand, however long the work takes.  One claim runs at a
 * time, under an id of its own, which its results name: a worker that lost a lease commits nothing.
 * A claim that found rows is followed by another, until there is no room or no row; a wake-up that
 * arrives while a claim runs is remembered, since that claim may have read the table before the
 * row was inserted.
 */
#include "daemon/poller.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/log.h"

enum { RENEWALS = 3 }; /* of one lease */

struct poller {
    struct daemon *daemon;
    const struct poller_work *work;
    void *arg;
    int timer, renewal;
    struct uuid claim;
    struct uuid *held; /* the claims of the rows in hand, one for each row */
    size_t held_count, held_room;
    bool is_claiming;
    bool is_woken; /* while the claim was running */
};

static void poller_hold(struct poller *self, const struct uuid *claim)
{
    if (self->held_count == self->held_room) {
        self->held_room = self->held_room * 2 + 8;
        self->held = memory_resize(self->held, self->held_room * sizeof(*self->held));
    }
    self->held[self->held_count++] = *claim;
}

void poller_end(struct poller *self, const struct uuid *claim)
{
    for (size_t i = 0; i < self->held_count; i++) {
        if (uuid_equal(&self->held[i], claim)) {
            self->held[i] = self->held[--self->held_count];
            return;
        }
    }
}

static void poll_renew(void *arg)
{
    struct poller *self = arg;
    if (self->held_count > 0) {
        self->work->renew(self->arg, (struct uuids){self->held, self->held_count},
                          daemon_conf(self->daemon)->lease_ms);
    }
}

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
        poller_hold(self, &claim); /* before it is taken: it may end at once */
        if (!self->work->take(self->arg, result, row, &claim)) {
            poller_end(self, &claim);
        }
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
        const struct lease lease = {self->claim, daemon_conf(self->daemon)->lease_ms};
        self->work->claim(self->arg, room, &lease, poll_claimed, self);
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
    self->renewal =
        loop_every(daemon_loop(daemon), daemon_conf(daemon)->lease_ms / RENEWALS, poll_renew, self);
    return self;
}

void poller_close(struct poller **pointer)
{
    struct poller *self = *pointer;
    if (self != NULL) {
        loop_cancel(daemon_loop(self->daemon), self->timer);
        loop_cancel(daemon_loop(self->daemon), self->renewal);
        free(self->held);
        free(self);
        *pointer = NULL;
    }
}

bool poller_is_idle(const struct poller *self)
{
    return !self->is_claiming;
}

void poller_claim_one(struct daemon *daemon, struct lane *lane, const struct statement *statement,
                      const struct lease *lease, lane_fn *then, void *then_arg)
{
    struct params *params = params_new();
    params_uuid(params, &lease->claim);
    params_int(params, lease->ms);
    params_int(params, daemon_conf(daemon)->max_attempts);
    lane_run(lane, statement, params, then, then_arg);
    params_free(&params);
}

void poller_renew(struct lane *lane, const struct statement *statement, struct uuids claims,
                  int lease_ms)
{
    struct params *params = params_new();
    params_uuids(params, claims);
    params_int(params, lease_ms);
    lane_run(lane, statement, params, NULL, NULL);
    params_free(&params);
}
