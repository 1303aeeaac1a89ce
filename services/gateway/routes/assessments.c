/*
 * assessments.c — what the three bodies say of a unit, and its way from draft to final.
 * Who may, and in which state, the store decides.
 */
#include "gateway/routes/routes.h"

#include <string.h>

#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"

void route_assessment_list(struct request *request)
{
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        request_answer_read(request, STORE_ASSESSMENTS);
    }
}

void route_assessment_one(struct request *request)
{
    if (query_path(request, 2)) {
        request_answer_read(request, STORE_ASSESSMENT);
    }
}

void route_differences(struct request *request)
{
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        request_answer_read(request, STORE_DIFFERENCES);
    }
}

void route_scores_say(struct request *request)
{
    const char *body = request->match.segments[2];
    bool is_body = strcmp(body, "self") == 0 || strcmp(body, "appraised") == 0 ||
                   strcmp(body, "approved") == 0;
    if (!is_body) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    const char *scores = NULL;
    if (!query_path(request, 2) || !body_read(request, JSON_IN_SCORES, &scores)) {
        return;
    }
    params_text(request->params, body);
    params_text(request->params, scores);
    request_answer_decision(request, STORE_SCORES_SAY);
}

void route_assessment_step(struct request *request)
{
    struct json_in_step step = {.reason = ""};
    if (!query_path(request, 2) || !body_read(request, JSON_IN_STEP, &step)) {
        return;
    }
    params_text(request->params, step.to);
    params_text(request->params, step.reason);
    params_text(request->params, step.minutes);
    params_bool(request->params, step.is_filled);
    request_answer_decision(request, STORE_ASSESSMENT_STEP);
}
