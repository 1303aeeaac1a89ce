/*
 * http.h — libmicrohttpd inside the service's loop: its epoll descriptor is watched
 * like any other, and it runs once at the end of a turn.  Clients that take too
 * long for a head or a body are cut off here.
 */
#ifndef GATEWAY_HTTP_H
#define GATEWAY_HTTP_H

#include <stdbool.h>

#include "base/err.h"

struct gateway;
struct http;
struct client;

/* ERR_FATAL: the address is taken or cannot be parsed. */
MUST_CHECK enum err http_open(struct http **out, struct gateway *gateway);
/* Answers what still waits, then closes every connection; NULL-safe. */
void http_close(struct http **self);

/* Runs libmicrohttpd at the end of this turn: after a connection was resumed. */
void http_wake(struct http *self);
/* Accepts nothing more; answers say that the connection closes. */
void http_quiesce(struct http *self);
bool http_is_closing(const struct http *self);

/* Cuts a client off at once, whatever was queued for it. */
void http_cut(struct client *client);

#endif
