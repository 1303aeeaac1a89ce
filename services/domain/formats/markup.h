/*
 * markup.h — the text of HTML, and of a web page in a single file (MHT), which word processors also
 * write under the name of a document.
 */
#ifndef FORMATS_MARKUP_H
#define FORMATS_MARKUP_H

#include <stdbool.h>

#include "base/buf.h"

bool html_is(const char *start, size_t len);
/* Adds the text of the page, whose bytes are in the encoding that they show, that its header
 * `content_type` (may be NULL) says, or that they declare. */
void html_read(const struct buf *data, const char *content_type, struct buf *text);

bool mht_is(const char *start, size_t len);
/* Adds the text of the first page in it, else its first plain text; false: there is neither. */
bool mht_read(const struct buf *data, struct buf *text);

#endif
