/*
 * fault.h — the refusals of this service: one table of code, HTTP status, and
 * what to say and how to mend it in Vietnamese.
 */
#ifndef INGEST_FAULT_H
#define INGEST_FAULT_H

#include "base/arena.h"
#include "bus/v1/bus.pb-c.h"

enum fault_code {
    FAULT_REQUEST_INVALID,
    FAULT_KEY_INVALID,
    FAULT_KEY_REUSED,
    FAULT_CAMPAIGN_UNKNOWN,
    FAULT_CAMPAIGN_CLOSED,
    FAULT_UNIT_UNKNOWN,
    FAULT_UNIT_NOT_ASSESSED,
    FAULT_UNIT_FORBIDDEN,
    FAULT_CRITERION_UNKNOWN,
    FAULT_CRITERION_COUNT,
    FAULT_KIND_UNKNOWN,
    FAULT_FIELD_MISSING,
    FAULT_FIELD_TOO_LONG,
    FAULT_TEXT_CONTROL,
    FAULT_DATE_INVALID,
    FAULT_BACKDATE_FORBIDDEN,
    FAULT_FIGURE_INVALID,
    FAULT_FILE_COUNT,
    FAULT_FILE_UNKNOWN,
    FAULT_REVISION_CONFLICT,
    FAULT_UPLOAD_INVALID,
    FAULT_UPLOAD_LOST,
    FAULT_FILE_TOO_LARGE,
    FAULT_STORAGE_FULL,
    FAULT_STORAGE_FAILED,
    FAULT_METHOD_UNKNOWN,
    FAULT_BUSY,
    FAULT_COUNT
};

/* Fills `out` with texts that live for good; `field` is borrowed. */
void fault_set(Bus__V1__Fault *out, enum fault_code code, const char *field);

#endif
