/*
 * meta.c — about the service itself: its contract, its health, its events.
 */
#include "gateway/routes/routes.h"

#include "base/metrics.h"

#include "gateway/events.h"
#include "gateway/openapi.h"
#include "gateway/request.h"

void route_events(struct request *request)
{
    events_open(request->gateway->events, request);
}

void route_openapi(struct request *request)
{
    request_answer_text(request, MHD_HTTP_OK, OPENAPI_JSON);
}

void route_health(struct request *request)
{
    request_answer_text(request, MHD_HTTP_OK, "{\"status\":\"alive\"}");
}

void route_ready(struct request *request)
{
    const char *obstacle = daemon_unready(request->gateway->daemon, "ingest");
    if (obstacle == NULL) {
        request_answer_text(request, MHD_HTTP_OK, "{\"status\":\"ready\"}");
    } else {
        struct problem problem = problem_of(PROBLEM_UNAVAILABLE, NULL);
        problem.detail_en = obstacle;
        request_refuse(request, &problem);
    }
}

void route_metrics(struct request *request)
{
    metrics_print(&request->answer);
    request_answer(request, MHD_HTTP_OK);
    request->content_type = "text/plain; version=0.0.4; charset=utf-8";
}
