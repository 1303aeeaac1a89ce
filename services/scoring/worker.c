/*
 * worker.c — claims dirty marks, computes their cells and completes them.
 *
 * Two slots, each with a lane, take turns: while one commits, the other computes.
 * A batch goes claim -> inputs -> complete.  The claim returns the generation of each
 * dirty mark and has committed before the inputs are read, so the inputs contain at
 * least the change that the mark stands for.  A batch that the store refuses runs again
 * cell by cell, so that only the failing cell is deferred.  Whole units follow the single
 * cells, each as a batch of its own that either slot may run; then the sums of units, in
 * small portions and in one slot at a time, so that the other stays free for cells.
 */
#include "scoring/worker.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "rules/score.h"
#include "scoring/batch.h"
#include "scoring/sums.h"

enum {
    SLOTS = 2,
    RETRIES = 5,
    PAUSE_MS = 100,
    REST_MAX_MS = 20,
    BACKLOG_MS = 1000,
    SUMS_PAUSE_MS = 500, /* as in complete.sql */
    PORTION = 8,         /* sums that run together */
    BACKLOG_CAP = 100001
};

enum slot_state {
    SLOT_IDLE,
    SLOT_CLAIMING,
    SLOT_WORKING,
    SLOT_PAUSING,
    SLOT_SETTLING,
    SLOT_RESTING
};

struct slot {
    struct worker *worker;
    struct lane *lane;
    enum slot_state state;
    struct arena *arena;   /* of the claim */
    struct arena *scratch; /* of the run */
    struct batch batches[PARTS];
    enum part part;             /* running */
    struct cell marks[PORTION]; /* the running unit or sums */
    size_t again;               /* single cells that became dirty again while computed */
    int retries;
    int64_t started_us;
};

struct worker {
    struct daemon *daemon;
    const struct scoring_conf *conf;
    struct slot slots[SLOTS];
    struct rule_cache *rules;
    struct set_cache *sets;
    struct mark_queue queues[PARTS]; /* none for single cells */
    bool is_summing;                 /* a slot computes sums */
    bool is_due;                     /* there may be dirty cells that no worker has claimed */
    bool is_claiming; /* two claims at once would split the work into small batches */
    bool is_counting;
    bool is_timed; /* a timer will poll for sums whose pause has ended */
    struct metric *cells, *again, *batches, *refused, *duration, *pending, *dead;
};

static void worker_advance(struct worker *self);
static void worker_run(struct slot *slot);

/* ------------------------------------------------------------- the end of a batch */

static void worker_on_rested(void *arg)
{
    struct slot *slot = arg;
    slot->state = SLOT_IDLE;
    worker_advance(slot->worker);
}

/* If cells become dirty faster than they are computed, a pause lets more dirty marks merge and
 * leaves the machine to the processes that make them; else there is none. */
static int64_t rest_of(const struct slot *slot)
{
    int64_t spent_us = clock_steady_us() - slot->started_us;
    size_t count = slot->batches[PART_CELLS].count;
    int64_t share = count > 0 ? (int64_t)(slot->again * 100 / count) : 0;
    return spent_us * slot->worker->conf->rest_percent / 100 * share / 100 / 1000;
}

static void worker_finish(struct slot *slot)
{
    struct worker *self = slot->worker;
    int64_t rest_ms = rest_of(slot);
    self->is_summing = self->is_summing && slot->batches[PART_SUMS].count == 0;
    arena_reset(slot->arena);
    arena_reset(slot->scratch);
    memset(slot->batches, 0, sizeof(slot->batches));
    slot->again = 0;
    if (rest_ms > 0 && !daemon_is_draining(self->daemon)) {
        slot->state = SLOT_RESTING;
        loop_after(daemon_loop(self->daemon), rest_ms < REST_MAX_MS ? (int)rest_ms : REST_MAX_MS,
                   worker_on_rested, slot);
    } else {
        slot->state = SLOT_IDLE;
    }
    worker_advance(self);
}

/* The dirty marks that run now: the whole batch, or one. */
static struct cell *worker_current(struct slot *slot, size_t *count)
{
    const struct batch *batch = &slot->batches[slot->part];
    *count = batch->is_solo ? 1 : batch->count;
    return batch->is_solo ? batch->cells + batch->at : batch->cells;
}

/* Takes waiting dirty marks of that part as the slot's next batch. */
static void take_marks(struct slot *slot, enum part part)
{
    struct worker *self = slot->worker;
    size_t max = part == PART_UNITS ? 1 : self->is_summing ? 0 : PORTION;
    struct batch *batch = &slot->batches[part];
    *batch = (struct batch){.cells = slot->marks, .is_solo = part == PART_UNITS};
    batch->count = mark_queue_take(&self->queues[part], slot->marks, max);
    self->is_summing = self->is_summing || (part == PART_SUMS && batch->count > 0);
}

/* Runs the first part, from this one on, that has work. */
static void run_from(struct slot *slot, enum part part)
{
    for (; part < PARTS; part++) {
        if (part != PART_CELLS) {
            take_marks(slot, part);
        }
        if (slot->batches[part].count > 0) {
            slot->part = part;
            worker_run(slot);
            return;
        }
    }
    worker_finish(slot);
}

static void worker_next(struct slot *slot)
{
    struct batch *batch = &slot->batches[slot->part];
    slot->retries = 0;
    if (batch->is_solo && ++batch->at < batch->count) {
        worker_run(slot);
    } else {
        run_from(slot, slot->part == PART_UNITS ? PART_UNITS : slot->part + 1);
    }
}

/* The failing dirty mark, if it ran alone. */
static const struct cell *worker_failing(const struct slot *slot)
{
    const struct batch *batch = &slot->batches[slot->part];
    return &batch->cells[batch->at];
}

static void worker_on_settled(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    if (err == ERR_NONE && store_is_dead(result)) {
        char text[MARK_TEXT];
        log_error("%s dead-lettered", mark_print(worker_failing(slot), text));
    }
    worker_next(slot); /* on an error it is due again when its lease ends */
}

static void fail_mark(struct slot *slot, const char *reason)
{
    struct worker *self = slot->worker;
    metric_add(self->refused, 1);
    char text[MARK_TEXT];
    log_warn("%s failed: %s", mark_print(worker_failing(slot), text), reason);
    slot->state = SLOT_SETTLING;
    store_fail(slot->lane, &self->conf->daemon, worker_failing(slot), reason, worker_on_settled,
               slot);
}

static void pause_over(void *arg)
{
    worker_run(arg);
}

static void worker_fail(struct slot *slot, enum err err)
{
    struct batch *batch = &slot->batches[slot->part];
    if (err == ERR_REJECT && !batch->is_solo) {
        batch->is_solo = true;
        batch->at = 0;
        worker_run(slot);
    } else if (err == ERR_REJECT) {
        fail_mark(slot, err_last());
    } else if (err == ERR_RETRY && slot->retries++ < RETRIES &&
               !daemon_is_draining(slot->worker->daemon)) {
        slot->state = SLOT_PAUSING;
        loop_after(daemon_loop(slot->worker->daemon), PAUSE_MS, pause_over, slot);
    } else {
        worker_finish(slot); /* it may have happened: what did not is due again after its lease */
    }
}

/* ------------------------------------------------------------- one batch */

static void send_changed(struct worker *self, const struct completion *completion,
                         struct arena *arena)
{
    size_t count = completion->changed_count;
    Bus__V1__Cell *cells = arena_alloc(arena, count * sizeof(*cells));
    Bus__V1__Cell **list = arena_alloc(arena, count * sizeof(Bus__V1__Cell *));
    for (size_t i = 0; i < count; i++) {
        bus__v1__cell__init(&cells[i]);
        cells[i].campaign_id = (uint32_t)completion->changed[i].campaign_id;
        cells[i].unit_id = (uint32_t)completion->changed[i].unit_id;
        cells[i].criterion_id = (uint32_t)completion->changed[i].criterion_id;
        list[i] = &cells[i];
        log_debug("score: computed cell %u/%u/%u", cells[i].campaign_id, cells[i].unit_id,
                  cells[i].criterion_id);
    }
    Bus__V1__Changed changed = BUS__V1__CHANGED__INIT;
    changed.cells = list;
    changed.n_cells = count;
    if (count > 0) {
        bus_send_changed(daemon_bus(self->daemon), "gateway", &changed);
    }
}

static void pause_ended(void *arg)
{
    struct worker *self = arg;
    self->is_timed = false;
    worker_wake(self);
}

static void schedule_sums(struct worker *self)
{
    if (!self->is_timed && !daemon_is_draining(self->daemon)) {
        self->is_timed = true;
        loop_after(daemon_loop(self->daemon), SUMS_PAUSE_MS, pause_ended, self);
    }
}

static void worker_on_completed(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    struct worker *self = slot->worker;
    if (err != ERR_NONE) {
        worker_fail(slot, err);
        return;
    }
    struct completion completion = store_completed(result, slot->arena);
    self->is_due = self->is_due || completion.again > 0;
    slot->again += slot->part == PART_CELLS ? completion.again : 0;
    metric_add(self->cells, completion.done);
    metric_add(self->again, completion.again);
    metric_add(self->batches, 1);
    metric_observe_us(self->duration, clock_steady_us() - slot->started_us);
    send_changed(self, &completion, slot->arena);
    if (slot->part != PART_SUMS) {
        self->is_due = true; /* the sums of their units */
        schedule_sums(self);
    }
    worker_next(slot);
}

/* A cell whose criterion is gone cannot be computed: it runs alone and is deferred. */
static bool is_all_known(const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!cells[i].is_known) {
            return false;
        }
    }
    return true;
}

static void inputs_read(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    if (err != ERR_NONE) {
        worker_fail(slot, err);
        return;
    }
    size_t count;
    struct cell *cells = worker_current(slot, &count);
    store_inputs_read(result, slot->worker->rules, slot->scratch, cells, count);
    if (!is_all_known(cells, count)) {
        worker_fail(slot, err_note(ERR_REJECT, "the criterion does not exist"));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        cells[i].outcome = score_cell(&cells[i].inputs, slot->scratch);
    }
    store_complete(slot->lane, cells, count, worker_on_completed, slot);
}

static void unit_read(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    if (err != ERR_NONE) {
        worker_fail(slot, err);
        return;
    }
    size_t marks, count;
    const struct cell *mark = worker_current(slot, &marks);
    struct cell *cells = store_unit_cells(result, slot->worker->rules, slot->scratch, mark, &count);
    for (size_t i = 0; i < count; i++) {
        cells[i].outcome = score_cell(&cells[i].inputs, slot->scratch);
    }
    store_unit_complete(slot->lane, mark, cells, count, worker_on_completed, slot);
}

static void sums_read(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    size_t count;
    const struct cell *marks = worker_current(slot, &count);
    struct sums *sums = NULL;
    if (err == ERR_NONE) {
        err = sums_compute(result, slot->worker->sets, slot->scratch, count, &sums);
    }
    if (err != ERR_NONE) {
        worker_fail(slot, err);
        return;
    }
    sums_complete(slot->lane, marks, count, sums, worker_on_completed, slot);
}

static void worker_run(struct slot *slot)
{
    slot->state = SLOT_WORKING;
    arena_reset(slot->scratch);
    size_t count;
    const struct cell *cells = worker_current(slot, &count);
    if (slot->part == PART_CELLS) {
        store_inputs(slot->lane, cells, count, inputs_read, slot);
    } else if (slot->part == PART_UNITS) {
        store_unit_inputs(slot->lane, cells, unit_read, slot);
    } else {
        sums_inputs(slot->lane, slot->worker->sets, cells, count, sums_read, slot);
    }
}

/* ------------------------------------------------------------- the claim */

static void worker_on_claimed(void *arg, enum err err, const struct rows *result)
{
    struct slot *slot = arg;
    struct worker *self = slot->worker;
    self->is_claiming = false;
    if (err == ERR_REJECT) {
        log_error("%s", err_last());
    }
    size_t count = 0;
    if (err == ERR_NONE) {
        const struct cell *cells = store_claimed(result, slot->arena, &count);
        batch_share_out(cells, count, slot->arena, &slot->batches[PART_CELLS], self->queues);
    }
    if (count == 0) {
        slot->state = SLOT_IDLE;
        worker_advance(self);
        return;
    }
    self->is_due = self->is_due || count == self->conf->daemon.batch_max;
    slot->retries = 0;
    run_from(slot, PART_CELLS);
    worker_advance(self);
}

static void worker_claim(struct slot *slot)
{
    struct worker *self = slot->worker;
    self->is_due = false;
    self->is_claiming = true;
    slot->state = SLOT_CLAIMING;
    store_claim(slot->lane, &self->conf->daemon, self->conf->daemon.batch_max, worker_on_claimed,
                slot);
}

static void worker_advance(struct worker *self)
{
    for (int i = 0; i < SLOTS; i++) {
        struct slot *slot = &self->slots[i];
        if (slot->state != SLOT_IDLE || daemon_is_draining(self->daemon) ||
            !lane_is_up(slot->lane)) {
            continue;
        }
        slot->started_us = clock_steady_us();
        if (mark_queue_has(&self->queues[PART_UNITS])) {
            run_from(slot, PART_UNITS);
        } else if (self->is_due && !self->is_claiming) {
            worker_claim(slot);
        } else if (mark_queue_has(&self->queues[PART_SUMS]) && !self->is_summing) {
            run_from(slot, PART_SUMS);
        }
    }
}

void worker_wake(struct worker *self)
{
    self->is_due = true;
    worker_advance(self);
}

/* ------------------------------------------------------------- life */

static void worker_poll(void *arg)
{
    worker_wake(arg);
}

static void worker_on_counted(void *arg, enum err err, const struct rows *result)
{
    struct worker *self = arg;
    self->is_counting = false;
    if (err == ERR_NONE) {
        metric_set(self->pending, column_long(result, 0, 0));
        metric_set(self->dead, column_long(result, 0, 1));
    }
}

static void count_backlog(void *arg)
{
    struct worker *self = arg;
    if (!self->is_counting && !daemon_is_draining(self->daemon)) {
        self->is_counting = true;
        store_backlog(self->slots[1].lane, BACKLOG_CAP, worker_on_counted, self);
    }
}

static void open_metrics(struct worker *self)
{
    self->cells =
        metric_counter("mc_scoring_cells_total", "", "cells computed, dirty marks deleted");
    self->again = metric_counter("mc_scoring_again_total", "",
                                 "cells that became dirty again while computed");
    self->batches = metric_counter("mc_scoring_batches_total", "", "batches committed");
    self->refused =
        metric_counter("mc_scoring_refused_total", "", "cells deferred or dead-lettered");
    self->duration = metric_histogram("mc_scoring_batch_seconds", "", "from claim to commit");
    self->pending = metric_gauge("mc_scoring_owed", "", "cells pending, counted up to 100001");
    self->dead = metric_gauge("mc_scoring_buried", "", "cells dead-lettered for a person");
}

struct worker *worker_open(struct daemon *daemon, const struct scoring_conf *conf)
{
    struct worker *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->rules = rule_cache_new();
    self->sets = set_cache_new();
    for (int i = 0; i < SLOTS; i++) {
        self->slots[i].worker = self;
        self->slots[i].lane = daemon_lane(daemon, i == 0 ? "a" : "b");
        self->slots[i].arena = arena_new();
        self->slots[i].scratch = arena_new();
    }
    open_metrics(self);
    loop_every(daemon_loop(daemon), conf->daemon.sweep_ms, worker_poll, self);
    loop_every(daemon_loop(daemon), BACKLOG_MS, count_backlog, self);
    return self;
}

void worker_close(struct worker **pointer)
{
    struct worker *self = *pointer;
    *pointer = NULL;
    if (self == NULL) {
        return;
    }
    for (int i = 0; i < SLOTS; i++) {
        arena_free(&self->slots[i].arena);
        arena_free(&self->slots[i].scratch);
    }
    for (int part = 0; part < PARTS; part++) {
        mark_queue_free(&self->queues[part]);
    }
    rule_cache_free(&self->rules);
    set_cache_free(&self->sets);
    free(self);
}

bool worker_is_idle(const struct worker *self)
{
    for (int i = 0; i < SLOTS; i++) {
        if (self->slots[i].state != SLOT_IDLE && self->slots[i].state != SLOT_RESTING) {
            return false;
        }
    }
    return true;
}
