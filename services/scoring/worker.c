/*
 * worker.c — see worker.h.
 *
 * Two slots, each with a lane, take turns: while one commits, the other computes.
 * A batch goes claim -> inputs -> complete.  The claim tells the generation of
 * each mark and has committed before the inputs are read, so the inputs hold at
 * least what that mark is about.  A batch that the store refuses runs again cell
 * by cell, so that one bad cell is set aside alone.  Whole units (criterion 0) follow
 * the single cells of a batch, each as a batch of its own.
 */
#include "scoring/worker.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "rules/score.h"
#include "scoring/store.h"

enum {
    SLOTS = 2,
    SOLO_FROM = 3,             /* attempts after which a cell runs alone */
    RETRIES = 5,
    PAUSE_MS = 100,
    REST_MAX_MS = 20,
    BACKLOG_MS = 1000,
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
    struct arena *arena;       /* of the batch */
    struct cell *cells;
    size_t count;
    size_t again;              /* of them marked anew while they were computed */
    bool is_solo;
    size_t solo_at;
    struct cell *units;        /* marks of whole units, computed after the cells, one by one */
    size_t unit_count, unit_at;
    bool is_unit;              /* one of them is being computed */
    struct arena *unit_arena;
    int retries;
    int64_t started_us;
};

struct worker {
    struct daemon *daemon;
    const struct scoring_conf *conf;
    struct slot slots[SLOTS];
    struct rule_cache *rules;
    bool is_due;               /* there may be marked cells that nobody has claimed */
    bool is_claiming;          /* two claims at once would share out small batches */
    bool is_counting;
    struct metric *cells, *again, *batches, *refused, *duration, *owed, *buried;
};

static void advance(struct worker *self);
static void run(struct slot *slot);
static void run_unit(struct slot *slot);

/* ------------------------------------------------------------- the end of a batch */

static void rested(void *arg)
{
    struct slot *slot = arg;
    slot->state = SLOT_IDLE;
    advance(slot->worker);
}

/* Where cells are marked faster than they are computed, a pause lets more marks fall on the
 * same cells, and leaves the machine to those who make them; elsewhere there is none. */
static int64_t rest_of(const struct slot *slot)
{
    int64_t spent_us = clock_steady_us() - slot->started_us;
    int64_t share = slot->count > 0 ? (int64_t)(slot->again * 100 / slot->count) : 0;
    return spent_us * slot->worker->conf->rest_percent / 100 * share / 100 / 1000;
}

static void finish(struct slot *slot)
{
    struct worker *self = slot->worker;
    int64_t rest_ms = rest_of(slot);
    arena_reset(slot->arena);
    slot->count = 0;
    slot->again = 0;
    slot->unit_count = 0;
    slot->is_unit = false;
    if (rest_ms > 0 && !daemon_is_draining(self->daemon)) {
        slot->state = SLOT_RESTING;
        loop_after(daemon_loop(self->daemon), rest_ms < REST_MAX_MS ? (int)rest_ms : REST_MAX_MS,
                   rested, slot);
    } else {
        slot->state = SLOT_IDLE;
    }
    advance(self);
}

/* The cells that run together now: all of them, or one. */
static struct cell *current(struct slot *slot, size_t *count)
{
    *count = slot->is_solo ? 1 : slot->count;
    return slot->is_solo ? slot->cells + slot->solo_at : slot->cells;
}

/* The mark that a failure would be about. */
static struct cell *guilty(struct slot *slot)
{
    return slot->is_unit ? &slot->units[slot->unit_at] : &slot->cells[slot->solo_at];
}

static void next_unit(struct slot *slot)
{
    slot->unit_at += slot->is_unit ? 1 : 0;
    slot->is_unit = slot->unit_at < slot->unit_count;
    if (slot->is_unit) {
        run_unit(slot);
    } else {
        finish(slot);
    }
}

static void next(struct slot *slot)
{
    slot->retries = 0;
    if (!slot->is_unit && slot->is_solo && ++slot->solo_at < slot->count) {
        run(slot);
    } else {
        next_unit(slot);
    }
}

static void settled(void *arg, enum err err, const PGresult *result)
{
    struct slot *slot = arg;
    if (err == ERR_NONE && store_is_buried(result)) {
        const struct cell_key *key = &guilty(slot)->key;
        log_error("cell buried: %d/%d/%d", key->campaign_id, key->unit_id, key->criterion_id);
    }
    next(slot);                /* if it could not be said, the lease says it later */
}

static void set_aside(struct slot *slot, const char *reason)
{
    struct worker *self = slot->worker;
    metric_add(self->refused, 1);
    log_warn("cell set aside: %s", reason);
    slot->state = SLOT_SETTLING;
    store_fail(slot->lane, &self->conf->daemon, guilty(slot), reason, settled, slot);
}

static void pause_over(void *arg)
{
    struct slot *slot = arg;
    if (slot->is_unit) {
        run_unit(slot);
    } else {
        run(slot);
    }
}

static void fail(struct slot *slot, enum err err)
{
    if (err == ERR_REJECT && !slot->is_solo && !slot->is_unit) {
        slot->is_solo = true;
        slot->solo_at = 0;
        run(slot);
    } else if (err == ERR_REJECT) {
        set_aside(slot, err_last());
    } else if (err == ERR_RETRY && slot->retries++ < RETRIES &&
               !daemon_is_draining(slot->worker->daemon)) {
        slot->state = SLOT_PAUSING;
        loop_after(daemon_loop(slot->worker->daemon), PAUSE_MS, pause_over, slot);
    } else {
        finish(slot);          /* it may have happened: the lease brings back what did not */
    }
}

/* ------------------------------------------------------------- one batch */

static void tell_changed(struct worker *self, const struct completion *completion,
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
    }
    Bus__V1__Changed changed = BUS__V1__CHANGED__INIT;
    changed.cells = list;
    changed.n_cells = count;
    if (count > 0) {
        bus_tell_changed(daemon_bus(self->daemon), "gateway", &changed);
    }
}

static void completed(void *arg, enum err err, const PGresult *result)
{
    struct slot *slot = arg;
    struct worker *self = slot->worker;
    if (err != ERR_NONE) {
        fail(slot, err);
        return;
    }
    struct completion completion = store_completed(result, slot->arena);
    self->is_due = self->is_due || completion.again > 0;
    slot->again += completion.again;
    metric_add(self->cells, completion.done);
    metric_add(self->again, completion.again);
    metric_add(self->batches, 1);
    metric_observe_us(self->duration, clock_steady_us() - slot->started_us);
    tell_changed(self, &completion, slot->arena);
    next(slot);
}

/* A cell without its criterion is nobody's to compute: alone, it is set aside. */
static bool is_all_known(const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!cells[i].is_known) {
            return false;
        }
    }
    return true;
}

static void inputs_read(void *arg, enum err err, const PGresult *result)
{
    struct slot *slot = arg;
    if (err != ERR_NONE) {
        fail(slot, err);
        return;
    }
    size_t count;
    struct cell *cells = current(slot, &count);
    store_inputs_read(result, slot->worker->rules, slot->arena, cells, count);
    if (!is_all_known(cells, count)) {
        fail(slot, err_note(ERR_REJECT, "the criterion is not there"));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        cells[i].outcome = score_cell(&cells[i].inputs, slot->arena);
    }
    store_complete(slot->lane, cells, count, completed, slot);
}

static void run(struct slot *slot)
{
    slot->state = SLOT_WORKING;
    size_t count;
    const struct cell *cells = current(slot, &count);
    store_inputs(slot->lane, cells, count, inputs_read, slot);
}

/* ------------------------------------------------------------- one whole unit */

static void unit_read(void *arg, enum err err, const PGresult *result)
{
    struct slot *slot = arg;
    if (err != ERR_NONE) {
        fail(slot, err);
        return;
    }
    const struct cell *mark = &slot->units[slot->unit_at];
    size_t count;
    struct cell *cells =
        store_unit_cells(result, slot->worker->rules, slot->unit_arena, mark, &count);
    for (size_t i = 0; i < count; i++) {
        cells[i].outcome = score_cell(&cells[i].inputs, slot->unit_arena);
    }
    store_unit_complete(slot->lane, mark, cells, count, completed, slot);
}

static void run_unit(struct slot *slot)
{
    slot->state = SLOT_WORKING;
    arena_reset(slot->unit_arena);
    store_unit_inputs(slot->lane, &slot->units[slot->unit_at], unit_read, slot);
}

/* ------------------------------------------------------------- the claim */

/* Single cells to the front, whole units behind them; the order of each stays. */
static void part_units(struct slot *slot, struct cell *claimed, size_t count)
{
    slot->cells = arena_alloc(slot->arena, (count + 1) * sizeof(*claimed));
    slot->units = arena_alloc(slot->arena, (count + 1) * sizeof(*claimed));
    slot->count = slot->unit_count = slot->unit_at = 0;
    slot->is_unit = false;
    for (size_t i = 0; i < count; i++) {
        if (claimed[i].key.criterion_id == 0) {
            slot->units[slot->unit_count++] = claimed[i];
        } else {
            slot->cells[slot->count++] = claimed[i];
        }
    }
}

static void claimed(void *arg, enum err err, const PGresult *result)
{
    struct slot *slot = arg;
    struct worker *self = slot->worker;
    self->is_claiming = false;
    if (err == ERR_REJECT) {
        log_error("%s", err_last());
    }
    size_t count = 0;
    if (err == ERR_NONE) {
        struct cell *cells = store_claimed(result, slot->arena, &count);
        part_units(slot, cells, count);
    }
    if (count == 0) {
        slot->state = SLOT_IDLE;
        advance(self);
        return;
    }
    self->is_due = self->is_due || count == self->conf->daemon.batch_max;
    slot->is_solo = false;
    slot->solo_at = 0;
    slot->retries = 0;
    for (size_t i = 0; i < slot->count; i++) {
        slot->is_solo = slot->is_solo || slot->cells[i].attempts >= SOLO_FROM;
    }
    if (slot->count > 0) {
        run(slot);
    } else {
        next_unit(slot);
    }
    advance(self);
}

static void advance(struct worker *self)
{
    for (int i = 0; i < SLOTS; i++) {
        struct slot *slot = &self->slots[i];
        if (slot->state != SLOT_IDLE || !self->is_due || self->is_claiming ||
            daemon_is_draining(self->daemon) || !lane_is_up(slot->lane)) {
            continue;
        }
        self->is_due = false;
        self->is_claiming = true;
        slot->state = SLOT_CLAIMING;
        slot->started_us = clock_steady_us();
        store_claim(slot->lane, &self->conf->daemon, self->conf->daemon.batch_max, claimed, slot);
    }
}

void worker_hinted(struct worker *self)
{
    self->is_due = true;
    advance(self);
}

/* ------------------------------------------------------------- life */

static void sweep(void *arg)
{
    worker_hinted(arg);
}

static void counted(void *arg, enum err err, const PGresult *result)
{
    struct worker *self = arg;
    self->is_counting = false;
    if (err == ERR_NONE) {
        metric_set(self->owed, column_long(result, 0, 0));
        metric_set(self->buried, column_long(result, 0, 1));
    }
}

static void count_backlog(void *arg)
{
    struct worker *self = arg;
    if (!self->is_counting && !daemon_is_draining(self->daemon)) {
        self->is_counting = true;
        store_backlog(self->slots[1].lane, BACKLOG_CAP, counted, self);
    }
}

static void open_metrics(struct worker *self)
{
    self->cells = metric_counter("mc_scoring_cells_total", "", "cells computed, marks taken off");
    self->again = metric_counter("mc_scoring_again_total", "", "cells marked anew while computed");
    self->batches = metric_counter("mc_scoring_batches_total", "", "batches committed");
    self->refused = metric_counter("mc_scoring_refused_total", "", "cells that were set aside");
    self->duration = metric_histogram("mc_scoring_batch_seconds", "", "from claim to commit");
    self->owed = metric_gauge("mc_scoring_owed", "", "cells owed, counted up to 100001");
    self->buried = metric_gauge("mc_scoring_buried", "", "cells that a person must look at");
}

struct worker *worker_open(struct daemon *daemon, const struct scoring_conf *conf)
{
    struct worker *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->rules = rule_cache_new();
    for (int i = 0; i < SLOTS; i++) {
        self->slots[i].worker = self;
        self->slots[i].lane = daemon_lane(daemon, i == 0 ? "a" : "b");
        self->slots[i].arena = arena_new();
        self->slots[i].unit_arena = arena_new();
    }
    open_metrics(self);
    loop_every(daemon_loop(daemon), conf->daemon.sweep_ms, sweep, self);
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
        arena_free(&self->slots[i].unit_arena);
    }
    rule_cache_free(&self->rules);
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
