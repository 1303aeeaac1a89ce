/*
 * list_in.c — lists that come in as spreadsheets; see list_in.h.
 */
#include "gateway/routes/list_in.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "evidence/v1/evidence.pb-c.h"
#include "lists/lists.h"

#include "gateway/multipart.h"

enum { FAULTS_SHOWN = 2000 };

const char *list_in_kept(struct request *request, const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);
    const char *kept = arena_print(request->arena, "%s", text != NULL ? text : "{}");
    free(text);
    return kept;
}

/* The file's name from the query, "danh sách" if it has none; NULL, and the request is refused: it
 * is none. */
static const char *list_in_name(struct request *request)
{
    const char *name = request_query(request, "name");
    name = multipart_base_name(name != NULL ? name : "danh sách");
    if (name == NULL) {
        request_refuse_as(request, PROBLEM_QUERY_FORMAT, "name");
        return NULL;
    }
    return arena_print(request->arena, "%s", text_nfc(request->arena, name, strlen(name)));
}

/* ------------------------------------------------------------- faults */

/* The store counts rows of the list ("n"); people look for them in their spreadsheet.  A fault of
 * the spreadsheet itself has its place. */
static void write_fault(struct request *request, struct json *json, const struct sheet_form *form,
                        const json_t *rows, const json_t *fault)
{
    size_t number = (size_t)json_integer_value(json_object_get(fault, "n"));
    const json_t *row = number > 0 ? json_array_get(rows, number - 1) : fault;
    const char *code = json_string_value(json_object_get(fault, "code"));
    const char *column = json_string_value(json_object_get(fault, "column"));
    const char *sheet = json_string_value(json_object_get(row, "sheet"));
    struct problem problem = list_problem(form, request->arena, code != NULL ? code : "");
    json_object_start(json, NULL);
    json_text(json, "sheet", sheet != NULL ? sheet : "");
    json_int(json, "row", json_integer_value(json_object_get(row, "row")));
    json_text(json, "column", column != NULL ? sheet_form_column(form, column) : "");
    json_text(json, "code", code);
    json_text(json, "message", problem.detail);
    json_text(json, "mend", problem.mend);
    json_text(json, "about", json_string_value(json_object_get(fault, "about")));
    json_object_end(json);
}

static void write_faults(struct request *request, struct buf *into, const struct sheet_form *form,
                         const json_t *rows, const json_t *faults)
{
    struct json json;
    size_t at;
    const json_t *fault;
    json_start(&json, into);
    json_array_start(&json, NULL);
    json_array_foreach(faults, at, fault) {
        if (at < FAULTS_SHOWN) {
            write_fault(request, &json, form, rows, fault);
        }
    }
    json_array_end(&json);
}

/* Of a list that was refused as a whole, no row was accepted or repeated. */
static void write_refused(struct buf *into, const json_t *counts)
{
    json_int_t read = json_integer_value(json_object_get(counts, "read"));
    json_int_t hidden = json_integer_value(json_object_get(counts, "hidden"));
    json_int_t empty = json_integer_value(json_object_get(counts, "empty"));
    json_int_t sheets = json_integer_value(json_object_get(counts, "hidden_sheets"));
    buf_print(into,
              ",\"read\":%lld,\"accepted\":0,\"repeated\":0,\"rejected\":%lld,\"hidden\":%lld,"
              "\"empty\":%lld,\"hidden_sheets\":%lld",
              (long long)read, (long long)(read - hidden - empty), (long long)hidden,
              (long long)empty, (long long)sheets);
}

void list_in_refuse(struct request *request, enum problem_id id, const struct sheet_form *form,
                    const json_t *rows, const json_t *faults, const json_t *counts)
{
    struct problem problem = problem_of(id, "file");
    struct buf shown = {0};
    write_faults(request, &shown, form, rows, faults);
    request_refuse(request, &problem);
    request->answer.len--; /* its closing bracket comes last */
    buf_print(&request->answer, ",\"rows\":%zu", json_array_size(rows));
    if (counts != NULL) {
        write_refused(&request->answer, counts);
    }
    buf_print(&request->answer, ",\"faults\":%s}", buf_string(&shown));
    buf_free(&shown);
}

/* ------------------------------------------------------------- the store's answer */

static void answer_with(struct request *request, json_t *answer)
{
    char *text = json_dumps(answer, 0);
    request_answer_ok(request, text);
    free(text);
}

void list_in_answer(struct request *request, const char *json)
{
    const struct list_in *self = request->state;
    json_t *answer = json_loads(json, 0, NULL);
    const json_t *faults = json_object_get(answer, "faults");
    if (json_array_size(faults) > 0) {
        json_t *rows = json_loads(self->rows, 0, NULL);
        list_in_refuse(request, self->faulty, self->form, rows, faults, answer);
        json_decref(rows);
    } else {
        answer_with(request, answer);
    }
    json_decref(answer);
}

void list_in_report(struct request *request, const char *json)
{
    const struct list_in *self = request->state;
    json_t *answer = json_loads(json, 0, NULL), *rows = json_loads(self->rows, 0, NULL);
    struct buf shown = {0};
    write_faults(request, &shown, self->form, rows, json_object_get(answer, "faults"));
    json_object_set_new(answer, "faults", json_loads(buf_string(&shown), 0, NULL));
    answer_with(request, answer);
    buf_free(&shown);
    json_decref(rows);
    json_decref(answer);
}

/* ------------------------------------------------------------- reading */

/* `counts`: what was read before it failed. */
static void refuse_sheet(struct request *request, const char *code, const json_t *counts)
{
    const struct list_in *self = request->state;
    json_t *faults = json_pack("[{s:s}]", "code", code);
    json_t *none = json_object();
    list_in_refuse(request, self->faulty, self->form, NULL, faults, counts != NULL ? counts : none);
    json_decref(none);
    json_decref(faults);
}

/* The reader counts all rows as accepted; the store knows better. */
static const char *left_out(struct request *request, const json_t *counts)
{
    json_t *kept = json_pack("{s:O?, s:O?, s:O?}", "hidden", json_object_get(counts, "hidden"),
                             "hidden_sheets", json_object_get(counts, "hidden_sheets"), "empty",
                             json_object_get(counts, "empty"));
    const char *text = list_in_kept(request, kept);
    json_decref(kept);
    return text;
}

static void rows_came(struct request *request, const ProtobufCBinaryData *body)
{
    struct list_in *self = request->state;
    const Evidence__V1__PostsRead *reply =
        wire_unpack(request->arena, &evidence__v1__posts_read__descriptor, body->data, body->len);
    json_t *read = reply != NULL ? json_loads(reply->json, 0, NULL) : NULL;
    const json_t *rows = json_object_get(read, "rows");
    const json_t *faults = json_object_get(read, "faults");
    const json_t *counts = json_object_get(read, "counts");
    const char *problem = json_string_value(json_object_get(read, "problem"));
    if (problem == NULL && json_array_size(faults) > 0) {
        list_in_refuse(request, self->faulty, self->form, rows, faults, counts);
    } else if (json_is_array(rows) && problem == NULL && json_array_size(rows) > 0) {
        self->rows = list_in_kept(request, rows);
        self->counts = left_out(request, counts);
        self->put(request);
    } else {
        refuse_sheet(request,
                     !json_is_array(rows) ? "sheet.damaged"
                     : problem != NULL    ? problem
                                          : "sheet.empty",
                     counts);
    }
    json_decref(read);
}

/* protobuf-c's texts are not const. */
static char *list_unconst(struct request *request, const char *text)
{
    return arena_text(request->arena, text, strlen(text));
}

void list_in_read(struct request *request)
{
    struct list_in *self = request->state;
    if (request->body.len == 0) {
        request_refuse_as(request, PROBLEM_BODY_MISSING, NULL);
        return;
    }
    self->name = list_in_name(request);
    if (self->name == NULL) {
        return;
    }
    Evidence__V1__ReadPosts question = EVIDENCE__V1__READ_POSTS__INIT;
    question.sheet.data = (unsigned char *)request->body.data;
    question.sheet.len = request->body.len;
    question.list = list_unconst(request, self->form->name);
    request_ask_ingest(request, EVIDENCE__V1__METHOD__METHOD_READ_POSTS, &question.base, rows_came);
}
