/*
 * credit.h — the arithmetic of credit as a level; no sockets, no clock.
 *
 * Within one epoch the sender may have sent at most `limit` envelopes.  The
 * receiver sends limit = received + free; sending it again changes nothing, and
 * the next frame replaces a lost one.
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
    uint64_t reserved; /* for successors that are not sent yet */
};

void credit_reset(struct credit *self, uint64_t epoch);
/* False, and nothing changed, for a limit of another epoch. */
bool credit_hear(struct credit *self, uint64_t epoch, uint64_t limit);
size_t credit_free(const struct credit *self);
/* Returns how many of `want` were reserved. */
size_t credit_reserve(struct credit *self, size_t want);
/* Return how many of `count` this peer had. */
size_t credit_release(struct credit *self, size_t count);
size_t credit_spend(struct credit *self, size_t count); /* reserved ones first, then free ones */

/* The receiver's side, one per upstream. */
struct allowance {
    uint64_t epoch;
    uint64_t received;
    uint64_t announced; /* the last limit sent */
};

void allowance_reset(struct allowance *self, uint64_t epoch);
/* `sent`: how many the sender has sent before this frame.  Those that have not arrived
 * were lost on the way and hold no slot any more. */
void allowance_catch_up(struct allowance *self, uint64_t sent);
uint64_t allowance_limit(const struct allowance *self, size_t free_slots);
/* Whether the limit must be sent before the next heartbeat: the sender runs low, or has to
 * be held back. */
bool allowance_is_news(const struct allowance *self, size_t free_slots);

#endif
