/*
 * preparations.c — what is sent before the visit of a round: the unit's self-inspection report, and
 * the choice of the grassroots units that the visit samples.
 */
#include "gateway/json_visits.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"
#include "gateway/settle.h"

struct reporting {
    struct self_report_params params;
    struct uuid id;
};

static void preparations_on_settled(struct request *request, const struct upload_row *rows,
                                    size_t count)
{
    struct reporting *self = request->state;
    (void)rows;
    (void)count;
    self_report_params(request->params, &self->params);
    request_ask_store(request, STORE_SELF_REPORT, request_answer_ok);
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/self-report/{id}",
      ROLE_OFFICER | ROLE_COUNCIL, BODY_JSON, route_self_report);
void route_self_report(struct request *request)
{
    struct reporting *self = arena_zero(request->arena, sizeof(*self));
    struct self_report_params *params = &self->params;
    if (!query_path_code(request, "campaign", &params->campaign) ||
        !query_path_code(request, "round", &params->round) ||
        !query_path_code(request, "unit", &params->unit) ||
        !query_path_id(request, "id", &self->id) ||
        !body_read(request, JSON_IN_SELF_REPORT, NULL)) {
        return;
    }
    params->id = &self->id;
    params->content = body_text(request);
    request->state = self;
    /* Contents are in ingest's store before the report is kept. */
    settle_named(request, params->content, "uploads", "id", preparations_on_settled);
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/sample",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR, BODY_JSON,
      route_sample_choose);
void route_sample_choose(struct request *request)
{
    struct sample_choose_params params = {0};
    if (query_path_code(request, "campaign", &params.campaign) &&
        query_path_code(request, "round", &params.round) &&
        query_path_code(request, "unit", &params.unit) &&
        body_read(request, JSON_IN_SAMPLE, NULL)) {
        params.content = body_text(request);
        sample_choose_params(request->params, &params);
        request_ask_store(request, STORE_SAMPLE_CHOOSE, request_answer_ok);
    }
}
