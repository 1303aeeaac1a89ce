/*
 * stage_log.h — what a stage logs about single messages, each line with the trace of its
 * submission: failures always, what was slow at info, all else at debug.
 */
#ifndef DAEMON_STAGE_LOG_H
#define DAEMON_STAGE_LOG_H

#include "daemon/stage.h"

void stage_log_done(enum stage_id stage, const struct batch *batch);
void stage_log_refused(enum stage_id stage, const Bus__V1__Envelope *envelope, const char *why);
void stage_log_dead(enum stage_id stage, const Bus__V1__Envelope *envelope, const char *reason);

#endif
