/*
 * campaigns.c — criteria sets as workbooks, checked and stored; campaigns made of them, changed,
 * opened and closed.
 */
#include <stdlib.h>

#include <jansson.h>

#include "evidence/v1/evidence.pb-c.h"
#include "lists/lists.h"

#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/list_in.h"
#include "gateway/routes/query.h"

/* ---------------------------------------------------------------- criteria sets */

/* What ingest has found, without the set itself. */
static const char *report_of(struct request *request, json_t *read)
{
    json_t *report = json_copy(read), *set = json_object_get(read, "set");
    static const char *const OF_SET[] = {"code", "version", "name"};
    for (size_t i = 0; i < sizeof(OF_SET) / sizeof(OF_SET[0]); i++) {
        json_t *value = json_object_get(set, OF_SET[i]);
        json_object_set(report, OF_SET[i], value != NULL ? value : json_null());
    }
    json_object_del(report, "set");
    json_object_del(report, "problem");
    const char *kept = list_in_kept(request, report);
    json_decref(report);
    return kept;
}

/* The refusal with all faults, each at its cell. */
static void refuse_set(struct request *request, json_t *read)
{
    struct problem problem = problem_of(PROBLEM_SET_FAULTY, "file");
    request_refuse(request, &problem);
    request->answer.len--; /* its closing bracket comes last */
    const char *report = report_of(request, read);
    buf_print(&request->answer, ",\"report\":%s}", report);
}

/* NULL, and the request is refused: the file is no workbook.  The caller decrefs. */
static json_t *set_of(struct request *request, const ProtobufCBinaryData *body)
{
    const Evidence__V1__PostsRead *reply =
        wire_unpack(request->arena, &evidence__v1__posts_read__descriptor, body->data, body->len);
    json_t *read = reply != NULL ? json_loads(reply->json, 0, NULL) : NULL;
    const char *code = json_string_value(json_object_get(read, "problem"));
    if (json_object_get(read, "set") == NULL) {
        struct problem problem = problem_of_code(code != NULL ? code : "set.file", "file");
        request_refuse(request, &problem);
        json_decref(read);
        return NULL;
    }
    return read;
}

static void set_ask(struct request *request, request_reply_fn *then)
{
    static char LIST[] = "criteria";
    if (request->body.len == 0) {
        request_refuse_as(request, PROBLEM_BODY_MISSING, NULL);
        return;
    }
    Evidence__V1__ReadPosts question = EVIDENCE__V1__READ_POSTS__INIT;
    question.sheet.data = (unsigned char *)request->body.data;
    question.sheet.len = request->body.len;
    question.list = LIST;
    request_ask_ingest(request, EVIDENCE__V1__METHOD__METHOD_READ_POSTS, &question.base, then);
}

static void set_on_checked(struct request *request, const ProtobufCBinaryData *body)
{
    json_t *read = set_of(request, body);
    if (read != NULL) {
        request_answer_ok(request, report_of(request, read));
    }
    json_decref(read);
}

ROUTE("POST", "/api/v1/criteria-sets/check", ROLE_ADMIN | ROLE_EDITOR, BODY_FILE, route_set_check);
void route_set_check(struct request *request)
{
    set_ask(request, set_on_checked);
}

static void set_on_read(struct request *request, const ProtobufCBinaryData *body)
{
    json_t *read = set_of(request, body);
    if (read != NULL && json_integer_value(json_object_get(read, "wrong")) > 0) {
        refuse_set(request, read);
    } else if (read != NULL) {
        criteria_import_params(request->params,
                               &(struct criteria_import_params){
                                   .doc = list_in_kept(request, json_object_get(read, "set"))});
        request_ask_store(request, STORE_CRITERIA_IMPORT, request_answer_ok);
    }
    json_decref(read);
}

ROUTE("POST", "/api/v1/criteria-sets", ROLE_ADMIN | ROLE_EDITOR, BODY_FILE, route_set_import);
void route_set_import(struct request *request)
{
    set_ask(request, set_on_read);
}

/* ---------------------------------------------------------------- campaigns */

/* {"faults": [{"code", "about"}]}, or the campaign. */
static void campaign_on_made(struct request *request, const char *text)
{
    json_t *answer = json_loads(text, 0, NULL);
    const json_t *faults = json_object_get(answer, "faults");
    if (json_array_size(faults) > 0) {
        list_in_refuse(request, PROBLEM_CAMPAIGN_FAULTY, &LIST_UNITS, NULL, faults, NULL);
    } else {
        request_answer_text(request, MHD_HTTP_CREATED, text);
    }
    json_decref(answer);
}

ROUTE("POST", "/api/v1/campaigns", ROLE_ADMIN | ROLE_EDITOR, BODY_JSON, route_campaign_create);
void route_campaign_create(struct request *request)
{
    if (body_read(request, JSON_IN_CAMPAIGN, NULL)) {
        campaign_create_params(request->params,
                               &(struct campaign_create_params){.campaign = body_text(request)});
        request_ask_store(request, STORE_CAMPAIGN_CREATE, campaign_on_made);
    }
}

ROUTE("PUT", "/api/v1/campaigns/{campaign}", ROLE_ADMIN | ROLE_EDITOR, BODY_JSON,
      route_campaign_change);
void route_campaign_change(struct request *request)
{
    const char *code;
    if (query_path_code(request, "campaign", &code) &&
        body_read(request, JSON_IN_CAMPAIGN_CHANGE, NULL)) {
        campaign_change_params(request->params, &(struct campaign_change_params){
                                                    .code = code, .campaign = body_text(request)});
        request_ask_store(request, STORE_CAMPAIGN_CHANGE, request_answer_ok);
    }
}
