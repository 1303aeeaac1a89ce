/*
 * evidence.c — submits evidence, and reads it with its findings and scores.
 */
#include <string.h>

#include "base/json.h"
#include "base/uuid.h"
#include "evidence/names.h"
#include "evidence/v1/evidence.pb-c.h"

#include "gateway/multipart.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/filed.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"
#include "gateway/settle.h"

/* ---------------------------------------------------------------- submitting */

static void evidence_on_accepted(struct request *request, const ProtobufCBinaryData *body)
{
    const Evidence__V1__Accepted *reply =
        wire_unpack(request->arena, &evidence__v1__accepted__descriptor, body->data, body->len);
    struct uuid id;
    if (reply == NULL || !wire_get_uuid(&reply->id, &id)) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return;
    }
    char text[UUID_TEXT];
    buf_print(&request->answer,
              "{\"id\":\"%s\",\"revision\":%u,\"state\":\"accepted\",\"held\":%s}",
              uuid_print(&id, text), reply->revision, reply->held ? "true" : "false");
    request_answer(request, MHD_HTTP_ACCEPTED);
}

static Evidence__V1__File *file_of(struct request *request, const unsigned char *hash,
                                   const char *name, uint64_t size, char *caption)
{
    Evidence__V1__File *file = arena_alloc(request->arena, sizeof(*file));
    evidence__v1__file__init(file);
    file->hash.data = arena_copy(request->arena, hash, HASH_SIZE);
    file->hash.len = HASH_SIZE;
    file->name = arena_text(request->arena, name, strlen(name));
    file->size = size;
    file->caption = caption;
    return file;
}

/* The files of the request: those that a revision keeps, its uploads, those in it. */
static void add_files(struct request *request, const struct upload_row *uploads, size_t count)
{
    Evidence__V1__Submit *submit = request->state;
    const struct json_in_filing *filing = (const struct json_in_filing *)submit->submission;
    Evidence__V1__Submission *submission = submit->submission;
    size_t kept = submission->n_files;
    size_t sent = request->multipart != NULL ? multipart_count(request->multipart) : 0;
    size_t total = 0;
    Evidence__V1__File **files =
        arena_zero(request->arena, (kept + count + sent + 1) * sizeof(*files));
    while (total < kept) {
        files[total] = submission->files[total];
        total++;
    }
    for (size_t i = 0; i < count; i++) {
        const struct json_in_upload *named = filing->uploads.items[i];
        files[total++] =
            file_of(request, uploads[i].hash, uploads[i].name, uploads[i].size, named->caption);
    }
    static char no_caption[] = "";
    for (size_t i = 0; i < sent; i++) {
        const struct multipart_file *stored = multipart_file(request->multipart, i);
        files[total++] =
            file_of(request, stored->hash.bytes, stored->name, stored->size, no_caption);
    }
    submission->files = files;
    submission->n_files = total;
}

static void uploads_settled(struct request *request, const struct upload_row *uploads, size_t count)
{
    Evidence__V1__Submit *submit = request->state;
    add_files(request, uploads, count);
    request_ask_ingest(request, EVIDENCE__V1__METHOD__METHOD_SUBMIT, &submit->base,
                       evidence_on_accepted);
}

static void evidence_submit(struct request *request)
{
    const Evidence__V1__Submit *submit = request->state;
    const struct json_list *named = &((const struct json_in_filing *)submit->submission)->uploads;
    struct uuid *ids = arena_alloc(request->arena, (named->count + 1) * sizeof(*ids));
    for (size_t i = 0; i < named->count; i++) {
        ids[i] = ((const struct json_in_upload *)named->items[i])->id;
    }
    settle_uploads(request, ids, named->count, uploads_settled);
}

/* The file of this hash as it was last submitted; NULL: never with this evidence item. */
static Evidence__V1__File *find_filed(Evidence__V1__Submission *const *filed, size_t count,
                                      const ProtobufCBinaryData *hash)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t f = 0; filed[i] != NULL && f < filed[i]->n_files; f++) {
            const ProtobufCBinaryData *known = &filed[i]->files[f]->hash;
            if (known->len == hash->len && memcmp(known->data, hash->data, hash->len) == 0) {
                return filed[i]->files[f];
            }
        }
    }
    return NULL;
}

static void revisions_came(void *arg, enum err err, const struct store_item *revisions,
                           size_t count)
{
    struct request *request = arg;
    Evidence__V1__Submit *submit = request->state;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    if (count == 0) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, "id");
        return;
    }
    Evidence__V1__Submission **filed = arena_alloc(request->arena, count * sizeof(*filed));
    for (size_t i = 0; i < count; i++) {
        filed[i] = wire_unpack(request->arena, &evidence__v1__submission__descriptor,
                               revisions[i].body, revisions[i].body_len);
    }
    for (size_t i = 0; i < submit->submission->n_files; i++) {
        Evidence__V1__File **kept = &submit->submission->files[i];
        *kept = find_filed(filed, count, &(*kept)->hash);
        if (*kept == NULL) {
            request_refuse_as(request, PROBLEM_FILE_KEPT,
                              arena_print(request->arena, "keep_files[%zu]", i));
            return;
        }
    }
    evidence_submit(request);
}

ROUTE("POST", "/api/v1/evidence", ROLES_SUBMITTING, BODY_EITHER, route_evidence_submit);
void route_evidence_submit(struct request *request)
{
    Evidence__V1__Submit *submit = arena_alloc(request->arena, sizeof(*submit));
    evidence__v1__submit__init(submit);
    if (!idempotency_key(request, &submit->idempotency_key)) {
        return;
    }
    request_trace(request, evidence_submission_id((uint32_t)request->who.as.account,
                                                  submit->idempotency_key));
    if (request->multipart != NULL && request->body.len == 0) {
        request_refuse_as(request, PROBLEM_FIELD_MISSING, "evidence");
        return;
    }
    struct problem problem;
    bool may_date_back = (request->who.role & (ROLE_SYSTEM | ROLE_ADMIN)) != 0;
    if (!json_in_submission(request->arena, body_of(request), may_date_back, &submit->submission,
                            &problem)) {
        request_refuse(request, &problem);
        return;
    }
    struct uuid id;
    request->state = submit;
    const char *client = request_header(request, MHD_HTTP_HEADER_USER_AGENT);
    submit->client = client != NULL ? arena_text(request->arena, client, strlen(client))
                                    : arena_text(request->arena, "", 0);
    if (submit->submission->n_files == 0 || !wire_get_uuid(&submit->submission->evidence_id, &id)) {
        evidence_submit(request);
        return;
    }
    store_revisions(request->gateway->store, request->who.as, &id, revisions_came, request);
}

ROUTE("POST", "/api/v1/evidence/{id}/take", ROLES_TAKING, BODY_JSON, route_evidence_take);
void route_evidence_take(struct request *request)
{
    struct uuid id;
    const char *reason = "";
    if (query_path_id(request, "id", &id) && body_read(request, JSON_IN_TAKE, &reason)) {
        evidence_take_params(request->params, &(struct evidence_take_params){&id, reason});
        request_ask_store(request, STORE_EVIDENCE_TAKE, request_answer_ok);
    }
}

/* ---------------------------------------------------------------- reading */

static void item_came(void *arg, enum err err, const struct store_item *item)
{
    struct request *request = arg;
    if (err != ERR_NONE) {
        request_refuse_err(request, err);
        return;
    }
    if (item == NULL) {
        request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
        return;
    }
    const Evidence__V1__Submission *filed = wire_unpack(
        request->arena, &evidence__v1__submission__descriptor, item->body, item->body_len);
    size_t head_len = strlen(item->head);
    if (filed == NULL || head_len < 2) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
        return;
    }
    /* The store's JSON without its closing brace, then the submission. */
    buf_add(&request->answer, item->head, head_len - 1);
    struct json json;
    json_start(&json, &request->answer);
    json.needs_comma = true;
    filed_print(&json, filed);
    json_object_end(&json);
    request_answer(request, MHD_HTTP_OK);
}

ROUTE("GET", "/api/v1/evidence/{id}", ROLE_ANY, BODY_NONE, route_evidence_one);
void route_evidence_one(struct request *request)
{
    struct uuid id;
    if (query_path_id(request, "id", &id)) {
        store_item(request->gateway->store, request->who.as, &id, item_came, request);
    }
}
