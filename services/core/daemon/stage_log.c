/*
 * stage_log.c — the log lines of a stage.
 */
#include "daemon/stage_log.h"

#include "base/clock.h"
#include "base/log.h"
#include "wire/envelope.h"

enum { SLOW_MS = 5000 }; /* since it was enqueued */

static const char *name_of(enum stage_id stage)
{
    switch (stage) {
    case STAGE_NONE:
        break;
    case STAGE_READ:
        return "read";
    case STAGE_VALIDATE:
        return "validate";
    case STAGE_SCORE:
        return "score";
    case STAGE_NOTIFY:
        return "notify";
    }
    return "none";
}

void stage_log_done(enum stage_id stage, const struct batch *batch)
{
    int64_t now_us = clock_wall_us();
    for (size_t i = 0; i < batch->count; i++) {
        const Bus__V1__Envelope *envelope = batch->envelopes[i];
        int64_t age_ms = (now_us - (int64_t)envelope->born_us) / 1000;
        enum log_level level = age_ms > SLOW_MS ? LOG_INFO : LOG_DEBUG;
        if (log_is_on(level)) {
            struct uuid trace = envelope_trace(envelope);
            log_about(level, &trace, "%s: done %lld ms after it was enqueued, delivery %u",
                      name_of(stage), (long long)age_ms, envelope->attempt);
        }
    }
}

void stage_log_refused(enum stage_id stage, const Bus__V1__Envelope *envelope, const char *why)
{
    struct uuid trace = envelope_trace(envelope);
    log_about(LOG_WARN, &trace, "%s: the store refuses it: %s", name_of(stage), why);
}

void stage_log_dead(enum stage_id stage, const Bus__V1__Envelope *envelope, const char *reason)
{
    struct uuid trace = envelope_trace(envelope);
    log_about(LOG_ERROR, &trace, "%s: dead-lettered after %u deliveries: %s", name_of(stage),
              envelope->attempt, reason);
}
