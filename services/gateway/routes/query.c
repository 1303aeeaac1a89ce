/*
 * query.c — reads the parameters of a statement from the request: by name first from the path,
 * between braces, then from the query.
 */
#include "gateway/routes/query.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"

#include "gateway/json_in.h"
#include "gateway/request.h"

enum { NUMBER_DIGITS = 6, SEARCH_MAX = 200 };

/* ---------------------------------------------------------------- the path */

const char *query_path_text(const struct request *request, const char *name)
{
    size_t index = 0, len = strlen(name);
    for (const char *at = strchr(request->route->path, '{'); at != NULL; at = strchr(at, '{')) {
        at++;
        if (strncmp(at, name, len) == 0 && at[len] == '}') {
            return request->match.segments[index];
        }
        index++;
    }
    return NULL;
}

static bool query_refuse_path(struct request *request)
{
    request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    return false;
}

bool query_path_code(struct request *request, const char *name, const char **out)
{
    *out = query_path_text(request, name);
    return json_in_is_code(*out) || query_refuse_path(request);
}

bool query_path_id(struct request *request, const char *name, struct uuid *out)
{
    return uuid_parse(query_path_text(request, name), out) || query_refuse_path(request);
}

bool query_path_number(struct request *request, const char *name, size_t *out)
{
    const char *text = query_path_text(request, name);
    size_t len = strlen(text);
    if (len == 0 || len > NUMBER_DIGITS || strspn(text, "0123456789") != len || text[0] == '0') {
        return query_refuse_path(request);
    }
    *out = strtoul(text, NULL, 10);
    return true;
}

/* ---------------------------------------------------------------- one parameter */

static bool query_is_word(const char *words, const char *value)
{
    size_t len = strlen(value);
    for (const char *at = words; *at != '\0'; at += at[0] == '|') {
        size_t word_len = strcspn(at, "|");
        if (word_len == len && memcmp(at, value, len) == 0) {
            return true;
        }
        at += word_len;
    }
    return false;
}

static bool query_put_text(struct params *params, bool is_right, const char *value)
{
    if (is_right) {
        params_text(params, value);
    }
    return is_right;
}

static bool query_put_number(struct params *params, const struct store_param *param,
                             const char *value)
{
    char *end;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0') {
        return false;
    }
    if (param->kind == STORE_PARAM_LONG) {
        params_long(params, number);
        return true;
    }
    if (number < param->low || number > param->high) {
        return false;
    }
    params_int(params, (int)number);
    return true;
}

/* False: the value is malformed. */
static bool query_put(struct params *params, const struct store_param *param, const char *value)
{
    date_days day;
    struct uuid id;
    switch (param->kind) {
    case STORE_PARAM_CODE:
        return query_put_text(params, json_in_is_code(value), value);
    case STORE_PARAM_DATE:
        return query_put_text(params, date_parse(value, &day), value);
    case STORE_PARAM_SEARCH:
        return query_put_text(params, text_characters(value, strlen(value)) <= SEARCH_MAX, value);
    case STORE_PARAM_WORD:
        return query_put_text(params, query_is_word(param->words, value), value);
    case STORE_PARAM_RANGE:
    case STORE_PARAM_LONG:
        return query_put_number(params, param, value);
    case STORE_PARAM_ID:
        if (!uuid_parse(value, &id)) {
            return false;
        }
        params_uuid(params, &id);
        return true;
    case STORE_PARAM_NONE:
        break;
    }
    assert(0 && "only C code sets this parameter");
    return false;
}

static void query_put_absent(struct params *params, const struct store_param *param)
{
    if (param->kind == STORE_PARAM_RANGE) {
        params_int(params, param->usual);
    } else if (param->kind == STORE_PARAM_LONG) {
        params_null(params);
    } else if (param->kind == STORE_PARAM_ID) {
        params_uuid(params, NULL);
    } else {
        params_text(params, NULL);
    }
}

/* The part of a value between dots; the last one takes the rest.  NULL: it has too few. */
static const char *query_piece(struct request *request, const struct store_param *param,
                               const char *value)
{
    for (int i = 0; i < param->piece && value != NULL; i++) {
        value = strchr(value, '.');
        value = value != NULL ? value + 1 : NULL;
    }
    if (value == NULL || param->is_last_piece) {
        return value;
    }
    return arena_text(request->arena, value, strcspn(value, "."));
}

static bool query_bind_one(struct request *request, const struct store_param *param)
{
    const char *segment = query_path_text(request, param->name);
    if (segment != NULL) {
        return query_put(request->params, param, segment) || query_refuse_path(request);
    }
    const char *value = request_query(request, param->name);
    if (value == NULL) {
        query_put_absent(request->params, param);
        return true;
    }
    const char *piece = query_piece(request, param, value);
    if (piece == NULL || !query_put(request->params, param, piece)) {
        request_refuse_as(request, PROBLEM_QUERY_FORMAT, param->name);
        return false;
    }
    return true;
}

/* ---------------------------------------------------------------- all of them */

bool query_bind(struct request *request, enum store_statement statement)
{
    size_t count;
    const struct store_param *params = store_params(statement, &count);
    params_reset(request->params);
    for (size_t i = 0; i < count; i++) {
        if (!query_bind_one(request, &params[i])) {
            return false;
        }
    }
    return true;
}

void route_statement(struct request *request)
{
    if (query_bind(request, request->route->statement)) {
        request_ask_store(request, request->route->statement, request_answer_ok);
    }
}
