/*
 * credit.c — the sender counts sent and reserved envelopes against the limit, the receiver
 * derives the limit from what it has received.
 */
#include "bus/credit.h"

static uint64_t credit_smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

void credit_reset(struct credit *self, uint64_t epoch)
{
    *self = (struct credit){.epoch = epoch};
}

bool credit_hear(struct credit *self, uint64_t epoch, uint64_t limit)
{
    if (epoch != self->epoch) {
        return false;
    }
    self->limit = limit;
    return true;
}

size_t credit_free(const struct credit *self)
{
    uint64_t used = self->sent + self->reserved;
    return self->limit > used ? (size_t)(self->limit - used) : 0;
}

size_t credit_reserve(struct credit *self, size_t want)
{
    size_t got = (size_t)credit_smaller(want, credit_free(self));
    self->reserved += got;
    return got;
}

size_t credit_release(struct credit *self, size_t count)
{
    size_t given = (size_t)credit_smaller(count, self->reserved);
    self->reserved -= given;
    return given;
}

size_t credit_spend(struct credit *self, size_t count)
{
    size_t held = credit_release(self, count);
    size_t spent = held + (size_t)credit_smaller(count - held, credit_free(self));
    self->sent += spent;
    return spent;
}

void allowance_reset(struct allowance *self, uint64_t epoch)
{
    *self = (struct allowance){.epoch = epoch};
}

void allowance_catch_up(struct allowance *self, uint64_t sent)
{
    if (sent > self->received) {
        self->received = sent;
    }
}

uint64_t allowance_limit(const struct allowance *self, size_t free_slots)
{
    return self->received + free_slots;
}

bool allowance_is_news(const struct allowance *self, size_t free_slots)
{
    uint64_t limit = allowance_limit(self, free_slots);
    if (limit <= self->announced) {
        return limit < self->announced;
    }
    uint64_t left = self->announced > self->received ? self->announced - self->received : 0;
    return left <= free_slots / 2;
}
