/*
 * feed_store.h — the statements about feeds of posts.
 */
#ifndef VALIDATION_FEED_STORE_H
#define VALIDATION_FEED_STORE_H

#include "store/lane.h"

/* Rows: feed, source, is_wordpress, page, other, attempts, etag, last_modified, is_address. */
void store_feed_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                      lane_fn *then, void *arg);
/* `seen` is JSON: migration 0029.  One row: new posts; -1: the claim was lost. */
void store_feed_looked(struct lane *lane, const struct uuid *feed, const struct uuid *claim,
                       const char *seen, lane_fn *then, void *arg);

#endif
