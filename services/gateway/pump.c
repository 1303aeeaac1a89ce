/*
 * pump.c — see pump.h.  Deferred to the end of the turn because a handler may run inside
 * MHD_run already, which must not be entered twice.
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
        pump_wake(self); /* it has more to do, and epoll will not say so */
    }
}

void pump_wake(struct pump *self)
{
    if (!self->is_scheduled) {
        self->is_scheduled = true;
        loop_defer(self->loop, pump_run, self);
    }
}
