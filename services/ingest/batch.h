/*
 * batch.h — the requests that are committed together, and the state of each.
 */
#ifndef INGEST_BATCH_H
#define INGEST_BATCH_H

#include <sys/queue.h>

#include "ingest/ingest.h"

enum filing_state {
    FILING_NEW,
    FILING_REVISION, /* replaces an earlier revision: alone, after the new ones */
    FILING_LOOK_UP,  /* not new, or twice in this batch */
    FILING_ENDED
};

struct entry {
    struct filing filing;
    enum filing_state state;
    bool is_pushed;
    bool is_closed; /* a revision of what its unit has closed */
};

struct batch {
    struct arena *arena;
    struct entry *entries;
    struct filing **chosen; /* what the running statement is about, by id */
    int *lease_ms;
    size_t count;
    size_t chosen_count;
    size_t file_count;
    TAILQ_ENTRY(batch) link;
};

TAILQ_HEAD(batch_list, batch);

/* An empty batch for `max` requests, with an arena of its own. */
struct batch *batch_new(size_t max);
void batches_free(struct batch_list *list);

/* The entry of which `filing` is the first member. */
struct entry *batch_entry(struct filing *filing);

#endif
