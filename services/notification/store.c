/*
 * store.c — binds the statements in sql/ and reads their rows; see store.h.
 */
#include "notification/store.h"

#include <string.h>

#include "daemon/poller.h"
#include "notification/channels/channel.h"
#include "notification/sql.h"
#include "wire/envelope.h"
#include "wire/wire.h"

static const struct statement INTENT = {"notification_intent", SQL_INTENT};
static const struct statement RECLAIM = {"notification_reclaim", SQL_RECLAIM};
static const struct statement RENEW = {"notification_renew", SQL_RENEW};
static const struct statement OUTCOME = {"notification_outcome", SQL_OUTCOME};
static const struct statement DEADLINES = {"notification_deadlines", SQL_DEADLINES};
static const struct statement PACE = {"notification_reminders_pace", SQL_REMINDERS_PACE};
static const struct statement POSTS = {"notification_reminders_posts", SQL_REMINDERS_POSTS};
static const struct statement ASKED = {"notification_reminders_asked", SQL_REMINDERS_ASKED};
static const struct statement VISITS = {"notification_reminders_visits", SQL_REMINDERS_VISITS};
static const struct statement FILES = {"notification_reminders_files", SQL_REMINDERS_FILES};
static const struct statement OWE = {"notification_owe", SQL_OWE};

static void add_id(struct params *params, const ProtobufCBinaryData *field)
{
    struct uuid id;
    params_add_uuid(params, wire_get_uuid(field, &id) ? &id : NULL);
}

static void add_numbers(struct params *params, enum params_type type, const struct intent *intents,
                        size_t count, uint32_t (*get)(const Notification__V1__Notice *))
{
    params_array_begin(params, type);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, get(intents[i].notice));
    }
    params_array_end(params);
}

static uint32_t get_kind(const Notification__V1__Notice *notice)
{
    return (uint32_t)notice->kind;
}

static uint32_t get_campaign(const Notification__V1__Notice *notice)
{
    return notice->campaign_id;
}

static uint32_t get_unit(const Notification__V1__Notice *notice)
{
    return notice->unit_id;
}

static uint32_t get_account(const Notification__V1__Notice *notice)
{
    return notice->account_id;
}

void store_intent(struct lane *lane, const struct intent *intents, size_t count, lane_fn *then,
                  void *arg)
{
    struct params *params = params_new();
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        add_id(params, &intents[i].envelope->message_id);
    }
    params_array_end(params);
    add_numbers(params, PARAMS_INT2, intents, count, get_kind);
    add_numbers(params, PARAMS_INT4, intents, count, get_campaign);
    add_numbers(params, PARAMS_INT4, intents, count, get_unit);
    add_numbers(params, PARAMS_INT4, intents, count, get_account);
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        add_id(params, &intents[i].notice->evidence_id);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, intents[i].subject);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        params_add_bytes(params, intents[i].envelope->payload.data,
                         intents[i].envelope->payload.len);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        struct uuid trace = envelope_trace(intents[i].envelope);
        params_add_uuid(params, &trace);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, intents[i].notice->place);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, notice_details(intents[i].notice));
    }
    params_array_end(params);
    lane_run(lane, &INTENT, params, then, arg);
    params_free(&params);
}

void store_reclaim(struct lane *lane, size_t max, const struct uuid *claim, int lease_ms,
                   lane_fn *then, void *arg)
{
    int numbers[CHANNELS_MAX];
    size_t count = channels_with_key(numbers);
    struct params *params = params_new();
    params_int(params, (int)max);
    params_array_begin(params, PARAMS_INT4);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, numbers[i]);
    }
    params_array_end(params);
    params_uuid(params, claim);
    params_int(params, lease_ms);
    lane_run(lane, &RECLAIM, params, then, arg);
    params_free(&params);
}

void store_renew(struct lane *lane, struct uuids claims, int lease_ms)
{
    poller_renew(lane, &RENEW, claims, lease_ms);
}

bool store_attempt(const struct rows *result, int row, struct arena *arena, struct attempt *out)
{
    struct bytes notice = column_bytes(result, row, 6);
    *out = (struct attempt){
        .id = column_uuid(result, row, 0),
        .channel = column_int(result, row, 1),
        .target = column_text(result, row, 2),
        .number = column_int(result, row, 4),
        .subject = column_text(result, row, 5),
        .secret = column_text(result, row, 7),
        .created_at = column_text(result, row, 8),
        .unit = column_text(result, row, 9),
        .campaign = column_text(result, row, 10),
        .trace = column_uuid(result, row, 11),
        .notice =
            wire_unpack(arena, &notification__v1__notice__descriptor, notice.data, notice.len),
    };
    return column_int(result, row, 3) == 1 && out->notice != NULL;
}

void store_outcome(struct lane *lane, const struct ended_attempt *ended, size_t count,
                   lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &ended[i].id);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &ended[i].claim);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_INT2);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, (int)ended[i].end.state);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(params, ended[i].reference);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_INT4);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, ended[i].end.pause_ms);
    }
    params_array_end(params);
    lane_run(lane, &OUTCOME, params, then, arg);
    params_free(&params);
}

void store_deadlines(struct lane *lane, const int *days, size_t count, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_array_begin(params, PARAMS_INT4);
    for (size_t i = 0; i < count; i++) {
        params_add_int(params, days[i]);
    }
    params_array_end(params);
    lane_run(lane, &DEADLINES, params, then, arg);
    params_free(&params);
}

void store_behind(struct lane *lane, lane_fn *then, void *arg)
{
    lane_run(lane, &PACE, NULL, then, arg);
}

void store_missed(struct lane *lane, lane_fn *then, void *arg)
{
    lane_run(lane, &POSTS, NULL, then, arg);
}

void store_asked(struct lane *lane, int late_days, lane_fn *then, void *arg)
{
    struct params *params = params_new();
    params_int(params, late_days);
    lane_run(lane, &ASKED, params, then, arg);
    params_free(&params);
}

void store_visits(struct lane *lane, lane_fn *then, void *arg)
{
    lane_run(lane, &VISITS, NULL, then, arg);
}

void store_files(struct lane *lane, lane_fn *then, void *arg)
{
    lane_run(lane, &FILES, NULL, then, arg);
}

void store_owe(struct lane *lane, const struct occasion *occasions, size_t count, lane_fn *then,
               void *arg)
{
    struct params *params = params_new();
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < count; i++) {
        params_add_uuid(params, &occasions[i].id);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < count; i++) {
        params_add_bytes(params, occasions[i].notice, occasions[i].len);
    }
    params_array_end(params);
    params_int(params, NOTICE_SCHEMA);
    lane_run(lane, &OWE, params, then, arg);
    params_free(&params);
}
