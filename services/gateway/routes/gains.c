/*
 * gains.c — what would raise a unit's score most, computed here from the parts of its scores.
 */
#include <jansson.h>

#include "gateway/request.h"
#include "gateway/routes/query.h"
#include "rules/gains.h"

static void gains_on_scoring(struct request *request, const char *text)
{
    json_t *scoring = json_loads(text, 0, NULL);
    enum err err = gains_answer(scoring, &request->answer);
    json_decref(scoring);
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
    } else {
        request_answer(request, MHD_HTTP_OK);
    }
}

ROUTE("GET", "/api/v1/campaigns/{campaign}/units/{unit}/gains", ROLE_ANY, BODY_NONE, route_gains);
void route_gains(struct request *request)
{
    if (query_bind(request, STORE_GAINS)) {
        request_ask_store(request, STORE_GAINS, gains_on_scoring);
    }
}
