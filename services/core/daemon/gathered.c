/*
 * gathered.c — see gathered.h.
 */
#include "daemon/gathered.h"

#include <stdlib.h>

#include "base/clock.h"
#include "wire/envelope.h"

void gatherer_start(struct gatherer *self, size_t max)
{
    self->max = max;
    TAILQ_INIT(&self->gathered);
    TAILQ_INIT(&self->spare);
}

struct gathered *gatherer_take(struct gatherer *self)
{
    struct gathered *gathered = TAILQ_FIRST(&self->spare);
    if (gathered != NULL) {
        TAILQ_REMOVE(&self->spare, gathered, link);
    } else {
        gathered = memory_zero(sizeof(*gathered));
        gathered->arena = arena_new();
        gathered->envelopes = memory_alloc(self->max * sizeof(Bus__V1__Envelope *));
    }
    gathered->leased_ms = clock_steady_ms();
    return gathered;
}

void gatherer_recycle(struct gatherer *self, struct gathered *gathered)
{
    arena_reset(gathered->arena);
    gathered->count = 0;
    TAILQ_INSERT_HEAD(&self->spare, gathered, link);
}

/* The one that envelopes go into. */
static struct gathered *gatherer_open(struct gatherer *self)
{
    struct gathered *last = TAILQ_LAST(&self->gathered, gathered_list);
    if (last == NULL || last->count == self->max) {
        last = gatherer_take(self);
        TAILQ_INSERT_TAIL(&self->gathered, last, link);
    }
    return last;
}

void gatherer_add(struct gatherer *self, const Bus__V1__Envelope *envelope)
{
    struct gathered *gathered = gatherer_open(self);
    gathered->envelopes[gathered->count++] = envelope_copy(gathered->arena, envelope);
    self->waiting++;
}

struct gathered *gatherer_take_first(struct gatherer *self)
{
    struct gathered *gathered = TAILQ_FIRST(&self->gathered);
    TAILQ_REMOVE(&self->gathered, gathered, link);
    self->waiting -= gathered->count;
    return gathered;
}

void gatherer_free(struct gatherer *self)
{
    TAILQ_CONCAT(&self->spare, &self->gathered, link);
    for (struct gathered *one = TAILQ_FIRST(&self->spare), *next; one != NULL; one = next) {
        next = TAILQ_NEXT(one, link);
        gathered_free(one);
    }
}

bool gathered_renew(struct gathered *self, size_t from, int64_t before_ms, struct lane *lane,
                    const struct queue_conf *conf, lane_fn *then, void *arg)
{
    if (from >= self->count || self->leased_ms >= before_ms) {
        return false;
    }
    self->leased_ms = clock_steady_ms();
    queue_renew(lane, conf, self->envelopes + from, self->count - from, then, arg);
    return true;
}

void gathered_free(struct gathered *self)
{
    if (self != NULL) {
        arena_free(&self->arena);
        free(self->envelopes);
        free(self);
    }
}
