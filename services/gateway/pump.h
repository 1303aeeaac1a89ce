/*
 * pump.h — runs libmicrohttpd once at the end of a turn of the loop, however often that was
 * requested.  It depends on no other module, so that a request can wake its connection without
 * knowing the server.
 */
#ifndef GATEWAY_PUMP_H
#define GATEWAY_PUMP_H

#include <stdbool.h>

struct loop;
struct MHD_Daemon;

struct pump {
    struct loop *loop;
    struct MHD_Daemon *daemon; /* NULL: stopped */
    bool is_scheduled;
};

/* After a connection was resumed, or its descriptor became ready. */
void pump_wake(struct pump *self);

#endif
