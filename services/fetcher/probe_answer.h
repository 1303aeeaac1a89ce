/*
 * probe_answer.h — the report on a page that was fetched once: the redirects, what the page holds,
 * and the findings that a submission with this link would have; pure.
 */
#ifndef FETCHER_PROBE_ANSWER_H
#define FETCHER_PROBE_ANSWER_H

#include "base/buf.h"
#include "fetch/fetch.h"
#include "fetcher/page_child.h"

/* Texts are "" where nothing was given. */
struct probe_wish {
    const char *url, *title, *occurred_on, *sites;
};

/* Adds JSON to `into`. `page` NULL: nothing was read. */
void probe_answer(struct arena *arena, const struct probe_wish *wish,
                  const struct fetch_answer *answer, const struct page_seen *page,
                  struct buf *into);

#endif
