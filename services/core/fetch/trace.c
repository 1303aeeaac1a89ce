/*
 * trace.c — see trace.h.
 */
#include "fetch/trace.h"

#include <netdb.h>
#include <netinet/in.h>

void trace_address(struct trace *self, const struct sockaddr *address, const char *verdict)
{
    char host[NI_MAXHOST], port[NI_MAXSERV];
    socklen_t len =
        address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    if (getnameinfo(address, len, host, sizeof(host), port, sizeof(port),
                    NI_NUMERICHOST | NI_NUMERICSERV) == 0) {
        buf_print(&self->addresses, "%s%s:%s %s", self->addresses.len > 0 ? ", " : "", host, port,
                  verdict);
    }
}

void trace_hop(struct trace *self, const char *url, long status)
{
    buf_print(&self->lines, "%s\t%ld\t%s\n", url, status, buf_string(&self->addresses));
    buf_clear(&self->addresses);
}

void trace_free(struct trace *self)
{
    buf_free(&self->lines);
    buf_free(&self->addresses);
}
