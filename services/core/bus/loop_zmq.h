/*
 * loop_zmq.h — ZeroMQ sockets in the loop; for the files of core/bus only.
 *
 * A socket's callback is called in every turn in which the socket has something
 * to read, so a callback may stop after a bounded amount of work.
 */
#ifndef BUS_LOOP_ZMQ_H
#define BUS_LOOP_ZMQ_H

#include "bus/loop.h"

void loop_add_socket(struct loop *self, void *socket, loop_fn *fn, void *arg);

/* Call before zmq_close; safe from within callbacks. */
void loop_drop_socket(struct loop *self, void *socket);

#endif
