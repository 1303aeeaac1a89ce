/*
 * members.c — exports of the member software: enqueued in the store, and the meaning of their
 * columns.
 */
#include "base/buf.h"
#include "base/json.h"
#include "base/uuid.h"

#include "gateway/multipart.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"

/* ---------------------------------------------------------------- a new export */

/* The description of the export, with the name of its file, as JSON for the store. */
static const char *print_export(struct request *request, const struct json_in_export *told)
{
    struct buf text = {0};
    struct json json;
    json_start(&json, &text);
    json_object_start(&json, NULL);
    json_text(&json, "as_of", told->as_of);
    if (told->own_figure >= 0) {
        json_int(&json, "own_figure", told->own_figure);
    }
    json_text(&json, "file", multipart_file(request->multipart, 0)->name);
    json_object_end(&json);
    const char *kept = arena_text(request->arena, buf_string(&text), text.len);
    buf_free(&text);
    return kept;
}

static void put_export(struct request *request, const char *key, const char *text)
{
    const struct buf *bytes = multipart_kept(request->multipart);
    struct uuid id = idempotency_id(request, "member import", key);
    struct members_upload_params upload = {
        .id = &id,
        .about = text,
        .export = {(const unsigned char *)bytes->data, bytes->len},
    };
    if (query_path_code(request, "campaign", &upload.campaign) &&
        query_path_code(request, "unit", &upload.unit)) {
        members_upload_params(request->params, &upload);
        request_ask_store(request, STORE_MEMBERS_UPLOAD, request_answer_accepted);
    }
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/units/{unit}/members/imports", ROLES_COUNTING,
      BODY_EXPORT, route_members_upload);
void route_members_upload(struct request *request)
{
    char *key;
    if (!idempotency_key(request, &key)) {
        return;
    }
    if (multipart_count(request->multipart) == 0 || multipart_kept(request->multipart)->len == 0) {
        request_refuse_as(request, PROBLEM_FILE_MISSING, "file");
        return;
    }
    if (request->body.len == 0) {
        request_refuse_as(request, PROBLEM_FIELD_MISSING, "export");
        return;
    }
    struct json_in_export told = {.own_figure = -1};
    if (body_read(request, JSON_IN_EXPORT, &told)) {
        put_export(request, key, print_export(request, &told));
    }
}

/* ---------------------------------------------------------------- what its columns mean */

ROUTE("PUT", "/api/v1/campaigns/{campaign}/units/{unit}/members/imports/{id}", ROLES_COUNTING,
      BODY_JSON, route_members_map);
void route_members_map(struct request *request)
{
    struct uuid id;
    struct members_map_params map = {.id = &id};
    if (query_path_code(request, "campaign", &map.campaign) &&
        query_path_code(request, "unit", &map.unit) && query_path_id(request, "id", &id) &&
        body_read(request, JSON_IN_COLUMNS, &map.sheets)) {
        members_map_params(request->params, &map);
        request_ask_store(request, STORE_MEMBERS_MAP, request_answer_ok);
    }
}
