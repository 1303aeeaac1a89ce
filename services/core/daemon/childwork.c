/*
 * childwork.c — claims a row, has a child compute it and commits the answer.
 */
#include "daemon/childwork.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/log.h"
#include "daemon/poller.h"

enum { POLL_MS = 250 };

struct childwork {
    struct daemon *daemon;
    const struct childwork_kind *kind;
    struct child_conf limits;
    void *arg;
    struct lane *lane;
    struct poller *poller;
    struct child *child; /* NULL: none is running */
    struct buf answer;
    struct uuid id, claim;
    bool is_busy;
};

static void childwork_on_done(void *arg, enum err err, const struct rows *result)
{
    struct childwork *self = arg;
    (void)result;
    if (err != ERR_NONE) {
        log_warn("%s: committing: %s; it will be computed again", self->kind->name, err_last());
    }
    buf_free(&self->answer);
    self->kind->release(self->arg);
    poller_end(self->poller, &self->claim);
    self->is_busy = false;
    poller_wake(self->poller);
}

static void childwork_commit(struct childwork *self)
{
    struct params *params = params_new();
    params_uuid(params, &self->id);
    params_uuid(params, &self->claim);
    self->kind->answer(self->arg, &self->answer, params);
    lane_run(self->lane, self->kind->done, params, childwork_on_done, self);
    params_free(&params);
}

/* ---------------------------------------------------------------- the child */

static void childwork_on_output(void *arg, const void *data, size_t len)
{
    struct childwork *self = arg;
    buf_add(&self->answer, data, len);
}

static void childwork_on_ended(void *arg, enum child_end end)
{
    struct childwork *self = arg;
    self->child = NULL;
    if (end != CHILD_DONE) {
        log_warn("%s: the child has ended without an answer (%d)", self->kind->name, (int)end);
        buf_free(&self->answer);
    } else if (self->kind->ask != NULL && self->kind->ask(self->arg, &self->answer)) {
        return;
    }
    childwork_commit(self);
}

static enum err childwork_start(struct childwork *self)
{
    static const struct child_events EVENTS = {.output = childwork_on_output,
                                               .ended = childwork_on_ended};
    int fd = file_unnamed("", 0); /* it inherits what was kept */
    return fd < 0 ? ERR_RETRY
                  : child_start(&self->child, daemon_loop(self->daemon), &self->limits,
                                self->kind->work, self->arg, fd, &EVENTS, self);
}

void childwork_again(struct childwork *self)
{
    buf_free(&self->answer);
    if (childwork_start(self) != ERR_NONE) {
        log_warn("%s: %s; it will be computed later", self->kind->name, err_last());
        self->kind->release(self->arg);
        poller_end(self->poller, &self->claim); /* the lease expires */
        self->is_busy = false;
    }
}

/* ---------------------------------------------------------------- claiming */

static bool childwork_take(void *arg, const struct rows *result, int row, const struct uuid *claim)
{
    struct childwork *self = arg;
    self->claim = *claim;
    self->id = column_uuid(result, row, 0);
    if (!self->kind->take(self->arg, result, row)) {
        self->is_busy = true;
        childwork_commit(self);
        return true;
    }
    if (childwork_start(self) != ERR_NONE) {
        log_warn("%s: %s; it will be computed later", self->kind->name, err_last());
        self->kind->release(self->arg);
        return false; /* the lease expires */
    }
    self->is_busy = true;
    return true;
}

static size_t childwork_room(void *arg)
{
    const struct childwork *self = arg;
    return self->is_busy ? 0 : 1;
}

static void childwork_claim(void *arg, size_t most, const struct lease *lease, lane_fn *then,
                            void *then_arg)
{
    const struct childwork *self = arg;
    (void)most;
    poller_claim_one(self->daemon, self->lane, self->kind->claim, lease, then, then_arg);
}

static void childwork_renew(void *arg, struct uuids claims, int lease_ms)
{
    const struct childwork *self = arg;
    poller_renew(self->lane, self->kind->renew, claims, lease_ms);
}

static const struct poller_work WORK = {childwork_room, childwork_claim, childwork_take,
                                        childwork_renew};

struct childwork *childwork_open(struct daemon *daemon, const struct childwork_kind *kind,
                                 const struct child_conf *limits, void *arg)
{
    struct childwork *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->kind = kind;
    self->limits = *limits;
    self->arg = arg;
    self->lane = daemon_lane(daemon, kind->name);
    self->poller = poller_open(daemon, POLL_MS, &WORK, self);
    return self;
}

void childwork_close(struct childwork **pointer)
{
    struct childwork *self = *pointer;
    *pointer = NULL;
    if (self == NULL) {
        return;
    }
    poller_close(&self->poller);
    child_kill(&self->child);
    buf_free(&self->answer);
    self->kind->release(self->arg);
    free(self);
}

bool childwork_is_idle(const struct childwork *self)
{
    return !self->is_busy && poller_is_idle(self->poller);
}
