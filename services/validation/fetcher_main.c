/*
 * fetcher_main.c — the fetcher: a process of its own, since it alone reaches the Internet.
 */
#include <stdlib.h>

#include "daemon/daemon.h"
#include "validation/fetcher.h"

static struct validation_conf conf;

static void stop(void *state)
{
    struct fetcher *self = state;
    fetcher_close(&self);
}

static enum err start(struct daemon *daemon, void **state)
{
    struct fetcher *self = NULL;
    enum err err = fetcher_open(&self, daemon, &conf);
    *state = self;
    return err;
}

static bool is_idle(void *state)
{
    const struct fetcher *self = state;
    return fetcher_is_idle(self);
}

static const struct bus_events EVENTS = {0};
static const char *const DOWNSTREAM[] = {"validation", NULL};

int main(int argc, char **argv)
{
    const struct daemon_service service = {.name = "fetcher",
                                           .conf_table = VALIDATION_CONF,
                                           .conf_count = VALIDATION_CONF_COUNT,
                                           .conf = &conf,
                                           .events = &EVENTS,
                                           .start = start,
                                           .is_idle = is_idle,
                                           .stop = stop,
                                           .downstream = DOWNSTREAM};
    return daemon_main(argc, argv, &service);
}
