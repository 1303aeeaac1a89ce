/*
 * sheet.h — the filings that are committed together, and what has become of each.
 */
#ifndef INGEST_SHEET_H
#define INGEST_SHEET_H

#include "ingest/ingest.h"

enum filing_state {
    FILING_NEW,
    FILING_REVISION, /* replaces an earlier one: alone, after the new ones */
    FILING_LOOK_UP,  /* not new, or twice on this sheet */
    FILING_ENDED
};

struct entry {
    struct filing filing;
    enum filing_state state;
    bool is_hot;
};

struct sheet {
    struct arena *arena;
    struct entry *entries;
    struct filing **chosen; /* what the statement in flight is about, by id */
    int *lease_ms;
    size_t count;
    size_t chosen_count;
    size_t file_count;
    struct sheet *next;
};

/* An empty sheet for `max` filings, with an arena of its own. */
struct sheet *sheet_new(size_t max);
void sheets_free(struct sheet *first); /* and all that follow; NULL-safe */

/* The entry that `filing` is a part of. */
struct entry *sheet_entry(struct filing *filing);

#endif
