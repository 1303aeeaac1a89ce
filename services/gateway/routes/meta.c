/*
 * meta.c — the service itself: its contract, its health, its events.
 */
#include "base/metrics.h"

#include "gateway/events.h"
#include "gateway/openapi.h"
#include "gateway/request.h"

ROUTE("GET", "/api/v1/events", ROLE_ANY, BODY_NONE, route_events);
void route_events(struct request *request)
{
    events_open(request->gateway->events, request);
}

ROUTE("GET", "/api/v1/openapi.json", 0, BODY_NONE, route_openapi);
void route_openapi(struct request *request)
{
    request_answer_text(request, MHD_HTTP_OK, OPENAPI_JSON);
}

ROUTE("GET", "/healthz", 0, BODY_NONE, route_health);
void route_health(struct request *request)
{
    request_answer_text(request, MHD_HTTP_OK, "{\"status\":\"alive\"}");
}

/* For anyone: names and states.  Addresses and faults in full are at health.listen and in the log.
 */
ROUTE("GET", "/readyz", 0, BODY_NONE, route_ready);
void route_ready(struct request *request)
{
    const char *obstacle = daemon_unready(request->gateway->daemon, "ingest", false);
    if (obstacle == NULL) {
        request_answer_text(request, MHD_HTTP_OK, "{\"status\":\"ready\"}");
    } else {
        struct problem problem = problem_of(PROBLEM_UNAVAILABLE, NULL);
        problem.detail_en = obstacle;
        request_refuse(request, &problem);
    }
}

ROUTE("GET", "/metrics", 0, BODY_NONE, route_metrics);
void route_metrics(struct request *request)
{
    metrics_print(&request->answer);
    request_answer(request, MHD_HTTP_OK);
    request->content_type = "text/plain; version=0.0.4; charset=utf-8";
}
