/*
 * trials.c — orders a trial of a check's settings on the evidence of a campaign before they are
 * stored; validation runs it.
 */
#include "checks/engine/trial.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"

static void trials_order(struct request *request, const char *campaign, const char *check,
                         const struct json_in_check *wish, const char *key)
{
    struct uuid id = idempotency_id(request, "trial", key);
    const char *setting =
        arena_print(request->arena, "{\"off\": %s, \"severity\": %d, \"parameters\": %s}",
                    wish->is_off ? "true" : "false", wish->severity, wish->parameters);
    trial_order_params(request->params, &(struct trial_order_params){
                                            .id = &id,
                                            .campaign = campaign,
                                            .check = check,
                                            .pieces_of = wish->on,
                                            .setting = setting,
                                        });
    request_ask_store(request, STORE_TRIAL_ORDER, request_answer_accepted);
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/checks/{check}/trials", ROLE_EDITOR, BODY_JSON,
      route_trial_order);
void route_trial_order(struct request *request)
{
    struct json_in_check wish = {.parameters = "{}"};
    struct check_setting setting = {0};
    const char *campaign, *check;
    char *key;
    if (!query_path_code(request, "campaign", &campaign) ||
        !query_path_code(request, "check", &check) || !idempotency_key(request, &key)) {
        return;
    }
    size_t at = check_find(check);
    if (at == CHECKS_MAX) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    } else if (!body_read(request, JSON_IN_TRIAL, &wish)) {
        return;
    } else if (!check_set_parameters(check_at(at), wish.parameters, &setting)) {
        request_refuse_as(request, PROBLEM_CHECK_PARAMETER, "parameters");
    } else if (!trial_can(check_at(at))) {
        request_refuse_as(request, PROBLEM_TRIAL_COPIES, NULL);
    } else {
        trials_order(request, campaign, check, &wish, key);
    }
}
