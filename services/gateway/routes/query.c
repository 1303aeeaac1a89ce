/*
 * query.c — see query.h.
 */
#include "gateway/routes/query.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/uuid.h"

#include "gateway/json_in.h"
#include "gateway/request.h"

enum { NUMBER_DIGITS = 6 };

bool query_segment_code(struct request *request, size_t index)
{
    if (json_in_is_code(request->match.segments[index])) {
        return true;
    }
    request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    return false;
}

bool query_path(struct request *request, size_t count)
{
    params_reset(request->params);
    for (size_t i = 0; i < count; i++) {
        if (!query_segment_code(request, i)) {
            return false;
        }
        params_text(request->params, request->match.segments[i]);
    }
    return true;
}

bool query_segment_id(struct request *request, size_t index, struct uuid *out)
{
    if (uuid_parse(request->match.segments[index], out)) {
        return true;
    }
    request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    return false;
}

bool query_segment_number(struct request *request, size_t index, size_t *out)
{
    const char *text = request->match.segments[index];
    size_t len = strlen(text);
    if (len > 0 && len <= NUMBER_DIGITS && strspn(text, "0123456789") == len && text[0] != '0') {
        *out = strtoul(text, NULL, 10);
        return true;
    }
    request_refuse_as(request, PROBLEM_NOT_FOUND, NULL);
    return false;
}

static bool refuse(struct request *request, const char *name)
{
    request_refuse_as(request, PROBLEM_QUERY_FORMAT, name);
    return false;
}

bool query_code(struct request *request, const char *name)
{
    const char *value = request_query(request, name);
    if (value != NULL && !json_in_is_code(value)) {
        return refuse(request, name);
    }
    params_text(request->params, value);
    return true;
}

bool query_word(struct request *request, const char *name, const char *const *allowed)
{
    const char *value = request_query(request, name);
    bool is_allowed = value == NULL;
    for (; !is_allowed && *allowed != NULL; allowed++) {
        is_allowed = strcmp(value, *allowed) == 0;
    }
    if (!is_allowed) {
        return refuse(request, name);
    }
    params_text(request->params, value);
    return true;
}

bool query_date(struct request *request, const char *name)
{
    const char *value = request_query(request, name);
    date_days day;
    if (value != NULL && !date_parse(value, &day)) {
        return refuse(request, name);
    }
    params_text(request->params, value);
    return true;
}

bool query_after(struct request *request)
{
    const char *value = request_query(request, "after");
    if (value == NULL) {
        params_null(request->params);
        params_uuid(request->params, NULL);
        return true;
    }
    char *end;
    errno = 0;
    long long instant_us = strtoll(value, &end, 10);
    struct uuid id;
    if (errno != 0 || end == value || *end != '.' || !uuid_parse(end + 1, &id)) {
        return refuse(request, "after");
    }
    params_long(request->params, instant_us);
    params_uuid(request->params, &id);
    return true;
}

bool query_number(struct request *request, const char *name, const struct query_range *range)
{
    const char *value = request_query(request, name);
    long number = range->usual;
    if (value != NULL) {
        char *end;
        number = strtol(value, &end, 10);
        if (end == value || *end != '\0' || number < range->low || number > range->high) {
            return refuse(request, name);
        }
    }
    params_int(request->params, (int)number);
    return true;
}

bool query_limit(struct request *request)
{
    return query_number(request, "limit", &(struct query_range){1, 200, 50});
}
