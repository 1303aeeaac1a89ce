/*
 * itineraries.c — what is asked of the itinerary of a round, its proposals, its visits and its
 * issue.  The store decides who may, and what breaks which rule.
 */
#include "gateway/json_itinerary.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"

/* Reads path and body; NULL: the request is refused. */
static const char *itinerary_body(struct request *request, const struct json_field *fields,
                                  const char **campaign, const char **round)
{
    if (!query_path_code(request, "campaign", campaign) ||
        !query_path_code(request, "round", round) || !body_read(request, fields, NULL)) {
        return NULL;
    }
    return body_text(request);
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}/itinerary", ROLE_COMMITTEE | ROLE_EDITOR,
      BODY_JSON, route_itinerary_ask);
void route_itinerary_ask(struct request *request)
{
    struct itinerary_ask_params ask = {0};
    ask.body = itinerary_body(request, JSON_IN_ITINERARY, &ask.campaign, &ask.round);
    if (ask.body != NULL) {
        itinerary_ask_params(request->params, &ask);
        request_ask_store(request, STORE_ITINERARY_ASK, request_answer_ok);
    }
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/rounds/{round}/itinerary/proposals",
      ROLE_COMMITTEE | ROLE_EDITOR, BODY_JSON, route_itinerary_propose);
void route_itinerary_propose(struct request *request)
{
    struct itinerary_propose_params ask = {0};
    ask.body = itinerary_body(request, JSON_IN_ITINERARY_ACT, &ask.campaign, &ask.round);
    if (ask.body != NULL) {
        itinerary_propose_params(request->params, &ask);
        request_ask_store(request, STORE_ITINERARY_PROPOSE, request_answer_accepted);
    }
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}/itinerary/visits",
      ROLE_COMMITTEE | ROLE_EDITOR, BODY_JSON, route_itinerary_take);
void route_itinerary_take(struct request *request)
{
    struct itinerary_take_params take = {0};
    take.body = itinerary_body(request, JSON_IN_PROPOSAL_TAKEN, &take.campaign, &take.round);
    if (take.body != NULL) {
        itinerary_take_params(request->params, &take);
        request_ask_store(request, STORE_ITINERARY_TAKE, request_answer_ok);
    }
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/rounds/{round}/itinerary/issue",
      ROLE_COMMITTEE | ROLE_EDITOR, BODY_JSON, route_itinerary_issue);
void route_itinerary_issue(struct request *request)
{
    struct itinerary_issue_params issue = {0};
    issue.body = itinerary_body(request, JSON_IN_ITINERARY_ACT, &issue.campaign, &issue.round);
    if (issue.body != NULL) {
        itinerary_issue_params(request->params, &issue);
        request_ask_store(request, STORE_ITINERARY_ISSUE, request_answer_ok);
    }
}

/* ---------------------------------------------------------------- one visit */

static void itinerary_move(struct request *request, const struct json_field *fields)
{
    struct itinerary_move_params move = {0};
    if (query_path_code(request, "unit", &move.unit)) {
        move.body = itinerary_body(request, fields, &move.campaign, &move.round);
    }
    if (move.body != NULL) {
        itinerary_move_params(request->params, &move);
        request_ask_store(request, STORE_ITINERARY_MOVE, request_answer_ok);
    }
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}/itinerary/visits/{unit}",
      ROLE_COMMITTEE | ROLE_EDITOR, BODY_JSON, route_visit_move);
void route_visit_move(struct request *request)
{
    itinerary_move(request, JSON_IN_VISIT_MOVE);
}

ROUTE("DELETE", "/api/v1/campaigns/{campaign}/rounds/{round}/itinerary/visits/{unit}",
      ROLE_COMMITTEE | ROLE_EDITOR, BODY_JSON, route_visit_off);
void route_visit_off(struct request *request)
{
    itinerary_move(request, JSON_IN_ITINERARY_ACT);
}
