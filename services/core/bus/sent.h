/*
 * sent.h — the latest copies that were sent to one instance, by message: when the
 * instance is gone, other workers may take those rows before their leases end.
 *
 * What is older than a lease, or than the last SENT_MAX copies, is forgotten: its row is
 * finished, or its lease brings it back.
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
    struct sent_copy *copies; /* a ring of SENT_MAX; NULL before the first */
    size_t first, count;
};

typedef void sent_fn(void *arg, enum stage_id stage, const struct uuid *ids, size_t count);

void sent_add(struct sent *self, const Bus__V1__Envelope *envelope, int64_t now_ms);
/* Calls `fn` with the copies that are younger than SENT_MS, stage by stage as they were sent, and
 * forgets all. */
void sent_report(struct sent *self, int64_t now_ms, sent_fn *fn, void *arg);
void sent_free(struct sent *self);

#endif
