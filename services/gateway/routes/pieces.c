/*
 * pieces.c — an evidence item as a whole: its history, its withdrawal, and what a unit explains
 * where evidence is missing.
 */
#include <string.h>

#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/filed.h"
#include "gateway/routes/query.h"

/* ---------------------------------------------------------------- history */

static void pieces_on_acts(struct request *request, const char *json)
{
    buf_print(&request->answer, ",\"acts\":%s}", json);
    request_answer(request, MHD_HTTP_OK);
}

/* The store's JSON of a revision without its closing brace, then the submission. */
static bool print_revision(struct request *request, const struct store_item *item)
{
    const Evidence__V1__Submission *filed = wire_unpack(
        request->arena, &evidence__v1__submission__descriptor, item->body, item->body_len);
    size_t head_len = strlen(item->head);
    struct json json;
    if (filed == NULL || head_len < 2) {
        return false;
    }
    buf_add(&request->answer, item->head, head_len - 1);
    json_start(&json, &request->answer);
    json.needs_comma = true;
    filed_print(&json, filed);
    json_object_end(&json);
    return true;
}

static void pieces_on_revisions(void *arg, enum err err, const struct store_item *revisions,
                                size_t count)
{
    struct request *request = arg;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    if (count == 0) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    buf_print(&request->answer, "{\"items\":[");
    for (size_t i = 0; i < count; i++) {
        buf_print(&request->answer, "%s", i > 0 ? "," : "");
        if (!print_revision(request, &revisions[i])) {
            request_refuse_as(request, PROBLEM_INTERNAL, NULL);
            return;
        }
    }
    buf_byte(&request->answer, ']');
    evidence_acts_params(request->params, &(struct evidence_acts_params){request->state});
    request_ask_store(request, STORE_EVIDENCE_ACTS, pieces_on_acts);
}

ROUTE("GET", "/api/v1/evidence/{id}/revisions", ROLE_ANY, BODY_NONE, route_evidence_revisions);
void route_evidence_revisions(struct request *request)
{
    struct uuid *id = arena_alloc(request->arena, sizeof(*id));
    request->state = id;
    if (query_path_id(request, "id", id)) {
        store_revisions(request->gateway->store, request->who.as, id, pieces_on_revisions, request);
    }
}

/* ---------------------------------------------------------------- withdrawal */

ROUTE("PUT", "/api/v1/evidence/{id}/withdrawal", ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM,
      BODY_JSON, route_evidence_withdraw);
void route_evidence_withdraw(struct request *request)
{
    struct uuid id;
    struct json_in_words body = {NULL};
    if (query_path_id(request, "id", &id) && body_read(request, JSON_IN_WITHDRAWAL, &body)) {
        evidence_withdraw_params(request->params,
                                 &(struct evidence_withdraw_params){&id, body.words});
        request_ask_store(request, STORE_EVIDENCE_WITHDRAW, request_answer_ok);
    }
}

ROUTE("DELETE", "/api/v1/evidence/{id}/withdrawal", ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM,
      BODY_NONE, route_evidence_restore);
void route_evidence_restore(struct request *request)
{
    struct uuid id;
    if (query_path_id(request, "id", &id)) {
        evidence_restore_params(request->params, &(struct evidence_restore_params){&id});
        request_ask_store(request, STORE_EVIDENCE_RESTORE, request_answer_ok);
    }
}

/* ---------------------------------------------------------------- explanations */

ROUTE("PUT", "/api/v1/campaigns/{campaign}/units/{unit}/explanations/{criterion}",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM, BODY_JSON, route_explain);
void route_explain(struct request *request)
{
    struct explain_params params = {0};
    struct json_in_words body = {NULL};
    if (query_path_code(request, "campaign", &params.campaign) &&
        query_path_code(request, "unit", &params.unit) &&
        query_path_code(request, "criterion", &params.criterion) &&
        body_read(request, JSON_IN_EXPLANATION, &body)) {
        params.text = body.words;
        explain_params(request->params, &params);
        request_ask_store(request, STORE_EXPLAIN, request_answer_ok);
    }
}
