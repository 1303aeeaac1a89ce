/*
 * stage.c — gathers envelopes into batches and runs them.
 *
 * Envelopes that arrive in one turn of the loop are gathered, with an arena, for one
 * batch.  Two slots, each with a lane, take turns: while one commits, the other fills.
 * An idle slot works on the oldest gathered batch, or else polls the store.  Leases are short, and
 * renewed for as long as the work takes: a worker that dies delays no work.
 */
#include "daemon/stage.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "daemon/daemon.h"
#include "daemon/gathered.h"
#include "daemon/stage_log.h"
#include "store/queue.h"

enum {
    SLOTS = 2,
    SOLO_FROM = 3, /* deliveries after which a message runs alone */
    RETRIES = 5,
    PAUSE_MS = 100,
    PATIENCE = 4, /* polls that pushed work may delay */
    BACKOFF_MS = 2000,
    BACKLOG_MS = 1000,
    BACKLOG_CAP = 100001,
    RENEWALS = 6 /* turns of one lease */
};

enum slot_state { SLOT_IDLE, SLOT_CLAIMING, SLOT_WORKING, SLOT_PAUSING, SLOT_SETTLING };

struct slot {
    struct stage *stage;
    struct lane *lane;
    enum slot_state state;
    struct gathered *gathered;
    size_t solo_at; /* next envelope to run alone */
    bool is_solo;
    int retries;
    int64_t started_us;
    struct batch batch;
};

struct stage {
    struct daemon *daemon;
    enum stage_id id;
    stage_work_fn *work;
    void *arg;
    struct queue_conf queue;
    size_t window;

    struct slot slots[SLOTS];
    struct gatherer gatherer;
    int renewals; /* of leases of gathered envelopes, in the store now */
    bool is_deferred;
    bool poll_is_due;
    int polls_missed; /* polls that pushed work delayed */
    bool is_backlog;  /* the last poll returned a full batch */
    bool is_counting;
    int releases;

    struct metric *messages, *late, *batches, *refused, *polled, *duration, *pending;
};

static void stage_advance(struct stage *self);

/* Announces free slots to upstream; none while the store has a backlog, because those
 * rows are older. */
static void announce_credit(struct stage *self)
{
    size_t free_slots =
        self->gatherer.waiting < self->window ? self->window - self->gatherer.waiting : 0;
    bus_credit(daemon_bus(self->daemon), self->is_backlog ? 0 : free_slots);
}

/* ------------------------------------------------------------- one slot's work */

static void slot_idle(struct slot *slot)
{
    if (slot->gathered != NULL) {
        gatherer_recycle(&slot->stage->gatherer, slot->gathered);
        slot->gathered = NULL;
    }
    slot->state = SLOT_IDLE;
    slot->is_solo = false;
    slot->retries = 0;
    announce_credit(slot->stage);
    stage_advance(slot->stage);
}

static void slot_run(struct slot *slot)
{
    struct gathered *gathered = slot->gathered;
    slot->state = SLOT_WORKING;
    slot->started_us = clock_steady_us();
    slot->batch = (struct batch){
        .stage = slot->stage,
        .lane = slot->lane,
        .arena = gathered->arena,
        .envelopes = slot->is_solo ? gathered->envelopes + slot->solo_at : gathered->envelopes,
        .count = slot->is_solo ? 1 : gathered->count,
    };
    slot->stage->work(slot->stage->arg, &slot->batch);
}

static void slot_start(struct slot *slot, struct gathered *gathered)
{
    slot->gathered = gathered;
    slot->solo_at = 0;
    slot->is_solo = false;
    for (size_t i = 0; i < gathered->count; i++) {
        slot->is_solo = slot->is_solo || gathered->envelopes[i]->attempt >= SOLO_FROM;
    }
    slot_run(slot);
}

static void slot_next_solo(struct slot *slot)
{
    slot->retries = 0;
    slot->solo_at++;
    if (slot->solo_at < slot->gathered->count) {
        slot_run(slot);
    } else {
        slot_idle(slot);
    }
}

static void stage_on_settled(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    if (err == ERR_NONE && queue_has_died(result)) {
        stage_log_dead(slot->stage->id, slot->batch.envelopes[0], "the store refuses it");
    }
    slot_next_solo(slot); /* on an error it is due again when its lease ends */
}

/* The store refuses this batch: find the failing message. */
static void slot_refused(struct slot *slot)
{
    struct stage *self = slot->stage;
    if (!slot->is_solo) {
        slot->is_solo = true;
        slot->solo_at = 0;
        slot_run(slot);
        return;
    }
    metric_add(self->refused, 1);
    stage_log_refused(self->id, slot->batch.envelopes[0], err_last());
    slot->state = SLOT_SETTLING;
    queue_fail(slot->lane, &self->queue, slot->gathered->envelopes[slot->solo_at], err_last(),
               stage_on_settled, slot);
}

static void pause_over(void *arg)
{
    struct slot *slot = arg;
    slot_run(slot);
}

static void slot_retry(struct slot *slot)
{
    if (slot->retries++ >= RETRIES || daemon_is_draining(slot->stage->daemon)) {
        slot_idle(slot); /* due again when their leases end */
        return;
    }
    slot->state = SLOT_PAUSING;
    loop_after(daemon_loop(slot->stage->daemon), PAUSE_MS, pause_over, slot);
}

void batch_done(struct batch *batch, enum err err, size_t done)
{
    struct slot *slot = (struct slot *)(void *)((char *)batch - offsetof(struct slot, batch));
    assert(slot != NULL && slot->state == SLOT_WORKING);
    struct stage *self = slot->stage;
    switch (err) {
    case ERR_NONE:
        metric_add(self->batches, 1);
        metric_add(self->messages, done);
        metric_add(self->late, batch->count - done);
        metric_observe_us(self->duration, clock_steady_us() - slot->started_us);
        stage_log_done(self->id, batch);
        if (slot->is_solo) {
            slot_next_solo(slot);
        } else {
            slot_idle(slot);
        }
        return;
    case ERR_REJECT:
        slot_refused(slot);
        return;
    case ERR_RETRY:
        slot_retry(slot);
        return;
    case ERR_UNKNOWN:
    case ERR_FATAL:
        slot_idle(slot); /* it may have happened: redelivery finds out */
        return;
    }
}

/* ------------------------------------------------------------- the poll */

static void take_rows(const struct stage *self, struct gathered *gathered,
                      const struct rows *result)
{
    for (int row = 0; row < rows_count(result); row++) {
        const Bus__V1__Envelope *envelope =
            queue_envelope(&self->queue, result, row, gathered->arena);
        if (queue_is_dead(result, row)) {
            stage_log_dead(self->id, envelope, "attempts exhausted");
        } else {
            gathered->envelopes[gathered->count++] = envelope;
        }
    }
}

static void stage_on_claimed(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    struct stage *self = slot->stage;
    if (err != ERR_NONE) {
        if (err == ERR_REJECT) {
            log_error("%s", err_last());
        }
        slot_idle(slot);
        return;
    }
    int rows = rows_count(result);
    self->is_backlog = (size_t)rows == self->gatherer.max;
    self->poll_is_due |= self->is_backlog;
    struct gathered *gathered = gatherer_take(&self->gatherer);
    gathered->leased_ms = slot->started_us / 1000;
    take_rows(self, gathered, result);
    metric_add(self->polled, gathered->count);
    if (gathered->count == 0) {
        gatherer_recycle(&self->gatherer, gathered);
        slot_idle(slot);
        return;
    }
    slot_start(slot, gathered);
    stage_advance(self); /* the other slot need not wait until this one ends */
}

static bool is_claiming(const struct stage *self)
{
    bool found = false;
    for (int i = 0; i < SLOTS; i++) {
        found = found || self->slots[i].state == SLOT_CLAIMING;
    }
    return found;
}

static void stage_advance(struct stage *self)
{
    for (int i = 0; i < SLOTS; i++) {
        struct slot *slot = &self->slots[i];
        if (slot->state != SLOT_IDLE || daemon_is_draining(self->daemon) ||
            !lane_is_up(slot->lane)) {
            continue;
        }
        bool is_turn = self->is_backlog || TAILQ_EMPTY(&self->gatherer.gathered) ||
                       self->polls_missed >= PATIENCE;
        if (self->poll_is_due && is_turn && !is_claiming(self)) {
            self->poll_is_due = false;
            self->polls_missed = 0;
            slot->state = SLOT_CLAIMING;
            slot->started_us = clock_steady_us();
            queue_claim(slot->lane, &self->queue, self->gatherer.max, stage_on_claimed, slot);
        } else if (!TAILQ_EMPTY(&self->gatherer.gathered) && self->renewals == 0) {
            slot_start(slot, gatherer_take_first(&self->gatherer));
        }
    }
}

static void end_of_turn(void *arg)
{
    struct stage *self = arg;
    self->is_deferred = false;
    stage_advance(self);
    announce_credit(self);
}

/* Everything that arrives in this turn of the loop goes into one batch. */
static void stage_defer(void *arg)
{
    struct stage *self = arg;
    if (!self->is_deferred) {
        self->is_deferred = true;
        loop_defer(daemon_loop(self->daemon), end_of_turn, self);
    }
}

static void stage_poll(void *arg)
{
    struct stage *self = arg;
    self->polls_missed += self->poll_is_due ? 1 : 0;
    self->poll_is_due = true;
    stage_defer(self);
}

void stage_wake(struct stage *self)
{
    stage_poll(self);
}

/* ------------------------------------------------------------- leases */

static void stage_on_renewed(void *arg, enum err err, const struct rows *result)
{
    struct stage *self = arg;
    (void)err; /* the next renewal tries again, or the lease ends */
    (void)result;
    self->renewals--;
    stage_advance(self);
}

/* On the lane of the slot, so that the end of the batch does not meet the renewal: it would take
 * the rows for another worker's. */
static void slot_renew(struct slot *slot, int64_t before_ms)
{
    if (slot->gathered != NULL) {
        size_t from = slot->is_solo ? slot->solo_at : 0;
        from += slot->state == SLOT_SETTLING ? 1 : 0;
        (void)gathered_renew(slot->gathered, from, before_ms, slot->lane, &slot->stage->queue, NULL,
                             NULL);
    }
}

/* Renews what would be older than a third of its lease at the next turn.  For the same reason no
 * slot starts gathered envelopes meanwhile. */
static void stage_renew(void *arg)
{
    struct stage *self = arg;
    int64_t before_ms = clock_steady_ms() - self->queue.lease_ms / RENEWALS;
    for (int i = 0; i < SLOTS; i++) {
        slot_renew(&self->slots[i], before_ms);
    }
    for (struct gathered *at = TAILQ_FIRST(&self->gatherer.gathered); at != NULL;
         at = TAILQ_NEXT(at, link)) {
        self->renewals += gathered_renew(at, 0, before_ms, self->slots[0].lane, &self->queue,
                                         stage_on_renewed, self)
                              ? 1
                              : 0;
    }
}

/* ------------------------------------------------------------- life */

static void stage_on_released(void *arg, enum err err, const struct rows *result)
{
    struct stage *self = arg;
    (void)err;
    (void)result;
    self->releases--;
}

/* Releases at once what was received but not started, without counting a delivery. */
static void stage_drain(void *arg)
{
    struct stage *self = arg;
    while (!TAILQ_EMPTY(&self->gatherer.gathered)) {
        struct gathered *gathered = gatherer_take_first(&self->gatherer);
        self->releases++;
        queue_release(self->slots[0].lane, &self->queue, gathered->envelopes, gathered->count,
                      stage_on_released, self);
        gatherer_recycle(&self->gatherer, gathered);
    }
}

/* Copies that were on their way when the drain began still arrive. */
void stage_delivered(struct stage *self, const Bus__V1__Envelope *const *envelopes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (envelopes[i]->stage == (uint32_t)self->id) {
            gatherer_add(&self->gatherer, envelopes[i]);
        }
    }
    (daemon_is_draining(self->daemon) ? stage_drain : stage_defer)(self);
}

static void stage_on_counted(void *arg, enum err err, const struct rows *result)
{
    struct stage *self = arg;
    self->is_counting = false;
    if (err == ERR_NONE) {
        metric_set(self->pending, column_long(result, 0, 0));
    }
}

static void count_backlog(void *arg)
{
    struct stage *self = arg;
    if (!self->is_counting && !daemon_is_draining(self->daemon)) {
        self->is_counting = true;
        queue_backlog(self->slots[1].lane, (int)self->id, BACKLOG_CAP, stage_on_counted, self);
    }
}

static void open_metrics(struct stage *self)
{
    self->messages = metric_counter("mc_stage_messages_total", "", "messages finished here");
    self->late =
        metric_counter("mc_stage_late_total", "",
                       "messages that another worker had finished: the lease is too short");
    self->batches = metric_counter("mc_stage_batches_total", "", "batches committed");
    self->refused = metric_counter("mc_stage_refused_total", "", "messages that the store refused");
    self->polled = metric_counter("mc_stage_swept_total", "", "messages found by polling");
    self->duration = metric_histogram("mc_stage_batch_seconds", "", "from start to commit");
    self->pending = metric_gauge("mc_stage_owed", "", "messages pending, counted up to 100001");
}

enum err stage_open(struct stage **out, struct daemon *daemon, enum stage_id stage,
                    stage_work_fn *work, void *arg)
{
    const struct daemon_conf *conf = daemon_conf(daemon);
    struct stage *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->id = stage;
    self->work = work;
    self->arg = arg;
    gatherer_start(&self->gatherer, conf->batch_max);
    self->window = conf->bus_window;
    self->queue = (struct queue_conf){.stage = (int)stage,
                                      .lease_ms = conf->lease_ms,
                                      .max_attempts = conf->max_attempts,
                                      .backoff_ms = BACKOFF_MS};
    for (int i = 0; i < SLOTS; i++) {
        self->slots[i].stage = self;
        self->slots[i].lane = daemon_lane(daemon, i == 0 ? "a" : "b");
    }
    open_metrics(self);
    loop_every(daemon_loop(daemon), conf->sweep_ms, stage_poll, self);
    loop_every(daemon_loop(daemon), BACKLOG_MS, count_backlog, self);
    loop_every(daemon_loop(daemon), conf->lease_ms / RENEWALS, stage_renew, self);
    daemon_on_drain(daemon, stage_drain, self);
    announce_credit(self);
    *out = self;
    return ERR_NONE;
}

void stage_close(struct stage **pointer)
{
    struct stage *self = *pointer;
    if (self == NULL) {
        return;
    }
    for (int i = 0; i < SLOTS; i++) {
        gathered_free(self->slots[i].gathered);
    }
    gatherer_free(&self->gatherer);
    free(self);
    *pointer = NULL;
}

bool stage_is_idle(const struct stage *self)
{
    bool is_idle = self->releases == 0;
    for (int i = 0; i < SLOTS; i++) {
        is_idle = is_idle && self->slots[i].state == SLOT_IDLE;
    }
    return is_idle;
}
