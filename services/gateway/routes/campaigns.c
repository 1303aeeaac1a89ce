/*
 * campaigns.c — campaigns, their boards, units and receipts.
 */
#include "gateway/routes/routes.h"

#include "base/json.h"
#include "gateway/request.h"
#include "gateway/routes/query.h"
#include "rules/rule.h"

void route_campaign_list(struct request *request)
{
    params_reset(request->params);
    request_answer_read(request, STORE_CAMPAIGNS);
}

/* Reads what the first `count` names of the path say. */
static void read_path(struct request *request, size_t count, enum store_read read)
{
    if (query_path(request, count)) {
        request_answer_read(request, read);
    }
}

void route_campaign_one(struct request *request)
{
    read_path(request, 1, STORE_CAMPAIGN);
}

void route_scoreboard(struct request *request)
{
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        if (query_code(request, "around")) {
            request_answer_read(request, STORE_SCOREBOARD);
        }
    }
}

void route_sensitivity(struct request *request)
{
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        if (query_number(request, "percent", &(struct query_range){1, 50, 10})) {
            request_answer_read(request, STORE_SENSITIVITY);
        }
    }
}

/* Of the units that may be read, or of one, up to a day. */
static void read_up_to(struct request *request, enum store_read read)
{
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        if (query_code(request, "unit") && query_date(request, "on")) {
            request_answer_read(request, read);
        }
    }
}

void route_pace(struct request *request)
{
    read_up_to(request, STORE_PACE);
}

void route_cadence(struct request *request)
{
    read_up_to(request, STORE_CADENCE);
}

void route_unit_members(struct request *request)
{
    read_path(request, 2, STORE_UNIT_MEMBERS);
}

void route_unit(struct request *request)
{
    read_path(request, 2, STORE_UNIT);
}

/* {"exists": "Có minh chứng", ...}: what the kinds of rules are called. */
static void add_kind_names(struct params *params)
{
    size_t count;
    const struct rule_kind *const *kinds = rule_kinds(&count);
    struct buf names = {0};
    struct json json;
    json_start(&json, &names);
    json_object_start(&json, NULL);
    for (size_t i = 0; i < count; i++) {
        json_text(&json, kinds[i]->name, kinds[i]->meaning);
    }
    json_object_end(&json);
    params_text(params, buf_string(&names));
    buf_free(&names);
}

void route_receipt(struct request *request)
{
    if (query_path(request, 3)) {
        add_kind_names(request->params);
        request_answer_read(request, STORE_RECEIPT);
    }
}

void route_receipt_unit(struct request *request)
{
    static const char *const BODIES[] = {"computed", "self", "appraised", "approved", NULL};
    if (query_path(request, 2) && query_word(request, "body", BODIES)) {
        request_answer_read(request, STORE_RECEIPT_UNIT);
    }
}
