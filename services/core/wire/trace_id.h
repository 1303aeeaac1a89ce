/*
 * trace_id.h — the id that follows a submission from its HTTP request through the log lines
 * of all services.
 *
 * It is the submission's own id, which its account and idempotency key determine, so that
 * nothing has to be stored or sent for it.  Rows of a spreadsheet have the id of its import.
 * A request that brings an id (traceparent, W3C Trace Context) keeps it.  An id that is
 * not the submission's own is stored with it and copied into each Envelope.
 */
#ifndef WIRE_TRACE_ID_H
#define WIRE_TRACE_ID_H

#include <stdbool.h>

#include "base/uuid.h"

/* The trace id of a well-formed traceparent header; false for any other text. */
MUST_CHECK bool trace_id_parse(const char *traceparent, struct uuid *out);

/* The forms that a person types: a UUID, its 32 digits, or a whole traceparent. */
MUST_CHECK bool trace_id_read(const char *text, struct uuid *out);

#endif
