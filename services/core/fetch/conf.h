/*
 * conf.h — the configuration entries of a service that fetches.  `type` is the service's
 * struct, which has a `struct fetch_conf fetch`.
 */
#ifndef FETCH_CONF_H
#define FETCH_CONF_H

#include <stddef.h>

#include "base/conf.h"
#include "fetch/fetch.h"

/* clang-format off */
#define FETCH_CONF_ENTRIES(type)                                                                   \
    {"fetch.allow", CONF_TEXT, offsetof(type, fetch.allow), "", 0, 0,                              \
     "internal names, addresses or networks that may be reached, with or without :port, "          \
     "between commas"},                                                                            \
    {"fetch.resolve", CONF_TEXT, offsetof(type, fetch.resolve), "", 0, 0,                          \
     "host:port=address:port between commas: the address to use for a host; * for any host or "    \
     "port.  Does not allow the address"},                                                         \
    {"fetch.ca", CONF_TEXT, offsetof(type, fetch.ca), "", 0, 0,                                    \
     "file of certificates to trust; empty: the system's"},                                        \
    {"fetch.bytes", CONF_SIZE, offsetof(type, fetch.bytes), "4m", 1024, 1 << 30,                   \
     "most bytes of one page, decompressed"},                                                      \
    {"fetch.seconds", CONF_INT, offsetof(type, fetch.seconds), "20", 1, 600,                       \
     "time limit of one page, with its redirects"},                                                \
    {"fetch.redirects", CONF_INT, offsetof(type, fetch.redirects), "5", 0, 20,                     \
     "most redirects of one page"},                                                                \
    {"fetch.host_ms", CONF_INT, offsetof(type, fetch.host_ms), "1000", 0, 600000,                  \
     "pause between two requests to one host"},                                                    \
    {"fetch.at_once", CONF_SIZE, offsetof(type, fetch.at_once), "16", 1, 256,                      \
     "pages fetched at once, each of another host"}
/* clang-format on */

#endif
