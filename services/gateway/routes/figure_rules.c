/*
 * figure_rules.c — the rules across figures of a campaign: written, removed, and tried on the
 * evidence of any earlier campaign.
 */
#include <stdlib.h>

#include "base/json.h"
#include "checks/figure_rules/figure_trial.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"

/* Every fault with its place, after the problem's own fields. */
static void refuse_faults(struct request *request, const struct faults *faults)
{
    struct problem problem = problem_of(PROBLEM_FIGURE_RULE, faults->first->place);
    problem.detail = arena_print(request->arena, "%s: %s.", problem.detail, faults->first->text);
    if (faults->first->next != NULL) {
        problem.mend =
            arena_print(request->arena, "Còn %zu chỗ khác, như %s: %s.", faults->broken - 1,
                        faults->first->next->place, faults->first->next->text);
    }
    request_refuse(request, &problem);
}

/* The rule of the body, and the text to be stored; NULL: the request is answered. */
static struct figure_rule *rule_in(struct request *request, const char **text)
{
    struct faults faults = {.arena = request->arena};
    struct problem problem;
    json_t *json = json_in_object(body_of(request), &problem);
    if (json == NULL) {
        request_refuse(request, &problem);
        return NULL;
    }
    struct figure_rule *rule = figure_rule_read(json, request->arena, &faults);
    char *written = json_dumps(json, JSON_COMPACT);
    *text = arena_print(request->arena, "%s", written != NULL ? written : "");
    free(written);
    json_decref(json);
    if (rule == NULL) {
        refuse_faults(request, &faults);
    }
    return rule;
}

static void put_rule(struct request *request, const char *content)
{
    struct figure_rule_put_params put = {.content = content,
                                         .ground = request_query(request, "ground")};
    if (query_path_code(request, "campaign", &put.campaign) &&
        query_path_code(request, "rule", &put.rule)) {
        figure_rule_put_params(request->params, &put);
        request_ask_store(request, STORE_FIGURE_RULE_PUT, request_answer_ok);
    }
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/figure-rules/{rule}", ROLE_EDITOR, BODY_JSON,
      route_figure_rule_put);
void route_figure_rule_put(struct request *request)
{
    const char *content;
    if (rule_in(request, &content) != NULL) {
        put_rule(request, content);
    }
}

ROUTE("DELETE", "/api/v1/campaigns/{campaign}/figure-rules/{rule}", ROLE_EDITOR, BODY_NONE,
      route_figure_rule_remove);
void route_figure_rule_remove(struct request *request)
{
    put_rule(request, NULL);
}

/* ------------------------------------------------------------- trials */

static void figure_trial_on_read(struct request *request, const char *text)
{
    const struct figure_rule *rule = request->state;
    json_t *items = json_loads(text, 0, NULL);
    struct json json;
    json_start(&json, &request->answer);
    json_object_start(&json, NULL);
    json_text(&json, "campaign", query_path_text(request, "campaign"));
    figure_trial(rule, items, request->arena, &json);
    json_object_end(&json);
    json_decref(items);
    request_answer(request, MHD_HTTP_OK);
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/figure-rule-trials", ROLE_EDITOR, BODY_JSON,
      route_figure_rule_try);
void route_figure_rule_try(struct request *request)
{
    const char *text, *keys[TRIAL_KEYS_MAX];
    struct figure_trial_params trial = {.at_most = TRIAL_PIECES_MAX};
    if (!query_path_code(request, "campaign", &trial.campaign)) {
        return;
    }
    struct figure_rule *rule = rule_in(request, &text);
    if (rule == NULL) {
        return;
    }
    trial.keys = (struct texts){keys, figure_trial_keys(rule, keys)};
    figure_trial_params(request->params, &trial);
    request->state = rule;
    request_ask_store(request, STORE_FIGURE_TRIAL, figure_trial_on_read);
}
