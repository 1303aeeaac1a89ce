/*
 * log.c — writes each line with one write(), and counts the lines of log_about per level and
 * second.
 */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"

static char service_name[32];
static char instance_name[40];
static enum log_level threshold = LOG_INFO;

enum { LEVELS = 4 };
static const char *const NAMES[LEVELS] = {"error", "warn", "info", "debug"};

/* What log_about wrote in the current second, by level. */
static struct budget {
    int64_t second;
    int written;
    long long dropped; /* since the last line that was written */
} budgets[LEVELS];

void log_open(const char *service, const char *instance, enum log_level level)
{
    snprintf(service_name, sizeof(service_name), "%s", service);
    snprintf(instance_name, sizeof(instance_name), "%s", instance);
    threshold = level;
    memset(budgets, 0, sizeof(budgets));
}

bool log_is_on(enum log_level level)
{
    return level <= threshold;
}

bool log_level_parse(const char *name, enum log_level *out)
{
    for (int i = 0; i < LEVELS; i++) {
        if (strcmp(name, NAMES[i]) == 0) {
            *out = (enum log_level)i;
            return true;
        }
    }
    return false;
}

static void print_time(char *into, size_t size)
{
    int64_t us = clock_wall_us();
    time_t seconds = (time_t)(us / 1000000);
    struct tm parts;
    gmtime_r(&seconds, &parts);
    size_t len = strftime(into, size, "%Y-%m-%dT%H:%M:%S", &parts);
    snprintf(into + len, size - len, ".%03dZ", (int)(us / 1000 % 1000));
}

static void write_line(enum log_level level, const char *text, const struct uuid *trace,
                       long long dropped)
{
    char now[40], id[UUID_TEXT];
    print_time(now, sizeof(now));
    struct buf line = {0};
    struct json json;
    json_start(&json, &line);
    json_object_start(&json, NULL);
    json_text(&json, "ts", now);
    json_text(&json, "level", NAMES[level]);
    json_text(&json, "service", service_name);
    json_text(&json, "instance", instance_name);
    if (trace != NULL) {
        json_text(&json, "trace", uuid_print(trace, id));
    }
    json_text(&json, "msg", text);
    if (dropped > 0) {
        json_int(&json, "dropped", dropped);
    }
    json_object_end(&json);
    buf_byte(&line, '\n');
    /* One write per line: lines of several processes do not mix. */
    ssize_t written = write(STDERR_FILENO, line.data, line.len);
    (void)written; /* a full log cannot be reported */
    buf_free(&line);
}

void log_line(enum log_level level, const char *format, ...)
{
    if (!log_is_on(level)) {
        return;
    }
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    write_line(level, text, NULL, 0);
}

/* False once the second's lines of this level are used up. */
static bool take_budget(enum log_level level)
{
    struct budget *budget = &budgets[level];
    int64_t second = clock_steady_ms() / 1000;
    if (second != budget->second) {
        budget->second = second;
        budget->written = 0;
    }
    if (budget->written == LOG_ABOUT_MAX) {
        budget->dropped++;
        return false;
    }
    budget->written++;
    return true;
}

void log_about(enum log_level level, const struct uuid *trace, const char *format, ...)
{
    if (!log_is_on(level) || (level < LOG_DEBUG && !take_budget(level))) {
        return;
    }
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    write_line(level, text, trace, budgets[level].dropped);
    budgets[level].dropped = 0;
}
