/*
 * peer.c — see peer.h; the statements are in sql/.
 */
#include "store/peer.h"

#include "store/schema.h"
#include "store/sql.h"

static const struct statement BEAT = {"peer_beat", SQL_BEAT};
static const struct statement LEAVE = {"peer_leave", SQL_LEAVE};
static const struct statement PEERS = {"peer_list", SQL_PEERS};
static const struct statement KEYS = {"peer_keys", SQL_KEYS};
static const struct statement SCHEMA = {"peer_schema", SQL_SCHEMA};

void peer_beat(struct lane *lane, const struct peer_self *self, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_text(params, self->service);
    params_uuid(params, &self->instance);
    params_text(params, self->endpoint);
    params_text(params, self->public_key);
    lane_run(lane, &BEAT, params, then, arg);
    params_free(&params);
}

enum err peer_leave(struct lane *lane, const struct uuid *instance)
{
    struct params *params = params_new();
    params_uuid(params, instance);
    struct rows *result;
    enum err err = lane_wait(lane, &LEAVE, params, &result);
    rows_free(&result);
    params_free(&params);
    return err;
}

void peer_list(struct lane *lane, lane_fn *then, void *arg)
{
    lane_run(lane, &PEERS, NULL, then, arg);
}

void peer_keys(struct lane *lane, lane_fn *then, void *arg)
{
    lane_run(lane, &KEYS, NULL, then, arg);
}

enum err peer_check_schema(struct lane *lane)
{
    struct rows *rows;
    enum err err = lane_wait(lane, &SCHEMA, NULL, &rows);
    if (err == ERR_REJECT) {
        return err_note(ERR_FATAL, "the database has no schema yet, or one of an older release: "
                                   "run minhchung migrate");
    }
    if (err != ERR_NONE) {
        return err;
    }
    err = schema_accept(rows);
    for (int place = 0; err == ERR_NONE && place < schema_count(); place++) {
        if (!schema_is_applied(rows, schema_at(place))) {
            err = err_note(ERR_FATAL, "the database lacks this program's %s: run minhchung migrate",
                           schema_at(place)->name);
        }
    }
    rows_free(&rows);
    return err;
}
