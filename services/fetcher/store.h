/*
 * store.h — the statements of the fetcher: pages that evidence cites, probes, feeds.
 */
#ifndef FETCHER_STORE_H
#define FETCHER_STORE_H

#include "store/lane.h"

/* Rows: page, url, state, attempts, looks, failing_s, etag, last_modified, has_page. */
void store_link_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                      lane_fn *then, void *arg);
/* `seen` is JSON (deploy/schema/functions/links.sql). One row: submissions enqueued again; -1: the
 * claim has expired. */
void store_link_fetched(struct lane *lane, const struct uuid *page, const struct uuid *claim,
                        const char *seen, lane_fn *then, void *arg);
void store_link_renew(struct lane *lane, struct uuids claims, int lease_ms);

/* Pages to fetch on request. Rows: probe, url, title, day, sites; "" where not given. */
void store_probe_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                       lane_fn *then, void *arg);
void store_probe_done(struct lane *lane, const struct uuid *probe, const struct uuid *claim,
                      const char *answer, lane_fn *then, void *arg);
void store_probe_renew(struct lane *lane, struct uuids claims, int lease_ms);

/* Rows: feed, source, is_wordpress, page, other, attempts, etag, last_modified, is_address. */
void store_feed_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                      lane_fn *then, void *arg);
/* `seen` is JSON (deploy/schema/functions/feeds.sql). One row: new posts; -1: the claim has
 * expired. */
void store_feed_looked(struct lane *lane, const struct uuid *feed, const struct uuid *claim,
                       const char *seen, lane_fn *then, void *arg);
void store_feed_renew(struct lane *lane, struct uuids claims, int lease_ms);

#endif
