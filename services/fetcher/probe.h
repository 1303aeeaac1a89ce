/*
 * probe.h — fetches a single page on request and reports what the system would see and find
 * (`minhchung links check`), through the same guard as for evidence; stores nothing else.
 */
#ifndef FETCHER_PROBE_H
#define FETCHER_PROBE_H

#include "fetcher/fetcher.h"
#include "store/lane.h"

struct probes;

/* `fetch` is shared, so that a host's pauses are kept; all are borrowed. */
struct probes *probes_open(struct daemon *daemon, const struct fetcher_conf *conf,
                           struct lane *lane, struct fetch *fetch);
/* After `fetch` was closed. */
void probes_close(struct probes **self);

bool probes_are_idle(const struct probes *self);

#endif
