/*
 * page_child.h — reads a fetched page in a sandboxed child (formats/page.c): its titles, day, flags
 * and text.
 */
#ifndef FETCHER_PAGE_CHILD_H
#define FETCHER_PAGE_CHILD_H

#include "base/arena.h"
#include "base/hash.h"
#include "fetcher/fetcher.h"

struct page_child;

/* Texts live in the arena of the job and are "" where nothing was found. */
struct page_seen {
    const char *published_on;   /* ISO 8601 */
    const char *flags, *titles; /* as in checks/page.h */
    const char *text;
    char text_hash[HASH_TEXT];
};
/* A page that cannot be read has no text. */
typedef void page_child_fn(void *arg, const struct page_seen *seen);

struct page_job {
    const struct fetch_answer *answer; /* read during the call */
    struct arena *arena;               /* must live until the callback */
    page_child_fn *then;               /* once, later */
    void *arg;
};
/* False: no child is available now, and no callback follows. */
MUST_CHECK bool page_child_start(struct page_child **out, struct loop *loop,
                                 const struct fetcher_conf *conf, const struct page_job *job);
/* No callback follows; NULL-safe. */
void page_child_kill(struct page_child **self);

/* Whether there is something to read, i.e. HTML. The other returns what is seen of a page that was
 * not read. */
bool page_is_html(const char *media_type);
void page_seen_nothing(struct arena *arena, struct page_seen *out);

/* A server's text, made valid and cut to a maximum. */
const char *page_field(struct arena *arena, const char *text);

#endif
