/*
 * query.h — the parameters of lists and paths, checked and put into a statement.
 */
#ifndef GATEWAY_ROUTES_QUERY_H
#define GATEWAY_ROUTES_QUERY_H

#include <stdbool.h>
#include <stddef.h>

struct request;

/* A code out of the path: false, and the request answered with 404, if it is none. */
bool query_segment_code(struct request *request, size_t index);
/* The first `count` codes of the path, as the first parameters; false likewise. */
bool query_path(struct request *request, size_t count);
/* An identifier out of the path, likewise. */
struct uuid;
bool query_segment_id(struct request *request, size_t index, struct uuid *out);

/* A number from 1 out of the path, likewise. */
bool query_segment_number(struct request *request, size_t index, size_t *out);

/* Add one parameter to request->params: NULL if it is absent.  False, and the
 * request answered with 400, if it is malformed. */
bool query_code(struct request *request, const char *name);
bool query_word(struct request *request, const char *name, const char *const *allowed);
/* A day, ISO 8601. */
bool query_date(struct request *request, const char *name);
/* "after" of the page before: an instant in microseconds, and an identifier. */
bool query_after(struct request *request);
/* A whole number between low and high, `usual` if absent. */
struct query_range {
    int low, high, usual;
};
bool query_number(struct request *request, const char *name, const struct query_range *range);
/* "limit", 1 to 200, 50 if absent. */
bool query_limit(struct request *request);

#endif
