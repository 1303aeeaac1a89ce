/*
 * gains.c — what would raise a unit's score most: computed here from what its scores come from.
 */
#include "gateway/routes/routes.h"

#include <jansson.h>

#include "gateway/request.h"
#include "gateway/routes/query.h"
#include "rules/gains.h"

static void computed(void *arg, enum err err, const char *text)
{
    struct request *request = arg;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    if (text == NULL) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    json_t *scoring = json_loads(text, 0, NULL);
    err = gains_answer(scoring, &request->answer);
    json_decref(scoring);
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
    } else {
        request_answer(request, MHD_HTTP_OK);
    }
}

void route_gains(struct request *request)
{
    params_reset(request->params);
    for (size_t i = 0; i < 2; i++) {
        if (!query_segment_code(request, i)) {
            return;
        }
        params_text(request->params, request->match.segments[i]);
    }
    store_text(request->gateway->store, request->who.account, STORE_GAINS, request->params,
               computed, request);
}
