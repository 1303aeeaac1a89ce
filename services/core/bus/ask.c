/*
 * ask.c — selects the instance that a question goes to, and sends it.
 */
#include <string.h>

#include "base/clock.h"
#include "bus/internal.h"

/* The instance with the fewest open questions; for a sticky number always the same one, by
 * the order of the instances' ids. */
static struct outbox *ask_choose(const struct bus *self, const struct bus_question *question)
{
    int64_t now = clock_steady_ms();
    struct outbox *best = NULL;
    size_t best_weight = 0;
    for (struct outbox *outbox = LIST_FIRST(&self->outboxes); outbox != NULL;
         outbox = LIST_NEXT(outbox, link)) {
        if (strcmp(outbox->service, question->service) != 0 || !outbox_is_ready(outbox, now)) {
            continue;
        }
        uint64_t mixed;
        memcpy(&mixed, outbox->instance.bytes + 8, sizeof(mixed));
        mixed = (mixed ^ question->sticky) * 0x9e3779b97f4a7c15u;
        size_t weight = question->sticky != 0 ? (size_t)(mixed >> 1) : outbox->outstanding;
        if (best == NULL || weight < best_weight) {
            best = outbox;
            best_weight = weight;
        }
    }
    return best;
}

bool bus_reaches(const struct bus *self, const char *service)
{
    return ask_choose(self, &(struct bus_question){.service = service}) != NULL;
}

void bus_ask(struct bus *self, const struct bus_question *question, bus_reply_fn *then, void *arg)
{
    uint32_t slot;
    uint64_t id = questions_take(self, &slot);
    struct outbox *outbox = ask_choose(self, question);
    struct question *open = &self->questions[slot];
    open->then = then;
    open->arg = arg;
    open->outbox = outbox;
    open->deadline_ms = clock_steady_ms() + question->timeout_ms;
    bus_flush_later(self);
    if (outbox == NULL) {
        self->unanswerable++;
        return;
    }
    outbox->outstanding++;
    union {
        const void *borrowed;
        uint8_t *field;
    } body = {.borrowed = question->body};
    Bus__V1__Request request = BUS__V1__REQUEST__INIT;
    request.id = id;
    request.method = question->method;
    request.account = question->account;
    request.access_key = question->access_key;
    request.body.data = body.field;
    request.body.len = question->body_len;
    if (question->trace != NULL) {
        request.trace = wire_uuid(question->trace);
    }
    if (outbox->requests.count > 0 &&
        frame_batch_len_with(&outbox->requests, &request.base) > self->conf.max_frame / 2) {
        outbox_flush(outbox);
    }
    frame_batch_add(&outbox->requests, &request.base);
}
