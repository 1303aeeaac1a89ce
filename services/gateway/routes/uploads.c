/*
 * uploads.c — the routes of the tus protocol: what this server can do, a new upload, a part of
 * one, how far it is, its removal.
 */
#include <stdlib.h>

#include "gateway/request.h"
#include "gateway/routes/query.h"
#include "gateway/upload.h"
#include "gateway/upload_file.h"
#include "gateway/uploads.h"

ROUTE("OPTIONS", "/api/v1/uploads", 0, BODY_NONE, route_uploads_options);
void route_uploads_options(struct request *request)
{
    if (!uploads_fit(request, false)) {
        return;
    }
    request_add_header(request, "Tus-Version", UPLOADS_VERSION);
    request_add_header(request, "Tus-Extension",
                       "creation,creation-with-upload,expiration,checksum,termination");
    request_add_header(request, "Tus-Checksum-Algorithm", "sha256");
    request_add_header(request, "Tus-Max-Size",
                       arena_print(request->arena, "%zu", request->gateway->conf->http_max_file));
    request_answer(request, MHD_HTTP_NO_CONTENT);
}

ROUTE("POST", "/api/v1/uploads", ROLES_SUBMITTING | ROLE_INSPECTOR | ROLE_COMMITTEE, BODY_UPLOAD,
      route_uploads_create);
void route_uploads_create(struct request *request)
{
    char id[UUID_TEXT];
    request_add_header(
        request, MHD_HTTP_HEADER_LOCATION,
        arena_print(request->arena, "/api/v1/uploads/%s", uuid_print(upload_own_id(request), id)));
    upload_finish(request, MHD_HTTP_CREATED);
}

ROUTE("PATCH", "/api/v1/uploads/{id}", ROLES_SUBMITTING | ROLE_INSPECTOR | ROLE_COMMITTEE,
      BODY_UPLOAD, route_uploads_append);
void route_uploads_append(struct request *request)
{
    upload_finish(request, MHD_HTTP_NO_CONTENT);
}

/* ---------------------------------------------------------------- how far it is */

static void answer_state(struct request *request, const struct upload_row *row, uint64_t offset)
{
    request_add_header(request, "Upload-Length",
                       arena_print(request->arena, "%llu", (unsigned long long)row->size));
    uploads_say(request, row, offset);
    request_answer(request, MHD_HTTP_OK);
}

static void upload_measured(struct worker_job *base)
{
    struct upload_job *job = (struct upload_job *)base;
    struct request *request = job->arg;
    if (job->failure == UPLOAD_DONE || job->failure == UPLOAD_GONE) {
        answer_state(request, request->state, job->offset);
    } else {
        uploads_refuse(request, &((const struct upload_row *)request->state)->id, job, NULL);
    }
    free(job);
}

static void state_came(struct request *request, const char *text)
{
    struct upload_row *row = arena_alloc(request->arena, sizeof(*row));
    upload_row_read_text(request, text, row);
    request->state = row;
    if (row->is_settled) {
        answer_state(request, row, row->size);
    } else {
        uploads_do(request, uploads_job(request, UPLOAD_MEASURE, row), upload_measured, request);
    }
}

ROUTE("GET", "/api/v1/uploads/{id}", ROLES_SUBMITTING | ROLE_INSPECTOR | ROLE_COMMITTEE, BODY_NONE,
      route_uploads_state);
void route_uploads_state(struct request *request)
{
    if (uploads_fit(request, false) && query_bind(request, STORE_UPLOAD_ONE)) {
        request_ask_store(request, STORE_UPLOAD_ONE, state_came);
    }
}

/* ---------------------------------------------------------------- removal */

static void upload_removed(struct request *request, const char *text)
{
    struct upload_row row;
    upload_row_read_text(request, text, &row);
    uploads_drop(request, &row.id);
    request_answer(request, MHD_HTTP_NO_CONTENT);
}

ROUTE("DELETE", "/api/v1/uploads/{id}", ROLES_SUBMITTING | ROLE_INSPECTOR | ROLE_COMMITTEE,
      BODY_NONE, route_uploads_remove);
void route_uploads_remove(struct request *request)
{
    if (uploads_fit(request, true) && query_bind(request, STORE_UPLOAD_REMOVE)) {
        request_ask_store(request, STORE_UPLOAD_REMOVE, upload_removed);
    }
}
