/*
 * figure_rules.c — the rules across figures of a campaign: listed, written, removed, and tried
 * on the pieces of any campaign before.
 */
#include "gateway/routes/routes.h"

#include <stdlib.h>

#include "base/json.h"
#include "checks/figure_rules/figure_trial.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"

void route_figure_rule_list(struct request *request)
{
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        request_answer_read(request, STORE_FIGURE_RULES);
    }
}

/* Every fault with its place, under the problem's own fields. */
static void refuse_faults(struct request *request, const struct faults *faults)
{
    struct problem problem = problem_of(PROBLEM_FIGURE_RULE, faults->first->place);
    problem.detail = arena_print(request->arena, "%s: %s.", problem.detail, faults->first->text);
    if (faults->first->next != NULL) {
        problem.mend = arena_print(request->arena, "Còn %zu chỗ khác, như %s: %s.",
                                   faults->broken - 1, faults->first->next->place,
                                   faults->first->next->text);
    }
    request_refuse(request, &problem);
}

/* The rule in the body, and the text that it is kept as; NULL: the request is answered. */
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

void route_figure_rule_put(struct request *request)
{
    const char *text;
    if (query_path(request, 2) && rule_in(request, &text) != NULL) {
        params_text(request->params, text);
        request_answer_decision(request, STORE_FIGURE_RULE_PUT);
    }
}

void route_figure_rule_remove(struct request *request)
{
    if (query_path(request, 2)) {
        params_text(request->params, NULL);
        request_answer_decision(request, STORE_FIGURE_RULE_PUT);
    }
}

/* ------------------------------------------------------------- trials */

static void pieces_read(void *arg, enum err err, const char *text)
{
    struct request *request = arg;
    const struct figure_rule *rule = request->state;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    json_t *pieces = text != NULL ? json_loads(text, 0, NULL) : NULL;
    if (pieces == NULL) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    struct json json;
    json_start(&json, &request->answer);
    json_object_start(&json, NULL);
    json_text(&json, "campaign", request->match.segments[0]);
    figure_trial(rule, pieces, request->arena, &json);
    json_object_end(&json);
    json_decref(pieces);
    request_answer(request, MHD_HTTP_OK);
}

void route_figure_rule_try(struct request *request)
{
    const char *text, *keys[TRIAL_KEYS_MAX];
    params_reset(request->params);
    if (!query_segment_code(request, 0)) {
        return;
    }
    struct figure_rule *rule = rule_in(request, &text);
    if (rule == NULL) {
        return;
    }
    size_t count = figure_trial_keys(rule, keys);
    params_text(request->params, request->match.segments[0]);
    params_array_begin(request->params, PARAMS_TEXT);
    for (size_t i = 0; i < count; i++) {
        params_add_text(request->params, keys[i]);
    }
    params_array_end(request->params);
    params_int(request->params, TRIAL_PIECES_MAX);
    request->state = rule;
    store_text(request->gateway->store, request->who.account, STORE_FIGURE_TRIAL, request->params,
               pieces_read, request);
}
