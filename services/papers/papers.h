/*
 * papers.h — the configuration of this service, which makes the papers of inspection rounds from
 * templates and checks the templates that an office brings.
 */
#ifndef PAPERS_PAPERS_H
#define PAPERS_PAPERS_H

#include <stddef.h>

#include "base/conf.h"
#include "daemon/daemon.h"

struct papers_conf {
    struct daemon_conf daemon;
    const char *files_root; /* the file store, for photos */
    const char *templates;  /* a directory with those that come with the software; "": none */
    const char *pdf;        /* the program of LibreOffice; "": where Debian has it; "off": none */
    int seconds;            /* of processor time for one paper, and for its PDF */
};

extern const struct conf_entry PAPERS_CONF[];
extern const size_t PAPERS_CONF_COUNT;

#endif
