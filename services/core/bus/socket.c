/*
 * socket.c — the options that all sockets of a bus have in common.
 *
 * No ZMTP heartbeats: libzmq 4.3 aborts the process when one falls due on a connection whose
 * input waits at the high water mark and whose peer has gone (issue 4364).  Hello is the
 * heartbeat (peers.c); TCP itself ends connections to machines that are gone.
 */
#include <string.h>

#include <zmq.h>

#include "bus/internal.h"

enum {
    HANDSHAKE_MS = 2000,
    KEEPALIVE_IDLE_S = 3,
    KEEPALIVE_EVERY_S = 2,
    KEEPALIVE_PROBES = 3,
    UNANSWERED_MS = 10000 /* unacknowledged bytes end a connection after this */
};

void bus_socket_set(void *socket, int option, int value)
{
    (void)zmq_setsockopt(socket, option, &value, sizeof(value));
}

void *bus_socket_new(const struct bus *bus, int type, const char *endpoint)
{
    void *socket = zmq_socket(bus->context, type);
    if (socket == NULL) {
        return NULL;
    }
    int high_water = (int)bus->conf.window + SLACK;
    int64_t max_frame = (int64_t)bus->conf.max_frame;
    bus_socket_set(socket, ZMQ_SNDHWM, high_water);
    bus_socket_set(socket, ZMQ_RCVHWM, high_water);
    bus_socket_set(socket, ZMQ_HANDSHAKE_IVL, HANDSHAKE_MS);
    bus_socket_set(socket, ZMQ_TCP_KEEPALIVE, 1);
    bus_socket_set(socket, ZMQ_TCP_KEEPALIVE_IDLE, KEEPALIVE_IDLE_S);
    bus_socket_set(socket, ZMQ_TCP_KEEPALIVE_INTVL, KEEPALIVE_EVERY_S);
    bus_socket_set(socket, ZMQ_TCP_KEEPALIVE_CNT, KEEPALIVE_PROBES);
    bus_socket_set(socket, ZMQ_TCP_MAXRT, UNANSWERED_MS);
    bus_socket_set(socket, ZMQ_IPV6, strchr(endpoint, '[') != NULL);
    zmq_setsockopt(socket, ZMQ_MAXMSGSIZE, &max_frame, sizeof(max_frame));
    return socket;
}
