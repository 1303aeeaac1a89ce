/*
 * guard.h — which addresses may be connected to: public ones, and those that the
 * configuration names.
 *
 * The very address of the connection is judged, not a name: neither a redirect nor a
 * name that answers differently the second time gets round it.
 */
#ifndef FETCH_GUARD_H
#define FETCH_GUARD_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/err.h"

struct guard;

/* `allow`: what may be reached although it is not public, between commas: a name, an
 * address or a network, with or without a port ("so.vn, 10.1.2.3:8080, 10.9.0.0/16,
 * [::1]:80").  ERR_FATAL: it makes no sense. */
MUST_CHECK enum err guard_open(struct guard **out, const char *allow);
void guard_close(struct guard **self);

/* Is the address one of the public Internet? */
bool guard_is_public(const struct guard *self, const struct sockaddr *address);
/* May it be connected to for a URL with this host, which is in lower case? */
bool guard_permits(const struct guard *self, const char *host, const struct sockaddr *address);

#endif
