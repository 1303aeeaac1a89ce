/*
 * listen.h — "host:port" of the options *.listen as an address for HTTP servers.
 */
#ifndef DAEMON_LISTEN_H
#define DAEMON_LISTEN_H

#include <sys/socket.h>

#include "base/err.h"

/* Takes "host:port", "[::1]:port" and ":port" (every address).  `option` is named in the note of
 * ERR_FATAL. */
MUST_CHECK enum err listen_address(const char *option, const char *text,
                                   struct sockaddr_storage *out);

#endif
