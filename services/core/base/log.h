/*
 * log.h — one line of JSON a message on stderr: ts, level, service, instance, msg.
 *
 * No personal data and no content of evidence.  At most one info line a batch.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

/* Names are copied.  Before log_open, lines carry no service. */
void log_open(const char *service, const char *instance, enum log_level level);
bool log_level_parse(const char *name, enum log_level *out);

void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define log_error(...) log_line(LOG_ERROR, __VA_ARGS__)
#define log_warn(...) log_line(LOG_WARN, __VA_ARGS__)
#define log_info(...) log_line(LOG_INFO, __VA_ARGS__)
#define log_debug(...) log_line(LOG_DEBUG, __VA_ARGS__)

#endif
