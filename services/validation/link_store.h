/*
 * link_store.h — the statements about pages that pieces cite.
 */
#ifndef VALIDATION_LINK_STORE_H
#define VALIDATION_LINK_STORE_H

#include "store/lane.h"

struct page_use {
    struct uuid submission_id, page;
};
/* Rows: submission, generation, state, outcome, status, final_url, media_type, titles,
 * published, flags, text, frozen text, seen, changed, sites; NULL where nothing is known. */
void store_pages(struct lane *lane, const struct page_use *uses, size_t count, lane_fn *then,
                 void *arg);

/* Rows: page, url, state, attempts, looks, failing_s, etag, last_modified, has_page. */
void store_link_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                      lane_fn *then, void *arg);
/* `seen` is JSON: migration 0020.  One row: pieces owed again; -1: the claim was lost. */
void store_link_fetched(struct lane *lane, const struct uuid *page, const struct uuid *claim,
                        const char *seen, lane_fn *then, void *arg);

/* Pages to be looked at without filing.  Rows: probe, url, title, day, sites; "" where not said. */
void store_probe_claim(struct lane *lane, size_t most, const struct uuid *claim, int lease_ms,
                       lane_fn *then, void *arg);
void store_probe_done(struct lane *lane, const struct uuid *probe, const struct uuid *claim,
                      const char *answer, lane_fn *then, void *arg);

#endif
