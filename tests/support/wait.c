/*
 * wait.c — see wait.h.
 */
#include "support/wait.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"

enum { LOOK_MS = 10, LOOP_LOOK_MS = 2 };

int wait_hang_ms(void)
{
    const char *seconds = getenv("MC_HANG_S");
    if (seconds == NULL) {
        fprintf(stderr, "MC_HANG_S: not set: run the test through tests/support/pg.sh\n");
        abort();
    }
    return (int)strtol(seconds, NULL, 10) * 1000;
}

int64_t wait_hangs_at_ms(void)
{
    return clock_steady_ms() + wait_hang_ms();
}

void wait_ms(int ms)
{
    struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};
    nanosleep(&pause, NULL);
}

bool wait_until(wait_fn *is_so, void *arg)
{
    int64_t end_ms = wait_hangs_at_ms();
    while (!is_so(arg)) {
        if (clock_steady_ms() > end_ms) {
            return false;
        }
        wait_ms(LOOK_MS);
    }
    return true;
}

long wait_drained(wait_count_fn *left, void *arg)
{
    long now = left(arg), before = now;
    for (int64_t end_ms = wait_hangs_at_ms(); now != 0 && clock_steady_ms() < end_ms;) {
        wait_ms(LOOK_MS);
        now = left(arg);
        if (now != before) {
            before = now;
            end_ms = wait_hangs_at_ms();
        }
    }
    return now;
}

/* ---------------------------------------------------------------- loops */

struct waiting {
    struct loop *loop;
    wait_fn *is_so; /* NULL: for a time */
    void *arg;
    int64_t end_ms;
    bool became_so;
};

static void look(void *arg)
{
    struct waiting *waiting = arg;
    waiting->became_so = waiting->is_so != NULL && waiting->is_so(waiting->arg);
    if (waiting->became_so || clock_steady_ms() >= waiting->end_ms) {
        loop_stop(waiting->loop);
    }
}

static bool run(struct waiting *waiting)
{
    int timer = loop_every(waiting->loop, LOOP_LOOK_MS, look, waiting);
    loop_run(waiting->loop);
    loop_cancel(waiting->loop, timer);
    return waiting->became_so;
}

bool wait_loop(struct loop *loop, wait_fn *is_so, void *arg)
{
    struct waiting waiting = {
        .loop = loop, .is_so = is_so, .arg = arg, .end_ms = wait_hangs_at_ms()};
    return run(&waiting);
}

void wait_loop_ms(struct loop *loop, int ms)
{
    struct waiting waiting = {.loop = loop, .end_ms = clock_steady_ms() + ms};
    (void)run(&waiting);
}
