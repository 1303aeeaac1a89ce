/*
 * body.h — a JSON body, read by its table of fields (gateway/json_bodies.h).
 */
#ifndef GATEWAY_ROUTES_BODY_H
#define GATEWAY_ROUTES_BODY_H

#include "gateway/json_bodies.h"

struct request;

/* False, and the request is refused: the body breaks the table. */
MUST_CHECK bool body_read(struct request *request, const struct json_field *fields, void *into);

/* The bytes as they arrived. */
struct wire_bytes body_of(const struct request *request);

/* The same as text, in the request's arena. */
const char *body_text(const struct request *request);

#endif
