/*
 * idempotency.h — the key with which a client may repeat a write without a second effect.
 */
#ifndef GATEWAY_ROUTES_IDEMPOTENCY_H
#define GATEWAY_ROUTES_IDEMPOTENCY_H

#include <stdbool.h>

#include "base/uuid.h"

struct request;

/* False, and the request answered with 400: missing, or not 1 to 200 visible ASCII characters. */
bool idempotency_key(struct request *request, char **out);
bool idempotency_is_key(const char *text);
/* The id of what this request makes (evidence/names.h), the same whenever it is repeated. */
struct uuid idempotency_id(const struct request *request, const char *scope, const char *key);

#endif
