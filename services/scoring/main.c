/*
 * main.c — the scoring service: computes dirty cells into scores with receipts, and proposals of
 * itineraries.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "scoring/itineraries.h"
#include "scoring/worker.h"

static struct scoring_conf conf;

struct scoring {
    struct worker *worker;
    struct itineraries *itineraries;
};

static void scoring_on_woken(void *state, enum stage_id stage)
{
    const struct scoring *self = state;
    if (self != NULL && stage == STAGE_SCORE) {
        worker_wake(self->worker);
    }
}

static enum err scoring_start(struct daemon *daemon, void **state)
{
    struct scoring *self = memory_zero(sizeof(*self));
    self->worker = worker_open(daemon, &conf);
    self->itineraries = itineraries_open(daemon);
    *state = self;
    return ERR_NONE;
}

static bool is_idle(void *state)
{
    const struct scoring *self = state;
    return worker_is_idle(self->worker) && itineraries_are_idle(self->itineraries);
}

static void scoring_stop(void *state)
{
    struct scoring *self = state;
    if (self != NULL) {
        itineraries_close(&self->itineraries);
        worker_close(&self->worker);
        free(self);
    }
}

static const struct bus_events EVENTS = {.woken = scoring_on_woken};
static const char *const DOWNSTREAM[] = {"gateway", NULL};

int main(int argc, char **argv)
{
    const struct daemon_service service = {.name = "scoring",
                                           .conf_table = SCORING_CONF,
                                           .conf_count = SCORING_CONF_COUNT,
                                           .conf = &conf,
                                           .events = &EVENTS,
                                           .start = scoring_start,
                                           .is_idle = is_idle,
                                           .stop = scoring_stop,
                                           .downstream = DOWNSTREAM};
    return daemon_main(argc, argv, &service);
}
