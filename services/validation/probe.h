/*
 * probe.h — looks at single pages for whoever wants to know what the system would see and say
 * (`minhchung links check`), through the same guard as for pieces, and files nothing.
 */
#ifndef VALIDATION_PROBE_H
#define VALIDATION_PROBE_H

#include "store/lane.h"
#include "validation/validation.h"

struct probes;

/* `fetch` is shared, so that a host's pauses are kept; all are borrowed. */
struct probes *probes_open(struct daemon *daemon, const struct validation_conf *conf,
                           struct lane *lane, struct fetch *fetch);
/* After `fetch` was closed. */
void probes_close(struct probes **self);

void probes_look(struct probes *self);         /* takes what is due */
bool probes_are_idle(const struct probes *self);

#endif
