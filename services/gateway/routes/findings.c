/*
 * findings.c — what people say to what was found in a piece of evidence.
 */
#include "gateway/routes/routes.h"

#include "gateway/json_in.h"
#include "gateway/request.h"
#include "gateway/routes/query.h"

void route_finding_answer(struct request *request)
{
    struct uuid piece, finding;
    struct json_in_answer answer;
    struct problem problem;
    struct wire_bytes body = {(const unsigned char *)request->body.data, request->body.len};
    if (!query_segment_id(request, 0, &piece) || !query_segment_id(request, 1, &finding)) {
        return;
    }
    if (!json_in_answer(request->arena, body, &answer, &problem)) {
        request_refuse(request, &problem);
        return;
    }
    params_reset(request->params);
    params_uuid(request->params, &piece);
    params_uuid(request->params, &finding);
    params_text(request->params, answer.answer);
    params_text(request->params, answer.reason);
    request_answer_decision(request, STORE_FINDING_ANSWER);
}
