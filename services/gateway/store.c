/*
 * store.c — the gateway's statements, distributed over a few lanes.
 *
 * Each statement is one file of sql/.  The database decides what an account may see
 * (deploy/schema/functions: rights.sql, policies.sql), never this code.
 */
#include "gateway/store.h"

#include <stdlib.h>
#include <sys/queue.h>

#include "base/arena.h"
#include "base/log.h"
#include "daemon/daemon.h"
#include "store/lane.h"

#include "gateway/sql.h"

enum {
    LANES_MAX = 12,
    IN_FLIGHT_MAX = 128, /* per lane; beyond it clients get "try again later" */
    UNITS_MAX = 8192
};

struct call {
    LIST_ENTRY(call) link;
    struct gateway_store *store;
    void *arg;
    union {
        store_text_fn *text;
        store_item_fn *item;
        store_revisions_fn *revisions;
        store_account_fn *account;
        store_done_fn *done;
        store_units_fn *units;
        store_name_fn *name;
    } then;
};

struct gateway_store {
    struct lane *lanes[LANES_MAX]; /* the daemon's */
    size_t lane_count;
    struct params *params; /* reused: lanes copy what they need */
    LIST_HEAD(call_list, call) calls;
};

struct store_statement_row {
    struct statement statement;
    size_t count;
    struct store_param params[STORE_PARAMS_MAX];
};
#include "gateway/statement_table.h"

const struct store_param *store_params(enum store_statement statement, size_t *count)
{
    *count = STATEMENTS[statement].count;
    return STATEMENTS[statement].params;
}

struct gateway_store *gateway_store_open(struct daemon *daemon, int lanes)
{
    struct gateway_store *self = memory_zero(sizeof(*self));
    self->params = params_new();
    while (self->lane_count < (size_t)lanes && self->lane_count < LANES_MAX) {
        self->lanes[self->lane_count++] = daemon_lane(daemon, "read");
    }
    return self;
}

void gateway_store_close(struct gateway_store **self_p)
{
    struct gateway_store *self = *self_p;
    if (self == NULL) {
        return;
    }
    for (struct call *call = LIST_FIRST(&self->calls), *next; call != NULL; call = next) {
        next = LIST_NEXT(call, link);
        free(call);
    }
    params_free(&self->params);
    free(self);
    *self_p = NULL;
}

static struct call *call_new(struct gateway_store *self, void *arg)
{
    struct call *call = memory_zero(sizeof(*call));
    call->store = self;
    call->arg = arg;
    LIST_INSERT_HEAD(&self->calls, call, link);
    return call;
}

/* Ends the call: frees its memory after copying its callback. */
static struct call gateway_store_take(struct call *call)
{
    struct call copy = *call;
    LIST_REMOVE(call, link);
    free(call);
    return copy;
}

/* Failures are logged here, once; routes only choose the status. */
static void gateway_store_note(enum err err)
{
    if (err != ERR_NONE && err != ERR_RETRY) {
        log_warn("store: %s", err_last());
    }
}

static struct lane *gateway_store_idlest(struct gateway_store *self)
{
    struct lane *best = self->lanes[0];
    for (size_t i = 1; i < self->lane_count; i++) {
        bool is_better = lane_is_up(self->lanes[i]) == lane_is_up(best)
                             ? lane_in_flight(self->lanes[i]) < lane_in_flight(best)
                             : lane_is_up(self->lanes[i]);
        if (is_better) {
            best = self->lanes[i];
        }
    }
    return best;
}

struct gateway_store_run {
    enum store_statement statement;
    const struct params *params;
    struct lane_as as; /* account 0: row-level security is not concerned */
};

static void gateway_store_run(struct gateway_store *self, const struct gateway_store_run *what,
                              lane_fn *then, void *arg)
{
    struct lane *lane = gateway_store_idlest(self);
    const struct statement *statement = &STATEMENTS[what->statement].statement;
    if (lane_in_flight(lane) >= IN_FLIGHT_MAX) {
        then(arg, err_note(ERR_RETRY, "all lanes are full"), NULL);
    } else if (what->as.account != 0) {
        lane_run_as(lane, what->as, statement, what->params, then, arg);
    } else {
        lane_run(lane, statement, what->params, then, arg);
    }
}

static void text_came(void *arg, enum err err, const struct rows *result)
{
    struct call call = gateway_store_take(arg);
    gateway_store_note(err);
    bool is_there = err == ERR_NONE && rows_count(result) > 0 && !column_is_null(result, 0, 0);
    call.then.text(call.arg, err, is_there ? column_text(result, 0, 0) : NULL);
}

void store_text(struct gateway_store *self, struct lane_as as, enum store_statement statement,
                const struct params *params, store_text_fn *then, void *arg)
{
    struct call *call = call_new(self, arg);
    call->then.text = then;
    gateway_store_run(self, &(struct gateway_store_run){statement, params, as}, text_came, call);
}

static void item_came(void *arg, enum err err, const struct rows *result)
{
    struct call call = gateway_store_take(arg);
    gateway_store_note(err);
    if (err != ERR_NONE || rows_count(result) == 0) {
        call.then.item(call.arg, err, NULL);
        return;
    }
    struct bytes body = column_bytes(result, 0, 1);
    struct store_item item = {column_text(result, 0, 0), body.data, body.len};
    call.then.item(call.arg, err, &item);
}

static void revisions_came(void *arg, enum err err, const struct rows *result)
{
    struct call call = gateway_store_take(arg);
    size_t count = err == ERR_NONE ? (size_t)rows_count(result) : 0;
    struct store_item *revisions = memory_alloc((count + 1) * sizeof(*revisions));
    gateway_store_note(err);
    for (size_t i = 0; i < count; i++) {
        struct bytes body = column_bytes(result, (int)i, 1);
        revisions[i] = (struct store_item){column_text(result, (int)i, 0), body.data, body.len};
    }
    call.then.revisions(call.arg, err, revisions, count);
    free(revisions);
}

static void run_item(struct gateway_store *self, enum store_statement statement, struct lane_as as,
                     const struct uuid *id, lane_fn *came, struct call *call)
{
    params_reset(self->params);
    params_uuid(self->params, id);
    gateway_store_run(self, &(struct gateway_store_run){statement, self->params, as}, came, call);
}

void store_item(struct gateway_store *self, struct lane_as as, const struct uuid *id,
                store_item_fn *then, void *arg)
{
    struct call *call = call_new(self, arg);
    call->then.item = then;
    run_item(self, STORE_EVIDENCE_ONE, as, id, item_came, call);
}

void store_body(struct gateway_store *self, struct lane_as as, const struct uuid *id,
                store_item_fn *then, void *arg)
{
    struct call *call = call_new(self, arg);
    call->then.item = then;
    run_item(self, STORE_EVIDENCE_BODY, as, id, item_came, call);
}

void store_revisions(struct gateway_store *self, struct lane_as as, const struct uuid *id,
                     store_revisions_fn *then, void *arg)
{
    struct call *call = call_new(self, arg);
    call->then.revisions = then;
    run_item(self, STORE_EVIDENCE_FILINGS, as, id, revisions_came, call);
}

static void account_came(void *arg, enum err err, const struct rows *result)
{
    struct call call = gateway_store_take(arg);
    gateway_store_note(err);
    if (err != ERR_NONE || rows_count(result) == 0) {
        call.then.account(call.arg, err, NULL);
        return;
    }
    struct store_account account = {
        .id = column_int(result, 0, 0),
        .username = column_text(result, 0, 1),
        .full_name = column_text(result, 0, 2),
        .role = column_text(result, 0, 3),
        .unit = column_text(result, 0, 4),
        .secret = column_text(result, 0, 5),
        .expires_ms = column_long(result, 0, 6),
        .access_key = column_int(result, 0, 7),
    };
    call.then.account(call.arg, err, &account);
}

static struct bytes bytes_of(const struct hash *hash)
{
    return (struct bytes){hash->bytes, sizeof(hash->bytes)};
}

void store_find_login(struct gateway_store *self, const char *username, store_account_fn *then,
                      void *arg)
{
    struct call *call = call_new(self, arg);
    call->then.account = then;
    login_find_params(self->params, &(struct login_find_params){username});
    gateway_store_run(self, &(struct gateway_store_run){STORE_LOGIN_FIND, self->params, {0}},
                      account_came, call);
}

void store_find_session(struct gateway_store *self, const struct hash *token,
                        store_account_fn *then, void *arg)
{
    struct call *call = call_new(self, arg);
    call->then.account = then;
    session_find_params(self->params, &(struct session_find_params){bytes_of(token)});
    gateway_store_run(self, &(struct gateway_store_run){STORE_SESSION_FIND, self->params, {0}},
                      account_came, call);
}

static void done_came(void *arg, enum err err, const struct rows *result)
{
    (void)result;
    struct call call = gateway_store_take(arg);
    gateway_store_note(err);
    call.then.done(call.arg, err);
}

void store_open_session(struct gateway_store *self, const struct store_session *session,
                        store_done_fn *then, void *arg)
{
    struct call *call = call_new(self, arg);
    call->then.done = then;
    session_open_params(self->params, &(struct session_open_params){
                                          .token = bytes_of(&session->token),
                                          .account = session->account,
                                          .csrf = session->csrf,
                                          .ttl_s = session->ttl_s,
                                      });
    gateway_store_run(self, &(struct gateway_store_run){STORE_SESSION_OPEN, self->params, {0}},
                      done_came, call);
}

void store_close_session(struct gateway_store *self, const struct hash *token, store_done_fn *then,
                         void *arg)
{
    struct call *call = call_new(self, arg);
    call->then.done = then;
    session_close_params(self->params, &(struct session_close_params){bytes_of(token)});
    gateway_store_run(self, &(struct gateway_store_run){STORE_SESSION_CLOSE, self->params, {0}},
                      done_came, call);
}

static void units_came(void *arg, enum err err, const struct rows *result)
{
    struct call call = gateway_store_take(arg);
    gateway_store_note(err);
    int *units = memory_alloc(UNITS_MAX * sizeof(*units));
    size_t count =
        err == ERR_NONE && rows_count(result) > 0 ? column_ints(result, 0, 0, units, UNITS_MAX) : 0;
    call.then.units(call.arg, err, units, count);
    free(units);
}

void store_readable_units(struct gateway_store *self, struct lane_as as, store_units_fn *then,
                          void *arg)
{
    struct call *call = call_new(self, arg);
    call->then.units = then;
    gateway_store_run(self, &(struct gateway_store_run){STORE_READABLE_UNITS, NULL, as}, units_came,
                      call);
}

static void names_came(void *arg, enum err err, const struct rows *result)
{
    struct call call = gateway_store_take(arg);
    gateway_store_note(err);
    for (int row = 0; err == ERR_NONE && row < rows_count(result); row++) {
        struct store_name name = {column_int(result, row, 0), column_int(result, row, 1),
                                  column_text(result, row, 2)};
        call.then.name(call.arg, err, &name);
    }
    call.then.name(call.arg, err, &(struct store_name){0, 0, ""});
}

void store_names(struct gateway_store *self, store_name_fn *then, void *arg)
{
    struct call *call = call_new(self, arg);
    call->then.name = then;
    gateway_store_run(self, &(struct gateway_store_run){STORE_DIRECTORY, NULL, {0}}, names_came,
                      call);
}
