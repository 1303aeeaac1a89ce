/*
 * imports.c — passes a spreadsheet of evidence to ingest, and what its owner does with the preview.
 */
#include <string.h>

#include "base/uuid.h"
#include "evidence/names.h"
#include "evidence/v1/evidence.pb-c.h"

#include "gateway/json_in.h"
#include "gateway/multipart.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"

static void imports_on_started(struct request *request, const ProtobufCBinaryData *body)
{
    const Evidence__V1__ImportStarted *reply = wire_unpack(
        request->arena, &evidence__v1__import_started__descriptor, body->data, body->len);
    struct uuid id;
    if (reply == NULL || !wire_get_uuid(&reply->id, &id)) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return;
    }
    char text[UUID_TEXT];
    buf_print(&request->answer, "{\"id\":\"%s\",\"state\":\"accepted\"}", uuid_print(&id, text));
    request_answer(request, MHD_HTTP_ACCEPTED);
}

/* The part "campaign". */
static bool read_campaign(struct request *request, char **out)
{
    const char *text = buf_string(&request->body);
    if (text[0] == '\0' || strlen(text) != request->body.len || !json_in_is_code(text)) {
        request_refuse_as(request, text[0] == '\0' ? PROBLEM_FIELD_MISSING : PROBLEM_CODE_FORMAT,
                          "campaign");
        return false;
    }
    *out = arena_text(request->arena, text, request->body.len);
    return true;
}

/* Whether the rows are only judged; false: the query is not as it may be. */
static bool read_preview(struct request *request, protobuf_c_boolean *out)
{
    const char *text = request_query(request, "preview");
    *out = text != NULL && strcmp(text, "true") == 0;
    if (text != NULL && !*out && strcmp(text, "false") != 0) {
        request_refuse_as(request, PROBLEM_QUERY_FORMAT, "preview");
        return false;
    }
    return true;
}

ROUTE("POST", "/api/v1/imports", ROLES_SUBMITTING, BODY_MULTIPART, route_import_start);
void route_import_start(struct request *request)
{
    Evidence__V1__Import import = EVIDENCE__V1__IMPORT__INIT;
    if (!idempotency_key(request, &import.idempotency_key)) {
        return;
    }
    request_trace(request,
                  evidence_import_id((uint32_t)request->who.as.account, import.idempotency_key));
    if (!read_preview(request, &import.preview) || !read_campaign(request, &import.campaign)) {
        return;
    }
    size_t count = multipart_count(request->multipart);
    if (count != 1) {
        struct problem problem = problem_at_most(
            request->arena, count == 0 ? PROBLEM_FILE_MISSING : PROBLEM_FILES_TOO_MANY, "file", 1);
        request_refuse(request, &problem);
        return;
    }
    const struct multipart_file *stored = multipart_file(request->multipart, 0);
    Evidence__V1__File file = EVIDENCE__V1__FILE__INIT;
    file.hash.data = arena_copy(request->arena, stored->hash.bytes, HASH_SIZE);
    file.hash.len = HASH_SIZE;
    file.name = arena_text(request->arena, stored->name, strlen(stored->name));
    file.size = stored->size;
    import.file = &file;
    request_ask_ingest(request, EVIDENCE__V1__METHOD__METHOD_IMPORT, &import.base,
                       imports_on_started);
}

/* ---------------------------------------------------------------- after the preview */

ROUTE("POST", "/api/v1/imports/{id}/confirm", ROLES_SUBMITTING, BODY_JSON, route_import_confirm);
void route_import_confirm(struct request *request)
{
    struct uuid id;
    struct import_confirm_params confirm = {.id = &id};
    if (query_path_id(request, "id", &id) &&
        body_read(request, JSON_IN_CONFIRM, &confirm.version)) {
        import_confirm_params(request->params, &confirm);
        request_ask_store(request, STORE_IMPORT_CONFIRM, request_answer_accepted);
    }
}

ROUTE("PUT", "/api/v1/imports/{id}/cells", ROLES_SUBMITTING, BODY_JSON, route_import_correct);
void route_import_correct(struct request *request)
{
    struct uuid id;
    struct import_correct_params correct = {.id = &id};
    if (query_path_id(request, "id", &id) && body_read(request, JSON_IN_CELLS, &correct.cells)) {
        import_correct_params(request->params, &correct);
        request_ask_store(request, STORE_IMPORT_CORRECT, request_answer_accepted);
    }
}

ROUTE("POST", "/api/v1/imports/{id}/undo", ROLES_SUBMITTING, BODY_NONE, route_import_undo);
void route_import_undo(struct request *request)
{
    struct uuid id;
    if (query_path_id(request, "id", &id)) {
        import_undo_params(request->params, &(struct import_undo_params){.id = &id});
        request_ask_store(request, STORE_IMPORT_UNDO, request_answer_ok);
    }
}
