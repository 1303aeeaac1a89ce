/*
 * posts.h — reads lists of posts in sandboxed children for those who ask over the bus; the store
 * decides what the rows mean.
 */
#ifndef INGEST_POSTS_H
#define INGEST_POSTS_H

#include "bus/bus.h"

struct posts;

/* `json`: post_list_read's (checks/post_list.h). */
typedef void posts_fn(void *arg, const struct bus_from *from, const char *json);

struct posts *posts_open(struct loop *loop, posts_fn *then, void *arg);
void posts_close(struct posts **self); /* NULL-safe; running requests get no answer */

/* False: too busy now. The sheet is copied. */
MUST_CHECK bool posts_read(struct posts *self, const struct bus_from *from,
                           const unsigned char *sheet, size_t len);
bool posts_is_idle(const struct posts *self);

#endif
