/*
 * trace.h — the way that a fetch took, in words: a line for each place that was asked,
 * "URL TAB status TAB address verdict[, address verdict]...", where the status is 0 if no answer
 * came, and an address was "public", "allowed" (by configuration) or "refused".
 */
#ifndef FETCH_TRACE_H
#define FETCH_TRACE_H

#include <sys/socket.h>

#include "base/buf.h"

struct trace {
    struct buf lines, addresses; /* of the hops that are over; of the one under way */
};

void trace_address(struct trace *self, const struct sockaddr *address, const char *verdict);
void trace_hop(struct trace *self, const char *url, long status);
void trace_free(struct trace *self);

#endif
