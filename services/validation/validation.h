/*
 * validation.h — the configuration of the validation service. The input and output of a check are
 * in checks/engine/inspection.h.
 */
#ifndef VALIDATION_VALIDATION_H
#define VALIDATION_VALIDATION_H

#include "checks/engine/inspection.h"
#include "daemon/daemon.h"

struct validation_conf {
    struct daemon_conf daemon;
    const char *dictionary; /* of hunspell, without .aff and .dic */
    size_t compare_most;    /* submissions of a batch that are compared before their verdict */
    int compare_ms;         /* the others are compared after this delay */
    bool has_links;         /* the pages that evidence cites are judged */
};
extern const struct conf_entry VALIDATION_CONF[];
extern const size_t VALIDATION_CONF_COUNT;

#endif
