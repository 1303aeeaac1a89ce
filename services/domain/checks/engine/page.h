/*
 * page.h — the web page that a submission cites, as the fetcher last saw it, and the sites on which
 * the unit's pages may be.
 */
#ifndef CHECKS_PAGE_H
#define CHECKS_PAGE_H

#include <stdbool.h>

#include "base/date.h"

/* The fetcher's result; as in table link_page. */
enum page_state {
    PAGE_UNKNOWN, /* not fetched yet, or not often enough to decide */
    PAGE_GOOD,
    PAGE_DEAD, /* the site answers that there is none */
    PAGE_UNREACHABLE,
    PAGE_REFUSED, /* inside a private network */
    PAGE_LOCKED   /* needs a login */
};

/* Texts are "" where nothing is known. */
struct page {
    enum page_state state;
    int generation;      /* version of this snapshot */
    const char *outcome; /* the last attempt's: fetch/fetch.h */
    int status;          /* HTTP status */
    const char *final_url, *media_type;
    const char *titles; /* one a line, the best first */
    bool has_date;
    date_days published;
    const char *flags; /* ",login,list," */
    const char *text;
    const char *frozen_text;    /* the text that was submitted, if the page has changed since */
    const char *seen, *changed; /* days, as written for people */
    const char *sites;          /* lines "host/path"; "": none registered */
};

#endif
