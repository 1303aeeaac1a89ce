/*
 * calendars.c — visits for the calendars of phones: the file of a round, and the feed behind an
 * account's secret address, which needs no sign-in and can be revoked.
 */
#include <string.h>

#include "base/token.h"
#include "gateway/calendar.h"
#include "gateway/request.h"
#include "gateway/routes/query.h"

static const char SUFFIX[] = ".ics";

static void answer_calendar(struct request *request, const char *json)
{
    buf_clear(&request->answer);
    if (!calendar_write(json, &request->answer)) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return;
    }
    request_answer(request, MHD_HTTP_OK);
    request->content_type = "text/calendar; charset=utf-8";
}

ROUTE("GET", "/api/v1/campaigns/{campaign}/rounds/{round}/itinerary.ics",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR | ROLE_SYSTEM,
      BODY_NONE, route_calendar_round);
void route_calendar_round(struct request *request)
{
    struct calendar_round_params of = {0};
    if (query_path_code(request, "campaign", &of.campaign) &&
        query_path_code(request, "round", &of.round)) {
        calendar_round_params(request->params, &of);
        request_ask_store(request, STORE_CALENDAR_ROUND, answer_calendar);
    }
}

/* The address ends as a file does: some calendars want that. */
ROUTE("GET", "/api/v1/calendar/{token}", 0, BODY_NONE, route_calendar_events);
void route_calendar_events(struct request *request)
{
    const char *token = request->match.segments[0];
    size_t len = strlen(token);
    size_t suffix = sizeof(SUFFIX) - 1;
    if (len > suffix && strcmp(token + len - suffix, SUFFIX) == 0) {
        len -= suffix;
    }
    struct hash hash = token_hash(token, len);
    calendar_events_params(request->params,
                           &(struct calendar_events_params){.digest = {hash.bytes, HASH_SIZE}});
    request_ask_store(request, STORE_CALENDAR_EVENTS, answer_calendar);
}

/* ---------------------------------------------------------------- the address */

/* Only this answer has the secret: the store keeps its hash. */
static void answer_address(struct request *request, const char *json)
{
    const char *end = strstr(json, "\"path\": null");
    const char *token = request->state;
    if (end == NULL) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return;
    }
    request_answer_text(request, MHD_HTTP_OK,
                        arena_print(request->arena, "%.*s\"path\": \"/api/v1/calendar/%s%s\"%s",
                                    (int)(end - json), json, token, SUFFIX,
                                    end + strlen("\"path\": null")));
}

ROUTE("POST", "/api/v1/calendar",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR | ROLE_SYSTEM,
      BODY_NONE, route_calendar_new);
void route_calendar_new(struct request *request)
{
    char *token = arena_alloc(request->arena, TOKEN_TEXT);
    token_new(token);
    struct hash hash = token_hash(token, strlen(token));
    request->state = token;
    calendar_set_params(request->params,
                        &(struct calendar_set_params){.digest = {hash.bytes, HASH_SIZE}});
    request_ask_store(request, STORE_CALENDAR_SET, answer_address);
}

ROUTE("DELETE", "/api/v1/calendar",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR | ROLE_SYSTEM,
      BODY_NONE, route_calendar_revoke);
void route_calendar_revoke(struct request *request)
{
    calendar_set_params(request->params, &(struct calendar_set_params){.digest = {NULL, 0}});
    request_ask_store(request, STORE_CALENDAR_SET, request_answer_ok);
}
