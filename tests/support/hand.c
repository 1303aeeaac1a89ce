/*
 * hand.c — see hand.h.
 */
#include "support/test.h"

#include <poll.h>

#include "base/clock.h"
#include "support/database.h"
#include "support/hand.h"

#include "support/wait.h"
#include <libpq-fe.h>

static void watch(void *arg, struct lane *lane, int fd, int want)
{
    struct hand *self = arg;
    (void)lane;
    self->fd = want != 0 ? fd : -1;
    self->want = want;
}

void hand_turn(struct hand *self)
{
    struct pollfd wanted = {.fd = self->fd,
                            .events = (short)(((self->want & 1) != 0 ? POLLIN : 0) |
                                              ((self->want & 2) != 0 ? POLLOUT : 0))};
    if (poll(&wanted, self->fd >= 0 ? 1 : 0, 2) > 0) {
        lane_ready(self->lane, ((wanted.revents & (POLLIN | POLLHUP | POLLERR)) != 0 ? 1 : 0) |
                                   ((wanted.revents & POLLOUT) != 0 ? 2 : 0));
    }
    lane_tick(self->lane);
}

void hand_open(struct hand *self, const char *dsn)
{
    *self = (struct hand){.fd = -1};
    struct lane_conf conf = {.dsn = dsn,
                             .application = "test",
                             .timeout_ms = wait_hang_ms(),
                             .watch = watch,
                             .watch_arg = self};
    assert_int_equal(lane_open(&self->lane, &conf), ERR_NONE);
    while (!lane_is_up(self->lane)) {
        hand_turn(self);
    }
}

void hand_close(struct hand *self)
{
    lane_close(&self->lane);
    rows_free(&self->result);
}

void hand_begin(struct hand *self)
{
    rows_free(&self->result);
    self->is_done = false;
}

void hand_answered(void *arg, enum err err, const struct rows *result)
{
    struct hand *self = arg;
    self->is_done = true;
    self->err = err;
    self->result = err == ERR_NONE ? (void *)PQcopyResult((const void *)result,
                                                          PG_COPYRES_ATTRS | PG_COPYRES_TUPLES)
                                   : NULL;
}

enum err hand_wait(struct hand *self)
{
    for (int64_t until = wait_hangs_at_ms(); !self->is_done;) {
        assert_true(clock_steady_ms() < until);
        hand_turn(self);
    }
    return self->err;
}

void hand_wait_blocked(struct hand *self, struct database *database)
{
    for (int64_t until = wait_hangs_at_ms();;) {
        hand_turn(self);
        assert_false(self->is_done);
        assert_true(clock_steady_ms() < until);
        if (database_number(database, "SELECT count(*) FROM pg_stat_activity "
                                      "WHERE datname = current_database() "
                                      "AND wait_event_type = 'Lock'") > 0) {
            return;
        }
    }
}
