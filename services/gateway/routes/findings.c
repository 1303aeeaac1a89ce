/*
 * findings.c — what was found in the pieces of a campaign, and what people say to it.
 */
#include "gateway/routes/routes.h"

#include <errno.h>
#include <stdlib.h>

#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"

void route_finding_answer(struct request *request)
{
    struct uuid piece, finding;
    struct json_in_answer answer = {NULL, NULL};
    if (!query_segment_id(request, 0, &piece) || !query_segment_id(request, 1, &finding) ||
        !body_read(request, JSON_IN_ANSWER, &answer)) {
        return;
    }
    params_reset(request->params);
    params_uuid(request->params, &piece);
    params_uuid(request->params, &finding);
    params_text(request->params, answer.answer);
    params_text(request->params, answer.reason);
    request_answer_decision(request, STORE_FINDING_ANSWER);
}

/* "after" of the page before: a severity and a row, "3.1042"; two parameters. */
static bool query_after_row(struct request *request)
{
    const char *value = request_query(request, "after");
    if (value == NULL) {
        params_null(request->params);
        params_null(request->params);
        return true;
    }
    char *dot = NULL, *end = NULL;
    errno = 0;
    long long severity = strtoll(value, &dot, 10);
    long long row = dot != value && *dot == '.' ? strtoll(dot + 1, &end, 10) : 0;
    if (errno != 0 || end == NULL || end == dot + 1 || *end != '\0') {
        request_refuse_as(request, PROBLEM_QUERY_FORMAT, "after");
        return false;
    }
    params_long(request->params, severity);
    params_long(request->params, row);
    return true;
}

void route_finding_list(struct request *request)
{
    static const char *const SEVERITIES[] = {"hint", "warning", "error", "fatal", NULL};
    static const char *const STATES[] = {"told", "open", "explained", "accepted", "mended", NULL};
    if (query_path(request, 1) && query_code(request, "unit") && query_code(request, "code") &&
        query_word(request, "severity", SEVERITIES) && query_word(request, "state", STATES) &&
        query_after_row(request) && query_limit(request)) {
        request_answer_read(request, STORE_FINDINGS);
    }
}

void route_finding_summary(struct request *request)
{
    if (query_path(request, 1) && query_code(request, "unit")) {
        request_answer_read(request, STORE_FINDING_SUMMARY);
    }
}
