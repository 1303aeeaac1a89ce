/*
 * conf.c — the configuration of the fetcher.
 */
#include "daemon/conf.h"
#include "fetch/conf.h"
#include "fetcher/fetcher.h"

const struct conf_entry FETCHER_CONF[] = {
    DAEMON_CONF_ENTRIES,
    {"reader.memory", CONF_SIZE, offsetof(struct fetcher_conf, page_memory), "768m", 67108864,
     17179869184, "address space for reading one page"},
    {"reader.seconds", CONF_INT, offsetof(struct fetcher_conf, page_seconds), "10", 1, 600,
     "processor time for reading one page; the wall clock allows twice that"},
    {"links.fetch", CONF_BOOL, offsetof(struct fetcher_conf, is_on), "on", 0, 0,
     "fetch pages and feeds; off where there is no Internet"},
    {"links.second_s", CONF_INT, offsetof(struct fetcher_conf, link_second_s), "600", 0, 86400,
     "seconds until a page that was missing is fetched again, before it is reported"},
    {"links.again_s", CONF_INT, offsetof(struct fetcher_conf, link_again_s), "300", 0, 86400,
     "seconds until an unreachable page is retried; longer after each attempt"},
    {"links.tell_s", CONF_INT, offsetof(struct fetcher_conf, link_report_s), "10800", 0, 604800,
     "seconds for which a page must be unreachable, in four attempts, before it is reported"},
    {"feeds.every_s", CONF_INT, offsetof(struct fetcher_conf, feed_every_s), "3600", 1, 604800,
     "seconds between two fetches of a feed of posts"},
    FETCH_CONF_ENTRIES(struct fetcher_conf),
};
const size_t FETCHER_CONF_COUNT = sizeof(FETCHER_CONF) / sizeof(FETCHER_CONF[0]);
