/*
 * names.h — the ids that an account and its idempotency key determine, permanently: the same
 * request is the same row, and the id that traces it (wire/trace_id.h) is known before it is
 * stored.
 */
#ifndef EVIDENCE_NAMES_H
#define EVIDENCE_NAMES_H

#include <stdint.h>

#include "base/uuid.h"

/* Of the thing of kind `scope` ("feed") that the request makes. */
struct uuid evidence_key_id(const char *scope, uint32_t account, const char *key);
struct uuid evidence_submission_id(uint32_t account, const char *key);
struct uuid evidence_import_id(uint32_t account, const char *key);

#endif
