/*
 * visits.c — what inspectors record and find at a unit of a round, with their photos; the minutes.
 * A record's id is in its path, made by the client: sent again it has one effect.
 */
#include "gateway/json_visits.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"
#include "gateway/settle.h"

static bool visits_place(struct request *request, const char **campaign, const char **round,
                         const char **unit)
{
    return query_path_code(request, "campaign", campaign) &&
           query_path_code(request, "round", round) && query_path_code(request, "unit", unit);
}

/* ---------------------------------------------------------------- opening */

ROUTE("POST", "/api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/visit", ROLE_INSPECTOR,
      BODY_NONE, route_visit_open);
void route_visit_open(struct request *request)
{
    if (query_bind(request, STORE_VISIT_OPEN)) {
        request_ask_store(request, STORE_VISIT_OPEN, request_answer_ok);
    }
}

/* ---------------------------------------------------------------- records and findings */

struct recording {
    enum store_statement statement; /* of an entry or a finding: both take the same */
    struct visit_entry_params params;
    struct uuid id;
};

static void visits_on_settled(struct request *request, const struct upload_row *rows, size_t count)
{
    struct recording *self = request->state;
    (void)rows;
    (void)count;
    visit_entry_params(request->params, &self->params);
    request_ask_store(request, self->statement, request_answer_ok);
}

static void visits_record(struct request *request, const struct json_field *fields,
                          enum store_statement statement)
{
    struct recording *self = arena_zero(request->arena, sizeof(*self));
    self->statement = statement;
    if (!visits_place(request, &self->params.campaign, &self->params.round, &self->params.unit) ||
        !query_path_id(request, "id", &self->id) || !body_read(request, fields, NULL)) {
        return;
    }
    self->params.id = &self->id;
    self->params.content = body_text(request);
    request->state = self;
    /* Photos are in ingest's store before the entry is kept. */
    settle_named(request, self->params.content, "photos", "upload", visits_on_settled);
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/visit/entries/{id}",
      ROLE_INSPECTOR, BODY_JSON, route_visit_entry);
void route_visit_entry(struct request *request)
{
    visits_record(request, JSON_IN_VISIT_ENTRY, STORE_VISIT_ENTRY);
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/visit/findings/{id}",
      ROLE_INSPECTOR, BODY_JSON, route_visit_finding);
void route_visit_finding(struct request *request)
{
    visits_record(request, JSON_IN_VISIT_FINDING, STORE_VISIT_FINDING);
}

ROUTE("PUT",
      "/api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/visit/findings/{id}/withdrawal",
      ROLE_INSPECTOR, BODY_JSON, route_visit_finding_withdraw);
void route_visit_finding_withdraw(struct request *request)
{
    struct visit_finding_withdraw_params params = {0};
    struct uuid id;
    if (visits_place(request, &params.campaign, &params.round, &params.unit) &&
        query_path_id(request, "id", &id) && body_read(request, JSON_IN_VISIT_WITHDRAWAL, NULL)) {
        params.id = &id;
        params.content = body_text(request);
        visit_finding_withdraw_params(request->params, &params);
        request_ask_store(request, STORE_VISIT_FINDING_WITHDRAW, request_answer_ok);
    }
}

/* ---------------------------------------------------------------- the minutes */

static void visits_minutes(struct request *request, const struct json_field *fields,
                           enum store_statement statement)
{
    struct visit_minutes_keep_params params = {0};
    if (visits_place(request, &params.campaign, &params.round, &params.unit) &&
        body_read(request, fields, NULL)) {
        params.content = body_text(request);
        visit_minutes_keep_params(request->params, &params);
        request_ask_store(request, statement, request_answer_ok);
    }
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/minutes", ROLE_INSPECTOR,
      BODY_JSON, route_visit_minutes_keep);
void route_visit_minutes_keep(struct request *request)
{
    visits_minutes(request, JSON_IN_VISIT_MINUTES, STORE_VISIT_MINUTES_KEEP);
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/rounds/{round}/units/{unit}/minutes/acts",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR, BODY_JSON, route_visit_minutes_act);
void route_visit_minutes_act(struct request *request)
{
    visits_minutes(request, JSON_IN_VISIT_ACT, STORE_VISIT_MINUTES_ACT);
}
