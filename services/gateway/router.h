/*
 * router.h — finds the route of a request: method, path, roles, kind of body.  A route is one
 * line: "-- route:" in the SQL file that it serves, or ROUTE above its handler in routes/;
 * deploy/statements.awk makes the table from them.
 */
#ifndef GATEWAY_ROUTER_H
#define GATEWAY_ROUTER_H

#include <stdbool.h>
#include <stddef.h>

#include "gateway/statements.h"

struct request;

/* BODY_FILE: a small file as it is, of any type; BODY_UPLOAD: a part of an upload. */
enum body_kind {
    BODY_NONE,
    BODY_JSON,
    BODY_MULTIPART,
    BODY_EITHER,
    BODY_FILE,
    BODY_EXPORT,
    BODY_UPLOAD
};

enum { ROUTE_SEGMENTS = 4, ROUTE_URL_MAX = 512, ROUTE_ALLOW = 32 };

typedef void route_fn(struct request *request);

struct route {
    const char *method;
    const char *path; /* "{name}" stands for one segment */
    unsigned roles;   /* set of enum role; 0: no sign-in needed */
    enum body_kind body;
    route_fn *handle;
    enum store_statement statement; /* of route_statement */
};

#define ROUTE(method, path, roles, body, handler) void handler(struct request *request)

struct route_match {
    char url[ROUTE_URL_MAX];              /* cut into segments */
    const char *segments[ROUTE_SEGMENTS]; /* the values of the names, in order */
    char allow[ROUTE_ALLOW];              /* methods of this path, if it lacks the requested one */
};

/* NULL: no such path (match->allow "") or not by this method.  HEAD counts as GET. Paths outside
 * /api/ that are not routes belong to the page: see router_is_page. */
const struct route *router_find(const char *method, const char *url, struct route_match *match);
bool router_is_page(const char *url);
extern const struct route ROUTER_PAGE;

/* The table, for the test that compares it with openapi.json. */
const struct route *router_at(size_t index); /* NULL after the last */

#endif
