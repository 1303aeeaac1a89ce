/*
 * feeds.h — fetches the feeds of units: claims those that are due, fetches them, reads them in
 * sandboxed children and commits the new posts. A part of the fetcher.
 */
#ifndef FETCHER_FEEDS_H
#define FETCHER_FEEDS_H

#include "fetcher/fetcher.h"

struct feeds;

/* `fetch` is borrowed: pages and feeds of one host wait for each other. */
struct feeds *feeds_open(struct daemon *daemon, const struct fetcher_conf *conf,
                         struct fetch *fetch);
/* After the transfers have been dropped; NULL-safe. */
void feeds_close(struct feeds **self);
bool feeds_is_idle(const struct feeds *self);

#endif
