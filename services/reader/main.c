/*
 * main.c — the reader's program (reader.h).
 */
#include <stdlib.h>

#include "evidence/v1/evidence.pb-c.h"
#include "reader/ocr.h"
#include "reader/pages.h"
#include "reader/pending.h"
#include "reader/propose.h"
#include "reader/reader.h"
#include "reader/work.h"

struct reader {
    struct work work;
    struct stage *stage;
    struct ocr *ocr; /* NULL: none */
    struct pending *pending;
    struct pages *pages;
    struct propose *propose;
};

static struct reader_conf conf;

static void reader_on_delivered(void *arg, const Bus__V1__Envelope *const *envelopes, size_t count)
{
    struct reader *self = arg;
    stage_delivered(self->stage, envelopes, count);
}

static void reader_on_woken(void *arg, enum stage_id stage)
{
    struct reader *self = arg;
    (void)stage;
    stage_wake(self->stage);
}

static void reader_on_asked(void *arg, const struct bus_from *from, const Bus__V1__Request *request)
{
    struct reader *self = arg;
    if (request->method == EVIDENCE__V1__METHOD__METHOD_PROPOSE) {
        propose_asked(self->propose, from, request);
    } else {
        pages_asked(self->pages, from, request);
    }
}

static void reader_stop(void *state)
{
    struct reader *self = state;
    stage_close(&self->stage);
    ocr_close(&self->ocr);
    pages_close(&self->pages);
    file_pool_close(&self->work.pool);
    pending_close(&self->pending);
    propose_close(&self->propose);
    free(self);
}

static enum err reader_start(struct daemon *daemon, void **state)
{
    struct reader *self = memory_zero(sizeof(*self));
    *state = self;
    self->work.daemon = daemon;
    enum err err = file_pool_open(&self->work.pool, daemon, &conf);
    if (err != ERR_NONE) {
        return err;
    }
    self->propose = propose_open(daemon, self->work.pool);
    self->ocr = ocr_open(daemon, &conf);
    self->pending = pending_open(daemon, self->work.pool);
    self->pages = pages_open(daemon, &conf);
    return stage_open(&self->stage, daemon, STAGE_READ, work_start, &self->work);
}

static bool is_idle(void *state)
{
    const struct reader *self = state;
    return stage_is_idle(self->stage) && ocr_is_idle(self->ocr) && pending_is_idle(self->pending) &&
           pages_are_idle(self->pages) && propose_is_idle(self->propose);
}

static const struct bus_events EVENTS = {
    .delivered = reader_on_delivered, .woken = reader_on_woken, .asked = reader_on_asked};
static const char *const DOWNSTREAM[] = {"validation", NULL};

int main(int argc, char **argv)
{
    const struct daemon_service service = {.name = "reader",
                                           .conf_table = READER_CONF,
                                           .conf_count = READER_CONF_COUNT,
                                           .conf = &conf,
                                           .events = &EVENTS,
                                           .start = reader_start,
                                           .is_idle = is_idle,
                                           .stop = reader_stop,
                                           .downstream = DOWNSTREAM};
    return daemon_main(argc, argv, &service);
}
