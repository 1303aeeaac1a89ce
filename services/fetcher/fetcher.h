/*
 * fetcher.h — the fetcher: a process of its own, since it alone reaches the Internet. It fetches
 * the pages that evidence cites (pages.h), pages on request (probe.h) and feeds of posts (feeds.h),
 * and reads them in sandboxed children.
 */
#ifndef FETCHER_FETCHER_H
#define FETCHER_FETCHER_H

#include "daemon/daemon.h"
#include "fetch/fetch.h"

struct fetcher_conf {
    struct daemon_conf daemon;
    size_t page_memory; /* bytes of address space for reading one page */
    int page_seconds;   /* processor time for one */
    bool is_on;         /* off where there is no Internet: it fetches nothing */
    int link_second_s;  /* until a page that was missing is fetched again */
    int link_again_s;   /* until the first retry of an unreachable page */
    int link_report_s;  /* unreachable for so long before validation reports it */
    int feed_every_s;   /* between two fetches of a feed */
    struct fetch_conf fetch;
};
extern const struct conf_entry FETCHER_CONF[];
extern const size_t FETCHER_CONF_COUNT;

#endif
