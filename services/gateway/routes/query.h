/*
 * query.h — what a path and a query say, by name: checked, and given to a statement.
 */
#ifndef GATEWAY_ROUTES_QUERY_H
#define GATEWAY_ROUTES_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/uuid.h"
#include "gateway/statements.h"

struct request;

/* The handler of the routes that SQL files declare: binds, runs, answers what comes. */
void route_statement(struct request *request);

/* Every parameter of the statement, from the path or the query: false, and the request refused,
 * with 404 for what is malformed in the path, with 400 in the query.  What is absent is NULL, or
 * its usual value. */
bool query_bind(struct request *request, enum store_statement statement);

/* One segment of the path, by its name in the route: false, and the request answered with 404,
 * if it is malformed. */
bool query_path_code(struct request *request, const char *name, const char **out);
bool query_path_id(struct request *request, const char *name, struct uuid *out);
bool query_path_number(struct request *request, const char *name, size_t *out); /* from 1 */
const char *query_path_text(const struct request *request,
                            const char *name); /* NULL: no such name */

#endif
