/*
 * feed_step.h — what an attempt at a feed means, and when to fetch it again; pure.
 */
#ifndef FETCHER_FEED_STEP_H
#define FETCHER_FEED_STEP_H

#include <stdbool.h>

#include "fetch/fetch.h"

enum { FEED_PAGE = 100 }; /* items asked of a WordPress in one request */

/* What is known of the feed before the attempt. */
struct feed_history {
    int attempts; /* in a row without a feed */
    int page;
    bool is_wordpress, has_other;
};

enum feed_meaning {
    FEED_READ,      /* a document came: read it */
    FEED_SAME,      /* the server reports nothing new */
    FEED_END,       /* there are no further pages */
    FEED_ELSEWHERE, /* not here: the other address is fetched at once */
    FEED_FAILED
};

struct feed_step {
    enum feed_meaning meaning;
    int attempts;
    int pause_s;
};

struct feed_step feed_step(const struct feed_history *before, enum fetch_outcome outcome,
                           int status, int every_s);
/* A document came that is not a feed. */
struct feed_step feed_step_unread(const struct feed_history *before);

/* The address to fetch; in the arena. */
struct arena;
const char *feed_address(const char *source, const struct feed_history *before,
                         struct arena *arena);

#endif
