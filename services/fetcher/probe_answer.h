/*
 * probe_answer.h — what there is to say of a page that was looked at once: the way to it, what
 * stands there, and the findings that a piece with this link would have; pure.
 */
#ifndef FETCHER_PROBE_ANSWER_H
#define FETCHER_PROBE_ANSWER_H

#include "base/buf.h"
#include "fetch/fetch.h"
#include "fetcher/page_child.h"

/* Texts are "" where nothing is said. */
struct probe_wish {
    const char *url, *title, *occurred_on, *sites;
};

/* Adds JSON to `into`.  `page` NULL: there was nothing to read. */
void probe_answer(struct arena *arena, const struct probe_wish *wish,
                  const struct fetch_answer *answer, const struct page_seen *page,
                  struct buf *into);

#endif
