/*
 * links.h — what an attempt at a page means, and when to fetch it again; pure.
 */
#ifndef FETCHER_LINKS_H
#define FETCHER_LINKS_H

#include "checks/engine/page.h"
#include "fetch/fetch.h"
#include "fetcher/fetcher.h"

/* What is known of the page before the attempt. */
struct link_history {
    enum page_state state;
    int attempts;  /* in a row without a page */
    int looks;     /* attempts that found the page since it last changed */
    int failing_s; /* since the first of the failed attempts */
};

struct link_step {
    struct link_history next; /* failing_s is computed by the store */
    bool is_page;             /* there was a page: read it */
    int pause_s;
};

struct link_step link_step(const struct link_history *before, enum fetch_outcome outcome,
                           int status, const struct fetcher_conf *conf);

#endif
