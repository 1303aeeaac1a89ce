/*
 * questions.c — the table of open questions: each ends once, by a reply, at its deadline,
 * or with the loss of the instance that was asked.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "bus/internal.h"

enum { FIRST_QUESTIONS = 64 };

static const uint32_t FREE_END = UINT32_MAX;

static void questions_grow(struct bus *self)
{
    uint32_t count = self->question_count > 0 ? self->question_count * 2 : FIRST_QUESTIONS;
    self->questions = memory_resize(self->questions, count * sizeof(*self->questions));
    for (uint32_t i = count; i-- > self->question_count;) {
        self->questions[i] = (struct question){.next_free = self->first_free};
        self->first_free = i;
    }
    self->question_count = count;
}

uint64_t questions_take(struct bus *self, uint32_t *slot)
{
    if (self->first_free == FREE_END) {
        questions_grow(self);
    }
    *slot = self->first_free;
    struct question *question = &self->questions[*slot];
    self->first_free = question->next_free;
    question->generation++;
    return (uint64_t)question->generation << 32 | *slot;
}

static void questions_end(struct bus *self, uint32_t slot, enum err err,
                          const Bus__V1__Reply *reply)
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

void questions_answer(struct bus *self, const Bus__V1__Reply *reply)
{
    uint32_t slot = (uint32_t)reply->id;
    if (slot < self->question_count && self->questions[slot].then != NULL &&
        self->questions[slot].generation == (uint32_t)(reply->id >> 32)) {
        questions_end(self, slot, ERR_NONE, reply);
    }
}

void questions_fail_all(struct bus *self, const struct outbox *outbox)
{
    for (uint32_t i = 0; i < self->question_count && outbox->outstanding > 0; i++) {
        if (self->questions[i].then != NULL && self->questions[i].outbox == outbox) {
            questions_end(self, i, ERR_UNKNOWN, NULL);
        }
    }
}

void questions_expire(struct bus *self)
{
    int64_t now = clock_steady_ms();
    for (uint32_t i = 0; i < self->question_count; i++) {
        const struct question *question = &self->questions[i];
        if (question->then != NULL && question->outbox == NULL) {
            questions_end(self, i, ERR_RETRY, NULL);
        } else if (question->then != NULL && question->deadline_ms <= now) {
            questions_end(self, i, ERR_UNKNOWN, NULL);
        }
    }
}

void questions_close(struct bus *self)
{
    for (uint32_t i = 0; i < self->question_count; i++) {
        if (self->questions[i].then != NULL) {
            questions_end(self, i, ERR_UNKNOWN, NULL);
        }
    }
    free(self->questions);
    self->questions = NULL;
    self->question_count = 0;
}
