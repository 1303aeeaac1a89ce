/*
 * findings.c — answers of people to a finding.
 */
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"

ROUTE("POST", "/api/v1/evidence/{id}/findings/{finding}/answers", ROLES_ANSWERING, BODY_JSON,
      route_finding_answer);
void route_finding_answer(struct request *request)
{
    struct uuid id, finding;
    struct json_in_answer answer = {NULL, NULL};
    if (!query_path_id(request, "id", &id) || !query_path_id(request, "finding", &finding) ||
        !body_read(request, JSON_IN_ANSWER, &answer)) {
        return;
    }
    finding_answer_params(request->params, &(struct finding_answer_params){
                                               .id = &id,
                                               .finding = &finding,
                                               .answer = answer.answer,
                                               .reason = answer.reason,
                                           });
    request_ask_store(request, STORE_FINDING_ANSWER, request_answer_ok);
}
