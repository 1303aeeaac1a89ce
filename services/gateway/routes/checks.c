/*
 * checks.c — the catalogue of checks with a campaign's settings, and an editor's change of one.
 * Submissions from then on are judged by it.
 */
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

static void checks_on_settings(struct request *request, const char *text)
{
    json_t *settings = json_loads(text, 0, NULL);
    struct json json;
    json_start(&json, &request->answer);
    json_object_start(&json, NULL);
    json_text(&json, "campaign", query_path_text(request, "campaign"));
    json_array_start(&json, "checks");
    const struct check_family *family;
    for (size_t f = 0; (family = catalogue_family(f)) != NULL; f++) {
        for (const struct check *check = family->checks; check->code != NULL; check++) {
            write_check(&json, check, family->name, settings);
        }
    }
    json_array_end(&json);
    json_object_end(&json);
    json_decref(settings);
    request_answer(request, MHD_HTTP_OK);
}

ROUTE("GET", "/api/v1/campaigns/{campaign}/checks", ROLE_ANY, BODY_NONE, route_check_list);
void route_check_list(struct request *request)
{
    if (query_bind(request, STORE_CHECK_SETTINGS)) {
        request_ask_store(request, STORE_CHECK_SETTINGS, checks_on_settings);
    }
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}/checks/{check}", ROLE_EDITOR, BODY_JSON,
      route_check_set);
void route_check_set(struct request *request)
{
    struct json_in_check wish = {.parameters = "{}"};
    struct check_setting setting = {0};
    const char *campaign, *code;
    if (!query_path_code(request, "campaign", &campaign) ||
        !query_path_code(request, "check", &code)) {
        return;
    }
    const struct check *check = catalogue_find(code);
    if (check == NULL) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    } else if (!body_read(request, JSON_IN_CHECK, &wish)) {
        return;
    } else if (!check_set_parameters(check, wish.parameters, &setting)) {
        request_refuse_as(request, PROBLEM_CHECK_PARAMETER, "parameters");
    } else {
        check_set_params(request->params, &(struct check_set_params){
                                              .campaign = campaign,
                                              .check = code,
                                              .is_off = wish.is_off,
                                              .severity = wish.severity,
                                              .parameters = wish.parameters,
                                              .seen = wish.seen,
                                              .ground = wish.ground,
                                          });
        request_ask_store(request, STORE_CHECK_SET, request_answer_ok);
    }
}
