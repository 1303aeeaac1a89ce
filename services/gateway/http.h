/*
 * http.h — libmicrohttpd inside the service's loop: its epoll descriptor is watched like any
 * other, and it runs once at the end of a turn.  Clients that send a head or a body too slowly are
 * cut off here.
 */
#ifndef GATEWAY_HTTP_H
#define GATEWAY_HTTP_H

#include <stdbool.h>

#include "base/err.h"

struct gateway;
struct http;

/* ERR_FATAL: the address is taken or cannot be parsed. */
MUST_CHECK enum err http_open(struct http **out, struct gateway *gateway);
/* Answers the requests that still wait, then closes every connection; NULL-safe. */
void http_close(struct http **self);

/* Accepts no connection more; each answer closes its connection. */
void http_quiesce(struct http *self);

#endif
