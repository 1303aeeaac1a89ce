/*
 * links.h — what an attempt at a page means, and when to look again; pure.
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
    int looks;     /* with a page, since it last changed */
    int failing_s; /* since the first of the attempts */
};

struct link_step {
    struct link_history next; /* failing_s is the store's */
    bool is_page;             /* there was one: read it */
    int pause_s;
};

struct link_step link_step(const struct link_history *before, enum fetch_outcome outcome,
                           int status, const struct fetcher_conf *conf);

#endif
