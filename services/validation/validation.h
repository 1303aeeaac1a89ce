/*
 * validation.h — what the validation service and its reader can be configured to do.
 * What a check sees and says is in checks/inspection.h.
 */
#ifndef VALIDATION_VALIDATION_H
#define VALIDATION_VALIDATION_H

#include "checks/inspection.h"
#include "daemon/daemon.h"
#include "fetch/fetch.h"

enum { VALIDATION_SCHEMA = 1 };

struct validation_conf {
    struct daemon_conf daemon;
    const char *files_root;        /* the reader's */
    size_t children;               /* files read at once */
    size_t file_memory;            /* bytes for reading one */
    int file_seconds;
    const char *clamd;             /* its socket; "" for none */
    size_t text_max;               /* bytes of text kept of one file */
    const char *dictionary;        /* of hunspell, without .aff and .dic */
    size_t compare_most;           /* pieces of a batch that are compared at once */
    int compare_ms;                /* the others are, after so long */
    bool has_links;                /* pages that pieces cite are looked at */
    int link_second_s;             /* until a second look at a page that is not there */
    int link_again_s;              /* until the second try where there is trouble */
    int link_tell_s;               /* of trouble, before it is told */
    int feed_every_s;              /* between two looks at a feed of posts */
    struct fetch_conf fetch;
};
extern const struct conf_entry VALIDATION_CONF[];
extern const size_t VALIDATION_CONF_COUNT;

#endif
