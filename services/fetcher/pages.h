/*
 * pages.h — fetches the pages that evidence cites: claims those that are due, fetches them
 * (fetch/fetch.h), reads them in sandboxed children and commits the result. Feeds of posts:
 * feeds.h.
 */
#ifndef FETCHER_PAGES_H
#define FETCHER_PAGES_H

#include "fetcher/fetcher.h"

struct pages;

/* ERR_FATAL: the configuration of fetching is invalid. */
MUST_CHECK enum err pages_open(struct pages **out, struct daemon *daemon,
                               const struct fetcher_conf *conf);
void pages_close(struct pages **self);
bool pages_is_idle(const struct pages *self);

#endif
