/*
 * members.c — exports of the member software: handed to the store as owed work, what has become
 * of them, and what their columns mean.
 */
#include "gateway/routes/routes.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/json.h"
#include "base/uuid.h"

#include "gateway/json_in.h"
#include "gateway/multipart.h"
#include "gateway/request.h"
#include "gateway/routes/idempotency.h"
#include "gateway/routes/query.h"

enum { FIGURE_MAX = 10000000 };

static json_t *body_object(struct request *request)
{
    struct problem problem;
    struct wire_bytes body = {(const unsigned char *)request->body.data, request->body.len};
    json_t *root = json_in_object(body, &problem);
    if (root == NULL) {
        request_refuse(request, &problem);
    }
    return root;
}

/* False, and refused: a field that is none of `names`, which NULL ends. */
static bool has_only(struct request *request, json_t *root, const char *const *names)
{
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value)
    {
        const char *const *name = names;
        while (*name != NULL && strcmp(*name, key) != 0) {
            name++;
        }
        if (*name == NULL) {
            request_refuse_as(request, PROBLEM_JSON_UNKNOWN_FIELD,
                              arena_print(request->arena, "%.80s", key));
            return false;
        }
    }
    return true;
}

/* ---------------------------------------------------------------- a new export */

static enum problem_id judge_day(const json_t *value)
{
    date_days day;
    if (!json_is_string(value)) {
        return value == NULL ? PROBLEM_FIELD_MISSING : PROBLEM_JSON_TYPE;
    }
    return date_parse(json_string_value(value), &day) ? PROBLEM_NONE : PROBLEM_DATE_FORMAT;
}

static bool is_figure(const json_t *value)
{
    return value == NULL || json_is_null(value) ||
           (json_is_integer(value) && json_integer_value(value) >= 0 &&
            json_integer_value(value) <= FIGURE_MAX);
}

/* {"as_of", "own_figure"} with the name of the file, as text; NULL: refused. */
static const char *read_export(struct request *request, json_t *root)
{
    static const char *const NAMES[] = {"as_of", "own_figure", NULL};
    const json_t *day = json_object_get(root, "as_of");
    const json_t *figure = json_object_get(root, "own_figure");
    enum problem_id id = judge_day(day);
    if (!has_only(request, root, NAMES)) {
        return NULL;
    }
    if (id != PROBLEM_NONE || !is_figure(figure)) {
        request_refuse_as(request, id != PROBLEM_NONE ? id : PROBLEM_MEMBERS_FIGURE,
                          id != PROBLEM_NONE ? "as_of" : "own_figure");
        return NULL;
    }
    struct buf text = {0};
    struct json json;
    json_start(&json, &text);
    json_object_start(&json, NULL);
    json_text(&json, "as_of", json_string_value(day));
    if (json_is_integer(figure)) {
        json_int(&json, "own_figure", json_integer_value(figure));
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
    json_t *root = body_object(request);
    const char *text = root != NULL ? read_export(request, root) : NULL;
    json_decref(root);
    if (text != NULL) {
        put_export(request, key, text);
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

/* {"<sheet id>": {"<heading>": "<field>"}}: two levels of objects, then texts. */
static bool is_mapping(json_t *sheets)
{
    const char *key, *heading;
    json_t *sheet, *field;
    json_object_foreach(sheets, key, sheet)
    {
        if (!json_is_object(sheet)) {
            return false;
        }
        json_object_foreach(sheet, heading, field)
        {
            if (!json_is_string(field)) {
                return false;
            }
        }
    }
    return json_is_object(sheets);
}

void route_members_map(struct request *request)
{
    static const char *const NAMES[] = {"sheets", NULL};
    struct uuid id;
    if (!query_path(request, 2) || !query_segment_id(request, 2, &id)) {
        return;
    }
    json_t *root = body_object(request);
    json_t *sheets = json_object_get(root, "sheets");
    if (root != NULL && has_only(request, root, NAMES)) {
        if (is_mapping(sheets)) {
            char *text = json_dumps(sheets, JSON_COMPACT);
            params_uuid(request->params, &id);
            params_text(request->params, text);
            free(text);
            request_answer_decision(request, STORE_MEMBERS_MAP);
        } else {
            request_refuse_as(request, sheets == NULL ? PROBLEM_FIELD_MISSING : PROBLEM_JSON_TYPE,
                              "sheets");
        }
    }
    json_decref(root);
}
