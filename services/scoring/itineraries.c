/*
 * itineraries.c — claims a proposal, has a child compute it and commits the answer.  A crash costs
 * the computation: the lease expires and the proposal is claimed again.  A child that does not end
 * in time, or dies, fails the proposal at once: it would do so again.
 */
#include "scoring/itineraries.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "daemon/poller.h"
#include "itinerary/task.h"
#include "sandbox/child.h"
#include "scoring/sql.h"

enum {
    POLL_MS = 250,
    SECONDS = 60, /* of processor time; 124 units of 6 teams take some 3 */
    OUTPUT_MAX = 1 << 20,
    NICE = 5
};
static const size_t MEMORY = (size_t)2 << 30;

static const struct statement CLAIM = {"scoring_itinerary_claim", SQL_ITINERARY_CLAIM};
static const struct statement RENEW = {"scoring_itinerary_renew", SQL_ITINERARY_RENEW};
static const struct statement DONE = {"scoring_itinerary_done", SQL_ITINERARY_DONE};

struct itineraries {
    struct daemon *daemon;
    struct lane *lane;
    struct poller *poller;
    struct child *child; /* NULL: none is running */
    struct buf task, answer;
    struct uuid id, claim;
    bool is_busy;
};

static void itineraries_rest(struct itineraries *self)
{
    buf_free(&self->task);
    buf_free(&self->answer);
    poller_end(self->poller, &self->claim);
    self->is_busy = false;
}

static void itineraries_on_done(void *arg, enum err err, const struct rows *result)
{
    struct itineraries *self = arg;
    (void)result;
    if (err != ERR_NONE) {
        log_warn("itinerary: committing: %s; it will be computed again", err_last());
    }
    itineraries_rest(self);
    poller_wake(self->poller);
}

/* `answer` NULL: there is none. */
static void itineraries_commit(struct itineraries *self, const char *answer)
{
    struct params *params = params_new();
    params_uuid(params, &self->id);
    params_uuid(params, &self->claim);
    params_text(params, answer);
    lane_run(self->lane, &DONE, params, itineraries_on_done, self);
    params_free(&params);
}

/* ---------------------------------------------------------------- the child */

static int itineraries_work(void *arg, int input, int output)
{
    const struct buf *task = arg;
    struct buf answer = {0};
    (void)input;
    return task_answer(task->data, task->len, &answer) &&
                   file_write(output, answer.data, answer.len)
               ? 0
               : 1;
}

static void itineraries_on_output(void *arg, const void *data, size_t len)
{
    struct itineraries *self = arg;
    buf_add(&self->answer, data, len);
}

static void itineraries_on_ended(void *arg, enum child_end end)
{
    struct itineraries *self = arg;
    self->child = NULL;
    if (end != CHILD_DONE) {
        log_warn("itinerary: the child has ended without an answer (%d)", (int)end);
    }
    itineraries_commit(self, end == CHILD_DONE ? buf_string(&self->answer) : NULL);
}

static enum err itineraries_start(struct itineraries *self)
{
    static const struct child_events EVENTS = {.output = itineraries_on_output,
                                               .ended = itineraries_on_ended};
    const struct child_conf conf = {
        .memory = MEMORY, .seconds = SECONDS, .output_max = OUTPUT_MAX, .nice = NICE};
    int fd = file_unnamed("", 0); /* it inherits the task */
    return fd < 0 ? ERR_RETRY
                  : child_start(&self->child, daemon_loop(self->daemon), &conf, itineraries_work,
                                &self->task, fd, &EVENTS, self);
}

/* ---------------------------------------------------------------- claiming */

static bool itineraries_take(void *arg, const struct rows *result, int row,
                             const struct uuid *claim)
{
    struct itineraries *self = arg;
    if (!column_bool(result, row, 2)) {
        return false;
    }
    self->claim = *claim;
    self->id = column_uuid(result, row, 0);
    buf_text(&self->task, column_text(result, row, 1));
    if (itineraries_start(self) != ERR_NONE) {
        log_warn("itinerary: %s; it will be computed later", err_last());
        buf_free(&self->task);
        return false; /* the lease expires */
    }
    self->is_busy = true;
    return true;
}

static size_t itineraries_room(void *arg)
{
    const struct itineraries *self = arg;
    return self->is_busy ? 0 : 1;
}

static void itineraries_claim(void *arg, size_t most, const struct lease *lease, lane_fn *then,
                              void *then_arg)
{
    struct itineraries *self = arg;
    struct params *params = params_new();
    (void)most;
    params_uuid(params, &lease->claim);
    params_int(params, lease->ms);
    params_int(params, daemon_conf(self->daemon)->max_attempts);
    lane_run(self->lane, &CLAIM, params, then, then_arg);
    params_free(&params);
}

static void itineraries_renew(void *arg, struct uuids claims, int lease_ms)
{
    const struct itineraries *self = arg;
    struct params *params = params_new();
    params_uuids(params, claims);
    params_int(params, lease_ms);
    lane_run(self->lane, &RENEW, params, NULL, NULL); /* the next one tries again */
    params_free(&params);
}

static const struct poller_work WORK = {itineraries_room, itineraries_claim, itineraries_take,
                                        itineraries_renew};

struct itineraries *itineraries_open(struct daemon *daemon)
{
    struct itineraries *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->lane = daemon_lane(daemon, "itineraries");
    self->poller = poller_open(daemon, POLL_MS, &WORK, self);
    return self;
}

void itineraries_close(struct itineraries **pointer)
{
    struct itineraries *self = *pointer;
    *pointer = NULL;
    if (self == NULL) {
        return;
    }
    poller_close(&self->poller);
    child_kill(&self->child);
    buf_free(&self->task);
    buf_free(&self->answer);
    free(self);
}

bool itineraries_are_idle(const struct itineraries *self)
{
    return !self->is_busy && poller_is_idle(self->poller);
}
