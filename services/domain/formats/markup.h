/*
 * markup.h — HTML as a tree and as text, and the text of a web page in a single file (MHT), which
 * word processors also write under the name of a document.
 */
#ifndef FORMATS_MARKUP_H
#define FORMATS_MARKUP_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "base/buf.h"

/* The tree of HTML in UTF-8, however broken it is; NULL: there is none.  The caller frees. */
xmlDoc *html_parse(const char *text, size_t len);

bool html_is(const char *start, size_t len);
/* Adds the text of the page, whose bytes are in the encoding that they show, that its header
 * `content_type` (may be NULL) says, or that they declare. */
void html_read(const struct buf *data, const char *content_type, struct buf *text);

bool mht_is(const char *start, size_t len);
/* Adds the text of the first page in it, else its first plain text; false: there is neither. */
bool mht_read(const struct buf *data, struct buf *text);

#endif
