/*
 * wait.c — see wait.h.
 */
#include "support/wait.h"

#include <stddef.h>

#include "base/clock.h"

struct waiting {
    struct loop *loop;
    wait_fn *is_so;
    void *arg;
    int64_t until_ms;
    bool became_so;
};

static void look(void *arg)
{
    struct waiting *waiting = arg;
    waiting->became_so = waiting->is_so != NULL && waiting->is_so(waiting->arg);
    if (waiting->became_so || clock_steady_ms() >= waiting->until_ms) {
        loop_stop(waiting->loop);
    }
}

bool wait_loop(struct loop *loop, int limit_ms, wait_fn *is_so, void *arg)
{
    struct waiting waiting = {loop, is_so, arg, clock_steady_ms() + limit_ms, false};
    int timer = loop_every(loop, 2, look, &waiting);
    loop_run(loop);
    loop_cancel(loop, timer);
    return waiting.became_so;
}

void wait_ms(struct loop *loop, int ms)
{
    (void)wait_loop(loop, ms, NULL, NULL);
}
