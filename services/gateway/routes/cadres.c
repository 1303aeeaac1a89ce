/*
 * cadres.c — the watch over the ages of cadres.
 */
#include "gateway/routes/routes.h"

#include "gateway/request.h"
#include "gateway/routes/query.h"

void route_cadres(struct request *request)
{
    static const struct query_range MONTHS = {1, 240, 12};
    params_reset(request->params);
    if (query_code(request, "unit") && query_date(request, "as_of") &&
        query_number(request, "within_months", &MONTHS)) {
        request_answer_read(request, STORE_CADRES);
    }
}
