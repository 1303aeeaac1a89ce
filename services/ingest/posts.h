/*
 * posts.h — reads lists and criteria sets in sandboxed children for those who ask over the bus; the
 * store decides what the rows mean.
 */
#ifndef INGEST_POSTS_H
#define INGEST_POSTS_H

#include "bus/bus.h"
#include "tables/sheet_field.h"
#include "wire/wire.h"

struct posts;

/* `json`: sheet_form_read's (tables/sheet_field.h) or book_check's (workbook/book.h). */
typedef void posts_fn(void *arg, const struct bus_from *from, const char *json);

struct posts *posts_open(struct loop *loop, posts_fn *then, void *arg);
void posts_close(struct posts **self); /* NULL-safe; running requests get no answer */

/* The form of a list by its name on the bus; NULL for a criteria set.  False: no such list. */
MUST_CHECK bool posts_find(const char *list, const struct sheet_form **out);

/* False: too busy now. The sheet is copied. */
MUST_CHECK bool posts_read(struct posts *self, const struct bus_from *from,
                           const struct sheet_form *form, struct wire_bytes sheet);
bool posts_is_idle(const struct posts *self);

#endif
