/*
 * validation.h — what the validation service can be configured to do.
 * What a check sees and says is in checks/inspection.h.
 */
#ifndef VALIDATION_VALIDATION_H
#define VALIDATION_VALIDATION_H

#include "checks/engine/inspection.h"
#include "daemon/daemon.h"

struct validation_conf {
    struct daemon_conf daemon;
    const char *dictionary; /* of hunspell, without .aff and .dic */
    size_t compare_most;    /* items of a batch that are compared at once */
    int compare_ms;         /* the others are, after so long */
    bool has_links;         /* pages that evidence cites are judged */
};
extern const struct conf_entry VALIDATION_CONF[];
extern const size_t VALIDATION_CONF_COUNT;

#endif
