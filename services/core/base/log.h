/*
 * log.h — one line of JSON per message on stderr: ts, level, service, instance, msg, and
 * trace if the line is about one request or submission.
 *
 * No personal data and no content of evidence.  At most one info line per batch; lines about
 * single submissions go through log_about, which limits their rate.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

#include "base/uuid.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

enum { LOG_ABOUT_MAX = 100 }; /* lines of log_about per second and level */

/* Names are copied.  Before log_open, lines carry no service. */
void log_open(const char *service, const char *instance, enum log_level level);
bool log_level_parse(const char *name, enum log_level *out);

void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether a line of this level would be written. */
bool log_is_on(enum log_level level);

/* Logs a line about one request or submission, whose id is its "trace" (NULL: none).  Above
 * debug at most LOG_ABOUT_MAX lines of each level are written per second, so that a flood of
 * requests does not flood the log; the next line counts the omitted ones in "dropped". */
void log_about(enum log_level level, const struct uuid *trace, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#define log_error(...) log_line(LOG_ERROR, __VA_ARGS__)
#define log_warn(...)  log_line(LOG_WARN, __VA_ARGS__)
#define log_info(...)  log_line(LOG_INFO, __VA_ARGS__)
#define log_debug(...) log_line(LOG_DEBUG, __VA_ARGS__)

#endif
