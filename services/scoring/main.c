/*
 * main.c — the scoring service: computes dirty cells into scores with receipts.
 */
#include "scoring/worker.h"

static struct scoring_conf conf;

static void scoring_on_woken(void *state, enum stage_id stage)
{
    if (state != NULL && stage == STAGE_SCORE) {
        worker_wake(state);
    }
}

static enum err scoring_start(struct daemon *daemon, void **state)
{
    *state = worker_open(daemon, &conf);
    return ERR_NONE;
}

static bool is_idle(void *state)
{
    return worker_is_idle(state);
}

static void scoring_stop(void *state)
{
    struct worker *worker = state;
    worker_close(&worker);
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
