/*
 * members.c — exports of the member software: handed to the store as owed work, what has become
 * of them, and what their columns mean.
 */
#include "gateway/routes/routes.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/uuid.h"

#include "gateway/multipart.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"

/* ---------------------------------------------------------------- a new export */

/* What is said of the export, with the name of its file, as the store takes it. */
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
    const char *name = arena_print(request->arena, "%d/%s", request->who.account, key);
    struct uuid id = uuid_name("member import", name, strlen(name));
    params_uuid(request->params, &id);
    params_text(request->params, text);
    params_bytes(request->params, bytes->data, bytes->len);
    request_answer_owed(request, STORE_MEMBERS_UPLOAD);
}

void route_members_upload(struct request *request)
{
    char *key;
    if (!idempotency_key(request, &key) || !query_path(request, 2)) {
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

/* ---------------------------------------------------------------- and what becomes of it */

void route_members_import(struct request *request)
{
    struct uuid id;
    if (query_path(request, 2) && query_segment_id(request, 2, &id)) {
        params_uuid(request->params, &id);
        request_answer_read(request, STORE_MEMBERS_IMPORT);
    }
}

void route_members_map(struct request *request)
{
    struct uuid id;
    const char *sheets = NULL;
    if (query_path(request, 2) && query_segment_id(request, 2, &id) &&
        body_read(request, JSON_IN_COLUMNS, &sheets)) {
        params_uuid(request->params, &id);
        params_text(request->params, sheets);
        request_answer_decision(request, STORE_MEMBERS_MAP);
    }
}
