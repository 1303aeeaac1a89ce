/*
 * lane_wait.c — runs one statement and blocks until it ends, without a loop: for
 * start-up and the command line.
 */
#include "store/internal.h"

#include <poll.h>

#include "base/clock.h"

/* One turn of what the owner's loop would do: waits for the socket and handles it. */
static void lane_wait_turn(struct lane *self)
{
    struct pollfd wanted = {.fd = self->fd,
                            .events = (short)(((self->want & 1) != 0 ? POLLIN : 0) |
                                              ((self->want & 2) != 0 ? POLLOUT : 0))};
    int count = poll(&wanted, self->fd >= 0 ? 1 : 0, 50);
    if (count > 0) {
        lane_ready(self, ((wanted.revents & (POLLIN | POLLHUP | POLLERR)) != 0 ? 1 : 0) |
                             ((wanted.revents & POLLOUT) != 0 ? 2 : 0));
    }
    lane_tick(self);
}

struct waiting {
    bool is_done;
    enum err err;
};

static void waiting_done(void *arg, enum err err, const struct rows *result)
{
    struct waiting *waiting = arg;
    (void)result;
    waiting->is_done = true;
    waiting->err = err;
}

enum err lane_wait(struct lane *self, const struct statement *statement,
                   const struct params *params, struct rows **result)
{
    *result = NULL;
    int64_t until = clock_steady_ms() + LANE_CONNECT_MS;
    while (self->state != LANE_UP) {
        if (clock_steady_ms() > until) {
            return err_note(ERR_RETRY, "%s: the store cannot be reached", statement->name);
        }
        lane_wait_turn(self);
    }
    struct waiting waiting = {0};
    struct flight *flight = lane_flight_new(self);
    flight->statement = statement;
    flight->then = waiting_done;
    flight->arg = &waiting;
    flight->keep = result;
    lane_launch(self, NULL, flight, params);
    while (!waiting.is_done) {
        lane_wait_turn(self);
    }
    return waiting.err;
}
