/*
 * checks.c — the catalogue of checks with what a campaign asks of each, and an editor's word
 * on one.  Pieces filed or mended from then on are judged by it.
 */
#include "gateway/routes/routes.h"

#include <stdlib.h>

#include <jansson.h>

#include "base/json.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/check_words.h"
#include "gateway/routes/query.h"
#include "members/catalogue.h"

static void write_check(struct json *json, const struct check *check, const char *family,
                        const json_t *settings)
{
    char *set = json_dumps(json_object_get(settings, check->code), JSON_COMPACT);
    json_object_start(json, NULL);
    json_text(json, "family", family);
    check_words(json, check);
    json_raw(json, "set", set != NULL ? set : "null");
    json_object_end(json);
    free(set);
}

static void write_checks(struct request *request, const json_t *settings)
{
    struct json json;
    json_start(&json, &request->answer);
    json_object_start(&json, NULL);
    json_text(&json, "campaign", request->match.segments[0]);
    json_array_start(&json, "checks");
    const struct check_family *family;
    for (size_t f = 0; (family = catalogue_family(f)) != NULL; f++) {
        for (const struct check *check = family->checks; check->code != NULL; check++) {
            write_check(&json, check, family->name, settings);
        }
    }
    json_array_end(&json);
    json_object_end(&json);
}

static void settings_read(void *arg, enum err err, const char *text)
{
    struct request *request = arg;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
    } else if (text == NULL) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    } else {
        json_t *settings = json_loads(text, 0, NULL);
        write_checks(request, settings);
        json_decref(settings);
        request_answer(request, MHD_HTTP_OK);
    }
}

void route_check_list(struct request *request)
{
    params_reset(request->params);
    if (query_segment_code(request, 0)) {
        params_text(request->params, request->match.segments[0]);
        store_text(request->gateway->store, request->who.account, STORE_CHECK_SETTINGS,
                   request->params, settings_read, request);
    }
}

void route_check_set(struct request *request)
{
    struct json_in_check wish = {.parameters = "{}"};
    struct check_setting setting = {0};
    if (!query_segment_code(request, 0) || !query_segment_code(request, 1)) {
        return;
    }
    const struct check *check = catalogue_find(request->match.segments[1]);
    if (check == NULL) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    } else if (!body_read(request, JSON_IN_CHECK, &wish)) {
        return;
    } else if (!check_set_parameters(check, wish.parameters, &setting)) {
        request_refuse_as(request, PROBLEM_CHECK_PARAMETER, "parameters");
    } else {
        params_reset(request->params);
        params_text(request->params, request->match.segments[0]);
        params_text(request->params, request->match.segments[1]);
        params_bool(request->params, wish.is_off);
        params_int(request->params, wish.severity);
        params_text(request->params, wish.parameters);
        params_text(request->params, wish.seen);
        request_answer_decision(request, STORE_CHECK_SET);
    }
}
