/*
 * trials.c — a check tried on the evidence of a campaign before it is set: asked for here,
 * worked by validation, looked at here.
 */
#include "gateway/routes/routes.h"

#include <string.h>

#include "checks/engine/trial.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"

static void order(struct request *request, const struct json_in_check *wish, const char *key)
{
    const char *name = arena_print(request->arena, "%d\n%s", request->who.account, key);
    struct uuid id = uuid_name("trial", name, strlen(name));
    params_reset(request->params);
    params_uuid(request->params, &id);
    params_text(request->params, request->match.segments[0]);
    params_text(request->params, request->match.segments[1]);
    params_text(request->params, wish->on);
    params_text(request->params,
                arena_print(request->arena, "{\"off\": %s, \"severity\": %d, \"parameters\": %s}",
                            wish->is_off ? "true" : "false", wish->severity, wish->parameters));
    request_answer_owed(request, STORE_TRIAL_ORDER);
}

void route_trial_order(struct request *request)
{
    struct json_in_check wish = {.parameters = "{}"};
    struct check_setting setting = {0};
    char *key;
    if (!query_segment_code(request, 0) || !query_segment_code(request, 1) ||
        !idempotency_key(request, &key)) {
        return;
    }
    size_t at = check_find(request->match.segments[1]);
    if (at == CHECKS_MAX) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    } else if (!body_read(request, JSON_IN_TRIAL, &wish)) {
        return;
    } else if (!check_set_parameters(check_at(at), wish.parameters, &setting)) {
        request_refuse_as(request, PROBLEM_CHECK_PARAMETER, "parameters");
    } else if (!trial_can(check_at(at))) {
        request_refuse_as(request, PROBLEM_TRIAL_COPIES, NULL);
    } else {
        order(request, &wish, key);
    }
}

void route_trial_one(struct request *request)
{
    struct uuid id;
    if (query_segment_id(request, 0, &id)) {
        params_reset(request->params);
        params_uuid(request->params, &id);
        request_answer_decision(request, STORE_TRIAL);
    }
}
