/*
 * credit.h — the arithmetic of credit as a level; no sockets, no clock.
 *
 * Within one epoch the sender may have sent at most `limit` envelopes.  The
 * receiver says limit = received + free; saying it again changes nothing, and
 * a lost word is healed by the next one.
 */
#ifndef BUS_CREDIT_H
#define BUS_CREDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The sender's side, one per peer. */
struct credit {
    uint64_t epoch;
    uint64_t limit;
    uint64_t sent;
    uint64_t reserved; /* promised to successors, not sent yet */
};

void credit_reset(struct credit *self, uint64_t epoch);
/* False, and nothing changed, for the word of another epoch. */
bool credit_hear(struct credit *self, uint64_t epoch, uint64_t limit);
size_t credit_free(const struct credit *self);
/* Returns how many of `want` were reserved. */
size_t credit_reserve(struct credit *self, size_t want);
/* Return how many of `count` this peer had to give. */
size_t credit_release(struct credit *self, size_t count);
size_t credit_spend(struct credit *self, size_t count); /* reserved ones first, then free ones */

/* The receiver's side, one per upstream. */
struct allowance {
    uint64_t epoch;
    uint64_t received;
    uint64_t told; /* the last limit said */
};

void allowance_reset(struct allowance *self, uint64_t epoch);
/* What the sender says it has sent before this word: whatever of it has not
 * arrived was lost on the way, and holds no slot any more. */
void allowance_catch_up(struct allowance *self, uint64_t sent);
uint64_t allowance_limit(const struct allowance *self, size_t free_slots);
/* True if the news are worth a frame before the next heartbeat: the sender runs
 * low, or has to be held back. */
bool allowance_is_news(const struct allowance *self, size_t free_slots);

#endif
