/*
 * sent.c — a circular buffer that overwrites its oldest copy.
 */
#include "bus/sent.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void sent_add(struct sent *self, const Bus__V1__Envelope *envelope, int64_t now_ms)
{
    if (self->copies == NULL) {
        self->copies = memory_alloc(SENT_MAX * sizeof(*self->copies));
    }
    struct sent_copy *copy = &self->copies[(self->first + self->count) % SENT_MAX];
    if (self->count == SENT_MAX) {
        self->first = (self->first + 1) % SENT_MAX;
    } else {
        self->count++;
    }
    memcpy(copy->id.bytes, envelope->message_id.data, sizeof(copy->id.bytes));
    copy->stage = (enum stage_id)envelope->stage;
    copy->sent_ms = now_ms;
}

static struct sent_copy *take_first(struct sent *self)
{
    struct sent_copy *copy = &self->copies[self->first];
    self->first = (self->first + 1) % SENT_MAX;
    self->count--;
    return copy;
}

void sent_report(struct sent *self, int64_t now_ms, sent_fn *fn, void *arg)
{
    struct uuid *ids = memory_alloc((self->count + 1) * sizeof(*ids));
    size_t count = 0;
    enum stage_id stage = STAGE_NONE;
    while (self->count > 0) {
        const struct sent_copy *copy = take_first(self);
        if (now_ms - copy->sent_ms > SENT_MS) {
            continue;
        }
        if (count > 0 && copy->stage != stage) {
            fn(arg, stage, ids, count);
            count = 0;
        }
        stage = copy->stage;
        ids[count++] = copy->id;
    }
    if (count > 0) {
        fn(arg, stage, ids, count);
    }
    free(ids);
}

void sent_free(struct sent *self)
{
    free(self->copies);
    *self = (struct sent){0};
}
