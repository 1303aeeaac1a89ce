/*
 * copies.h — the envelopes of what a batch stores: room is reserved at the next stages before the
 * commit, and the copies are sent after it.
 */
#ifndef INGEST_COPIES_H
#define INGEST_COPIES_H

#include "bus/bus.h"
#include "ingest/batch.h"

/* Sets for each chosen request whether its copy will be sent, and the lease with which its row is
 * inserted (0: due at once). */
void copies_reserve(struct bus *bus, struct batch *batch, int lease_ms);
/* After the commit. An entry that has ended was new. */
void copies_send(struct bus *bus, struct batch *batch);
/* Wakes the next stage for a row that was stored without a copy. */
void copies_wake(struct bus *bus, const struct filing *filing);
/* Nothing was stored: returns the reserved room. */
void copies_release(struct bus *bus, struct batch *batch);

#endif
