/*
 * trace.h — the hops of a fetch as text, a line for each:
 * "URL TAB status TAB address verdict[, address verdict]...", where the status is 0 without an
 * answer, and a verdict is "public", "allowed" (by configuration) or "refused".
 */
#ifndef FETCH_TRACE_H
#define FETCH_TRACE_H

#include <sys/socket.h>

#include "base/buf.h"

struct trace {
    struct buf lines, addresses; /* of the finished hops; of the current one */
};

void trace_address(struct trace *self, const struct sockaddr *address, const char *verdict);
void trace_hop(struct trace *self, const char *url, long status);
void trace_free(struct trace *self);

#endif
