/*
 * listen.h — "host:port" of the options *.listen as an address for HTTP servers.
 */
#ifndef DAEMON_LISTEN_H
#define DAEMON_LISTEN_H

#include <sys/socket.h>

#include "base/err.h"

/* Accepts "host:port", "[::1]:port" and ":port" (every address).  The note of ERR_FATAL names
 * `option`. */
MUST_CHECK enum err listen_address(const char *option, const char *text,
                                   struct sockaddr_storage *out);

#endif
