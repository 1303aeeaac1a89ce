/*
 * trials.c — a trial runs in portions of PORTION submissions.
 *
 * A portion: claim the trial, read submissions, load their context as for a verdict, judge each
 * with the settings of today and with those on trial, add the counts to the row. A crash costs one
 * portion; a worker whose claim has expired adds nothing.
 */
#include "validation/trials.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "checks/engine/trial.h"
#include "daemon/poller.h"
#include "daemon/stage.h"
#include "validation/context/context.h"
#include "validation/sql.h"
#include "validation/validation.h"
#include "wire/wire.h"

enum { POLL_MS = 250, PATIENCE_US = 2000000, PORTION = 32 };

static const struct statement CLAIM = {"validation_trial_claim", SQL_TRIAL_CLAIM};
static const struct statement RENEW = {"validation_trial_renew", SQL_TRIAL_RENEW};
static const struct statement PIECES = {"validation_trial_pieces", SQL_TRIAL_PIECES};
static const struct statement PORTION_DONE = {"validation_trial_portion", SQL_TRIAL_PORTION};
static const struct statement REFUSE = {"validation_trial_refuse", SQL_TRIAL_REFUSE};

struct tally {
    int pieces, would_fire, would_weigh, fires, weighs;
};

struct trials {
    struct daemon *daemon;
    const struct validation_conf *conf;
    struct directory *const *directory;
    struct stage *const *stage;
    struct lane *lane;
    struct arena *arena; /* of one portion */
    struct context_load load;
    struct directory *held; /* held for the portion: it may be replaced meanwhile */
    struct trial *trial;    /* the one in progress; NULL: none */
    struct uuid id, claim, position;
    int tried_id;
    const char **units, **titles; /* of the submissions that could be read */
    struct tally tally;
    bool is_last, is_busy;
    struct poller *poller;
    int64_t worked_us; /* when the last portion began */
};

static void trials_rest(struct trials *self)
{
    context_load_close(&self->load);
    directory_free(&self->held);
    trial_free(&self->trial);
    arena_reset(self->arena);
    poller_end(self->poller, &self->claim);
    self->is_busy = false;
}

static void give_up(struct trials *self, const char *doing)
{
    log_warn("trial: %s: %s; it will run again", doing, err_last());
    trials_rest(self);
}

static void trials_on_added(void *arg, enum err err, const struct rows *result)
{
    struct trials *self = arg;
    (void)result;
    if (err != ERR_NONE) {
        give_up(self, "adding a portion");
        return;
    }
    trials_rest(self);
    poller_wake(self->poller);
}

/* ------------------------------------------------------------- judging */

static void add_sample(const struct trials *self, struct json *json, size_t at,
                       const struct trial_outcome *outcome)
{
    char id[UUID_TEXT];
    json_object_start(json, NULL);
    json_text(json, "evidence", uuid_print(&self->load.pieces[at].evidence_id, id));
    json_text(json, "unit", self->units[at]);
    json_text(json, "title", self->titles[at]);
    json_raw(json, "would", outcome->would.findings);
    json_raw(json, "today", outcome->today.findings);
    json_object_end(json);
}

static void try_piece(struct trials *self, struct json *json, size_t at)
{
    struct piece *piece = &self->load.pieces[at];
    struct trial_outcome outcome;
    directory_describe(self->held, piece->campaign_id, piece->criteria, piece->criterion_count,
                       self->arena, &piece->context);
    trial_piece(self->trial, piece->submission, &piece->context, self->arena, &outcome);
    self->tally.would_fire += outcome.would.fires ? 1 : 0;
    self->tally.would_weigh += outcome.would.weighs ? 1 : 0;
    self->tally.fires += outcome.today.fires ? 1 : 0;
    self->tally.weighs += outcome.today.weighs ? 1 : 0;
    if (outcome.would.fires || outcome.today.fires) {
        add_sample(self, json, at, &outcome);
    }
}

static void trials_on_loaded(void *arg, enum err err)
{
    struct trials *self = arg;
    if (err != ERR_NONE) {
        give_up(self, "loading");
        return;
    }
    struct buf samples = {0};
    struct json json;
    json_start(&json, &samples);
    json_array_start(&json, NULL);
    for (size_t i = 0; i < self->load.count; i++) {
        try_piece(self, &json, i);
    }
    json_array_end(&json);
    struct params *params = params_new();
    params_uuid(params, &self->id);
    params_uuid(params, &self->claim);
    params_uuid(params, &self->position);
    params_bool(params, self->is_last);
    params_int(params, self->tally.pieces);
    params_int(params, self->tally.would_fire);
    params_int(params, self->tally.would_weigh);
    params_int(params, self->tally.fires);
    params_int(params, self->tally.weighs);
    params_text_len(params, buf_string(&samples), samples.len);
    lane_run(self->lane, &PORTION_DONE, params, trials_on_added, self);
    params_free(&params);
    buf_free(&samples);
}

/* ------------------------------------------------------------- loading */

/* Looks enqueued again to the sources: no other verdict depends on a trial. */
static const Bus__V1__Envelope *envelope_of(struct trials *self)
{
    Bus__V1__Envelope *envelope = arena_alloc(self->arena, sizeof(*envelope));
    bus__v1__envelope__init(envelope);
    envelope->payload.len = strlen(PAYLOAD_AGAIN);
    envelope->payload.data = arena_copy(self->arena, PAYLOAD_AGAIN, strlen(PAYLOAD_AGAIN));
    return envelope;
}

/* A body that cannot be read is counted as tried. */
static void take_piece(struct trials *self, const struct rows *result, int row)
{
    struct bytes body = column_bytes(result, row, 1);
    struct piece *piece = &self->load.pieces[self->load.count];
    self->position = column_uuid(result, row, 0);
    self->tally.pieces++;
    piece->submission =
        wire_unpack(self->arena, &evidence__v1__submission__descriptor, body.data, body.len);
    if (piece->submission != NULL) {
        piece->id = self->position;
        piece->envelope = envelope_of(self);
        self->units[self->load.count] = column_copy(result, row, 2, self->load.arena);
        self->titles[self->load.count] = column_copy(result, row, 3, self->load.arena);
        self->load.count++;
    }
}

static void pieces_came(void *arg, enum err err, const struct rows *result)
{
    struct trials *self = arg;
    if (err != ERR_NONE) {
        give_up(self, "reading pieces");
        return;
    }
    int rows = rows_count(result);
    self->held = directory_hold(*self->directory);
    self->load = (struct context_load){.lane = self->lane,
                                       .arena = self->arena,
                                       .has_links = self->conf->has_links,
                                       .directory = self->held};
    self->load.pieces = arena_zero(self->arena, PORTION * sizeof(struct piece));
    self->units = arena_zero(self->arena, PORTION * sizeof(*self->units));
    self->titles = arena_zero(self->arena, PORTION * sizeof(*self->titles));
    self->is_last = rows < PORTION;
    self->tally = (struct tally){0};
    for (int row = 0; row < rows; row++) {
        take_piece(self, result, row);
    }
    if (self->load.count == 0) {
        trials_on_loaded(self, ERR_NONE);
        return;
    }
    context_load_start(&self->load, trials_on_loaded, self);
}

static void read_pieces(struct trials *self)
{
    struct params *params = params_new();
    params_int(params, self->tried_id);
    params_uuid(params, &self->position);
    params_int(params, PORTION);
    lane_run(self->lane, &PIECES, params, pieces_came, self);
    params_free(&params);
}

/* ------------------------------------------------------------- claiming */

static void trials_refuse(struct trials *self)
{
    struct params *params = params_new();
    params_uuid(params, &self->id);
    params_uuid(params, &self->claim);
    lane_run(self->lane, &REFUSE, params, trials_on_added, self);
    params_free(&params);
}

static bool trials_take(void *arg, const struct rows *result, int row, const struct uuid *claim)
{
    struct trials *self = arg;
    if (!column_bool(result, row, 6)) {
        return false;
    }
    self->is_busy = true;
    self->worked_us = clock_steady_us();
    self->claim = *claim;
    self->id = column_uuid(result, row, 0);
    self->tried_id = column_int(result, row, 4);
    self->position = column_uuid(result, row, 5);
    self->trial = trial_new(column_text(result, row, 1), column_text(result, row, 2),
                            column_text(result, row, 3));
    if (self->trial == NULL) {
        trials_refuse(self);
    } else {
        read_pieces(self);
    }
    return true;
}

/* A trial lets pending evidence go first, but not forever. */
static size_t trials_room(void *arg)
{
    const struct trials *self = arg;
    bool is_patient =
        !stage_is_idle(*self->stage) && clock_steady_us() - self->worked_us < PATIENCE_US;
    return self->is_busy || is_patient || *self->directory == NULL ? 0 : 1;
}

static void trials_claim(void *arg, size_t most, const struct lease *lease, lane_fn *then,
                         void *then_arg)
{
    const struct trials *self = arg;
    (void)most;
    poller_claim_one(self->daemon, self->lane, &CLAIM, lease, then, then_arg);
}

static void trials_renew(void *arg, struct uuids claims, int lease_ms)
{
    const struct trials *self = arg;
    poller_renew(self->lane, &RENEW, claims, lease_ms);
}

static const struct poller_work WORK = {trials_room, trials_claim, trials_take, trials_renew};

struct trials *trials_open(struct daemon *daemon, const struct validation_conf *conf,
                           struct directory *const *directory, struct stage *const *stage)
{
    struct trials *self = memory_zero(sizeof(*self));
    self->daemon = daemon;
    self->conf = conf;
    self->directory = directory;
    self->stage = stage;
    self->lane = daemon_lane(daemon, "trials");
    self->arena = arena_new();
    self->poller = poller_open(daemon, POLL_MS, &WORK, self);
    return self;
}

void trials_close(struct trials **pointer)
{
    struct trials *self = *pointer;
    if (self == NULL) {
        return;
    }
    poller_close(&self->poller);
    context_load_close(&self->load);
    directory_free(&self->held);
    trial_free(&self->trial);
    arena_free(&self->arena);
    free(self);
    *pointer = NULL;
}

bool trials_is_idle(const struct trials *self)
{
    return !self->is_busy && poller_is_idle(self->poller);
}
