/*
 * conf.h — configuration as one table per service: key, type, default, range, help.
 *
 * Sources, later ones win: defaults, a file of "key = value" lines (# comments),
 * the environment (service "ingest", key "bus.window": INGEST_BUS_WINDOW), then
 * "--key=value" arguments.  The error for an unknown key or a value out of range
 * names file, line and what is allowed.
 */
#ifndef BASE_CONF_H
#define BASE_CONF_H

#include <stddef.h>

#include "base/err.h"

enum conf_type {
    CONF_TEXT, /* const char * */
    CONF_BOOL, /* bool: 0/1, true/false, yes/no, on/off */
    CONF_INT,  /* int */
    CONF_SIZE, /* size_t; k, m, g suffixes are binary */
    CONF_FILE  /* const char *: the trimmed content of the named file (secrets) */
};

struct conf_entry {
    const char *key;
    enum conf_type type;
    size_t offset;       /* offsetof in the service's struct */
    const char *initial; /* default, as text */
    long long min, max;  /* numbers only; 0, 0: any */
    const char *help;    /* one line */
};

/* Reads arguments "--config FILE" and "--key=value", the file and the
 * environment into `into`.  Texts live until the process ends.  ERR_FATAL, with
 * a note, at the first fault. */
MUST_CHECK enum err conf_read(const char *service, const struct conf_entry *table, size_t count,
                              void *into, int argc, char **argv);
/* Prints "key = value" with help and range of each entry to stdout. */
void conf_print(const struct conf_entry *table, size_t count, const void *from);

#endif
