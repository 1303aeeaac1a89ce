/*
 * conclusions.c — the conclusion of an inspection round: its next version, and its issuing.
 */
#include "gateway/json_conclusions.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"

static void conclusions_write(struct request *request, const struct json_field *fields,
                              enum store_statement statement)
{
    struct conclusion_keep_params params = {0};
    if (query_path_code(request, "campaign", &params.campaign) &&
        query_path_code(request, "round", &params.round) && body_read(request, fields, NULL)) {
        params.content = body_text(request);
        conclusion_keep_params(request->params, &params);
        request_ask_store(request, statement, request_answer_ok);
    }
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}/conclusion", ROLE_COMMITTEE | ROLE_EDITOR,
      BODY_JSON, route_conclusion_keep);
void route_conclusion_keep(struct request *request)
{
    conclusions_write(request, JSON_IN_CONCLUSION, STORE_CONCLUSION_KEEP);
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/rounds/{round}/conclusion/issue",
      ROLE_COMMITTEE | ROLE_EDITOR, BODY_JSON, route_conclusion_issue);
void route_conclusion_issue(struct request *request)
{
    conclusions_write(request, JSON_IN_CONCLUSION_ISSUE, STORE_CONCLUSION_ISSUE);
}
