/*
 * rounds.c — plans and steps of inspection rounds, their teams, and the ties that keep an account
 * out of a team.  The store decides who may, and refuses each conflict of interest.
 */
#include "gateway/json_rounds.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"

static bool round_path(struct request *request, const char **campaign, const char **round)
{
    return query_path_code(request, "campaign", campaign) &&
           query_path_code(request, "round", round);
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}", ROLE_COMMITTEE | ROLE_EDITOR, BODY_JSON,
      route_round_plan);
void route_round_plan(struct request *request)
{
    struct round_plan_params plan = {0};
    if (round_path(request, &plan.campaign, &plan.round) &&
        body_read(request, JSON_IN_ROUND, NULL)) {
        plan.plan = body_text(request);
        round_plan_params(request->params, &plan);
        request_ask_store(request, STORE_ROUND_PLAN, request_answer_ok);
    }
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/rounds/{round}/steps", ROLE_COMMITTEE | ROLE_EDITOR,
      BODY_JSON, route_round_step);
void route_round_step(struct request *request)
{
    struct json_in_round_step step = {.reason = ""};
    struct round_step_params params = {0};
    if (round_path(request, &params.campaign, &params.round) &&
        body_read(request, JSON_IN_ROUND_STEP, &step)) {
        params.state = step.to;
        params.reason = step.reason;
        params.document = step.document;
        round_step_params(request->params, &params);
        request_ask_store(request, STORE_ROUND_STEP, request_answer_ok);
    }
}

/* ---------------------------------------------------------------- teams */

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}/teams/{team}",
      ROLE_COMMITTEE | ROLE_EDITOR, BODY_JSON, route_team_put);
void route_team_put(struct request *request)
{
    struct team_put_params team = {0};
    if (round_path(request, &team.campaign, &team.round) &&
        query_path_code(request, "team", &team.team) && body_read(request, JSON_IN_TEAM, NULL)) {
        team.content = body_text(request);
        team_put_params(request->params, &team);
        request_ask_store(request, STORE_TEAM_PUT, request_answer_ok);
    }
}

ROUTE("DELETE", "/api/v1/campaigns/{campaign}/rounds/{round}/teams/{team}",
      ROLE_COMMITTEE | ROLE_EDITOR, BODY_NONE, route_team_remove);
void route_team_remove(struct request *request)
{
    struct team_remove_params team = {0};
    if (round_path(request, &team.campaign, &team.round) &&
        query_path_code(request, "team", &team.team)) {
        team_remove_params(request->params, &team);
        request_ask_store(request, STORE_TEAM_REMOVE, request_answer_ok);
    }
}

/* ---------------------------------------------------------------- ties */

ROUTE("POST", "/api/v1/accounts/{username}/ties",
      ROLE_COMMITTEE | ROLE_EDITOR | ROLE_ADMIN | ROLE_INSPECTOR, BODY_JSON, route_tie_add);
void route_tie_add(struct request *request)
{
    struct tie_add_params tie = {0};
    if (query_path_code(request, "username", &tie.username) &&
        body_read(request, JSON_IN_TIE, NULL)) {
        tie.tie = body_text(request);
        tie_add_params(request->params, &tie);
        request_ask_store(request, STORE_TIE_ADD, request_answer_ok);
    }
}

ROUTE("DELETE", "/api/v1/accounts/{username}/ties/{tie}",
      ROLE_COMMITTEE | ROLE_EDITOR | ROLE_ADMIN | ROLE_INSPECTOR, BODY_NONE, route_tie_withdraw);
void route_tie_withdraw(struct request *request)
{
    struct tie_withdraw_params tie = {0};
    size_t number = 0;
    if (query_path_code(request, "username", &tie.username) &&
        query_path_number(request, "tie", &number)) {
        tie.tie = (long long)number;
        tie_withdraw_params(request->params, &tie);
        request_ask_store(request, STORE_TIE_WITHDRAW, request_answer_ok);
    }
}
