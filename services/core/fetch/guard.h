/*
 * guard.h — which addresses may be connected to: public ones, and those that the
 * configuration names.
 *
 * It judges the actual address of each connection, not a name: neither a redirect nor a
 * name that resolves differently the second time bypasses it.
 */
#ifndef FETCH_GUARD_H
#define FETCH_GUARD_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/err.h"

struct guard;

/* `allow`: what may be reached although it is not public, between commas: a name, an
 * address or a network, with or without a port ("so.vn, 10.1.2.3:8080, 10.9.0.0/16,
 * [::1]:80").  ERR_FATAL: it is malformed. */
MUST_CHECK enum err guard_open(struct guard **out, const char *allow);
void guard_close(struct guard **self);

/* Whether the address belongs to the public Internet. */
bool guard_is_public(const struct guard *self, const struct sockaddr *address);
/* Whether a URL with this host (in lower case) may connect to the address. */
bool guard_permits(const struct guard *self, const char *host, const struct sockaddr *address);

#endif
