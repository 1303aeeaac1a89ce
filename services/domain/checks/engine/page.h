/*
 * page.h — the web page that a piece cites, as the fetcher last saw it, and the sites on which
 * the unit's pages may stand.
 */
#ifndef CHECKS_PAGE_H
#define CHECKS_PAGE_H

#include <stdbool.h>

#include "base/date.h"

/* What is told of it; as in table link_page. */
enum page_state {
    PAGE_UNKNOWN, /* not looked at yet, or not often enough to say */
    PAGE_GOOD,
    PAGE_DEAD, /* the site says that there is none */
    PAGE_UNREACHABLE,
    PAGE_REFUSED, /* inside a private network */
    PAGE_LOCKED   /* only for those who are let in */
};

/* Texts are "" where nothing is known. */
struct page {
    enum page_state state;
    int generation;      /* of what is known here */
    const char *outcome; /* of the last attempt: fetch/fetch.h */
    int status;          /* of HTTP */
    const char *final_url, *media_type;
    const char *titles; /* a line each, the best first */
    bool has_date;
    date_days published;
    const char *flags; /* ",login,list," */
    const char *text;
    const char *frozen_text;    /* as the piece was filed, if the page has changed since */
    const char *seen, *changed; /* days, as they are written */
    const char *sites;          /* "host/path" lines; "": nothing is registered */
};

#endif
