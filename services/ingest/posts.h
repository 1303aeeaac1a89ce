/*
 * posts.h — reads lists of posts in sandboxed children for whoever asks; what the rows mean is
 * the store's to say.
 */
#ifndef INGEST_POSTS_H
#define INGEST_POSTS_H

#include "bus/bus.h"

struct posts;

/* `json`: post_list_read's (checks/post_list.h). */
typedef void posts_fn(void *arg, const struct bus_from *from, const char *json);

struct posts *posts_open(struct loop *loop, posts_fn *then, void *arg);
void posts_close(struct posts **self); /* NULL-safe; nobody is answered any more */

/* False: not now.  The sheet is copied. */
MUST_CHECK bool posts_read(struct posts *self, const struct bus_from *from,
                           const unsigned char *sheet, size_t len);
bool posts_is_idle(const struct posts *self);

#endif
