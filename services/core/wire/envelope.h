/*
 * envelope.h — what all who hold an Envelope need: a copy of it, and its trace.
 */
#ifndef WIRE_ENVELOPE_H
#define WIRE_ENVELOPE_H

#include "base/arena.h"
#include "base/uuid.h"
#include "bus/v1/bus.pb-c.h"

/* With everything that it points to, in `arena`. */
Bus__V1__Envelope *envelope_copy(struct arena *arena, const Bus__V1__Envelope *from);

/* The id that log lines about it bear; see wire/trace_id.h. */
struct uuid envelope_trace(const Bus__V1__Envelope *envelope);

#endif
