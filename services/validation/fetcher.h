/*
 * fetcher.h — looks at the pages that pieces cite: takes what is due, fetches it (fetch/fetch.h),
 * reads it in a sandboxed child and commits what it means.  Feeds of posts: feeds.h.
 */
#ifndef VALIDATION_FETCHER_H
#define VALIDATION_FETCHER_H

#include "validation/validation.h"

struct fetcher;

/* ERR_FATAL: the configuration of fetching makes no sense. */
MUST_CHECK enum err fetcher_open(struct fetcher **out, struct daemon *daemon,
                                 const struct validation_conf *conf);
void fetcher_close(struct fetcher **self);
bool fetcher_is_idle(const struct fetcher *self);

#endif
