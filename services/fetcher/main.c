/*
 * main.c — the fetcher's program (fetcher.h).
 */
#include <stdlib.h>

#include "daemon/daemon.h"
#include "fetcher/pages.h"

static struct fetcher_conf conf;

static void fetcher_stop(void *state)
{
    struct pages *self = state;
    pages_close(&self);
}

static enum err fetcher_start(struct daemon *daemon, void **state)
{
    struct pages *self = NULL;
    enum err err = pages_open(&self, daemon, &conf);
    *state = self;
    return err;
}

static bool is_idle(void *state)
{
    const struct pages *self = state;
    return pages_is_idle(self);
}

static const char *const DOWNSTREAM[] = {"validation", NULL};

int main(int argc, char **argv)
{
    const struct daemon_service service = {.name = "fetcher",
                                           .conf_table = FETCHER_CONF,
                                           .conf_count = FETCHER_CONF_COUNT,
                                           .conf = &conf,
                                           .start = fetcher_start,
                                           .is_idle = is_idle,
                                           .stop = fetcher_stop,
                                           .downstream = DOWNSTREAM};
    return daemon_main(argc, argv, &service);
}
