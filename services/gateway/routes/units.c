/*
 * units.c — the tree of units on any day, the history of one, and results on a later tree.
 */
#include "gateway/routes/routes.h"

#include "gateway/request.h"
#include "gateway/routes/query.h"

void route_units(struct request *request)
{
    static const struct query_range LIMIT = {1, 5000, 500};
    params_reset(request->params);
    if (query_date(request, "as_of") && query_code(request, "parent") &&
        query_code(request, "after") && query_number(request, "limit", &LIMIT)) {
        request_answer_read(request, STORE_UNITS);
    }
}

void route_unit_history(struct request *request)
{
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        request_answer_read(request, STORE_UNIT_HISTORY);
    }
}

void route_recast(struct request *request)
{
    static const char *const RULES[] = {"child", "share", "closed", NULL};
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        if (query_word(request, "rule", RULES) && query_date(request, "as_of")) {
            request_answer_read(request, STORE_RECAST);
        }
    }
}
