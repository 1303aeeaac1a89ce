/*
 * queue.c — see queue.h; the statements are in sql/.
 */
#include "store/queue.h"

#include <string.h>

#include "store/sql.h"

static const struct statement CLAIM = {"queue_claim", SQL_CLAIM};
static const struct statement RELEASE = {"queue_release", SQL_RELEASE};
static const struct statement RENEW = {"queue_renew", SQL_RENEW};
static const struct statement RETURN = {"queue_return", SQL_RETURN};
static const struct statement FAIL = {"queue_fail", SQL_FAIL};
static const struct statement BACKLOG = {"queue_backlog", SQL_BACKLOG};

static void queue_run(struct lane *lane, const struct statement *statement, struct params *params,
                      lane_fn *then, void *arg)
{
    lane_run(lane, statement, params, then, arg);
    params_free(&params);
}

void queue_claim(struct lane *lane, const struct queue_conf *conf, size_t max, lane_fn *then,
                 void *arg)
{
    struct params *params = params_new();
    params_int(params, conf->stage);
    params_int(params, (int)max);
    params_int(params, conf->lease_ms);
    params_int(params, conf->max_attempts);
    queue_run(lane, &CLAIM, params, then, arg);
}

static ProtobufCBinaryData copy_field(struct arena *arena, const struct rows *result, int row,
                                      int column)
{
    struct bytes bytes = column_bytes(result, row, column);
    return (ProtobufCBinaryData){.len = bytes.len,
                                 .data = arena_copy(arena, bytes.data, bytes.len)};
}

Bus__V1__Envelope *queue_envelope(const struct queue_conf *conf, const struct rows *result, int row,
                                  struct arena *arena)
{
    Bus__V1__Envelope *envelope = arena_alloc(arena, sizeof(*envelope));
    bus__v1__envelope__init(envelope);
    envelope->stage = (uint32_t)conf->stage;
    envelope->message_id = copy_field(arena, result, row, 0);
    envelope->subject_id = copy_field(arena, result, row, 1);
    envelope->attempt = (uint32_t)column_int(result, row, 2);
    envelope->schema = (uint32_t)column_int(result, row, 3);
    envelope->born_us = (uint64_t)column_long(result, row, 4);
    envelope->body = copy_field(arena, result, row, 5);
    envelope->payload = copy_field(arena, result, row, 6);
    envelope->trace = copy_field(arena, result, row, 7);
    return envelope;
}

bool queue_is_dead(const struct rows *result, int row)
{
    return column_bool(result, row, 8);
}

bool queue_has_died(const struct rows *result)
{
    return column_bool(result, 0, 0);
}

static struct uuid message_id(const Bus__V1__Envelope *envelope)
{
    struct uuid id;
    memcpy(id.bytes, envelope->message_id.data, sizeof(id.bytes));
    return id;
}

static void add_message_ids(struct params *params, const Bus__V1__Envelope *const *envelopes,
                            size_t count)
{
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        struct uuid id = message_id(envelopes[i]);
        params_add_uuid(params, &id);
    }
    params_array_end(params);
}

void queue_release(struct lane *lane, const struct queue_conf *conf,
                   const Bus__V1__Envelope *const *envelopes, size_t count, lane_fn *then,
                   void *arg)
{
    struct params *params = params_new();
    params_int(params, conf->stage);
    add_message_ids(params, envelopes, count);
    queue_run(lane, &RELEASE, params, then, arg);
}

void queue_renew(struct lane *lane, const struct queue_conf *conf,
                 const Bus__V1__Envelope *const *envelopes, size_t count, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_int(params, conf->stage);
    add_message_ids(params, envelopes, count);
    params_array_begin(params, PARAMS_INT4);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, (int)envelopes[i]->attempt);
    }
    params_array_end(params);
    params_int(params, conf->lease_ms);
    queue_run(lane, &RENEW, params, then, arg);
}

void queue_return(struct lane *lane, int stage, const struct uuid *ids, size_t count)
{
    struct params *params = params_new();
    params_int(params, stage);
    params_uuids(params, (struct uuids){ids, count});
    queue_run(lane, &RETURN, params, NULL, NULL); /* if this fails, the leases expire */
}

void queue_fail(struct lane *lane, const struct queue_conf *conf, const Bus__V1__Envelope *envelope,
                const char *reason, lane_fn *then, void *arg)
{
    struct uuid id = message_id(envelope);
    struct params *params = params_new();
    params_int(params, conf->stage);
    params_uuid(params, &id);
    params_text(params, reason);
    params_int(params, conf->max_attempts);
    params_int(params, conf->backoff_ms);
    queue_run(lane, &FAIL, params, then, arg);
}

void queue_backlog(struct lane *lane, int stage, int cap, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_int(params, stage);
    params_int(params, cap);
    queue_run(lane, &BACKLOG, params, then, arg);
}
