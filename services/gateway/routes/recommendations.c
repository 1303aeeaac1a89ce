/*
 * recommendations.c — what a round asks of its units; reports about it, and what becomes of them.
 */
#include "gateway/json_rounds.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"

ROUTE("POST", "/api/v1/campaigns/{campaign}/rounds/{round}/recommendations",
      ROLE_COMMITTEE | ROLE_EDITOR | ROLE_INSPECTOR, BODY_JSON, route_recommend);
void route_recommend(struct request *request)
{
    struct recommend_params params = {0};
    char *key;
    if (!query_path_code(request, "campaign", &params.campaign) ||
        !query_path_code(request, "round", &params.round) || !idempotency_key(request, &key) ||
        !body_read(request, JSON_IN_RECOMMENDATION, NULL)) {
        return;
    }
    struct uuid id = idempotency_id(request, "recommendation", key);
    params.id = &id;
    params.content = body_text(request);
    recommend_params(request->params, &params);
    request_ask_store(request, STORE_RECOMMEND, request_answer_ok);
}

ROUTE("POST", "/api/v1/recommendations/{id}/units/{unit}/acts",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE, BODY_JSON,
      route_recommendation_act);
void route_recommendation_act(struct request *request)
{
    struct recommendation_act_params params = {0};
    struct uuid id;
    if (query_path_id(request, "id", &id) && query_path_code(request, "unit", &params.unit) &&
        body_read(request, JSON_IN_RECOMMENDATION_ACT, NULL)) {
        params.id = &id;
        params.content = body_text(request);
        recommendation_act_params(request->params, &params);
        request_ask_store(request, STORE_RECOMMENDATION_ACT, request_answer_ok);
    }
}
