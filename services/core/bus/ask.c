/*
 * ask.c — questions: which instance is asked, and that each is answered once,
 * by a reply, by its deadline, or by the loss of the one that was asked.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "bus/internal.h"

enum { FIRST_QUESTIONS = 64 };

static const uint32_t FREE_END = UINT32_MAX;

static void grow(struct bus *self)
{
    uint32_t count = self->question_count > 0 ? self->question_count * 2 : FIRST_QUESTIONS;
    self->questions = memory_resize(self->questions, count * sizeof(*self->questions));
    for (uint32_t i = count; i-- > self->question_count;) {
        self->questions[i] = (struct question){.next_free = self->first_free};
        self->first_free = i;
    }
    self->question_count = count;
}

/* Slot and generation: an answer that comes too late finds another generation. */
static uint64_t take_slot(struct bus *self, uint32_t *slot)
{
    if (self->first_free == FREE_END) {
        grow(self);
    }
    *slot = self->first_free;
    struct question *question = &self->questions[*slot];
    self->first_free = question->next_free;
    question->generation++;
    return (uint64_t)question->generation << 32 | *slot;
}

static void end(struct bus *self, uint32_t slot, enum err err, const Bus__V1__Reply *reply)
{
    struct question *question = &self->questions[slot];
    bus_reply_fn *then = question->then;
    void *arg = question->arg;
    if (question->outbox != NULL) {
        question->outbox->outstanding--;
    } else {
        self->unanswerable--;
    }
    question->then = NULL;
    question->next_free = self->first_free;
    self->first_free = slot;
    then(arg, err, reply);
}

void ask_answer(struct bus *self, const Bus__V1__Reply *reply)
{
    uint32_t slot = (uint32_t)reply->id;
    if (slot < self->question_count && self->questions[slot].then != NULL &&
        self->questions[slot].generation == (uint32_t)(reply->id >> 32)) {
        end(self, slot, ERR_NONE, reply);
    }
}

void ask_fail_all(struct bus *self, const struct outbox *outbox)
{
    for (uint32_t i = 0; i < self->question_count && outbox->outstanding > 0; i++) {
        if (self->questions[i].then != NULL && self->questions[i].outbox == outbox) {
            end(self, i, ERR_UNKNOWN, NULL);
        }
    }
}

void ask_look(struct bus *self)
{
    int64_t now = clock_steady_ms();
    for (uint32_t i = 0; i < self->question_count; i++) {
        const struct question *question = &self->questions[i];
        if (question->then != NULL && question->outbox == NULL) {
            end(self, i, ERR_RETRY, NULL);
        } else if (question->then != NULL && question->deadline_ms <= now) {
            end(self, i, ERR_UNKNOWN, NULL);
        }
    }
}

void ask_close(struct bus *self)
{
    for (uint32_t i = 0; i < self->question_count; i++) {
        if (self->questions[i].then != NULL) {
            end(self, i, ERR_UNKNOWN, NULL);
        }
    }
    free(self->questions);
    self->questions = NULL;
    self->question_count = 0;
}

/* The instance with the fewest open questions, or the same one for the same
 * number.  Sticky order is that of the instances' names. */
static struct outbox *choose(const struct bus *self, const struct bus_question *question)
{
    int64_t now = clock_steady_ms();
    struct outbox *best = NULL;
    size_t best_weight = 0;
    for (struct outbox *outbox = self->outboxes; outbox != NULL; outbox = outbox->next) {
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
    return choose(self, &(struct bus_question){.service = service}) != NULL;
}

void bus_ask(struct bus *self, const struct bus_question *question, bus_reply_fn *then, void *arg)
{
    uint32_t slot;
    uint64_t id = take_slot(self, &slot);
    struct outbox *outbox = choose(self, question);
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
