/*
 * query.h — parameters of a path and a query, by name: checked, and bound to a statement.
 */
#ifndef GATEWAY_ROUTES_QUERY_H
#define GATEWAY_ROUTES_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/uuid.h"
#include "gateway/statements.h"

struct request;

/* The handler of the routes that SQL files declare: binds, runs, answers. */
void route_statement(struct request *request);

/* Binds every parameter of the statement, from the path or the query; false, and the request
 * refused: with 404 for a malformed path, with 400 for a malformed query.  An absent one is NULL,
 * or its default. */
bool query_bind(struct request *request, enum store_statement statement);

/* One segment of the path, by its name in the route: false, and the request answered with 404,
 * if it is malformed. */
bool query_path_code(struct request *request, const char *name, const char **out);
bool query_path_id(struct request *request, const char *name, struct uuid *out);
bool query_path_number(struct request *request, const char *name, size_t *out); /* from 1 */
const char *query_path_text(const struct request *request,
                            const char *name); /* NULL: no such name */

#endif
