/*
 * papers.c — papers of a round and their templates: asked for, issued, downloaded.  The id of a
 * paper is in the path, made by its client: sent again it has one effect.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <sodium.h>

#include "base/text.h"

#include "gateway/disposition.h"
#include "gateway/json_papers.h"
#include "gateway/multipart.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/query.h"

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

ROUTE("PUT", "/api/v1/campaigns/{campaign}/rounds/{round}/papers/{id}",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR, BODY_JSON,
      route_paper_make);
void route_paper_make(struct request *request)
{
    struct paper_make_params params = {0};
    struct uuid id;
    if (query_path_code(request, "campaign", &params.campaign) &&
        query_path_code(request, "round", &params.round) && query_path_id(request, "id", &id) &&
        body_read(request, JSON_IN_PAPER, NULL)) {
        params.id = &id;
        params.content = body_text(request);
        paper_make_params(request->params, &params);
        request_ask_store(request, STORE_PAPER_MAKE, request_answer_accepted);
    }
}

ROUTE("POST", "/api/v1/papers/{id}/issue",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR, BODY_JSON,
      route_paper_issue);
void route_paper_issue(struct request *request)
{
    struct paper_issue_params params = {0};
    struct uuid id;
    if (query_path_id(request, "id", &id) && body_read(request, JSON_IN_PAPER_ISSUE, NULL)) {
        params.id = &id;
        params.content = body_text(request);
        paper_issue_params(request->params, &params);
        request_ask_store(request, STORE_PAPER_ISSUE, request_answer_accepted);
    }
}

/* ---------------------------------------------------------------- files */

/* The bytes that the store has in base64, in lines; freed by libmicrohttpd. */
static struct MHD_Response *papers_response(const char *text)
{
    size_t size = strlen(text) + 1, len = 0;
    unsigned char *bytes = memory_alloc(size);
    if (sodium_base642bin(bytes, size, text, strlen(text), "\n", &len, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0) {
        free(bytes);
        return NULL;
    }
    return MHD_create_response_from_buffer(len, bytes, MHD_RESPMEM_MUST_FREE);
}

/* A file that an office made with ours, so it goes out as an attachment. */
static void papers_send(struct request *request, const char *json, const char *type)
{
    json_t *found = json_loads(json, 0, NULL);
    const char *hash = json_string_value(json_object_get(found, "hash"));
    const char *name = json_string_value(json_object_get(found, "name"));
    const char *file = json_string_value(json_object_get(found, "file"));
    struct MHD_Response *response = file != NULL ? papers_response(file) : NULL;
    if (response == NULL || name == NULL || hash == NULL) {
        request_refuse_as(request, PROBLEM_INTERNAL, NULL);
    } else {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
        request_add_header(request, MHD_HTTP_HEADER_CONTENT_DISPOSITION,
                           disposition_of(name, request->arena));
        request_add_header(request, MHD_HTTP_HEADER_ETAG,
                           arena_print(request->arena, "\"%s\"", hash));
        request_add_header(request, MHD_HTTP_HEADER_CACHE_CONTROL, "private, no-cache");
        request_answer_with(request, MHD_HTTP_OK, response);
    }
    json_decref(found);
}

static void papers_on_file(struct request *request, const char *json)
{
    papers_send(request, json, DOCX);
}

static void papers_on_pdf(struct request *request, const char *json)
{
    papers_send(request, json, "application/pdf");
}

ROUTE("GET", "/api/v1/papers/{id}/file",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR,
      BODY_NONE, route_paper_file);
void route_paper_file(struct request *request)
{
    if (query_bind(request, STORE_PAPER_FILE)) {
        request_ask_store(request, STORE_PAPER_FILE, papers_on_file);
    }
}

ROUTE("GET", "/api/v1/papers/{id}/pdf",
      ROLE_OFFICER | ROLE_COUNCIL | ROLE_SYSTEM | ROLE_INSPECTOR | ROLE_COMMITTEE | ROLE_EDITOR,
      BODY_NONE, route_paper_pdf);
void route_paper_pdf(struct request *request)
{
    if (query_bind(request, STORE_PAPER_PDF)) {
        request_ask_store(request, STORE_PAPER_PDF, papers_on_pdf);
    }
}

/* ---------------------------------------------------------------- templates */

ROUTE("POST", "/api/v1/campaigns/{campaign}/rounds/{round}/templates/{kind}",
      ROLE_COMMITTEE | ROLE_EDITOR, BODY_FILE, route_paper_template_add);
void route_paper_template_add(struct request *request)
{
    struct paper_template_add_params params = {0};
    const char *name = request_query(request, "name");
    if (!query_path_code(request, "campaign", &params.campaign) ||
        !query_path_code(request, "round", &params.round) ||
        !query_path_code(request, "kind", &params.kind)) {
        return;
    }
    name = multipart_base_name(name != NULL ? name : "mẫu.docx");
    if (name == NULL || request->body.len == 0) {
        request_refuse_as(request, name == NULL ? PROBLEM_QUERY_FORMAT : PROBLEM_BODY_MISSING,
                          name == NULL ? "name" : NULL);
        return;
    }
    params.name = text_nfc(request->arena, name, strlen(name));
    params.file = (struct bytes){(const unsigned char *)request->body.data, request->body.len};
    paper_template_add_params(request->params, &params);
    request_ask_store(request, STORE_PAPER_TEMPLATE_ADD, request_answer_accepted);
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/rounds/{round}/templates/{kind}/{version}/use",
      ROLE_COMMITTEE | ROLE_EDITOR, BODY_NONE, route_paper_template_use);
void route_paper_template_use(struct request *request)
{
    if (query_bind(request, STORE_PAPER_TEMPLATE_USE)) {
        request_ask_store(request, STORE_PAPER_TEMPLATE_USE, request_answer_ok);
    }
}

ROUTE("GET", "/api/v1/campaigns/{campaign}/rounds/{round}/templates/{kind}/{version}/file",
      ROLE_COMMITTEE | ROLE_EDITOR, BODY_NONE, route_paper_template_file);
void route_paper_template_file(struct request *request)
{
    if (query_bind(request, STORE_PAPER_TEMPLATE_FILE)) {
        request_ask_store(request, STORE_PAPER_TEMPLATE_FILE, papers_on_file);
    }
}
