/*
 * pump.c — runs libmicrohttpd once in a turn, at its end: a handler may run inside MHD_run, which
 * must not be entered twice.
 */
#include "gateway/pump.h"

#include <microhttpd.h>

#include "bus/loop.h"

static void pump_run(void *arg)
{
    struct pump *self = arg;
    self->is_scheduled = false;
    if (self->daemon == NULL) {
        return;
    }
    (void)MHD_run(self->daemon);
    MHD_UNSIGNED_LONG_LONG wait_ms;
    if (MHD_get_timeout(self->daemon, &wait_ms) == MHD_YES && wait_ms == 0) {
        pump_wake(self); /* it has more to do, and epoll does not report that */
    }
}

void pump_wake(struct pump *self)
{
    if (!self->is_scheduled) {
        self->is_scheduled = true;
        loop_defer(self->loop, pump_run, self);
    }
}
