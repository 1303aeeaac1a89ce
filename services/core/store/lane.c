/*
 * lane.c — opens, loses and reopens the connection of a lane, sends its statements and
 * matches the answers to them.
 *
 * One statement is one round: [prepare] [set account] execute, sync.  The server
 * commits at the sync, so a statement has happened only when the sync has been
 * answered; its result is kept until then.
 */
#include "store/internal.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"

enum {
    PAUSE_MIN_MS = 100,
    PAUSE_MAX_MS = 1000,
    TIMEOUT_DEFAULT_MS = 5000,
    ADDRESS_MS = 500,
    GRACE_MS = 5000 /* the server's own timeout ends first */
};

static const struct statement SET_ACCOUNT = {
    "lane_set_account", "SELECT set_config('app.account', $1::int4::text, true), "
                        "set_config('app.access_key', $2::int4::text, true)"};

static void lane_watch(struct lane *self, int want)
{
    if (self->fd >= 0 && want != self->want && self->watch != NULL) {
        self->watch(self->watch_arg, self, self->fd, want);
    }
    self->want = want;
}

static void watch_socket(struct lane *self, int want)
{
    int fd = PQsocket(self->conn);
    if (fd != self->fd) {
        lane_watch(self, 0);
        self->fd = fd;
        self->want = 0;
    }
    lane_watch(self, want);
}

struct flight *lane_flight_new(struct lane *self)
{
    struct flight *flight = STAILQ_FIRST(&self->spare);
    if (flight != NULL) {
        STAILQ_REMOVE_HEAD(&self->spare, link);
        memset(flight, 0, sizeof(*flight));
    } else {
        flight = memory_zero(sizeof(*flight));
    }
    flight->started_ms = clock_steady_ms();
    return flight;
}

/* Removes the first flight and calls its owner; the owner may run more. */
static void flight_end(struct lane *self, enum err err)
{
    struct flight *flight = STAILQ_FIRST(&self->flights);
    STAILQ_REMOVE_HEAD(&self->flights, link);
    self->in_flight--;
    PGresult *result = flight->result;
    flight->result = NULL;
    if (flight->keep != NULL) {
        *flight->keep = err == ERR_NONE ? (void *)result : NULL;
        result = err == ERR_NONE ? NULL : result;
    }
    lane_fn *then = flight->then;
    void *arg = flight->arg;
    const struct rows *shown = flight->keep != NULL ? *flight->keep : (void *)result;
    STAILQ_INSERT_HEAD(&self->spare, flight, link);
    if (then != NULL) {
        then(arg, err, shown);
    }
    PQclear(result);
}

/* The connection is gone: what was sent may have happened, the rest did not.
 * Only the flights of this moment end: an owner may run new ones meanwhile. */
static void end_all(struct lane *self)
{
    for (size_t left = self->in_flight; left > 0; left--) {
        struct flight *flight = STAILQ_FIRST(&self->flights);
        PQclear(flight->result);
        flight->result = NULL;
        enum err err = flight->is_sent ? ERR_UNKNOWN : ERR_RETRY;
        flight_end(self, err_note(err, "%s: no connection to the store", flight->statement->name));
    }
}

static void go_down(struct lane *self, const char *why)
{
    if (lane_note_fault(self, why) || self->was_up) {
        log_warn("store: %s: %s", self->application, self->fault);
    }
    lane_watch(self, 0);
    self->fd = -1;
    self->want = 0;
    PQfinish(self->conn);
    self->conn = NULL;
    self->state = LANE_DOWN;
    self->since_ms = clock_steady_ms();
    self->was_up = false;
    map_free(&self->prepared);
    self->prepared = map_new();
    end_all(self);
}

static void connect_step(struct lane *self)
{
    switch (PQconnectPoll(self->conn)) {
    case PGRES_POLLING_READING:
        watch_socket(self, 1);
        return;
    case PGRES_POLLING_WRITING:
        watch_socket(self, 2);
        return;
    case PGRES_POLLING_OK:
        if (PQsetnonblocking(self->conn, 1) != 0 || PQenterPipelineMode(self->conn) != 1) {
            go_down(self, PQerrorMessage(self->conn));
            return;
        }
        self->state = LANE_UP;
        self->since_ms = clock_steady_ms();
        self->pause_ms = PAUSE_MIN_MS;
        self->was_up = true;
        self->fault[0] = '\0';
        lane_shorten_faults(self);
        lane_note_address(self);
        watch_socket(self, 1);
        end_all(self); /* unsent flights must not take the answers of sent ones */
        return;
    case PGRES_POLLING_FAILED:
    case PGRES_POLLING_ACTIVE:
        go_down(self, PQerrorMessage(self->conn));
        return;
    }
}

static void connect_start(struct lane *self)
{
    self->conn = lane_connect(self);
    assert(self->conn != NULL);
    self->state = LANE_CONNECTING;
    self->since_ms = clock_steady_ms();
    self->pause_ms = self->pause_ms * 2 < PAUSE_MAX_MS ? self->pause_ms * 2 : PAUSE_MAX_MS;
    if (PQstatus(self->conn) == CONNECTION_BAD) {
        go_down(self, PQerrorMessage(self->conn));
        return;
    }
    watch_socket(self, 2);
}

enum err lane_open(struct lane **out, const struct lane_conf *conf)
{
    *out = NULL;
    char *fault = NULL;
    PQconninfoOption *parsed = PQconninfoParse(conf->dsn, &fault);
    if (parsed == NULL) {
        enum err err = err_note(ERR_FATAL, "store.dsn: %s", fault != NULL ? fault : "not valid");
        PQfreemem(fault);
        return err;
    }
    PQconninfoFree(parsed);
    struct lane *self = memory_zero(sizeof(*self));
    self->dsn = memory_text(conf->dsn);
    self->application = memory_text(conf->application);
    self->timeout_ms = conf->timeout_ms > 0 ? conf->timeout_ms : TIMEOUT_DEFAULT_MS;
    lane_session_options(self, conf->is_relaxed);
    self->watch = conf->watch;
    self->watch_arg = conf->watch_arg;
    self->fd = -1;
    self->pause_ms = PAUSE_MIN_MS / 2;
    self->prepared = map_new();
    STAILQ_INIT(&self->flights);
    STAILQ_INIT(&self->spare);
    connect_start(self);
    *out = self;
    return ERR_NONE;
}

void lane_close(struct lane **pointer)
{
    struct lane *self = *pointer;
    if (self == NULL) {
        return;
    }
    *pointer = NULL;
    lane_watch(self, 0);
    PQfinish(self->conn);
    STAILQ_CONCAT(&self->flights, &self->spare);
    for (struct flight *flight = STAILQ_FIRST(&self->flights), *next; flight != NULL;
         flight = next) {
        next = STAILQ_NEXT(flight, link);
        PQclear(flight->result);
        free(flight);
    }
    map_free(&self->prepared);
    free(self->dsn);
    free(self->application);
    free(self);
}

static bool send_prepare(struct lane *self, const struct statement *statement,
                         const struct params *params, bool *is_new)
{
    *is_new = false;
    if (map_get_text(self->prepared, statement->name) != NULL) {
        return true;
    }
    *is_new = true;
    union {
        const struct statement *borrowed;
        void *value;
    } entry = {.borrowed = statement};
    map_put_text(self->prepared, statement->name, entry.value);
    return PQsendPrepare(self->conn, statement->name, statement->sql, params_count(params),
                         params_types(params)) == 1;
}

static bool send_execute(struct lane *self, const struct statement *statement,
                         const struct params *params)
{
    return PQsendQueryPrepared(self->conn, statement->name, params_count(params),
                               params_values(params), params_lengths(params),
                               params_formats(params), 1) == 1;
}

static bool send_account(struct lane *self, struct lane_as as, struct flight *flight)
{
    struct params *params = params_new();
    params_int(params, as.account);
    params_int(params, as.access_key);
    bool is_new;
    bool is_sent = send_prepare(self, &SET_ACCOUNT, params, &is_new) &&
                   send_execute(self, &SET_ACCOUNT, params);
    params_free(&params);
    flight->skip += is_new ? 2 : 1;
    return is_sent;
}

static void lane_flush(struct lane *self)
{
    int left = PQflush(self->conn);
    if (left < 0) {
        return; /* the next read returns the reason */
    }
    lane_watch(self, left > 0 ? 3 : 1);
}

void lane_launch(struct lane *self, const struct lane_as *as, struct flight *flight,
                 const struct params *params)
{
    STAILQ_INSERT_TAIL(&self->flights, flight, link);
    self->in_flight++;
    if (self->state != LANE_UP) {
        return; /* ends with ERR_RETRY at the next tick */
    }
    flight->is_sent = true;
    bool is_new = false;
    bool is_sent = as == NULL || send_account(self, *as, flight);
    is_sent = is_sent && send_prepare(self, flight->statement, params, &is_new);
    flight->prepares = is_new;
    flight->skip += is_new ? 1 : 0;
    is_sent = is_sent && send_execute(self, flight->statement, params);
    is_sent = is_sent && PQpipelineSync(self->conn) == 1;
    if (!is_sent) {
        /* libpq refused it: the connection is broken.  The next tick handles the
         * loss; doing so now would call the owner inside its own call. */
        self->since_ms = INT64_MIN;
        return;
    }
    lane_flush(self);
}

void lane_run(struct lane *self, const struct statement *statement, const struct params *params,
              lane_fn *then, void *arg)
{
    struct flight *flight = lane_flight_new(self);
    flight->statement = statement;
    flight->then = then;
    flight->arg = arg;
    lane_launch(self, NULL, flight, params);
}

void lane_run_as(struct lane *self, struct lane_as as, const struct statement *statement,
                 const struct params *params, lane_fn *then, void *arg)
{
    struct flight *flight = lane_flight_new(self);
    flight->statement = statement;
    flight->then = then;
    flight->arg = arg;
    lane_launch(self, &as, flight, params);
}

/* The reaction to a refused statement, by its SQLSTATE. */
static enum err lane_classify(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (state == NULL || strncmp(state, "08", 2) == 0 || strncmp(state, "57P", 3) == 0) {
        return ERR_UNKNOWN;
    }
    static const char *const PASSING[] = {"40", "53", "55", "57", "58"};
    for (size_t i = 0; i < sizeof(PASSING) / sizeof(PASSING[0]); i++) {
        if (strncmp(state, PASSING[i], 2) == 0) {
            return ERR_RETRY;
        }
    }
    return ERR_REJECT;
}

static enum err lane_judge(const struct flight *flight)
{
    const PGresult *result = flight->result;
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
        return ERR_NONE;
    }
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return err_note(lane_classify(result), "%s: %s %s", flight->statement->name,
                    state != NULL ? state : "-----", text != NULL ? text : "no message");
}

/* Handles one result of the first flight. */
static void take_result(struct lane *self, PGresult *result)
{
    struct flight *flight = STAILQ_FIRST(&self->flights);
    ExecStatusType status = PQresultStatus(result);
    if (flight == NULL) {
        PQclear(result);
        return;
    }
    if (status == PGRES_PIPELINE_SYNC) {
        PQclear(result);
        enum err err = lane_judge(flight);
        if (err != ERR_NONE && flight->prepares) {
            map_take(self->prepared, flight->statement->name, strlen(flight->statement->name));
        }
        flight_end(self, err);
        return;
    }
    bool is_fault = status == PGRES_FATAL_ERROR;
    bool has_fault = flight->result != NULL && PQresultStatus(flight->result) == PGRES_FATAL_ERROR;
    if (status == PGRES_PIPELINE_ABORTED || has_fault || (flight->skip > 0 && !is_fault)) {
        if (flight->skip == 1 && status == PGRES_COMMAND_OK) {
            flight->prepares = false; /* the statement stays prepared even if its execution fails */
        }
        flight->skip -= flight->skip > 0 ? 1 : 0;
        PQclear(result);
        return;
    }
    PQclear(flight->result);
    flight->result = result;
}

static void read_results(struct lane *self)
{
    PGconn *conn = self->conn;
    while (!STAILQ_EMPTY(&self->flights) && self->conn == conn && !PQisBusy(conn)) {
        PGresult *result = PQgetResult(conn);
        if (result == NULL) {
            if (PQstatus(conn) == CONNECTION_BAD || PQisBusy(conn)) {
                return;
            }
            continue; /* the end of one statement's results */
        }
        take_result(self, result);
    }
}

void lane_ready(struct lane *self, int ready)
{
    if (self->state == LANE_CONNECTING) {
        connect_step(self);
        return;
    }
    if (self->state != LANE_UP) {
        return;
    }
    if ((ready & 1) != 0 && PQconsumeInput(self->conn) != 1) {
        read_results(self); /* results that arrived before the end still count */
        go_down(self, PQerrorMessage(self->conn));
        return;
    }
    read_results(self);
    if (self->state != LANE_UP) {
        return;
    }
    if (PQstatus(self->conn) == CONNECTION_BAD) {
        go_down(self, PQerrorMessage(self->conn));
        return;
    }
    lane_flush(self);
}

static void check_time(struct lane *self, int64_t now)
{
    const struct flight *oldest = STAILQ_FIRST(&self->flights);
    if (self->since_ms == INT64_MIN) {
        go_down(self, "the connection is out of order");
    } else if (oldest != NULL && oldest->is_sent &&
               now - oldest->started_ms > self->timeout_ms + GRACE_MS) {
        go_down(self, "the store does not answer");
    } else if (now - self->checked_ms >= ADDRESS_MS) {
        self->checked_ms = now;
        if (lane_address_is_gone(self)) {
            go_down(self, "this machine has lost the address that the connection began at");
        }
    }
}

void lane_tick(struct lane *self)
{
    int64_t now = clock_steady_ms();
    switch (self->state) {
    case LANE_UP:
        check_time(self, now);
        return;
    case LANE_CONNECTING:
        end_all(self);
        if (now - self->since_ms > LANE_ATTEMPT_MS) {
            go_down(self, "connecting takes too long");
        }
        return;
    case LANE_DOWN:
        end_all(self);
        if (now - self->since_ms >= self->pause_ms) {
            connect_start(self);
        }
        return;
    }
}

bool lane_is_up(const struct lane *self)
{
    return self->state == LANE_UP;
}

size_t lane_in_flight(const struct lane *self)
{
    return self->in_flight;
}
