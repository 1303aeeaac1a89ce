/*
 * posts.c — posts of units: an uploaded list, which ingest reads in its cage and the store writes
 * whole or not at all; and the criterion that counts posts.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/json.h"
#include "base/text.h"
#include "base/uuid.h"
#include "evidence/v1/evidence.pb-c.h"
#include "posts/post_list.h"

#include "gateway/multipart.h"
#include "gateway/request.h"
#include "gateway/routes/body.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"

/* The list between ingest's answer and the store's. */
struct list {
    const char *campaign, *name;
    const char *unit;   /* NULL: each row has its own */
    const char *rows;   /* as JSON */
    const char *counts; /* as JSON: of the file's rows, once they are stored */
};

/* ------------------------------------------------------------- refusing */

/* The store counts rows of the list ("n"); people look for them in their spreadsheet.  A fault of
 * the spreadsheet itself has its place. */
static void write_fault(struct request *request, struct json *json, const json_t *rows,
                        const json_t *fault)
{
    size_t number = (size_t)json_integer_value(json_object_get(fault, "n"));
    const json_t *row = number > 0 ? json_array_get(rows, number - 1) : fault;
    const char *code = json_string_value(json_object_get(fault, "code"));
    const char *column = json_string_value(json_object_get(fault, "column"));
    const char *sheet = json_string_value(json_object_get(row, "sheet"));
    struct problem problem = post_list_problem(request->arena, code != NULL ? code : "");
    json_object_start(json, NULL);
    json_text(json, "sheet", sheet != NULL ? sheet : "");
    json_int(json, "row", json_integer_value(json_object_get(row, "row")));
    json_text(json, "column", column != NULL ? post_list_column(column) : "");
    json_text(json, "code", code);
    json_text(json, "message", problem.detail);
    json_text(json, "mend", problem.mend);
    json_text(json, "about", json_string_value(json_object_get(fault, "about")));
    json_object_end(json);
}

/* A problem like any other, with all faults after its own fields. */
static void refuse_list(struct request *request, const json_t *rows, const json_t *faults)
{
    enum { FAULTS_SHOWN = 2000 };
    struct problem problem = problem_of(PROBLEM_POSTS_FAULTY, "file");
    struct buf shown = {0};
    struct json json;
    size_t at;
    const json_t *fault;
    json_start(&json, &shown);
    json_array_start(&json, NULL);
    json_array_foreach(faults, at, fault) {
        if (at < FAULTS_SHOWN) {
            write_fault(request, &json, rows, fault);
        }
    }
    json_array_end(&json);
    request_refuse(request, &problem);
    request->answer.len--; /* its closing bracket comes last */
    buf_print(&request->answer, ",\"rows\":%zu,\"faults\":%s}", json_array_size(rows),
              buf_string(&shown));
    buf_free(&shown);
}

static void refuse_sheet(struct request *request, const char *code)
{
    json_t *faults = json_pack("[{s:s}]", "code", code);
    refuse_list(request, NULL, faults);
    json_decref(faults);
}

/* ------------------------------------------------------------- a list */

static void posts_on_written(struct request *request, const char *json)
{
    const struct list *list = request->state;
    json_t *answer = json_loads(json, 0, NULL);
    const json_t *faults = json_object_get(answer, "faults");
    if (json_array_size(faults) > 0) {
        json_t *rows = json_loads(list->rows, 0, NULL);
        refuse_list(request, rows, faults);
        json_decref(rows);
    } else {
        json_t *counts = json_loads(list->counts, 0, NULL);
        json_object_update(answer, counts);
        char *text = json_dumps(answer, 0);
        request_answer_ok(request, text);
        free(text);
        json_decref(counts);
    }
    json_decref(answer);
}

static const char *json_kept(struct request *request, const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);
    const char *kept = arena_print(request->arena, "%s", text != NULL ? text : "{}");
    free(text);
    return kept;
}

static void write_rows(struct request *request, const json_t *rows, const json_t *counts)
{
    struct list *list = request->state;
    list->rows = json_kept(request, rows);
    list->counts = json_kept(request, counts);
    posts_import_params(request->params, &(struct posts_import_params){
                                             .campaign = list->campaign,
                                             .rows = list->rows,
                                             .source = list->name,
                                             .unit = list->unit,
                                         });
    request_ask_store(request, STORE_POSTS_IMPORT, posts_on_written);
}

static void rows_came(struct request *request, const ProtobufCBinaryData *body)
{
    const Evidence__V1__PostsRead *reply =
        wire_unpack(request->arena, &evidence__v1__posts_read__descriptor, body->data, body->len);
    json_t *read = reply != NULL ? json_loads(reply->json, 0, NULL) : NULL;
    const json_t *rows = json_object_get(read, "rows");
    const json_t *faults = json_object_get(read, "faults");
    const char *problem = json_string_value(json_object_get(read, "problem"));
    if (problem == NULL && json_array_size(faults) > 0) {
        refuse_list(request, rows, faults);
    } else if (json_is_array(rows) && problem == NULL && json_array_size(rows) > 0) {
        write_rows(request, rows, json_object_get(read, "counts"));
    } else {
        refuse_sheet(request, !json_is_array(rows) ? "sheet.damaged"
                              : problem != NULL    ? problem
                                                   : "sheet.empty");
    }
    json_decref(read);
}

ROUTE("POST", "/api/v1/campaigns/{campaign}/posts", ROLES_SUBMITTING, BODY_FILE,
      route_posts_import);
void route_posts_import(struct request *request)
{
    const char *unit = request_query(request, "unit"), *name = request_query(request, "name");
    struct list *list = arena_zero(request->arena, sizeof(*list));
    char *key;
    if (!query_path_code(request, "campaign", &list->campaign) || !idempotency_key(request, &key)) {
        return;
    }
    name = multipart_base_name(name != NULL ? name : "danh sách");
    if ((unit != NULL && !json_in_is_code(unit)) || name == NULL) {
        request_refuse_as(request, PROBLEM_QUERY_FORMAT, name != NULL ? "unit" : "name");
        return;
    }
    name = text_nfc(request->arena, name, strlen(name));
    if (request->body.len == 0) {
        request_refuse_as(request, PROBLEM_BODY_MISSING, NULL);
        return;
    }
    list->unit = unit;
    list->name = arena_print(request->arena, "%s", name);
    request->state = list;
    Evidence__V1__ReadPosts question = EVIDENCE__V1__READ_POSTS__INIT;
    question.sheet.data = (unsigned char *)request->body.data;
    question.sheet.len = request->body.len;
    request_ask_ingest(request, EVIDENCE__V1__METHOD__METHOD_READ_POSTS, &question.base, rows_came);
}

/* ------------------------------------------------------------- what counts them */

ROUTE("PUT", "/api/v1/campaigns/{campaign}/posts/mapping", ROLE_EDITOR, BODY_JSON,
      route_posts_mapping);
void route_posts_mapping(struct request *request)
{
    struct json_in_mapping mapping = {NULL, NULL};
    const char *campaign;
    if (!query_path_code(request, "campaign", &campaign) ||
        !body_read(request, JSON_IN_MAPPING, &mapping)) {
        return;
    }
    posts_mapping_params(request->params, &(struct posts_mapping_params){
                                              .campaign = campaign,
                                              .kind = mapping.kind,
                                              .criterion = mapping.criterion,
                                          });
    request_ask_store(request, STORE_POSTS_MAPPING, request_answer_ok);
}
