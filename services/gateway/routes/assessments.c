/*
 * assessments.c — the scores that the three bodies give a unit, and the unit's way from draft to
 * final.  The store decides who may write, and in which state.
 */
#include <string.h>

#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"

ROUTE("PUT", "/api/v1/campaigns/{campaign}/units/{unit}/scores/{body}", ROLES_ASSESSING, BODY_JSON,
      route_scores_say);
void route_scores_say(struct request *request)
{
    struct scores_say_params say = {.body = query_path_text(request, "body")};
    bool is_body = strcmp(say.body, "self") == 0 || strcmp(say.body, "appraised") == 0 ||
                   strcmp(say.body, "approved") == 0;
    if (!is_body) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    if (!query_path_code(request, "campaign", &say.campaign) ||
        !query_path_code(request, "unit", &say.unit) ||
        !body_read(request, JSON_IN_SCORES, &say.scores)) {
        return;
    }
    scores_say_params(request->params, &say);
    request_ask_store(request, STORE_SCORES_SAY, request_answer_ok);
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/units/{unit}/minutes", ROLE_OFFICER | ROLE_COUNCIL,
      BODY_JSON, route_minutes_keep);
void route_minutes_keep(struct request *request)
{
    struct json_in_minutes minutes = {0, NULL};
    const char *campaign, *unit;
    if (!query_path_code(request, "campaign", &campaign) ||
        !query_path_code(request, "unit", &unit) ||
        !body_read(request, JSON_IN_MINUTES, &minutes)) {
        return;
    }
    minutes_keep_params(request->params, &(struct minutes_keep_params){
                                             .campaign = campaign,
                                             .unit = unit,
                                             .seen = minutes.seen,
                                             .content = minutes.content,
                                         });
    request_ask_store(request, STORE_MINUTES_KEEP, request_answer_ok);
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/units/{unit}/steps", ROLES_ASSESSING, BODY_JSON,
      route_assessment_step);
void route_assessment_step(struct request *request)
{
    struct json_in_step step = {.reason = ""};
    const char *campaign, *unit;
    if (!query_path_code(request, "campaign", &campaign) ||
        !query_path_code(request, "unit", &unit) || !body_read(request, JSON_IN_STEP, &step)) {
        return;
    }
    assessment_step_params(request->params, &(struct assessment_step_params){
                                                .campaign = campaign,
                                                .unit = unit,
                                                .state = step.to,
                                                .reason = step.reason,
                                                .minutes = step.minutes,
                                                .is_filled = step.is_filled,
                                            });
    request_ask_store(request, STORE_ASSESSMENT_STEP, request_answer_ok);
}
