/*
 * sent.h — the ids of the latest copies that were sent to one instance: when the instance
 * is gone, other workers may take those rows before their leases end.
 *
 * Copies older than a lease, or than the last SENT_MAX, are dropped: their rows are finished,
 * or due again when their leases end.
 */
#ifndef BUS_SENT_H
#define BUS_SENT_H

#include "bus/bus.h"

enum { SENT_MAX = 4096, SENT_MS = 15000 };

struct sent_copy {
    struct uuid id;
    enum stage_id stage;
    int64_t sent_ms;
};

struct sent {
    struct sent_copy *copies; /* circular, SENT_MAX; NULL before the first */
    size_t first, count;
};

typedef void sent_fn(void *arg, enum stage_id stage, const struct uuid *ids, size_t count);

void sent_add(struct sent *self, const Bus__V1__Envelope *envelope, int64_t now_ms);
/* Calls `fn` with the copies that are younger than SENT_MS, stage by stage in the order of
 * sending, and clears the list. */
void sent_report(struct sent *self, int64_t now_ms, sent_fn *fn, void *arg);
void sent_free(struct sent *self);

#endif
