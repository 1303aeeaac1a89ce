/*
 * campaigns.c — campaigns, their boards, units and receipts; and publishing a result.
 */
#include "gateway/routes/routes.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/uuid.h"
#include "notification/v1/notification.pb-c.h"

#include "gateway/request.h"
#include "gateway/routes/query.h"

enum { NOTICE_TITLE_MAX = 200 };

void route_campaign_list(struct request *request)
{
    params_reset(request->params);
    request_answer_read(request, STORE_CAMPAIGNS);
}

/* Reads what the first `count` names of the path say. */
static void read_path(struct request *request, size_t count, enum store_read read)
{
    params_reset(request->params);
    for (size_t i = 0; i < count; i++) {
        if (!query_segment_code(request, i)) {
            return;
        }
        params_text(request->params, request->match.segments[i]);
    }
    request_answer_read(request, read);
}

void route_campaign_one(struct request *request)
{
    read_path(request, 1, STORE_CAMPAIGN);
}

void route_scoreboard(struct request *request)
{
    read_path(request, 1, STORE_SCOREBOARD);
}

void route_unit(struct request *request)
{
    read_path(request, 2, STORE_UNIT);
}

void route_receipt(struct request *request)
{
    read_path(request, 3, STORE_RECEIPT);
}

/* ---------------------------------------------------------------- publishing */

static void published(void *arg, enum err err, const char *json)
{
    struct request *request = arg;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
    } else if (json == NULL) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    } else if (strstr(json, "\"busy\"") != NULL) {
        request_refuse_as(request, PROBLEM_CAMPAIGN_BUSY, NULL);
    } else if (strstr(json, "\"draft\"") != NULL) {
        request_refuse_as(request, PROBLEM_CAMPAIGN_DRAFT, NULL);
    } else {
        request_answer_text(request, MHD_HTTP_OK, json);
    }
}

/* One notice of one unit, as the payload of a message of stage 4. */
static void add_notice(struct request *request, const struct store_result *result, int unit)
{
    Notification__V1__Notice notice = NOTIFICATION__V1__NOTICE__INIT;
    notice.kind = NOTIFICATION__V1__KIND__KIND_RESULT_PUBLISHED;
    notice.campaign_id = (uint32_t)result->campaign;
    notice.unit_id = (uint32_t)unit;
    notice.title = arena_text(request->arena, result->name,
                              text_cut(result->name, strlen(result->name), NOTICE_TITLE_MAX));
    struct wire_bytes bytes = wire_pack(request->arena, &notice.base);
    params_add_bytes(request->params, bytes.data, bytes.len);
}

static void put_result(struct request *request, const struct store_result *result)
{
    struct params *params = request->params;
    params_reset(params);
    params_text(params, request->match.segments[0]);
    params_array_begin(params, PARAMS_INT4);
    for (size_t i = 0; i < result->count; i++) {
        params_add_int(params, result->units[i]);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < result->count; i++) {
        struct uuid message = uuid_new();
        params_add_uuid(params, &message);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_UUID);
    for (size_t i = 0; i < result->count; i++) {
        char occasion[48];
        int len = snprintf(occasion, sizeof(occasion), "%d/%d", result->campaign, result->units[i]);
        struct uuid subject = uuid_name("published", occasion, (size_t)len);
        params_add_uuid(params, &subject);
    }
    params_array_end(params);
    params_array_begin(params, PARAMS_BYTEA);
    for (size_t i = 0; i < result->count; i++) {
        add_notice(request, result, result->units[i]);
    }
    params_array_end(params);
}

static void units_came(void *arg, enum err err, const struct store_result *result)
{
    struct request *request = arg;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    if (result == NULL) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    put_result(request, result);
    store_text(request->gateway->store, request->who.account, STORE_PUBLISH, request->params,
               published, request);
}

void route_publish(struct request *request)
{
    if (query_segment_code(request, 0)) {
        store_result_units(request->gateway->store, request->who.account,
                           request->match.segments[0], units_came, request);
    }
}
