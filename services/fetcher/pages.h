/*
 * pages.h — looks at the pages that pieces cite: takes what is due, fetches it (fetch/fetch.h),
 * reads it in a sandboxed child and commits what it means.  Feeds of posts: feeds.h.
 */
#ifndef FETCHER_PAGES_H
#define FETCHER_PAGES_H

#include "fetcher/fetcher.h"

struct pages;

/* ERR_FATAL: the configuration of fetching makes no sense. */
MUST_CHECK enum err pages_open(struct pages **out, struct daemon *daemon,
                               const struct fetcher_conf *conf);
void pages_close(struct pages **self);
bool pages_is_idle(const struct pages *self);

#endif
