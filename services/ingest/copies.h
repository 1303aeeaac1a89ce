/*
 * copies.h — the hot copies of what a sheet stores: room is reserved at the next
 * stages before the commit, and the copies are sent after it.
 */
#ifndef INGEST_COPIES_H
#define INGEST_COPIES_H

#include "bus/bus.h"
#include "ingest/sheet.h"

/* Sets for each chosen filing whether it will be sent, and the lease its row is
 * born with (0: the next sweep may take it). */
void copies_reserve(struct bus *bus, struct sheet *sheet, int lease_ms);
/* After the commit: what has ended was new. */
void copies_send(struct bus *bus, struct sheet *sheet);
/* One was stored without a copy: tells the next stage that it is there. */
void copies_hint(struct bus *bus, const struct filing *filing);
/* Nothing was stored: gives the room back. */
void copies_release(struct bus *bus, struct sheet *sheet);

#endif
