/*
 * envelope.h — copies an Envelope, and returns its trace.
 */
#ifndef WIRE_ENVELOPE_H
#define WIRE_ENVELOPE_H

#include "base/arena.h"
#include "base/uuid.h"
#include "bus/v1/bus.pb-c.h"

/* A deep copy in `arena`. */
Bus__V1__Envelope *envelope_copy(struct arena *arena, const Bus__V1__Envelope *from);

/* The id of its log lines; see wire/trace_id.h. */
struct uuid envelope_trace(const Bus__V1__Envelope *envelope);

#endif
