/*
 * page_cache.h — drawn pages in a directory, by name, within a bound of bytes.  What is lost is
 * drawn again.
 */
#ifndef READER_PAGE_CACHE_H
#define READER_PAGE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct page_cache;

/* NULL: `directory` is "", or cannot be used, which is logged. */
struct page_cache *page_cache_open(const char *directory, size_t most);
void page_cache_close(struct page_cache **self); /* NULL-safe */

/* False: it is not kept.  `self` may be NULL. */
bool page_cache_get(struct page_cache *self, const char *name, struct buf *into);
void page_cache_put(struct page_cache *self, const char *name, const struct buf *content);

#endif
